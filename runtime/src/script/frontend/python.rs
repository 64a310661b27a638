//! Hints for people who type what they know from Python.
//!
//! A hint is looked for only when a text does not parse, near the place where it does not.

use rhai::{LexError, ParseErrorType, Position, Token};

use super::outline::ends_value;
use super::tokens::{Lexeme, word};

/// What would work at the place of a parse error, if it looks like something that is known.
pub(super) fn hint(
    lexemes: &[Lexeme],
    error: &ParseErrorType,
    position: Position,
) -> Option<String> {
    let at = lexemes
        .partition_point(|lexeme| lexeme.position < position)
        .min(lexemes.len().checked_sub(1)?);
    let place = Place { lexemes, at };
    let found = text(error)
        .or_else(|| place.symbol())
        .or_else(|| place.name())
        .or_else(|| place.line())
        .or_else(|| place.missing(error))?;
    Some(found.to_owned())
}

/// Hints that follow from the error alone.
fn text(error: &ParseErrorType) -> Option<&'static str> {
    Some(match error {
        ParseErrorType::BadInput(LexError::MalformedChar(_)) => {
            "text stands in double quotes, `\"...\"`; single quotes hold one letter"
        }
        ParseErrorType::BadInput(LexError::UnterminatedString) => {
            "text over several lines stands between back-ticks"
        }
        ParseErrorType::ExprTooDeep => "split it up with `let`",
        ParseErrorType::WrongFnDefinition => {
            "define it at the top of the script, or write a closure: `let f = |x| ...`"
        }
        _ => return None,
    })
}

/// The token of an error and those around it.
struct Place<'a> {
    lexemes: &'a [Lexeme],
    at: usize,
}

impl<'a> Place<'a> {
    fn lexeme(&self, offset: isize) -> Option<&'a Lexeme> {
        self.lexemes.get(self.at.checked_add_signed(offset)?)
    }

    fn token(&self, offset: isize) -> Option<&'a Token> {
        self.lexeme(offset).map(|lexeme| &lexeme.token)
    }

    fn word(&self, offset: isize) -> Option<&'a str> {
        self.lexeme(offset).and_then(Lexeme::word)
    }

    /// The tokens of the line up to the error.
    fn line_start(&self) -> &'a [Lexeme] {
        let line = self.lexemes[self.at].position.line();
        let start = self.lexemes[..self.at]
            .iter()
            .rposition(|lexeme| lexeme.position.line() != line);
        &self.lexemes[start.map_or(0, |before| before + 1)..=self.at]
    }

    /// Signs that Rhai does not have, or not there.
    fn symbol(&self) -> Option<&'static str> {
        let signs = [0, -1, 1]
            .into_iter()
            .filter_map(|offset| self.token(offset));
        for token in signs {
            let Token::Reserved(sign) = token else {
                continue;
            };
            if word(token).is_some() && matches!(self.token(-1), Some(Token::Let | Token::Const)) {
                return Some("choose another name");
            }
            return Some(match sign.as_str() {
                "#" | "# {" => "a comment begins with `//`",
                "++" => "write `x += 1`",
                "--" => "write `x -= 1`, or `-(-x)`",
                "?" => "write `if condition { a } else { b }`",
                "null" | "nil" | "void" => "nothing is written `()`",
                "var" => "write `let`",
                "is" => "write `==`",
                "new" => "call the function itself: `thing()`",
                "match" => "write `switch x { 1 => ..., _ => ... }`",
                "async" | "await" => "leave it out: a script waits by itself",
                "yield" => "return an array",
                _ => continue,
            });
        }
        let in_call = matches!(self.token(-1), Some(Token::Comma | Token::LeftParen));
        match self.token(0)? {
            Token::PowerOf if in_call => Some("put a map last: `f(1, options)`"),
            Token::Multiply if in_call => Some("a call takes its arguments one by one"),
            _ => None,
        }
    }

    /// Words that mean something in Python, at the error or right before it.
    fn name(&self) -> Option<&'static str> {
        let words = [0, -1].into_iter().filter_map(|offset| {
            let Token::Identifier(name) = self.token(offset)? else {
                return None;
            };
            Some((offset, name.as_str()))
        });
        for (offset, name) in words {
            return Some(match name {
                "and" => "write `&&`",
                "or" => "write `||`",
                "not" if self.word(offset + 1) == Some("in") => "write `!(a in b)` or `a !in b`",
                "not" => "write `!x`",
                "elif" => "write `else if`",
                "def" | "function" | "func" => "write `fn name(a, b) { ... }`",
                "lambda" => "write `|x| x + 1`",
                "class" => "there are no classes: keep data in a map, `#{name: 1}`",
                "from" => "write `import \"file\" as name`",
                "pass" => "an empty block is `{ }`",
                "except" | "finally" => "write `try { ... } catch (error) { ... }`",
                "raise" => "write `throw`",
                "del" => "write `map.remove(\"key\")`, or set a variable to `()`",
                "global" | "nonlocal" => {
                    "functions see only their parameters and constants; closures see all around them"
                }
                "assert" => "write `if !condition { throw \"...\" }`",
                "mut" => "leave it out: what `let` declares can be changed",
                "f" | "r" | "b" if self.is_text(offset + 1) => {
                    "write text with values between back-ticks: `Hello ${name}`"
                }
                _ => continue,
            });
        }
        None
    }

    fn is_text(&self, offset: isize) -> bool {
        matches!(
            self.token(offset),
            Some(Token::StringConstant(_) | Token::CharConstant(_) | Token::LexError(_))
        )
    }

    /// What the parser missed.
    fn missing(&self, error: &ParseErrorType) -> Option<&'static str> {
        let ParseErrorType::MissingToken(missing, _) = error else {
            return None;
        };
        match missing.as_str() {
            "{" => Some("blocks stand in braces: `if x { ... }`"),
            ";" if self.line_start().len() > 1 => Some("give each statement a line of its own"),
            _ => None,
        }
    }

    /// Forms of a whole line.
    fn line(&self) -> Option<&'static str> {
        let line = self.line_start();
        let first = line.first()?;
        let inside = |token: Token| line.iter().any(|lexeme| lexeme.token == token);
        match self.token(0)? {
            Token::Colon => match (first.word(), self.token(-1)) {
                (Some("if" | "else" | "for" | "while" | "try" | "fn" | "loop" | "with"), _) => {
                    Some("blocks stand in braces: `if x { ... }`")
                }
                (Some("let" | "const"), _) if line.len() == 3 => {
                    Some("variables have no types: `let x = 1`")
                }
                (_, Some(Token::StringConstant(_) | Token::IntegerConstant(_))) => Some(
                    "a map begins with `#{`: `#{a: 1}`; a part of a list is `list.extract(1..3)`",
                ),
                _ if inside(Token::LeftBracket) => {
                    Some("a part of a list is `list.extract(1..3)`, of a text `text[1..3]`")
                }
                _ => None,
            },
            Token::For if self.token(-1).is_some_and(ends_value) => {
                Some("write `list.map(|x| ...)` or `list.filter(|x| ...)`")
            }
            Token::If if self.token(-1).is_some_and(ends_value) => {
                Some("write `if condition { a } else { b }`")
            }
            Token::Comma if matches!(first.token, Token::Identifier(_) | Token::Let) => {
                Some("write `unpack a, b = ...`")
            }
            Token::LeftParen | Token::LeftBracket if self.token(-1) == Some(&Token::Let) => {
                Some("write `unpack a, b = ...`")
            }
            _ if matches!(first.token, Token::Import) => Some("write `import \"file\" as name`"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::engine;

    fn check(text: &str, expect: &str) {
        let error = super::super::compile(&mut engine(), "app.rhai", text).unwrap_err();
        let hint = error.hint.clone().unwrap_or_default();
        assert!(hint.contains(expect), "{text}\n{error:?}");
    }

    #[test]
    fn what_python_says_has_a_hint() {
        check("# comment", "`//`");
        check("#comment\nlet a = 1", "`//`");
        check("let a = 1\n# comment\nlet b = 2", "`//`");
        check("let a = 1 # comment", "`//`");
        check("let a = 'text'", "double quotes");
        check("st.title('Hello')", "double quotes");
        check("let a = \"x\ny\"", "back-ticks");
        check("x++", "x += 1");
        check("let a = b ? 1 : 2", "if condition");
        check("let a = 1 if b else 2", "if condition");
        check("if a and b { }", "`&&`");
        check("let c = a or b", "`||`");
        check("if not a { }", "`!x`");
        check("if a not in b { }", "`a !in b`");
        check("if a is b { }", "`==`");
        check("if a { } elif b { }", "else if");
        check("def f(x):\n  return x", "fn name");
        check("if a:\n  b()", "braces");
        check("for i in range(3):\n  print(i)", "braces");
        check("let f = lambda x: x", "|x|");
        check("from a import b", "import \"file\" as name");
        check("import numpy as np, b", "import \"file\" as name");
        check("import streamlit as st", "`st` is always there");
        check("let a = f\"x {y}\"", "back-ticks");
        check("let a = [x for x in y]", "list.map");
        check("f(1, **kw)", "a map last");
        check("a, b = f()", "unpack");
        check("let a, b = f()", "unpack");
        check("let (a, b) = f()", "unpack");
        check("let a: int = 1", "no types");
        check("let a = { \"x\": 1 }", "#{a: 1}");
        check("let a = b[1:2]", "extract");
        check("let a = null", "`()`");
        check("raise \"x\"", "throw");
        check("fn f(a) { fn g(b) { } }", "closure");
        check("class A:\n  pass", "no classes");
        check("let mut a = 1", "can be changed");
        check("let await = 1", "another name");
        check("f(x for x in y)", "list.map");
        check("with a\n  f()", "braces");
        check("let a = 1 let b = 2", "a line of its own");
    }
}

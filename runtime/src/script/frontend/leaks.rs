//! Variables that leave a `with` block inside a closure.
//!
//! Rhai decides while it parses which variables a closure takes from outside, and counts among them what it
//! has not seen declared. A `with` block hides its declarations from the parser, so that
//! `let name;` is put at the end of the line before it.

use rhai::Token;

use super::outline::ends_value;
use super::reader::outline;
use super::tokens::Lexeme;

/// The text with the declarations that closures need, or nothing if it needs none.
pub(super) fn insert(text: &str, lexemes: &[Lexeme]) -> Option<String> {
    if !lexemes.iter().any(is_with) {
        return None;
    }
    let closures = inside_closures(lexemes);
    let mut longer = String::new();
    let mut from = 0;
    let mut at = 1;
    while at < lexemes.len() {
        let before = &lexemes[at - 1];
        let first = before.end_line < lexemes[at].position.line().unwrap_or(0)
            && (matches!(before.token, Token::LeftBrace | Token::SemiColon)
                || ends_value(&before.token));
        if !(first && is_with(&lexemes[at]) && closures[at]) {
            at += 1;
            continue;
        }
        let (names, end) = declared(lexemes, at);
        if !names.is_empty() {
            longer.push_str(&text[from..before.end]);
            from = before.end;
            longer.push_str(if before.token == Token::LeftBrace {
                ""
            } else {
                ";"
            });
            longer.extend(names.into_iter().flat_map(|name| ["let ", name, ";"]));
        }
        // What is declared for the outer block holds in all within.
        at = end;
    }
    if from == 0 {
        return None;
    }
    longer.push_str(&text[from..]);
    Some(longer)
}

fn is_with(lexeme: &Lexeme) -> bool {
    lexeme.word() == Some("with")
}

/// For each token whether it is in the body of a closure.
fn inside_closures(lexemes: &[Lexeme]) -> Vec<bool> {
    let mut changes = vec![0_i64; lexemes.len() + 1];
    for closure in outline(lexemes).closures {
        changes[closure.body.start.min(lexemes.len())] += 1;
        changes[closure.body.end.min(lexemes.len())] -= 1;
    }
    let mut depth = 0;
    let add = |change: &i64| {
        depth += change;
        depth > 0
    };
    changes.iter().map(add).collect()
}

/// What the block of the `with` at this token declares, nested `with` blocks included, and the token after it.
fn declared(lexemes: &[Lexeme], at: usize) -> (Vec<&str>, usize) {
    // For each open bracket, whether what is declared inside leaves the outermost block.
    let mut open: Vec<bool> = Vec::new();
    let mut with = false;
    let mut names = Vec::new();
    let mut end = lexemes.len();
    for (index, lexeme) in lexemes.iter().enumerate().skip(at) {
        let leaves = open.last().copied().unwrap_or(true);
        match &lexeme.token {
            Token::LeftBrace => open.push(leaves && std::mem::take(&mut with)),
            Token::LeftParen | Token::LeftBracket | Token::QuestionBracket | Token::MapStart => {
                open.push(false);
            }
            Token::RightBrace | Token::RightParen | Token::RightBracket => {
                open.pop();
                if open.is_empty() && lexeme.token == Token::RightBrace {
                    end = index + 1;
                    break;
                }
            }
            Token::Let | Token::Const if leaves && !open.is_empty() => {
                names.extend(lexemes.get(index + 1).and_then(Lexeme::word));
            }
            Token::Identifier(name) if leaves && name.as_str() == "unpack" => {
                names.extend(super::unpack::names(lexemes, index));
            }
            _ if leaves && is_with(lexeme) => with = true,
            _ => {}
        }
    }
    names.retain(|name| *name != super::syntax::NOTHING);
    (names, end)
}

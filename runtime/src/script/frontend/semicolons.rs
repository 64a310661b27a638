//! Optional semicolons: `;` is put at the end of a line where a statement ends.
//!
//! It only happens to a text that does not parse without, and it is put right behind the last token
//! of the line, so that no other token moves.

use rhai::Token;

use super::outline::ends_value;
use super::tokens::{Lexeme, word};

/// A construct whose block is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Switch,
    Do,
    Other,
}

/// What is known inside one pair of brackets, or at the top.
#[derive(Debug, Default)]
struct Frame {
    /// Whether statements stand here, not items or cases.
    statements: bool,
    /// Whether this is the block of a `do` loop.
    does: bool,
    head: Option<Head>,
    /// Just behind the block of a `do` loop, where `while` or `until` must follow.
    after_do: bool,
}

/// The text with semicolons at line ends, or nothing if it needs none.
pub(super) fn insert(text: &str, lexemes: &[Lexeme]) -> Option<String> {
    let ends = places(lexemes);
    if ends.is_empty() {
        return None;
    }
    let mut with = String::with_capacity(text.len() + ends.len());
    let mut from = 0;
    for end in ends {
        with.push_str(&text[from..end]);
        with.push(';');
        from = end;
    }
    with.push_str(&text[from..]);
    Some(with)
}

/// The byte offsets at which a semicolon is missing.
fn places(lexemes: &[Lexeme]) -> Vec<usize> {
    let mut frames = vec![Frame {
        statements: true,
        ..Frame::default()
    }];
    let mut ends = Vec::new();
    let mut before: Option<&Lexeme> = None;
    for (at, lexeme) in lexemes.iter().enumerate() {
        if matches!(lexeme.token, Token::Comment(_)) {
            continue;
        }
        let next = lexemes.get(at + 1).map(|lexeme| &lexeme.token);
        if let (Some(before), Some(frame)) = (before, frames.last())
            && lexeme.position.line().unwrap_or(0) > before.end_line
            && frame.statements
            && frame.head.is_none()
            && ends_statement(&before.token)
            && begins_statement(lexeme, next, frame.after_do)
        {
            ends.push(before.end);
        }
        step(&mut frames, lexeme, next);
        before = Some(lexeme);
    }
    ends
}

/// Keeps the frames up to date.
fn step(frames: &mut Vec<Frame>, lexeme: &Lexeme, next: Option<&Token>) {
    let Some(frame) = frames.last_mut() else {
        return;
    };
    let after_do = std::mem::take(&mut frame.after_do);
    match &lexeme.token {
        Token::LeftBrace => {
            let head = frame.head.take();
            frames.push(Frame {
                statements: head != Some(Head::Switch),
                does: head == Some(Head::Do),
                ..Frame::default()
            });
        }
        Token::LeftParen | Token::LeftBracket | Token::QuestionBracket | Token::MapStart => {
            frames.push(Frame::default());
        }
        Token::RightBrace | Token::RightParen | Token::RightBracket => {
            let does = frame.does;
            if frames.len() > 1 {
                frames.pop();
            }
            if let Some(frame) = frames.last_mut() {
                frame.after_do = does;
            }
        }
        Token::SemiColon => frame.head = None,
        _ if matches!(next, Some(Token::Equals)) => {} // The name of a keyword argument.
        Token::Switch => frame.head = Some(Head::Switch),
        Token::Do => frame.head = Some(Head::Do),
        Token::While if after_do => {}
        Token::If
        | Token::Else
        | Token::While
        | Token::Loop
        | Token::For
        | Token::Fn
        | Token::Try
        | Token::Catch => frame.head = Some(Head::Other),
        token if word(token) == Some("with") => frame.head = Some(Head::Other),
        _ => {}
    }
}

fn ends_statement(token: &Token) -> bool {
    ends_value(token)
        || matches!(
            token,
            Token::Break | Token::Continue | Token::Return | Token::Throw
        )
}

/// Whether a line that begins so begins a statement, and does not go on with the line before.
fn begins_statement(lexeme: &Lexeme, next: Option<&Token>, after_do: bool) -> bool {
    match &lexeme.token {
        // `- b` goes on, `-b` begins; `| b` goes on, `|b|` and `|b, c|` begin.
        Token::Minus | Token::Plus => lexeme.glued,
        Token::Pipe => lexeme.glued && matches!(next, Some(Token::Identifier(_))),
        Token::While | Token::Until => !after_do,
        Token::Reserved(symbol) => {
            word(&lexeme.token).is_some() || matches!(symbol.as_str(), "@" | "#" | "++" | "--")
        }
        Token::LexError(_)
        | Token::IntegerConstant(_)
        | Token::FloatConstant(_)
        | Token::CharConstant(_)
        | Token::StringConstant(_)
        | Token::InterpolatedString(_)
        | Token::Identifier(_)
        | Token::Unit
        | Token::LeftParen
        | Token::LeftBracket
        | Token::LeftBrace
        | Token::MapStart
        | Token::Bang
        | Token::UnaryMinus
        | Token::UnaryPlus => true,
        Token::Else | Token::Catch | Token::In | Token::As => false,
        token => token.is_standard_keyword() || matches!(token, Token::Switch),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::lex;
    use super::*;

    fn check(text: &str, expect: &str) {
        let found = insert(text, &lex(text)).unwrap_or_else(|| text.to_owned());
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn a_statement_ends_with_its_line() {
        check("let a = 1\nlet b = a", "let a = 1;\nlet b = a");
        check("f(1) // two\ng()", "f(1); // two\ng()");
        check("a /* x\n y */ b", "a; /* x\n y */ b");
        check("return\nf()", "return;\nf()");
        check("a\n(b)\n[c]\n!d\n-e", "a;\n(b);\n[c];\n!d;\n-e");
        check("let s = `a\nb`\nlet t", "let s = `a\nb`;\nlet t");
    }

    #[test]
    fn a_line_that_goes_on_is_not_cut() {
        check(
            "a\n.b()\n?.c()\n+ d\n- e\n&& f\n|| g",
            "a\n.b()\n?.c()\n+ d\n- e\n&& f\n|| g",
        );
        check("f(1,\n2\n)", "f(1,\n2\n)");
        check(
            "let m = #{\na: 1,\nb: [\n1\n]\n}",
            "let m = #{\na: 1,\nb: [\n1\n]\n}",
        );
        check("let a =\n1", "let a =\n1");
        check(
            "if a\n{\nb\n}\nelse\n{\nc\n}",
            "if a\n{\nb\n}\nelse\n{\nc\n}",
        );
        check("try { a }\ncatch (e) { b }", "try { a }\ncatch (e) { b }");
        check("do { a }\nwhile b\nc", "do { a }\nwhile b;\nc");
        check("do { a\nb } until c\nd", "do { a;\nb } until c;\nd");
        check("import \"a\"\nas b\nc", "import \"a\"\nas b;\nc");
        check("a in\nb", "a in\nb");
        check("`${\na\n}\n${b}`\nc", "`${\na\n}\n${b}`;\nc");
    }

    #[test]
    fn blocks_inside_brackets_have_statements() {
        check("f(|| {\na\nb\n})\nc", "f(|| {\na;\nb\n});\nc");
        check(
            "let x = if a {\n1\n} else {\n2\n}\nb",
            "let x = if a {\n1\n} else {\n2\n};\nb",
        );
    }

    #[test]
    fn the_cases_of_a_switch_are_left_alone() {
        check(
            "switch a {\n1 => b,\n2 => {\nc\nd\n}\n_ => e\n}\nf",
            "switch a {\n1 => b,\n2 => {\nc;\nd\n}\n_ => e\n};\nf",
        );
    }

    #[test]
    fn words_of_keyword_arguments_are_no_heads() {
        check("f(if=1)\ng()", "f(if=1);\ng()");
        check("with a {\nb\n}\nc", "with a {\nb\n};\nc");
    }
}

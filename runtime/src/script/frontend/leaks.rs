//! Variables that leave a `with` block inside a closure.
//!
//! Rhai decides while it parses which variables a closure takes from outside, and counts among them what it
//! has not seen declared. A `with` block hides its declarations from the parser, so that
//! `let name;` is put at the end of the line before it.

use rhai::Token;

use super::outline::{ends_value, outline};
use super::tokens::Lexeme;

/// The text with the declarations that closures need, or nothing if it needs none.
pub(super) fn insert(text: &str, lexemes: &[Lexeme]) -> Option<String> {
    if !lexemes.iter().any(|lexeme| lexeme.word() == Some("with")) {
        return None;
    }
    let closures = outline(lexemes).closures;
    let mut with = String::new();
    let mut from = 0;
    for at in 1..lexemes.len() {
        let before = &lexemes[at - 1];
        let declares = lexemes[at].word() == Some("with")
            && before.end_line < lexemes[at].position.line().unwrap_or(0)
            && (matches!(before.token, Token::LeftBrace | Token::SemiColon)
                || ends_value(&before.token))
            && closures.iter().any(|closure| closure.body.contains(&at));
        if !declares {
            continue;
        }
        let names = declared(lexemes, at);
        if names.is_empty() {
            continue;
        }
        with.push_str(&text[from..before.end]);
        from = before.end;
        if before.token != Token::LeftBrace {
            with.push(';');
        }
        for name in names {
            with.push_str("let ");
            with.push_str(name);
            with.push(';');
        }
    }
    if from == 0 {
        return None;
    }
    with.push_str(&text[from..]);
    Some(with)
}

/// What the block of the `with` at this token declares, nested `with` blocks included.
fn declared(lexemes: &[Lexeme], at: usize) -> Vec<&str> {
    // For each open bracket, whether what is declared inside leaves the outermost block.
    let mut open: Vec<bool> = Vec::new();
    let mut with = false;
    let mut names = Vec::new();
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
                    break;
                }
            }
            Token::Let | Token::Const if leaves && !open.is_empty() => {
                names.extend(lexemes.get(index + 1).and_then(Lexeme::word));
            }
            Token::Identifier(name) if leaves && name.as_str() == "unpack" => {
                names.extend(super::unpack::names(lexemes, index));
            }
            _ if leaves && lexeme.word() == Some("with") => with = true,
            _ => {}
        }
    }
    names.retain(|name| *name != super::syntax::NOTHING);
    names
}

//! Brackets that do not match, which Rhai's parser notices only where it no longer knows what to expect.

use rhai::{Position, Token};

use super::CompileError;
use super::tokens::Lexeme;

/// What is wrong with the brackets, if it begins before the place where the parser gave up.
pub(super) fn check(lexemes: &[Lexeme], given_up: Position) -> Option<CompileError> {
    if matches!(lexemes.last()?.token, Token::LexError(_)) {
        return None;
    }
    let (at, closes) = unmatched(lexemes)?;
    let lexeme = &lexemes[at];
    let sign = lexeme.token.literal_syntax();
    let error = if closes {
        CompileError::at(
            lexeme.position,
            format!("`{sign}` closes nothing"),
            "take it out, or look for the bracket that should open before",
        )
    } else {
        let close = closing(&lexeme.token)?.literal_syntax();
        let hint = format!("a `{close}` is missing, for this one or inside");
        CompileError::at(lexeme.position, format!("`{sign}` is never closed"), hint)
    };
    (error.position <= given_up).then_some(error)
}

/// The first bracket without partner, and whether it is a closing one.
fn unmatched(lexemes: &[Lexeme]) -> Option<(usize, bool)> {
    let mut open: Vec<(usize, Token)> = Vec::new();
    for (at, lexeme) in lexemes.iter().enumerate() {
        if let Some(close) = closing(&lexeme.token) {
            open.push((at, close));
        } else if let Token::RightParen | Token::RightBracket | Token::RightBrace = lexeme.token {
            match open.pop() {
                None => return Some((at, true)),
                Some((_, close)) if close == lexeme.token => {}
                Some(_) if open.iter().all(|(_, close)| *close != lexeme.token) => {
                    return Some((at, true));
                }
                Some((unclosed, _)) => return Some((unclosed, false)),
            }
        }
    }
    open.pop().map(|(at, _)| (at, false))
}

fn closing(open: &Token) -> Option<Token> {
    Some(match open {
        Token::LeftParen => Token::RightParen,
        Token::LeftBracket | Token::QuestionBracket => Token::RightBracket,
        Token::LeftBrace | Token::MapStart => Token::RightBrace,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::fails;

    #[test]
    fn a_bracket_without_partner_is_pointed_at() {
        let missing = |close| format!("(a `{close}` is missing, for this one or inside)");
        fails(
            "let a = 1\nf(a\nlet b = 2",
            &format!("2:2 `(` is never closed {}", missing(")")),
        );
        fails(
            "if a {\n  b()\nlet c = 1\n",
            &format!("1:6 `{{` is never closed {}", missing("}")),
        );
        fails(
            "let a = [1, 2\nlet b = 1",
            &format!("1:9 `[` is never closed {}", missing("]")),
        );
        fails(
            "if a { f(b[1) }",
            &format!("1:11 `[` is never closed {}", missing("]")),
        );
        let nothing =
            "closes nothing (take it out, or look for the bracket that should open before)";
        fails("a\n}\nb", &format!("2:1 `}}` {nothing}"));
        fails("f(a])", &format!("1:4 `]` {nothing}"));
    }
}

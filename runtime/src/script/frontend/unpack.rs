//! `unpack a, b = expr`: several variables from one array.
//!
//! The parser reads `let a = __unpack "b" expr`, and is told of `b` when it declares `a`, so that it
//! takes neither for a variable of the surroundings when a closure holds the statement.

use rhai::Token;

use super::CompileError;
use super::syntax::{NOTHING, UNPACK};
use super::tokens::{Lexeme, Rewrite};

/// Rewrites every `unpack`. Two names side by side mean nothing in plain Rhai, so `unpack` stays free as a name.
pub(super) fn rewrite(lexemes: &[Lexeme], edits: &mut Rewrite) -> Result<(), CompileError> {
    for at in starts(lexemes) {
        let names = names(lexemes, at);
        let equals = at + 2 * names.len();
        let complete = matches!(lexemes.get(equals), Some(it) if it.token == Token::Equals);
        if !complete || names.len() < 2 {
            return Err(CompileError::at(
                lexemes[at].position,
                "`unpack` needs at least two names, `=` and an array",
                "write `unpack left, right = st.columns(2)`",
            ));
        }
        edits.put(at, Token::Let);
        edits.put(at + 1, Token::Identifier(Box::new(names[0].into())));
        edits.put(at + 2, Token::Equals);
        edits.put(at + 3, Token::Custom(Box::new(UNPACK.into())));
        let rest = names[1..].join(",");
        edits.put(at + 4, Token::StringConstant(Box::new(rest.into())));
        for filler in at + 5..=equals {
            edits.put(filler, Token::Colon);
        }
        let rest = names[1..].iter().filter(|name| **name != NOTHING);
        edits.declare(at + 1, rest.map(|name| (*name).to_owned()).collect());
    }
    Ok(())
}

/// The tokens `unpack` that begin a statement.
pub(super) fn starts(lexemes: &[Lexeme]) -> impl Iterator<Item = usize> {
    lexemes
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| {
            matches!(&pair[0].token, Token::Identifier(name) if name.as_str() == "unpack")
                && matches!(pair[1].token, Token::Identifier(_) | Token::Underscore)
                && pair[1].position.line() == pair[0].position.line()
        })
        .map(|(at, _)| at)
}

/// The names after `unpack`, with commas between.
pub(super) fn names(lexemes: &[Lexeme], at: usize) -> Vec<&str> {
    let mut names = Vec::new();
    for pair in lexemes[at + 1..].chunks(2) {
        match &pair[0].token {
            Token::Identifier(name) => names.push(name.as_str()),
            Token::Underscore => names.push(NOTHING),
            _ => break,
        }
        if pair.get(1).is_none_or(|it| it.token != Token::Comma) {
            break;
        }
    }
    names
}

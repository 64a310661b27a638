//! The names that a script declares, and those it must leave alone.

use rhai::Token;

use super::CompileError;
use super::outline::Outline;
use super::tokens::Lexeme;
use super::unpack;

/// The name that carries everything of the page.
const ST: &str = "st";

/// The tokens of all names that a script gives to something: variables, parameters, functions, modules.
pub(super) fn declared(lexemes: &[Lexeme], outline: &Outline) -> Vec<usize> {
    let mut names = outline.params.clone();
    names.extend(outline.functions.iter().map(|function| function.name_at));
    for (at, lexeme) in lexemes.iter().enumerate() {
        let next = |offset: usize| lexemes.get(at + offset).map(|lexeme| &lexeme.token);
        match lexeme.token {
            Token::Let | Token::Const | Token::As => names.push(at + 1),
            Token::For if next(1) == Some(&Token::LeftParen) => names.extend([at + 2, at + 4]),
            Token::For => names.push(at + 1),
            Token::Catch if next(1) == Some(&Token::LeftParen) => names.push(at + 2),
            _ => {}
        }
    }
    for at in unpack::starts(lexemes) {
        names.extend((0..unpack::names(lexemes, at).len()).map(|index| at + 1 + 2 * index));
    }
    names
}

/// Refuses names that belong to the runtime.
pub(super) fn check(lexemes: &[Lexeme], outline: &Outline) -> Result<(), CompileError> {
    for (at, lexeme) in lexemes.iter().enumerate() {
        if let Token::Identifier(name) = &lexeme.token
            && name.starts_with("__")
            && !is_property(lexemes, at)
        {
            return Err(CompileError::at(
                lexeme.position,
                format!("`{name}`: names that begin with `__` belong to mirror"),
                format!("call it `{}`", name.trim_start_matches('_')),
            ));
        }
    }
    let taken = |at: &usize| matches!(lexemes.get(*at), Some(it) if it.word() == Some(ST));
    let assigned = (0..lexemes.len()).filter(|at| {
        matches!(lexemes.get(at + 1), Some(it) if it.token == Token::Equals)
            && taken(at)
            && !is_property(lexemes, *at)
            && !is_keyword(outline, *at)
    });
    let names = declared(lexemes, outline);
    let mut places = names.into_iter().chain(assigned);
    match places.find(taken) {
        None => Ok(()),
        Some(at) => {
            let imported = at > 2 && lexemes[at - 3].token == Token::Import;
            Err(CompileError::at(
                lexemes[at].position,
                "`st` is the page and cannot be given to anything else",
                if imported {
                    "leave this line out: `st` is always there"
                } else {
                    "choose another name"
                },
            ))
        }
    }
}

/// Whether the name at this token is one of a property or a map, where any name will do.
fn is_property(lexemes: &[Lexeme], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &lexemes[before].token);
    let after = lexemes.get(at + 1).map(|lexeme| &lexeme.token);
    match before {
        Some(Token::Period | Token::Elvis) => {
            !matches!(after, Some(Token::LeftParen | Token::Unit))
        }
        _ => after == Some(&Token::Colon),
    }
}

fn is_keyword(outline: &Outline, at: usize) -> bool {
    outline.calls.iter().any(|call| call.keywords.contains(&at))
}

/// The names of variables and constants declared outside of all blocks, and in the blocks of `with`
/// there.
pub(super) fn top_level(lexemes: &[Lexeme]) -> Vec<&str> {
    // For each open bracket, whether what it encloses is still the top.
    let mut open: Vec<bool> = Vec::new();
    let mut with = false;
    let mut names = Vec::new();
    for (at, lexeme) in lexemes.iter().enumerate() {
        let top = open.last().copied().unwrap_or(true);
        match &lexeme.token {
            Token::LeftBrace => open.push(top && std::mem::take(&mut with)),
            Token::LeftParen | Token::LeftBracket | Token::QuestionBracket | Token::MapStart => {
                open.push(false);
            }
            Token::RightBrace | Token::RightParen | Token::RightBracket => {
                open.pop();
            }
            Token::Let | Token::Const if top => {
                names.extend(lexemes.get(at + 1).and_then(Lexeme::word));
            }
            _ if top && lexeme.word() == Some("with") => with = true,
            _ => {}
        }
    }
    names.extend(unpack::starts(lexemes).flat_map(|at| unpack::names(lexemes, at)));
    names
}

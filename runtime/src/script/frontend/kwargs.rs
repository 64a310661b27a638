//! Keyword arguments: `f(1, b=2)`.
//!
//! For a native function or method the tokens `b` `=` become the start of a `__kwargs` expression,
//! which makes one [`Kw`](super::Kw) value, the last argument. For a function of a script the call becomes a
//! `__kwcall` expression, which binds by parameter name. Plain Rhai can read neither, so no plain
//! script changes its meaning.

use std::collections::{HashMap, HashSet};

use rhai::Token;

use super::outline::{Call, Function, Outline, Style};
use super::tokens::{Lexeme, Rewrite};
use super::{CompileError, hints::closest};

/// The custom syntax of the keyword arguments of a native function.
pub(super) const KWARGS: &str = "__kwargs";
/// The custom syntax of a call of a script function with keyword arguments.
pub(super) const KWCALL: &str = "__kwcall";

/// Rewrites every call that has keyword arguments.
pub(super) fn rewrite(
    lexemes: &[Lexeme],
    outline: &Outline,
    edits: &mut Rewrite,
) -> Result<(), CompileError> {
    if let Some(at) = outline.defaults.first() {
        return Err(CompileError::at(
            lexemes[*at].position,
            "a parameter cannot have a default value",
            "define the function twice, as in `fn f(a) { f(a, 1) }` and `fn f(a, b) { ... }`",
        ));
    }
    let mut functions: HashMap<&str, Vec<&Function>> = HashMap::new();
    for function in outline.functions.iter().filter(|it| !it.method) {
        functions.entry(&function.name).or_default().push(function);
    }
    for call in outline
        .calls
        .iter()
        .filter(|call| !call.keywords.is_empty())
    {
        check(lexemes, call)?;
        let name = lexemes[call.name_at].word().unwrap_or_default();
        let defined = functions.get(name);
        match call.style {
            Style::Capturing => {
                return Err(CompileError::at(
                    lexemes[call.keywords[0]].position,
                    format!("`{name}!(...)` takes no keyword arguments"),
                    None,
                ));
            }
            Style::Qualified => rewrite_call(lexemes, call, edits),
            Style::Method => rewrite_arguments(lexemes, call, edits),
            Style::Free => match defined {
                Some(defined) => {
                    bind(lexemes, call, defined)?;
                    rewrite_call(lexemes, call, edits);
                }
                None => rewrite_arguments(lexemes, call, edits),
            },
        }
    }
    Ok(())
}

/// Keywords come last, each once.
fn check(lexemes: &[Lexeme], call: &Call) -> Result<(), CompileError> {
    if let Some(at) = call.late {
        return Err(CompileError::at(
            lexemes[at].position,
            "a positional argument follows a keyword argument",
            "put the arguments without a name first",
        ));
    }
    let mut seen = HashSet::new();
    for at in &call.keywords {
        let name = lexemes[*at].word().unwrap_or_default();
        if !seen.insert(name) {
            return Err(CompileError::at(
                lexemes[*at].position,
                format!("keyword argument `{name}` is given twice"),
                None,
            ));
        }
    }
    Ok(())
}

/// Checks the keywords against the parameters of the functions of that name in this script.
fn bind(lexemes: &[Lexeme], call: &Call, defined: &[&Function]) -> Result<(), CompileError> {
    let keywords: Vec<&str> = call
        .keywords
        .iter()
        .filter_map(|at| lexemes[*at].word())
        .collect();
    let mut trouble = None;
    // The widest function last: its complaint is the one that tells most.
    let mut defined = defined.to_vec();
    defined.sort_by_key(|function| function.params.len());
    for function in defined {
        let params: Vec<&str> = function.params.iter().map(String::as_str).collect();
        match order(&function.name, &params, call.positional, &keywords) {
            Ok(_) => return Ok(()),
            Err(mismatch) => trouble = Some(mismatch),
        }
    }
    let Some(mismatch) = trouble else {
        return Ok(());
    };
    let at = mismatch
        .keyword
        .map_or(call.name_at, |index| call.keywords[index]);
    Err(CompileError::at(
        lexemes[at].position,
        mismatch.message,
        mismatch.hint,
    ))
}

/// Why keyword arguments do not fit a function.
#[derive(Debug)]
pub(super) struct Mismatch {
    pub(super) message: String,
    pub(super) hint: Option<String>,
    /// The keyword that is to blame, by index.
    keyword: Option<usize>,
}

/// For each parameter the index of its argument, positional arguments first, in the order of the call.
pub(super) fn order(
    function: &str,
    params: &[&str],
    positional: usize,
    keywords: &[&str],
) -> Result<Vec<usize>, Mismatch> {
    let mut arguments: Vec<Option<usize>> = vec![None; params.len()];
    for (index, keyword) in keywords.iter().enumerate() {
        let mismatch = |message, hint| Mismatch {
            message,
            hint,
            keyword: Some(index),
        };
        let Some(at) = params.iter().position(|param| param == keyword) else {
            return Err(mismatch(
                format!("`{function}` has no parameter `{keyword}`"),
                closest(keyword, params.iter().copied())
                    .map(|name| format!("did you mean `{name}`?")),
            ));
        };
        if at < positional || arguments[at].is_some() {
            return Err(mismatch(
                format!("`{function}` is given `{keyword}` twice"),
                (at < positional).then(|| format!("argument {} is `{keyword}` already", at + 1)),
            ));
        }
        arguments[at] = Some(positional + index);
    }
    if positional > params.len() {
        return Err(Mismatch {
            message: format!(
                "`{function}` takes {} arguments, {} are given",
                params.len(),
                positional + keywords.len()
            ),
            hint: None,
            keyword: None,
        });
    }
    for (index, slot) in arguments.iter_mut().enumerate().take(positional) {
        *slot = Some(index);
    }
    let missing: Vec<String> = params
        .iter()
        .zip(&arguments)
        .filter(|(_, argument)| argument.is_none())
        .map(|(param, _)| format!("`{param}`"))
        .collect();
    if missing.is_empty() {
        Ok(arguments.into_iter().flatten().collect())
    } else {
        Err(Mismatch {
            message: format!("`{function}` is missing {}", missing.join(", ")),
            hint: None,
            keyword: None,
        })
    }
}

/// `b = 2, c = 3` becomes `__kwargs "b" 2, : "c" 3`.
fn rewrite_arguments(lexemes: &[Lexeme], call: &Call, edits: &mut Rewrite) {
    for (index, at) in call.keywords.iter().enumerate() {
        let before = if index == 0 {
            Token::Custom(Box::new(KWARGS.into()))
        } else {
            Token::Colon
        };
        edits.put(*at, before);
        edits.put(at + 1, name(&lexemes[*at]));
    }
}

/// `m::f(1, b = 2)` becomes `__kwcall "m::f" :: :: 1, : "b" 2)`.
fn rewrite_call(lexemes: &[Lexeme], call: &Call, edits: &mut Rewrite) {
    let path: String = lexemes[call.path_at..=call.name_at]
        .iter()
        .map(|lexeme| lexeme.word().unwrap_or("::"))
        .collect();
    edits.put(call.path_at, Token::Custom(Box::new(KWCALL.into())));
    edits.put(
        call.path_at + 1,
        Token::StringConstant(Box::new(path.into())),
    );
    for at in call.path_at + 2..=call.open {
        edits.put(at, Token::DoubleColon);
    }
    for at in &call.keywords {
        edits.put(*at, Token::Colon);
        edits.put(at + 1, name(&lexemes[*at]));
    }
}

fn name(lexeme: &Lexeme) -> Token {
    Token::StringConstant(Box::new(lexeme.word().unwrap_or_default().into()))
}

//! Decorators: `@st.cache_data(ttl=60)` before `fn`.
//!
//! The parser reads a decorator as empty statements. Afterwards the function is given the name
//! `__raw_NAME`, and a new function of its own name passes the arguments to the native `__decorated`.

use std::fmt::Write;
use std::ops::Range;

use rhai::{AST, Dynamic, Engine, FnPtr, Map, Module, Position, ScriptFuncDef, Token};

use super::outline::{Function, Outline};
use super::tokens::{Lexeme, Rewrite};
use super::{CompileError, hints::closest};

/// What comes before the name of the function that a decorator stands for.
pub(super) const RAW: &str = "__raw_";

const KINDS: [&str; 4] = [
    "st.cache_data",
    "st.cache_resource",
    "st.fragment",
    "st.dialog",
];

/// A decorator and the function that it decorates.
#[derive(Debug, Clone)]
pub struct Decorator {
    /// The name of the decorator, such as `st.cache_data`.
    pub kind: &'static str,
    /// Its options; each is a literal, or a function of the script. A dialog's title is the option `title`.
    pub options: Map,
    /// Where its `@` stands.
    pub position: Position,
    /// The name of the function.
    pub function: String,
    /// How many parameters the function has.
    pub arity: usize,
}

/// Finds all decorators and makes the parser pass over them. What looks like calls in them is taken
/// from the outline.
pub(super) fn rewrite(
    lexemes: &[Lexeme],
    outline: &mut Outline,
    edits: &mut Rewrite,
) -> Result<Vec<Decorator>, CompileError> {
    let mut decorators = Vec::new();
    let mut hidden: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < lexemes.len() {
        let sign = matches!(&lexemes[at].token, Token::Reserved(symbol) if symbol.as_str() == "@");
        if !sign {
            at += 1;
            continue;
        }
        let (decorator, end) = decorator(lexemes, outline, at)?;
        hide(lexemes, at, end, edits);
        hidden.push(at..end);
        decorators.push(decorator);
        at = end;
    }
    outline.calls.retain(|call| {
        let after = hidden.partition_point(|range| range.start <= call.open);
        !after
            .checked_sub(1)
            .is_some_and(|last| hidden[last].contains(&call.open))
    });
    Ok(decorators)
}

/// Reads the decorator at token `at`, up to its function.
fn decorator(
    lexemes: &[Lexeme],
    outline: &Outline,
    at: usize,
) -> Result<(Decorator, usize), CompileError> {
    let position = lexemes[at].position;
    let mut end = at + 1;
    let mut name = String::new();
    while let Some(lexeme) = lexemes.get(end) {
        match lexeme.word() {
            Some(word) if name.is_empty() || name.ends_with('.') => name.push_str(word),
            _ if lexeme.token == Token::Period => name.push('.'),
            _ => break,
        }
        end += 1;
    }
    let kind = kind(&name, position)?;
    let mut options = Map::new();
    match lexemes.get(end).map(|lexeme| &lexeme.token) {
        Some(Token::Unit) => end += 1,
        Some(Token::LeftParen) => {
            let titled = kind == "st.dialog";
            end = read_options(lexemes, outline, end + 1, titled, &mut options)?;
        }
        _ => {}
    }
    while let Some(Token::SemiColon | Token::Comment(_)) = lexemes.get(end).map(|it| &it.token) {
        end += 1;
    }
    let function = decorated(lexemes, outline, end).ok_or_else(|| {
        CompileError::at(
            position,
            format!("`@{kind}` stands before no function"),
            "put it on the line before `fn name(...) { ... }`",
        )
    })?;
    let decorator = Decorator {
        kind,
        options,
        position,
        function: function.name.clone(),
        arity: function.params.len(),
    };
    Ok((decorator, end))
}

fn kind(name: &str, position: Position) -> Result<&'static str, CompileError> {
    if let Some(kind) = KINDS.into_iter().find(|kind| *kind == name) {
        return Ok(kind);
    }
    let near = closest(name, KINDS.into_iter()).or_else(|| {
        let bare = name.rsplit('.').next().unwrap_or(name);
        KINDS.into_iter().find(|kind| {
            let known = kind.trim_start_matches("st.");
            closest(bare, std::iter::once(known)).is_some()
        })
    });
    let hint = near.map_or_else(
        || {
            let [first @ .., last] = KINDS.map(|kind| format!("`@{kind}`"));
            format!("decorators are {} and {last}", first.join(", "))
        },
        |near| format!("did you mean `@{near}`?"),
    );
    Err(CompileError::at(
        position,
        format!("there is no decorator `@{name}`"),
        hint,
    ))
}

/// Reads `name=literal, ...)` and gives the token after it. Where it is `titled`, a text may come first.
fn read_options(
    lexemes: &[Lexeme],
    outline: &Outline,
    mut at: usize,
    titled: bool,
    options: &mut Map,
) -> Result<usize, CompileError> {
    let wrong = |at: usize, message: &str| {
        let position = lexemes.get(at).or(lexemes.last()).map(|it| it.position);
        CompileError::at(
            position.unwrap_or(Position::NONE),
            message,
            "write options as in `@st.cache_data(ttl=60, show_spinner=\"Loading...\")`",
        )
    };
    loop {
        match lexemes.get(at).map(|lexeme| &lexeme.token) {
            Some(Token::RightParen) => return Ok(at + 1),
            Some(Token::Comma) => at += 1,
            Some(Token::StringConstant(text)) if titled && options.is_empty() => {
                options.insert("title".into(), text.as_str().into());
                at += 1;
            }
            _ => {
                let name = lexemes.get(at).and_then(Lexeme::word);
                let equals = lexemes.get(at + 1).map(|lexeme| &lexeme.token);
                let (Some(name), Some(Token::Equals)) = (name, equals) else {
                    return Err(wrong(at, "an option of a decorator is `name=value`"));
                };
                let (value, next) = literal(lexemes, at + 2)
                    .or_else(|| function(lexemes, outline, at + 2))
                    .ok_or_else(|| wrong(at + 2, "an option of a decorator must be a literal"))?;
                if options.insert(name.into(), value).is_some() {
                    return Err(wrong(at, "an option of a decorator is given twice"));
                }
                at = next;
            }
        }
    }
}

/// A number, string, boolean or `()`, and the token after it.
fn literal(lexemes: &[Lexeme], at: usize) -> Option<(Dynamic, usize)> {
    let value = match &lexemes.get(at)?.token {
        Token::IntegerConstant(number) => (*number).into(),
        Token::FloatConstant(number) => (*number.0).into(),
        Token::StringConstant(text) => text.as_str().into(),
        Token::CharConstant(letter) => (*letter).into(),
        Token::True => true.into(),
        Token::False => false.into(),
        Token::Unit => Dynamic::UNIT,
        _ => return None,
    };
    let ends = matches!(lexemes.get(at + 1)?.token, Token::Comma | Token::RightParen);
    ends.then_some((value, at + 1))
}

/// A function of the script by its name, and the token after it.
fn function(lexemes: &[Lexeme], outline: &Outline, at: usize) -> Option<(Dynamic, usize)> {
    let name = lexemes.get(at)?.word()?;
    let known = outline.functions.iter().any(|own| own.name == name);
    let function = FnPtr::new(name).ok().filter(|_| known)?;
    let ends = matches!(lexemes.get(at + 1)?.token, Token::Comma | Token::RightParen);
    ends.then(|| (Dynamic::from(function), at + 1))
}

/// The function that begins at token `at`, which may be `private`.
fn decorated<'a>(lexemes: &[Lexeme], outline: &'a Outline, at: usize) -> Option<&'a Function> {
    let private = matches!(lexemes.get(at)?.token, Token::Private);
    let fn_at = at + usize::from(private);
    outline
        .functions
        .iter()
        .find(|function| function.fn_at == fn_at && !function.method)
}

/// Makes tokens `at..end` empty statements, and moves doc comments among or before them to the end,
/// because Rhai wants them right before the function.
fn hide(lexemes: &[Lexeme], at: usize, end: usize, edits: &mut Rewrite) {
    let is_comment = |lexeme: &Lexeme| matches!(lexeme.token, Token::Comment(_));
    let mut start = at;
    while start > 0 && is_comment(&lexemes[start - 1]) {
        start -= 1;
    }
    let comments = lexemes[start..end].iter().filter(|it| is_comment(it));
    let first_comment = end - comments.clone().count();
    for hidden in start..first_comment {
        edits.put(hidden, Token::SemiColon);
    }
    for (offset, comment) in comments.enumerate() {
        edits.put(first_comment + offset, comment.token.clone());
    }
}

/// Renames the decorated functions and puts their stand-ins in their place.
pub(super) fn apply(
    engine: &mut Engine,
    ast: &mut AST,
    decorators: &[Decorator],
) -> Result<(), CompileError> {
    if decorators.is_empty() {
        return Ok(());
    }
    let mut functions = Module::new();
    Rewrite::default().install(engine);
    for decorator in decorators {
        let Some(raw) = ast.iter_fn_def().find(|function| {
            function.name == decorator.function
                && function.params.len() == decorator.arity
                && function.this_type.is_none()
        }) else {
            continue;
        };
        let stand_in = engine
            .compile(stand_in(decorator, raw))
            .map_err(|error| CompileError::at(decorator.position, error.to_string(), None))?;
        for function in stand_in.iter_fn_def() {
            functions.set_script_fn(ScriptFuncDef {
                access: raw.access,
                comments: raw.comments.clone(),
                ..(**function).clone()
            });
        }
        functions.set_script_fn(ScriptFuncDef {
            name: format!("{RAW}{}", raw.name).into(),
            ..(**raw).clone()
        });
    }
    ast.combine(AST::new(Vec::new(), functions));
    Ok(())
}

/// The text of the stand-in, which begins where the decorator does.
fn stand_in(decorator: &Decorator, raw: &ScriptFuncDef) -> String {
    let line = decorator.position.line().unwrap_or(1);
    let column = decorator.position.position().unwrap_or(1);
    let params: Vec<&str> = raw.params.iter().map(|param| param.as_str()).collect();
    let params = params.join(", ");
    let mut text = "\n".repeat(line - 1);
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{:column$}fn {}({params}) {{ __decorated({:?}, {:?}, [{params}]) }}",
        "",
        raw.name,
        decorator.kind,
        raw.name.as_str(),
        column = column - 1,
    );
    text
}

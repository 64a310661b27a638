//! Errors of scripts: raised at the place of a call, and told to people.

use mirror_widgets::call::nearest;
use rhai::{Dynamic, EvalAltResult, NativeCallContext, Position};

use super::{
    Script,
    context::{Stopped, TimeIsUp},
    frontend,
};
use crate::error::{Place, Problem};

/// An error at the place of a call.
pub(super) fn at(
    context: &NativeCallContext<'_>,
    message: impl std::fmt::Display,
) -> Box<EvalAltResult> {
    EvalAltResult::ErrorRuntime(message.to_string().into(), context.call_position()).into()
}

/// An error for an option that does not exist.
pub(super) fn unknown_option<'a>(
    context: &NativeCallContext<'_>,
    function: &str,
    given: impl IntoIterator<Item = &'a str>,
    known: &[&str],
) -> Result<(), Box<EvalAltResult>> {
    let Some(name) = given.into_iter().find(|name| !known.contains(name)) else {
        return Ok(());
    };
    let hint = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "it has {}",
            known
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    Err(at(
        context,
        format!("{function}: has no option `{name}`; {hint}"),
    ))
}

/// The texts of the scripts that an error can point into.
pub(super) trait Sources {
    /// An imported script, by its name relative to the app's folder.
    fn imported(&self, file: &str) -> Option<std::sync::Arc<Script>>;
}

/// A problem that a compile error is.
pub(super) fn compile_problem(error: &frontend::CompileError, file: &str, text: &str) -> Problem {
    let (line, column) = line_and_column(error.position);
    Problem {
        title: "The script does not compile".into(),
        message: error.message.clone(),
        file: file.to_owned(),
        line,
        column,
        source: line_of(text, line),
        hint: error.hint.clone(),
        trace: Vec::new(),
        id: None,
    }
}

/// A problem that an error in a run is.
pub(super) fn run_problem(
    error: &EvalAltResult,
    script: &Script,
    sources: &dyn Sources,
) -> Problem {
    let mut file = script.name.clone();
    let mut function = String::new();
    let mut trace = Vec::new();
    let mut inner = error;
    loop {
        let (name, source, deeper, position) = match inner {
            EvalAltResult::ErrorInFunctionCall(name, source, deeper, position) => {
                (name, source.as_str(), deeper, position)
            }
            EvalAltResult::ErrorInModule(path, deeper, position) => (path, "", deeper, position),
            _ => break,
        };
        // The machinery behind a decorator is ours: a person sees only their own calls.
        if let (Some(name), false) = (plain_name(name), position.is_none()) {
            let place = place(sources, script, &file, *position, &function);
            // A native function that calls back (`map`) stands at the same place twice.
            if !trace.last().is_some_and(|last: &Place| {
                (last.line, last.column, &last.file) == (place.line, place.column, &place.file)
            }) {
                trace.push(place);
            }
            function = name;
        }
        if !source.is_empty() {
            file = source.to_owned();
        } else if let EvalAltResult::ErrorInModule(path, ..) = inner {
            file = super::imports::file_name(path);
        }
        inner = deeper;
    }
    let (line, column) = line_and_column(inner.position());
    let text = text_of(sources, script, &file);
    let module = sources.imported(&file);
    let said = message(inner, module.as_deref().unwrap_or(script));
    let known: Vec<&str> = super::KNOWN.iter().map(String::as_str).collect();
    Problem {
        title: "The script stopped here".into(),
        message: said.clone(),
        line,
        column,
        source: line_of(&text, line),
        file,
        // The message about arguments by place holds its own advice.
        hint: if said.contains(" by place; ") {
            None
        } else {
            hint(inner).or_else(|| {
                frontend::runtime_hint(inner, &module.as_deref().unwrap_or(script).program, &known)
            })
        },
        trace: shortened(trace),
        id: None,
    }
}

/// A function's name as a person wrote it; nothing for the machinery of decorators.
fn plain_name(name: &str) -> Option<String> {
    if name.starts_with("anon$") {
        return Some("<closure>".into());
    }
    (!name.starts_with("__")).then(|| name.to_owned())
}

/// Of a long way to an error, its beginning and its end.
fn shortened(mut trace: Vec<Place>) -> Vec<Place> {
    const SHOWN: usize = 12;
    if trace.len() > SHOWN {
        trace.drain(SHOWN / 2..trace.len() - SHOWN / 2);
    }
    trace
}

fn place(
    sources: &dyn Sources,
    script: &Script,
    file: &str,
    position: Position,
    function: &str,
) -> Place {
    let (line, column) = line_and_column(position);
    let source = line_of(&text_of(sources, script, file), line);
    Place {
        file: file.to_owned(),
        line,
        column,
        source,
        function: function.to_owned(),
    }
}

fn text_of(sources: &dyn Sources, script: &Script, file: &str) -> String {
    if file == script.name {
        script.text.clone()
    } else {
        sources
            .imported(file)
            .map(|script| script.text.clone())
            .unwrap_or_default()
    }
}

fn line_and_column(position: Position) -> (usize, usize) {
    (
        position.line().unwrap_or_default(),
        position.position().unwrap_or_default(),
    )
}

/// One line of a text; its tabs become spaces so that the caret stands right.
pub(super) fn line_of(text: &str, line: usize) -> String {
    let line = line
        .checked_sub(1)
        .and_then(|line| text.lines().nth(line))
        .unwrap_or_default();
    line.chars()
        .take(400)
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .collect()
}

/// What happened, without the place (which is told apart).
fn message(error: &EvalAltResult, script: &Script) -> String {
    match error {
        EvalAltResult::ErrorTooManyOperations(_) => {
            "the script did more operations than one run may; is there an endless loop?".into()
        }
        EvalAltResult::ErrorStackOverflow(_) => {
            "functions call each other too deep; does one call itself without end?".into()
        }
        EvalAltResult::ErrorDataTooLarge(what, _) if what == "Nesting" => {
            "data nests too deep: a list or map holds itself, or its own copy, over and over".into()
        }
        EvalAltResult::ErrorDataTooLarge(what, _) => {
            format!("the {} grew too large", what.to_lowercase())
        }
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<Stopped>() => {
            "a stream ended with the run that began it; begin it anew in this run".into()
        }
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<TimeIsUp>() => {
            "the run took longer than it may".into()
        }
        EvalAltResult::ErrorRuntime(value, _) => thrown(value),
        EvalAltResult::ErrorFunctionNotFound(signature, _) => no_function(signature, script),
        EvalAltResult::ErrorVariableNotFound(name, _) => format!("there is no variable `{name}`"),
        EvalAltResult::ErrorPropertyNotFound(name, _) => format!("it has no `{name}`"),
        other => {
            let mut bare = other.to_string();
            if let Some(end) = bare.rfind(" (line ") {
                bare.truncate(end);
            }
            bare
        }
    }
}

/// That a function is missing, with types as people call them.
fn no_function(signature: &str, script: &Script) -> String {
    let (name, types) = signature.split_once(" (").unwrap_or((signature, ""));
    let types: Vec<&str> = types
        .trim_end_matches(')')
        .split(", ")
        .filter(|word| !word.is_empty())
        .map(in_words)
        .collect();
    match types.as_slice() {
        ["container", given @ ..] if super::KNOWN.iter().any(|known| known == name) => {
            format!(
                "`{name}` cannot be called with ({}) by place; give what is optional by name",
                given.join(", ")
            )
        }
        ["container", ..] => format!("`st` has no `{name}`"),
        given => {
            let own = script.program.function_names().any(|(own, ..)| own == name);
            match (own || super::engine::has_function(name), given) {
                (false, _) => format!("there is no function `{name}`"),
                (true, []) => format!("`{name}` does not work without arguments"),
                (true, given) => format!("`{name}` does not take ({})", given.join(", ")),
            }
        }
    }
}

fn in_words(kind: &str) -> &str {
    match kind {
        "&str | ImmutableString | String" | "string" | "char" => "text",
        "i64" => "whole number",
        "f64" => "number",
        "array" => "list",
        "Fn" => "function",
        "bool" => "true or false",
        other => other,
    }
}

/// The text of what a script threw.
fn thrown(value: &Dynamic) -> String {
    if value.is_unit() {
        return "the script threw an error".into();
    }
    if let Some(map) = value.read_lock::<rhai::Map>()
        && let Some(message) = map.get("message")
    {
        return message.to_string();
    }
    value.to_string()
}

fn hint(error: &EvalAltResult) -> Option<String> {
    match error {
        EvalAltResult::ErrorTooManyOperations(_) => {
            Some("raise `operations` under `[limits]` in mirror.toml if it is meant to".into())
        }
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<TimeIsUp>() => {
            Some("raise `wall_time` under `[limits]` in mirror.toml if it is meant to".into())
        }
        EvalAltResult::ErrorDataTooLarge(..) => Some(
            "raise `text_bytes` or `list_items` under `[limits]` in mirror.toml if it is meant to"
                .into(),
        ),
        _ => None,
    }
}

//! The front end: from the text of a script to a [`Program`].
//!
//! Every text that plain Rhai parses gives the tree that plain Rhai gives. On top stand keyword
//! arguments, optional semicolons, decorators, `with` and `unpack`. They are made by changing single
//! tokens on their way to Rhai's parser, so every line and column in an error is exact.
//!
//! This module knows no widget and runs nothing; what `with` does is up to [`Hooks`].

mod brackets;
mod calls;
mod decorators;
mod hints;
mod keys;
mod kwargs;
#[cfg(test)]
mod laws;
mod leaks;
mod names;
mod outline;
mod python;
mod reader;
mod reserved;
mod semicolons;
mod syntax;
#[cfg(test)]
mod tests;
mod tokens;
mod unpack;

use std::borrow::Cow;
use std::sync::OnceLock;

use rhai::{AST, Engine, ParseError, ParseErrorType, Position};

pub use calls::CallSite;
pub use decorators::Decorator;
pub use hints::runtime_hint;
pub use keys::Key;
pub use syntax::{Hooks, Kw, register_syntax};

use keys::Keys;
use outline::Outline;
use tokens::{Lexeme, Rewrite};

/// Why a text is no script.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CompileError {
    /// What is wrong, in the words of the person who wrote the script.
    pub message: String,
    /// Where it is wrong.
    pub position: Position,
    /// What would work, if that can be guessed.
    pub hint: Option<String>,
}

impl CompileError {
    fn at(position: Position, message: impl Into<String>, hint: impl IntoHint) -> Self {
        Self {
            message: message.into(),
            position,
            hint: hint.into_hint(),
        }
    }
}

/// A hint, or none.
trait IntoHint {
    fn into_hint(self) -> Option<String>;
}

impl IntoHint for &str {
    fn into_hint(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl IntoHint for String {
    fn into_hint(self) -> Option<String> {
        Some(self)
    }
}

impl IntoHint for Option<String> {
    fn into_hint(self) -> Option<String> {
        self
    }
}

/// A script that can run.
#[derive(Debug, Clone)]
pub struct Program {
    /// The syntax tree, whose source is the name of the script.
    pub ast: AST,
    lexemes: Vec<Lexeme>,
    outline: Outline,
    decorators: Vec<Decorator>,
    keys: OnceLock<Keys>,
}

impl Program {
    fn with(mut self, lexemes: Vec<Lexeme>) -> Self {
        self.lexemes = lexemes;
        self
    }

    /// The decorator of a function, if it has one.
    pub fn decorated(&self, name: &str) -> Option<&Decorator> {
        self.decorators
            .iter()
            .find(|decorator| decorator.function == name)
    }

    /// The key of a function, which may be named as the script does, as `__raw_` and that, or by the name that
    /// Rhai gave to a closure.
    pub fn function_key(&self, name: &str, arity: usize) -> Option<Key> {
        if name.starts_with("anon$") {
            let mut functions = self.ast.iter_fn_def();
            let closure = functions.find(|function| function.name == name)?;
            return self.closure_key(closure.body.start_position());
        }
        let name = name.strip_prefix(decorators::RAW).unwrap_or(name);
        self.keys().function(name, arity)
    }

    /// The constants that a function reads, itself or through others, and whose value is computed: it may
    /// be another in the next run although the key is the same.
    pub fn computed_constants(&self, name: &str, arity: usize) -> &[String] {
        let name = name.strip_prefix(decorators::RAW).unwrap_or(name);
        self.keys().computed(name, arity)
    }

    /// Whether a function, named as for [`Program::function_key`], calls into imported scripts, itself or
    /// through others: their code is not covered by its key.
    pub fn reaches_imports(&self, name: &str, arity: usize) -> bool {
        if name.starts_with("anon$") {
            let closure = self
                .ast
                .iter_fn_def()
                .find(|function| function.name == name);
            let closure =
                closure.and_then(|closure| self.closure_at(closure.body.start_position()));
            return closure.is_some_and(|(_, imports)| imports);
        }
        let name = name.strip_prefix(decorators::RAW).unwrap_or(name);
        self.keys().imports(name, arity)
    }

    /// The key of the innermost closure whose body has something at this position.
    pub fn closure_key(&self, position: Position) -> Option<Key> {
        self.closure_at(position).map(|(key, _)| key)
    }

    fn closure_at(&self, position: Position) -> Option<(Key, bool)> {
        let closure = keys::closure_at(&self.outline, self.lexeme_at(position)?)?;
        self.keys().closure(closure)
    }

    /// The last token that begins at this position or before.
    fn lexeme_at(&self, position: Position) -> Option<usize> {
        let after = self.lexemes.partition_point(|it| it.position <= position);
        after.checked_sub(1)
    }

    /// Whether the script declares a variable of that name anywhere.
    fn declares(&self, name: &str) -> bool {
        names::declared(&self.lexemes, &self.outline)
            .into_iter()
            .any(|at| self.lexemes.get(at).and_then(Lexeme::word) == Some(name))
    }

    fn keys(&self) -> &Keys {
        self.keys
            .get_or_init(|| Keys::of(&self.lexemes, &self.outline))
    }

    /// All calls, in the order of the text.
    pub fn calls(&self) -> Vec<CallSite> {
        calls::sites(&self.lexemes, &self.outline)
    }

    /// The paths of all imports whose path is a string literal, and where they stand.
    pub fn imports(&self) -> Vec<(&str, Position)> {
        calls::imports(&self.lexemes)
    }

    /// The names of the variables and constants at the top of the script.
    pub fn variables(&self) -> Vec<&str> {
        names::top_level(&self.lexemes)
    }

    /// Name, number of parameters and position of each function, in the order of the text.
    pub fn function_names(&self) -> impl Iterator<Item = (&str, usize, Position)> {
        self.outline.functions.iter().map(|function| {
            let position = self.lexemes[function.name_at].position;
            (function.name.as_str(), function.params.len(), position)
        })
    }
}

/// Compiles the text of a script. `engine` is one of its own for compiling, with [`register_syntax`]
/// done; its token mapper and its variable filter are replaced.
pub fn compile(engine: &mut Engine, source: &str, text: &str) -> Result<Program, CompileError> {
    let mut text = Cow::Borrowed(text);
    let mut lexemes = tokens::lex(&text);
    if let Some(longer) = leaks::insert(&text, &lexemes) {
        lexemes = tokens::lex(&longer);
        text = longer.into();
    }
    let plain = match read(engine, source, &text, &lexemes) {
        Ok(program) => return Ok(program.with(lexemes)),
        Err(error) => error,
    };
    let Some(text) = semicolons::insert(&text, &lexemes) else {
        return Err(plain);
    };
    let lexemes = tokens::lex(&text);
    match read(engine, source, &text, &lexemes) {
        Ok(program) => Ok(program.with(lexemes)),
        // The reading that got further tells more.
        Err(error) if error.position >= plain.position => Err(error),
        Err(_) => Err(plain),
    }
}

/// One attempt to read a text as it stands.
fn read(
    engine: &mut Engine,
    source: &str,
    text: &str,
    lexemes: &[Lexeme],
) -> Result<Program, CompileError> {
    let mut outline = reader::outline(lexemes);
    let mut edits = Rewrite::default();
    let decorators = decorators::rewrite(lexemes, &mut outline, &mut edits)?;
    names::check(lexemes, &outline)?;
    kwargs::rewrite(lexemes, &outline, &mut edits)?;
    unpack::rewrite(lexemes, &mut edits)?;
    reserved::rewrite(lexemes, &mut edits);
    edits.install(engine);
    let mut ast = engine
        .compile(text)
        .map_err(|error| parse_error(lexemes, error))?;
    decorators::apply(engine, &mut ast, &decorators)?;
    ast.set_source(source);
    Ok(Program {
        ast,
        lexemes: Vec::new(),
        outline,
        decorators,
        keys: OnceLock::new(),
    })
}

/// A parse error in the words of the script: nothing in it tells of what the front end put in its place.
fn parse_error(lexemes: &[Lexeme], ParseError(error, position): ParseError) -> CompileError {
    if let Some(error) = brackets::check(lexemes, position) {
        return error;
    }
    let hint = python::hint(lexemes, &error, position);
    let text = match &*error {
        ParseErrorType::MissingToken(token, reason) if reason.contains("'__") => {
            format!("expecting '{token}' in this call")
        }
        error => error.to_string(),
    };
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    let message = first.into_iter().chain(letters).collect::<String>();
    CompileError::at(position, message, hint)
}

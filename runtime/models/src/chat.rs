//! Chat templates: a conversation as the text that a model was trained to answer.
//!
//! Models bring theirs as a Jinja2 template. It is rendered with the settings of transformers, with texts only:
//! no tools, no documents. A template is a program from a model's folder, so its steps are counted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, context};
use serde::Serialize;

use crate::error::ModelError;

/// How many steps a template may take: far more than the longest conversation needs.
const STEPS: u64 = 10_000_000;

/// The name under which the environment knows the template.
const NAME: &str = "chat";

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatMessage {
    /// Who says it: `system`, `user` or `assistant` for most models.
    pub role: String,
    /// What is said.
    pub content: String,
}

/// A model's chat template and the tokens it mentions. It is read with the model and compiled when it is used, so
/// that a mistake in it leaves the rest of the model usable.
#[derive(Debug, Default)]
pub(crate) struct ChatTemplate {
    source: Option<String>,
    /// Such as `bos_token` and its text.
    tokens: Vec<(String, String)>,
}

/// The special tokens that templates mention.
const TOKENS: [&str; 4] = ["bos_token", "eos_token", "unk_token", "pad_token"];

impl ChatTemplate {
    /// Looks for a template in a model's folder: `chat_template.jinja`, then `chat_template.json`, then
    /// `tokenizer_config.json`.
    pub(crate) fn find(folder: &Path) -> Self {
        let file = |name: &str| fs::read_to_string(folder.join(name)).ok();
        let json =
            |name: &str| -> Option<serde_json::Value> { serde_json::from_str(&file(name)?).ok() };
        let config = json("tokenizer_config.json").unwrap_or_default();
        let map = json("special_tokens_map.json").unwrap_or_default();
        let token = |name: &str| {
            let text = text(&config[name]).or_else(|| text(&map[name]))?;
            Some((name.to_owned(), text))
        };
        let legacy = || named(&json("chat_template.json")?["chat_template"]);
        Self {
            source: file("chat_template.jinja")
                .or_else(legacy)
                .or_else(|| named(&config["chat_template"])),
            tokens: TOKENS.into_iter().filter_map(token).collect(),
        }
    }

    /// The prompt of a conversation, up to where the assistant's answer begins.
    pub(crate) fn render(
        &self,
        model: &str,
        messages: &[ChatMessage],
    ) -> Result<String, ModelError> {
        let Some(source) = &self.source else {
            return Err(ModelError::NoChatTemplate {
                model: model.into(),
            });
        };
        self.rendered(source, messages)
            .map_err(|error| ModelError::ChatTemplate {
                model: model.into(),
                reason: reason(&error),
            })
    }

    fn rendered(&self, source: &str, messages: &[ChatMessage]) -> Result<String, Error> {
        let environment = environment(source)?;
        let message = |message: &ChatMessage| {
            context! { role => message.role.clone(), content => message.content.clone() }
        };
        let messages: Vec<Value> = messages.iter().map(message).collect();
        let tokens = self.tokens.iter().cloned();
        let tokens: BTreeMap<String, Value> = tokens
            .map(|(name, text)| (name, Value::from(text)))
            .collect();
        environment.get_template(NAME)?.render(context! {
            messages => messages,
            add_generation_prompt => true,
            ..tokens
        })
    }
}

/// Jinja2 as transformers sets it up.
fn environment(source: &str) -> Result<Environment<'_>, Error> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.set_fuel(Some(STEPS));
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    environment.add_function(
        "raise_exception",
        |reason: String| -> Result<Value, Error> {
            Err(Error::new(ErrorKind::InvalidOperation, reason))
        },
    );
    environment.add_filter("tojson", |value: &Value| json(value));
    environment.add_template(NAME, source)?;
    Ok(environment)
}

/// JSON with Python's spaces.
fn json(value: &Value) -> Result<String, Error> {
    let mut bytes = Vec::new();
    let written = value.serialize(&mut serde_json::Serializer::with_formatter(
        &mut bytes, Python,
    ));
    written.map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

struct Python;

impl serde_json::ser::Formatter for Python {
    fn begin_array_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> std::io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> std::io::Result<()> {
        self.begin_array_value(writer, first)
    }

    fn begin_object_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
    ) -> std::io::Result<()> {
        writer.write_all(b": ")
    }
}

/// What went wrong, and in which line of the template.
fn reason(error: &Error) -> String {
    let what = error
        .detail()
        .map_or_else(|| error.kind().to_string(), ToOwned::to_owned);
    match error.line() {
        Some(line) => format!("{what} (line {line} of the template)"),
        None => what,
    }
}

/// A template, or the one named `default` of several.
fn named(value: &serde_json::Value) -> Option<String> {
    let templates = value.as_array().into_iter().flatten();
    let default = || templates.clone().find(|one| one["name"] == "default");
    text(value).or_else(|| text(&default()?["template"]))
}

/// A token's text, which may stand among other things that are known of it.
fn text(value: &serde_json::Value) -> Option<String> {
    let text = value.as_str().or_else(|| value["content"].as_str());
    text.map(ToOwned::to_owned)
}

#[cfg(test)]
#[path = "chat_tests.rs"]
mod tests;

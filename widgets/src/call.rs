//! A script's call of a widget, typed: positional and keyword arguments under their names.

use std::sync::Arc;

use serde_json::Value;

use crate::widget::WidgetError;
pub use crate::words::{describe, nearest, plain_text};
use crate::words::{list, list_or};

/// One parameter of a widget: what a call may give, and its documentation.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// The name, as in Streamlit.
    pub name: &'static str,
    /// What it takes, for people: `text`, `number`, `true or false`, `list`, `function`, ...
    pub takes: &'static str,
    /// The default, for people; empty when it must be given.
    pub default: &'static str,
    /// One sentence on what it does.
    pub doc: &'static str,
    /// Whether it can be given by place as well as by name.
    pub positional: bool,
}

/// A parameter that can be given by place.
pub const fn place(
    name: &'static str,
    takes: &'static str,
    default: &'static str,
    doc: &'static str,
) -> Param {
    Param {
        name,
        takes,
        default,
        doc,
        positional: true,
    }
}

/// A parameter that is given by name only.
pub const fn named(
    name: &'static str,
    takes: &'static str,
    default: &'static str,
    doc: &'static str,
) -> Param {
    Param {
        name,
        takes,
        default,
        doc,
        positional: false,
    }
}

/// A parameter that only the runtime gives, in the place of one that a script gave (the texts
/// that `format_func` made, say); it is in no documentation and no hint.
pub const fn hidden(name: &'static str) -> Param {
    named(name, "", "", "")
}

impl Param {
    /// Whether only the runtime gives it.
    pub fn is_hidden(&self) -> bool {
        self.doc.is_empty()
    }
}

/// One argument: plain data, bytes, or a list that holds bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Plain data.
    Value(Value),
    /// Bytes (an image, a file).
    Bytes(Arc<[u8]>),
    /// A list in which at least one item is bytes.
    List(Vec<Arg>),
}

impl From<Value> for Arg {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

/// The arguments of one call, by name.
#[derive(Debug)]
pub struct Args {
    widget: &'static str,
    given: Vec<(&'static str, Arg)>,
    /// The parameters given as `()`: mostly as if not given, but here and there a value of its own.
    nones: Vec<&'static str>,
}

impl Args {
    /// Sorts a call's arguments under the names of the parameters (`own` first, then `common`).
    ///
    /// # Errors
    /// For an argument too many, an unknown name (with the nearest one) or a name given twice.
    pub fn new(
        widget: &'static str,
        own: &'static [Param],
        common: &'static [Param],
        positional: Vec<Arg>,
        keywords: Vec<(String, Arg)>,
    ) -> Result<Self, WidgetError> {
        let mut args = Self {
            widget,
            given: Vec::with_capacity(positional.len() + keywords.len()),
            nones: Vec::new(),
        };
        let mut places = own.iter().filter(|param| param.positional);
        for arg in positional {
            let Some(param) = places.next() else {
                return Err(args.too_many(own));
            };
            args.given.push((param.name, arg));
        }
        for (name, arg) in keywords {
            let Some(param) = own.iter().chain(common).find(|param| param.name == name) else {
                return Err(args.unknown(&name, own, common));
            };
            if args.given.iter().any(|(given, _)| *given == param.name) {
                return Err(args.error(format!("`{name}` is given twice")));
            }
            args.given.push((param.name, arg));
        }
        args.set_nones_aside();
        Ok(args)
    }

    /// `()` is the script's None: as if it had not been given.
    fn set_nones_aside(&mut self) {
        let nones = &mut self.nones;
        self.given.retain(|(name, arg)| {
            let none = *arg == Arg::Value(Value::Null);
            if none {
                nones.push(*name);
            }
            !none
        });
    }

    fn too_many(&self, own: &[Param]) -> WidgetError {
        match own.iter().filter(|param| param.positional).count() {
            0 => self.error("takes no argument by place; give them by name"),
            1 => self.error("takes one argument by place; give the rest by name"),
            most => self.error(format!(
                "takes at most {most} arguments by place; give the rest by name"
            )),
        }
    }

    fn unknown(&self, name: &str, own: &[Param], common: &[Param]) -> WidgetError {
        let params = own.iter().chain(common).filter(|param| !param.is_hidden());
        let names: Vec<&str> = params.map(|param| param.name).collect();
        let hint = match nearest(name, names.iter().copied()) {
            Some(near) => format!("; did you mean `{near}`?"),
            None => format!("; it has {}", list(&names)),
        };
        self.error(format!("has no option `{name}`{hint}"))
    }

    /// The widget that is called.
    pub fn widget(&self) -> &'static str {
        self.widget
    }

    /// An error of this call.
    pub fn error(&self, message: impl Into<String>) -> WidgetError {
        WidgetError {
            widget: self.widget,
            message: message.into(),
        }
    }

    /// Whether this parameter was given (and not as `()`).
    pub fn has(&self, name: &str) -> bool {
        self.arg(name).is_some()
    }

    /// Whether this parameter was given as `()`, where that is more than its absence.
    pub fn is_none(&self, name: &str) -> bool {
        self.nones.contains(&name)
    }

    /// The argument as it came.
    pub fn arg(&self, name: &str) -> Option<&Arg> {
        self.given
            .iter()
            .find(|(given, _)| *given == name)
            .map(|(_, arg)| arg)
    }

    /// Plain data, of any type; `None` when not given.
    ///
    /// # Errors
    /// When the argument is bytes.
    pub fn value(&self, name: &str) -> Result<Option<&Value>, WidgetError> {
        match self.arg(name) {
            None => Ok(None),
            Some(Arg::Value(value)) => Ok(Some(value)),
            Some(_) => Err(self.error(format!("`{name}` must be plain data, not bytes"))),
        }
    }

    /// A text; numbers and true/false are written out.
    ///
    /// # Errors
    /// When it is a list, a map or bytes.
    pub fn text(&self, name: &str) -> Result<Option<String>, WidgetError> {
        match self.value(name)? {
            None => Ok(None),
            Some(value) => match plain_text(value) {
                Some(text) => Ok(Some(text)),
                None => Err(self.wrong(name, "text", value)),
            },
        }
    }

    /// A text where one was given, whatever else it may be otherwise (for identity).
    pub fn text_if_text(&self, name: &str) -> Option<String> {
        self.text(name).ok().flatten()
    }

    /// A text that must be given.
    ///
    /// # Errors
    /// When it is missing or no text.
    pub fn required_text(&self, name: &str) -> Result<String, WidgetError> {
        self.text(name)?.ok_or_else(|| self.missing(name, "text"))
    }

    /// A number.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn number(&self, name: &str) -> Result<Option<f64>, WidgetError> {
        match self.value(name)? {
            None => Ok(None),
            Some(value) => value
                .as_f64()
                .map(Some)
                .ok_or_else(|| self.wrong(name, "a number", value)),
        }
    }

    /// A whole number.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn integer(&self, name: &str) -> Result<Option<i64>, WidgetError> {
        match self.value(name)? {
            None => Ok(None),
            Some(value) => value
                .as_i64()
                .map(Some)
                .ok_or_else(|| self.wrong(name, "a whole number", value)),
        }
    }

    /// A whole number of at least 1 (characters, selections, pixels).
    ///
    /// # Errors
    /// When it is anything else.
    pub fn count(&self, name: &str) -> Result<Option<u32>, WidgetError> {
        let Some(number) = self.integer(name)? else {
            return Ok(None);
        };
        match u32::try_from(number) {
            Ok(count) if count >= 1 => Ok(Some(count)),
            _ => Err(self.error(format!("`{name}` must be 1 or more, not {number}"))),
        }
    }

    /// True or false, with the default when not given.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn flag(&self, name: &str, default: bool) -> Result<bool, WidgetError> {
        match self.value(name)? {
            None => Ok(default),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(other) => Err(self.wrong(name, "true or false", other)),
        }
    }

    /// One of some words, with the first as the default.
    ///
    /// # Errors
    /// When it is another word; the text lists the words.
    pub fn choice(&self, name: &str, words: &[&'static str]) -> Result<&'static str, WidgetError> {
        let Some(text) = self.text(name)? else {
            return Ok(words[0]);
        };
        words
            .iter()
            .find(|word| **word == text)
            .copied()
            .ok_or_else(|| {
                self.error(format!(
                    "`{name}` must be {}, not \"{text}\"",
                    list_or(words)
                ))
            })
    }

    /// A list of plain data.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn list(&self, name: &str) -> Result<Option<&[Value]>, WidgetError> {
        match self.value(name)? {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items)),
            Some(other) => Err(self.wrong(name, "a list", other)),
        }
    }

    /// A list of texts; numbers and true/false in it are written out.
    ///
    /// # Errors
    /// When it is no list, or an item is a list or a map.
    pub fn texts(&self, name: &str) -> Result<Option<Vec<String>>, WidgetError> {
        let Some(items) = self.list(name)? else {
            return Ok(None);
        };
        let texts = items.iter().map(|item| {
            plain_text(item).ok_or_else(|| {
                self.error(format!("`{name}` must hold texts, not {}", describe(item)))
            })
        });
        texts.collect::<Result<_, _>>().map(Some)
    }

    /// The error for a parameter that must be given.
    pub fn missing(&self, name: &str, takes: &str) -> WidgetError {
        self.error(format!("`{name}` is missing: give {takes}"))
    }

    /// The error for an argument of the wrong type.
    pub fn wrong(&self, name: &str, takes: &str, value: &Value) -> WidgetError {
        self.error(format!("`{name}` must be {takes}, not {}", describe(value)))
    }
}

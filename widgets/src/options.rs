//! What the widgets of choice share: the options, as labels for the browser and as the script's
//! own values.

use std::{collections::HashMap, sync::Arc};

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::{
    Args, Param, WidgetError,
    call::{describe, hidden, named, place, plain_text},
};

/// The choices of an input. On the wire they are their labels.
#[derive(Debug)]
pub(crate) struct Options {
    labels: Vec<String>,
    values: Arc<[Value]>,
}

impl Serialize for Options {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.labels.serialize(serializer)
    }
}

pub(crate) const OPTIONS: Param = place(
    "options",
    "list, or map (its names)",
    "",
    "What there is to choose from; the script gets the chosen item itself.",
);
pub(crate) const FORMAT_FUNC: Param = named(
    "format_func",
    "function",
    "()",
    "Makes the text that is shown of each option.",
);
/// The texts that `format_func` made.
pub(crate) const LABELS: Param = hidden("labels");

impl Options {
    pub(crate) fn read(args: &Args) -> Result<Self, WidgetError> {
        let values: Arc<[Value]> = match args.value("options")? {
            None => return Err(args.missing("options", "a list to choose from")),
            Some(Value::Array(items)) => items.as_slice().into(),
            Some(Value::Object(map)) => map.keys().cloned().map(Value::String).collect(),
            Some(other) => return Err(args.wrong("options", "a list", other)),
        };
        let labels = match args.texts("labels")? {
            Some(labels) if labels.len() == values.len() => labels,
            Some(_) => return Err(args.error("`format_func` must give one text per option")),
            None => values
                .iter()
                .map(|value| plain_text(value).ok_or_else(|| unlabeled(args, value)))
                .collect::<Result<_, _>>()?,
        };
        Ok(Self { labels, values })
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The option at a place, as the script knows it.
    pub(crate) fn value(&self, index: usize) -> Option<&Value> {
        self.values.get(index)
    }

    /// The place of a value.
    pub(crate) fn index_of(&self, value: &Value) -> Option<usize> {
        self.values.iter().position(|option| same(option, value))
    }

    /// The places of some values; quick also for many values among many options.
    pub(crate) fn indexes_of(&self, values: &[Value]) -> Vec<Option<usize>> {
        const FEW: usize = 8;
        if values.len() <= FEW {
            return values.iter().map(|value| self.index_of(value)).collect();
        }
        let mut places = HashMap::with_capacity(self.len());
        for (index, option) in self.values.iter().enumerate() {
            places.entry(identity(option)).or_insert(index);
        }
        let place = |value| places.get(&identity(value)).copied();
        values.iter().map(place).collect()
    }

    /// The option that `index` names: the first by default, none for `()`.
    pub(crate) fn chosen_at_start(&self, args: &Args) -> Result<Value, WidgetError> {
        let index = match args.value("index")? {
            None if args.is_none("index") => return Ok(Value::Null),
            None => return Ok(self.value(0).cloned().unwrap_or(Value::Null)),
            Some(index) => index,
        };
        let option = index
            .as_u64()
            .and_then(|index| self.value(usize::try_from(index).ok()?));
        option.cloned().ok_or_else(|| match self.len() {
            0 => args.error("`index` is given, but `options` is empty"),
            len => args.error(format!(
                "`index` must be between 0 and {}, or (), not {}",
                len - 1,
                describe(index)
            )),
        })
    }

    /// The option that the browser names by its place.
    pub(crate) fn accept(&self, sent: &Value) -> Result<Value, String> {
        // A browser writes 1.0 as 1, but others may not.
        let index = sent
            .as_f64()
            .filter(|index| index.fract() == 0.0 && *index >= 0.0);
        index
            .and_then(|index| self.value(index as usize))
            .cloned()
            .ok_or_else(|| {
                format!(
                    "there are {} options, and {} is none of them",
                    self.len(),
                    describe(sent)
                )
            })
    }

    /// A value as texts of the page's address: the labels of the options.
    pub(crate) fn to_address(&self, value: &Value) -> Option<Vec<String>> {
        match value {
            Value::Array(items) if !items.is_empty() => {
                let places = self.indexes_of(items);
                let texts = places.into_iter().zip(items);
                texts.map(|(at, item)| self.text_of(at, item)).collect()
            }
            Value::Null | Value::Array(_) => Some(vec![String::new()]),
            one => Some(vec![self.text_of(self.index_of(one), one)?]),
        }
    }

    fn text_of(&self, index: Option<usize>, value: &Value) -> Option<String> {
        match index {
            Some(index) => self.labels.get(index).cloned(),
            None => plain_text(value),
        }
    }

    /// The place of the option with this label, as the browser would send it; else the text.
    pub(crate) fn named(&self, label: &str) -> Value {
        let known = self.labels.iter().position(|known| known == label);
        known.map_or_else(|| label.into(), Value::from)
    }

    /// What the browser sent for a text that is not on the list: an option where it is one's
    /// label after all.
    pub(crate) fn accept_new(&self, text: &str) -> Result<Value, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("a new option must not be empty".into());
        }
        let known = self.labels.iter().position(|label| label == text);
        Ok(known
            .and_then(|index| self.value(index).cloned())
            .unwrap_or_else(|| text.into()))
    }
}

fn unlabeled(args: &Args, value: &Value) -> WidgetError {
    args.error(format!(
        "`options` holds {}, which has no text of its own; give a `format_func`",
        describe(value)
    ))
}

/// Whether two values are the same to a script, where 1 and 1.0 are.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}

/// A text that is the same for values that are the same.
fn identity(value: &Value) -> String {
    match value {
        Value::Number(number) => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    }
}

//! What the widgets share in which several options may be chosen.

use std::collections::HashSet;

use serde_json::Value;

use crate::{
    Args, Param, WidgetError,
    call::{describe, named, place},
    options::Options,
};

pub(crate) const DEFAULT: Param =
    place("default", "list", "[]", "The options chosen at the start.");
pub(crate) const MAX_SELECTIONS: Param = named(
    "max_selections",
    "number",
    "()",
    "How many options may be chosen at most.",
);
pub(crate) const SELECT_ALL: Param = named(
    "select_all",
    "true or false",
    "true",
    "Offers to choose all of them at once.",
);

/// Several of some options, in the order chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Several {
    most: usize,
    takes_new: bool,
}

impl Several {
    pub(crate) fn new(max_selections: Option<u32>, takes_new: bool) -> Self {
        Self {
            most: max_selections.map_or(usize::MAX, |most| most as usize),
            takes_new,
        }
    }

    /// The options chosen at the start: a list, or one of them.
    pub(crate) fn default(self, args: &Args, options: &Options) -> Result<Value, WidgetError> {
        let chosen = match args.value("default")? {
            None => Vec::new(),
            Some(Value::Array(chosen)) => chosen.clone(),
            Some(one) => vec![one.clone()],
        };
        let known = self.known(options, &chosen);
        if let Some(at) = known.iter().position(|(_, known)| !known) {
            return Err(args.error(format!(
                "`default` holds {}, which is not among the options",
                describe(&chosen[at])
            )));
        }
        let mut seen = HashSet::new();
        if let Some(twice) = chosen.iter().find(|value| !seen.insert(value.to_string())) {
            return Err(args.error(format!("`default` holds {} twice", describe(twice))));
        }
        if chosen.len() > self.most {
            return Err(args.error(format!(
                "`default` holds {}, but `max_selections` is {}",
                chosen.len(),
                self.most
            )));
        }
        Ok(Value::Array(chosen))
    }

    /// What the browser chose, by places and new texts.
    pub(crate) fn accept(self, options: &Options, sent: &Value) -> Result<Value, String> {
        let Value::Array(sent) = sent else {
            return Err(format!("must be a list, not {}", describe(sent)));
        };
        if sent.len() > self.most {
            return Err(format!("at most {} may be chosen", self.most));
        }
        let (mut chosen, mut seen) = (Vec::with_capacity(sent.len()), HashSet::new());
        for item in sent {
            let value = match item {
                Value::String(text) if self.takes_new => options.accept_new(text)?,
                index => options.accept(index)?,
            };
            if !seen.insert(value.to_string()) {
                return Err(format!("{} is chosen twice", describe(&value)));
            }
            chosen.push(value);
        }
        Ok(Value::Array(chosen))
    }

    /// What is still among the options stays chosen.
    pub(crate) fn fit(self, options: &Options, value: Value) -> Result<Value, String> {
        let Value::Array(mut chosen) = value else {
            return Err(format!("must be a list, not {}", describe(&value)));
        };
        let were = chosen.len();
        let mut known = self.known(options, &chosen).into_iter();
        chosen.retain(|_| known.next().is_some_and(|(_, known)| known));
        chosen.truncate(self.most);
        if chosen.is_empty() && were > 0 {
            return Err("none of it is among the options".into());
        }
        Ok(Value::Array(chosen))
    }

    /// The places of what is chosen, and the new texts.
    pub(crate) fn sent(self, options: &Options, value: &Value) -> Value {
        let values = value.as_array().map_or(&[][..], Vec::as_slice);
        let places = self.known(options, values).into_iter().zip(values);
        let sent = |((index, _), value): ((Option<usize>, bool), &Value)| match index {
            Some(index) => index.into(),
            None => value.clone(),
        };
        places.map(sent).collect()
    }

    /// What the labels in an address choose.
    pub(crate) fn addressed(self, options: &Options, texts: &[String]) -> Option<Value> {
        let chosen = match texts {
            [one] if one.is_empty() => Value::Array(Vec::new()),
            texts => texts.iter().map(|text| options.named(text)).collect(),
        };
        self.accept(options, &chosen).ok()
    }

    /// The values that can be chosen, each with its place; a new text has none.
    fn known(self, options: &Options, values: &[Value]) -> Vec<(Option<usize>, bool)> {
        let indexes = options.indexes_of(values);
        let known = |(index, value): (Option<usize>, &Value)| {
            (
                index,
                index.is_some() || (self.takes_new && value.is_string()),
            )
        };
        indexes.into_iter().zip(values).map(known).collect()
    }
}

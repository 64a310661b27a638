//! `tags`: words of one's own, with suggestions.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::text_input::PLACEHOLDER;
use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    widget::LABEL,
};

/// Words of one's own.
pub(crate) struct Tags;

/// What the browser draws for tags.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TagsProps {
    /// What is asked, in Markdown.
    label: String,
    /// What is offered while one types.
    suggestions: Vec<String>,
    /// How many there may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max_tags: Option<u32>,
    /// What stands there while there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    placeholder: Option<String>,
}

impl Input for Tags {
    const NAME: &'static str = "tags";
    const DOC: &'static str = "Words of one's own, with suggestions; Enter or a comma adds one.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place("value", "list of texts", "[]", "The tags at the start."),
        place(
            "suggestions",
            "list of texts",
            "[]",
            "What is offered while one types; other tags can be added too.",
        ),
        named("max_tags", "number", "()", "How many there may be at most."),
        PLACEHOLDER,
    ];
    const VALUE: &'static str = "string[]";
    type Props = TagsProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(TagsProps, Value), WidgetError> {
        let props = TagsProps {
            label: args.required_text("label")?,
            suggestions: args.texts("suggestions")?.unwrap_or_default(),
            max_tags: args.count("max_tags")?,
            placeholder: args.text("placeholder")?,
        };
        let start: Value = args.texts("value")?.unwrap_or_default().into();
        let default =
            Self::accept(&props, &start).map_err(|why| args.error(format!("`value` {why}")))?;
        Ok((props, default))
    }

    fn accept(props: &TagsProps, sent: &Value) -> Result<Value, String> {
        let Value::Array(items) = sent else {
            return Err(format!("must be a list, not {}", describe(sent)));
        };
        if let Some(most) = props.max_tags.filter(|most| items.len() > *most as usize) {
            return Err(format!(
                "has {} tags, but only {most} are allowed",
                items.len()
            ));
        }
        let (mut tags, mut seen) = (Vec::with_capacity(items.len()), HashSet::new());
        for item in items {
            let tag = item
                .as_str()
                .ok_or_else(|| format!("must hold texts, not {}", describe(item)))?
                .trim();
            if tag.is_empty() {
                return Err("holds an empty tag".into());
            }
            if !seen.insert(tag) {
                return Err(format!("holds \"{tag}\" twice"));
            }
            tags.push(tag);
        }
        Ok(tags.into())
    }

    /// Where fewer are allowed than before, the first stay.
    fn fit(props: &TagsProps, mut value: Value) -> Result<Value, String> {
        if let (Value::Array(tags), Some(most)) = (&mut value, props.max_tags) {
            tags.truncate(most as usize);
        }
        Self::accept(props, &value)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn every_option_arrives() {
        assert_eq!(
            Stage::default().props("tags", args!["T"]).unwrap(),
            json!({ "label": "T", "suggestions": [], "value": [] })
        );
        let given = args![
            "T",
            json!(["a", 1]),
            ["a", "b"],
            max_tags = 3,
            placeholder = "p"
        ];
        assert_eq!(
            Stage::default().props("tags", given).unwrap(),
            json!({
                "label": "T", "suggestions": ["a", "b"], "max_tags": 3, "placeholder": "p",
                "value": ["a", "1"]
            })
        );
    }

    #[test]
    fn a_tag_is_a_word_and_there_once() {
        let mut stage = Stage::default();
        stage.draw("tags", args!["T", max_tags = 2]).unwrap();
        assert_eq!(
            stage.send(json!([" new ", "old"])),
            Ok(json!(["new", "old"]))
        );
        for (sent, why) in [
            (json!("a"), "must be a list, not the text \"a\""),
            (json!([1]), "must hold texts, not 1"),
            (json!([" "]), "holds an empty tag"),
            (json!(["a", "a "]), "holds \"a\" twice"),
            (json!(["a", "b", "c"]), "has 3 tags, but only 2 are allowed"),
        ] {
            assert_eq!(stage.send(sent), Err(why.into()));
        }
        assert_eq!(
            stage.value("tags", args!["T", max_tags = 1]),
            Ok(json!(["new"]))
        );
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            Stage::default()
                .draw("tags", args!["T", ["a", "a"]])
                .unwrap_err(),
            "tags: `value` holds \"a\" twice"
        );
        assert_eq!(
            Stage::default().draw("tags", args!["T", "a"]).unwrap_err(),
            "tags: `value` must be a list, not the text \"a\""
        );
    }
}

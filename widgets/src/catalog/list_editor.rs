//! `list_editor`: a list whose items people add, change, move and delete.

use serde::Serialize;
use serde_json::{Number, Value};
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place, plain_text},
    widget::LABEL,
};

/// A list that people edit.
pub(crate) struct ListEditor;

/// What the browser draws for a list.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ListEditorProps {
    /// What is asked, in Markdown.
    label: String,
    /// What its items are.
    #[ts(type = "\"text\" | \"number\"")]
    item: &'static str,
    /// How many items it may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max_items: Option<u32>,
    /// What stands in an empty item.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    placeholder: Option<String>,
}

pub(super) const MAX_ITEMS: Param = named(
    "max_items",
    "number",
    "()",
    "How many there may be at most.",
);

impl Input for ListEditor {
    const NAME: &'static str = "list_editor";
    const DOC: &'static str = "A list whose items people add, change, move and delete.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place("value", "list", "[]", "The items at the start."),
        named(
            "item",
            "\"text\" or \"number\"",
            "\"text\"",
            "What an item is; by default numbers where `value` holds nothing else.",
        ),
        MAX_ITEMS,
        named("placeholder", "text", "()", "What stands in an empty item."),
    ];
    // Numbers as texts, because a browser would make 1 of 1.0.
    const VALUE: &'static str = "string[]";
    type Props = ListEditorProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(ListEditorProps, Value), WidgetError> {
        let start = args.list("value")?.unwrap_or_default();
        let all_numbers = !start.is_empty() && start.iter().all(Value::is_number);
        let item = args.choice("item", &["text", "number"])?;
        let props = ListEditorProps {
            label: args.required_text("label")?,
            item: if all_numbers && !args.has("item") {
                "number"
            } else {
                item
            },
            max_items: args.count("max_items")?,
            placeholder: args.text("placeholder")?,
        };
        let default =
            Self::fit(&props, start.into()).map_err(|why| args.error(format!("`value` {why}")))?;
        Ok((props, default))
    }

    fn accept(props: &ListEditorProps, sent: &Value) -> Result<Value, String> {
        let Value::Array(items) = sent else {
            return Err(format!("must be a list, not {}", describe(sent)));
        };
        if let Some(most) = props.max_items.filter(|most| items.len() > *most as usize) {
            return Err(format!(
                "has {} items, but only {most} are allowed",
                items.len()
            ));
        }
        let item = |item: &Value| match item.as_str() {
            Some(text) if props.item == "number" => number(text),
            Some(text) => Ok(text.into()),
            None => Err(format!("must hold texts, not {}", describe(item))),
        };
        items.iter().map(item).collect()
    }

    /// Numbers become texts where texts are asked for, and the other way round where they can.
    fn fit(props: &ListEditorProps, value: Value) -> Result<Value, String> {
        let Value::Array(items) = &value else {
            return Err(format!("must be a list, not {}", describe(&value)));
        };
        let text = |item: &Value| {
            plain_text(item)
                .map(Value::from)
                .ok_or_else(|| format!("must hold {}s, not {}", props.item, describe(item)))
        };
        let texts = items.iter().map(text).collect::<Result<Value, String>>()?;
        Self::accept(props, &texts)
    }

    fn sent(_props: &ListEditorProps, value: &Value) -> Value {
        let items = value.as_array().into_iter().flatten();
        items.filter_map(plain_text).collect()
    }
}

/// The number that a text says: whole where it is written so.
pub(super) fn number(text: &str) -> Result<Value, String> {
    let text = text.trim();
    let whole = text.parse::<i64>().ok().map(Value::from);
    let decimal = || {
        text.parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
            .map(Value::Number)
    };
    whole
        .or_else(decimal)
        .ok_or_else(|| format!("must be a number, not \"{text}\""))
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn every_option_arrives() {
        assert_eq!(
            Stage::default().props("list_editor", args!["L"]).unwrap(),
            json!({ "label": "L", "item": "text", "value": [] })
        );
        let given = args!["L", json!(["a", 1]), max_items = 3, placeholder = "p"];
        assert_eq!(
            Stage::default().props("list_editor", given).unwrap(),
            json!({
                "label": "L", "item": "text", "max_items": 3, "placeholder": "p",
                "value": ["a", "1"]
            })
        );
    }

    #[test]
    fn numbers_stay_as_they_are_written() {
        let mut stage = Stage::default();
        let given = || args!["L", json!([1, 2.0])];
        let props = stage.props("list_editor", given()).unwrap();
        assert_eq!(
            (&props["item"], &props["value"]),
            (&json!("number"), &json!(["1", "2.0"]))
        );
        let value = stage.send(json!(["3", "4.0", " 1e3 ", "-5"])).unwrap();
        assert_eq!(value.to_string(), "[3,4.0,1000.0,-5]");
        assert_eq!(stage.value("list_editor", given()), Ok(value));
    }

    #[test]
    fn items_become_what_is_asked_for() {
        let mut stage = Stage::default();
        stage.draw("list_editor", args!["L", [1, 2]]).unwrap();
        stage.send(json!(["7"])).unwrap();
        assert_eq!(
            stage.value("list_editor", args!["L", item = "text"]),
            Ok(json!(["7"]))
        );
        assert_eq!(
            stage.value("list_editor", args!["L", item = "number"]),
            Ok(json!([7]))
        );
    }

    #[test]
    fn what_cannot_have_been_entered_is_refused() {
        let mut stage = Stage::default();
        stage
            .draw("list_editor", args!["L", item = "number", max_items = 2])
            .unwrap();
        for (sent, why) in [
            (json!("1"), "must be a list, not the text \"1\""),
            (json!([1]), "must hold texts, not 1"),
            (json!(["x"]), "must be a number, not \"x\""),
            (json!(["inf"]), "must be a number, not \"inf\""),
            (
                json!(["1", "2", "3"]),
                "has 3 items, but only 2 are allowed",
            ),
        ] {
            assert_eq!(stage.send(sent), Err(why.into()));
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (given, expected) in [
            (args!["L", 1], "list_editor: `value` must be a list, not 1"),
            (
                args!["L", [[1]]],
                "list_editor: `value` must hold texts, not a list of 1",
            ),
            (
                args!["L", ["x"], item = "number"],
                "list_editor: `value` must be a number, not \"x\"",
            ),
            (
                args!["L", item = "date"],
                "list_editor: `item` must be \"text\" or \"number\", not \"date\"",
            ),
        ] {
            assert_eq!(
                Stage::default().draw("list_editor", given).unwrap_err(),
                expected
            );
        }
    }
}

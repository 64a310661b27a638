//! `key_value_editor`: a map whose entries people add, rename, change and delete.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use super::list_editor::{MAX_ITEMS, number};
use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, place},
    uploads,
    widget::LABEL,
};

/// A map that people edit.
pub(crate) struct KeyValueEditor;

/// What the browser draws for a map.
#[derive(Debug, Serialize, TS)]
pub(crate) struct KeyValueEditorProps {
    /// What is asked, in Markdown.
    label: String,
    /// How many entries it may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max_items: Option<u32>,
}

impl KeyValueEditorProps {
    fn check_count(&self, count: usize) -> Result<(), String> {
        match self.max_items {
            Some(most) if count > most as usize => {
                Err(format!("has {count} entries, but only {most} are allowed"))
            }
            _ => Ok(()),
        }
    }
}

impl Input for KeyValueEditor {
    const NAME: &'static str = "key_value_editor";
    const DOC: &'static str = "A map whose entries people add, rename, change and delete: texts, numbers, true and false.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place("value", "map", "#{}", "The entries at the start."),
        MAX_ITEMS,
    ];
    // Lists, because the order of a map's entries is no difference between two maps; numbers as
    // texts, because a browser would make 1 of 1.0.
    const VALUE: &'static str = "[string, \"text\" | \"number\" | \"bool\", string][]";
    type Props = KeyValueEditorProps;

    fn draw(
        args: &Args,
        _host: &mut dyn Host,
    ) -> Result<(KeyValueEditorProps, Value), WidgetError> {
        let props = KeyValueEditorProps {
            label: args.required_text("label")?,
            max_items: args.count("max_items")?,
        };
        let default = match args.value("value")? {
            None => Value::Object(Map::new()),
            Some(given) => Self::fit(&props, given.clone())
                .map_err(|why| args.error(format!("`value` {why}")))?,
        };
        Ok((props, default))
    }

    fn accept(props: &KeyValueEditorProps, sent: &Value) -> Result<Value, String> {
        let Value::Array(rows) = sent else {
            return Err(format!("must be a list of entries, not {}", describe(sent)));
        };
        props.check_count(rows.len())?;
        let (mut map, mut seen) = (Map::new(), HashSet::new());
        for row in rows {
            let (key, value) = entry(row)?;
            if key.is_empty() {
                return Err("an entry must have a name".into());
            }
            // A map with this name stands for a file, and this widget takes none.
            if key == uploads::MARK {
                return Err(format!("the name \"{key}\" is not free; take another one"));
            }
            if !seen.insert(key) {
                return Err(format!("the name \"{key}\" is used twice"));
            }
            map.insert(key.into(), value);
        }
        Ok(map.into())
    }

    fn fit(props: &KeyValueEditorProps, value: Value) -> Result<Value, String> {
        let Value::Object(map) = &value else {
            return Err(format!("must be a map, not {}", describe(&value)));
        };
        props.check_count(map.len())?;
        for (key, value) in map {
            if matches!(value, Value::Null | Value::Array(_) | Value::Object(_)) {
                let found = describe(value);
                return Err(format!(
                    "must hold texts, numbers, true and false, but `{key}` is {found}"
                ));
            }
            if key.is_empty() {
                return Err("holds an entry without a name".into());
            }
        }
        Ok(value)
    }

    fn sent(_props: &KeyValueEditorProps, value: &Value) -> Value {
        let entries = value.as_object().into_iter().flatten();
        let row = |(key, value): (&String, &Value)| -> Value {
            let (kind, text) = match value {
                Value::String(text) => ("text", text.clone()),
                Value::Bool(flag) => ("bool", flag.to_string()),
                other => ("number", other.to_string()),
            };
            [key.as_str(), kind, &text].into_iter().collect()
        };
        entries.map(row).collect()
    }
}

/// The name and the value of an entry as the browser sends it.
fn entry(row: &Value) -> Result<(&str, Value), String> {
    let wrong = || {
        format!(
            "an entry is a name, a kind and a text, not {}",
            describe(row)
        )
    };
    let texts = row.as_array().into_iter().flatten().map(Value::as_str);
    let texts = texts.collect::<Option<Vec<&str>>>().ok_or_else(wrong)?;
    let [key, kind, text] = texts.as_slice() else {
        return Err(wrong());
    };
    let value = match (*kind, *text) {
        ("text", text) => text.into(),
        ("bool", "true") => true.into(),
        ("bool", "false") => false.into(),
        ("number", text) => number(text)?,
        _ => return Err(wrong()),
    };
    Ok((key, value))
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn every_option_arrives() {
        assert_eq!(
            Stage::default()
                .props("key_value_editor", args!["E"])
                .unwrap(),
            json!({ "label": "E", "value": [] })
        );
        let given = args![
            "E",
            json!({ "rate": 0.5, "epochs": 3, "fine": 1.0, "name": "a", "on": true }),
            max_items = 9
        ];
        assert_eq!(
            Stage::default().props("key_value_editor", given).unwrap()["value"],
            json!([
                ["rate", "number", "0.5"],
                ["epochs", "number", "3"],
                ["fine", "number", "1.0"],
                ["name", "text", "a"],
                ["on", "bool", "true"]
            ])
        );
    }

    #[test]
    fn types_are_kept() {
        let mut stage = Stage::default();
        let given = || args!["E", json!({ "a": 1 })];
        stage.draw("key_value_editor", given()).unwrap();
        let value = stage
            .send(json!([
                ["n", "text", "01"],
                ["b", "bool", "false"],
                ["f", "number", "2.0"],
                ["i", "number", " 7 "]
            ]))
            .unwrap();
        assert_eq!(value.to_string(), r#"{"n":"01","b":false,"f":2.0,"i":7}"#);
        // The order stays too.
        assert_eq!(
            stage.props("key_value_editor", given()).unwrap()["value"][0],
            json!(["n", "text", "01"])
        );
    }

    #[test]
    fn what_is_no_map_is_refused() {
        let mut stage = Stage::default();
        stage
            .draw("key_value_editor", args!["E", max_items = 2])
            .unwrap();
        for (sent, why) in [
            (json!({}), "must be a list of entries, not a map"),
            (
                json!([["a", "text", "x"], ["a", "text", "y"]]),
                "the name \"a\" is used twice",
            ),
            (json!([["", "text", "x"]]), "an entry must have a name"),
            (
                json!([["__file", "text", "1-a"]]),
                "the name \"__file\" is not free; take another one",
            ),
            (json!([["a", "number", "x"]]), "must be a number, not \"x\""),
            (
                json!([["a", "bool", "1"]]),
                "an entry is a name, a kind and a text, not a list of 3",
            ),
            (
                json!([["a", "text"]]),
                "an entry is a name, a kind and a text, not a list of 2",
            ),
            (
                json!([["a", "text", ""], ["b", "text", ""], ["c", "text", ""]]),
                "has 3 entries, but only 2 are allowed",
            ),
        ] {
            assert_eq!(stage.send(sent), Err(why.into()));
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (given, expected) in [
            (
                args!["E", [1]],
                "key_value_editor: `value` must be a map, not a list of 1",
            ),
            (
                args!["E", json!({ "a": [1] })],
                "key_value_editor: `value` must hold texts, numbers, true and false, but `a` is a list of 1",
            ),
            (
                args!["E", json!({ "a": 1, "b": 2 }), max_items = 1],
                "key_value_editor: `value` has 2 entries, but only 1 are allowed",
            ),
        ] {
            assert_eq!(
                Stage::default()
                    .draw("key_value_editor", given)
                    .unwrap_err(),
                expected
            );
        }
    }
}

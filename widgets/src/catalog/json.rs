//! `json`: data as a tree that folds.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// Data as a tree that folds.
pub(crate) struct Json;

/// What the browser draws for data.
#[derive(Debug, Serialize, TS)]
pub(crate) struct JsonProps {
    /// The data.
    #[ts(type = "unknown")]
    body: Value,
    /// Whether it is unfolded, or to which depth.
    #[ts(type = "boolean | number")]
    expanded: Value,
}

impl Display for Json {
    const NAME: &'static str = "json";
    const DOC: &'static str = "Data as a tree that folds.";
    const PARAMS: &'static [Param] = &[
        place(
            "body",
            "map, list or text",
            "",
            "The data; a text is read as JSON.",
        ),
        named(
            "expanded",
            "true, false or number",
            "true",
            "Whether it starts unfolded, or to which depth.",
        ),
    ];
    type Props = JsonProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<JsonProps, WidgetError> {
        let body = match args.value("body")? {
            None if args.is_none("body") => Value::Null,
            None => return Err(args.missing("body", "a map, a list or JSON text")),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map_err(|why| args.error(format!("`body` is a text but not JSON: {why}")))?,
            Some(data) => data.clone(),
        };
        let expanded = match args.value("expanded")? {
            None => Value::Bool(true),
            Some(flag @ Value::Bool(_)) => flag.clone(),
            Some(depth) if depth.is_u64() => depth.clone(),
            Some(other) => {
                return Err(args.wrong("expanded", "true, false or a whole number", other));
            }
        };
        Ok(JsonProps { body, expanded })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn data_arrives_as_it_is_and_text_is_read() {
        let mut stage = Stage::default();
        for (given, body) in [
            (
                json!({ "b": 1, "a": [1.0, null] }),
                json!({ "b": 1, "a": [1.0, null] }),
            ),
            (json!("[1, 2]"), json!([1, 2])),
            (json!(null), json!(null)),
            (json!(3), json!(3)),
        ] {
            assert_eq!(
                stage.props("json", args![given]).unwrap(),
                json!({ "body": body, "expanded": true })
            );
        }
        let props = stage.props("json", args![[1], expanded = 2]).unwrap();
        assert_eq!(props["expanded"], 2);
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        let mut error = |given| stage.draw("json", given).unwrap_err();
        assert!(
            error(args!["{a}"]).starts_with("json: `body` is a text but not JSON: key must be")
        );
        assert_eq!(
            error(args![[1], expanded = -1]),
            "json: `expanded` must be true, false or a whole number, not -1"
        );
        assert_eq!(
            error(args![]),
            "json: `body` is missing: give a map, a list or JSON text"
        );
    }
}

//! `pills` and `segmented_control`: one or several of a few options, as buttons.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    options::{FORMAT_FUNC, LABELS, OPTIONS, Options},
    several::Several,
    widget::LABEL,
};

/// One or several of a few options, as pills.
pub(crate) struct Pills;
/// One or several of a few options, as one bar.
pub(crate) struct SegmentedControl;

/// What the browser draws for options that are buttons.
#[derive(Debug, Serialize, TS)]
pub(crate) struct PillsProps {
    /// What is asked, in Markdown.
    label: String,
    /// The texts of the options, in Markdown.
    #[ts(type = "string[]")]
    options: Options,
    /// Whether several may be chosen.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    multi: bool,
    #[serde(skip)]
    #[ts(skip)]
    required: bool,
}

const PARAMS: &[Param] = &[
    LABEL,
    OPTIONS,
    place(
        "default",
        "option or list",
        "()",
        "What is chosen at the start; nothing by default.",
    ),
    named(
        "selection_mode",
        "\"single\" or \"multi\"",
        "\"single\"",
        "Whether one or several may be chosen: the script gets the option or (), or a list.",
    ),
    named(
        "required",
        "true or false",
        "false",
        "Marks it as one that must be chosen, and lets no choice be taken back to nothing.",
    ),
    FORMAT_FUNC,
    LABELS,
];

const SEVERAL: fn() -> Several = || Several::new(None, false);

fn draw(args: &Args) -> Result<(PillsProps, Value), WidgetError> {
    let props = PillsProps {
        label: args.required_text("label")?,
        options: Options::read(args)?,
        multi: args.choice("selection_mode", &["single", "multi"])? == "multi",
        required: args.flag("required", false)?,
    };
    if props.multi {
        let default = SEVERAL().default(args, &props.options)?;
        return Ok((props, default));
    }
    let default = args.value("default")?.cloned().unwrap_or_default();
    if !default.is_null() && props.options.index_of(&default).is_none() {
        return Err(args.error(format!(
            "`default` is {}, which is not among the options",
            describe(&default)
        )));
    }
    Ok((props, default))
}

impl PillsProps {
    fn accept(&self, sent: &Value) -> Result<Value, String> {
        let nothing = match sent {
            Value::Array(items) => items.is_empty(),
            other => other.is_null(),
        };
        match self.multi {
            _ if nothing && self.required => Err("one must be chosen".into()),
            true => SEVERAL().accept(&self.options, sent),
            false if nothing => Ok(Value::Null),
            false => self.options.accept(sent),
        }
    }

    fn fit(&self, value: Value) -> Result<Value, String> {
        if self.multi {
            return SEVERAL().fit(&self.options, value);
        }
        match value.is_null() || self.options.index_of(&value).is_some() {
            true => Ok(value),
            false => Err(format!("{} is not among the options", describe(&value))),
        }
    }

    fn sent(&self, value: &Value) -> Value {
        match self.multi {
            true => SEVERAL().sent(&self.options, value),
            false => self.options.index_of(value).into(),
        }
    }

    fn addressed(&self, texts: &[String]) -> Option<Value> {
        match texts {
            texts if self.multi => SEVERAL().addressed(&self.options, texts),
            [one] if one.is_empty() => self.accept(&Value::Null).ok(),
            [one] => self.accept(&self.options.named(one)).ok(),
            _ => None,
        }
    }
}

impl Input for Pills {
    const NAME: &'static str = "pills";
    const DOC: &'static str =
        "One or several of a few options, as pills; `:material/name:` in an option draws an icon.";
    const PARAMS: &'static [Param] = PARAMS;
    const VALUE: &'static str = "number | null | number[]";
    type Props = PillsProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(PillsProps, Value), WidgetError> {
        draw(args)
    }

    fn accept(props: &PillsProps, sent: &Value) -> Result<Value, String> {
        props.accept(sent)
    }

    fn fit(props: &PillsProps, value: Value) -> Result<Value, String> {
        props.fit(value)
    }

    fn sent(props: &PillsProps, value: &Value) -> Value {
        props.sent(value)
    }

    fn to_address(props: &PillsProps, value: &Value) -> Option<Vec<String>> {
        props.options.to_address(value)
    }

    fn from_address(props: &PillsProps, texts: &[String]) -> Option<Value> {
        props.addressed(texts)
    }
}

impl Input for SegmentedControl {
    const NAME: &'static str = "segmented_control";
    const DOC: &'static str = "One or several of a few options, as one bar; `:material/name:` in an option draws an icon.";
    const PARAMS: &'static [Param] = PARAMS;
    const VALUE: &'static str = "number | null | number[]";
    type Props = PillsProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(PillsProps, Value), WidgetError> {
        draw(args)
    }

    fn accept(props: &PillsProps, sent: &Value) -> Result<Value, String> {
        props.accept(sent)
    }

    fn fit(props: &PillsProps, value: Value) -> Result<Value, String> {
        props.fit(value)
    }

    fn sent(props: &PillsProps, value: &Value) -> Value {
        props.sent(value)
    }

    fn to_address(props: &PillsProps, value: &Value) -> Option<Vec<String>> {
        props.options.to_address(value)
    }

    fn from_address(props: &PillsProps, texts: &[String]) -> Option<Value> {
        props.addressed(texts)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn one_is_chosen_and_can_be_taken_back() {
        for widget in ["pills", "segmented_control"] {
            let mut stage = Stage::default();
            let given = || {
                args![
                    "Task",
                    ["sum", "chat"],
                    labels = ["Sum", ":material/chat: Chat"]
                ]
            };
            assert_eq!(stage.value(widget, given()), Ok(json!(null)));
            assert_eq!(
                *stage.last().props,
                *json!({ "label": "Task", "options": ["Sum", ":material/chat: Chat"], "value": null })
                    .as_object()
                    .unwrap()
            );
            assert_eq!(stage.send(json!(1)), Ok(json!("chat")));
            assert_eq!(stage.props(widget, given()).unwrap()["value"], 1);
            assert_eq!(stage.send(json!(null)), Ok(json!(null)));
            assert!(stage.send(json!([1])).is_err());
        }
    }

    #[test]
    fn several_are_a_list() {
        let mut stage = Stage::default();
        let given = || args!["Task", [1, 2, 3], 2, selection_mode = "multi"];
        assert_eq!(stage.value("pills", given()), Ok(json!([2])));
        assert_eq!(stage.last().props["multi"], true);
        assert_eq!(stage.send(json!([2, 0])), Ok(json!([3, 1])));
        assert_eq!(
            stage.props("pills", given()).unwrap()["value"],
            json!([2, 0])
        );
        assert!(stage.send(json!(1)).is_err());
    }

    #[test]
    fn what_is_required_is_not_taken_back() {
        let mut stage = Stage::default();
        stage
            .draw("pills", args!["Task", ["a"], "a", required = true])
            .unwrap();
        assert_eq!(stage.last().props["required"], true);
        assert_eq!(stage.send(json!(null)), Err("one must be chosen".into()));
        let given = args!["Task", ["a"], selection_mode = "multi", required = true];
        stage.draw("pills", given).unwrap();
        assert_eq!(stage.send(json!([])), Err("one must be chosen".into()));
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.draw("pills", args!["T", ["a"], "b"]).unwrap_err(),
            "pills: `default` is the text \"b\", which is not among the options"
        );
        assert_eq!(
            stage
                .draw("pills", args!["T", ["a"], selection_mode = "many"])
                .unwrap_err(),
            "pills: `selection_mode` must be \"single\" or \"multi\", not \"many\""
        );
    }
}

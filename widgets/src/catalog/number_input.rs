//! `number_input`: a number, typed or stepped.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{named, place},
    format::{self, FORMAT},
    scale::{Kind, Scale},
    widget::{ICON, LABEL},
};

/// A number, typed or stepped.
pub(crate) struct NumberInput;

/// What the browser draws for a number input.
#[derive(Debug, Serialize, TS)]
pub(crate) struct NumberInputProps {
    /// What is asked, in Markdown.
    label: String,
    /// The least value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    min: Option<Value>,
    /// The greatest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    max: Option<Value>,
    /// How far the buttons and arrow keys go.
    #[ts(type = "number")]
    step: Value,
    /// Whether decimals are taken.
    #[ts(type = "\"int\" | \"float\"")]
    kind: Kind,
    /// How the number is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    format: Option<String>,
    /// What stands there while it is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    placeholder: Option<String>,
    /// What stands before the number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    #[serde(skip)]
    #[ts(skip)]
    scale: Scale,
    #[serde(skip)]
    #[ts(skip)]
    default: Value,
}

impl Input for NumberInput {
    const NAME: &'static str = "number_input";
    const DOC: &'static str = "A number, typed or stepped.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place("min_value", "number", "()", "The least value."),
        place("max_value", "number", "()", "The greatest value."),
        place(
            "value",
            "number or \"min\"",
            "\"min\"",
            "The value at the start: by default the least, or 0.0; () starts empty.",
        ),
        place(
            "step",
            "number",
            "()",
            "How far the buttons go: 1 for whole numbers, 0.01 for decimals.",
        ),
        FORMAT,
        named(
            "placeholder",
            "text",
            "()",
            "What stands there while it is empty.",
        ),
        ICON,
    ];
    const VALUE: &'static str = "number | null";
    type Props = NumberInputProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(NumberInputProps, Value), WidgetError> {
        let label = args.required_text("label")?;
        let kind = kind(args)?;
        let scale = Scale {
            kind,
            min: kind.read(args, "min_value")?,
            max: kind.read(args, "max_value")?,
        };
        if let (Some(min), Some(max)) = (scale.min, scale.max)
            && min > max
        {
            return Err(args.error(format!(
                "`min_value` ({}) must not be above `max_value` ({})",
                kind.show(min),
                kind.show(max)
            )));
        }
        let default = default(args, &scale)?;
        let props = NumberInputProps {
            label,
            min: scale.min.map(|min| kind.value(min)),
            max: scale.max.map(|max| kind.value(max)),
            step: step(args, kind)?,
            kind,
            format: format::read(args)?,
            placeholder: args.text("placeholder")?,
            icon: args.text("icon")?,
            scale,
            default: default.clone(),
        };
        Ok((props, default))
    }

    /// Empty is a value where it started empty; elsewhere it means the start again.
    fn accept(props: &NumberInputProps, sent: &Value) -> Result<Value, String> {
        if sent.is_null() {
            return Ok(props.default.clone());
        }
        let number = props.scale.checked(sent)?;
        Ok(props.scale.kind.value(number))
    }

    /// A number outside of a range that has changed goes to its nearest end.
    fn fit(props: &NumberInputProps, value: Value) -> Result<Value, String> {
        if value.is_null() && props.default.is_null() {
            return Ok(value);
        }
        let number = props.scale.kind.number(&value)?;
        Ok(props.scale.kind.value(props.scale.clamped(number)))
    }
}

/// Whole numbers where all that is given is whole, and something is.
fn kind(args: &Args) -> Result<Kind, WidgetError> {
    let mut given = Vec::new();
    for name in ["min_value", "max_value", "value", "step"] {
        match args.value(name)? {
            None => {}
            Some(Value::String(word)) if name == "value" && word == "min" => {}
            Some(text @ Value::String(_)) => return Err(args.wrong(name, "a number", text)),
            Some(value) => given.push(value),
        }
    }
    if given.is_empty() {
        return Ok(Kind::Float);
    }
    Ok(Kind::of(given))
}

fn default(args: &Args, scale: &Scale) -> Result<Value, WidgetError> {
    let kind = scale.kind;
    match args.value("value")? {
        None if args.is_none("value") => Ok(Value::Null),
        None | Some(Value::String(_)) => {
            Ok(kind.value(scale.min.unwrap_or_else(|| scale.clamped(0.0))))
        }
        Some(value) => match scale.checked(value) {
            Ok(number) => Ok(kind.value(number)),
            Err(why) => Err(args.error(format!("`value` {why}"))),
        },
    }
}

fn step(args: &Args, kind: Kind) -> Result<Value, WidgetError> {
    let default = if kind == Kind::Int { 1.0 } else { 0.01 };
    match kind.read(args, "step")?.unwrap_or(default) {
        step if step > 0.0 => Ok(kind.value(step)),
        step => Err(args.error(format!("`step` must be above 0, not {}", kind.show(step)))),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_takes_decimals_from_0_unless_told_otherwise() {
        let props = Stage::default().props("number_input", args!["N"]).unwrap();
        assert_eq!(
            props,
            json!({ "label": "N", "step": 0.01, "kind": "float", "value": 0.0 })
        );
    }

    #[test]
    fn whole_arguments_make_it_whole() {
        let mut stage = Stage::default();
        let given = args!["N", 1, 10, placeholder = "how many?", format = "%d apples"];
        assert_eq!(
            stage.props("number_input", given).unwrap(),
            json!({
                "label": "N", "min": 1, "max": 10, "step": 1, "kind": "int",
                "format": "%d apples", "placeholder": "how many?", "value": 1
            })
        );
        assert_eq!(
            stage.value("number_input", args!["A", step = 5]),
            Ok(json!(0))
        );
        assert_eq!(
            stage.value("number_input", args!["B", max_value = -5]),
            Ok(json!(-5))
        );
        assert_eq!(
            stage.value("number_input", args!["C", 1, 2.5]),
            Ok(json!(1.0))
        );
        assert_eq!(
            stage.value("number_input", args!["D", 1, value = "min"]),
            Ok(json!(1))
        );
    }

    #[test]
    fn it_may_start_empty_and_be_emptied() {
        let mut stage = Stage::default();
        let given = || args!["N", 0, 9, json!(null)];
        assert_eq!(stage.value("number_input", given()), Ok(json!(null)));
        assert_eq!(stage.send(json!(4)), Ok(json!(4)));
        assert_eq!(stage.value("number_input", given()), Ok(json!(4)));
        assert_eq!(stage.send(json!(null)), Ok(json!(null)));
        assert_eq!(stage.value("number_input", given()), Ok(json!(null)));
    }

    #[test]
    fn emptying_it_means_the_start_where_it_has_one() {
        let mut stage = Stage::default();
        stage.draw("number_input", args!["N", value = 3]).unwrap();
        assert_eq!(stage.send(json!(4)), Ok(json!(4)));
        assert_eq!(stage.send(json!(null)), Ok(json!(3)));
    }

    #[test]
    fn numbers_keep_their_kind() {
        let mut stage = Stage::default();
        stage.draw("number_input", args!["N", value = 0.5]).unwrap();
        assert_eq!(stage.send(json!(1)).unwrap().to_string(), "1.0");
        stage.draw("number_input", args!["N", value = 5]).unwrap();
        assert_eq!(stage.send(json!(1.0)).unwrap().to_string(), "1");
    }

    #[test]
    fn the_browser_cannot_leave_the_range() {
        let mut stage = Stage::default();
        stage.draw("number_input", args!["N", 0, 10]).unwrap();
        for (sent, why) in [
            (json!(11), "must be between 0 and 10, not 11"),
            (json!(0.5), "must be a whole number, not 0.5"),
            (json!("1"), "must be a whole number, not the text \"1\""),
        ] {
            assert_eq!(stage.send(sent), Err(why.into()));
        }
        stage.draw("number_input", args!["N", 0.0]).unwrap();
        assert_eq!(
            stage.send(json!(-1)),
            Err("must be at least 0.0, not -1.0".into())
        );
        stage
            .draw("number_input", args!["N", max_value = 2])
            .unwrap();
        assert_eq!(stage.send(json!(3)), Err("must be at most 2, not 3".into()));
    }

    #[test]
    fn a_value_is_kept_and_clamped_when_the_range_changes() {
        let mut stage = Stage::default();
        stage.draw("number_input", args!["N", 0, 10]).unwrap();
        stage.send(json!(9)).unwrap();
        assert_eq!(stage.value("number_input", args!["N", 0, 7]), Ok(json!(7)));
    }

    #[test]
    fn mistakes_are_named_with_their_numbers() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args!["N", 10, 5],
                "number_input: `min_value` (10) must not be above `max_value` (5)",
            ),
            (
                args!["N", 0, 10, 11],
                "number_input: `value` must be between 0 and 10, not 11",
            ),
            (
                args!["N", step = 0.0],
                "number_input: `step` must be above 0, not 0.0",
            ),
            (
                args!["N", "a"],
                "number_input: `min_value` must be a number, not the text \"a\"",
            ),
            (
                args!["N", true],
                "number_input: `min_value` must be a whole number, not true",
            ),
        ] {
            assert_eq!(stage.draw("number_input", given).unwrap_err(), expected);
        }
    }
}

//! `progress`: how much of something is done.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// How much of something is done.
pub(crate) struct Progress;

/// What the browser draws for progress.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ProgressProps {
    /// From 0 to 1.
    value: f64,
    /// What is being done, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    text: Option<String>,
    /// Whether the time that is left is estimated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    eta: Option<bool>,
    /// How many items of a loop are done; the runtime says it, like all below.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    count: Option<u64>,
    /// How many items there are; absent where nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    total: Option<u64>,
    /// How many items are done in a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    rate: Option<f64>,
    /// How many seconds are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    left: Option<f64>,
}

impl Display for Progress {
    const NAME: &'static str = "progress";
    const DOC: &'static str = "A bar that shows how much of something is done.";
    const PARAMS: &'static [Param] = &[
        place(
            "value",
            "number",
            "",
            "How much is done: a whole number from 0 to 100, or a decimal from 0.0 to 1.0.",
        ),
        place(
            "text",
            "text",
            "()",
            "What is being done, in Markdown; it stands above the bar.",
        ),
        named(
            "eta",
            "true or false",
            "false",
            "Whether the bar estimates how much time is left.",
        ),
    ];
    type Props = ProgressProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<ProgressProps, WidgetError> {
        let (value, most) = match args.value("value")? {
            None => return Err(args.missing("value", "a number from 0 to 100, or from 0.0 to 1.0")),
            Some(Value::Number(number)) if number.is_f64() => (number.as_f64(), 1.0),
            Some(value) => (value.as_f64(), 100.0),
        };
        match value {
            Some(value) if (0.0..=most).contains(&value) => Ok(ProgressProps {
                value: value / most,
                text: args.text("text")?,
                eta: args.flag("eta", false)?.then_some(true),
                count: None,
                total: None,
                rate: None,
                left: None,
            }),
            Some(value) => Err(args.error(format!(
                "`value` must be between 0 and 100, or between 0.0 and 1.0, not {value}"
            ))),
            None => {
                args.number("value")?;
                Err(args.missing("value", "a number"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn whole_numbers_are_percent_and_decimals_are_shares() {
        let mut stage = Stage::default();
        for (value, share) in [
            (json!(0), 0.0),
            (json!(1), 0.01),
            (json!(100), 1.0),
            (json!(1.0), 1.0),
            (json!(0.25), 0.25),
        ] {
            let props = stage.props("progress", args![value]).unwrap();
            assert_eq!(props, json!({ "value": share }));
        }
        let props = stage.props("progress", args![50, "Half"]).unwrap();
        assert_eq!(props, json!({ "value": 0.5, "text": "Half" }));
        let props = stage.props("progress", args![50, eta = true]).unwrap();
        assert_eq!(props, json!({ "value": 0.5, "eta": true }));
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args![101],
                "progress: `value` must be between 0 and 100, or between 0.0 and 1.0, not 101",
            ),
            (
                args![1.5],
                "progress: `value` must be between 0 and 100, or between 0.0 and 1.0, not 1.5",
            ),
            (
                args!["half"],
                "progress: `value` must be a number, not the text \"half\"",
            ),
            (
                args![],
                "progress: `value` is missing: give a number from 0 to 100, or from 0.0 to 1.0",
            ),
        ] {
            assert_eq!(stage.draw("progress", given).unwrap_err(), expected);
        }
    }
}

//! `time_input`: a time of day, typed or picked from a list.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    moment::{Moment, time, time_text},
    widget::LABEL,
};

/// A time of day.
pub(crate) struct TimeInput;

/// What the browser draws for a time of day.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TimeInputProps {
    /// What is asked, in Markdown.
    label: String,
    /// Minutes between the times of the list; others can be typed.
    step: u32,
    /// How a time is written.
    #[ts(type = "\"24h\" | \"12h\" | \"localized\"")]
    format: &'static str,
    /// Whether no time may be chosen.
    clears: bool,
}

impl Input for TimeInput {
    const NAME: &'static str = "time_input";
    const DOC: &'static str = "A time of day, typed or picked from a list.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "value",
            "time, \"now\" or ()",
            "\"now\"",
            "The time at the start, a text like `\"14:30\"`; with () nothing is chosen at first.",
        ),
        STEP,
        named(
            "format",
            "\"24h\", \"12h\" or \"localized\"",
            "\"24h\"",
            "How a time is written; the script always gets `\"14:30\"`.",
        ),
    ];
    const VALUE: &'static str = "string | null";
    type Props = TimeInputProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(TimeInputProps, Value), WidgetError> {
        let clears = args.is_none("value");
        let default = match args.value("value")? {
            None if clears => Value::Null,
            None => time_text(host.now().minute).into(),
            Some(Value::String(word)) if word == "now" => time_text(host.now().minute).into(),
            Some(given) => checked(given).map_err(|why| args.error(format!("`value` {why}")))?,
        };
        let props = TimeInputProps {
            label: args.required_text("label")?,
            step: step(args)?,
            format: args.choice("format", &["24h", "12h", "localized"])?,
            clears,
        };
        Ok((props, default))
    }

    fn accept(props: &TimeInputProps, sent: &Value) -> Result<Value, String> {
        match sent {
            Value::Null if props.clears => Ok(Value::Null),
            other => checked(other),
        }
    }

    fn fit(props: &TimeInputProps, value: Value) -> Result<Value, String> {
        Self::accept(props, &value)
    }
}

/// A time in its usual form; of a moment its time.
fn checked(value: &Value) -> Result<Value, String> {
    let text = value.as_str().unwrap_or_default();
    let minute =
        time(text).or_else(|| Some(Moment::parse(text).filter(|_| text.len() > 10)?.minute));
    let minute =
        minute.ok_or_else(|| format!("must be a time like \"14:30\", not {}", describe(value)))?;
    Ok(time_text(minute).into())
}

pub(super) const STEP: Param = named(
    "step",
    "seconds, or text like \"15m\"",
    "900",
    "The distance between the times of the list, from a minute to 23 hours; other times can be typed.",
);

/// Minutes between the times of the list.
pub(super) fn step(args: &Args) -> Result<u32, WidgetError> {
    const LEAST: i64 = 60;
    const MOST: i64 = 23 * 3600;
    let Some(value) = args.value("step")? else {
        return Ok(15);
    };
    let seconds = match value {
        Value::String(text) => seconds(text),
        other => other.as_i64(),
    };
    let fits = |seconds: &i64| (LEAST..=MOST).contains(seconds) && seconds % 60 == 0;
    let minutes = seconds
        .filter(fits)
        .and_then(|seconds| u32::try_from(seconds / 60).ok());
    minutes.ok_or_else(|| {
        args.wrong(
            "step",
            "whole minutes, from \"1m\" to \"23h\" or in seconds",
            value,
        )
    })
}

/// The seconds of `45s`, `15m`, `2h`.
fn seconds(text: &str) -> Option<i64> {
    let (number, unit) = text
        .trim()
        .split_at_checked(text.trim().len().checked_sub(1)?)?;
    let factor = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return None,
    };
    number.trim().parse::<i64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn now_is_where_it_starts() {
        assert_eq!(
            Stage::default().props("time_input", args!["At"]).unwrap(),
            json!({ "label": "At", "step": 15, "format": "24h", "clears": false, "value": "14:37" })
        );
    }

    #[test]
    fn every_option_arrives() {
        for (step, minutes) in [
            (json!(3600), 60),
            (json!("30m"), 30),
            (json!("2h"), 120),
            (json!("60s"), 1),
        ] {
            let given = args!["At", "09:30:15", step = step, format = "12h"];
            assert_eq!(
                Stage::default().props("time_input", given).unwrap(),
                json!({ "label": "At", "step": minutes, "format": "12h", "clears": false, "value": "09:30" })
            );
        }
    }

    #[test]
    fn only_times_are_taken() {
        let mut stage = Stage::default();
        stage.draw("time_input", args!["At", json!(null)]).unwrap();
        assert_eq!(stage.send(json!("23:59")), Ok(json!("23:59")));
        assert_eq!(stage.send(json!(null)), Ok(json!(null)));
        assert_eq!(
            stage.send(json!("25:00")),
            Err("must be a time like \"14:30\", not the text \"25:00\"".into())
        );
        stage.draw("time_input", args!["B"]).unwrap();
        assert!(stage.send(json!(null)).is_err());
    }

    #[test]
    fn mistakes_are_named() {
        for (given, expected) in [
            (
                args!["T", 9],
                "time_input: `value` must be a time like \"14:30\", not 9",
            ),
            (
                args!["T", "2026-01-31"],
                "time_input: `value` must be a time like \"14:30\", not the text \"2026-01-31\"",
            ),
            (
                args!["T", step = 30],
                "time_input: `step` must be whole minutes, from \"1m\" to \"23h\" or in seconds, not 30",
            ),
            (
                args!["T", step = "é"],
                "time_input: `step` must be whole minutes, from \"1m\" to \"23h\" or in seconds, not the text \"é\"",
            ),
        ] {
            assert_eq!(
                Stage::default().draw("time_input", given).unwrap_err(),
                expected
            );
        }
    }
}

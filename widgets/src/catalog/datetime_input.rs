//! `datetime_input`: a day and a time.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::{
    date_input::{self, FORMAT},
    time_input::{self, STEP},
};
use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, place},
    moment::Moment,
    widget::LABEL,
};

/// A day and a time.
pub(crate) struct DatetimeInput;

/// What the browser draws for a day and a time.
#[derive(Debug, Serialize, TS)]
pub(crate) struct DatetimeInputProps {
    /// What is asked, in Markdown.
    label: String,
    /// The first moment that may be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    min: Option<String>,
    /// The last moment that may be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max: Option<String>,
    /// How the day is written: a pattern such as `DD.MM.YYYY`, or `localized`.
    format: String,
    /// Minutes between the times of the list; others can be typed.
    step: u32,
    /// Whether nothing may be chosen.
    clears: bool,
    #[serde(skip)]
    #[ts(skip)]
    span: (Option<Moment>, Option<Moment>),
}

impl DatetimeInputProps {
    fn clamped(&self, moment: Moment) -> Moment {
        let (min, max) = self.span;
        let moment = min.map_or(moment, |min| moment.max(min));
        max.map_or(moment, |max| moment.min(max))
    }

    fn checked(&self, value: &Value) -> Result<Value, String> {
        let (moment, near) = match read(value) {
            Ok(moment) => (moment, self.clamped(moment)),
            Err(_) if *value == Value::Null && self.clears => return Ok(Value::Null),
            Err(why) => return Err(why),
        };
        if near == moment {
            return Ok(moment.iso().into());
        }
        let side = if near > moment { "before" } else { "after" };
        Err(format!(
            "must not be {side} {}, but is {}",
            near.iso(),
            moment.iso()
        ))
    }
}

impl Input for DatetimeInput {
    const NAME: &'static str = "datetime_input";
    const DOC: &'static str = "A day and a time, typed or picked.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "value",
            "date and time, \"now\" or ()",
            "\"now\"",
            "The moment at the start, a text like `\"2026-01-31T14:30\"`; with () nothing is chosen at first.",
        ),
        place(
            "min_value",
            "date and time",
            "()",
            "The first moment that may be chosen.",
        ),
        place(
            "max_value",
            "date and time",
            "()",
            "The last moment that may be chosen.",
        ),
        FORMAT,
        STEP,
    ];
    const VALUE: &'static str = "string | null";
    type Props = DatetimeInputProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(DatetimeInputProps, Value), WidgetError> {
        let now = host.now();
        let span = (
            bound(args, "min_value", now)?,
            bound(args, "max_value", now)?,
        );
        if let (Some(min), Some(max)) = span
            && min > max
        {
            return Err(args.error(format!(
                "`min_value` ({}) must not be after `max_value` ({})",
                min.iso(),
                max.iso()
            )));
        }
        let props = DatetimeInputProps {
            label: args.required_text("label")?,
            min: span.0.map(Moment::iso),
            max: span.1.map(Moment::iso),
            format: date_input::format(args)?,
            step: time_input::step(args)?,
            clears: args.is_none("value"),
            span,
        };
        let default = match args.value("value")? {
            None if props.clears => Value::Null,
            None => props.clamped(now).iso().into(),
            Some(Value::String(word)) if word == "now" => props.clamped(now).iso().into(),
            Some(given) => props
                .checked(given)
                .map_err(|why| args.error(format!("`value` {why}")))?,
        };
        Ok((props, default))
    }

    fn accept(props: &DatetimeInputProps, sent: &Value) -> Result<Value, String> {
        props.checked(sent)
    }

    /// A moment outside of a span that has changed goes to its nearest end.
    fn fit(props: &DatetimeInputProps, value: Value) -> Result<Value, String> {
        if value.is_null() {
            return props.checked(&value);
        }
        Ok(props.clamped(read(&value)?).iso().into())
    }
}

fn read(value: &Value) -> Result<Moment, String> {
    let moment = value.as_str().and_then(Moment::parse);
    moment.ok_or_else(|| {
        let value = describe(value);
        format!("must be a date and a time like \"2026-01-31T14:30\", not {value}")
    })
}

fn bound(args: &Args, name: &str, now: Moment) -> Result<Option<Moment>, WidgetError> {
    match args.value(name)? {
        None => Ok(None),
        Some(Value::String(word)) if word == "now" => Ok(Some(now)),
        Some(value) => read(value)
            .map(Some)
            .map_err(|why| args.error(format!("`{name}` {why}"))),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn now_is_where_it_starts() {
        assert_eq!(
            Stage::default()
                .props("datetime_input", args!["At"])
                .unwrap(),
            json!({
                "label": "At", "format": "YYYY/MM/DD", "step": 15, "clears": false,
                "value": "2026-01-31T14:37"
            })
        );
    }

    #[test]
    fn every_option_arrives() {
        let given = args![
            "At",
            "2026-03-01 08:00",
            "now",
            "2026-12-31",
            format = "localized",
            step = "1h"
        ];
        assert_eq!(
            Stage::default().props("datetime_input", given).unwrap(),
            json!({
                "label": "At", "min": "2026-01-31T14:37", "max": "2026-12-31T00:00",
                "format": "localized", "step": 60, "clears": false, "value": "2026-03-01T08:00"
            })
        );
    }

    #[test]
    fn the_bounds_hold_to_the_minute() {
        let mut stage = Stage::default();
        let given = || {
            args![
                "At",
                min_value = "2026-01-31T09:00",
                max_value = "2026-01-31T17:00"
            ]
        };
        stage.draw("datetime_input", given()).unwrap();
        assert_eq!(
            stage.send(json!("2026-01-31T17:00")),
            Ok(json!("2026-01-31T17:00"))
        );
        assert_eq!(
            stage.send(json!("2026-01-31T17:01")),
            Err("must not be after 2026-01-31T17:00, but is 2026-01-31T17:01".into())
        );
        assert!(stage.send(json!(null)).is_err());
        let value = stage.value(
            "datetime_input",
            args!["At", max_value = "2026-01-31T10:30"],
        );
        assert_eq!(value, Ok(json!("2026-01-31T10:30")));
    }

    #[test]
    fn mistakes_are_named() {
        for (given, expected) in [
            (
                args!["T", "14:30"],
                "datetime_input: `value` must be a date and a time like \"2026-01-31T14:30\", not the text \"14:30\"",
            ),
            (
                args!["T", "2026-01-01T10:00", "2026-01-01T10:01"],
                "datetime_input: `value` must not be before 2026-01-01T10:01, but is 2026-01-01T10:00",
            ),
            (
                args!["T", min_value = "now", max_value = "2026-01-01"],
                "datetime_input: `min_value` (2026-01-31T14:37) must not be after `max_value` (2026-01-01T00:00)",
            ),
        ] {
            assert_eq!(
                Stage::default().draw("datetime_input", given).unwrap_err(),
                expected
            );
        }
    }
}

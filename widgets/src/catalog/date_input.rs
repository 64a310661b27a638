//! `date_input`: a day, or the days from one to another, typed or picked in a calendar.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    date::Date,
    moment::Moment,
    widget::LABEL,
};

/// A day, or the days from one to another.
pub(crate) struct DateInput;

/// What the browser draws for a day.
#[derive(Debug, Serialize, TS)]
pub(crate) struct DateInputProps {
    /// What is asked, in Markdown.
    label: String,
    /// Whether it asks for a first and a last day.
    range: bool,
    /// The first day that may be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    min: Option<String>,
    /// The last day that may be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max: Option<String>,
    /// How a day is written: a pattern such as `DD.MM.YYYY`, or `localized`.
    format: String,
    /// Whether nothing may be chosen.
    clears: bool,
    #[serde(skip)]
    #[ts(skip)]
    span: Span,
}

/// The days an input takes; a bound may be missing.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    min: Option<Date>,
    max: Option<Date>,
}

impl Span {
    fn read(args: &Args, today: Date) -> Result<Self, WidgetError> {
        let bound = |name: &str| match args.value(name)? {
            None => Ok(None),
            Some(value) => start(value, today)
                .map(Some)
                .map_err(|why| args.error(format!("`{name}` {why}"))),
        };
        let span = Self {
            min: bound("min_value")?,
            max: bound("max_value")?,
        };
        match (span.min, span.max) {
            (Some(min), Some(max)) if min > max => Err(args.error(format!(
                "`min_value` ({}) must not be after `max_value` ({})",
                min.iso(),
                max.iso()
            ))),
            _ => Ok(span),
        }
    }

    fn clamped(self, date: Date) -> Date {
        let date = self.min.map_or(date, |min| date.max(min));
        self.max.map_or(date, |max| date.min(max))
    }

    fn checked(self, date: Date) -> Result<Date, String> {
        match (self.min, self.max) {
            (Some(min), _) if date < min => Err(format!(
                "must not be before {}, but is {}",
                min.iso(),
                date.iso()
            )),
            (_, Some(max)) if date > max => Err(format!(
                "must not be after {}, but is {}",
                max.iso(),
                date.iso()
            )),
            _ => Ok(date),
        }
    }
}

impl DateInputProps {
    /// A day, a pair of them or nothing, each day made by `day`.
    fn each(
        &self,
        value: &Value,
        day: impl Fn(&Value) -> Result<Date, String>,
    ) -> Result<Value, String> {
        match value {
            Value::Array(days) if self.range => match days.as_slice() {
                [] if self.clears => Ok(value.clone()),
                [from, to] => {
                    let (from, to) = (day(from)?, day(to)?);
                    if from > to {
                        return Err("the first day must not be after the last".into());
                    }
                    Ok([from.iso(), to.iso()].into_iter().collect())
                }
                _ => Err(format!("must be a pair of dates, not {}", describe(value))),
            },
            other if self.range => Err(format!("must be a pair of dates, not {}", describe(other))),
            Value::Null if self.clears => Ok(Value::Null),
            one => Ok(day(one)?.iso().into()),
        }
    }
}

pub(super) const FORMAT: Param = named(
    "format",
    "text",
    "\"YYYY/MM/DD\"",
    "How a day is written: `YYYY`, `MM` and `DD` in any order, or \"localized\" for the person's own way; any way of typing it that is clear is understood.",
);

impl Input for DateInput {
    const NAME: &'static str = "date_input";
    const DOC: &'static str =
        "A day, or the days from one to another, typed or picked in a calendar.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "value",
            "date, \"today\", () or pair",
            "\"today\"",
            "The day at the start, a text like `\"2026-01-31\"`; a pair like `[\"2026-01-01\", \"today\"]` or an empty list asks for a first and a last day. With () or [] nothing is chosen at first.",
        ),
        place(
            "min_value",
            "date",
            "()",
            "The first day that may be chosen.",
        ),
        place(
            "max_value",
            "date",
            "()",
            "The last day that may be chosen.",
        ),
        FORMAT,
    ];
    const VALUE: &'static str = "string | null | string[]";
    type Props = DateInputProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(DateInputProps, Value), WidgetError> {
        let today = host.now().date;
        let span = Span::read(args, today)?;
        let (range, clears) = match args.value("value")? {
            Some(Value::Array(days)) => (true, days.is_empty()),
            _ => (false, args.is_none("value")),
        };
        let props = DateInputProps {
            label: args.required_text("label")?,
            range,
            min: span.min.map(Date::iso),
            max: span.max.map(Date::iso),
            format: format(args)?,
            clears,
            span,
        };
        let default = match args.value("value")? {
            None if clears => Value::Null,
            // Today, or the day nearest to it that may be chosen.
            None => span.clamped(today).iso().into(),
            Some(Value::String(word)) if word == "today" => span.clamped(today).iso().into(),
            Some(given) => props
                .each(given, |value| span.checked(start(value, today)?))
                .map_err(|why| args.error(format!("`value` {why}")))?,
        };
        Ok((props, default))
    }

    fn accept(props: &DateInputProps, sent: &Value) -> Result<Value, String> {
        props.each(sent, |value| props.span.checked(day(value)?))
    }

    /// A day outside of a span that has changed goes to its nearest end.
    fn fit(props: &DateInputProps, value: Value) -> Result<Value, String> {
        props.each(&value, |value| Ok(props.span.clamped(day(value)?)))
    }
}

/// A day; of a moment its day.
fn day(value: &Value) -> Result<Date, String> {
    let moment = value.as_str().and_then(Moment::parse);
    moment.map(|moment| moment.date).ok_or_else(|| {
        let value = describe(value);
        format!("must be a date like \"2026-01-31\", not {value}")
    })
}

/// A day as scripts may write it.
fn start(value: &Value, today: Date) -> Result<Date, String> {
    if value == "today" {
        Ok(today)
    } else {
        day(value)
    }
}

/// How a day is written.
pub(super) fn format(args: &Args) -> Result<String, WidgetError> {
    let Some(format) = args.text("format")? else {
        return Ok("YYYY/MM/DD".into());
    };
    if format == "localized" || is_pattern(&format) {
        return Ok(format);
    }
    Err(args.error(format!(
        "`format` must hold `YYYY`, `MM` and `DD` once each with `/`, `-`, `.` or a blank between them, like \"DD.MM.YYYY\", or be \"localized\", not \"{format}\""
    )))
}

fn is_pattern(format: &str) -> bool {
    let parts: Vec<&str> = format.split(['/', '-', '.', ' ']).collect();
    let has = |names: &[&str]| parts.iter().any(|part| names.contains(part));
    parts.len() == 3 && has(&["YYYY"]) && has(&["MM", "M"]) && has(&["DD", "D"])
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn today_is_where_it_starts() {
        assert_eq!(
            Stage::default().props("date_input", args!["When"]).unwrap(),
            json!({
                "label": "When", "range": false, "format": "YYYY/MM/DD", "clears": false,
                "value": "2026-01-31"
            })
        );
        let mut stage = Stage::default();
        let past = args!["When", "today", json!(null), "2025-06-30"];
        assert_eq!(stage.value("date_input", past), Ok(json!("2025-06-30")));
    }

    #[test]
    fn every_option_arrives() {
        let given = args![
            "When",
            ["2026-01-05", "today"],
            "2026-01-01",
            "2026-12-31T10:00",
            format = "D.M.YYYY"
        ];
        assert_eq!(
            Stage::default().props("date_input", given).unwrap(),
            json!({
                "label": "When", "range": true, "min": "2026-01-01", "max": "2026-12-31",
                "format": "D.M.YYYY", "clears": false, "value": ["2026-01-05", "2026-01-31"]
            })
        );
    }

    #[test]
    fn a_pair_is_complete_and_in_order() {
        let mut stage = Stage::default();
        let given = || args!["When", ["2026-01-05", "2026-01-07"], "2026-01-01"];
        stage.draw("date_input", given()).unwrap();
        assert_eq!(
            stage.send(json!(["2026-01-09", "2026-01-09"])),
            Ok(json!(["2026-01-09", "2026-01-09"]))
        );
        for (sent, why) in [
            (
                json!(["2026-01-09", "2026-01-08"]),
                "the first day must not be after the last",
            ),
            (
                json!(["2025-12-31", "2026-01-08"]),
                "must not be before 2026-01-01, but is 2025-12-31",
            ),
            (
                json!(["2026-01-08"]),
                "must be a pair of dates, not a list of 1",
            ),
            (json!([]), "must be a pair of dates, not a list of 0"),
            (
                json!("2026-01-08"),
                "must be a pair of dates, not the text \"2026-01-08\"",
            ),
        ] {
            assert_eq!(stage.send(sent), Err(why.into()));
        }
    }

    #[test]
    fn what_starts_empty_can_be_emptied() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.value("date_input", args!["A", json!(null)]),
            Ok(json!(null))
        );
        assert_eq!(stage.send(json!("2026-02-01")), Ok(json!("2026-02-01")));
        assert_eq!(stage.send(json!(null)), Ok(json!(null)));
        assert_eq!(
            stage.value("date_input", args!["B", json!([])]),
            Ok(json!([]))
        );
        assert_eq!(stage.send(json!([])), Ok(json!([])));
        stage.draw("date_input", args!["C"]).unwrap();
        assert!(stage.send(json!(null)).is_err());
    }

    #[test]
    fn a_kept_day_follows_its_bounds() {
        let mut stage = Stage::default();
        stage.draw("date_input", args!["When"]).unwrap();
        stage.send(json!("2026-05-05")).unwrap();
        let value = stage.value("date_input", args!["When", max_value = "2026-03-01"]);
        assert_eq!(value, Ok(json!("2026-03-01")));
        // What was one day cannot be two.
        let value = stage.value("date_input", args!["When", json!([])]);
        assert_eq!(value, Ok(json!([])));
    }

    #[test]
    fn mistakes_are_named() {
        for (given, expected) in [
            (
                args!["D", "soon"],
                "date_input: `value` must be a date like \"2026-01-31\", not the text \"soon\"",
            ),
            (
                args!["D", "2026-01-01", "2026-02-01"],
                "date_input: `value` must not be before 2026-02-01, but is 2026-01-01",
            ),
            (
                args!["D", ["2026-01-01"]],
                "date_input: `value` must be a pair of dates, not a list of 1",
            ),
            (
                args!["D", min_value = "2026-02-01", max_value = "2026-01-01"],
                "date_input: `min_value` (2026-02-01) must not be after `max_value` (2026-01-01)",
            ),
            (
                args!["D", format = "YYYY"],
                "date_input: `format` must hold `YYYY`, `MM` and `DD` once each with `/`, `-`, `.` or a blank between them, like \"DD.MM.YYYY\", or be \"localized\", not \"YYYY\"",
            ),
        ] {
            assert_eq!(
                Stage::default().draw("date_input", given).unwrap_err(),
                expected
            );
        }
    }
}

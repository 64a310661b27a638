//! `slider`: a number, a day, or a range of them, by dragging.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, place},
    format::{self, FORMAT},
    scale::{Kind, Scale, decimals, nice, rounded},
    widget::LABEL,
};

/// A number, a day, or a range of them, by dragging.
pub(crate) struct Slider;

/// What the browser draws for a slider.
#[derive(Debug, Serialize, TS)]
pub(crate) struct SliderProps {
    /// What is asked, in Markdown.
    label: String,
    /// The least value.
    #[ts(type = "number | string")]
    min: Value,
    /// The greatest value.
    #[ts(type = "number | string")]
    max: Value,
    /// The distance between values; days for dates.
    #[ts(type = "number")]
    step: Value,
    /// What its numbers stand for.
    #[ts(inline)]
    kind: Kind,
    /// Whether it has two thumbs.
    range: bool,
    /// How its value is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    format: Option<String>,
    #[serde(skip)]
    #[ts(skip)]
    scale: Scale,
    #[serde(skip)]
    #[ts(skip)]
    decimals: usize,
}

impl SliderProps {
    /// A number as the script gets it: without artefacts like 0.30000000000000004.
    fn value(&self, number: f64) -> Value {
        let tidy = rounded(number, self.decimals);
        self.scale.kind.value(self.scale.clamped(tidy))
    }

    /// A value or a pair, each number made by `number`.
    fn each(
        &self,
        value: &Value,
        number: impl Fn(&Value) -> Result<f64, String>,
    ) -> Result<Value, String> {
        match value {
            Value::Array(pair) if self.range && pair.len() == 2 => {
                let (low, high) = (number(&pair[0])?, number(&pair[1])?);
                if low > high {
                    return Err("the first of the pair must not be above the second".into());
                }
                Ok(Value::Array(vec![self.value(low), self.value(high)]))
            }
            other if self.range => Err(format!("must be a pair, not {}", describe(other))),
            one => Ok(self.value(number(one)?)),
        }
    }
}

impl Input for Slider {
    const NAME: &'static str = "slider";
    const DOC: &'static str = "A number, a day, or a range of them, by dragging.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "min_value",
            "number or date",
            "0",
            "The least value; a date is a text like `\"2026-01-31\"`.",
        ),
        place(
            "max_value",
            "number or date",
            "100",
            "The greatest value; 1.0 by default where `value` is a decimal number.",
        ),
        place(
            "value",
            "number, date or pair",
            "min_value",
            "The value at the start; a pair like `[2, 5]` makes a range with two thumbs.",
        ),
        place(
            "step",
            "number",
            "()",
            "The distance between values; for decimals about a hundredth of the range, else 1 (a day).",
        ),
        FORMAT,
    ];
    const VALUE: &'static str = "number | string | [number, number] | [string, string]";
    type Props = SliderProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(SliderProps, Value), WidgetError> {
        let label = args.required_text("label")?;
        let (starts, range) = match args.value("value")? {
            None => (Vec::new(), false),
            Some(Value::Array(pair)) if pair.len() == 2 => (pair.iter().collect(), true),
            Some(list @ Value::Array(_)) => {
                return Err(args.wrong("value", "a number or a pair", list));
            }
            Some(one) => (vec![one], false),
        };
        let kind = kind(args, &starts)?;
        let mut starts = starts
            .into_iter()
            .map(|start| {
                kind.number(start)
                    .map_err(|why| args.error(format!("`value` {why}")))
            })
            .collect::<Result<Vec<f64>, _>>()?;
        starts.sort_by(f64::total_cmp);
        let (min, max) = bounds(args, kind, &starts)?;
        let step = step(args, kind, max - min)?;
        let scale = Scale {
            kind,
            min: Some(min),
            max: Some(max),
        };
        let unit = if kind == Kind::Date { Kind::Int } else { kind };
        let props = SliderProps {
            label,
            min: kind.value(min),
            max: kind.value(max),
            step: unit.value(step),
            kind,
            range,
            format: if kind == Kind::Date {
                args.text("format")?
            } else {
                format::read(args)?
            },
            scale,
            decimals: [step, min, max]
                .iter()
                .chain(&starts)
                .map(|number| decimals(*number))
                .max()
                .unwrap_or(0),
        };
        let default = default(args, &props, &starts)?;
        Ok((props, default))
    }

    fn accept(props: &SliderProps, sent: &Value) -> Result<Value, String> {
        props.each(sent, |value| props.scale.checked(value))
    }

    /// A value outside of a range that has changed goes to its nearest end.
    fn fit(props: &SliderProps, value: Value) -> Result<Value, String> {
        props.each(&value, |value| {
            let number = props.scale.kind.number(value)?;
            Ok(props.scale.clamped(number))
        })
    }
}

fn kind(args: &Args, starts: &[&Value]) -> Result<Kind, WidgetError> {
    let bounds = [args.value("min_value")?, args.value("max_value")?];
    let given = || bounds.into_iter().flatten().chain(starts.iter().copied());
    match Kind::of(given()) {
        // The step of dates is a number of days.
        Kind::Date => Ok(Kind::Date),
        _ => Ok(Kind::of(
            given().chain(args.value("step")?.filter(|step| step.is_number())),
        )),
    }
}

/// The least and the greatest value; what is not given follows from the kind and the start.
fn bounds(args: &Args, kind: Kind, starts: &[f64]) -> Result<(f64, f64), WidgetError> {
    const DAYS_AROUND: f64 = 14.0;
    let (min, max) = (kind.read(args, "min_value")?, kind.read(args, "max_value")?);
    let first = || {
        starts
            .first()
            .or(max.as_ref())
            .or(min.as_ref())
            .copied()
            .unwrap_or(0.0)
    };
    let last = || starts.last().or(min.as_ref()).copied().unwrap_or(0.0);
    let all_decimals = min.is_none() && max.is_none() && kind == Kind::Float;
    let (least, greatest) = match kind {
        Kind::Date => (
            min.unwrap_or_else(|| first() - DAYS_AROUND),
            max.unwrap_or_else(|| last() + DAYS_AROUND),
        ),
        _ if all_decimals => (0.0, 1.0),
        _ => (min.unwrap_or(0.0), max.unwrap_or(100.0)),
    };
    if least >= greatest {
        return Err(args.error(format!(
            "`min_value` ({}) must be less than `max_value` ({})",
            kind.show(least),
            kind.show(greatest)
        )));
    }
    Ok((least, greatest))
}

fn step(args: &Args, kind: Kind, range: f64) -> Result<f64, WidgetError> {
    let unit = if kind == Kind::Date { Kind::Int } else { kind };
    match unit.read(args, "step")? {
        None if kind == Kind::Float => Ok(nice(range / 100.0)),
        None => Ok(1.0),
        Some(step) if step > 0.0 => Ok(step),
        Some(step) => Err(args.error(format!("`step` must be above 0, not {}", unit.show(step)))),
    }
}

fn default(args: &Args, props: &SliderProps, starts: &[f64]) -> Result<Value, WidgetError> {
    for start in starts {
        let value = props.scale.kind.value(*start);
        let checked = props.scale.checked(&value);
        checked.map_err(|why| args.error(format!("`value` {why}")))?;
    }
    let tidy = |number: &f64| props.scale.kind.value(*number);
    Ok(match starts {
        [] => props.min.clone(),
        [one] => tidy(one),
        pair => pair.iter().map(tidy).collect(),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    fn props(given: crate::testing::Given) -> serde_json::Value {
        Stage::default().props("slider", given).unwrap()
    }

    #[test]
    fn whole_numbers_go_from_0_to_100_and_decimals_to_1() {
        assert_eq!(
            props(args!["S"]),
            json!({
                "label": "S", "min": 0, "max": 100, "step": 1, "kind": "int", "range": false, "value": 0
            })
        );
        assert_eq!(
            props(args!["S", value = 0.5]),
            json!({
                "label": "S", "min": 0.0, "max": 1.0, "step": 0.01, "kind": "float",
                "range": false, "value": 0.5
            })
        );
    }

    #[test]
    fn one_decimal_number_makes_all_decimal() {
        let props = props(args!["S", 0, 2, 1, step = 0.5, format = "%.1f"]);
        assert_eq!(props["min"].to_string(), "0.0");
        assert_eq!(props["value"].to_string(), "1.0");
        assert_eq!(
            (&props["kind"], &props["format"]),
            (&json!("float"), &json!("%.1f"))
        );
    }

    #[test]
    fn the_step_of_decimals_follows_the_range() {
        for (max, step) in [(1.0, 0.01), (30.0, 0.2), (7.0, 0.05), (2000.0, 20.0)] {
            assert_eq!(props(args!["S", 0.0, max])["step"], json!(step));
        }
    }

    #[test]
    fn a_pair_makes_a_range() {
        let mut stage = Stage::default();
        let value = stage.value("slider", args!["S", 0, 10, [8, 2]]);
        assert_eq!(value, Ok(json!([2, 8])));
        assert_eq!(stage.send(json!([3, 3])), Ok(json!([3, 3])));
        assert_eq!(
            stage.send(json!([5, 4])),
            Err("the first of the pair must not be above the second".into())
        );
        assert_eq!(stage.send(json!(4)), Err("must be a pair, not 4".into()));
    }

    #[test]
    fn dates_are_iso_texts() {
        let mut stage = Stage::default();
        let given = || args!["D", "2026-01-01", "2026-12-31", "2026-02-01"];
        assert_eq!(
            stage.props("slider", given()).unwrap(),
            json!({
                "label": "D", "min": "2026-01-01", "max": "2026-12-31", "step": 1, "kind": "date",
                "range": false, "value": "2026-02-01"
            })
        );
        assert_eq!(stage.send(json!("2026-03-05")), Ok(json!("2026-03-05")));
        assert_eq!(
            stage.send(json!("2025-02-29")),
            Err("must be a date like \"2026-01-31\", not the text \"2025-02-29\"".into())
        );
        assert_eq!(
            stage.send(json!("2027-01-01")),
            Err("must be between 2026-01-01 and 2026-12-31, not 2027-01-01".into())
        );
        let around = props(args!["D", value = "2026-03-15"]);
        assert_eq!(
            (&around["min"], &around["max"]),
            (&json!("2026-03-01"), &json!("2026-03-29"))
        );
    }

    #[test]
    fn the_browser_cannot_leave_the_range() {
        let mut stage = Stage::default();
        stage.draw("slider", args!["S", 0, 10]).unwrap();
        for (sent, why) in [
            (json!(11), "must be between 0 and 10, not 11"),
            (json!(-1), "must be between 0 and 10, not -1"),
            (json!(1.5), "must be a whole number, not 1.5"),
            (json!("3"), "must be a whole number, not the text \"3\""),
            (json!(null), "must be a whole number, not ()"),
            (json!([1, 2]), "must be a whole number, not a list of 2"),
        ] {
            assert_eq!(stage.send(sent), Err(why.into()));
        }
        assert_eq!(stage.send(json!(3.0)).unwrap().to_string(), "3");
    }

    #[test]
    fn decimals_come_without_artefacts() {
        let mut stage = Stage::default();
        stage
            .draw("slider", args!["S", 0.0, 1.0, step = 0.1])
            .unwrap();
        assert_eq!(stage.send(json!(0.1 + 0.2)), Ok(json!(0.3)));
        assert_eq!(stage.send(json!(1)).unwrap().to_string(), "1.0");
    }

    #[test]
    fn a_start_between_the_steps_is_kept() {
        let mut stage = Stage::default();
        let given = || args!["S", 0.0, 1.0, 0.123, step = 0.1];
        assert_eq!(stage.value("slider", given()), Ok(json!(0.123)));
        assert_eq!(stage.value("slider", given()), Ok(json!(0.123)));
    }

    #[test]
    fn a_value_is_kept_and_clamped_when_the_range_changes() {
        let mut stage = Stage::default();
        stage.draw("slider", args!["S", 0, 10, 5]).unwrap();
        stage.send(json!(9)).unwrap();
        assert_eq!(stage.value("slider", args!["S", 0, 20, 5]), Ok(json!(9)));
        assert_eq!(stage.value("slider", args!["S", 0, 7, 5]), Ok(json!(7)));
        assert_eq!(stage.value("slider", args!["S", 0.0, 7.5]), Ok(json!(7.0)));
        assert_eq!(
            stage.value("slider", args!["S", 0, 7, [1, 2]]),
            Ok(json!([1, 2]))
        );
    }

    #[test]
    fn mistakes_are_named_with_their_numbers() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args!["S", 10, 5],
                "slider: `min_value` (10) must be less than `max_value` (5)",
            ),
            (
                args!["S", 5.0, 5.0],
                "slider: `min_value` (5.0) must be less than `max_value` (5.0)",
            ),
            (
                args!["S", 0, 10, 11],
                "slider: `value` must be between 0 and 10, not 11",
            ),
            (
                args!["S", 0, 10, [1]],
                "slider: `value` must be a number or a pair, not a list of 1",
            ),
            (
                args!["S", 0, 10, step = 0],
                "slider: `step` must be above 0, not 0",
            ),
            (
                args!["S", 0, 10, step = -0.5],
                "slider: `step` must be above 0, not -0.5",
            ),
            (
                args!["S", 0, "x"],
                "slider: `min_value` must be a date like \"2026-01-31\", not 0",
            ),
            (
                args!["S", true],
                "slider: `min_value` must be a whole number, not true",
            ),
            (
                args!["S", 0, i64::MAX],
                "slider: `max_value` must be within ±9007199254740991, the whole numbers a browser keeps exactly, not 9223372036854775807",
            ),
        ] {
            assert_eq!(stage.draw("slider", given).unwrap_err(), expected);
        }
        assert!(stage.draw("slider", args!["S", format = "%s"]).is_err());
    }
}

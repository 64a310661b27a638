//! What a slider and a number input share: a range of whole numbers, decimals or days, and the
//! way between its numbers and a script's values.

use serde::Serialize;
use serde_json::{Number, Value};
use ts_rs::TS;

use crate::{Args, WidgetError, call::describe, date::Date};

/// The whole numbers that a browser keeps exactly.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// What a scale's numbers stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Int,
    Float,
    Date,
}

impl Kind {
    /// The kind of some arguments: dates if any is a text, decimals if any is a decimal number.
    pub(crate) fn of<'a>(values: impl IntoIterator<Item = &'a Value>) -> Self {
        let mut kind = Self::Int;
        for value in values {
            match value {
                Value::String(_) => return Self::Date,
                Value::Number(number) if number.is_f64() => kind = Self::Float,
                _ => {}
            }
        }
        kind
    }

    /// The number of a value, or what it must be instead.
    pub(crate) fn number(self, value: &Value) -> Result<f64, String> {
        match self {
            Self::Date => value
                .as_str()
                .and_then(Date::parse)
                .map(|date| date.number() as f64)
                .ok_or_else(|| {
                    format!(
                        "must be a date like \"2026-01-31\", not {}",
                        describe(value)
                    )
                }),
            Self::Float => value
                .as_f64()
                .ok_or_else(|| format!("must be a number, not {}", describe(value))),
            Self::Int => match value.as_f64() {
                Some(number) if number.fract() != 0.0 => {
                    Err(format!("must be a whole number, not {number}"))
                }
                Some(number) if number.abs() > EXACT => Err(format!(
                    "must be within ±{EXACT}, the whole numbers a browser keeps exactly, not {}",
                    describe(value)
                )),
                Some(number) => Ok(number),
                None => Err(format!("must be a whole number, not {}", describe(value))),
            },
        }
    }

    /// A number in the script's terms.
    pub(crate) fn value(self, number: f64) -> Value {
        match self {
            Self::Int => Value::from(number as i64),
            Self::Date => Value::from(Date::from_number(number as i64).iso()),
            Self::Float => Number::from_f64(number).map_or(Value::Null, Value::Number),
        }
    }

    /// A number as an error shows it.
    pub(crate) fn show(self, number: f64) -> String {
        match self.value(number) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// An argument as a number of this kind.
    ///
    /// # Errors
    /// When it is another kind of value.
    pub(crate) fn read(self, args: &Args, name: &str) -> Result<Option<f64>, WidgetError> {
        let Some(value) = args.value(name)? else {
            return Ok(None);
        };
        match self.number(value) {
            Ok(number) => Ok(Some(number)),
            Err(why) => Err(args.error(format!("`{name}` {why}"))),
        }
    }
}

/// The numbers an input takes; a bound may be missing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) kind: Kind,
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
}

impl Scale {
    /// An argument's number where it lies in the scale.
    ///
    /// # Errors
    /// When it is of another kind or out of range.
    pub(crate) fn checked(&self, value: &Value) -> Result<f64, String> {
        let number = self.kind.number(value)?;
        if self.clamped(number) == number {
            return Ok(number);
        }
        let show = |bound: f64| self.kind.show(bound);
        let range = match (self.min, self.max) {
            (Some(min), Some(max)) => format!("between {} and {}", show(min), show(max)),
            (Some(min), None) => format!("at least {}", show(min)),
            (None, Some(max)) => format!("at most {}", show(max)),
            (None, None) => unreachable!("without bounds nothing is clamped"),
        };
        Err(format!("must be {range}, not {}", show(number)))
    }

    /// The nearest number within the bounds.
    pub(crate) fn clamped(&self, number: f64) -> f64 {
        number
            .max(self.min.unwrap_or(f64::NEG_INFINITY))
            .min(self.max.unwrap_or(f64::INFINITY))
    }
}

/// A number rounded to so many decimals, which takes away artefacts like 0.1 + 0.2.
pub(crate) fn rounded(number: f64, decimals: usize) -> f64 {
    format!("{number:.decimals$}").parse().unwrap_or(number)
}

/// How many decimals a number is written with.
pub(crate) fn decimals(number: f64) -> usize {
    let text = number.to_string();
    text.split_once('.')
        .map_or(0, |(_, decimals)| decimals.len())
}

/// 1, 2 or 5 times a power of ten: the nearest such number that is not above `rough`.
pub(crate) fn nice(rough: f64) -> f64 {
    let power = rough.log10().floor();
    let unit = 10_f64.powf(power);
    let digit = [5.0, 2.0]
        .into_iter()
        .find(|digit| rough / unit >= digit * 0.999_999_9);
    // Going over the text gives 0.3 rather than 0.30000000000000004.
    format!("{}e{power}", digit.unwrap_or(1.0))
        .parse()
        .unwrap_or(unit)
}

#[cfg(test)]
mod tests {
    use super::{decimals, nice, rounded};

    #[test]
    fn nice_numbers_are_one_two_or_five_times_a_power_of_ten() {
        for (rough, expected) in [
            (0.019, 0.01),
            (0.02, 0.02),
            (0.3, 0.2),
            (7.0, 5.0),
            (1.0, 1.0),
            (999.0, 500.0),
            (1e-9, 1e-9),
        ] {
            assert_eq!(nice(rough), expected, "{rough}");
        }
    }

    #[test]
    fn rounding_takes_artefacts_away() {
        assert_eq!(rounded(0.1 + 0.2, 1), 0.3);
        assert_eq!((decimals(0.05), decimals(3.0), decimals(1e-7)), (2, 0, 7));
    }
}

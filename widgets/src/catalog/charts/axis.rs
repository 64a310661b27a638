//! An axis: what it reaches over, and where it is marked.

use super::time;
use crate::{format, locale::Locale};

/// A way from the first to the last value, with marks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    from: f64,
    to: f64,
    /// Where it is marked, and with what.
    pub(super) ticks: Vec<(f64, String)>,
    /// Its marks may be left out to make room (names), or are few anyhow (numbers).
    pub(super) crowded: bool,
    /// What stands at its marks are numbers.
    numeric: bool,
}

impl Axis {
    /// Over numbers, reaching out to round ones.
    pub(crate) fn rounded(low: f64, high: f64, wanted: usize) -> Self {
        let (low, high) = apart(low, high);
        let step = nice_above((high - low) / wanted as f64);
        let (from, to) = ((low / step).floor() * step, (high / step).ceil() * step);
        Self::numbers(from, to, step)
    }

    /// Over numbers, from the first to the last.
    pub(crate) fn exact(low: f64, high: f64, wanted: usize) -> Self {
        let (low, high) = apart(low, high);
        Self::numbers(low, high, nice_above((high - low) / wanted as f64))
    }

    /// Over shares of a whole.
    pub(crate) fn shares() -> Self {
        let mut axis = Self::numbers(0.0, 1.0, 0.25);
        for (at, label) in &mut axis.ticks {
            *label = format!("{:.0}%", *at * 100.0);
        }
        axis
    }

    /// Over time, in days.
    pub(crate) fn time(low: f64, high: f64, wanted: usize, locale: &Locale) -> Self {
        let (from, to) = match low < high {
            true => (low, high),
            false => (low - 1.0, low + 1.0),
        };
        Self {
            from,
            to,
            ticks: time::ticks(from, to, wanted, locale),
            crowded: false,
            numeric: false,
        }
    }

    /// Over names, each with a room of its own.
    pub(crate) fn names(names: &[String]) -> Self {
        const LONGEST: usize = 24;
        let label = |name: &String| match name.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &name[..end]),
            None => name.clone(),
        };
        let ticks = names.iter().enumerate();
        Self {
            from: -0.5,
            to: names.len().max(1) as f64 - 0.5,
            ticks: ticks.map(|(at, name)| (at as f64, label(name))).collect(),
            crowded: true,
            numeric: false,
        }
    }

    /// Over nothing: lines without numbers.
    pub(crate) fn blank(lines: usize) -> Self {
        let ticks = (0..=lines).map(|line| (line as f64, String::new()));
        Self {
            from: 0.0,
            to: lines.max(1) as f64,
            ticks: ticks.collect(),
            crowded: false,
            numeric: false,
        }
    }

    /// With its numbers as people there write them.
    pub(super) fn written(mut self, locale: &Locale) -> Self {
        if self.numeric {
            for (_, label) in &mut self.ticks {
                *label = locale.rewritten(label);
            }
        }
        self
    }

    /// How far along a value lies, from 0 to 1.
    pub(super) fn share(&self, value: f64) -> f64 {
        (value - self.from) / (self.to - self.from)
    }

    fn numbers(from: f64, to: f64, step: f64) -> Self {
        // A little more, so that a mark at the very end is not lost to rounding.
        let slack = step * 1e-9;
        let first = ((from - slack) / step).ceil();
        let last = ((to + slack) / step).floor();
        let largest = from.abs().max(to.abs());
        let ticks = (0..=(last - first) as usize).map(|index| {
            let at = (first + index as f64) * step;
            (at, label(at, step, largest))
        });
        Self {
            from,
            to,
            ticks: ticks.collect(),
            crowded: false,
            numeric: true,
        }
    }
}

/// Keeps the ends of a range apart, also where all values are the same.
fn apart(low: f64, high: f64) -> (f64, f64) {
    if high - low > low.abs().max(high.abs()) * 1e-12 {
        return (low, high);
    }
    match low.abs() * 0.5 {
        0.0 => (-1.0, 1.0),
        pad => (low - pad, low + pad),
    }
}

/// 1, 2 or 5 times a power of ten: the nearest that is not below.
fn nice_above(rough: f64) -> f64 {
    let unit = 10_f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|factor| unit * factor >= rough * 0.999_999);
    unit * factor.unwrap_or(10.0)
}

/// A number beside an axis: as short as its neighbors allow.
fn label(value: f64, step: f64, largest: f64) -> String {
    const UNITS: [(f64, &str); 3] = [(1e12, "T"), (1e9, "B"), (1e6, "M")];
    if largest >= 1e15 || step < 1e-6 {
        return format::number(if value.abs() < step * 0.5 { 0.0 } else { value }, "%.4g")
            .unwrap_or_default();
    }
    if value.abs() < step * 0.5 && largest >= 1e6 {
        return "0".into();
    }
    let unit = UNITS.iter().find(|(unit, _)| largest >= *unit);
    let (unit, letter) = unit.copied().unwrap_or((1.0, ""));
    let decimals = (-(step / unit).log10().floor()).clamp(0.0, 12.0) as usize;
    format!("{}{letter}", format::grouped(value / unit, decimals, false))
}

#[cfg(test)]
mod tests {
    use super::Axis;
    use crate::locale::Locale;

    fn labels(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|(_, label)| label.as_str()).collect()
    }

    #[test]
    fn marks_are_few_and_round() {
        assert_eq!(
            labels(&Axis::rounded(-1.4, 1.6, 5)),
            ["-2", "-1", "0", "1", "2"]
        );
        assert_eq!(
            labels(&Axis::rounded(0.0, 0.31, 5)),
            ["0.0", "0.1", "0.2", "0.3", "0.4"]
        );
        assert_eq!(labels(&Axis::exact(0.5, 9.7, 5)), ["2", "4", "6", "8"]);
        assert_eq!(
            labels(&Axis::rounded(0.0, 2_400_000.0, 5)),
            ["0", "0.5M", "1.0M", "1.5M", "2.0M", "2.5M"]
        );
        assert_eq!(
            labels(&Axis::rounded(0.0, 9_000.0, 3)),
            ["0", "5,000", "10,000"]
        );
        assert_eq!(labels(&Axis::shares()), ["0%", "25%", "50%", "75%", "100%"]);
    }

    #[test]
    fn the_ends_stay_apart_whatever_the_numbers() {
        for value in [
            0.0,
            5.0,
            -3e-7,
            1e300,
            -1e300,
            f64::MIN_POSITIVE,
            1e16 + 2.0,
        ] {
            for axis in [
                Axis::rounded(value, value, 5),
                Axis::exact(value, value, 5),
                Axis::time(5.0, 5.0, 5, &Locale::default()),
            ] {
                assert!(axis.from < axis.to, "{axis:?}");
                assert!(axis.ticks.len() < 20, "{axis:?}");
            }
        }
        assert_eq!(Axis::names(&[]).share(0.0), 0.5);
    }
}

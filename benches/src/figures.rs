//! Medians, percentiles, and the table that `load` prints.

use std::{fmt, time::Duration};

/// The value below which this share of all lies; `share` is between 0 and 1.
///
/// # Panics
/// When there is no value.
pub fn percentile<T: PartialOrd + Copy>(values: &[T], share: f64) -> T {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| {
        a.partial_cmp(b)
            .expect("figures can be compared; this is a bug")
    });
    let last = sorted
        .len()
        .checked_sub(1)
        .expect("there is at least one figure; this is a bug");
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    let index = (last as f64 * share).round() as usize;
    sorted[index]
}

/// The value in the middle.
pub fn median<T: PartialOrd + Copy>(values: &[T]) -> T {
    percentile(values, 0.5)
}

/// Milliseconds.
pub fn millis(span: Duration) -> f64 {
    span.as_secs_f64() * 1e3
}

/// Whether a figure is as good as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Met,
    /// It is not.
    Missed,
    /// It could not be measured.
    Unknown,
    /// There is no target; the figure is for orientation.
    Shown,
}

impl Verdict {
    /// Met where this holds.
    pub fn of(holds: bool) -> Self {
        if holds { Self::Met } else { Self::Missed }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Met => "met",
            Self::Missed => "**missed**",
            Self::Unknown => "**not measured**",
            Self::Shown => "",
        })
    }
}

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// What is measured.
    pub measure: &'static str,
    /// What it should be.
    pub target: &'static str,
    /// What it is.
    pub measured: String,
    /// Whether that is good.
    pub verdict: Verdict,
}

impl Row {
    /// A row with a figure and a target.
    pub fn new(measure: &'static str, target: &'static str, measured: String, met: bool) -> Self {
        Self {
            measure,
            target,
            measured,
            verdict: Verdict::of(met),
        }
    }

    /// A row without a target.
    pub fn shown(measure: &'static str, measured: String) -> Self {
        Self {
            measure,
            target: "",
            measured,
            verdict: Verdict::Shown,
        }
    }
}

/// A row in Markdown.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "| {} | {} | {} | {} |",
            self.measure, self.target, self.measured, self.verdict
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle_and_the_percentile_near_the_end() {
        assert_eq!(median(&[9, 1, 5]), 5);
        assert_eq!(percentile(&(0..=100).collect::<Vec<_>>(), 0.95), 95);
        assert_eq!(percentile(&[7], 0.95), 7);
    }
}

//! How far a loop is: counted here, told to its bar or to the task it runs in.

use std::time::{Duration, Instant};

use mirror_widgets::Id;

use crate::script::context::Run;

/// A bar moves at most so often.
const PACE: Duration = Duration::from_millis(50);
/// The rate is told when there is something to measure.
const MEASURABLE: Duration = Duration::from_millis(200);

/// The bar of one loop.
#[derive(Clone)]
pub(super) struct Bar {
    /// Its element; none inside a task or a cached function.
    pub(super) id: Option<Id>,
    pub(super) text: Option<String>,
    pub(super) total: Option<usize>,
    pub(super) keep: bool,
}

/// How far a loop is, told to its bar.
pub(super) struct Counting {
    run: Run,
    bar: Bar,
    began: Instant,
    told: Option<Instant>,
    /// How many items the loop has been given; all but the last are done.
    given: usize,
    ended: bool,
}

impl Counting {
    pub(super) fn new(run: Run, bar: Bar) -> Self {
        Self {
            run,
            bar,
            began: Instant::now(),
            told: None,
            given: 0,
            ended: false,
        }
    }

    /// The loop takes one more: those before it are done.
    pub(super) fn step(&mut self) {
        self.given += 1;
        let now = Instant::now();
        if self.told.is_none_or(|told| now - told >= PACE) {
            self.told = Some(now);
            self.tell(self.given - 1);
        }
    }

    /// The loop has come to its end.
    pub(super) fn end(&mut self) {
        if std::mem::replace(&mut self.ended, true) {
            return;
        }
        self.tell(self.given);
        let Some(id) = self.bar.id else {
            return;
        };
        let mut inner = self.run.inner();
        inner.open_bars.retain(|open| *open != id);
        if !self.bar.keep {
            inner.page.remove(id);
        }
    }

    fn tell(&self, done: usize) {
        let share = self.bar.total.map(|total| match total {
            0 => 1.0,
            total => done as f64 / total as f64,
        });
        if let Some(job) = &self.run.0.job {
            job.report(share, self.bar.text.clone());
            return;
        }
        let Some(id) = self.bar.id else {
            return;
        };
        let spent = self.began.elapsed();
        let mut inner = self.run.inner();
        inner.page.set(id, "count", done.into());
        inner
            .page
            .set(id, "value", share.unwrap_or_default().into());
        if spent > MEASURABLE && done > 0 {
            let rate = done as f64 / spent.as_secs_f64();
            inner.page.set(id, "rate", two_digits(rate).into());
            if let Some(total) = self.bar.total {
                let left = (total.saturating_sub(done) as f64 / rate).ceil();
                inner.page.set(id, "left", left.into());
            }
        }
        drop(inner);
        self.run.flush_if_due();
    }
}

/// A loop that was left shows where.
impl Drop for Counting {
    fn drop(&mut self) {
        if !self.ended && self.given > 0 {
            self.tell(self.given - 1);
        }
    }
}

/// A rate needs no more than two digits that count, so that the page changes less often.
fn two_digits(rate: f64) -> f64 {
    let magnitude = 10_f64.powf(rate.log10().floor() - 1.0);
    match magnitude.is_normal() {
        true => ((rate / magnitude).round() * magnitude * 1e6).round() / 1e6,
        false => rate,
    }
}

#[cfg(test)]
mod tests {
    use super::two_digits;

    #[test]
    fn a_rate_has_two_digits_that_count() {
        let rates = [3.1234, 124.7, 0.0123, 0.0].map(two_digits);
        assert_eq!(rates, [3.1, 120.0, 0.012, 0.0]);
    }
}

//! Times of day (`14:30`) and moments (`2026-01-31T14:30`), as texts of ISO 8601 without a time
//! zone: what a clock on the wall shows where the person is.

use crate::date::Date;

/// The minutes of a day.
pub const DAY_MINUTES: i64 = 24 * 60;

/// A day and a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Minutes since midnight.
    pub minute: i64,
}

impl Moment {
    /// Reads `2026-01-31T14:30`, also with a blank for the `T` and with seconds, which are cut
    /// off; a day alone means its first minute.
    ///
    /// ```
    /// use mirror_widgets::moment::Moment;
    /// assert_eq!(Moment::parse("2026-01-31 14:30:59").unwrap().iso(), "2026-01-31T14:30");
    /// assert_eq!(Moment::parse("2026-01-31T24:00"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let date = Date::parse(text.get(..10)?)?;
        let minute = match text.get(10..)? {
            "" => 0,
            rest => time(rest.strip_prefix(['T', ' '])?)?,
        };
        Some(Self { date, minute })
    }

    /// `2026-01-31T14:30`.
    pub fn iso(self) -> String {
        format!("{}T{}", self.date.iso(), time_text(self.minute))
    }
}

/// The minutes since midnight of `14:30`; seconds are cut off.
pub fn time(text: &str) -> Option<i64> {
    let mut parts = text.split(':').map(|part| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<i64>().ok()).flatten()
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    let fits = hour < 24 && minute < 60 && second < 60 && parts.next().is_none();
    fits.then_some(hour * 60 + minute)
}

/// `14:30`, from the minutes since midnight.
pub fn time_text(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::{Moment, time};

    #[test]
    fn times_have_two_digits_each() {
        for (text, minute) in [
            ("00:00", Some(0)),
            ("14:30", Some(870)),
            ("23:59:59", Some(1439)),
            ("24:00", None),
            ("9:30", None),
            ("12:60", None),
            ("12:30:60", None),
            ("12:30:00:00", None),
            ("+1:30", None),
            ("12", None),
            ("", None),
        ] {
            assert_eq!(time(text), minute, "{text}");
        }
    }

    #[test]
    fn moments_are_in_order() {
        let moment = |text| Moment::parse(text).unwrap();
        assert!(moment("2026-01-31T14:30") > moment("2026-01-31T09:45"));
        assert!(moment("2026-02-01") > moment("2026-01-31T23:59"));
        for text in [
            "2026-01-31T",
            "2026-01-31x14:30",
            "2026-02-30T10:00",
            "é026-01-31",
            "",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}

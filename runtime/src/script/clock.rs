//! The time where the person is.

use jiff::{Timestamp, tz::TimeZone};
use mirror_widgets::{date::Date, moment::Moment};

/// What a clock on the wall shows in a time zone such as `Europe/Berlin`; in UTC where the
/// browser named none, or one that nobody knows.
pub(super) fn now(timezone: &str) -> Moment {
    at(Timestamp::now(), timezone)
}

fn at(instant: Timestamp, timezone: &str) -> Moment {
    let zone = TimeZone::get(timezone).unwrap_or(TimeZone::UTC);
    let local = instant.to_zoned(zone);
    Moment {
        date: Date {
            year: local.year().into(),
            month: local.month().into(),
            day: local.day().into(),
        },
        minute: i64::from(local.hour()) * 60 + i64::from(local.minute()),
    }
}

#[cfg(test)]
mod tests {
    use super::at;

    #[test]
    fn the_clock_is_that_of_the_person() {
        for (instant, timezone, local) in [
            ("2026-01-31T23:30:59Z", "Europe/Berlin", "2026-02-01T00:30"),
            ("2026-07-31T22:30:00Z", "Europe/Berlin", "2026-08-01T00:30"),
            (
                "2026-01-01T02:00:00Z",
                "America/New_York",
                "2025-12-31T21:00",
            ),
            ("2026-01-01T02:00:00Z", "Asia/Kolkata", "2026-01-01T07:30"),
            ("2026-01-01T02:00:00Z", "", "2026-01-01T02:00"),
            (
                "2026-01-01T02:00:00Z",
                "../../etc/passwd",
                "2026-01-01T02:00",
            ),
        ] {
            let instant = instant.parse().unwrap();
            assert_eq!(at(instant, timezone).iso(), local, "{timezone}");
        }
    }
}

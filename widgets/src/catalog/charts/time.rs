//! Days and times of day along an axis, as numbers of days.

use crate::{date::Date, locale::Locale};

const SECONDS_IN_A_DAY: f64 = 86_400.0;

/// Reads `2026-01-31`, `2026-01-31T12:30` or `2026-01-31 12:30:05Z`.
pub(super) fn parse(text: &str) -> Option<f64> {
    let (day, time) = match text.split_at_checked(10)? {
        (day, "") => (day, None),
        (day, time) => (day, Some(time.strip_prefix(['T', ' '])?)),
    };
    let day = Date::parse(day)?.number() as f64;
    match time {
        None => Some(day),
        Some(time) => Some(day + seconds(time)? / SECONDS_IN_A_DAY),
    }
}

fn seconds(time: &str) -> Option<f64> {
    let time = time.strip_suffix('Z').unwrap_or(time);
    let mut parts = time.split(':');
    let mut part = |below: f64| {
        let text = parts.next()?;
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        text.parse::<f64>()
            .ok()
            .filter(|number| plain && *number < below)
    };
    let (hours, minutes) = (part(24.0)?, part(60.0)?);
    let seconds = part(60.0).unwrap_or(0.0);
    parts
        .next()
        .is_none()
        .then_some(hours * 3600.0 + minutes * 60.0 + seconds)
}

/// A moment as a person reads it: the day, and the time where it is not midnight.
pub(super) fn text(moment: f64) -> String {
    let day = Date::from_number(moment.floor() as i64).iso();
    let minutes = ((moment - moment.floor()) * 1440.0).round();
    if minutes == 0.0 {
        return day;
    }
    format!("{day} {}", clock(minutes))
}

fn clock(minutes: f64) -> String {
    format!(
        "{:02}:{:02}",
        (minutes / 60.0).floor() as i64 % 24,
        minutes as i64 % 60
    )
}

/// Where an axis of time is marked, about so many times.
pub(super) fn ticks(from: f64, to: f64, wanted: usize, locale: &Locale) -> Vec<(f64, String)> {
    const MINUTES: [f64; 9] = [1.0, 5.0, 15.0, 30.0, 60.0, 120.0, 180.0, 360.0, 720.0];
    const DAYS: [f64; 4] = [1.0, 2.0, 7.0, 14.0];
    const MONTHS_APART: [i64; 4] = [1, 2, 3, 6];
    let rough = (to - from) / wanted.max(1) as f64;
    if let Some(minutes) = MINUTES.iter().find(|minutes| **minutes >= rough * 1440.0) {
        return regular(from, to, minutes / 1440.0, locale);
    }
    if let Some(days) = DAYS.iter().find(|days| **days >= rough) {
        return regular(from, to, *days, locale);
    }
    let months = MONTHS_APART
        .iter()
        .find(|months| **months as f64 * 31.0 >= rough);
    monthly(
        from,
        to,
        months.copied().unwrap_or_else(|| years(rough) * 12),
        locale,
    )
}

/// 1, 2 or 5 times a power of ten.
fn years(rough_days: f64) -> i64 {
    let mut years = 1;
    for factor in [2, 5, 2].into_iter().cycle() {
        if years as f64 * 366.0 >= rough_days || years > 5000 {
            return years;
        }
        years = match factor {
            5 => years / 2 * 5,
            _ => years * 2,
        };
    }
    years
}

fn regular(from: f64, to: f64, step: f64, locale: &Locale) -> Vec<(f64, String)> {
    let (first, last) = ((from / step).ceil() as i64, (to / step).floor() as i64);
    (first..=last)
        .map(|index| {
            let moment = index as f64 * step;
            let minutes = ((moment - moment.floor()) * 1440.0).round();
            let label = if minutes > 0.0 && minutes < 1440.0 {
                clock(minutes)
            } else {
                locale.day(Date::from_number(moment.round() as i64))
            };
            (moment, label)
        })
        .collect()
}

fn monthly(from: f64, to: f64, apart: i64, locale: &Locale) -> Vec<(f64, String)> {
    let start = Date::from_number(from.floor() as i64);
    let mut months = (start.year * 12 + start.month - 1).div_euclid(apart) * apart;
    let mut ticks = Vec::new();
    loop {
        let date = Date {
            year: months.div_euclid(12),
            month: months.rem_euclid(12) + 1,
            day: 1,
        };
        let moment = date.number() as f64;
        if moment > to {
            return ticks;
        }
        if moment >= from {
            let label = match apart % 12 {
                0 => date.year.to_string(),
                _ => locale.month_of_year(date),
            };
            ticks.push((moment, label));
        }
        months += apart;
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, text, ticks};
    use crate::locale::Locale;

    fn labels(from: &str, to: &str) -> Vec<String> {
        let ticks = ticks(
            parse(from).unwrap(),
            parse(to).unwrap(),
            5,
            &Locale::default(),
        );
        ticks.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn moments_are_days_and_maybe_times() {
        assert_eq!(parse("1970-01-02"), Some(1.0));
        assert_eq!(parse("1970-01-01T12:00"), Some(0.5));
        assert_eq!(parse("1970-01-01 06:00:00Z"), Some(0.25));
        for wrong in [
            "1970",
            "1970-02-30",
            "1970-01-01T25:00",
            "1970-01-01x",
            "1970-01-01T1",
            "1970-01-0é",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(text(0.5), "1970-01-01 12:00");
        assert_eq!(text(1.0), "1970-01-02");
    }

    #[test]
    fn the_marks_suit_the_span() {
        assert_eq!(
            labels("2026-01-01", "2026-01-05"),
            ["Jan 1", "Jan 2", "Jan 3", "Jan 4", "Jan 5"]
        );
        assert_eq!(
            labels("2026-01-15", "2026-05-15"),
            ["Feb 2026", "Mar 2026", "Apr 2026", "May 2026"]
        );
        assert_eq!(
            labels("2020-01-01", "2026-01-01"),
            ["2020", "2022", "2024", "2026"]
        );
        assert_eq!(
            labels("2026-01-01T09:00", "2026-01-01T12:00"),
            ["09:00", "10:00", "11:00", "12:00"]
        );
        assert!(labels("0001-01-01", "9999-12-31").len() <= 6);
    }
}

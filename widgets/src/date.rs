//! Calendar days as ISO texts (`2026-01-31`) and as numbers of days, in the proleptic Gregorian
//! calendar. Day 0 is 1970-01-01. Times of day and patterns stand in `moment` and `pattern`.

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: i64,
    /// The month, from 1.
    pub month: i64,
    /// The day of the month, from 1.
    pub day: i64,
}

impl Date {
    /// Reads `2026-01-31`; years are 0001 to 9999.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| {
            let digits = &bytes[range];
            let plain = digits.iter().all(u8::is_ascii_digit);
            plain.then(|| {
                let add = |sum, digit: &u8| sum * 10 + i64::from(digit - b'0');
                digits.iter().fold(0, add)
            })
        };
        let date = Self {
            year: number(0..4)?,
            month: number(5..7)?,
            day: number(8..10)?,
        };
        date.exists().then_some(date)
    }

    fn exists(self) -> bool {
        (1..=9999).contains(&self.year)
            && (1..=12).contains(&self.month)
            && (1..=days_in_month(self.year, self.month)).contains(&self.day)
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        // The year starts in March here, so that the leap day is its last.
        let months = (self.month + 9) % 12;
        let year = self.year - i64::from(self.month < 3);
        let day_of_year = (months * 153 + 2) / 5 + self.day - 1;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leap_days + day_of_year - 719_468
    }

    /// The day so many days after 1970-01-01.
    pub fn from_number(number: i64) -> Self {
        const DAYS_IN_400_YEARS: i64 = 146_097;
        let days = number + 719_468;
        let (era, day) = (
            days.div_euclid(DAYS_IN_400_YEARS),
            days.rem_euclid(DAYS_IN_400_YEARS),
        );
        let year_of_era = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let months = (5 * day_of_year + 2) / 153;
        let month = if months < 10 { months + 3 } else { months - 9 };
        Self {
            year: era * 400 + year_of_era + i64::from(month < 3),
            month,
            day: day_of_year - (153 * months + 2) / 5 + 1,
        }
    }

    /// The day so many days later; `None` beyond the years 1 to 9999.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let number = self.number().checked_add(days)?;
        // Numbers far out would overflow on their way to a date.
        (number.abs() < 4_000_000).then_some(())?;
        Some(Self::from_number(number)).filter(|date| date.exists())
    }

    /// The same day so many months later, or the last of that month where it is shorter;
    /// `None` beyond the years 1 to 9999.
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let month = (self.year * 12 + self.month - 1).checked_add(months)?;
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        let day = self.day.min(days_in_month(year, month));
        Some(Self { year, month, day }).filter(|date| date.exists())
    }

    /// The day of the week: 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> i64 {
        // 1970-01-01 was a Thursday.
        (self.number() + 3).rem_euclid(7)
    }

    /// `2026-01-31`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn leap_years_have_a_29th_of_february() {
        for (text, exists) in [
            ("2024-02-29", true),
            ("2023-02-29", false),
            ("1900-02-29", false),
            ("2000-02-29", true),
            ("2026-04-31", false),
            ("2026-13-01", false),
            ("2026-00-10", false),
            ("0000-01-01", false),
            ("2026-1-1", false),
            ("2026/01/01", false),
            ("20é6-01-1", false),
        ] {
            assert_eq!(Date::parse(text).is_some(), exists, "{text}");
        }
    }

    #[test]
    fn months_end_where_they_end() {
        let date = |text| Date::parse(text).unwrap();
        let plus = |text, months| date(text).plus_months(months).map(Date::iso);
        assert_eq!(plus("2026-01-31", 1).as_deref(), Some("2026-02-28"));
        assert_eq!(plus("2024-03-31", -1).as_deref(), Some("2024-02-29"));
        assert_eq!(plus("2026-11-15", 14).as_deref(), Some("2028-01-15"));
        assert_eq!(plus("9999-12-01", 1), None);
        assert_eq!(plus("0001-01-01", i64::MIN), None);
        assert_eq!(date("9999-12-31").plus_days(1), None);
        assert_eq!(date("2026-01-01").plus_days(i64::MAX), None);
        assert_eq!(date("2026-01-01").plus_days(-1), Some(date("2025-12-31")));
    }

    #[test]
    fn weeks_start_with_monday() {
        let weekday = |text| Date::parse(text).unwrap().weekday();
        assert_eq!(weekday("1970-01-01"), 3);
        assert_eq!(weekday("2026-01-05"), 0);
        assert_eq!(weekday("0001-01-07"), 6);
    }

    #[test]
    fn numbers_and_days_follow_each_other() {
        let number = |text| Date::parse(text).unwrap().number();
        assert_eq!(number("1970-01-01"), 0);
        assert_eq!(number("2000-03-01"), 11_017);
        assert_eq!(number("1969-12-31"), -1);
        // The calendar repeats after 400 years.
        let mut days = (number("1799-01-01")..number("2201-01-01"))
            .chain([number("0001-01-01"), number("9999-12-31")]);
        assert!(days.all(|day| {
            let date = Date::from_number(day);
            date.number() == day && date.exists()
        }));
    }
}

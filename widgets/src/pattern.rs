//! Days and times written by a pattern such as `DD.MM.YYYY HH:mm`, with the tokens that the
//! formats of the widgets have.

use crate::moment::Moment;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Longer tokens come before those they begin with.
const TOKENS: [&str; 17] = [
    "YYYY", "YY", "MMMM", "MMM", "MM", "M", "DD", "D", "dddd", "ddd", "HH", "H", "hh", "h", "mm",
    "A", "a",
];

/// A moment as the pattern says; what stands in `[brackets]` is taken as it is.
///
/// ```
/// use mirror_widgets::{moment::Moment, pattern::written};
/// let moment = Moment::parse("2026-03-09T14:05").unwrap();
/// assert_eq!(written(moment, "ddd D MMMM YYYY, HH:mm"), "Mon 9 March 2026, 14:05");
/// assert_eq!(written(moment, "[at] h:mm A"), "at 2:05 PM");
/// ```
pub fn written(moment: Moment, pattern: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        if let Some((literal, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        {
            text += literal;
            rest = after;
        } else if let Some(token) = TOKENS.iter().find(|token| rest.starts_with(**token)) {
            text += &value(moment, token);
            rest = &rest[token.len()..];
        } else {
            text.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    text
}

fn value(Moment { date, minute }: Moment, token: &str) -> String {
    let (hour, minute) = (minute / 60, minute % 60);
    let hour_of_half = (hour + 11) % 12 + 1;
    let month = MONTHS[(date.month - 1) as usize];
    let weekday = WEEKDAYS[date.weekday() as usize];
    match token {
        "YYYY" => format!("{:04}", date.year),
        "YY" => format!("{:02}", date.year % 100),
        "MMMM" => month.into(),
        "MMM" => month[..3].into(),
        "MM" => format!("{:02}", date.month),
        "M" => date.month.to_string(),
        "DD" => format!("{:02}", date.day),
        "D" => date.day.to_string(),
        "dddd" => weekday.into(),
        "ddd" => weekday[..3].into(),
        "HH" => format!("{hour:02}"),
        "H" => hour.to_string(),
        "hh" => format!("{hour_of_half:02}"),
        "h" => hour_of_half.to_string(),
        "mm" => format!("{minute:02}"),
        "A" => if hour < 12 { "AM" } else { "PM" }.into(),
        _ => if hour < 12 { "am" } else { "pm" }.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::written;
    use crate::moment::Moment;

    #[test]
    fn every_token_has_its_value() {
        let at = |text, pattern| written(Moment::parse(text).unwrap(), pattern);
        assert_eq!(at("2026-03-09", "DD.MM.YYYY"), "09.03.2026");
        assert_eq!(at("2026-03-09", "D/M/YY MMM"), "9/3/26 Mar");
        assert_eq!(
            at("2026-03-09T00:07", "dddd, H:mm hh:mm a"),
            "Monday, 0:07 12:07 am"
        );
        assert_eq!(at("2026-03-09T12:00", "h A"), "12 PM");
        assert_eq!(at("0099-12-31", "YYYY YY [YYYY] é ["), "0099 99 YYYY é [");
    }
}

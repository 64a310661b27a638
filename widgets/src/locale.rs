//! How numbers and days are written where a person is: the marks between digits, the order of a
//! date. A small table of what is common, for texts that the server makes (axes, metrics, `fmt`);
//! what the browser writes itself follows its own, much larger one.

use crate::{date::Date, format::grouped, moment::Moment, pattern::written};

/// A way of writing numbers and days. The usual one is that of the United States.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    decimal: &'static str,
    group: &'static str,
    /// How many digits stand before the first mark at least: Spanish writes `1234`, but `12.345`.
    least: usize,
    /// After the first three digits, two by two: `12,34,567`.
    by_two: bool,
    /// The digit zero, where digits are not Latin.
    zero: char,
    date: &'static str,
    clock: &'static str,
    months: Months,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Months {
    /// Short names, a space between them; none where months are numbers with a sign.
    names: &'static str,
    day: &'static str,
    year: &'static str,
}

const HARD: &str = "\u{a0}";
const NARROW: &str = "\u{202f}";

impl Default for Locale {
    fn default() -> Self {
        Self {
            decimal: ".",
            group: ",",
            least: 1,
            by_two: false,
            zero: '0',
            date: "M/D/YYYY",
            clock: "h:mm A",
            months: Months {
                names: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
                day: "{m} {d}",
                year: "{m} {y}",
            },
        }
    }
}

impl Locale {
    /// The way of a locale such as `de-AT`; that of the United States where it says nothing.
    ///
    /// ```
    /// use mirror_widgets::locale::Locale;
    /// assert_eq!(Locale::of("de-DE").number(1234.5), "1.234,5");
    /// assert_eq!(Locale::of("").number(1234.5), "1,234.5");
    /// ```
    pub fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase().replace('_', "-");
        let mut parts = name.split('-');
        let language = parts.next().unwrap_or_default();
        // A region has two letters or three digits; what stands between is a script.
        let region = parts
            .find(|part| part.len() == 2 || part.len() == 3)
            .unwrap_or_default();
        let (decimal, group, least) = marks(language, region);
        let (date, clock) = dates(language, region);
        Self {
            decimal,
            group,
            least,
            by_two: language == "hi" || (language == "en" && region == "in"),
            zero: zero(language, region),
            date,
            clock,
            months: months(language).unwrap_or(Self::default().months),
        }
    }

    /// A number with at most three decimals.
    pub fn number(&self, value: f64) -> String {
        self.rewritten(&grouped(value, 3, true))
    }

    /// The first number in a text that was written the usual way, as `1,234.5M` or `-25%`.
    pub fn rewritten(&self, text: &str) -> String {
        let Some(start) = text.find(|sign: char| sign.is_ascii_digit()) else {
            return text.into();
        };
        let rest = &text[start..];
        let end = rest.find(|sign: char| !(sign.is_ascii_digit() || sign == ',' || sign == '.'));
        let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
        let (whole, decimals) = number
            .split_once('.')
            .map_or((number, None), |(whole, rest)| (whole, Some(rest)));
        let mut written = match whole.contains(',') {
            true => self.grouped(&whole.replace(',', "")),
            false => whole.to_owned(),
        };
        if let Some(decimals) = decimals {
            written = written + self.decimal + decimals;
        }
        format!("{}{}{after}", &text[..start], self.digits(&written))
    }

    /// A day, and the time where `with_time`, in figures: `31.01.2026, 14:30`.
    pub fn moment(&self, moment: Moment, with_time: bool) -> String {
        let pattern = match with_time {
            true => format!("{}, {}", self.date, self.clock),
            false => self.date.into(),
        };
        self.digits(&written(moment, &pattern))
    }

    /// A day of a year that is known: `Jan 31`.
    pub(crate) fn day(&self, date: Date) -> String {
        self.month(date, self.months.day)
    }

    /// A month: `Jan 2026`.
    pub(crate) fn month_of_year(&self, date: Date) -> String {
        self.month(date, self.months.year)
    }

    fn month(&self, date: Date, form: &str) -> String {
        let name = match self.months.names.split(' ').nth((date.month - 1) as usize) {
            // The fifth month of Russian is one word after a day, and another before a year.
            Some("май") if form.contains("{d}") => "мая".into(),
            Some(name) => name.to_owned(),
            None => date.month.to_string(),
        };
        let text = form
            .replace("{m}", &name)
            .replace("{d}", &date.day.to_string());
        self.digits(&text.replace("{y}", &date.year.to_string()))
    }

    fn grouped(&self, digits: &str) -> String {
        if digits.len() < 3 + self.least {
            return digits.into();
        }
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            let left = digits.len() - index;
            let marked = match self.by_two {
                true => left == 3 || (left > 3 && left % 2 == 1),
                false => left.is_multiple_of(3),
            };
            if index > 0 && marked {
                text += self.group;
            }
            text.push(digit);
        }
        text
    }

    fn digits(&self, text: &str) -> String {
        if self.zero == '0' {
            return text.into();
        }
        let own = |sign: char| match sign.to_digit(10) {
            Some(digit) => char::from_u32(self.zero as u32 + digit).unwrap_or(sign),
            None => sign,
        };
        text.chars().map(own).collect()
    }
}

/// The decimal mark, the mark between thousands, and how many digits stand before the first one.
fn marks(language: &str, region: &str) -> (&'static str, &'static str, usize) {
    match (language, region) {
        ("de", "ch" | "li") | ("it", "ch") => (".", "’", 1),
        ("de", "at") => (",", HARD, 1),
        ("es", "mx" | "us" | "gt" | "hn" | "ni" | "pa" | "pe" | "pr" | "sv" | "do" | "419") => {
            (".", ",", 1)
        }
        ("fr", "ca") => (",", HARD, 1),
        ("pt", "pt") => (",", HARD, 2),
        ("en", "za") => (".", HARD, 1),
        ("ar", "ma" | "dz" | "tn" | "ly") => (",", ".", 1),
        ("ar", "ae") => (".", ",", 1),
        ("ar" | "fa", _) => ("٫", "٬", 1),
        ("es", _) => (",", ".", 2),
        (
            "de" | "nl" | "da" | "id" | "el" | "tr" | "it" | "pt" | "hr" | "sl" | "sr" | "bs"
            | "mk" | "ro" | "vi" | "ca" | "gl" | "eu",
            _,
        ) => (",", ".", 1),
        ("fr", _) => (",", NARROW, 1),
        ("ru" | "uk" | "be" | "cs" | "sk" | "hu" | "sv" | "nb" | "no" | "fi" | "kk", _) => {
            (",", HARD, 1)
        }
        ("pl" | "bg" | "et" | "lv" | "ka", _) => (",", HARD, 2),
        ("lt", _) => (",", HARD, 1),
        _ => (".", ",", 1),
    }
}

fn zero(language: &str, region: &str) -> char {
    match (language, region) {
        ("ar", "ma" | "dz" | "tn" | "ly" | "ae") => '0',
        ("ar", _) => '٠',
        ("fa", _) => '۰',
        ("mr" | "ne", _) => '०',
        ("bn", _) => '০',
        _ => '0',
    }
}

/// The patterns of a date and of a time.
fn dates(language: &str, region: &str) -> (&'static str, &'static str) {
    match (language, region) {
        ("en", "gb" | "ie" | "za") => ("DD/MM/YYYY", "HH:mm"),
        ("en", "au" | "nz" | "in" | "sg") => ("D/M/YYYY", "h:mm a"),
        ("en", "ca") => ("YYYY-MM-DD", "h:mm a"),
        ("fr", "ca") => ("YYYY-MM-DD", "HH:mm"),
        ("en" | "", _) => ("M/D/YYYY", "h:mm A"),
        ("zh" | "ja", _) => ("YYYY/M/D", "HH:mm"),
        ("ko", _) => ("YYYY. M. D.", "HH:mm"),
        ("hu", _) => ("YYYY. MM. DD.", "HH:mm"),
        ("nl", _) => ("DD-MM-YYYY", "HH:mm"),
        ("cs" | "sk" | "sl", _) => ("D. M. YYYY", "HH:mm"),
        ("es" | "it" | "el" | "vi" | "hi" | "id" | "ar" | "ca" | "gl" | "th", _) => {
            ("D/M/YYYY", "HH:mm")
        }
        ("fr" | "pt", _) => ("DD/MM/YYYY", "HH:mm"),
        (
            "de" | "ru" | "uk" | "be" | "pl" | "da" | "nb" | "no" | "fi" | "tr" | "ro" | "bg"
            | "et" | "kk" | "he",
            _,
        ) => ("DD.MM.YYYY", "HH:mm"),
        _ => ("YYYY-MM-DD", "HH:mm"),
    }
}

fn months(language: &str) -> Option<Months> {
    let (names, day, year) = match language {
        "de" => (
            "Jan Feb März Apr Mai Juni Juli Aug Sept Okt Nov Dez",
            "{d}. {m}",
            "{m} {y}",
        ),
        "ru" => (
            "янв фев мар апр май июн июл авг сен окт ноя дек",
            "{d} {m}",
            "{m} {y}",
        ),
        "uk" => (
            "січ лют бер кві тра чер лип сер вер жов лис гру",
            "{d} {m}",
            "{m} {y}",
        ),
        "es" => (
            "ene feb mar abr may jun jul ago sept oct nov dic",
            "{d} {m}",
            "{m} {y}",
        ),
        "fr" => (
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
            "{d} {m}",
            "{m} {y}",
        ),
        "it" => (
            "gen feb mar apr mag giu lug ago set ott nov dic",
            "{d} {m}",
            "{m} {y}",
        ),
        "pt" => (
            "jan fev mar abr mai jun jul ago set out nov dez",
            "{d} {m}",
            "{m} {y}",
        ),
        "nl" => (
            "jan feb mrt apr mei jun jul aug sep okt nov dec",
            "{d} {m}",
            "{m} {y}",
        ),
        "pl" => (
            "sty lut mar kwi maj cze lip sie wrz paź lis gru",
            "{d} {m}",
            "{m} {y}",
        ),
        "tr" => (
            "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
            "{d} {m}",
            "{m} {y}",
        ),
        "ar" => (
            "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
            "{d} {m}",
            "{m} {y}",
        ),
        "zh" | "ja" => (
            "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
            "{m}{d}日",
            "{y}年{m}",
        ),
        "ko" => (
            "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
            "{m} {d}일",
            "{y}년 {m}",
        ),
        _ => return None,
    };
    Some(Months { names, day, year })
}

#[cfg(test)]
mod tests {
    use super::Locale;
    use crate::{date::Date, moment::Moment};

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (locale, expected) in [
            ("en-US", "-1,234,567.5"),
            ("de-DE", "-1.234.567,5"),
            ("de_CH", "-1’234’567.5"),
            ("fr-FR", "-1\u{202f}234\u{202f}567,5"),
            ("ru-RU", "-1\u{a0}234\u{a0}567,5"),
            ("zh-Hans-CN", "-1,234,567.5"),
            ("es-MX", "-1,234,567.5"),
            ("en-IN", "-12,34,567.5"),
            ("ar-EG", "-١٬٢٣٤٬٥٦٧٫٥"),
            ("tlh", "-1,234,567.5"),
        ] {
            assert_eq!(
                Locale::of(locale).number(-1_234_567.5),
                expected,
                "{locale}"
            );
        }
        assert_eq!(Locale::of("es-ES").number(1234.0), "1234");
        assert_eq!(Locale::of("es-ES").number(12_345.0), "12.345");
    }

    #[test]
    fn what_stands_around_a_number_stays() {
        let german = Locale::of("de");
        for (text, expected) in [
            ("2.5M", "2,5M"),
            ("25%", "25%"),
            ("1e-05", "1e-05"),
            ("-0.5", "-0,5"),
            ("none", "none"),
            ("", ""),
        ] {
            assert_eq!(german.rewritten(text), expected);
        }
    }

    #[test]
    fn days_are_written_as_people_write_them() {
        let moment = Moment::parse("2026-05-09T14:05").unwrap();
        for (locale, date, both, day, month) in [
            (
                "en-US",
                "5/9/2026",
                "5/9/2026, 2:05 PM",
                "May 9",
                "May 2026",
            ),
            (
                "de-DE",
                "09.05.2026",
                "09.05.2026, 14:05",
                "9. Mai",
                "Mai 2026",
            ),
            ("ru", "09.05.2026", "09.05.2026, 14:05", "9 мая", "май 2026"),
            (
                "zh-CN",
                "2026/5/9",
                "2026/5/9, 14:05",
                "5月9日",
                "2026年5月",
            ),
            ("es-ES", "9/5/2026", "9/5/2026, 14:05", "9 may", "may 2026"),
            (
                "ar-EG",
                "٩/٥/٢٠٢٦",
                "٩/٥/٢٠٢٦, ١٤:٠٥",
                "٩ مايو",
                "مايو ٢٠٢٦",
            ),
            ("xx", "2026-05-09", "2026-05-09, 14:05", "May 9", "May 2026"),
        ] {
            let locale = Locale::of(locale);
            assert_eq!(locale.moment(moment, false), date);
            assert_eq!(locale.moment(moment, true), both);
            let date = Date::parse("2026-05-09").unwrap();
            assert_eq!(
                (locale.day(date), locale.month_of_year(date)),
                (day.into(), month.into())
            );
        }
    }
}

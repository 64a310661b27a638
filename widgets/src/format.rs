//! Numbers as text, by a format: printf's (`%.2f`), or one of the named ones (`percent`).

use serde_json::Value;

use crate::{Args, Param, WidgetError, call::named};

/// The parameter `format` of all widgets that show a number.
pub(crate) const FORMAT: Param = named(
    "format",
    "text",
    "()",
    "How numbers are shown: like printf's `\"%.2f\"`, or `\"percent\"`, `\"dollar\"`, `\"euro\"`, `\"yen\"`, `\"localized\"`, `\"compact\"`, `\"bytes\"`, `\"accounting\"`, `\"scientific\"`, `\"engineering\"` or `\"plain\"`.",
);

const NAMED: [&str; 11] = [
    "plain",
    "localized",
    "percent",
    "dollar",
    "euro",
    "yen",
    "accounting",
    "bytes",
    "compact",
    "scientific",
    "engineering",
];

/// The argument `format`, checked.
pub(crate) fn read(args: &Args) -> Result<Option<String>, WidgetError> {
    let Some(format) = args.text("format")? else {
        return Ok(None);
    };
    match number(0.0, &format) {
        Some(_) => Ok(Some(format)),
        None => Err(args.error(format!(
            "`format` must hold one number like `%d` or `%.2f`, or be {}, not \"{format}\"",
            NAMED.join(", ")
        ))),
    }
}

/// A number as text; `None` where the format is none.
pub(crate) fn number(value: f64, format: &str) -> Option<String> {
    Some(match format {
        "plain" => value.to_string(),
        "localized" => grouped(value, 3, true),
        "percent" => format!("{}%", grouped(value * 100.0, 2, false)),
        "dollar" => money("$", value, 2),
        "euro" => money("€", value, 2),
        "yen" => money("¥", value, 0),
        "accounting" if value < 0.0 => format!("({})", grouped(-value, 2, false)),
        "accounting" => grouped(value, 2, false),
        "bytes" => scaled(value, &["B", "KB", "MB", "GB", "TB", "PB"]),
        "compact" => scaled(value, &["", "K", "M", "B", "T"]),
        "scientific" => exponent(value, 3, 'E'),
        "engineering" => engineering(value),
        _ => return printf(value, format),
    })
}

/// A script's number as text without a format: as the script writes it.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::Number(number) if number.is_f64() => number.as_f64().unwrap_or(0.0).to_string(),
        other => other.to_string(),
    }
}

fn money(sign: &str, value: f64, decimals: usize) -> String {
    let minus = if value < 0.0 { "-" } else { "" };
    format!("{minus}{sign}{}", grouped(value.abs(), decimals, false))
}

/// With commas between thousands; `trim` drops zeros at the end of the decimals.
pub(crate) fn grouped(value: f64, decimals: usize, trim: bool) -> String {
    let mut text = format!("{:.decimals$}", value.abs());
    if trim && text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    let zero = !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::from(if value < 0.0 && !zero { "-" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

fn scaled(value: f64, units: &[&str]) -> String {
    let (mut value, mut unit) = (value, 0);
    // What would be shown as 1000 goes to the next unit.
    while value.abs() >= 999.95 && unit + 1 < units.len() {
        value /= 1000.0;
        unit += 1;
    }
    format!("{}{}", grouped(value, 1, true), units[unit])
}

fn engineering(value: f64) -> String {
    let power = if value == 0.0 {
        0.0
    } else {
        value.abs().log10().floor()
    };
    let power = ((power / 3.0).floor() * 3.0) as i32;
    format!("{}E{power}", grouped(value / 10_f64.powi(power), 3, true))
}

/// `1.5e+6`, as C writes it but for the padding of the exponent.
fn exponent(value: f64, decimals: usize, letter: char) -> String {
    let text = format!("{value:.decimals$e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    if letter == 'E' {
        return format!("{digits}E{power}");
    }
    let (sign, power) = match power.strip_prefix('-') {
        Some(power) => ('-', power),
        None => ('+', power),
    };
    format!("{digits}{letter}{sign}{power:0>2}")
}

/// One conversion with flags, width and precision, and text around it; `%%` is a percent sign.
fn printf(value: f64, format: &str) -> Option<String> {
    let (mut text, mut rest, mut numbers) = (String::new(), format, 0);
    while let Some(at) = rest.find('%') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('%') {
            text.push('%');
            rest = after;
            continue;
        }
        numbers += 1;
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        text.push_str(&conversion(value, &rest[..end], &rest[end..=end])?);
        rest = &rest[end + 1..];
    }
    (numbers == 1).then(|| text + rest)
}

fn conversion(value: f64, modifiers: &str, letter: &str) -> Option<String> {
    let sizes = modifiers.trim_start_matches(['-', '+', ' ', '0', ',', '#']);
    let flags = &modifiers[..modifiers.len() - sizes.len()];
    let (width, precision) = sizes.split_once('.').unwrap_or((sizes, ""));
    let small = |digits: &str| match digits {
        "" => Some(None),
        digits => digits
            .parse::<usize>()
            .ok()
            .filter(|size| *size <= 40)
            .map(Some),
    };
    let (width, precision) = (small(width)?.unwrap_or(0), small(precision)?);
    let size = value.abs();
    let digits = match letter {
        "d" | "i" | "u" => grouped_if(flags, size.round(), 0),
        "f" => grouped_if(flags, size, precision.unwrap_or(6)),
        "e" => exponent(size, precision.unwrap_or(6), 'e'),
        "g" => rounded_to_digits(size, precision.unwrap_or(6)),
        "x" => format!("{:x}", size as u64),
        "X" => format!("{:X}", size as u64),
        _ => return None,
    };
    let negative = value < 0.0 && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let sign = match (negative, flags.contains('+'), flags.contains(' ')) {
        (true, ..) => "-",
        (_, true, _) => "+",
        (.., true) => " ",
        _ => "",
    };
    let missing = width.saturating_sub(digits.chars().count() + sign.len());
    Some(match (flags.contains('-'), flags.contains('0')) {
        (true, _) => format!("{sign}{digits}{}", " ".repeat(missing)),
        (_, true) => format!("{sign}{}{digits}", "0".repeat(missing)),
        _ => format!("{}{sign}{digits}", " ".repeat(missing)),
    })
}

fn grouped_if(flags: &str, size: f64, decimals: usize) -> String {
    if flags.contains(',') {
        grouped(size, decimals, false)
    } else {
        format!("{size:.decimals$}")
    }
}

/// C's `%g`: so many digits in all, without zeros at the end.
fn rounded_to_digits(size: f64, digits: usize) -> String {
    let digits = digits.max(1);
    let power = if size == 0.0 {
        0
    } else {
        size.log10().floor() as i32
    };
    if power < -4 || power >= digits as i32 {
        let text = exponent(size, digits - 1, 'e');
        let (mantissa, power) = text.split_once('e').unwrap_or((&text, "+00"));
        return format!("{}e{power}", without_zeros(mantissa));
    }
    let decimals = usize::try_from(digits as i32 - 1 - power).unwrap_or(0);
    without_zeros(&format!("{size:.decimals$}")).into()
}

fn without_zeros(text: &str) -> &str {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn printf_formats_work_as_in_c() {
        for (value, format, expected) in [
            (0.5, "%.2f", "0.50"),
            (2.5, "%f", "2.500000"),
            (3.0, "%d", "3"),
            (-3.4, "%d apples", "-3 apples"),
            (7.0, "%03d", "007"),
            (-7.0, "%04d", "-007"),
            (7.0, "%+d", "+7"),
            (12.0, "%5d|", "   12|"),
            (12.0, "%-5d|", "12   |"),
            (50.0, "%d%%", "50%"),
            (1234567.0, "$%,.2f", "$1,234,567.00"),
            (0.0001, "%.1e", "1.0e-04"),
            (255.0, "0x%x", "0xff"),
            (0.1, "%g", "0.1"),
            (1e10, "%g", "1e+10"),
            (-0.001, "%.1f", "0.0"),
        ] {
            assert_eq!(number(value, format).as_deref(), Some(expected), "{format}");
        }
    }

    #[test]
    fn named_formats_read_well() {
        for (value, format, expected) in [
            (0.1234, "percent", "12.34%"),
            (-1234.5, "dollar", "-$1,234.50"),
            (1234.0, "yen", "¥1,234"),
            (1234.5678, "localized", "1,234.568"),
            (-2.0, "accounting", "(2.00)"),
            (1_500_000.0, "compact", "1.5M"),
            (999_950.0, "compact", "1M"),
            (2_048.0, "bytes", "2KB"),
            (12_345.0, "scientific", "1.234E4"),
            (12_345.0, "engineering", "12.345E3"),
            (1.5, "plain", "1.5"),
        ] {
            assert_eq!(number(value, format).as_deref(), Some(expected), "{format}");
        }
    }

    #[test]
    fn what_is_no_format_is_refused() {
        for format in [
            "", "abc", "%", "%s", "%d %d", "%é", "%.999f", "50%", "%1.2.3f",
        ] {
            assert_eq!(number(1.0, format), None, "{format}");
        }
    }
}

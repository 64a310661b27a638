//! Numbers: mathematics on whole numbers too, conversions, and formats as Python writes them.

use rhai::{Dynamic, FuncRegistration, Module};

use super::{Context, Outcome, Run};

/// Registers them.
pub(super) fn register(module: &mut Module) {
    type Maths = fn(f64) -> f64;
    let maths: [(&str, Maths); 9] = [
        ("sqrt", f64::sqrt),
        ("exp", f64::exp),
        ("ln", f64::ln),
        ("sin", f64::sin),
        ("cos", f64::cos),
        ("tan", f64::tan),
        ("tanh", f64::tanh),
        ("floor", f64::floor),
        ("ceiling", f64::ceil),
    ];
    for (name, function) in maths {
        FuncRegistration::new(name)
            .set_into_module(module, move |value: i64| function(value as f64));
    }
    FuncRegistration::new("log").set_into_module(module, |value: i64| (value as f64).log10());
    FuncRegistration::new("round").set_into_module(module, |value: i64| value);
    FuncRegistration::new("round").set_into_module(module, |value: f64, digits: i64| {
        let factor = 10_f64.powi(digits.clamp(-300, 300) as i32);
        let rounded = (value * factor).round() / factor;
        if rounded.is_finite() { rounded } else { value }
    });
    FuncRegistration::new("int").set_into_module(module, |value: i64| value);
    FuncRegistration::new("int").set_into_module(module, |value: f64| -> Outcome<i64> {
        if value.abs() < 9e18 {
            Ok(value as i64)
        } else {
            Err(format!("int: {value} is no whole number that fits").into())
        }
    });
    FuncRegistration::new("int").set_into_module(module, |text: &str| -> Outcome<i64> {
        text.trim()
            .parse()
            .map_err(|_cause| format!("int: \"{text}\" is no whole number").into())
    });
    FuncRegistration::new("float").set_into_module(module, |value: i64| value as f64);
    FuncRegistration::new("float").set_into_module(module, |value: f64| value);
    FuncRegistration::new("float").set_into_module(module, |text: &str| -> Outcome<f64> {
        text.trim()
            .parse()
            .map_err(|_cause| format!("float: \"{text}\" is no number").into())
    });
}

/// Texts of values.
pub(super) fn texts(module: &mut Module) {
    FuncRegistration::new("str").set_into_module(module, |value: Dynamic| value.to_string());
    FuncRegistration::new("fmt").set_into_module(
        module,
        |context: Context<'_>, value: f64, format: &str| match format {
            "localized" => Ok(Run::of(&context)?.0.locale.number(value)),
            _ => formatted(value, format),
        },
    );
    FuncRegistration::new("fmt").set_into_module(
        module,
        |context: Context<'_>, value: i64, format: &str| match format {
            "d" => Ok(value.to_string()),
            "localized" => Ok(Run::of(&context)?.0.locale.number(value as f64)),
            _ => formatted(value as f64, format),
        },
    );
}

/// A number as Python's format would write it: `.2f`, `,.0f`, `.1%`, `e`.
fn formatted(value: f64, format: &str) -> Outcome<String> {
    let wrong = || {
        format!(
            "fmt: cannot read the format \"{format}\"; try \".2f\", \",.0f\", \".1%\", \".3e\" or \"localized\""
        )
    };
    let (grouped, rest) = match format.strip_prefix(',') {
        Some(rest) => (true, rest),
        None => (false, format),
    };
    let kind = rest.chars().last().unwrap_or('f');
    let digits = rest.trim_end_matches(kind);
    let digits: usize = match digits.strip_prefix('.') {
        Some(digits) => digits.parse().map_err(|_cause| wrong())?,
        None if digits.is_empty() => {
            if kind == 'd' {
                0
            } else {
                6
            }
        }
        None => return Err(wrong().into()),
    };
    let digits = digits.min(300);
    let text = match kind {
        'f' | 'd' => format!("{value:.digits$}"),
        '%' => format!("{:.digits$}%", value * 100.0),
        'e' => format!("{value:.digits$e}"),
        _ => return Err(wrong().into()),
    };
    Ok(if grouped { group(&text) } else { text })
}

fn group(text: &str) -> String {
    let (sign, text) = text
        .strip_prefix('-')
        .map_or(("", text), |text| ("-", text));
    let (whole, rest) = text.split_at(
        text.find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(text.len()),
    );
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_format_as_in_python() {
        assert_eq!(formatted(1234.567, ".2f").unwrap(), "1234.57");
        assert_eq!(formatted(-1234567.0, ",.0f").unwrap(), "-1,234,567");
        assert_eq!(formatted(0.256, ".1%").unwrap(), "25.6%");
        assert!(formatted(1.0, "wide").is_err());
    }
}

//! Functions every script has: what people who come from Python reach for.

use std::time::Duration;

use rhai::{Array, Blob, Dynamic, EvalAltResult, FuncRegistration, Map, Module, NativeCallContext};

use super::{
    context::{RerunCalled, Run, StopCalled},
    convert, errors,
};

type Context<'a> = NativeCallContext<'a>;
type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// The names of these functions, for did-you-mean.
pub(super) const NAMES: &[&str] = &[
    "range",
    "len",
    "str",
    "int",
    "float",
    "sum",
    "mean",
    "min",
    "max",
    "sorted",
    "reversed",
    "enumerate",
    "zip",
    "fmt",
    "round",
    "assert",
    "sleep",
    "stop",
    "rerun",
    "print",
    "debug",
    "text_generator",
    "any",
    "all",
    "join",
    "read_text",
    "read_csv",
    "now",
];

/// Registers them.
pub(super) fn register(module: &mut Module) {
    flow(module);
    lists(module);
    numbers(module);
    texts(module);
    files(module);
}

fn flow(module: &mut Module) {
    FuncRegistration::new("sleep").set_into_module(module, |context: Context<'_>, seconds: i64| {
        nap(&context, seconds as f64)
    });
    FuncRegistration::new("sleep").set_into_module(module, |context: Context<'_>, seconds: f64| {
        nap(&context, seconds)
    });
    FuncRegistration::new("assert").set_into_module(
        module,
        |context: Context<'_>, holds: bool| -> Outcome<()> {
            if holds {
                Ok(())
            } else {
                Err(errors::at(&context, "assertion failed"))
            }
        },
    );
    FuncRegistration::new("assert").set_into_module(
        module,
        |context: Context<'_>, holds: bool, message: &str| -> Outcome<()> {
            if holds {
                Ok(())
            } else {
                Err(errors::at(&context, message))
            }
        },
    );
    for stop in ["stop", "rerun"] {
        let end = move || -> Outcome<Dynamic> {
            let reason: Dynamic = if stop == "stop" {
                StopCalled.into()
            } else {
                RerunCalled.into()
            };
            Err(EvalAltResult::ErrorTerminated(reason, rhai::Position::NONE).into())
        };
        FuncRegistration::new(stop).set_into_module(module, end);
        super::handle::method(module, stop, move |call| {
            call.no_more_names(stop, &[])?;
            end()
        });
    }
    FuncRegistration::new("now").set_into_module(module, || {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.unwrap_or_default().as_secs_f64()
    });
}

fn nap(context: &Context<'_>, seconds: f64) -> Outcome<()> {
    let time = Duration::try_from_secs_f64(seconds.max(0.0))
        .map_err(|error| errors::at(context, format!("sleep: {error}")))?;
    Run::of(context)?.sleep(time)
}

fn lists(module: &mut Module) {
    FuncRegistration::new("range").set_into_module(module, |end: i64| 0..end);
    FuncRegistration::new("sum").set_into_module(module, |list: Array| total(&list));
    FuncRegistration::new("mean").set_into_module(module, |list: Array| -> Outcome<f64> {
        let numbers = list.iter().map(number).collect::<Outcome<Vec<f64>>>()?;
        if numbers.is_empty() {
            return Err("mean: the list is empty".into());
        }
        Ok(numbers.iter().sum::<f64>() / numbers.len() as f64)
    });
    for (name, greater) in [("min", false), ("max", true)] {
        FuncRegistration::new(name).set_into_module(
            module,
            move |list: Array| -> Outcome<Dynamic> {
                let mut best: Option<(f64, Dynamic)> = None;
                for item in list {
                    let value = number(&item)?;
                    if best.as_ref().is_none_or(|(held, _)| {
                        if greater {
                            value > *held
                        } else {
                            value < *held
                        }
                    }) {
                        best = Some((value, item));
                    }
                }
                best.map(|(_, item)| item)
                    .ok_or_else(|| format!("{name}: the list is empty").into())
            },
        );
    }
    FuncRegistration::new("sorted").set_into_module(module, |mut list: Array| -> Outcome<Array> {
        if list.iter().all(Dynamic::is_string) {
            list.sort_by_cached_key(ToString::to_string);
            return Ok(list);
        }
        let mut keyed = list
            .into_iter()
            .map(|item| Ok((number(&item)?, item)))
            .collect::<Outcome<Vec<_>>>()?;
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(keyed.into_iter().map(|(_, item)| item).collect())
    });
    FuncRegistration::new("reversed").set_into_module(module, |mut list: Array| {
        list.reverse();
        list
    });
    FuncRegistration::new("enumerate").set_into_module(module, |list: Array| -> Array {
        list.into_iter()
            .enumerate()
            .map(|(index, item)| Dynamic::from(vec![(index as i64).into(), item] as Array))
            .collect()
    });
    FuncRegistration::new("zip").set_into_module(module, |a: Array, b: Array| -> Array {
        a.into_iter()
            .zip(b)
            .map(|(a, b)| Dynamic::from(vec![a, b] as Array))
            .collect()
    });
    FuncRegistration::new("join").set_into_module(module, |list: &mut Array, between: &str| {
        list.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(between)
    });
}

fn total(list: &Array) -> Outcome<Dynamic> {
    if list.iter().all(Dynamic::is_int) {
        let sum = list.iter().try_fold(0_i64, |sum, item| {
            sum.checked_add(item.as_int().unwrap_or_default())
        });
        return sum
            .map(Into::into)
            .ok_or_else(|| "sum: the result is too large for a whole number".into());
    }
    Ok(list.iter().map(number).sum::<Outcome<f64>>()?.into())
}

fn number(value: &Dynamic) -> Outcome<f64> {
    value
        .as_float()
        .or_else(|_| value.as_int().map(|int| int as f64))
        .map_err(|_cause| {
            format!(
                "a list of numbers is needed, but it holds a {}",
                convert::name_of(value)
            )
            .into()
        })
}

fn numbers(module: &mut Module) {
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

fn texts(module: &mut Module) {
    FuncRegistration::new("str").set_into_module(module, |value: Dynamic| value.to_string());
    FuncRegistration::new("fmt")
        .set_into_module(module, |value: f64, format: &str| formatted(value, format));
    FuncRegistration::new("fmt").set_into_module(
        module,
        |value: i64, format: &str| -> Outcome<String> {
            if format == "d" {
                Ok(value.to_string())
            } else {
                formatted(value as f64, format)
            }
        },
    );
}

/// A number as Python's format would write it: `.2f`, `,.0f`, `.1%`, `e`.
fn formatted(value: f64, format: &str) -> Outcome<String> {
    let wrong = || {
        format!(
            "fmt: cannot read the format \"{format}\"; try \".2f\", \",.0f\", \".1%\" or \".3e\""
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

/// Files beneath the app's folder. Data frames come with a later version; this is what small apps need.
fn files(module: &mut Module) {
    FuncRegistration::new("read_bytes").set_into_module(
        module,
        |context: Context<'_>, path: &str| -> Outcome<Blob> {
            Ok(read(&context, "read_bytes", path)?.to_vec())
        },
    );
    FuncRegistration::new("read_text").set_into_module(
        module,
        |context: Context<'_>, path: &str| -> Outcome<String> { text(&context, "read_text", path) },
    );
    FuncRegistration::new("read_csv").set_into_module(
        module,
        |context: Context<'_>, path: &str| -> Outcome<Array> {
            let text = text(&context, "read_csv", path)?;
            rows(&text).map_err(|why| errors::at(&context, format!("read_csv: {why} in {path}")))
        },
    );
}

fn read(context: &Context<'_>, function: &str, path: &str) -> Outcome<std::sync::Arc<[u8]>> {
    Run::of(context)?
        .0
        .shared
        .file(path)
        .map_err(|why| errors::at(context, format!("{function}: {why}")))
}

fn text(context: &Context<'_>, function: &str, path: &str) -> Outcome<String> {
    let bytes = read(context, function, path)?;
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        errors::at(
            context,
            format!(
                "{function}: byte {} is not UTF-8; save the file as UTF-8: {path}",
                error.utf8_error().valid_up_to()
            ),
        )
    })
}

/// The rows of a CSV text as maps; numbers and true/false are read as such, empty cells as `()`.
fn rows(text: &str) -> Result<Array, String> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let names = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut rows = Array::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let row: Map = names
            .iter()
            .zip(&record)
            .map(|(name, cell)| (name.trim_start_matches('\u{feff}').into(), cell_value(cell)))
            .collect();
        rows.push(row.into());
    }
    Ok(rows)
}

fn cell_value(cell: &str) -> Dynamic {
    match cell {
        "" => Dynamic::UNIT,
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        // A leading zero means a code (a postal code, a number plate), not a number.
        _ if cell.len() > 1
            && cell.starts_with('0')
            && cell.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            cell.into()
        }
        _ => match (cell.parse::<i64>(), cell.parse::<f64>()) {
            (Ok(int), _) => int.into(),
            (_, Ok(float)) if float.is_finite() => float.into(),
            _ => cell.into(),
        },
    }
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

    #[test]
    fn csv_rows_are_maps_with_types() {
        let rows = rows("name,age,zip\nAda,36,01234\n\"Bob, Jr\",,99\n").unwrap();
        let first = rows[0].read_lock::<Map>().unwrap();
        assert_eq!(first["age"].as_int(), Ok(36));
        assert_eq!(first["zip"].to_string(), "01234");
        assert!(rows[1].read_lock::<Map>().unwrap()["age"].is_unit());
    }

    #[test]
    fn a_ragged_csv_says_where() {
        assert!(rows("a,b\n1,2\n3\n").unwrap_err().contains("line: 3"));
    }
}

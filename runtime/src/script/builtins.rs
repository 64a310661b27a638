//! Functions every script has: what people who come from Python reach for.

mod dates;
pub(super) mod files;
mod numbers;
mod sizes;

use std::time::Duration;

use rhai::{Array, Dynamic, EvalAltResult, FuncRegistration, Module, NativeCallContext};

use super::{
    context::{Run, StopCalled},
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
    "rerun_after",
    "print",
    "debug",
    "text_generator",
    "onnx",
    "text_classifier",
    "embedder",
    "image_classifier",
    "token_classifier",
    "fill_mask",
    "zero_shot",
    "question_answering",
    "object_detector",
    "cosine",
    "search",
    "image_tensor",
    "tensor",
    "zeros",
    "ones",
    "full",
    "arange",
    "concat",
    "stack",
    "any",
    "all",
    "join",
    "read_text",
    "read_csv",
    "now",
    "today",
    "local_now",
    "date_add",
    "days_between",
    "weekday",
    "format_date",
];

/// Registers them.
pub(super) fn register(module: &mut Module) {
    flow(module);
    lists(module);
    numbers::register(module);
    numbers::texts(module);
    dates::register(module);
    files::register(module);
    sizes::register(module);
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
    let stop = || -> Outcome<Dynamic> {
        Err(EvalAltResult::ErrorTerminated(StopCalled.into(), rhai::Position::NONE).into())
    };
    FuncRegistration::new("stop").set_into_module(module, stop);
    super::handle::method(module, "stop", move |call| {
        call.no_more_names("stop", &[])?;
        stop()
    });
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

//! The options of a generation, from a script's keyword arguments.

use mirror_models::GenerateOptions;
use rhai::{Array, Dynamic, Map};

use super::{Context, Failure, errors};

/// Reads them all; what is not given is for the model to decide.
pub(super) fn generate_options(
    context: &Context<'_>,
    function: &str,
    given: &Map,
) -> Result<GenerateOptions, Failure> {
    let whole = |name| whole(context, function, given, name);
    let number = |name: &str| -> Result<Option<f32>, Failure> {
        let Some(value) = given.get(name).filter(|value| !value.is_unit()) else {
            return Ok(None);
        };
        let number = value
            .as_float()
            .or_else(|_| value.as_int().map(|int| int as f64));
        number.map(|number| Some(number as f32)).map_err(|kind| {
            errors::at(
                context,
                format!("{function}: `{name}` must be a number, not a value of type {kind}"),
            )
        })
    };
    let flag = |name: &str| -> Result<Option<bool>, Failure> {
        let Some(value) = given.get(name).filter(|value| !value.is_unit()) else {
            return Ok(None);
        };
        value.as_bool().map(Some).map_err(|_cause| {
            errors::at(
                context,
                format!("{function}: `{name}` must be true or false"),
            )
        })
    };
    Ok(GenerateOptions {
        max_new_tokens: whole("max_new_tokens")?,
        min_new_tokens: whole("min_new_tokens")?,
        do_sample: flag("do_sample")?,
        temperature: number("temperature")?,
        top_k: whole("top_k")?,
        top_p: number("top_p")?,
        min_p: number("min_p")?,
        typical_p: number("typical_p")?,
        repetition_penalty: number("repetition_penalty")?,
        no_repeat_ngram_size: whole("no_repeat_ngram_size")?,
        seed: whole("seed")?.map(|seed| seed as u64),
        stop: texts(context, function, given)?,
        top_n_tokens: whole("top_n_tokens")?.unwrap_or(0),
        use_cache: flag("use_cache")?,
    })
}

/// A whole number of at least 0, if it is given.
pub(super) fn whole(
    context: &Context<'_>,
    function: &str,
    given: &Map,
    name: &str,
) -> Result<Option<usize>, Failure> {
    let Some(value) = given.get(name).filter(|value| !value.is_unit()) else {
        return Ok(None);
    };
    let number = value
        .as_int()
        .ok()
        .and_then(|int| usize::try_from(int).ok());
    number.map(Some).ok_or_else(|| {
        errors::at(
            context,
            format!("{function}: `{name}` must be a whole number of at least 0, not `{value}`"),
        )
    })
}

fn texts(context: &Context<'_>, function: &str, given: &Map) -> Result<Vec<String>, Failure> {
    let Some(value) = given.get("stop").filter(|value| !value.is_unit()) else {
        return Ok(Vec::new());
    };
    if value.is_string() {
        return Ok(vec![value.to_string()]);
    }
    let list = value
        .read_lock::<Array>()
        .filter(|list| list.iter().all(Dynamic::is_string));
    list.map(|list| list.iter().map(ToString::to_string).collect())
        .ok_or_else(|| {
            errors::at(
                context,
                format!("{function}: `stop` must be a text or a list of texts"),
            )
        })
}

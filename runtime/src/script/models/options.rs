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
    let tokens = |name: &str, read: fn(&Dynamic) -> Option<u32>| {
        list(context, function, given, name, "a list of token ids", read)
    };
    let texts = |name| texts(context, function, given, name);
    let decay = "exponential_decay_length_penalty";
    let decay = list(
        context,
        function,
        given,
        decay,
        "[tokens, factor]",
        number_of,
    )?;
    let decay = match decay[..] {
        [] => None,
        [start, factor] if start >= 0.0 && start.fract() == 0.0 => Some((start as usize, factor)),
        _ => {
            let expected = "exponential_decay_length_penalty` must be `[tokens, factor]";
            return Err(errors::at(context, format!("{function}: `{expected}`")));
        }
    };
    Ok(GenerateOptions {
        max_new_tokens: whole("max_new_tokens")?,
        min_new_tokens: whole("min_new_tokens")?,
        min_length: whole("min_length")?,
        max_time: number("max_time")?,
        do_sample: flag("do_sample")?,
        temperature: number("temperature")?,
        top_h: number("top_h")?,
        top_k: whole("top_k")?,
        top_p: number("top_p")?,
        min_p: number("min_p")?,
        typical_p: number("typical_p")?,
        epsilon_cutoff: number("epsilon_cutoff")?,
        eta_cutoff: number("eta_cutoff")?,
        sequence_bias: list(
            context,
            function,
            given,
            "sequence_bias",
            "a list of `[token ids, number]`",
            bias,
        )?,
        repetition_penalty: number("repetition_penalty")?,
        no_repeat_ngram_size: whole("no_repeat_ngram_size")?,
        bad_words: texts("bad_words")?,
        bad_words_ids: list(
            context,
            function,
            given,
            "bad_words_ids",
            "a list of lists of token ids",
            ids,
        )?,
        exponential_decay_length_penalty: decay,
        suppress_tokens: tokens("suppress_tokens", id)?,
        begin_suppress_tokens: tokens("begin_suppress_tokens", id)?,
        eos_token_id: tokens("eos_token_id", id)?,
        seed: whole("seed")?.map(|seed| seed as u64),
        stop: texts("stop")?,
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

fn texts(
    context: &Context<'_>,
    function: &str,
    given: &Map,
    name: &str,
) -> Result<Vec<String>, Failure> {
    let text = |value: &Dynamic| value.is_string().then(|| value.to_string());
    list(
        context,
        function,
        given,
        name,
        "a text or a list of texts",
        text,
    )
}

/// A list whose items can all be read, or one such item by itself.
fn list<T>(
    context: &Context<'_>,
    function: &str,
    given: &Map,
    name: &str,
    expected: &str,
    read: impl Fn(&Dynamic) -> Option<T>,
) -> Result<Vec<T>, Failure> {
    let Some(value) = given.get(name).filter(|value| !value.is_unit()) else {
        return Ok(Vec::new());
    };
    let items = match value.read_lock::<Array>() {
        Some(list) => list.iter().map(read).collect(),
        None => read(value).map(|item| vec![item]),
    };
    items.ok_or_else(|| errors::at(context, format!("{function}: `{name}` must be {expected}")))
}

fn number_of(value: &Dynamic) -> Option<f32> {
    let int = || value.as_int().map(|int| int as f64);
    value
        .as_float()
        .or_else(|_kind| int())
        .ok()
        .map(|number| number as f32)
}

/// A token's id.
fn id(value: &Dynamic) -> Option<u32> {
    value.as_int().ok().and_then(|id| u32::try_from(id).ok())
}

/// A list of tokens.
fn ids(value: &Dynamic) -> Option<Vec<u32>> {
    value.read_lock::<Array>()?.iter().map(id).collect()
}

/// Tokens, and a number for the last of them.
fn bias(value: &Dynamic) -> Option<(Vec<u32>, f32)> {
    match value.read_lock::<Array>()?.as_slice() {
        [tokens, number] => Some((ids(tokens)?, number_of(number)?)),
        _ => None,
    }
}

//! Options of functions that are no widgets: by name, or in a trailing map.

use rhai::{EvalAltResult, Map};

use super::handle::Call;

type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// A trailing `#{...}` whose names are all options stands for keyword arguments.
pub(super) fn options(call: &mut Call<'_, '_>, function: &str, known: &[&str]) -> Outcome<()> {
    if call.names.is_empty()
        && call.places.len() > 1
        && let Some(last) = call.places.pop()
    {
        let fits = last.read_lock::<Map>().is_some_and(|map| {
            !map.is_empty() && map.keys().all(|name| known.contains(&name.as_str()))
        });
        match fits {
            true => call.names = last.cast::<Map>(),
            false => call.places.push(last),
        }
    }
    call.no_more_names(function, known)
}

/// An option that is a text.
pub(super) fn text(call: &mut Call<'_, '_>, function: &str, name: &str) -> Outcome<Option<String>> {
    call.take(name)
        .map(|value| {
            value.into_string().map_err(|kind| {
                call.error(format!("{function}: `{name}` must be a text, not a {kind}"))
            })
        })
        .transpose()
}

/// An option that is true or false.
pub(super) fn flag(call: &mut Call<'_, '_>, function: &str, name: &str) -> Outcome<bool> {
    let Some(value) = call.take(name) else {
        return Ok(false);
    };
    value.as_bool().map_err(|kind| {
        call.error(format!(
            "{function}: `{name}` must be true or false, not a {kind}"
        ))
    })
}

/// An option that is one of some words; the first is the default.
pub(super) fn choice(
    call: &mut Call<'_, '_>,
    function: &str,
    name: &str,
    words: &[&'static str],
) -> Outcome<&'static str> {
    let Some(value) = call.take(name) else {
        return Ok(words[0]);
    };
    let word = value.to_string();
    words
        .iter()
        .find(|known| **known == word)
        .copied()
        .ok_or_else(|| {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            call.error(format!(
                "{function}: `{name}` must be {}, not \"{word}\"",
                words.join(" or ")
            ))
        })
}

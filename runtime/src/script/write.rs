//! `st.write` and `st.write_stream`: the two that look at what they are given.

use mirror_widgets::{
    Arg, Param, Value,
    call::{named, place},
};
use rhai::{Array, Dynamic, EvalAltResult, FnPtr, Module};

use super::{
    chat::{Pen, Tags},
    context::{Run, Target},
    convert,
    environment::SecretsHandle,
    handle::{Call, Handle, draw_with, method},
    models::Stream,
    tasks::TaskHandle,
    tensors,
    uploaded::UploadedFile,
};

/// What `st` has besides the catalog, for the gallery: name, what it does, parameters.
pub(super) const DESCRIBED: &[(&str, &str, &[Param])] = &[
    (
        "write",
        "Shows anything by what it is: texts and numbers as Markdown, lists of maps as a table, other data as JSON.",
        &[place(
            "args",
            "up to five values",
            "",
            "What to show; texts and numbers in a row become one text.",
        )],
    ),
    (
        "write_stream",
        "Shows a text as it comes, like a typewriter, and gives all of it in the end.",
        &[
            place(
                "stream",
                "stream, list or function",
                "",
                "A model's `stream(...)`, a list of texts, or a function that gives one text after the other and `()` at the end.",
            ),
            named(
                "reasoning_tags",
                "true, false or list",
                "false",
                "Folds away what stands between `<think>` and `</think>`, or between the two texts of a list.",
            ),
        ],
    ),
    (
        "task",
        "Work that goes on beside the page: it survives reruns and reconnects, and gives `.state`, `.progress`, `.text`, `.result`, `.error`, `.elapsed`, `.running`, `.done`, `.place`, and `.cancel()`, `.start()`, `.restart()`. `st.task_view(task)` shows it.",
        super::tasks::PARAMS,
    ),
    (
        "progress_over",
        "What a `for` loop goes over while a bar shows how far it is: `for x in progress_over(xs, \"Embedding\")`.",
        super::progress::PARAMS,
    ),
    (
        "every",
        super::fragment::EVERY,
        super::fragment::EVERY_PARAMS,
    ),
    (
        "sidebar",
        "A container at the side of the page; on a phone a drawer. It is no function: `st.sidebar.slider(...)` or `with st.sidebar { ... }`.",
        &[],
    ),
    (
        "bottom",
        "A container that stays at the end of the window while the page scrolls. It is no function: `st.bottom.caption(...)` or `with st.bottom { ... }`.",
        &[],
    ),
];

type Outcome = Result<Dynamic, Box<EvalAltResult>>;

/// Registers both.
pub(super) fn register(module: &mut Module) {
    method(module, "write", |call| {
        call.no_more_names("write", &[])?;
        write(&call)
    });
    method(module, "write_stream", |mut call| {
        call.no_more_names("write_stream", &["reasoning_tags"])?;
        let tags = match call.take("reasoning_tags") {
            None => None,
            Some(given) => Tags::read(&given)
                .map_err(|why| call.error(format!("write_stream: `reasoning_tags` {why}")))?,
        };
        let [stream] = call.places.as_slice() else {
            return Err(call.error("write_stream: give one stream: a model's `stream(...)`, a list of texts or a function"));
        };
        match tags {
            Some(tags) => write_with_thoughts(&call, stream.clone(), tags),
            None => write_stream(&call, stream.clone()),
        }
    });
}

/// Shows each argument by what it is; texts and numbers in a row become one text.
fn write(call: &Call<'_, '_>) -> Outcome {
    let mut text = String::new();
    let mut last = Dynamic::UNIT;
    for value in &call.places {
        if let Some(word) = word(value) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&word);
            continue;
        }
        let _ = flush_text(call, &mut text)?;
        last = show(call, value)?;
    }
    if text.is_empty() {
        return Ok(last);
    }
    flush_text(call, &mut text)
}

fn flush_text(call: &Call<'_, '_>, text: &mut String) -> Outcome {
    if text.is_empty() {
        return Ok(Dynamic::UNIT);
    }
    let body = std::mem::take(text);
    draw(call, "markdown", Value::String(body).into())
}

/// A value that is written as a word of a text.
fn word(value: &Dynamic) -> Option<String> {
    if value.is_string() || value.is_char() {
        return Some(value.to_string());
    }
    let scalar = value.is_int() || value.is_float() || value.is_bool() || value.is_unit();
    scalar.then(|| format!("`{value}`"))
}

pub(super) fn show(call: &Call<'_, '_>, value: &Dynamic) -> Outcome {
    if value.is::<Stream>() || value.is::<FnPtr>() {
        return write_stream(call, value.clone());
    }
    if let Some(task) = value.read_lock::<TaskHandle>() {
        return super::tasks::show(call, &task);
    }
    if value.is_blob() {
        return draw(
            call,
            "image",
            convert::to_arg(value).map_err(|why| call.error(why))?,
        );
    }
    if let Some(file) = value.read_lock::<UploadedFile>() {
        let (widget, body) = file.shown().map_err(|why| call.error(why))?;
        return draw(call, widget, body);
    }
    if let Some(tensor) = value.read_lock::<mirror_models::Tensor>() {
        let text = Value::String(tensors::shown(&tensor));
        draw_with(
            call,
            "code",
            vec![text.into()],
            vec![("language".into(), Value::Null.into())],
        )?;
        return Ok(Dynamic::UNIT);
    }
    if let Some(secrets) = value.read_lock::<SecretsHandle>() {
        let names = secrets.shown(&call.run);
        return draw(call, "markdown", Value::String(format!("`{names}`")).into());
    }
    if value.is::<Handle>() {
        return Err(call.error("write: this is a container; write into it: `container.write(...)`"));
    }
    match convert::to_value(value) {
        Ok(rows @ Value::Array(_))
            if rows
                .as_array()
                .is_some_and(|rows| !rows.is_empty() && rows.iter().all(Value::is_object)) =>
        {
            draw(call, "table", rows.into())
        }
        Ok(data) => draw(call, "json", data.into()),
        Err(_) => draw(call, "markdown", Value::String(format!("`{value}`")).into()),
    }
}

fn draw(call: &Call<'_, '_>, widget: &str, body: Arg) -> Outcome {
    draw_with(call, widget, vec![body], Vec::new())?;
    call.run.flush_if_due();
    Ok(Dynamic::UNIT)
}

/// Shows a text as it comes, and gives all of it in the end.
fn write_stream(call: &Call<'_, '_>, stream: Dynamic) -> Outcome {
    let (_, id) = draw_with(
        call,
        "markdown",
        vec![Value::String(String::new()).into()],
        Vec::new(),
    )?;
    let id = id.ok_or_else(|| call.error("write_stream: its text has no id; this is a bug"))?;
    call.run.inner().page.set(id, "streaming", true.into());
    call.run.flush_if_due();
    let mut whole = String::new();
    let ended = pieces(call, stream, |run, piece| {
        whole.push_str(piece);
        let mut inner = run.inner();
        inner.page.append(id, "body", piece);
        if inner.page.due() {
            let page = inner.page.snapshot();
            run.0.outlet.show(page);
        }
        drop(inner);
        run.check()
    });
    call.run.inner().page.unset(id, "streaming");
    ended?;
    Ok(whole.into())
}

/// The same, with its thoughts apart and folded away; gives the text without them.
fn write_with_thoughts(call: &Call<'_, '_>, stream: Dynamic, tags: Tags) -> Outcome {
    if matches!(call.target, Target::Slot(_)) {
        return Err(call.error("write_stream: with `reasoning_tags` it is more than one element; write into a container: `st.container().write_stream(...)`"));
    }
    let mut pen = Pen::new(call, call.target, Some(tags));
    let ended = pieces(call, stream, |_, piece| pen.write(piece));
    let closed = pen.end();
    ended.and(closed)?;
    Ok(pen.whole.into())
}

/// Calls `each` with every piece of text.
pub(super) fn pieces(
    call: &Call<'_, '_>,
    stream: Dynamic,
    mut each: impl FnMut(&Run, &str) -> Result<(), Box<EvalAltResult>>,
) -> Result<(), Box<EvalAltResult>> {
    let run = &call.run;
    if let Some(stream) = stream.clone().try_cast::<Stream>() {
        while let Some(piece) = stream.piece()? {
            each(run, &piece)?;
        }
        return Ok(());
    }
    if let Some(next) = stream.clone().try_cast::<FnPtr>() {
        loop {
            let piece = next.call_within_context::<Dynamic>(call.context, ())?;
            if piece.is_unit() {
                return Ok(());
            }
            each(run, &piece.to_string())?;
        }
    }
    if let Some(list) = stream.read_lock::<Array>() {
        return list
            .iter()
            .try_for_each(|piece| each(run, &piece.to_string()));
    }
    if stream.is_string() {
        return each(run, &stream.to_string());
    }
    let kind = convert::name_of(&stream);
    Err(call.error(format!(
        "write_stream: a {kind} is no stream; give a model's `stream(...)`, a list of texts, \
         or a function that gives one text after the other and `()` at the end"
    )))
}

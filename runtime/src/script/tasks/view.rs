//! `st.task_view`: a task on the page, with its progress and what can be done about it.

use std::time::{Duration, Instant};

use mirror_widgets::{Arg, Drawn, Id, Value};
use rhai::{Dynamic, EvalAltResult};

use super::handle::TaskHandle;
use crate::script::{
    context::Inner,
    convert,
    handle::{Call, draw_with},
};

type Outcome = Result<Dynamic, Box<EvalAltResult>>;

/// How often a run that goes on looks at the tasks it shows.
const LOOK: Duration = Duration::from_millis(100);

/// The tasks that a run shows: they go on while the run takes its time.
#[derive(Default)]
pub(in crate::script) struct Views {
    shown: Vec<(Id, TaskHandle)>,
    looked: Option<Instant>,
}

/// Brings what is shown of tasks to where they are now.
pub(in crate::script) fn follow(inner: &mut Inner) {
    let Inner { page, views, .. } = inner;
    let recent = |looked: Instant| looked.elapsed() < LOOK;
    if views.shown.is_empty() || views.looked.is_some_and(recent) {
        return;
    }
    views.looked = Some(Instant::now());
    for (id, task) in &views.shown {
        let figures = figures(task);
        // The seconds alone are no news: the browser counts them itself.
        let news = figures
            .iter()
            .any(|(name, value)| *name != "elapsed" && page.prop(*id, name) != Some(value));
        if news {
            for (name, value) in figures {
                page.set(*id, name, value);
            }
        }
    }
}

/// `st.task_view(task, label="Training")`.
pub(super) fn task_view(mut call: Call<'_, '_>) -> Outcome {
    let task = match call.places.as_slice() {
        [task] => task.clone().try_cast::<TaskHandle>(),
        [] => call.take("task").and_then(Dynamic::try_cast),
        _ => None,
    };
    let task = task.ok_or_else(|| {
        call.error("task_view: give the task, as `st.task(...)` gives it; the rest by name")
    })?;
    show(&call, &task)
}

/// Shows a task at the place of a call, with the call's options; a click on its button is heard here.
pub(in crate::script) fn show(call: &Call<'_, '_>, task: &TaskHandle) -> Outcome {
    let mut names: Vec<(String, Arg)> = Vec::new();
    for (name, value) in &call.names {
        let arg = convert::to_arg(value)
            .map_err(|why| call.error(format!("task_view: `{name}`: {why}")))?;
        names.push((name.to_string(), arg));
    }
    if !call.names.contains_key("label") {
        names.push(("label".into(), Value::from(task.0.key.clone()).into()));
    }
    let figures = figures(task).into_iter();
    names.extend(figures.map(|(name, value)| (name.to_owned(), value.into())));
    let (drawn, id) = draw_with(call, "task_view", Vec::new(), names)?;
    if let Some(id) = id {
        let mut inner = call.run.inner();
        inner.views.shown.retain(|(other, _)| *other != id);
        inner.views.shown.push((id, task.clone()));
    }
    if let Drawn::Value(Value::String(word)) = drawn {
        match word.as_str() {
            "cancel" => task.0.cancel(),
            _ => task.0.start(),
        }
        // What the click has changed is seen at once.
        let mut inner = call.run.inner();
        inner.views.looked = None;
        follow(&mut inner);
    }
    call.run.flush_if_due();
    Ok(Dynamic::from(task.clone()))
}

/// What the browser draws of a task.
fn figures(task: &TaskHandle) -> [(&'static str, Value); 6] {
    let place = task.0.place();
    let production = task.0.in_production();
    let now = task.0.now();
    let error = now.error.as_deref().map(|error| match production {
        true => "Something went wrong.",
        false => error,
    });
    let elapsed = (now.elapsed().as_secs_f64() * 10.0).round() / 10.0;
    [
        ("state", Value::from(now.stage.name())),
        ("progress", now.progress.into()),
        ("text", now.text.as_str().into()),
        ("elapsed", elapsed.into()),
        ("place", place.into()),
        ("error", error.into()),
    ]
}

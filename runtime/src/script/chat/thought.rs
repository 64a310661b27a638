//! What `st.thought` becomes: at the end of its block, and by `.update(...)`.

use mirror_widgets::{Id, Value};
use rhai::Dynamic;

use super::Outcome;
use crate::script::{
    context::Target,
    handle::{Call, Handle},
    page::Builder,
};

const STATES: [&str; 3] = ["pending", "done", "error"];

/// The block of a thought has ended: where nobody said how, it went well unless it failed.
pub(in crate::script) fn leave(page: &mut Builder, id: Id, failed: bool) {
    if page.prop(id, "status").and_then(Value::as_str) == Some("pending") {
        let status = if failed { "error" } else { "done" };
        page.set(id, "status", status.into());
    }
}

/// `thought.update(title="Found it", status="done", duration=2)`.
pub(in crate::script) fn update(mut call: Call<'_, '_>, id: Id) -> Outcome<Dynamic> {
    call.no_more_names("update", &["title", "status", "expanded", "duration"])?;
    if !call.places.is_empty() {
        return Err(call.error("update: takes no argument by place; give `title`, `status`, `expanded` or `duration` by name"));
    }
    let mut changes: Vec<(&str, Value)> = Vec::new();
    if let Some(title) = call.take("title") {
        changes.push(("title", title.to_string().into()));
    }
    if let Some(status) = call.take("status") {
        let status = status.to_string();
        if !STATES.contains(&status.as_str()) {
            return Err(call.error(format!(
                "update: `status` must be \"pending\", \"done\" or \"error\", not \"{status}\""
            )));
        }
        changes.push(("status", status.into()));
    }
    if let Some(expanded) = call.take("expanded") {
        let expanded = expanded
            .as_bool()
            .map_err(|_kind| call.error("update: `expanded` must be true or false"))?;
        changes.push(("expanded", expanded.into()));
    }
    if let Some(duration) = call.take("duration") {
        let seconds = duration.as_float().ok();
        let seconds = seconds.or_else(|| duration.as_int().ok().map(|whole| whole as f64));
        let seconds = seconds.filter(|seconds| *seconds >= 0.0);
        let seconds =
            seconds.ok_or_else(|| call.error("update: `duration` must be 0 or more seconds"))?;
        changes.push(("duration", seconds.into()));
    }
    for (prop, value) in changes {
        call.run.inner().page.set(id, prop, value);
    }
    call.run.flush_if_due();
    Ok(Dynamic::from(Handle(Target::Inside(id))))
}

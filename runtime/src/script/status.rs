//! What `st.status` gives: a container that is told how the work in it goes.

use mirror_widgets::{Id, Value};
use rhai::{Dynamic, EvalAltResult, Module};

use super::{
    chat,
    context::Target,
    handle::{Call, Handle, method},
    page::Builder,
};

const STATES: &[&str] = &["running", "complete", "error"];

/// Registers `update`.
pub(super) fn register(module: &mut Module) {
    method(module, "update", update);
}

/// `box.update(label="Done", state="complete", expanded=false)`.
fn update(mut call: Call<'_, '_>) -> Result<Dynamic, Box<EvalAltResult>> {
    if let Target::Inside(id) = call.target
        && call.run.inner().page.kind(id) == Some("thought")
    {
        return chat::update(call, id);
    }
    call.no_more_names("update", &["label", "state", "expanded"])?;
    if !call.places.is_empty() {
        return Err(call.error(
            "update: takes no argument by place; give `label`, `state` or `expanded` by name",
        ));
    }
    let id = match call.target {
        Target::Inside(id) if call.run.inner().page.kind(id) == Some("status") => id,
        _ => {
            return Err(
                call.error("update: only what `st.status(...)` gives in this run can be updated")
            );
        }
    };
    let mut changes: Vec<(&str, Value)> = Vec::new();
    if let Some(label) = call.take("label") {
        changes.push(("label", label.to_string().into()));
    }
    if let Some(state) = call.take("state") {
        let state = state.to_string();
        if !STATES.contains(&state.as_str()) {
            return Err(call.error(format!(
                "update: `state` must be \"running\", \"complete\" or \"error\", not \"{state}\""
            )));
        }
        changes.push(("state", state.into()));
    }
    if let Some(expanded) = call.take("expanded") {
        let expanded = expanded
            .as_bool()
            .map_err(|_kind| call.error("update: `expanded` must be true or false"))?;
        changes.push(("expanded", expanded.into()));
    }
    for (prop, value) in changes {
        call.run.inner().page.set(id, prop, value);
    }
    call.run.flush_if_due();
    Ok(Dynamic::from(Handle(Target::Inside(id))))
}

/// The block of a status has ended: where nobody said how, it went well unless it failed.
pub(super) fn leave(page: &mut Builder, id: Id, failed: bool) {
    if page.prop(id, "state").and_then(Value::as_str) == Some("running") {
        let state = if failed { "error" } else { "complete" };
        page.set(id, "state", state.into());
    }
}

//! `st.rerun`: what a script asks to run again at once, all of it or some fragments.

use mirror_widgets::{Id, call::nearest};
use rhai::{Array, Dynamic, EvalAltResult, FuncRegistration, Module, Position};

use super::{
    super::{
        context::{Inner, RerunCalled, RerunParts, Run},
        handle::{Call, method},
    },
    Outcome,
};
use crate::run::{Cause, Scope};

pub(super) fn register(module: &mut Module) {
    method(module, "rerun", |mut call| {
        let given = match call.places.pop() {
            Some(scope) if call.places.is_empty() => Some(scope),
            None => call.take("scope"),
            Some(_) => return Err(call.error("rerun: takes one argument, the scope")),
        };
        call.no_more_names("rerun", &["scope"])?;
        let scope = scope(&call, "rerun", given, false)?;
        Err(again(scope))
    });
    FuncRegistration::new("rerun")
        .set_into_module(module, || -> Outcome { Err(again(Scope::App)) });
}

fn again(scope: Scope) -> Box<EvalAltResult> {
    let reason: Dynamic = match scope {
        Scope::App => RerunCalled.into(),
        Scope::Fragments(ids) => RerunParts(ids).into(),
    };
    EvalAltResult::ErrorTerminated(reason, Position::NONE).into()
}

/// What is to run again: `"app"`, `"fragment"`, or fragments by their keys.
pub(super) fn scope(
    call: &Call<'_, '_>,
    function: &str,
    given: Option<Dynamic>,
    is_later: bool,
) -> Result<Scope, Box<EvalAltResult>> {
    let Some(given) = given else {
        return Ok(Scope::App);
    };
    let keys: Vec<String> = match given.read_lock::<Array>() {
        Some(list) => list.iter().map(ToString::to_string).collect(),
        None => vec![given.to_string()],
    };
    if keys == ["app"] {
        return Ok(Scope::App);
    }
    let inner = call.run.inner();
    // A run of the whole app that ended here would leave the rest of the page undone.
    if !is_later && inner.begun && !inner.page.is_part() {
        return Err(call.error(format!(
            "{function}: while the whole app runs, only all of it can run again: `st.rerun()`; \
             a scope is for callbacks and for fragments that run by themselves"
        )));
    }
    let found: Result<Vec<Id>, _> = keys.iter().map(|key| named(&inner, key)).collect();
    found
        .map(Scope::Fragments)
        .map_err(|why| call.error(format!("{function}: {why}")))
}

fn named(inner: &Inner, key: &str) -> Result<Id, String> {
    if key == "fragment" {
        let own = inner.flow.inside.last().copied();
        return own.ok_or_else(|| "the scope \"fragment\" works only inside one".into());
    }
    let known = || inner.vars.fragments.iter().chain(&inner.flow.before);
    let found = known().find(|(_, fragment)| fragment.key.as_deref() == Some(key));
    found.map(|(id, _)| *id).ok_or_else(|| {
        let keys = known().filter_map(|(_, fragment)| fragment.key.as_deref());
        let hint = match nearest(key, keys.chain(["app", "fragment"])) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "give a fragment its `key`".into(),
        };
        format!("no fragment has the key \"{key}\"; {hint}")
    })
}

/// Remembers what a callback or a parallel fragment asked to run next. What runs anyway is no news.
pub(in crate::script) fn ask(inner: &mut Inner, error: &EvalAltResult) {
    let EvalAltResult::ErrorTerminated(reason, _) = error.unwrap_inner() else {
        return;
    };
    let parts = reason.read_lock::<RerunParts>();
    let wanted = match parts {
        Some(parts) => Scope::Fragments(parts.0.clone()),
        None if reason.is::<RerunCalled>() => Scope::App,
        None => return,
    };
    if inner.begun || wanted != inner.cause.scope {
        inner.flow.asked = Some(match inner.flow.asked.take() {
            Some(asked) => asked.and(wanted),
            None => wanted,
        });
    }
}

/// What was asked for, as the end of the run.
pub(in crate::script) fn asked(run: &Run) -> Option<Box<EvalAltResult>> {
    run.inner().flow.asked.take().map(again)
}

/// Remembers which fragment has cut a run of the whole app off, or that none has.
pub(in crate::script) fn cut_off(inner: &mut Inner, failed: Option<Id>) {
    if inner.cause.scope != Scope::App {
        return;
    }
    let around = failed.and_then(|id| inner.vars.fragments.get(&id));
    let around = around.map(|fragment| fragment.inside.clone());
    inner.vars.cut_off_in = failed
        .into_iter()
        .chain(around.into_iter().flatten())
        .collect();
}

/// The fragment that cut the page off works again: the rest of the page is still to be made.
pub(in crate::script) fn mended(run: &Run) -> Option<Box<EvalAltResult>> {
    let mut inner = run.inner();
    let Scope::Fragments(ran) = &inner.cause.scope else {
        return None;
    };
    // A run of the page would close a dialog that nobody has closed.
    let dialog = inner.flow.before.values().any(|fragment| fragment.dialog);
    let mended = !dialog && ran.iter().any(|id| inner.vars.cut_off_in.contains(id));
    if mended {
        inner.vars.cut_off_in.clear();
    }
    mended.then(|| again(Scope::App))
}

/// What a run leaves undone that ends for these fragments.
pub(in crate::script) fn unread(run: &Run, reason: &Dynamic) -> Cause {
    let inner = run.inner();
    let left = Scope::Fragments(inner.flow.queue.iter().copied().collect());
    let wanted = reason
        .read_lock::<RerunParts>()
        .map(|parts| parts.0.clone());
    Cause {
        scope: left.and(Scope::Fragments(wanted.unwrap_or_default())),
        ..inner.unread()
    }
}

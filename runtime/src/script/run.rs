//! One run of a script: callbacks, then the script from top to bottom.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, atomic::AtomicBool},
    time::Instant,
};

use mirror_widgets::{Element, Id, Value};
use rhai::{Dynamic, Engine, EvalAltResult, Scope};

use super::{
    Script, Shared,
    context::{Inner, RerunCalled, Run, RunCell, StopCalled, Stopped, Vars},
    engine, errors,
    page::Builder,
    query::{decode_query, encode_query},
};
use crate::{
    app::App,
    error::Problem,
    identity::Identities,
    run::{Cause, End, Outcome, Outlet},
    state::State,
};

/// Runs the script once.
pub(crate) fn execute(
    app: &App,
    script: &Arc<Script>,
    mut state: State,
    cause: Cause,
    outlet: Arc<dyn Outlet>,
    stop: Arc<AtomicBool>,
) -> Outcome {
    let started = Instant::now();
    state.runs += 1;
    if let Some(query) = &cause.query {
        state.query = decode_query(query);
    }
    let run = begin(app, script, &mut state, cause, outlet, stop, started);
    let mut engine = engine::running(&run, &app.config.limits, &app.shared);
    let ended = catch_unwind(AssertUnwindSafe(|| perform(&mut engine, &run, script)));
    drop(engine);
    let end = match ended {
        Ok(Ok(())) => End::Done,
        Ok(Err(error)) => why(&error, &run, script, &app.shared),
        Err(panic) => End::Failed(panicked(panic.as_ref(), script)),
    };
    finish(&run, state, end, app.config.production, started)
}

fn begin(
    app: &App,
    script: &Arc<Script>,
    state: &mut State,
    cause: Cause,
    outlet: Arc<dyn Outlet>,
    stop: Arc<AtomicBool>,
    started: Instant,
) -> Run {
    let script_state = std::mem::replace(&mut state.script, Box::new(()));
    let mut vars = script_state
        .downcast::<Vars>()
        .map(|vars| *vars)
        .unwrap_or_default();
    let sites = std::mem::take(&mut vars.sites);
    let before = std::mem::replace(
        &mut state.page,
        Element::new(Id::ROOT, "page", mirror_widgets::Props::new()),
    );
    let clearing = clearing(&before, &cause);
    let mut inner = Inner {
        clearing,
        page: Builder::new(before, &script.title()),
        vars,
        widgets: std::mem::take(&mut state.widgets),
        cause,
        read: HashSet::new(),
        identities: Identities::after(sites),
        drawn: HashSet::new(),
        query: std::mem::take(&mut state.query),
        sealed: None,
    };
    inner.take_values();
    if !inner.query.is_empty() {
        inner
            .page
            .set(Id::ROOT, "query", encode_query(&inner.query).into());
    }
    Run(Arc::new(RunCell {
        stop,
        shared: app.shared.clone(),
        script: Arc::clone(script),
        owner: state.session,
        media: Arc::clone(&app.media),
        outlet,
        deadline: app.config.limits.wall_time.map(|time| started + time),
        number: state.runs,
        most_elements: app.config.limits.items,
        inner: Mutex::new(inner),
    }))
}

/// The forms of the page before that were sent now and clear themselves.
fn clearing(before: &Element, cause: &Cause) -> HashSet<Id> {
    fn look(element: &Element, cause: &Cause, found: &mut HashSet<Id>) {
        let clears = element.props.get("clear_on_submit") == Some(&Value::Bool(true));
        let sent = || {
            cause
                .fired
                .iter()
                .any(|(button, _)| element.find(*button).is_some())
        };
        if element.kind == "form" && clears && sent() {
            found.insert(element.id);
        }
        for child in &element.children {
            look(child, cause, found);
        }
    }
    let mut found = HashSet::new();
    if !cause.fired.is_empty() {
        look(before, cause, &mut found);
    }
    found
}

/// The callbacks of what changed, then the script.
fn perform(engine: &mut Engine, run: &Run, script: &Script) -> Result<(), Box<EvalAltResult>> {
    call_back(engine, run)?;
    engine.run_ast_with_scope(&mut Scope::new(), &script.program.ast)
}

/// Calls what was asked for when a widget changes. The functions are those of the run before:
/// they go with the page that the person clicked on.
#[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
fn call_back(engine: &Engine, run: &Run) -> Result<(), Box<EvalAltResult>> {
    let calls: Vec<_> = {
        let inner = run.inner();
        let changed = inner.cause.values.iter().chain(&inner.cause.fired);
        changed
            .filter_map(|(id, _)| inner.vars.callbacks.get(id).cloned())
            .collect()
    };
    run.inner().vars.callbacks.clear();
    for mut callback in calls {
        callback.context.global.tag = Dynamic::from(run.clone());
        let context = callback.context.create_context(engine);
        let arguments = callback.arguments;
        let _ = callback.function.call_raw(&context, None, arguments)?;
    }
    Ok(())
}

/// Why a run that did not come to its end ended.
fn why(error: &EvalAltResult, run: &Run, script: &Script, shared: &Shared) -> End {
    match error.unwrap_inner() {
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<Stopped>() => End::Stopped {
            unread: run.inner().unread(),
        },
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<StopCalled>() => End::Done,
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<RerunCalled>() => End::Again,
        EvalAltResult::Exit(..) | EvalAltResult::Return(..) => End::Done,
        _ => End::Failed(errors::run_problem(error, script, shared)),
    }
}

fn panicked(panic: &(dyn std::any::Any + Send), script: &Script) -> Problem {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".into());
    Problem {
        title: "The script stopped here".into(),
        message: format!("something failed inside mirror: {text}"),
        file: script.name.clone(),
        line: 0,
        column: 0,
        source: String::new(),
        hint: Some(
            "this is a bug in mirror, not in your script; please report it with the script".into(),
        ),
        trace: Vec::new(),
        id: None,
    }
}

/// Takes the run apart into what the session keeps.
fn finish(
    run: &Run,
    mut state: State,
    mut end: End,
    production: bool,
    started: Instant,
) -> Outcome {
    let mut inner = run.inner();
    if let End::Failed(problem) = &mut end {
        let shown = if production {
            let id = problem_id();
            problem.id = Some(id.clone());
            Problem::neutral(id)
        } else {
            problem.clone()
        };
        let props = serde_json::to_value(shown).ok();
        let props = props.and_then(|props| {
            if let Value::Object(props) = props {
                Some(props)
            } else {
                None
            }
        });
        inner.page.emit(Element::new(
            crate::identity::of_key("mirror exception"),
            "exception",
            props.unwrap_or_default(),
        ));
    }
    // A run that was cut short leaves the rest of the page as it stood.
    let page = match end {
        End::Stopped { .. } | End::Again => {
            let mut page = inner.page.snapshot();
            page.stale.clear();
            page
        }
        End::Done | End::Failed(_) => inner.page.finish(),
    };
    let mut vars = std::mem::take(&mut inner.vars);
    vars.sites = std::mem::take(&mut inner.identities).finish();
    state.widgets = std::mem::take(&mut inner.widgets);
    state.query = std::mem::take(&mut inner.query);
    state.script = Box::new(vars);
    state.page = page.root.clone();
    Outcome {
        state,
        page,
        end,
        took: started.elapsed(),
    }
}

/// A short random name for an error in production.
fn problem_id() -> String {
    let mut bytes = [0_u8; 5];
    // Without randomness the id is only less unique.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

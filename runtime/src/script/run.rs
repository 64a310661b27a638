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
    identity::{self, Identities},
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
    let callbacks_before = std::mem::take(&mut vars.callbacks);
    let mut inner = Inner {
        clearing,
        page: Builder::new(before, &script.title()),
        vars,
        callbacks_before,
        begun: false,
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
        limits: app.config.limits.clone(),
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
    run.inner().begun = true;
    engine.run_ast_with_scope(&mut Scope::new(), &script.program.ast)
}

/// Calls what was asked for when a widget changes. The functions are those of the run before:
/// they go with the page that the person clicked on. Each is called once, also where this run
/// is cut short: one that has begun is not called again, one that has not belongs to the next run.
#[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
fn call_back(engine: &Engine, run: &Run) -> Result<(), Box<EvalAltResult>> {
    let calls: Vec<_> = {
        let inner = run.inner();
        let changed = inner.cause.values.iter().chain(&inner.cause.fired);
        changed
            .filter(|(id, _)| !inner.cause.called.contains(id))
            .filter_map(|(id, _)| Some((*id, inner.callbacks_before.get(id)?.clone())))
            .collect()
    };
    for (id, mut callback) in calls {
        run.check()?;
        run.inner().cause.called.insert(id);
        callback.context.global.tag = Dynamic::from(run.clone());
        let context = callback.context.create_context(engine);
        let called = callback
            .function
            .call_raw(&context, None, callback.arguments);
        match called {
            Err(error) if !ends_callback(&error) => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// `stop()` and `rerun()` in a callback end the callback: the script runs after it anyway.
fn ends_callback(error: &EvalAltResult) -> bool {
    match error.unwrap_inner() {
        EvalAltResult::ErrorTerminated(reason, _) => {
            reason.is::<StopCalled>() || reason.is::<RerunCalled>()
        }
        _ => false,
    }
}

/// Why a run that did not come to its end ended.
fn why(error: &EvalAltResult, run: &Run, script: &Script, shared: &Shared) -> End {
    match error.unwrap_inner() {
        // Where nobody stopped this run, it was a stream of an earlier one.
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<Stopped>() && run.stopped() => {
            End::Stopped {
                unread: run.inner().unread(),
            }
        }
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<StopCalled>() => End::Done,
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<RerunCalled>() => End::Again {
            unread: run.inner().unread(),
        },
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
            identity::PANEL,
            "exception",
            props.unwrap_or_default(),
        ));
    }
    // A run that was cut short leaves the rest of the page as it stood, and its callbacks.
    let cut_short = match end {
        End::Stopped { .. } | End::Again { .. } => true,
        End::Failed(_) => !inner.begun,
        End::Done => false,
    };
    let mut vars = std::mem::take(&mut inner.vars);
    let page = if cut_short {
        let drawn = std::mem::replace(
            &mut vars.callbacks,
            std::mem::take(&mut inner.callbacks_before),
        );
        vars.callbacks.extend(drawn);
        let mut page = inner.page.snapshot();
        page.stale.clear();
        page
    } else {
        inner.page.finish()
    };
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

//! One run of a script: callbacks, then the script from top to bottom.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, atomic::AtomicBool},
    time::Instant,
};

use mirror_widgets::{Element, Id, Props, Value, locale::Locale};
use rhai::{Dynamic, Engine, EvalAltResult};

use super::{
    Script, Shared,
    context::{Inner, RerunCalled, RerunParts, Run, RunCell, StopCalled, Stopped, Vars},
    engine,
    environment::Local,
    errors,
    fragment::{self, Branches, Flow},
    page::Builder,
    pages::{self, Pages},
    query::{decode_query, encode_query},
};
use crate::{
    app::App,
    config::Config,
    error::Problem,
    identity::{self, Identities},
    run::{Cause, End, Outcome, Outlet, Scope},
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
    if let Some(path) = &cause.path {
        state.path.clone_from(path);
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
    vars.chats.halted = std::mem::take(&mut state.halted);
    let before = std::mem::replace(
        &mut state.page,
        Element::new(Id::ROOT, "page", Props::new()),
    );
    let clearing = clearing(&before, &cause);
    let asked = cause.path.is_some();
    let callbacks_before = std::mem::take(&mut vars.callbacks);
    let flow = Flow::after(std::mem::take(&mut vars.fragments));
    let mut inner = Inner {
        clearing,
        page: Builder::nothing(Element::new(Id::ROOT, "page", Props::new())),
        vars,
        callbacks_before,
        flow,
        begun: false,
        widgets: std::mem::take(&mut state.widgets),
        cause,
        read: HashSet::new(),
        identities: Identities::default(),
        drawn: HashSet::new(),
        query: std::mem::take(&mut state.query),
        pages: Pages::at(std::mem::take(&mut state.path), asked),
        local: Local {
            values: std::mem::take(&mut state.local),
            ..Local::default()
        },
        sealed: None,
        open_bars: Vec::new(),
        views: Default::default(),
    };
    inner.take_values(&app.uploads, state.session);
    inner.local.learn(&inner.cause.local);
    inner.aim(before, sites, &script.title());
    // Callbacks come first, and belong to the page that the person saw.
    if !inner.page.is_part() {
        inner.identities.page = inner.vars.last_page;
    }
    if state.visit != 0 {
        inner.page.set(Id::ROOT, "visit", state.visit.into());
    }
    fragment::begin(&mut inner);
    if !inner.page.is_part() {
        if !inner.query.is_empty() {
            inner
                .page
                .set(Id::ROOT, "query", encode_query(&inner.query).into());
        }
        if let Some(language) = &app.config.language {
            inner
                .page
                .set(Id::ROOT, "language", language.as_str().into());
        }
        if let Some(theme) = app.theme().props() {
            inner.page.set(Id::ROOT, "theme", theme);
        }
    }
    let cell = RunCell {
        stop,
        shared: app.shared.clone(),
        script: Arc::clone(script),
        owner: state.session,
        media: Arc::clone(&app.media),
        uploads: Arc::clone(&app.uploads),
        outlet,
        deadline: app.config.limits.wall_time.map(|time| started + time),
        number: state.runs,
        locale: locale(&app.config, &state.browser.locale),
        browser: state.browser.clone(),
        limits: app.config.limits.clone(),
        job: None,
        branches: Branches::new(Arc::clone(&app.pool), app.config.production),
        inner: Mutex::new(inner),
    };
    Run(Arc::new(cell), 0)
}

/// How numbers and days are written: as the person has it, where that is the app's language too.
fn locale(config: &Config, browser: &str) -> Locale {
    let language = |name: &str| name.split(['-', '_']).next().map(str::to_ascii_lowercase);
    match &config.language {
        Some(own) if language(own) != language(browser) => Locale::of(own),
        _ => Locale::of(browser),
    }
}

/// The forms of the page before that were sent now and clear themselves.
fn clearing(before: &Element, cause: &Cause) -> HashSet<Id> {
    fn look(element: &Element, cause: &Cause, found: &mut HashSet<Id>) {
        let clears = || element.props.get("clear_on_submit") == Some(&Value::Bool(true));
        let sent = || {
            cause
                .fired
                .iter()
                .any(|(button, _)| element.find(*button).is_some())
        };
        if element.kind == "form" && clears() && sent() {
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
    let part = {
        let mut inner = run.inner();
        inner.begun = true;
        inner.page.is_part()
    };
    let ended = match part {
        true => fragment::run_parts(engine, run),
        false => pages::run_app(engine, run, script),
    };
    fragment::join(run);
    ended?;
    match fragment::asked(run).or_else(|| fragment::mended(run)) {
        Some(asked) => Err(asked),
        None => Ok(()),
    }
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
            Err(error) => fragment::ask(&mut run.inner(), &error),
            Ok(_) => {}
        }
    }
    // Where another part is to run than the one that would.
    fragment::asked(run).map_or(Ok(()), Err)
}

/// `stop()` and `rerun()` in a callback end the callback: the script runs after it anyway.
fn ends_callback(error: &EvalAltResult) -> bool {
    match error.unwrap_inner() {
        EvalAltResult::ErrorTerminated(reason, _) => {
            reason.is::<StopCalled>() || reason.is::<RerunCalled>() || reason.is::<RerunParts>()
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
            unread: Cause {
                scope: Scope::App,
                ..run.inner().unread()
            },
        },
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<RerunParts>() => End::Again {
            unread: fragment::unread(run, reason),
        },
        EvalAltResult::Exit(..) | EvalAltResult::Return(..) => End::Done,
        _ => End::Failed(errors::run_problem(error, script, shared)),
    }
}

pub(super) fn panicked(panic: &(dyn std::any::Any + Send), script: &Script) -> Problem {
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
        run.0.shared.hide_secrets(problem);
        let props = panel(problem, production);
        let place = inner.flow.failed_in.take().filter(|id| inner.page.has(*id));
        fragment::cut_off(&mut inner, place);
        if let Some(fragment) = place {
            inner.page.cursor.push(fragment);
        }
        let id = identity::panel_in(place.or(inner.flow.inside.last().copied()));
        inner.page.emit(Element::new(id, "exception", props));
    }
    // A run that was cut short leaves the rest of the page as it stood, and its callbacks.
    let cut_short = match end {
        End::Stopped { .. } | End::Again { .. } => true,
        End::Failed(_) => !inner.begun,
        End::Done => false,
    };
    // A bar whose loop was left without an error has done its service.
    if matches!(end, End::Done) {
        for bar in std::mem::take(&mut inner.open_bars) {
            inner.page.remove(bar);
        }
    }
    if matches!(end, End::Done) {
        fragment::cut_off(&mut inner, None);
    }
    if !cut_short {
        inner.forget_left_pages();
    }
    let page = inner.complete(cut_short);
    let timers = fragment::timers(&mut inner, run.0.number, matches!(end, End::Done));
    let dialog = fragment::open_dialog(&inner);
    let mut vars = std::mem::take(&mut inner.vars);
    vars.sites = std::mem::take(&mut inner.identities).finish(cut_short);
    inner.release_fired(&run.0.uploads, run.0.owner);
    state.widgets = std::mem::take(&mut inner.widgets);
    state.query = std::mem::take(&mut inner.query);
    state.path = std::mem::take(&mut inner.pages.path);
    state.local = std::mem::take(&mut inner.local.values);
    state
        .local_changes
        .extend(std::mem::take(&mut inner.local.changes));
    state.script = Box::new(vars);
    state.page = page.root.clone();
    Outcome {
        state,
        page,
        end,
        timers,
        dialog,
        took: started.elapsed(),
    }
}

/// What the panel for a problem shows: in production only that there is one, under a name that
/// the problem gets too.
pub(super) fn panel(problem: &mut Problem, production: bool) -> Props {
    let shown = match production {
        true => {
            let id = problem_id();
            problem.id = Some(id.clone());
            Problem::neutral(id)
        }
        false => problem.clone(),
    };
    match serde_json::to_value(shown) {
        Ok(Value::Object(props)) => props,
        _ => Props::new(),
    }
}

/// A short random name for an error in production.
fn problem_id() -> String {
    let mut bytes = [0_u8; 5];
    // Without randomness the id is only less unique.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

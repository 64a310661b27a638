//! The work of a task, on its thread: a function of the script, on an engine of its own.

use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use mirror_widgets::{Element, Id, Props};
use rhai::{Array, Dynamic, EvalAltResult, FnPtr, Map};

use super::{
    handle::Job,
    task::{Stage, Task},
};
use crate::{
    error::Problem,
    identity::Identities,
    run::{Cause, Outlet, Page},
    script::{
        context::{Inner, Run, RunCell, StopCalled, Stopped, TimeIsUp, Vars},
        engine, errors,
        fragment::{Branches, Flow},
        page::Builder,
        run::panicked,
    },
};

/// What a task is to do.
#[derive(Clone)]
pub(super) struct Recipe(Arc<Ingredients>);

struct Ingredients {
    /// The run that asked for it: what all runs share comes from there.
    from: Origin,
    function: FnPtr,
    arguments: Array,
    /// Whether the function takes its job.
    with_job: bool,
    #[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
    context: Mutex<rhai::NativeCallContextStore>,
}

/// What a task needs of the run that asked for it, without its page and its state.
struct Origin {
    shared: crate::script::Shared,
    script: Arc<crate::script::Script>,
    media: Arc<crate::media::Media>,
    uploads: Arc<crate::uploads::Uploads>,
    owner: crate::media::Owner,
    limits: crate::config::Limits,
    browser: crate::state::Browser,
    locale: mirror_widgets::locale::Locale,
}

impl Recipe {
    #[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
    pub(super) fn new(
        run: Run,
        (mut function, arguments, with_job): (FnPtr, Array, bool),
        mut context: rhai::NativeCallContextStore,
    ) -> Self {
        for caught in function.iter_curry_mut() {
            *caught = apart(caught);
        }
        // The run that asked must not live on with its task.
        context.global.tag = Dynamic::UNIT;
        let cell = &run.0;
        Self(Arc::new(Ingredients {
            from: Origin {
                shared: cell.shared.clone(),
                script: Arc::clone(&cell.script),
                media: Arc::clone(&cell.media),
                uploads: Arc::clone(&cell.uploads),
                owner: cell.owner,
                limits: cell.limits.clone(),
                browser: cell.browser.clone(),
                locale: cell.locale,
            },
            function,
            arguments: arguments.iter().map(apart).collect(),
            with_job,
            context: Mutex::new(context),
        }))
    }
}

/// A copy that shares no variable with the script: closures catch variables, not values.
fn apart(value: &Dynamic) -> Dynamic {
    if let Some(array) = value.read_lock::<Array>() {
        return array.iter().map(apart).collect::<Array>().into();
    }
    if let Some(map) = value.read_lock::<Map>() {
        let pairs = map.iter().map(|(name, item)| (name.clone(), apart(item)));
        return pairs.collect::<Map>().into();
    }
    if let Some(function) = value.read_lock::<FnPtr>() {
        let mut function = function.clone();
        for caught in function.iter_curry_mut() {
            *caught = apart(caught);
        }
        return Dynamic::from(function);
    }
    value.clone().flatten()
}

/// Does the work, and says how it ended.
pub(super) fn perform(task: &Arc<Task>, attempt: u64) {
    let Some((recipe, stop)) = task.begin(attempt) else {
        return;
    };
    let job = Job::new(task, attempt);
    let run = beside(&recipe.0.from, stop, job.clone());
    let ended = catch_unwind(AssertUnwindSafe(|| call(&recipe.0, &run, job)));
    let script = &recipe.0.from.script;
    let mut problem = match ended {
        Ok(Ok(result)) => return task.finish(attempt, Stage::Done, apart(&result), None),
        Ok(Err(error)) => match reason(&error) {
            Ended::Done => return task.finish(attempt, Stage::Done, Dynamic::UNIT, None),
            Ended::Stopped => {
                return task.finish(attempt, Stage::Cancelled, Dynamic::UNIT, None);
            }
            Ended::Failed => problem_of(&error, &recipe.0.from),
        },
        Err(panic) => panicked(panic.as_ref(), script),
    };
    recipe.0.from.shared.hide_secrets(&mut problem);
    tracing::error!(task = task.key, "{problem}");
    task.finish(attempt, Stage::Failed, Dynamic::UNIT, Some(said(&problem)));
}

fn problem_of(error: &EvalAltResult, from: &Origin) -> Problem {
    let mut problem = errors::run_problem(error, &from.script, &from.shared);
    if let EvalAltResult::ErrorTerminated(reason, _) = error.unwrap_inner()
        && !reason.is::<TimeIsUp>()
    {
        problem.message = "a task runs beside the page, so it cannot begin another run; when it has ended, the page runs by itself".into();
    }
    problem
}

/// What the script reads as `task.error`.
fn said(problem: &Problem) -> String {
    match problem.line {
        0 => problem.message.clone(),
        line => format!("{} ({}:{line})", problem.message, problem.file),
    }
}

enum Ended {
    Done,
    Stopped,
    Failed,
}

fn reason(error: &EvalAltResult) -> Ended {
    match error.unwrap_inner() {
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<Stopped>() => Ended::Stopped,
        EvalAltResult::ErrorTerminated(reason, _) if reason.is::<StopCalled>() => Ended::Done,
        _ => Ended::Failed,
    }
}

#[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
fn call(recipe: &Ingredients, run: &Run, job: Job) -> Result<Dynamic, Box<EvalAltResult>> {
    let engine = engine::running(run, &recipe.from.limits, &recipe.from.shared);
    let mut context = recipe
        .context
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .clone();
    context.global.tag = Dynamic::from(run.clone());
    // Its operations count from here, not from where the script stood.
    context.global.num_operations = Default::default();
    let context = context.create_context(&engine);
    let mut arguments: Array = Vec::with_capacity(recipe.arguments.len() + 1);
    arguments.extend(recipe.with_job.then(|| Dynamic::from(job)));
    arguments.extend(recipe.arguments.iter().map(apart));
    recipe.function.call_raw(&context, None, arguments)
}

/// A run without a page.
fn beside(from: &Origin, stop: Arc<AtomicBool>, job: Job) -> Run {
    let nothing = Element::new(Id::ROOT, "page", Props::new());
    let vars = Vars::default();
    let inner = Inner {
        page: Builder::new(nothing, ""),
        vars,
        callbacks_before: HashMap::new(),
        begun: true,
        widgets: HashMap::new(),
        cause: Cause::default(),
        read: HashSet::new(),
        identities: Identities::after(Default::default()),
        drawn: HashSet::new(),
        query: Vec::new(),
        pages: Default::default(),
        local: Default::default(),
        clearing: HashSet::new(),
        sealed: None,
        flow: Flow::default(),
        open_bars: Vec::new(),
        views: Default::default(),
    };
    Run(
        Arc::new(RunCell {
            stop,
            shared: from.shared.clone(),
            script: Arc::clone(&from.script),
            owner: from.owner,
            media: Arc::clone(&from.media),
            uploads: Arc::clone(&from.uploads),
            outlet: Arc::new(Nowhere),
            deadline: None,
            number: 0,
            locale: from.locale,
            browser: from.browser.clone(),
            limits: from.limits.clone(),
            job: Some(job),
            branches: Branches::default(),
            inner: Mutex::new(inner),
        }),
        0,
    )
}

/// A task has no page to show.
struct Nowhere;

impl Outlet for Nowhere {
    fn show(&self, _page: Page) {}
}

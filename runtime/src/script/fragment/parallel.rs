//! Fragments whose bodies run on threads of their own while the script goes on. All of them build
//! one page: each has its own cursor in it, and the page is locked for as long as one element takes.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use mirror_widgets::{Element, Id};
use rhai::{Dynamic, EvalAltResult};

use super::{
    super::{
        context::{Inner, RerunCalled, RerunParts, Run, StopCalled, Stopped},
        engine, errors,
        run::{panel, panicked},
    },
    Fragment, ask,
};
use crate::{identity, pool::Pool};

/// Where one body stands in the page.
#[derive(Default)]
pub(in crate::script) struct Lane {
    cursor: Vec<Id>,
    inside: Vec<Id>,
    failed_in: Option<Id>,
    sealed: Option<String>,
}

/// The bodies that run beside the script.
#[derive(Default)]
pub(in crate::script) struct Branches {
    pool: Option<Arc<Pool>>,
    pub(in crate::script) production: bool,
    line: Mutex<VecDeque<Arc<Branch>>>,
}

type Job = Box<dyn FnOnce() + Send>;

/// One body: done by the first who has time for it, a thread of the pool or the run that waits.
struct Branch {
    job: Mutex<Option<Job>>,
    done: Mutex<bool>,
    over: Condvar,
}

impl Branches {
    pub(in crate::script) fn new(pool: Arc<Pool>, production: bool) -> Self {
        Self {
            pool: Some(pool),
            production,
            line: Mutex::default(),
        }
    }
}

impl Branch {
    fn work(&self) {
        let Some(job) = lock(&self.job).take() else {
            return;
        };
        job();
        *lock(&self.done) = true;
        self.over.notify_all();
    }

    fn wait(&self) {
        self.work();
        let wait = self.over.wait_while(lock(&self.done), |done| !*done);
        drop(wait.unwrap_or_else(PoisonError::into_inner));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has a fragment's body run beside what follows.
pub(super) fn branch(run: &Run, id: Id, fragment: Fragment) {
    let lane = {
        let mut inner = run.inner();
        let mut inside = inner.flow.inside.clone();
        inside.push(id);
        inner.flow.lanes += 1;
        let lane = inner.flow.lanes;
        let own = Lane {
            cursor: vec![id],
            inside,
            ..Lane::default()
        };
        inner.flow.parked.insert(lane, own);
        lane
    };
    let own = Run(Arc::clone(&run.0), lane);
    let branch = Arc::new(Branch {
        job: Mutex::new(Some(Box::new(move || perform(&own, id, fragment)))),
        done: Mutex::new(false),
        over: Condvar::new(),
    });
    lock(&run.0.branches.line).push_back(Arc::clone(&branch));
    if let Some(pool) = &run.0.branches.pool {
        pool.submit(move || branch.work());
    }
}

/// Waits until all bodies have come to their end; does itself what nobody has begun.
pub(in crate::script) fn join(run: &Run) {
    loop {
        let Some(branch) = lock(&run.0.branches.line).pop_front() else {
            return;
        };
        run.flush_if_due();
        branch.wait();
    }
}

/// Runs one body. What fails in it is shown in its place.
fn perform(run: &Run, id: Id, fragment: Fragment) {
    if run.stopped() {
        return;
    }
    let ended = catch_unwind(AssertUnwindSafe(|| call(run, fragment)));
    let script = &run.0.script;
    let mut problem = match ended {
        Ok(Ok(())) => return,
        Ok(Err(error)) => match error.unwrap_inner() {
            EvalAltResult::ErrorTerminated(reason, _)
                if reason.is::<RerunCalled>() || reason.is::<RerunParts>() =>
            {
                return ask(&mut run.inner(), &error);
            }
            EvalAltResult::ErrorTerminated(reason, _)
                if reason.is::<StopCalled>() || (reason.is::<Stopped>() && run.stopped()) =>
            {
                return;
            }
            EvalAltResult::Exit(..) | EvalAltResult::Return(..) => return,
            _ => errors::run_problem(&error, script, &run.0.shared),
        },
        Err(panic) => panicked(panic.as_ref(), script),
    };
    run.0.shared.hide_secrets(&mut problem);
    tracing::error!("{problem}");
    let props = panel(&mut problem.clone(), run.0.branches.production);
    let mut inner = run.inner();
    inner.page.cursor = vec![id];
    let place = identity::panel_in(Some(id));
    inner.page.emit(Element::new(place, "exception", props));
}

#[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
fn call(run: &Run, mut fragment: Fragment) -> Result<(), Box<EvalAltResult>> {
    let engine = engine::running(run, &run.0.limits, &run.0.shared);
    fragment.context.global.tag = Dynamic::from(run.clone());
    let context = fragment.context.create_context(&engine);
    let called = fragment
        .function
        .call_raw(&context, None, fragment.arguments);
    called.map(drop)
}

impl Inner {
    /// Goes on where this body stands.
    pub(in crate::script) fn switch(&mut self, lane: u32) {
        let flow = &mut self.flow;
        let mut other = flow.parked.remove(&lane).unwrap_or_default();
        std::mem::swap(&mut self.page.cursor, &mut other.cursor);
        std::mem::swap(&mut flow.inside, &mut other.inside);
        std::mem::swap(&mut flow.failed_in, &mut other.failed_in);
        std::mem::swap(&mut self.sealed, &mut other.sealed);
        let left = std::mem::replace(&mut flow.lane, lane);
        flow.parked.insert(left, other);
    }
}

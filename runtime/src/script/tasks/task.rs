//! One task: what it is to do, and how far it is.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use rhai::Dynamic;

use super::{
    all::{Owner, Tasks},
    work::{self, Recipe},
};
use crate::tasks::Ticket;

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It waits to be started.
    Idle,
    /// It waits in line.
    Queued,
    /// It is at work.
    Running,
    /// It came to its end.
    Done,
    /// Its function failed.
    Failed,
    /// Somebody ended it.
    Cancelled,
}

impl Stage {
    /// Its name in scripts and on the wire.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether its end is still to come.
    pub(super) fn goes_on(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }
}

/// What a call of `st.task` asks for.
pub(super) struct Wanted {
    pub(super) recipe: Recipe,
    pub(super) restart_on: Option<u128>,
    pub(super) start: bool,
}

/// One task.
pub(in crate::script) struct Task {
    pub(super) key: String,
    owner: Owner,
    tasks: Weak<Tasks>,
    now: Mutex<Now>,
}

/// How far a task is.
pub(super) struct Now {
    pub(super) stage: Stage,
    /// From 0 to 1, once its function has said it.
    pub(super) progress: Option<f64>,
    pub(super) text: String,
    pub(super) result: Dynamic,
    pub(super) error: Option<String>,
    began: Option<Instant>,
    ended: Option<Instant>,
    /// Counts the beginnings: what an earlier one still says is not heard.
    attempt: u64,
    stop: Arc<AtomicBool>,
    ticket: Option<Ticket>,
    recipe: Recipe,
    restart_on: Option<u128>,
    /// It was asked for before.
    known: bool,
    /// Its session is over: it does not begin any more, whoever still holds it.
    over: bool,
    /// The sessions that have asked for it.
    watchers: BTreeSet<u64>,
}

impl Task {
    pub(super) fn new(key: String, owner: Owner, tasks: &Arc<Tasks>, recipe: Recipe) -> Arc<Self> {
        let now = Now {
            stage: Stage::Idle,
            progress: None,
            text: String::new(),
            result: Dynamic::UNIT,
            error: None,
            began: None,
            ended: None,
            attempt: 0,
            stop: Arc::default(),
            ticket: None,
            recipe,
            restart_on: None,
            known: false,
            over: false,
            watchers: BTreeSet::new(),
        };
        Arc::new(Self {
            key,
            owner,
            tasks: Arc::downgrade(tasks),
            now: Mutex::new(now),
        })
    }

    pub(super) fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A run asks for it: the newest function is the one that a restart calls.
    pub(super) fn ask(self: &Arc<Self>, session: u64, wanted: Wanted) {
        let mut now = self.now();
        now.watchers.insert(session);
        now.recipe = wanted.recipe;
        let known = std::mem::replace(&mut now.known, true);
        let changed = std::mem::replace(&mut now.restart_on, wanted.restart_on);
        let changed = known && changed != wanted.restart_on && now.stage != Stage::Idle;
        let begin = changed || (!known && wanted.start);
        drop(now);
        if begin {
            self.restart();
        }
    }

    /// Begins it, unless it is on its way.
    pub(super) fn start(self: &Arc<Self>) {
        if !self.now().stage.goes_on() {
            self.restart();
        }
    }

    /// Begins it anew.
    pub(super) fn restart(self: &Arc<Self>) {
        let Some(tasks) = self.tasks.upgrade() else {
            return;
        };
        let (attempt, before) = {
            let mut now = self.now();
            if now.over {
                return;
            }
            now.stop.store(true, Ordering::Relaxed);
            now.stop = Arc::default();
            now.attempt += 1;
            now.stage = Stage::Queued;
            (now.progress, now.began, now.ended) = (None, None, None);
            now.text.clear();
            (now.result, now.error) = (Dynamic::UNIT, None);
            (now.attempt, now.ticket.take())
        };
        if let Some(ticket) = before {
            tasks.line.leave(&[ticket]);
        }
        let (job, moved) = (Arc::clone(self), Arc::downgrade(self));
        let joined = tasks.line.join(
            self.owner,
            move || work::perform(&job, attempt),
            move || {
                if let Some(task) = moved.upgrade() {
                    task.tell(false);
                }
            },
        );
        match joined {
            // Where it has begun meanwhile, the ticket names nothing any more.
            Ok(ticket) => self.now().ticket = Some(ticket),
            Err(full) => self.finish(
                attempt,
                Stage::Failed,
                Dynamic::UNIT,
                Some(full.to_string()),
            ),
        }
    }

    /// Ends it.
    pub(super) fn cancel(&self) {
        let Some(ticket) = self.now().halt() else {
            return;
        };
        if let Some(tasks) = self.tasks.upgrade() {
            tasks.line.leave(ticket.as_slice());
        }
        self.tell(true);
    }

    /// Ends it for good, because its session is over; gives its place in the line, to be left.
    pub(super) fn end(&self) -> Option<Ticket> {
        let mut now = self.now();
        now.over = true;
        now.halt().flatten()
    }

    /// How many sessions are told of its news.
    #[cfg(test)]
    pub(super) fn watchers(&self) -> usize {
        self.now().watchers.len()
    }

    /// A session that has asked for it is over.
    pub(super) fn forget(&self, session: u64) {
        self.now().watchers.remove(&session);
    }

    /// Its turn has come: what to do, and the flag that ends it. Nothing where it was cancelled.
    pub(super) fn begin(&self, attempt: u64) -> Option<(Recipe, Arc<AtomicBool>)> {
        let mut now = self.now();
        if now.attempt != attempt || now.stage != Stage::Queued {
            return None;
        }
        now.stage = Stage::Running;
        now.began = Some(Instant::now());
        let begun = (now.recipe.clone(), Arc::clone(&now.stop));
        drop(now);
        self.tell(false);
        Some(begun)
    }

    /// Its function says how far it is.
    pub(super) fn report(&self, attempt: u64, progress: Option<f64>, text: Option<String>) {
        let mut now = self.now();
        if now.attempt != attempt || now.stage != Stage::Running {
            return;
        }
        if let Some(progress) = progress {
            now.progress = Some(progress.clamp(0.0, 1.0));
        }
        if let Some(text) = text {
            now.text = text;
        }
        drop(now);
        self.tell(false);
    }

    /// Its function has ended.
    pub(super) fn finish(
        &self,
        attempt: u64,
        stage: Stage,
        result: Dynamic,
        error: Option<String>,
    ) {
        let mut now = self.now();
        if now.attempt != attempt || !now.stage.goes_on() {
            return;
        }
        now.stage = stage;
        now.ended = Some(Instant::now());
        if stage == Stage::Done {
            now.progress = Some(1.0);
        }
        (now.result, now.error) = (result, error);
        drop(now);
        self.tell(true);
    }

    /// How many jobs come before it, itself included, while it waits in line.
    pub(super) fn place(&self) -> Option<usize> {
        let ticket = {
            let now = self.now();
            now.ticket.filter(|_| now.stage == Stage::Queued)?
        };
        self.tasks.upgrade()?.line.place(ticket)
    }

    /// Whether those who run the app are the only ones to read its errors.
    pub(super) fn in_production(&self) -> bool {
        self.tasks.upgrade().is_some_and(|tasks| tasks.production)
    }

    /// Tells those who have asked for it that there is news.
    fn tell(&self, urgent: bool) {
        if let Some(tasks) = self.tasks.upgrade() {
            tasks.ring(self.now().watchers.iter(), urgent);
        }
    }
}

impl Now {
    /// Ends it; gives its place in the line, if it stands there. Nothing where it had ended.
    fn halt(&mut self) -> Option<Option<Ticket>> {
        if !self.stage.goes_on() {
            return None;
        }
        self.stop.store(true, Ordering::Relaxed);
        self.stage = Stage::Cancelled;
        self.ended = Some(Instant::now());
        Some(self.ticket.take())
    }

    /// How long it has been at work, or was.
    pub(super) fn elapsed(&self) -> Duration {
        let end = self.ended.unwrap_or_else(Instant::now);
        self.began
            .map_or(Duration::ZERO, |began| end.saturating_duration_since(began))
    }

    /// Whether this attempt should end.
    pub(super) fn is_over(&self, attempt: u64) -> bool {
        self.attempt != attempt || self.stage != Stage::Running
    }
}

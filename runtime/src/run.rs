//! One run: a script from top to bottom, from a [`State`] to a [`State`] and a page.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};

use mirror_widgets::{Element, Id};

use crate::{app::App, error::Problem, script::Script, state::State};

/// Why a script runs.
#[derive(Debug, Clone, Default)]
pub struct Cause {
    /// The values that changed, in the script's terms, latest only.
    pub values: Vec<(Id, mirror_widgets::Value)>,
    /// What fired: buttons, chat messages, form buttons. None is ever merged away.
    pub fired: Vec<(Id, mirror_widgets::Value)>,
    /// Whose callbacks were called already, by a run that was cut short.
    pub called: HashSet<Id>,
    /// The page's address changed to this query.
    pub query: Option<String>,
    /// The person went to this page.
    pub path: Option<String>,
    /// What changed in the state that the browser keeps; null where a name is gone.
    pub local: BTreeMap<String, mirror_widgets::Value>,
    /// Those of the values that alone want no run, in the browser's terms: until there is one,
    /// the page shows them as they were given.
    pub shown: Vec<(Id, mirror_widgets::Value)>,
    /// What of the page is to be made anew.
    pub scope: Scope,
}

impl Cause {
    /// Whether this alone is no reason to run: all of it is values that may wait.
    pub fn can_wait(&self) -> bool {
        let waits = |(id, _): &(Id, _)| self.shown.iter().any(|(shown, _)| shown == id);
        !self.shown.is_empty()
            && self.fired.is_empty()
            && self.query.is_none()
            && self.path.is_none()
            && self.local.is_empty()
            && self.values.iter().all(waits)
    }

    /// Shows what waits for a run on a page that was made without it.
    pub fn show_on(&self, page: &mut Element) {
        for (id, value) in &self.shown {
            if let Some(widget) = page.find_mut(*id) {
                Arc::make_mut(&mut widget.props).insert("value".into(), value.clone());
            }
        }
    }

    /// Takes a later cause on top: values by id, latest wins; what fired adds up. The scope is
    /// left as it is: who waits knows whether it counts.
    pub fn merge(&mut self, later: Cause) {
        for (id, value) in later.values {
            self.values.retain(|(held, _)| *held != id);
            self.values.push((id, value));
        }
        for (id, value) in later.shown {
            self.shown.retain(|(held, _)| *held != id);
            self.shown.push((id, value));
        }
        self.fired.extend(later.fired);
        self.called.extend(later.called);
        if later.query.is_some() {
            self.query = later.query;
        }
        if later.path.is_some() {
            self.path = later.path;
        }
        self.local.extend(later.local);
    }
}

/// What of the page a run makes anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    #[default]
    App,
    /// These fragments, in this order; everything else stays.
    Fragments(Vec<Id>),
}

impl Scope {
    /// A scope that holds both: a full run covers all. What came later runs first, because
    /// somebody waits for it.
    pub fn and(self, later: Scope) -> Scope {
        match (self, later) {
            (Self::Fragments(mut earlier), Self::Fragments(mut later)) => {
                earlier.retain(|id| !later.contains(id));
                later.append(&mut earlier);
                Self::Fragments(later)
            }
            _ => Self::App,
        }
    }
}

/// When something is to run by itself, as long as somebody looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// From when on.
    pub at: Instant,
    /// What is made anew.
    pub scope: Scope,
}

/// What a page is at one moment of a run.
#[derive(Debug, Clone)]
pub struct Page {
    /// The whole page.
    pub root: Element,
    /// The topmost elements the run has not confirmed yet; empty in a finished page and in the
    /// first 300 ms of a run.
    pub stale: Vec<Id>,
}

/// Where a run shows its page while it goes on. Called from the run's own thread; must not block.
pub trait Outlet: Send + Sync {
    /// The page as it is now. A later one replaces it if nobody looked.
    fn show(&self, page: Page);
}

/// How a run ended.
#[derive(Debug, Clone)]
pub enum End {
    /// The script came to its end, or called `stop()`.
    Done,
    /// The stop flag was raised; `unread` is what fired and no widget had read yet.
    Stopped {
        /// To be put into the next cause.
        unread: Cause,
    },
    /// It failed; the page has a panel where the next element would be.
    Failed(Problem),
    /// The script asked to run again at once; `unread` as above.
    Again {
        /// To be put into the next cause.
        unread: Cause,
    },
}

/// What a run leaves.
pub struct Outcome {
    /// The session's state, back from the run.
    pub state: State,
    /// The page.
    pub page: Page,
    /// How it ended.
    pub end: End,
    /// What is to run by itself later.
    pub timers: Vec<Timer>,
    /// The dialog that lies over the page: a run that nobody asked for must not close it.
    pub dialog: Option<Id>,
    /// How long the script took.
    pub took: Duration,
}

/// Runs the script once. Blocks; call it on a thread with [`STACK`] bytes of stack.
pub fn execute(
    app: &App,
    script: &Arc<Script>,
    state: State,
    cause: Cause,
    outlet: Arc<dyn Outlet>,
    stop: Arc<AtomicBool>,
) -> Outcome {
    crate::script::run::execute(app, script, state, cause, outlet, stop)
}

/// The stack a script's thread needs for the deepest calls and nesting that are allowed.
/// Measured: the deepest recursion allowed takes 8 MiB in release, 32 MiB in debug.
pub const STACK: usize = 64 << 20;

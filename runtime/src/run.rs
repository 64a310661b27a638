//! One run: a script from top to bottom, from a [`State`] to a [`State`] and a page.

use std::{
    collections::HashSet,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
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
}

impl Cause {
    /// Takes a later cause on top: values by id, latest wins; what fired adds up.
    pub fn merge(&mut self, later: Cause) {
        for (id, value) in later.values {
            self.values.retain(|(held, _)| *held != id);
            self.values.push((id, value));
        }
        self.fired.extend(later.fired);
        self.called.extend(later.called);
        if later.query.is_some() {
            self.query = later.query;
        }
    }
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

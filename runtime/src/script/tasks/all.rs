//! All tasks of an app: whose they are, the line they wait in, and who is told of news.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::task::{Task, Wanted};
use crate::{config::Config, run, script::Shared, tasks::Line};

/// How many tasks one owner may have, those that have ended included.
const MOST_OF_ONE: usize = 1000;

/// Tells a session that a task has news; true where it cannot wait.
type Bell = Arc<dyn Fn(bool) + Send + Sync>;

/// Whose a task is: a session's, or the whole app's.
pub(super) type Owner = Option<u64>;

/// All tasks of an app.
pub(in crate::script) struct Tasks {
    pub(super) line: Arc<Line>,
    /// Errors are for the log only.
    pub(super) production: bool,
    all: Mutex<BTreeMap<(Owner, String), Arc<Task>>>,
    bells: Mutex<BTreeMap<u64, Bell>>,
}

impl Tasks {
    pub(in crate::script) fn new(config: &Config) -> Arc<Self> {
        Arc::new(Self {
            line: Line::new(config.max_tasks, config.max_session_tasks, run::STACK),
            production: config.production,
            all: Mutex::default(),
            bells: Mutex::default(),
        })
    }

    /// The task of this name, made and begun if there is none.
    pub(super) fn ask(
        self: &Arc<Self>,
        session: u64,
        shared: bool,
        key: String,
        wanted: Wanted,
    ) -> Result<Arc<Task>, String> {
        let owner = (!shared).then_some(session);
        let task = {
            let mut all = held(&self.all);
            let place = (owner, key);
            match all.get(&place) {
                Some(task) => Arc::clone(task),
                None => {
                    let own = all.keys().filter(|(other, _)| *other == owner).count();
                    if own >= MOST_OF_ONE {
                        return Err(format!(
                            "there are {MOST_OF_ONE} tasks already; give the same key to what is the same task"
                        ));
                    }
                    let task = Task::new(place.1.clone(), owner, self, wanted.recipe.clone());
                    all.insert(place, Arc::clone(&task));
                    task
                }
            }
        };
        task.ask(session, wanted);
        Ok(task)
    }

    /// Tells sessions that a task has news.
    pub(super) fn ring<'a>(&self, sessions: impl Iterator<Item = &'a u64>, urgent: bool) {
        let bells = held(&self.bells);
        for bell in sessions.filter_map(|session| bells.get(session)) {
            bell(urgent);
        }
    }
}

impl Shared {
    pub(in crate::script) fn tasks(&self) -> &Arc<Tasks> {
        &self.0.tasks
    }

    /// Has a session told when a task it has asked for has news: true where that cannot wait.
    pub fn attend(&self, session: u64, bell: impl Fn(bool) + Send + Sync + 'static) {
        held(&self.tasks().bells).insert(session, Arc::new(bell));
    }

    /// A session is over: its tasks end.
    pub fn end_session(&self, session: u64) {
        let tasks = self.tasks();
        held(&tasks.bells).remove(&session);
        let ended: Vec<Arc<Task>> = held(&tasks.all)
            .extract_if(.., |(owner, _), _| *owner == Some(session))
            .map(|(_, task)| task)
            .collect();
        for task in ended {
            task.cancel();
        }
    }
}

/// What a panic left is whole: nothing here is changed in two steps.
fn held<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

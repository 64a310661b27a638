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
        let mut all = held(&tasks.all);
        let ended: Vec<Arc<Task>> = all
            .extract_if(.., |(owner, _), _| *owner == Some(session))
            .map(|(_, task)| task)
            .collect();
        // What all sessions share goes on, and has one less to tell.
        let shared = all.iter().filter(|((owner, _), _)| owner.is_none());
        shared.for_each(|(_, task)| task.forget(session));
        drop(all);
        let places: Vec<_> = ended.iter().filter_map(|task| task.end()).collect();
        tasks.line.leave(&places);
    }
}

/// What a panic left is whole: nothing here is changed in two steps.
fn held<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::{
        app::App,
        pool::Pool,
        run::{Cause, Outlet, Page},
        state::State,
    };

    struct Nowhere;

    impl Outlet for Nowhere {
        fn show(&self, _page: Page) {}
    }

    fn visit(app: &Arc<App>, session: u64) {
        let (app, (tell, told)) = (Arc::clone(app), mpsc::channel());
        Pool::new(1, run::STACK).submit(move || {
            let state = State {
                session,
                ..State::default()
            };
            let script = app.current().script.unwrap();
            let stop = Arc::default();
            run::execute(
                &app,
                &script,
                state,
                Cause::default(),
                Arc::new(Nowhere),
                stop,
            );
            tell.send(()).unwrap();
        });
        told.recv().unwrap();
    }

    fn task(tasks: &Tasks, owner: Owner) -> Arc<Task> {
        Arc::clone(&held(&tasks.all)[&(owner, "work".to_owned())])
    }

    #[test]
    fn who_has_gone_is_not_told_and_begins_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("app.rhai");
        let work =
            |scope: &str| format!("st.task(\"work\", || 1, start=false, scope=\"{scope}\")\n");
        std::fs::write(&script, [work("session"), work("app")].concat()).unwrap();
        let app = Arc::new(App::open(Config::new(script)));
        visit(&app, 5);
        visit(&app, 6);
        let tasks = app.shared.tasks();
        let (own, shared) = (task(tasks, Some(5)), task(tasks, None));
        assert_eq!(shared.watchers(), 2);
        app.shared.end_session(5);
        assert_eq!((own.watchers(), shared.watchers()), (1, 1));
        own.start();
        assert_eq!(own.now().stage.name(), "idle");
    }
}

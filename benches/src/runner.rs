//! An app and one session on this thread, without a server: what a rerun costs by itself.

use std::{
    sync::{Arc, atomic::AtomicBool},
    thread,
};

use mirror_runtime::{
    app::App,
    config::Config,
    run::{self, Cause, End, Outlet, Page},
    script::Script,
    state::State,
};
use mirror_widgets::{Element, Id, Value};

/// Does something on a thread whose stack is deep enough for scripts.
///
/// # Panics
/// When the thread panics.
pub fn on_script_thread(job: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(run::STACK).spawn(job);
    thread
        .expect("a thread can be made")
        .join()
        .expect("the measurement does not panic");
}

/// An app with one session. Use it [on a script's thread](on_script_thread).
pub struct Runner {
    app: App,
    script: Arc<Script>,
    state: State,
    page: Element,
}

/// Nobody looks while a run goes on.
struct Nowhere;

impl Outlet for Nowhere {
    fn show(&self, _page: Page) {}
}

impl Runner {
    /// Opens a script of `benches/scripts` and runs it once.
    ///
    /// # Panics
    /// When it does not compile or fails.
    pub fn open(name: &str) -> Self {
        let app = App::open(Config::new(crate::script(name)));
        let current = app.current();
        let script = current
            .script
            .unwrap_or_else(|| panic!("{name} does not compile: {:?}", current.problem));
        let state = State::default();
        let page = state.page.clone();
        let mut runner = Self {
            app,
            script,
            state,
            page,
        };
        runner.rerun(Cause::default());
        runner
    }

    /// Runs the script, and gives the page before and after.
    ///
    /// # Panics
    /// When the script fails.
    pub fn rerun(&mut self, cause: Cause) -> (Element, &Element) {
        let state = std::mem::take(&mut self.state);
        let stop = Arc::new(AtomicBool::new(false));
        let outcome = run::execute(
            &self.app,
            &self.script,
            state,
            cause,
            Arc::new(Nowhere),
            stop,
        );
        if let End::Failed(problem) = outcome.end {
            panic!("{problem}");
        }
        self.state = outcome.state;
        let before = std::mem::replace(&mut self.page, outcome.page.root);
        (before, &self.page)
    }

    /// The event that gives the widget with this label a value.
    ///
    /// # Panics
    /// When there is no such widget.
    pub fn change(&self, label: &str, value: impl Into<Value>) -> Cause {
        let id =
            labeled(&self.page, label).unwrap_or_else(|| panic!("no widget is labeled `{label}`"));
        Cause {
            values: vec![(id, value.into())],
            ..Cause::default()
        }
    }

    /// The page as it is now.
    pub fn page(&self) -> &Element {
        &self.page
    }
}

fn labeled(element: &Element, label: &str) -> Option<Id> {
    if element.props.get("label").and_then(Value::as_str) == Some(label) {
        return Some(element.id);
    }
    element
        .children
        .iter()
        .find_map(|child| labeled(child, label))
}

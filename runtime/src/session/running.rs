//! The one run a session may have, on a thread of the pool.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{sync::oneshot, time::Instant};

use crate::{
    app::App,
    pool::Pool,
    run::{self, Cause, Outcome, Outlet},
    script::Script,
    state::State,
};

/// A run is let be for so long before a newer event may stop it: what a click does at once gets
/// done, and a flood of events cannot keep a short script from ever coming to its end.
const GRACE: Duration = Duration::from_millis(5);

/// The run that goes on.
pub(super) struct Running {
    /// The highest event whose effect it brings.
    pub(super) ack: u64,
    /// The person stopped it.
    pub(super) stopped_by_person: bool,
    done: oneshot::Receiver<Result<Outcome, String>>,
    stop: Arc<AtomicBool>,
    started: Instant,
    stop_at: Option<Instant>,
}

impl Running {
    /// Starts a run as soon as a thread is free.
    pub(super) fn start(
        (app, pool): (&Arc<App>, &Pool),
        script: Arc<Script>,
        state: State,
        (cause, ack): (Cause, u64),
        outlet: Arc<dyn Outlet>,
    ) -> Self {
        let (tell, done) = oneshot::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let (app, flag) = (Arc::clone(app), Arc::clone(&stop));
        let session = state.session;
        pool.submit(move || {
            let run = || run::execute(&app, &script, state, cause, outlet, flag);
            let outcome = catch_unwind(AssertUnwindSafe(run));
            if tell.send(outcome.map_err(|panic| said(&*panic))).is_err() {
                // The session has ended meanwhile, and what the run has brought since then is nobody's.
                app.free(session);
            }
        });
        Self {
            ack,
            stopped_by_person: false,
            done,
            stop,
            started: Instant::now(),
            stop_at: None,
        }
    }

    /// What the run leaves, or what it said when it panicked.
    pub(super) async fn outcome(&mut self) -> Result<Outcome, String> {
        match (&mut self.done).await {
            Ok(outcome) => outcome,
            Err(_) => Err("its thread is gone".into()),
        }
    }

    /// Stops the run, for a newer one.
    pub(super) fn stop_soon(&mut self) {
        if self.started.elapsed() >= GRACE {
            self.stop_now();
        } else {
            self.stop_at.get_or_insert(self.started + GRACE);
        }
    }

    /// Stops the run.
    pub(super) fn stop_now(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.stop_at = None;
    }

    /// When [`stop_now`](Self::stop_now) should be called.
    pub(super) fn stop_at(&self) -> Option<Instant> {
        self.stop_at
    }
}

/// A session that ends stops its run.
impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "it panicked without a word".into())
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, mpsc};

    use super::*;
    use crate::{config::Config, run::Page};

    /// A native function that is at work while its session ends, and then shows a picture.
    struct Late {
        app: Arc<App>,
        begun: mpsc::Sender<()>,
        ended: Mutex<mpsc::Receiver<()>>,
    }

    impl Outlet for Late {
        fn show(&self, _page: Page) {
            self.begun.send(()).unwrap();
            self.ended.lock().unwrap().recv().unwrap();
            let late = b"late".as_slice().into();
            self.app.media.put(7, late, "image/png");
        }
    }

    #[test]
    fn what_a_run_brings_after_its_session_has_ended_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("app.rhai");
        std::fs::write(&script, "st.text(\"begun\")\nsleep(5)").unwrap();
        let app = Arc::new(App::open(Config::new(script)));
        let pool = Pool::new(1, run::STACK);
        let ((begun, has_begun), (end, ended)) = (mpsc::channel(), mpsc::channel());
        let outlet = Arc::new(Late {
            app: Arc::clone(&app),
            begun,
            ended: Mutex::new(ended),
        });
        let state = State {
            session: 7,
            ..State::default()
        };
        let script = app.current().script.unwrap();
        let cause = (Cause::default(), 0);
        let running = Running::start((&app, &pool), script, state, cause, outlet);
        has_begun.recv().unwrap();
        drop(running);
        app.free(7);
        end.send(()).unwrap();
        // The pool has one thread, so this comes after the run.
        let (tell, told) = mpsc::channel();
        pool.submit(move || tell.send(()).unwrap());
        told.recv().unwrap();
        assert!(!app.media.has(7));
    }
}

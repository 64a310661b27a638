//! Ends a running call into ONNX Runtime when the requests it runs for are stopped.
//!
//! A stop flag is a plain flag that anybody may raise, so somebody has to look at it while the worker is inside
//! the call: this thread, which sleeps while no call runs.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use ort::session::RunOptions;

use crate::stop::Cancel;

/// How often the flag is looked at while a call runs.
const INTERVAL: Duration = Duration::from_millis(1);

/// Watches over the calls of one worker.
pub(crate) struct Watch {
    shared: Arc<Shared>,
}

struct Shared {
    call: Mutex<Call>,
    changed: Condvar,
    options: RunOptions,
}

/// What the worker is doing.
enum Call {
    None,
    /// For these requests.
    Runs(Vec<Cancel>),
    Closed,
}

impl Watch {
    /// Starts the thread.
    pub(crate) fn start(options: RunOptions) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            call: Mutex::new(Call::None),
            changed: Condvar::new(),
            options,
        });
        let watching = Arc::clone(&shared);
        thread::Builder::new()
            .name("model-watch".into())
            .spawn(move || watching.watch())?;
        Ok(Self { shared })
    }

    /// The options to run with, so that the call can be ended.
    pub(crate) fn options(&self) -> &RunOptions {
        &self.shared.options
    }

    /// Watches while `call` runs, and ends it when none of the requests it runs for is waited for.
    pub(crate) fn during<T>(&self, cancels: &[Cancel], call: impl FnOnce(&RunOptions) -> T) -> T {
        self.shared.set(Call::Runs(cancels.to_vec()));
        let _over = Over(&self.shared);
        call(self.options())
    }
}

/// Ends the watching when the call does, by a panic too.
struct Over<'a>(&'a Shared);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.set(Call::None);
        // The next call must not begin as ended; a failure to say so would show in that call.
        let _ = self.0.options.unterminate();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.set(Call::Closed);
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Call> {
        self.call.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, call: Call) {
        *self.lock() = call;
        self.changed.notify_one();
    }

    fn watch(&self) {
        let mut call = self.lock();
        loop {
            call = match &*call {
                Call::Closed => return,
                Call::None => self
                    .changed
                    .wait(call)
                    .unwrap_or_else(PoisonError::into_inner),
                Call::Runs(cancels) => {
                    if cancels.iter().all(Cancel::ended) {
                        // Said under the lock, so it cannot hit the call after this one.
                        let _ = self.options.terminate();
                    }
                    self.changed
                        .wait_timeout(call, INTERVAL)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
            };
        }
    }
}

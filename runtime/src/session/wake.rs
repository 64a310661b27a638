//! What asks for a run from outside: a background task has news.
//!
//! The news itself is no message: the run reads the task as it is then. So any number of rings
//! is one run, never in place of one that goes on, and not more often than people can read.

use std::{
    future,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};

/// Progress is shown at most so often.
const PACE: Duration = Duration::from_millis(250);
/// An end is shown at once, but a task that is begun anew in each run must not keep a core busy.
const SHORTEST: Duration = Duration::from_millis(40);

/// Rings when a background task has news.
#[derive(Debug, Default)]
pub(super) struct Wake {
    wanted: AtomicBool,
    urgent: AtomicBool,
    bell: Notify,
    last: Mutex<Option<Instant>>,
}

impl Wake {
    /// There is news; urgent where it is told also while nobody looks.
    pub(super) fn ring(&self, urgent: bool) {
        let heard = match urgent {
            true => self.urgent.swap(true, Ordering::AcqRel),
            false => self.wanted.swap(true, Ordering::AcqRel),
        };
        if !heard {
            self.bell.notify_one();
        }
    }

    /// Waits until a run should begin for what has rung: while none goes on, and, unless it is
    /// urgent, while somebody looks. Nothing is lost where nobody waits to the end.
    pub(super) async fn rung(&self, idle: bool, looked_at: bool) {
        if !idle {
            return future::pending().await;
        }
        loop {
            let bell = self.bell.notified();
            let pause = if self.urgent.load(Ordering::Acquire) {
                Some(SHORTEST)
            } else {
                (looked_at && self.wanted.load(Ordering::Acquire)).then_some(PACE)
            };
            match pause.map(|pause| self.due(pause)) {
                None => bell.await,
                Some(due) => tokio::select! {
                    () = sleep_until(due) => break,
                    () = bell => {}
                },
            }
        }
        self.wanted.store(false, Ordering::Release);
        self.urgent.store(false, Ordering::Release);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// When the next run may begin.
    fn due(&self, pause: Duration) -> Instant {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.map_or_else(Instant::now, |last| last + pause)
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;

    async fn rings(wake: &Wake, idle: bool, looked_at: bool) -> bool {
        timeout(Duration::from_secs(60), wake.rung(idle, looked_at))
            .await
            .is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn progress_waits_until_somebody_looks_and_an_end_does_not() {
        let wake = Wake::default();
        assert!(!rings(&wake, true, true).await);
        wake.ring(false);
        assert!(!rings(&wake, true, false).await);
        assert!(!rings(&wake, false, true).await);
        assert!(rings(&wake, true, true).await);
        wake.ring(true);
        assert!(rings(&wake, true, false).await);
        assert!(!rings(&wake, true, true).await);
    }

    #[tokio::test(start_paused = true)]
    async fn many_rings_are_few_runs() {
        let wake = Wake::default();
        wake.ring(false);
        assert!(rings(&wake, true, true).await);
        let began = Instant::now();
        for _ in 0..100 {
            wake.ring(false);
        }
        assert!(rings(&wake, true, true).await);
        assert_eq!(began.elapsed(), PACE);
        assert!(!rings(&wake, true, true).await);
    }
}

//! The flag by which a caller ends what it has asked for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that ends a running load or generation, wherever it is.
///
/// Clones share the flag. Raising it is final: a new request takes a new flag.
///
/// ```
/// let stop = mirror_models::StopFlag::default();
/// let elsewhere = stop.clone();
/// elsewhere.stop();
/// assert!(stop.stopped());
/// ```
#[derive(Clone, Debug, Default)]
pub struct StopFlag(Arc<AtomicBool>);

impl StopFlag {
    /// Wraps a flag that somebody else already holds, such as the one of a run.
    pub fn from_arc(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }

    /// Asks for the end.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether the end was asked for.
    pub fn stopped(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// The two ways in which a request loses its reader: it was stopped, or its stream was dropped.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancel {
    pub(crate) stop: StopFlag,
    pub(crate) dropped: StopFlag,
}

impl Cancel {
    /// Whether nobody waits for this request any more.
    pub(crate) fn ended(&self) -> bool {
        self.stop.stopped() || self.dropped.stopped()
    }
}

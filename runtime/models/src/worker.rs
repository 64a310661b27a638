//! The requester's end of the one thread per model that owns it and serves all requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::error::ModelError;
use crate::generate::generation::{Model, Request};
use crate::generate::network::Network;
use crate::serving::Serving;

/// How many generations run at the same time unless [`concurrency`](crate::LoadOptions::concurrency) says
/// otherwise. More would only make each of them slower.
pub const MAX_RUNNING: usize = 16;

/// How many requests may wait for their beginning unless [`max_queue`](crate::LoadOptions::max_queue) says
/// otherwise. One more is refused as busy.
pub const MAX_WAITING: usize = 64;

/// What a model has to do at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// Requests that wait for their beginning.
    pub waiting: usize,
    /// Generations that run.
    pub running: usize,
    /// Turns taken since the model was loaded: parts of prompts read and tokens added.
    pub turns: u64,
}

/// How much a worker takes on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) running: usize,
    pub(crate) waiting: usize,
}

/// The way to a worker. When the last one is dropped, the worker ends and frees the model.
pub(crate) struct Worker {
    model: String,
    requests: Sender<Request>,
    counts: Arc<Counts>,
    limits: Limits,
}

/// What the worker's two ends both count.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) waiting: AtomicUsize,
    pub(crate) running: AtomicUsize,
    pub(crate) turns: AtomicU64,
}

impl Worker {
    /// Starts the thread that owns the network.
    pub(crate) fn start<N: Network>(
        network: N,
        model: Model,
        limits: Limits,
    ) -> std::io::Result<Self> {
        let (requests, mailbox) = channel();
        let counts = Arc::new(Counts::default());
        let name = model.name.clone();
        let serving = Serving::new(network, model, mailbox, Arc::clone(&counts), limits);
        thread::Builder::new()
            .name(format!("model-{name}"))
            .spawn(move || serving.serve())?;
        Ok(Self {
            model: name,
            requests,
            counts,
            limits,
        })
    }

    /// Puts a request into the queue.
    pub(crate) fn ask(&self, request: Request) -> Result<(), ModelError> {
        let room = |waiting| (waiting < self.limits.waiting).then_some(waiting + 1);
        let waiting = self
            .counts
            .waiting
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, room);
        let before = waiting.map_err(|waiting| ModelError::Busy {
            model: self.model.clone(),
            waiting,
        })?;
        // Until the worker has looked at the queue, this is as good as known.
        request.place.store(before + 1, Ordering::Release);
        // The worker only ends before its requesters through a bug.
        self.requests
            .send(request)
            .map_err(|_request| ModelError::Gone {
                model: self.model.clone(),
            })
    }

    /// What the worker has to do.
    pub(crate) fn workload(&self) -> Workload {
        Workload {
            waiting: self.counts.waiting.load(Ordering::Acquire),
            running: self.counts.running.load(Ordering::Acquire),
            turns: self.counts.turns.load(Ordering::Acquire),
        }
    }
}

#[cfg(test)]
#[path = "worker_tests.rs"]
mod tests;

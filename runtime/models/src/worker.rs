//! The one thread per model that owns it and serves all requests, one token each in turn.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;

use crate::error::ModelError;
use crate::generate::generation::{Model, Request, Running};
use crate::generate::network::Network;
use crate::stream::{Finish, Message};

/// How many generations take turns. More would only make each of them slower.
pub const MAX_RUNNING: usize = 16;

/// How many requests may wait for their first turn. One more is refused as busy.
pub const MAX_WAITING: usize = 64;

/// What a model has to do at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// Requests that wait for their first turn.
    pub waiting: usize,
    /// Generations that take turns.
    pub running: usize,
    /// Turns taken since the model was loaded.
    pub turns: u64,
}

/// The requester's end: the way to a worker. When the last one is dropped, the worker ends and frees the model.
pub(crate) struct Worker {
    model: String,
    requests: Sender<Request>,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    waiting: AtomicUsize,
    running: AtomicUsize,
    turns: AtomicU64,
}

impl Worker {
    /// Starts the thread that owns the network.
    pub(crate) fn start<N: Network>(network: N, model: Model) -> std::io::Result<Self> {
        let (requests, mailbox) = channel();
        let counts = Arc::new(Counts::default());
        let name = model.name.clone();
        let serving = Serving {
            network,
            model,
            mailbox,
            counts: Arc::clone(&counts),
            waiting: VecDeque::new(),
            running: Vec::new(),
            logits: Vec::new(),
        };
        thread::Builder::new()
            .name(format!("model-{name}"))
            .spawn(move || serving.serve())?;
        Ok(Self {
            model: name,
            requests,
            counts,
        })
    }

    /// Puts a request into the queue.
    pub(crate) fn ask(&self, request: Request) -> Result<(), ModelError> {
        let room = |waiting| (waiting < MAX_WAITING).then_some(waiting + 1);
        let waiting = self
            .counts
            .waiting
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, room);
        waiting.map_err(|waiting| ModelError::Busy {
            model: self.model.clone(),
            waiting,
        })?;
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

/// The thread's own side.
struct Serving<N: Network> {
    network: N,
    model: Model,
    mailbox: Receiver<Request>,
    counts: Arc<Counts>,
    waiting: VecDeque<Request>,
    /// In the order in which they began.
    running: Vec<Running<N>>,
    /// The scores of the current turn; all turns use the same memory.
    logits: Vec<f32>,
}

impl<N: Network> Serving<N> {
    /// Serves until nobody can ask any more and all that was asked is done.
    fn serve(mut self) {
        while self.receive() {
            self.admit();
            self.round();
        }
    }

    /// Empties the mailbox; sleeps if there is nothing else to do. False when everything is done for good.
    fn receive(&mut self) -> bool {
        loop {
            let idle = self.running.is_empty() && self.waiting.is_empty();
            let request = if idle {
                self.mailbox.recv().map_err(TryRecvError::from)
            } else {
                self.mailbox.try_recv()
            };
            match request {
                Ok(request) => self.waiting.push_back(request),
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => return !idle,
            }
        }
    }

    /// Begins waiting requests, the oldest first, and forgets those that nobody waits for.
    fn admit(&mut self) {
        let before = self.waiting.len();
        self.waiting.retain(|request| {
            let ended = request.cancel.ended();
            if ended {
                let _ = request.messages.send(Message::Finished(Finish::Stopped));
            }
            !ended
        });
        while self.running.len() < MAX_RUNNING {
            let Some(request) = self.waiting.pop_front() else {
                break;
            };
            let messages = request.messages.clone();
            match Running::begin(request, &self.network, &self.model) {
                Ok(running) => self.running.push(running),
                Err(error) => drop(messages.send(Message::Failed(error))),
            }
        }
        self.counts
            .running
            .store(self.running.len(), Ordering::Release);
        self.counts
            .waiting
            .fetch_sub(before - self.waiting.len(), Ordering::AcqRel);
    }

    /// Gives every generation one turn.
    fn round(&mut self) {
        let Self {
            network,
            model,
            running,
            logits,
            counts,
            ..
        } = self;
        running.retain_mut(|running| {
            if !running.abandoned() {
                counts.turns.fetch_add(1, Ordering::AcqRel);
            }
            let turn = catch_unwind(AssertUnwindSafe(|| running.turn(network, logits, model)));
            let outcome = match turn {
                Ok(Ok(None)) => return true,
                Ok(Ok(Some(finish))) => Message::Finished(finish),
                Ok(Err(error)) => Message::Failed(error),
                Err(panic) => Message::Failed(ModelError::Panicked {
                    model: model.name.clone(),
                    reason: reason(&*panic),
                }),
            };
            // Counted before the reader can know, so that nobody sees a finished generation as running.
            counts.running.fetch_sub(1, Ordering::AcqRel);
            let _ = running.messages().send(outcome);
            false
        });
    }
}

/// What a panic said.
fn reason(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| text.to_string());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "it panicked".into())
}

#[cfg(test)]
#[path = "worker_tests.rs"]
mod tests;

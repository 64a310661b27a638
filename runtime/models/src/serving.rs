//! The thread that owns a model: who runs, who waits, and whose tokens are read in which call.
//!
//! A generation begins alone: it reads its prompt in parts. From its first token on it reads together with all
//! others, one token each per call, where the network allows that; else all go on in turn, one token each.
//! Generations join and leave between two calls. Reading together is worth it on every model that was measured:
//! a call for eight reads the weights once, so it takes far less time than eight calls.

mod turns;

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, TryRecvError};

use crate::error::ModelError;
use crate::generate::alone::Alone;
use crate::generate::generation::{Model, Request, Running};
use crate::generate::network::Network;
use crate::generate::prefix::Recent;
use crate::stream::{Finish, Message};
use crate::worker::{Counts, Limits};

/// The thread's own side.
pub(crate) struct Serving<N: Network> {
    network: N,
    model: Model,
    mailbox: Receiver<Request>,
    counts: Arc<Counts>,
    limits: Limits,
    waiting: VecDeque<Request>,
    /// In the order in which they began.
    alone: Vec<Alone<N>>,
    /// In the order of the batch's rows.
    together: Vec<Running>,
    batch: N::Batch,
    recent: Recent<N>,
    /// The scores of the current call; all calls use the same memory.
    logits: Vec<f32>,
}

impl<N: Network> Serving<N> {
    /// A worker that has nothing to do yet.
    pub(crate) fn new(
        network: N,
        model: Model,
        mailbox: Receiver<Request>,
        counts: Arc<Counts>,
        limits: Limits,
    ) -> Self {
        Self {
            network,
            model,
            mailbox,
            counts,
            limits,
            waiting: VecDeque::new(),
            alone: Vec::new(),
            together: Vec::new(),
            batch: N::Batch::default(),
            recent: Recent::default(),
            logits: Vec::new(),
        }
    }

    /// Serves until nobody can ask any more and all that was asked is done.
    pub(crate) fn serve(mut self) {
        while self.receive() {
            self.admit();
            self.read_together();
            self.read_alone();
        }
    }

    /// Empties the mailbox; sleeps if there is nothing else to do. False when everything is done for good.
    fn receive(&mut self) -> bool {
        loop {
            let idle = self.running() == 0 && self.waiting.is_empty();
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

    fn running(&self) -> usize {
        self.alone.len() + self.together.len()
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
        while self.running() < self.limits.running {
            let Some(request) = self.waiting.pop_front() else {
                break;
            };
            self.begin(request);
        }
        for (place, request) in (1..).zip(&self.waiting) {
            request.place.store(place, Ordering::Release);
        }
        self.counts.running.store(self.running(), Ordering::Release);
        let left = before - self.waiting.len();
        self.counts.waiting.fetch_sub(left, Ordering::AcqRel);
    }

    /// Begins a request with what is remembered of its prompt.
    fn begin(&mut self, request: Request) {
        let beginning = match request.plan.use_cache {
            true => self.recent.beginning(&self.network, &request.ids),
            false => None,
        };
        let cache = beginning.map_or_else(|| self.network.cache().map(|cache| (cache, 0)), Ok);
        match cache {
            Ok((cache, read)) => self.alone.push(Alone {
                running: Running::begin(request, &self.model),
                cache,
                read,
            }),
            Err(error) => drop(request.messages.send(Message::Failed(error))),
        }
    }

    fn count_turn(&self, ended: bool) {
        if !ended {
            self.counts.turns.fetch_add(1, Ordering::AcqRel);
        }
    }

    /// Tells the reader how it ended.
    fn end(&self, running: &Running, outcome: &Result<Finish, ModelError>) {
        let message = match outcome {
            Ok(finish) => Message::Finished(*finish),
            Err(error) => Message::Failed(error.clone()),
        };
        // Counted before the reader can know, so that nobody sees a finished generation as running.
        self.counts.running.fetch_sub(1, Ordering::AcqRel);
        let _ = running.messages().send(message);
    }
}

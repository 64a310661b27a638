//! One round: every running generation gets a turn, in company or alone.

use crate::error::ModelError;
use crate::generate::alone::PROMPT_CHUNK;
use crate::generate::generation::Running;
use crate::generate::network::Network;
use crate::generate::outcome::{Outcome, guarded};
use crate::serving::Serving;
use crate::stream::Finish;

impl<N: Network> Serving<N> {
    /// Gives every generation that reads alone one turn, as far as the prompts leave time for the others.
    pub(super) fn read_alone(&mut self) {
        let (mut prompts, mut staying) = (0, Vec::with_capacity(self.alone.len()));
        for mut alone in std::mem::take(&mut self.alone) {
            let part = alone.prompt_part();
            // Those who wait for their next token must not wait for all prompts; the oldest prompt goes first.
            let later = !self.together.is_empty() && prompts > 0 && prompts + part > PROMPT_CHUNK;
            if later && !alone.running.cancel().ended() {
                staying.push(alone);
                continue;
            }
            prompts += part;
            self.count_turn(alone.running.cancel().ended());
            let Self {
                network,
                model,
                logits,
                ..
            } = self;
            let outcome = guarded(model, || alone.turn(network, logits, model));
            if let Some(outcome) = outcome {
                self.end(&alone.running, &outcome);
                if outcome.is_ok() && alone.remembers(&self.network) {
                    let ids = &alone.running.ids()[..alone.read];
                    self.recent.keep(&self.network, ids, alone.cache);
                }
            } else if alone.can_join(&self.network) {
                self.network.join(&mut self.batch, alone.cache);
                self.together.push(alone.running);
            } else {
                staying.push(alone);
            }
        }
        self.alone = staying;
    }

    /// Reads and adds one token for each generation of the batch.
    pub(super) fn read_together(&mut self) {
        let stopped = |running: &mut Running| {
            let ended = running.cancel().ended();
            ended.then_some(Ok(Finish::Stopped))
        };
        self.leave_where(|running, _| stopped(running));
        if self.together.is_empty() {
            return;
        }
        let last = |running: &Running| running.ids().last().copied().unwrap_or_default();
        let ids: Vec<u32> = self.together.iter().map(last).collect();
        let cancels: Vec<_> = (self.together.iter())
            .map(|running| running.cancel().clone())
            .collect();
        self.together.iter().for_each(|_| self.count_turn(false));
        let Self {
            network,
            model,
            batch,
            logits,
            ..
        } = self;
        let call = || {
            network
                .read_each(&ids, batch, &cancels, logits)
                .map(|()| None)
        };
        if let Some(Err(error)) = guarded(model, call) {
            self.fail_together(&error);
            return;
        }
        let (logits, model) = (std::mem::take(&mut self.logits), self.model.clone());
        let vocabulary = logits.len() / ids.len();
        self.leave_where(|running, row| {
            let scores = &logits[row * vocabulary..][..vocabulary];
            guarded(&model, || running.choose(scores, &model))
        });
        self.logits = logits;
    }

    /// Asks about each generation of the batch, by its row, and lets those go that have ended.
    fn leave_where(&mut self, mut ended: impl FnMut(&mut Running, usize) -> Outcome) {
        let mut left = 0;
        for row in 0..self.together.len() {
            let outcome = ended(&mut self.together[row - left], row);
            if let Some(outcome) = outcome {
                let running = self.together.remove(row - left);
                self.end(&running, &outcome);
                self.keep_row(&running, row - left);
                self.network.leave(&mut self.batch, row - left);
                left += 1;
            }
        }
    }

    /// Keeps what a row has read. Its last token was added and not read.
    fn keep_row(&mut self, running: &Running, row: usize) {
        let read = running.ids().len() - 1;
        if let Some(cache) = self.network.row(&self.batch, row) {
            self.recent
                .keep(&self.network, &running.ids()[..read], cache);
        }
    }

    /// After a failed call nothing is left of the batch.
    fn fail_together(&mut self, error: &ModelError) {
        self.batch = N::Batch::default();
        for running in std::mem::take(&mut self.together) {
            // Whatever error it was: a call that nobody waits for any more was ended.
            let outcome = match running.cancel().ended() {
                true => Ok(Finish::Stopped),
                false => Err(error.clone()),
            };
            self.end(&running, &outcome);
        }
    }
}

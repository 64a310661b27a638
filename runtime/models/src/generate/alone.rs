//! A generation that reads by itself: all of them do as long as they read their prompts.

use crate::error::ModelError;
use crate::generate::generation::{Model, Running};
use crate::generate::network::Network;
use crate::stream::Finish;

/// How many tokens of a prompt are read in one turn, so that a long prompt does not keep the others waiting and
/// the scores of its positions do not fill the memory.
pub(crate) const PROMPT_CHUNK: usize = 128;

/// A generation with a cache of its own.
pub(crate) struct Alone<N: Network> {
    pub(crate) running: Running,
    pub(crate) cache: N::Cache,
    /// How many of its tokens the cache holds.
    pub(crate) read: usize,
}

impl<N: Network> Alone<N> {
    /// Takes one turn: reads a part of the prompt, or adds one token. Gives the reason when it has ended.
    pub(crate) fn turn(
        &mut self,
        network: &mut N,
        logits: &mut Vec<f32>,
        model: &Model,
    ) -> Result<Option<Finish>, ModelError> {
        if self.running.cancel().ended() {
            return Ok(Some(Finish::Stopped));
        }
        if let Err(error) = self.read_on(network, logits) {
            // Nothing is left of the cache after a failed call.
            self.read = 0;
            // Whatever error it was: the call was ended because the request was.
            return match self.running.cancel().ended() {
                true => Ok(Some(Finish::Stopped)),
                false => Err(error),
            };
        }
        if self.read < self.running.ids().len() {
            return Ok(None);
        }
        self.running.choose(logits, model)
    }

    /// How many tokens of its prompt the next turn reads; 0 once the first token was added.
    pub(crate) fn prompt_part(&self) -> usize {
        match self.running.ids().len() - self.read {
            1 => 0,
            unread => unread.min(PROMPT_CHUNK),
        }
    }

    /// Whether it only has to read the token that was added last, as the generations of a batch do.
    pub(crate) fn can_join(&self, network: &N) -> bool {
        network.batches() && self.remembers(network) && self.running.ids().len() == self.read + 1
    }

    /// Whether its cache holds tokens from one step to the next.
    pub(crate) fn remembers(&self, network: &N) -> bool {
        self.running.uses_cache() && network.remembers()
    }

    /// Reads what the cache does not hold yet, at most one chunk of it.
    fn read_on(&mut self, network: &mut N, logits: &mut Vec<f32>) -> Result<(), ModelError> {
        let remembers = self.remembers(network);
        if !remembers {
            self.cache = network.cache()?;
            self.read = 0;
        }
        let ids = self.running.ids();
        let chunk = if remembers { PROMPT_CHUNK } else { usize::MAX };
        let until = ids.len().min(self.read.saturating_add(chunk));
        let new = &ids[self.read..until];
        network.read(new, &mut self.cache, self.running.cancel(), logits)?;
        self.read = until;
        Ok(())
    }
}

//! What ended generations have read, for those to come that begin with the same tokens.
//!
//! A script runs again at each event, and a conversation grows at its end, so the next prompt often begins as the
//! last one did. Its first tokens then need not be read again.

use std::collections::VecDeque;

use crate::generate::network::Network;

/// How much memory may be held for prompts that may come.
const BUDGET: usize = 128 << 20;

/// How many texts are held at most, so that comparing with all of them stays cheap.
const TEXTS: usize = 32;

/// Sharing fewer tokens than this saves less than the copy costs.
const WORTH: usize = 8;

/// Texts that were read, the last used one at the end.
pub(crate) struct Recent<N: Network> {
    texts: VecDeque<Text<N>>,
    bytes: usize,
    budget: usize,
}

struct Text<N: Network> {
    /// The tokens that the cache holds.
    ids: Vec<u32>,
    cache: N::Cache,
    bytes: usize,
}

impl<N: Network> Default for Recent<N> {
    fn default() -> Self {
        Self {
            texts: VecDeque::new(),
            bytes: 0,
            budget: BUDGET,
        }
    }
}

impl<N: Network> Recent<N> {
    /// A cache that holds the beginning of these tokens, and how many. The last token is always left to be read:
    /// the scores after it are what a generation begins with.
    pub(crate) fn beginning(&mut self, network: &N, ids: &[u32]) -> Option<(N::Cache, usize)> {
        let readable = &ids[..ids.len().saturating_sub(1)];
        let lengths = self.texts.iter().map(|text| shared(&text.ids, readable));
        let (length, place) = lengths.zip(0..).max()?;
        if length < WORTH {
            return None;
        }
        let text = self.texts.remove(place)?;
        let cache = network.first(&text.cache, length);
        self.texts.push_back(text);
        Some((cache?, length))
    }

    /// Keeps what was read, in the place of texts that are its beginning.
    pub(crate) fn keep(&mut self, network: &N, ids: &[u32], cache: N::Cache) {
        let bytes = network.bytes(&cache);
        if !network.copies() || ids.len() < WORTH || bytes > self.budget {
            return;
        }
        self.texts.retain(|text| !ids.starts_with(&text.ids));
        self.texts.push_back(Text {
            ids: ids.to_vec(),
            cache,
            bytes,
        });
        self.bytes = self.texts.iter().map(|text| text.bytes).sum();
        while self.bytes > self.budget || self.texts.len() > TEXTS {
            let oldest = self.texts.pop_front();
            self.bytes -= oldest.map_or(0, |text| text.bytes);
        }
    }
}

/// How many tokens both begin with.
fn shared(a: &[u32], b: &[u32]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
#[path = "prefix_tests.rs"]
mod tests;

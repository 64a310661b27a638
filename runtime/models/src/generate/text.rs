//! The text of a running generation, token by token.

use std::sync::Arc;

use crate::generate::scanner::Scanner;
use crate::vocabulary::Vocabulary;

/// Decodes tokens as they come. All pieces together are what decoding all tokens at once would give, cut off
/// before a stop text.
pub(crate) struct Text {
    vocabulary: Arc<Vocabulary>,
    scanner: Scanner,
    /// For vocabularies whose tokens have no bytes of their own: the tokens of the last shown piece and those after it.
    recent: Vec<u32>,
    /// How many of the recent tokens were shown already, as context for the next.
    shown: usize,
}

impl Text {
    /// The text that follows a prompt.
    pub(crate) fn new(vocabulary: Arc<Vocabulary>, stops: &[String], prompt: &str) -> Self {
        Self {
            vocabulary,
            scanner: Scanner::new(stops, prompt),
            recent: Vec::new(),
            shown: 0,
        }
    }

    /// Takes a token; gives the text to show, and whether a stop text ended in it.
    pub(crate) fn push(&mut self, id: u32) -> (String, bool) {
        if self.vocabulary.is_special(id) {
            return (String::new(), false);
        }
        let bytes = self
            .vocabulary
            .bytes(id)
            .unwrap_or_else(|| self.decoded(id).into_bytes());
        self.scanner.push(&bytes)
    }

    /// Gives what was held back, at the end.
    pub(crate) fn finish(&mut self) -> String {
        let rest = self.unshown();
        let (text, stopped) = self.scanner.push(rest.as_bytes());
        if stopped {
            text
        } else {
            text + &self.scanner.finish()
        }
    }

    /// What a token adds to the decoded text. A token's text may depend on the one before it, so both are decoded.
    fn decoded(&mut self, id: u32) -> String {
        self.recent.push(id);
        let new = self.unshown();
        // The replacement character at the end may be a character that the next token completes.
        if new.is_empty() || new.ends_with(char::REPLACEMENT_CHARACTER) {
            return String::new();
        }
        self.recent.drain(..self.shown);
        self.shown = self.recent.len();
        new
    }

    fn unshown(&self) -> String {
        let (context, new) = self.recent.split_at(self.shown);
        let all = self.vocabulary.decode(&self.recent);
        match all.strip_prefix(&self.vocabulary.decode(context)) {
            Some(added) => added.to_owned(),
            // A broken character may change how the bytes before it are decoded, but those were shown already.
            None => self.vocabulary.decode(new),
        }
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;

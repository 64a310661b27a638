//! What a generation gives: pieces as they come, or all of them at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::error::ModelError;
use crate::stop::{Cancel, StopFlag};

/// How soon a waiting reader notices a raised stop flag, even while the worker is busy with another request.
const NOTICE: Duration = Duration::from_millis(5);

/// The next bit of a streamed answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    /// The text to show now. It may be empty: an unfinished character or a possible stop text is held back.
    pub text: String,
    /// The token that was chosen. The last piece may have none: it brings text that was held back.
    pub token: Option<GeneratedToken>,
}

/// A token that the model added.
#[derive(Clone, Debug, PartialEq)]
pub struct GeneratedToken {
    /// The number by which the model knows it.
    pub id: u32,
    /// Its text, also where the token is a special one or a part of a character.
    pub text: String,
    /// With what probability it was chosen, after all filters.
    pub probability: f32,
    /// Its place among all tokens by the model's own scores, before any filter; 1 is the likeliest.
    pub rank: usize,
    /// Its probability by the model's own scores, before any filter; known where `top_n_tokens` asks for alternatives.
    pub raw_probability: Option<f32>,
    /// How undecided the model was here, in bits: the entropy of its own probabilities, before any filter; 0 where it
    /// knew only one token. Known where `top_n_tokens` asks for alternatives.
    pub entropy: Option<f32>,
    /// The tokens that the model found likeliest, the likeliest first; as many as `top_n_tokens` asked for.
    pub alternatives: Vec<Alternative>,
}

/// A token that could have stood in the place of the chosen one.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The number by which the model knows it.
    pub id: u32,
    /// Its text.
    pub text: String,
    /// Its probability by the model's own scores, before any filter.
    pub probability: f32,
    /// Its probability after all filters, with which it could have been chosen; 0 where they cut it.
    pub filtered: f32,
    /// Whether the filters left it to choose from.
    pub kept: bool,
}

/// A whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Generation {
    /// The new text, without the prompt and without the stop text.
    pub text: String,
    /// The new tokens. Those of a stop text are among them, and so is the one that ended the text.
    pub tokens: Vec<GeneratedToken>,
    /// Why it ended.
    pub finish: Finish,
}

/// Why a generation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// It has as many new tokens as were asked for.
    Length,
    /// The model ended the text.
    EndOfText,
    /// A stop text came up.
    StopString,
    /// It has taken as long as `max_time` allows.
    MaxTime,
    /// The stop flag was raised.
    Stopped,
    /// The model cannot read any further.
    ContextFull,
}

/// From the worker to the reader of one request.
pub(crate) enum Message {
    Piece(Piece),
    Failed(ModelError),
    Finished(Finish),
}

/// An answer as it comes: an iterator of pieces.
///
/// Dropping it ends the generation within one step, and so does raising its stop flag, after which it gives
/// nothing more.
#[derive(Debug)]
pub struct TokenStream {
    model: String,
    messages: Receiver<Message>,
    cancel: Cancel,
    place: Arc<AtomicUsize>,
    finish: Option<Finish>,
    ended: bool,
}

impl TokenStream {
    pub(crate) fn new(
        model: String,
        messages: Receiver<Message>,
        cancel: Cancel,
        place: Arc<AtomicUsize>,
    ) -> Self {
        Self {
            model,
            messages,
            cancel,
            place,
            finish: None,
            ended: false,
        }
    }

    /// Why the generation ended; `None` while it runs and after an error.
    pub fn finish(&self) -> Option<Finish> {
        self.finish
    }

    /// Its place among the requests that wait for the model, 1 for the next one; `None` once it has begun.
    pub fn place(&self) -> Option<usize> {
        let place = self.place.load(Ordering::Acquire);
        (place > 0 && !self.ended).then_some(place)
    }

    /// The flag that ends this stream.
    pub fn stop_flag(&self) -> &StopFlag {
        &self.cancel.stop
    }

    /// Waits for all that is left.
    pub(crate) fn collect_all(mut self) -> Result<Generation, ModelError> {
        let (mut text, mut tokens) = (String::new(), Vec::new());
        for piece in &mut self {
            let piece = piece?;
            text.push_str(&piece.text);
            tokens.extend(piece.token);
        }
        Ok(Generation {
            text,
            tokens,
            finish: self.finish.unwrap_or(Finish::Stopped),
        })
    }

    fn end(&mut self, finish: Option<Finish>) {
        self.ended = true;
        self.finish = finish;
    }
}

impl Iterator for TokenStream {
    type Item = Result<Piece, ModelError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            if self.cancel.stop.stopped() {
                self.end(Some(Finish::Stopped));
                break;
            }
            match self.messages.recv_timeout(NOTICE) {
                Ok(Message::Piece(piece)) => return Some(Ok(piece)),
                Ok(Message::Finished(finish)) => self.end(Some(finish)),
                Ok(Message::Failed(error)) => {
                    self.end(None);
                    return Some(Err(error));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    self.end(None);
                    return Some(Err(ModelError::Gone {
                        model: self.model.clone(),
                    }));
                }
            }
        }
        None
    }
}

impl Drop for TokenStream {
    fn drop(&mut self) {
        self.cancel.dropped.stop();
    }
}

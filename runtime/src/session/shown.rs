//! What one browser has, and the messages that bring it to what is shown now.

use std::sync::Arc;

use crate::{
    diff::diff,
    error::Problem,
    protocol::{Frame, ServerMessage},
    run::Page,
    session::board::{Now, empty_page},
};

/// What one browser has. It outlives the connection, so that the next one continues.
pub struct Shown {
    page: Arc<Page>,
    frame: u64,
    run: u64,
    ack: u64,
    running: bool,
    /// The problem it was told of; unknown where a message may have been lost.
    problem: Option<Option<Arc<Problem>>>,
    /// The browser must forget its page first.
    reset: bool,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            page: Arc::new(empty_page()),
            frame: 0,
            run: 0,
            ack: 0,
            running: false,
            problem: Some(None),
            reset: true,
        }
    }
}

impl Shown {
    /// A browser comes (back) that shows the result of frame `have`.
    pub(super) fn resume(&mut self, have: u64) {
        if have == 0 {
            *self = Self {
                frame: self.frame,
                ..Self::default()
            };
        } else if have != self.frame {
            *self = Self {
                frame: self.frame,
                problem: None,
                ..Self::default()
            };
        }
    }

    /// What to send so that the browser has what is shown now; `self` is that from then on.
    pub fn advance(&mut self, now: Now) -> Vec<ServerMessage> {
        let mut messages = now.replies;
        if self.problem.as_ref() != Some(&now.problem) {
            messages.push(ServerMessage::Problem {
                problem: now.problem.as_deref().cloned(),
            });
            self.problem = Some(now.problem);
        }
        let patches = match Arc::ptr_eq(&self.page, &now.page) {
            true => Vec::new(),
            false => diff(&self.page.root, &now.page.root),
        };
        let news = !patches.is_empty()
            || self.page.stale != now.page.stale
            || self.running != now.running
            || self.ack != now.ack
            || (self.run != now.run && !now.running);
        // Before the first run has shown something there is nothing to draw.
        if now.run > 0 && (news || self.reset) {
            self.frame += 1;
            messages.push(ServerMessage::Frame(Frame {
                frame: self.frame,
                run: now.run,
                ack: now.ack,
                running: now.running,
                reset: self.reset,
                stale: now.page.stale.clone(),
                patches,
            }));
            self.reset = false;
        }
        (self.page, self.run, self.ack, self.running) = (now.page, now.run, now.ack, now.running);
        messages
    }
}

//! What a session shows now. Runs write it, the connection reads it when its socket has room;
//! what nobody read is replaced, so a slow browser costs one page and no queue.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use mirror_widgets::{Element, Id, Props, Value};
use tokio::sync::Notify;

use crate::{
    error::Problem,
    protocol::ServerMessage,
    run::{Outlet, Page},
};

/// How many answers wait for the socket; beyond it they are dropped: the browser of a person
/// hears of a refused value by the next acknowledgment all the same.
const REPLIES: usize = 32;

/// What a session shows now.
pub struct Board {
    now: Mutex<Now>,
    changed: Notify,
}

/// What there is to tell, at one moment.
#[derive(Clone)]
pub struct Now {
    /// The page.
    pub page: Arc<Page>,
    /// The run that made it; 0 before the first.
    pub run: u64,
    /// The highest event whose effect is in.
    pub ack: u64,
    /// A run goes on.
    pub running: bool,
    /// Why the script on disk does not compile.
    pub problem: Option<Arc<Problem>>,
    /// Answers to what the browser said.
    pub replies: Vec<ServerMessage>,
}

/// A page with nothing on it, as browsers start with.
pub fn empty_page() -> Page {
    Page {
        root: Element::new(Id::ROOT, "page", Props::new()),
        stale: Vec::new(),
    }
}

/// Nothing is shown yet.
impl Default for Board {
    fn default() -> Self {
        let now = Now {
            page: Arc::new(empty_page()),
            run: 0,
            ack: 0,
            running: false,
            problem: None,
            replies: Vec::new(),
        };
        Self {
            now: Mutex::new(now),
            changed: Notify::new(),
        }
    }
}

impl Board {
    /// What there is to tell. The answers are handed over and gone here.
    pub fn read(&self) -> Now {
        let mut now = self.now();
        let replies = std::mem::take(&mut now.replies);
        Now {
            replies,
            ..now.clone()
        }
    }

    /// Waits until there may be something to tell.
    pub async fn changed(&self) {
        self.changed.notified().await;
    }

    /// The page as it is now, without taking what there is to tell from who tells it.
    pub(crate) fn page(&self) -> Arc<Page> {
        Arc::clone(&self.now().page)
    }

    /// Answers the browser, in its turn.
    pub fn reply(&self, reply: ServerMessage) {
        let mut now = self.now();
        if now.replies.len() < REPLIES {
            now.replies.push(reply);
        }
        drop(now);
        self.changed.notify_one();
    }

    /// Lets the browser keep something for the script. What nobody has fetched yet grows by it,
    /// so this is never dropped.
    pub(super) fn keep(&self, news: BTreeMap<String, Value>) {
        let mut now = self.now();
        let unsent = now.replies.iter_mut().find_map(|reply| match reply {
            ServerMessage::Local { changes } => Some(changes),
            _ => None,
        });
        match unsent {
            Some(changes) => changes.extend(news),
            None => now.replies.push(ServerMessage::Local { changes: news }),
        }
        drop(now);
        self.changed.notify_one();
    }

    /// Puts in what the browser is to keep and has not heard of yet.
    pub(super) fn overlay_unsent(&self, local: &mut BTreeMap<String, Value>) {
        for reply in &self.now().replies {
            if let ServerMessage::Local { changes } = reply {
                super::desk::change_local(local, changes);
            }
        }
    }

    /// Changes what is shown, and says so.
    pub(super) fn change(&self, change: impl FnOnce(&mut Now)) {
        change(&mut self.now());
        self.changed.notify_one();
    }

    /// Changes what is shown, to be said with whatever comes next.
    pub(super) fn change_quietly(&self, change: impl FnOnce(&mut Now)) {
        change(&mut self.now());
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now
            .lock()
            .expect("nothing panics while it holds the board; this is a bug")
    }
}

/// Where one run shows its page.
pub(super) struct Showing {
    pub(super) board: Arc<Board>,
    pub(super) run: u64,
}

impl Outlet for Showing {
    fn show(&self, page: Page) {
        let page = Arc::new(page);
        self.board
            .change(|now| (now.page, now.run, now.running) = (page, self.run, true));
    }
}

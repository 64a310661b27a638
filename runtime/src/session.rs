//! One browser tab's life: when its script runs. Scheduling and nothing else.
//!
//! One task owns the mailbox and the session's [`State`](crate::state::State); a run takes the
//! state and gives it back. What the browser says while a run goes on is merged into one waiting
//! cause, and the run is told to stop.
//!
//! ```text
//! desk.rs      the task: what it hears, when it runs
//! finish.rs    what it does with what a run leaves
//! waiting.rs   what the next run is for
//! running.rs   the run that goes on, on a thread of the pool
//! board.rs     what is shown now: written by runs, read by the connection
//! shown.rs     what the browser has, and the frames that bring it to what is shown now
//! seat.rs      the one connection a session has, and who may take its place
//! wake.rs      what a background task has to say asks for a run
//! said.rs      what a browser said, checked against the page
//! ```

pub mod board;
mod desk;
mod finish;
mod running;
pub(crate) mod said;
pub mod seat;
pub mod shown;
mod waiting;
mod wake;

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use self::{board::Board, desk::Desk, seat::Seats};
use crate::{app::App, error::Problem, pool::Pool, protocol::ClientMessage, state::Visitor};

/// How many messages may wait. When it is full the socket is not read, so the browser is
/// slowed; the task never blocks, so that is short.
const MAILBOX: usize = 32;

/// What can happen to a session.
pub enum Message {
    /// A browser took the seat.
    Attached(Box<Attached>),
    /// The browser said something. Boxed, so that an empty mailbox is small.
    Said(Box<ClientMessage>),
    /// The script on disk changed; the problem, where it no longer compiles.
    Reloaded(Option<Arc<Problem>>),
}

/// What a browser tells when it takes its seat.
pub struct Attached {
    /// Who comes.
    pub visitor: Visitor,
    /// The page was loaded anew.
    pub loaded: bool,
    /// Told when the session has taken all this in, so that the first frame knows of it.
    pub known: oneshot::Sender<()>,
}

/// How others reach a session.
pub struct Session {
    /// Its number: what it shows is kept under it.
    pub number: u64,
    /// What is shown now.
    pub board: Arc<Board>,
    /// Its one connection.
    pub seats: Arc<Seats>,
    mailbox: mpsc::Sender<Message>,
}

impl Session {
    /// A session, and the task that must be spawned for it. It ends when nobody comes back for
    /// long enough, or when `closing` turns true.
    pub fn new(
        number: u64,
        app: Arc<App>,
        pool: Arc<Pool>,
        closing: watch::Receiver<bool>,
    ) -> (Self, impl Future<Output = ()> + Send + use<>) {
        let (mailbox, messages) = mpsc::channel(MAILBOX);
        let (board, seats) = (Arc::new(Board::default()), Seats::new());
        let desk = Desk::new(number, (app, pool), Arc::clone(&board), Arc::clone(&seats));
        let session = Self {
            number,
            board,
            seats,
            mailbox,
        };
        (session, Box::new(desk).serve(messages, closing))
    }

    /// Tells the session who has come, and waits until it knows; false if it has ended.
    pub async fn attach(&self, visitor: Visitor, loaded: bool) -> bool {
        let (known, attached) = oneshot::channel();
        let attach = Attached {
            visitor,
            loaded,
            known,
        };
        self.tell(Message::Attached(Box::new(attach))).await && attached.await.is_ok()
    }

    /// Tells the session something; false if it has ended.
    pub async fn tell(&self, message: Message) -> bool {
        self.mailbox.send(message).await.is_ok()
    }
}

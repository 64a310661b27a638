//! One browser tab's life: when its script runs. Scheduling and nothing else.
//!
//! One task owns the mailbox and the session's [`State`]; a run takes the state and gives it
//! back. What the browser says while a run goes on is merged into one waiting cause, and the run
//! is told to stop.
//!
//! ```text
//! waiting.rs   what the next run is for
//! running.rs   the run that goes on, on a thread of the pool
//! board.rs     what is shown now: written by runs, read by the connection
//! shown.rs     what the browser has, and the frames that bring it to what is shown now
//! seat.rs      the one connection a session has, and who may take its place
//! said.rs      what a browser said, checked against the page
//! ```

pub mod board;
mod running;
pub(crate) mod said;
pub mod seat;
pub mod shown;
mod waiting;

use std::{collections::HashSet, future, ops::ControlFlow, sync::Arc, time::Duration};

use mirror_widgets::{Element, Id, Value};
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep_until},
};

use self::{board::Board, running::Running, said::Rejection, seat::Seats, waiting::Waiting};
use crate::{
    app::App,
    error::Problem,
    pool::Pool,
    protocol::{ClientMessage, ServerMessage},
    run::{Cause, End, Outcome, Page},
    state::{Browser, State},
};

/// How many messages may wait. When it is full the socket is not read, so the browser is
/// slowed; the task never blocks, so that is short.
const MAILBOX: usize = 32;
/// The browser hears of a run that takes longer than this even if nothing changes on the page.
const NOTICED: Duration = Duration::from_millis(150);
/// How often in a row a script may ask to run again.
const AGAIN: u32 = 100;
/// The panel for errors that no run could show itself.
const PANEL: Id = Id(3);

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
    /// What it tells about itself.
    pub browser: Browser,
    /// The query part of the page's address.
    pub query: String,
    /// The page was loaded anew.
    pub loaded: bool,
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
        let problem = app.current().problem.map(|problem| presentable(&app, problem));
        let (mailbox, messages) = mpsc::channel(MAILBOX);
        let (board, seats) = (Arc::new(Board::new(problem)), Seats::new());
        let desk = Desk {
            number,
            state: Some(State { session: number, ..State::default() }),
            waiting: Waiting::default(),
            running: None,
            runs: 0,
            again: 0,
            untold_since: None,
            seen: 0,
            browser: Browser::default(),
            query: String::new(),
            expires: Some(Instant::now() + app.config.session_expiry),
            board: Arc::clone(&board),
            seats: Arc::clone(&seats),
            app,
            pool,
        };
        let session = Self { number, board, seats, mailbox };
        (session, Box::new(desk).serve(messages, closing))
    }

    /// Tells the session something; false if it has ended.
    pub async fn tell(&self, message: Message) -> bool {
        self.mailbox.send(message).await.is_ok()
    }
}

/// What the task keeps between messages.
struct Desk {
    number: u64,
    app: Arc<App>,
    pool: Arc<Pool>,
    board: Arc<Board>,
    seats: Arc<Seats>,
    /// Here, unless a run has it.
    state: Option<State>,
    waiting: Waiting,
    running: Option<Running>,
    runs: u64,
    again: u32,
    /// Since when runs go on that the browser was not told of.
    untold_since: Option<Instant>,
    /// The highest event that came in: one sent again after a reconnect counts once.
    seen: u64,
    browser: Browser,
    query: String,
    /// When the session ends if nobody comes back.
    expires: Option<Instant>,
}

impl Desk {
    async fn serve(
        mut self: Box<Self>,
        mut messages: mpsc::Receiver<Message>,
        mut closing: watch::Receiver<bool>,
    ) {
        loop {
            let (seats, alarm) = (Arc::clone(&self.seats), self.alarm());
            tokio::select! {
                message = messages.recv() => match message {
                    Some(message) => self.take(message),
                    None => break,
                },
                outcome = finished(&mut self.running) => self.finish(outcome),
                () = seats.changed() => self.look_around(),
                () = ringing(alarm) => if self.ring().is_break() { break },
                _ = closing.wait_for(|closing| *closing) => break,
            }
            // A burst becomes one run.
            while let Ok(message) = messages.try_recv() {
                self.take(message);
            }
            self.start();
        }
        self.app.media.free(self.number);
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Attached(attached) => self.attach(*attached),
            Message::Said(message) => self.hear(*message),
            Message::Reloaded(problem) => {
                let compiles = problem.is_none();
                self.board.change(|now| {
                    now.problem = problem.map(|problem| presentable(&self.app, (*problem).clone()));
                });
                if compiles {
                    self.want(Cause::default(), 0);
                }
            }
        }
    }

    fn attach(&mut self, attached: Attached) {
        self.browser = attached.browser;
        if attached.loaded {
            // It holds nothing back for any event, and goes on counting from what it is told.
            self.board.change_quietly(|now| now.ack = now.ack.max(self.seen));
        }
        // A page that comes back shows what there is; only a new address is news.
        let first = self.runs == 0 && !self.waiting.wanted();
        if first || !self.knows(&attached.query) {
            self.query.clone_from(&attached.query);
            self.want(Cause { query: Some(attached.query), ..Cause::default() }, 0);
        }
    }

    /// Whether this is the address the script last ran for, or wrote itself.
    fn knows(&self, query: &str) -> bool {
        let page = self.board.page();
        query == self.query
            || page.root.props.get("query").and_then(Value::as_str).is_some_and(|own| own == query)
    }

    fn hear(&mut self, message: ClientMessage) {
        match message {
            ClientMessage::Event { id, value, seq } if self.is_new(seq) => {
                let cause = said::event(&self.board.page().root, &id, &value);
                self.judge(cause, seq);
            }
            ClientMessage::Submit { id, values, seq } if self.is_new(seq) => {
                let cause = said::submit(&self.board.page().root, &id, &values);
                self.judge(cause, seq);
            }
            ClientMessage::Rerun { seq } if self.is_new(seq) => self.want(Cause::default(), seq),
            ClientMessage::Query { query } if !self.knows(&query) => {
                self.query.clone_from(&query);
                self.want(Cause { query: Some(query), ..Cause::default() }, 0);
            }
            ClientMessage::Stop => {
                self.waiting.cancel();
                if let Some(running) = &mut self.running {
                    running.stopped_by_person = true;
                    running.stop_now();
                }
            }
            // The rest is known already, or for the connection.
            _ => {}
        }
    }

    fn is_new(&mut self, seq: u64) -> bool {
        let new = seq > self.seen;
        self.seen = self.seen.max(seq);
        new
    }

    fn judge(&mut self, cause: Result<Cause, Rejection>, seq: u64) {
        match cause {
            Ok(cause) => self.want(cause, seq),
            Err(Rejection { id, message }) => {
                tracing::debug!(session = self.number, widget = id, "not accepted: {message}");
                // What waits or runs acknowledges it together with the events before it.
                if !self.waiting.acknowledge(seq) {
                    match &mut self.running {
                        Some(running) => running.ack = running.ack.max(seq),
                        None => self.board.change_quietly(|now| now.ack = now.ack.max(seq)),
                    }
                }
                self.board.reply(ServerMessage::Rejected { id, seq, message });
            }
        }
    }

    /// Wants a run, in place of the one that goes on.
    fn want(&mut self, cause: Cause, seq: u64) {
        self.waiting.add(cause, seq);
        if let Some(running) = &mut self.running {
            running.stop_soon();
        }
    }

    fn start(&mut self) {
        if self.running.is_some() || !self.waiting.wanted() {
            return;
        }
        // Without a script that ever compiled, what is wanted waits for one.
        let Some(script) = self.app.current().script else { return };
        let Some(mut state) = self.state.take() else { return };
        if state.browser != self.browser {
            state.browser.clone_from(&self.browser);
        }
        self.runs += 1;
        self.untold_since.get_or_insert_with(Instant::now);
        let run = self.runs;
        self.board.change_quietly(|now| (now.run, now.running) = (run, true));
        let outlet = Arc::clone(&self.board);
        let cause = self.waiting.take();
        self.running = Some(Running::start((&self.app, &self.pool), script, state, cause, outlet));
    }

    fn finish(&mut self, (outcome, running): (Result<Outcome, String>, Running)) {
        self.app.ran.notify_one();
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(panic) => return self.start_over(&panic, running.ack),
        };
        tracing::debug!(session = self.number, run = self.runs, took = ?outcome.took, "ran");
        self.state = Some(outcome.state);
        let again = std::mem::take(&mut self.again);
        match outcome.end {
            End::Done => self.publish(outcome.page, running.ack),
            End::Failed(problem) => {
                tracing::error!(session = self.number, "{problem}");
                self.publish(outcome.page, running.ack);
            }
            End::Again if again < AGAIN => {
                self.again = again + 1;
                self.waiting.add(Cause::default(), running.ack);
            }
            End::Again => {
                let message = format!("`st.rerun()` was called {AGAIN} times in a row");
                let problem = fault("The script asks to run again without end", message);
                tracing::error!(session = self.number, "{problem}");
                let page = with_panel(outcome.page, &presentable(&self.app, problem));
                self.publish(page, running.ack);
            }
            End::Stopped { unread } => {
                self.waiting.put_back(unread, running.ack);
                if running.stopped_by_person {
                    self.waiting.cancel();
                }
                if !self.waiting.wanted() {
                    self.publish(outcome.page, running.ack);
                }
            }
        }
    }

    /// The run panicked where nobody caught it, and the state is lost.
    fn start_over(&mut self, panic: &str, ack: u64) {
        tracing::error!(session = self.number, "a run panicked: {panic}");
        self.state = Some(State { session: self.number, ..State::default() });
        let query = Some(self.query.clone());
        self.waiting.put_back(Cause { query, ..Cause::default() }, ack);
        let message = format!("{panic}. This is a bug in Mirror; the session starts anew");
        let page = (*self.board.page()).clone();
        let problem = fault("The run ended unexpectedly", message);
        self.publish(with_panel(page, &presentable(&self.app, problem)), ack);
    }

    /// Shows a page that is final.
    fn publish(&mut self, mut page: Page, ack: u64) {
        page.stale.clear();
        if self.app.media.has(self.number) {
            let mut named = HashSet::new();
            addresses(&page.root, &mut named);
            self.app.media.keep(self.number, &named);
        }
        self.untold_since = None;
        let page = Arc::new(page);
        self.board.change(|now| {
            (now.page, now.running) = (page, false);
            now.ack = now.ack.max(ack);
        });
    }

    /// Somebody came or went.
    fn look_around(&mut self) {
        let expiry = self.app.config.session_expiry;
        self.expires = (!self.seats.taken()).then(|| Instant::now() + expiry);
    }

    /// The next moment at which something is to be done.
    fn alarm(&self) -> Option<Instant> {
        let notice = self.untold_since.map(|since| since + NOTICED);
        let stop = self.running.as_ref().and_then(Running::stop_at);
        [self.expires, notice, stop].into_iter().flatten().min()
    }

    /// Does what is to be done now; breaks when the session is over.
    fn ring(&mut self) -> ControlFlow<()> {
        let now = Instant::now();
        if self.expires.is_some_and(|at| at <= now) {
            return ControlFlow::Break(());
        }
        if self.untold_since.is_some_and(|since| since + NOTICED <= now) {
            self.untold_since = None;
            self.board.change(|_| {});
        }
        if let Some(running) = &mut self.running
            && running.stop_at().is_some_and(|at| at <= now)
        {
            running.stop_now();
        }
        ControlFlow::Continue(())
    }
}

/// The outcome of the run that goes on; never, where none does.
async fn finished(slot: &mut Option<Running>) -> (Result<Outcome, String>, Running) {
    let Some(running) = slot else { return future::pending().await };
    let outcome = running.outcome().await;
    match slot.take() {
        Some(running) => (outcome, running),
        None => future::pending().await,
    }
}

async fn ringing(alarm: Option<Instant>) {
    match alarm {
        Some(at) => sleep_until(at).await,
        None => future::pending().await,
    }
}

fn fault(title: &str, message: String) -> Problem {
    Problem {
        title: title.into(),
        message,
        file: String::new(),
        line: 0,
        column: 0,
        source: String::new(),
        hint: None,
        trace: Vec::new(),
        id: None,
    }
}

/// The problem as users may see it: in production only that there is one.
fn presentable(app: &App, problem: Problem) -> Arc<Problem> {
    Arc::new(match app.config.production {
        true => Problem::neutral(problem.id.unwrap_or_else(|| "startup".into())),
        false => problem,
    })
}

/// The page with a panel at its end.
fn with_panel(mut page: Page, problem: &Problem) -> Page {
    let Ok(Value::Object(props)) = serde_json::to_value(problem) else { return page };
    let root = &mut page.root;
    if root.children.is_empty() {
        root.children.push(Element::new(Id::MAIN, "main", mirror_widgets::Props::new()));
    }
    let main = &mut root.children[0].children;
    main.retain(|child| child.id != PANEL);
    main.push(Element::new(PANEL, "exception", props));
    page
}

/// All media addresses that a page names.
fn addresses(element: &Element, named: &mut HashSet<String>) {
    fn look(value: &Value, named: &mut HashSet<String>) {
        match value {
            Value::String(text) if text.starts_with("media/") => {
                named.insert(text.clone());
            }
            Value::Array(items) => items.iter().for_each(|item| look(item, named)),
            Value::Object(map) => map.values().for_each(|item| look(item, named)),
            _ => {}
        }
    }
    element.props.values().for_each(|value| look(value, named));
    element.children.iter().for_each(|child| addresses(child, named));
}

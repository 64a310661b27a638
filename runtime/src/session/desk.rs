//! The task of a session: what it hears, and when it runs.

use std::{collections::BTreeMap, future, ops::ControlFlow, sync::Arc, time::Duration};

use mirror_widgets::{Id, Value};
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep_until},
};

use super::{
    Attached, Message,
    board::{Board, Showing},
    finish::presentable,
    running::Running,
    said,
    said::Rejection,
    seat::Seats,
    waiting::Waiting,
    wake::Wake,
};
use crate::{
    app::App,
    pool::Pool,
    protocol::{ClientMessage, ServerMessage},
    run::{Cause, Outcome, Scope, Timer},
    sessions::{fits, last_part},
    state::{Address, Browser, State},
};

/// The browser hears of a run that takes longer than this even if nothing changes on the page.
const NOTICED: Duration = Duration::from_millis(150);

/// What the task keeps between messages.
pub(super) struct Desk {
    pub(super) number: u64,
    pub(super) app: Arc<App>,
    pub(super) pool: Arc<Pool>,
    pub(super) board: Arc<Board>,
    pub(super) seats: Arc<Seats>,
    /// Here, unless a run has it.
    pub(super) state: Option<State>,
    pub(super) waiting: Waiting,
    pub(super) running: Option<Running>,
    pub(super) runs: u64,
    pub(super) again: u32,
    /// Since when runs go on that the browser was not told of.
    pub(super) untold_since: Option<Instant>,
    /// The highest event that came in: one sent again after a reconnect counts once.
    pub(super) seen: u64,
    pub(super) browser: Browser,
    /// Where the page is, as the browser or the script said last.
    pub(super) address: Address,
    /// What the browser keeps for the script, as far as it is known here.
    pub(super) local: BTreeMap<String, Value>,
    /// What is to run by itself, soonest first, as long as somebody looks.
    pub(super) timers: Vec<Timer>,
    /// The dialog that lies over the page.
    dialog: Option<Id>,
    /// The page is to run when the dialog is closed.
    owed: bool,
    /// When the session ends if nobody comes back.
    pub(super) expires: Option<Instant>,
    /// Rings when a background task has news.
    pub(super) wake: Arc<Wake>,
}

impl Desk {
    pub(super) fn new(
        number: u64,
        (app, pool): (Arc<App>, Arc<Pool>),
        board: Arc<Board>,
        seats: Arc<Seats>,
    ) -> Self {
        let problem = app
            .current()
            .problem
            .map(|problem| presentable(&app, problem));
        board.change_quietly(|now| now.problem = problem);
        let wake = Arc::new(Wake::default());
        let bell = Arc::clone(&wake);
        app.shared.attend(number, move |urgent| bell.ring(urgent));
        Self {
            number,
            state: Some(State {
                session: number,
                ..State::default()
            }),
            waiting: Waiting::default(),
            running: None,
            runs: 0,
            again: 0,
            untold_since: None,
            seen: 0,
            browser: Browser::default(),
            address: Address::default(),
            local: BTreeMap::new(),
            timers: Vec::new(),
            dialog: None,
            owed: false,
            expires: Some(Instant::now() + app.config.session_expiry),
            wake,
            board,
            seats,
            app,
            pool,
        }
    }

    pub(super) async fn serve(
        mut self: Box<Self>,
        mut messages: mpsc::Receiver<Message>,
        mut closing: watch::Receiver<bool>,
    ) {
        loop {
            let (seats, alarm) = (Arc::clone(&self.seats), self.alarm());
            let (wake, idle) = (Arc::clone(&self.wake), self.running.is_none());
            let looked_at = self.seats.taken();
            tokio::select! {
                message = messages.recv() => match message {
                    Some(message) => self.take(message),
                    None => break,
                },
                outcome = finished(&mut self.running) => self.finish(outcome),
                () = seats.changed() => self.look_around(),
                () = wake.rung(idle, looked_at) => {
                    self.awake();
                }
                () = ringing(alarm) => if self.ring().is_break() { break },
                _ = closing.wait_for(|closing| *closing) => break,
            }
            // A burst becomes one run.
            while let Ok(message) = messages.try_recv() {
                self.take(message);
            }
            self.start();
        }
        // From here on the run ends as soon as it can, and frees what it still brings.
        drop(self.running.take());
        self.app.free(self.number);
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
        let visitor = attached.visitor;
        self.browser = visitor.browser;
        if attached.loaded {
            // It holds nothing back for any event, and goes on counting from what it is told.
            self.board
                .change_quietly(|now| now.ack = now.ack.max(self.seen));
        }
        let mut local = visitor.local;
        self.board.overlay_unsent(&mut local);
        let changes = self.adopt(local);
        // A page that comes back shows what there is; only a new address is news.
        let first = self.runs == 0 && !self.waiting.wanted();
        if first || !self.knows(&visitor.address) {
            self.go(visitor.address, changes);
        } else {
            self.address.visit = visitor.address.visit;
            self.keep(changes);
        }
        // Where the connection has gone meanwhile, nobody asks.
        let _ = attached.known.send(());
    }

    /// What differs from what was known of the state that the browser keeps.
    fn adopt(&mut self, local: BTreeMap<String, Value>) -> BTreeMap<String, Value> {
        let gone = self.local.keys().filter(|name| !local.contains_key(*name));
        let mut changes: BTreeMap<String, Value> =
            gone.map(|name| (name.clone(), Value::Null)).collect();
        let news = local
            .iter()
            .filter(|(name, value)| self.local.get(*name) != Some(*value));
        changes.extend(news.map(|(name, value)| (name.clone(), value.clone())));
        self.local = local;
        changes
    }

    /// The page is at another address.
    fn go(&mut self, address: Address, local: BTreeMap<String, Value>) {
        let cause = Cause {
            query: Some(address.query.clone()),
            path: Some(address.path.clone()),
            local,
            ..Cause::default()
        };
        self.address = address;
        self.want(cause, 0);
    }

    /// The browser keeps something else for the script.
    fn keep(&mut self, local: BTreeMap<String, Value>) {
        if !local.is_empty() {
            let cause = Cause {
                local,
                ..Cause::default()
            };
            self.want(cause, 0);
        }
    }

    /// Whether this is the address the script last ran for, or the one it has written since.
    fn knows(&self, address: &Address) -> bool {
        (&address.path, &address.query) == (&self.address.path, &self.address.query)
    }

    fn hear(&mut self, message: ClientMessage) {
        match message {
            ClientMessage::Event { id, value, seq } if self.is_new(seq) => {
                let cause = said::event(&self.board.page().root, &id, &value);
                self.judge(id, cause, seq);
            }
            ClientMessage::Submit { id, values, seq } if self.is_new(seq) => {
                let cause = said::submit(&self.board.page().root, &id, &values);
                self.judge(id, cause, seq);
            }
            ClientMessage::Rerun { seq } if self.is_new(seq) => self.want(Cause::default(), seq),
            ClientMessage::Query { query, path, visit } => {
                let path = last_part(path);
                let address = Address { path, query, visit };
                if self.knows(&address) {
                    self.address.visit = visit;
                } else {
                    self.go(address, BTreeMap::new());
                }
            }
            ClientMessage::Local { changes } => {
                let mut local = self.local.clone();
                change_local(&mut local, &changes);
                let news = Cause {
                    local: changes,
                    ..Cause::default()
                };
                if fits(&local) && local != self.local && self.waiting.has_room(&news) {
                    self.local = local;
                    self.want(news, 0);
                }
            }
            ClientMessage::Theme { theme } if theme != self.browser.theme && theme.len() < 16 => {
                self.browser.theme = theme;
                self.want(Cause::default(), 0);
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

    fn judge(&mut self, id: String, cause: Result<Cause, Rejection>, seq: u64) {
        let cause = cause.and_then(|cause| match self.waiting.has_room(&cause) {
            true => Ok(cause),
            false => Err(Rejection {
                id,
                message: "too much is waiting already; try again in a moment".into(),
            }),
        });
        match cause {
            Ok(cause) if cause.can_wait() => self.put_off(cause, seq),
            Ok(cause) => self.want(cause, seq),
            Err(Rejection { id, message }) => {
                tracing::debug!(
                    session = self.number,
                    widget = id,
                    "not accepted: {message}"
                );
                // What waits or runs acknowledges it together with the events before it.
                if !self.waiting.acknowledge(seq) {
                    match &mut self.running {
                        Some(running) => running.ack = running.ack.max(seq),
                        None => self.board.change_quietly(|now| now.ack = now.ack.max(seq)),
                    }
                }
                self.board
                    .reply(ServerMessage::Rejected { id, seq, message });
            }
        }
    }

    /// Wants a run, in place of the one that goes on.
    pub(super) fn want(&mut self, cause: Cause, seq: u64) {
        self.waiting.add(cause, seq);
        if let Some(running) = &mut self.running {
            running.stop_soon();
        }
    }

    pub(super) fn start(&mut self) {
        if self.running.is_some() || !self.waiting.wanted() {
            return;
        }
        // Without a script that ever compiled, what is wanted waits for one.
        let Some(script) = self.app.current().script else {
            return;
        };
        let Some(mut state) = self.state.take() else {
            return;
        };
        self.browser.url = beside(&self.browser.url, &self.address.path);
        if state.browser != self.browser {
            state.browser.clone_from(&self.browser);
        }
        state.visit = self.address.visit;
        self.runs += 1;
        self.untold_since.get_or_insert_with(Instant::now);
        // A short run is told when it is over; nothing is said before there is something to see.
        let outlet = Arc::new(Showing {
            board: Arc::clone(&self.board),
            run: self.runs,
        });
        let cause = self.waiting.take();
        self.running = Some(Running::start(
            (&self.app, &self.pool),
            script,
            state,
            cause,
            outlet,
        ));
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
        let timer = self.timers.first().filter(|_| self.is_free());
        let timer = timer.map(|timer| Instant::from_std(timer.at));
        let all = [self.expires, notice, stop, timer];
        all.into_iter().flatten().min()
    }

    /// Whether what runs by itself may: it never overlaps, and nobody need not see it.
    fn is_free(&self) -> bool {
        self.running.is_none() && !self.waiting.wanted() && self.seats.taken()
    }

    /// A background task has news: the page runs, or only the dialog that lies over it, which a
    /// run of the page would close; then the page runs when it is closed.
    fn awake(&mut self) {
        self.owed = self.dialog.is_some();
        let scope = self
            .dialog
            .map_or(Scope::App, |id| Scope::Fragments(vec![id]));
        let cause = Cause {
            scope,
            ..Cause::default()
        };
        self.waiting.add(cause, 0);
    }

    /// Takes what a run says of those that follow by themselves.
    pub(super) fn expect(&mut self, timers: Vec<Timer>, dialog: Option<Id>) {
        (self.timers, self.dialog) = (timers, dialog);
        if dialog.is_none() && std::mem::take(&mut self.owed) {
            self.waiting.add(Cause::default(), 0);
        }
    }

    /// Wants what is to run by itself now.
    fn tick(&mut self, now: Instant) {
        let due = |timer: &Timer| Instant::from_std(timer.at) <= now;
        let count = match self.is_free() {
            true => self.timers.iter().take_while(|timer| due(timer)).count(),
            false => 0,
        };
        for Timer { scope, .. } in self.timers.drain(..count) {
            let cause = Cause {
                scope,
                ..Cause::default()
            };
            self.waiting.add(cause, 0);
        }
    }

    /// Does what is to be done now; breaks when the session is over.
    fn ring(&mut self) -> ControlFlow<()> {
        let now = Instant::now();
        if self.expires.is_some_and(|at| at <= now) {
            return ControlFlow::Break(());
        }
        if self
            .untold_since
            .is_some_and(|since| since + NOTICED <= now)
        {
            self.untold_since = None;
            self.board
                .change(|now| (now.run, now.running) = (self.runs, true));
        }
        if let Some(running) = &mut self.running
            && running.stop_at().is_some_and(|at| at <= now)
        {
            running.stop_now();
        }
        self.tick(now);
        ControlFlow::Continue(())
    }
}

/// The address of another page of the app: only its last part differs.
fn beside(url: &str, path: &str) -> String {
    match url.rfind('/') {
        Some(end) if url[end + 1..] != *path => format!("{}{path}", &url[..=end]),
        _ => url.to_owned(),
    }
}

/// Puts changes in; null takes a name out.
pub(super) fn change_local(local: &mut BTreeMap<String, Value>, changes: &BTreeMap<String, Value>) {
    for (name, value) in changes {
        match value {
            Value::Null => local.remove(name),
            value => local.insert(name.clone(), value.clone()),
        };
    }
}

/// The outcome of the run that goes on; never, where none does.
async fn finished(slot: &mut Option<Running>) -> (Result<Outcome, String>, Running) {
    let Some(running) = slot else {
        return future::pending().await;
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, run};

    #[test]
    fn a_path_of_several_parts_makes_no_address_that_grows() {
        let app = Arc::new(App::open(Config::new("/nowhere/app.rhai")));
        let pool = Arc::new(Pool::new(1, run::STACK));
        let mut desk = Desk::new(7, (app, pool), Arc::default(), Seats::new());
        desk.browser.url = "http://here/app/".into();
        for visit in 0..3 {
            desk.hear(ClientMessage::Query {
                query: String::new(),
                path: format!("{}x", "a/".repeat(1000)),
                visit,
            });
            desk.browser.url = beside(&desk.browser.url, &desk.address.path);
            assert_eq!(desk.browser.url, "http://here/app/x");
        }
    }
}

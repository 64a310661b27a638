//! What a session does with what a run leaves.

use std::{collections::HashSet, sync::Arc, time::Duration};

use mirror_widgets::{Element, Id, Props, Value};

use super::{
    desk::{Desk, change_local},
    running::Running,
};
use crate::{
    app::App,
    error::Problem,
    identity::PANEL,
    run::{Cause, End, Outcome, Page},
    state::State,
};

/// How often in a row a script may ask to run again at once.
const AGAIN: u32 = 100;
/// A script that takes its time before it asks to run again is a live page, and may go on.
const LIVE: Duration = Duration::from_millis(50);

impl Desk {
    pub(super) fn finish(&mut self, (outcome, running): (Result<Outcome, String>, Running)) {
        self.app.ran.notify_one();
        let mut outcome = match outcome {
            Ok(outcome) => outcome,
            Err(panic) => return self.start_over(&panic, running.ack),
        };
        tracing::debug!(session = self.number, run = self.runs, took = ?outcome.took, "ran");
        self.follow(&mut outcome.state);
        outcome.state.halted = running.stopped_by_person;
        self.state = Some(outcome.state);
        self.expect(outcome.timers, outcome.dialog);
        let again = std::mem::take(&mut self.again);
        match outcome.end {
            End::Done => self.publish(outcome.page, running.ack),
            End::Failed(problem) => {
                tracing::error!(session = self.number, "{problem}");
                self.publish(outcome.page, running.ack);
            }
            // Stopped by the person, it does not begin again.
            End::Again { unread } if running.stopped_by_person => {
                self.end_here(unread, outcome.page, running.ack);
            }
            End::Again { unread } if outcome.took >= LIVE || again < AGAIN => {
                if outcome.took >= LIVE {
                    self.show(outcome.page, running.ack);
                } else {
                    self.again = again + 1;
                }
                let next = Cause {
                    scope: unread.scope.clone(),
                    ..Cause::default()
                };
                self.waiting.put_back(unread, running.ack);
                self.waiting.add(next, running.ack);
            }
            End::Again { .. } => {
                let message = format!("`st.rerun()` was called {AGAIN} times in a row");
                let problem = fault("The script asks to run again without end", message);
                tracing::error!(session = self.number, "{problem}");
                let page = with_panel(outcome.page, &presentable(&self.app, problem));
                self.publish(page, running.ack);
            }
            End::Stopped { unread } if running.stopped_by_person => {
                self.end_here(unread, outcome.page, running.ack);
            }
            End::Stopped { unread } => {
                self.waiting.put_back(unread, running.ack);
                if !self.waiting.wanted() {
                    self.publish(outcome.page, running.ack);
                }
            }
        }
    }

    /// Takes what the run changed around the page: its address, and what the browser keeps.
    fn follow(&mut self, state: &mut State) {
        // Where the person went elsewhere meanwhile, they have the last word.
        if !self.waiting.moves() {
            self.address.path.clone_from(&state.path);
        }
        let changes = std::mem::take(&mut state.local_changes);
        if !changes.is_empty() {
            change_local(&mut self.local, &changes);
            self.board.keep(changes);
        }
    }

    /// The person stopped it: what fired before goes with it, what they did since then does not.
    fn end_here(&mut self, mut unread: Cause, page: Page, ack: u64) {
        unread.fired.clear();
        self.waiting.put_back(unread, ack);
        if !self.waiting.wanted() {
            self.publish(page, ack);
        }
    }

    /// The run panicked where nobody caught it, and the state is lost.
    fn start_over(&mut self, panic: &str, ack: u64) {
        tracing::error!(session = self.number, "a run panicked: {panic}");
        self.state = Some(State {
            session: self.number,
            ..State::default()
        });
        self.waiting.put_back(
            Cause {
                query: Some(self.address.query.clone()),
                path: Some(self.address.path.clone()),
                local: self.local.clone(),
                ..Cause::default()
            },
            ack,
        );
        let message = format!("{panic}. This is a bug in Mirror; the session starts anew");
        let page = (*self.board.page()).clone();
        let problem = fault("The run ended unexpectedly", message);
        self.publish(with_panel(page, &presentable(&self.app, problem)), ack);
    }

    /// Shows a page that the next run follows at once.
    fn show(&mut self, page: Page, ack: u64) {
        self.free_unnamed(&page);
        self.follow_address(&page.root);
        let page = Arc::new(page);
        self.board.change(|now| {
            (now.page, now.run, now.running) = (page, self.runs, true);
            now.ack = now.ack.max(ack);
        });
    }

    /// Keeps a value for the next run, and shows it as it was given until then.
    pub(super) fn put_off(&mut self, cause: Cause, seq: u64) {
        self.waiting.add(cause, seq);
        // A run that goes on, or begins at once, shows it with its own page.
        if self.running.is_none() && !self.waiting.wanted() {
            let mut page = (*self.board.page()).clone();
            self.show_waiting(&mut page.root);
            let page = Arc::new(page);
            self.board.change(|now| {
                now.page = page;
                now.ack = now.ack.max(seq);
            });
        }
    }

    /// Shows the values that wait for a run, also where the next run begins from.
    fn show_waiting(&mut self, page: &mut Element) {
        self.waiting.show_on(page);
        if let Some(state) = &mut self.state {
            self.waiting.show_on(&mut state.page);
        }
    }

    /// Remembers the address as the script has written it: going back from it is news.
    fn follow_address(&mut self, page: &Element) {
        if let Some(query) = page.props.get("query").and_then(Value::as_str) {
            query.clone_into(&mut self.address.query);
        }
    }

    /// Frees the media that the page no longer names.
    fn free_unnamed(&self, page: &Page) {
        if self.app.media.has(self.number) {
            let mut named = HashSet::new();
            addresses(&page.root, &mut named);
            self.app.media.keep(self.number, &named);
        }
    }

    /// Shows a page that is final.
    fn publish(&mut self, mut page: Page, ack: u64) {
        page.stale.clear();
        self.show_waiting(&mut page.root);
        self.follow_address(&page.root);
        self.free_unnamed(&page);
        self.untold_since = None;
        // What was canceled is answered too: nothing else will.
        let ack = match self.waiting.wanted() {
            true => ack,
            false => ack.max(self.waiting.ack()),
        };
        let page = Arc::new(page);
        self.board.change(|now| {
            (now.page, now.run, now.running) = (page, self.runs, false);
            now.ack = now.ack.max(ack);
        });
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
pub(super) fn presentable(app: &App, problem: Problem) -> Arc<Problem> {
    Arc::new(match app.config.production {
        true => Problem::neutral(problem.id.unwrap_or_else(|| "startup".into())),
        false => problem,
    })
}

/// The page with a panel at its end.
fn with_panel(mut page: Page, problem: &Problem) -> Page {
    let Ok(Value::Object(props)) = serde_json::to_value(problem) else {
        return page;
    };
    let root = &mut page.root;
    if root.children.is_empty() {
        root.children
            .push(Element::new(Id::MAIN, "main", Props::new()));
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
    element
        .children
        .iter()
        .for_each(|child| addresses(child, named));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, pool::Pool, run, session::board::Board, session::seat::Seats};

    #[test]
    fn a_run_that_panics_costs_its_own_session_the_state_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("app.rhai");
        std::fs::write(&script, "st.title(\"Hello\")").unwrap();
        let app = Arc::new(App::open(Config::new(script)));
        let pool = Arc::new(Pool::new(1, run::STACK));
        let mut desk = Desk::new(
            7,
            (Arc::clone(&app), pool),
            Arc::new(Board::default()),
            Seats::new(),
        );
        desk.want(Cause::default(), 3);
        desk.start();
        let running = desk.running.take().unwrap();

        desk.finish((Err("as the test wants".into()), running));
        let now = desk.board.read();
        assert_eq!((now.ack, now.running), (3, false));
        let panel = now.page.root.find(PANEL).unwrap();
        assert!(
            panel.props["message"]
                .as_str()
                .unwrap()
                .contains("as the test wants")
        );
        assert_eq!(
            desk.state.as_ref().map(|state| (state.session, state.runs)),
            Some((7, 0))
        );
        desk.want(Cause::default(), 4);
        desk.start();
        assert!(desk.running.is_some());
    }

    #[test]
    fn media_addresses_are_found_wherever_they_stand() {
        let Value::Object(props) =
            serde_json::json!({"images": [{"src": "media/1-a"}], "alt": "no media/x"})
        else {
            panic!("it is a map");
        };
        let mut root = Element::new(Id::ROOT, "page", Props::new());
        root.children.push(Element::new(Id(20), "image", props));
        let mut named = HashSet::new();
        addresses(&root, &mut named);
        assert_eq!(named, HashSet::from(["media/1-a".to_owned()]));
    }
}

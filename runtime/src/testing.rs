//! Apps under test: run a script without a browser, use its widgets, read its page.
//!
//! ```
//! use mirror_runtime::testing::AppTest;
//!
//! let mut app = AppTest::from_text("let n = st.slider(\"N\", 0, 10)\nst.text(`twice is ${n * 2}`)");
//! app.set("N", 4);
//! assert!(app.text().contains("twice is 8"));
//! ```
//!
//! A test can also be a script with steps in lines that start with `//>`; see [`AppTest::story`].

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use mirror_widgets::{Element, Id, Props, Value, uploads::UploadRules};

use crate::{
    app::App,
    config::Config,
    error::Problem,
    run::{self, Cause, End, Outlet, Page, Timer},
    session::said,
    state::State,
};

/// How often a script may ask to run again before a test gives up.
const MOST_RERUNS: usize = 100;
/// For how long a test waits for what a background task does.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// One app with one session, without a server.
pub struct AppTest {
    app: Arc<App>,
    state: Option<State>,
    page: Element,
    problem: Option<Problem>,
    /// Values that wait for the next run.
    waiting: Cause,
    timers: Vec<Timer>,
    // The folder lives as long as the test.
    folder: Option<Folder>,
}

/// A folder of its own for an app that is given as text; removed at the end.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of a test in the temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A state with a session number of its own, so that its background tasks are its own.
fn new_session() -> State {
    static OPENED: AtomicU64 = AtomicU64::new(0);
    State {
        session: OPENED.fetch_add(1, Ordering::Relaxed) + 1,
        ..State::default()
    }
}

/// The session ends with the test, and its background tasks with it.
impl Drop for AppTest {
    fn drop(&mut self) {
        if let Some(state) = &self.state {
            self.app.shared.end_session(state.session);
        }
    }
}

/// Tests look at the page when the run is over.
struct Nowhere;

impl Outlet for Nowhere {
    fn show(&self, _page: Page) {}
}

impl AppTest {
    /// Runs the app in a file once.
    pub fn open(script: impl AsRef<Path>) -> Self {
        Self::with(Config::new(script.as_ref()), None)
    }

    /// Runs an app given as text once, in a folder of its own.
    ///
    /// # Panics
    /// When the folder cannot be made.
    pub fn from_text(text: &str) -> Self {
        let mut name = [0_u8; 8];
        getrandom::fill(&mut name).expect("the system gives random bytes");
        let folder =
            std::env::temp_dir().join(format!("mirror-test-{:016x}", u64::from_le_bytes(name)));
        fs::create_dir_all(&folder).expect("the temporary folder can be written");
        let script = folder.join("app.rhai");
        fs::write(&script, text).expect("the temporary folder can be written");
        Self::with(Config::new(script), Some(Folder(folder)))
    }

    /// Runs an app with these settings once.
    pub fn configured(config: Config) -> Self {
        Self::with(config, None)
    }

    /// Another session of the same app: what is cached is shared, what is kept is not.
    pub fn another_session(&self) -> Self {
        let page = Element::new(Id::ROOT, "page", Props::new());
        let mut test = Self {
            app: Arc::clone(&self.app),
            state: Some(new_session()),
            page,
            problem: None,
            waiting: Cause::default(),
            timers: Vec::new(),
            folder: None,
        };
        test.run(Cause::default());
        test
    }

    fn with(config: Config, folder: Option<Folder>) -> Self {
        let app = Arc::new(App::open(config));
        let page = Element::new(Id::ROOT, "page", Props::new());
        let mut test = Self {
            app,
            state: Some(new_session()),
            page,
            problem: None,
            waiting: Cause::default(),
            timers: Vec::new(),
            folder,
        };
        test.run(Cause::default());
        test
    }

    /// Runs the script again.
    pub fn rerun(&mut self) {
        self.run(Cause::default());
    }

    /// Goes to another address of the page: the part after `?`.
    pub fn visit(&mut self, query: &str) {
        self.run(Cause {
            query: Some(query.into()),
            ..Cause::default()
        });
    }

    /// Waits until something is to run by itself, and runs that.
    ///
    /// # Errors
    /// When nothing is.
    pub fn tick(&mut self) -> Result<(), String> {
        let next = self.timers.first().ok_or("nothing runs by itself")?;
        let cause = Cause {
            scope: next.scope.clone(),
            ..Cause::default()
        };
        std::thread::sleep(next.at.saturating_duration_since(Instant::now()));
        self.run(cause);
        Ok(())
    }

    /// How many things are to run by themselves.
    pub fn timers(&self) -> usize {
        self.timers.len()
    }

    /// Goes to a page of the app, named by the last part of its address.
    pub fn go_to(&mut self, path: &str) {
        self.run(Cause {
            path: Some(path.into()),
            query: Some(String::new()),
            ..Cause::default()
        });
    }

    /// Changes a widget, named by its label or key, as a browser would: the value is the browser's.
    ///
    /// # Panics
    /// When there is no such widget, or it refuses the value.
    pub fn set(&mut self, widget: &str, value: impl Into<Value>) {
        if let Err(why) = self.try_set(widget, value) {
            panic!("{widget}: {why}\n{}", self.text());
        }
    }

    /// Changes a widget like [`AppTest::set`], or says why it refuses.
    ///
    /// # Errors
    /// When there is no such widget, or it refuses the value.
    pub fn try_set(&mut self, widget: &str, value: impl Into<Value>) -> Result<(), String> {
        let id = self.widget(widget)?;
        let cause =
            said::event(&self.page, &id, &value.into()).map_err(|rejection| rejection.message)?;
        self.run(cause);
        Ok(())
    }

    /// Uploads files into a widget, named by its label or key: what it had before is gone.
    ///
    /// # Errors
    /// When there is no such widget, or it does not take one of the files.
    pub fn upload(&mut self, widget: &str, files: &[(&str, &[u8])]) -> Result<(), String> {
        let id = Id::parse(&self.widget(widget)?);
        let element = id.and_then(|id| self.page.find(id));
        let rules = element.and_then(|element| element.props.get("upload"));
        let rules = rules.cloned().ok_or("it takes no files")?;
        let rules: UploadRules =
            serde_json::from_value(rules).map_err(|error| error.to_string())?;
        let owner = self.state.as_ref().map_or(0, |state| state.session);
        let mut sent = Vec::new();
        for (name, bytes) in files {
            let arriving = self.app.uploads.begin(owner, name, rules.clone());
            let taken = arriving.and_then(|mut arriving| {
                arriving.write(bytes)?;
                arriving.finish()
            });
            let info = taken.map_err(|error| error.to_string())?;
            sent.push(serde_json::json!({ "id": info.id }));
        }
        self.try_set(widget, sent)
    }

    /// Clicks a button, named by its label or key.
    ///
    /// # Panics
    /// When there is no such button.
    pub fn click(&mut self, button: &str) {
        self.set(button, true);
    }

    /// Sends a form with a button, both named by label or key.
    ///
    /// # Panics
    /// When there is no such button or widget, or one refuses its value.
    pub fn submit(&mut self, button: &str, values: &[(&str, Value)]) {
        if let Err(why) = self.try_submit(button, values) {
            panic!("{button}: {why}\n{}", self.text());
        }
    }

    /// Sends a form like [`AppTest::submit`], or says why it is refused.
    ///
    /// # Errors
    /// When there is no such button or widget, or something in the form does not fit.
    pub fn try_submit(&mut self, button: &str, values: &[(&str, Value)]) -> Result<(), String> {
        let named = values
            .iter()
            .map(|(name, value)| Ok((self.widget(name)?, value.clone())));
        let values = named.collect::<Result<BTreeMap<String, Value>, String>>()?;
        let cause = said::submit(&self.page, &self.widget(button)?, &values)
            .map_err(|rejection| rejection.message)?;
        self.run(cause);
        Ok(())
    }

    /// Saves a change of the script and runs it as hot reload does. Only for apps given as text.
    ///
    /// # Panics
    /// When the app is not given as text or does not contain `old`.
    pub fn edit(&mut self, old: &str, new: &str) {
        let folder = self
            .folder
            .as_ref()
            .expect("only an app given as text can be edited");
        let script = folder.0.join("app.rhai");
        let text = fs::read_to_string(&script).expect("the script is there");
        assert!(text.contains(old), "the script does not contain `{old}`");
        fs::write(&script, text.replace(old, new)).expect("the script can be written");
        let current = self.app.reload();
        match current.problem {
            Some(problem) => self.problem = Some(problem),
            None => self.run(Cause::default()),
        }
    }

    /// The page.
    pub fn page(&self) -> &Element {
        &self.page
    }

    /// What went wrong in the last run, if anything.
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// The value of a widget, named by its label or key, as the browser has it.
    pub fn value(&self, widget: &str) -> Option<Value> {
        let id = Id::parse(&self.widget(widget).ok()?)?;
        self.page.find(id)?.props.get("value").cloned()
    }

    /// The page as text: one line for each element, with its props.
    pub fn text(&self) -> String {
        let mut lines = String::new();
        write_lines(&self.page, 0, &mut lines);
        lines
    }

    /// The wire id of the widget with this label, key or placeholder, or of the n-th of a kind.
    fn widget(&self, name: &str) -> Result<String, String> {
        let found = find_named(&self.page, name)
            .or_else(|| {
                let (kind, number) = name.split_once('#')?;
                find_nth(&self.page, kind, &mut number.parse().ok()?)
            })
            .ok_or_else(|| "there is no such widget on the page".to_owned());
        found.map(|element| element.id.to_string())
    }

    fn run(&mut self, cause: Cause) {
        self.waiting.scope.clone_from(&cause.scope);
        self.waiting.merge(cause);
        if self.waiting.can_wait() {
            self.waiting.show_on(&mut self.page);
            return;
        }
        let mut cause = std::mem::take(&mut self.waiting);
        let Some(script) = self.app.current().script else {
            self.problem = self.app.current().problem;
            return;
        };
        for _ in 0..MOST_RERUNS {
            let state = self.state.take().unwrap_or_default();
            let (app, script) = (Arc::clone(&self.app), Arc::clone(&script));
            let now = std::mem::take(&mut cause);
            let thread = std::thread::Builder::new()
                .stack_size(run::STACK)
                .spawn(move || {
                    run::execute(
                        &app,
                        &script,
                        state,
                        now,
                        Arc::new(Nowhere),
                        Arc::new(AtomicBool::new(false)),
                    )
                });
            let outcome = thread
                .expect("a thread can be made")
                .join()
                .expect("a run never panics; this is a bug");
            self.state = Some(outcome.state);
            self.timers = outcome.timers;
            self.page = outcome.page.root;
            self.problem = match outcome.end {
                End::Failed(problem) => Some(problem),
                End::Again { unread } => {
                    cause = unread;
                    continue;
                }
                End::Done | End::Stopped { .. } => None,
            };
            return;
        }
        panic!("the script asks to run again without end");
    }

    /// Runs a script that holds its own test: lines that start with `//>` are steps, in order.
    ///
    /// ```text
    /// //> see TEXT             the page has this text somewhere
    /// //> unseen TEXT          it has not
    /// //> set NAME = JSON      a widget changes (NAME is its label, its key or `KIND#N`, from 0)
    /// //> refuse NAME = JSON   a widget does not take this value
    /// //> value NAME = JSON    a widget has this value
    /// //> upload NAME = JSON   files are uploaded: {"name.csv": "text", ...}
    /// //> click NAME           a button is clicked
    /// //> submit NAME {JSON}   a form is sent with these values
    /// //> refuse submit ...    a form is not sent with these values
    /// //> rerun                the script runs again
    /// //> tick                 what is to run by itself next does, when it is time
    /// //> still                nothing is to run by itself
    /// //> dismiss TITLE        a dialog is closed
    /// //> until TEXT           the script runs again until the page has this text, as it does while a task goes on
    /// //> goto PATH            another page of the app is opened
    /// //> visit QUERY          the page's address has this after its `?`
    /// //> edit OLD => NEW      the script is saved with a change
    /// //> fails TEXT           the last run failed with this message
    /// ```
    ///
    /// # Errors
    /// For the first step that does not hold: its line, what was expected and the page.
    pub fn story(script: &Path) -> Result<(), String> {
        let text = fs::read_to_string(script).map_err(|error| error.to_string())?;
        let mut app = Self::from_text(&text);
        let steps = text
            .lines()
            .enumerate()
            .filter_map(|(index, line)| Some((index + 1, line.strip_prefix("//> ")?)));
        let mut failure_expected = false;
        let mut count = 0;
        for (line, step) in steps {
            count += 1;
            failure_expected |= step.starts_with("fails");
            app.step(step.trim()).map_err(|why| {
                let problem = app
                    .problem
                    .as_ref()
                    .map(|problem| format!("\n{problem}"))
                    .unwrap_or_default();
                format!("line {line}: `{step}`: {why}\n{}{problem}", app.text())
            })?;
        }
        match &app.problem {
            _ if count == 0 => Err("it has no step".into()),
            Some(problem) if !failure_expected => Err(problem.to_string()),
            _ => Ok(()),
        }
    }

    fn step(&mut self, step: &str) -> Result<(), String> {
        let (verb, rest) = step.split_once(' ').unwrap_or((step, ""));
        let pair = || -> Result<(&str, Value), String> {
            let (name, json) = rest.split_once(" = ").ok_or("it needs NAME = JSON")?;
            Ok((
                name,
                serde_json::from_str(json).map_err(|error| error.to_string())?,
            ))
        };
        let ensure = |holds: bool, why: String| if holds { Ok(()) } else { Err(why) };
        match verb {
            "see" => ensure(self.text().contains(rest), "it is not on the page".into()),
            "unseen" => ensure(!self.text().contains(rest), "it is on the page".into()),
            "rerun" => {
                self.rerun();
                Ok(())
            }
            "goto" => {
                self.go_to(rest);
                Ok(())
            }
            "visit" => {
                self.visit(rest);
                Ok(())
            }
            "until" => {
                let end = Instant::now() + LONGEST_WAIT;
                while !self.text().contains(rest) && Instant::now() < end {
                    std::thread::sleep(Duration::from_millis(5));
                    self.rerun();
                }
                ensure(self.text().contains(rest), "it does not come".into())
            }
            "tick" => self.tick(),
            "still" => ensure(
                self.timers.is_empty(),
                format!("{} timers", self.timers.len()),
            ),
            "click" | "dismiss" => self.try_set(rest, true),
            "set" => pair().and_then(|(name, value)| self.try_set(name, value)),
            "refuse" if rest.starts_with("submit ") => {
                ensure(self.step(rest).is_err(), "the form takes it".into())
            }
            "upload" => {
                let (name, files) = pair()?;
                let files = files.as_object().ok_or("it needs {NAME: TEXT}")?;
                let files: Vec<(&str, &[u8])> = files
                    .iter()
                    .map(|(name, text)| {
                        (name.as_str(), text.as_str().unwrap_or_default().as_bytes())
                    })
                    .collect();
                self.upload(name, &files)
            }
            "refuse" => {
                let (name, value) = pair()?;
                ensure(
                    self.try_set(name, value).is_err(),
                    "the widget takes it".into(),
                )
            }
            "value" => {
                let (name, value) = pair()?;
                let held = self.value(name).unwrap_or_default();
                ensure(held == value, format!("it is {held}"))
            }
            "submit" => {
                let (button, json) = rest.split_once(" {").ok_or("it needs NAME {JSON}")?;
                let values: BTreeMap<String, Value> = serde_json::from_str(&format!("{{{json}"))
                    .map_err(|error| error.to_string())?;
                let values: Vec<(&str, Value)> = values
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.clone()))
                    .collect();
                self.try_submit(button, &values)
            }
            "edit" => {
                let (old, new) = rest.split_once(" => ").ok_or("it needs OLD => NEW")?;
                self.edit(old, new);
                Ok(())
            }
            "fails" => {
                let message = self
                    .problem
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                ensure(
                    !message.is_empty() && message.contains(rest),
                    format!("the problem is `{message}`"),
                )
            }
            other => Err(format!("there is no step `{other}`")),
        }
    }
}

fn find_named<'a>(element: &'a Element, name: &str) -> Option<&'a Element> {
    let is = |prop: &str| element.props.get(prop).and_then(Value::as_str) == Some(name);
    if element.spec.is_some() && (is("label") || is("key") || is("placeholder")) {
        return Some(element);
    }
    if element.kind == "dialog" && is("title") {
        return Some(element);
    }
    element
        .children
        .iter()
        .find_map(|child| find_named(child, name))
}

fn find_nth<'a>(element: &'a Element, kind: &str, number: &mut usize) -> Option<&'a Element> {
    if element.kind == kind {
        match number.checked_sub(1) {
            None => return Some(element),
            Some(left) => *number = left,
        }
    }
    let mut children = element.children.iter();
    children.find_map(|child| find_nth(child, kind, number))
}

fn write_lines(element: &Element, depth: usize, lines: &mut String) {
    let props: Vec<String> = element
        .props
        .iter()
        .map(|(name, value)| match value {
            Value::String(text) => format!("{name}: {text}"),
            other => format!("{name}: {other}"),
        })
        .collect();
    *lines += &format!(
        "{}{} {}\n",
        "  ".repeat(depth),
        element.kind,
        props.join(" | ")
    );
    for child in &element.children {
        write_lines(child, depth + 1, lines);
    }
}

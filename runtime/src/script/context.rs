//! What a run carries: native functions find it in the engine's tag, never in a global.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use mirror_widgets::{Args, Drawn, Element, Entry, Host, Id, Stored, Value, WidgetError};
use rhai::{Dynamic, EvalAltResult, FnPtr, NativeCallContext, Position};

use super::{Script, Shared, convert, page::Builder};
use crate::{
    identity::{self, CallSite, Identities, Sites},
    media::Media,
    run::{Cause, Outlet},
};

/// What the script keeps between runs; lives in the session's state.
#[derive(Default)]
pub(super) struct Vars {
    /// `st.session_state`, the values of keyed widgets included.
    pub(super) values: BTreeMap<String, Dynamic>,
    /// What the script wrote and no widget has taken up yet.
    pub(super) written: HashSet<String>,
    /// The keys of widgets.
    pub(super) keys: HashMap<Id, String>,
    /// What to call when a widget changes.
    pub(super) callbacks: HashMap<Id, Callback>,
    /// What stood where in the last run.
    pub(super) sites: Sites,
}

/// A function to call before the next run, with where it came from.
#[derive(Clone)]
pub(super) struct Callback {
    pub(super) function: FnPtr,
    pub(super) arguments: Vec<Dynamic>,
    #[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
    pub(super) context: rhai::NativeCallContextStore,
}

/// One run, as native functions see it.
#[derive(Clone)]
pub(super) struct Run(pub(super) Arc<RunCell>);

/// What a run carries.
pub(super) struct RunCell {
    pub(super) stop: Arc<AtomicBool>,
    pub(super) shared: Shared,
    pub(super) script: Arc<Script>,
    pub(super) owner: crate::media::Owner,
    pub(super) media: Arc<Media>,
    pub(super) outlet: Arc<dyn Outlet>,
    pub(super) deadline: Option<Instant>,
    pub(super) number: u64,
    pub(super) most_elements: usize,
    pub(super) inner: Mutex<Inner>,
}

/// What changes while a run goes on.
pub(super) struct Inner {
    pub(super) page: Builder,
    pub(super) vars: Vars,
    pub(super) widgets: HashMap<Id, Value>,
    pub(super) cause: Cause,
    pub(super) read: HashSet<Id>,
    pub(super) identities: Identities,
    pub(super) drawn: HashSet<String>,
    pub(super) query: Vec<(String, String)>,
    /// The forms that were sent and clear themselves.
    pub(super) clearing: HashSet<Id>,
    /// The cached function that is being computed, which must not draw.
    pub(super) sealed: Option<String>,
}

impl Run {
    /// The run that a native function was called in.
    pub(super) fn of(context: &NativeCallContext<'_>) -> Result<Self, Box<EvalAltResult>> {
        Self::from_tag(context.tag())
    }

    pub(super) fn from_tag(tag: Option<&Dynamic>) -> Result<Self, Box<EvalAltResult>> {
        tag.and_then(|tag| tag.read_lock::<Run>().map(|run| run.clone()))
            .ok_or_else(|| "this function works only while an app runs".into())
    }

    pub(super) fn inner(&self) -> MutexGuard<'_, Inner> {
        // A panic in a native function was reported already; the page is still whole.
        self.0
            .inner
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Whether the run should end now.
    pub(super) fn stopped(&self) -> bool {
        self.0.stop.load(Ordering::Relaxed)
    }

    /// Ends the run if it should end. For native functions that take a while.
    pub(super) fn check(&self) -> Result<(), Box<EvalAltResult>> {
        if self.stopped() {
            return Err(EvalAltResult::ErrorTerminated(Stopped.into(), Position::NONE).into());
        }
        if self
            .0
            .deadline
            .is_some_and(|deadline| Instant::now() > deadline)
        {
            return Err(EvalAltResult::ErrorTerminated(TimeIsUp.into(), Position::NONE).into());
        }
        Ok(())
    }

    /// Shows the page if it is time to.
    pub(super) fn flush_if_due(&self) {
        let mut inner = self.inner();
        if inner.page.due() {
            let page = inner.page.snapshot();
            self.0.outlet.show(page);
        }
    }

    /// Shows the page before a wait.
    pub(super) fn flush(&self) {
        let mut inner = self.inner();
        if inner.page.dirty {
            let page = inner.page.snapshot();
            self.0.outlet.show(page);
        }
    }

    /// Sleeps, unless the run should end.
    pub(super) fn sleep(&self, time: Duration) -> Result<(), Box<EvalAltResult>> {
        if time > Duration::from_millis(20) {
            self.flush();
        }
        let until = Instant::now() + time;
        loop {
            self.check()?;
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            std::thread::sleep(left.min(Duration::from_millis(4)));
        }
    }

    /// Draws a widget; gives its id too.
    pub(super) fn draw(
        &self,
        entry: &'static Entry,
        target: Target,
        args: &Args,
        site: CallSite,
    ) -> Result<(Drawn, Option<Id>), WidgetError> {
        let mut inner = self.inner();
        if let Some(function) = &inner.sealed {
            let why = format!(
                "`{function}` is cached, so its body cannot draw; draw with what it gives back"
            );
            return Err(args.error(why));
        }
        let most = self.0.most_elements;
        if inner.page.len() >= most {
            return Err(args.error(format!("the page has {most} elements, which is all it may have; raise `items` under `[limits]`")));
        }
        let id = match target {
            Target::Cursor => None,
            Target::Inside(id) | Target::Slot(id) => Some(id),
        };
        if id.is_some_and(|id| !inner.page.has(id)) {
            return Err(
                args.error("the container is from an earlier run; make it anew in this one")
            );
        }
        let mut stage = Stage {
            run: self,
            inner: &mut inner,
            site,
            last: None,
        };
        let drawn = match target {
            Target::Cursor => (entry.draw)(args, &mut stage),
            Target::Inside(id) => stage.inside_of(id, |stage| (entry.draw)(args, stage)),
            Target::Slot(id) => {
                stage.inner.page.replaces = Some(id);
                let drawn = (entry.draw)(args, &mut stage);
                stage.inner.page.replaces = None;
                drawn
            }
        };
        let last = stage.last;
        Ok((drawn?, last))
    }
}

/// Where a call draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// At the cursor: `st`.
    Cursor,
    /// At the end of this container.
    Inside(Id),
    /// In the place of this element.
    Slot(Id),
}

/// The page as a widget sees it while it is drawn.
struct Stage<'a> {
    run: &'a Run,
    inner: &'a mut Inner,
    site: CallSite,
    last: Option<Id>,
}

impl Stage<'_> {
    fn inside_of<T>(&mut self, id: Id, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.inner.page.enter(id);
        let drawn = draw(self);
        self.inner.page.leave();
        drawn
    }
}

impl Host for Stage<'_> {
    fn identify(
        &mut self,
        kind: &'static str,
        label: Option<&str>,
        key: Option<&str>,
    ) -> Result<Id, String> {
        if let Some(id) = self.inner.page.replaces {
            self.last = Some(id);
            return Ok(id);
        }
        for id in self.inner.page.take_gone() {
            self.inner.identities.forget(id);
        }
        let here = self.inner.page.here();
        let identity = self
            .inner
            .identities
            .identify(here, kind, label, key, &self.site)
            .map_err(|first| {
                let key = key.unwrap_or_default();
                format!(
                    "the key `{key}` is used twice, first in line {}; give each its own",
                    first.line
                )
            })?;
        if let Some(earlier) = identity.adopts
            && !self.inner.widgets.contains_key(&identity.id)
            && let Some(value) = self.inner.widgets.get(&earlier).cloned()
        {
            self.inner.widgets.insert(identity.id, value);
        }
        if let Some(key) = key {
            self.inner.vars.keys.insert(identity.id, key.to_owned());
        }
        self.last = Some(identity.id);
        Ok(identity.id)
    }

    fn stored(&mut self, id: Id) -> Option<Stored> {
        if let Some(key) = self.inner.vars.keys.get(&id)
            && self.inner.vars.written.remove(key)
            && let Some(value) = self.inner.vars.values.get(key)
            && let Ok(value) = convert::to_value(value)
        {
            return Some(Stored {
                value,
                by_script: true,
            });
        }
        let value = self.inner.widgets.get(&id)?.clone();
        Some(Stored {
            value,
            by_script: false,
        })
    }

    fn fired(&mut self, id: Id) -> Option<Value> {
        let fired = self
            .inner
            .cause
            .fired
            .iter()
            .find(|(fired, _)| *fired == id);
        let value = fired.map(|(_, value)| value.clone());
        self.inner.read.insert(id);
        value
    }

    fn keep(&mut self, id: Id, key: Option<&str>, value: &Value) {
        if let Some(key) = key {
            self.inner
                .vars
                .values
                .insert(key.to_owned(), convert::from_value(value));
            self.inner.drawn.insert(key.to_owned());
        }
        if self.clears() {
            self.inner.widgets.remove(&id);
        } else {
            self.inner.widgets.insert(id, value.clone());
        }
    }

    fn clears(&self) -> bool {
        !self.inner.clearing.is_empty()
            && self
                .inner
                .page
                .around("form")
                .is_some_and(|form| self.inner.clearing.contains(&form))
    }

    fn emit(&mut self, element: Element) {
        self.inner.page.emit(element);
    }

    fn inside(&self, kind: &str) -> bool {
        self.inner.page.around(kind).is_some()
    }

    fn media(&mut self, bytes: Arc<[u8]>, mime: &str) -> String {
        self.run.0.media.put(self.run.0.owner, bytes, mime)
    }

    fn file(&mut self, path: &str) -> Result<Arc<[u8]>, String> {
        self.run.0.shared.file(path)
    }

    fn run(&self) -> u64 {
        self.run.0.number
    }
}

impl Inner {
    /// Takes over the values that changed in the browser.
    pub(super) fn take_values(&mut self) {
        for (id, value) in self.cause.values.clone() {
            if let Some(key) = self.vars.keys.get(&id) {
                self.vars
                    .values
                    .insert(key.clone(), convert::from_value(&value));
                self.vars.written.remove(key);
            }
            self.widgets.insert(id, value);
        }
    }

    /// What fired and no widget has read: it belongs to the next run if this one is stopped.
    pub(super) fn unread(&self) -> Cause {
        let unread = self
            .cause
            .fired
            .iter()
            .filter(|(id, _)| !self.read.contains(id));
        Cause {
            fired: unread.cloned().collect(),
            ..Cause::default()
        }
    }

    /// Tells the browser which query the address has now.
    pub(super) fn show_query(&mut self) {
        let query = encode_query(&self.query);
        self.page.set(Id::ROOT, "query", query.into());
    }

    /// The id that a key names, on this page or the next.
    pub(super) fn id_of(key: &str) -> Id {
        identity::of_key(key)
    }
}

/// Ends a run because something newer happened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stopped;

/// Ends a run because it took too long.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeIsUp;

/// Ends a run because the script called `stop()`.
#[derive(Debug, Clone, Copy)]
pub(super) struct StopCalled;

/// Ends a run because the script called `rerun()`.
#[derive(Debug, Clone, Copy)]
pub(super) struct RerunCalled;

macro_rules! into_dynamic {
    ($($name:ident)*) => {$(
        impl From<$name> for Dynamic {
            fn from(reason: $name) -> Self {
                Dynamic::from(reason)
            }
        }
    )*};
}
into_dynamic!(Stopped TimeIsUp StopCalled RerunCalled);

/// A query as it stands in an address.
pub(super) fn encode_query(pairs: &[(String, String)]) -> String {
    let encode = |text: &str| -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        text.bytes()
            .map(|byte| {
                if plain(byte) {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    };
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.join("&")
}

/// The pairs of an address's query.
pub(super) fn decode_query(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
        while let [first, more @ ..] = rest {
            let hex = more.get(..2).and_then(|two| std::str::from_utf8(two).ok());
            match (first, hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
                (b'%', Some(byte)) => {
                    bytes.push(byte);
                    rest = &more[2..];
                }
                (byte, _) => {
                    bytes.push(if *byte == b'+' { b' ' } else { *byte });
                    rest = more;
                }
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let pairs = query
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty())
        .take(100);
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// The place of a call, for identity and errors.
pub(super) fn site(context: &NativeCallContext<'_>) -> CallSite {
    let position = context.call_position();
    CallSite {
        file: context.call_source().unwrap_or_default().to_owned(),
        line: position.line().unwrap_or_default(),
        column: position.position().unwrap_or_default(),
    }
}

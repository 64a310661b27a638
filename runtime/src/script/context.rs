//! What a run carries: native functions find it in the engine's tag, never in a global.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use mirror_widgets::{
    Args, Drawn, Entry, Id, Value, WidgetError, locale::Locale, moment::Moment, uploads::ids_in,
};
use rhai::{Dynamic, EvalAltResult, FnPtr, NativeCallContext, Position};

use super::{
    Script, Shared,
    chat::Chats,
    environment::Local,
    fragment::{Branches, Flow, Fragment, Timers},
    page::Builder,
    pages::{PageHandle, Pages},
    query::encode_query,
    stage::Stage,
    tasks::{Job, Views, follow},
    uploaded,
};
use crate::{
    config::Limits,
    identity::{CallSite, Identities, Sites},
    media::{Media, Owner},
    run::{Cause, Outlet},
    state::Browser,
    uploads::Uploads,
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
    /// The parts of the page that run again by themselves.
    pub(super) fragments: HashMap<Id, Fragment>,
    /// The fragment whose failure cut the last run of the whole app off, and those around it.
    pub(super) cut_off_in: Vec<Id>,
    /// The chats, and what was said in them.
    pub(super) chats: Chats,
    /// What else runs by itself.
    pub(super) timers: Timers,
    /// What the address says for each input that is bound to it, as that input knows it.
    pub(super) bound: HashMap<String, Vec<String>>,
    /// The inputs whose values last only while their page is open, with that page.
    pub(super) paged: HashMap<Id, u64>,
    /// The pages of the app, as the last run named them.
    pub(super) known_pages: Vec<PageHandle>,
    /// The page that was drawn last, as identities count them.
    pub(super) last_page: u64,
}

/// A function to call before the next run, with where it came from.
#[derive(Clone)]
pub(super) struct Callback {
    pub(super) function: FnPtr,
    pub(super) arguments: Vec<Dynamic>,
    #[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
    pub(super) context: rhai::NativeCallContextStore,
}

/// One run, as native functions see it, and which of its cursors it draws at: 0 is the script's
/// own, others are those of parallel fragments.
#[derive(Clone)]
pub(super) struct Run(pub(super) Arc<RunCell>, pub(super) u32);

/// What a run carries.
pub(super) struct RunCell {
    pub(super) stop: Arc<AtomicBool>,
    pub(super) shared: Shared,
    pub(super) script: Arc<Script>,
    pub(super) owner: crate::media::Owner,
    pub(super) media: Arc<Media>,
    pub(super) uploads: Arc<Uploads>,
    pub(super) outlet: Arc<dyn Outlet>,
    pub(super) deadline: Option<Instant>,
    pub(super) number: u64,
    pub(super) browser: Browser,
    /// How numbers and days are written where the person is.
    pub(super) locale: Locale,
    pub(super) limits: Limits,
    /// It is the work of a background task, which has no page.
    pub(super) job: Option<Job>,
    /// The fragments that run beside the script.
    pub(super) branches: Branches,
    pub(super) inner: Mutex<Inner>,
}

/// What changes while a run goes on.
pub(super) struct Inner {
    pub(super) page: Builder,
    pub(super) vars: Vars,
    /// The callbacks of the run before: they go with the page that the person sees.
    pub(super) callbacks_before: HashMap<Id, Callback>,
    /// What the run knows of fragments.
    pub(super) flow: Flow,
    /// The script itself has begun: callbacks come before it.
    pub(super) begun: bool,
    pub(super) widgets: HashMap<Id, Value>,
    pub(super) cause: Cause,
    pub(super) read: HashSet<Id>,
    pub(super) identities: Identities,
    pub(super) drawn: HashSet<String>,
    pub(super) query: Vec<(String, String)>,
    /// Where the person is among the app's pages.
    pub(super) pages: Pages,
    /// What the browser keeps for the script.
    pub(super) local: Local,
    /// The forms that were sent and clear themselves.
    pub(super) clearing: HashSet<Id>,
    /// The cached function that is being computed, which must not draw.
    pub(super) sealed: Option<String>,
    /// The bars of loops that have not come to their end.
    pub(super) open_bars: Vec<Id>,
    /// The background tasks that are shown.
    pub(super) views: Views,
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
        let mut inner = self
            .0
            .inner
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if inner.flow.lane != self.1 {
            inner.switch(self.1);
        }
        inner
    }

    /// What the clock shows where the person is.
    pub(super) fn now(&self) -> Moment {
        super::clock::now(&self.0.browser.timezone)
    }

    /// A widget's value as the script gets it.
    #[expect(
        clippy::wrong_self_convention,
        reason = "it is the value that comes from the widget"
    )]
    pub(super) fn from_widget(&self, value: &Value) -> Dynamic {
        uploaded::from_widget(value, &self.0.uploads, self.0.owner)
    }

    /// The script of a file of the app: what the run runs, or what it imports.
    pub(super) fn script_of(&self, file: Option<&str>) -> Arc<Script> {
        let imported = self.0.shared.module_script(file);
        imported.unwrap_or_else(|| Arc::clone(&self.0.script))
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
        follow(&mut inner);
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
        let began = Instant::now();
        loop {
            self.check()?;
            let left = time.saturating_sub(began.elapsed());
            if left.is_zero() {
                return Ok(());
            }
            std::thread::sleep(left.min(Duration::from_millis(4)));
            // Tasks go on while the script sleeps, and so does what is shown of them.
            self.flush_if_due();
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
        if self.0.job.is_some() {
            return Err(args.error("a task runs beside the page, so its function cannot draw; draw with what the task gives: `task.result`"));
        }
        let mut inner = self.inner();
        if let Some(function) = &inner.sealed {
            let why = format!(
                "`{function}` is cached, so its body cannot draw; draw with what it gives back"
            );
            return Err(args.error(why));
        }
        let most = self.0.limits.items;
        if inner.page.len() >= most {
            return Err(args.error(format!("the page has {most} elements, which is all it may have; raise `items` under `[limits]`")));
        }
        let outside = match target {
            Target::Cursor => None,
            Target::Inside(id) | Target::Slot(id) => inner.beyond_fragment(id),
        };
        if let Some(why) = outside {
            return Err(args.error(why));
        }
        inner.flow.failed_in = None;
        let there = match target {
            Target::Cursor => true,
            Target::Inside(id) => inner.page.holds(id),
            Target::Slot(id) => inner.page.has(id),
        };
        if !there {
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

impl Inner {
    /// Forgets the values that last only while their page is open, where another page is.
    pub(super) fn forget_left_pages(&mut self) {
        let here = self.vars.last_page;
        let left: Vec<Id> = {
            let paged = self.vars.paged.iter();
            // What stands around the pages belongs to all of them.
            paged
                .filter(|(_, page)| **page != 0 && **page != here)
                .map(|(id, _)| *id)
                .collect()
        };
        for id in left {
            self.vars.paged.remove(&id);
            self.widgets.remove(&id);
            if let Some(key) = self.vars.keys.get(&id) {
                self.vars.values.remove(key);
            }
        }
    }

    /// Takes over the values that changed in the browser.
    pub(super) fn take_values(&mut self, uploads: &Uploads, owner: Owner) {
        for (id, value) in self.cause.values.clone() {
            if let Some(key) = self.vars.keys.get(&id) {
                let value = uploaded::from_widget(&value, uploads, owner);
                self.vars.values.insert(key.clone(), value);
                self.vars.written.remove(key);
            }
            let before = self.widgets.insert(id, value.clone());
            // A file that its widget holds no more is gone, unless the script keeps it.
            let kept = ids_in(&value);
            for file in before.iter().flat_map(ids_in) {
                if !kept.contains(&file) {
                    uploads.remove(owner, file);
                }
            }
        }
    }

    /// Lets go of the files that came with messages which this run has seen: they are the script's.
    pub(super) fn release_fired(&self, uploads: &Uploads, owner: Owner) {
        let seen = self.cause.fired.iter();
        let seen = seen.filter(|(id, _)| self.read.contains(id));
        for file in seen.flat_map(|(_, value)| ids_in(value)) {
            uploads.remove(owner, file);
        }
    }

    /// What fired and no widget has read: it belongs to the next run if this one is stopped.
    pub(super) fn unread(&self) -> Cause {
        // A value is in already, but who wants to be called for it still waits.
        let uncalled =
            |id: &Id| self.callbacks_before.contains_key(id) && !self.cause.called.contains(id);
        let values = self.cause.values.iter().filter(|(id, _)| uncalled(id));
        let fired = self.cause.fired.iter();
        let fired: Vec<_> = fired
            .filter(|(id, _)| !self.read.contains(id))
            .cloned()
            .collect();
        let called = fired.iter().map(|(id, _)| *id);
        Cause {
            values: values.cloned().collect(),
            called: called.filter(|id| self.cause.called.contains(id)).collect(),
            fired,
            scope: self.cause.scope.clone(),
            ..Cause::default()
        }
    }

    /// Tells the browser which query the address has now.
    pub(super) fn show_query(&mut self) {
        let query = encode_query(&self.query);
        self.page.set(Id::ROOT, "query", query.into());
    }

    /// The id that a key names, on this page or the next.
    pub(super) fn id_of(&self, key: &str) -> Id {
        self.identities.of_key(key)
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

/// Ends a run because the script asked for some fragments to run.
#[derive(Debug, Clone)]
pub(super) struct RerunParts(pub(super) Vec<Id>);

macro_rules! into_dynamic {
    ($($name:ident)*) => {$(
        impl From<$name> for Dynamic {
            fn from(reason: $name) -> Self {
                Dynamic::from(reason)
            }
        }
    )*};
}
into_dynamic!(Stopped TimeIsUp StopCalled RerunCalled RerunParts);

/// The place of a call, for identity and errors.
pub(super) fn site(context: &NativeCallContext<'_>) -> CallSite {
    let position = context.call_position();
    CallSite {
        file: context.call_source().unwrap_or_default().to_owned(),
        line: position.line().unwrap_or_default(),
        column: position.position().unwrap_or_default(),
    }
}

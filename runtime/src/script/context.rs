//! What a run carries: native functions find it in the engine's tag, never in a global.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use mirror_widgets::{Args, Drawn, Entry, Id, Value, WidgetError};
use rhai::{Dynamic, EvalAltResult, FnPtr, NativeCallContext, Position};

use super::{Script, Shared, convert, page::Builder, query::encode_query, stage::Stage};
use crate::{
    config::Limits,
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
    pub(super) limits: Limits,
    pub(super) inner: Mutex<Inner>,
}

/// What changes while a run goes on.
pub(super) struct Inner {
    pub(super) page: Builder,
    pub(super) vars: Vars,
    /// The callbacks of the run before: they go with the page that the person sees.
    pub(super) callbacks_before: HashMap<Id, Callback>,
    /// The script itself has begun: callbacks come before it.
    pub(super) begun: bool,
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
        let began = Instant::now();
        loop {
            self.check()?;
            let left = time.saturating_sub(began.elapsed());
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
        let most = self.0.limits.items;
        if inner.page.len() >= most {
            return Err(args.error(format!("the page has {most} elements, which is all it may have; raise `items` under `[limits]`")));
        }
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
            query: None,
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

/// The place of a call, for identity and errors.
pub(super) fn site(context: &NativeCallContext<'_>) -> CallSite {
    let position = context.call_position();
    CallSite {
        file: context.call_source().unwrap_or_default().to_owned(),
        line: position.line().unwrap_or_default(),
        column: position.position().unwrap_or_default(),
    }
}

//! Fragments: parts of the page that run again by themselves, and dialogs, which are fragments
//! that lie over the page.
//!
//! ```text
//! part.rs      a run of some fragments: everything else stays as it is
//! parallel.rs  fragments whose bodies run on threads of their own while the script goes on
//! dialog.rs    `st.dialog`
//! timers.rs    what runs by itself: `run_every`, `st.every`, `rerun_after`
//! again.rs     `st.rerun`
//! ```

mod again;
mod dialog;
mod parallel;
mod part;
mod timers;

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use mirror_widgets::{Arg, Id};
use rhai::{Array, Dynamic, EvalAltResult, FnPtr, Map, Module, NativeCallContext};

pub(super) use self::{
    again::{ask, asked, cut_off, mended, unread},
    parallel::{Branches, join},
    part::run_parts,
    timers::{EVERY, EVERY_PARAMS, Timers, begin, timers},
};
use self::{parallel::Lane, timers::span};
use super::{
    cached::script_of,
    context::{Inner, Run, Target},
    handle::{Call, draw_with, method, stored},
};
use crate::run::Scope;

type Outcome = Result<Dynamic, Box<EvalAltResult>>;

/// A part of the page that runs again by itself: the function that draws it, as it was called last.
#[derive(Clone)]
pub(super) struct Fragment {
    function: FnPtr,
    arguments: Array,
    #[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
    context: rhai::NativeCallContextStore,
    key: Option<String>,
    /// How often it runs by itself.
    every: Option<Duration>,
    /// When it began to run last.
    ran: Instant,
    /// The fragments around it, outermost first.
    inside: Vec<Id>,
    /// It lies over the page.
    dialog: bool,
    /// The page of the app it stands on, as identities count them.
    page: u64,
}

/// What a run knows of fragments while it goes on.
#[derive(Default)]
pub(super) struct Flow {
    /// The fragments of the page before, less those that were made anew.
    pub(super) before: HashMap<Id, Fragment>,
    /// The fragments around the cursor, outermost first.
    pub(super) inside: Vec<Id>,
    /// The innermost fragment whose body failed last: that is where the panel goes.
    pub(super) failed_in: Option<Id>,
    /// Which fragments are still to run, where the run is not one of the whole app.
    queue: VecDeque<Id>,
    /// A dialog was opened in this run.
    dialog: bool,
    /// What a callback or a parallel fragment asked to run next.
    asked: Option<Scope>,
    /// Whose cursor it is now: 0 is the script, others are parallel fragments.
    pub(super) lane: u32,
    lanes: u32,
    parked: HashMap<u32, Lane>,
}

impl Flow {
    /// Starts a run after one that left these fragments.
    pub(super) fn after(before: HashMap<Id, Fragment>) -> Self {
        Self {
            before,
            ..Self::default()
        }
    }
}

/// Registers what `st` has for it.
pub(super) fn register(module: &mut Module) {
    method(module, "fragment", |mut call| {
        let body = body(&mut call, "fragment", 0)?;
        fragment(call, body)
    });
    method(module, "dialog", |mut call| {
        let body = body(&mut call, "dialog", 1)?;
        dialog::open(call, body)
    });
    again::register(module);
    timers::register(module);
}

/// A function to draw with, and what it is called with.
struct Body {
    function: FnPtr,
    arguments: Array,
}

/// The function among the arguments by place.
fn body(call: &mut Call<'_, '_>, name: &str, at: usize) -> Result<Body, Box<EvalAltResult>> {
    let given = (at < call.places.len()).then(|| call.places.remove(at));
    let given = given.or_else(|| call.take("body"));
    let function = given.and_then(Dynamic::try_cast::<FnPtr>);
    let example = match name {
        "dialog" => "`st.dialog(\"Title\", || { ... })`, or `@st.dialog(\"Title\")` before a `fn`",
        _ => "`st.fragment(|| { ... })`, or `@st.fragment` before a `fn`",
    };
    let function = function.ok_or_else(|| {
        call.error(format!(
            "{name}: give the function that draws it: {example}"
        ))
    })?;
    Ok(Body {
        function,
        arguments: Array::new(),
    })
}

/// What a function under `@st.fragment` or `@st.dialog` does when it is called.
pub(super) fn decorated(
    context: &NativeCallContext<'_>,
    kind: &str,
    name: &str,
    arguments: Array,
) -> Outcome {
    let run = Run::of(context)?;
    let options = script_of(context, &run)
        .program
        .decorated(name)
        .map(|decorator| decorator.options.clone());
    let mut names: Map = options.unwrap_or_default();
    let title = names.remove("title");
    let call = Call {
        context,
        run,
        target: Target::Cursor,
        places: title.into_iter().collect(),
        names,
    };
    let body = Body {
        function: FnPtr::new(format!("__raw_{name}"))?,
        arguments,
    };
    match kind {
        "st.dialog" => dialog::open(call, body),
        _ => fragment(call, body),
    }
}

fn fragment(mut call: Call<'_, '_>, body: Body) -> Outcome {
    if !call.places.is_empty() {
        return Err(call.error("fragment: takes one function; give the rest by name, and let the function catch what it needs"));
    }
    let every = call
        .take("run_every")
        .map(|every| span("run_every", &every));
    let every = every
        .transpose()
        .map_err(|why| call.error(format!("fragment: {why}")))?;
    let parallel = flag(&mut call, "fragment", "parallel", false)?;
    let key = call.take("key").map(|key| key.to_string());
    call.no_more_names("fragment", &["key", "run_every", "parallel"])?;
    let names = key.iter().map(|key| ("key".to_owned(), text(key)));
    let id = place(&call, "fragment", names.collect())?;
    let fragment = keep(&call, id, &body, |fragment| {
        fragment.every = every;
        fragment.key.clone_from(&key);
    });
    if parallel {
        parallel::branch(&call.run, id, fragment);
        return Ok(Dynamic::UNIT);
    }
    here(&call, id, body)
}

fn text(text: &str) -> Arg {
    mirror_widgets::Value::from(text).into()
}

fn flag(
    call: &mut Call<'_, '_>,
    function: &str,
    name: &str,
    default: bool,
) -> Result<bool, Box<EvalAltResult>> {
    let Some(given) = call.take(name) else {
        return Ok(default);
    };
    given.as_bool().map_err(|kind| {
        call.error(format!(
            "{function}: `{name}` must be true or false, not a {kind}"
        ))
    })
}

/// Puts its element on the page.
fn place(
    call: &Call<'_, '_>,
    kind: &str,
    names: Vec<(String, Arg)>,
) -> Result<Id, Box<EvalAltResult>> {
    let (_, id) = draw_with(call, kind, Vec::new(), names)?;
    id.ok_or_else(|| call.error(format!("{kind}: it has no id; this is a bug")))
}

/// Keeps what it takes to run it again.
fn keep(call: &Call<'_, '_>, id: Id, body: &Body, more: impl FnOnce(&mut Fragment)) -> Fragment {
    let context = stored(call.context);
    let mut function = body.function.clone();
    // A closure catches variables, and the script goes on changing them: the next turn of its
    // loop, say. The fragment keeps what they are now.
    for caught in function.iter_curry_mut() {
        *caught = std::mem::take(caught).flatten().into_shared();
    }
    let mut inner = call.run.inner();
    let mut fragment = Fragment {
        function,
        arguments: body.arguments.clone(),
        context,
        key: None,
        every: None,
        ran: Instant::now(),
        inside: inner.flow.inside.clone(),
        dialog: false,
        page: inner.identities.page,
    };
    more(&mut fragment);
    inner.vars.fragments.insert(id, fragment.clone());
    fragment
}

/// Runs its body now, and gives what that gives.
fn here(call: &Call<'_, '_>, id: Id, body: Body) -> Outcome {
    let depth = {
        let mut inner = call.run.inner();
        inner.page.enter(id);
        inner.flow.inside.push(id);
        inner.page.cursor.len() - 1
    };
    let ended = body
        .function
        .call_within_context::<Dynamic>(call.context, body.arguments);
    let mut inner = call.run.inner();
    inner.page.cursor.truncate(depth);
    inner.flow.inside.pop();
    if ended.as_ref().is_err_and(|error| !terminated(error)) {
        // The innermost comes first, and the panel goes there.
        inner.flow.failed_in.get_or_insert(id);
    }
    ended
}

/// The dialog that lies over the page, the innermost of several.
pub(super) fn open_dialog(inner: &Inner) -> Option<Id> {
    let all = inner.vars.fragments.iter();
    let dialogs = all.filter(|(_, fragment)| fragment.dialog);
    dialogs
        .max_by_key(|(_, dialog)| dialog.inside.len())
        .map(|(id, _)| *id)
}

/// Whether it ends the run and is no failure.
fn terminated(error: &EvalAltResult) -> bool {
    matches!(error.unwrap_inner(), EvalAltResult::ErrorTerminated(..))
}

impl Inner {
    /// Why what stands in a fragment cannot draw here: outside of it, nothing is made anew when it
    /// runs by itself.
    pub(super) fn beyond_fragment(&self, target: Id) -> Option<&'static str> {
        let fragment = *self.flow.inside.last()?;
        if self.page.is_inside(target, fragment) {
            return None;
        }
        let known = self.page.has(target) || self.page.is_part();
        known.then_some("a fragment draws only inside itself, because nothing outside changes when it runs again; make the container in its function, or put the fragment into the container: `container.fragment(...)`")
    }
}

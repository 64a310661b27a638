//! What runs by itself while somebody looks: fragments with `run_every`, `st.every` and
//! `rerun_after`.

use std::time::{Duration, Instant};

use mirror_widgets::{Id, Param, call::place};
use rhai::{Dynamic, FuncRegistration, Module, NativeCallContext};

use super::{
    super::{
        cached::seconds,
        context::{Inner, Run, site},
        errors,
        handle::{Call, method},
    },
    Outcome,
    again::scope,
};
use crate::{
    identity::CallSite,
    run::{Scope, Timer},
};

/// Nothing runs by itself more often: a person would see no difference, and the server would.
const SHORTEST: Duration = Duration::from_millis(50);

/// What `st.every` does, for the gallery.
pub(in crate::script) const EVERY: &str = "Runs the whole app again every so often, as long as somebody looks; gives how often it has. `rerun_after(3)` does it once, and a fragment with `run_every` runs alone.";
/// Its parameter.
pub(in crate::script) const EVERY_PARAMS: &[Param] = &[place(
    "seconds",
    "seconds or text such as \"10s\"",
    "",
    "How long it is from one run to the next, at least 0.05 seconds.",
)];

/// What runs by itself, besides fragments.
#[derive(Default)]
pub(in crate::script) struct Timers {
    every: Vec<Every>,
    later: Vec<Later>,
}

/// A `st.every` of the script.
struct Every {
    site: CallSite,
    period: Duration,
    from: Instant,
    count: i64,
    /// The run that called it last.
    seen: u64,
}

/// A `rerun_after` of the script.
struct Later {
    at: Instant,
    scope: Scope,
    /// The fragment that asked.
    owner: Option<Id>,
    /// In this run.
    run: u64,
}

impl Timers {
    /// A fragment runs: what it asked for before has come.
    pub(super) fn forget(&mut self, fragment: Id) {
        self.later.retain(|later| later.owner != Some(fragment));
    }
}

pub(super) fn register(module: &mut Module) {
    method(module, "every", |call| {
        call.no_more_names("every", &["seconds"])?;
        every(call)
    });
    method(module, "rerun_after", rerun_after);
    FuncRegistration::new("rerun_after").set_into_module(
        module,
        |context: NativeCallContext<'_>, seconds: Dynamic| -> Outcome {
            let run = Run::of(&context)?;
            let time = span("rerun_after", &seconds).map_err(|why| errors::at(&context, why))?;
            later(&run, time, Scope::App);
            Ok(Dynamic::UNIT)
        },
    );
}

/// A time span that something may run by itself after.
pub(super) fn span(name: &str, value: &Dynamic) -> Result<Duration, String> {
    let span = seconds(name, value)?;
    if span < SHORTEST {
        return Err(format!(
            "`{name}` must be at least {} seconds",
            SHORTEST.as_secs_f64()
        ));
    }
    Ok(span)
}

/// `st.every(2)`: the app runs again every so often; gives how often it has.
fn every(mut call: Call<'_, '_>) -> Outcome {
    let given = call.places.pop().or_else(|| call.take("seconds"));
    let given = given.ok_or_else(|| call.error("every: give the seconds between two runs"))?;
    let period = span("seconds", &given).map_err(|why| call.error(format!("every: {why}")))?;
    let (site, number, now) = (site(call.context), call.run.0.number, Instant::now());
    let mut inner = call.run.inner();
    let list = &mut inner.vars.timers.every;
    let Some(own) = list.iter_mut().find(|own| own.site == site) else {
        list.push(Every {
            site,
            period,
            from: now,
            count: 0,
            seen: number,
        });
        return Ok(0_i64.into());
    };
    let due = own.from + own.period;
    if own.seen != number && due <= now {
        own.count += 1;
        // In step with the clock, unless that is behind already.
        own.from = if due + period > now { due } else { now };
    }
    (own.period, own.seen) = (period, number);
    Ok(own.count.into())
}

/// `st.rerun_after(3)`: the app runs again once, unless it runs before.
fn rerun_after(mut call: Call<'_, '_>) -> Outcome {
    let given = match call.places.pop() {
        Some(seconds) if call.places.is_empty() => Some(seconds),
        None => call.take("seconds"),
        Some(_) => {
            return Err(call.error("rerun_after: takes the seconds by place; give `scope` by name"));
        }
    };
    let given = given.ok_or_else(|| call.error("rerun_after: give the seconds to wait"))?;
    let wanted = call.take("scope");
    call.no_more_names("rerun_after", &["seconds", "scope"])?;
    let time = span("seconds", &given).map_err(|why| call.error(format!("rerun_after: {why}")))?;
    let scope = scope(&call, "rerun_after", wanted, true)?;
    later(&call.run, time, scope);
    Ok(Dynamic::UNIT)
}

fn later(run: &Run, time: Duration, scope: Scope) {
    let mut inner = run.inner();
    let owner = inner.flow.inside.last().copied();
    let (at, run) = (Instant::now() + time, run.0.number);
    let list = &mut inner.vars.timers.later;
    let same = |later: &&mut Later| later.owner == owner && later.scope == scope;
    // Of several in one run the soonest counts, and none of an earlier run.
    match list.iter_mut().find(same) {
        Some(later) => {
            let soonest = if later.run == run {
                later.at.min(at)
            } else {
                at
            };
            (later.at, later.run) = (soonest, run);
        }
        None => list.push(Later {
            at,
            scope,
            owner,
            run,
        }),
    }
}

/// Forgets what this run is for: it has come.
pub(in crate::script) fn begin(inner: &mut Inner) {
    let (whole, now) = (inner.cause.scope == Scope::App, Instant::now());
    let part = inner.flow.inside.last().copied();
    let comes = |scope: &Scope| match (scope, &inner.cause.scope) {
        (_, Scope::App) => true,
        (Scope::App, _) => false,
        (Scope::Fragments(wanted), Scope::Fragments(ids)) => {
            wanted.iter().all(|id| ids.contains(id))
        }
    };
    inner.vars.timers.later.retain(|later| {
        let own = later.owner.is_some() && later.owner == part;
        !whole && !own && (later.at > now || !comes(&later.scope))
    });
}

/// What is to run by itself after this run; `whole` where it came to its end.
pub(in crate::script) fn timers(inner: &mut Inner, number: u64, whole: bool) -> Vec<Timer> {
    let now = Instant::now();
    let full = inner.cause.scope == Scope::App;
    let vars = &mut inner.vars;
    if full && whole {
        vars.timers.every.retain(|every| every.seen == number);
    }
    // What this run should have done and has not is not made up for at once.
    for every in &mut vars.timers.every {
        if full && every.from + every.period <= now {
            every.from = now;
        }
    }
    // An open dialog would be closed by a run of what opened it, and nobody has asked for that.
    let dialogs = || vars.fragments.values().filter(|fragment| fragment.dialog);
    let covered: Vec<Id> = dialogs().flat_map(|dialog| dialog.inside.clone()).collect();
    let open = dialogs().next().is_some();
    let fragments = vars.fragments.iter().filter_map(|(id, fragment)| {
        (!covered.contains(id)).then_some(Timer {
            at: fragment.ran + fragment.every?,
            scope: Scope::Fragments(vec![*id]),
        })
    });
    let every = vars.timers.every.iter().map(|every| Timer {
        at: every.from + every.period,
        scope: Scope::App,
    });
    let later = vars.timers.later.iter().map(|later| Timer {
        at: later.at,
        scope: later.scope.clone(),
    });
    let app = every
        .chain(later)
        .filter(|timer| !open || timer.scope != Scope::App);
    let mut timers: Vec<Timer> = fragments.chain(app).collect();
    timers.sort_by_key(|timer| timer.at);
    timers
}

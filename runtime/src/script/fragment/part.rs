//! A run of some fragments: each is made anew in its place, and everything else stays as it is.

use std::time::Instant;

use mirror_widgets::{Element, Id, Props};
use rhai::{Dynamic, Engine, EvalAltResult};

use super::{
    super::{
        context::{Inner, Run},
        page::Builder,
    },
    parallel,
};
use crate::{
    identity::{Identities, Sites},
    run::{Page, Scope},
};

impl Inner {
    /// Gets ready to make anew what the run is for.
    pub(in crate::script) fn aim(&mut self, before: Element, sites: Sites, title: &str) {
        match self.cause.scope.clone() {
            Scope::App => {
                self.page = Builder::new(before, title);
                self.identities = Identities::after(sites);
            }
            Scope::Fragments(ids) => {
                self.page = Builder::nothing(before);
                self.identities = Identities::within(sites, Vec::new());
                self.flow.queue = ids.into();
                self.next_part();
            }
        }
    }

    /// Turns to the next fragment that is to run and is still there; one inside another that runs
    /// too runs with it. False when there is none left.
    fn next_part(&mut self) -> bool {
        let Scope::Fragments(wanted) = self.cause.scope.clone() else {
            return false;
        };
        while let Some(id) = self.flow.queue.pop_front() {
            let Some(fragment) = self.flow.before.get_mut(&id) else {
                continue;
            };
            let page = std::mem::replace(&mut self.page, nowhere()).into_before();
            match Builder::part(page, id) {
                Ok(part) if !part.stands_in(&wanted) => {
                    fragment.ran = Instant::now();
                    self.vars.timers.forget(id);
                    self.flow.inside.clone_from(&fragment.inside);
                    self.flow.inside.push(id);
                    let number = fragment.page;
                    let sites = std::mem::take(&mut self.identities).finish(false);
                    self.identities = Identities::within(sites, part.stood_here());
                    self.identities.page = number;
                    self.page = part;
                    return true;
                }
                Ok(part) => self.page = Builder::nothing(part.into_before()),
                Err(page) => self.page = Builder::nothing(page),
            }
        }
        false
    }

    /// Puts what was made anew into the page; where the run was cut short, with what stood there
    /// before and was not reached.
    fn settle(&mut self, cut_short: bool) {
        if !cut_short {
            for id in self.page.stood_here() {
                self.callbacks_before.remove(&id);
                self.flow.before.remove(&id);
            }
        }
        self.callbacks_before
            .extend(std::mem::take(&mut self.vars.callbacks));
        let mut drawn = std::mem::take(&mut self.vars.fragments);
        drawn.retain(|id, _| self.page.has(*id));
        self.flow.before.extend(drawn);
        let sites = std::mem::take(&mut self.identities).finish(cut_short);
        self.identities = Identities::within(sites, Vec::new());
        let page = match cut_short {
            true => self.page.snapshot(),
            false => self.page.finish(),
        };
        self.page = Builder::nothing(page.root);
    }

    /// The page as the run leaves it, with what belongs to it.
    pub(in crate::script) fn complete(&mut self, cut_short: bool) -> Page {
        if self.page.is_part() {
            self.settle(cut_short);
            self.vars.callbacks = std::mem::take(&mut self.callbacks_before);
            self.vars.fragments = std::mem::take(&mut self.flow.before);
            return self.page.finish();
        }
        if !cut_short {
            let page = &self.page;
            self.vars.fragments.retain(|id, _| page.has(*id));
            return page.finish();
        }
        // What was not reached stays as it was.
        let drawn = std::mem::take(&mut self.vars.callbacks);
        self.vars.callbacks = std::mem::take(&mut self.callbacks_before);
        self.vars.callbacks.extend(drawn);
        let drawn = std::mem::take(&mut self.vars.fragments);
        self.vars.fragments = std::mem::take(&mut self.flow.before);
        self.vars.fragments.extend(drawn);
        let mut page = self.page.snapshot();
        page.stale.clear();
        page
    }
}

fn nowhere() -> Builder {
    Builder::nothing(Element::new(Id::ROOT, "page", Props::new()))
}

/// Runs the fragments that the run is for, one after the other.
pub(in crate::script) fn run_parts(engine: &Engine, run: &Run) -> Result<(), Box<EvalAltResult>> {
    loop {
        let Some(id) = run.inner().flow.inside.last().copied() else {
            return Ok(());
        };
        let dismissed = run
            .inner()
            .cause
            .fired
            .iter()
            .any(|(fired, _)| *fired == id);
        let ended = match dismissed {
            // What fires in a dialog itself is its end.
            true => {
                let mut inner = run.inner();
                inner.page.drop_part();
                inner.flow.before.remove(&id);
                inner.callbacks_before.remove(&id);
                Ok(())
            }
            false => call(engine, run, id),
        };
        parallel::join(run);
        match ended {
            Err(error) if !stops(&error) => return Err(error),
            _ => {}
        }
        let mut inner = run.inner();
        if inner.flow.asked.is_some() {
            return Ok(());
        }
        inner.settle(false);
        inner.flow.inside.clear();
        if !inner.next_part() {
            return Ok(());
        }
    }
}

/// `stop()` in a fragment that runs by itself ends that fragment.
fn stops(error: &EvalAltResult) -> bool {
    match error.unwrap_inner() {
        EvalAltResult::ErrorTerminated(reason, _) => {
            reason.is::<super::super::context::StopCalled>()
        }
        EvalAltResult::Exit(..) | EvalAltResult::Return(..) => true,
        _ => false,
    }
}

#[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
fn call(engine: &Engine, run: &Run, id: Id) -> Result<(), Box<EvalAltResult>> {
    let Some(mut fragment) = run.inner().flow.before.get(&id).cloned() else {
        return Ok(());
    };
    fragment.context.global.tag = Dynamic::from(run.clone());
    // Its operations count from here, not from where the script stood.
    fragment.context.global.num_operations = Default::default();
    let context = fragment.context.create_context(engine);
    let called = fragment
        .function
        .call_raw(&context, None, fragment.arguments);
    called.map(drop)
}

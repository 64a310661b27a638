//! The page as a widget sees it while it is drawn.

use std::sync::Arc;

use mirror_widgets::{Element, Host, Id, Stored, Value};

use super::{
    context::{Inner, Run},
    convert,
};
use crate::identity::CallSite;

/// The page as a widget sees it while it is drawn.
pub(super) struct Stage<'a> {
    pub(super) run: &'a Run,
    pub(super) inner: &'a mut Inner,
    pub(super) site: CallSite,
    pub(super) last: Option<Id>,
}

impl Stage<'_> {
    pub(super) fn inside_of<T>(&mut self, id: Id, draw: impl FnOnce(&mut Self) -> T) -> T {
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
            if let Some(key) = key {
                self.inner.vars.keys.insert(id, key.to_owned());
            }
            self.last = Some(id);
            return Ok(id);
        }
        for id in self.inner.page.take_gone() {
            let still_there = self.inner.page.has(id);
            self.inner.identities.forget(id, still_there);
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

//! The page as a widget sees it while it is drawn.

use std::sync::Arc;

use mirror_widgets::{
    ComponentFiles, Content, Element, Host, Id, Stored, Value, locale::Locale, moment::Moment,
    uploads::Files,
};

use super::{
    context::{Inner, Run},
    convert,
};
use crate::{
    identity::CallSite,
    media::{self, Medium},
    uploads::display_name,
};

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

    fn put(&self, content: media::Content, mime: &str, save_as: Option<String>) -> String {
        let medium = Medium {
            content,
            mime: mime.into(),
            save_as: save_as.map(Into::into),
        };
        self.run.0.media.put_medium(self.run.0.owner, medium)
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
            let value = self.run.from_widget(value);
            self.inner.vars.values.insert(key.to_owned(), value);
            self.inner.drawn.insert(key.to_owned());
        }
        if self.clears() {
            self.inner.widgets.remove(&id);
        } else {
            self.inner.widgets.insert(id, value.clone());
        }
    }

    fn keep_for_page(&mut self, id: Id) {
        let page = self.inner.identities.page;
        self.inner.vars.paged.insert(id, page);
    }

    fn address(&mut self, id: Id, name: &str) -> Option<Vec<String>> {
        let texts = address(self.inner, name);
        // What the person just gave is newer than any address.
        let given = self
            .inner
            .cause
            .values
            .iter()
            .any(|(other, _)| *other == id);
        match self.inner.vars.bound.get(name) {
            _ if given => None,
            None if texts.is_empty() => None,
            Some(known) if *known == texts => None,
            _ => Some(texts),
        }
    }

    fn write_address(&mut self, name: &str, texts: Vec<String>) {
        if address(self.inner, name) != texts {
            let query = &mut self.inner.query;
            let at = query.iter().position(|(other, _)| other == name);
            query.retain(|(other, _)| other != name);
            let at = at.unwrap_or(query.len());
            let pairs = texts.iter().map(|text| (name.to_owned(), text.clone()));
            query.splice(at..at, pairs);
            self.inner.show_query();
        }
        self.inner.page.set(Id::ROOT, "bound", true.into());
        self.inner.vars.bound.insert(name.to_owned(), texts);
    }

    fn clears(&self) -> bool {
        !self.inner.clearing.is_empty()
            && self
                .inner
                .page
                .around("form")
                .is_some_and(|form| self.inner.clearing.contains(&form))
    }

    fn emit(&mut self, mut element: Element) {
        // What went wrong is often told with what it went wrong with.
        if matches!(element.kind, "error" | "warning" | "exception") {
            self.run.0.shared.hide_secrets_in(&mut element);
        }
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

    fn now(&self) -> Moment {
        self.run.now()
    }

    fn locale(&self) -> Locale {
        self.run.0.locale
    }

    fn media_file(&mut self, path: &str, mime: &str) -> Result<String, String> {
        let content = self.run.0.shared.media_file(path)?;
        Ok(self.put(content, mime, None))
    }

    fn download(&mut self, content: Content, mime: &str, name: &str) -> Result<String, String> {
        let content = match content {
            Content::Bytes(bytes) => media::Content::Bytes(bytes),
            Content::File(path) => self.run.0.shared.media_file(&path)?,
        };
        Ok(self.put(content, mime, Some(display_name(name, false))))
    }

    fn component(&mut self, path: &str) -> Result<ComponentFiles, String> {
        self.run.0.shared.component(path)
    }

    fn files(&self) -> Arc<dyn Files> {
        self.run.0.uploads.shelf(self.run.0.owner)
    }

    fn run(&self) -> u64 {
        self.run.0.number
    }
}

/// What the address says under a name.
fn address(inner: &Inner, name: &str) -> Vec<String> {
    let texts = inner.query.iter().filter(|(other, _)| other == name);
    texts.map(|(_, text)| text.clone()).collect()
}

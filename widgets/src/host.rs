//! What a widget may ask of whoever runs it.

use std::sync::Arc;

use serde_json::Value;

use crate::{Element, Id, locale::Locale, moment::Moment, uploads::Files};

/// A value kept for a widget between runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The value, in the script's terms.
    pub value: Value,
    /// The script wrote it into `st.session_state` (so a misfit is the script's error, and is said).
    pub by_script: bool,
}

/// What a download holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Bytes that the script has.
    Bytes(Arc<[u8]>),
    /// A file beneath the app's folder, by its path.
    File(String),
}

/// Where the browser finds the files of a component, relative to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentFiles {
    /// Its module.
    pub module: String,
    /// Its style sheet, where it has one.
    pub style: Option<String>,
    /// The settings of the app trust it.
    pub trusted: bool,
}

/// The page under construction, as a widget sees it.
pub trait Host {
    /// The identity of the element about to be drawn: its `key`, or kind + label + occurrence,
    /// or the place of the call. The same key twice in a run is an error.
    ///
    /// # Errors
    /// When `key` was used before in this run; the text names both places.
    fn identify(
        &mut self,
        kind: &'static str,
        label: Option<&str>,
        key: Option<&str>,
    ) -> Result<Id, String>;

    /// The value kept for this widget, if any.
    fn stored(&mut self, id: Id) -> Option<Stored>;

    /// The value that fired in the browser for this run only (a button's click, a chat message).
    fn fired(&mut self, id: Id) -> Option<Value>;

    /// Remembers what the widget's value is in this run, for `st.session_state` and the next run.
    fn keep(&mut self, id: Id, key: Option<&str>, value: &Value);

    /// Lets the value of this widget last only until another page of the app is opened.
    fn keep_for_page(&mut self, _id: Id) {}

    /// What the page's address says under a name, where the widget has not taken it up yet: empty
    /// when it says nothing any more, `None` when there is nothing new.
    fn address(&mut self, _id: Id, _name: &str) -> Option<Vec<String>> {
        None
    }

    /// Writes texts under a name into the page's address; none at all takes the name out.
    fn write_address(&mut self, _name: &str, _texts: Vec<String>) {}

    /// Whether what a person entered here is shown no more once this run is over: the form
    /// around it was sent and clears itself.
    fn clears(&self) -> bool;

    /// Puts an element on the page at the cursor.
    fn emit(&mut self, element: Element);

    /// Whether the cursor stands somewhere inside an element of this kind.
    fn inside(&self, kind: &str) -> bool;

    /// Stores bytes under an unguessable address and gives that address, relative to the page.
    fn media(&mut self, bytes: Arc<[u8]>, mime: &str) -> String;

    /// Reads a file beneath the app's folder.
    ///
    /// # Errors
    /// When the file is outside the folder, missing or too large; the text says which.
    fn file(&mut self, path: &str) -> Result<Arc<[u8]>, String>;

    /// What the clock shows where the person is.
    fn now(&self) -> Moment;

    /// How numbers and days are written where the person is.
    fn locale(&self) -> Locale {
        Locale::default()
    }

    /// Serves a file beneath the app's folder under an unguessable address, from where it lies:
    /// it is not read into memory, and browsers may ask for parts of it (sound, video, PDF).
    ///
    /// # Errors
    /// When the file is outside the folder or missing; the text says which.
    fn media_file(&mut self, path: &str, mime: &str) -> Result<String, String>;

    /// Stores what the person can save to disk under a name, and gives its address.
    ///
    /// # Errors
    /// When it is a file that is outside the app's folder or missing; the text says which.
    fn download(&mut self, content: Content, mime: &str, name: &str) -> Result<String, String>;

    /// Serves the folder of a component beneath the app's folder, under an unguessable address.
    ///
    /// # Errors
    /// When it is outside the folder or has no module; the text says what would work.
    fn component(&mut self, path: &str) -> Result<ComponentFiles, String>;

    /// The files that were uploaded in this session.
    fn files(&self) -> Arc<dyn Files>;

    /// The number of this run, for elements that happen rather than stay (a toast).
    fn run(&self) -> u64;
}

//! What a widget may ask of whoever runs it.

use std::sync::Arc;

use serde_json::Value;

use crate::{Element, Id};

/// A value kept for a widget between runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The value, in the script's terms.
    pub value: Value,
    /// The script wrote it into `st.session_state` (so a misfit is the script's error, and is said).
    pub by_script: bool,
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

    /// The number of this run, for elements that happen rather than stay (a toast).
    fn run(&self) -> u64;
}

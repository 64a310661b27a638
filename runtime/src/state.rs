//! What a session remembers between runs. A run takes it by value and gives it back; nothing
//! else touches it meanwhile, so it has no lock.

use std::{any::Any, collections::HashMap};

use mirror_widgets::{Element, Id, Value};

/// What a session remembers between runs.
pub struct State {
    /// The session's number: what it shows is kept under it in `media`.
    pub session: u64,
    /// The value of each widget, in the script's terms, also of those not on the page now.
    pub widgets: HashMap<Id, Value>,
    /// What the script keeps: `st.session_state`, callbacks. Only `script/` looks inside.
    pub script: Box<dyn Any + Send>,
    /// The query part of the page's address, decoded, in order.
    pub query: Vec<(String, String)>,
    /// What the browser told about itself.
    pub browser: Browser,
    /// The page as last shown: what lies after the cursor of a run comes from here.
    pub page: Element,
    /// How many runs there were.
    pub runs: u64,
}

/// What a browser tells about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Browser {
    /// Its language, such as `de-DE`.
    pub locale: String,
    /// Its time zone, such as `Europe/Berlin`.
    pub timezone: String,
    /// `light` or `dark`.
    pub theme: String,
}

impl Default for State {
    fn default() -> Self {
        Self {
            session: 0,
            widgets: HashMap::new(),
            script: Box::new(()),
            query: Vec::new(),
            browser: Browser::default(),
            page: Element::new(Id::ROOT, "page", mirror_widgets::Props::new()),
            runs: 0,
        }
    }
}

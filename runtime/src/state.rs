//! What a session remembers between runs. A run takes it by value and gives it back; nothing
//! else touches it meanwhile, so it has no lock.

use std::{
    any::Any,
    collections::{BTreeMap, HashMap},
};

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
    /// The last part of the page's address: which page of the app it is; empty for the first.
    pub path: String,
    /// How often the browser went elsewhere by itself, as it counts.
    pub visit: u64,
    /// What the script keeps in the browser (`st.local_state`), as far as it is known here.
    pub local: BTreeMap<String, Value>,
    /// What the last run changed of it, for the browser to keep; null where a name is gone.
    pub local_changes: BTreeMap<String, Value>,
    /// What the browser told about itself.
    pub browser: Browser,
    /// The page as last shown: what lies after the cursor of a run comes from here.
    pub page: Element,
    /// How many runs there were.
    pub runs: u64,
    /// The person stopped the last one.
    pub halted: bool,
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
    /// How many minutes its clock is behind UTC.
    pub timezone_offset: i32,
    /// The address of the page as the browser shows it, without the query.
    pub url: String,
    /// Whether the page stands in another one.
    pub embedded: bool,
    /// The headers of its connection that scripts may see, with names in lower case.
    pub headers: BTreeMap<String, String>,
    /// Where its connection comes from.
    pub ip_address: String,
}

/// The address of a page, as a browser tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The last part of the path: which page of the app it is.
    pub path: String,
    /// The query, without `?`.
    pub query: String,
    /// How often the browser went elsewhere by itself; grows with each time.
    pub visit: u64,
}

/// Who comes: what a browser tells when it takes its seat.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Visitor {
    /// What it tells about itself.
    pub browser: Browser,
    /// Where it is.
    pub address: Address,
    /// What it keeps for the script.
    pub local: BTreeMap<String, Value>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            session: 0,
            widgets: HashMap::new(),
            script: Box::new(()),
            query: Vec::new(),
            path: String::new(),
            visit: 0,
            local: BTreeMap::new(),
            local_changes: BTreeMap::new(),
            browser: Browser::default(),
            page: Element::new(Id::ROOT, "page", mirror_widgets::Props::new()),
            runs: 0,
            halted: false,
        }
    }
}

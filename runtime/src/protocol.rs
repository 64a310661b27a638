//! The whole wire between browser and server, on one screen. TypeScript is generated from it.

use std::collections::BTreeMap;

use mirror_widgets::{Element, Id, Props, Value};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Problem;

/// What a browser can say. A closed set: anything else is refused.
#[derive(Debug, Clone, PartialEq, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// The first message of each connection.
    Hello {
        /// The session to take up again, if any.
        token: Option<String>,
        /// The last frame whose result the page still shows; 0 after a page load.
        have: u64,
        /// The query part of the page's address, without `?`.
        #[serde(default)]
        query: String,
        /// The browser's language.
        #[serde(default)]
        locale: String,
        /// The browser's time zone.
        #[serde(default)]
        timezone: String,
        /// `light` or `dark`.
        #[serde(default)]
        theme: String,
        /// How many minutes the browser's clock is behind UTC.
        #[serde(default)]
        timezone_offset: i32,
        /// The page's address, without the query.
        #[serde(default)]
        url: String,
        /// The last part of the address's path: which page of the app it is.
        #[serde(default)]
        path: String,
        /// When the browser last went elsewhere by itself; grows with each time.
        #[serde(default)]
        visit: u64,
        /// Whether the page stands in another one.
        #[serde(default)]
        embedded: bool,
        /// What the browser keeps for the script.
        #[serde(default)]
        #[ts(type = "Record<string, unknown>")]
        local: BTreeMap<String, Value>,
    },
    /// A widget changed, or a trigger fired.
    Event {
        /// The widget.
        id: String,
        /// Its value, as the browser has it.
        #[ts(type = "unknown")]
        value: Value,
        /// Counts this page's events; frames acknowledge it.
        seq: u64,
    },
    /// A form is sent.
    Submit {
        /// The button that sent it.
        id: String,
        /// The form's changed values.
        #[ts(type = "Record<string, unknown>")]
        values: BTreeMap<String, Value>,
        /// Counts this page's events; frames acknowledge it.
        seq: u64,
    },
    /// The person wants a rerun.
    Rerun {
        /// Counts this page's events; frames acknowledge it.
        seq: u64,
    },
    /// The person wants the run to stop.
    Stop,
    /// The page's address changed.
    Query {
        /// The query part, without `?`.
        query: String,
        /// The last part of its path: which page of the app it is.
        #[serde(default)]
        path: String,
        /// When the browser went there; grows with each time.
        #[serde(default)]
        visit: u64,
    },
    /// Another page of this browser changed what it keeps for the script.
    Local {
        /// The changed values; null where a name is gone.
        #[ts(type = "Record<string, unknown>")]
        changes: BTreeMap<String, Value>,
    },
    /// The person chose another theme, and the script looks at it.
    Theme {
        /// `light` or `dark`.
        theme: String,
    },
    /// Are you there?
    Ping,
}

/// What the server can say.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage {
    /// The answer to hello.
    Welcome {
        /// Names the session; a later hello brings it back.
        token: String,
        /// Whether an earlier session goes on.
        resumed: bool,
        /// Whether errors are shown in full.
        development: bool,
        /// Mirror's version.
        version: &'static str,
    },
    /// The difference between what the browser shows and what the page is now.
    Frame(Frame),
    /// The script does not compile (or does again: `null`). The page stays.
    Problem {
        /// What is wrong with it.
        problem: Option<Problem>,
    },
    /// This connection gets no session.
    Refused {
        /// `full`, `protocol` or `ended`.
        reason: &'static str,
        /// For people.
        message: String,
    },
    /// A value was not accepted; the server's own stands.
    Rejected {
        /// The widget.
        id: String,
        /// The event.
        seq: u64,
        /// For people.
        message: String,
    },
    /// The script changed what the browser keeps for it.
    Local {
        /// The changed values; null where a name is gone.
        #[ts(type = "Record<string, unknown>")]
        changes: BTreeMap<String, Value>,
    },
    /// I am here.
    Pong,
}

/// One difference, and what it brings the browser to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Frame {
    /// Counts the session's frames.
    pub frame: u64,
    /// Counts the session's runs.
    pub run: u64,
    /// The highest event whose effect is in.
    pub ack: u64,
    /// The run goes on.
    pub running: bool,
    /// Forget the page first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub reset: bool,
    /// The topmost elements that the running run has not reached yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub stale: Vec<Id>,
    /// What changes, in order.
    pub patches: Vec<Patch>,
}

/// One change of the page.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Patch {
    /// A new element, with all inside it.
    Insert {
        /// Where it goes into.
        #[ts(type = "string")]
        parent: Id,
        /// Before which of the children it goes.
        index: usize,
        /// The element.
        #[ts(type = "Element")]
        node: Element,
    },
    /// Some props changed.
    Update {
        /// The element.
        #[ts(type = "string")]
        id: Id,
        /// The new or changed props.
        #[ts(type = "Record<string, unknown>")]
        props: Props,
        /// The props it no longer has.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[ts(optional, as = "Option<Vec<String>>")]
        gone: Vec<String>,
    },
    /// A text grew at its end.
    Append {
        /// The element.
        #[ts(type = "string")]
        id: Id,
        /// The prop that holds the text.
        prop: String,
        /// What came on.
        text: String,
    },
    /// It stands elsewhere among its siblings.
    Move {
        /// The element.
        #[ts(type = "string")]
        id: Id,
        /// Where, counted after it was taken out.
        index: usize,
    },
    /// It is gone, with all inside it.
    Remove {
        /// The element.
        #[ts(type = "string")]
        id: Id,
    },
}

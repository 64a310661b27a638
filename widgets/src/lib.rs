//! What a Mirror page can show.
//!
//! A widget is a function from the arguments of a script's call and the current value to
//! *props* (what the browser draws) and a *value* (what the script gets). It keeps nothing,
//! does no I/O and knows neither Rhai nor the network; whoever runs it lends it a [`Host`].
//!
//! ```text
//! call.rs      Args: a script's call, typed, with good errors
//! widget.rs    the three shapes a widget can have: Display, Input, Container
//! host.rs      what a widget may ask of whoever runs it
//! element.rs   one node of the page, as data
//! catalog.rs   every widget there is: the only registry, in gallery order
//! catalog/     one file per widget
//! testing.rs   a page for tests of single widgets
//! typescript.rs  the props as the browser's code knows them
//! ```
//!
//! What several widgets share stands beside the core: `common` (parameters), `words` (for errors),
//! `options` (choices), `scale` (numbers and days in a range), `format` (numbers as text), `date`,
//! `rows` (tables), `thin` (long series).

pub mod call;
pub mod catalog;
pub mod element;
pub mod host;
pub mod testing;
pub mod widget;

mod common;
mod date;
mod format;
mod options;
mod rows;
mod scale;
mod thin;
mod typescript;
mod words;

pub use call::{Arg, Args, Param};
pub use catalog::{CATALOG, entry};
pub use element::{Element, Id, Props, Spec};
pub use host::{Host, Stored};
pub use serde_json::Value;
pub use typescript::typescript;
pub use widget::{Container, Display, Drawn, Entry, Input, Role, WidgetError};

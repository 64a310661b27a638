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
//! uploads.rs   files from people: what a widget takes, and what it knows of them
//! testing.rs   a page for tests of single widgets
//! typescript.rs  the props as the browser's code knows them
//! ```
//!
//! What several widgets share stands beside the core: `common` (parameters), `words` (for errors),
//! `options` and `several` (choices), `address` (values in the page's address), `links`, `shortcut`, `opening` (what opens and closes), `layout` (gaps, heights), `scale` (numbers and days in a range), `format` (numbers as text), `date`,
//! `moment` and `pattern` (days and times), `rows` (tables), `thin` (long series);
//! `picture`, `headers`, `pixels`, `marks` and `rle` (pictures and what is drawn on top), `media`, `wav` and
//! `subtitles` (sound and video).

pub mod call;
pub mod catalog;
pub mod date;
pub mod drawing;
pub mod element;
pub mod host;
pub mod locale;
pub mod mime;
pub mod moment;
pub mod pattern;
pub mod testing;
pub mod uploads;
pub mod widget;

mod address;
mod children;
mod common;
mod format;
mod headers;
mod layout;
mod links;
mod marks;
mod media;
mod opening;
mod options;
mod picture;
mod pixels;
mod rle;
mod rows;
mod scale;
mod several;
mod shortcut;
mod subtitles;
mod thin;
mod typescript;
mod wav;
mod words;

pub use call::{Arg, Args, Param};
pub use catalog::{CATALOG, entry};
pub use element::{Children, Element, Id, Props, Spec};
pub use host::{ComponentFiles, Content, Host, Stored};
pub use media::FRAMED_HTML;
pub use picture::picture_source;
pub use pixels::{PixelError, pixels_to_jpeg, pixels_to_png};
pub use serde_json::Value;
pub use typescript::typescript;
pub use widget::{Container, Display, Drawn, Entry, Input, Role, WidgetError};

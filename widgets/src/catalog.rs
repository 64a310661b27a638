//! Every widget there is, in the order of the gallery. To add one: a file in `catalog/`, its
//! `mod` line and its line in [`CATALOG`]; then the web component and the Rhai example.

mod button;
mod columns;
mod title;

use crate::widget::{Entry, container, display, input};

/// Every widget, in gallery order.
pub static CATALOG: &[Entry] = &[
    display::<title::Title>(),
    input::<button::Button>(),
    container::<columns::Columns>(),
];

/// The widget of this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    CATALOG.iter().find(|entry| entry.name == name)
}

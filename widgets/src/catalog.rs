//! Every widget there is, in the order of the gallery. To add one: a file in `catalog/`, its
//! `mod` line and its line in [`CATALOG`]; then the web component and the Rhai example.

mod area_chart;
mod badge;
mod bar_chart;
mod button;
mod caption;
mod charts;
mod chat_input;
mod chat_message;
mod checkbox;
mod code;
mod columns;
mod container;
mod divider;
mod empty;
mod expander;
mod form;
mod image;
mod info;
mod json;
mod line_chart;
mod markdown;
mod metric;
mod multiselect;
mod number_input;
mod progress;
mod radio;
mod scatter_chart;
mod selectbox;
mod slider;
mod spinner;
mod table;
mod tabs;
mod text;
mod text_area;
mod text_input;
mod title;
mod toast;

use crate::widget::{self, Entry, container, display, input};

/// Every widget, in gallery order.
pub static CATALOG: &[Entry] = &[
    display::<title::Title>(),
    display::<title::Header>(),
    display::<title::Subheader>(),
    display::<text::Text>(),
    display::<markdown::Markdown>(),
    display::<caption::Caption>(),
    display::<badge::Badge>(),
    display::<code::Code>(),
    display::<divider::Divider>(),
    display::<json::Json>(),
    display::<metric::Metric>(),
    display::<table::Table>(),
    input::<button::Button>(),
    input::<checkbox::Checkbox>(),
    input::<checkbox::Toggle>(),
    input::<radio::Radio>(),
    input::<selectbox::Selectbox>(),
    input::<multiselect::Multiselect>(),
    input::<slider::Slider>(),
    input::<number_input::NumberInput>(),
    input::<text_input::TextInput>(),
    input::<text_area::TextArea>(),
    display::<progress::Progress>(),
    container::<spinner::Spinner>(),
    display::<info::Info>(),
    display::<info::Success>(),
    display::<info::Warning>(),
    display::<info::Error>(),
    display::<toast::Toast>(),
    container::<columns::Columns>(),
    container::<tabs::Tabs>(),
    container::<expander::Expander>(),
    container::<container::PlainContainer>(),
    container::<empty::Empty>(),
    container::<form::Form>(),
    input::<button::FormSubmitButton>(),
    container::<chat_message::ChatMessage>(),
    input::<chat_input::ChatInput>(),
    display::<image::Image>(),
    display::<line_chart::LineChart>(),
    display::<area_chart::AreaChart>(),
    display::<bar_chart::BarChart>(),
    display::<scatter_chart::ScatterChart>(),
];

/// The parts of divided containers: the kind of each, and its props in TypeScript.
pub(crate) fn parts() -> [(&'static str, (String, String)); 2] {
    [
        ("column", widget::typescript::<columns::ColumnProps>()),
        ("tab", widget::typescript::<tabs::TabProps>()),
    ]
}

/// The widget of this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    CATALOG.iter().find(|entry| entry.name == name)
}

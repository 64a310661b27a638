//! Every widget there is, in the order of the gallery. To add one: a file in `catalog/`, its
//! `mod` line and its line in [`CATALOG`]; then the web component and the Rhai example.

mod annotated_image;
mod area_chart;
mod audio;
mod audio_input;
mod badge;
mod balloons;
mod bar_chart;
mod button;
mod camera_input;
mod caption;
mod charts;
mod chat_app;
mod chat_input;
mod chat_message;
mod checkbox;
mod checkbox_group;
mod code;
mod code_input;
mod color_picker;
mod columns;
mod component;
mod container;
mod conversations;
mod copy_button;
mod css;
mod date_input;
mod datetime_input;
mod dialog;
mod diff_view;
mod divider;
mod download_button;
mod echo;
mod empty;
mod empty_state;
mod exception;
mod expander;
mod feedback;
mod file_uploader;
mod form;
mod fragment;
mod gallery;
mod grid;
mod help;
mod highlighted_text;
mod html;
mod iframe;
mod image;
mod image_compare;
mod info;
mod json;
mod key_value_editor;
mod label;
mod latex;
mod line_chart;
mod link_button;
mod list_editor;
mod log_view;
mod markdown;
mod menu_button;
mod mermaid_chart;
mod message_actions;
mod metric;
mod model_3d;
mod multiselect;
mod notify;
mod number_input;
mod page_link;
mod pagination;
mod pdf;
mod pills;
mod popover;
mod progress;
mod radio;
mod rating;
mod scatter_chart;
mod select_slider;
mod selectbox;
mod skeleton;
mod sketchpad;
mod slider;
mod space;
mod spinner;
mod status;
mod stepper;
mod suggestions;
mod table;
mod tabs;
mod tags;
mod task_view;
mod text;
mod text_area;
mod text_input;
mod thought;
mod time_input;
mod title;
mod toast;
mod token_view;
mod video;

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
    display::<latex::Latex>(),
    display::<highlighted_text::HighlightedText>(),
    display::<label::Label>(),
    input::<token_view::TokenView>(),
    display::<diff_view::DiffView>(),
    display::<log_view::LogView>(),
    display::<mermaid_chart::MermaidChart>(),
    display::<help::Help>(),
    container::<echo::Echo>(),
    display::<divider::Divider>(),
    display::<json::Json>(),
    display::<metric::Metric>(),
    display::<table::Table>(),
    input::<button::Button>(),
    input::<link_button::LinkButton>(),
    display::<page_link::PageLink>(),
    input::<menu_button::MenuButton>(),
    input::<checkbox::Checkbox>(),
    input::<checkbox::Toggle>(),
    input::<checkbox_group::CheckboxGroup>(),
    input::<radio::Radio>(),
    input::<pills::Pills>(),
    input::<pills::SegmentedControl>(),
    input::<selectbox::Selectbox>(),
    input::<multiselect::Multiselect>(),
    input::<slider::Slider>(),
    input::<select_slider::SelectSlider>(),
    input::<feedback::Feedback>(),
    input::<rating::Rating>(),
    input::<pagination::Pagination>(),
    input::<number_input::NumberInput>(),
    input::<text_input::TextInput>(),
    input::<text_area::TextArea>(),
    input::<date_input::DateInput>(),
    input::<time_input::TimeInput>(),
    input::<datetime_input::DatetimeInput>(),
    input::<color_picker::ColorPicker>(),
    input::<code_input::CodeInput>(),
    input::<key_value_editor::KeyValueEditor>(),
    input::<list_editor::ListEditor>(),
    input::<tags::Tags>(),
    input::<file_uploader::FileUploader>(),
    input::<camera_input::CameraInput>(),
    input::<audio_input::AudioInput>(),
    input::<sketchpad::Sketchpad>(),
    input::<download_button::DownloadButton>(),
    display::<progress::Progress>(),
    input::<task_view::TaskView>(),
    container::<spinner::Spinner>(),
    container::<status::Status>(),
    display::<skeleton::Skeleton>(),
    display::<info::Info>(),
    display::<info::Success>(),
    display::<info::Warning>(),
    display::<info::Error>(),
    display::<exception::Exception>(),
    display::<toast::Toast>(),
    display::<notify::Notify>(),
    display::<balloons::Balloons>(),
    display::<balloons::Snow>(),
    input::<empty_state::EmptyState>(),
    display::<copy_button::CopyButton>(),
    container::<columns::Columns>(),
    container::<grid::Grid>(),
    container::<grid::Cell>(),
    container::<tabs::Tabs>(),
    container::<expander::Expander>(),
    container::<popover::Popover>(),
    container::<stepper::Steps<false>>(),
    container::<stepper::Steps<true>>(),
    container::<container::PlainContainer>(),
    container::<empty::Empty>(),
    display::<space::Space>(),
    display::<css::Css>(),
    container::<dialog::Dialog>(),
    container::<fragment::Fragment>(),
    container::<form::Form>(),
    input::<button::FormSubmitButton>(),
    container::<chat_message::ChatMessage>(),
    input::<chat_input::ChatInput>(),
    container::<thought::Thought>(),
    input::<suggestions::Suggestions>(),
    input::<message_actions::MessageActions>(),
    input::<conversations::Conversations>(),
    container::<chat_app::ChatApp>(),
    input::<image::Image>(),
    input::<gallery::Gallery>(),
    display::<image_compare::ImageCompare>(),
    input::<annotated_image::AnnotatedImage>(),
    display::<audio::Audio>(),
    display::<video::Video>(),
    display::<pdf::Pdf>(),
    display::<model_3d::Model3d>(),
    display::<iframe::Iframe>(),
    display::<html::Html>(),
    input::<component::Component>(),
    display::<line_chart::LineChart>(),
    display::<area_chart::AreaChart>(),
    display::<bar_chart::BarChart>(),
    display::<scatter_chart::ScatterChart>(),
];

/// The parts of divided containers: the kind of each, and its props in TypeScript.
pub(crate) fn parts() -> [(&'static str, (String, String)); 3] {
    [
        ("column", widget::typescript::<columns::ColumnProps>()),
        ("tab", widget::typescript::<tabs::TabProps>()),
        ("step", widget::typescript::<stepper::StepProps>()),
    ]
}

/// The widget of this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    CATALOG.iter().find(|entry| entry.name == name)
}

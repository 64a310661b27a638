//! The gallery's order: under which heading each widget stands, and the functions that are no widgets.

use mirror_widgets::{
    Param,
    call::{named, place},
};

/// All headings in order, and what stands under each, in order.
pub(super) const CATEGORIES: &[(&str, &[&str])] = &[
    (
        "Text",
        &[
            "title",
            "header",
            "subheader",
            "markdown",
            "write",
            "write_stream",
            "text",
            "caption",
            "badge",
            "code",
            "latex",
            "highlighted_text",
            "diff_view",
            "mermaid_chart",
            "html",
            "divider",
            "echo",
            "help",
        ],
    ),
    (
        "Data and charts",
        &[
            "metric",
            "table",
            "json",
            "line_chart",
            "area_chart",
            "bar_chart",
            "scatter_chart",
            "label",
        ],
    ),
    (
        "Buttons",
        &[
            "button",
            "link_button",
            "download_button",
            "menu_button",
            "copy_button",
            "form_submit_button",
        ],
    ),
    (
        "Choices",
        &[
            "checkbox",
            "toggle",
            "checkbox_group",
            "radio",
            "selectbox",
            "multiselect",
            "pills",
            "segmented_control",
            "select_slider",
            "feedback",
            "rating",
            "color_picker",
            "pagination",
        ],
    ),
    (
        "Numbers and dates",
        &[
            "slider",
            "number_input",
            "date_input",
            "time_input",
            "datetime_input",
        ],
    ),
    (
        "Typing",
        &[
            "text_input",
            "text_area",
            "code_input",
            "tags",
            "list_editor",
            "key_value_editor",
        ],
    ),
    (
        "Files and recording",
        &["file_uploader", "camera_input", "audio_input", "sketchpad"],
    ),
    (
        "Media",
        &[
            "image",
            "gallery",
            "image_compare",
            "annotated_image",
            "audio",
            "video",
            "pdf",
            "model_3d",
            "iframe",
        ],
    ),
    (
        "Layout",
        &[
            "columns",
            "container",
            "grid",
            "cell",
            "tabs",
            "expander",
            "popover",
            "dialog",
            "form",
            "sidebar",
            "bottom",
            "stepper",
            "walkthrough",
            "empty",
            "space",
        ],
    ),
    (
        "Status and feedback",
        &[
            "progress",
            "progress_over",
            "spinner",
            "status",
            "skeleton",
            "info",
            "success",
            "warning",
            "error",
            "exception",
            "toast",
            "notify",
            "balloons",
            "snow",
            "empty_state",
            "log_view",
        ],
    ),
    (
        "Chat",
        &[
            "chat_app",
            "chat_message",
            "chat_input",
            "message_actions",
            "thought",
            "suggestions",
            "conversations",
            "token_view",
        ],
    ),
    (
        "Flow and state",
        &[
            "fragment",
            "rerun",
            "stop",
            "every",
            "task",
            "task_view",
            "session_state",
            "local_state",
            "cache_data",
            "cache_resource",
        ],
    ),
    (
        "Pages and surroundings",
        &[
            "navigation",
            "Page",
            "page_link",
            "switch_page",
            "query_params",
            "context",
            "secrets",
        ],
    ),
    (
        "Look",
        &["page_config", "logo", "set_theme", "css", "component"],
    ),
];

/// Under which heading a name stands and at which place among all; what has none comes last.
pub(super) fn place_of(name: &str) -> (usize, &'static str) {
    let all = CATEGORIES
        .iter()
        .flat_map(|(category, names)| names.iter().map(move |name| (*name, *category)));
    let found = all.enumerate().find(|(_, (known, _))| *known == name);
    found.map_or((usize::MAX, "More"), |(place, (_, category))| {
        (place, category)
    })
}

const CACHED: &[Param] = &[
    place(
        "function",
        "function",
        "",
        "What to call; as a decorator, the function below.",
    ),
    place(
        "args",
        "values",
        "",
        "Its arguments. The same arguments give the same result.",
    ),
    named(
        "ttl",
        "seconds or text",
        "()",
        "How long a result is good, such as `\"15m\"`.",
    ),
    named(
        "max_entries",
        "whole number",
        "()",
        "How many results are kept; the oldest goes first.",
    ),
    named(
        "show_spinner",
        "true, false or text",
        "true",
        "What is shown while it runs.",
    ),
];

/// What there is to know about functions of a run that no other part describes, for the gallery.
pub(super) const DESCRIBED: &[(&str, &str, &[Param])] = &[
    (
        "session_state",
        "What a person's session remembers from run to run, read and written like a map; the widget with a key has its value here.",
        &[
            place(
                "get",
                "name, default",
                "",
                "The value under a name, or the default.",
            ),
            place(
                "contains",
                "name",
                "",
                "Whether there is one; so does `name in st.session_state`.",
            ),
            place("keys", "", "", "All names."),
            place("remove", "name", "", "Forgets one."),
            place("clear", "", "", "Forgets all."),
        ],
    ),
    (
        "rerun",
        "Ends this run and begins anew at the top. `rerun()` is the same, and `rerun_after(seconds)` does it later.",
        &[named(
            "scope",
            "text or list",
            "\"app\"",
            "`\"app\"`, `\"fragment\"`, or the key of a fragment, or several.",
        )],
    ),
    (
        "stop",
        "Ends this run; what was drawn stays. `stop()` is the same.",
        &[],
    ),
    (
        "cache_data",
        "A function whose results are kept and shared by everybody; each caller gets a copy of its own.",
        CACHED,
    ),
    (
        "cache_resource",
        "A function that makes something once, such as a connection; all callers get the same one.",
        CACHED,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_a_category_and_stands_once() {
        let all: Vec<&str> = CATEGORIES
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
            .collect();
        for (at, name) in all.iter().enumerate() {
            assert!(!all[..at].contains(name), "`{name}` stands twice");
        }
        let without: Vec<&str> = mirror_widgets::CATALOG
            .iter()
            .map(|entry| entry.name)
            .chain(DESCRIBED.iter().map(|(name, ..)| *name))
            .filter(|name| place_of(name).1 == "More")
            .collect();
        assert!(without.is_empty(), "no category: {without:?}");
    }
}

//! The parameters that widgets share.

use crate::{
    Param,
    call::{named, place},
};

/// Parameters of every display and container.
pub const COMMON_DISPLAY: &[Param] = &[
    named(
        "key",
        "text",
        "()",
        "Names the element: its identity over reruns, and the CSS class `st-key-NAME`.",
    ),
    WIDTH,
];

/// Parameters of every input with a value that stays.
pub const COMMON_INPUT: &[Param] = &[
    KEY,
    HELP,
    DISABLED,
    named(
        "label_visibility",
        "\"visible\", \"hidden\" or \"collapsed\"",
        "\"visible\"",
        "Whether the label is seen; screen readers always get it.",
    ),
    WIDTH,
    named(
        "on_change",
        "function",
        "()",
        "Called before the script runs again, when the value has changed.",
    ),
    CALLBACK_ARGS,
];

/// Parameters of every button.
pub const COMMON_BUTTON: &[Param] = &[
    KEY,
    HELP,
    DISABLED,
    WIDTH,
    named(
        "on_click",
        "function",
        "()",
        "Called before the script runs again, when it was clicked.",
    ),
    CALLBACK_ARGS,
];

/// Parameters of every input that sends a message.
pub const COMMON_MESSAGE: &[Param] = &[
    KEY,
    DISABLED,
    WIDTH,
    named(
        "on_submit",
        "function",
        "()",
        "Called before the script runs again, when a message was sent.",
    ),
    CALLBACK_ARGS,
];

const KEY: Param = named(
    "key",
    "text",
    "()",
    "Names the widget: its identity, and its entry in `st.session_state`.",
);
const HELP: Param = named(
    "help",
    "text",
    "()",
    "A tooltip beside the label, in Markdown.",
);
const DISABLED: Param = named(
    "disabled",
    "true or false",
    "false",
    "Shows the widget but takes no input.",
);
const WIDTH: Param = named(
    "width",
    "\"stretch\", \"content\" or pixels",
    "()",
    "How wide it is; by default buttons, boxes to tick and pictures are as wide as their content, and all else is as wide as the page allows.",
);
const CALLBACK_ARGS: Param = named("args", "list", "[]", "Arguments for the callback.");

/// The parameter nearly every input starts with.
pub const LABEL: Param = place(
    "label",
    "text",
    "",
    "What it is called on the page, in Markdown.",
);

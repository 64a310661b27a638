//! The parameters that widgets share, and the props that follow from them.

use serde_json::Value;

use crate::{
    Args, Param, Props, WidgetError,
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
        "required",
        "true or false",
        "false",
        "Marks it as one that must be filled in; a form is not sent while it is empty.",
    ),
    named(
        "on_change",
        "\"rerun\", \"ignore\" or function",
        "\"rerun\"",
        "What a new value does: runs the script, only waits for the next run, or calls a function before the script runs.",
    ),
    CALLBACK_ARGS,
    named(
        "bind",
        "\"query-params\"",
        "()",
        "Keeps the value in the page's address under the widget's `key`, both ways; text there that does not fit means the default.",
    ),
    named(
        "persist_state",
        "\"page\" or \"session\"",
        "\"session\"",
        "How long the value lasts while the widget is not drawn: until another page is opened, or as long as the session; needs a `key`.",
    ),
    WRAP,
];

/// Parameters of every button.
pub const COMMON_BUTTON: &[Param] = &[
    KEY,
    HELP,
    DISABLED,
    WIDTH,
    named(
        "on_click",
        "\"rerun\", \"ignore\" or function",
        "\"rerun\"",
        "What a click does: runs the script, nothing there, or calls a function before the script runs.",
    ),
    CALLBACK_ARGS,
    WRAP,
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

/// Parameters of what can be clicked, but has no value where nobody asks for its clicks.
pub(crate) const COMMON_CLICK: &[Param] = &[
    KEY,
    WIDTH,
    named(
        "on_click",
        "\"ignore\", \"rerun\" or function",
        "\"ignore\"",
        "What a click does: nothing there, runs the script with where it was as the value, or calls a function first.",
    ),
    CALLBACK_ARGS,
];

/// Parameters of what has parts to choose from, but no value where nobody asks for the choice.
pub(crate) const COMMON_SELECT: &[Param] = &[
    KEY,
    WIDTH,
    named(
        "on_select",
        "\"ignore\", \"rerun\" or function",
        "\"ignore\"",
        "What a choice does: nothing there, runs the script with the choice as the value, or calls a function first.",
    ),
    CALLBACK_ARGS,
];

/// Parameters of the app's own widgets.
pub(crate) const COMMON_COMPONENT: &[Param] = &[
    KEY,
    DISABLED,
    WIDTH,
    named(
        "on_change",
        "\"rerun\", \"ignore\" or function",
        "\"rerun\"",
        "What a new state does: runs the script, only waits for the next run, or calls a function before the script runs.",
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
const WRAP: Param = named(
    "wrap",
    "true or false",
    "true",
    "Lets a long text go on in another line; with false it is cut off.",
);
const CALLBACK_ARGS: Param = named("args", "list", "[]", "Arguments for the callback.");

/// The parameter nearly every input starts with.
pub const LABEL: Param = place(
    "label",
    "text",
    "",
    "What it is called on the page, in Markdown.",
);

/// What an element carries beside its label, such as an icon.
pub const ICON: Param = named(
    "icon",
    "text",
    "()",
    "An emoji, `:material/name:` of any Material symbol, or \"spinner\".",
);

/// The name and the width, which every element may have.
pub(crate) fn common_props(args: &Args, props: &mut Props) -> Result<(), WidgetError> {
    if let Some(key) = args.text("key")? {
        props.insert("key".into(), key.into());
    }
    let Some(width) = args.value("width")? else {
        return Ok(());
    };
    let fits = match width {
        Value::String(word) => word == "stretch" || word == "content",
        other => other.as_f64().is_some_and(|pixels| pixels >= 1.0),
    };
    if !fits {
        return Err(args.wrong(
            "width",
            "\"stretch\", \"content\" or a number of pixels",
            width,
        ));
    }
    props.insert("width".into(), width.clone());
    Ok(())
}

/// What every input and button may have beside that.
pub(crate) fn input_props(args: &Args, props: &mut Props) -> Result<(), WidgetError> {
    if let Some(help) = args.text("help")? {
        props.insert("help".into(), help.into());
    }
    for name in ["disabled", "required"] {
        if args.flag(name, false)? {
            props.insert(name.into(), true.into());
        }
    }
    if !args.flag("wrap", true)? {
        props.insert("wrap".into(), false.into());
    }
    for name in ["on_change", "on_click"] {
        if args.has(name) && args.choice(name, &["rerun", "ignore"])? == "ignore" {
            props.insert(name.into(), "ignore".into());
        }
    }
    match args.choice("label_visibility", &["visible", "hidden", "collapsed"])? {
        "visible" => {}
        other => {
            props.insert("label_visibility".into(), other.into());
        }
    }
    Ok(())
}

/// The name under which the page's address keeps the value, where `bind` wants that.
pub(crate) fn bound_name(args: &Args) -> Result<Option<String>, WidgetError> {
    if !args.has("bind") {
        return Ok(None);
    }
    args.choice("bind", &["query-params"])?;
    match args.text("key")? {
        Some(key) => Ok(Some(key)),
        None => Err(args.error("`bind` needs a `key`: the name of the value in the address")),
    }
}

/// Whether the value lasts only as long as its page is open.
pub(crate) fn lasts_for_page(args: &Args) -> Result<bool, WidgetError> {
    if !args.has("persist_state") {
        return Ok(false);
    }
    let page = args.choice("persist_state", &["session", "page"])? == "page";
    match args.has("key") {
        true => Ok(page),
        false => Err(args.error("`persist_state` needs a `key`")),
    }
}

/// Whether the script asks for clicks or choices.
pub(crate) fn answers_to(args: &Args, event: &str) -> Result<bool, WidgetError> {
    Ok(args.choice(event, &["ignore", "rerun"])? == "rerun")
}

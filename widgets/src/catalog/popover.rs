//! `popover`: a button that opens a small window of widgets.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::named,
    opening::{BIND, Following, LAZY, ON_CHANGE, ON_CHANGE_ARGS, accept_open},
    widget::LABEL,
};

/// A button that opens a small window of widgets.
pub(crate) struct Popover;

/// What the browser draws for a popover.
#[derive(Debug, Serialize, TS)]
pub(crate) struct PopoverProps {
    /// What stands on its button, in Markdown.
    label: String,
    /// How its button looks.
    #[serde(rename = "type")]
    #[ts(type = "\"primary\" | \"secondary\" | \"tertiary\"")]
    look: &'static str,
    /// A tooltip, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    help: Option<String>,
    /// An emoji or `:material/name:` before the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// Does not open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    disabled: Option<bool>,
    /// What stands inside is there only while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    lazy: Option<bool>,
    #[serde(skip)]
    #[ts(skip)]
    following: Following,
}

impl Container for Popover {
    const NAME: &'static str = "popover";
    const DOC: &'static str =
        "A button that opens a small window of widgets; on a phone a sheet at the bottom.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        named(
            "type",
            "\"secondary\", \"primary\" or \"tertiary\"",
            "\"secondary\"",
            "How its button looks.",
        ),
        named(
            "help",
            "text",
            "()",
            "A tooltip on its button, in Markdown.",
        ),
        named(
            "icon",
            "text",
            "()",
            "An emoji or `:material/name:` before the label.",
        ),
        named(
            "disabled",
            "true or false",
            "false",
            "Shows the button but does not open.",
        ),
        LAZY,
        ON_CHANGE,
        ON_CHANGE_ARGS,
        BIND,
    ];
    const VALUE: &'static str = "boolean";
    type Props = PopoverProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<PopoverProps, WidgetError> {
        let following = Following::read(args)?;
        Ok(PopoverProps {
            label: args.required_text("label")?,
            look: args.choice("type", &["secondary", "primary", "tertiary"])?,
            help: args.text("help")?,
            icon: args.text("icon")?,
            disabled: args.flag("disabled", false)?.then_some(true),
            lazy: following.lazy.then_some(true),
            following,
        })
    }

    fn state(props: &PopoverProps) -> Option<Value> {
        props.following.state.then_some(Value::Bool(false))
    }

    fn accept(_props: &PopoverProps, sent: &Value) -> Result<Value, String> {
        accept_open(sent)
    }

    fn fit(_props: &PopoverProps, state: Value) -> Result<Value, String> {
        accept_open(&state)
    }
}

#[cfg(test)]
mod tests {
    use crate::Drawn;
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_is_a_button_with_a_window() {
        let mut stage = Stage::default();
        let drawn = stage.draw("popover", args!["Filters"]).unwrap();
        assert_eq!(drawn, Drawn::Container(stage.last().id));
        assert_eq!(
            json!(*stage.last().props),
            json!({ "label": "Filters", "type": "secondary" })
        );
        let given = args![
            "Filters",
            type = "tertiary",
            help = "What is shown",
            icon = "🔍",
            disabled = true,
            lazy = true
        ];
        assert_eq!(
            stage.props("popover", given).unwrap(),
            json!({
                "label": "Filters", "type": "tertiary", "help": "What is shown", "icon": "🔍",
                "disabled": true, "lazy": true, "value": false
            })
        );
    }

    #[test]
    fn it_can_be_opened_by_the_script() {
        let mut stage = Stage::default();
        stage
            .draw("popover", args!["Filters", on_change = "rerun"])
            .unwrap();
        stage.write(json!(true));
        let props = stage.props("popover", args!["Filters", on_change = "rerun"]);
        assert_eq!(props.unwrap()["value"], json!(true));
        stage.write(json!(3));
        assert_eq!(
            stage
                .draw("popover", args!["Filters", on_change = "rerun"])
                .unwrap_err(),
            "popover: the value in `st.session_state` does not fit: it is open or not, not 3"
        );
    }
}

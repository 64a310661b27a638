//! `copy_button`: puts a text into the clipboard, without a run.

use serde::Serialize;
use ts_rs::TS;

use super::button::LOOK;
use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// A button that puts a text into the clipboard.
pub(crate) struct CopyButton;

/// What the browser draws for a copy button.
#[derive(Debug, Serialize, TS)]
pub(crate) struct CopyButtonProps {
    /// What is copied.
    text: String,
    /// The text on it, in Markdown; the browser's word for it when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    label: Option<String>,
    /// How much it calls for attention.
    #[serde(rename = "type")]
    #[ts(type = "\"primary\" | \"secondary\" | \"tertiary\"")]
    look: &'static str,
    /// A sign in place of the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// A tooltip beside it, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    help: Option<String>,
    /// It is shown but does nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    disabled: bool,
}

impl Display for CopyButton {
    const NAME: &'static str = "copy_button";
    const DOC: &'static str =
        "A button that puts a text into the clipboard; the script does not run for it.";
    const PARAMS: &'static [Param] = &[
        place("text", "text", "", "What is copied."),
        place("label", "text", "\"Copy\"", "The text on it, in Markdown."),
        LOOK,
        named(
            "icon",
            "text",
            "()",
            "An emoji or `:material/name:` in place of the usual sign.",
        ),
        named("help", "text", "()", "A tooltip beside it, in Markdown."),
        named(
            "disabled",
            "true or false",
            "false",
            "Shows the button but copies nothing.",
        ),
    ];
    type Props = CopyButtonProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<CopyButtonProps, WidgetError> {
        Ok(CopyButtonProps {
            text: args.required_text("text")?,
            label: args.text("label")?,
            look: args.choice("type", &["secondary", "primary", "tertiary"])?,
            icon: args.text("icon")?,
            help: args.text("help")?,
            disabled: args.flag("disabled", false)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_holds_what_is_copied() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("copy_button", args![42]).unwrap(),
            json!({ "text": "42", "type": "secondary" })
        );
        let given = args!["secret", "Copy key", type = "tertiary", icon = "🔑", help = "h", disabled = true];
        assert_eq!(
            stage.props("copy_button", given).unwrap(),
            json!({
                "text": "secret", "label": "Copy key", "type": "tertiary", "icon": "🔑",
                "help": "h", "disabled": true
            })
        );
    }
}

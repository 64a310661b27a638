//! `text`: text as it is, without Markdown.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// Text as it is, without Markdown.
pub(crate) struct Text;

/// What the browser draws for text, plain or in Markdown.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TextProps {
    /// The text.
    body: String,
    /// A tooltip, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    help: Option<String>,
    #[serde(flatten)]
    #[ts(flatten)]
    setting: Setting,
}

/// How a text is set.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Setting {
    /// To which side its lines go; the start of the line when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"center\" | \"right\" | \"justify\"")]
    text_alignment: Option<&'static str>,
    /// False: it stays on one line and ends with an ellipsis.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "false")]
    wrap: Option<bool>,
}

pub(super) const ALIGNMENT: Param = named(
    "text_alignment",
    "\"left\", \"center\", \"right\" or \"justify\"",
    "\"left\"",
    "To which side its lines go; `left` is where lines of its language start.",
);
pub(super) const WRAP: Param = named(
    "wrap",
    "true or false",
    "true",
    "False keeps it on one line, which ends with an ellipsis where it is too long.",
);

impl Setting {
    /// Reads [`ALIGNMENT`] and [`WRAP`].
    pub(super) fn read(args: &Args) -> Result<Self, WidgetError> {
        let alignment = args.choice("text_alignment", &["left", "center", "right", "justify"])?;
        Ok(Self {
            text_alignment: (alignment != "left").then_some(alignment),
            wrap: (!args.flag("wrap", true)?).then_some(false),
        })
    }
}

pub(super) const HELP: Param = named(
    "help",
    "text",
    "()",
    "A tooltip beside the text, in Markdown.",
);

impl TextProps {
    /// Reads the arguments that all texts share.
    pub(super) fn read(args: &Args) -> Result<Self, WidgetError> {
        Ok(Self {
            body: args.required_text("body")?,
            help: args.text("help")?,
            setting: Setting::read(args)?,
        })
    }
}

impl Display for Text {
    const NAME: &'static str = "text";
    const DOC: &'static str = "Text as it is, without Markdown.";
    const PARAMS: &'static [Param] = &[
        place("body", "text", "", "The text; line breaks are kept."),
        HELP,
        ALIGNMENT,
        WRAP,
    ];
    type Props = TextProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<TextProps, WidgetError> {
        TextProps::read(args)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn numbers_are_written_out() {
        let mut stage = Stage::default();
        let props = |stage: &mut Stage, given| stage.props("text", given).unwrap();
        assert_eq!(
            props(&mut stage, args!["a *b*"]),
            json!({ "body": "a *b*" })
        );
        assert_eq!(props(&mut stage, args![1.5]), json!({ "body": "1.5" }));
        assert_eq!(
            props(
                &mut stage,
                args!["a", help = "b", key = "k", width = "content"]
            ),
            json!({ "body": "a", "help": "b", "key": "k", "width": "content" })
        );
    }

    #[test]
    fn how_it_is_set_is_said_only_where_it_is_not_usual() {
        let mut stage = Stage::default();
        let given = args!["a", text_alignment = "center", wrap = false];
        assert_eq!(
            stage.props("text", given).unwrap(),
            json!({ "body": "a", "text_alignment": "center", "wrap": false })
        );
        let given = args!["a", text_alignment = "left", wrap = true];
        assert_eq!(stage.props("text", given).unwrap(), json!({ "body": "a" }));
        assert_eq!(
            stage.draw("text", args!["a", text_alignment = "middle"]),
            Err("text: `text_alignment` must be \"left\", \"center\", \"right\" or \"justify\", not \"middle\"".into())
        );
    }

    #[test]
    fn a_width_that_is_none_is_refused() {
        assert_eq!(
            Stage::default().draw("text", args!["a", width = "wide"]),
            Err("text: `width` must be \"stretch\", \"content\" or a number of pixels, not the text \"wide\"".into())
        );
    }
}

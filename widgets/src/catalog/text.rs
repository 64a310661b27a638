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
        })
    }
}

impl Display for Text {
    const NAME: &'static str = "text";
    const DOC: &'static str = "Text as it is, without Markdown.";
    const PARAMS: &'static [Param] = &[
        place("body", "text", "", "The text; line breaks are kept."),
        HELP,
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
    fn a_width_that_is_none_is_refused() {
        assert_eq!(
            Stage::default().draw("text", args!["a", width = "wide"]),
            Err("text: `width` must be \"stretch\", \"content\" or a number of pixels, not the text \"wide\"".into())
        );
    }
}

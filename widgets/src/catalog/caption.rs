//! `caption`: small print, in Markdown.

use super::text::{ALIGNMENT, HELP, TextProps, WRAP};
use crate::{Args, Display, Host, Param, WidgetError, call::place};

/// Small print, in Markdown.
pub(crate) struct Caption;

impl Display for Caption {
    const NAME: &'static str = "caption";
    const DOC: &'static str = "Small print, in Markdown.";
    const PARAMS: &'static [Param] = &[
        place("body", "text", "", "The text, in Markdown."),
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
    fn a_caption_is_a_text() {
        let mut stage = Stage::default();
        assert_eq!(
            stage
                .props("caption", args!["small", help = "why"])
                .unwrap(),
            json!({ "body": "small", "help": "why" })
        );
        assert_eq!(
            stage.draw("caption", args![]).unwrap_err(),
            "caption: `body` is missing: give text"
        );
    }
}

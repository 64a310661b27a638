//! `markdown`: formatted text.

use serde::Serialize;
use ts_rs::TS;

use super::text::{ALIGNMENT, HELP, TextProps, WRAP};
use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{hidden, named, place},
};

/// Formatted text.
pub(crate) struct Markdown;

/// What the browser draws for Markdown.
#[derive(Debug, Serialize, TS)]
pub(crate) struct MarkdownProps {
    #[serde(flatten)]
    #[ts(flatten)]
    text: TextProps,
    /// False: its headings cannot be linked to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "false")]
    anchors: Option<bool>,
    /// More is being written: a caret shows at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    streaming: Option<bool>,
}

impl Display for Markdown {
    const NAME: &'static str = "markdown";
    const DOC: &'static str =
        "Formatted text: GitHub's Markdown, formulas between dollar signs, and highlighted code.";
    const PARAMS: &'static [Param] = &[
        place("body", "text", "", "The text, in Markdown."),
        HELP,
        ALIGNMENT,
        WRAP,
        named(
            "anchors",
            "true or false",
            "true",
            "Whether its headings can be linked to.",
        ),
        // `write_stream` sets it while the stream goes on.
        hidden("streaming"),
    ];
    type Props = MarkdownProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<MarkdownProps, WidgetError> {
        Ok(MarkdownProps {
            text: TextProps::read(args)?,
            anchors: (!args.flag("anchors", true)?).then_some(false),
            streaming: args.flag("streaming", false)?.then_some(true),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn markdown_streams_only_when_told() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("markdown", args!["**a**"]).unwrap(),
            json!({ "body": "**a**" })
        );
        assert_eq!(
            stage
                .props("markdown", args!["a", streaming = true])
                .unwrap(),
            json!({ "body": "a", "streaming": true })
        );
    }

    #[test]
    fn what_only_the_runtime_gives_is_never_suggested() {
        let mut stage = Stage::default();
        let error = stage
            .draw("markdown", args!["a", streamin = true])
            .unwrap_err();
        assert_eq!(
            error,
            "markdown: has no option `streamin`; it has `body`, `help`, `text_alignment`, `wrap`, `anchors`, `key`, `width`"
        );
    }
}

//! `html`: HTML of the script, cleaned of all that could run, in a box that its styles cannot leave.

use serde::Serialize;
use ts_rs::TS;

use super::iframe::text_or_file;
use crate::{Args, Display, Host, Param, WidgetError, call::place};

/// HTML of the script.
pub(crate) struct Html;

/// What the browser draws for HTML.
#[derive(Debug, Serialize, TS)]
pub(crate) struct HtmlProps {
    /// The HTML as the script wrote it; the browser cleans it.
    body: String,
}

impl Display for Html {
    const NAME: &'static str = "html";
    const DOC: &'static str =
        "HTML with styles that stay within it; scripts and all else that could run is taken out.";
    const PARAMS: &'static [Param] = &[place(
        "body",
        "HTML or path",
        "",
        "The HTML, or an `.html`, `.svg` or `.css` file of the app's folder. For scripts there is `iframe`.",
    )];
    type Props = HtmlProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<HtmlProps, WidgetError> {
        let body = args.required_text("body")?;
        Ok(HtmlProps {
            body: text_or_file(args, host, "body", body)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn html_is_a_text_or_a_file() {
        let mut stage = Stage::default();
        stage
            .files
            .insert("a.html".into(), b"<b>from a file</b>".to_vec());
        stage
            .files
            .insert("a.css".into(), b"b { color: red }".to_vec());
        for (given, expected) in [
            ("<b>hello</b>", "<b>hello</b>"),
            ("a.html", "<b>from a file</b>"),
            ("a.css", "<style>b { color: red }</style>"),
            ("just words.", "just words."),
        ] {
            assert_eq!(
                stage.props("html", args![given]),
                Ok(json!({ "body": expected }))
            );
        }
        assert!(stage.draw("html", args!["../secret.html"]).is_err());
    }
}

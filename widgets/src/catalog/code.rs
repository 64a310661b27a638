//! `code`: source code, highlighted, with a button that copies it.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// Source code, highlighted, with a button that copies it.
pub(crate) struct Code;

/// What the browser draws for code.
#[derive(Debug, Serialize, TS)]
pub(crate) struct CodeProps {
    /// The source.
    body: String,
    /// The language to highlight; plain when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    language: Option<String>,
    /// Whether lines are numbered.
    line_numbers: bool,
    /// Whether long lines break.
    wrap_lines: bool,
    /// The height in pixels beyond which it scrolls.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    height: Option<u32>,
}

impl Display for Code {
    const NAME: &'static str = "code";
    const DOC: &'static str = "Source code, highlighted, with a button that copies it.";
    const PARAMS: &'static [Param] = &[
        place("body", "text", "", "The source."),
        place(
            "language",
            "text",
            "\"rhai\"",
            "The language to highlight; () shows it plain.",
        ),
        named(
            "line_numbers",
            "true or false",
            "false",
            "Numbers the lines.",
        ),
        named(
            "wrap_lines",
            "true or false",
            "false",
            "Breaks long lines rather than scrolling them.",
        ),
        named(
            "height",
            "\"content\" or pixels",
            "\"content\"",
            "How high it is; what is longer scrolls.",
        ),
    ];
    type Props = CodeProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<CodeProps, WidgetError> {
        let language = match args.text("language")? {
            None if args.is_none("language") => None,
            None => Some("rhai".into()),
            given => given,
        };
        Ok(CodeProps {
            body: args.required_text("body")?,
            language,
            line_numbers: args.flag("line_numbers", false)?,
            wrap_lines: args.flag("wrap_lines", false)?,
            height: height(args)?,
        })
    }
}

/// Pixels, or `None` for as high as the content is.
pub(super) fn height(args: &Args) -> Result<Option<u32>, WidgetError> {
    match args.value("height")? {
        Some(Value::String(word)) if word == "content" => Ok(None),
        Some(other) if !other.is_number() => {
            Err(args.wrong("height", "\"content\" or a number of pixels", other))
        }
        _ => args.count("height"),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn code_is_rhai_unless_said_otherwise() {
        let mut stage = Stage::default();
        let language =
            |stage: &mut Stage, given| stage.props("code", given).unwrap()["language"].clone();
        assert_eq!(language(&mut stage, args!["let x = 1"]), json!("rhai"));
        assert_eq!(language(&mut stage, args!["x", "python"]), json!("python"));
        assert_eq!(language(&mut stage, args!["x", json!(null)]), json!(null));
    }

    #[test]
    fn every_option_arrives() {
        let given = args!["x", "rust", line_numbers = true, wrap_lines = true];
        assert_eq!(
            Stage::default().props("code", given).unwrap(),
            json!({ "body": "x", "language": "rust", "line_numbers": true, "wrap_lines": true })
        );
        let given = args!["x", height = 200];
        assert_eq!(
            Stage::default().props("code", given).unwrap()["height"],
            200
        );
        assert_eq!(
            Stage::default()
                .draw("code", args!["x", height = "tall"])
                .unwrap_err(),
            "code: `height` must be \"content\" or a number of pixels, not the text \"tall\""
        );
        assert_eq!(
            Stage::default()
                .draw("code", args!["x", wrap_lines = 1])
                .unwrap_err(),
            "code: `wrap_lines` must be true or false, not 1"
        );
    }
}

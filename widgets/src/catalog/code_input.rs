//! `code_input`: source text, with the colors of its language.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::text_input::{PLACEHOLDER, TextSpec, VALUE};
use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{named, place},
    widget::LABEL,
};

/// Source text.
pub(crate) struct CodeInput;

/// What the browser draws for source text.
#[derive(Debug, Serialize, TS)]
pub(crate) struct CodeInputProps {
    /// What is asked, in Markdown.
    label: String,
    /// The language whose colors it has.
    language: &'static str,
    /// Pixels; absent: as high as its text, within limits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    height: Option<u32>,
    /// Whether its lines have numbers.
    line_numbers: bool,
    /// Whether long lines go on in the next.
    wrap_lines: bool,
    /// What stands there while it is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    placeholder: Option<String>,
    #[serde(skip)]
    #[ts(skip)]
    text: TextSpec,
}

/// What it has colors for.
const LANGUAGES: &[&str] = &[
    "text",
    "rhai",
    "python",
    "sql",
    "json",
    "javascript",
    "typescript",
    "rust",
    "markdown",
    "html",
    "css",
    "yaml",
];

impl Input for CodeInput {
    const NAME: &'static str = "code_input";
    const DOC: &'static str =
        "Source text with the colors of its language; Ctrl+Enter or leaving it sends the text.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        VALUE,
        place(
            "language",
            "text",
            "\"text\"",
            "Whose colors it has: rhai, python, sql, json, javascript, typescript, rust, markdown, html, css, yaml or text.",
        ),
        named(
            "height",
            "pixels or \"auto\"",
            "\"auto\"",
            "How high it is; by default it grows with the text.",
        ),
        named(
            "line_numbers",
            "true or false",
            "true",
            "Whether its lines have numbers.",
        ),
        named(
            "wrap_lines",
            "true or false",
            "false",
            "Whether long lines go on in the next line.",
        ),
        PLACEHOLDER,
    ];
    const VALUE: &'static str = "string | null";
    type Props = CodeInputProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(CodeInputProps, Value), WidgetError> {
        let (text, default) = TextSpec::read(args)?;
        let height = match args.value("height")? {
            Some(Value::String(word)) if word == "auto" => None,
            Some(text @ Value::String(_)) => {
                return Err(args.wrong("height", "a number of pixels or \"auto\"", text));
            }
            _ => args.count("height")?,
        };
        let props = CodeInputProps {
            label: args.required_text("label")?,
            language: args.choice("language", LANGUAGES)?,
            height,
            line_numbers: args.flag("line_numbers", true)?,
            wrap_lines: args.flag("wrap_lines", false)?,
            placeholder: args.text("placeholder")?,
            text,
        };
        Ok((props, default))
    }

    fn accept(props: &CodeInputProps, sent: &Value) -> Result<Value, String> {
        props.text.accept(sent)
    }

    fn fit(props: &CodeInputProps, value: Value) -> Result<Value, String> {
        props.text.fit(value)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn every_option_arrives() {
        assert_eq!(
            Stage::default().props("code_input", args!["C"]).unwrap(),
            json!({
                "label": "C", "language": "text", "line_numbers": true, "wrap_lines": false,
                "value": ""
            })
        );
        let given = args![
            "C",
            "let a = 1",
            "rhai",
            height = 200,
            line_numbers = false,
            wrap_lines = true,
            placeholder = "p"
        ];
        assert_eq!(
            Stage::default().props("code_input", given).unwrap(),
            json!({
                "label": "C", "language": "rhai", "height": 200, "line_numbers": false,
                "wrap_lines": true, "placeholder": "p", "value": "let a = 1"
            })
        );
    }

    #[test]
    fn text_of_any_lines_is_taken() {
        let mut stage = Stage::default();
        stage.draw("code_input", args!["C", json!(null)]).unwrap();
        assert_eq!(stage.send(json!("a\n\tb")), Ok(json!("a\n\tb")));
        assert_eq!(stage.send(json!("")), Ok(json!(null)));
        assert_eq!(stage.send(json!(1)), Err("must be text, not 1".into()));
    }

    #[test]
    fn mistakes_are_named() {
        for (given, expected) in [
            (
                args!["C", height = "tall"],
                "code_input: `height` must be a number of pixels or \"auto\", not the text \"tall\"",
            ),
            (
                args!["C", language = "klingon"],
                "code_input: `language` must be \"text\", \"rhai\", \"python\", \"sql\", \"json\", \"javascript\", \"typescript\", \"rust\", \"markdown\", \"html\", \"css\" or \"yaml\", not \"klingon\"",
            ),
        ] {
            assert_eq!(
                Stage::default().draw("code_input", given).unwrap_err(),
                expected
            );
        }
    }
}

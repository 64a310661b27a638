//! `text_area`: text of several lines.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::text_input::{MAX_CHARS, PLACEHOLDER, TextSpec, VALUE};
use crate::{Args, Host, Input, Param, WidgetError, call::named, widget::LABEL};

/// Text of several lines.
pub(crate) struct TextArea;

/// What the browser draws for text of several lines.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TextAreaProps {
    /// What is asked, in Markdown.
    label: String,
    /// Pixels, `content`: as high as its text, or `stretch`: as high as there is room.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number | \"content\" | \"stretch\"")]
    height: Option<Value>,
    /// How many characters it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max_chars: Option<u32>,
    /// What stands there while it is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    placeholder: Option<String>,
    #[serde(skip)]
    #[ts(skip)]
    text: TextSpec,
}

impl Input for TextArea {
    const NAME: &'static str = "text_area";
    const DOC: &'static str = "Text of several lines; Ctrl+Enter or leaving it sends the text.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        VALUE,
        named(
            "height",
            "pixels, \"content\" or \"stretch\"",
            "()",
            "How high it is; by default three lines, and it grows with the text. \"content\" begins with one line, \"stretch\" takes the room there is.",
        ),
        MAX_CHARS,
        PLACEHOLDER,
    ];
    const VALUE: &'static str = "string | null";
    type Props = TextAreaProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(TextAreaProps, Value), WidgetError> {
        let (text, default) = TextSpec::read(args)?;
        let height = match args.value("height")? {
            Some(Value::String(word)) if word == "content" || word == "auto" => {
                Some("content".into())
            }
            Some(Value::String(word)) if word == "stretch" => Some("stretch".into()),
            Some(text @ Value::String(_)) => {
                let takes = "a number of pixels, \"content\" or \"stretch\"";
                return Err(args.wrong("height", takes, text));
            }
            _ => args.count("height")?.map(Value::from),
        };
        let props = TextAreaProps {
            label: args.required_text("label")?,
            height,
            max_chars: args.count("max_chars")?,
            placeholder: args.text("placeholder")?,
            text,
        };
        Ok((props, default))
    }

    fn accept(props: &TextAreaProps, sent: &Value) -> Result<Value, String> {
        props.text.accept(sent)
    }

    fn fit(props: &TextAreaProps, value: Value) -> Result<Value, String> {
        props.text.fit(value)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn every_option_arrives() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("text_area", args!["T"]).unwrap(),
            json!({ "label": "T", "value": "" })
        );
        let given = args![
            "T",
            "a\nb",
            height = 120,
            max_chars = 9,
            placeholder = "p",
            key = "k"
        ];
        assert_eq!(
            stage.props("text_area", given).unwrap(),
            json!({
                "label": "T", "height": 120, "max_chars": 9, "placeholder": "p", "key": "k",
                "value": "a\nb"
            })
        );
        let props = stage
            .props("text_area", args!["T", height = "content"])
            .unwrap();
        assert_eq!(props["height"], "content");
    }

    #[test]
    fn too_long_a_text_is_refused() {
        let mut stage = Stage::default();
        stage.draw("text_area", args!["T", max_chars = 3]).unwrap();
        assert_eq!(
            stage.send(json!("a\nbc")),
            Err("has 4 characters, but only 3 are allowed".into())
        );
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args!["T", height = "tall"],
                "text_area: `height` must be a number of pixels, \"content\" or \"stretch\", not the text \"tall\"",
            ),
            (
                args!["T", height = -1],
                "text_area: `height` must be 1 or more, not -1",
            ),
        ] {
            assert_eq!(stage.draw("text_area", given).unwrap_err(), expected);
        }
    }
}

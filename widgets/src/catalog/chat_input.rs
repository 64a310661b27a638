//! `chat_input`: the line in which a chat message is written.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::text_input::MAX_CHARS;
use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, place},
    widget::COMMON_MESSAGE,
};

/// The line in which a chat message is written.
pub(crate) struct ChatInput;

/// What the browser draws for a chat's line.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ChatInputProps {
    /// What stands there while it is empty; also its name for screen readers.
    placeholder: String,
    /// How many characters it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max_chars: Option<u32>,
}

impl Input for ChatInput {
    const NAME: &'static str = "chat_input";
    const DOC: &'static str =
        "The line in which a chat message is written: its text for one run, else ().";
    const PARAMS: &'static [Param] = &[
        place(
            "placeholder",
            "text",
            "\"Your message\"",
            "What stands there while it is empty.",
        ),
        MAX_CHARS,
    ];
    const COMMON: &'static [Param] = COMMON_MESSAGE;
    const VALUE: &'static str = "string";
    const TRIGGER: bool = true;
    type Props = ChatInputProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(ChatInputProps, Value), WidgetError> {
        if host.inside("form") {
            return Err(args.error("sends by itself; put it outside of the form"));
        }
        let placeholder = args.text("placeholder")?;
        let props = ChatInputProps {
            placeholder: placeholder.unwrap_or_else(|| "Your message".into()),
            max_chars: args.count("max_chars")?,
        };
        Ok((props, Value::Null))
    }

    fn accept(props: &ChatInputProps, sent: &Value) -> Result<Value, String> {
        let Value::String(text) = sent else {
            return Err(format!("must be text, not {}", describe(sent)));
        };
        let (length, most) = (text.chars().count(), props.max_chars);
        match most {
            _ if text.trim().is_empty() => Err("an empty message is not sent".into()),
            Some(most) if length > most as usize => Err(format!(
                "has {length} characters, but only {most} are allowed"
            )),
            _ => Ok(sent.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_message_lasts_one_run() {
        let mut stage = Stage::default();
        assert_eq!(stage.value("chat_input", args![]), Ok(json!(null)));
        assert_eq!(
            *stage.last().props,
            *json!({ "placeholder": "Your message" })
                .as_object()
                .unwrap()
        );
        stage.fire(json!("hello"));
        assert_eq!(
            stage.value("chat_input", args!["Say", max_chars = 9]),
            Ok(json!("hello"))
        );
        assert_eq!(stage.value("chat_input", args!["Say"]), Ok(json!(null)));
    }

    #[test]
    fn what_is_no_message_is_refused() {
        let mut stage = Stage::default();
        stage
            .draw("chat_input", args!["Say", max_chars = 3])
            .unwrap();
        for (sent, why) in [
            (json!("abcd"), "has 4 characters, but only 3 are allowed"),
            (json!(" \n"), "an empty message is not sent"),
            (json!(true), "must be text, not true"),
        ] {
            assert_eq!(stage.send(sent), Err(why.into()));
        }
        assert_eq!(stage.send(json!("abc")), Ok(json!("abc")));
    }

    #[test]
    fn it_does_not_belong_into_a_form() {
        let mut stage = Stage::default();
        stage.inside.push("form");
        assert_eq!(
            stage.draw("chat_input", args![]).unwrap_err(),
            "chat_input: sends by itself; put it outside of the form"
        );
    }
}

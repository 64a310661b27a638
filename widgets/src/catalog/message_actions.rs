//! `message_actions`: what can be done with a message, as a row of small buttons.

use serde::Serialize;
use serde_json::{Value, json};
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, place},
    widget::COMMON_MESSAGE,
};

/// What can be done with a message.
pub(crate) struct MessageActions;

/// What the browser draws for the actions of a message.
#[derive(Debug, Serialize, TS)]
pub(crate) struct MessageActionsProps {
    /// What is copied: a text, or that of the message around it.
    #[ts(type = "string | boolean")]
    copy: Value,
    /// Whether there are thumbs, and which is pressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"none\" | \"like\" | \"dislike\"")]
    feedback: Option<&'static str>,
    /// Whether the answer can be asked for again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    retry: bool,
    /// Whether it can be changed; a text is changed in place.
    #[serde(skip_serializing_if = "Value::is_null")]
    #[ts(optional, type = "string | true")]
    edit: Value,
    /// Whether it can be taken back.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    undo: bool,
}

impl Input for MessageActions {
    const NAME: &'static str = "message_actions";
    const DOC: &'static str = "What can be done with a message: small buttons that copy, rate, retry, edit and undo. Which one was clicked is the value for one run, else (): `\"like\"`, `\"dislike\"`, `\"clear\"` (a thumb was taken back), `\"retry\"`, `\"undo\"`, `\"edit\"`, or `#{edit: \"new text\"}`.";
    const PARAMS: &'static [Param] = &[
        place(
            "copy",
            "true, false or text",
            "true",
            "What is copied; by default the text of the message around it.",
        ),
        place(
            "feedback",
            "true, false, \"like\" or \"dislike\"",
            "false",
            "Whether there are thumbs, and which of them is pressed.",
        ),
        place(
            "retry",
            "true or false",
            "false",
            "A button for another answer.",
        ),
        place(
            "edit",
            "true, false or text",
            "false",
            "A button to change the message; where the text is given, it is changed in place and comes as `#{edit: \"new text\"}`.",
        ),
        place(
            "undo",
            "true or false",
            "false",
            "A button to take it back.",
        ),
    ];
    const COMMON: &'static [Param] = COMMON_MESSAGE;
    const VALUE: &'static str =
        "\"like\" | \"dislike\" | \"clear\" | \"retry\" | \"undo\" | \"edit\" | { edit: string }";
    const TRIGGER: bool = true;
    type Props = MessageActionsProps;

    fn draw(
        args: &Args,
        _host: &mut dyn Host,
    ) -> Result<(MessageActionsProps, Value), WidgetError> {
        let copy = match args.value("copy")? {
            Some(text @ Value::String(_)) => text.clone(),
            _ => args.flag("copy", true)?.into(),
        };
        let feedback = match args.value("feedback")? {
            Some(Value::String(_)) => Some(args.choice("feedback", &["like", "dislike"])?),
            _ => args.flag("feedback", false)?.then_some("none"),
        };
        let edit = match args.value("edit")? {
            Some(text @ Value::String(_)) => text.clone(),
            _ if args.flag("edit", false)? => true.into(),
            _ => Value::Null,
        };
        let props = MessageActionsProps {
            copy,
            feedback,
            retry: args.flag("retry", false)?,
            edit,
            undo: args.flag("undo", false)?,
        };
        Ok((props, Value::Null))
    }

    fn accept(props: &MessageActionsProps, sent: &Value) -> Result<Value, String> {
        let there = match sent {
            Value::String(word) => match word.as_str() {
                "like" | "dislike" | "clear" => props.feedback.is_some(),
                "retry" => props.retry,
                "undo" => props.undo,
                "edit" => props.edit == true,
                _ => false,
            },
            Value::Object(parts) if props.edit.is_string() => {
                return match parts.get("edit").and_then(Value::as_str) {
                    Some(text) if !text.trim().is_empty() => Ok(json!({ "edit": text })),
                    _ => Err("an empty message is not sent".into()),
                };
            }
            _ => false,
        };
        match there {
            true => Ok(sent.clone()),
            false => Err(format!("has no button for {}", describe(sent))),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn only_the_buttons_that_are_there_can_be_clicked() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("message_actions", args![]).unwrap(),
            json!({ "copy": true })
        );
        assert!(stage.send(json!("retry")).is_err());
        assert!(stage.send(json!("like")).is_err());
        let given = args![false, true, true, true, true];
        assert_eq!(
            stage.props("message_actions", given).unwrap(),
            json!({ "copy": false, "feedback": "none", "retry": true, "edit": true, "undo": true })
        );
        for word in ["like", "dislike", "clear", "retry", "undo", "edit"] {
            assert_eq!(stage.send(json!(word)), Ok(json!(word)));
        }
        assert!(stage.send(json!("copy")).is_err());
    }

    #[test]
    fn a_given_text_is_changed_in_place() {
        let mut stage = Stage::default();
        let given = args![copy = "x", feedback = "like", edit = "Helo"];
        assert_eq!(
            stage.props("message_actions", given).unwrap(),
            json!({ "copy": "x", "feedback": "like", "edit": "Helo" })
        );
        let changed = json!({ "edit": "Hello" });
        assert_eq!(stage.send(changed.clone()), Ok(changed));
        assert_eq!(
            stage.send(json!({ "edit": " " })),
            Err("an empty message is not sent".into())
        );
        assert!(stage.send(json!("edit")).is_err());
    }
}

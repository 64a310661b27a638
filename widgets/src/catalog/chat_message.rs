//! `chat_message`: what someone said.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::image::Picture;
use crate::{
    Arg, Args, Container, Host, Param, WidgetError,
    call::{hidden, named, place},
};

/// What someone said.
pub(crate) struct ChatMessage;

/// What the browser draws for a chat message.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ChatMessageProps {
    /// Who said it; `user` and `assistant` have signs of their own.
    name: String,
    /// An emoji, or the address of a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    avatar: Option<String>,
    /// It is still to come.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pending: bool,
    /// It was stopped before its end.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    stopped: bool,
    /// The files that came with it: names, types and sizes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, type = "{ name: string; type: string; size: number }[]")]
    files: Vec<Value>,
}

impl Container for ChatMessage {
    const NAME: &'static str = "chat_message";
    const DOC: &'static str =
        "What someone said: a sign of the speaker, and what stands beside it.";
    const PARAMS: &'static [Param] = &[
        place(
            "name",
            "text",
            "",
            "Who said it: `\"user\"` (or `\"human\"`), `\"assistant\"` (or `\"ai\"`), or any name.",
        ),
        named(
            "avatar",
            "emoji or image",
            "()",
            "What stands for the speaker: an emoji, or a picture as `image` takes it.",
        ),
        hidden("pending"),
        hidden("stopped"),
        hidden("files"),
    ];
    type Props = ChatMessageProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<ChatMessageProps, WidgetError> {
        let avatar = match args.arg("avatar") {
            Some(picture @ Arg::Bytes(_)) => Some(Picture::read(args, host, "avatar", picture)?),
            Some(picture) if args.text("avatar")?.is_some_and(|text| is_picture(&text)) => {
                Some(Picture::read(args, host, "avatar", picture)?)
            }
            _ => None,
        };
        Ok(ChatMessageProps {
            name: args.required_text("name")?,
            avatar: match avatar {
                Some(picture) => Some(picture.src),
                None => args.text("avatar")?,
            },
            pending: args.flag("pending", false)?,
            stopped: args.flag("stopped", false)?,
            files: args.list("files")?.unwrap_or_default().to_vec(),
        })
    }
}

/// Whether a text names a picture rather than being a sign itself.
fn is_picture(text: &str) -> bool {
    text.starts_with("http") || text.trim_start().starts_with('<') || text.contains(['.', '/'])
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_message_has_a_name_and_maybe_a_sign() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("chat_message", args!["user"]).unwrap(),
            json!({ "name": "user" })
        );
        assert_eq!(
            stage
                .props("chat_message", args!["Ada", avatar = "🦉"])
                .unwrap(),
            json!({ "name": "Ada", "avatar": "🦉" })
        );
        assert_eq!(
            stage.draw("chat_message", args![]).unwrap_err(),
            "chat_message: `name` is missing: give text"
        );
    }

    #[test]
    fn the_sign_may_be_a_picture() {
        let mut stage = Stage::default();
        stage.files.insert("owl.gif".into(), b"GIF89a...".to_vec());
        let props = stage
            .props("chat_message", args!["Ada", avatar = "owl.gif"])
            .unwrap();
        assert_eq!(props["avatar"], "media/1");
        assert_eq!(
            stage
                .draw("chat_message", args!["Ada", avatar = "cat.gif"])
                .unwrap_err(),
            "chat_message: `avatar`: there is no file `cat.gif` in the app's folder"
        );
    }
}

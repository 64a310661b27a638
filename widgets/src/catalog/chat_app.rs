//! `chat_app`: a whole chat. Here is its frame; the runtime fills it.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::{named, place},
};

/// A whole chat.
pub(crate) struct ChatApp;

/// What the browser draws for a chat.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ChatAppProps {
    /// What it is called; also its name for screen readers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    title: Option<String>,
    /// What is said while nothing was said, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    greeting: Option<String>,
    /// A few words below, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    description: Option<String>,
    /// How high it is, in pixels; by default as high as the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    height: Option<u32>,
    /// Nothing was said yet.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    empty: bool,
}

impl Container for ChatApp {
    const NAME: &'static str = "chat_app";
    const DOC: &'static str = "A whole chat in one call: a function gives the answer to each message, as a text, a stream, a list of messages, or a map with `content`, `thoughts` and `options`; what it draws stands in its answer.";
    const PARAMS: &'static [Param] = &[
        place(
            "answer",
            "function",
            "",
            "Called as `|message, history|`: the text (with files `#{text, files}`), and the list of `#{role, content}` before it.",
        ),
        named("title", "text", "()", "What the chat is called."),
        named(
            "placeholder",
            "text",
            "\"Your message\"",
            "What stands in the line while it is empty.",
        ),
        named(
            "greeting",
            "text",
            "()",
            "What is said while nothing was said, in Markdown.",
        ),
        named(
            "description",
            "text",
            "()",
            "A few words below the greeting, in Markdown.",
        ),
        named(
            "suggestions",
            "list",
            "[]",
            "What one could begin with, as `suggestions` takes it.",
        ),
        named(
            "avatar",
            "emoji or image",
            "()",
            "What stands for who answers.",
        ),
        named(
            "user_avatar",
            "emoji or image",
            "()",
            "What stands for the person.",
        ),
        named(
            "editable",
            "true or false",
            "true",
            "Whether the person's messages can be changed; what follows is answered anew.",
        ),
        named(
            "retry",
            "true or false",
            "true",
            "A button for another answer.",
        ),
        named(
            "undo",
            "true or false",
            "true",
            "A button that takes the last exchange back into the line.",
        ),
        named("like", "true or false", "true", "Thumbs at each answer."),
        named(
            "copy",
            "true or false",
            "true",
            "A button that copies a message.",
        ),
        named(
            "on_feedback",
            "function",
            "()",
            "Called as `|index, value, message|` when a thumb is clicked; the value is \"like\", \"dislike\" or ().",
        ),
        named(
            "accept_file",
            "true, false, \"multiple\" or \"directory\"",
            "false",
            "Takes files with a message.",
        ),
        named("file_type", "text or list", "()", "Which files it takes."),
        named(
            "max_upload_size",
            "number",
            "200",
            "How large a file may be, in megabytes.",
        ),
        named(
            "accept_audio",
            "true or false",
            "false",
            "Takes a recording with a message.",
        ),
        named(
            "max_chars",
            "number",
            "()",
            "How many characters a message may have.",
        ),
        named(
            "history",
            "true or false",
            "false",
            "A list of past conversations in the sidebar; the browser keeps them.",
        ),
        named(
            "reasoning_tags",
            "true, false or list",
            "true",
            "Which parts of an answer are thoughts: those between `<think>` and `</think>`, none, or those between the two texts of a list.",
        ),
        named(
            "height",
            "pixels",
            "()",
            "How high it is; by default it fills the window.",
        ),
        crate::call::hidden("empty"),
    ];
    type Props = ChatAppProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<ChatAppProps, WidgetError> {
        Ok(ChatAppProps {
            title: args.text("title")?,
            greeting: args.text("greeting")?,
            description: args.text("description")?,
            height: args.count("height")?,
            empty: args.flag("empty", false)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn its_frame_has_a_title_and_a_greeting() {
        let mut stage = Stage::default();
        assert_eq!(stage.props("chat_app", args![]).unwrap(), json!({}));
        let given = args![
            title = "Ada",
            greeting = "Hello",
            height = 400,
            empty = true
        ];
        assert_eq!(
            stage.props("chat_app", given).unwrap(),
            json!({ "title": "Ada", "greeting": "Hello", "height": 400, "empty": true })
        );
    }
}

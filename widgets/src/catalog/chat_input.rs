//! `chat_input`: the line in which a chat message is written.

use serde::Serialize;
use serde_json::{Value, json};
use ts_rs::TS;

use super::{audio_input::sample_rate, file_uploader::Many, text_input::MAX_CHARS};
use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, hidden, named, place},
    uploads::{MAX_UPLOAD_SIZE, UploadRules, single},
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
    /// How high it is, in pixels; by default as its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    height: Option<u32>,
    /// What the send button does while the script runs; by default it stops the script.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"submit\" | \"disable\"")]
    submit_mode: Option<&'static str>,
    /// Which files it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, inline)]
    upload: Option<UploadRules>,
    /// How many files it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"one\" | \"many\"")]
    files: Option<&'static str>,
    /// A text that goes into it, once for each number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "{ text: string; number: number }")]
    draft: Option<Value>,
    /// It takes recordings; so many samples a second, or 0 for the microphone's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    audio: Option<u32>,
}

impl Input for ChatInput {
    const NAME: &'static str = "chat_input";
    const DOC: &'static str = "The line in which a chat message is written: its text for one run, else (). Where it takes files or recordings, the value is a map with `.text`, `.files` and `.audio`.";
    const PARAMS: &'static [Param] = &[
        place(
            "placeholder",
            "text",
            "\"Your message\"",
            "What stands there while it is empty.",
        ),
        MAX_CHARS,
        named(
            "accept_file",
            "true, false, \"multiple\" or \"directory\"",
            "false",
            "Takes a file, several files or a folder with the message: chosen, dropped or pasted.",
        ),
        named(
            "file_type",
            "text or list",
            "()",
            "Which files it takes: endings such as \"csv\", types, kinds such as \"image/*\"; by default all.",
        ),
        MAX_UPLOAD_SIZE,
        named(
            "accept_audio",
            "true or false",
            "false",
            "Takes a recording with the message.",
        ),
        named(
            "audio_sample_rate",
            "number",
            "16000",
            "Samples a second of recordings; () for the microphone's own.",
        ),
        named(
            "submit_mode",
            "\"stop\", \"submit\" or \"disable\"",
            "\"stop\"",
            "What the send button does while the script runs: it stops the script, sends all the same, or waits.",
        ),
        named(
            "height",
            "\"content\", \"stretch\" or pixels",
            "\"content\"",
            "How high it is; by default as high as its text.",
        ),
        hidden("draft"),
    ];
    const COMMON: &'static [Param] = COMMON_MESSAGE;
    const VALUE: &'static str =
        "string | { text: string; files: { id: string }[]; audio: { id: string }[] }";
    const TRIGGER: bool = true;
    type Props = ChatInputProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(ChatInputProps, Value), WidgetError> {
        if host.inside("form") {
            return Err(args.error("sends by itself; put it outside of the form"));
        }
        let many = Many::read(args, "accept_file", Many::One)?.unwrap_or(Many::No);
        let audio = args.flag("accept_audio", false)?;
        let mut upload = UploadRules::read(args, host, "file_type")?;
        upload.folder = many == Many::Folder;
        if many == Many::No {
            upload.types = vec!["audio/wav".into()];
        } else if audio && !upload.types.is_empty() {
            upload.types.push("audio/wav".into());
        }
        let mode = args.choice("submit_mode", &["stop", "submit", "disable"])?;
        let rate = sample_rate(args, "audio_sample_rate")?;
        let placeholder = args.text("placeholder")?;
        let props = ChatInputProps {
            placeholder: placeholder.unwrap_or_else(|| "Your message".into()),
            max_chars: args.count("max_chars")?,
            height: height(args)?,
            submit_mode: (mode != "stop").then_some(mode),
            upload: (many != Many::No || audio).then_some(upload),
            files: match many {
                Many::No => None,
                Many::One => Some("one"),
                Many::Several | Many::Folder => Some("many"),
            },
            draft: args.value("draft")?.cloned(),
            audio: audio.then_some(rate.unwrap_or(0)),
        };
        Ok((props, Value::Null))
    }

    fn accept(props: &ChatInputProps, sent: &Value) -> Result<Value, String> {
        let Some(rules) = &props.upload else {
            check(props, sent, false)?;
            return Ok(sent.clone());
        };
        let Value::Object(parts) = sent else {
            return Err(format!("must be a message, not {}", describe(sent)));
        };
        let nothing = json!([]);
        let part = |name: &str| rules.accept(parts.get(name).unwrap_or(&nothing));
        let (files, audio) = (part("files")?, single(part("audio")?)?);
        match (props.files, files.len()) {
            (_, 0) | (Some("one"), 1) | (Some("many"), _) => {}
            (None, _) => return Err("takes no files".into()),
            (Some(_), many) => return Err(format!("takes one file, not {many}")),
        }
        if !audio.is_null() && (props.audio.is_none() || audio["type"] != "audio/wav") {
            return Err("takes no recordings".into());
        }
        let text = parts.get("text").unwrap_or(&Value::Null);
        check(props, text, !files.is_empty() || !audio.is_null())?;
        Ok(json!({ "text": text, "files": files, "audio": audio }))
    }
}

/// Whether this is a text that can be sent; with files it may be empty.
fn check(props: &ChatInputProps, text: &Value, empty: bool) -> Result<(), String> {
    let Value::String(text) = text else {
        return Err(format!("must be text, not {}", describe(text)));
    };
    let (length, most) = (text.chars().count(), props.max_chars);
    match most {
        _ if !empty && text.trim().is_empty() => Err("an empty message is not sent".into()),
        Some(most) if length > most as usize => Err(format!(
            "has {length} characters, but only {most} are allowed"
        )),
        _ => Ok(()),
    }
}

fn height(args: &Args) -> Result<Option<u32>, WidgetError> {
    match args.value("height")? {
        Some(Value::String(word)) if word == "content" || word == "stretch" => Ok(None),
        Some(word @ Value::String(_)) => {
            Err(args.wrong("height", "\"content\", \"stretch\" or pixels", word))
        }
        _ => args.count("height"),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use crate::uploads::FileInfo;
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
    fn files_and_recordings_come_with_the_text() {
        let file = |id: &str, name: &str, mime: &str| FileInfo {
            id: id.into(),
            name: name.into(),
            size: 9,
            mime: mime.into(),
        };
        let mut stage = Stage::with_uploads(vec![
            file("1-a", "cat.png", "image/png"),
            file("1-b", "b.csv", "text/csv"),
            file("1-c", "recording.wav", "audio/wav"),
            file("1-d", "dog.png", "image/png"),
        ]);
        let given = args![
            "Say",
            accept_file = true,
            file_type = "image/*",
            accept_audio = true
        ];
        stage.draw("chat_input", given).unwrap();
        let cat = json!([{ "id": "1-a" }]);
        let sent = stage.send(json!({ "text": "", "files": cat, "audio": [{ "id": "1-c" }] }));
        let value = sent.unwrap();
        assert_eq!(value["files"][0]["name"], "cat.png");
        assert_eq!(
            (&value["text"], &value["audio"]["__file"]),
            (&json!(""), &json!("1-c"))
        );
        assert_eq!(
            stage.send(json!({ "text": "Hi" })).unwrap()["audio"],
            json!(null)
        );
        for (sent, why) in [
            (json!("Hi"), "must be a message, not the text \"Hi\""),
            (json!({ "text": " " }), "an empty message is not sent"),
            (
                json!({ "text": "", "files": [{ "id": "1-b" }] }),
                "b.csv is not image/* or audio/wav",
            ),
            (
                json!({ "text": "", "files": [{ "id": "1-a" }, { "id": "1-d" }] }),
                "takes one file, not 2",
            ),
            (json!({ "text": "", "audio": cat }), "takes no recordings"),
        ] {
            assert_eq!(stage.send(sent), Err(why.into()));
        }
    }

    #[test]
    fn how_it_sends_and_looks_is_said() {
        let given = args![
            "Say",
            submit_mode = "disable",
            height = 120,
            accept_file = "multiple"
        ];
        let props = Stage::default().props("chat_input", given).unwrap();
        assert_eq!(
            (&props["submit_mode"], &props["height"], &props["files"]),
            (&json!("disable"), &json!(120), &json!("many"))
        );
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

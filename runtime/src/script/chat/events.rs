//! What the person did in a chat since the last run. It is looked up before anything is drawn, so
//! that the conversation is on the page as it is now.

use mirror_widgets::Value;
use rhai::{Array, Dynamic, Map};

use super::{
    Chat, Outcome,
    conversation::{End, Message},
    options::Options,
    past,
};
use crate::script::handle::Call;

/// What a click on an element means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Button {
    /// Something is done with the message of this number.
    Message(u64),
    /// A text is said that was offered.
    Offer,
    /// A message was written in the line.
    Line,
    /// Another conversation is opened, or one renamed or deleted.
    Past,
}

/// A text that goes back into the line.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    /// How many there were: each goes into the line once.
    pub(super) number: u64,
}

/// What the person did.
pub(super) enum Event {
    Said { text: String, files: Vec<Dynamic> },
    Retry,
    Undo,
    Edit(u64, String),
    Feedback(u64, Option<&'static str>),
    Past(Value),
}

impl Event {
    /// Whether an answer that was cut short by it is still wanted.
    pub(super) fn leaves_the_answer(&self) -> bool {
        match self {
            Self::Feedback(..) => true,
            Self::Past(what) => what["action"] == "rename",
            _ => false,
        }
    }
}

/// What happened to the chat, each thing once.
pub(super) fn take(call: &Call<'_, '_>, chat: &Chat) -> Vec<Event> {
    let fired: Vec<_> = {
        let mut inner = call.run.inner();
        let ours = |id| chat.buttons.contains_key(id) && !inner.read.contains(id);
        let fired = inner.cause.fired.iter().filter(|(id, _)| ours(id));
        let fired: Vec<_> = fired.cloned().collect();
        inner.read.extend(fired.iter().map(|(id, _)| *id));
        fired
    };
    let event = |(id, value)| event(call, chat.buttons[&id], value);
    fired.into_iter().filter_map(event).collect()
}

fn event(call: &Call<'_, '_>, button: Button, value: Value) -> Option<Event> {
    match button {
        Button::Past => Some(Event::Past(value)),
        Button::Offer => Some(Event::Said {
            text: value.as_str()?.to_owned(),
            files: Vec::new(),
        }),
        Button::Line => Some(written(&call.run.from_widget(&value))),
        Button::Message(number) => Some(match value.as_str() {
            Some("retry") => Event::Retry,
            Some("undo") => Event::Undo,
            Some("like") => Event::Feedback(number, Some("like")),
            Some("dislike") => Event::Feedback(number, Some("dislike")),
            Some("clear") => Event::Feedback(number, None),
            _ => Event::Edit(number, value["edit"].as_str()?.to_owned()),
        }),
    }
}

/// What was written in the line: a text, or one with files and a recording.
fn written(value: &Dynamic) -> Event {
    let Some(parts) = value.read_lock::<Map>() else {
        return Event::Said {
            text: value.to_string(),
            files: Vec::new(),
        };
    };
    let list = parts
        .get("files")
        .and_then(|files| files.clone().try_cast::<Array>());
    let sound = parts.get("audio").cloned();
    let files = list.unwrap_or_default().into_iter().chain(sound);
    Event::Said {
        text: parts
            .get("text")
            .map(ToString::to_string)
            .unwrap_or_default(),
        files: files.filter(|file| !file.is_unit()).collect(),
    }
}

/// Does what was wanted.
pub(super) fn apply(
    call: &Call<'_, '_>,
    options: &Options,
    chat: &mut Chat,
    event: Event,
) -> Outcome<()> {
    let talk = &mut chat.talk;
    match event {
        Event::Said { text, files } => {
            if let Some(last) = talk.messages.last_mut()
                && last.end == End::CutShort
            {
                last.end = End::Stopped;
            }
            talk.push(Message {
                by_person: true,
                text,
                files,
                ..Message::default()
            });
        }
        Event::Retry => talk.forget_answer(),
        Event::Undo => {
            if let Some(text) = talk.undo() {
                chat.draft.text = text;
                chat.draft.number += 1;
            }
        }
        Event::Edit(number, text) => talk.edit(number, text),
        Event::Feedback(number, value) => {
            let Some(at) = talk.position(number) else {
                return Ok(());
            };
            talk.messages[at].feedback = value;
            if let Some(function) = &options.on_feedback {
                let index = i64::try_from(at).unwrap_or(i64::MAX);
                let value = value.map_or(Dynamic::UNIT, Dynamic::from);
                let said = talk.messages[at].to_script();
                let _ =
                    function.call_within_context::<Dynamic>(call.context, (index, value, said))?;
            }
        }
        Event::Past(what) => past::act(call, options, talk, &what),
    }
    Ok(())
}

//! What was said, and what a click makes of it.

use mirror_widgets::{Element, Value};
use rhai::{Array, Dynamic, Map};
use serde_json::json;

use crate::script::{convert, uploaded::UploadedFile};

/// A conversation.
#[derive(Default)]
pub(super) struct Conversation {
    /// Names it among those that the browser keeps.
    pub(super) id: String,
    pub(super) messages: Vec<Message>,
    /// How many messages there were ever: numbers are not used twice.
    said: u64,
}

/// One message.
#[derive(Default)]
pub(super) struct Message {
    pub(super) number: u64,
    /// The person said it.
    pub(super) by_person: bool,
    pub(super) text: String,
    pub(super) files: Vec<Dynamic>,
    /// What is known of files that are not there any more.
    pub(super) names: Vec<Value>,
    pub(super) thoughts: Vec<Thought>,
    /// What can be answered with one click.
    pub(super) options: Vec<Value>,
    pub(super) feedback: Option<&'static str>,
    pub(super) end: End,
    /// What stands in it, as the script drew it.
    pub(super) drawn: Vec<Element>,
}

/// What a model thought, or a tool it used.
#[derive(Clone)]
pub(super) struct Thought {
    pub(super) title: Option<String>,
    pub(super) content: String,
    pub(super) status: &'static str,
    pub(super) duration: Option<f64>,
}

/// How a message ended.
#[derive(Default, PartialEq, Eq)]
pub(super) enum End {
    /// It was said to its end.
    #[default]
    Whole,
    /// A newer event cut it short.
    CutShort,
    /// The person stopped it.
    Stopped,
    /// The script's function failed.
    Failed(String),
}

impl Message {
    /// It as the script gets it.
    pub(super) fn to_script(&self) -> Dynamic {
        let role = if self.by_person { "user" } else { "assistant" };
        let mut map = Map::new();
        map.insert("role".into(), role.into());
        map.insert("content".into(), self.text.as_str().into());
        if !self.files.is_empty() {
            map.insert("files".into(), self.files.clone().into());
        }
        if let Some(feedback) = self.feedback {
            map.insert("feedback".into(), feedback.into());
        }
        map.into()
    }

    /// What the script's function is called with.
    pub(super) fn to_answer(&self, with_files: bool) -> Dynamic {
        if !with_files {
            return self.text.as_str().into();
        }
        let mut map = Map::new();
        map.insert("text".into(), self.text.as_str().into());
        map.insert("files".into(), self.files.clone().into());
        map.into()
    }

    /// Names, types and sizes of its files.
    pub(super) fn file_infos(&self) -> Vec<Value> {
        let files = self.files.iter();
        let known = files.filter_map(|file| Some(file.read_lock::<UploadedFile>()?.value()));
        let about = |file: Value| json!({ "name": file["name"], "type": file["type"], "size": file["size"] });
        known.map(about).chain(self.names.iter().cloned()).collect()
    }
}

impl Conversation {
    /// Puts a message at its end.
    pub(super) fn push(&mut self, mut message: Message) {
        self.said += 1;
        message.number = self.said;
        self.messages.push(message);
    }

    /// The number that the next message gets.
    pub(super) fn next(&self) -> u64 {
        self.said + 1
    }

    /// Another conversation; numbers go on.
    pub(super) fn replace(&mut self, id: String, messages: Vec<Message>) {
        self.id = id;
        self.messages.clear();
        for message in messages {
            self.push(message);
        }
    }

    pub(super) fn position(&self, number: u64) -> Option<usize> {
        let mut messages = self.messages.iter();
        messages.position(|message| message.number == number)
    }

    /// What the person said last.
    pub(super) fn last_question(&self) -> Option<usize> {
        self.messages.iter().rposition(|message| message.by_person)
    }

    /// What was said before the message at this place, as the script gets it.
    pub(super) fn history(&self, until: usize) -> Array {
        let before = self.messages.iter().take(until);
        before.map(Message::to_script).collect()
    }

    /// Whether the person waits for an answer.
    pub(super) fn owes_an_answer(&self) -> bool {
        self.messages.last().is_some_and(|last| last.by_person)
    }

    /// Forgets what was answered last.
    pub(super) fn forget_answer(&mut self) {
        if let Some(at) = self.last_question() {
            self.messages.truncate(at + 1);
        }
    }

    /// An answer that was cut short is owed again.
    pub(super) fn begin_anew(&mut self) {
        if self
            .messages
            .last()
            .is_some_and(|last| last.end == End::CutShort)
        {
            self.forget_answer();
        }
    }

    /// The person stopped it: what is there is the answer.
    pub(super) fn give_up(&mut self) {
        if self.owes_an_answer() {
            self.push(Message::default());
        } else if self
            .messages
            .last()
            .is_none_or(|last| last.end != End::CutShort)
        {
            return;
        }
        if let Some(last) = self.messages.last_mut() {
            last.end = End::Stopped;
        }
    }

    /// Takes the last exchange back, and gives what the person said.
    pub(super) fn undo(&mut self) -> Option<String> {
        let at = self.last_question()?;
        let mut gone = self.messages.drain(at..);
        gone.next().map(|message| message.text)
    }

    /// The person says a message of theirs otherwise; what followed is gone.
    pub(super) fn edit(&mut self, number: u64, text: String) {
        let Some(at) = self
            .position(number)
            .filter(|at| self.messages[*at].by_person)
        else {
            return;
        };
        let before = self.messages.drain(at..).next().unwrap_or_default();
        self.push(Message {
            text,
            files: before.files,
            names: before.names,
            by_person: true,
            ..Message::default()
        });
    }

    /// What it is called by itself: how it began.
    pub(super) fn title(&self) -> String {
        const LONGEST: usize = 60;
        let first = self.messages.iter().find(|message| message.by_person);
        let text = first.map(|message| message.text.trim()).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        let mut title: String = line.chars().take(LONGEST).collect();
        if line.chars().count() > LONGEST {
            title.push('…');
        }
        match title.is_empty() {
            true => "…".into(),
            false => title,
        }
    }
}

/// A thought as a script gives it: `#{title, content, status, duration}`.
pub(super) fn thought(given: &Dynamic) -> Result<Thought, String> {
    let value = convert::to_value(given)?;
    if let Value::String(content) = value {
        return Ok(Thought {
            title: None,
            content,
            status: "done",
            duration: None,
        });
    }
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    if !value.is_object() {
        return Err("a thought must be a text or `#{title: ..., content: ...}`".into());
    }
    let status = match value["status"].as_str() {
        None | Some("done") => "done",
        Some("pending") => "pending",
        Some("error") => "error",
        Some(other) => {
            return Err(format!(
                "the `status` of a thought must be \"pending\", \"done\" or \"error\", not \"{other}\""
            ));
        }
    };
    Ok(Thought {
        title: text("title"),
        content: text("content").unwrap_or_default(),
        status,
        duration: value["duration"].as_f64(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn talk(said: &[(&str, bool)]) -> Conversation {
        let mut talk = Conversation::default();
        for (text, by_person) in said {
            talk.push(Message {
                text: (*text).into(),
                by_person: *by_person,
                ..Message::default()
            });
        }
        talk
    }

    fn texts(talk: &Conversation) -> Vec<&str> {
        let messages = talk.messages.iter();
        messages.map(|message| message.text.as_str()).collect()
    }

    const LONG: &[(&str, bool)] = &[
        ("a", true),
        ("A", false),
        ("b", true),
        ("B", false),
        ("C", false),
    ];

    #[test]
    fn undo_takes_the_last_exchange_back() {
        let mut talk = talk(LONG);
        assert_eq!(talk.undo().as_deref(), Some("b"));
        assert_eq!(texts(&talk), ["a", "A"]);
        assert_eq!(talk.undo().as_deref(), Some("a"));
        assert_eq!(talk.undo(), None);
    }

    #[test]
    fn an_edit_cuts_what_follows_and_is_a_new_message() {
        let mut talk = talk(LONG);
        talk.edit(1, "x".into());
        assert_eq!(texts(&talk), ["x"]);
        assert!(talk.owes_an_answer());
        assert_eq!(talk.messages[0].number, 6);
        // The answer of an assistant is nobody's to edit, and what is gone stays gone.
        talk.edit(2, "y".into());
        assert_eq!(texts(&talk), ["x"]);
    }

    #[test]
    fn an_answer_that_was_cut_short_is_given_anew_and_one_that_was_stopped_stays() {
        let mut talk = talk(LONG);
        talk.begin_anew();
        assert_eq!(talk.messages.len(), 5);
        talk.messages[4].end = End::CutShort;
        talk.begin_anew();
        assert_eq!(texts(&talk), ["a", "A", "b"]);
        talk.give_up();
        assert!(talk.messages[3].end == End::Stopped);
        talk.give_up();
        assert_eq!(talk.messages.len(), 4);
    }

    #[test]
    fn a_title_is_how_it_began() {
        assert_eq!(
            talk(&[(" Plan my week\nplease", true)]).title(),
            "Plan my week"
        );
        let long = "x".repeat(80);
        assert_eq!(talk(&[(&long, true)]).title().chars().count(), 61);
        assert_eq!(talk(&[]).title(), "…");
    }
}

//! The conversation on the page.

use std::collections::HashMap;

use mirror_widgets::{Arg, Id, Value};
use rhai::{Dynamic, Map};
use serde_json::json;

use super::{
    Chat, Outcome,
    conversation::{Conversation, End, Message, Thought},
    events::Button,
    options::Options,
    past,
    pen::draw,
};
use crate::script::{context::Target, convert, handle::Call, uploaded::UploadedFile};

/// The chat on the page of this run.
pub(super) struct View<'a, 'b> {
    /// The script's call, drawing at the cursor.
    pub(super) call: Call<'a, 'b>,
    pub(super) id: Id,
    /// What a click on an element will mean.
    pub(super) buttons: HashMap<Id, Button>,
}

impl<'a, 'b> View<'a, 'b> {
    /// Puts the frame on the page.
    pub(super) fn open(call: &Call<'a, 'b>, options: &Options) -> Outcome<Self> {
        let frame = options.frame.clone();
        let (_, id) = draw(call, "chat_app", call.target, Vec::new(), frame)?;
        // All of it is drawn at once, and what is gone should not linger beside a long answer.
        call.run.inner().page.renew(id);
        let call = Call {
            context: call.context,
            run: call.run.clone(),
            target: Target::Cursor,
            places: Vec::new(),
            names: Map::new(),
        };
        Ok(Self {
            call,
            id,
            buttons: HashMap::new(),
        })
    }

    /// Draws what was said, and the line.
    pub(super) fn conversation(
        &mut self,
        options: &Options,
        chat: &Chat,
        owed: bool,
    ) -> Outcome<()> {
        let messages = &chat.talk.messages;
        if messages.is_empty() {
            self.call
                .run
                .inner()
                .page
                .set(self.id, "empty", true.into());
            if let Some(offers) = &options.suggestions {
                self.offers(self.id, offers.clone(), "cards")?;
            }
        }
        for (at, message) in messages.iter().enumerate() {
            let last = at + 1 == messages.len() && !owed;
            self.message(options, message, last)?;
        }
        self.line(options, chat)
    }

    fn line(&mut self, options: &Options, chat: &Chat) -> Outcome<()> {
        let mut names = options.line.clone();
        if chat.draft.number > 0 {
            let draft = json!({ "text": chat.draft.text, "number": chat.draft.number });
            names.push(("draft".into(), draft.into()));
        }
        let inside = Target::Inside(self.id);
        let (_, id) = draw(&self.call, "chat_input", inside, Vec::new(), names)?;
        self.buttons.insert(id, Button::Line);
        Ok(())
    }

    fn message(&mut self, options: &Options, message: &Message, last: bool) -> Outcome<()> {
        let id = self.frame(options, message, message.number)?;
        if message.by_person {
            self.files(id, message);
        } else if !message.drawn.is_empty() {
            let mut inner = self.call.run.inner();
            inner.page.enter(id);
            for element in &message.drawn {
                inner.page.emit(element.clone());
            }
            inner.page.leave();
        } else {
            for thought in &message.thoughts {
                self.thought(id, thought)?;
            }
        }
        if message.drawn.is_empty() && !message.text.is_empty() {
            let widget = if message.by_person {
                "text"
            } else {
                "markdown"
            };
            let body = Value::from(message.text.as_str()).into();
            draw(
                &self.call,
                widget,
                Target::Inside(id),
                vec![body],
                Vec::new(),
            )?;
        }
        self.end(options, id, message, last)
    }

    /// The box of a message.
    fn frame(&self, options: &Options, message: &Message, number: u64) -> Outcome<Id> {
        let (role, avatar) = match message.by_person {
            true => ("user", &options.user_avatar),
            false => ("assistant", &options.avatar),
        };
        let mut names = vec![("key".to_owned(), text(&format!("{:x}.{number}", self.id.0)))];
        if let Some(avatar) = avatar {
            names.push(("avatar".into(), avatar.clone()));
        }
        let files = message.file_infos();
        if !files.is_empty() {
            names.push(("files".into(), Value::from(files).into()));
        }
        let inside = Target::Inside(self.id);
        let (_, id) = draw(&self.call, "chat_message", inside, vec![text(role)], names)?;
        Ok(id)
    }

    /// The box of an answer that is to come.
    pub(super) fn coming(&self, options: &Options, number: u64) -> Outcome<Id> {
        let id = self.frame(options, &Message::default(), number)?;
        self.call.run.inner().page.set(id, "pending", true.into());
        Ok(id)
    }

    /// Pictures and recordings are seen; other files are named by the box.
    fn files(&self, id: Id, message: &Message) {
        for file in &message.files {
            let Some(kind) = file
                .read_lock::<UploadedFile>()
                .map(|file| file.0.info.mime.clone())
            else {
                continue;
            };
            let (widget, names) = match kind.split('/').next() {
                Some("image") => ("image", vec![("width".to_owned(), Arg::Value(240.into()))]),
                Some("audio") => ("audio", Vec::new()),
                _ => continue,
            };
            // What cannot be shown is still named.
            if let Ok(file) = convert::to_arg(file) {
                let _ = draw(&self.call, widget, Target::Inside(id), vec![file], names);
            }
        }
    }

    pub(super) fn thought(&self, id: Id, thought: &Thought) -> Outcome<()> {
        let mut names = vec![("status".to_owned(), text(thought.status))];
        if let Some(title) = &thought.title {
            names.push(("title".into(), text(title)));
        }
        if let Some(seconds) = thought.duration {
            names.push(("duration".into(), Arg::Value(seconds.into())));
        }
        let (_, inside) = draw(&self.call, "thought", Target::Inside(id), Vec::new(), names)?;
        if !thought.content.is_empty() {
            let body = text(&thought.content);
            draw(
                &self.call,
                "markdown",
                Target::Inside(inside),
                vec![body],
                Vec::new(),
            )?;
        }
        Ok(())
    }

    /// How a message ended, and what can be done with it.
    pub(super) fn end(
        &mut self,
        options: &Options,
        id: Id,
        message: &Message,
        last: bool,
    ) -> Outcome<()> {
        match &message.end {
            End::Whole => {}
            End::CutShort | End::Stopped => {
                self.call.run.inner().page.set(id, "stopped", true.into())
            }
            End::Failed(why) => {
                draw(
                    &self.call,
                    "error",
                    Target::Inside(id),
                    vec![text(why)],
                    Vec::new(),
                )?;
            }
        }
        if last && !message.options.is_empty() {
            let offers = Value::from(message.options.clone()).into();
            self.offers(id, offers, "chips")?;
        }
        self.actions(options, id, message, last)
    }

    fn actions(&mut self, options: &Options, id: Id, message: &Message, last: bool) -> Outcome<()> {
        let mut names: Vec<(String, Arg)> = Vec::new();
        let mut name = |name: &str, value: Value| names.push((name.to_owned(), value.into()));
        let copies = options.copy && !message.text.is_empty();
        let (mut some, said) = (
            copies,
            !message.text.is_empty() || !message.drawn.is_empty(),
        );
        name("copy", copies.into());
        match message.by_person {
            true if options.editable => {
                name("edit", message.text.as_str().into());
                some = true;
            }
            true => {}
            false => {
                if options.like && said {
                    name(
                        "feedback",
                        message.feedback.map_or(true.into(), Value::from),
                    );
                    some = true;
                }
                if last {
                    name("retry", options.retry.into());
                    name("undo", options.undo.into());
                    some |= options.retry || options.undo;
                }
            }
        }
        if some {
            let (_, id) = draw(
                &self.call,
                "message_actions",
                Target::Inside(id),
                Vec::new(),
                names,
            )?;
            self.buttons.insert(id, Button::Message(message.number));
        }
        Ok(())
    }

    fn offers(&mut self, inside: Id, offers: Arg, look: &str) -> Outcome<()> {
        let names = vec![("type".to_owned(), text(look))];
        let (_, id) = draw(
            &self.call,
            "suggestions",
            Target::Inside(inside),
            vec![offers],
            names,
        )?;
        self.buttons.insert(id, Button::Offer);
        Ok(())
    }

    /// The list of conversations, in the sidebar.
    pub(super) fn past(&mut self, options: &Options, talk: &Conversation) -> Outcome<()> {
        let sidebar = {
            let mut inner = self.call.run.inner();
            if !inner.flow.inside.is_empty() {
                drop(inner);
                return Err(self.call.error("chat_app: `history` needs the sidebar, and a fragment draws only inside itself; call `st.chat_app` outside of fragments"));
            }
            inner.page.open_sidebar()
        };
        let list = Value::from(past::titles(&self.call, options)).into();
        let names = vec![("current".to_owned(), text(&talk.id))];
        let (_, id) = draw(
            &self.call,
            "conversations",
            Target::Inside(sidebar),
            vec![list],
            names,
        )?;
        self.buttons.insert(id, Button::Past);
        Ok(())
    }
}

fn text(text: &str) -> Arg {
    Arg::Value(text.into())
}

/// Whether messages come with files.
pub(super) fn with_files(options: &Options) -> bool {
    let on = |arg: &Arg| !matches!(arg, Arg::Value(Value::Bool(false) | Value::Null));
    let takes = |name: &str| matches!(name, "accept_file" | "accept_audio");
    options
        .line
        .iter()
        .any(|(name, arg)| takes(name) && on(arg))
}

/// What can be answered with one click, from what the script gives.
pub(super) fn offers(given: &Dynamic) -> Result<Vec<Value>, String> {
    match convert::to_value(given)? {
        Value::Array(list) => Ok(list),
        Value::Null => Ok(Vec::new()),
        _ => Err("the `options` of an answer must be a list of texts".into()),
    }
}

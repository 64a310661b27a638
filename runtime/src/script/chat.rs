//! `st.chat_app`: a whole chat in one call.
//!
//! ```text
//! options.rs       what a call may say
//! conversation.rs  what was said, and what a click makes of it
//! events.rs        what the person did since the last run
//! view.rs          the conversation on the page
//! answer.rs        the script's function, and its answer as it comes
//! pen.rs           a text that grows on the page, thoughts apart
//! reasoning.rs     which parts of a text are thoughts
//! past.rs          the conversations that the browser keeps
//! thought.rs       what `with st.thought(...)` becomes at its end
//! ```
//!
//! What was said lives in the session, not on the page: each run draws it anew, and only an answer
//! that is still owed calls the script's function. An answer that a newer event cut short is given
//! anew, unless the person stopped it or went on: then what was written stays.

mod answer;
mod conversation;
mod events;
mod options;
mod past;
mod pen;
mod reasoning;
mod thought;
mod view;

use std::collections::HashMap;

use mirror_widgets::Id;
use rhai::{Array, Dynamic, EvalAltResult, Module};

use self::{
    conversation::Conversation,
    events::{Button, Draft},
    options::Options,
    view::View,
};
pub(super) use self::{pen::Pen, reasoning::Tags, thought::leave, thought::update};
use super::handle::{Call, method};

type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// The chats of a session.
#[derive(Default)]
pub(super) struct Chats {
    all: HashMap<Id, Chat>,
    /// The person stopped the run before this one.
    pub(super) halted: bool,
}

/// One chat, between runs.
#[derive(Default)]
struct Chat {
    talk: Conversation,
    /// What a click on an element of the last run means.
    buttons: HashMap<Id, Button>,
    /// A text that goes back into the line.
    draft: Draft,
    /// The conversation that was open is there again.
    resumed: bool,
}

/// Registers it.
pub(super) fn register(module: &mut Module) {
    method(module, "chat_app", chat_app);
}

fn chat_app(mut call: Call<'_, '_>) -> Outcome<Dynamic> {
    let options = Options::read(&mut call)?;
    let mut view = View::open(&call, &options)?;
    let (mut chat, halted) = {
        let mut inner = call.run.inner();
        let chats = &mut inner.vars.chats;
        (chats.all.remove(&view.id).unwrap_or_default(), chats.halted)
    };
    let ended = turn(&call, &options, &mut chat, &mut view, halted);
    chat.buttons = std::mem::take(&mut view.buttons);
    let said: Array = chat.talk.history(chat.talk.messages.len());
    call.run.inner().vars.chats.all.insert(view.id, chat);
    ended?;
    Ok(said.into())
}

/// What happened since the last run, the conversation as it is now, and the answer that is owed.
fn turn(
    call: &Call<'_, '_>,
    options: &Options,
    chat: &mut Chat,
    view: &mut View<'_, '_>,
    halted: bool,
) -> Outcome<()> {
    if options.history && !std::mem::replace(&mut chat.resumed, true) {
        past::resume(call, options, &mut chat.talk);
    }
    let happened = events::take(call, chat);
    if halted {
        chat.talk.give_up();
    }
    // Only what happens here ends an answer that was cut short; all else lets it be given anew.
    if happened.iter().all(events::Event::leaves_the_answer) {
        chat.talk.begin_anew();
    }
    let quiet = happened.is_empty();
    for event in happened {
        events::apply(call, options, chat, event)?;
    }
    let owed = chat.talk.owes_an_answer();
    view.conversation(options, chat, owed)?;
    if options.history {
        // Where nothing happened here, another tab may know better.
        if !quiet {
            past::keep(call, options, &chat.talk);
        }
        view.past(options, &chat.talk)?;
    }
    let ended = match owed {
        true => answer::give(call, options, &mut chat.talk, view),
        false => Ok(()),
    };
    if owed && options.history {
        past::keep(call, options, &chat.talk);
    }
    call.run.flush_if_due();
    ended
}

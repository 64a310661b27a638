//! A text that grows on the page; thoughts in it stand apart, folded away.

use std::time::Instant;

use mirror_widgets::{Arg, Args, Drawn, Id, Value};

use super::{
    Outcome,
    conversation::Thought,
    reasoning::{Part, Splitter, Tags},
};
use crate::script::{
    context::{Run, Target, site},
    handle::Call,
};

/// Writes a text on the page while it comes.
pub(in crate::script) struct Pen<'a, 'b, 'c> {
    call: &'a Call<'b, 'c>,
    target: Target,
    splitter: Option<Splitter>,
    /// The text that grows.
    text: Option<Id>,
    thought: Option<Open>,
    /// All of the text, without its thoughts.
    pub(in crate::script) whole: String,
    /// What was thought.
    pub(super) thoughts: Vec<Thought>,
}

/// A thought that goes on.
struct Open {
    id: Id,
    text: Id,
    began: Instant,
    content: String,
}

impl<'a, 'b, 'c> Pen<'a, 'b, 'c> {
    pub(in crate::script) fn new(
        call: &'a Call<'b, 'c>,
        target: Target,
        tags: Option<Tags>,
    ) -> Self {
        Self {
            call,
            target,
            splitter: tags.map(Splitter::new),
            text: None,
            thought: None,
            whole: String::new(),
            thoughts: Vec::new(),
        }
    }

    /// Writes the next piece, and shows it when it is time to.
    pub(in crate::script) fn write(&mut self, piece: &str) -> Outcome<()> {
        let parts = match &mut self.splitter {
            Some(splitter) => splitter.feed(piece),
            None => vec![Part::Text(piece.to_owned())],
        };
        self.put(parts)?;
        let run = &self.call.run;
        run.flush_if_due();
        run.check()
    }

    /// The text is over, or was cut short.
    pub(in crate::script) fn end(&mut self) -> Outcome<()> {
        let parts = self.splitter.as_mut().map(Splitter::end);
        self.put(parts.unwrap_or_default())?;
        self.close();
        if let Some(text) = self.text.take() {
            self.call.run.inner().page.unset(text, "streaming");
        }
        Ok(())
    }

    fn put(&mut self, parts: Vec<Part>) -> Outcome<()> {
        for part in parts {
            match part {
                Part::Text(text) => self.say(&text)?,
                Part::Open => self.open()?,
                Part::Thought(text) => self.think(&text),
                Part::Close => self.close(),
            }
        }
        Ok(())
    }

    fn say(&mut self, text: &str) -> Outcome<()> {
        // After a thought models begin with empty lines.
        let fresh = self.text.is_none();
        let text = if fresh { text.trim_start() } else { text };
        if text.is_empty() {
            return Ok(());
        }
        let id = match self.text {
            Some(id) => id,
            None => *self.text.insert(markdown(self.call, self.target)?),
        };
        if fresh && !self.whole.is_empty() {
            self.whole.push_str("\n\n");
        }
        self.whole.push_str(text);
        self.call.run.inner().page.append(id, "body", text);
        Ok(())
    }

    fn open(&mut self) -> Outcome<()> {
        if let Some(text) = self.text.take() {
            self.call.run.inner().page.unset(text, "streaming");
        }
        let (_, id) = draw(self.call, "thought", self.target, Vec::new(), Vec::new())?;
        let text = markdown(self.call, Target::Inside(id))?;
        self.thought = Some(Open {
            id,
            text,
            began: Instant::now(),
            content: String::new(),
        });
        Ok(())
    }

    fn think(&mut self, text: &str) {
        let Some(open) = &mut self.thought else {
            return;
        };
        let text = match open.content.is_empty() {
            true => text.trim_start(),
            false => text,
        };
        open.content.push_str(text);
        self.call.run.inner().page.append(open.text, "body", text);
    }

    fn close(&mut self) {
        let Some(open) = self.thought.take() else {
            return;
        };
        let mut inner = self.call.run.inner();
        inner.page.unset(open.text, "streaming");
        // An empty thought is none: some models open and close it to say so.
        if open.content.trim().is_empty() {
            inner.page.remove(open.id);
            return;
        }
        let seconds = (open.began.elapsed().as_secs_f64() * 10.0).round() / 10.0;
        inner.page.set(open.id, "status", "done".into());
        inner.page.set(open.id, "duration", seconds.into());
        self.thoughts.push(Thought {
            title: None,
            content: open.content,
            status: "done",
            duration: Some(seconds),
        });
    }
}

/// A text that will grow.
pub(super) fn markdown(call: &Call<'_, '_>, target: Target) -> Outcome<Id> {
    let body = Value::String(String::new()).into();
    let names = vec![("streaming".to_owned(), Arg::Value(true.into()))];
    let (_, id) = draw(call, "markdown", target, vec![body], names)?;
    Ok(id)
}

/// Draws a widget somewhere, with arguments that are data already.
pub(super) fn draw(
    call: &Call<'_, '_>,
    name: &str,
    target: Target,
    places: Vec<Arg>,
    names: Vec<(String, Arg)>,
) -> Outcome<(Drawn, Id)> {
    let missing = || call.error(format!("there is no `{name}`; this is a bug"));
    let entry = mirror_widgets::entry(name).ok_or_else(missing)?;
    let args = Args::new(entry.name, entry.params, entry.common, places, names)
        .map_err(|error| call.error(error))?;
    let run: &Run = &call.run;
    let drawn = run.draw(entry, target, &args, site(call.context));
    let (drawn, id) = drawn.map_err(|error| call.error(error))?;
    Ok((drawn, id.ok_or_else(missing)?))
}

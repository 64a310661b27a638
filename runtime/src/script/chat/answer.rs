//! The script's function, and its answer as it comes.

use mirror_widgets::{Id, call::nearest};
use rhai::{Array, Dynamic, EvalAltResult, FnPtr, Map};

use super::{
    Outcome,
    conversation::{self, Conversation, End, Message},
    options::Options,
    pen::Pen,
    view::{self, View},
};
use crate::{
    error::Problem,
    script::{
        context::{RerunCalled, RerunParts, StopCalled, Stopped, Target},
        errors,
        handle::Call,
        models::Stream,
        run::panel,
        write,
    },
};

/// Calls the function and writes what it gives.
pub(super) fn give(
    call: &Call<'_, '_>,
    options: &Options,
    talk: &mut Conversation,
    view: &mut View<'_, '_>,
) -> Outcome<()> {
    let Some(at) = talk.last_question() else {
        return Ok(());
    };
    let question = talk.messages[at].to_answer(view::with_files(options));
    let history = talk.history(at);
    let mut answer = Answer {
        options,
        id: view.coming(options, talk.next())?,
        talk,
        view,
        message: Message::default(),
    };
    call.run.flush();
    let depth = {
        let mut inner = call.run.inner();
        inner.page.enter(answer.id);
        inner.page.cursor.len() - 1
    };
    let given = options
        .answer
        .call_within_context::<Dynamic>(call.context, (question, history));
    let ended = given.and_then(|given| answer.write(given));
    call.run.inner().page.cursor.truncate(depth);
    let (end, passes) = how(call, ended);
    answer.message.end = end;
    answer.finish(true)?;
    passes.map_or(Ok(()), Err)
}

/// An answer that is being given.
struct Answer<'t, 'a, 'b> {
    options: &'t Options,
    talk: &'t mut Conversation,
    view: &'t mut View<'a, 'b>,
    /// The box on the page.
    id: Id,
    message: Message,
}

impl Answer<'_, '_, '_> {
    /// Writes what the function gave: one message, or a list of them.
    fn write(&mut self, given: Dynamic) -> Outcome<()> {
        let list = match given.is_array() {
            true => given.cast::<Array>(),
            false => vec![given],
        };
        for (at, one) in list.into_iter().enumerate() {
            if at > 0 {
                self.next()?;
            }
            self.write_one(one)?;
        }
        Ok(())
    }

    /// One message is over, and another begins.
    fn next(&mut self) -> Outcome<()> {
        self.view.call.run.inner().page.leave();
        self.finish(false)?;
        self.message = Message::default();
        self.id = self.view.coming(self.options, self.talk.next())?;
        self.view.call.run.inner().page.enter(self.id);
        Ok(())
    }

    fn write_one(&mut self, given: Dynamic) -> Outcome<()> {
        if given.is_map() {
            return self.parts(given.cast::<Map>());
        }
        self.content(given)
    }

    /// `#{content: ..., thoughts: [...], options: [...]}`.
    fn parts(&mut self, mut parts: Map) -> Outcome<()> {
        const NAMES: [&str; 4] = ["role", "content", "thoughts", "options"];
        if let Some(name) = parts.keys().find(|name| !NAMES.contains(&name.as_str())) {
            let hint = match nearest(name, NAMES) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has `{}`", NAMES.join("`, `")),
            };
            return Err(self.error(format!("an answer has no `{name}`; {hint}")));
        }
        if let Some(thoughts) = parts.remove("thoughts").filter(|given| !given.is_unit()) {
            let list = thoughts.try_cast::<Array>();
            let list =
                list.ok_or_else(|| self.error("the `thoughts` of an answer must be a list"))?;
            for given in &list {
                let thought = conversation::thought(given).map_err(|why| self.error(why))?;
                self.view.thought(self.id, &thought)?;
                self.message.thoughts.push(thought);
            }
        }
        if let Some(options) = parts.remove("options") {
            self.message.options = view::offers(&options).map_err(|why| self.error(why))?;
        }
        match parts.remove("content") {
            Some(content) => self.content(content),
            None => Ok(()),
        }
    }

    fn content(&mut self, given: Dynamic) -> Outcome<()> {
        if given.is_unit() {
            return Ok(());
        }
        let call = &self.view.call;
        let streams = given.is::<Stream>() || given.is::<FnPtr>();
        let word = given.is_string()
            || given.is_char()
            || given.is_int()
            || given.is_float()
            || given.is_bool();
        if !streams && !word {
            return write::show(call, &given).map(drop);
        }
        let mut pen = Pen::new(call, Target::Cursor, self.options.tags.clone());
        let ended = match streams {
            true => write::pieces(call, given, |_, piece| pen.write(piece)),
            false => pen.write(&given.to_string()),
        };
        let closed = pen.end();
        self.message.text.push_str(&pen.whole);
        self.message.thoughts.append(&mut pen.thoughts);
        ended.and(closed)
    }

    /// The message is over: it is kept as it stands on the page.
    fn finish(&mut self, last: bool) -> Outcome<()> {
        let mut message = std::mem::take(&mut self.message);
        message.drawn = {
            let mut inner = self.view.call.run.inner();
            inner.page.unset(self.id, "pending");
            inner.page.made_in(self.id)
        };
        self.talk.push(message);
        match self.talk.messages.last() {
            Some(message) => self.view.end(self.options, self.id, message, last),
            None => Ok(()),
        }
    }

    fn error(&self, why: impl std::fmt::Display) -> Box<EvalAltResult> {
        self.view.call.error(format!("chat_app: {why}"))
    }
}

/// How the answer ended, and what ends the run with it.
fn how(call: &Call<'_, '_>, ended: Outcome<()>) -> (End, Option<Box<EvalAltResult>>) {
    let Err(error) = ended else {
        return (End::Whole, None);
    };
    match error.unwrap_inner() {
        EvalAltResult::ErrorTerminated(reason, _)
            if reason.is::<Stopped>() && call.run.stopped() =>
        {
            (End::CutShort, Some(error))
        }
        EvalAltResult::ErrorTerminated(reason, _)
            if reason.is::<StopCalled>()
                || reason.is::<RerunCalled>()
                || reason.is::<RerunParts>() =>
        {
            (End::Whole, Some(error))
        }
        EvalAltResult::Exit(..) | EvalAltResult::Return(..) => (End::Whole, Some(error)),
        _ => (End::Failed(failed(call, &error)), None),
    }
}

/// What the person reads of a failure; in production only that there is one, under a name that the
/// log has too.
fn failed(call: &Call<'_, '_>, error: &EvalAltResult) -> String {
    let cell = &call.run.0;
    let mut problem: Problem = errors::run_problem(error, &cell.script, &cell.shared);
    cell.shared.hide_secrets(&mut problem);
    let production = cell.branches.production;
    let shown = panel(&mut problem, production);
    tracing::error!("an answer of a chat failed: {problem}");
    let id = shown.get("id").and_then(mirror_widgets::Value::as_str);
    match id {
        Some(id) if production => {
            format!("Something went wrong. If it stays, tell the app's owner this id: `{id}`")
        }
        _ if problem.line > 0 => format!(
            "{}  \n:small[`{}`, line {}]",
            problem.message, problem.file, problem.line
        ),
        _ => problem.message,
    }
}

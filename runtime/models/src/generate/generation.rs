//! One running generation: what it was asked, how far it is, and its next step.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

use crate::error::ModelError;
use crate::generate::network::Network;
use crate::generate::plan::Plan;
use crate::generate::sampler::{Choice, Sampler, are_numbers};
use crate::generate::text::Text;
use crate::stop::Cancel;
use crate::stream::{Finish, GeneratedToken, Message, Piece};
use crate::vocabulary::Vocabulary;

/// How many tokens of a prompt are read in one turn, so that a long prompt does not keep the others waiting and
/// the scores of its positions do not fill the memory.
const PROMPT_CHUNK: usize = 128;

/// A generation that was asked for and has not begun.
pub(crate) struct Request {
    pub(crate) prompt: String,
    pub(crate) ids: Vec<u32>,
    pub(crate) plan: Plan,
    pub(crate) asked: Instant,
    pub(crate) cancel: Cancel,
    /// Holds at most `max_new_tokens` pieces, so a slow reader costs bounded memory and slows nobody.
    pub(crate) messages: Sender<Message>,
}

/// What all generations of a model have in common.
#[derive(Clone)]
pub(crate) struct Model {
    pub(crate) name: String,
    pub(crate) context_length: usize,
    pub(crate) vocabulary_size: usize,
    pub(crate) vocabulary: Arc<Vocabulary>,
}

/// A generation that takes its turns.
pub(crate) struct Running<N: Network> {
    ids: Vec<u32>,
    prompt_length: usize,
    /// How many of the ids the cache holds.
    read: usize,
    plan: Plan,
    asked: Instant,
    cancel: Cancel,
    messages: Sender<Message>,
    cache: N::Cache,
    sampler: Sampler,
    text: Text,
}

impl<N: Network> Running<N> {
    /// Begins a generation.
    pub(crate) fn begin(request: Request, network: &N, model: &Model) -> Result<Self, ModelError> {
        let Request {
            prompt,
            ids,
            plan,
            asked,
            cancel,
            messages,
        } = request;
        Ok(Self {
            prompt_length: ids.len(),
            read: 0,
            cache: network.cache()?,
            sampler: Sampler::new(model.vocabulary_size, &ids),
            text: Text::new(Arc::clone(&model.vocabulary), &plan.stop, &prompt),
            ids,
            plan,
            asked,
            cancel,
            messages,
        })
    }

    /// Whether nobody waits for it any more.
    pub(crate) fn abandoned(&self) -> bool {
        self.cancel.ended()
    }

    /// Where its outcome goes.
    pub(crate) fn messages(&self) -> &Sender<Message> {
        &self.messages
    }

    /// Takes one turn: reads a part of the prompt, or adds one token. Gives the reason when it has ended.
    pub(crate) fn turn(
        &mut self,
        network: &mut N,
        logits: &mut Vec<f32>,
        model: &Model,
    ) -> Result<Option<Finish>, ModelError> {
        if self.cancel.ended() {
            return Ok(Some(Finish::Stopped));
        }
        match self.read_on(network, logits) {
            // Whatever error it was: the call was ended because the request was.
            Err(_) if self.cancel.ended() => return Ok(Some(Finish::Stopped)),
            result => result?,
        }
        if self.read < self.ids.len() {
            return Ok(None);
        }
        if !are_numbers(logits) {
            return Err(ModelError::NotNumbers {
                model: model.name.clone(),
            });
        }
        let added = self.ids.len() - self.prompt_length;
        let choice = self.sampler.choose(logits, &self.ids, added, &self.plan)?;
        Ok(self.add(choice, model))
    }

    /// Reads what the cache does not hold yet, at most one chunk of it.
    fn read_on(&mut self, network: &mut N, logits: &mut Vec<f32>) -> Result<(), ModelError> {
        let remembers = self.plan.use_cache && network.remembers();
        if !remembers {
            self.cache = network.cache()?;
            self.read = 0;
        }
        let chunk = if remembers { PROMPT_CHUNK } else { usize::MAX };
        let until = self.ids.len().min(self.read.saturating_add(chunk));
        network.read(
            &self.ids[self.read..until],
            &mut self.cache,
            &self.cancel,
            logits,
        )?;
        self.read = until;
        Ok(())
    }

    /// Adds the chosen token and tells the reader.
    fn add(&mut self, choice: Choice, model: &Model) -> Option<Finish> {
        let id = choice.id;
        self.ids.push(id);
        self.sampler.see(id);
        let (mut text, stopped) = self.text.push(id);
        let finish = self.finish(id, stopped, model);
        if finish.is_some() && !stopped {
            text.push_str(&self.text.finish());
        }
        let token = named(choice, &model.vocabulary);
        // If nobody reads any more, the stream was dropped, and the next turn will see that.
        let _ = self.messages.send(Message::Piece(Piece {
            text,
            token: Some(token),
        }));
        finish
    }

    fn late(&self) -> bool {
        self.plan
            .max_time
            .is_some_and(|time| self.asked.elapsed() > time)
    }

    fn finish(&self, id: u32, stopped: bool, model: &Model) -> Option<Finish> {
        if self.plan.eos.contains(&id) {
            Some(Finish::EndOfText)
        } else if stopped {
            Some(Finish::StopString)
        } else if self.ids.len() - self.prompt_length >= self.plan.max_new_tokens {
            Some(Finish::Length)
        } else if self.late() {
            Some(Finish::MaxTime)
        } else {
            // The last token is still to be read, at the position after all others.
            (self.ids.len() > model.context_length).then_some(Finish::ContextFull)
        }
    }
}

/// A choice with the texts of its tokens.
fn named(choice: Choice, vocabulary: &Vocabulary) -> GeneratedToken {
    let Choice {
        id,
        probability,
        rank,
        mut alternatives,
    } = choice;
    for alternative in &mut alternatives {
        alternative.text = vocabulary.text(alternative.id);
    }
    GeneratedToken {
        id,
        text: vocabulary.text(id),
        probability,
        rank,
        alternatives,
    }
}

//! One running generation: what it was asked, how far it is, and its next step.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::time::Instant;

use crate::error::ModelError;
use crate::generate::plan::Plan;
use crate::generate::sampler::{Choice, Sampler, are_numbers};
use crate::generate::text::Text;
use crate::stop::Cancel;
use crate::stream::{Finish, GeneratedToken, Message, Piece};
use crate::vocabulary::Vocabulary;

/// A generation that was asked for and has not begun.
pub(crate) struct Request {
    pub(crate) prompt: String,
    pub(crate) ids: Vec<u32>,
    pub(crate) plan: Plan,
    pub(crate) asked: Instant,
    pub(crate) cancel: Cancel,
    /// Holds at most `max_new_tokens` pieces, so a slow reader costs bounded memory and slows nobody.
    pub(crate) messages: Sender<Message>,
    /// Its place in the queue, from 1; 0 once it has begun.
    pub(crate) place: Arc<AtomicUsize>,
}

/// What all generations of a model have in common.
#[derive(Clone)]
pub(crate) struct Model {
    pub(crate) name: String,
    pub(crate) context_length: usize,
    pub(crate) vocabulary_size: usize,
    pub(crate) vocabulary: Arc<Vocabulary>,
}

/// A generation under way, apart from what the network remembers of it.
pub(crate) struct Running {
    ids: Vec<u32>,
    prompt_length: usize,
    plan: Plan,
    asked: Instant,
    cancel: Cancel,
    messages: Sender<Message>,
    sampler: Sampler,
    text: Text,
}

impl Running {
    /// Begins a generation.
    pub(crate) fn begin(request: Request, model: &Model) -> Self {
        let Request {
            prompt,
            ids,
            plan,
            asked,
            cancel,
            messages,
            place,
        } = request;
        place.store(0, Ordering::Release);
        Self {
            prompt_length: ids.len(),
            sampler: Sampler::new(model.vocabulary_size, &ids),
            text: Text::new(Arc::clone(&model.vocabulary), &plan.stop, &prompt),
            ids,
            plan,
            asked,
            cancel,
            messages,
        }
    }

    /// All tokens so far, those of the prompt first.
    pub(crate) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Whether its request lets the network remember anything.
    pub(crate) fn uses_cache(&self) -> bool {
        self.plan.use_cache
    }

    /// What ends it early.
    pub(crate) fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// Where its outcome goes.
    pub(crate) fn messages(&self) -> &Sender<Message> {
        &self.messages
    }

    /// Chooses the next token by these scores. Gives the reason when the generation has ended.
    pub(crate) fn choose(
        &mut self,
        logits: &[f32],
        model: &Model,
    ) -> Result<Option<Finish>, ModelError> {
        if !are_numbers(logits) {
            return Err(ModelError::NotNumbers {
                model: model.name.clone(),
            });
        }
        let added = self.ids.len() - self.prompt_length;
        let choice = self.sampler.choose(logits, &self.ids, added, &self.plan)?;
        Ok(self.add(choice, model))
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
        raw,
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
        raw_probability: raw.map(|raw| raw.probability),
        entropy: raw.map(|raw| raw.entropy),
        alternatives,
    }
}

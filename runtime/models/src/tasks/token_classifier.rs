//! `token_classifier`: which parts of a text are names of people, places and the like.

use std::path::Path;

use tokenizers::{Decoder, Encoding, ModelWrapper};

use super::labels::{label, largest, softmax};
use super::text_model::{Reading, TextModel};
use crate::error::ModelError;
use crate::load_options::LoadOptions;
use crate::stop::StopFlag;

/// A model that says of each token what it belongs to.
pub struct TokenClassifier {
    text: TextModel,
}

/// How tokens become entities, as transformers' `aggregation_strategy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// Each token by itself.
    None,
    /// Neighbors of one class together.
    Simple,
    /// Whole words, each of the class of its first token.
    First,
    /// Whole words, by the mean of their tokens' scores.
    Average,
    /// Whole words, by their surest token.
    Max,
}

/// A part of a text that belongs to a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The class, such as `PER`; without aggregation as the model names it, such as `B-PER`.
    pub entity: String,
    /// How sure the model is, from 0 to 1.
    pub score: f64,
    /// Its text, as the tokenizer writes it.
    pub word: String,
    /// Where it begins, in characters.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A token, or a word of several, with what the model says of it.
struct Part {
    scores: Vec<f64>,
    tokens: Vec<String>,
    start: usize,
    end: usize,
    inside: bool,
}

impl Aggregation {
    /// The names in scripts.
    pub const NAMES: [&'static str; 5] = ["none", "simple", "first", "average", "max"];

    /// The one with a name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "none" => Some(Self::None),
            "simple" => Some(Self::Simple),
            "first" => Some(Self::First),
            "average" => Some(Self::Average),
            "max" => Some(Self::Max),
            _ => None,
        }
    }
}

impl TokenClassifier {
    /// Loads a model from a folder with the Hub's layout.
    ///
    /// # Errors
    /// When the folder lacks a file, or the model is of another kind.
    pub fn load(folder: &Path, options: &LoadOptions, stop: &StopFlag) -> Result<Self, ModelError> {
        let text = TextModel::load(folder, options, stop, "token classifier", &["logits"])?;
        Ok(Self { text })
    }

    /// For each text its entities, in the order of the text. What belongs to no class (`O`) is left out.
    ///
    /// # Errors
    /// When the model fails, or the flag is raised.
    pub fn classify(
        &self,
        texts: &[String],
        aggregation: Aggregation,
        stop: &StopFlag,
    ) -> Result<Vec<Vec<Entity>>, ModelError> {
        let readings: Vec<Reading<'_>> = texts.iter().map(|text| (text.as_str(), None)).collect();
        let encodings = self.text.encode(&readings)?;
        let mut answers: Vec<Vec<Entity>> = Vec::with_capacity(texts.len());
        self.text
            .run(&encodings, &["logits"], stop, |encoding, rows| {
                let logits = rows[0].to_f32();
                let classes = rows[0].shape().last().copied().unwrap_or(1).max(1);
                let text: Vec<char> = texts[answers.len()].chars().collect();
                let parts = self.parts(encoding, &text, &logits, classes);
                answers.push(self.entities(parts, aggregation)?);
                Ok(())
            })?;
        Ok(answers)
    }

    /// The tokens of a text, without special ones.
    fn parts(
        &self,
        encoding: &Encoding,
        text: &[char],
        logits: &[f32],
        classes: usize,
    ) -> Vec<Part> {
        let unknown = self.text.special("unk_token");
        // Tokenizers that mark what goes on within a word, as BERT's do with `##`.
        let marks = matches!(self.text.tokenizer.get_model(), ModelWrapper::WordPiece(_));
        let tokens = encoding.get_special_tokens_mask().iter().enumerate();
        let tokens = tokens
            .filter(|(_, special)| **special == 0)
            .map(|(place, _)| place);
        tokens
            .map(|place| {
                let (start, end) = encoding.get_offsets()[place];
                let seen = text.get(start..end).unwrap_or_default();
                let mut token = encoding.get_tokens()[place].clone();
                let mut inside = match marks {
                    true => token.chars().count() != seen.len(),
                    false => {
                        start > 0
                            && !text
                                .get(start - 1..start + 1)
                                .unwrap_or_default()
                                .contains(&' ')
                    }
                };
                if Some(encoding.get_ids()[place]) == unknown {
                    token = seen.iter().collect();
                    inside = false;
                }
                Part {
                    scores: softmax(&logits[place * classes..(place + 1) * classes]),
                    tokens: vec![token],
                    start,
                    end,
                    inside,
                }
            })
            .collect()
    }

    fn entities(
        &self,
        parts: Vec<Part>,
        aggregation: Aggregation,
    ) -> Result<Vec<Entity>, ModelError> {
        let parts = match aggregation {
            Aggregation::None | Aggregation::Simple => parts,
            _ => words(parts, aggregation),
        };
        let mut entities = Vec::with_capacity(parts.len());
        for part in parts {
            let class = largest(&part.scores);
            // One word is written as its tokens' text; a group is written again out of its words.
            let word = match aggregation {
                Aggregation::None | Aggregation::Simple => part.tokens.concat(),
                _ => self.written(part.tokens)?,
            };
            entities.push(Entity {
                entity: label(&self.text.config, class),
                score: part.scores[class],
                word,
                start: part.start,
                end: part.end,
            });
        }
        if aggregation != Aggregation::None {
            entities = self.grouped(entities)?;
        }
        entities.retain(|entity| entity.entity != "O");
        Ok(entities)
    }

    /// Neighbors of one class as one, unless the second one says that it begins anew.
    fn grouped(&self, entities: Vec<Entity>) -> Result<Vec<Entity>, ModelError> {
        let mut groups: Vec<Vec<Entity>> = Vec::new();
        for entity in entities {
            let (begins, class) = tag(&entity.entity);
            match groups.last_mut() {
                Some(group)
                    if !begins
                        && group
                            .last()
                            .is_some_and(|last| tag(&last.entity).1 == class) =>
                {
                    group.push(entity)
                }
                _ => groups.push(vec![entity]),
            }
        }
        let group = |group: Vec<Entity>| {
            let count = group.len() as f64;
            Ok(Entity {
                entity: group[0]
                    .entity
                    .split_once('-')
                    .map_or(group[0].entity.as_str(), |(_, class)| class)
                    .into(),
                score: group.iter().map(|entity| entity.score).sum::<f64>() / count,
                start: group[0].start,
                end: group[group.len() - 1].end,
                word: self.written(group.into_iter().map(|entity| entity.word).collect())?,
            })
        };
        groups.into_iter().map(group).collect()
    }

    /// Tokens as the text they stand for.
    fn written(&self, tokens: Vec<String>) -> Result<String, ModelError> {
        match self.text.tokenizer.get_decoder() {
            Some(decoder) => decoder
                .decode(tokens)
                .map_err(|error| self.text.refused(&error)),
            None => Ok(tokens.join(" ")),
        }
    }
}

/// Whether a class's name says that something begins, and the class without that.
fn tag(name: &str) -> (bool, &str) {
    if let Some(class) = name.strip_prefix("B-") {
        return (true, class);
    }
    (false, name.strip_prefix("I-").unwrap_or(name))
}

/// Tokens as words, each with the scores that the strategy gives it.
fn words(parts: Vec<Part>, aggregation: Aggregation) -> Vec<Part> {
    let mut words: Vec<Vec<Part>> = Vec::new();
    for part in parts {
        match words.last_mut() {
            Some(word) if part.inside => word.push(part),
            _ => words.push(vec![part]),
        }
    }
    let word = |mut parts: Vec<Part>| {
        let count = parts.len();
        let surest = |part: &Part| part.scores.iter().copied().fold(0.0, f64::max);
        let scores = match aggregation {
            Aggregation::Max => {
                let mut best = 0;
                for place in 1..count {
                    if surest(&parts[place]) > surest(&parts[best]) {
                        best = place;
                    }
                }
                parts[best].scores.clone()
            }
            Aggregation::Average => {
                let classes = parts[0].scores.len();
                let mean = |class: usize| {
                    parts.iter().map(|part| part.scores[class]).sum::<f64>() / count as f64
                };
                (0..classes).map(mean).collect()
            }
            _ => parts[0].scores.clone(),
        };
        Part {
            scores,
            tokens: parts
                .iter_mut()
                .flat_map(|part| part.tokens.drain(..))
                .collect(),
            start: parts[0].start,
            end: parts[count - 1].end,
            inside: false,
        }
    };
    words.into_iter().map(word).collect()
}

//! `question_answering`: the part of a text that answers a question.

use std::path::Path;

use tokenizers::{Encoding, PostProcessor, TruncationDirection};

use super::text_model::TextModel;
use crate::error::ModelError;
use crate::load_options::LoadOptions;
use crate::stop::StopFlag;

/// How much of a text is read at once unless somebody asks otherwise.
const WINDOW: usize = 384;

/// A model that marks the answer to a question in a text.
pub struct QuestionAnswering {
    text: TextModel,
}

/// How a text is searched for answers; what is not given is as in transformers.
#[derive(Clone, Debug)]
pub struct AnswerOptions {
    /// How many answers are given, the best first.
    pub top_k: usize,
    /// How many tokens an answer has at most.
    pub max_answer_len: usize,
    /// How many tokens are read at once, the question's too; 384 or what the model reads if unset.
    pub max_seq_len: Option<usize>,
    /// How many tokens of a long text are read twice, at the seams; at most 128 if unset.
    pub doc_stride: Option<usize>,
}

impl Default for AnswerOptions {
    fn default() -> Self {
        Self {
            top_k: 1,
            max_answer_len: 15,
            max_seq_len: None,
            doc_stride: None,
        }
    }
}

/// An answer, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// How sure the model is.
    pub score: f64,
    /// Where it begins, in characters.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its text.
    pub answer: String,
}

impl QuestionAnswering {
    /// Loads a model from a folder with the Hub's layout.
    ///
    /// # Errors
    /// When the folder lacks a file, or the model is of another kind.
    pub fn load(folder: &Path, options: &LoadOptions, stop: &StopFlag) -> Result<Self, ModelError> {
        let task = "model that answers questions";
        let text = TextModel::load(folder, options, stop, task, &["start_logits"])?;
        super::text_model::wants(&text.model, task, "output", "end_logits")?;
        Ok(Self { text })
    }

    /// The answers to a question in a text, the best first.
    ///
    /// # Errors
    /// When the question is too long to read, the model fails, or the flag is raised.
    pub fn answer(
        &self,
        question: &str,
        context: &str,
        options: &AnswerOptions,
        stop: &StopFlag,
    ) -> Result<Vec<Answer>, ModelError> {
        let windows = self.windows(question, context, options)?;
        let letters: Vec<char> = context.chars().collect();
        let mut answers: Vec<Answer> = Vec::new();
        let outputs = ["start_logits", "end_logits"];
        // Transformers looks at more of them than it gives, since some become the same words.
        let most = options.top_k.saturating_mul(2).saturating_add(10);
        let nothing = self.text.special("cls_token");
        self.text.run(&windows, &outputs, stop, |window, rows| {
            let sequences = window.get_sequence_ids();
            let inside: Vec<bool> = sequences.iter().map(|text| *text == Some(1)).collect();
            let ids = window.get_ids().iter();
            // The first token counts too: there a model points when there is no answer.
            let counts = ids
                .zip(&inside)
                .map(|(id, inside)| *inside || Some(*id) == nothing);
            let counts: Vec<bool> = counts.collect();
            let mut starts = shares(&rows[0].to_f32(), &counts);
            let mut ends = shares(&rows[1].to_f32(), &counts);
            // Only the text's own tokens can begin and end an answer.
            for place in (0..inside.len()).filter(|place| !inside[*place]) {
                (starts[place], ends[place]) = (0.0, 0.0);
            }
            for (first, last, score) in spans(&starts, &ends, options.max_answer_len, most) {
                if !inside[first] || !inside[last] {
                    continue;
                }
                let (start, end) = aligned(window, first, last);
                let text: String = letters.get(start..end).unwrap_or_default().iter().collect();
                let same =
                    |answer: &&mut Answer| answer.answer.to_lowercase() == text.to_lowercase();
                match answers.iter_mut().find(same) {
                    Some(answer) => answer.score += score,
                    None => answers.push(Answer {
                        score,
                        start,
                        end,
                        answer: text,
                    }),
                }
            }
            Ok(())
        })?;
        answers.sort_by(|a, b| b.score.total_cmp(&a.score));
        answers.truncate(options.top_k);
        Ok(answers)
    }

    /// The question with each part of the text that can be read at once.
    fn windows(
        &self,
        question: &str,
        context: &str,
        options: &AnswerOptions,
    ) -> Result<Vec<Encoding>, ModelError> {
        let longest = options.max_seq_len.unwrap_or(WINDOW).min(self.text.longest);
        let tokenizer = &self.text.tokenizer;
        let read = |text: &str| {
            tokenizer
                .encode_char_offsets(text, false)
                .map_err(|error| self.text.refused(&error))
        };
        let (asked, mut part) = (read(question)?, read(context)?);
        let added = tokenizer
            .get_post_processor()
            .map_or(0, |processor| processor.added_tokens(true));
        // The text is cut here: the tokenizer's own cutting loses what comes after the second part.
        let taken = asked.len() + added;
        let stride = options.doc_stride.unwrap_or((longest / 2).min(128));
        if taken + stride >= longest {
            let reason = format!(
                "the question has {} tokens, which leaves no room in {longest}; shorten it, or lower `doc_stride`",
                asked.len()
            );
            return Err(self.text.refused(&reason));
        }
        part.truncate(longest - taken, stride, TruncationDirection::Right);
        let rest = part.take_overflowing();
        let together = |part: Encoding| {
            let window = tokenizer.post_process(asked.clone(), Some(part), true);
            window.map_err(|error| self.text.refused(&error))
        };
        std::iter::once(part).chain(rest).map(together).collect()
    }
}

/// Shares of 1 among the places that count; the others have next to none.
fn shares(logits: &[f32], inside: &[bool]) -> Vec<f64> {
    let kept: Vec<f64> = inside
        .iter()
        .zip(logits)
        .map(|(inside, logit)| {
            if *inside {
                f64::from(*logit)
            } else {
                -10_000.0
            }
        })
        .collect();
    let most = kept.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = kept.iter().map(|logit| (logit - most).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// The likeliest beginnings with their ends, the best first.
fn spans(starts: &[f64], ends: &[f64], longest: usize, most: usize) -> Vec<(usize, usize, f64)> {
    let mut spans = Vec::new();
    for (first, start) in starts.iter().enumerate() {
        for (last, end) in ends.iter().enumerate().skip(first).take(longest) {
            spans.push((first, last, start * end));
        }
    }
    spans.sort_by(|a, b| b.2.total_cmp(&a.2));
    spans.truncate(most);
    spans
}

/// From the beginning of the first word to the end of the last one, in characters.
fn aligned(window: &Encoding, first: usize, last: usize) -> (usize, usize) {
    let offsets = window.get_offsets();
    let (words, texts) = (window.get_word_ids(), window.get_sequence_ids());
    let within = |place: usize| -> Vec<usize> {
        let same = |other: &usize| {
            words[*other].is_some()
                && words[*other] == words[place]
                && texts[*other] == texts[place]
        };
        let places = (0..window.len()).filter(same).collect::<Vec<_>>();
        if places.is_empty() {
            vec![place]
        } else {
            places
        }
    };
    let start = within(first).first().map_or(0, |place| offsets[*place].0);
    let end = within(last).last().map_or(0, |place| offsets[*place].1);
    (start, end)
}

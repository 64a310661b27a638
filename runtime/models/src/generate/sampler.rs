//! Scores in, one token out.

use crate::error::ModelError;
use crate::generate::filters::{self, Candidate};
use crate::generate::plan::{Plan, Sampling};
use crate::generate::processors;
use crate::generate::random;
use crate::stream::Alternative;

/// Chooses the tokens of one generation. Its buffers are used again at each step.
pub(crate) struct Sampler {
    /// The tokens of the text so far, each once, for the repetition penalty.
    distinct: Vec<u32>,
    seen: Vec<bool>,
    scores: Vec<f32>,
    kept: Vec<Candidate>,
    scratch: Vec<f32>,
}

/// What the model itself thought of a place, before any filter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Raw {
    /// The probability of the token that was chosen.
    pub(crate) probability: f32,
    /// In bits.
    pub(crate) entropy: f32,
}

/// The chosen token and what spoke for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    pub(crate) id: u32,
    /// After all filters.
    pub(crate) probability: f32,
    /// Its place among all tokens by the model's own scores, from 1.
    pub(crate) rank: usize,
    /// By the model's own scores, where alternatives are asked for.
    pub(crate) raw: Option<Raw>,
    /// Without their texts, which the sampler does not know.
    pub(crate) alternatives: Vec<Alternative>,
}

impl Sampler {
    /// A sampler for a model that scores this many tokens, with the prompt's tokens seen.
    pub(crate) fn new(vocabulary: usize, prompt: &[u32]) -> Self {
        let (distinct, scores, kept, scratch) = Default::default();
        let mut sampler = Self {
            distinct,
            seen: vec![false; vocabulary],
            scores,
            kept,
            scratch,
        };
        prompt.iter().for_each(|id| sampler.see(*id));
        sampler
    }

    /// Notes a token as part of the text.
    pub(crate) fn see(&mut self, id: u32) {
        if let Some(seen) = self.seen.get_mut(id as usize).filter(|seen| !**seen) {
            *seen = true;
            self.distinct.push(id);
        }
    }

    /// Chooses the next token after `ids`, of which `added` are new.
    pub(crate) fn choose(
        &mut self,
        logits: &[f32],
        ids: &[u32],
        added: usize,
        plan: &Plan,
    ) -> Result<Choice, ModelError> {
        self.process(logits, ids, added, plan);
        filters::collect(&self.scores, &mut self.kept);
        if self.kept.is_empty() {
            return Err(ModelError::NoTokenLeft);
        }
        let place = self.pick(plan, added as u64);
        let id = self.kept[place].id;
        let own = (plan.top_n_tokens > 0).then(|| Softmax::of(logits));
        Ok(Choice {
            id,
            probability: self.scratch[place],
            rank: 1 + logits
                .iter()
                .filter(|logit| **logit > logits[id as usize])
                .count(),
            raw: own.as_ref().map(|own| Raw {
                probability: own.probability(logits[id as usize]),
                entropy: own.entropy(logits),
            }),
            alternatives: own
                .map(|own| self.alternatives(logits, &own, plan.top_n_tokens))
                .unwrap_or_default(),
        })
    }

    /// Applies the rules that also count under greedy decoding, in the order of transformers.
    fn process(&mut self, logits: &[f32], ids: &[u32], added: usize, plan: &Plan) {
        let scores = &mut self.scores;
        scores.clear();
        scores.extend_from_slice(logits);
        processors::sequence_bias(scores, ids, &plan.sequence_bias);
        if plan.repetition_penalty != 1.0 {
            processors::repetition_penalty(scores, &self.distinct, plan.repetition_penalty);
        }
        processors::no_repeat_ngram(scores, ids, plan.no_repeat_ngram_size);
        processors::bad_words(scores, ids, &plan.bad_words, &plan.eos);
        if added < plan.min_new_tokens {
            processors::remove(scores, &plan.eos);
        }
        if let Some(decay) = plan.length_decay {
            processors::length_decay(scores, &plan.eos, added, decay);
        }
        processors::remove(scores, &plan.suppress);
        if added == 0 {
            processors::remove(scores, &plan.begin_suppress);
        }
    }

    /// Filters and picks; leaves the probabilities of the kept tokens in `scratch`, and gives a place among them.
    fn pick(&mut self, plan: &Plan, step: u64) -> usize {
        let (kept, scratch) = (&mut self.kept, &mut self.scratch);
        let Some(sampling) = &plan.sampling else {
            filters::softmax(kept, scratch);
            let first_highest = |best: usize, place: usize| {
                if kept[place].score > kept[best].score {
                    place
                } else {
                    best
                }
            };
            return (1..kept.len()).fold(0, first_highest);
        };
        filter(kept, sampling, scratch);
        filters::softmax(kept, scratch);
        draw(scratch, random::uniform(plan.seed, step))
    }

    /// The tokens that the model itself finds likeliest, and whether the filters left them.
    fn alternatives(&self, logits: &[f32], own: &Softmax, count: usize) -> Vec<Alternative> {
        let mut order: Vec<u32> = (0..).zip(logits).map(|(id, _)| id).collect();
        let by_score = |a: &u32, b: &u32| {
            logits[*b as usize]
                .total_cmp(&logits[*a as usize])
                .then(a.cmp(b))
        };
        if count < order.len() {
            order.select_nth_unstable_by(count, by_score);
            order.truncate(count);
        }
        order.sort_unstable_by(by_score);
        let alternative = |id: u32| {
            let place = self.kept.iter().position(|candidate| candidate.id == id);
            Alternative {
                id,
                text: String::new(),
                probability: own.probability(logits[id as usize]),
                filtered: place.map_or(0.0, |place| self.scratch[place]),
                kept: place.is_some(),
            }
        };
        order.into_iter().map(alternative).collect()
    }
}

/// Scores as probabilities: what all of them share.
struct Softmax {
    highest: f32,
    sum: f64,
}

impl Softmax {
    fn of(logits: &[f32]) -> Self {
        let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let power = |logit: &f32| f64::from((logit - highest).exp());
        let sum = logits.iter().map(power).sum();
        Self { highest, sum }
    }

    fn probability(&self, logit: f32) -> f32 {
        (f64::from((logit - self.highest).exp()) / self.sum) as f32
    }

    /// In bits.
    fn entropy(&self, logits: &[f32]) -> f32 {
        let part = |logit: &f32| {
            let probability = f64::from((logit - self.highest).exp()) / self.sum;
            // What cannot come adds nothing, though its logarithm is infinite.
            if probability > 0.0 {
                -probability * probability.log2()
            } else {
                0.0
            }
        };
        logits.iter().map(part).sum::<f64>() as f32
    }
}

/// Applies the filters that only count when tokens are drawn by chance, in the order of transformers.
fn filter(kept: &mut Vec<Candidate>, sampling: &Sampling, scratch: &mut Vec<f32>) {
    filters::temperature(kept, sampling.temperature);
    if let Some(share) = sampling.top_h {
        filters::top_h(kept, share, scratch);
    }
    filters::top_k(kept, sampling.top_k, scratch);
    filters::top_p(kept, sampling.top_p, scratch);
    filters::min_p(kept, sampling.min_p, scratch);
    filters::typical_p(kept, sampling.typical_p, scratch);
    filters::epsilon_cutoff(kept, sampling.epsilon_cutoff, scratch);
    filters::eta_cutoff(kept, sampling.eta_cutoff, scratch);
}

/// Whether every score is a number, so that probabilities can be made of them.
pub(crate) fn are_numbers(logits: &[f32]) -> bool {
    logits.iter().all(|logit| *logit < f32::INFINITY)
}

/// The place that a uniform draw falls on. A place with probability 0 is never hit.
fn draw(probabilities: &[f32], uniform: f64) -> usize {
    let total: f64 = probabilities.iter().copied().map(f64::from).sum();
    let target = uniform * total;
    let mut sum = 0.0;
    let hit = probabilities.iter().position(|probability| {
        sum += f64::from(*probability);
        sum > target
    });
    // Rounding could leave the sum just below the target; then the last possible place is meant.
    let last = || {
        probabilities
            .iter()
            .rposition(|probability| *probability > 0.0)
    };
    hit.or_else(last).unwrap_or(0)
}

#[cfg(test)]
#[path = "sampler_tests.rs"]
mod tests;

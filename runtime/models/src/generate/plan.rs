//! What the options come to for one model and one prompt.

use std::time::Duration;

use crate::config::{Defaults, ModelConfig};
use crate::error::ModelError;
use crate::generate::options::GenerateOptions;
use crate::generate::random;

/// How long the answer is if neither the caller nor the model says so: what transformers does.
const DEFAULT_NEW_TOKENS: usize = 20;

/// How many of the likeliest tokens are drawn from if neither the caller nor the model says so.
const DEFAULT_TOP_K: usize = 50;

/// Everything decided: the options of one generation for one model.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    pub(crate) max_new_tokens: usize,
    pub(crate) min_new_tokens: usize,
    pub(crate) max_time: Option<Duration>,
    /// `None` means greedy.
    pub(crate) sampling: Option<Sampling>,
    pub(crate) sequence_bias: Vec<(Vec<u32>, f32)>,
    pub(crate) repetition_penalty: f32,
    pub(crate) no_repeat_ngram_size: usize,
    pub(crate) bad_words: Vec<Vec<u32>>,
    /// From how many new tokens on, and by what factor.
    pub(crate) length_decay: Option<(usize, f32)>,
    pub(crate) suppress: Vec<u32>,
    pub(crate) begin_suppress: Vec<u32>,
    pub(crate) seed: u64,
    pub(crate) stop: Vec<String>,
    pub(crate) top_n_tokens: usize,
    pub(crate) use_cache: bool,
    pub(crate) eos: Vec<u32>,
}

/// The filters that only count when tokens are drawn by chance.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sampling {
    pub(crate) temperature: f32,
    pub(crate) top_h: Option<f32>,
    pub(crate) top_k: usize,
    pub(crate) top_p: f32,
    pub(crate) min_p: f32,
    pub(crate) typical_p: f32,
    pub(crate) epsilon_cutoff: f32,
    pub(crate) eta_cutoff: f32,
}

impl GenerateOptions {
    /// Checks every value, whether or not it will count, and fills in what is not set.
    pub(crate) fn plan(
        &self,
        config: &ModelConfig,
        prompt_length: usize,
    ) -> Result<Plan, ModelError> {
        self.check()?;
        let given = &config.defaults;
        let least = self.min_length.or(given.min_length).unwrap_or(0);
        let least_new = self.min_new_tokens.or(given.min_new_tokens).unwrap_or(0);
        Ok(Plan {
            max_new_tokens: self.length(given, prompt_length),
            min_new_tokens: least_new.max(least.saturating_sub(prompt_length)),
            max_time: self.max_time.map(Duration::from_secs_f32),
            sampling: self.sampling(given),
            sequence_bias: self.sequence_bias.clone(),
            repetition_penalty: self
                .repetition_penalty
                .or(given.repetition_penalty)
                .unwrap_or(1.0),
            no_repeat_ngram_size: self
                .no_repeat_ngram_size
                .or(given.no_repeat_ngram_size)
                .unwrap_or(0),
            bad_words: either(&self.bad_words_ids, &given.bad_words_ids),
            length_decay: self.exponential_decay_length_penalty,
            suppress: either(&self.suppress_tokens, &given.suppress_tokens),
            begin_suppress: either(&self.begin_suppress_tokens, &given.begin_suppress_tokens),
            seed: self.seed.unwrap_or_else(random::seed),
            stop: self.stop.clone(),
            top_n_tokens: self.top_n_tokens,
            use_cache: self.use_cache.unwrap_or(true),
            eos: either(&self.eos_token_id, &config.eos),
        })
    }

    fn sampling(&self, given: &Defaults) -> Option<Sampling> {
        let temperature = self.temperature.or(given.temperature).unwrap_or(1.0);
        let do_sample = self.do_sample.or(given.do_sample).unwrap_or(true) && temperature > 0.0;
        do_sample.then(|| Sampling {
            temperature,
            top_h: self.top_h.or(given.top_h),
            top_k: self.top_k.or(given.top_k).unwrap_or(DEFAULT_TOP_K),
            top_p: self.top_p.or(given.top_p).unwrap_or(1.0),
            min_p: self.min_p.or(given.min_p).unwrap_or(0.0),
            typical_p: self.typical_p.or(given.typical_p).unwrap_or(1.0),
            epsilon_cutoff: self.epsilon_cutoff.or(given.epsilon_cutoff).unwrap_or(0.0),
            eta_cutoff: self.eta_cutoff.or(given.eta_cutoff).unwrap_or(0.0),
        })
    }

    fn length(&self, given: &Defaults, prompt_length: usize) -> usize {
        // `max_length` in the model's file counts the prompt.
        let whole = given
            .max_length
            .map(|length| length.saturating_sub(prompt_length).max(1));
        self.max_new_tokens
            .or(given.max_new_tokens)
            .or(whole)
            .unwrap_or(DEFAULT_NEW_TOKENS)
    }

    /// Refuses what transformers refuses.
    fn check(&self) -> Result<(), ModelError> {
        let positive = |value: f32| value > 0.0 && value.is_finite();
        let share = |value: f32| (0.0..=1.0).contains(&value);
        let cutoff = |value: f32| (0.0..1.0).contains(&value);
        let some_share = |value: f32| value > 0.0 && value <= 1.0;
        let decay = self
            .exponential_decay_length_penalty
            .map(|(_, factor)| factor);
        let (above_zero, up_to_one) = ("a number above 0", "a number above 0, up to 1");
        number(
            "temperature",
            self.temperature,
            |value| value == 0.0 || positive(value),
            "a number of 0 or more",
        )?;
        number("top_p", self.top_p, share, "a number from 0 to 1")?;
        number("min_p", self.min_p, share, "a number from 0 to 1")?;
        number("typical_p", self.typical_p, some_share, up_to_one)?;
        number("top_h", self.top_h, some_share, up_to_one)?;
        let below_one = "a number from 0 to below 1";
        number("epsilon_cutoff", self.epsilon_cutoff, cutoff, below_one)?;
        number("eta_cutoff", self.eta_cutoff, cutoff, below_one)?;
        let penalty = self.repetition_penalty;
        number("repetition_penalty", penalty, positive, above_zero)?;
        number(
            "exponential_decay_length_penalty",
            decay,
            positive,
            "a factor above 0",
        )?;
        number(
            "max_time",
            self.max_time,
            |value| positive(value) && value < 1e9,
            "a number of seconds above 0",
        )?;
        if self.max_new_tokens == Some(0) {
            return Err(refused("max_new_tokens", "0", "a number of 1 or more"));
        }
        self.check_lists()
    }

    fn check_lists(&self) -> Result<(), ModelError> {
        for (option, texts) in [("stop", &self.stop), ("bad_words", &self.bad_words)] {
            if texts.iter().any(String::is_empty) {
                let expected = "texts with at least one character";
                return Err(refused(option, "an empty text", expected));
            }
        }
        let some = "lists with at least one token id";
        if self.bad_words_ids.iter().any(Vec::is_empty) {
            return Err(refused("bad_words_ids", "an empty list", some));
        }
        if self.sequence_bias.iter().any(|(ids, _)| ids.is_empty()) {
            return Err(refused("sequence_bias", "an empty list", some));
        }
        let bias = |(_, bias): &&(Vec<u32>, f32)| !bias.is_finite();
        match self.sequence_bias.iter().find(bias) {
            Some((_, bias)) => Err(refused(
                "sequence_bias",
                &bias.to_string(),
                "finite numbers; `bad_words_ids` removes tokens",
            )),
            None => Ok(()),
        }
    }
}

/// A list that was given, or else the model's own.
fn either<T: Clone>(given: &[T], own: &[T]) -> Vec<T> {
    if given.is_empty() { own } else { given }.to_vec()
}

fn number(
    option: &'static str,
    value: Option<f32>,
    possible: impl Fn(f32) -> bool,
    expected: &'static str,
) -> Result<(), ModelError> {
    match value {
        Some(value) if !possible(value) => Err(refused(option, &value.to_string(), expected)),
        _ => Ok(()),
    }
}

fn refused(option: &'static str, value: &str, expected: &'static str) -> ModelError {
    ModelError::Option {
        option,
        value: value.into(),
        expected,
    }
}

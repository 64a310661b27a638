//! What a caller may ask of a generation, and what that comes to for one model.

use crate::config::{Defaults, ModelConfig};
use crate::error::ModelError;
use crate::generate::random;

/// The names of all options, for whoever reads them from a script and wants to say which exist.
pub const OPTION_NAMES: &[&str] = &[
    "max_new_tokens",
    "min_new_tokens",
    "do_sample",
    "temperature",
    "top_k",
    "top_p",
    "min_p",
    "typical_p",
    "repetition_penalty",
    "no_repeat_ngram_size",
    "seed",
    "stop",
    "top_n_tokens",
    "use_cache",
];

/// How long the answer is if neither the caller nor the model says so: what transformers does.
const DEFAULT_NEW_TOKENS: usize = 20;

/// How many of the likeliest tokens are drawn from if neither the caller nor the model says so.
const DEFAULT_TOP_K: usize = 50;

/// How to generate. What is not set comes from the model's `generation_config.json`, and then from the
/// defaults of transformers, except that Mirror samples unless told otherwise.
///
/// ```
/// use mirror_models::GenerateOptions;
/// let greedy = GenerateOptions { temperature: Some(0.0), max_new_tokens: Some(60), ..Default::default() };
/// assert_eq!(greedy.top_k, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GenerateOptions {
    /// The largest number of tokens to add; 20 if unset. At least 1.
    pub max_new_tokens: Option<usize>,
    /// The text does not end by itself before this many tokens were added.
    pub min_new_tokens: Option<usize>,
    /// Draw tokens by chance (true) or always take the likeliest (false).
    pub do_sample: Option<bool>,
    /// Above 1 the draw is bolder, below 1 more careful; 0 means always the likeliest token.
    pub temperature: Option<f32>,
    /// Draw from this many of the likeliest tokens only; 0 means from all, unset means 50.
    pub top_k: Option<usize>,
    /// Draw from the likeliest tokens that together have this probability, 0 to 1.
    pub top_p: Option<f32>,
    /// Draw from tokens that are at least this share as probable as the likeliest one, 0 to 1.
    pub min_p: Option<f32>,
    /// Draw from the tokens whose surprise is nearest to the expected one, up to this probability, above 0 to 1.
    pub typical_p: Option<f32>,
    /// Above 1, tokens that occurred before become less likely; 1 changes nothing. Above 0.
    pub repetition_penalty: Option<f32>,
    /// No sequence of this many tokens occurs twice; 0 changes nothing.
    pub no_repeat_ngram_size: Option<usize>,
    /// The same seed gives the same text for the same prompt and options, whatever else runs.
    pub seed: Option<u64>,
    /// Texts that end the answer. The answer is cut off before them.
    pub stop: Vec<String>,
    /// How many alternatives to report for each token; 0 reports none.
    pub top_n_tokens: usize,
    /// Whether earlier steps are remembered (true if unset). Without it each step reads the whole text again:
    /// slow, and only good for comparing.
    pub use_cache: Option<bool>,
}

/// Everything decided: the options of one generation for one model.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    pub(crate) max_new_tokens: usize,
    pub(crate) min_new_tokens: usize,
    /// `None` means greedy.
    pub(crate) sampling: Option<Sampling>,
    pub(crate) repetition_penalty: f32,
    pub(crate) no_repeat_ngram_size: usize,
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
    pub(crate) top_k: usize,
    pub(crate) top_p: f32,
    pub(crate) min_p: f32,
    pub(crate) typical_p: f32,
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
        let temperature = self.temperature.or(given.temperature).unwrap_or(1.0);
        let do_sample = self.do_sample.or(given.do_sample).unwrap_or(true) && temperature > 0.0;
        let sampling = Sampling {
            temperature,
            top_k: self.top_k.or(given.top_k).unwrap_or(DEFAULT_TOP_K),
            top_p: self.top_p.or(given.top_p).unwrap_or(1.0),
            min_p: self.min_p.or(given.min_p).unwrap_or(0.0),
            typical_p: self.typical_p.or(given.typical_p).unwrap_or(1.0),
        };
        Ok(Plan {
            max_new_tokens: self.length(given, prompt_length),
            min_new_tokens: self.min_new_tokens.or(given.min_new_tokens).unwrap_or(0),
            sampling: do_sample.then_some(sampling),
            repetition_penalty: self
                .repetition_penalty
                .or(given.repetition_penalty)
                .unwrap_or(1.0),
            no_repeat_ngram_size: self
                .no_repeat_ngram_size
                .or(given.no_repeat_ngram_size)
                .unwrap_or(0),
            seed: self.seed.unwrap_or_else(random::seed),
            stop: self.stop.clone(),
            top_n_tokens: self.top_n_tokens,
            use_cache: self.use_cache.unwrap_or(true),
            eos: config.eos.clone(),
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
        number(
            "temperature",
            self.temperature,
            |value| value == 0.0 || positive(value),
            "a number of 0 or more",
        )?;
        number("top_p", self.top_p, share, "a number from 0 to 1")?;
        number("min_p", self.min_p, share, "a number from 0 to 1")?;
        number(
            "typical_p",
            self.typical_p,
            |value| value > 0.0 && value <= 1.0,
            "a number above 0, up to 1",
        )?;
        number(
            "repetition_penalty",
            self.repetition_penalty,
            positive,
            "a number above 0",
        )?;
        if self.max_new_tokens == Some(0) {
            return Err(refused("max_new_tokens", "0", "a number of 1 or more"));
        }
        if self.stop.iter().any(String::is_empty) {
            return Err(refused(
                "stop",
                "an empty text",
                "texts with at least one character",
            ));
        }
        Ok(())
    }
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

#[cfg(test)]
#[path = "options_tests.rs"]
mod tests;

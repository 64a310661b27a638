//! What a caller may ask of a generation.

/// The names of all options, for whoever reads them from a script and wants to say which exist.
pub const OPTION_NAMES: &[&str] = &[
    "max_new_tokens",
    "min_new_tokens",
    "min_length",
    "max_time",
    "do_sample",
    "temperature",
    "top_h",
    "top_k",
    "top_p",
    "min_p",
    "typical_p",
    "epsilon_cutoff",
    "eta_cutoff",
    "sequence_bias",
    "repetition_penalty",
    "no_repeat_ngram_size",
    "bad_words",
    "bad_words_ids",
    "exponential_decay_length_penalty",
    "suppress_tokens",
    "begin_suppress_tokens",
    "eos_token_id",
    "seed",
    "stop",
    "top_n_tokens",
    "use_cache",
];

/// How to generate. What is not set comes from the model's `generation_config.json`, and then from the
/// defaults of transformers, except that Mirror samples unless told otherwise. The names are those of
/// transformers; its `renormalize_logits` is missing because probabilities are normalized here in any case.
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
    /// The same, with the prompt's tokens counted in.
    pub min_length: Option<usize>,
    /// The answer ends with the first token after this many seconds. Above 0.
    pub max_time: Option<f32>,
    /// Draw tokens by chance (true) or always take the likeliest (false).
    pub do_sample: Option<bool>,
    /// Above 1 the draw is bolder, below 1 more careful; 0 means always the likeliest token.
    pub temperature: Option<f32>,
    /// Draw from the likeliest tokens that together carry this share of the entropy, above 0 to 1.
    pub top_h: Option<f32>,
    /// Draw from this many of the likeliest tokens only; 0 means from all, unset means 50.
    pub top_k: Option<usize>,
    /// Draw from the likeliest tokens that together have this probability, 0 to 1.
    pub top_p: Option<f32>,
    /// Draw from tokens that are at least this share as probable as the likeliest one, 0 to 1.
    pub min_p: Option<f32>,
    /// Draw from the tokens whose surprise is nearest to the expected one, up to this probability, above 0 to 1.
    pub typical_p: Option<f32>,
    /// Draw from tokens of at least this probability, 0 to below 1.
    pub epsilon_cutoff: Option<f32>,
    /// The same with a limit that sinks where the model is unsure, 0 to below 1.
    pub eta_cutoff: Option<f32>,
    /// Numbers to add to the score of the last token of each sequence, where the others stand before it.
    pub sequence_bias: Vec<(Vec<u32>, f32)>,
    /// Above 1, tokens that occurred before become less likely; 1 changes nothing. Above 0.
    pub repetition_penalty: Option<f32>,
    /// No sequence of this many tokens occurs twice; 0 changes nothing.
    pub no_repeat_ngram_size: Option<usize>,
    /// Texts that the answer does not contain as tokens, neither at its beginning nor after a space.
    pub bad_words: Vec<String>,
    /// Sequences of tokens that the answer does not contain.
    pub bad_words_ids: Vec<Vec<u32>>,
    /// After that many tokens, the end of the text becomes likelier by this factor with each token.
    pub exponential_decay_length_penalty: Option<(usize, f32)>,
    /// Tokens that are never chosen.
    pub suppress_tokens: Vec<u32>,
    /// Tokens that are not chosen first.
    pub begin_suppress_tokens: Vec<u32>,
    /// The tokens that end the text, if not those that the model names.
    pub eos_token_id: Vec<u32>,
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

#[cfg(test)]
#[path = "options_tests.rs"]
mod tests;

//! What a model's `config.json` and `generation_config.json` say.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::error::ModelError;
use crate::files::{ModelFiles, name};

/// The parts of a model's configuration that generation needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct ModelConfig {
    /// How many tokens the model reads at most, prompt and answer together.
    pub(crate) context_length: usize,
    /// The token that begins a text, used for an empty prompt.
    pub(crate) bos: Option<u32>,
    /// The tokens that end a text.
    pub(crate) eos: Vec<u32>,
    /// The generation defaults that come with the model.
    pub(crate) defaults: Defaults,
}

/// The options that `generation_config.json` sets; unset ones take transformers' own defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Defaults {
    pub(crate) do_sample: Option<bool>,
    pub(crate) max_length: Option<usize>,
    pub(crate) max_new_tokens: Option<usize>,
    pub(crate) min_new_tokens: Option<usize>,
    pub(crate) min_length: Option<usize>,
    pub(crate) temperature: Option<f32>,
    pub(crate) top_k: Option<usize>,
    pub(crate) top_p: Option<f32>,
    pub(crate) min_p: Option<f32>,
    pub(crate) typical_p: Option<f32>,
    pub(crate) top_h: Option<f32>,
    pub(crate) epsilon_cutoff: Option<f32>,
    pub(crate) eta_cutoff: Option<f32>,
    pub(crate) repetition_penalty: Option<f32>,
    pub(crate) no_repeat_ngram_size: Option<usize>,
    pub(crate) bad_words_ids: Vec<Vec<u32>>,
    pub(crate) suppress_tokens: Vec<u32>,
    pub(crate) begin_suppress_tokens: Vec<u32>,
}

/// The names under which architectures keep their context length.
const CONTEXT_KEYS: [&str; 5] = [
    "n_positions",
    "max_position_embeddings",
    "n_ctx",
    "max_seq_len",
    "seq_length",
];

impl ModelConfig {
    /// Reads both files.
    pub(crate) fn read(files: &ModelFiles) -> Result<Self, ModelError> {
        let config = object(&files.config)?;
        let generation = files
            .generation
            .as_deref()
            .map(object)
            .transpose()?
            .unwrap_or_default();
        // What stands in `generation_config.json` wins; older models have it all in `config.json`.
        let either = |key: &str| {
            [&generation, &config]
                .into_iter()
                .find_map(|file| set(file, key))
                .cloned()
        };
        let text = config.get("text_config").unwrap_or(&config);
        let context = CONTEXT_KEYS.iter().find_map(|key| size(text, key));
        Ok(Self {
            // An architecture without positions has no limit of its own.
            context_length: context.unwrap_or(u32::MAX as usize),
            bos: either("bos_token_id")
                .as_ref()
                .and_then(ids)
                .and_then(|ids| ids.first().copied()),
            eos: either("eos_token_id")
                .as_ref()
                .and_then(ids)
                .unwrap_or_default(),
            defaults: Defaults::read(&generation),
        })
    }
}

impl Defaults {
    fn read(file: &Value) -> Self {
        let number = |key: &str| {
            set(file, key)
                .and_then(Value::as_f64)
                .map(|number| number as f32)
        };
        let tokens = |key: &str| set(file, key).and_then(ids).unwrap_or_default();
        let words = set(file, "bad_words_ids")
            .and_then(Value::as_array)
            .and_then(|words| words.iter().map(ids).collect());
        Self {
            do_sample: set(file, "do_sample").and_then(Value::as_bool),
            max_length: size(file, "max_length"),
            max_new_tokens: size(file, "max_new_tokens"),
            min_new_tokens: size(file, "min_new_tokens"),
            min_length: size(file, "min_length"),
            temperature: number("temperature"),
            top_k: size(file, "top_k"),
            top_p: number("top_p"),
            min_p: number("min_p"),
            typical_p: number("typical_p"),
            top_h: number("top_h"),
            epsilon_cutoff: number("epsilon_cutoff"),
            eta_cutoff: number("eta_cutoff"),
            repetition_penalty: number("repetition_penalty"),
            no_repeat_ngram_size: size(file, "no_repeat_ngram_size"),
            bad_words_ids: words.unwrap_or_default(),
            suppress_tokens: tokens("suppress_tokens"),
            begin_suppress_tokens: tokens("begin_suppress_tokens"),
        }
    }
}

fn set<'a>(file: &'a Value, key: &str) -> Option<&'a Value> {
    file.get(key).filter(|value| !value.is_null())
}

fn size(file: &Value, key: &str) -> Option<usize> {
    set(file, key)
        .and_then(Value::as_u64)
        .and_then(|number| usize::try_from(number).ok())
}

/// One token id or a list of them.
fn ids(value: &Value) -> Option<Vec<u32>> {
    let one = |value: &Value| value.as_u64().and_then(|id| u32::try_from(id).ok());
    match value {
        Value::Array(values) => values.iter().map(one).collect(),
        value => one(value).map(|id| vec![id]),
    }
}

/// Reads a file that holds one JSON object.
pub(crate) fn object(path: &Path) -> Result<Value, ModelError> {
    let refuse = |reason: String| ModelError::Config {
        file: name(path),
        reason,
        path: path.into(),
    };
    let text = fs::read_to_string(path).map_err(|error| refuse(error.to_string()))?;
    let value: Value =
        serde_json::from_str(&text).map_err(|error| refuse(format!("it is not JSON ({error})")))?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(refuse("it holds no JSON object".into()))
    }
}

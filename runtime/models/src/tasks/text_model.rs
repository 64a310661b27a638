//! A model that reads text: its tokenizer, its file, and batches of texts for it.

use std::path::Path;

use serde_json::Value;
use tokenizers::{Encoding, PostProcessor, Tokenizer, TruncationDirection};

use crate::config::object;
use crate::error::ModelError;
use crate::files::{list, name, refuse_pointer};
use crate::load_options::LoadOptions;
use crate::onnx_model::{OnnxModel, OnnxValue};
use crate::stop::StopFlag;
use crate::tensor::Tensor;

/// How many texts are read in one call. More need more memory and are hardly faster.
const BATCH: usize = 16;

/// What a text is read with where nothing says how long it may be.
const USUAL_LENGTH: usize = 512;

/// One or two texts that are read together.
pub(super) type Reading<'a> = (&'a str, Option<&'a str>);

/// A model that reads text.
pub(super) struct TextModel {
    pub(super) name: String,
    pub(super) config: Value,
    pub(super) tokenizer: Tokenizer,
    /// How many tokens it reads at most.
    pub(super) longest: usize,
    pub(super) model: OnnxModel,
    settings: Value,
    pad: u32,
}

impl TextModel {
    /// Loads a model from a folder with the Hub's layout; it must have one of these outputs.
    pub(super) fn load(
        folder: &Path,
        options: &LoadOptions,
        stop: &StopFlag,
        task: &'static str,
        outputs: &[&str],
    ) -> Result<Self, ModelError> {
        let config = task_file(folder, "config.json")?;
        let config = object(&config)?;
        let path = task_file(folder, "tokenizer.json")?;
        let refuse = |reason: String| ModelError::Config {
            file: "tokenizer.json".into(),
            reason,
            path: path.clone(),
        };
        let mut tokenizer = Tokenizer::from_file(&path)
            .map_err(|error| refuse(format!("it is no tokenizer ({error})")))?;
        // What is cut and filled up is decided for each batch.
        tokenizer.with_padding(None);
        tokenizer
            .with_truncation(None)
            .map_err(|error| refuse(error.to_string()))?;
        let settings = folder.join("tokenizer_config.json");
        let settings = match settings.is_file() {
            true => object(&settings)?,
            false => Value::Null,
        };
        let model = OnnxModel::load(folder, options, stop)?;
        wants(&model, task, "input", "input_ids")?;
        if !outputs.iter().any(|name| has(&model, name)) {
            wants(&model, task, "output", outputs[0])?;
        }
        let mut text = Self {
            name: name(folder),
            longest: longest(&config, &settings),
            config,
            tokenizer,
            model,
            settings,
            pad: 0,
        };
        text.pad = text.special("pad_token").unwrap_or(0);
        Ok(text)
    }

    /// The id of a special token, such as `mask_token`.
    pub(super) fn special(&self, name: &str) -> Option<u32> {
        let token = &self.settings[name];
        let text = token.as_str().or_else(|| token["content"].as_str());
        let usual = match name {
            "mask_token" => ["[MASK]", "<mask>"],
            "cls_token" => ["[CLS]", "<s>"],
            "unk_token" => ["[UNK]", "<unk>"],
            _ => ["[PAD]", "<pad>"],
        };
        let named = text.and_then(|text| self.tokenizer.token_to_id(text));
        named.or_else(|| {
            usual
                .iter()
                .find_map(|text| self.tokenizer.token_to_id(text))
        })
    }

    pub(super) fn refused(&self, error: &dyn std::fmt::Display) -> ModelError {
        ModelError::Tokenize {
            model: self.name.clone(),
            reason: error.to_string(),
        }
    }

    /// The tokens of texts, cut to the model's length; of two, the first one is cut.
    pub(super) fn encode(&self, readings: &[Reading<'_>]) -> Result<Vec<Encoding>, ModelError> {
        let tokenizer = &self.tokenizer;
        let refused = |error: tokenizers::Error| self.refused(&error);
        // Offsets are counted in characters, as everything that shows text counts.
        let read = |text: &str| tokenizer.encode_char_offsets(text, false).map_err(refused);
        let added = |pair| {
            tokenizer
                .get_post_processor()
                .map_or(0, |processor| processor.added_tokens(pair))
        };
        let encode = |(first, second): &Reading<'_>| {
            let mut first = read(first)?;
            let second = second.map(read).transpose()?;
            let taken = second.as_ref().map_or(0, Encoding::len) + added(second.is_some());
            first.truncate(
                self.longest.saturating_sub(taken),
                0,
                TruncationDirection::Right,
            );
            // What was cut off is not read; it would be put together with the second text too.
            first.take_overflowing();
            tokenizer.post_process(first, second, true).map_err(refused)
        };
        readings.iter().map(encode).collect()
    }

    /// Runs the model over all readings and gives an output's rows: for each reading a tensor whose first
    /// dimension is the batch's. Rows are as long as the longest of their batch.
    pub(super) fn run(
        &self,
        encodings: &[Encoding],
        outputs: &[&str],
        stop: &StopFlag,
        mut each: impl FnMut(&Encoding, Vec<Tensor>) -> Result<(), ModelError>,
    ) -> Result<(), ModelError> {
        for batch in encodings.chunks(BATCH) {
            let found = self.call(batch, outputs, stop)?;
            for (row, encoding) in (0..).zip(batch) {
                let rows = found
                    .iter()
                    .map(|tensor| tensor.pick(&[crate::tensor::Pick::At(row)]));
                let rows: Result<Vec<Tensor>, _> = rows.collect();
                each(
                    encoding,
                    rows.map_err(|error| self.odd(&error.to_string()))?,
                )?;
            }
        }
        Ok(())
    }

    fn call(
        &self,
        batch: &[Encoding],
        outputs: &[&str],
        stop: &StopFlag,
    ) -> Result<Vec<Tensor>, ModelError> {
        let width = batch.iter().map(Encoding::len).max().unwrap_or(0);
        let table = |of: &dyn Fn(&Encoding) -> Vec<u32>, filling: u32| {
            let mut numbers = Vec::with_capacity(batch.len() * width);
            for encoding in batch {
                let row = of(encoding);
                let rest = width - row.len();
                numbers.extend(row.into_iter().map(i64::from));
                numbers.extend(std::iter::repeat_n(i64::from(filling), rest));
            }
            Tensor::from_i64(&[batch.len(), width], numbers)
                .map_err(|error| self.odd(&error.to_string()))
        };
        let mut given: Vec<(String, OnnxValue)> = Vec::new();
        for port in self.model.inputs() {
            let numbers = match port.name.as_str() {
                "input_ids" => table(&|encoding| encoding.get_ids().to_vec(), self.pad)?,
                "attention_mask" => table(&|encoding| encoding.get_attention_mask().to_vec(), 0)?,
                "token_type_ids" => table(&|encoding| encoding.get_type_ids().to_vec(), 0)?,
                "position_ids" => table(&|encoding| (0..encoding.len() as u32).collect(), 0)?,
                other => {
                    return Err(ModelError::Unsupported {
                        reason: format!("it asks for an input `{other}` that nobody gives it"),
                        path: self.model.path().into(),
                    });
                }
            };
            given.push((port.name.clone(), numbers.into()));
        }
        let mut found = self.model.run(given, stop)?;
        let mut take = |name: &&str| {
            let place = found.iter().position(|(found, _)| found == name);
            match place.map(|place| found.swap_remove(place).1) {
                Some(OnnxValue::Tensor(tensor)) => Ok(tensor),
                _ => Err(self.odd(&format!("its output `{name}` is no tensor"))),
            }
        };
        outputs.iter().map(&mut take).collect()
    }

    /// Something about the model's answer that cannot be.
    pub(super) fn odd(&self, reason: &str) -> ModelError {
        ModelError::Compute {
            model: self.name.clone(),
            reason: reason.into(),
        }
    }
}

/// A file of a model's folder that must be there.
pub(super) fn task_file(folder: &Path, file: &str) -> Result<std::path::PathBuf, ModelError> {
    if !folder.is_dir() {
        return Err(crate::files::missing_folder(folder));
    }
    let path = folder.join(file);
    if !path.is_file() {
        return Err(ModelError::MissingFile {
            model: name(folder),
            what: format!("`{file}`"),
            looked_for: format!("`{file}`"),
            folder: folder.into(),
        });
    }
    refuse_pointer(&path)?;
    Ok(path)
}

/// Whether a model has an output.
pub(super) fn has(model: &OnnxModel, output: &str) -> bool {
    model.outputs().iter().any(|port| port.name == output)
}

/// Refuses a model without the input or output that a task needs.
pub(super) fn wants(
    model: &OnnxModel,
    task: &'static str,
    what: &str,
    wanted: &str,
) -> Result<(), ModelError> {
    let ports = match what {
        "input" => model.inputs(),
        _ => model.outputs(),
    };
    if ports.iter().any(|port| port.name == wanted) {
        return Ok(());
    }
    let names =
        |ports: &[crate::onnx_model::Port]| list(ports.iter().map(|port| port.name.as_str()));
    Err(ModelError::NotTask {
        task,
        missing: format!("{what} `{wanted}`"),
        inputs: names(model.inputs()),
        outputs: names(model.outputs()),
        path: model.path().into(),
    })
}

/// How many tokens a model reads at most.
fn longest(config: &Value, settings: &Value) -> usize {
    // Tokenizers without a limit write a number with thirty digits.
    let said = settings["model_max_length"]
        .as_u64()
        .filter(|said| *said < 1 << 20);
    let places = config["max_position_embeddings"]
        .as_u64()
        .or(config["n_positions"].as_u64());
    let longest = match (said, places) {
        (Some(said), Some(places)) => Some(said.min(places)),
        (said, places) => said.or(places),
    };
    longest
        .and_then(|longest| usize::try_from(longest).ok())
        .filter(|longest| *longest > 2)
        .unwrap_or(USUAL_LENGTH)
}

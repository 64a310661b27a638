//! `image_classifier`: what a picture shows.

use std::path::Path;

use serde_json::Value;

use super::labels::{Apply, Scored, ranked};
use super::picture::Picture;
use super::processor::Processor;
use super::text_model::{task_file, wants};
use crate::config::object;
use crate::error::ModelError;
use crate::files::name;
use crate::load_options::LoadOptions;
use crate::onnx_model::{OnnxModel, OnnxValue};
use crate::stop::StopFlag;
use crate::tensor::Tensor;

/// How many pictures are looked at in one call.
const BATCH: usize = 8;

/// A model that says what a picture shows.
pub struct ImageClassifier {
    name: String,
    config: Value,
    processor: Processor,
    model: OnnxModel,
}

impl ImageClassifier {
    /// Loads a model from a folder with the Hub's layout.
    ///
    /// # Errors
    /// When the folder lacks a file, or the model is of another kind.
    pub fn load(folder: &Path, options: &LoadOptions, stop: &StopFlag) -> Result<Self, ModelError> {
        let config = object(&task_file(folder, "config.json")?)?;
        let processor = Processor::read(folder)?;
        let model = OnnxModel::load(folder, options, stop)?;
        wants(&model, "image classifier", "input", "pixel_values")?;
        wants(&model, "image classifier", "output", "logits")?;
        Ok(Self {
            name: name(folder),
            config,
            processor,
            model,
        })
    }

    /// For each picture all classes, the best first.
    ///
    /// # Errors
    /// When the model fails, or the flag is raised.
    pub fn classify(
        &self,
        pictures: &[Picture],
        apply: Option<Apply>,
        stop: &StopFlag,
    ) -> Result<Vec<Vec<Scored>>, ModelError> {
        let odd = |reason: String| ModelError::Compute {
            model: self.name.clone(),
            reason,
        };
        let mut answers = Vec::with_capacity(pictures.len());
        for batch in pictures.chunks(BATCH) {
            let numbers = batch.iter().map(|picture| self.processor.numbers(picture));
            let numbers = numbers
                .collect::<Result<Vec<_>, _>>()
                .and_then(|numbers| Tensor::stack(&numbers, 0))
                .map_err(|error| odd(error.to_string()))?;
            let outputs = self
                .model
                .run(vec![("pixel_values".into(), numbers.into())], stop)?;
            let logits = outputs.into_iter().find(|(name, _)| name == "logits");
            let Some((_, OnnxValue::Tensor(logits))) = logits else {
                return Err(odd("its `logits` are no tensor".into()));
            };
            let (logits, rows) = (logits.to_f32(), batch.len());
            for row in logits.chunks_exact((logits.len() / rows).max(1)) {
                let apply = apply.unwrap_or_else(|| Apply::of(&self.config, row.len()));
                answers.push(ranked(&self.config, &apply.to(row)));
            }
        }
        Ok(answers)
    }
}

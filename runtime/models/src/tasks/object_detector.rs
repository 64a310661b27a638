//! `object_detector`: what a picture shows, and where.

use std::path::Path;

use serde_json::Value;

use super::labels::{label, largest, softmax};
use super::picture::Picture;
use super::processor::Processor;
use super::text_model::{task_file, wants};
use crate::config::object;
use crate::error::ModelError;
use crate::files::name;
use crate::load_options::LoadOptions;
use crate::onnx_model::{OnnxModel, OnnxValue};
use crate::stop::StopFlag;
use crate::tensor::{Dtype, Number, Tensor};

/// A model that finds things in pictures, of the family of DETR and YOLOS.
pub struct ObjectDetector {
    name: String,
    config: Value,
    processor: Processor,
    model: OnnxModel,
}

/// A thing in a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Detected {
    /// What it is.
    pub label: String,
    /// How sure the model is, from 0 to 1.
    pub score: f64,
    /// Left, top, right and bottom, in whole pixels of the picture.
    pub corners: [i64; 4],
}

impl ObjectDetector {
    /// Loads a model from a folder with the Hub's layout.
    ///
    /// # Errors
    /// When the folder lacks a file, or the model is of another kind.
    pub fn load(folder: &Path, options: &LoadOptions, stop: &StopFlag) -> Result<Self, ModelError> {
        let config = object(&task_file(folder, "config.json")?)?;
        let processor = Processor::read(folder)?;
        let model = OnnxModel::load(folder, options, stop)?;
        wants(&model, "object detector", "input", "pixel_values")?;
        for output in ["logits", "pred_boxes"] {
            wants(&model, "object detector", "output", output)?;
        }
        Ok(Self {
            name: name(folder),
            config,
            processor,
            model,
        })
    }

    /// The things in a picture of which the model is surer than the threshold, the surest first.
    ///
    /// # Errors
    /// When the model fails, or the flag is raised.
    pub fn detect(
        &self,
        picture: &Picture,
        threshold: f64,
        stop: &StopFlag,
    ) -> Result<Vec<Detected>, ModelError> {
        let odd = |reason: String| ModelError::Compute {
            model: self.name.clone(),
            reason,
        };
        let numbers = self
            .processor
            .numbers(picture)
            .and_then(|numbers| numbers.unsqueeze(0));
        let numbers = numbers.map_err(|error| odd(error.to_string()))?;
        let mut given: Vec<(String, OnnxValue)> = Vec::new();
        // Some exports ask which pixels are the picture's: here all of them.
        if self
            .model
            .inputs()
            .iter()
            .any(|port| port.name == "pixel_mask")
        {
            let shape = numbers.shape();
            let mask = Tensor::full(&[1, shape[2], shape[3]], Number::Whole(1), Dtype::I64);
            given.push((
                "pixel_mask".into(),
                mask.map_err(|error| odd(error.to_string()))?.into(),
            ));
        }
        given.push(("pixel_values".into(), numbers.into()));
        let outputs = self.model.run(given, stop)?;
        let floats = |name: &str| match outputs.iter().find(|(found, _)| found == name) {
            Some((_, OnnxValue::Tensor(tensor))) => Ok(tensor.clone()),
            _ => Err(odd(format!("its output `{name}` is no tensor"))),
        };
        let (logits, boxes) = (floats("logits")?, floats("pred_boxes")?.to_f32());
        let classes = logits.shape().last().copied().unwrap_or(0);
        let (width, height) = (picture.width as f32, picture.height as f32);
        let mut found = Vec::new();
        for (scores, corners) in logits
            .to_f32()
            .chunks_exact(classes.max(1))
            .zip(boxes.chunks_exact(4))
        {
            let shares = softmax(scores);
            // The last class stands for nothing at all.
            let shares = &shares[..shares.len().saturating_sub(1)];
            let class = largest(shares);
            let Some(score) = shares
                .get(class)
                .copied()
                .filter(|score| *score > threshold)
            else {
                continue;
            };
            let [x, y, wide, high] = [corners[0], corners[1], corners[2], corners[3]];
            let edges = [
                (x - 0.5 * wide) * width,
                (y - 0.5 * high) * height,
                (x + 0.5 * wide) * width,
                (y + 0.5 * high) * height,
            ];
            found.push(Detected {
                label: label(&self.config, class),
                score,
                corners: edges.map(|edge| edge as i64),
            });
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        Ok(found)
    }
}

//! `text_classifier`: which class a text belongs to, such as positive or negative.

use std::path::Path;

use super::labels::{Apply, Scored, ranked};
use super::text_model::{Reading, TextModel};
use crate::error::ModelError;
use crate::load_options::LoadOptions;
use crate::stop::StopFlag;

/// A model that says which class a text belongs to.
pub struct TextClassifier {
    text: TextModel,
}

impl TextClassifier {
    /// Loads a model from a folder with the Hub's layout.
    ///
    /// # Errors
    /// When the folder lacks a file, or the model is of another kind.
    pub fn load(folder: &Path, options: &LoadOptions, stop: &StopFlag) -> Result<Self, ModelError> {
        let text = TextModel::load(folder, options, stop, "text classifier", &["logits"])?;
        Ok(Self { text })
    }

    /// For each text all classes, the best first.
    ///
    /// # Errors
    /// When the model fails, or the flag is raised.
    pub fn classify(
        &self,
        texts: &[String],
        apply: Option<Apply>,
        stop: &StopFlag,
    ) -> Result<Vec<Vec<Scored>>, ModelError> {
        let readings: Vec<Reading<'_>> = texts.iter().map(|text| (text.as_str(), None)).collect();
        let encodings = self.text.encode(&readings)?;
        let mut answers = Vec::with_capacity(texts.len());
        self.text.run(&encodings, &["logits"], stop, |_, rows| {
            let logits = rows[0].to_f32();
            let config = &self.text.config;
            let apply = apply.unwrap_or_else(|| Apply::of(config, logits.len()));
            answers.push(ranked(config, &apply.to(&logits)));
            Ok(())
        })?;
        Ok(answers)
    }
}

//! `zero_shot`: which of any labels fits a text, asked of a model that knows what follows from what.

use std::path::Path;

use super::labels::{Scored, label, softmax};
use super::text_model::{Reading, TextModel};
use crate::error::ModelError;
use crate::load_options::LoadOptions;
use crate::stop::StopFlag;

/// A model that says whether a sentence follows from a text.
pub struct ZeroShot {
    text: TextModel,
    /// The class that says "it follows", where the model names it.
    entailment: Option<usize>,
}

impl ZeroShot {
    /// What is asked of each label unless somebody asks otherwise.
    pub const TEMPLATE: &'static str = "This example is {}.";

    /// Loads a model from a folder with the Hub's layout.
    ///
    /// # Errors
    /// When the folder lacks a file, or the model is of another kind.
    pub fn load(folder: &Path, options: &LoadOptions, stop: &StopFlag) -> Result<Self, ModelError> {
        let task = "zero-shot classifier";
        let text = TextModel::load(folder, options, stop, task, &["logits"])?;
        let classes = text.config["id2label"]
            .as_object()
            .map_or(3, serde_json::Map::len);
        let entails = |class: &usize| {
            label(&text.config, *class)
                .to_lowercase()
                .starts_with("entail")
        };
        let entailment = (0..classes).find(entails);
        Ok(Self { text, entailment })
    }

    /// For each text all labels, the best first. With `multi_label` each label is judged by itself; otherwise
    /// their scores are shares of 1.
    ///
    /// # Errors
    /// When the template has no `{}`, the model fails, or the flag is raised.
    pub fn classify(
        &self,
        texts: &[String],
        labels: &[String],
        multi_label: bool,
        template: &str,
        stop: &StopFlag,
    ) -> Result<Vec<Vec<Scored>>, ModelError> {
        if !template.contains("{}") {
            return Err(ModelError::Option {
                option: "hypothesis_template",
                value: format!("\"{template}\""),
                expected: "a text with `{}` where the label goes",
            });
        }
        let hypotheses: Vec<String> = labels
            .iter()
            .map(|label| template.replacen("{}", label, 1))
            .collect();
        let pair = |text| {
            hypotheses
                .iter()
                .map(move |hypothesis: &String| -> Reading<'_> {
                    (text, Some(hypothesis.as_str()))
                })
        };
        let readings: Vec<Reading<'_>> =
            texts.iter().flat_map(|text| pair(text.as_str())).collect();
        let encodings = self.text.encode(&readings)?;
        let mut judged = Vec::with_capacity(readings.len());
        self.text.run(&encodings, &["logits"], stop, |_, rows| {
            let logits = rows[0].to_f32();
            let entails = self.entailment.unwrap_or(logits.len().saturating_sub(1));
            // As transformers has it: the last class where entailment is the first, else the first.
            let contradicts = if entails == 0 {
                logits.len().saturating_sub(1)
            } else {
                0
            };
            judged.push([logits[contradicts], logits[entails]]);
            Ok(())
        })?;
        let alone = multi_label || labels.len() == 1;
        let ranked = judged.chunks_exact(labels.len().max(1)).map(|judged| {
            let scores: Vec<f64> = match alone {
                true => judged.iter().map(|pair| softmax(pair)[1]).collect(),
                false => softmax(&judged.iter().map(|pair| pair[1]).collect::<Vec<_>>()),
            };
            let mut ranked: Vec<Scored> = labels
                .iter()
                .zip(scores)
                .map(|(label, score)| Scored {
                    label: label.clone(),
                    score,
                })
                .collect();
            ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
            ranked
        });
        Ok(ranked.collect())
    }
}

//! `embedder`: texts as vectors; alike texts have alike vectors.

use std::path::Path;

use super::text_model::{Reading, TextModel, has};
use crate::config::object;
use crate::error::ModelError;
use crate::load_options::LoadOptions;
use crate::stop::StopFlag;
use crate::tensor::{Tensor, TensorError, written};

/// How the vectors of a text's tokens become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pooling {
    /// Their mean.
    Mean,
    /// The first one, which stands for the whole text in models of BERT's kind.
    Cls,
    /// The last one, in models that read from left to right.
    Last,
}

impl Pooling {
    /// The names in scripts.
    pub const NAMES: [&'static str; 3] = ["mean", "cls", "last"];

    /// The one with a name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "mean" => Some(Self::Mean),
            "cls" => Some(Self::Cls),
            "last" => Some(Self::Last),
            _ => None,
        }
    }

    /// What a folder of sentence-transformers says.
    fn of(folder: &Path) -> Self {
        let Ok(config) = object(&folder.join("1_Pooling/config.json")) else {
            return Self::Mean;
        };
        match () {
            () if config["pooling_mode_cls_token"] == true => Self::Cls,
            () if config["pooling_mode_lasttoken"] == true => Self::Last,
            () => Self::Mean,
        }
    }
}

/// A model that makes vectors of texts.
pub struct Embedder {
    text: TextModel,
    usual: Pooling,
}

impl Embedder {
    /// Loads a model from a folder with the Hub's layout.
    ///
    /// # Errors
    /// When the folder lacks a file, or the model is of another kind.
    pub fn load(folder: &Path, options: &LoadOptions, stop: &StopFlag) -> Result<Self, ModelError> {
        let outputs = [
            "last_hidden_state",
            "token_embeddings",
            "sentence_embedding",
        ];
        Ok(Self {
            text: TextModel::load(folder, options, stop, "embedder", &outputs)?,
            usual: Pooling::of(folder),
        })
    }

    /// A vector for each text, as the rows of a tensor.
    ///
    /// # Errors
    /// When the model fails, or the flag is raised.
    pub fn embed(
        &self,
        texts: &[String],
        pooling: Option<Pooling>,
        normalize: bool,
        stop: &StopFlag,
    ) -> Result<Tensor, ModelError> {
        let readings: Vec<Reading<'_>> = texts.iter().map(|text| (text.as_str(), None)).collect();
        let encodings = self.text.encode(&readings)?;
        let tokens = ["last_hidden_state", "token_embeddings"];
        let output = tokens.into_iter().find(|name| has(&self.text.model, name));
        // A model that pools by itself is asked for that, unless somebody wants it another way.
        let pooled =
            has(&self.text.model, "sentence_embedding") && (pooling.is_none() || output.is_none());
        let output = if pooled {
            "sentence_embedding"
        } else {
            output.unwrap_or("last_hidden_state")
        };
        let pooling = pooling.unwrap_or(self.usual);
        let (mut numbers, mut width) = (Vec::new(), 0);
        self.text
            .run(&encodings, &[output], stop, |encoding, rows| {
                let values = rows[0].to_f32();
                width = rows[0].shape().last().copied().unwrap_or(0);
                let mut vector = match pooled {
                    true => values.to_vec(),
                    false => pool(&values, width, encoding.len(), pooling),
                };
                if normalize {
                    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
                    vector
                        .iter_mut()
                        .for_each(|value| *value /= length.max(1e-12));
                }
                numbers.extend(vector);
                Ok(())
            })?;
        Tensor::from_f32(&[texts.len(), width], numbers)
            .map_err(|error| self.text.odd(&error.to_string()))
    }
}

/// One vector of the vectors of a text's tokens; what fills up the batch comes after them.
fn pool(values: &[f32], width: usize, tokens: usize, pooling: Pooling) -> Vec<f32> {
    let row = |token: usize| values[token * width..(token + 1) * width].iter();
    match pooling {
        _ if tokens == 0 => vec![0.0; width],
        Pooling::Cls => row(0).copied().collect(),
        Pooling::Last => row(tokens - 1).copied().collect(),
        Pooling::Mean => {
            let mut sums = vec![0.0_f32; width];
            for token in 0..tokens {
                for (sum, value) in sums.iter_mut().zip(row(token)) {
                    *sum += value;
                }
            }
            sums.into_iter().map(|sum| sum / tokens as f32).collect()
        }
    }
}

/// How alike vectors are, from -1 to 1: of two vectors one number, of a vector and rows of them one for each row.
///
/// # Errors
/// When they are not of the same length.
pub fn cosine(a: &Tensor, b: &Tensor) -> Result<Tensor, TensorError> {
    let (rows, vector) = match (a.shape().len(), b.shape().len()) {
        (2, 1) => (a, b),
        (1, 1 | 2) => (b, a),
        _ => return Err(apart(a, b)),
    };
    let width = vector.len();
    if rows.shape().last() != Some(&width) || width == 0 {
        return Err(apart(a, b));
    }
    let (vector, numbers) = (vector.to_f64(), rows.to_f64());
    let length = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>().sqrt();
    let own = length(&vector);
    let one = |row: &[f64]| {
        let product: f64 = row.iter().zip(vector.iter()).map(|(a, b)| a * b).sum();
        product / (own * length(row)).max(1e-12)
    };
    let scores = numbers.chunks_exact(width).map(one).collect();
    Tensor::from_f64(&rows.shape()[..rows.shape().len() - 1], scores)
}

fn apart(a: &Tensor, b: &Tensor) -> TensorError {
    TensorError::Broadcast {
        left: written(a.shape()),
        right: written(b.shape()),
    }
}

/// The rows of a matrix that are most like a vector, the best first: their places and how alike they are.
///
/// # Errors
/// As [`cosine`].
pub fn search(query: &Tensor, matrix: &Tensor, k: usize) -> Result<Vec<(usize, f64)>, TensorError> {
    // The vector of a single text may still be the only row of its table.
    let query = match query.shape() {
        [1, _] => query.flatten(),
        _ => query.clone(),
    };
    let scores = cosine(&query, matrix)?;
    let mut ranked: Vec<(usize, f64)> = scores.to_f64().iter().copied().enumerate().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked.truncate(k);
    Ok(ranked)
}

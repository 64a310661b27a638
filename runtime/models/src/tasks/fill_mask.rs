//! `fill_mask`: what stands in a text's gap.

use std::path::Path;

use super::labels::softmax;
use super::text_model::TextModel;
use crate::error::ModelError;
use crate::load_options::LoadOptions;
use crate::stop::StopFlag;

/// A model that fills gaps in texts.
pub struct FillMask {
    text: TextModel,
    mask: u32,
}

/// One thing that may stand in a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// How sure the model is, from 0 to 1.
    pub score: f64,
    /// The token's number.
    pub token: u32,
    /// The token's text.
    pub token_str: String,
    /// The whole text with it.
    pub sequence: String,
}

impl FillMask {
    /// Loads a model from a folder with the Hub's layout.
    ///
    /// # Errors
    /// When the folder lacks a file, or the model is of another kind.
    pub fn load(folder: &Path, options: &LoadOptions, stop: &StopFlag) -> Result<Self, ModelError> {
        let text = TextModel::load(folder, options, stop, "model that fills gaps", &["logits"])?;
        let mask = text
            .special("mask_token")
            .ok_or_else(|| ModelError::Config {
                file: "tokenizer.json".into(),
                reason: "it has no token for a gap, such as `[MASK]`".into(),
                path: folder.join("tokenizer.json"),
            })?;
        Ok(Self { text, mask })
    }

    /// What a gap is written as.
    pub fn mask(&self) -> String {
        self.text
            .tokenizer
            .id_to_token(self.mask)
            .unwrap_or_default()
    }

    /// For each gap of the text the likeliest tokens, the best first; only of `targets`, where there are any.
    ///
    /// # Errors
    /// When the text has no gap, the model fails, or the flag is raised.
    pub fn fill(
        &self,
        text: &str,
        top_k: usize,
        targets: &[String],
        stop: &StopFlag,
    ) -> Result<Vec<Vec<Filled>>, ModelError> {
        let encodings = self.text.encode(&[(text, None)])?;
        let ids = encodings[0].get_ids();
        let gaps: Vec<usize> = (0..ids.len())
            .filter(|place| ids[*place] == self.mask)
            .collect();
        if gaps.is_empty() {
            return Err(ModelError::Tokenize {
                model: self.text.name.clone(),
                reason: format!(
                    "it has no gap; write `{}` where a word is wanted",
                    self.mask()
                ),
            });
        }
        let wanted = self.targets(targets)?;
        let mut answers = Vec::with_capacity(gaps.len());
        self.text.run(&encodings, &["logits"], stop, |_, rows| {
            let logits = rows[0].to_f32();
            let words = rows[0].shape().last().copied().unwrap_or(0);
            for gap in &gaps {
                let shares = softmax(&logits[gap * words..(gap + 1) * words]);
                let mut tokens: Vec<usize> = match wanted.is_empty() {
                    true => (0..words).collect(),
                    false => wanted
                        .iter()
                        .copied()
                        .filter(|token| *token < words)
                        .collect(),
                };
                tokens.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]));
                tokens.truncate(top_k);
                let filled = tokens.into_iter().map(|token| {
                    self.filled(ids, *gap, token as u32, shares[token], gaps.len() == 1)
                });
                answers.push(filled.collect::<Result<_, _>>()?);
            }
            Ok(())
        })?;
        Ok(answers)
    }

    fn filled(
        &self,
        ids: &[u32],
        gap: usize,
        token: u32,
        score: f64,
        single: bool,
    ) -> Result<Filled, ModelError> {
        let mut ids = ids.to_vec();
        ids[gap] = token;
        let decode = |ids: &[u32], skip| {
            let text = self.text.tokenizer.decode(ids, skip);
            text.map_err(|error| self.text.refused(&error))
        };
        Ok(Filled {
            score,
            token,
            token_str: decode(&[token], false)?,
            // With more gaps, the special tokens stay, so that the others can be seen.
            sequence: decode(&ids, single)?,
        })
    }

    /// The tokens of words; of a word that has several, the first one.
    fn targets(&self, words: &[String]) -> Result<Vec<usize>, ModelError> {
        let tokenizer = &self.text.tokenizer;
        let mut tokens = Vec::new();
        for word in words {
            let token = match tokenizer.token_to_id(word) {
                Some(token) => Some(token),
                None => {
                    let encoding = tokenizer.encode_fast(word.as_str(), false);
                    encoding
                        .map_err(|error| self.text.refused(&error))?
                        .get_ids()
                        .first()
                        .copied()
                }
            };
            let token = token.map(|token| token as usize);
            tokens.extend(token.filter(|token| !tokens.contains(token)));
        }
        Ok(tokens)
    }
}

//! Scores of classes: what their numbers become, and what the classes are called.

use serde_json::Value;

/// A class and how sure the model is of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The class's name.
    pub label: String,
    /// Its score; with softmax and sigmoid from 0 to 1.
    pub score: f64,
}

/// What a classifier's raw numbers become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apply {
    /// Shares of 1: one class is right.
    Softmax,
    /// Each from 0 to 1 by itself: several may be right.
    Sigmoid,
    /// The numbers as they are.
    None,
}

impl Apply {
    /// The names in scripts.
    pub const NAMES: [&'static str; 3] = ["softmax", "sigmoid", "none"];

    /// The one with a name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "softmax" => Some(Self::Softmax),
            "sigmoid" => Some(Self::Sigmoid),
            "none" => Some(Self::None),
            _ => None,
        }
    }

    /// What a model's configuration asks for, as transformers reads it.
    pub(super) fn of(config: &Value, classes: usize) -> Self {
        match config["problem_type"].as_str() {
            Some("multi_label_classification") => Self::Sigmoid,
            Some("single_label_classification") => Self::Softmax,
            Some("regression") => Self::None,
            _ if classes == 1 => Self::Sigmoid,
            _ => Self::Softmax,
        }
    }

    pub(super) fn to(self, numbers: &[f32]) -> Vec<f64> {
        match self {
            Self::Softmax => softmax(numbers),
            Self::Sigmoid => numbers
                .iter()
                .map(|number| 1.0 / (1.0 + (-f64::from(*number)).exp()))
                .collect(),
            Self::None => numbers.iter().copied().map(f64::from).collect(),
        }
    }
}

/// Shares of 1 by the exponentials of the numbers.
pub(super) fn softmax(numbers: &[f32]) -> Vec<f64> {
    let most = numbers.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> = numbers
        .iter()
        .map(|number| f64::from(number - most).exp())
        .collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// The place of the largest number; of equal ones the first.
pub(super) fn largest(numbers: &[f64]) -> usize {
    let mut best = 0;
    for (place, number) in numbers.iter().enumerate() {
        if *number > numbers[best] {
            best = place;
        }
    }
    best
}

/// The name of a class in a model's configuration.
pub(super) fn label(config: &Value, class: usize) -> String {
    let name = config["id2label"][class.to_string()].as_str();
    name.map_or_else(|| format!("LABEL_{class}"), Into::into)
}

/// All classes with their scores, the best first.
pub(super) fn ranked(config: &Value, scores: &[f64]) -> Vec<Scored> {
    let mut ranked: Vec<Scored> = scores
        .iter()
        .enumerate()
        .map(|(class, score)| Scored {
            label: label(config, class),
            score: *score,
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

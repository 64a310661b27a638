//! What models are asked to do beside generating text: each task is a thin layer over one ONNX model, with the
//! names, defaults and results of transformers' pipelines.

mod embedder;
mod fill_mask;
mod image_classifier;
mod labels;
mod object_detector;
mod picture;
mod processor;
mod question_answering;
mod text_classifier;
mod text_model;
mod token_classifier;
mod zero_shot;

pub use self::embedder::{Embedder, Pooling, cosine, search};
pub use self::fill_mask::{FillMask, Filled};
pub use self::image_classifier::ImageClassifier;
pub use self::labels::{Apply, Scored};
pub use self::object_detector::{Detected, ObjectDetector};
pub use self::picture::Picture;
pub use self::question_answering::{Answer, AnswerOptions, QuestionAnswering};
pub use self::text_classifier::TextClassifier;
pub use self::token_classifier::{Aggregation, Entity, TokenClassifier};
pub use self::zero_shot::ZeroShot;

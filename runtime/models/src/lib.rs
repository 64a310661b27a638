//! The model runtime of Mirror: ONNX Runtime and tokenizers behind names a script can use.
//!
//! ```text
//! files, onnx      what stands on disk, and whether it is whole
//! config           what `config.json` and `generation_config.json` say
//! chat             conversations to prompts, by the model's own template
//! library          where ONNX Runtime's shared library is, loaded with the first model
//! vocabulary       text to token ids and back
//! generate/        one generation: options, processors, sampler, text, the network with its KV cache
//! worker, serving  the one thread per model that owns the ort session and serves all requests
//! text_generator   the handle a script holds
//! onnx_model       any ONNX model: named values in and out
//! tasks/           classifiers, embedders and the like over an ONNX model
//! tensor           numbers in a grid
//! ```
//!
//! This crate knows nothing of pages, sessions or scripts. Nothing here is async: a caller waits on its own
//! thread, and a [`StopFlag`] ends every wait.
//!
//! ```no_run
//! use mirror_models::{GenerateOptions, LoadOptions, StopFlag, TextGenerator};
//!
//! let stop = StopFlag::default();
//! let model = TextGenerator::load("models/storyteller".as_ref(), &LoadOptions::default(), &stop)?;
//! let options = GenerateOptions { max_new_tokens: Some(40), seed: Some(7), ..Default::default() };
//! for piece in model.stream("Once upon a time", &options, stop)? {
//!     eprint!("{}", piece?.text);
//! }
//! # Ok::<(), mirror_models::ModelError>(())
//! ```
#![warn(missing_docs)]

mod chat;
mod config;
mod error;
mod files;
mod generate;
mod library;
mod load_options;
mod onnx;
mod onnx_model;
mod serving;
mod stop;
mod stream;
mod suggest;
mod tasks;
mod tensor;
mod text_generator;
mod vocabulary;
mod worker;

pub use chat::ChatMessage;
pub use error::ModelError;
pub use generate::options::{GenerateOptions, OPTION_NAMES};
pub use library::find_library;
pub use load_options::LoadOptions;
pub use onnx_model::{Class, OnnxModel, OnnxValue, Port, PortKind, Side};
pub use stop::StopFlag;
pub use stream::{Alternative, Finish, GeneratedToken, Generation, Piece, TokenStream};
pub use tasks::{
    Aggregation, Answer, AnswerOptions, Apply, Detected, Embedder, Entity, FillMask, Filled,
    ImageClassifier, ObjectDetector, Picture, Pooling, QuestionAnswering, Scored, TextClassifier,
    TokenClassifier, ZeroShot, cosine, search,
};
pub use tensor::{
    Compare, Dtype, MOST_DIMENSIONS, MOST_NUMBERS, Math, Number, Operation, Pick, Reduction,
    Tensor, TensorError,
};
pub use text_generator::TextGenerator;
pub use vocabulary::Token;
pub use worker::{MAX_RUNNING, MAX_WAITING, Workload};

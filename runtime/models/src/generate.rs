//! One generation, from prompt ids to text: what transformers calls `generate`.
//!
//! The order of the processors, their ties and their edge cases are those of transformers 5, so that greedy
//! decoding gives the same tokens and sampling the same distribution.

pub(crate) mod alone;
pub(crate) mod batch;
pub(crate) mod cache;
pub(crate) mod filters;
pub(crate) mod generation;
pub(crate) mod layout;
pub(crate) mod network;
pub(crate) mod open;
pub(crate) mod options;
pub(crate) mod ort_network;
pub(crate) mod outcome;
pub(crate) mod plan;
pub(crate) mod prefix;
pub(crate) mod processors;
pub(crate) mod random;
pub(crate) mod sampler;
pub(crate) mod scanner;
pub(crate) mod text;
mod trial;
pub(crate) mod watch;

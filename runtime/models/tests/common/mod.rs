//! What the tests of this crate share: the small model that lies in the repository.

// Each test file is a program of its own and uses a part of this.
#![allow(dead_code, unreachable_pub)]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use mirror_models::{
    GenerateOptions, GeneratedToken, LoadOptions, StopFlag, TextGenerator, find_library,
};

/// The model's folder.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/magic_mirror/models/storyteller")
}

/// Loads a model, with a plain word where only ONNX Runtime is missing.
pub fn load(folder: &Path) -> Result<TextGenerator, mirror_models::ModelError> {
    if let Err(error) = find_library(None) {
        panic!("this test needs ONNX Runtime: {error}");
    }
    TextGenerator::load(folder, &LoadOptions::default(), &StopFlag::default())
}

/// The storyteller, loaded once for all tests of a file.
pub fn storyteller() -> TextGenerator {
    static MODEL: OnceLock<TextGenerator> = OnceLock::new();
    MODEL
        .get_or_init(|| load(&folder()).expect("the storyteller loads"))
        .clone()
}

/// Greedy options with a length.
pub fn greedy(max_new_tokens: usize) -> GenerateOptions {
    GenerateOptions {
        temperature: Some(0.0),
        max_new_tokens: Some(max_new_tokens),
        ..Default::default()
    }
}

/// Waits for something that must come soon.
pub fn eventually(what: &str, condition: impl Fn() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "not in time: {what}"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Holds if both are the same tokens. In company their scores may differ in the last digits.
pub fn same(found: &[GeneratedToken], expected: &[GeneratedToken]) {
    let ids = |tokens: &[GeneratedToken]| tokens.iter().map(|token| token.id).collect::<Vec<_>>();
    assert_eq!(ids(found), ids(expected));
    for (found, expected) in found.iter().zip(expected) {
        let difference = (found.probability - expected.probability).abs();
        assert!(difference < 1e-4, "{found:?} is not {expected:?}");
    }
}

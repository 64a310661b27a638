//! Greedy decoding gives the tokens that transformers gives; `golden/make.py` wrote them down.

// A failed expectation is the point of a test, so `unwrap` is as good as any other.
#![allow(clippy::unwrap_used)]

mod common;

use common::{greedy, storyteller};
use mirror_models::{Finish, GenerateOptions, StopFlag};
use serde_json::Value;

/// Below this margin between the two highest scores, rounding may decide; a comparison ends there.
const CLOSE: f64 = 1e-3;

fn ids(value: &Value) -> Vec<u32> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_u64().unwrap() as u32)
        .collect()
}

fn options(case: &Value) -> GenerateOptions {
    let given = &case["options"];
    let size = |name: &str| given[name].as_u64().map(|size| size as usize);
    GenerateOptions {
        repetition_penalty: given["repetition_penalty"]
            .as_f64()
            .map(|penalty| penalty as f32),
        no_repeat_ngram_size: size("no_repeat_ngram_size"),
        min_new_tokens: size("min_new_tokens"),
        ..greedy(64)
    }
}

#[test]
fn greedy_tokens_equal_those_of_transformers() {
    let golden: Value = serde_json::from_str(include_str!("golden/storyteller.json")).unwrap();
    let model = storyteller();
    let (mut compared, mut steps) = (0, 0);
    for case in golden["cases"].as_array().unwrap() {
        let prompt = case["prompt"].as_str().unwrap();
        let what = format!("{prompt:?} with {}", case["setting"]);
        if !prompt.is_empty() {
            let read: Vec<u32> = model
                .tokens(prompt)
                .unwrap()
                .iter()
                .map(|token| token.id)
                .collect();
            assert_eq!(read, ids(&case["prompt_ids"]), "{what}");
        }
        let answer = model
            .generate(prompt, &options(case), StopFlag::default())
            .unwrap();
        let found: Vec<u32> = answer.tokens.iter().map(|token| token.id).collect();
        let expected = ids(&case["ids"]);
        let margins = case["margins"].as_array().unwrap();
        let certain = margins
            .iter()
            .position(|margin| margin.as_f64().unwrap() < CLOSE)
            .unwrap_or(expected.len());
        assert_eq!(
            found[..certain.min(found.len())],
            expected[..certain],
            "{what}"
        );
        if certain == expected.len() {
            assert_eq!(answer.text, case["text"].as_str().unwrap(), "{what}");
            let ended = if expected.last() == Some(&0) {
                Finish::EndOfText
            } else {
                Finish::Length
            };
            assert_eq!(
                (found.len(), answer.finish),
                (expected.len(), ended),
                "{what}"
            );
        }
        compared += certain;
        steps += expected.len();
    }
    assert!(
        compared * 10 > steps * 9,
        "only {compared} of {steps} steps could be compared"
    );
}

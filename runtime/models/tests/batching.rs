//! Generations that read together: each gives the tokens that it gives alone.

// A failed expectation is the point of a test, so `unwrap` is as good as any other.
#![allow(clippy::unwrap_used)]

mod common;

use common::{greedy, load, same, storyteller};
use mirror_models::{GenerateOptions, Generation, StopFlag, TextGenerator, TokenStream};
use serde_json::Value;

/// The prompts of the golden file, from empty to several hundred tokens.
fn prompts() -> Vec<String> {
    let golden: Value = serde_json::from_str(include_str!("golden/storyteller.json")).unwrap();
    let cases = golden["cases"].as_array().unwrap().iter();
    let mut prompts: Vec<String> = cases
        .map(|case| case["prompt"].as_str().unwrap().to_owned())
        .collect();
    prompts.dedup();
    prompts
}

/// Options as different as those of several people.
fn options(person: usize) -> GenerateOptions {
    match person % 3 {
        0 => greedy(40 + person),
        1 => GenerateOptions {
            temperature: Some(0.9),
            top_p: Some(0.9),
            top_k: Some(0),
            seed: Some(person as u64),
            max_new_tokens: Some(60 - person),
            ..Default::default()
        },
        _ => GenerateOptions {
            repetition_penalty: Some(1.2),
            no_repeat_ngram_size: Some(3),
            seed: Some(9),
            max_new_tokens: Some(50),
            ..Default::default()
        },
    }
}

fn ask(model: &TextGenerator, prompt: &str, options: &GenerateOptions) -> TokenStream {
    model.stream(prompt, options, StopFlag::default()).unwrap()
}

fn whole(stream: TokenStream) -> Generation {
    let (mut text, mut tokens, mut stream) = (String::new(), Vec::new(), stream);
    for piece in stream.by_ref() {
        let piece = piece.unwrap();
        text.push_str(&piece.text);
        tokens.extend(piece.token);
    }
    let finish = stream.finish().unwrap();
    Generation {
        text,
        tokens,
        finish,
    }
}

#[test]
fn in_a_batch_of_eight_everyone_gets_what_they_get_alone() {
    let model = storyteller();
    let prompts = prompts();
    assert!(prompts.len() >= 8);
    let asked: Vec<_> = (prompts.iter().take(8).enumerate())
        .map(|(person, prompt)| (prompt, options(person)))
        .collect();
    let alone: Vec<Generation> = asked
        .iter()
        .map(|(prompt, options)| whole(ask(&model, prompt, options)))
        .collect();
    let together: Vec<TokenStream> = asked
        .iter()
        .map(|(prompt, options)| ask(&model, prompt, options))
        .collect();
    for (together, alone) in together.into_iter().map(whole).zip(alone) {
        same(&together.tokens, &alone.tokens);
        assert_eq!((together.text, together.finish), (alone.text, alone.finish));
    }
}

#[test]
fn whoever_joins_or_leaves_changes_nothing_for_the_others() {
    let model = load(&common::folder()).unwrap();
    let staying = GenerateOptions {
        min_new_tokens: Some(120),
        ..greedy(120)
    };
    let alone = whole(ask(&model, "The old king", &staying));
    let mut stream = ask(&model, "The old king", &staying);
    let mut tokens = Vec::new();
    let (long, mut guests) = ("and so the wolf ran ".repeat(15), Vec::new());
    for piece in stream.by_ref() {
        tokens.extend(piece.unwrap().token);
        match tokens.len() % 12 {
            0 => guests.push(ask(&model, &long, &options(tokens.len()))),
            3 => guests.push(ask(&model, "A", &greedy(5))),
            // Some leave at once, some when they are done.
            9 => drop(guests.pop()),
            _ => {}
        }
    }
    same(&tokens, &alone.tokens);
    guests.into_iter().for_each(|guest| drop(whole(guest)));
}

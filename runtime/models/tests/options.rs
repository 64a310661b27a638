//! Options that show in the answers of a real model.

// A failed expectation is the point of a test, so `unwrap` is as good as any other.
#![allow(clippy::unwrap_used)]

mod common;

use common::{greedy, same, storyteller};
use mirror_models::{Finish, GenerateOptions, Generation, StopFlag};

fn answer(options: &GenerateOptions) -> Generation {
    storyteller()
        .generate("Once upon a time", options, StopFlag::default())
        .unwrap()
}

#[test]
fn bad_words_do_not_occur() {
    let free = answer(&greedy(60));
    assert!(free.text.contains(" the "));
    let options = GenerateOptions {
        bad_words: vec!["the".into()],
        ..greedy(60)
    };
    let text = answer(&options).text;
    assert!(!text.contains(" the "), "{text}");
}

#[test]
fn any_of_several_tokens_ends_the_text_and_is_the_last_one() {
    let free = answer(&greedy(30));
    let (first, other) = (free.tokens[9].id, free.tokens[20].id);
    let options = GenerateOptions {
        eos_token_id: vec![other, first],
        ..greedy(30)
    };
    let ended = answer(&options);
    let place = (free.tokens.iter())
        .position(|token| token.id == first || token.id == other)
        .unwrap();
    same(&ended.tokens, &free.tokens[..=place]);
    assert_eq!(ended.finish, Finish::EndOfText);
    let patient = GenerateOptions {
        min_new_tokens: Some(30),
        ..options
    };
    let longer = answer(&patient);
    assert_eq!((longer.tokens.len(), longer.finish), (30, Finish::Length));
}

#[test]
fn suppressed_tokens_are_never_chosen_or_not_first() {
    let free = answer(&greedy(20));
    let first = free.tokens[0].id;
    let begin = GenerateOptions {
        begin_suppress_tokens: vec![first],
        ..greedy(1)
    };
    assert_ne!(answer(&begin).tokens[0].id, first);
    let options = GenerateOptions {
        suppress_tokens: vec![first],
        ..greedy(40)
    };
    assert!(
        answer(&options)
            .tokens
            .iter()
            .all(|token| token.id != first)
    );
}

#[test]
fn an_answer_ends_when_its_time_is_up() {
    let options = GenerateOptions {
        max_time: Some(0.02),
        min_new_tokens: Some(480),
        use_cache: Some(false),
        ..greedy(480)
    };
    let late = answer(&options);
    assert_eq!(late.finish, Finish::MaxTime);
    assert!((1..480).contains(&late.tokens.len()));
}

//! A prompt that begins as an earlier one is answered as if it were the first.

// A failed expectation is the point of a test, so `unwrap` is as good as any other.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod common;

use std::time::{Duration, Instant};

use common::{eventually, greedy, load, same};
use mirror_models::{GenerateOptions, Generation, StopFlag, TextGenerator};

fn answer(model: &TextGenerator, prompt: &str, options: &GenerateOptions) -> Generation {
    model
        .generate(prompt, options, StopFlag::default())
        .unwrap()
}

/// How long the first token takes.
fn first_token(model: &TextGenerator, prompt: &str) -> Duration {
    let began = Instant::now();
    answer(model, prompt, &greedy(1));
    began.elapsed()
}

const STORY: &str = "There was once a poor man who had three sons, and the eldest of them went out \
    into the world. He came to a great forest, and in the forest stood a house.";

#[test]
fn a_conversation_that_grows_is_answered_as_by_a_cold_model() {
    let warm = load(&common::folder()).unwrap();
    let sampled = GenerateOptions {
        seed: Some(4),
        repetition_penalty: Some(1.2),
        max_new_tokens: Some(30),
        ..Default::default()
    };
    let mut prompt = STORY.to_owned();
    for turn in 0..4 {
        let cold = load(&common::folder()).unwrap();
        for options in [&greedy(30), &sampled] {
            let (warm, cold) = (
                answer(&warm, &prompt, options),
                answer(&cold, &prompt, options),
            );
            same(&warm.tokens, &cold.tokens);
        }
        let reply = answer(&warm, &prompt, &greedy(30)).text;
        // The second prompt goes on where the answer ended, the others change their end.
        prompt = match turn {
            0 => prompt + &reply + " The wolf said:",
            1 => prompt.replace("wolf", "mother"),
            _ => format!("{STORY} \"Who is there?\""),
        };
    }
}

#[test]
fn what_was_read_before_a_stop_is_used_too() {
    let model = load(&common::folder()).unwrap();
    let cold = answer(&model, STORY, &greedy(40));
    let model = load(&common::folder()).unwrap();
    let mut stream = model
        .stream(STORY, &greedy(400), StopFlag::default())
        .unwrap();
    assert!(stream.by_ref().take(10).all(|piece| piece.is_ok()));
    drop(stream);
    eventually("the generation leaves", || model.workload().running == 0);
    same(&answer(&model, STORY, &greedy(40)).tokens, &cold.tokens);
}

#[test]
fn a_known_prompt_is_begun_much_sooner() {
    let model = load(&common::folder()).unwrap();
    let prompt = STORY.repeat(8);
    let cold = first_token(&model, &prompt);
    let warm = (0..5).map(|_| first_token(&model, &prompt)).min().unwrap();
    println!("first token: cold {cold:?}, warm {warm:?}");
    assert!(warm * 2 < cold, "cold {cold:?}, warm {warm:?}");
}

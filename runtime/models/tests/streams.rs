//! Streams: what they give, together and alone, and how they end.

// A failed expectation is the point of a test, so `unwrap` is as good as any other.
#![allow(clippy::unwrap_used)]

mod common;

use std::time::{Duration, Instant};

use common::{eventually, greedy, load, same, storyteller};
use mirror_models::{
    Finish, GenerateOptions, Generation, MAX_RUNNING, MAX_WAITING, ModelError, StopFlag,
    TextGenerator, TokenStream,
};

fn sampled(seed: u64, max_new_tokens: usize) -> GenerateOptions {
    GenerateOptions {
        max_new_tokens: Some(max_new_tokens),
        temperature: Some(0.9),
        top_p: Some(0.95),
        repetition_penalty: Some(1.2),
        seed: Some(seed),
        ..Default::default()
    }
}

fn generate(model: &TextGenerator, prompt: &str, options: &GenerateOptions) -> Generation {
    model
        .generate(prompt, options, StopFlag::default())
        .unwrap()
}

fn stream(model: &TextGenerator, prompt: &str, options: &GenerateOptions) -> TokenStream {
    model.stream(prompt, options, StopFlag::default()).unwrap()
}

fn ids(generation: &Generation) -> Vec<u32> {
    generation.tokens.iter().map(|token| token.id).collect()
}

/// About this many tokens of text.
fn long_prompt(tokens: usize) -> String {
    let word = " king";
    assert_eq!(storyteller().tokens(word).unwrap().len(), 1);
    word.repeat(tokens)
}

#[test]
fn the_pieces_of_a_stream_add_up_to_the_generation() {
    let model = storyteller();
    for options in [greedy(40), sampled(3, 80)] {
        let whole = generate(&model, "Once upon a time", &options);
        let mut stream = stream(&model, "Once upon a time", &options);
        let pieces: Vec<_> = stream.by_ref().map(Result::unwrap).collect();
        assert_eq!(
            pieces
                .iter()
                .map(|piece| piece.text.as_str())
                .collect::<String>(),
            whole.text
        );
        let streamed: Vec<_> = pieces.into_iter().filter_map(|piece| piece.token).collect();
        same(&streamed, &whole.tokens);
        assert_eq!(stream.finish(), Some(whole.finish));
        assert!(
            !whole.text.starts_with("Once upon"),
            "the prompt is not part of the answer"
        );
    }
}

#[test]
fn hot_sampling_streams_whole_characters_only() {
    // At this temperature the model throws parts of characters around.
    let options = GenerateOptions {
        temperature: Some(100.0),
        top_k: Some(0),
        max_new_tokens: Some(400),
        seed: Some(5),
        ..Default::default()
    };
    let whole = generate(&storyteller(), "世界 😀", &options);
    let bytes: Vec<&str> = whole
        .tokens
        .iter()
        .map(|token| token.text.as_str())
        .collect();
    assert!(
        bytes.iter().any(|text| text.contains('\u{fffd}')),
        "some token is a part of a character"
    );
    // What is shown decodes all tokens at once: parts that belong together became a character.
    let concatenated = stream(&storyteller(), "世界 😀", &options)
        .map(|piece| piece.unwrap().text)
        .collect::<String>();
    assert_eq!(concatenated, whole.text);
}

#[test]
fn the_same_seed_gives_the_same_text_alone_and_among_others() {
    let model = storyteller();
    let alone: Vec<_> = (0..4)
        .map(|seed| generate(&model, "The old woman", &sampled(seed, 60)))
        .collect();
    let mut together: Vec<_> = (0..4)
        .map(|seed| stream(&model, "The old woman", &sampled(seed, 60)))
        .collect();
    let mut found = vec![Vec::new(); 4];
    loop {
        let mut ended = true;
        for (stream, found) in together.iter_mut().zip(&mut found) {
            if let Some(piece) = stream.next() {
                found.extend(piece.unwrap().token);
                ended = false;
            }
        }
        if ended {
            break;
        }
    }
    for (alone, found) in alone.iter().zip(found) {
        same(&alone.tokens, &found);
    }
    assert_ne!(alone[0].text, alone[1].text);
    assert_ne!(
        generate(
            &model,
            "The old woman",
            &GenerateOptions {
                seed: None,
                ..sampled(0, 60)
            }
        )
        .text,
        generate(
            &model,
            "The old woman",
            &GenerateOptions {
                seed: None,
                ..sampled(0, 60)
            }
        )
        .text,
    );
}

#[test]
fn with_and_without_the_cache_the_tokens_are_the_same() {
    let model = storyteller();
    for (prompt, penalty) in [("The wolf", None), (long_prompt(200).as_str(), Some(1.3))] {
        let with = GenerateOptions {
            repetition_penalty: penalty,
            ..greedy(40)
        };
        let without = GenerateOptions {
            use_cache: Some(false),
            ..with.clone()
        };
        assert_eq!(
            ids(&generate(&model, prompt, &with)),
            ids(&generate(&model, prompt, &without))
        );
    }
}

#[test]
fn a_stop_text_ends_the_answer_and_is_cut_off() {
    let model = storyteller();
    let whole = generate(&model, "Once upon a time", &greedy(60));
    let middle: String = whole.text.chars().skip(30).take(7).collect();
    let before = whole.text.split(&middle).next().unwrap();
    let options = GenerateOptions {
        stop: vec!["never there".into(), middle.clone()],
        ..greedy(60)
    };
    let stopped = generate(&model, "Once upon a time", &options);
    assert_eq!(
        (stopped.text.as_str(), stopped.finish),
        (before, Finish::StopString)
    );
    assert!(stopped.tokens.len() < whole.tokens.len());
    // A stop text that only begins is shown in the end.
    let last: String = whole
        .text
        .chars()
        .skip(whole.text.chars().count() - 3)
        .collect();
    let options = GenerateOptions {
        stop: vec![format!("{last}\u{1}")],
        ..greedy(60)
    };
    assert_eq!(
        generate(&model, "Once upon a time", &options).text,
        whole.text
    );
}

#[test]
fn a_raised_flag_ends_the_generation_within_one_token() {
    let model = load(&common::folder()).unwrap();
    let stop = StopFlag::default();
    let mut stream = model
        .stream("The king", &greedy(450), stop.clone())
        .unwrap();
    assert!(stream.by_ref().take(5).all(|piece| piece.is_ok()));
    stop.stop();
    let turns = model.workload().turns;
    assert!(stream.next().is_none(), "nothing comes after the flag");
    assert_eq!(stream.finish(), Some(Finish::Stopped));
    eventually("the generation leaves", || model.workload().running == 0);
    assert!(model.workload().turns <= turns + 1);
    // The model goes on to serve.
    assert_eq!(generate(&model, "The king", &greedy(3)).tokens.len(), 3);
}

#[test]
fn a_dropped_stream_ends_its_generation_within_one_token() {
    let model = load(&common::folder()).unwrap();
    let mut stream = stream(&model, "The king", &greedy(450));
    assert!(stream.next().is_some());
    drop(stream);
    let turns = model.workload().turns;
    eventually("the generation leaves", || model.workload().running == 0);
    assert!(model.workload().turns <= turns + 1);
}

#[test]
fn a_stopped_generation_gives_what_there_is() {
    let stop = StopFlag::default();
    let raising = stop.clone();
    let model = storyteller();
    let raiser = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(60));
        raising.stop();
    });
    let began = Instant::now();
    let without_end = GenerateOptions {
        min_new_tokens: Some(480),
        ..greedy(480)
    };
    let generation = model
        .generate(
            "The king",
            &GenerateOptions {
                use_cache: Some(false),
                ..without_end
            },
            stop,
        )
        .unwrap();
    assert_eq!(generation.finish, Finish::Stopped);
    assert!(began.elapsed() < Duration::from_secs(5));
    raiser.join().unwrap();
}

#[test]
fn a_generation_ends_where_the_context_does() {
    let model = storyteller();
    let prompt = long_prompt(505);
    let options = GenerateOptions {
        min_new_tokens: Some(50),
        ..greedy(50)
    };
    let full = generate(&model, &prompt, &options);
    // Seven positions are left, and the last of them scores one more token, which nobody reads.
    assert_eq!((full.tokens.len(), full.finish), (8, Finish::ContextFull));
    let error = model
        .stream(&long_prompt(513), &options, StopFlag::default())
        .err()
        .unwrap();
    assert_eq!(
        error.to_string(),
        "the prompt has 513 tokens, but `storyteller` reads at most 512; shorten it by at least 1"
    );
    assert_eq!(
        generate(&model, &long_prompt(512), &options).tokens.len(),
        1
    );
}

#[test]
fn too_many_requests_are_told_that_the_model_is_busy() {
    let model = load(&common::folder()).unwrap();
    let options = GenerateOptions {
        min_new_tokens: Some(400),
        ..greedy(400)
    };
    let mut streams = Vec::new();
    let error = loop {
        match model.stream("The king", &options, StopFlag::default()) {
            Ok(stream) => streams.push(stream),
            Err(error) => break error,
        }
    };
    assert_eq!(
        error,
        ModelError::Busy {
            model: "storyteller".into(),
            waiting: MAX_WAITING
        }
    );
    assert_eq!(
        error.to_string(),
        "model `storyteller` is busy: 64 requests waiting"
    );
    assert!(
        (MAX_WAITING..=MAX_WAITING + MAX_RUNNING).contains(&streams.len()),
        "{}",
        streams.len()
    );
    drop(streams);
    eventually("all leave", || {
        (model.workload().running, model.workload().waiting) == (0, 0)
    });
    assert_eq!(generate(&model, "The king", &greedy(3)).tokens.len(), 3);
}

#[test]
fn each_token_comes_with_its_alternatives() {
    let options = GenerateOptions {
        top_n_tokens: 5,
        ..sampled(11, 20)
    };
    for token in generate(&storyteller(), "Once upon a time", &options).tokens {
        assert_eq!(token.alternatives.len(), 5);
        assert!(
            token
                .alternatives
                .is_sorted_by(|a, b| a.probability >= b.probability)
        );
        assert!(token.probability > 0.0 && token.probability <= 1.0);
        assert!(
            token
                .alternatives
                .iter()
                .all(|other| !other.text.is_empty())
        );
        if token.rank <= 5 {
            assert_eq!(token.alternatives[token.rank - 1].id, token.id);
        }
    }
}

#[test]
fn the_model_says_what_it_is() {
    let model = storyteller();
    assert_eq!(
        (
            model.name(),
            model.context_length(),
            model.vocabulary_size()
        ),
        ("storyteller", 512, 4096)
    );
    let tokens = model.tokens("Once upon a time 😀").unwrap();
    assert_eq!(tokens[0].text, "Once");
    assert!(tokens.iter().any(|token| token.text.contains('\u{fffd}')));
    assert_eq!(model.tokens("").unwrap(), []);
    assert_eq!(generate(&model, "", &greedy(3)).tokens.len(), 3);
}

//! Who runs, who waits and who is refused, with limits of one's own.

// A failed expectation is the point of a test, so `unwrap` is as good as any other.
#![allow(clippy::unwrap_used)]

mod common;

use common::{eventually, folder, greedy};
use mirror_models::{Finish, GenerateOptions, LoadOptions, ModelError, StopFlag, TextGenerator};

fn load(options: LoadOptions) -> Result<TextGenerator, ModelError> {
    TextGenerator::load(&folder(), &options, &StopFlag::default())
}

#[test]
fn the_limits_hold_and_those_who_wait_know_their_place() {
    let model = load(LoadOptions {
        concurrency: Some(1),
        max_queue: Some(2),
        ..Default::default()
    })
    .unwrap();
    let long = GenerateOptions {
        min_new_tokens: Some(480),
        ..greedy(480)
    };
    let ask = || model.stream("The king", &long, StopFlag::default());
    let mut first = ask().unwrap();
    assert!(first.next().is_some());
    assert_eq!(first.place(), None);
    let (second, third) = (ask().unwrap(), ask().unwrap());
    assert_eq!((second.place(), third.place()), (Some(1), Some(2)));
    let refused = ask().err();
    assert!(matches!(refused, Some(ModelError::Busy { waiting: 2, .. })));
    // Who leaves the queue makes room for those behind.
    drop(second);
    eventually("the third moves up", || third.place() != Some(2));
    drop(first);
    eventually("the third begins", || third.place().is_none());
    third.stop_flag().stop();
    let mut third = third;
    assert!(third.by_ref().all(|piece| piece.is_ok()));
    assert_eq!(third.finish(), Some(Finish::Stopped));
}

#[test]
fn limits_that_let_nothing_through_are_refused() {
    let none = LoadOptions {
        max_queue: Some(0),
        ..Default::default()
    };
    assert_eq!(
        load(none).unwrap_err().to_string(),
        "max_queue: 0 is not possible; give a number of 1 or more"
    );
}

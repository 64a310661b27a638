//! The network on the storyteller: the cache, and the end of a running call.

use std::path::PathBuf;

use super::*;
use crate::library::environment;

fn storyteller() -> OrtNetwork {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/magic_mirror/models/storyteller");
    let environment =
        environment(None).unwrap_or_else(|error| panic!("this test needs ONNX Runtime: {error}"));
    let path = folder.join("model.onnx");
    OrtNetwork::load("storyteller", &path, &environment, 2, &StopFlag::default()).unwrap()
}

/// The scores after reading the ids in parts of this length.
fn scores(network: &mut OrtNetwork, ids: &[u32], part: usize) -> Vec<f32> {
    let (mut cache, mut logits) = (network.cache().unwrap(), Vec::new());
    for part in ids.chunks(part) {
        network
            .read(part, &mut cache, &Cancel::default(), &mut logits)
            .unwrap();
    }
    logits
}

#[test]
fn reading_in_parts_gives_the_scores_of_reading_at_once() {
    let mut network = storyteller();
    let ids: Vec<u32> = (0..200).map(|place| 1 + place * 37 % 4000).collect();
    let whole = scores(&mut network, &ids, ids.len());
    for part in [1, 7, 128] {
        let parts = scores(&mut network, &ids, part);
        let largest = whole
            .iter()
            .zip(&parts)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f32::max);
        assert!(largest < 1e-3, "parts of {part}: {largest}");
    }
}

#[test]
fn a_running_call_ends_when_its_request_is_stopped() {
    let mut network = storyteller();
    let ids = vec![5; 512];
    let (mut cache, mut logits) = (network.cache().unwrap(), Vec::new());
    let cancel = Cancel::default();
    cancel.stop.stop();
    let began = Instant::now();
    let ended = network.read(&ids, &mut cache, &cancel, &mut logits);
    let stopped_after = began.elapsed();
    assert!(
        matches!(ended, Err(ModelError::Compute { .. })),
        "{ended:?}"
    );
    // The next call is not ended by what ended this one.
    let began = Instant::now();
    assert_eq!(scores(&mut network, &ids, 512).len(), 4096);
    assert!(stopped_after < began.elapsed());
}

#[test]
fn the_inputs_of_a_legacy_export_are_known() {
    let mut legacy: Vec<i64> = Vec::new();
    for (past, expected) in [(0, false), (3, true)] {
        let value = Input::UsesCache.value(&[1], past).unwrap();
        assert_eq!(value.try_extract_tensor::<bool>().unwrap().1, [expected]);
        legacy.extend(
            Input::Positions
                .value(&[1, 2], past)
                .unwrap()
                .try_extract_tensor::<i64>()
                .unwrap()
                .1,
        );
    }
    assert_eq!(legacy, [0, 1, 3, 4]);
}

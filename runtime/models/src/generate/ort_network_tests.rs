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
    for (past, expected) in [(0_usize, false), (3, true)] {
        let feed = |ids| Feed {
            ids,
            lengths: std::slice::from_ref(&past),
            width: past,
        };
        let value = Input::UsesCache.value(&feed(&[1])).unwrap();
        assert_eq!(value.try_extract_tensor::<bool>().unwrap().1, [expected]);
        legacy.extend(
            Input::Positions
                .value(&feed(&[1, 2]))
                .unwrap()
                .try_extract_tensor::<i64>()
                .unwrap()
                .1,
        );
    }
    assert_eq!(legacy, [0, 1, 3, 4]);
}

#[test]
fn rows_of_different_lengths_read_together_as_they_do_alone() {
    let mut network = storyteller();
    assert!(!network.batches(), "it has not been tried yet");
    network.try_sharing(4096);
    assert!(network.batches() && network.copies());
    let texts: Vec<Vec<u32>> = [5, 40, 1, 17]
        .map(|length| (0..length).map(|place| 3 + place * 29 % 4000).collect())
        .to_vec();
    let (mut batch, mut logits, cancel) = (Batch::default(), Vec::new(), Cancel::default());
    for text in &texts {
        let mut cache = network.cache().unwrap();
        network
            .read(text, &mut cache, &cancel, &mut logits)
            .unwrap();
        network.join(&mut batch, cache);
    }
    // The second row leaves after the first call, so that the others move up and the padding shrinks.
    for (rows, next) in [
        (vec![0, 1, 2, 3], 7),
        (vec![0, 2, 3], 8),
        (vec![0, 2, 3], 9),
    ] {
        if rows.len() == 3 && next == 8 {
            network.leave(&mut batch, 1);
        }
        let ids = vec![next; rows.len()];
        network
            .read_each(&ids, &mut batch, std::slice::from_ref(&cancel), &mut logits)
            .unwrap();
        for (row, together) in rows.iter().zip(logits.chunks(4096)) {
            let whole = [texts[*row].clone(), (7..=next).collect()].concat();
            let mut other = storyteller_scores(&whole);
            other.iter_mut().zip(together).for_each(|(a, b)| *a -= b);
            let largest = other.into_iter().map(f32::abs).fold(0.0, f32::max);
            assert!(largest < 1e-3, "row {row} after {next}: {largest}");
        }
    }
    // What a row holds can be taken out and read on by itself.
    let mut cache = network.row(&batch, 2).unwrap();
    assert_eq!(cache.length, 20);
    assert_eq!(network.bytes(&cache), 20 * 4 * 2 * 256 * 4);
    network
        .read(&[10], &mut cache, &cancel, &mut logits)
        .unwrap();
    let whole = [texts[3].clone(), vec![7, 8, 9, 10]].concat();
    let alone = scores(&mut network, &whole, 64);
    assert!(alone.iter().zip(&logits).all(|(a, b)| (a - b).abs() < 1e-3));
}

fn storyteller_scores(ids: &[u32]) -> Vec<f32> {
    static OTHER: std::sync::Mutex<Option<OrtNetwork>> = std::sync::Mutex::new(None);
    let mut other = OTHER.lock().unwrap();
    scores(other.get_or_insert_with(storyteller), ids, 64)
}

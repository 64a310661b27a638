//! The processors against vectors from transformers, and rules that hold for all scores.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// The scores of all reference vectors.
const ROW: [f32; 6] = [2.0, 1.0, 0.5, -0.5, -1.0, 0.0];

const GONE: f32 = f32::NEG_INFINITY;

fn near(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-5, "{found} is not {expected}");
    }
}

fn gone(row: &[f32]) -> Vec<usize> {
    (0..row.len()).filter(|id| row[*id] == GONE).collect()
}

#[test]
fn the_penalty_divides_what_is_positive_and_multiplies_what_is_negative() {
    let mut row = ROW;
    repetition_penalty(&mut row, &[1, 3], 1.2);
    near(&row, &[2.0, 0.833333, 0.5, -0.6, -1.0, 0.0]);
}

#[test]
fn a_repeated_ngram_is_removed() {
    let banned = |ids: &[u32], size| {
        let mut row = ROW;
        no_repeat_ngram(&mut row, ids, size);
        (0..6).filter(|id| row[*id] == GONE).collect::<Vec<_>>()
    };
    assert_eq!(banned(&[5, 2, 4, 5], 2), [2]);
    assert_eq!(banned(&[0, 1, 2, 0, 1], 3), [2]);
    assert_eq!(banned(&[5, 2], 1), [2, 5]);
    assert_eq!(banned(&[5, 2], 3), [] as [usize; 0]);
    assert_eq!(banned(&[5, 2, 4, 5], 0), [] as [usize; 0]);
    assert_eq!(banned(&[1, 2], 2), [] as [usize; 0]);
    assert_eq!(banned(&[2, 2], 2), [2]);
}

#[test]
fn a_bias_counts_where_its_sequence_would_be_completed() {
    let biased = |ids: &[u32]| {
        let mut row = ROW;
        let biases = [(vec![1], 10.0), (vec![7, 0], -4.0), (vec![5, 7, 0], 0.5)];
        sequence_bias(&mut row, ids, &biases);
        row[..2].to_vec()
    };
    near(&biased(&[3, 4]), &[2.0, 11.0]);
    near(&biased(&[3, 7]), &[-2.0, 11.0]);
    near(&biased(&[2, 5, 7]), &[-1.5, 11.0]);
    // A text shorter than the whole sequence does not count, though the compared part would fit.
    near(&biased(&[7]), &[2.0, 11.0]);
    near(&biased(&[5, 7]), &[-2.0, 11.0]);
}

#[test]
fn bad_words_are_removed_but_the_end_of_the_text_is_not() {
    let banned = |ids: &[u32], words: &[Vec<u32>]| {
        let mut row = ROW;
        bad_words(&mut row, ids, words, &[4, 5]);
        gone(&row)
    };
    assert_eq!(banned(&[9], &[vec![2], vec![4], vec![100]]), [2]);
    assert_eq!(banned(&[8, 9], &[vec![9, 1], vec![8, 0]]), [1]);
    assert_eq!(banned(&[8, 9], &[vec![9, 4]]), [4]);
    assert_eq!(banned(&[9], &[vec![9, 1]]), [] as [usize; 0]);
    assert_eq!(banned(&[7, 8, 9], &[vec![8, 9, 3]]), [3]);
}

#[test]
fn the_end_of_the_text_becomes_likelier_with_the_length() {
    let ends = |added| {
        let mut row = [2.0, GONE, -0.5];
        length_decay(&mut row, &[0, 1, 2], added, (3, 1.5));
        row
    };
    assert_eq!(ends(3), [2.0, GONE, -0.5]);
    assert_eq!(ends(4), [3.0, GONE, -0.25]);
    assert_eq!(ends(5), [4.5, GONE, 0.125]);
    assert!(ends(100_000).iter().all(|score| *score < f32::INFINITY));
}

fn scores() -> impl Strategy<Value = Vec<f32>> {
    vec(prop_oneof![8 => -8.0_f32..8.0, 1 => Just(GONE)], 1..60)
}

proptest! {
    /// The n-gram rule against a search by hand: removed is exactly what would make an n-gram occur twice.
    #[test]
    fn no_ngram_occurs_twice(ids in vec(0_u32..4, 0..30), size in 1_usize..5) {
        let mut row = [0.0; 4];
        no_repeat_ngram(&mut row, &ids, size);
        for next in 0..4 {
            let mut text = ids.clone();
            text.push(next);
            let repeats = text.len() > size && text[..text.len() - 1].windows(size).any(|window| text.ends_with(window));
            prop_assert_eq!(row[next as usize] == GONE, repeats);
        }
    }

    /// A penalty above 1 never makes a seen token likelier, and leaves the others alone.
    #[test]
    fn the_penalty_only_lowers_seen_tokens(row in scores(), seen in vec(any::<bool>(), 60), penalty in 1.0_f32..3.0) {
        let distinct: Vec<u32> = (0..row.len()).filter(|id| seen[*id]).map(|id| id as u32).collect();
        let mut changed = row.clone();
        repetition_penalty(&mut changed, &distinct, penalty);
        for (id, (before, after)) in row.iter().zip(&changed).enumerate() {
            let right = if seen[id] { after <= before } else { after == before };
            prop_assert!(right, "{} became {}", before, after);
        }
    }
}

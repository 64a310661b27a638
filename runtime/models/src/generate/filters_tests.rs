//! The filters against vectors from transformers, and rules that hold for all scores.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// The scores of all reference vectors.
const ROW: [f32; 6] = [2.0, 1.0, 0.5, -0.5, -1.0, 0.0];

const GONE: f32 = f32::NEG_INFINITY;

fn kept(row: &[f32]) -> Vec<Candidate> {
    let mut kept = Vec::new();
    collect(row, &mut kept);
    kept
}

/// The ids left after a filter, in order.
fn left(row: &[f32], filter: impl Fn(&mut Vec<Candidate>, &mut Vec<f32>)) -> Vec<u32> {
    let mut kept = kept(row);
    filter(&mut kept, &mut Vec::new());
    let mut ids: Vec<u32> = kept.iter().map(|candidate| candidate.id).collect();
    ids.sort_unstable();
    ids
}

fn probabilities(kept: &[Candidate]) -> Vec<f32> {
    let mut probabilities = Vec::new();
    softmax(kept, &mut probabilities);
    probabilities
}

fn near(found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-5, "{found} is not {expected}");
    }
}

#[test]
fn softmax_gives_the_reference_probabilities() {
    near(
        &probabilities(&kept(&ROW)),
        &[0.53815, 0.197974, 0.120078, 0.044174, 0.026793, 0.072831],
    );
}

#[test]
fn top_k_keeps_ties() {
    let top = |k| move |kept: &mut Vec<Candidate>, scratch: &mut Vec<f32>| top_k(kept, k, scratch);
    assert_eq!(left(&[1.0, 1.0, 1.0, 0.0], top(2)), [0, 1, 2]);
    assert_eq!(left(&ROW, top(1)), [0]);
    assert_eq!(left(&ROW, top(0)).len(), 6);
    assert_eq!(left(&ROW, top(100)).len(), 6);
    assert_eq!(left(&[GONE, 1.0, GONE, 0.0], top(3)), [1, 3]);
}

#[test]
fn top_p_keeps_the_crossing_token() {
    let top = |p| move |kept: &mut Vec<Candidate>, scratch: &mut Vec<f32>| top_p(kept, p, scratch);
    assert_eq!(left(&ROW, top(0.5)), [0]);
    assert_eq!(left(&ROW, top(0.8)), [0, 1, 2]);
    assert_eq!(left(&ROW, top(0.9)), [0, 1, 2, 5]);
    assert_eq!(left(&ROW, top(0.95)), [0, 1, 2, 3, 5]);
    assert_eq!(left(&ROW, top(0.0)), [0]);
    assert_eq!(left(&ROW, top(1.0)).len(), 6);
    // Of equals, the lower ids go first.
    assert_eq!(left(&[1.0; 4], top(0.5)), [2, 3]);
}

#[test]
fn min_p_and_typical_p_keep_the_reference_sets() {
    let min = |p| move |kept: &mut Vec<Candidate>, scratch: &mut Vec<f32>| min_p(kept, p, scratch);
    assert_eq!(left(&ROW, min(0.2)), [0, 1, 2]);
    assert_eq!(left(&ROW, min(1.0)), [0]);
    let typical =
        |p| move |kept: &mut Vec<Candidate>, scratch: &mut Vec<f32>| typical_p(kept, p, scratch);
    assert_eq!(left(&ROW, typical(0.5)), [0, 1]);
    assert_eq!(left(&ROW, typical(0.9)), [0, 1, 2, 5]);
}

#[test]
fn temperature_comes_before_the_filters() {
    let mut kept = kept(&ROW);
    temperature(&mut kept, 0.7);
    top_k(&mut kept, 4, &mut Vec::new());
    top_p(&mut kept, 0.9, &mut Vec::new());
    kept.sort_unstable_by_key(|candidate| candidate.id);
    assert_eq!(
        kept.iter()
            .map(|candidate| candidate.id)
            .collect::<Vec<_>>(),
        [0, 1, 2]
    );
    near(&probabilities(&kept), &[0.736936, 0.176607, 0.086457]);
}

fn scores() -> impl Strategy<Value = Vec<f32>> {
    // Whole numbers make ties; some scores are removed already.
    vec(
        prop_oneof![4 => (-8_i8..8).prop_map(f32::from), 4 => -8.0_f32..8.0, 1 => Just(GONE)],
        1..60,
    )
    .prop_filter("something is left", |row| {
        row.iter().any(|score| *score > GONE)
    })
}

#[test]
fn top_h_keeps_a_share_of_the_entropy() {
    let by = |share| {
        move |kept: &mut Vec<Candidate>, scratch: &mut Vec<f32>| top_h(kept, share, scratch)
    };
    // The entropy is 1.3342; the tokens add 0.3334, 0.3206, 0.2545, 0.1908, 0.1378 and 0.0970 in order.
    assert_eq!(left(&ROW, by(0.2)), [0]);
    assert_eq!(left(&ROW, by(0.25)), [0]);
    assert_eq!(left(&ROW, by(0.26)), [0]);
    assert_eq!(left(&ROW, by(0.5)), [0, 1]);
    assert_eq!(left(&ROW, by(0.7)), [0, 1, 2]);
    assert_eq!(left(&[0.0; 200], by(1.0)).len(), 100);
    assert_eq!(left(&[GONE, 1.0, GONE], by(0.5)), [1]);
}

#[test]
fn the_cutoffs_remove_what_is_too_unlikely_and_never_the_likeliest() {
    let epsilon = |e| {
        move |kept: &mut Vec<Candidate>, scratch: &mut Vec<f32>| epsilon_cutoff(kept, e, scratch)
    };
    assert_eq!(left(&ROW, epsilon(0.0)).len(), 6);
    assert_eq!(left(&ROW, epsilon(0.05)), [0, 1, 2, 5]);
    assert_eq!(left(&ROW, epsilon(0.9)), [0]);
    assert_eq!(left(&[1.0, 0.0, 1.0], epsilon(0.9)), [0, 2]);
    let eta =
        |e| move |kept: &mut Vec<Candidate>, scratch: &mut Vec<f32>| eta_cutoff(kept, e, scratch);
    // The limit is the square root of 0.25 over e to the power of the entropy: 0.1317.
    assert_eq!(left(&ROW, eta(0.25)), [0, 1]);
    // Here epsilon itself is lower: 0.04 against 0.0527.
    assert_eq!(left(&ROW, eta(0.04)), [0, 1, 2, 3, 5]);
    assert_eq!(left(&ROW, eta(0.0)).len(), 6);
}

/// What top-p means, by sorting everything as the reference does.
fn top_p_by_sorting(row: &[f32], p: f32) -> Vec<u32> {
    let mut all = kept(row);
    all.sort_by(|a, b| a.score.total_cmp(&b.score));
    let (limit, mut sum) = ((1.0 - f64::from(p)) as f32, 0.0);
    let stays = |probability: &f32| {
        sum += f64::from(*probability);
        sum as f32 > limit
    };
    let cut = probabilities(&all).iter().position(stays);
    let cut = cut.unwrap_or(all.len()).min(all.len() - 1);
    let mut ids: Vec<u32> = all[cut..].iter().map(|candidate| candidate.id).collect();
    ids.sort_unstable();
    ids
}

proptest! {
    #[test]
    fn top_p_equals_the_sorting_of_everything(row in scores(), p in prop_oneof![0.0_f32..1.0, Just(0.0), Just(0.999)]) {
        let found = left(&row, |kept, scratch| top_p(kept, p, scratch));
        prop_assert_eq!(found, top_p_by_sorting(&row, p));
    }

    /// Whatever the filters remove, the likeliest token stays, and nothing comes back that was removed.
    #[test]
    fn filters_only_remove_and_never_everything(row in scores(), k in 0_usize..70, p in 0.0_f32..=1.0, m in 0.001_f32..=1.0) {
        let all = left(&row, |_, _| ());
        let highest = row.iter().copied().fold(GONE, f32::max);
        let holds = |ids: Vec<u32>| !ids.is_empty() && ids.iter().all(|id| all.contains(id));
        let keeps_highest = |ids: &[u32]| ids.iter().any(|id| row[*id as usize] == highest);

        let by_k = left(&row, |kept, scratch| top_k(kept, k, scratch));
        prop_assert!(keeps_highest(&by_k) && holds(by_k));
        let by_p = left(&row, |kept, scratch| top_p(kept, p, scratch));
        prop_assert!(keeps_highest(&by_p) && holds(by_p));
        let by_min = left(&row, |kept, scratch| min_p(kept, p, scratch));
        prop_assert!(keeps_highest(&by_min) && holds(by_min));
        prop_assert!(holds(left(&row, |kept, scratch| typical_p(kept, m, scratch))));
    }

    /// Top-k against its definition: no removed score is as high as a kept one, and at least k are kept.
    #[test]
    fn top_k_is_what_it_says(row in scores(), k in 1_usize..70) {
        let ids = left(&row, |kept, scratch| top_k(kept, k, scratch));
        let finite = row.iter().filter(|score| **score > GONE).count();
        prop_assert!(ids.len() >= k.min(finite));
        let lowest = ids.iter().map(|id| row[*id as usize]).fold(f32::INFINITY, f32::min);
        prop_assert!(row.iter().filter(|score| **score > lowest).count() < k);
        prop_assert_eq!(ids.len(), row.iter().filter(|score| **score >= lowest && **score > GONE).count());
    }

    /// Top-p against its definition: the kept mass reaches p, and without the least likely kept one it does not.
    #[test]
    fn top_p_is_the_smallest_set_that_reaches_p(row in scores(), p in 0.05_f32..0.95) {
        let all = kept(&row);
        let mass = probabilities(&all);
        let of = |id: u32| f64::from(mass[all.iter().position(|candidate| candidate.id == id).unwrap()]);
        let ids = left(&row, |kept, scratch| top_p(kept, p, scratch));
        let sum: f64 = ids.iter().map(|id| of(*id)).sum();
        let least = ids.iter().map(|id| of(*id)).fold(f64::INFINITY, f64::min);
        prop_assert!(sum >= f64::from(p) - 1e-5);
        prop_assert!(sum - least <= f64::from(p) + 1e-5);
    }

}

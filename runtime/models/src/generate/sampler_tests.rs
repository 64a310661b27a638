//! The sampler: its distribution at fixed scores, ties, and what it reports.

use super::*;
use crate::config::{Defaults, ModelConfig};
use crate::generate::options::GenerateOptions;

const ROW: [f32; 6] = [2.0, 1.0, 0.5, -0.5, -1.0, 0.0];

fn plan(options: GenerateOptions) -> Plan {
    let config = ModelConfig {
        eos: vec![0],
        defaults: Defaults::default(),
        ..Default::default()
    };
    options.plan(&config, 1).unwrap()
}

fn choose(row: &[f32], ids: &[u32], added: usize, plan: &Plan) -> Result<Choice, ModelError> {
    Sampler::new(row.len(), ids).choose(row, ids, added, plan)
}

/// Pearson's statistic of many draws against expected probabilities; a removed token must have no hit at all.
fn chi_square(options: GenerateOptions, row: &[f32], expected: &[f64]) -> f64 {
    const DRAWS: usize = 20_000;
    let mut sampler = Sampler::new(row.len(), &[]);
    let mut counts = vec![0.0; row.len()];
    for seed in 0..DRAWS as u64 {
        let plan = plan(GenerateOptions {
            seed: Some(seed),
            ..options.clone()
        });
        counts[sampler.choose(row, &[], 0, &plan).unwrap().id as usize] += 1.0;
    }
    let mut sum = 0.0;
    for (count, expected) in counts
        .iter()
        .zip(expected.iter().map(|share| share * DRAWS as f64))
    {
        if expected == 0.0 {
            assert_eq!(*count, 0.0, "a removed token was drawn");
        } else {
            sum += (count - expected).powi(2) / expected;
        }
    }
    sum
}

#[test]
fn draws_follow_the_scores() {
    let expected = [0.53815, 0.197974, 0.120078, 0.044174, 0.026793, 0.072831];
    // 5 degrees of freedom: above 20.5 once in a thousand.
    let found = chi_square(GenerateOptions::default(), &ROW, &expected);
    assert!(found < 20.5, "{found}");
}

#[test]
fn draws_follow_the_scores_after_the_filters() {
    let options = GenerateOptions {
        temperature: Some(0.7),
        top_k: Some(4),
        top_p: Some(0.9),
        ..Default::default()
    };
    // 2 degrees of freedom: above 13.8 once in a thousand.
    let found = chi_square(
        options,
        &ROW,
        &[0.736936, 0.176607, 0.086457, 0.0, 0.0, 0.0],
    );
    assert!(found < 13.8, "{found}");
}

#[test]
fn draws_follow_a_large_vocabulary() {
    let row: Vec<f32> = (0..1000)
        .map(|id| ((id * 37) % 101) as f32 / 25.0)
        .collect();
    let sum: f64 = row.iter().map(|score| f64::from(*score).exp()).sum();
    let expected: Vec<f64> = row
        .iter()
        .map(|score| f64::from(*score).exp() / sum)
        .collect();
    let options = GenerateOptions {
        top_k: Some(0),
        ..Default::default()
    };
    // 999 degrees of freedom: above 1143 once in a thousand.
    let found = chi_square(options, &row, &expected);
    assert!(found < 1143.0, "{found}");
}

#[test]
fn greedy_takes_the_lowest_id_among_equals_and_ignores_the_sampling_filters() {
    let greedy = plan(GenerateOptions {
        temperature: Some(0.0),
        top_k: Some(1),
        top_p: Some(0.1),
        ..Default::default()
    });
    let choice = choose(&[0.0, 3.0, 3.0, 1.0], &[], 0, &greedy).unwrap();
    assert_eq!((choice.id, choice.rank), (1, 1));
    // With both of equal score left, each has less than half.
    assert!(
        (choice.probability - 0.457).abs() < 1e-3,
        "{}",
        choice.probability
    );
}

#[test]
fn the_penalty_counts_each_seen_token_once() {
    let penalized = plan(GenerateOptions {
        temperature: Some(0.0),
        repetition_penalty: Some(1.5),
        ..Default::default()
    });
    // 2.0 / 1.5 is still ahead of 1.0; divided twice it would not be.
    assert_eq!(choose(&ROW, &[0, 0, 0], 0, &penalized).unwrap().id, 0);
}

#[test]
fn the_end_of_the_text_waits_for_the_least_length() {
    let patient = plan(GenerateOptions {
        temperature: Some(0.0),
        min_new_tokens: Some(2),
        ..Default::default()
    });
    assert_eq!(choose(&ROW, &[], 1, &patient).unwrap().id, 1);
    assert_eq!(choose(&ROW, &[], 2, &patient).unwrap().id, 0);
}

#[test]
fn alternatives_are_the_models_own_and_say_what_was_cut() {
    let options = GenerateOptions {
        top_k: Some(2),
        top_n_tokens: 3,
        no_repeat_ngram_size: Some(1),
        ..Default::default()
    };
    let choice = choose(&ROW, &[1], 0, &plan(options)).unwrap();
    let ids: Vec<(u32, bool)> = choice
        .alternatives
        .iter()
        .map(|other| (other.id, other.kept))
        .collect();
    assert_eq!(ids, [(0, true), (1, false), (2, true)]);
    assert!((choice.alternatives[1].probability - 0.197974).abs() < 1e-5);
    // What was cut cannot come; what was left shares all of the chance.
    assert_eq!(choice.alternatives[1].filtered, 0.0);
    let left: f32 = choice.alternatives.iter().map(|other| other.filtered).sum();
    assert!((left - 1.0).abs() < 1e-6, "{left}");
    let all = plan(GenerateOptions {
        top_n_tokens: 100,
        ..Default::default()
    });
    assert_eq!(choose(&ROW, &[], 0, &all).unwrap().alternatives.len(), 6);
}

#[test]
fn how_undecided_the_model_was_is_told_where_alternatives_are() {
    let asked = |logits: &[f32]| {
        let options = GenerateOptions {
            top_n_tokens: 1,
            temperature: Some(0.1),
            ..Default::default()
        };
        choose(logits, &[], 0, &plan(options)).unwrap().raw.unwrap()
    };
    // Four tokens alike are two bits, whatever the temperature says later.
    let even = asked(&[1.0, 1.0, 1.0, 1.0, f32::NEG_INFINITY]);
    assert!((even.entropy - 2.0).abs() < 1e-6 && (even.probability - 0.25).abs() < 1e-6);
    let sure = asked(&[9.0, f32::NEG_INFINITY]);
    assert_eq!((sure.entropy, sure.probability), (0.0, 1.0));
    let silent = choose(&ROW, &[], 0, &plan(GenerateOptions::default())).unwrap();
    assert_eq!(silent.raw, None);
}

#[test]
fn a_row_without_any_token_left_is_an_error() {
    let options = GenerateOptions {
        no_repeat_ngram_size: Some(1),
        ..Default::default()
    };
    assert_eq!(
        choose(&[1.0, 2.0], &[0, 1], 0, &plan(options)),
        Err(ModelError::NoTokenLeft)
    );
}

#[test]
fn scores_that_are_no_numbers_are_noticed() {
    assert!(are_numbers(&[0.0, f32::NEG_INFINITY]));
    assert!(!are_numbers(&[0.0, f32::NAN]));
    assert!(!are_numbers(&[0.0, f32::INFINITY]));
}

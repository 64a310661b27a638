//! Where options come from, and which values are refused.

use super::*;
use crate::config::{Defaults, ModelConfig};
use crate::generate::plan::Plan;

fn plan(options: GenerateOptions, defaults: Defaults) -> Plan {
    options
        .plan(
            &ModelConfig {
                defaults,
                ..Default::default()
            },
            10,
        )
        .unwrap()
}

#[test]
fn unset_options_come_from_the_model_and_then_from_transformers() {
    let plain = plan(GenerateOptions::default(), Defaults::default());
    assert_eq!((plain.max_new_tokens, plain.min_new_tokens), (20, 0));
    let sampling = plain.sampling.unwrap();
    assert_eq!(
        (sampling.temperature, sampling.top_k, sampling.top_p),
        (1.0, 50, 1.0)
    );

    let defaults = Defaults {
        temperature: Some(0.6),
        top_k: Some(7),
        max_new_tokens: Some(9),
        ..Default::default()
    };
    let options = GenerateOptions {
        top_k: Some(0),
        ..Default::default()
    };
    let filled = plan(options, defaults);
    let sampling = filled.sampling.unwrap();
    assert_eq!(
        (sampling.temperature, sampling.top_k, filled.max_new_tokens),
        (0.6, 0, 9)
    );
}

#[test]
fn a_max_length_of_the_model_counts_the_prompt() {
    let length = |length| Defaults {
        max_length: Some(length),
        ..Default::default()
    };
    assert_eq!(
        plan(GenerateOptions::default(), length(50)).max_new_tokens,
        40
    );
    assert_eq!(
        plan(GenerateOptions::default(), length(5)).max_new_tokens,
        1
    );
}

#[test]
fn the_least_length_may_count_the_prompt_or_not() {
    let least = |min_length, min_new_tokens| {
        let options = GenerateOptions {
            min_length,
            min_new_tokens,
            ..Default::default()
        };
        plan(options, Defaults::default()).min_new_tokens
    };
    assert_eq!(least(Some(15), None), 5);
    assert_eq!(least(Some(5), None), 0);
    assert_eq!(least(Some(15), Some(7)), 7);
}

#[test]
fn the_tokens_that_end_a_text_are_the_models_unless_given() {
    let config = ModelConfig {
        eos: vec![3, 4],
        ..Default::default()
    };
    let eos = |given: &[u32]| {
        let options = GenerateOptions {
            eos_token_id: given.to_vec(),
            ..Default::default()
        };
        options.plan(&config, 1).unwrap().eos
    };
    assert_eq!(eos(&[]), [3, 4]);
    assert_eq!(eos(&[9]), [9]);
}

#[test]
fn temperature_zero_is_greedy_even_when_sampling_is_asked_for() {
    let zero = GenerateOptions {
        temperature: Some(0.0),
        do_sample: Some(true),
        ..Default::default()
    };
    assert_eq!(plan(zero, Defaults::default()).sampling, None);
    let no = GenerateOptions {
        do_sample: Some(false),
        ..Default::default()
    };
    assert_eq!(plan(no, Defaults::default()).sampling, None);
}

#[test]
fn impossible_values_are_refused_by_name() {
    let refused = |options: GenerateOptions| {
        options
            .plan(&ModelConfig::default(), 1)
            .unwrap_err()
            .to_string()
    };
    let default = GenerateOptions::default;
    assert_eq!(
        refused(GenerateOptions {
            temperature: Some(-1.0),
            ..default()
        }),
        "temperature: -1 is not possible; give a number of 0 or more"
    );
    assert!(
        refused(GenerateOptions {
            temperature: Some(f32::NAN),
            ..default()
        })
        .starts_with("temperature")
    );
    assert!(
        refused(GenerateOptions {
            temperature: Some(f32::INFINITY),
            ..default()
        })
        .starts_with("temperature")
    );
    assert!(
        refused(GenerateOptions {
            top_p: Some(1.5),
            ..default()
        })
        .starts_with("top_p: 1.5")
    );
    assert!(
        refused(GenerateOptions {
            min_p: Some(-0.1),
            ..default()
        })
        .starts_with("min_p")
    );
    assert!(
        refused(GenerateOptions {
            typical_p: Some(0.0),
            ..default()
        })
        .starts_with("typical_p")
    );
    assert!(
        refused(GenerateOptions {
            repetition_penalty: Some(0.0),
            ..default()
        })
        .starts_with("repetition_penalty")
    );
    let refusals = [
        GenerateOptions {
            top_h: Some(0.0),
            ..default()
        },
        GenerateOptions {
            epsilon_cutoff: Some(1.0),
            ..default()
        },
        GenerateOptions {
            eta_cutoff: Some(-0.1),
            ..default()
        },
        GenerateOptions {
            max_time: Some(0.0),
            ..default()
        },
        GenerateOptions {
            bad_words: vec![String::new()],
            ..default()
        },
        GenerateOptions {
            bad_words_ids: vec![vec![]],
            ..default()
        },
        GenerateOptions {
            sequence_bias: vec![(vec![1], f32::NAN)],
            ..default()
        },
        GenerateOptions {
            exponential_decay_length_penalty: Some((1, 0.0)),
            ..default()
        },
    ];
    let names = refusals.map(|options| refused(options).split(':').next().unwrap().to_owned());
    assert_eq!(
        names,
        [
            "top_h",
            "epsilon_cutoff",
            "eta_cutoff",
            "max_time",
            "bad_words",
            "bad_words_ids",
            "sequence_bias",
            "exponential_decay_length_penalty",
        ]
    );
    assert!(
        refused(GenerateOptions {
            max_new_tokens: Some(0),
            ..default()
        })
        .starts_with("max_new_tokens")
    );
    assert!(
        refused(GenerateOptions {
            stop: vec![String::new()],
            ..default()
        })
        .starts_with("stop")
    );
    assert!(
        GenerateOptions {
            temperature: Some(5.0),
            ..default()
        }
        .plan(&ModelConfig::default(), 1)
        .is_ok()
    );
}

#[test]
fn every_option_has_its_name_in_the_list() {
    let shown = format!("{:?}", GenerateOptions::default());
    let fields = shown.matches(": ").count();
    assert_eq!(fields, OPTION_NAMES.len());
    assert!(
        OPTION_NAMES
            .iter()
            .all(|name| shown.contains(&format!("{name}: ")))
    );
}

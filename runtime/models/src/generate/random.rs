//! Chance that depends on nothing but the seed and the step.
//!
//! A draw is a function of (seed, step), not the next number of a shared stream. So a generation gives the same
//! text alone and among others.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// A seed that nobody chose.
pub(crate) fn seed() -> u64 {
    // The standard library keys its hash maps from the system's random source.
    RandomState::new().build_hasher().finish()
}

/// A number from 0 up to, but not including, 1.
pub(crate) fn uniform(seed: u64, step: u64) -> f64 {
    // Both go through the mixer by themselves: neighboring seeds must not give shifted copies of one stream.
    let bits = mix(mix(seed) ^ mix(step.wrapping_add(0x9e37_79b9_7f4a_7c15)));
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// SplitMix64's mixer: every input bit changes each output bit with even chance.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_even_over_steps_and_over_seeds() {
        for by_step in [true, false] {
            let mut counts = [0_u32; 16];
            for i in 0..32_000 {
                let draw = if by_step {
                    uniform(7, i)
                } else {
                    uniform(i, 3)
                };
                counts[(draw * 16.0) as usize] += 1;
            }
            let chi_square: f64 = counts
                .iter()
                .map(|count| (f64::from(*count) - 2000.0).powi(2) / 2000.0)
                .sum();
            // 15 degrees of freedom: above 37.7 once in a thousand.
            assert!(chi_square < 37.7, "{chi_square}");
        }
    }

    #[test]
    fn the_same_seed_and_step_give_the_same_draw() {
        assert_eq!(uniform(1, 2), uniform(1, 2));
        assert_ne!(uniform(1, 2), uniform(2, 1));
        assert_ne!(seed(), seed());
    }
}

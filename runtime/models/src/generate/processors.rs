//! The rules that change or remove scores before a token is chosen, each as transformers has it.
//!
//! The first three work on the whole row of scores and also count under greedy decoding. The others work on the
//! tokens that are left and only count when tokens are drawn by chance. A removed score is minus infinity.

/// A token that may still be chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) id: u32,
    pub(crate) score: f32,
}

/// Makes every token of the text so far less likely, once each, however often it occurs.
pub(crate) fn repetition_penalty(scores: &mut [f32], distinct: &[u32], penalty: f32) {
    for score in distinct.iter().map(|id| *id as usize) {
        if let Some(score) = scores.get_mut(score) {
            *score = if *score < 0.0 {
                *score * penalty
            } else {
                *score / penalty
            };
        }
    }
}

/// Removes every token that would complete a sequence of `size` tokens which the text already has.
pub(crate) fn no_repeat_ngram(scores: &mut [f32], ids: &[u32], size: usize) {
    if size == 0 || ids.len() < size {
        return;
    }
    let prefix = &ids[ids.len() + 1 - size..];
    for window in ids
        .windows(size)
        .filter(|window| window.starts_with(prefix))
    {
        remove(scores, &window[size - 1..]);
    }
}

/// Removes tokens outright, such as the ones that end a text while it is too short.
pub(crate) fn remove(scores: &mut [f32], ids: &[u32]) {
    for id in ids {
        if let Some(score) = scores.get_mut(*id as usize) {
            *score = f32::NEG_INFINITY;
        }
    }
}

/// Collects the tokens that are left, in the order of their ids.
pub(crate) fn collect(scores: &[f32], kept: &mut Vec<Candidate>) {
    kept.clear();
    let left = (0..)
        .zip(scores)
        .filter(|(_, score)| **score > f32::NEG_INFINITY);
    kept.extend(left.map(|(id, score)| Candidate { id, score: *score }));
}

/// Divides every score: below 1 the differences grow, above 1 they shrink.
pub(crate) fn temperature(kept: &mut [Candidate], temperature: f32) {
    for candidate in kept {
        candidate.score /= temperature;
    }
}

/// Keeps the `k` highest scores, and whatever ties with the lowest of them.
pub(crate) fn top_k(kept: &mut Vec<Candidate>, k: usize, scratch: &mut Vec<f32>) {
    if k == 0 || k >= kept.len() {
        return;
    }
    scratch.clear();
    scratch.extend(kept.iter().map(|candidate| candidate.score));
    let (_, lowest, _) = scratch.select_nth_unstable_by(k - 1, |a, b| b.total_cmp(a));
    let lowest = *lowest;
    kept.retain(|candidate| candidate.score >= lowest);
}

/// Keeps the smallest set of the likeliest tokens that together reach probability `p`, the crossing one included.
pub(crate) fn top_p(kept: &mut Vec<Candidate>, p: f32, scratch: &mut Vec<f32>) {
    if p >= 1.0 {
        return;
    }
    // From the least likely up; among equals the lower id goes first.
    kept.sort_unstable_by(|a, b| a.score.total_cmp(&b.score).then(a.id.cmp(&b.id)));
    softmax(kept, scratch);
    // The sum is kept in f64 and compared in f32, like the reference's cumulative sum.
    let limit = (1.0 - f64::from(p)) as f32;
    let mut sum = 0.0;
    let cut = scratch.iter().position(|probability| {
        sum += f64::from(*probability);
        sum as f32 > limit
    });
    let cut = cut.unwrap_or(kept.len()).min(kept.len().saturating_sub(1));
    kept.drain(..cut);
}

/// Keeps tokens that are at least `share` as probable as the likeliest one.
pub(crate) fn min_p(kept: &mut Vec<Candidate>, share: f32, scratch: &mut Vec<f32>) {
    if share <= 0.0 {
        return;
    }
    softmax(kept, scratch);
    let limit = share * scratch.iter().copied().fold(0.0, f32::max);
    retain_by(kept, scratch, |probability| probability >= limit);
}

/// Keeps the tokens whose surprise is nearest to the expected one, until they reach probability `mass`.
pub(crate) fn typical_p(kept: &mut Vec<Candidate>, mass: f32, scratch: &mut Vec<f32>) {
    if mass >= 1.0 || kept.is_empty() {
        return;
    }
    softmax(kept, scratch);
    let surprise = |probability: f32| -f64::from(probability).ln();
    let positive = || {
        scratch
            .iter()
            .copied()
            .filter(|probability| *probability > 0.0)
    };
    let expected: f64 = positive()
        .map(|probability| f64::from(probability) * surprise(probability))
        .sum();
    let distance = |probability: f32| (surprise(probability) - expected).abs() as f32;
    let mut order: Vec<(f32, f32)> = scratch
        .iter()
        .map(|probability| (distance(*probability), *probability))
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut sum = 0.0;
    let below = order.iter().take_while(|(_, probability)| {
        sum += f64::from(*probability);
        (sum as f32) < mass
    });
    let last = order[below.count().min(order.len() - 1)].0;
    retain_by(kept, scratch, |probability| distance(probability) <= last);
}

/// The probabilities of the candidates, in their order.
pub(crate) fn softmax(kept: &[Candidate], probabilities: &mut Vec<f32>) {
    let highest = kept
        .iter()
        .map(|candidate| candidate.score)
        .fold(f32::NEG_INFINITY, f32::max);
    probabilities.clear();
    probabilities.extend(
        kept.iter()
            .map(|candidate| (candidate.score - highest).exp()),
    );
    let sum: f64 = probabilities.iter().copied().map(f64::from).sum();
    for probability in probabilities {
        *probability = (f64::from(*probability) / sum) as f32;
    }
}

/// Keeps the candidates whose probability, at the same place, passes.
fn retain_by(kept: &mut Vec<Candidate>, probabilities: &[f32], passes: impl Fn(f32) -> bool) {
    let mut probabilities = probabilities.iter();
    kept.retain(|_| {
        probabilities
            .next()
            .is_some_and(|probability| passes(*probability))
    });
}

#[cfg(test)]
#[path = "processors_tests.rs"]
mod tests;

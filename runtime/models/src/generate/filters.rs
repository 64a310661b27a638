//! The filters between the scores and the draw, each as transformers has it.
//!
//! They only count when tokens are drawn by chance, and only see the tokens that the processors left.

/// A token that may still be chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) id: u32,
    pub(crate) score: f32,
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
///
/// The reference sorts all scores. Here the tokens that are too unlikely to matter go first, in one pass, and then
/// the half with the cut is halved again until the cut is found: the same set, in linear time.
pub(crate) fn top_p(kept: &mut Vec<Candidate>, p: f32, scratch: &mut Vec<f32>) {
    if p >= 1.0 || kept.is_empty() {
        return;
    }
    let (highest, sum) = softmax(kept, scratch);
    // The sum of what goes is kept in f64 and compared in f32, like the reference's cumulative sum.
    let limit = (1.0 - f64::from(p)) as f32;
    let mut gone = 0.0;
    // All tokens below this together stay below half of the limit, so they go whatever comes.
    let tiny = limit / 2.0 / kept.len() as f32;
    retain_by(kept, scratch, |probability| {
        let stays = probability > tiny;
        gone += if stays { 0.0 } else { f64::from(probability) };
        stays
    });
    let mass = |part: &[Candidate]| -> f64 {
        let one = |candidate: &Candidate| ((candidate.score - highest).exp() as f64 / sum) as f32;
        part.iter().map(|candidate| f64::from(one(candidate))).sum()
    };
    // From the least likely up; among equals the lower id goes first.
    let rising = |a: &Candidate, b: &Candidate| a.score.total_cmp(&b.score).then(a.id.cmp(&b.id));
    // What is before `low` goes, what is from `high` on stays.
    let (mut low, mut high) = (0, kept.len());
    while high - low > 1 {
        let middle = (high - low) / 2;
        kept[low..high].select_nth_unstable_by(middle, rising);
        let with_half = gone + mass(&kept[low..low + middle]);
        if with_half as f32 <= limit {
            (gone, low) = (with_half, low + middle);
        } else {
            high = low + middle;
        }
    }
    // One token is left to decide on. The likeliest of all stays in any case.
    let last = kept.len() - 1;
    if low < last && (gone + mass(&kept[low..=low])) as f32 <= limit {
        low += 1;
    }
    kept.drain(..low);
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
    let expected = entropy(scratch);
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

/// Keeps the likeliest tokens, of the first hundred, as long as they together carry at most this share of the
/// entropy of these.
pub(crate) fn top_h(kept: &mut Vec<Candidate>, share: f32, scratch: &mut Vec<f32>) {
    const CONSIDERED: usize = 100;
    let falling = |a: &Candidate, b: &Candidate| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id));
    if kept.len() > CONSIDERED {
        kept.select_nth_unstable_by(CONSIDERED, falling);
        kept.truncate(CONSIDERED);
    }
    kept.sort_unstable_by(falling);
    softmax(kept, scratch);
    let limit = (entropy(scratch) as f32) * share;
    let mut sum = 0.0;
    let within = scratch.iter().take_while(|probability| {
        sum += surprise_share(**probability);
        sum as f32 <= limit
    });
    kept.truncate(within.count().max(1));
}

/// Keeps tokens of at least this probability, and those that are as likely as the likeliest.
pub(crate) fn epsilon_cutoff(kept: &mut Vec<Candidate>, epsilon: f32, scratch: &mut Vec<f32>) {
    if epsilon <= 0.0 || kept.is_empty() {
        return;
    }
    let (highest, _) = softmax(kept, scratch);
    cut_off(kept, scratch, highest, epsilon);
}

/// The same with a limit that sinks the more the less sure the model is.
pub(crate) fn eta_cutoff(kept: &mut Vec<Candidate>, epsilon: f32, scratch: &mut Vec<f32>) {
    if epsilon <= 0.0 || kept.is_empty() {
        return;
    }
    let (highest, _) = softmax(kept, scratch);
    let eta = f64::from(epsilon).sqrt() * (-entropy(scratch)).exp();
    cut_off(kept, scratch, highest, epsilon.min(eta as f32));
}

fn cut_off(kept: &mut Vec<Candidate>, probabilities: &[f32], highest: f32, limit: f32) {
    let mut probabilities = probabilities.iter();
    kept.retain(|candidate| {
        let likely = probabilities
            .next()
            .is_some_and(|probability| *probability >= limit);
        likely || candidate.score >= highest
    });
}

/// How unsure the choice is, in nats.
fn entropy(probabilities: &[f32]) -> f64 {
    probabilities.iter().copied().map(surprise_share).sum()
}

/// What a token of this probability adds to the entropy.
fn surprise_share(probability: f32) -> f64 {
    if probability > 0.0 {
        -f64::from(probability) * f64::from(probability).ln()
    } else {
        0.0
    }
}

/// The probabilities of the candidates, in their order. Gives the highest score, and the sum by which was divided.
pub(crate) fn softmax(kept: &[Candidate], probabilities: &mut Vec<f32>) -> (f32, f64) {
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
    (highest, sum)
}

/// Keeps the candidates whose probability, at the same place, passes.
fn retain_by(
    kept: &mut Vec<Candidate>,
    probabilities: &[f32],
    mut passes: impl FnMut(f32) -> bool,
) {
    let mut probabilities = probabilities.iter();
    kept.retain(|_| {
        probabilities
            .next()
            .is_some_and(|probability| passes(*probability))
    });
}

#[cfg(test)]
#[path = "filters_tests.rs"]
mod tests;

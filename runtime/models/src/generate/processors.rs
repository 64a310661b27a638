//! The rules that change or remove scores before a token is chosen, each as transformers has it.
//!
//! They work on the whole row of scores and also count under greedy decoding. A removed score is minus infinity.
//! The filters that only count when tokens are drawn by chance are a module of their own.

/// Adds each bias to the last token of its sequence, where the text ends with the tokens before it.
pub(crate) fn sequence_bias(scores: &mut [f32], ids: &[u32], biases: &[(Vec<u32>, f32)]) {
    for (sequence, bias) in biases {
        if let Some(score) = completing(ids, sequence).and_then(|id| scores.get_mut(id as usize)) {
            *score += bias;
        }
    }
}

/// Removes every token that would complete one of the sequences. A token that ends the text stays if it is such
/// a sequence by itself.
pub(crate) fn bad_words(scores: &mut [f32], ids: &[u32], words: &[Vec<u32>], eos: &[u32]) {
    for word in words {
        let ends = word.len() == 1 && eos.contains(&word[0]);
        let completing = completing(ids, word).filter(|_| !ends);
        remove(scores, completing.as_slice());
    }
}

/// The last token of a sequence, if the text ends with all the others.
fn completing(ids: &[u32], sequence: &[u32]) -> Option<u32> {
    let (last, before) = sequence.split_last()?;
    // The reference wants the text to be as long as the whole sequence, though it compares one token less.
    let fits = before.is_empty() || (sequence.len() <= ids.len() && ids.ends_with(before));
    fits.then_some(*last)
}

/// Makes the end of the text likelier the longer the answer is, from `start` new tokens on.
pub(crate) fn length_decay(
    scores: &mut [f32],
    eos: &[u32],
    added: usize,
    (start, factor): (usize, f32),
) {
    let Some(over) = added.checked_sub(start).filter(|over| *over > 0) else {
        return;
    };
    let growth = (f64::from(factor).powf(over as f64) - 1.0).min(f64::from(f32::MAX));
    for id in eos {
        // What is removed stays so; the reference would make it no number.
        if let Some(score) = scores
            .get_mut(*id as usize)
            .filter(|score| score.is_finite())
        {
            *score = (*score + score.abs() * growth as f32).min(f32::MAX);
        }
    }
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

#[cfg(test)]
#[path = "processors_tests.rs"]
mod tests;

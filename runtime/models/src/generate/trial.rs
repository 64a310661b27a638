//! What a model's generations may share, calls and what was read before: tried, not guessed.

use crate::error::ModelError;
use crate::generate::batch::Batch;
use crate::generate::layout::{Input, Past};
use crate::generate::network::Network;
use crate::generate::ort_network::OrtNetwork;
use crate::stop::Cancel;

/// The largest difference of scores, as a share of their range, that rounding may make.
const SAME: f32 = 1e-4;

impl OrtNetwork {
    /// Tries what generations may share, and remembers the answers.
    ///
    /// Some models cannot read several rows, some take no mask or positions, and files that were quantized with
    /// one scale for all that a call reads (`quantize_dynamic`) give other scores in company than alone, and in
    /// parts than at once. Nothing in a file says so for sure, so short texts are read in these ways. Models that
    /// fail serve their generations in turn, and read every prompt from its beginning: an answer must not depend
    /// on what else the model does or did.
    pub(crate) fn try_sharing(&mut self, vocabulary: usize) {
        let asks = |wanted: fn(&Input) -> bool| self.inputs.iter().any(wanted);
        let placed = asks(|input| matches!(input, Input::Mask))
            && asks(|input| matches!(input, Input::Positions));
        let tables = self.remembers() && self.past.iter().all(Past::is_table_of_floats);
        // A failed call is an answer too.
        self.copies = tables && self.reads_the_same_in_parts(vocabulary).unwrap_or(false);
        self.batches =
            tables && placed && self.reads_the_same_together(vocabulary).unwrap_or(false);
        tracing::debug!(model = %self.model, batches = self.batches, copies = self.copies, "tried sharing");
    }

    fn reads_the_same_in_parts(&mut self, vocabulary: usize) -> Result<bool, ModelError> {
        let text = text(16, 11, vocabulary);
        let (mut whole, mut parts) = (Vec::new(), Vec::new());
        self.read(&text, &mut self.cache()?, &Cancel::default(), &mut whole)?;
        let mut cache = self.cache()?;
        for part in text.chunks(11) {
            self.read(part, &mut cache, &Cancel::default(), &mut parts)?;
        }
        Ok(near(&whole, &parts))
    }

    fn reads_the_same_together(&mut self, vocabulary: usize) -> Result<bool, ModelError> {
        let (mut batch, mut alone) = (Batch::default(), Vec::new());
        let cancel = Cancel::default();
        for (length, factor) in [(3, 7), (12, 11)] {
            let text = text(length, factor, vocabulary);
            let (mut cache, mut logits) = (self.cache()?, Vec::new());
            self.read(&text, &mut cache, &cancel, &mut logits)?;
            self.join(&mut batch, cache);
            let mut cache = self.cache()?;
            self.read(&text, &mut cache, &cancel, &mut logits)?;
            self.read(&text[..1], &mut cache, &cancel, &mut logits)?;
            alone.append(&mut logits);
        }
        let ids = [7 % vocabulary as u32, 11 % vocabulary as u32];
        let mut together = Vec::new();
        self.read_each(&ids, &mut batch, &[cancel], &mut together)?;
        Ok(near(&alone, &together))
    }
}

/// Some text of this length.
fn text(length: usize, factor: usize, vocabulary: usize) -> Vec<u32> {
    let id = |place| (place * factor % vocabulary) as u32;
    (1..=length).map(id).collect()
}

/// Whether scores are the same but for rounding.
fn near(expected: &[f32], found: &[f32]) -> bool {
    let highest = expected.iter().copied().fold(f32::MIN, f32::max);
    let lowest = expected.iter().copied().fold(f32::MAX, f32::min);
    let close = |(a, b): (&f32, &f32)| (a - b).abs() <= SAME * (highest - lowest);
    expected.len() == found.len() && expected.iter().zip(found).all(close)
}

//! Whether a model's generations may share calls: tried, not guessed.

use ort::value::TensorElementType;

use crate::error::ModelError;
use crate::generate::batch::Batch;
use crate::generate::layout::Input;
use crate::generate::network::Network;
use crate::generate::ort_network::OrtNetwork;
use crate::stop::Cancel;

/// The largest difference of scores, as a share of their range, that rounding may make.
const SAME: f32 = 1e-4;

impl OrtNetwork {
    /// Tries whether generations may share calls, and remembers the answer.
    ///
    /// Some models cannot read several rows, some take no mask or positions, and files that were quantized with
    /// one scale for all rows (`quantize_dynamic`) give other scores in company than alone. Nothing in a file says
    /// so for sure, so two short texts of different lengths are read alone and together. Models that fail serve
    /// their generations in turn.
    pub(crate) fn try_batching(&mut self, vocabulary: usize) {
        let floats = (self.past.iter())
            .all(|past| past.kind == TensorElementType::Float32 && past.shape.len() == 4);
        let asks = |wanted: fn(&Input) -> bool| self.inputs.iter().any(wanted);
        let placed = asks(|input| matches!(input, Input::Mask))
            && asks(|input| matches!(input, Input::Positions));
        // A failed call is an answer too.
        self.batches = floats
            && placed
            && self.remembers()
            && self.reads_the_same_together(vocabulary).unwrap_or(false);
        tracing::debug!(model = %self.model, batches = self.batches, "tried batching");
    }

    fn reads_the_same_together(&mut self, vocabulary: usize) -> Result<bool, ModelError> {
        let (mut batch, mut alone) = (Batch::default(), Vec::new());
        let cancel = Cancel::default();
        for (length, factor) in [(3, 7), (12, 11)] {
            let text: Vec<u32> = (1..=length)
                .map(|place| (place * factor % vocabulary) as u32)
                .collect();
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
        let highest = alone.iter().copied().fold(f32::MIN, f32::max);
        let lowest = alone.iter().copied().fold(f32::MAX, f32::min);
        let near = |(a, b): (&f32, &f32)| (a - b).abs() <= SAME * (highest - lowest);
        Ok(alone.len() == together.len() && alone.iter().zip(&together).all(near))
    }
}

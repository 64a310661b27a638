//! What the worker asks of an engine: one step of a causal language model.

use crate::error::ModelError;
use crate::stop::Cancel;

/// An engine that scores the next token. Any inference library may stand behind it.
pub(crate) trait Network: Send + 'static {
    /// What one generation remembers of the tokens it has read.
    type Cache: Send;

    /// What several generations remember that read in the same calls.
    type Batch: Send + Default;

    /// The memory of a generation that has read nothing yet.
    fn cache(&self) -> Result<Self::Cache, ModelError>;

    /// Whether the cache holds anything. Without it the whole text is read at each step.
    fn remembers(&self) -> bool;

    /// Whether several generations may read in the same calls with the results that each has alone.
    fn batches(&self) -> bool;

    /// Reads `ids` after what the cache holds, and leaves the scores of the token after the last one in `logits`.
    ///
    /// Ends early, with any error, once `cancel` has ended.
    fn read(
        &mut self,
        ids: &[u32],
        cache: &mut Self::Cache,
        cancel: &Cancel,
        logits: &mut Vec<f32>,
    ) -> Result<(), ModelError>;

    /// Whether caches can be copied, and so be of use to other generations.
    fn copies(&self) -> bool;

    /// A copy of the first `length` tokens that a cache holds; `None` if it cannot be copied.
    fn first(&self, cache: &Self::Cache, length: usize) -> Option<Self::Cache>;

    /// A copy of what a row of a batch holds; `None` if it cannot be copied.
    fn row(&self, batch: &Self::Batch, row: usize) -> Option<Self::Cache>;

    /// How much memory a cache takes.
    fn bytes(&self, cache: &Self::Cache) -> usize;

    /// Adds a generation as the last row of a batch.
    fn join(&self, batch: &mut Self::Batch, cache: Self::Cache);

    /// Takes a row out of a batch; those after it move up.
    fn leave(&self, batch: &mut Self::Batch, row: usize);

    /// Reads one token for each row, and leaves their scores in `logits`, one row after the other.
    ///
    /// Ends early, with any error, once all of `cancels` have ended. After an error the batch is lost.
    fn read_each(
        &mut self,
        ids: &[u32],
        batch: &mut Self::Batch,
        cancels: &[Cancel],
        logits: &mut Vec<f32>,
    ) -> Result<(), ModelError>;
}

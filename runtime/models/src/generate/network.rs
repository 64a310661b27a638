//! What the worker asks of an engine: one step of a causal language model.

use crate::error::ModelError;
use crate::stop::Cancel;

/// An engine that scores the next token. Any inference library may stand behind it.
pub(crate) trait Network: Send + 'static {
    /// What one generation remembers of the tokens it has read.
    type Cache: Send;

    /// The memory of a generation that has read nothing yet.
    fn cache(&self) -> Result<Self::Cache, ModelError>;

    /// Whether the cache holds anything. Without it the whole text is read at each step.
    fn remembers(&self) -> bool;

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
}

//! What can go wrong with tensors.

use super::{MOST_DIMENSIONS, MOST_NUMBERS};

/// Why something cannot be done with tensors.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TensorError {
    /// More or fewer numbers than the shape asks for.
    #[error("{found} numbers do not fill the shape {shape}")]
    Count {
        /// The shape.
        shape: String,
        /// How many numbers there are.
        found: usize,
    },
    /// Too many numbers.
    #[error("a tensor of shape {shape} is too large; it may have {MOST_NUMBERS} numbers")]
    Large {
        /// The shape.
        shape: String,
    },
    /// Too many dimensions.
    #[error("{found} dimensions are too many; a tensor may have {MOST_DIMENSIONS}")]
    Dimensions {
        /// How many there are.
        found: usize,
    },
    /// Two shapes that do not fit each other.
    #[error("shapes {left} and {right} do not fit each other: each side must be the same, or 1")]
    Broadcast {
        /// The one.
        left: String,
        /// The other.
        right: String,
    },
    /// A dimension that is not there.
    #[error("axis {axis} does not exist in shape {shape}")]
    Axis {
        /// The dimension's number.
        axis: i64,
        /// The shape.
        shape: String,
    },
    /// A place that is not there.
    #[error("index {index} is out of bounds: axis {axis} of shape {shape} has {size}")]
    Index {
        /// The place asked for.
        index: i64,
        /// In which dimension.
        axis: usize,
        /// The shape.
        shape: String,
        /// How many there are.
        size: usize,
    },
    /// More indices than dimensions.
    #[error("{found} indices are too many for shape {shape}")]
    Indices {
        /// How many indices there are.
        found: usize,
        /// The shape.
        shape: String,
    },
    /// A reduction that has no answer.
    #[error("`{reduction}` of no numbers has no answer (shape {shape})")]
    Empty {
        /// What was asked for.
        reduction: &'static str,
        /// The shape.
        shape: String,
    },
    /// A new shape that does not fit.
    #[error("shape {from} cannot become {to}: it has {found} numbers")]
    Reshape {
        /// The shape it has.
        from: String,
        /// The shape asked for.
        to: String,
        /// How many numbers it has.
        found: usize,
    },
    /// An order of dimensions that is none.
    #[error("{axes} is no order of the axes of shape {shape}; name each from 0 once")]
    Order {
        /// The axes given.
        axes: String,
        /// The shape.
        shape: String,
    },
    /// Tensors that do not fit beside each other.
    #[error("tensor {place} has shape {found}, which does not fit {first} along axis {axis}")]
    Join {
        /// The number of the tensor that does not fit.
        place: usize,
        /// Its shape.
        found: String,
        /// The shape of the first.
        first: String,
        /// Along which dimension.
        axis: usize,
    },
    /// Nothing to put together.
    #[error("there is no tensor to put together")]
    Nothing,
}

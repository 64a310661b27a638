//! What a causal language model wants to be fed, read from the names and shapes of its inputs and outputs.

use std::path::Path;

use ort::session::SessionInputValue;
use ort::value::{Outlet, Tensor, TensorElementType};

use crate::error::ModelError;
use crate::files::list;

/// An input that is made anew for each step.
#[derive(Clone, Copy)]
pub(crate) enum Input {
    Ids,
    Mask,
    Positions,
    /// Legacy exports hold two graphs and ask which one to run.
    UsesCache,
    /// How many positions to score; some exports ask.
    LogitsToKeep,
}

/// A tensor that one step leaves to the next: its input, its output, and its type and shape before anything was read.
pub(crate) struct Past {
    pub(crate) input: String,
    pub(crate) output: String,
    pub(crate) kind: TensorElementType,
    pub(crate) shape: Vec<i64>,
}

impl Past {
    /// Whether it is of the kind that this crate reads and makes itself: [rows, heads, places, numbers] in 32 bits.
    pub(crate) fn is_table_of_floats(&self) -> bool {
        self.kind == TensorElementType::Float32 && self.shape.len() == 4
    }
}

impl Input {
    const ALL: [Self; 5] = [
        Self::Ids,
        Self::Mask,
        Self::Positions,
        Self::UsesCache,
        Self::LogitsToKeep,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ids => "input_ids",
            Self::Mask => "attention_mask",
            Self::Positions => "position_ids",
            Self::UsesCache => "use_cache_branch",
            Self::LogitsToKeep => "num_logits_to_keep",
        }
    }

    /// The value of this input for one call.
    pub(crate) fn value(self, feed: &Feed<'_>) -> ort::Result<SessionInputValue<'static>> {
        let rows = feed.lengths.len();
        let table = |values: Vec<i64>| {
            Ok(Tensor::from_array(([rows, values.len() / rows], values))?.into())
        };
        let new = feed.ids.len() / rows;
        match self {
            Self::Ids => table(feed.ids.iter().map(|id| i64::from(*id)).collect()),
            Self::Mask => table(feed.mask(new)),
            Self::Positions => {
                let row = |length: &usize| *length as i64..(length + new) as i64;
                table(feed.lengths.iter().flat_map(row).collect())
            }
            Self::UsesCache => Ok(Tensor::from_array(([1_usize], vec![feed.width > 0]))?.into()),
            Self::LogitsToKeep => {
                Ok(Tensor::from_array((Vec::<usize>::new(), vec![1_i64]))?.into())
            }
        }
    }
}

/// What one call reads: for each row as many tokens, after a past that fills the end of `width` places.
pub(crate) struct Feed<'a> {
    /// The tokens, one row after the other.
    pub(crate) ids: &'a [u32],
    /// How many tokens of each row were read before.
    pub(crate) lengths: &'a [usize],
    /// How many places the past has: as many as the longest row.
    pub(crate) width: usize,
}

impl Feed<'_> {
    /// Zeros for the places that a row does not fill, ones for all that is to be seen.
    fn mask(&self, new: usize) -> Vec<i64> {
        let row = |length: &usize| {
            let empty = std::iter::repeat_n(0, self.width - length);
            empty.chain(std::iter::repeat_n(1, length + new))
        };
        self.lengths.iter().flat_map(row).collect()
    }
}

/// What the model wants to be fed, by the names of its inputs.
pub(crate) fn layout(
    path: &Path,
    inputs: &[Outlet],
    outputs: &[Outlet],
) -> Result<(Vec<Input>, Vec<Past>), ModelError> {
    let names = |outlets: &[Outlet]| list(outlets.iter().map(Outlet::name));
    let lacks =
        |outlets: &[Outlet], name: &str| !outlets.iter().any(|outlet| outlet.name() == name);
    let not_causal = |missing: &str| ModelError::NotCausal {
        missing: missing.into(),
        inputs: names(inputs),
        outputs: names(outputs),
        path: path.into(),
    };
    let unsupported = |reason: String| ModelError::Unsupported {
        reason,
        path: path.into(),
    };
    if lacks(inputs, "input_ids") {
        return Err(not_causal("input `input_ids`"));
    }
    let logits = outputs
        .iter()
        .find(|output| output.name() == "logits")
        .ok_or_else(|| not_causal("output `logits`"))?;
    match (logits.dtype().tensor_type(), logits.dtype().tensor_shape()) {
        (Some(TensorElementType::Float32), Some(shape)) if shape.len() == 3 => {}
        (Some(TensorElementType::Float32), _) => {
            return Err(not_causal("scores for each position in `logits`"));
        }
        _ => {
            return Err(unsupported(
                "its `logits` are not 32-bit floats; export it with `--dtype fp32`".into(),
            ));
        }
    }
    let (mut made, mut past) = (Vec::new(), Vec::new());
    for input in inputs {
        if let Some(known) = Input::ALL
            .into_iter()
            .find(|known| known.name() == input.name())
        {
            made.push(known);
        } else if let Some(rest) = input.name().strip_prefix("past_key_values.") {
            past.push(past_of(input, format!("present.{rest}")).ok_or_else(|| {
                unsupported(format!(
                    "its input `{}` is no tensor of a known shape",
                    input.name()
                ))
            })?);
        } else {
            return Err(unsupported(format!(
                "it asks for an input `{}` that nobody gives it",
                input.name()
            )));
        }
    }
    match past.iter().find(|past| lacks(outputs, &past.output)) {
        Some(past) => Err(unsupported(format!("it has no output `{}`", past.output))),
        None => Ok((made, past)),
    }
}

/// The remembered tensor of an input, empty: one text, no position yet, all else as the model says.
fn past_of(input: &Outlet, output: String) -> Option<Past> {
    let shape = input.dtype().tensor_shape()?;
    let empty = |(place, size): (usize, &i64)| {
        if *size >= 0 {
            *size
        } else {
            i64::from(place == 0)
        }
    };
    Some(Past {
        input: input.name().into(),
        output,
        kind: input.dtype().tensor_type()?,
        shape: shape.iter().enumerate().map(empty).collect(),
    })
}

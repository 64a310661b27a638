//! Numbers in a grid of any number of dimensions: what models read and give.
//!
//! The numbers lie in one shared piece of memory, row by row. Clones share it, and so does another shape of the
//! same numbers; who writes into a shared one gets a copy first.

mod arithmetic;
mod dtype;
mod error;
mod pick;
mod reduce;
mod reshape;
mod show;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use self::arithmetic::{Compare, Math, Operation};
pub use self::dtype::{Dtype, Number};
pub use self::error::TensorError;
pub use self::pick::Pick;
pub use self::reduce::Reduction;

/// How many numbers a tensor may have: 64 million, half a gigabyte of the widest kind.
pub const MOST_NUMBERS: usize = 1 << 26;

/// How many dimensions a tensor may have.
pub const MOST_DIMENSIONS: usize = 16;

/// Numbers of one kind in a grid.
///
/// ```
/// use mirror_models::Tensor;
///
/// let scores = Tensor::from_f32(&[2, 2], vec![1.0, 3.0, 4.0, 2.0])?;
/// assert_eq!(scores.argmax(Some(1))?, Tensor::from_i64(&[2], vec![1, 0])?);
/// # Ok::<(), mirror_models::TensorError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Tensor {
    shape: Vec<usize>,
    data: Data,
}

/// The numbers, row by row.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    F32(Arc<Vec<f32>>),
    F64(Arc<Vec<f64>>),
    I64(Arc<Vec<i64>>),
    I32(Arc<Vec<i32>>),
    U8(Arc<Vec<u8>>),
    Bool(Arc<Vec<bool>>),
}

/// The same expression for each kind of number; the second form also puts the result back into its kind.
macro_rules! each {
    ($data:expr, $values:ident => $body:expr) => {
        match $data {
            $crate::tensor::Data::F32($values) => $body,
            $crate::tensor::Data::F64($values) => $body,
            $crate::tensor::Data::I64($values) => $body,
            $crate::tensor::Data::I32($values) => $body,
            $crate::tensor::Data::U8($values) => $body,
            $crate::tensor::Data::Bool($values) => $body,
        }
    };
    ($data:expr, $values:ident -> $body:expr) => {
        match $data {
            $crate::tensor::Data::F32($values) => $crate::tensor::Data::F32($body.into()),
            $crate::tensor::Data::F64($values) => $crate::tensor::Data::F64($body.into()),
            $crate::tensor::Data::I64($values) => $crate::tensor::Data::I64($body.into()),
            $crate::tensor::Data::I32($values) => $crate::tensor::Data::I32($body.into()),
            $crate::tensor::Data::U8($values) => $crate::tensor::Data::U8($body.into()),
            $crate::tensor::Data::Bool($values) => $crate::tensor::Data::Bool($body.into()),
        }
    };
}
pub(crate) use each;

macro_rules! constructors {
    ($($(#[$doc:meta])* $from:ident $view:ident $kind:ident $number:ty;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// When there are more or fewer numbers than the shape asks for.
        pub fn $from(shape: &[usize], values: Vec<$number>) -> Result<Self, TensorError> {
            Self::new(shape.to_vec(), Data::$kind(values.into()))
        }

        /// The numbers, row by row, where they are of this kind.
        pub fn $view(&self) -> Option<&[$number]> {
            match &self.data {
                Data::$kind(values) => Some(values),
                _ => None,
            }
        }
    )*};
}

impl Tensor {
    constructors! {
        /// A tensor of 32-bit floats.
        from_f32 as_f32 F32 f32;
        /// A tensor of 64-bit floats.
        from_f64 as_f64 F64 f64;
        /// A tensor of 64-bit whole numbers.
        from_i64 as_i64 I64 i64;
        /// A tensor of 32-bit whole numbers.
        from_i32 as_i32 I32 i32;
        /// A tensor of bytes.
        from_u8 as_u8 U8 u8;
        /// A tensor of truth values.
        from_bool as_bool Bool bool;
    }

    /// A tensor in which each number is the same.
    ///
    /// # Errors
    /// When the shape asks for more numbers than a tensor may have.
    pub fn full(shape: &[usize], number: Number, dtype: Dtype) -> Result<Self, TensorError> {
        let count = count(shape)?;
        let one = Self::from(number).cast(dtype);
        let data = each!(&one.data, values -> vec![values[0]; count]);
        Self::new(shape.to_vec(), data)
    }

    pub(crate) fn new(shape: Vec<usize>, data: Data) -> Result<Self, TensorError> {
        let (wanted, found) = (count(&shape)?, each!(&data, values => values.len()));
        if wanted == found {
            return Ok(Self { shape, data });
        }
        Err(TensorError::Count {
            shape: written(&shape),
            found,
        })
    }

    pub(crate) fn data(&self) -> &Data {
        &self.data
    }

    /// How many numbers there are in each dimension; empty for a single number.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The kind of its numbers.
    pub fn dtype(&self) -> Dtype {
        match self.data {
            Data::F32(_) => Dtype::F32,
            Data::F64(_) => Dtype::F64,
            Data::I64(_) => Dtype::I64,
            Data::I32(_) => Dtype::I32,
            Data::U8(_) => Dtype::U8,
            Data::Bool(_) => Dtype::Bool,
        }
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        each!(&self.data, values => values.len())
    }

    /// Whether there is no number at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes its numbers take; what shares them counts them too.
    pub fn bytes(&self) -> usize {
        each!(&self.data, values => std::mem::size_of_val(values.as_slice()))
    }

    /// The number at a place, counted row by row.
    pub fn number(&self, place: usize) -> Option<Number> {
        each!(&self.data, values => values.get(place).copied().map(Number::from))
    }

    /// All numbers, row by row.
    pub fn numbers(&self) -> impl Iterator<Item = Number> + '_ {
        (0..self.len()).filter_map(|place| self.number(place))
    }

    /// The same numbers as another kind. What does not fit is cut: fractions toward zero, sizes at the ends.
    #[must_use]
    pub fn cast(&self, dtype: Dtype) -> Self {
        if dtype == self.dtype() {
            return self.clone();
        }
        let data = each!(&self.data, values => dtype::cast(values, dtype));
        Self {
            shape: self.shape.clone(),
            data,
        }
    }

    /// The numbers as 32-bit floats, without a copy where they are already.
    pub fn to_f32(&self) -> Arc<Vec<f32>> {
        match self.cast(Dtype::F32).data {
            Data::F32(values) => values,
            _ => unreachable!("it was cast to this kind"),
        }
    }

    /// The numbers as 64-bit floats.
    pub fn to_f64(&self) -> Arc<Vec<f64>> {
        match self.cast(Dtype::F64).data {
            Data::F64(values) => values,
            _ => unreachable!("it was cast to this kind"),
        }
    }
}

impl From<Number> for Tensor {
    fn from(number: Number) -> Self {
        let data = match number {
            Number::Float(float) => Data::F64(vec![float].into()),
            Number::Whole(whole) => Data::I64(vec![whole].into()),
            Number::Flag(flag) => Data::Bool(vec![flag].into()),
        };
        Self {
            shape: Vec::new(),
            data,
        }
    }
}

/// Two tensors are equal when they have the same shape and the same numbers, of whatever kind.
impl PartialEq for Tensor {
    fn eq(&self, other: &Self) -> bool {
        self.shape == other.shape
            && self
                .numbers()
                .zip(other.numbers())
                .all(|(a, b)| a.same_as(b))
    }
}

/// How many numbers a shape asks for.
pub(crate) fn count(shape: &[usize]) -> Result<usize, TensorError> {
    if shape.len() > MOST_DIMENSIONS {
        return Err(TensorError::Dimensions { found: shape.len() });
    }
    let product = shape
        .iter()
        .try_fold(1_usize, |product, side| product.checked_mul(*side));
    product
        .filter(|count| *count <= MOST_NUMBERS)
        .ok_or_else(|| TensorError::Large {
            shape: written(shape),
        })
}

/// A shape as messages show it.
pub(crate) fn written(shape: &[usize]) -> String {
    let sides: Vec<String> = shape.iter().map(ToString::to_string).collect();
    format!("[{}]", sides.join(", "))
}

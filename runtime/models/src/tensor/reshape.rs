//! Other shapes of the same numbers, and several tensors as one.

use super::{Data, Tensor, TensorError, count, each, written};

impl Tensor {
    /// The same numbers in another shape, without a copy; one side may be -1 and is then computed.
    ///
    /// # Errors
    /// When the shape asks for another number of numbers.
    pub fn reshape(&self, sides: &[i64]) -> Result<Self, TensorError> {
        let wrong = || TensorError::Reshape {
            from: written(&self.shape),
            to: format!("{sides:?}"),
            found: self.len(),
        };
        let known: Vec<usize> = sides
            .iter()
            .filter(|side| **side != -1)
            .map(|side| usize::try_from(*side).map_err(|_negative| wrong()))
            .collect::<Result<_, _>>()?;
        let product = count(&known)?;
        let free = match sides.len() - known.len() {
            0 => 0,
            1 if product > 0 => self.len() / product,
            _ => return Err(wrong()),
        };
        let shape: Vec<usize> = sides
            .iter()
            .map(|side| usize::try_from(*side).unwrap_or(free))
            .collect();
        if count(&shape)? != self.len() {
            return Err(wrong());
        }
        Ok(Self {
            shape,
            data: self.data.clone(),
        })
    }

    /// The same numbers in one line.
    #[must_use]
    pub fn flatten(&self) -> Self {
        Self {
            shape: vec![self.len()],
            data: self.data.clone(),
        }
    }

    /// The dimensions in another order; reversed where none is given.
    ///
    /// # Errors
    /// When the order does not name each dimension once.
    pub fn transpose(&self, axes: Option<&[i64]>) -> Result<Self, TensorError> {
        let rank = self.shape.len();
        let order: Vec<usize> = match axes {
            None => (0..rank).rev().collect(),
            Some(axes) => {
                let wrong = || TensorError::Order {
                    axes: format!("{axes:?}"),
                    shape: written(&self.shape),
                };
                let order: Result<Vec<usize>, _> =
                    axes.iter().map(|axis| self.axis(*axis)).collect();
                let order = order.map_err(|_axis| wrong())?;
                let mut sorted = order.clone();
                sorted.sort_unstable();
                if !sorted.into_iter().eq(0..rank) {
                    return Err(wrong());
                }
                order
            }
        };
        let steps = steps(&self.shape);
        let shape: Vec<usize> = order.iter().map(|axis| self.shape[*axis]).collect();
        let strides: Vec<usize> = order.iter().map(|axis| steps[*axis]).collect();
        let places = places(&shape, &strides);
        let data = each!(&self.data, values -> places.iter().map(|place| values[*place]).collect::<Vec<_>>());
        Self::new(shape, data)
    }

    /// Without the dimensions that have one place, or without one of them.
    ///
    /// # Errors
    /// When the named dimension has more places.
    pub fn squeeze(&self, axis: Option<i64>) -> Result<Self, TensorError> {
        let mut shape = self.shape.clone();
        match axis {
            None => shape.retain(|side| *side != 1),
            Some(axis) => {
                let place = self.axis(axis)?;
                if shape.remove(place) != 1 {
                    let shape = written(&self.shape);
                    return Err(TensorError::Axis { axis, shape });
                }
            }
        }
        Ok(Self {
            shape,
            data: self.data.clone(),
        })
    }

    /// With a dimension more, which has one place.
    ///
    /// # Errors
    /// When the place is beyond the end.
    pub fn unsqueeze(&self, axis: i64) -> Result<Self, TensorError> {
        let rank = self.shape.len() as i64;
        let place = if axis < 0 { axis + rank + 1 } else { axis };
        let place = usize::try_from(place)
            .ok()
            .filter(|place| *place <= self.shape.len())
            .ok_or_else(|| TensorError::Axis {
                axis,
                shape: written(&self.shape),
            })?;
        let mut shape = self.shape.clone();
        shape.insert(place, 1);
        count(&shape)?;
        Ok(Self {
            shape,
            data: self.data.clone(),
        })
    }

    /// Several tensors one after the other along an axis.
    ///
    /// # Errors
    /// When they differ in another dimension.
    pub fn concat(tensors: &[Self], axis: i64) -> Result<Self, TensorError> {
        let first = tensors.first().ok_or(TensorError::Nothing)?;
        let axis = first.axis(axis)?;
        for (place, tensor) in tensors.iter().enumerate() {
            let fits = tensor.shape.len() == first.shape.len()
                && (0..first.shape.len())
                    .all(|other| other == axis || tensor.shape[other] == first.shape[other]);
            if !fits {
                return Err(TensorError::Join {
                    place,
                    found: written(&tensor.shape),
                    first: written(&first.shape),
                    axis,
                });
            }
        }
        let dtype = tensors
            .iter()
            .map(Self::dtype)
            .fold(first.dtype(), Ord::max);
        let mut shape = first.shape.clone();
        shape[axis] = tensors.iter().map(|tensor| tensor.shape[axis]).sum();
        let total = count(&shape)?;
        let parts: Vec<(Self, usize)> = tensors
            .iter()
            .map(|tensor| (tensor.cast(dtype), tensor.shape[axis..].iter().product()))
            .collect();
        let before: usize = shape[..axis].iter().product();
        macro_rules! joined {
            ($($kind:ident)*) => {
                match dtype_of(&parts[0].0) {
                    $(Data::$kind(_) => {
                        let mut joined = Vec::with_capacity(total);
                        for row in 0..before {
                            for (part, width) in &parts {
                                if let Data::$kind(values) = &part.data {
                                    joined.extend_from_slice(&values[row * width..(row + 1) * width]);
                                }
                            }
                        }
                        Data::$kind(joined.into())
                    })*
                }
            };
        }
        let data = joined!(F32 F64 I64 I32 U8 Bool);
        Self::new(shape, data)
    }

    /// Several tensors of one shape as one with a dimension more.
    ///
    /// # Errors
    /// When their shapes differ.
    pub fn stack(tensors: &[Self], axis: i64) -> Result<Self, TensorError> {
        let wider: Vec<Self> = tensors
            .iter()
            .map(|tensor| tensor.unsqueeze(axis))
            .collect::<Result<_, _>>()?;
        let axis = if axis < 0 {
            axis + wider.first().map_or(0, |first| first.shape.len() as i64)
        } else {
            axis
        };
        Self::concat(&wider, axis)
    }
}

fn dtype_of(tensor: &Tensor) -> &Data {
    &tensor.data
}

/// How far apart neighbors lie in each dimension.
pub(super) fn steps(shape: &[usize]) -> Vec<usize> {
    let mut steps = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        steps[axis - 1] = steps[axis] * shape[axis];
    }
    steps
}

/// The places of all numbers of a shape, whose neighbors lie that far apart.
fn places(shape: &[usize], strides: &[usize]) -> Vec<usize> {
    let mut places = vec![0];
    for (side, stride) in shape.iter().zip(strides) {
        places = places
            .iter()
            .flat_map(|place| (0..*side).map(move |at| place + at * stride))
            .collect();
    }
    places
}

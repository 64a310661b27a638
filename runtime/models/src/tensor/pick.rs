//! Parts of a tensor: one place, a range of places, or a list of them in each dimension.

use std::sync::Arc;

use super::reshape::steps;
use super::{Data, Dtype, Number, Operation, Tensor, TensorError, each, written};

/// What is taken of one dimension.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// One place, counted from the end where it is negative; the dimension goes.
    At(i64),
    /// The places from one up to, but not including, another; both may count from the end. What lies outside is
    /// left out.
    From(i64, i64),
    /// These places, in this order.
    These(Vec<i64>),
    /// All places.
    All,
}

impl Tensor {
    /// The part that is picked in the first dimensions; of the others everything. The part of one place of the
    /// first dimension is what lies there.
    ///
    /// # Errors
    /// When a place is outside, or more dimensions are named than there are.
    pub fn pick(&self, picks: &[Pick]) -> Result<Self, TensorError> {
        let rank = self.shape.len();
        if picks.len() > rank {
            return Err(TensorError::Indices {
                found: picks.len(),
                shape: written(&self.shape),
            });
        }
        let steps = steps(&self.shape);
        // Where the rows lie that are picked, and the shape of what is picked.
        let (mut starts, mut shape) = (vec![0], Vec::new());
        for (axis, pick) in picks.iter().enumerate() {
            let taken = self.taken(axis, pick)?;
            if !matches!(pick, Pick::At(_)) {
                shape.push(taken.len());
            }
            super::count(&[starts.len(), taken.len()])?;
            starts = spread(&starts, &taken, steps[axis]);
        }
        let rest = &self.shape[picks.len()..];
        shape.extend_from_slice(rest);
        let width: usize = rest.iter().product();
        super::count(&shape)?;
        let data = each!(&self.data, values -> {
            let mut taken = Vec::with_capacity(starts.len() * width);
            for start in &starts {
                taken.extend_from_slice(&values[*start..start + width]);
            }
            taken
        });
        Self::new(shape, data)
    }

    /// Writes numbers to the places that are picked: as many as there are, or fewer that are stretched over them.
    ///
    /// # Errors
    /// As [`pick`](Self::pick); also when the numbers do not fit the places.
    pub fn put(&mut self, picks: &[Pick], numbers: &Self) -> Result<(), TensorError> {
        let part = self.pick(picks)?;
        // What is there already need not be written, for that might need a copy of all the rest.
        if part == *numbers {
            return Ok(());
        }
        let none = Self::full(part.shape(), Number::Whole(0), Dtype::U8)?;
        let all = none.apply(Operation::Add, numbers)?.cast(self.dtype());
        if all.shape() != part.shape() {
            return Err(TensorError::Broadcast {
                left: written(part.shape()),
                right: written(numbers.shape()),
            });
        }
        let steps = steps(&self.shape);
        let mut starts = vec![0];
        for (axis, pick) in picks.iter().enumerate() {
            starts = spread(&starts, &self.taken(axis, pick)?, steps[axis]);
        }
        let width: usize = self.shape[picks.len()..].iter().product();
        macro_rules! write {
            ($($kind:ident)*) => {
                match (&mut self.data, &all.data) {
                    $((Data::$kind(values), Data::$kind(new)) => {
                        let values = Arc::make_mut(values);
                        for (row, start) in starts.iter().enumerate() {
                            let new = &new[row * width..(row + 1) * width];
                            values[*start..start + width].copy_from_slice(new);
                        }
                    })*
                    _ => unreachable!("the numbers were cast to the tensor's kind"),
                }
            };
        }
        write!(F32 F64 I64 I32 U8 Bool);
        Ok(())
    }

    /// The places of a dimension that are picked.
    fn taken(&self, axis: usize, pick: &Pick) -> Result<Vec<usize>, TensorError> {
        let size = self.shape[axis];
        let place = |index: i64| {
            let place = if index < 0 {
                index.saturating_add(size as i64)
            } else {
                index
            };
            let place = usize::try_from(place).ok().filter(|place| *place < size);
            place.ok_or_else(|| TensorError::Index {
                index,
                axis,
                shape: written(&self.shape),
                size,
            })
        };
        let end = |index: i64| {
            let place = if index < 0 {
                index.saturating_add(size as i64)
            } else {
                index
            };
            usize::try_from(place.max(0)).unwrap_or(size).min(size)
        };
        match pick {
            Pick::At(index) => Ok(vec![place(*index)?]),
            Pick::From(first, last) => Ok((end(*first)..end(*last)).collect()),
            Pick::These(list) => list.iter().map(|index| place(*index)).collect(),
            Pick::All => Ok((0..size).collect()),
        }
    }
}

/// Each start with each of the places after it.
fn spread(starts: &[usize], taken: &[usize], step: usize) -> Vec<usize> {
    starts
        .iter()
        .flat_map(|start| taken.iter().map(move |place| start + place * step))
        .collect()
}

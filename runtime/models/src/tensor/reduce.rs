//! Many numbers to one: sums, means, the largest; and softmax, which is made of them.

use super::{Data, Dtype, Tensor, TensorError, written};

/// What many numbers become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    /// Their sum.
    Sum,
    /// Their mean.
    Mean,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// Their standard deviation, as numpy counts it by default.
    Std,
    /// Their product.
    Product,
}

impl Reduction {
    fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Mean => "mean",
            Self::Min => "min",
            Self::Max => "max",
            Self::Std => "std",
            Self::Product => "prod",
        }
    }
}

/// A tensor seen along one dimension: how many lie before, in and after it.
struct Along {
    before: usize,
    size: usize,
    after: usize,
}

impl Tensor {
    /// Makes one number of all, or of each line along an axis.
    ///
    /// # Errors
    /// When there is no such axis, or no number to choose from.
    pub fn reduce(
        &self,
        reduction: Reduction,
        axis: Option<i64>,
        keep: bool,
    ) -> Result<Self, TensorError> {
        let (along, shape) = self.along(axis, keep)?;
        if along.size == 0 && !matches!(reduction, Reduction::Sum | Reduction::Product) {
            return Err(TensorError::Empty {
                reduction: reduction.name(),
                shape: written(&self.shape),
            });
        }
        let whole =
            !self.dtype().is_float() && !matches!(reduction, Reduction::Mean | Reduction::Std);
        let data = if whole {
            let values = self.cast(Dtype::I64);
            let values = values.as_i64().unwrap_or(&[]);
            let line = |line: &mut dyn Iterator<Item = i64>| match reduction {
                Reduction::Min => line.min().unwrap_or_default(),
                Reduction::Max => line.max().unwrap_or_default(),
                Reduction::Product => line.fold(1, i64::wrapping_mul),
                _ => line.fold(0, i64::wrapping_add),
            };
            Data::I64(along.lines(values, line).into())
        } else {
            let values = self.to_f64();
            let results = along.lines(&values, |line| floats(reduction, line));
            Data::F64(results.into())
        };
        let result = Self::new(shape, data)?;
        let keeps_kind =
            self.dtype() == Dtype::F32 || matches!(reduction, Reduction::Min | Reduction::Max);
        Ok(match keeps_kind {
            true => result.cast(self.dtype()),
            false => result,
        })
    }

    /// Where the largest number is: among all, or on each line along an axis. Of equal ones the first.
    ///
    /// # Errors
    /// As [`reduce`](Self::reduce).
    pub fn argmax(&self, axis: Option<i64>) -> Result<Self, TensorError> {
        self.extreme("argmax", axis, |value, best| value > best)
    }

    /// Where the smallest number is.
    ///
    /// # Errors
    /// As [`reduce`](Self::reduce).
    pub fn argmin(&self, axis: Option<i64>) -> Result<Self, TensorError> {
        self.extreme("argmin", axis, |value, best| value < best)
    }

    fn extreme(
        &self,
        reduction: &'static str,
        axis: Option<i64>,
        better: impl Fn(f64, f64) -> bool,
    ) -> Result<Self, TensorError> {
        let (along, shape) = self.along(axis, false)?;
        if along.size == 0 {
            let shape = written(&self.shape);
            return Err(TensorError::Empty { reduction, shape });
        }
        let values = self.to_f64();
        let place = |line: &mut dyn Iterator<Item = f64>| {
            let mut best = (0, f64::NAN);
            for (place, value) in (0..).zip(line) {
                // A first "not a number" wins, as in numpy.
                if place == 0 || better(value, best.1) || (value.is_nan() && !best.1.is_nan()) {
                    best = (place, value);
                }
            }
            best.0
        };
        Self::from_i64(&shape, along.lines(&values, place))
    }

    /// Each line along an axis as shares of 1, by the exponentials of its numbers.
    ///
    /// # Errors
    /// When there is no such axis.
    pub fn softmax(&self, axis: i64) -> Result<Self, TensorError> {
        let wide = match self.dtype() {
            Dtype::F32 | Dtype::F64 => self.clone(),
            _ => self.cast(Dtype::F64),
        };
        if self.is_empty() || self.shape.is_empty() {
            return self.axis(axis).map(|_| wide);
        }
        let most = wide.reduce(Reduction::Max, Some(axis), true)?;
        let shifted = wide.apply(super::Operation::Subtract, &most)?;
        let powers = shifted.math(super::Math::Exponential);
        let sum = powers.reduce(Reduction::Sum, Some(axis), true)?;
        powers.apply(super::Operation::Divide, &sum)
    }

    /// The dimension with a number, which counts from the end where it is negative.
    pub(super) fn axis(&self, axis: i64) -> Result<usize, TensorError> {
        let rank = self.shape.len() as i64;
        let place = if axis < 0 { axis + rank } else { axis };
        usize::try_from(place)
            .ok()
            .filter(|place| *place < self.shape.len())
            .ok_or_else(|| TensorError::Axis {
                axis,
                shape: written(&self.shape),
            })
    }

    /// How to walk along an axis, or over everything, and the shape that is left.
    fn along(&self, axis: Option<i64>, keep: bool) -> Result<(Along, Vec<usize>), TensorError> {
        let Some(axis) = axis else {
            let shape = if keep {
                vec![1; self.shape.len()]
            } else {
                Vec::new()
            };
            let along = Along {
                before: 1,
                size: self.len(),
                after: 1,
            };
            return Ok((along, shape));
        };
        let axis = self.axis(axis)?;
        let along = Along {
            before: self.shape[..axis].iter().product(),
            size: self.shape[axis],
            after: self.shape[axis + 1..].iter().product(),
        };
        let mut shape = self.shape.clone();
        if keep {
            shape[axis] = 1;
        } else {
            shape.remove(axis);
        }
        Ok((along, shape))
    }
}

impl Along {
    /// One result for each line.
    fn lines<T: Copy, R>(
        &self,
        values: &[T],
        each: impl Fn(&mut dyn Iterator<Item = T>) -> R,
    ) -> Vec<R> {
        let mut results = Vec::with_capacity(self.before * self.after);
        for before in 0..self.before {
            for after in 0..self.after {
                let place = |at: usize| values[(before * self.size + at) * self.after + after];
                results.push(each(&mut (0..self.size).map(place)));
            }
        }
        results
    }
}

fn floats(reduction: Reduction, line: &mut dyn Iterator<Item = f64>) -> f64 {
    // What is not a number makes the result none, as in numpy.
    let choose = |better: fn(f64, f64) -> bool| {
        move |best: f64, value: f64| {
            if best.is_nan() || (!value.is_nan() && !better(value, best)) {
                best
            } else {
                value
            }
        }
    };
    match reduction {
        Reduction::Sum => line.sum(),
        Reduction::Product => line.product(),
        Reduction::Min => line.reduce(choose(|a, b| a < b)).unwrap_or(f64::NAN),
        Reduction::Max => line.reduce(choose(|a, b| a > b)).unwrap_or(f64::NAN),
        Reduction::Mean => {
            let (sum, count) =
                line.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
            sum / count
        }
        Reduction::Std => {
            let values: Vec<f64> = line.collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let squares = values.iter().map(|value| (value - mean).powi(2));
            (squares.sum::<f64>() / values.len() as f64).sqrt()
        }
    }
}

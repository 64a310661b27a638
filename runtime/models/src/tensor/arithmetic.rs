//! Number by number: sums, products, comparisons, with smaller shapes stretched as numpy does.

use super::{Data, Dtype, Number, Tensor, TensorError, count, written};

/// What is done with each two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `a * b`
    Multiply,
    /// `a / b`; whole numbers give floats.
    Divide,
    /// The rest of a division, with the sign of `b` as in Python.
    Remainder,
    /// `a ** b`
    Power,
    /// The smaller one.
    Minimum,
    /// The larger one.
    Maximum,
}

/// How each two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Compare {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What is done with each number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Math {
    Negative,
    Absolute,
    Exponential,
    Logarithm,
    Root,
    Round,
    Floor,
    Ceiling,
    Sigmoid,
    Tanh,
}

impl Tensor {
    /// Does it with each two numbers. The kind of the result is the wider one.
    ///
    /// # Errors
    /// When the shapes do not fit each other.
    pub fn apply(&self, operation: Operation, other: &Self) -> Result<Self, TensorError> {
        let mut dtype = self.dtype().max(other.dtype());
        // Truth values are counted, and a division may have fractions.
        if dtype == Dtype::Bool {
            dtype = Dtype::I64;
        }
        if operation == Operation::Divide && !dtype.is_float() {
            dtype = Dtype::F64;
        }
        let (left, right) = (self.cast(dtype), other.cast(dtype));
        let shape = stretched(&self.shape, &other.shape)?;
        let steps = Steps::new(&self.shape, &other.shape, &shape);
        let data = match (&left.data, &right.data) {
            (Data::F32(a), Data::F32(b)) => {
                let float = |a: f32, b: f32| floats(operation, a.into(), b.into()) as f32;
                Data::F32(steps.map(a, b, float).into())
            }
            (Data::F64(a), Data::F64(b)) => {
                Data::F64(steps.map(a, b, |a, b| floats(operation, a, b)).into())
            }
            (Data::I64(a), Data::I64(b)) => {
                Data::I64(steps.map(a, b, |a, b| wholes(operation, a, b)).into())
            }
            (Data::I32(a), Data::I32(b)) => {
                let whole = |a: i32, b: i32| wholes(operation, a.into(), b.into()) as i32;
                Data::I32(steps.map(a, b, whole).into())
            }
            (Data::U8(a), Data::U8(b)) => {
                let whole = |a: u8, b: u8| wholes(operation, a.into(), b.into()) as u8;
                Data::U8(steps.map(a, b, whole).into())
            }
            _ => unreachable!("both were cast to one kind of number"),
        };
        Self::new(shape, data)
    }

    /// A single number as it takes part in arithmetic with this tensor: it does not make 32-bit floats wide, but
    /// it makes bytes wide, so that `pixels + 10` is more than 255 where it should be.
    #[must_use]
    pub fn beside(&self, number: Number) -> Self {
        let dtype = match number {
            Number::Float(_) if self.dtype() == Dtype::F32 => Dtype::F32,
            Number::Whole(_) if self.dtype() == Dtype::I32 => Dtype::I32,
            Number::Float(_) => Dtype::F64,
            Number::Whole(_) => Dtype::I64,
            Number::Flag(_) => Dtype::Bool,
        };
        Self::from(number).cast(dtype)
    }

    /// Compares each two numbers.
    ///
    /// # Errors
    /// When the shapes do not fit each other.
    pub fn compare(&self, compare: Compare, other: &Self) -> Result<Self, TensorError> {
        let shape = stretched(&self.shape, &other.shape)?;
        let steps = Steps::new(&self.shape, &other.shape, &shape);
        let whole = !self.dtype().max(other.dtype()).is_float();
        let flags = if whole {
            let (a, b) = (self.cast(Dtype::I64), other.cast(Dtype::I64));
            let (a, b) = (a.as_i64().unwrap_or(&[]), b.as_i64().unwrap_or(&[]));
            steps.map(a, b, |a, b| holds(compare, &a, &b))
        } else {
            steps.map(&self.to_f64(), &other.to_f64(), |a, b| {
                holds(compare, &a, &b)
            })
        };
        Self::from_bool(&shape, flags)
    }

    /// Does it with each number. Whole numbers stay whole where that makes sense.
    #[must_use]
    pub fn math(&self, math: Math) -> Self {
        let stays = matches!(
            math,
            Math::Negative | Math::Absolute | Math::Round | Math::Floor | Math::Ceiling
        );
        let data = match self.dtype() {
            Dtype::F32 => {
                let values = self.to_f32();
                let each = |value: &f32| float(math, f64::from(*value)) as f32;
                Data::F32(values.iter().map(each).collect::<Vec<_>>().into())
            }
            dtype if stays && !dtype.is_float() => {
                let values = self.cast(Dtype::I64);
                let each = |value: &i64| match math {
                    Math::Negative => value.wrapping_neg(),
                    Math::Absolute => value.wrapping_abs(),
                    _ => *value,
                };
                let values = values.as_i64().unwrap_or(&[]).iter();
                Data::I64(values.map(each).collect::<Vec<_>>().into())
            }
            _ => {
                let values = self.to_f64();
                let each = |value: &f64| float(math, *value);
                Data::F64(values.iter().map(each).collect::<Vec<_>>().into())
            }
        };
        Self {
            shape: self.shape.clone(),
            data,
        }
    }
}

fn float(math: Math, value: f64) -> f64 {
    match math {
        Math::Negative => -value,
        Math::Absolute => value.abs(),
        Math::Exponential => value.exp(),
        Math::Logarithm => value.ln(),
        Math::Root => value.sqrt(),
        Math::Round => value.round_ties_even(),
        Math::Floor => value.floor(),
        Math::Ceiling => value.ceil(),
        Math::Sigmoid => 1.0 / (1.0 + (-value).exp()),
        Math::Tanh => value.tanh(),
    }
}

fn floats(operation: Operation, a: f64, b: f64) -> f64 {
    match operation {
        Operation::Add => a + b,
        Operation::Subtract => a - b,
        Operation::Multiply => a * b,
        Operation::Divide => a / b,
        Operation::Remainder => a - (a / b).floor() * b,
        Operation::Power => a.powf(b),
        Operation::Minimum => a.min(b),
        Operation::Maximum => a.max(b),
    }
}

/// With whole numbers; what is too large goes round, and the rest of a division by zero is zero, as numpy does.
fn wholes(operation: Operation, a: i64, b: i64) -> i64 {
    match operation {
        Operation::Add => a.wrapping_add(b),
        Operation::Subtract => a.wrapping_sub(b),
        Operation::Multiply => a.wrapping_mul(b),
        Operation::Divide | Operation::Remainder if b == 0 => 0,
        Operation::Divide => a.wrapping_div(b),
        Operation::Remainder => a.wrapping_rem(b).wrapping_add(b).wrapping_rem(b),
        Operation::Power => match u32::try_from(b) {
            Ok(power) => a.wrapping_pow(power),
            Err(_) => (a as f64).powf(b as f64) as i64,
        },
        Operation::Minimum => a.min(b),
        Operation::Maximum => a.max(b),
    }
}

fn holds<T: PartialOrd>(compare: Compare, a: &T, b: &T) -> bool {
    match compare {
        Compare::Equal => a == b,
        Compare::NotEqual => a != b,
        Compare::Less => a < b,
        Compare::LessOrEqual => a <= b,
        Compare::Greater => a > b,
        Compare::GreaterOrEqual => a >= b,
    }
}

/// The shape that both become.
fn stretched(left: &[usize], right: &[usize]) -> Result<Vec<usize>, TensorError> {
    let rank = left.len().max(right.len());
    // Shapes are compared from their ends; what is missing counts as 1.
    let side = |shape: &[usize], axis: usize| {
        let before = rank - shape.len();
        axis.checked_sub(before).map_or(1, |axis| shape[axis])
    };
    let shape: Option<Vec<usize>> = (0..rank)
        .map(|axis| match (side(left, axis), side(right, axis)) {
            (a, b) if a == b => Some(a),
            (1, size) | (size, 1) => Some(size),
            _ => None,
        })
        .collect();
    let shape = shape.ok_or_else(|| TensorError::Broadcast {
        left: written(left),
        right: written(right),
    })?;
    count(&shape)?;
    Ok(shape)
}

/// How two tensors are walked together.
struct Steps {
    shape: Vec<usize>,
    left: Vec<usize>,
    right: Vec<usize>,
}

impl Steps {
    fn new(left: &[usize], right: &[usize], shape: &[usize]) -> Self {
        Self {
            shape: shape.to_vec(),
            left: strides(left, shape.len()),
            right: strides(right, shape.len()),
        }
    }

    fn map<A: Copy, B>(&self, left: &[A], right: &[A], each: impl Fn(A, A) -> B) -> Vec<B> {
        let total = self.shape.iter().product();
        if left.len() == total && right.len() == total {
            let both = left.iter().zip(right);
            return both.map(|(a, b)| each(*a, *b)).collect();
        }
        let mut place = vec![0; self.shape.len()];
        let (mut at_left, mut at_right) = (0, 0);
        let mut results = Vec::with_capacity(total);
        while results.len() < total {
            results.push(each(left[at_left], right[at_right]));
            for axis in (0..place.len()).rev() {
                place[axis] += 1;
                at_left += self.left[axis];
                at_right += self.right[axis];
                if place[axis] < self.shape[axis] {
                    break;
                }
                at_left -= self.left[axis] * place[axis];
                at_right -= self.right[axis] * place[axis];
                place[axis] = 0;
            }
        }
        results
    }
}

/// How far apart neighbors lie in each dimension; 0 where one number stands for all.
fn strides(shape: &[usize], rank: usize) -> Vec<usize> {
    let mut strides = vec![0; rank];
    let mut step = 1;
    for (axis, side) in (rank - shape.len()..rank).zip(shape).rev() {
        strides[axis] = if *side == 1 { 0 } else { step };
        step *= side;
    }
    strides
}

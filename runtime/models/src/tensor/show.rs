//! How a tensor is written: as numpy does, and of a long one its ends.

use std::fmt;

use super::{Dtype, Number, Tensor};

/// Up to this many numbers are all written.
const ALL: usize = 1000;
/// Of a long dimension this many at each end.
const ENDS: usize = 3;

impl fmt::Display for Tensor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ends = if self.len() > ALL { ENDS } else { usize::MAX };
        let form = Form::of(self, ends);
        form.write(self, 0, 0, ends, formatter)
    }
}

/// How each number of a tensor is written: all of them alike.
struct Form {
    digits: usize,
    scientific: bool,
    width: usize,
}

impl Form {
    fn of(tensor: &Tensor, ends: usize) -> Self {
        let mut shown = Vec::new();
        visit(tensor.shape(), 0, 0, ends, &mut |place| {
            shown.extend(tensor.number(place))
        });
        let finite = || {
            let floats = shown.iter().map(|number| number.float());
            floats.filter(|value| value.is_finite() && *value != 0.0)
        };
        let most = finite().fold(0.0_f64, |most, value| most.max(value.abs()));
        let least = finite().fold(f64::INFINITY, |least, value| least.min(value.abs()));
        let float = tensor.dtype().is_float();
        let scientific = float && most > 0.0 && (most >= 1e8 || least < 1e-4 || most / least > 1e8);
        let digits = if float {
            let digits = |value: f64| {
                let text = match (scientific, tensor.dtype()) {
                    // The shortest text that is this number, which is shorter for narrow floats.
                    (false, Dtype::F32) => format!("{}", value as f32),
                    (false, _) => format!("{value}"),
                    (true, Dtype::F32) => format!("{:e}", value as f32),
                    (true, _) => format!("{value:e}"),
                };
                let mantissa = text.split('e').next().unwrap_or_default();
                mantissa
                    .split_once('.')
                    .map_or(0, |(_, digits)| digits.len())
            };
            finite()
                .map(digits)
                .max()
                .unwrap_or(0)
                .min(if scientific { 4 } else { 8 })
        } else {
            0
        };
        let mut form = Self {
            digits,
            scientific,
            width: 0,
        };
        let widths = shown.iter().map(|number| form.number(*number, float).len());
        form.width = widths.max().unwrap_or(0);
        form
    }

    fn number(&self, number: Number, float: bool) -> String {
        match number {
            Number::Flag(flag) => flag.to_string(),
            Number::Whole(whole) => whole.to_string(),
            Number::Float(value) if !value.is_finite() => {
                let text = value.to_string();
                text.to_lowercase()
            }
            Number::Float(value) if self.scientific => {
                let digits = self.digits;
                format!("{value:.digits$e}")
            }
            Number::Float(value) => {
                let digits = self.digits;
                let text = format!("{value:.digits$}");
                // A whole float keeps its point, as in numpy.
                if float && digits == 0 {
                    text + "."
                } else {
                    text
                }
            }
        }
    }

    fn write(
        &self,
        tensor: &Tensor,
        axis: usize,
        start: usize,
        ends: usize,
        out: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let shape = tensor.shape();
        if axis == shape.len() {
            let number = tensor.number(start).unwrap_or(Number::Float(f64::NAN));
            let text = self.number(number, tensor.dtype().is_float());
            return write!(out, "{text:>width$}", width = self.width);
        }
        let (size, step) = (shape[axis], shape[axis + 1..].iter().product::<usize>());
        let last = axis + 1 == shape.len();
        let between = if last {
            " ".to_owned()
        } else {
            format!(
                "{}{}",
                "\n".repeat(shape.len() - axis - 1),
                " ".repeat(axis + 1)
            )
        };
        out.write_str("[")?;
        for at in shown(size, ends) {
            if at.is_none_or(|at| at > 0) {
                out.write_str(&between)?;
            }
            match at {
                None => out.write_str("...")?,
                Some(at) => self.write(tensor, axis + 1, start + at * step, ends, out)?,
            }
        }
        out.write_str("]")
    }
}

/// The places of a dimension that are written; `None` stands for those left out.
fn shown(size: usize, ends: usize) -> Box<dyn Iterator<Item = Option<usize>>> {
    if size <= ends.saturating_mul(2) {
        return Box::new((0..size).map(Some));
    }
    let tail = (size - ends..size).map(Some);
    Box::new((0..ends).map(Some).chain([None]).chain(tail))
}

fn visit(shape: &[usize], axis: usize, start: usize, ends: usize, each: &mut dyn FnMut(usize)) {
    if axis == shape.len() {
        return each(start);
    }
    let step = shape[axis + 1..].iter().product::<usize>();
    for at in shown(shape[axis], ends).flatten() {
        visit(shape, axis + 1, start + at * step, ends, each);
    }
}

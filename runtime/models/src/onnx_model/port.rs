//! An input or output of a model: its name, its kind, and which shapes it takes.

use std::fmt;

use ort::value::{Outlet, TensorElementType, ValueType};

use super::OnnxValue;
use crate::error::ModelError;
use crate::tensor::{Dtype, Number, Tensor};

/// An input or output of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Port {
    /// Its name.
    pub name: String,
    /// What goes through it.
    pub kind: PortKind,
    /// How many there may be in each dimension.
    pub shape: Vec<Side>,
}

/// What goes through an input or output.
#[derive(Clone, Debug, PartialEq)]
pub enum PortKind {
    /// Numbers of this kind.
    Numbers(Dtype),
    /// Texts.
    Texts,
    /// The score of each class for each row.
    Classes,
    /// Something that this runtime does not hand over, by ONNX's name.
    Other(String),
}

/// How many there may be in one dimension.
#[derive(Clone, Debug, PartialEq)]
pub enum Side {
    /// Just so many.
    Fixed(usize),
    /// Any number, with the name that the model has for it.
    Free(String),
}

impl Port {
    pub(super) fn of(outlet: &Outlet) -> Self {
        let (kind, shape) = match outlet.dtype() {
            ValueType::Tensor {
                ty,
                shape,
                dimension_symbols,
            } => {
                let side = |(place, size): (usize, &i64)| match usize::try_from(*size) {
                    Ok(size) => Side::Fixed(size),
                    Err(_free) => {
                        let name = dimension_symbols.get(place).filter(|name| !name.is_empty());
                        Side::Free(name.cloned().unwrap_or_else(|| "?".into()))
                    }
                };
                (kind(*ty), shape.iter().enumerate().map(side).collect())
            }
            ValueType::Sequence(of) if matches!(**of, ValueType::Map { .. }) => {
                (PortKind::Classes, Vec::new())
            }
            other => (PortKind::Other(other.to_string()), Vec::new()),
        };
        Self {
            name: outlet.name().into(),
            kind,
            shape,
        }
    }

    /// The value as this input wants it.
    pub(super) fn fit(&self, model: &str, value: OnnxValue) -> Result<OnnxValue, ModelError> {
        let wrong = |found: String| ModelError::Input {
            model: model.into(),
            input: self.name.clone(),
            wanted: self.to_string(),
            found,
        };
        let fits = |shape: &[usize]| {
            let side = |(wanted, found): (&Side, &usize)| match wanted {
                Side::Fixed(size) => size == found,
                Side::Free(_) => true,
            };
            shape.len() == self.shape.len() && self.shape.iter().zip(shape).all(side)
        };
        match (value, &self.kind) {
            (OnnxValue::Tensor(tensor), PortKind::Numbers(dtype)) => {
                let found = format!("{} of shape {:?}", tensor.dtype(), tensor.shape());
                if !fits(tensor.shape()) {
                    let missing = tensor.shape().len() + 1 == self.shape.len();
                    let hint = match missing && matches!(self.shape[0], Side::Free(_)) {
                        true => "; for a single one give it as a list: `[x]`",
                        false => "",
                    };
                    return Err(wrong(format!("{found}{hint}")));
                }
                let converted = convert(&tensor, *dtype);
                converted
                    .map(OnnxValue::Tensor)
                    .map_err(|value| wrong(format!("{found} with {value} in it")))
            }
            (OnnxValue::Texts { shape, texts }, PortKind::Texts) => match fits(&shape) {
                true => Ok(OnnxValue::Texts { shape, texts }),
                false => Err(wrong(format!("texts of shape {shape:?}"))),
            },
            (_, PortKind::Classes | PortKind::Other(_)) => {
                Err(wrong("what this runtime cannot make; export the model with tensors as inputs, in 32-bit floats".into()))
            }
            (OnnxValue::Tensor(tensor), _) => Err(wrong(format!("numbers ({})", tensor.dtype()))),
            (OnnxValue::Texts { .. }, _) => Err(wrong("texts".into())),
            (OnnxValue::Classes(_), _) => Err(wrong("scores of classes".into())),
        }
    }
}

/// The numbers as the kind that a model wants; the first one that it cannot be, otherwise.
fn convert(tensor: &Tensor, dtype: Dtype) -> Result<Tensor, String> {
    let (least, most) = match dtype {
        // Counts beyond this are not exact any more; nobody gives a model such.
        Dtype::F32 | Dtype::F64 => return Ok(tensor.cast(dtype)),
        Dtype::I64 => (-9.2e18, 9.2e18),
        Dtype::I32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
        Dtype::U8 => (0.0, 255.0),
        Dtype::Bool => (0.0, 1.0),
    };
    if tensor.dtype() == dtype {
        return Ok(tensor.clone());
    }
    let stranger = tensor.numbers().find(|number| {
        let value = number.float();
        value.fract() != 0.0 || !(least..=most).contains(&value)
    });
    match stranger {
        None => Ok(tensor.cast(dtype)),
        Some(Number::Float(value)) => Err(value.to_string()),
        Some(number) => Err(format!("{}", number.float())),
    }
}

fn kind(element: TensorElementType) -> PortKind {
    match element {
        TensorElementType::Float32 => PortKind::Numbers(Dtype::F32),
        TensorElementType::Float64 => PortKind::Numbers(Dtype::F64),
        TensorElementType::Int64 => PortKind::Numbers(Dtype::I64),
        TensorElementType::Int32 => PortKind::Numbers(Dtype::I32),
        TensorElementType::Uint8 => PortKind::Numbers(Dtype::U8),
        TensorElementType::Bool => PortKind::Numbers(Dtype::Bool),
        TensorElementType::String => PortKind::Texts,
        other => PortKind::Other(format!("tensor({other})")),
    }
}

impl fmt::Display for PortKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numbers(dtype) => dtype.fmt(formatter),
            Self::Texts => formatter.write_str("texts"),
            Self::Classes => formatter.write_str("scores of classes"),
            Self::Other(name) => formatter.write_str(name),
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(size) => size.fmt(formatter),
            Self::Free(name) => formatter.write_str(name),
        }
    }
}

/// Kind and shape, such as `float32 of shape [batch, 4]`.
impl fmt::Display for Port {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(formatter)?;
        if matches!(self.kind, PortKind::Numbers(_) | PortKind::Texts) {
            let sides: Vec<String> = self.shape.iter().map(ToString::to_string).collect();
            write!(formatter, " of shape [{}]", sides.join(", "))?;
        }
        Ok(())
    }
}

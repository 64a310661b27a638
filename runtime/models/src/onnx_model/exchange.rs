//! Values on their way into ONNX Runtime and out of it.

use ort::session::SessionInputValue;
use ort::value::{DynMapValueType, DynValue, TensorElementType, TensorRef, Value, ValueType};

use super::{Class, OnnxValue};
use crate::tensor::{Data, Tensor};

type Fed<'a> = (std::borrow::Cow<'a, str>, SessionInputValue<'a>);

/// The inputs of a call. Numbers are not copied: ONNX Runtime reads them where they lie.
pub(super) fn feed(given: &[(String, OnnxValue)]) -> ort::Result<Vec<Fed<'_>>> {
    given
        .iter()
        .map(|(name, value)| Ok((name.as_str().into(), input(value)?)))
        .collect()
}

fn input(value: &OnnxValue) -> ort::Result<SessionInputValue<'_>> {
    macro_rules! view {
        ($tensor:ident: $($kind:ident)*) => {
            match $tensor.data() {
                $(Data::$kind(values) => {
                    TensorRef::from_array_view(($tensor.shape(), values.as_slice()))?.into()
                })*
            }
        };
    }
    Ok(match value {
        OnnxValue::Tensor(tensor) => view!(tensor: F32 F64 I64 I32 U8 Bool),
        OnnxValue::Texts { shape, texts } => {
            ort::value::Tensor::from_string_array((shape.as_slice(), texts.as_slice()))?.into()
        }
        OnnxValue::Classes(_) => return Err(ort::Error::new("scores of classes are no input")),
    })
}

/// An output, copied out of ONNX Runtime's memory.
pub(super) fn read(value: &DynValue) -> ort::Result<OnnxValue> {
    match value.dtype() {
        ValueType::Tensor { ty, .. } => tensor(value, *ty),
        ValueType::Sequence(of) => match **of {
            ValueType::Map { key, value: score } => classes(value, key, score),
            _ => Err(unknown(value)),
        },
        _ => Err(unknown(value)),
    }
}

fn unknown(value: &DynValue) -> ort::Error {
    ort::Error::new(format!(
        "it gives {}, which cannot be handed over; export it in 32-bit floats",
        value.dtype()
    ))
}

fn tensor(value: &DynValue, element: TensorElementType) -> ort::Result<OnnxValue> {
    macro_rules! copy {
        ($number:ty, $make:ident, $as:ty) => {{
            let (shape, values) = value.try_extract_tensor::<$number>()?;
            let shape: Vec<usize> = shape.iter().map(|side| *side as usize).collect();
            #[allow(
                clippy::cast_lossless,
                trivial_numeric_casts,
                reason = "one text for all kinds"
            )]
            let values = values.iter().map(|value| *value as $as).collect();
            Tensor::$make(&shape, values)
        }};
    }
    let made = match element {
        TensorElementType::Float32 => copy!(f32, from_f32, f32),
        TensorElementType::Float64 => copy!(f64, from_f64, f64),
        TensorElementType::Int64 => copy!(i64, from_i64, i64),
        TensorElementType::Int32 => copy!(i32, from_i32, i32),
        TensorElementType::Uint8 => copy!(u8, from_u8, u8),
        TensorElementType::Bool => {
            let (shape, values) = value.try_extract_tensor::<bool>()?;
            let shape: Vec<usize> = shape.iter().map(|side| *side as usize).collect();
            Tensor::from_bool(&shape, values.to_vec())
        }
        // Kinds that a tensor does not have become the next wider one.
        TensorElementType::Int8 => copy!(i8, from_i32, i32),
        TensorElementType::Int16 => copy!(i16, from_i32, i32),
        TensorElementType::Uint16 => copy!(u16, from_i32, i32),
        TensorElementType::Uint32 => copy!(u32, from_i64, i64),
        TensorElementType::Uint64 => copy!(u64, from_i64, i64),
        TensorElementType::String => {
            let (shape, texts) = value.try_extract_strings()?;
            let shape = shape.iter().map(|side| *side as usize).collect();
            return Ok(OnnxValue::Texts { shape, texts });
        }
        _ => return Err(unknown(value)),
    };
    made.map(OnnxValue::Tensor)
        .map_err(|error| ort::Error::new(error.to_string()))
}

/// What scikit-learn's classifiers give with `zipmap`: for each row a map of class to score.
fn classes(
    value: &DynValue,
    key: TensorElementType,
    score: TensorElementType,
) -> ort::Result<OnnxValue> {
    let rows = value
        .view()
        .downcast::<ort::value::DynSequenceValueType>()?
        .try_extract_sequence::<DynMapValueType>()?;
    let rows = rows.iter().map(|row| pairs(row, key, score));
    rows.collect::<ort::Result<_>>().map(OnnxValue::Classes)
}

fn pairs(
    row: &Value<DynMapValueType>,
    key: TensorElementType,
    score: TensorElementType,
) -> ort::Result<Vec<(Class, f64)>> {
    let mut pairs: Vec<(Class, f64)> = match (key, score) {
        (TensorElementType::Int64, TensorElementType::Float32) => row
            .try_extract_key_values::<i64, f32>()?
            .into_iter()
            .map(|(class, score)| (Class::Number(class), score.into()))
            .collect(),
        (TensorElementType::String, TensorElementType::Float32) => row
            .try_extract_key_values::<String, f32>()?
            .into_iter()
            .map(|(class, score)| (Class::Name(class), score.into()))
            .collect(),
        (key, score) => {
            return Err(ort::Error::new(format!(
                "it gives a map of {key} to {score}, which cannot be handed over"
            )));
        }
    };
    // The runtime keeps them in no order that means anything.
    pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(pairs)
}

//! Between the script's values and plain data.

use std::{
    ops::{Range, RangeInclusive},
    sync::Arc,
};

use mirror_models::Tensor;
use mirror_widgets::{Arg, Value};
use rhai::{Array, Blob, Dynamic, Map};
use serde_json::Number;

use super::{tensors, uploaded::UploadedFile};

/// How deep data may nest.
const DEEPEST: usize = 64;
/// How many numbers of a range become a list.
const LONGEST_RANGE: i64 = 1_000_000;

/// Plain data from a script's value.
///
/// # Errors
/// For what is not data (functions, models, containers) and for data nested too deep.
pub(super) fn to_value(value: &Dynamic) -> Result<Value, String> {
    plain(value, DEEPEST)
}

fn plain(value: &Dynamic, deeper: usize) -> Result<Value, String> {
    if deeper == 0 {
        return Err(format!("data can nest {DEEPEST} levels deep at most"));
    }
    if value.is_unit() {
        return Ok(Value::Null);
    }
    if let Ok(flag) = value.as_bool() {
        return Ok(Value::Bool(flag));
    }
    if let Ok(int) = value.as_int() {
        return Ok(Value::Number(int.into()));
    }
    if let Ok(float) = value.as_float() {
        // JSON has no word for NaN and infinity; the page shows a gap.
        return Ok(Number::from_f64(float).map_or(Value::Null, Value::Number));
    }
    if let Ok(letter) = value.as_char() {
        return Ok(Value::String(letter.to_string()));
    }
    if let Some(text) = value.read_lock::<rhai::ImmutableString>() {
        return Ok(Value::String(text.as_str().to_owned()));
    }
    if let Some(array) = value.read_lock::<Array>() {
        return array
            .iter()
            .map(|item| plain(item, deeper - 1))
            .collect::<Result<_, _>>()
            .map(Value::Array);
    }
    if let Some(map) = value.read_lock::<Map>() {
        let pairs = map
            .iter()
            .map(|(name, item)| Ok((name.to_string(), plain(item, deeper - 1)?)));
        return pairs.collect::<Result<_, String>>().map(Value::Object);
    }
    if let Some(file) = value.read_lock::<UploadedFile>() {
        return Ok(file.value());
    }
    if let Some(tensor) = value.read_lock::<Tensor>() {
        return Ok(tensors::to_value(&tensor));
    }
    Err(format!("a {} is no plain data", name_of(value)))
}

/// An argument of a widget from a script's value.
///
/// # Errors
/// As [`to_value`].
pub(super) fn to_arg(value: &Dynamic) -> Result<Arg, String> {
    if let Some(bytes) = value.read_lock::<Blob>() {
        return Ok(Arg::Bytes(Arc::from(bytes.as_slice())));
    }
    if let Some(file) = value.read_lock::<UploadedFile>() {
        return file.bytes().map(|bytes| Arg::Bytes(bytes.into()));
    }
    if let Some(array) = value.read_lock::<Array>()
        && array
            .iter()
            .any(|item| item.is_blob() || item.is::<UploadedFile>())
    {
        return array
            .iter()
            .map(to_arg)
            .collect::<Result<_, _>>()
            .map(Arg::List);
    }
    to_value(value).map(Arg::Value)
}

/// A script's value from plain data.
pub(super) fn from_value(value: &Value) -> Dynamic {
    match value {
        Value::Null => Dynamic::UNIT,
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => match number.as_i64() {
            Some(int) => int.into(),
            None => number.as_f64().unwrap_or(f64::NAN).into(),
        },
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(from_value).collect::<Array>().into(),
        Value::Object(map) => map
            .iter()
            .map(|(name, item)| (name.as_str().into(), from_value(item)))
            .collect::<Map>()
            .into(),
    }
}

/// Makes the list of a range of numbers, where one stands in the place of a list: `range(10)`.
pub(super) fn spread(value: &mut Dynamic) {
    let range = match value.read_lock::<Range<i64>>() {
        Some(range) => Some((range.start, range.end)),
        None => value
            .read_lock::<RangeInclusive<i64>>()
            .map(|range| (*range.start(), range.end().saturating_add(1))),
    };
    if let Some((start, end)) = range
        && end.saturating_sub(start) <= LONGEST_RANGE
    {
        *value = (start..end).map(Dynamic::from).collect::<Array>().into();
    }
}

/// What a person calls a value's type.
pub(super) fn name_of(value: &Dynamic) -> String {
    match value.type_name() {
        "()" => "()".into(),
        "i64" => "whole number".into(),
        "f64" => "number".into(),
        "string" | "char" => "text".into(),
        "Fn" => "function".into(),
        other => other.rsplit("::").next().unwrap_or(other).to_lowercase(),
    }
}

/// Feeds a value to a hash: its type and all of its data. What has no data (models, containers)
/// counts by its name only, functions by theirs.
///
/// # Errors
/// For values that are never the same twice.
pub(super) fn hash(value: &Dynamic, into: &mut blake3::Hasher) -> Result<(), String> {
    let mut tagged = |tag: u8, bytes: &[u8]| {
        into.update(&[tag]);
        into.update(&(bytes.len() as u64).to_le_bytes());
        into.update(bytes);
    };
    if value.is_unit() {
        tagged(0, &[]);
    } else if let Ok(flag) = value.as_bool() {
        tagged(1, &[u8::from(flag)]);
    } else if let Ok(int) = value.as_int() {
        tagged(2, &int.to_le_bytes());
    } else if let Ok(float) = value.as_float() {
        tagged(3, &float.to_bits().to_le_bytes());
    } else if let Ok(letter) = value.as_char() {
        tagged(4, &u32::from(letter).to_le_bytes());
    } else if let Some(text) = value.read_lock::<rhai::ImmutableString>() {
        tagged(5, text.as_bytes());
    } else if let Some(bytes) = value.read_lock::<Blob>() {
        tagged(6, &bytes);
    } else if let Some(array) = value.read_lock::<Array>() {
        tagged(7, &(array.len() as u64).to_le_bytes());
        return array.iter().try_for_each(|item| hash(item, into));
    } else if let Some(map) = value.read_lock::<Map>() {
        tagged(8, &(map.len() as u64).to_le_bytes());
        return map.iter().try_for_each(|(name, item)| {
            into.update(&(name.len() as u64).to_le_bytes());
            into.update(name.as_bytes());
            hash(item, into)
        });
    } else if let Some(function) = value.read_lock::<rhai::FnPtr>() {
        tagged(9, function.fn_name().as_bytes());
    } else if let Some(file) = value.read_lock::<UploadedFile>() {
        // Two uploads of the same file are the same to a cached function.
        let info = &file.0.info;
        tagged(10, &file.0.hash);
        tagged(11, info.name.as_bytes());
        tagged(12, info.mime.as_bytes());
    } else if let Some(tensor) = value.read_lock::<Tensor>() {
        tagged(
            13,
            format!("{} {:?}", tensor.dtype(), tensor.shape()).as_bytes(),
        );
        for number in tensor.numbers() {
            into.update(&number.float().to_bits().to_le_bytes());
        }
    } else if value.is::<rhai::Instant>() {
        return Err(
            "a timestamp is never the same twice, so it cannot be an argument of a cached function"
                .into(),
        );
    } else {
        return Err(format!(
            "a {} cannot be an argument of a cached function; pass plain data",
            name_of(value)
        ));
    }
    Ok(())
}

/// About how many bytes a value takes.
pub(super) fn size(value: &Dynamic) -> usize {
    let own = std::mem::size_of::<Dynamic>();
    if let Some(text) = value.read_lock::<rhai::ImmutableString>() {
        own + text.len()
    } else if let Some(bytes) = value.read_lock::<Blob>() {
        own + bytes.len()
    } else if let Some(array) = value.read_lock::<Array>() {
        own + array.iter().map(size).sum::<usize>()
    } else if let Some(map) = value.read_lock::<Map>() {
        own + map
            .iter()
            .map(|(name, item)| 32 + name.len() + size(item))
            .sum::<usize>()
    } else if let Some(tensor) = value.read_lock::<Tensor>() {
        own + tensor.bytes()
    } else {
        own
    }
}

/// A copy that shares nothing that could be changed with the original.
///
/// # Errors
/// For what is not data.
pub(super) fn frozen(value: &Dynamic) -> Result<Dynamic, String> {
    if let Some(array) = value.read_lock::<Array>() {
        return array
            .iter()
            .map(frozen)
            .collect::<Result<Array, _>>()
            .map(Into::into);
    }
    if let Some(map) = value.read_lock::<Map>() {
        let pairs = map
            .iter()
            .map(|(name, item)| Ok((name.clone(), frozen(item)?)));
        return pairs.collect::<Result<Map, String>>().map(Into::into);
    }
    let data = value.is_unit()
        || value.is_bool()
        || value.is_int()
        || value.is_float()
        || value.is_char()
        || value.is_string()
        || value.is_blob()
        // Who writes into a tensor that others hold gets a copy.
        || value.is::<Tensor>();
    if data {
        Ok(value.clone().flatten())
    } else {
        Err(format!(
            "`cache_data` keeps plain data; for a {} use `cache_resource`",
            name_of(value)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(value: impl Into<Dynamic>) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        hash(&value.into(), &mut hasher).unwrap();
        hasher.finalize()
    }

    #[test]
    fn numbers_keep_their_kind() {
        assert!(from_value(&serde_json::json!(1.0)).is_float());
        assert!(from_value(&serde_json::json!(1)).is_int());
        assert_eq!(
            to_value(&Dynamic::from(1.0_f64)).unwrap(),
            serde_json::json!(1.0)
        );
    }

    #[test]
    fn what_looks_alike_hashes_apart() {
        assert_ne!(key(1_i64), key(1.0_f64));
        assert_ne!(key("1"), key(1_i64));
        let (ab_c, a_bc): (Array, Array) =
            (vec!["ab".into(), "c".into()], vec!["a".into(), "bc".into()]);
        assert_ne!(key(ab_c), key(a_bc));
        assert_eq!(key("same"), key("same"));
    }

    #[test]
    fn functions_are_no_data() {
        let function = Dynamic::from(rhai::FnPtr::new("f").unwrap());
        assert_eq!(
            to_value(&function),
            Err("a function is no plain data".into())
        );
        assert!(frozen(&function).unwrap_err().contains("cache_resource"));
    }

    #[test]
    fn nesting_without_end_is_refused() {
        let mut value = Dynamic::UNIT;
        for _ in 0..100 {
            value = Dynamic::from(vec![value] as Array);
        }
        assert!(to_value(&value).unwrap_err().contains("64 levels"));
    }
}

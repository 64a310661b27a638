//! Tensors out of lists, rows of maps, and nothing.

use mirror_models::{Dtype, MOST_NUMBERS, Number, Tensor};
use rhai::{Array, Blob, Dynamic, Map, Module};

use super::{Failure, given, to_array};
use crate::script::{
    convert,
    given::{Given, function},
};

/// Registers `tensor`, `zeros`, `ones`, `full`, `arange`, `concat` and `stack`.
pub(super) fn register(module: &mut Module) {
    function(
        module,
        "tensor",
        None,
        &["data", "dtype", "columns"],
        |call, _| {
            let data = call.required("data", "numbers in lists, or rows of a table")?;
            let tensor = match call.texts("columns")? {
                None => from_script(data),
                Some((columns, _)) => table(data, &columns),
            };
            let tensor = tensor.map_err(|why| call.error(why))?;
            Ok(Dynamic::from(
                dtype(call)?.map_or(tensor.clone(), |dtype| tensor.cast(dtype)),
            ))
        },
    );
    for (name, number) in [("zeros", 0), ("ones", 1)] {
        function(module, name, None, &["shape", "dtype"], move |call, _| {
            let dtype = dtype(call)?.unwrap_or(Dtype::F64);
            given(
                call,
                Tensor::full(&shape(call)?, Number::Whole(number), dtype),
            )
        });
    }
    function(
        module,
        "full",
        None,
        &["shape", "value", "dtype"],
        |call, _| {
            let value = call.required("value", "the number that is everywhere")?;
            let number = number(value).ok_or_else(|| call.error("`value` must be a number"))?;
            let kind = Tensor::from(number).dtype();
            given(
                call,
                Tensor::full(&shape(call)?, number, dtype(call)?.unwrap_or(kind)),
            )
        },
    );
    function(
        module,
        "arange",
        None,
        &["start", "stop", "step", "dtype"],
        arange,
    );
    for name in ["concat", "stack"] {
        function(module, name, None, &["tensors", "axis"], move |call, _| {
            let list = call.required("tensors", "a list of tensors")?;
            let list = list.read_lock::<Array>();
            let list = list.ok_or_else(|| call.error("`tensors` must be a list of tensors"))?;
            let tensors: Result<Vec<Tensor>, String> = list.iter().map(from_script).collect();
            let tensors = tensors.map_err(|why| call.error(why))?;
            let axis = call.whole("axis")?.unwrap_or(0);
            given(
                call,
                match name {
                    "concat" => Tensor::concat(&tensors, axis),
                    _ => Tensor::stack(&tensors, axis),
                },
            )
        });
    }
}

/// The kind of numbers that a call asks for.
pub(super) fn dtype(call: &Given<'_, '_>) -> Result<Option<Dtype>, Failure> {
    let Some(name) = call.text("dtype")? else {
        return Ok(None);
    };
    let names = || {
        Dtype::ALL
            .map(|dtype| format!("`{}`", dtype.name()))
            .join(", ")
    };
    Dtype::named(&name)
        .map(Some)
        .ok_or_else(|| call.error(format!("there is no dtype `{name}`; it may be {}", names())))
}

fn shape(call: &Given<'_, '_>) -> Result<Vec<usize>, Failure> {
    let sides = call.wholes("shape")?;
    let sides = sides.ok_or_else(|| call.error("give a `shape` such as `[2, 3]`"))?;
    let side = |side: i64| {
        usize::try_from(side).map_err(|_kind| call.error(format!("a side cannot be {side}")))
    };
    sides.into_iter().map(side).collect()
}

/// `arange(stop)` or `arange(start, stop, step)`.
fn arange(call: &Given<'_, '_>, _own: &Dynamic) -> Result<Dynamic, Failure> {
    let (first, second) = (call.number("start")?, call.number("stop")?);
    let (start, stop) = match (first, second) {
        (Some(start), Some(stop)) => (start, stop),
        (Some(stop), None) | (None, Some(stop)) => (0.0, stop),
        (None, None) => return Err(call.error("give where to stop")),
    };
    let step = call.number("step")?.unwrap_or(1.0);
    let count = ((stop - start) / step).ceil();
    if step == 0.0 || !count.is_finite() || count > MOST_NUMBERS as f64 {
        return Err(call.error(format!(
            "from {start} to {stop} in steps of {step} are too many numbers"
        )));
    }
    let count = count.max(0.0) as usize;
    let float = ["start", "stop", "step"]
        .iter()
        .any(|name| call.value(name).is_some_and(Dynamic::is_float));
    let values = (0..count).map(|at| start + at as f64 * step).collect();
    let tensor = Tensor::from_f64(&[count], values).map_err(|why| call.error(why))?;
    let usual = if float { Dtype::F64 } else { Dtype::I64 };
    Ok(Dynamic::from(tensor.cast(dtype(call)?.unwrap_or(usual))))
}

fn number(value: &Dynamic) -> Option<Number> {
    if let Ok(float) = value.as_float() {
        return Some(Number::Float(float));
    }
    if let Ok(whole) = value.as_int() {
        return Some(Number::Whole(whole));
    }
    value.as_bool().ok().map(Number::Flag)
}

/// A tensor from what a script has: a tensor, a number, lists of numbers in lists, bytes.
pub(in crate::script) fn from_script(value: &Dynamic) -> Result<Tensor, String> {
    if let Some(tensor) = value.read_lock::<Tensor>() {
        return Ok(tensor.clone());
    }
    if let Some(bytes) = value.read_lock::<Blob>() {
        return Tensor::from_u8(&[bytes.len()], bytes.clone()).map_err(|why| why.to_string());
    }
    let (mut shape, mut numbers) = (Vec::new(), Vec::new());
    collect(value, 0, &mut shape, &mut numbers)?;
    build(&shape, &numbers)
}

/// The numbers as the narrowest kind that a script has for all of them.
fn build(shape: &[usize], numbers: &[Number]) -> Result<Tensor, String> {
    let made = if numbers
        .iter()
        .all(|number| matches!(number, Number::Flag(_)))
        && !numbers.is_empty()
    {
        Tensor::from_bool(
            shape,
            numbers
                .iter()
                .map(|number| *number == Number::Flag(true))
                .collect(),
        )
    } else if numbers
        .iter()
        .any(|number| matches!(number, Number::Float(_)))
        || numbers.is_empty()
    {
        Tensor::from_f64(shape, numbers.iter().map(|number| number.float()).collect())
    } else {
        let whole = |number: &Number| match number {
            Number::Whole(whole) => *whole,
            other => i64::from(*other == Number::Flag(true)),
        };
        Tensor::from_i64(shape, numbers.iter().map(whole).collect())
    };
    made.map_err(|why| why.to_string())
}

/// Takes lists apart, all of which must have the same length on each level.
fn collect(
    value: &Dynamic,
    level: usize,
    shape: &mut Vec<usize>,
    numbers: &mut Vec<Number>,
) -> Result<(), String> {
    if let Some(number) = number(value) {
        if level < shape.len() {
            return Err("the lists are not all of the same depth".into());
        }
        numbers.push(number);
        return Ok(());
    }
    let tensor = value.read_lock::<Tensor>().map(|tensor| to_array(&tensor));
    let value = tensor.as_ref().unwrap_or(value);
    let Some(list) = value.read_lock::<Array>() else {
        return Err(format!(
            "a tensor is made of numbers, not of a {}",
            convert::name_of(value)
        ));
    };
    if level == shape.len() {
        if !numbers.is_empty() {
            return Err("the lists are not all of the same depth".into());
        }
        shape.push(list.len());
    } else if shape[level] != list.len() {
        return Err(format!(
            "the lists are not all of the same length: {} and {}",
            shape[level],
            list.len()
        ));
    }
    list.iter()
        .try_for_each(|item| collect(item, level + 1, shape, numbers))
}

/// Columns of a table, which is a list of maps: a row of the tensor for each row.
fn table(rows: &Dynamic, columns: &[String]) -> Result<Tensor, String> {
    let list = rows
        .read_lock::<Array>()
        .ok_or("`data` must be a list of maps where `columns` are named")?;
    let mut numbers = Vec::with_capacity(list.len() * columns.len());
    for (at, row) in list.iter().enumerate() {
        let map = row
            .read_lock::<Map>()
            .ok_or_else(|| format!("row {at} is no map"))?;
        for column in columns {
            let value = map
                .get(column.as_str())
                .ok_or_else(|| format!("row {at} has no `{column}`"))?;
            numbers
                .push(number(value).ok_or_else(|| format!("`{column}` of row {at} is no number"))?);
        }
    }
    build(&[list.len(), columns.len()], &numbers)
}

//! `t[2]`, `t[-1]`, `t[1..3]`, `t[[0, 1..3]]`, and loops over a tensor.

use std::{
    any::TypeId,
    ops::{Range, RangeInclusive},
};

use mirror_models::{Pick, Tensor};
use rhai::{Array, Dynamic, FuncRegistration, Module, NativeCallContext};

use super::{Failure, from_script, plain};
use crate::script::{convert, errors};

type Context<'a> = NativeCallContext<'a>;

/// Registers indexing and iteration.
pub(super) fn register(module: &mut Module) {
    macro_rules! index {
        ($($kind:ty)*) => {$(
            FuncRegistration::new_index_getter().set_into_module(
                module,
                |context: Context<'_>, tensor: &mut Tensor, index: $kind| read(&context, tensor, &Dynamic::from(index)),
            );
            FuncRegistration::new_index_setter().set_into_module(
                module,
                |context: Context<'_>, tensor: &mut Tensor, index: $kind, value: Dynamic| {
                    write(&context, tensor, &Dynamic::from(index), &value)
                },
            );
        )*};
    }
    index! { i64 Range<i64> RangeInclusive<i64> Array }
    module.set_iter_result(TypeId::of::<Tensor>(), |tensor| {
        let tensor = tensor.cast::<Tensor>();
        let count = tensor.shape().first().copied().unwrap_or(0) as i64;
        Box::new((0..count).map(move |at| {
            let part = tensor.pick(&[Pick::At(at)]);
            part.map(plain).map_err(|why| why.to_string().into())
        }))
    });
}

fn read(context: &Context<'_>, tensor: &Tensor, index: &Dynamic) -> Result<Dynamic, Failure> {
    let picks = picks(index).map_err(|why| errors::at(context, why))?;
    let part = tensor.pick(&picks);
    part.map(plain).map_err(|why| errors::at(context, why))
}

fn write(
    context: &Context<'_>,
    tensor: &mut Tensor,
    index: &Dynamic,
    value: &Dynamic,
) -> Result<(), Failure> {
    let picks = picks(index).map_err(|why| errors::at(context, why))?;
    let numbers = from_script(value).map_err(|why| errors::at(context, why))?;
    tensor
        .put(&picks, &numbers)
        .map_err(|why| errors::at(context, why))
}

/// What an index picks: one thing for the first dimension, or a list with one thing for each.
fn picks(index: &Dynamic) -> Result<Vec<Pick>, String> {
    match index.read_lock::<Array>() {
        Some(list) => list.iter().map(pick).collect(),
        None => Ok(vec![pick(index)?]),
    }
}

fn pick(index: &Dynamic) -> Result<Pick, String> {
    if let Ok(at) = index.as_int() {
        return Ok(Pick::At(at));
    }
    if index.is_unit() {
        return Ok(Pick::All);
    }
    if let Some(range) = index.read_lock::<Range<i64>>() {
        return Ok(Pick::From(range.start, range.end));
    }
    if let Some(range) = index.read_lock::<RangeInclusive<i64>>() {
        // Up to and including the last one: there is nothing after -1 but the end.
        let end = if *range.end() == -1 {
            i64::MAX
        } else {
            range.end() + 1
        };
        return Ok(Pick::From(*range.start(), end));
    }
    let list = index.read_lock::<Array>();
    let list = list.and_then(|list| list.iter().map(|at| at.as_int().ok()).collect());
    list.map(Pick::These).ok_or_else(|| {
        format!(
            "an index is a whole number, a range such as `1..3`, `()` for all, or a list with one of these for each dimension, not a {}",
            convert::name_of(index)
        )
    })
}

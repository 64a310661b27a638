//! Tensors as scripts see them: numbers in a grid, as models read and give them.

mod calculate;
mod make;
mod parts;

use mirror_models::{Dtype, Math, Number, Reduction, Tensor, TensorError};
use rhai::{Array, Dynamic, EvalAltResult, FuncRegistration, Module};
use serde_json::Value;
use std::any::TypeId;

pub(super) use self::make::from_script;
use super::given::{Given, function};

type Failure = Box<EvalAltResult>;

/// Registers the type, and everything that can be done with it.
pub(super) fn register(module: &mut Module) {
    module.set_custom_type::<Tensor>("tensor");
    make::register(module);
    calculate::register(module);
    parts::register(module);
    about(module);
    reductions(module);
    shapes(module);
}

fn own() -> Option<TypeId> {
    Some(TypeId::of::<Tensor>())
}

/// The tensor that a method was called on.
fn this(own: &Dynamic) -> Tensor {
    own.read_lock::<Tensor>()
        .map(|tensor| tensor.clone())
        .unwrap_or_else(|| unreachable!("the method was registered for tensors"))
}

fn given(given: &Given<'_, '_>, result: Result<Tensor, TensorError>) -> Result<Dynamic, Failure> {
    result.map(Dynamic::from).map_err(|why| given.error(why))
}

/// A single number comes out of a tensor as the script's own; more than one as a tensor.
pub(super) fn plain(tensor: Tensor) -> Dynamic {
    match tensor.number(0) {
        Some(number) if tensor.shape().is_empty() => value_of(number),
        _ => Dynamic::from(tensor),
    }
}

fn value_of(number: Number) -> Dynamic {
    match number {
        Number::Float(float) => float.into(),
        Number::Whole(whole) => whole.into(),
        Number::Flag(flag) => flag.into(),
    }
}

/// Lists in lists, as many levels as there are dimensions.
pub(super) fn to_array(tensor: &Tensor) -> Dynamic {
    fn level(tensor: &Tensor, axis: usize, start: usize) -> Dynamic {
        let Some(size) = tensor.shape().get(axis) else {
            return tensor.number(start).map_or(Dynamic::UNIT, value_of);
        };
        let step: usize = tensor.shape()[axis + 1..].iter().product();
        let items = (0..*size).map(|at| level(tensor, axis + 1, start + at * step));
        items.collect::<Array>().into()
    }
    level(tensor, 0, 0)
}

/// A tensor as plain data.
pub(super) fn to_value(tensor: &Tensor) -> Value {
    fn level(tensor: &Tensor, axis: usize, start: usize) -> Value {
        let Some(size) = tensor.shape().get(axis) else {
            return match tensor.number(start) {
                Some(Number::Float(float)) => float.into(),
                Some(Number::Whole(whole)) => whole.into(),
                Some(Number::Flag(flag)) => flag.into(),
                None => Value::Null,
            };
        };
        let step: usize = tensor.shape()[axis + 1..].iter().product();
        let items = (0..*size).map(|at| level(tensor, axis + 1, start + at * step));
        items.collect()
    }
    level(tensor, 0, 0)
}

/// What is shown of a tensor on a page: its numbers, its shape and its kind.
pub(super) fn shown(tensor: &Tensor) -> String {
    format!("{tensor}\nshape {:?}, {}", tensor.shape(), tensor.dtype())
}

fn about(module: &mut Module) {
    let getter = FuncRegistration::new_getter;
    let whole = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
    getter("shape").set_into_module(module, move |tensor: &mut Tensor| -> Array {
        tensor
            .shape()
            .iter()
            .map(|side| whole(*side).into())
            .collect()
    });
    getter("dtype").set_into_module(module, |tensor: &mut Tensor| {
        tensor.dtype().name().to_owned()
    });
    getter("ndim").set_into_module(module, move |tensor: &mut Tensor| {
        whole(tensor.shape().len())
    });
    getter("size").set_into_module(module, move |tensor: &mut Tensor| whole(tensor.len()));
    getter("T").set_into_module(module, |tensor: &mut Tensor| -> Result<Tensor, Failure> {
        tensor.transpose(None).map_err(|why| why.to_string().into())
    });
    FuncRegistration::new("len").set_into_module(module, move |tensor: &mut Tensor| {
        tensor.shape().first().map_or(1, |size| whole(*size))
    });
    FuncRegistration::new("to_array")
        .set_into_module(module, |tensor: &mut Tensor| to_array(tensor));
    FuncRegistration::new("to_string")
        .set_into_module(module, |tensor: &mut Tensor| tensor.to_string());
    FuncRegistration::new("to_debug").set_into_module(module, |tensor: &mut Tensor| {
        format!("tensor({tensor}, {})", tensor.dtype())
    });
    function(module, "item", own(), &[], |call, own| {
        let tensor = this(own);
        match tensor.number(0) {
            Some(number) if tensor.len() == 1 => Ok(value_of(number)),
            _ => Err(call.error(format!(
                "a tensor of shape {:?} is not one number",
                tensor.shape()
            ))),
        }
    });
    for name in ["astype", "to"] {
        function(module, name, own(), &["dtype"], |call, own| {
            let dtype = make::dtype(call)?
                .ok_or_else(|| call.error("give a kind such as `\"float32\"`"))?;
            Ok(Dynamic::from(this(own).cast(dtype)))
        });
    }
}

fn reductions(module: &mut Module) {
    for (name, reduction) in [
        ("sum", Reduction::Sum),
        ("mean", Reduction::Mean),
        ("min", Reduction::Min),
        ("max", Reduction::Max),
        ("std", Reduction::Std),
        ("prod", Reduction::Product),
    ] {
        function(
            module,
            name,
            own(),
            &["axis", "keepdims"],
            move |call, own| {
                let keep = call.flag("keepdims", false)?;
                let reduced = this(own).reduce(reduction, call.whole("axis")?, keep);
                reduced.map(plain).map_err(|why| call.error(why))
            },
        );
    }
    for (name, reduction) in [("any", Reduction::Max), ("all", Reduction::Min)] {
        function(module, name, own(), &["axis"], move |call, own| {
            let flags = this(own).cast(Dtype::Bool);
            if flags.is_empty() {
                return Ok((name == "all").into());
            }
            let reduced = flags.reduce(reduction, call.whole("axis")?, false);
            reduced.map(plain).map_err(|why| call.error(why))
        });
    }
    for (name, largest) in [("argmax", true), ("argmin", false)] {
        function(module, name, own(), &["axis"], move |call, own| {
            let (tensor, axis) = (this(own), call.whole("axis")?);
            let place = if largest {
                tensor.argmax(axis)
            } else {
                tensor.argmin(axis)
            };
            place.map(plain).map_err(|why| call.error(why))
        });
    }
    function(module, "softmax", own(), &["axis"], |call, own| {
        given(call, this(own).softmax(call.whole("axis")?.unwrap_or(-1)))
    });
    for (name, math) in [
        ("abs", Math::Absolute),
        ("exp", Math::Exponential),
        ("log", Math::Logarithm),
        ("sqrt", Math::Root),
        ("round", Math::Round),
        ("floor", Math::Floor),
        ("ceil", Math::Ceiling),
        ("sigmoid", Math::Sigmoid),
        ("tanh", Math::Tanh),
    ] {
        FuncRegistration::new(name)
            .set_into_module(module, move |tensor: &mut Tensor| tensor.math(math));
    }
}

fn shapes(module: &mut Module) {
    function(
        module,
        "reshape",
        own(),
        &["shape", "b", "c", "d", "e"],
        |call, own| {
            let mut sides = call
                .wholes("shape")?
                .ok_or_else(|| call.error("give the new shape, such as `[2, -1]`"))?;
            for more in ["b", "c", "d", "e"] {
                sides.extend(call.whole(more)?);
            }
            given(call, this(own).reshape(&sides))
        },
    );
    function(module, "transpose", own(), &["axes"], |call, own| {
        given(call, this(own).transpose(call.wholes("axes")?.as_deref()))
    });
    FuncRegistration::new("flatten")
        .set_into_module(module, |tensor: &mut Tensor| tensor.flatten());
    function(module, "squeeze", own(), &["axis"], |call, own| {
        given(call, this(own).squeeze(call.whole("axis")?))
    });
    function(module, "unsqueeze", own(), &["axis"], |call, own| {
        given(call, this(own).unsqueeze(call.whole("axis")?.unwrap_or(0)))
    });
}

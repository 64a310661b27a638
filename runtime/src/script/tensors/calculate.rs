//! `+`, `-`, `*`, `/`, `%`, `**` and comparisons of tensors with tensors and with numbers.

use mirror_models::{Compare, Math, Number, Operation, Tensor, TensorError};
use rhai::{Dynamic, EvalAltResult, FuncRegistration, Module, NativeCallContext};

use super::{Failure, from_script, own, this};
use crate::script::{errors, given::function};

type Context<'a> = NativeCallContext<'a>;

/// Registers the operators.
pub(super) fn register(module: &mut Module) {
    for (sign, operation) in [
        ("+", Operation::Add),
        ("-", Operation::Subtract),
        ("*", Operation::Multiply),
        ("/", Operation::Divide),
        ("%", Operation::Remainder),
        ("**", Operation::Power),
    ] {
        operator(module, sign, move |a, b| a.apply(operation, b));
    }
    for (sign, compare) in [
        ("<", Compare::Less),
        ("<=", Compare::LessOrEqual),
        (">", Compare::Greater),
        (">=", Compare::GreaterOrEqual),
    ] {
        operator(module, sign, move |a, b| a.compare(compare, b));
    }
    FuncRegistration::new("-")
        .set_into_module(module, |tensor: Tensor| tensor.math(Math::Negative));
    FuncRegistration::new("==").set_into_module(module, |a: Tensor, b: Tensor| a == b);
    FuncRegistration::new("!=").set_into_module(module, |a: Tensor, b: Tensor| a != b);
    methods(module);
}

/// What operators are for single numbers, as methods: `a.eq(b)` compares each two.
fn methods(module: &mut Module) {
    for (name, compare) in [("eq", Compare::Equal), ("ne", Compare::NotEqual)] {
        function(module, name, own(), &["other"], move |call, own| {
            let other = from_script(call.required("other", "a tensor or a number")?);
            let other = other.map_err(|why| call.error(why))?;
            super::given(call, this(own).compare(compare, &other))
        });
    }
    for (name, operation) in [
        ("minimum", Operation::Minimum),
        ("maximum", Operation::Maximum),
    ] {
        function(module, name, own(), &["other"], move |call, own| {
            let other = from_script(call.required("other", "a tensor or a number")?);
            let other = other.map_err(|why| call.error(why))?;
            super::given(call, this(own).apply(operation, &other))
        });
    }
    function(module, "clip", own(), &["min", "max"], |call, own| {
        let mut tensor = this(own);
        for (name, operation) in [("min", Operation::Maximum), ("max", Operation::Minimum)] {
            let Some(bound) = call.value(name) else {
                continue;
            };
            let bound =
                number(bound).ok_or_else(|| call.error(format!("`{name}` must be a number")))?;
            let bound = tensor.beside(bound);
            tensor = tensor
                .apply(operation, &bound)
                .map_err(|why| call.error(why))?;
        }
        Ok(Dynamic::from(tensor))
    });
}

fn number(value: &Dynamic) -> Option<Number> {
    let float = value.as_float().map(Number::Float);
    float.or_else(|_| value.as_int().map(Number::Whole)).ok()
}

/// One operator for each pair of kinds.
fn operator(
    module: &mut Module,
    sign: &'static str,
    apply: impl Fn(&Tensor, &Tensor) -> Result<Tensor, TensorError> + Copy + Send + Sync + 'static,
) {
    let told =
        |context: &Context<'_>, result: Result<Tensor, TensorError>| -> Result<Tensor, Failure> {
            result.map_err(|why| -> Box<EvalAltResult> { errors::at(context, why) })
        };
    FuncRegistration::new(sign)
        .set_into_module(module, move |context: Context<'_>, a: Tensor, b: Tensor| {
            told(&context, apply(&a, &b))
        });
    FuncRegistration::new(sign).set_into_module(
        module,
        move |context: Context<'_>, a: Tensor, b: f64| {
            told(&context, apply(&a, &a.beside(Number::Float(b))))
        },
    );
    FuncRegistration::new(sign).set_into_module(
        module,
        move |context: Context<'_>, a: Tensor, b: i64| {
            told(&context, apply(&a, &a.beside(Number::Whole(b))))
        },
    );
    FuncRegistration::new(sign).set_into_module(
        module,
        move |context: Context<'_>, a: f64, b: Tensor| {
            told(&context, apply(&b.beside(Number::Float(a)), &b))
        },
    );
    FuncRegistration::new(sign).set_into_module(
        module,
        move |context: Context<'_>, a: i64, b: Tensor| {
            told(&context, apply(&b.beside(Number::Whole(a)), &b))
        },
    );
}

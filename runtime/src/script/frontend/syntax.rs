//! The custom syntax that a compiling engine reads and a running engine performs:
//! `with`, `unpack` and the two forms of keyword arguments.

use rhai::{
    Array, Dynamic, Engine, EvalAltResult, EvalContext, Expr, Expression, ImmutableString, Map,
    Module, ParseError, ParseErrorType, Position, Shared, Span,
};

use super::kwargs::{KWARGS, KWCALL, order};

/// The custom syntax behind `unpack`.
pub(super) const UNPACK: &str = "__unpack";

const WITH: &str = "with";
/// The name in `unpack` that takes a value and drops it.
pub(super) const NOTHING: &str = "_";

type Failure = Box<EvalAltResult>;
type Outcome = Result<Dynamic, Failure>;

/// What the runtime does when a script enters and leaves a `with` block.
#[derive(Debug, Clone, Copy)]
pub struct Hooks {
    /// Called with the value of the expression after `with`, its position, and from where to where the
    /// block goes; says whether the block runs.
    pub enter: fn(
        &mut EvalContext<'_, '_, '_, '_, '_, '_>,
        Dynamic,
        Position,
        Span,
    ) -> Result<bool, Failure>,
    /// Called with the same value after a block that ran, however it ended, and whether it failed.
    /// `return`, `break` and `continue` are no failures.
    pub exit: fn(&mut EvalContext<'_, '_, '_, '_, '_, '_>, Dynamic, bool),
}

/// The keyword arguments of a call of a native function, which come as its last argument.
///
/// The positions of the names are in [`Program::calls`](super::Program::calls).
#[derive(Debug, Clone, Default)]
pub struct Kw(pub Map);

/// Teaches an engine to perform the syntax of the front end.
///
/// Every engine that runs a [`Program`](super::Program) needs it, and the one that compiles too.
pub fn register_syntax(engine: &mut Engine, hooks: Hooks) {
    engine.register_type_with_name::<Kw>("keyword arguments");
    engine.register_custom_syntax_with_state_raw(
        WITH,
        parse_with,
        true,
        move |context, inputs, _| with(context, inputs, hooks),
    );
    engine.register_custom_syntax_with_state_raw(
        UNPACK,
        parse_unpack,
        true,
        |context, inputs, _| unpack(context, inputs),
    );
    engine.register_custom_syntax_with_state_raw(
        KWARGS,
        parse_kwargs,
        false,
        |context, inputs, _| Ok(Dynamic::from(Kw(keywords(context, inputs)?))),
    );
    engine.register_custom_syntax_with_state_raw(KWCALL, parse_kwcall, false, kwcall);
}

type Next = Result<Option<ImmutableString>, ParseError>;

fn expect(symbol: &str) -> Next {
    Ok(Some(symbol.into()))
}

/// `with EXPR { ... }`
fn parse_with(symbols: &[ImmutableString], _: &str, _: &mut Dynamic) -> Next {
    match symbols.len() {
        1 => expect("$expr$"),
        2 => expect("$block$"),
        _ => Ok(None),
    }
}

/// `__unpack "name,name" : : EXPR`
fn parse_unpack(symbols: &[ImmutableString], ahead: &str, _: &mut Dynamic) -> Next {
    match symbols.last().map(ImmutableString::as_str) {
        Some("$expr$") => Ok(None),
        _ if symbols.len() == 1 => expect("$string$"),
        _ if ahead == ":" => expect(":"),
        _ => expect("$expr$"),
    }
}

/// `__kwargs "name" EXPR, : "name" EXPR,`
fn parse_kwargs(symbols: &[ImmutableString], ahead: &str, _: &mut Dynamic) -> Next {
    match (symbols.len() - 1) % 4 {
        0 => expect("$string$"),
        1 => expect("$expr$"),
        2 if ahead == "," => expect(","),
        3 if ahead == ":" => expect(":"),
        _ => Ok(None),
    }
}

/// `__kwcall "path" :: :: EXPR, EXPR, : "name" EXPR,)`; the state is the number of positional arguments.
fn parse_kwcall(symbols: &[ImmutableString], ahead: &str, state: &mut Dynamic) -> Next {
    let last = symbols.last().map(ImmutableString::as_str);
    let before = symbols.len().checked_sub(2).map(|at| symbols[at].as_str());
    match last {
        _ if symbols.len() == 1 => {
            *state = Dynamic::from_int(0);
            expect("$string$")
        }
        Some(")") => Ok(None),
        Some(":") => expect("$string$"),
        _ if before == Some(":") => expect("$expr$"),
        Some("$expr$") if ahead == "," => expect(","),
        Some("$expr$") if ahead == ")" => expect(")"),
        Some("$expr$") => Err(ParseError(
            Box::new(ParseErrorType::MissingToken(
                ",".to_owned(),
                "to separate the arguments of this call".to_owned(),
            )),
            Position::NONE,
        )),
        Some("," | "::") | None | Some(_) => match ahead {
            "::" if last != Some(",") => expect("::"),
            ")" => expect(")"),
            ":" => expect(":"),
            _ => {
                *state = Dynamic::from_int(state.as_int().unwrap_or(0) + 1);
                expect("$expr$")
            }
        },
    }
}

/// Runs a block inside a container. The variables of the block stay, as in Python.
fn with(
    context: &mut EvalContext<'_, '_, '_, '_, '_, '_>,
    inputs: &[Expression<'_>],
    hooks: Hooks,
) -> Outcome {
    let container = context.eval_expression_tree(&inputs[0])?.flatten();
    let block = match &*inputs[1] {
        Expr::Stmt(block) => block.span(),
        other => Span::new(other.position(), other.position()),
    };
    if !(hooks.enter)(context, container.clone(), inputs[0].position(), block)? {
        return Ok(Dynamic::UNIT);
    }
    #[allow(deprecated)] // Rhai marks what may change so; the version is pinned.
    let outcome = context.eval_expression_tree_raw(&inputs[1], false);
    let failed = outcome.as_ref().is_err_and(|error| {
        !matches!(
            **error,
            EvalAltResult::Return(..) | EvalAltResult::LoopBreak(..) | EvalAltResult::Exit(..)
        )
    });
    (hooks.exit)(context, container, failed);
    outcome
}

/// Declares one variable for each value of an array but the first, which is the value of the expression.
fn unpack(context: &mut EvalContext<'_, '_, '_, '_, '_, '_>, inputs: &[Expression<'_>]) -> Outcome {
    let names = inputs[0].get_string_value().unwrap_or_default();
    let value = context.eval_expression_tree(&inputs[1])?.flatten();
    let fail = |message: String| -> Failure {
        EvalAltResult::ErrorRuntime(message.into(), inputs[1].position()).into()
    };
    let kind = context.engine().map_type_name(value.type_name()).to_owned();
    let mut values: Array = value.try_cast().ok_or_else(|| {
        fail(format!(
            "cannot unpack a value of type `{kind}`: it must be an array"
        ))
    })?;
    let count = 1 + names.split(',').count();
    if values.len() != count {
        let plural = if values.len() == 1 { "" } else { "s" };
        return Err(fail(format!(
            "cannot unpack {} value{plural} into {count} names",
            values.len(),
        )));
    }
    for (name, value) in names.split(',').zip(values.drain(1..)) {
        if name != NOTHING {
            context.scope_mut().push_dynamic(name, value);
        }
    }
    Ok(values.pop().unwrap_or_default())
}

/// Evaluates `"name" EXPR` pairs.
fn keywords(
    context: &mut EvalContext<'_, '_, '_, '_, '_, '_>,
    inputs: &[Expression<'_>],
) -> Result<Map, Failure> {
    let mut map = Map::new();
    for pair in inputs.chunks_exact(2) {
        let name = pair[0].get_string_value().unwrap_or_default();
        let value = context.eval_expression_tree(&pair[1])?.flatten();
        map.insert(name.into(), value);
    }
    Ok(map)
}

/// Calls a function of a script with arguments bound by parameter name.
fn kwcall(
    context: &mut EvalContext<'_, '_, '_, '_, '_, '_>,
    inputs: &[Expression<'_>],
    state: &Dynamic,
) -> Outcome {
    let positional = usize::try_from(state.as_int().unwrap_or(0)).unwrap_or(0);
    let path = inputs[0].get_string_value().unwrap_or_default();
    let fail = |message: String| -> Failure {
        EvalAltResult::ErrorRuntime(message.into(), inputs[0].position()).into()
    };
    let pairs = &inputs[1 + positional..];
    let names: Vec<&str> = pairs
        .chunks_exact(2)
        .filter_map(|pair| pair[0].get_string_value())
        .collect();
    let module = module_of(context, path).map_err(fail)?;
    let name = path.rsplit("::").next().unwrap_or(path);
    let order = bound(context, module.as_ref(), name, positional, &names).map_err(fail)?;

    let given = inputs[1..=positional]
        .iter()
        .chain(pairs.chunks_exact(2).map(|pair| &pair[1]));
    let mut values = Vec::with_capacity(order.len());
    for argument in given {
        values.push(context.eval_expression_tree(argument)?.flatten());
    }
    let mut values: Vec<Dynamic> = order
        .iter()
        .map(|at| std::mem::take(&mut values[*at]))
        .collect();
    let mut values: Vec<&mut Dynamic> = values.iter_mut().collect();
    let Some(module) = module else {
        return context.call_fn_raw(name, false, false, &mut values);
    };
    context.global_runtime_state_mut().lib.push(module);
    let outcome = context.call_fn_raw(name, false, false, &mut values);
    context.global_runtime_state_mut().lib.pop();
    outcome
}

/// The imported module that a path leads to, or nothing for a bare name.
fn module_of(
    context: &EvalContext<'_, '_, '_, '_, '_, '_>,
    path: &str,
) -> Result<Option<Shared<Module>>, String> {
    let mut names: Vec<&str> = path.split("::").collect();
    names.pop();
    let Some(first) = names.first() else {
        return Ok(None);
    };
    let state = context.global_runtime_state();
    let mut module = state
        .find_import(first)
        .and_then(|index| state.get_shared_import(index))
        .ok_or_else(|| {
            format!("there is no imported module `{first}` that takes keyword arguments")
        })?;
    for name in &names[1..] {
        let found = module.iter_sub_modules().find(|(known, _)| known == name);
        module = found
            .map(|(_, module)| module.clone())
            .ok_or_else(|| format!("there is no module `{name}` in `{first}`"))?;
    }
    Ok(Some(module))
}

/// The order of the arguments for the function of that name that they fit.
fn bound(
    context: &EvalContext<'_, '_, '_, '_, '_, '_>,
    module: Option<&Shared<Module>>,
    name: &str,
    positional: usize,
    names: &[&str],
) -> Result<Vec<usize>, String> {
    let mut trouble: Option<(usize, String)> = None;
    let modules = match module {
        Some(module) => std::slice::from_ref(module),
        None => context.namespaces(),
    };
    for module in modules.iter().rev() {
        for (_, _, _, arity, function) in module.iter_script_fn_info().filter(|it| it.2 == name) {
            if function.this_type.is_some() {
                continue;
            }
            let params: Vec<&str> = function.params.iter().map(|param| param.as_str()).collect();
            match order(name, &params, positional, names) {
                Ok(order) => return Ok(order),
                Err(mismatch) if trouble.as_ref().is_none_or(|(widest, _)| arity > *widest) => {
                    let hint = mismatch
                        .hint
                        .map(|hint| format!("; {hint}"))
                        .unwrap_or_default();
                    trouble = Some((arity, format!("{}{hint}", mismatch.message)));
                }
                Err(_) => {}
            }
        }
    }
    Err(trouble.map_or_else(
        || format!("there is no function `{name}` that takes keyword arguments"),
        |(_, message)| message,
    ))
}

//! What the front end promises, each promise on a few lines of script.

mod blocks;
mod decorated;
mod keywords;
mod texts;

use rhai::packages::{Package, StandardPackage};
use rhai::{
    Array, Dynamic, Engine, EvalAltResult, EvalContext, FnPtr, NativeCallContext,
    OptimizationLevel, Position, Scope,
};

use super::{CompileError, Hooks, Kw, Program, compile, register_syntax};

/// Keeps a record of what is entered and left in the tag of the run.
fn hooks() -> Hooks {
    fn note(context: &mut EvalContext<'_, '_, '_, '_, '_, '_>, text: &str) {
        let trail = context.tag().clone().into_string().unwrap_or_default();
        *context.tag_mut() = format!("{trail}{text}").into();
    }
    Hooks {
        enter: |context, container, position, _| {
            if container.is_unit() {
                return Err(EvalAltResult::ErrorRuntime("no container".into(), position).into());
            }
            note(context, &format!("+{container}"));
            Ok(container.to_string() != "closed")
        },
        exit: |context, container, failed| {
            note(
                context,
                &format!("{}{container}", if failed { "!" } else { "-" }),
            );
        },
    }
}

/// An engine like those of the runtime, with a few natives that show what reaches them.
pub(super) fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    engine.register_global_module(StandardPackage::new().as_shared_module());
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_max_call_levels(128);
    engine.set_max_expr_depths(128, 128);
    engine.register_fn("trail", |context: NativeCallContext<'_>| {
        context.tag().cloned().unwrap_or_default()
    });
    engine.register_fn("native", |kw: Kw| format!("{:?}", kw.0));
    engine.register_fn("native", |a: i64, kw: Kw| format!("{a} {:?}", kw.0));
    engine.register_fn("slider", |a: i64, b: &str, kw: Kw| {
        format!("{a} {b} {:?}", kw.0)
    });
    engine.register_fn("run", |context: NativeCallContext<'_>, kw: Kw| {
        let callback: FnPtr = kw.0["on_click"].clone().cast();
        callback.call_within_context::<Dynamic>(&context, ())
    });
    engine.register_fn(
        "__decorated",
        |context: NativeCallContext<'_>, kind: &str, name: &str, mut args: Array| {
            let mut args: Vec<&mut Dynamic> = args.iter_mut().collect();
            let raw = format!("__raw_{name}");
            let value = context.call_fn_raw(raw, false, false, &mut args)?;
            Ok::<_, Box<EvalAltResult>>(format!("{kind} {value}"))
        },
    );
    register_syntax(&mut engine, hooks());
    engine
}

pub(super) fn program(text: &str) -> Program {
    compile(&mut engine(), "app.rhai", text).unwrap_or_else(|error| panic!("{error:?}\n{text}"))
}

fn wrong(text: &str) -> CompileError {
    match compile(&mut engine(), "app.rhai", text) {
        Ok(program) => panic!("compiles: {text}\n{:?}", program.ast),
        Err(error) => error,
    }
}

fn run(text: &str) -> Result<Dynamic, Box<EvalAltResult>> {
    engine().eval_ast_with_scope(&mut Scope::new(), &program(text).ast)
}

/// The value of a script as text, or its error.
pub(super) fn shows(text: &str, expect: &str) {
    let found = match run(text) {
        Ok(value) => value.to_string(),
        Err(error) => error.to_string(),
    };
    assert_eq!(found, expect, "{text}");
}

/// The compile error of a script: `line:column message`, then the hint.
pub(super) fn fails(text: &str, expect: &str) {
    let error = wrong(text);
    let hint = error
        .hint
        .map(|hint| format!(" ({hint})"))
        .unwrap_or_default();
    let place = |position: Position| {
        let line = position.line().unwrap_or(0);
        format!("{line}:{}", position.position().unwrap_or(0))
    };
    assert_eq!(
        format!("{} {}{hint}", place(error.position), error.message),
        expect,
        "{text}"
    );
}

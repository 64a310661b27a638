//! Engines: one for compiling, a light one for each run. What is costly to build (the standard
//! functions, two thousand overloads of widgets) is built once and shared.

use std::{
    collections::HashSet,
    sync::{Arc, LazyLock, atomic::Ordering},
};

use rhai::{
    Dynamic, Engine, EvalAltResult, EvalContext, Module, OptimizationLevel, Position, Span,
    packages::{Package, StandardPackage},
};

use super::{
    Shared, builtins, cached, chat,
    context::{Run, Stopped, Target, TimeIsUp},
    echo, environment, fragment,
    frontend::{self, Hooks},
    handle::{self, Handle},
    imports::Resolver,
    look, models, onnx, page_config, pages, pipelines, progress, query, state, status, tasks,
    tensors, uploaded, write,
};
use crate::config::Limits;

static STANDARD: LazyLock<Arc<Module>> =
    LazyLock::new(|| StandardPackage::new().as_shared_module());

static MIRROR: LazyLock<Arc<Module>> = LazyLock::new(|| {
    let mut module = Module::new();
    module.set_custom_type::<Handle>("container");
    builtins::register(&mut module);
    handle::register(&mut module);
    state::register(&mut module);
    fragment::register(&mut module);
    cached::register(&mut module);
    models::register(&mut module);
    onnx::register(&mut module);
    pipelines::register(&mut module);
    tensors::register(&mut module);
    write::register(&mut module);
    look::register(&mut module);
    query::register(&mut module);
    page_config::register(&mut module);
    pages::register(&mut module);
    environment::register(&mut module);
    uploaded::register(&mut module);
    tasks::register(&mut module);
    progress::register(&mut module);
    status::register(&mut module);
    chat::register(&mut module);
    module.build_index();
    module.into()
});

/// The deepest nesting of expressions that a script may have.
const NESTING: usize = 128;
/// Between two looks at the clock and at what there is to show.
const OPERATIONS_PER_LOOK: u64 = 1 << 10;

type Failure = Box<EvalAltResult>;
type Eval<'a, 'b, 'c, 'd, 'e, 'f> = EvalContext<'a, 'b, 'c, 'd, 'e, 'f>;

/// The names of all functions there are, Rhai's own and ours.
#[cfg(test)]
pub(super) fn function_names() -> HashSet<String> {
    let signatures = bare().gen_fn_signatures(true).into_iter();
    let name = |signature: String| signature.split('(').next().map(str::to_owned);
    signatures.filter_map(name).collect()
}

/// An engine that compiles.
pub(super) fn compiling() -> Engine {
    let mut engine = bare();
    engine.set_optimization_level(OptimizationLevel::None);
    frontend::register_syntax(&mut engine, HOOKS);
    engine
}

/// An engine for one run.
pub(super) fn running(run: &Run, limits: &Limits, shared: &Shared) -> Engine {
    let mut engine = bare();
    frontend::register_syntax(&mut engine, HOOKS);
    engine.set_default_tag(Dynamic::from(run.clone()));
    engine.set_max_operations(limits.operations);
    engine.set_max_call_levels(limits.call_depth);
    engine.set_fail_on_invalid_map_property(true);
    engine.set_module_resolver(Resolver::new(shared.clone()));
    watch_progress(&mut engine, run);
    resolve_variables(&mut engine, limits.clone());
    let name = run.0.script.name.clone();
    let secrets = shared.secrets();
    engine.on_print(move |text| {
        let hidden = secrets.hide(text);
        tracing::info!(target: "script", "{}", hidden.as_deref().unwrap_or(text));
    });
    let secrets = shared.secrets();
    engine.on_debug(move |text, source, position| {
        let (file, hidden) = (source.unwrap_or(&name), secrets.hide(text));
        let text = hidden.as_deref().unwrap_or(text);
        tracing::info!(target: "script", "{file}:{position:?} {text}");
    });
    engine
}

fn bare() -> Engine {
    let mut engine = Engine::new_raw();
    engine.register_global_module(STANDARD.clone());
    engine.register_global_module(MIRROR.clone());
    engine.set_max_expr_depths(NESTING, NESTING);
    engine.disable_symbol("eval");
    engine
}

/// Ends script code when the run should end, and shows the page while script code computes.
fn watch_progress(engine: &mut Engine, run: &Run) {
    let (stop, run) = (Arc::clone(&run.0.stop), run.clone());
    engine.on_progress(move |operations| {
        if stop.load(Ordering::Relaxed) {
            return Some(Stopped.into());
        }
        if operations.is_multiple_of(OPERATIONS_PER_LOOK) {
            if run
                .0
                .deadline
                .is_some_and(|deadline| std::time::Instant::now() > deadline)
            {
                return Some(TimeIsUp.into());
            }
            run.flush_if_due();
        }
        None
    });
}

/// `st`, constants inside functions, and a look at how large variables have grown: Rhai's own
/// limits on arrays and maps count all items at every change, which makes each `push` O(n).
#[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
fn resolve_variables(engine: &mut Engine, limits: Limits) {
    engine.on_var(move |name, index, context| {
        if name == "st" {
            return Ok(Some(Dynamic::from(Handle(Target::Cursor))));
        }
        let scope = context.scope();
        match scope.get(name) {
            Some(value) => too_large(value, &limits).map_or(Ok(None), |what| {
                Err(EvalAltResult::ErrorDataTooLarge(what.into(), Position::NONE).into())
            }),
            None if index == 0 && context.call_level() > 0 => {
                let constants = context.global_runtime_state().constants.as_ref();
                let value =
                    constants.and_then(|constants| constants.read().ok()?.get(name).cloned());
                Ok(value)
            }
            None => Ok(None),
        }
    });
}

/// How deep data may nest: far deeper, and freeing it would need more stack than there is.
const DEEPEST_DATA: usize = 512;
/// Lists and maps up to this size are looked into.
const SMALL: usize = 16;

/// Whether data nests deeper than it may, following the first of the small lists and maps inside.
fn too_deep(value: &Dynamic, deeper: usize) -> bool {
    let nests = |value: &Dynamic| value.is_array() || value.is_map();
    if deeper == 0 {
        return true;
    }
    if let Some(list) = value.read_lock::<rhai::Array>() {
        return list.len() <= SMALL
            && list
                .iter()
                .find(|item| nests(item))
                .is_some_and(|item| too_deep(item, deeper - 1));
    }
    let Some(map) = value.read_lock::<rhai::Map>() else {
        return false;
    };
    map.len() <= SMALL
        && map
            .values()
            .find(|item| nests(item))
            .is_some_and(|item| too_deep(item, deeper - 1))
}

/// Whether small lists in small lists hold too many items together: copies of copies
/// (`a = [a, a]`) double with each level, and no single one of them is long.
fn too_many(value: &Dynamic, most: usize) -> bool {
    at_a_glance(value) > most && !counts_to(value, &mut most.clone())
}

/// How many items there are if all that nests here is like the first of it.
fn at_a_glance(value: &Dynamic) -> usize {
    fn all<'a>(len: usize, items: impl Iterator<Item = &'a Dynamic>) -> usize {
        if len > SMALL {
            return len;
        }
        let mut nested = items.filter(|item| item.is_array() || item.is_map());
        let Some(first) = nested.next() else {
            return len;
        };
        at_a_glance(first).saturating_mul(1 + nested.count())
    }
    if let Some(list) = value.read_lock::<rhai::Array>() {
        return all(list.len(), list.iter());
    }
    let map = value.read_lock::<rhai::Map>();
    map.map_or(0, |map| all(map.len(), map.values()))
}

/// Whether there are no more items than `left`, counted one by one.
fn counts_to(value: &Dynamic, left: &mut usize) -> bool {
    fn all<'a>(len: usize, mut items: impl Iterator<Item = &'a Dynamic>, left: &mut usize) -> bool {
        left.checked_sub(len).is_some_and(|rest| {
            *left = rest;
            items.all(|item| counts_to(item, left))
        })
    }
    if let Some(list) = value.read_lock::<rhai::Array>() {
        return all(list.len(), list.iter(), left);
    }
    let map = value.read_lock::<rhai::Map>();
    map.is_none_or(|map| all(map.len(), map.values(), left))
}

/// What is too large about a value, looking one level into small lists and maps.
fn too_large(value: &Dynamic, limits: &Limits) -> Option<&'static str> {
    let own = |value: &Dynamic| -> Option<&'static str> {
        if let Some(text) = value.read_lock::<rhai::ImmutableString>() {
            return (text.len() > limits.text_bytes).then_some("Text");
        }
        if let Some(bytes) = value.read_lock::<rhai::Blob>() {
            return (bytes.len() > limits.text_bytes).then_some("Blob");
        }
        if let Some(list) = value.read_lock::<rhai::Array>() {
            return (list.len() > limits.list_items).then_some("List");
        }
        let map = value.read_lock::<rhai::Map>()?;
        (map.len() > limits.list_items).then_some("Map")
    };
    if let Some(what) = own(value) {
        return Some(what);
    }
    if too_deep(value, DEEPEST_DATA) {
        return Some("Nesting");
    }
    if too_many(value, limits.list_items) {
        return Some("List");
    }
    if let Some(list) = value.read_lock::<rhai::Array>() {
        return if list.len() <= SMALL {
            list.iter().find_map(own)
        } else {
            None
        };
    }
    let map = value.read_lock::<rhai::Map>()?;
    if map.len() <= SMALL {
        map.values().find_map(own)
    } else {
        None
    }
}

const HOOKS: Hooks = Hooks { enter, exit };

fn enter(
    context: &mut Eval<'_, '_, '_, '_, '_, '_>,
    container: Dynamic,
    position: Position,
    block: Span,
) -> Result<bool, Failure> {
    let run = Run::from_tag(context.tag().into())?;
    if let Some(why) = inside(&container).and_then(|id| run.inner().beyond_fragment(id)) {
        return Err(EvalAltResult::ErrorRuntime(why.into(), position).into());
    }
    let id = inside(&container).filter(|id| run.inner().page.holds(*id));
    let Some(id) = id else {
        let message = "`with` needs a container of this run, such as `st.sidebar`, a column or `st.expander(...)`";
        return Err(EvalAltResult::ErrorRuntime(message.into(), position).into());
    };
    let mut inner = run.inner();
    if inner.page.skips(id) {
        return Ok(false);
    }
    if inner.page.kind(id) == Some("echo") {
        drop(inner);
        let source = echo::source(&run, context.source(), block);
        inner = run.inner();
        inner.page.set(id, "source", source.into());
    }
    inner.page.enter(id);
    Ok(true)
}

fn exit(context: &mut Eval<'_, '_, '_, '_, '_, '_>, container: Dynamic, failed: bool) {
    let Ok(run) = Run::from_tag(context.tag().into()) else {
        return;
    };
    let mut inner = run.inner();
    inner.page.leave();
    match inside(&container) {
        Some(id) if inner.page.kind(id) == Some("spinner") => inner.page.remove(id),
        Some(id) if inner.page.kind(id) == Some("status") && !run.stopped() => {
            status::leave(&mut inner.page, id, failed);
        }
        Some(id) if inner.page.kind(id) == Some("thought") && !run.stopped() => {
            chat::leave(&mut inner.page, id, failed);
        }
        _ => {}
    }
}

fn inside(container: &Dynamic) -> Option<mirror_widgets::Id> {
    match container.read_lock::<Handle>()?.0 {
        Target::Inside(id) => Some(id),
        Target::Cursor | Target::Slot(_) => None,
    }
}

/// Whether every script has a function of this name.
pub(super) fn has_function(name: &str) -> bool {
    const SYNTAX: &[&str] = &[
        "type_of",
        "Fn",
        "call",
        "curry",
        "is_def_fn",
        "is_def_var",
        "is_shared",
    ];
    static NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let signatures = bare().gen_fn_signatures(true);
        signatures
            .iter()
            .filter_map(|signature| Some(signature.split_once('(')?.0.trim().to_owned()))
            .collect()
    });
    SYNTAX.contains(&name) || NAMES.contains(name)
}

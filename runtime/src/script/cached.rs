//! `cache_data` and `cache_resource`: what runs of all sessions share.

mod failure;
mod options;

use std::any::TypeId;

use mirror_widgets::Value;
use rhai::{
    Array, Dynamic, EvalAltResult, FnPtr, FuncRegistration, Map, Module, NativeCallContext,
    Position,
};

pub(super) use self::options::seconds;
use self::{
    failure::copy,
    options::{Options, options},
};
use super::{
    Script,
    context::{Run, Stopped, Target},
    convert, errors,
    frontend::Kw,
    handle::{Call, Handle, method},
};
use crate::cache::{Key, Miss};

type Outcome = Result<Dynamic, Box<EvalAltResult>>;

/// Why a cached function gave nothing; shared with all who waited for it.
pub(super) type Failure = std::sync::Arc<EvalAltResult>;

/// Which of the two caches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain data; everyone gets a copy of their own.
    Data,
    /// Whatever it is; everyone gets the same.
    Resource,
}

/// What to compute, and under which name.
struct Wanted {
    kind: Kind,
    /// As a person calls it.
    name: String,
    group: u128,
    arguments: Array,
    options: Options,
}

/// Registers the two methods of `st`, their free forms, and what decorated functions call.
pub(super) fn register(module: &mut Module) {
    for (name, kind) in [
        ("cache_data", Kind::Data),
        ("cache_resource", Kind::Resource),
    ] {
        method(module, name, move |call| call_cached(call, kind));
        for places in 1..=5 {
            for keywords in [false, true] {
                free(module, name, kind, places, keywords);
            }
        }
    }
    FuncRegistration::new("__decorated").set_into_module(
        module,
        |context: NativeCallContext<'_>, kind: &str, name: &str, arguments: Array| {
            decorated(&context, kind, name, arguments)
        },
    );
    FuncRegistration::new_getter("cache_data").set_into_module(module, |_: &mut Handle| Kind::Data);
    FuncRegistration::new_getter("cache_resource")
        .set_into_module(module, |_: &mut Handle| Kind::Resource);
    FuncRegistration::new("clear").set_into_module(
        module,
        |context: NativeCallContext<'_>, kind: &mut Kind| -> Result<(), Box<EvalAltResult>> {
            Run::of(&context)?.0.shared.cache(*kind).clear(None);
            Ok(())
        },
    );
    FuncRegistration::new("clear").set_into_module(
        module,
        |context: NativeCallContext<'_>, function: FnPtr| -> Outcome {
            let run = Run::of(&context)?;
            let script = script_of(&context, &run);
            let named = script
                .program
                .function_names()
                .filter(|(name, ..)| *name == function.fn_name());
            for (_, arity, _) in named {
                let group = group(&run, &script, &function, arity);
                for kind in [Kind::Data, Kind::Resource] {
                    run.0.shared.cache(kind).clear(group);
                }
            }
            Ok(Dynamic::UNIT)
        },
    );
}

fn free(module: &mut Module, name: &'static str, kind: Kind, places: usize, keywords: bool) {
    let mut types = vec![TypeId::of::<FnPtr>()];
    types.extend(std::iter::repeat_n(TypeId::of::<Dynamic>(), places - 1));
    types.extend(keywords.then(TypeId::of::<Kw>));
    let function =
        move |context: Option<NativeCallContext<'_>>, args: &mut [&mut Dynamic]| -> Outcome {
            let context = context
                .as_ref()
                .ok_or("a cache needs the context of its call; this is a bug")?;
            let mut places: Vec<Dynamic> = args
                .iter_mut()
                .map(|arg| std::mem::take(*arg).flatten())
                .collect();
            let names = match keywords {
                true => {
                    places
                        .pop()
                        .and_then(Dynamic::try_cast::<Kw>)
                        .unwrap_or_default()
                        .0
                }
                false => Map::new(),
            };
            call_cached(
                Call {
                    context,
                    run: Run::of(context)?,
                    target: Target::Cursor,
                    places,
                    names,
                },
                kind,
            )
        };
    FuncRegistration::new(name).set_into_module_raw(
        module,
        types,
        rhai::RhaiFunc::Pure {
            func: std::sync::Arc::new(function),
            has_context: true,
            is_pure: true,
            is_volatile: true,
        },
    );
}

/// `cache_resource(load, "gpt2", ttl=60)`: the function, its arguments, and how to keep it.
fn call_cached(mut call: Call<'_, '_>, kind: Kind) -> Outcome {
    let word = if kind == Kind::Data {
        "cache_data"
    } else {
        "cache_resource"
    };
    if call.places.is_empty() {
        return Err(call.error(format!(
            "{word}: give a function and its arguments, or write `@st.{word}` before a `fn`"
        )));
    }
    let function = call.places.remove(0).try_cast::<FnPtr>().ok_or_else(|| {
        call.error(format!(
            "{word}: the first argument must be a function, such as `load` or `|| ...`"
        ))
    })?;
    let script = script_of(call.context, &call.run);
    let group = group(&call.run, &script, &function, call.places.len()).ok_or_else(|| {
        call.error(format!(
            "{word}: the function must be one of this script, such as `load` or `|| ...`"
        ))
    })?;
    let name = if function.is_anonymous() {
        "<closure>".to_owned()
    } else {
        function.fn_name().to_owned()
    };
    let options =
        options(&call.names, &name).map_err(|why| call.error(format!("{word}: {why}")))?;
    let wanted = Wanted {
        kind,
        name,
        group,
        arguments: std::mem::take(&mut call.places),
        options,
    };
    let arguments = wanted.arguments.clone();
    look_up(call.context, &call.run, wanted, || {
        function.call_within_context::<Dynamic>(call.context, arguments)
    })
}

/// What a function under a decorator does when it is called.
fn decorated(context: &NativeCallContext<'_>, kind: &str, name: &str, arguments: Array) -> Outcome {
    if matches!(kind, "st.fragment" | "st.dialog") {
        return super::fragment::decorated(context, kind, name, arguments);
    }
    let run = Run::of(context)?;
    let script = script_of(context, &run);
    let decorator = script.program.decorated(name);
    let empty = Map::new();
    let options = options(
        decorator.map_or(&empty, |decorator| &decorator.options),
        name,
    )
    .map_err(|why| errors::at(context, format!("@{kind}: {why}")))?;
    let group = named(&run, &script, name, arguments.len());
    let group = group.ok_or_else(|| {
        errors::at(
            context,
            format!("the cached function `{name}` has no source; this is a bug"),
        )
    })?;
    let kind = if kind.ends_with("cache_data") {
        Kind::Data
    } else {
        Kind::Resource
    };
    let mut keyed = arguments.clone();
    keyed.extend(constants(context, &script, name, arguments.len()));
    let wanted = Wanted {
        kind,
        name: name.to_owned(),
        group,
        arguments: keyed,
        options,
    };
    look_up(context, &run, wanted, || {
        let mut arguments = arguments;
        let mut arguments: Vec<&mut Dynamic> = arguments.iter_mut().collect();
        context.call_fn_raw(format!("__raw_{name}"), false, false, &mut arguments)
    })
}

/// The value from the cache, computed if it is not there.
fn look_up(
    context: &NativeCallContext<'_>,
    run: &Run,
    wanted: Wanted,
    compute: impl FnOnce() -> Outcome,
) -> Outcome {
    let mut hasher = blake3::Hasher::new();
    for argument in &wanted.arguments {
        convert::hash(argument, &mut hasher)
            .map_err(|why| errors::at(context, format!("{}: {why}", wanted.name)))?;
    }
    let arguments = narrow(hasher.finalize());
    let key = Key {
        group: wanted.group,
        arguments,
    };
    let spinner = std::cell::Cell::new(None);
    let show = || {
        if spinner.get().is_none() {
            spinner.set(show_spinner(context, run, &wanted));
        }
    };
    let wait = || {
        show();
        run.flush_if_due();
        run.check().is_ok()
    };
    // Why the computation ended the run, where it did: `stop()`, `rerun()`, the time it may take.
    let ended = std::cell::Cell::new(None);
    let made =
        run.0
            .shared
            .cache(wanted.kind)
            .get(key, wanted.options.policy, &run.0.stop, wait, || {
                show();
                let sealed = run.inner().sealed.replace(wanted.name.clone());
                let value = compute();
                run.inner().sealed = sealed;
                match value {
                    Err(error) if terminated(&error) => {
                        ended.set(Some(error));
                        Err(Miss::Stopped)
                    }
                    value => keepable(&wanted, value),
                }
            });
    if let Some(id) = spinner.get() {
        run.inner().page.remove(id);
    }
    match made {
        Ok(value) => Ok(value),
        Err(Miss::Stopped) => {
            run.check()?;
            Err(ended.take().unwrap_or_else(|| {
                EvalAltResult::ErrorTerminated(Stopped.into(), Position::NONE).into()
            }))
        }
        Err(Miss::Cycle) => Err(errors::at(
            context,
            format!(
                "`{}` asks for its own result while it is computed",
                wanted.name
            ),
        )),
        Err(Miss::Failed(error)) => Err(copy(&error)),
    }
}

/// What is kept: for data a copy that nobody can change, with its size.
fn keepable(wanted: &Wanted, value: Outcome) -> Result<(Dynamic, usize), Miss<Failure>> {
    match value {
        Ok(value) if wanted.kind == Kind::Data => match convert::frozen(&value) {
            Ok(value) => {
                let bytes = convert::size(&value);
                Ok((value, bytes))
            }
            Err(why) => {
                let error: Box<EvalAltResult> = format!("{}: {why}", wanted.name).into();
                Err(Miss::Failed(error.into()))
            }
        },
        // A resource is held by whoever made it; its memory is counted there.
        Ok(value) => Ok((value.flatten(), 0)),
        Err(error) => Err(Miss::Failed(error.into())),
    }
}

fn terminated(error: &EvalAltResult) -> bool {
    matches!(error.unwrap_inner(), EvalAltResult::ErrorTerminated(..))
}

/// Says at the cursor what is being computed; the page shows it if it takes a while.
fn show_spinner(
    context: &NativeCallContext<'_>,
    run: &Run,
    wanted: &Wanted,
) -> Option<mirror_widgets::Id> {
    let text = wanted.options.spinner.clone()?;
    if run.inner().sealed.is_some() {
        return None;
    }
    let call = Call {
        context,
        run: run.clone(),
        target: Target::Cursor,
        places: Vec::new(),
        names: Map::new(),
    };
    let drawn =
        super::handle::draw_with(&call, "spinner", vec![Value::from(text).into()], Vec::new());
    run.flush_if_due();
    drawn.ok().and_then(|(_, id)| id)
}

/// The script a call stands in: the app's, or an imported one.
pub(super) fn script_of(context: &NativeCallContext<'_>, run: &Run) -> std::sync::Arc<Script> {
    run.0
        .shared
        .module_script(context.fn_source().or(context.call_source()))
        .unwrap_or_else(|| run.0.script.clone())
}

/// The values of the computed constants that a function reads: they count like arguments.
/// What is no data (a model, a function) is known by its own source already.
#[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
fn constants(context: &NativeCallContext<'_>, script: &Script, name: &str, arity: usize) -> Array {
    let names = script.program.computed_constants(name, arity);
    if names.is_empty() {
        return Array::new();
    }
    let held = context.store_data().global.constants;
    let held = held.as_ref().and_then(|held| held.read().ok());
    let value = |name: &String| held.as_ref()?.get(name.as_str()).cloned();
    names
        .iter()
        .filter_map(value)
        .filter(|value| convert::hash(value, &mut blake3::Hasher::new()).is_ok())
        .collect()
}

/// What names a function in the cache: its own source and that of all it calls.
fn group(run: &Run, script: &Script, function: &FnPtr, arity: usize) -> Option<u128> {
    let group = named(run, script, function.fn_name(), arity)?;
    if function.curry().is_empty() {
        return Some(group);
    }
    // What a closure has caught belongs to its source.
    let mut hasher = blake3::Hasher::new();
    for caught in function.curry() {
        convert::hash(&caught.clone().flatten(), &mut hasher).ok()?;
    }
    Some(group ^ narrow(hasher.finalize()))
}

/// The same function text in two scripts is two functions: it may name other things there.
fn named(run: &Run, script: &Script, name: &str, arity: usize) -> Option<u128> {
    let key = script.program.function_key(name, arity)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(script.path.to_string_lossy().as_bytes());
    hasher.update(&key.as_u128().to_le_bytes());
    if script.program.reaches_imports(name, arity) {
        for text in run.0.shared.imports().texts() {
            hasher.update(text.as_bytes());
        }
    }
    Some(narrow(hasher.finalize()))
}

fn narrow(hash: blake3::Hash) -> u128 {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    u128::from_le_bytes(bytes)
}

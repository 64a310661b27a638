//! `st.session_state`: what a session remembers, as a script sees it.

use rhai::{Array, Dynamic, EvalAltResult, FuncRegistration, Map, Module, NativeCallContext};

use super::{context::Run, errors};

/// `st.session_state`.
#[derive(Debug, Clone, Copy)]
pub(super) struct SessionState;

type Context<'a> = NativeCallContext<'a>;
type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// Registers its methods.
pub(super) fn register(module: &mut Module) {
    let indexer = FuncRegistration::new_index_getter;
    indexer().set_into_module(
        module,
        |context: Context<'_>, _: &mut SessionState, key: &str| -> Outcome<Dynamic> {
            let run = Run::of(&context)?;
            value(&run, key).ok_or_else(|| missing(&context, &run, key))
        },
    );
    FuncRegistration::new_index_setter().set_into_module(
        module,
        |context: Context<'_>, _: &mut SessionState, key: &str, value: Dynamic| {
            set(&context, key, value)
        },
    );
    FuncRegistration::new("contains").set_into_module(
        module,
        |context: Context<'_>, _: &mut SessionState, key: &str| -> Outcome<bool> {
            Ok(value(&Run::of(&context)?, key).is_some())
        },
    );
    FuncRegistration::new("get").set_into_module(
        module,
        |context: Context<'_>, _: &mut SessionState, key: &str| -> Outcome<Dynamic> {
            Ok(value(&Run::of(&context)?, key).unwrap_or_default())
        },
    );
    FuncRegistration::new("get").set_into_module(
        module,
        |context: Context<'_>,
         _: &mut SessionState,
         key: &str,
         default: Dynamic|
         -> Outcome<Dynamic> { Ok(value(&Run::of(&context)?, key).unwrap_or(default)) },
    );
    FuncRegistration::new("remove").set_into_module(
        module,
        |context: Context<'_>, _: &mut SessionState, key: &str| -> Outcome<Dynamic> {
            remove(&context, key)
        },
    );
    FuncRegistration::new("clear").set_into_module(
        module,
        |context: Context<'_>, _: &mut SessionState| -> Outcome<()> {
            let run = Run::of(&context)?;
            let keys: Vec<String> = run.inner().vars.values.keys().cloned().collect();
            keys.iter()
                .try_for_each(|key| remove(&context, key).map(drop))
        },
    );
    FuncRegistration::new("keys").set_into_module(
        module,
        |context: Context<'_>, _: &mut SessionState| -> Outcome<Array> {
            let run = Run::of(&context)?;
            let keys = run
                .inner()
                .vars
                .values
                .keys()
                .map(|key| key.as_str().into())
                .collect();
            Ok(keys)
        },
    );
    for name in ["to_map", "to_dict"] {
        FuncRegistration::new(name).set_into_module(
            module,
            |context: Context<'_>, _: &mut SessionState| -> Outcome<Map> {
                let run = Run::of(&context)?;
                let map = run
                    .inner()
                    .vars
                    .values
                    .iter()
                    .map(|(key, value)| (key.as_str().into(), value.clone()))
                    .collect();
                Ok(map)
            },
        );
    }
}

fn value(run: &Run, key: &str) -> Option<Dynamic> {
    let inner = run.inner();
    let held = inner.vars.values.get(key).cloned();
    held.or_else(|| {
        inner
            .widgets
            .get(&inner.id_of(key))
            .map(|value| run.from_widget(value))
    })
}

fn set(context: &Context<'_>, key: &str, value: Dynamic) -> Outcome<()> {
    let run = Run::of(context)?;
    let mut inner = run.inner();
    if inner.drawn.contains(key) {
        return Err(errors::at(
            context,
            format!(
                "`st.session_state.{key}` belongs to a widget that is drawn already in this run; \
                 set it before the widget, or in a callback"
            ),
        ));
    }
    inner.vars.values.insert(key.to_owned(), value.flatten());
    inner.vars.written.insert(key.to_owned());
    Ok(())
}

fn remove(context: &Context<'_>, key: &str) -> Outcome<Dynamic> {
    let run = Run::of(context)?;
    let mut inner = run.inner();
    let id = inner.id_of(key);
    inner.widgets.remove(&id);
    inner.vars.written.remove(key);
    Ok(inner.vars.values.remove(key).unwrap_or_default())
}

fn missing(context: &Context<'_>, run: &Run, key: &str) -> Box<EvalAltResult> {
    let inner = run.inner();
    let near = mirror_widgets::call::nearest(key, inner.vars.values.keys().map(String::as_str));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "set it first: `if !(\"{key}\" in st.session_state) {{ st.session_state.{key} = ... }}`"
        ),
    };
    errors::at(
        context,
        format!("`st.session_state` has no `{key}`; {hint}"),
    )
}

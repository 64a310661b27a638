//! `st.session_state` and `st.query_params`: what a session remembers, as a script sees it.

use rhai::{Array, Dynamic, EvalAltResult, FuncRegistration, Map, Module, NativeCallContext};

use super::{
    context::{Inner, Run},
    convert, errors,
};

/// `st.session_state`.
#[derive(Debug, Clone, Copy)]
pub(super) struct SessionState;

/// `st.query_params`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Query;

type Context<'a> = NativeCallContext<'a>;
type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// Registers both.
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
    FuncRegistration::new("to_map").set_into_module(
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
    register_query(module);
}

fn register_query(module: &mut Module) {
    FuncRegistration::new_index_getter().set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str| -> Outcome<Dynamic> {
            let run = Run::of(&context)?;
            let inner = run.inner();
            let found = inner.query.iter().find(|(name, _)| name == key);
            found.map(|(_, value)| value.as_str().into()).ok_or_else(|| {
                errors::at(&context, format!("the address has no `{key}`; ask with `st.query_params.get(\"{key}\", default)`"))
            })
        },
    );
    FuncRegistration::new_index_setter().set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str, value: Dynamic| -> Outcome<()> {
            let run = Run::of(&context)?;
            let mut inner = run.inner();
            inner.query.retain(|(name, _)| name != key);
            if !value.is_unit() {
                inner.query.push((key.to_owned(), value.to_string()));
            }
            inner.show_query();
            Ok(())
        },
    );
    FuncRegistration::new("contains").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str| -> Outcome<bool> {
            Ok(Run::of(&context)?
                .inner()
                .query
                .iter()
                .any(|(name, _)| name == key))
        },
    );
    FuncRegistration::new("get").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str| -> Outcome<Dynamic> {
            Ok(query(&Run::of(&context)?, key).unwrap_or_default())
        },
    );
    FuncRegistration::new("get").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str, default: Dynamic| -> Outcome<Dynamic> {
            Ok(query(&Run::of(&context)?, key).unwrap_or(default))
        },
    );
    FuncRegistration::new("remove").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query, key: &str| -> Outcome<()> {
            let run = Run::of(&context)?;
            let mut inner = run.inner();
            inner.query.retain(|(name, _)| name != key);
            inner.show_query();
            Ok(())
        },
    );
    FuncRegistration::new("clear").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query| -> Outcome<()> {
            let run = Run::of(&context)?;
            let mut inner = run.inner();
            inner.query.clear();
            inner.show_query();
            Ok(())
        },
    );
    FuncRegistration::new("to_map").set_into_module(
        module,
        |context: Context<'_>, _: &mut Query| -> Outcome<Map> {
            let run = Run::of(&context)?;
            let map = run
                .inner()
                .query
                .iter()
                .map(|(key, value)| (key.as_str().into(), value.as_str().into()))
                .collect();
            Ok(map)
        },
    );
}

fn query(run: &Run, key: &str) -> Option<Dynamic> {
    run.inner()
        .query
        .iter()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value.as_str().into())
}

fn value(run: &Run, key: &str) -> Option<Dynamic> {
    let inner = run.inner();
    let held = inner.vars.values.get(key).cloned();
    held.or_else(|| {
        inner
            .widgets
            .get(&Inner::id_of(key))
            .map(convert::from_value)
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
    inner.widgets.remove(&Inner::id_of(key));
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

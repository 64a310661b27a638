//! `st.local_state`: what the browser keeps for the app.

use std::collections::BTreeMap;

use mirror_widgets::{Value, call::nearest};
use rhai::{Array, Dynamic, FuncRegistration, Map, Module};

use super::{Context, Outcome};
use crate::script::{context::Run, convert, errors};

/// How much it may hold, in bytes of JSON.
const MOST: usize = 64 << 10;

/// `st.local_state`.
#[derive(Debug, Clone, Copy)]
pub(in crate::script) struct LocalState;

/// What the browser keeps, and what this run has changed of it.
#[derive(Debug, Default)]
pub(in crate::script) struct Local {
    pub(in crate::script) values: BTreeMap<String, Value>,
    pub(in crate::script) changes: BTreeMap<String, Value>,
}

impl Local {
    /// Takes in what the browser says; null takes a name out.
    pub(in crate::script) fn learn(&mut self, news: &BTreeMap<String, Value>) {
        for (name, value) in news {
            match value {
                Value::Null => self.values.remove(name),
                value => self.values.insert(name.clone(), value.clone()),
            };
        }
    }

    pub(in crate::script) fn set(&mut self, name: &str, value: Value) -> Result<(), String> {
        if self.values.get(name).unwrap_or(&Value::Null) == &value {
            return Ok(());
        }
        let size = |(name, value): (&String, &Value)| name.len() + value.to_string().len();
        let others = self
            .values
            .iter()
            .filter(|(other, _)| *other != name)
            .map(size)
            .sum::<usize>();
        if others + name.len() + value.to_string().len() > MOST {
            return Err(format!(
                "holds {} KiB at most; keep the rest in a file",
                MOST >> 10
            ));
        }
        let change = BTreeMap::from([(name.to_owned(), value)]);
        self.learn(&change);
        self.changes.extend(change);
        Ok(())
    }
}

/// Registers its methods.
pub(super) fn register(module: &mut Module) {
    module.set_custom_type::<LocalState>("local_state");
    FuncRegistration::new_index_getter().set_into_module(
        module,
        |context: Context<'_>, _: &mut LocalState, name: &str| -> Outcome<Dynamic> {
            let run = Run::of(&context)?;
            let inner = run.inner();
            let found = inner.local.values.get(name).map(convert::from_value);
            found.ok_or_else(|| {
                let near = nearest(name, inner.local.values.keys().map(String::as_str));
                let hint = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("ask with `st.local_state.get(\"{name}\", default)`"),
                };
                errors::at(
                    &context,
                    format!("`st.local_state` has no `{name}`; {hint}"),
                )
            })
        },
    );
    FuncRegistration::new_index_setter().set_into_module(
        module,
        |context: Context<'_>, _: &mut LocalState, name: &str, value: Dynamic| {
            set(&context, name, &value)
        },
    );
    FuncRegistration::new("set").set_into_module(
        module,
        |context: Context<'_>, _: &mut LocalState, name: &str, value: Dynamic| {
            set(&context, name, &value)
        },
    );
    FuncRegistration::new("get").set_into_module(
        module,
        |context: Context<'_>, _: &mut LocalState, name: &str| -> Outcome<Dynamic> {
            Ok(value(&Run::of(&context)?, name).unwrap_or_default())
        },
    );
    FuncRegistration::new("get").set_into_module(
        module,
        |context: Context<'_>,
         _: &mut LocalState,
         name: &str,
         default: Dynamic|
         -> Outcome<Dynamic> { Ok(value(&Run::of(&context)?, name).unwrap_or(default)) },
    );
    FuncRegistration::new("contains").set_into_module(
        module,
        |context: Context<'_>, _: &mut LocalState, name: &str| -> Outcome<bool> {
            Ok(value(&Run::of(&context)?, name).is_some())
        },
    );
    whole(module);
}

/// What concerns all of it.
fn whole(module: &mut Module) {
    FuncRegistration::new("remove").set_into_module(
        module,
        |context: Context<'_>, _: &mut LocalState, name: &str| -> Outcome<Dynamic> {
            let held = value(&Run::of(&context)?, name).unwrap_or_default();
            set(&context, name, &Dynamic::UNIT)?;
            Ok(held)
        },
    );
    FuncRegistration::new("clear").set_into_module(
        module,
        |context: Context<'_>, _: &mut LocalState| -> Outcome<()> {
            let run = Run::of(&context)?;
            let names: Vec<String> = run.inner().local.values.keys().cloned().collect();
            names
                .iter()
                .try_for_each(|name| set(&context, name, &Dynamic::UNIT))
        },
    );
    FuncRegistration::new("keys").set_into_module(
        module,
        |context: Context<'_>, _: &mut LocalState| -> Outcome<Array> {
            let run = Run::of(&context)?;
            let names = run
                .inner()
                .local
                .values
                .keys()
                .map(|name| name.as_str().into())
                .collect();
            Ok(names)
        },
    );
    for name in ["to_map", "to_dict"] {
        FuncRegistration::new(name).set_into_module(
            module,
            |context: Context<'_>, _: &mut LocalState| -> Outcome<Map> {
                let run = Run::of(&context)?;
                let inner = run.inner();
                let pairs = inner.local.values.iter();
                Ok(pairs
                    .map(|(name, value)| (name.as_str().into(), convert::from_value(value)))
                    .collect())
            },
        );
    }
}

fn value(run: &Run, name: &str) -> Option<Dynamic> {
    run.inner().local.values.get(name).map(convert::from_value)
}

fn set(context: &Context<'_>, name: &str, value: &Dynamic) -> Outcome<()> {
    let run = Run::of(context)?;
    let set = convert::to_value(value).and_then(|value| run.inner().local.set(name, value));
    set.map_err(|why| errors::at(context, format!("`st.local_state.{name}`: {why}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_changed_is_told_and_what_is_not_is_not() {
        let mut local = Local::default();
        local.learn(&BTreeMap::from([("theme".into(), json!("dark"))]));
        local.set("theme", json!("dark")).unwrap();
        assert!(local.changes.is_empty());
        local.set("theme", json!("light")).unwrap();
        local.set("gone", Value::Null).unwrap();
        assert_eq!(
            local.changes,
            BTreeMap::from([("theme".to_owned(), json!("light"))])
        );
        local.set("theme", Value::Null).unwrap();
        assert!(local.values.is_empty());
        assert_eq!(local.changes["theme"], Value::Null);
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let mut local = Local::default();
        assert!(local.set("a", json!("x".repeat(60 << 10))).is_ok());
        let why = local.set("b", json!("x".repeat(8 << 10))).unwrap_err();
        assert!(why.contains("64 KiB"), "{why}");
        // In the place of the first it fits.
        assert!(local.set("a", json!("x".repeat(8 << 10))).is_ok());
    }
}

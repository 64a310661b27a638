//! `st.secrets`: shown as a whole it is its names only.

use mirror_widgets::call::nearest;
use rhai::{Array, Dynamic, FuncRegistration, Module};
use toml::Value;

use super::{Context, Outcome};
use crate::script::{context::Run, errors};

/// `st.secrets`, or a table in it.
#[derive(Debug, Clone, Default)]
pub(in crate::script) struct SecretsHandle(Vec<String>);

impl SecretsHandle {
    fn inside(&self, name: &str) -> Vec<String> {
        self.0.iter().cloned().chain([name.to_owned()]).collect()
    }

    /// What people see of it: the names.
    pub(in crate::script) fn shown(&self, run: &Run) -> String {
        let names = run.0.shared.secrets().names(&self.0);
        format!(
            "secrets: {}",
            if names.is_empty() {
                "none".into()
            } else {
                names.join(", ")
            }
        )
    }

    fn secret(&self, run: &Run, name: &str) -> Option<Dynamic> {
        let path = self.inside(name);
        let secrets = run.0.shared.secrets();
        // A variable's name is read in lower case, however the script writes it.
        let lower = self.inside(&name.to_ascii_lowercase());
        let path = secrets.at(&path).map_or(lower, |_| path);
        match secrets.at(&path)? {
            Value::Table(_) => Some(Dynamic::from(Self(path))),
            value => Some(plain(value)),
        }
    }
}

/// Registers its methods.
pub(super) fn register(module: &mut Module) {
    module.set_custom_type::<SecretsHandle>("secrets");
    FuncRegistration::new_index_getter().set_into_module(
        module,
        |context: Context<'_>, handle: &mut SecretsHandle, name: &str| -> Outcome<Dynamic> {
            let run = Run::of(&context)?;
            handle
                .secret(&run, name)
                .ok_or_else(|| errors::at(&context, missing(&run, handle, name)))
        },
    );
    FuncRegistration::new("get").set_into_module(
        module,
        |context: Context<'_>, handle: &mut SecretsHandle, name: &str| -> Outcome<Dynamic> {
            Ok(handle.secret(&Run::of(&context)?, name).unwrap_or_default())
        },
    );
    FuncRegistration::new("get").set_into_module(
        module,
        |context: Context<'_>,
         handle: &mut SecretsHandle,
         name: &str,
         default: Dynamic|
         -> Outcome<Dynamic> {
            Ok(handle.secret(&Run::of(&context)?, name).unwrap_or(default))
        },
    );
    FuncRegistration::new("contains").set_into_module(
        module,
        |context: Context<'_>, handle: &mut SecretsHandle, name: &str| -> Outcome<bool> {
            Ok(handle.secret(&Run::of(&context)?, name).is_some())
        },
    );
    FuncRegistration::new("keys").set_into_module(
        module,
        |context: Context<'_>, handle: &mut SecretsHandle| -> Outcome<Array> {
            let names = Run::of(&context)?.0.shared.secrets().names(&handle.0);
            Ok(names.into_iter().map(Into::into).collect())
        },
    );
    for name in ["to_string", "to_debug"] {
        FuncRegistration::new(name).set_into_module(
            module,
            |context: Context<'_>, handle: &mut SecretsHandle| -> Outcome<String> {
                Ok(handle.shown(&Run::of(&context)?))
            },
        );
    }
}

fn missing(run: &Run, handle: &SecretsHandle, name: &str) -> String {
    let path = handle.inside(name).join(".");
    let names = run.0.shared.secrets().names(&handle.0);
    if let Some(near) = nearest(name, names.iter().map(String::as_str)) {
        return format!("`st.secrets` has no `{path}`; did you mean `{near}`?");
    }
    let variable = handle.inside(name).join("__").to_ascii_uppercase();
    let table = match handle.0.as_slice() {
        [] => String::new(),
        path => format!(" under `[{}]`", path.join(".")),
    };
    format!(
        "`st.secrets` has no `{path}`; write `{name} = \"...\"`{table} into secrets.toml beside the app, \
         or set the variable `{}{variable}`",
        crate::secrets::VARIABLE
    )
}

fn plain(value: &Value) -> Dynamic {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Integer(int) => (*int).into(),
        Value::Float(float) => (*float).into(),
        Value::Boolean(flag) => (*flag).into(),
        Value::Datetime(moment) => moment.to_string().into(),
        Value::Array(items) => items.iter().map(plain).collect::<Array>().into(),
        // A table in a list: the names alone, as for all tables that are shown.
        Value::Table(table) => table
            .keys()
            .map(|name| name.as_str().into())
            .collect::<Array>()
            .into(),
    }
}

//! `st.set_theme` and `st.help`.

use mirror_widgets::{
    Id, Param, Value,
    call::{nearest, place},
};
use rhai::{Dynamic, EvalAltResult, FnPtr, Map, Module};
use serde_json::json;

use super::{
    convert,
    handle::{Call, draw_with, method},
};
use crate::theme::{Theme, ThemeSettings};

type Outcome = Result<Dynamic, Box<EvalAltResult>>;

/// What `st` has of these besides the catalog, for the gallery.
pub(super) const DESCRIBED: &[(&str, &str, &[Param])] = &[(
    "set_theme",
    "Gives this page another look, until the next run says otherwise: `st.set_theme(\"moss\")`. The look of the whole app stands under `[theme]` in `mirror.toml`, with the same names.",
    &[place(
        "theme",
        "text or map",
        "",
        "`silver`, `paper`, `ink`, `moss`, `ocean` or `ember`; or #{base, mode, accent, charts, font, heading_font, code_font, font_size, radius, density, measure, light, dark}.",
    )],
)];

/// Registers them.
pub(super) fn register(module: &mut Module) {
    method(module, "set_theme", set_theme);
    method(module, "help", help);
}

fn set_theme(call: Call<'_, '_>) -> Outcome {
    call.no_more_names("set_theme", &[])?;
    let [wanted] = call.places.as_slice() else {
        return Err(call.error("set_theme: give the name of a theme, or a map of what it changes"));
    };
    let settings = match wanted.clone().into_string() {
        Ok(name) => ThemeSettings {
            base: Some(name),
            ..ThemeSettings::default()
        },
        Err(_) => settings(&call, wanted)?,
    };
    let theme = Theme::of(&settings).map_err(|why| call.error(format!("set_theme: {why}")))?;
    if !theme.fonts.is_empty() {
        return Err(call.error("set_theme: font files belong into `mirror.toml`, under `[theme]`"));
    }
    let props = theme
        .props()
        .unwrap_or_else(|| json!({ "css": "", "mode": null }));
    call.run.inner().page.set(Id::ROOT, "theme", props);
    Ok(Dynamic::UNIT)
}

fn settings(call: &Call<'_, '_>, wanted: &Dynamic) -> Result<ThemeSettings, Box<EvalAltResult>> {
    let map = wanted
        .read_lock::<Map>()
        .is_some()
        .then(|| convert::to_value(wanted));
    let Some(Ok(map)) = map else {
        return Err(call.error("set_theme: the theme must be a name or a map"));
    };
    serde_json::from_value(map).map_err(|why| {
        let why = why.to_string();
        let words: Vec<&str> = why.split('`').collect();
        let known = words.iter().skip(3).step_by(2).copied();
        match words.as_slice() {
            ["unknown field ", name, ..] => match nearest(name, known) {
                Some(near) => call.error(format!(
                    "set_theme: has no option `{name}`; did you mean `{near}`?"
                )),
                None => call.error(format!("set_theme: has no option `{name}`")),
            },
            _ => call.error(format!("set_theme: {why}")),
        }
    })
}

/// `st.help(f)`: the script's own functions; all else is in the catalog.
fn help(call: Call<'_, '_>) -> Outcome {
    call.no_more_names("help", &[])?;
    let [asked] = call.places.as_slice() else {
        return Err(call.error("help: give the name of a widget, or a function"));
    };
    let function = asked
        .read_lock::<FnPtr>()
        .map(|function| function.fn_name().to_owned());
    let Some(name) = function else {
        let arguments = vec![("obj", asked.clone())];
        return draw(&call, arguments);
    };
    let script = call.run.script_of(call.context.call_source());
    let found = script
        .functions()
        .into_iter()
        .find(|known| known.name == name);
    let Some(found) = found else {
        return Err(
            call.error("help: closures have no description; give a function that has a name")
        );
    };
    let params: Vec<Value> = found
        .params
        .iter()
        .map(|param| json!({ "name": param }))
        .collect();
    let described = json!({
        "call": format!("{}({})", found.name, found.params.join(", ")),
        "doc": if found.doc.is_empty() { "Comments that begin with `///` before the function would stand here.".to_owned() } else { found.doc },
        "params": params,
    });
    let arguments = vec![
        ("obj", name.into()),
        ("described", convert::from_value(&described)),
    ];
    draw(&call, arguments)
}

fn draw(call: &Call<'_, '_>, names: Vec<(&str, Dynamic)>) -> Outcome {
    let mut arguments = Vec::with_capacity(names.len());
    for (name, value) in names {
        let value = convert::to_value(&value).map_err(|why| call.error(why))?;
        arguments.push((name.to_owned(), value.into()));
    }
    draw_with(call, "help", Vec::new(), arguments)?;
    Ok(Dynamic::UNIT)
}

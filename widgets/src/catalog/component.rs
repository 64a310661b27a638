//! `component`: the app's own widget, an ES module in a folder beside the script.

use serde::Serialize;
use serde_json::{Map, Value, json};
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{named, place},
    common::COMMON_COMPONENT,
    words::describe,
};

/// The app's own widget.
pub(crate) struct Component;

/// What the browser draws for a component.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ComponentProps {
    /// What screen readers call it.
    label: String,
    /// Where its module is, relative to the page.
    module: String,
    /// Where its style sheet is, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    style: Option<String>,
    /// What the script gives it; it cannot change that.
    #[ts(type = "Record<string, unknown>")]
    data: Map<String, Value>,
    /// The names of what it may fire.
    triggers: Vec<String>,
    /// How high it is: pixels, `content` or `stretch`.
    #[ts(type = "number | \"content\" | \"stretch\"")]
    height: Value,
    /// It is part of the page rather than in a frame of its own.
    trusted: bool,
    /// The states it starts with, by name.
    #[serde(skip)]
    states: Map<String, Value>,
    /// It has one state, `value`, which is what the script gets.
    #[serde(skip)]
    single: bool,
}

/// The name under which a trigger comes; no state can be called so.
const TRIGGER: &str = "$trigger";
/// The only state of a component whose `default` is no map.
const VALUE: &str = "value";
/// How much a component may send at once, as JSON: half of what a message may have.
const MOST_BYTES: usize = 512 << 10;
/// How deep its values may nest.
const DEEPEST: usize = 32;

impl Input for Component {
    const NAME: &'static str = "component";
    const DOC: &'static str = "The app's own widget: an ES module in a folder beside the script, in the shape of anywidget; gives what it sets, a value or a map of them.";
    const PARAMS: &'static [Param] = &[
        place(
            "path",
            "text",
            "",
            "The folder with `index.js` (and `index.css`), or a module in it; a bare name means a folder in `components/`.",
        ),
        named(
            "data",
            "map",
            "#{}",
            "What the component reads: `model.get(\"max\")`; a rerun may change it.",
        ),
        named(
            "default",
            "any data, or map of states",
            "()",
            "The value it starts with, `model.get(\"value\")`; a map gives several states by their names, and then so is the value.",
        ),
        named(
            "triggers",
            "list",
            "[]",
            "Names of what happens rather than stays: `model.trigger(\"saved\", 1)` is in `value.saved` for one run, () in all others.",
        ),
        named(
            "height",
            "pixels, \"content\" or \"stretch\"",
            "\"content\"",
            "How high it is; by default as high as what is in it.",
        ),
        named(
            "label",
            "text",
            "()",
            "What screen readers call it; by default the name of its folder.",
        ),
        named(
            "trusted",
            "true or false",
            "false",
            "Makes it part of the page, in a shadow root, rather than a sandboxed frame of its own; `trusted_components` in `mirror.toml` says the same.",
        ),
    ];
    const COMMON: &'static [Param] = COMMON_COMPONENT;
    const VALUE: &'static str = "Record<string, unknown>";
    const FIRES: bool = true;
    type Props = ComponentProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(ComponentProps, Value), WidgetError> {
        let path = args.required_text("path")?;
        let files = host.component(&path).map_err(|why| args.error(why))?;
        let data = map(args, "data")?.unwrap_or_default();
        let triggers = args.texts("triggers")?.unwrap_or_default();
        let default = args.value("default")?.cloned().unwrap_or(Value::Null);
        let single = !default.is_object() && triggers.is_empty();
        let states = match &default {
            Value::Object(states) => states.clone(),
            Value::Null if !single => Map::new(),
            _ => Map::from_iter([(VALUE.to_owned(), default.clone())]),
        };
        let names = states.keys().chain(&triggers);
        for name in names.chain(data.keys()) {
            if name.is_empty() || name.starts_with('$') {
                let why = format!("`{name}` is no name for data, states or triggers");
                return Err(args.error(why));
            }
        }
        let twice = states
            .keys()
            .find(|name| data.contains_key(*name) || triggers.contains(name));
        let twice = twice.or_else(|| triggers.iter().find(|name| data.contains_key(*name)));
        if let Some(name) = twice {
            let why = format!(
                "`{name}` is there twice; `data`, `default` and `triggers` share their names"
            );
            return Err(args.error(why));
        }
        let props = ComponentProps {
            label: args.text("label")?.unwrap_or_else(|| words(&path)),
            module: files.module,
            style: files.style,
            data,
            triggers,
            height: height(args)?,
            trusted: files.trusted || args.flag("trusted", false)?,
            single,
            states: states.clone(),
        };
        Ok((
            props,
            if single {
                default
            } else {
                Value::Object(states)
            },
        ))
    }

    fn accept(props: &ComponentProps, sent: &Value) -> Result<Value, String> {
        let Value::Object(sent) = sent else {
            return Err("a component sends a map of its states".into());
        };
        let size = sent
            .values()
            .try_fold(0, |size, value| Some(size + measured(value, DEEPEST)?));
        match size {
            None => return Err(format!("its values nest more than {DEEPEST} levels deep")),
            Some(size) if size > MOST_BYTES => {
                return Err(format!(
                    "its values are larger than {} KB",
                    MOST_BYTES >> 10
                ));
            }
            Some(_) => {}
        }
        if let Some(trigger) = sent.get(TRIGGER) {
            return fired(props, trigger, sent.len() == 1);
        }
        if let Some(name) = sent.keys().find(|name| !props.states.contains_key(*name)) {
            return Err(format!(
                "it has no state `{name}`; the script names them in `default`"
            ));
        }
        if props.single {
            let value = sent.get(VALUE).or_else(|| props.states.get(VALUE));
            return Ok(value.cloned().unwrap_or(Value::Null));
        }
        Ok(Value::Object(filled(props, sent.clone())))
    }

    fn fires(sent: &Value) -> bool {
        sent.get(TRIGGER).is_some()
    }

    fn fit(props: &ComponentProps, value: Value) -> Result<Value, String> {
        if props.single {
            return Ok(value);
        }
        let Value::Object(states) = value else {
            return Err(format!(
                "it must be a map of states, not {}",
                describe(&value)
            ));
        };
        Ok(Value::Object(filled(props, states)))
    }

    fn sent(props: &ComponentProps, value: &Value) -> Value {
        match props.single {
            true => json!({ VALUE: value }),
            false => value.clone(),
        }
    }

    fn answer(props: &ComponentProps, value: Value, fired: Option<Value>) -> Value {
        let Value::Object(mut states) = value else {
            return value;
        };
        if props.single {
            return Value::Object(states);
        }
        for name in &props.triggers {
            let value = fired.as_ref().and_then(|fired| fired.get(name));
            states.insert(name.clone(), value.cloned().unwrap_or(Value::Null));
        }
        Value::Object(states)
    }
}

/// One trigger, as it was fired.
fn fired(props: &ComponentProps, trigger: &Value, alone: bool) -> Result<Value, String> {
    match trigger.as_object() {
        Some(map) if alone && map.len() == 1 => {
            match map.keys().find(|name| !props.triggers.contains(name)) {
                None => Ok(trigger.clone()),
                Some(name) => Err(format!(
                    "it has no trigger `{name}`; the script names them in `triggers`"
                )),
            }
        }
        _ => Err("a component fires one trigger at a time".into()),
    }
}

/// The states that there are now, with what was kept for them.
fn filled(props: &ComponentProps, mut kept: Map<String, Value>) -> Map<String, Value> {
    let state = |(name, default): (&String, &Value)| {
        let value = kept.remove(name).unwrap_or_else(|| default.clone());
        (name.clone(), value)
    };
    props.states.iter().map(state).collect()
}

/// About how long a value is as JSON; `None` where it nests too deep.
fn measured(value: &Value, deeper: usize) -> Option<usize> {
    let deeper = deeper.checked_sub(1)?;
    match value {
        Value::String(text) => Some(text.len() + 2),
        Value::Array(items) => items
            .iter()
            .try_fold(2, |size, item| Some(size + 1 + measured(item, deeper)?)),
        Value::Object(map) => map.iter().try_fold(2, |size, (name, item)| {
            Some(size + name.len() + 4 + measured(item, deeper)?)
        }),
        _ => Some(8),
    }
}

fn map(args: &Args, name: &str) -> Result<Option<Map<String, Value>>, WidgetError> {
    match args.value(name)? {
        None => Ok(None),
        Some(Value::Object(map)) => Ok(Some(map.clone())),
        Some(other) => Err(args.wrong(name, "a map", other)),
    }
}

fn height(args: &Args) -> Result<Value, WidgetError> {
    match args.value("height")? {
        None => Ok("content".into()),
        Some(height) => {
            let word = height.as_str();
            let fits = word == Some("content")
                || word == Some("stretch")
                || height
                    .as_f64()
                    .is_some_and(|pixels| (1.0..=10_000.0).contains(&pixels));
            match fits {
                true => Ok(height.clone()),
                false => Err(args.wrong(
                    "height",
                    "\"content\", \"stretch\" or a number of pixels",
                    height,
                )),
            }
        }
    }
}

/// `components/star_rating` → `Star rating`.
fn words(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let stem = path.strip_suffix(".js").or(path.strip_suffix(".mjs"));
    let name = stem.unwrap_or(path).rsplit('/').next().unwrap_or_default();
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Stage, args};

    fn stage() -> Stage {
        let mut stage = Stage::default();
        let module = "components/stars/index.js".to_owned();
        stage.files.insert(module, b"export default {}".to_vec());
        stage
    }

    #[test]
    fn a_plain_default_is_the_value_and_a_map_gives_several() {
        let mut stage = stage();
        let stars = || args!["components/stars", default = 3];
        assert_eq!(stage.value("component", stars()), Ok(json!(3)));
        assert_eq!(stage.last().props["value"], json!({ "value": 3 }));
        assert_eq!(stage.send(json!({ "value": 5 })), Ok(json!(5)));
        assert_eq!(stage.value("component", stars()), Ok(json!(5)));
        let several = || args!["stars", default = json!({ "a": 1, "b": [] }), key = "k"];
        assert_eq!(
            stage.value("component", several()),
            Ok(json!({ "a": 1, "b": [] }))
        );
        stage.send(json!({ "a": 2 })).unwrap();
        assert_eq!(
            stage.value("component", several()),
            Ok(json!({ "a": 2, "b": [] }))
        );
    }

    #[test]
    fn a_trigger_is_there_for_one_run() {
        let mut stage = stage();
        let given = || args!["stars", triggers = ["saved"]];
        assert_eq!(
            stage.value("component", given()),
            Ok(json!({ "saved": null }))
        );
        let props = stage.last().spec.clone().unwrap();
        let accept = crate::entry("component").unwrap().accept;
        let fired = accept(&props, &json!({ "$trigger": { "saved": 7 } })).unwrap();
        stage.fire(fired);
        assert_eq!(stage.value("component", given()), Ok(json!({ "saved": 7 })));
        assert_eq!(
            stage.value("component", given()),
            Ok(json!({ "saved": null }))
        );
        for wrong in [
            json!({ "$trigger": { "gone": 1 } }),
            json!({ "$trigger": 1 }),
        ] {
            assert!(accept(&props, &wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_the_script_did_not_name_or_what_is_too_much_is_refused() {
        let mut stage = stage();
        stage
            .draw("component", args!["stars", default = json!({ "a": 1 })])
            .unwrap();
        let refused = |stage: &mut Stage, sent: Value| stage.send(sent).unwrap_err();
        assert!(refused(&mut stage, json!({ "b": 1 })).contains("no state `b`"));
        assert!(refused(&mut stage, json!(3)).contains("map"));
        let long = "x".repeat(MOST_BYTES);
        assert!(refused(&mut stage, json!({ "a": long })).contains("larger than 512 KB"));
        let deep = (0..DEEPEST).fold(json!(1), |inner, _| json!([inner]));
        assert!(refused(&mut stage, json!({ "a": deep })).contains("levels deep"));
    }

    #[test]
    fn names_are_shared_and_checked() {
        let mut stage = stage();
        let mut why = |given| stage.draw("component", given).unwrap_err();
        let twice = why(args![
            "stars",
            data = json!({ "a": 1 }),
            default = json!({ "a": 1 })
        ]);
        assert!(twice.contains("`a` is there twice"), "{twice}");
        assert!(why(args!["stars", data = json!({ "$a": 1 })]).contains("no name"));
        assert!(why(args!["gone"]).contains("no component"));
        assert!(why(args!["stars", height = "tall"]).contains("`height`"));
    }

    #[test]
    fn its_name_is_made_of_its_folder() {
        assert_eq!(words("components/star_rating/"), "Star rating");
        assert_eq!(words("widgets/counter.js"), "Counter");
    }
}

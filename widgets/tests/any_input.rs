//! Whatever a script or a browser sends: a widget answers, and never panics.

use mirror_widgets::{
    Arg, CATALOG, Role, Value, entry,
    testing::{Given, Stage, args},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::json;

/// Any JSON, with many values among it that widgets treat in a special way.
fn any_json() -> impl Strategy<Value = Value> {
    let special = [
        json!(null),
        json!(0),
        json!(-1),
        json!(1.0),
        json!(0.1 + 0.2),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(f64::MAX),
        json!(f64::MIN),
        json!(f64::MIN_POSITIVE),
        json!(""),
        json!("a"),
        json!("%.2f"),
        json!("min"),
        json!("normalize"),
        json!("red"),
        json!("2024-02-29"),
        json!("9999-12-31"),
        json!("2026-01-31T12:30"),
        json!("12:30"),
        json!("#1e90ff80"),
        json!([["a", "number", "1.0"], ["b", "bool", "true"]]),
        json!(["1", "2.5"]),
        json!("<svg></svg>"),
        json!([1, 2]),
        json!(["2026-01-01", "2026-03-01"]),
        json!({ "a": [1, 2.5, null], "b": ["x", "y"] }),
        json!([{ "a": 1, "b": "2026-01-01" }, { "b": "x" }]),
    ];
    let leaf = prop_oneof![
        4 => select(special.to_vec()),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec(("[ab]|.{0,3}", inner), 0..4).prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

fn any_arg() -> impl Strategy<Value = Arg> {
    let bytes = || vec(any::<u8>(), 0..12).prop_map(|bytes| Arg::Bytes(bytes.into()));
    prop_oneof![
        12 => any_json().prop_map(Arg::Value),
        1 => bytes(),
        1 => vec(bytes(), 0..3).prop_map(Arg::List),
    ]
}

/// A call of each input that works.
fn inputs() -> Vec<(&'static str, Given)> {
    vec![
        ("button", args!["a"]),
        ("link_button", args!["a", "/b", on_click = "rerun"]),
        ("menu_button", args!["a", ["x", "y"]]),
        ("checkbox_group", args!["a", ["x", "y"]]),
        ("checkbox_group", args!["b", [1, 2], max_selections = 1]),
        ("pills", args!["a", ["x", "y"]]),
        ("pills", args!["b", [1, 2], selection_mode = "multi"]),
        (
            "segmented_control",
            args!["a", ["x", "y"], "x", required = true],
        ),
        ("select_slider", args!["a", ["x", "y"]]),
        ("select_slider", args!["b", [1, 2, 3], [1, 2]]),
        ("feedback", args!["stars"]),
        ("rating", args!["a", 5, half = true]),
        ("pagination", args![9]),
        ("checkbox", args!["a"]),
        ("toggle", args!["a"]),
        ("radio", args!["a", ["x", "y"]]),
        ("selectbox", args!["a", ["x", "y"]]),
        (
            "selectbox",
            args!["b", [1, 2], json!(null), accept_new_options = true],
        ),
        ("multiselect", args!["a", ["x", "y"]]),
        (
            "multiselect",
            args!["b", [1, 2], accept_new_options = true, max_selections = 2],
        ),
        ("slider", args!["a"]),
        ("slider", args!["b", 0.0, 1.0, [0.1, 0.2]]),
        ("slider", args!["c", "2024-01-01", "2024-12-31"]),
        ("slider", args!["d", f64::MIN, f64::MAX]),
        ("number_input", args!["a"]),
        ("number_input", args!["b", 0, 5, json!(null)]),
        ("text_input", args!["a", max_chars = 2]),
        ("text_area", args!["a", json!(null)]),
        ("date_input", args!["a"]),
        (
            "date_input",
            args!["b", json!([]), "2024-01-01", "2027-12-31"],
        ),
        ("date_input", args!["c", json!(null)]),
        ("time_input", args!["a", json!(null)]),
        ("time_input", args!["b", step = "1h"]),
        ("datetime_input", args!["a", json!(null)]),
        (
            "datetime_input",
            args!["b", "now", "2026-01-01", "2026-12-31"],
        ),
        ("color_picker", args!["a"]),
        ("color_picker", args!["b", alpha = true]),
        ("code_input", args!["a", json!(null), "rhai"]),
        ("key_value_editor", args!["a", json!({ "a": 1, "b": "x" })]),
        ("list_editor", args!["a"]),
        ("list_editor", args!["b", json!([1, 2.5]), max_items = 3]),
        ("tags", args!["a", max_tags = 2]),
        ("form_submit_button", args![]),
        ("chat_input", args![]),
        (
            "chat_input",
            args!["b", accept_file = "multiple", accept_audio = true],
        ),
        ("suggestions", args![["a", "b"]]),
        ("message_actions", args![true, true, true, true, true]),
        ("message_actions", args![edit = "a"]),
        ("conversations", args![json!([{ "id": "1", "title": "a" }])]),
        ("file_uploader", args!["a"]),
        (
            "file_uploader",
            args!["b", "csv", accept_multiple_files = true],
        ),
        ("camera_input", args!["a"]),
        ("audio_input", args!["a"]),
        ("sketchpad", args!["a"]),
        ("component", args!["stars", default = json!({ "a": 1 })]),
        ("empty_state", args!["a", action = "b"]),
        ("task_view", args![label = "a", state = "running"]),
        (
            "token_view",
            args![
                json!([{ "id": 1, "text": "a", "probability": 0.5, "rank": 1, "alternatives": [
                    { "id": 2, "text": "b", "probability": 0.4, "filtered": 0.9, "kept": true }
                ] }]),
                key = "t",
                on_select = "rerun"
            ],
        ),
        ("download_button", args!["a", "b"]),
        ("image", args!["a", on_click = "rerun", key = "i"]),
        ("gallery", args![["a", "a"], on_select = "rerun", key = "g"]),
        (
            "annotated_image",
            args![
                "a",
                json!([[[0, 0, 1, 1], "x"]]),
                on_select = "rerun",
                key = "n"
            ],
        ),
    ]
}

fn stage(widget: &str) -> Stage {
    let mut stage = Stage::default();
    stage.files.insert("a".into(), b"GIF89a".to_vec());
    stage.files.insert("stars/index.js".into(), Vec::new());
    if widget == "form_submit_button" {
        stage.inside.push("form");
    }
    stage
}

#[test]
fn every_input_is_tried() {
    let tried: Vec<&str> = inputs().into_iter().map(|(widget, _)| widget).collect();
    for entry in CATALOG {
        let takes_values = matches!(entry.role, Role::Input | Role::Trigger);
        assert_eq!(tried.contains(&entry.name), takes_values, "{}", entry.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn a_value_is_accepted_or_refused(sent in any_json()) {
        for (widget, given) in inputs() {
            let mut stage = stage(widget);
            stage.draw(widget, given.clone()).unwrap();
            if let Ok(value) = stage.send(sent.clone()) {
                // What was accepted still fits in the next run.
                let again = stage.value(widget, given).unwrap();
                let trigger = entry(widget).unwrap().role == Role::Trigger;
                prop_assert!(trigger || again == value, "{widget}: {value} became {again}");
            }
        }
    }

    #[test]
    fn no_address_breaks_a_page(texts in vec(prop_oneof![any::<String>(), any_json().prop_map(|value| value.to_string())], 0..4)) {
        let containers = [
            ("tabs", args![["x", "y"], on_change = "rerun"]),
            ("expander", args!["a", on_change = "rerun"]),
            ("popover", args!["a", on_change = "rerun"]),
            ("stepper", args![["x", "y"]]),
        ];
        for (widget, mut given) in inputs().into_iter().chain(containers) {
            given.1.retain(|(name, _)| name != "key");
            given.1.extend(["key", "bind"].map(|name| (name.to_owned(), json!("query-params").into())));
            let mut plain = stage(widget);
            if plain.draw(widget, given.clone()).is_err() {
                continue;
            }
            let mut stage = stage(widget);
            stage.address = Some(texts.clone());
            let drawn = stage.draw(widget, given);
            prop_assert!(drawn.is_ok(), "{widget}: {drawn:?}");
        }
    }

    #[test]
    fn a_container_takes_only_what_it_has(sent in any_json()) {
        let containers = [
            ("tabs", args![["x", "y"], on_change = "rerun", key = "t"]),
            ("expander", args!["a", on_change = "rerun", key = "e"]),
            ("popover", args!["a", on_change = "rerun", key = "p"]),
            ("stepper", args![["x", "y"], key = "s"]),
        ];
        for (widget, given) in containers {
            let mut stage = stage(widget);
            stage.draw(widget, given.clone()).unwrap();
            let at = stage.elements.iter().position(|element| element.kind == widget).unwrap();
            stage.elements.truncate(at + 1);
            if stage.send(sent.clone()).is_ok() {
                stage.draw(widget, given).unwrap();
            }
        }
    }

    #[test]
    fn a_kept_value_fits_or_falls_to_the_default(kept in any_json()) {
        for (widget, given) in inputs() {
            let mut stage = stage(widget);
            stage.draw(widget, given.clone()).unwrap();
            stage.write(kept.clone());
            let _ = stage.draw(widget, given);
        }
    }

    #[test]
    fn a_call_draws_or_says_what_is_wrong(
        places in vec(any_arg(), 0..5),
        names in vec((0..100_usize, any_arg()), 0..4),
    ) {
        for entry in CATALOG {
            let most = entry.params.iter().filter(|param| param.positional).count();
            let places: Vec<Arg> = places.iter().take(most).cloned().collect();
            let params: Vec<_> = entry.params.iter().chain(entry.common).skip(places.len()).collect();
            let mut named: Vec<(String, Arg)> = Vec::new();
            for (index, arg) in &names {
                let name = params[index % params.len()].name.to_owned();
                if named.iter().all(|(other, _)| *other != name) {
                    named.push((name, arg.clone()));
                }
            }
            if let Err(error) = stage(entry.name).draw(entry.name, (places, named)) {
                let prefix = format!("{}: ", entry.name);
                prop_assert!(error.starts_with(&prefix) && !error.ends_with('.'), "{error}");
            }
        }
    }

    #[test]
    fn a_chart_draws_any_numbers(
        numbers in vec(proptest::option::of(any::<f64>()), 0..20),
        at in vec(any_json(), 0..20),
        stack in select(vec![json!(true), json!(false), json!("normalize"), json!("center")]),
    ) {
        let data = json!({ "n": numbers, "x": at, "m": [1, 2, 3] });
        for widget in ["line_chart", "scatter_chart"] {
            let props = Stage::default().props(widget, args![data, y = ["n", "m"]]).unwrap();
            prop_assert!(!props["svg"].as_str().unwrap().contains("NaN"));
        }
        for widget in ["area_chart", "bar_chart"] {
            for given in [args![data, y = "n", stack = stack], args![data, x = "x", y = "n"]] {
                let props = Stage::default().props(widget, given).unwrap();
                prop_assert!(!props["svg"].as_str().unwrap().contains("NaN"));
            }
        }
    }
}

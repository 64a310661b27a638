//! What editors are given is what there is: the snippets come from the catalog.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{fs, path::PathBuf};

use mirror_runtime::script::topics::{Topic, topics};
use mirror_widgets::{Param, Role, entry};
use serde_json::{Map, Value, json};

fn file(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../editors/vscode");
    folder.join(name)
}

/// One snippet: what must be given stands there to be typed over.
fn snippet(topic: &Topic) -> Value {
    let must = topic
        .params
        .iter()
        .filter(|param| param.positional && param.default.is_empty());
    let holes: Vec<String> = must
        .enumerate()
        .map(|(index, param)| hole(index + 1, param))
        .collect();
    let call = format!("st.{}({})", topic.name, holes.join(", "));
    let next = holes.len() + 1;
    let body = match entry(topic.name).map(|entry| entry.role) {
        Some(Role::Input) => format!("let ${{{next}:value}} = {call}$0"),
        Some(Role::Trigger) => format!("if {call} {{\n\t$0\n}}"),
        Some(Role::Container | Role::Passing | Role::Single) => format!("with {call} {{\n\t$0\n}}"),
        _ => format!("{call}$0"),
    };
    let lines: Vec<&str> = body.lines().collect();
    json!({ "prefix": format!("st.{}", topic.name), "body": lines, "description": topic.doc })
}

fn hole(number: usize, param: &Param) -> String {
    match param.takes {
        "text" => format!("\"${{{number}:{}}}\"", param.name),
        "list" => format!("[${{{number}:{}}}]", param.name),
        _ => format!("${{{number}:{}}}", param.name),
    }
}

#[test]
fn the_snippets_are_those_of_the_catalog() {
    let called = topics()
        .into_iter()
        .filter(|topic| !topic.params.is_empty());
    let all: Map<String, Value> = called
        .map(|topic| (format!("st.{}", topic.name), snippet(&topic)))
        .collect();
    let wanted = serde_json::to_string_pretty(&Value::Object(all)).unwrap() + "\n";
    let path = file("snippets/mirror.json");
    if fs::read_to_string(&path).unwrap_or_default() == wanted {
        return;
    }
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        return fs::write(path, wanted).unwrap();
    }
    panic!(
        "the snippets are not those of the catalog; run `UPDATE_GENERATED=1 cargo test -p mirror-runtime --test editors`"
    );
}

#[test]
fn every_file_of_the_extension_is_there_and_can_be_read() {
    let read = |name: &str| -> Value {
        let text = fs::read_to_string(file(name)).unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let manifest = read("package.json");
    let parts = &manifest["contributes"];
    for path in [
        &parts["languages"][0]["configuration"],
        &parts["grammars"][0]["path"],
        &parts["snippets"][0]["path"],
    ] {
        read(path.as_str().unwrap());
    }
    assert_eq!(
        read("syntaxes/rhai.tmLanguage.json")["scopeName"],
        parts["grammars"][0]["scopeName"]
    );
}

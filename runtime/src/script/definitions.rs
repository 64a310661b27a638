//! What there is, in the form that Rhai's language server reads: definition files, `.d.rhai`.

use std::fmt::Write as _;

use mirror_widgets::Param;
use rhai::Engine;

use super::topics::{FUNCTIONS, Topic, topics};

/// What the first line of a definition file says: its names are everywhere.
const HEAD: &str = "module static;\n\n";

/// What is read rather than called.
const PROPERTIES: [&str; 5] = [
    "session_state",
    "query_params",
    "local_state",
    "secrets",
    "context",
];

/// The definition files: their names and their texts. Rhai's own come along, for a language server
/// that is given a folder looks nowhere else.
pub fn definitions() -> Vec<(&'static str, String)> {
    let engine = Engine::new_raw();
    let rhai = engine.definitions();
    vec![
        (
            "__builtin__.d.rhai",
            format!("{HEAD}{}", rhai.builtin_functions()),
        ),
        (
            "__builtin-operators__.d.rhai",
            format!("{HEAD}{}", rhai.builtin_functions_operators()),
        ),
        ("mirror.d.rhai", format!("{HEAD}{}", mirror())),
    ]
}

/// All of it as one file.
pub fn definition_file() -> String {
    let bodies: Vec<String> = definitions()
        .into_iter()
        .map(|(_, text)| text[HEAD.len()..].trim_end().to_owned())
        .collect();
    format!("{HEAD}{}\n", bodies.join("\n\n"))
}

fn mirror() -> String {
    let mut text = String::from(
        "/// The page; and a container, into which the same widgets are put.\nconst st: Container;\n",
    );
    for topic in topics() {
        if PROPERTIES.contains(&topic.name) {
            let _ = write!(
                text,
                "\n{}fn get {}(st: Container) -> ?;\n",
                documented(&topic),
                topic.name
            );
        } else {
            text += &topic_definition(&topic);
        }
    }
    for function in FUNCTIONS {
        let gives = if function.signature.contains("->") {
            ""
        } else {
            " -> ()"
        };
        let _ = write!(
            text,
            "\n/// {}\nfn {}{gives};\n",
            function.doc, function.signature
        );
    }
    text
}

/// One method of `st`: its description, and a declaration for each number of arguments by place.
fn topic_definition(topic: &Topic) -> String {
    let places: Vec<&Param> = topic
        .params
        .iter()
        .copied()
        .filter(|param| param.positional)
        .collect();
    let must = places
        .iter()
        .take_while(|param| param.default.is_empty())
        .count();
    let doc = documented(topic);
    let short = format!("/// {}\n", topic.doc.lines().next().unwrap_or_default());
    let mut text = String::new();
    for count in must..=places.len() {
        let params: String = places[..count]
            .iter()
            .map(|param| format!(", {}: {}", param.name, kind(param)))
            .collect();
        // All of it stands once, where all arguments are.
        let doc = if count == places.len() { &doc } else { &short };
        let _ = write!(
            text,
            "\n{doc}fn {}(st: Container{params}) -> ?;\n",
            topic.name
        );
    }
    text
}

fn documented(topic: &Topic) -> String {
    let mut text = String::new();
    for line in topic.doc.lines() {
        let _ = writeln!(text, "/// {line}");
    }
    if topic.params.is_empty() {
        return text;
    }
    text += "///\n/// # Parameters\n";
    for param in &topic.params {
        let usual = match param.default {
            "" => "must be given".to_owned(),
            default => format!("by default `{default}`"),
        };
        let by_name = if param.positional { "" } else { ", by name" };
        let _ = writeln!(
            text,
            "/// - `{}` ({}; {usual}{by_name}): {}",
            param.name, param.takes, param.doc
        );
    }
    text
}

/// The type of a parameter, where it takes one only.
fn kind(param: &Param) -> &'static str {
    match param.takes {
        "text" => "String",
        "true or false" => "bool",
        "list" => "Array",
        "map" => "Map",
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_widget_has_a_declaration_for_each_number_of_arguments() {
        let text = definition_file();
        assert!(text.starts_with("module static;\n"));
        assert_eq!(text.matches("module static;").count(), 1);
        for line in [
            "const st: Container;",
            "fn slider(st: Container, label: String) -> ?;",
            "fn slider(st: Container, label: String, min_value: ?, max_value: ?) -> ?;",
            "fn get session_state(st: Container) -> ?;",
            "fn read_text(path: String) -> String;",
            "fn stop() -> ();",
            "op +(int, int) -> int;",
        ] {
            assert!(text.contains(line), "{line}");
        }
        assert!(text.contains("by default `0`"), "the options are described");
    }

    #[test]
    fn every_line_is_a_comment_or_a_declaration() {
        for topic in topics() {
            let text = topic_definition(&topic);
            assert!(
                text.contains(&format!("fn {}(st: Container", topic.name)),
                "{}",
                topic.name
            );
        }
        let declares = ["fn ", "const "];
        for line in mirror().lines().filter(|line| !line.is_empty()) {
            let fine = line.starts_with("///")
                || (declares.iter().any(|word| line.starts_with(word)) && line.ends_with(';'));
            assert!(fine, "{line}");
        }
    }
}

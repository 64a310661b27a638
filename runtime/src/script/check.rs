//! `mirror check`: what is wrong with a script, without running it.

use std::{collections::HashMap, path::Path};

use mirror_widgets::{CATALOG, Entry, call::nearest};
use rhai::Position;

use super::{KNOWN, Script, Shared, errors, frontend::CallSite, imports::file_name};
use crate::{config::Config, error::Problem};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The script cannot run, or stops when it comes to this place.
    Error,
    /// It runs, but hardly as it was meant.
    Warning,
}

/// Something about a script that its author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What it is, and where.
    pub problem: Problem,
}

/// Methods of `st` that are no widgets.
const METHODS: &[&str] = &[
    "write",
    "write_stream",
    "task",
    "progress_over",
    "page_config",
    "set_page_config",
    "logo",
    "navigation",
    "Page",
    "page",
    "switch_page",
    "cache_data",
    "cache_resource",
    "catalog",
    "rerun",
    "rerun_after",
    "every",
    "stop",
];

/// Checks a script and what it imports.
pub fn check(path: &Path, config: &Config) -> Vec<Finding> {
    let shared = Shared::new(config);
    let mut findings = Vec::new();
    let mut files = vec![path.to_path_buf()];
    let mut seen = Vec::new();
    while let Some(file) = files.pop() {
        if seen.contains(&file) {
            continue;
        }
        seen.push(file.clone());
        match Script::read(&file, &shared) {
            Err(problem) => findings.push(Finding {
                severity: Severity::Error,
                problem,
            }),
            Ok(script) => {
                look(&script, &mut findings);
                for (import, _) in script.program.imports() {
                    files.extend(shared.beneath(&file_name(import)).ok());
                }
            }
        }
    }
    findings
}

/// Looks at all calls of one script.
fn look(script: &Script, findings: &mut Vec<Finding>) {
    let mut keys: HashMap<String, Position> = HashMap::new();
    for call in script.program.calls() {
        let on_page = call
            .receiver
            .as_deref()
            .is_some_and(|receiver| receiver == "st" || receiver.starts_with("st."));
        let entry = CATALOG.iter().find(|entry| entry.name == call.name);
        if on_page
            && entry.is_none()
            && !METHODS.contains(&call.name.as_str())
            && !state_method(&call)
        {
            findings.push(unknown_method(script, &call));
        }
        if let Some(entry) = entry.filter(|_| call.receiver.is_some()) {
            findings.extend(unknown_options(script, &call, entry));
        }
        if call.receiver.is_none() && call.module.is_none() {
            findings.extend(unknown_function(script, &call));
        }
        if let Some(key) = call.key.clone().filter(|_| entry.is_some()) {
            if let Some(first) = keys.get(&key) {
                let message = format!(
                    "the key `{key}` is used twice, first in line {}",
                    first.line().unwrap_or_default()
                );
                findings.push(finding(
                    script,
                    Severity::Error,
                    call.position,
                    message,
                    Some("give each its own".into()),
                ));
            } else {
                keys.insert(key, call.position);
            }
        }
    }
}

/// `st.session_state.get(...)` and the like.
fn state_method(call: &CallSite) -> bool {
    let receiver = call.receiver.as_deref().unwrap_or_default();
    [
        "st.session_state",
        "st.query_params",
        "st.local_state",
        "st.secrets",
        "st.context",
        "st.cache_data",
        "st.cache_resource",
    ]
    .iter()
    .any(|own| receiver.starts_with(own))
}

fn unknown_method(script: &Script, call: &CallSite) -> Finding {
    let near = nearest(&call.name, KNOWN.iter().map(String::as_str));
    let message = format!("`st` has no `{}`", call.name);
    finding(
        script,
        Severity::Error,
        call.position,
        message,
        near.map(|near| format!("did you mean `st.{near}`?")),
    )
}

fn unknown_options(script: &Script, call: &CallSite, entry: &Entry) -> Vec<Finding> {
    let names = || entry.documented().map(|param| param.name);
    let unknown = call
        .keywords
        .iter()
        .filter(|(name, _)| !names().any(|known| known == name));
    unknown
        .map(|(name, position)| {
            let hint = nearest(name, names()).map(|near| format!("did you mean `{near}`?"));
            finding(
                script,
                Severity::Error,
                *position,
                format!("`{}` has no option `{name}`", entry.name),
                hint,
            )
        })
        .collect()
}

/// A free function that nobody has: a warning, because a variable may hold a function.
fn unknown_function(script: &Script, call: &CallSite) -> Option<Finding> {
    let own = script
        .program
        .function_names()
        .any(|(name, ..)| name == call.name);
    let variable = script.program.variables().contains(&call.name.as_str());
    if own || variable || super::engine::has_function(&call.name) {
        return None;
    }
    let own: Vec<&str> = script
        .program
        .function_names()
        .map(|(name, ..)| name)
        .collect();
    let near = nearest(
        &call.name,
        own.iter().copied().chain(KNOWN.iter().map(String::as_str)),
    );
    let hint = near.map(
        |near| match CATALOG.iter().any(|entry| entry.name == near) {
            true => format!("did you mean `st.{near}`?"),
            false => format!("did you mean `{near}`?"),
        },
    );
    Some(finding(
        script,
        Severity::Warning,
        call.position,
        format!("there is no function `{}`", call.name),
        hint,
    ))
}

fn finding(
    script: &Script,
    severity: Severity,
    position: Position,
    message: String,
    hint: Option<String>,
) -> Finding {
    let line = position.line().unwrap_or_default();
    let problem = Problem {
        title: match severity {
            Severity::Error => "error".into(),
            Severity::Warning => "warning".into(),
        },
        message,
        file: script.name.clone(),
        line,
        column: position.position().unwrap_or_default(),
        source: errors::line_of(&script.text, line),
        hint,
        trace: Vec::new(),
        id: None,
    };
    Finding { severity, problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app.rhai");
        std::fs::write(&path, text).unwrap();
        let found = check(&path, &Config::new(&path));
        found
            .iter()
            .map(|finding| format!("{}: {}", finding.problem.line, finding.problem.message))
            .collect()
    }

    #[test]
    fn a_good_script_has_no_findings() {
        let text = "fn twice(x) { x * 2 }\nlet n = st.slider(\"N\", 0, 9, key=\"n\")\nst.write(twice(n))\nst.session_state.get(\"n\", 0)";
        assert_eq!(findings(text), Vec::<String>::new());
    }

    #[test]
    fn a_slip_in_a_name_an_option_or_a_key_is_found_where_it_is() {
        let text = "st.sldier(\"N\")\nst.slider(\"N\", min_valeu=3)\nst.title(\"a\", key=\"k\")\nst.text(\"b\", key=\"k\")\nnosuch(3)";
        assert_eq!(
            findings(text),
            [
                "1: `st` has no `sldier`",
                "2: `slider` has no option `min_valeu`",
                "4: the key `k` is used twice, first in line 3",
                "5: there is no function `nosuch`",
            ]
        );
    }

    #[test]
    fn a_script_that_does_not_compile_is_one_error() {
        assert_eq!(findings("let x = ;").len(), 1);
    }
}

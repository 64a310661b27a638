//! The floors: who may use whom. And the promise that a widget is the same thing under the same
//! name in Rust, in the browser and in the examples.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use mirror_widgets::CATALOG;

/// Modules by floor, as in `ARCHITECTURE.md`. A module may use its own floor and those below.
const FLOORS: &[&[&str]] = &[
    &["protocol", "config", "error", "theme"],
    &[
        "diff",
        "identity",
        "state",
        "cache",
        "components",
        "media",
        "uploads",
        "pool",
        "secrets",
        "tasks",
    ],
    &["app", "run", "script"],
    &["session", "sessions"],
    &["server", "watch"],
    &["main", "cli", "testing", "lib"],
];

/// The floors below this one know nothing of async.
const ASYNC: usize = 3;

fn sources() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, sources: &mut Vec<(PathBuf, String)>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                collect(&path, sources);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                sources.push((path, text));
            }
        }
    }
    let mut sources = Vec::new();
    collect(&root().join("runtime/src"), &mut sources);
    sources
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// The top module that a file belongs to.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("runtime/src")).unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn floor(module: &str) -> usize {
    FLOORS
        .iter()
        .position(|modules| modules.contains(&module))
        .unwrap_or_else(|| {
            panic!("`{module}` stands on no floor: add it to the table in ARCHITECTURE.md and here")
        })
}

/// What follows `crate::` anywhere in a text, also inside `use crate::{a, b::c}`; comments aside.
fn used(text: &str) -> Vec<String> {
    let code: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    let mut used = Vec::new();
    for (at, marker) in code.match_indices("crate::") {
        let rest = &code[at + marker.len()..];
        match rest.strip_prefix('{') {
            Some(list) => used.extend(first_names(list)),
            None => used.extend(name(rest)),
        }
    }
    used
}

/// The first name of each entry in `a, b::{c, d}, e}`.
fn first_names(list: &str) -> Vec<String> {
    let (mut depth, mut names, mut fresh) = (0, Vec::new(), true);
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if fresh && !letter.is_whitespace() => {
                names.extend(name(&list[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

fn name(text: &str) -> Option<String> {
    let name: String = text
        .chars()
        .take_while(|letter| letter.is_ascii_lowercase() || *letter == '_')
        .collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn modules_use_only_their_floor_and_those_below() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = module(&path);
        for other in used(&text) {
            if floor(&other) > floor(&own) {
                wrong.push(format!(
                    "{} uses `{other}`, which stands above `{own}`",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_script_folder_knows_rhai() {
    for (path, text) in sources() {
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let named = code.filter(|line| line.contains("rhai::")).count();
        assert!(
            named == 0 || module(&path) == "script",
            "{} names Rhai",
            path.display()
        );
    }
}

#[test]
fn nothing_below_the_sessions_is_async() {
    for (path, text) in sources() {
        let own = module(&path);
        if floor(&own) >= ASYNC {
            continue;
        }
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let code = code.join("\n");
        assert!(
            !code.contains(".await;") && !code.contains(".await?"),
            "{} is async",
            path.display()
        );
        // `Notify` is how the app's runs wake the watcher; nothing here waits for it.
        let tokio = code.matches("tokio::").count() - code.matches("tokio::sync::Notify").count();
        assert_eq!(tokio, 0, "{} uses tokio", path.display());
    }
}

#[test]
fn the_crates_below_know_nothing_of_the_runtime() {
    for (manifest, strangers) in [
        ("widgets/Cargo.toml", ["rhai", "tokio", "mirror-runtime"]),
        (
            "runtime/models/Cargo.toml",
            ["rhai", "mirror-widgets", "mirror-runtime"],
        ),
    ] {
        let text = fs::read_to_string(root().join(manifest)).unwrap();
        for stranger in strangers {
            let named = text.lines().any(|line| line.starts_with(stranger));
            assert!(!named, "{manifest} names {stranger}");
        }
    }
}

#[test]
fn every_widget_has_its_browser_side_and_its_example() {
    let mut missing = Vec::new();
    for entry in CATALOG {
        let component = format!(
            "web-client/src/widgets/{0}/{1}.svelte",
            entry.name,
            pascal(entry.name)
        );
        let example = format!("scripts/widgets/{}.rhai", entry.name);
        missing.extend(
            [component, example]
                .into_iter()
                .filter(|file| !root().join(file).is_file()),
        );
    }
    assert!(
        missing.is_empty(),
        "widgets in the catalog without: {}",
        missing.join(", ")
    );
}

fn pascal(name: &str) -> String {
    name.split('_')
        .map(|word| word[..1].to_uppercase() + &word[1..])
        .collect()
}

#[test]
fn the_reading_of_uses_is_right() {
    assert_eq!(
        used("use crate::{app::App, run::{self, Cause}, diff};"),
        ["app", "run", "diff"]
    );
    assert_eq!(used("let x = crate::cache::new();"), ["cache"]);
    assert_eq!(used("//! [`crate::server`]"), Vec::<String>::new());
}

//! Every script that holds its own test does what its steps say; every example and every
//! widget's example runs without an error.

use std::{
    fs,
    path::{Path, PathBuf},
};

use mirror_runtime::testing::AppTest;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn scripts(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "rhai"));
    paths.sort();
    assert!(!paths.is_empty(), "there are no scripts in {folder}");
    paths
}

#[test]
fn stories_hold() {
    let told: Vec<String> = scripts("scripts/tests")
        .iter()
        .filter_map(|path| {
            // A panic in one story is that story's failure.
            let story = std::panic::catch_unwind(|| AppTest::story(path));
            let why = match story {
                Ok(Ok(())) => return None,
                Ok(Err(why)) => why,
                Err(panic) => panic.downcast_ref::<String>().cloned().unwrap_or_default(),
            };
            Some(format!(
                "{}: {why}",
                path.file_name().unwrap().to_string_lossy()
            ))
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n\n"));
}

#[test]
fn every_widgets_example_runs() {
    for path in scripts("scripts/widgets") {
        let app = AppTest::open(&path);
        assert!(
            app.problem().is_none(),
            "{}: {}",
            path.display(),
            app.problem().unwrap()
        );
    }
}

#[test]
fn the_gallery_shows_every_widget() {
    let mut gallery = AppTest::open(root().join("scripts/gallery.rhai"));
    no_problem(&gallery, "the first page");
    let names = listed(&serde_json::to_value(gallery.page()).unwrap());
    assert!(names.len() > mirror_widgets::CATALOG.len());
    for name in names {
        gallery.visit(&format!("widget={name}"));
        no_problem(&gallery, &name);
        assert!(
            gallery.text().contains(&format!("`st.{name}`")),
            "{name} is not shown"
        );
    }
}

#[test]
fn the_table_of_features_leads_to_pages_that_are_there() {
    let table = fs::read_to_string(root().join("FEATURES.md")).unwrap();
    let gallery = AppTest::open(root().join("scripts/gallery.rhai"));
    let names = listed(&serde_json::to_value(gallery.page()).unwrap());
    let wanted: Vec<&str> = table
        .split("?widget=")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    assert!(wanted.len() > 100);
    let dead: Vec<&&str> = wanted
        .iter()
        .filter(|name| !names.iter().any(|known| known == *name))
        .collect();
    assert!(dead.is_empty(), "{dead:?}");
    let missing: Vec<&str> = mirror_widgets::CATALOG
        .iter()
        .map(|entry| entry.name)
        .filter(|name| !wanted.contains(name))
        .collect();
    assert!(missing.is_empty(), "the table has no {missing:?}");
}

fn no_problem(app: &AppTest, page: &str) {
    if let Some(problem) = app.problem() {
        panic!("{page}: {problem}");
    }
}

/// The widgets that the gallery's links lead to.
fn listed(element: &serde_json::Value) -> Vec<String> {
    let query = element["props"]["query"].as_str().unwrap_or_default();
    let own = query
        .strip_prefix("widget=")
        .filter(|name| element["kind"] == "page_link" && !name.is_empty());
    let mut names: Vec<String> = own.map(str::to_owned).into_iter().collect();
    for child in element["children"].as_array().into_iter().flatten() {
        for name in listed(child) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

#[test]
fn the_examples_run() {
    for name in [
        "hello",
        "component",
        "dashboard",
        "chat",
        "magic_mirror",
        "pages",
        "digits",
    ] {
        let app = AppTest::open(root().join("examples").join(name).join("app.rhai"));
        assert!(
            app.problem().is_none(),
            "{name}: {}",
            app.problem().unwrap()
        );
    }
}

#[test]
fn the_magic_mirror_answers_and_shows_why() {
    let mut app = AppTest::open(root().join("examples/magic_mirror/app.rhai"));
    app.set("Length", 20);
    app.submit("Ask", &[("Ask the mirror", "The king said".into())]);
    assert!(app.problem().is_none(), "{}", app.problem().unwrap());
    assert!(app.text().contains("Why this word?"), "{}", app.text());
    app.set("shade", 2);
    assert!(app.problem().is_none(), "{}", app.problem().unwrap());
    assert!(app.text().contains("Point at one"), "{}", app.text());
}

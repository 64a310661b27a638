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
    assert!(
        gallery.problem().is_none(),
        "{}",
        gallery.problem().unwrap()
    );
    let shown = serde_json::to_value(gallery.page()).unwrap();
    let radio = find(&shown, "gallery widget").expect("the gallery has its list");
    let names: Vec<String> = serde_json::from_value(radio["props"]["options"].clone()).unwrap();
    assert!(names.len() > mirror_widgets::CATALOG.len());
    for (index, name) in names.iter().enumerate() {
        gallery.set("gallery widget", index);
        assert!(
            gallery.problem().is_none(),
            "{name}: {}",
            gallery.problem().unwrap()
        );
        assert!(
            gallery.text().contains(&format!("`st.{name}`")),
            "{name} is not shown"
        );
    }
}

/// The element with this key.
fn find<'a>(element: &'a serde_json::Value, key: &str) -> Option<&'a serde_json::Value> {
    if element["props"]["key"] == key {
        return Some(element);
    }
    element["children"]
        .as_array()?
        .iter()
        .find_map(|child| find(child, key))
}

#[test]
fn the_examples_run() {
    for name in ["hello", "dashboard", "chat", "magic_mirror", "pages"] {
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

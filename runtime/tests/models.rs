//! What scripts can do with models: stories whose models lie in the repository, and the example that reads digits.

// Clippy knows the tests themselves, but not what they share.
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use mirror_runtime::testing::AppTest;
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn data() -> PathBuf {
    root()
        .join("runtime/models/tests/data")
        .canonicalize()
        .unwrap()
}

#[test]
fn stories_with_models_hold() {
    let folder = tempfile::tempdir().unwrap();
    let mut failed = Vec::new();
    let mut told = 0;
    for entry in fs::read_dir(root().join("scripts/tests/models")).unwrap() {
        let path = entry.unwrap().path();
        // A story runs in a folder of its own, so it names its models by their whole path.
        let text = fs::read_to_string(&path)
            .unwrap()
            .replace("DATA", &data().to_string_lossy());
        let copy = folder.path().join(path.file_name().unwrap());
        fs::write(&copy, text).unwrap();
        told += 1;
        if let Err(why) = AppTest::story(&copy) {
            failed.push(format!("{}: {why}", path.display()));
        }
    }
    assert!(told > 0 && failed.is_empty(), "{}", failed.join("\n\n"));
}

/// A digit of scikit-learn, as a person would draw it: white on black, in a corner of a large sheet.
fn drawn(digit: &[f64], corner: usize) -> Vec<u8> {
    let (sheet, block) = (280, 24);
    let mut pixels = vec![0; sheet * sheet];
    for (at, ink) in digit.iter().enumerate() {
        let (top, left) = (corner + at / 8 * block, corner + at % 8 * block);
        for row in top..top + block {
            pixels[row * sheet + left..row * sheet + left + block].fill((ink / 16.0 * 255.0) as u8);
        }
    }
    mirror_widgets::pixels_to_png(sheet, sheet, 1, &pixels).unwrap()
}

#[test]
fn the_digits_example_reads_what_is_drawn() {
    let golden = fs::read_to_string(data().join("sklearn.json")).unwrap();
    let golden: Value = serde_json::from_str(&golden).unwrap();
    let mut app = AppTest::open(root().join("examples/digits/app.rhai"));
    assert!(app.problem().is_none(), "{}", app.problem().unwrap());
    let truth: Vec<i64> = serde_json::from_value(golden["digits"]["truth"].clone()).unwrap();
    for (place, digit) in truth.iter().enumerate() {
        let pixels: Vec<f64> =
            serde_json::from_value(golden["digits"]["input"][place].clone()).unwrap();
        let png = drawn(&pixels, 10 + place * 12);
        app.upload("drawing", &[("drawing.png", &png)]).unwrap();
        assert!(app.problem().is_none(), "{}", app.problem().unwrap());
        let text = app.text();
        assert!(
            text.contains(&format!("heading: {digit}")),
            "{digit} is not read: {text}"
        );
    }
}

//! `mirror docs` and `mirror definitions`, as a person calls them.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{
    fs,
    process::{Command, Output},
};

fn mirror(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_mirror");
    Command::new(program).args(arguments).output().unwrap()
}

fn said(output: &Output) -> (bool, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.success(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn a_widget_is_described_without_colors_where_nobody_sees_them() {
    for name in ["slider", "st.slider", "st.slider()"] {
        let (fine, out, error) = said(&mirror(&["docs", name]));
        assert!(fine && error.is_empty(), "{error}");
        assert!(out.starts_with("st.slider(label, "), "{out}");
        assert!(!out.contains('\u{1b}'), "{out}");
    }
    let (_, out, _) = said(&mirror(&["docs", "read_csv"]));
    assert!(
        out.starts_with("read_csv(path: String) -> Array\n"),
        "{out}"
    );
}

#[test]
fn a_slip_is_an_error_with_the_name_that_was_meant() {
    let (fine, out, error) = said(&mirror(&["docs", "silder"]));
    assert!(!fine && out.is_empty());
    assert_eq!(
        error,
        "error: there is no `silder`; did you mean `slider`?\n"
    );
    let (_, _, error) = said(&mirror(&["docs", "qqqqqqq"]));
    assert!(error.contains("there are title, header, "), "{error}");
}

#[test]
fn an_export_does_not_write_among_other_files() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
    let place = folder.path().to_str().unwrap();
    let (fine, _, error) = said(&mirror(&["docs", "--export", place]));
    assert!(!fine && error.contains("holds other files"), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn definitions_go_where_they_are_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mirror.d.rhai");
    assert!(
        mirror(&["definitions", file.to_str().unwrap()])
            .status
            .success()
    );
    let text = fs::read_to_string(&file).unwrap();
    let (_, printed, _) = said(&mirror(&["definitions"]));
    assert_eq!(printed, text);
    assert!(text.contains("fn slider(st: Container, label: String) -> ?;"));
    let many = folder.path().join("many");
    let (fine, out, _) = said(&mirror(&["definitions", "--out", many.to_str().unwrap()]));
    assert!(fine && out.starts_with("Wrote 3 files to "), "{out}");
    assert_eq!(fs::read_dir(&many).unwrap().count(), 3);
    let (fine, _, error) = said(&mirror(&["definitions", "/nowhere/at/all.d.rhai"]));
    assert!(
        !fine && error.contains("cannot write `/nowhere/at/all.d.rhai`"),
        "{error}"
    );
}

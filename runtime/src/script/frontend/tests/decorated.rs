//! Decorators.

use rhai::Position;

use super::{fails, program, shows};

#[test]
fn decorators_put_a_stand_in_before_the_function() {
    let text = "/// Loads.\n@st.cache_data(ttl=60, name=\"x\")\n/// Well.\nfn load(n) { n + 1 }\n@st.cache_resource\nprivate fn other() { 1 }\nload(1) + other()";
    shows(text, "st.cache_data 2st.cache_resource 1");
    let program = program(text);
    let load = program.decorated("load").unwrap();
    assert_eq!((load.kind, load.arity), ("st.cache_data", 1));
    assert_eq!(format!("{:?}", load.options), r#"{"name": "x", "ttl": 60}"#);
    assert_eq!(load.position, Position::new(2, 1));
    assert_eq!(
        program.decorated("other").unwrap().kind,
        "st.cache_resource"
    );
    let comments: Vec<_> = program
        .ast
        .iter_functions()
        .filter(|f| f.name == "load")
        .map(|f| f.comments.join("\n"))
        .collect();
    assert_eq!(comments, ["/// Loads.\n/// Well."]);
}

#[test]
fn a_decorated_function_takes_keywords_and_can_be_passed_on() {
    shows(
        "@st.cache_data\nfn f(a, b) { a - b }\nf(b=1, a=3)",
        "st.cache_data 2",
    );
    shows(
        "@st.cache_data\nfn f(a) { a }\nlet g = f; g.call(1)",
        "st.cache_data 1",
    );
    shows(
        "@st.cache_data\nfn f(a) { a }\nlet g = || f(1); g.call()",
        "st.cache_data 1",
    );
}

#[test]
fn a_dialog_has_its_title_first_and_may_name_a_function() {
    let text = "fn clear() {}\n@st.dialog(\"Edit\", width=\"large\", on_dismiss=clear)\nfn edit(x) { x }\n@st.fragment(run_every=2)\nfn live() {}";
    let program = program(text);
    let edit = program.decorated("edit").unwrap();
    assert_eq!((edit.kind, edit.arity), ("st.dialog", 1));
    assert_eq!(edit.options["title"].to_string(), "Edit");
    assert!(edit.options["on_dismiss"].is_fnptr());
    assert_eq!(
        program.decorated("live").unwrap().options["run_every"].as_int(),
        Ok(2)
    );
    fails(
        "@st.fragment(\"Title\")\nfn f() {}",
        "1:14 an option of a decorator is `name=value` (write options as in `@st.cache_data(ttl=60, show_spinner=\"Loading...\")`)",
    );
}

#[test]
fn decorators_that_mean_nothing_are_errors() {
    fails(
        "let a = 1\n@st.cache_dta\nfn f() {}",
        "2:1 there is no decorator `@st.cache_dta` (did you mean `@st.cache_data`?)",
    );
    fails(
        "@cache_data\nfn f() {}",
        "1:1 there is no decorator `@cache_data` (did you mean `@st.cache_data`?)",
    );
    fails(
        "@wraps\nfn f() {}",
        "1:1 there is no decorator `@wraps` (decorators are `@st.cache_data`, `@st.cache_resource`, `@st.fragment` and `@st.dialog`)",
    );
    fails(
        "@st.cache_data\nlet a = 1",
        "1:1 `@st.cache_data` stands before no function (put it on the line before `fn name(...) { ... }`)",
    );
    fails(
        "@st.cache_data(ttl=x)\nfn f() {}",
        "1:20 an option of a decorator must be a literal (write options as in `@st.cache_data(ttl=60, show_spinner=\"Loading...\")`)",
    );
}

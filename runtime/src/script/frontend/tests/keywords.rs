//! Keyword arguments.

use super::{fails, shows};

#[test]
fn natives_take_keyword_arguments() {
    shows("native(a = 1)", r#"{"a": 1}"#);
    shows("native(1, a = 1, b = \"x\",)", r#"1 {"a": 1, "b": "x"}"#);
    shows(
        "1.slider(\"T\", value=0.7, help=`h${1}`)",
        r#"1 T {"help": "h1", "value": 0.7}"#,
    );
    shows(
        "native(default=-1, type=2, if=3, this=4, match=[5, 6])",
        r#"{"default": -1, "if": 3, "match": [5, 6], "this": 4, "type": 2}"#,
    );
    shows(
        "native(a = native(b = 1), c = 2)",
        r#"{"a": "{\"b\": 1}", "c": 2}"#,
    );
    shows(
        "`${native(a = `${native(b = 1)}`)}`",
        r#"{"a": "{\"b\": 1}"}"#,
    );
    shows("native(a=\n1,\nb=2\n)", r#"{"a": 1, "b": 2}"#);
    shows("native(a=1).len()", "8");
    shows("let x = 5; native(a=x == 5, b=x)", r#"{"a": true, "b": 5}"#);
}

#[test]
fn a_closure_can_be_the_value_of_a_keyword() {
    shows("let x = 1; run(on_click=|| x = 2, other=3); x", "2");
    shows("let x = 1; run(on_click=|| { x += 1; x += 1; }); x", "3");
    shows(
        "let x = 1\nrun(on_click=|| {\n x = native(a=1)\n})\nx",
        r#"{"a": 1}"#,
    );
}

#[test]
fn script_functions_bind_keywords_by_name() {
    let f = "fn f(a, b, c) { `${a} ${b} ${c}` } fn f(a) { a }\n";
    for (call, expect) in [
        ("f(1, 2, c=3)", "1 2 3"),
        ("f(1, c=3, b=2)", "1 2 3"),
        ("f(c=3, b=2, a=1)", "1 2 3"),
        ("f(a=1)", "1"),
        ("f(a=f(a=\"x\"), c=(|x| x).call(2), b=[f(a=1)])", "x [1] 2"),
        ("f(c=3, b=2, a=1,) + f(a=1)", "1 2 31"),
    ] {
        shows(&format!("{f}{call}"), expect);
    }
}

#[test]
fn arguments_run_in_the_order_of_the_call() {
    shows(
        "fn f(a, b) { `${a}${b}` }\nlet log = []; let r = f(b={ log.push(1); 1 }, a={ log.push(2); 2 }); `${r} ${log}`",
        "21 [1, 2]",
    );
}

#[test]
fn keywords_that_do_not_fit_are_named() {
    let f = "fn load(name, size) { name }\n";
    fails(
        &format!("{f}load(1, sise=2)"),
        "2:9 `load` has no parameter `sise` (did you mean `size`?)",
    );
    fails(
        &format!("{f}load(1, name=2)"),
        "2:9 `load` is given `name` twice (argument 1 is `name` already)",
    );
    fails(&format!("{f}load(name=2)"), "2:1 `load` is missing `size`");
    fails(
        &format!("{f}load(1, 2, 3, size=2)"),
        "2:15 `load` is given `size` twice (argument 2 is `size` already)",
    );
    fails(
        "native(a=1, a=2)",
        "1:13 keyword argument `a` is given twice",
    );
    fails(
        "native(a=1, 2)",
        "1:13 a positional argument follows a keyword argument (put the arguments without a name first)",
    );
    fails(
        "fn f(a, b=1) { a }",
        "1:9 a parameter cannot have a default value (define the function twice, as in `fn f(a) { f(a, 1) }` and `fn f(a, b) { ... }`)",
    );
}

//! What people read when something is wrong: what happened, where in their script, what would work.

use mirror_runtime::testing::AppTest;

/// Script, where it goes wrong, what is said, and what is suggested.
const CASES: &[(&str, &str, &str, &str)] = &[
    (
        "x = 3",
        "1:1",
        "there is no variable `x`",
        "declare it with `let x = ...`",
    ),
    (
        "st.sldier(\"T\")",
        "1:4",
        "`st` has no `sldier`",
        "did you mean `slider`?",
    ),
    ("let x = foo", "1:9", "there is no variable `foo`", ""),
    (
        "let total = 3\nst.text(totl)",
        "2:9",
        "there is no variable `totl`",
        "did you mean `total`?",
    ),
    (
        "fn f(a, b) { a }\nf(1)",
        "2:1",
        "`f` does not take (whole number)",
        "`f` takes 2 arguments, 1 is given",
    ),
    (
        "fn greet(name) { name }\ngret(\"a\")",
        "2:1",
        "there is no function `gret`",
        "did you mean `greet`?",
    ),
    (
        "let a = 'hello'\nst.text(a)",
        "1:9",
        "invalid character: 'hello'",
        "text stands in double quotes, `\"...\"`; single quotes hold one letter",
    ),
    (
        "let b = True and False",
        "1:14",
        "expecting ';' to terminate this statement",
        "write `&&`",
    ),
    (
        "let b = None",
        "1:9",
        "there is no variable `None`",
        "it is called `()` here",
    ),
    (
        "if 1 == 1:\n  st.text(\"x\")",
        "1:10",
        "expecting '{' to start a statement block",
        "blocks stand in braces: `if x { ... }`",
    ),
    (
        "# comment",
        "1:1",
        "'#' is a reserved symbol",
        "a comment begins with `//`",
    ),
    (
        "def f(x):\n  x",
        "1:5",
        "expecting ';' to terminate this statement",
        "write `fn name(a, b) { ... }`",
    ),
    (
        "let l = [x for x in range(3)]",
        "1:12",
        "expecting ',' to separate the items of this array literal",
        "write `list.map(|x| ...)` or `list.filter(|x| ...)`",
    ),
    (
        "let s = f\"hello {x}\"",
        "1:10",
        "expecting ';' to terminate this statement",
        "write text with values between back-ticks: `Hello ${name}`",
    ),
    (
        "let g = |x| x\ng(2)",
        "2:1",
        "there is no function `g`",
        "if `g` holds a closure, call it as `g.call(...)`",
    ),
    (
        "fn q() { total }\nlet total = 3\nq()",
        "1:10",
        "there is no variable `total`",
        "functions see only their parameters and constants: pass `total` as an argument, or declare it with `const`",
    ),
    (
        "st.session_state.foo",
        "1:17",
        "`st.session_state` has no `foo`; set it first: `if !(\"foo\" in st.session_state) { st.session_state.foo = ... }`",
        "",
    ),
    (
        "st.slider(\"T\", valeu=3)",
        "1:4",
        "slider: has no option `valeu`; did you mean `value`?",
        "",
    ),
    (
        "st.slider(\"T\", 10, 5)",
        "1:4",
        "slider: `min_value` (10) must be less than `max_value` (5)",
        "",
    ),
    (
        "st.slider(1, 2, 3, 4, 5, 6, 7)",
        "1:4",
        "`slider` cannot be called with (whole number, whole number, whole number, whole number, whole number, whole number, whole number) by place; give what is optional by name",
        "",
    ),
    ("let x = 7 / 0", "1:11", "Division by zero: 7 / 0", ""),
    ("throw \"my own\"", "1:1", "my own", ""),
    (
        "st.text(\"a\"\nst.text(\"b\")",
        "1:8",
        "`(` is never closed",
        "a `)` is missing, for this one or inside",
    ),
    (
        "let null = 3",
        "1:5",
        "'null' is a reserved keyword",
        "choose another name",
    ),
    (
        "st.line_chart([#{apples: 1}], y=\"aples\")",
        "1:4",
        "line_chart: `y`: `data` has no column \"aples\"; did you mean \"apples\"?",
        "",
    ),
    (
        "st.selectbox(\"S\", 5)",
        "1:4",
        "selectbox: `options` must be a list, not 5",
        "",
    ),
    (
        "st.number_input(\"N\", value=\"a\")",
        "1:4",
        "number_input: `value` must be a number, not the text \"a\"",
        "",
    ),
    (
        "st.columns(0)",
        "1:4",
        "columns: `spec` must be 1 to 64 columns: a number, or a list of shares above 0",
        "",
    ),
    (
        "with 5 { st.text(\"a\") }",
        "1:6",
        "`with` needs a container of this run, such as `st.sidebar`, a column or `st.expander(...)`",
        "",
    ),
    (
        "unpack a, b = st.columns(3)",
        "1:17",
        "cannot unpack 3 values into 2 names",
        "",
    ),
    (
        "let st = 3",
        "1:5",
        "`st` is the page and cannot be given to anything else",
        "choose another name",
    ),
    (
        "import \"nowhere\" as n",
        "1:8",
        "import: there is no file nowhere.rhai",
        "",
    ),
    (
        "st.image(\"../secret.png\")",
        "1:4",
        "image: `image`: the path must lead beneath the app's folder, without `..`: ../secret.png",
        "",
    ),
    (
        "st.image(\"nowhere.png\")",
        "1:4",
        "image: `image`: there is no file nowhere.png",
        "",
    ),
    (
        "read_csv(\"sales.csv\")",
        "1:1",
        "read_csv: there is no file sales.csv",
        "",
    ),
    (
        "st.form_submit_button(\"Go\")",
        "1:4",
        "form_submit_button: stands outside of a form; use `button` there",
        "",
    ),
    (
        "st.write_stream(5)",
        "1:4",
        "write_stream: a whole number is no stream; give a model's `stream(...)`, a list of texts, or a function that gives one text after the other and `()` at the end",
        "",
    ),
    (
        "let x = 1; x.foo()",
        "1:14",
        "there is no function `foo`",
        "",
    ),
    (
        "text_generator(\"models/x\", devise=\"cpu\")",
        "1:1",
        "text_generator: has no option `devise`; did you mean `device`?",
        "",
    ),
];

#[test]
fn errors_say_what_where_and_what_would_work() {
    for (script, place, message, hint) in CASES {
        let app = AppTest::from_text(script);
        let problem = app
            .problem()
            .unwrap_or_else(|| panic!("no problem: {script}"));
        assert_eq!(
            format!("{}:{}", problem.line, problem.column),
            *place,
            "{script}"
        );
        assert_eq!(problem.message, *message, "{script}");
        assert_eq!(
            problem.hint.as_deref().unwrap_or_default(),
            *hint,
            "{script}"
        );
        assert_eq!(
            problem.source,
            script.lines().nth(problem.line - 1).unwrap(),
            "{script}"
        );
    }
}

#[test]
fn an_error_in_a_function_tells_the_way_there() {
    let app = AppTest::from_text(
        "fn inner(x) { nosuch(x) }\nfn outer(x) {\n  inner(x)\n}\n[1].map(|x| outer(x))",
    );
    let problem = app.problem().unwrap();
    let way: Vec<String> = problem
        .trace
        .iter()
        .map(|place| format!("{}:{} {}", place.line, place.column, place.function))
        .collect();
    assert_eq!(way, ["5:5 ", "5:13 <closure>", "3:3 outer"]);
    assert_eq!((problem.line, problem.column), (1, 15));
}

#[test]
fn in_production_the_page_is_neutral_and_the_log_has_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("app.rhai");
    std::fs::write(&script, "let secret = 3; nosuch(secret)").unwrap();
    let mut config = mirror_runtime::config::Config::new(script);
    config.production = true;
    let app = AppTest::configured(config);
    assert!(!app.text().contains("nosuch"), "{}", app.text());
    let problem = app.problem().unwrap();
    assert!(problem.message.contains("nosuch"));
    assert!(
        app.text().contains(problem.id.as_deref().unwrap()),
        "the page and the log share an id"
    );
}

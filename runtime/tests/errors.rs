//! What people read when something is wrong: what happened, where in their script, what would work.

use mirror_runtime::testing::AppTest;

/// Script, where it goes wrong, what is said, and what is suggested.
const CASES: &[(&str, &str, &str, &str)] = &[
];

#[test]
fn errors_say_what_where_and_what_would_work() {
    for (script, place, message, hint) in CASES {
        let app = AppTest::from_text(script);
        let problem = app.problem().unwrap_or_else(|| panic!("no problem: {script}"));
        assert_eq!(format!("{}:{}", problem.line, problem.column), *place, "{script}");
        assert_eq!(problem.message, *message, "{script}");
        assert_eq!(problem.hint.as_deref().unwrap_or_default(), *hint, "{script}");
        assert_eq!(problem.source, script.lines().nth(problem.line - 1).unwrap(), "{script}");
    }
}

#[test]
fn an_error_in_a_function_tells_the_way_there() {
    let app = AppTest::from_text("fn inner(x) { nosuch(x) }\nfn outer(x) {\n  inner(x)\n}\n[1].map(|x| outer(x))");
    let problem = app.problem().unwrap();
    let way: Vec<String> = problem.trace.iter().map(|place| format!("{}:{} {}", place.line, place.column, place.function)).collect();
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
    assert!(app.text().contains(problem.id.as_deref().unwrap()), "the page and the log share an id");
}

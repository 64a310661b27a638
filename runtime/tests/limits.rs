//! Whatever a script does, the process lives: runs end with a readable error. These tests run in
//! the debug and in the release build, whose stacks differ.

use std::time::Duration;

use mirror_runtime::{config::Config, testing::AppTest};

/// Runs a script that must fail, and gives what it says.
fn failure(text: &str) -> String {
    let app = AppTest::from_text(text);
    app.problem()
        .unwrap_or_else(|| panic!("it does not fail: {text}\n{}", app.text()))
        .to_string()
}

#[test]
fn recursion_without_end_is_an_error_in_every_style() {
    let styles = [
        "fn f(n) { f(n + 1) } f(0)",
        "fn f(n) { if n >= 0 { switch n { -1 => 0, _ => { for i in 0..1 { return f(n + 1) } } } } } f(0)",
        "fn f(n) { with st.container() { f(n + 1) } } f(0)",
        "let f = |g, n| g.call(g, n + 1); f.call(f, 0)",
        "fn f(n) { [1].map(|x| f(n + x)) } f(0)",
        "fn f(n) { try { f(n + 1) } catch (e) { throw e } } f(0)",
        "fn f(n) { `${f(n + 1)}` } f(0)",
        "fn f(n) { st.write(f(n + 1)) } f(0)",
        "fn a(n) { b(n=n + 1) } fn b(n) { a(n=n + 1) } a(0)",
        "@st.cache_data\nfn f(n) { f(n + 1) }\nf(0)",
    ];
    for style in styles {
        let said = failure(style);
        assert!(said.contains("too deep"), "{style}: {said}");
    }
}

#[test]
fn nesting_without_end_in_the_text_is_an_error() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("#{a:", "}"),
        ("{", "}"),
        ("if true {", "}"),
        ("-", ""),
        ("!", ""),
        ("|x| ", ""),
    ] {
        let text = format!("let x = {}1{};", open.repeat(20_000), close.repeat(20_000));
        let said = failure(&text);
        assert!(said.contains("does not compile"), "{open}: {said}");
    }
    let chain = format!("let x = 1{};", " + 1".repeat(20_000));
    assert!(failure(&chain).contains("does not compile"));
    let elses = format!("if false {{}}{}", " else if false {}".repeat(5_000));
    assert!(
        AppTest::from_text(&elses)
            .problem()
            .is_none_or(|problem| problem.to_string().contains("compile"))
    );
}

#[test]
fn data_that_nests_without_end_is_an_error() {
    for text in [
        "let a = []; loop { a = [a] }",
        "let m = #{}; loop { m = #{ next: m, value: 1 } }",
    ] {
        assert!(failure(text).contains("nests too deep"), "{text}");
    }
}

#[test]
fn an_endless_loop_ends_by_operations_or_by_time() {
    let mut config = config_of("loop {}");
    config.limits.operations = 100_000;
    let app = AppTest::configured(config);
    assert!(
        app.problem().unwrap().message.contains("operations"),
        "{}",
        app.problem().unwrap()
    );

    for text in ["loop {}", "loop { sleep(1) }", "sleep(60)"] {
        let mut config = config_of(text);
        config.limits.wall_time = Some(Duration::from_millis(100));
        let app = AppTest::configured(config);
        assert!(
            app.problem()
                .unwrap()
                .message
                .contains("longer than it may"),
            "{text}: {}",
            app.problem().unwrap()
        );
    }
}

#[test]
fn changing_a_constant_is_an_error_and_no_panic() {
    let said = failure("const O = #{a: 1}; O.a = 2");
    assert!(said.contains("constant"), "{said}");
}

#[test]
fn a_page_has_a_limit_of_elements() {
    let mut config = config_of("let i = 0; loop { st.text(`${i}`); i += 1 }");
    config.limits.items = 1_000;
    let app = AppTest::configured(config);
    assert!(
        app.problem().unwrap().message.contains("1000 elements"),
        "{}",
        app.problem().unwrap()
    );
}

/// The settings for a script in a file of its own. The folder stays for the process's life.
fn config_of(text: &str) -> Config {
    let folder = tempfile::tempdir()
        .expect("the temporary folder can be written")
        .keep();
    let script = folder.join("app.rhai");
    std::fs::write(&script, text).expect("the temporary folder can be written");
    Config::new(script)
}

#[test]
fn what_is_made_as_large_as_it_is_told_is_held_to_the_limits_first() {
    for call in [
        "blob(1000000000000)",
        "blob(1000000000000, 7)",
        "blob(3).pad(1000000000000, 7)",
        "[1].pad(1000000000000, 0)",
        "\"a\".pad(1000000000000, 'x')",
        "\"a\".pad(1000000000000, \"xy\")",
    ] {
        let said = failure(call);
        assert!(said.contains("grew too large"), "{call}: {said}");
    }
    let app = AppTest::from_text(
        "let a = [1]; a.pad(3, 0); let b = blob(2, 258); b.pad(3, 1)\nlet t = \"ä\"; t.pad(3, '-'); let u = \"\"; u.pad(3, \"xy\")\nst.text(`${a} ${b} ${t} ${u}`)",
    );
    assert!(
        app.text().contains("[1, 0, 0] [020201] ä-- xyx"),
        "{}",
        app.text()
    );
}

#[test]
fn a_nap_as_long_as_a_number_can_say_is_no_panic() {
    // Nobody waits for it: the time a run may take ends it.
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("app.rhai");
    std::fs::write(&script, "sleep(9223372036854775807)").unwrap();
    let mut config = Config::new(script);
    config.limits.wall_time = Some(Duration::from_millis(50));
    let app = AppTest::configured(config);
    let said = app.problem().unwrap().to_string();
    assert!(said.contains("longer than it may"), "{said}");
}

#[test]
fn copies_of_copies_are_counted_together() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("app.rhai");
    for growing in ["a = [a, a]", "a = #{ l: a, r: a }"] {
        let text = format!("let a = [0]\nfor i in 0..40 {{ {growing} }}");
        std::fs::write(&script, text).unwrap();
        let mut config = Config::new(&script);
        config.limits.list_items = 10_000;
        let app = AppTest::configured(config);
        let said = app.problem().unwrap().to_string();
        assert!(said.contains("grew too large"), "{growing}: {said}");
    }
    // A tree whose first branch is the deep one is not mistaken for that.
    let tree = "let a = [0]\nfor i in 0..200 { a = [a, [1], [2]] }\nst.text(`${a.len()}`)";
    let app = AppTest::from_text(tree);
    assert!(app.problem().is_none(), "{}", app.problem().unwrap());
}

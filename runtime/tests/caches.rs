//! What sessions share and what they do not.

use std::thread;

use mirror_runtime::testing::AppTest;

#[test]
fn twenty_cold_sessions_load_once() {
    let app = AppTest::from_text(
        "@st.cache_resource\nfn load() { sleep(0.2); now() }\n\
         if st.button(\"Load\", key=\"load\") { st.text(`made ${load()}`) }",
    );
    let sessions: Vec<AppTest> = (0..20).map(|_| app.another_session()).collect();
    let pages: Vec<String> = thread::scope(|scope| {
        let clicking = |mut session: AppTest| {
            session.click("load");
            session.text()
        };
        let threads: Vec<_> = sessions
            .into_iter()
            .map(|session| scope.spawn(move || clicking(session)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert!(pages[0].contains("made"), "{}", pages[0]);
    assert!(
        pages.iter().all(|page| *page == pages[0]),
        "more than one load: {pages:?}"
    );
}

#[test]
fn one_sessions_state_is_not_anothers() {
    let mut one = AppTest::from_text(
        "if !(\"n\" in st.session_state) { st.session_state.n = 0 }\n\
         if st.button(\"Add\") { st.session_state.n += 1 }\nst.text(`n ${st.session_state.n}`)",
    );
    one.click("Add");
    assert!(one.text().contains("n 1"));
    assert!(one.another_session().text().contains("n 0"));
}

#[test]
fn an_edit_elsewhere_keeps_the_resource_and_an_edit_of_it_loads_again() {
    let mut app = AppTest::from_text(
        "fn part() { 1 }\n@st.cache_resource(show_spinner=false)\nfn load() { [part(), now()] }\nst.text(`at ${load()[1]}`)",
    );
    let at = |app: &AppTest| {
        app.text()
            .lines()
            .find(|line| line.contains("at "))
            .unwrap()
            .replace("other", "")
            .to_owned()
    };
    let first = at(&app);
    app.edit(
        "st.text(`at",
        "// A comment, and a change elsewhere.\nst.text(`at",
    );
    assert_eq!(at(&app), first);
    app.edit("fn part() { 1 }", "fn part() { 2 }");
    assert_ne!(
        at(&app),
        first,
        "what the cached function calls belongs to its key"
    );
}

#[test]
fn models_load_once_and_bad_ones_say_why() {
    let root = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../examples/magic_mirror/models/storyteller"
    );
    let app = AppTest::from_text(&format!(
        "let m = text_generator(\"{root}\")\nst.text(`${{m.vocabulary_size}} words`)"
    ));
    assert!(app.text().contains("4096 words"), "{}", app.text());

    let missing = AppTest::from_text("text_generator(\"models/nowhere\")");
    assert!(
        missing
            .problem()
            .unwrap()
            .message
            .contains("models/nowhere"),
        "{}",
        missing.problem().unwrap()
    );

    let slip = AppTest::from_text(&format!(
        "text_generator(\"{root}\").generate(\"a\", max_new_token=3)"
    ));
    assert!(
        slip.problem()
            .unwrap()
            .message
            .contains("did you mean `max_new_tokens`"),
        "{}",
        slip.problem().unwrap()
    );
}

#[test]
fn a_conversation_goes_through_the_models_own_template() {
    let plain = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../examples/magic_mirror/models/storyteller"
    );
    let ask = |folder: &str, messages: &str| {
        AppTest::from_text(&format!(
            "let s = text_generator(\"{folder}\").chat({messages}, max_new_tokens=5, temperature=0)\nst.write_stream(s)\nst.text(`[${{s.finish}}]`)"
        ))
    };
    let without = ask(plain, "[#{role: \"user\", content: \"Hello\"}]");
    assert!(
        without.problem().unwrap().message.contains("chat template"),
        "{}",
        without.problem().unwrap()
    );

    let folder = tempfile::tempdir().unwrap();
    for file in [
        "config.json",
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "model.onnx",
    ] {
        std::fs::copy(format!("{plain}/{file}"), folder.path().join(file)).unwrap();
    }
    let template = "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant:";
    std::fs::write(folder.path().join("chat_template.jinja"), template).unwrap();
    let path = folder.path().to_str().unwrap();
    let with = ask(path, "[#{role: \"user\", content: \"Hello\"}]");
    assert!(
        with.text().contains("[length]"),
        "{}\n{:?}",
        with.text(),
        with.problem()
    );

    let wrong = ask(path, "[\"Hello\"]");
    assert!(
        wrong.problem().unwrap().message.contains("role: \"user\""),
        "{}",
        wrong.problem().unwrap()
    );
}

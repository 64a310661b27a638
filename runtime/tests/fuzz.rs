//! Whatever comes through the doors, runs go on: arbitrary messages, arbitrary values for every
//! widget, arbitrary scripts.

use mirror_runtime::{protocol::ClientMessage, testing::AppTest};
use proptest::prelude::*;
use serde_json::{Value, json};

/// An app with every kind of input.
const INPUTS: &str = r#"
st.checkbox("checkbox"); st.toggle("toggle"); st.button("button")
st.radio("radio", ["a", "b"]); st.selectbox("select", ["a", 2, 3.5], accept_new_options=true)
st.multiselect("multi", ["a", "b", "c"], max_selections=2)
st.slider("slider", 0, 10); st.slider("floats", 0.0, 1.0, value=[0.2, 0.8]); st.slider("dates", "2024-01-01", "2024-12-31")
st.number_input("number", min_value=0, max_value=9); st.number_input("any number")
st.text_input("text", max_chars=5); st.text_area("area"); st.chat_input("chat")
"#;

const NAMES: &[&str] = &[
    "checkbox",
    "toggle",
    "button",
    "radio",
    "select",
    "multi",
    "slider",
    "floats",
    "dates",
    "number",
    "any number",
    "text",
    "area",
    "chat",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-20_i64..20).prop_map(Value::from),
        any::<f64>().prop_map(|float| json!(float)),
        "[a-c0-9é\u{0}-\u{1f}-]{0,12}".prop_map(Value::from),
        Just(json!("2024-02-29")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-c]{1,3}", inner, 0..3).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_value_for_any_widget_is_taken_or_refused(values in prop::collection::vec((0..NAMES.len(), any_json()), 1..40)) {
        let mut app = AppTest::from_text(INPUTS);
        for (widget, value) in values {
            let refused = app.try_set(NAMES[widget], value.clone());
            prop_assert!(app.problem().is_none(), "{} = {value}: {refused:?} {:?}", NAMES[widget], app.problem());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_message_or_not(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = serde_json::from_slice::<ClientMessage>(&bytes);
    }

    #[test]
    fn any_object_is_a_message_or_not(kind in "hello|event|submit|rerun|stop|query|ping|other", fields in any_json()) {
        let mut message = json!({ "type": kind, "id": "abc", "seq": 1 });
        if let (Some(message), Value::Object(fields)) = (message.as_object_mut(), fields) {
            message.extend(fields);
        }
        let _ = serde_json::from_value::<ClientMessage>(message);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_script_ends_with_a_page_or_a_problem(
        parts in prop::collection::vec(prop::sample::select(vec![
            "st", ".", "slider", "(", ")", "\"T\"", "{", "}", "[", "]", "with ", "let ", "x", " = ", "1", ",", ";", "\n", "fn f() ",
            "f", "if ", "true ", "|", "@st.cache_data\n", "throw ", "st.sidebar", "st.columns(2)", "unpack a, b = ", "return ", "`${", "}`", "#{",
            "st.session_state.", "value=", "for i in range(3) ", "st.write", "stop()", "rerun()", "'", "\\", "//", "/*", "key=\"k\"", "é", "\u{0}",
        ]), 0..30)
    ) {
        let text = parts.concat();
        // A script that asks to run again without end is ended by the session, which is not here.
        prop_assume!(!text.contains("rerun"));
        let app = AppTest::from_text(&text);
        if let Some(problem) = app.problem() {
            prop_assert!(!problem.message.contains("failed inside mirror"), "{text:?}: {problem}");
        }
    }
}

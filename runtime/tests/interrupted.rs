//! What a person does while a run goes on: nothing of it is lost, and nothing happens twice.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use std::time::Duration;

use common::{Browser, Server};
use serde_json::json;
use tokio::time::sleep;

/// A slider above 0 makes the run wait before it comes to the buttons.
const CALLBACKS: &str = r#"
let count = |by| st.session_state.n = st.session_state.get("n", 0) + by
let s = st.slider("S", 0, 10)
st.text(`s ${s}, n ${st.session_state.get("n", 0)}`)
if s > 0 { sleep(0.4) }
st.button("One", on_click=count, args=[1])
st.button("Hundred", on_click=count, args=[100])
st.slider("T", 0, 10, on_change=count, args=[10000])
"#;

async fn opened(server: &Server) -> Browser {
    let mut browser = server.open().await;
    browser.settle().await;
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_below_the_point_where_a_run_was_stopped_keeps_its_callback() {
    let server = Server::start(CALLBACKS).await;
    let mut browser = opened(&server).await;
    browser.send("S", json!(3)).await;
    browser.see("s 3, n 0").await;
    browser.send("One", json!(true)).await;
    browser.see("s 3, n 1").await;
    // That run waits now, with its callback called and its button not drawn.
    browser.send("Hundred", json!(true)).await;
    browser.send("T", json!(1)).await;
    browser.settle().await;
    assert!(browser.text().contains("n 10101"), "{}", browser.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clicks_at_once_are_both_heard_by_a_script_that_reruns() {
    let server = Server::start(
        r#"
fn add(by) { st.session_state.n = st.session_state.get("n", 0) + by }
if st.button("A") { add(1); st.rerun() }
if st.button("B") { add(10); st.rerun() }
if st.button("Wait") { sleep(0.2) }
st.text(`n ${st.session_state.get("n", 0)}`)
"#,
    )
    .await;
    let mut browser = opened(&server).await;
    browser.send("Wait", json!(true)).await;
    for button in ["A", "B", "A"] {
        browser.send(button, json!(true)).await;
    }
    browser.settle().await;
    assert!(browser.text().contains("n 12"), "{}", browser.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_after_a_stop_is_heard() {
    let server = Server::start(
        r#"
let said = st.text_input("Say", key="said")
if st.button("Slow") { sleep(20.0) }
if st.button("Next") { st.session_state.next = true }
st.text(`next ${st.session_state.get("next", false)}`)
"#,
    )
    .await;
    let mut browser = opened(&server).await;
    browser.send("Slow", json!(true)).await;
    browser
        .until("a run", |message| message["running"] == true)
        .await;
    browser.say(json!({"type": "stop"})).await;
    browser.send("Next", json!(true)).await;
    browser.settle().await;
    assert!(browser.text().contains("next true"), "{}", browser.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_page_may_rerun_for_ever_and_acknowledges_what_it_hears() {
    let server = Server::start(
        r#"
let t = st.text_input("T")
st.session_state.n = st.session_state.get("n", 0) + 1
st.text(`t ${t}, more than a hundred: ${st.session_state.n > 101}`)
sleep(0.05)
st.rerun()
"#,
    )
    .await;
    let mut browser = server.open().await;
    browser.see("t ,").await;
    browser.send("T", json!("hello")).await;
    while browser.ack < 1 {
        browser.receive().await;
    }
    assert!(browser.text().contains("t hello"), "{}", browser.text());
    browser.see("more than a hundred: true").await;
    browser.say(json!({"type": "stop"})).await;
    browser
        .until("the end", |message| message["running"] == false)
        .await;
    assert!(browser.quiet(Duration::from_millis(300)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_another_sessions_making_sees_what_is_being_made() {
    let server = Server::start(
        r#"
@st.cache_data(show_spinner="Making it")
fn make() { sleep(2.0); 42 }
st.text("before")
st.text(`made ${make()}`)
"#,
    )
    .await;
    let mut first = server.open().await;
    sleep(Duration::from_millis(200)).await;
    let mut second = server.open().await;
    for browser in [&mut first, &mut second] {
        browser
            .until("a spinner", |message| {
                message.to_string().contains("Making it")
            })
            .await;
        assert!(!browser.text().contains("made 42"), "{}", browser.text());
        browser.settle().await;
        assert!(browser.text().contains("made 42"), "{}", browser.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cached_function_that_takes_too_long_says_so() {
    let server = Server::with(
        r#"
@st.cache_data
fn make() { loop { } }
st.text("before")
make()
"#,
        |config| config.limits.wall_time = Some(Duration::from_millis(300)),
    )
    .await;
    let browser = opened(&server).await;
    let all = browser.page.all();
    let panel = all.iter().find(|node| node.kind == "exception").unwrap();
    assert!(
        panel.props["message"].as_str().unwrap().contains("longer"),
        "{panel:?}"
    );
    assert!(!all.iter().any(|node| node.kind == "spinner"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_kept_from_an_earlier_run_says_that_it_has_ended() {
    let model = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../examples/magic_mirror/models/storyteller"
    );
    let server = Server::start(&format!(
        r#"
@st.cache_resource
fn load() {{ text_generator("{model}") }}
let state = st.session_state
if !("stream" in state) {{ st.session_state.stream = load().stream("Once", max_new_tokens=20) }}
if st.button("Go on") {{ st.write_stream(state.stream) }}
st.text("the end")
"#
    ))
    .await;
    let mut browser = opened(&server).await;
    browser.set("Go on", json!(true)).await;
    let all = browser.page.all();
    let panel = all.iter().find(|node| node.kind == "exception");
    let panel = panel.unwrap_or_else(|| panic!("{:#?}", browser.page));
    assert!(
        panel.props["message"]
            .as_str()
            .unwrap()
            .contains("begin it anew")
    );
}

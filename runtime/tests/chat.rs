//! A chat while an answer comes: it is stopped, cut short and begun anew, and nothing is lost.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use common::{Browser, Server};
use serde_json::json;

/// Answers `slow` word by word without end, and all else at once.
const CHAT: &str = r#"
let n = st.slider("N", 0, 10)
st.chat_app(|message, history| {
  if message != "slow" { return `${message} after ${history.len()} with ${n}`; }
  let count = 0;
  || { sleep(0.02); count += 1; `w${count} ` }
}, placeholder="Say")
"#;

fn stopped(browser: &Browser) -> bool {
    let all = browser.page.all();
    all.iter().any(|node| node.props.contains_key("stopped"))
}

async fn talking(server: &Server) -> Browser {
    let mut browser = server.open().await;
    browser.settle().await;
    browser.send("Say", json!("slow")).await;
    browser.see("w5 ").await;
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_before_a_stop_stays() {
    let server = Server::start(CHAT).await;
    let mut browser = talking(&server).await;
    browser.say(json!({"type": "stop"})).await;
    browser.settle().await;
    assert!(browser.text().contains("w5 "), "{}", browser.text());
    assert!(stopped(&browser));
    // A run for another reason does not begin it anew.
    browser.send("N", json!(3)).await;
    browser.settle().await;
    assert!(browser.text().contains("w5 "), "{}", browser.text());
    browser.send("Say", json!("next")).await;
    browser.see("next after 2 with 3").await;
    assert!(browser.text().contains("w5 "), "{}", browser.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_message_ends_the_first_answer_and_both_stay() {
    let server = Server::start(CHAT).await;
    let mut browser = talking(&server).await;
    browser.send("Say", json!("next")).await;
    browser.see("next after 2 with 0").await;
    browser.settle().await;
    assert!(browser.text().contains("w5 "), "{}", browser.text());
    assert!(stopped(&browser));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_something_else_cut_short_is_given_anew() {
    let server = Server::start(CHAT).await;
    let mut browser = talking(&server).await;
    browser.send("N", json!(7)).await;
    browser
        .until("a new run", |message| message["type"] == "frame")
        .await;
    browser.see("w9 ").await;
    let text = browser.text();
    assert_eq!(text.matches("w5 ").count(), 1, "{text}");
    assert!(!stopped(&browser));
    browser.say(json!({"type": "stop"})).await;
    browser.settle().await;
}

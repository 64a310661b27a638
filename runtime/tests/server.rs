//! Real servers, real sockets: what runs do for a browser.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use std::time::Duration;

use common::{Browser, COUNTER, HELLO, LOOP, PATIENCE, Server};
use futures_util::StreamExt;
use serde_json::json;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;

#[tokio::test(flavor = "multi_thread")]
async fn a_page_comes_in_one_frame_and_an_event_brings_one_more() {
    let server = Server::start(HELLO).await;
    let mut browser = server.open().await;
    browser.settle().await;
    // On a machine that is very busy a run may take long enough to be shown as it goes on.
    let finished = |browser: &Browser| {
        browser
            .frames
            .iter()
            .filter(|frame| frame["running"] == false)
            .count()
    };
    assert_eq!(finished(&browser), 1);
    assert_eq!(browser.frames[0]["reset"], true);
    assert!(browser.text().contains("n is 3"));

    browser.set("N", json!(7)).await;
    assert_eq!(finished(&browser), 2);
    let last = browser.frames.last().unwrap();
    assert_eq!((&last["ack"], last.get("reset")), (&json!(1), None));
    assert!(browser.text().contains("n is 7"));
    assert!(last.to_string().len() <= 200, "{last}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_values_the_latest_wins() {
    let server = Server::start(COUNTER).await;
    let mut browser = server.open().await;
    browser.settle().await;
    for n in 1..=200 {
        browser.send("N", json!(n)).await;
    }
    browser.settle().await;
    assert!(browser.text().contains("n 200"), "{}", browser.text());
    assert!(browser.run < 200, "each of 200 values had a run of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_is_never_lost_in_a_flood() {
    let server = Server::start(COUNTER).await;
    let mut browser = server.open().await;
    browser.settle().await;
    for n in 1..=300 {
        browser.send("N", json!(n)).await;
        if n % 10 == 0 {
            browser.send("Count", json!(true)).await;
        }
    }
    browser.settle().await;
    browser.see("30 clicks, n 300").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endless_loop_ends_with_the_next_event_and_holds_up_nobody() {
    let server = Server::start(LOOP).await;
    let (mut stuck, mut other) = (server.open().await, server.open().await);
    stuck.settle().await;
    other.settle().await;
    stuck.send("N", json!(1)).await;
    stuck
        .until("word that it runs", |message| message["running"] == true)
        .await;
    for n in [2, 3, 4, 5] {
        other.set("N", json!(n)).await;
        assert!(other.text().contains(&format!("n is {n}")));
    }
    let moved = Instant::now();
    stuck.set("N", json!(2)).await;
    assert!(
        moved.elapsed() < Duration::from_secs(2),
        "{:?}",
        moved.elapsed()
    );
    assert!(stuck.text().contains("n is 2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_person_can_stop_a_run_and_it_does_not_start_again() {
    let server = Server::start(LOOP).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.send("N", json!(1)).await;
    browser
        .until("word that it runs", |message| message["running"] == true)
        .await;
    browser.say(json!({"type": "stop"})).await;
    browser.settle().await;
    let run = browser.run;
    assert!(browser.quiet(Duration::from_millis(300)).await);
    browser.set("N", json!(4)).await;
    assert_eq!(browser.run, run + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_does_not_read_is_owed_one_frame_not_all() {
    let script = r#"
        let line = st.empty()
        let text = ""
        text.pad(200000, "x")
        for n in 0..200 {
            line.text(text + n)
            sleep(0.001)
        }
        line.text("the end")
        "#;
    let server = Server::with(script, |config| config.threads = 1).await;
    let mut browser = server.open().await;
    // The one thread is free again when the script has ended. Some 40 MB were shown until then;
    // the socket takes a few, the rest is never made.
    let (tell, ended) = tokio::sync::oneshot::channel();
    server
        .sessions
        .pool()
        .submit(move || tell.send(()).unwrap());
    timeout(2 * PATIENCE, ended).await.unwrap().unwrap();
    let mut bytes = 0;
    while browser.running || !browser.text().contains("the end") {
        bytes += browser.receive().await.to_string().len();
    }
    assert!(
        bytes < 20_000_000,
        "{bytes} bytes were kept for a browser that did not read"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_fails_shows_it_in_its_own_session_only() {
    let server = Server::start(
        r#"
        let n = st.slider("N", 0, 10)
        if n == 1 { throw "as the test wants" }
        st.text(`n is ${n}`)
        "#,
    )
    .await;
    let (mut failing, mut other) = (server.open().await, server.open().await);
    failing.settle().await;
    other.settle().await;
    failing.set("N", json!(1)).await;
    let panel = failing
        .page
        .all()
        .into_iter()
        .find(|node| node.kind == "exception")
        .cloned()
        .unwrap();
    assert!(
        panel.props["message"]
            .as_str()
            .unwrap()
            .contains("as the test wants"),
        "{panel:?}"
    );
    other.set("N", json!(2)).await;
    other.see("n is 2").await;
    failing.set("N", json!(3)).await;
    failing.see("n is 3").await;
    assert!(
        failing
            .page
            .all()
            .iter()
            .all(|node| node.kind != "exception")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_reruns_without_end_is_told_so() {
    let server = Server::start("st.text(\"again\")\nst.rerun()").await;
    let mut browser = server.open().await;
    browser.settle().await;
    let panel = browser
        .page
        .all()
        .into_iter()
        .find(|node| node.kind == "exception")
        .cloned()
        .unwrap();
    assert!(
        panel.props["title"]
            .as_str()
            .unwrap()
            .contains("without end"),
        "{panel:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn in_production_an_error_is_an_id() {
    let server = Server::with("st.text(\"x\")\nthrow \"secret\"", |config| {
        config.production = true
    })
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    let page = format!("{:?}", browser.page);
    assert!(
        page.contains("exception") && !page.contains("secret"),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_run_is_told_of_although_nothing_changes() {
    let server = Server::start(
        "let clicked = st.button(\"Go\")\nif clicked { sleep(0.6) }\nst.text(\"same\")",
    )
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.send("Go", json!(true)).await;
    let told = browser
        .until("word that it runs", |message| message["running"] == true)
        .await;
    assert_eq!(told["patches"], json!([]));
    browser.settle().await;
    assert!(!browser.running);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_may_stream_faster_than_frames_are_sent() {
    let server = Server::start(
        r#"
        let words = []
        for n in 0..2000 { words.push(` ${n}`) }
        st.write_stream(words)
        st.text("the end")
        "#,
    )
    .await;
    let mut browser = server.open().await;
    browser.see("the end").await;
    browser.settle().await;
    let bytes: usize = browser
        .frames
        .iter()
        .map(|frame| frame.to_string().len())
        .sum();
    let (text, frames) = (browser.text().len(), browser.frames.len());
    assert!(
        bytes < 2 * text + 300 * frames,
        "{bytes} bytes in {frames} frames for {text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_is_known_to_the_script_and_a_new_one_runs_it() {
    let server = Server::start("st.text(`tab ${st.query_params.get(\"tab\", \"none\")}`)").await;
    let mut browser = Browser::connect(&server, None).await.unwrap();
    browser
        .say(json!({"type": "hello", "token": null, "have": 0, "query": "tab=one"}))
        .await;
    browser.see("tab one").await;
    browser
        .say(json!({"type": "query", "query": "tab=two"}))
        .await;
    browser.see("tab two").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_ends_tells_its_browsers_and_stops_their_runs() {
    let server = Server::start(LOOP).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.send("N", json!(1)).await;
    browser
        .until("word that it runs", |message| message["running"] == true)
        .await;
    let asked = Instant::now();
    server.stop().await;
    assert!(
        asked.elapsed() < Duration::from_secs(3),
        "{:?}",
        asked.elapsed()
    );
    loop {
        match timeout(PATIENCE, browser.socket.next()).await.unwrap() {
            Some(Ok(Message::Close(Some(frame)))) => {
                return assert_eq!(u16::from(frame.code), 1001);
            }
            Some(Ok(_)) => {}
            other => panic!("it left without a word: {other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_sessions_at_once_are_served() {
    let server = Server::start(HELLO).await;
    let mut browsers = Vec::new();
    for _ in 0..100 {
        browsers.push(server.open().await);
    }
    for (index, browser) in browsers.iter_mut().enumerate() {
        browser.settle().await;
        browser.send("N", json!(index % 11)).await;
    }
    for (index, browser) in browsers.iter_mut().enumerate() {
        browser.settle().await;
        assert!(browser.text().contains(&format!("n is {}", index % 11)));
    }
    assert_eq!(server.sessions.count(), 100);
    let threads = server.sessions.pool().threads();
    assert!(threads <= 100, "{threads}");
}

//! Sessions: what outlives a connection, and what ends.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use std::time::Duration;

use common::{Browser, COUNTER, HELLO, PATIENCE, Server};
use futures_util::StreamExt;
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_connection_goes_on_where_it_was() {
    let server = Server::start(COUNTER).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.set("Count", json!(true)).await;
    let run = browser.run;
    drop(browser.reconnect(&server).await);
    assert!(browser.resumed);
    assert!(
        browser.quiet(Duration::from_millis(200)).await,
        "nothing was missed"
    );
    browser.set("N", json!(5)).await;
    assert_eq!(
        (browser.run, browser.frames.last().unwrap().get("reset")),
        (run + 1, None)
    );
    browser.see("1 clicks, n 5").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_sent_again_after_a_reconnect_counts_once() {
    let server = Server::start(COUNTER).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.set("Count", json!(true)).await;
    let id = browser.widget("Count").id.clone();
    drop(browser.reconnect(&server).await);
    browser
        .say(json!({"type": "event", "id": id, "value": true, "seq": 1}))
        .await;
    browser.set("N", json!(1)).await;
    browser.see("1 clicks, n 1").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_missed_while_away_come_as_one_difference() {
    let server = Server::start(
        r#"
        st.title("Slow")
        let done = st.button("Go")
        if done { sleep(0.3) }
        st.text(if done { "done" } else { "idle" })
        "#,
    )
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.send("Go", json!(true)).await;
    browser
        .until("word that it runs", |message| message["running"] == true)
        .await;
    browser.socket.close(None).await.unwrap();
    sleep(Duration::from_millis(600)).await;
    let frames = browser.frames.len();
    drop(browser.reconnect(&server).await);
    browser.see("done").await;
    let missed = &browser.frames[frames..];
    assert!(
        missed.iter().all(|frame| frame.get("reset").is_none()),
        "{missed:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_has_the_session_back_without_a_run() {
    let server = Server::start(COUNTER).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.set("Count", json!(true)).await;
    browser.set("N", json!(9)).await;
    let run = browser.run;
    let token = browser.token.clone();
    browser.socket.close(None).await.unwrap();

    let mut fresh = Browser::refreshed(&server, &token).await;
    fresh.settle().await;
    assert!(fresh.resumed);
    assert_eq!((fresh.run, &fresh.token), (run, &token));
    assert_eq!(fresh.widget("N").props["value"], 9);
    fresh.set("Count", json!(true)).await;
    fresh.see("2 clicks, n 9").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_whose_old_socket_is_silent_has_the_session_back_too() {
    let server = Server::start(COUNTER).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.set("Count", json!(true)).await;
    // The old socket stays open, but nobody answers on it.
    let mut fresh = Browser::refreshed(&server, &browser.token).await;
    fresh.settle().await;
    assert!(fresh.resumed);
    fresh.see("1 clicks").await;
    drop(browser);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duplicated_tab_has_a_session_of_its_own() {
    let server = Server::start(COUNTER).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.set("Count", json!(true)).await;
    let token = browser.token.clone();
    // The first tab lives: it answers while the second says hello.
    let living = tokio::spawn(async move {
        while let Ok(Some(_)) = timeout(Duration::from_secs(1), browser.socket.next()).await {}
        browser
    });
    let mut second = Browser::refreshed(&server, &token).await;
    second.settle().await;
    assert!(!second.resumed);
    assert_ne!(second.token, token);
    second.see("0 clicks").await;
    let mut browser = living.await.unwrap();
    browser.set("Count", json!(true)).await;
    browser.see("2 clicks").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_without_a_browser_ends_after_its_time() {
    let server = Server::with(COUNTER, |config| {
        config.session_expiry = Duration::from_millis(200)
    })
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    sleep(Duration::from_millis(500)).await;
    assert_eq!(server.sessions.count(), 1, "it has a browser");
    let token = browser.token.clone();
    drop(browser);
    let until = Instant::now() + PATIENCE;
    while server.sessions.count() > 0 {
        assert!(Instant::now() < until, "the session never ended");
        sleep(Duration::from_millis(20)).await;
    }
    let fresh = Browser::refreshed(&server, &token).await;
    assert!(!fresh.resumed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_server_says_so() {
    let server = Server::with(HELLO, |config| config.max_sessions = 1).await;
    let mut first = server.open().await;
    first.settle().await;
    let mut second = Browser::connect(&server, None).await.unwrap();
    second
        .say(json!({"type": "hello", "token": null, "have": 0}))
        .await;
    let refused = second.receive().await;
    assert_eq!(
        (&refused["type"], &refused["reason"]),
        (&json!("refused"), &json!("full"))
    );
    assert!(second.next().await.is_none());
    first.set("N", json!(1)).await;
}

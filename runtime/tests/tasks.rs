//! Background tasks: whose they are, what ends them, and how the page hears of them.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use std::time::Duration;

use common::{Browser, Server};
use serde_json::json;
use tokio::time::sleep;

/// A task that goes on until it is ended, one that ends, and what the page knows of both.
const TWO: &str = r#"
let endless = st.task("endless", |job| { let n = 0; loop { n += 1 } }, start=false)
if st.button("Begin") { endless.start() }
if st.button("End") { endless.cancel() }
st.text(`endless ${endless.state}`)
let short = st.task("short", |job| { sleep(0.05); 42 }, start=false)
if st.button("Compute") { short.restart() }
st.text(`short ${short.state} ${short.place} ${short.result}`)
"#;

fn one_at_a_time(config: &mut mirror_runtime::config::Config) {
    config.max_tasks = 1;
    config.max_session_tasks = 1;
    config.session_expiry = Duration::from_millis(100);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_hears_of_the_end_by_itself_and_a_loop_without_end_can_be_ended() {
    let server = Server::with(TWO, one_at_a_time).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.set("Begin", json!(true)).await;
    browser.see("endless running").await;
    browser.set("Compute", json!(true)).await;
    browser.see("short queued 1").await;
    browser.set("End", json!(true)).await;
    browser.see("endless cancelled").await;
    browser.see("short done").await;
    browser.see("42").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_takes_its_tasks_with_it_and_no_others() {
    let server = Server::with(TWO, one_at_a_time).await;
    let mut first = server.open().await;
    first.settle().await;
    first.set("Begin", json!(true)).await;
    first.see("endless running").await;
    let mut second = server.open().await;
    second.settle().await;
    second.set("Compute", json!(true)).await;
    second.see("short queued 1").await;
    drop(first);
    second.see("short done").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_goes_on_while_nobody_looks() {
    let server = Server::with(TWO, |config| config.max_tasks = 2).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.set("Compute", json!(true)).await;
    let token = browser.token.clone();
    browser.socket.close(None).await.unwrap();
    sleep(Duration::from_millis(300)).await;
    let mut fresh = Browser::refreshed(&server, &token).await;
    fresh.see("short done").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_of_the_app_is_shared_and_outlives_who_began_it() {
    let script = r#"
        let task = st.task("once", |job| { sleep(0.4); 7 }, scope="app", start=false)
        if st.button("Begin") { task.start() }
        st.text(`${task.state} ${task.result}`)
    "#;
    let server = Server::with(script, one_at_a_time).await;
    let mut first = server.open().await;
    first.settle().await;
    let mut second = server.open().await;
    second.settle().await;
    first.set("Begin", json!(true)).await;
    drop(first);
    second.see("running").await;
    second.see("done 7").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_told_a_few_times_a_second_and_does_not_stop_a_run() {
    let script = r#"
        let task = st.task("busy", |job| { for i in 0..20000 { job.progress(i / 20000.0); sleep(0.0001) } }, start=false)
        if st.button("Begin") { task.start() }
        st.text(`${task.state} at ${task.progress}`)
        st.session_state.runs = st.session_state.get("runs", 0) + 1
        if st.checkbox("Slow") { sleep(0.7); st.text("the slow end") }
    "#;
    let server = Server::with(script, |config| config.max_tasks = 2).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.set("Begin", json!(true)).await;
    let before = browser.run;
    let began = tokio::time::Instant::now();
    while began.elapsed() < Duration::from_secs(1) {
        browser.receive().await;
    }
    let runs = browser.run - before;
    assert!((1..=8).contains(&runs), "{runs} runs in a second");
    browser.send("Slow", json!(true)).await;
    browser.see("the slow end").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_hold_for_a_task_and_its_error_is_its_own() {
    let script = r#"
        let task = st.task("too long", || { let n = 0; loop { n += 1 } })
        st.text(`${task.state}: ${task.error}`)
        st.text("the page is there")
    "#;
    let server = Server::with(script, |config| config.limits.operations = 50_000).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.see("the page is there").await;
    browser.see("failed: the script did more operations").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_goes_on_while_the_run_takes_its_time() {
    let script = r#"
        let task = st.task("beside", |job| { sleep(0.3); job.progress(0.5, "half way"); sleep(60) })
        st.task_view(task, label="Beside")
        sleep(60)
    "#;
    let server = Server::with(script, |_| {}).await;
    let mut browser = server.open().await;
    let half_way = |browser: &Browser| {
        let mut all = browser.page.all().into_iter();
        all.any(|node| {
            node.props
                .get("text")
                .is_some_and(|text| text == "half way")
        })
    };
    while !half_way(&browser) {
        browser.receive().await;
    }
    assert!(browser.running);
}

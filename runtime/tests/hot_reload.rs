//! A file is saved, and all pages follow.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use std::{fs, time::Duration};

use common::Server;
use serde_json::json;
use tokio::time::sleep;

const APP: &str = "let n = st.slider(\"N\", 0, 10, value=3)\nst.text(`first: n is ${n}`)\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_save_reruns_all_pages_and_keeps_what_was_set() {
    let server = Server::start(APP).await;
    server.watch().await;
    let (mut one, mut two) = (server.open().await, server.open().await);
    one.settle().await;
    two.settle().await;
    one.set("N", json!(8)).await;
    server.save("app.rhai", &APP.replace("first", "second"));
    one.see("second: n is 8").await;
    two.see("second: n is 3").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_does_not_compile_leaves_the_page_and_says_why() {
    let server = Server::start(APP).await;
    server.watch().await;
    let mut browser = server.open().await;
    browser.settle().await;
    server.save(
        "app.rhai",
        "let n = st.slider(\"N\", 0, 10\nst.text(\"never\")\n",
    );
    browser
        .until("the problem", |message| message["type"] == "problem")
        .await;
    let problem = browser.problem.clone().unwrap();
    assert_eq!(problem["file"], "app.rhai");
    assert!(problem["line"].as_u64().unwrap() >= 1, "{problem}");
    assert!(browser.text().contains("first: n is 3"), "the page stays");
    // It also works on: the last good script runs.
    browser.set("N", json!(5)).await;
    browser.see("first: n is 5").await;

    server.save("app.rhai", &APP.replace("first", "mended"));
    browser.see("mended: n is 5").await;
    assert_eq!(browser.problem, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_never_compiled_starts_with_its_first_good_save() {
    let server = Server::start("let n = (").await;
    server.watch().await;
    let mut browser = server.open().await;
    browser
        .until("the problem", |message| message["type"] == "problem")
        .await;
    assert!(browser.problem.is_some());
    server.save("app.rhai", APP);
    browser.see("first: n is 3").await;
    assert_eq!(browser.problem, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn editors_that_replace_the_file_are_followed() {
    let server = Server::start(APP).await;
    server.watch().await;
    let mut browser = server.open().await;
    browser.settle().await;
    for word in ["second", "third", "fourth"] {
        // Written beside it, then moved over it; or the old one moved away first.
        server.save(".app.rhai.swp", &APP.replace("first", word));
        if word == "third" {
            fs::rename(server.file("app.rhai"), server.file("app.rhai~")).unwrap();
            sleep(Duration::from_millis(60)).await;
        }
        fs::rename(server.file(".app.rhai.swp"), server.file("app.rhai")).unwrap();
        browser.see(&format!("{word}: n is 3")).await;
        assert_eq!(
            browser.problem, None,
            "a file that is away for a moment is no error"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_that_changes_nothing_runs_nothing() {
    let server = Server::start(APP).await;
    server.watch().await;
    let mut browser = server.open().await;
    browser.settle().await;
    server.save("app.rhai", APP);
    server.save("notes.txt", "hello");
    assert!(browser.quiet(Duration::from_millis(400)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_imported_file_is_followed_too() {
    let server = Server::start("st.text(\"alone\")").await;
    server.watch().await;
    server.save("words.rhai", "fn greeting() { \"hello\" }");
    let mut browser = server.open().await;
    browser.see("alone").await;
    server.save("app.rhai", "import \"words\" as w\nst.text(w::greeting())");
    browser.see("hello").await;
    // The watch set is looked at after the run.
    sleep(Duration::from_millis(400)).await;
    server.save("words.rhai", "fn greeting() { \"good evening\" }");
    browser.see("good evening").await;
    server.save("words.rhai", "fn greeting() { \"good");
    browser
        .until("the problem", |message| message["type"] == "problem")
        .await;
    assert_eq!(browser.problem.clone().unwrap()["file"], "words.rhai");
    assert!(browser.text().contains("good evening"), "the page stays");
    server.save("words.rhai", "fn greeting() { \"good night\" }");
    browser.see("good night").await;
}

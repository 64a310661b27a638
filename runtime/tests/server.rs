//! Real servers, real sockets: what a browser can rely on.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use std::time::Duration;

use common::{Browser, PATIENCE, Server};
use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

const HELLO: &str = r#"
st.title("Hello")
let n = st.slider("N", 0, 10, value=3)
st.text(`n is ${n}`)
"#;

const COUNTER: &str = r#"
let n = st.slider("N", 0, 1000)
if st.button("Count") { st.session_state.count = st.session_state.get("count", 0) + 1 }
st.text(`${st.session_state.get("count", 0)} clicks, n ${n}`)
"#;

const LOOP: &str = r#"
let n = st.slider("N", 0, 10)
st.text(`n is ${n}`)
if n == 1 { loop { } }
"#;

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

#[tokio::test(flavor = "multi_thread")]
async fn what_no_page_of_ours_sends_is_refused_and_the_session_stays() {
    let server = Server::start(HELLO).await;
    let wrong = [
        Message::text("{"),
        Message::text("[1, 2"),
        Message::text(r#"{"type":"evil"}"#),
        Message::text(r#"{"type":"event","id":"1","seq":-1,"value":0}"#),
        Message::text(r#"{"type":"event","id":"1","value":0,"seq":1,"path":"/etc/passwd"}"#),
        Message::text(format!(
            r#"{{"type":"event","id":"1","seq":1,"value":{}1{}}}"#,
            "[".repeat(500),
            "]".repeat(500)
        )),
        Message::text(r#"{"type":"hello","token":null,"have":0}"#),
        Message::binary(vec![1, 2, 3]),
        Message::text(format!(
            r#"{{"type":"query","query":"{}"}}"#,
            "x".repeat(1 << 20)
        )),
    ];
    let mut browser = server.open().await;
    browser.settle().await;
    for message in wrong {
        let what = message.to_string().chars().take(60).collect::<String>();
        let _ = browser.socket.send(message).await;
        let refused = browser.receive().await;
        assert_eq!(
            (&refused["type"], &refused["reason"]),
            (&json!("refused"), &json!("protocol")),
            "{what}"
        );
        assert!(browser.next().await.is_none(), "{what}");
        browser.reconnect(&server).await;
        assert!(browser.resumed, "{what}");
    }
    browser.set("N", json!(8)).await;
    browser.see("n is 8").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_begins_with_hello() {
    let server = Server::start(HELLO).await;
    let mut browser = Browser::connect(&server, None).await.unwrap();
    browser.say(json!({"type": "ping"})).await;
    assert_eq!(browser.receive().await["reason"], "protocol");
    assert_eq!(server.sessions.count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_does_not_fit_is_rejected_and_changes_nothing() {
    let server = Server::start(
        r#"
        let n = st.slider("N", 0, 10, value=3)
        let off = st.slider("Off", 0, 10, value=3, disabled=true)
        st.text(`n is ${n}, off is ${off}`)
        let ask = st.form("ask")
        ask.text_input("Inside")
        ask.form_submit_button("Send")
        "#,
    )
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    let run = browser.run;
    let id = |label: &str| browser.widget(label).id.clone();
    let (n, off, inside, send) = (id("N"), id("Off"), id("Inside"), id("Send"));
    let title = browser
        .page
        .all()
        .iter()
        .find(|node| node.kind == "text")
        .unwrap()
        .id
        .clone();
    let wrong = [
        (n.as_str(), json!("seven")),
        (&n, json!(11)),
        (&n, json!(-1)),
        (&n, json!(1.5)),
        (&n, json!(null)),
        (&n, json!([1, 2])),
        (&n, json!({"path": "/etc/passwd"})),
        (&off, json!(5)),
        (&inside, json!("hello")),
        (&title, json!(1)),
        ("zzzzzzz", json!(1)),
        ("../etc", json!(1)),
        ("1", json!(1)),
        ("0", json!(1)),
    ];
    for (id, value) in wrong {
        browser.seq += 1;
        let seq = browser.seq;
        browser
            .say(json!({"type": "event", "id": id, "value": value, "seq": seq}))
            .await;
        let answer = browser
            .until("an answer", |message| message["type"] == "rejected")
            .await;
        assert_eq!((&answer["id"], &answer["seq"]), (&json!(id), &json!(seq)));
        assert!(!answer["message"].as_str().unwrap().is_empty());
    }
    browser.seq += 1;
    browser
        .say(json!({"type": "submit", "id": send, "values": {n.clone(): 5}, "seq": browser.seq}))
        .await;
    browser
        .until("an answer", |message| message["type"] == "rejected")
        .await;
    assert_eq!(browser.run, run, "nothing ran");
    browser.set("N", json!(4)).await;
    browser.see("n is 4, off is 3").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sends_its_values_together() {
    let server = Server::start(
        r#"
        let ask = st.form("ask")
        let name = ask.text_input("Name")
        let age = ask.number_input("Age", value=1)
        if ask.form_submit_button("Send") { st.text(`${name} is ${age}`) } else { st.text("not sent") }
        "#,
    )
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    let id = |label: &str| browser.widget(label).id.clone();
    let (name, age, send) = (id("Name"), id("Age"), id("Send"));
    browser.seq += 1;
    browser
        .say(json!({"type": "submit", "id": send, "values": {name: "Ada", age: 36}, "seq": browser.seq}))
        .await;
    browser.settle().await;
    browser.see("Ada is 36").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pings_are_answered() {
    let server = Server::start(HELLO).await;
    let mut browser = server.open().await;
    browser.say(json!({"type": "ping"})).await;
    browser
        .until("a pong", |message| message["type"] == "pong")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_other_sites_cannot_open_a_socket() {
    let server = Server::start(HELLO).await;
    for origin in ["http://evil.example", "null", "http://localhost:1"] {
        assert!(
            Browser::connect(&server, Some(origin)).await.is_err(),
            "{origin}"
        );
    }
    let own = format!("http://{}", server.address);
    assert!(Browser::connect(&server, Some(&own)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn other_names_and_other_paths_get_nothing() {
    let server = Server::start(HELLO).await;
    assert_eq!(server.http("/", &[("Host", "evil.example")]).await.0, 421);
    for path in [
        "/evil%3Cscript%3E",
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/x",
        "/media/..%2f..%2fetc%2fpasswd",
        "/media/1-0",
    ] {
        let (status, head, body) = server.http(path, &[]).await;
        assert_eq!((status, &*body), (404, &b"not found\n"[..]), "{path}");
        assert!(
            head.contains("text/plain") && head.contains("nosniff"),
            "{head}"
        );
    }
    assert_eq!(server.http("/health", &[]).await.2, b"ok");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_strict_and_comes_in_what_the_browser_takes() {
    let server = Server::start(HELLO).await;
    let (status, head, plain) = server.http("/", &[]).await;
    assert_eq!(status, 200);
    for wanted in [
        "default-src 'none'",
        "script-src 'self';",
        "cache-control: no-cache",
        "vary: accept-encoding",
        "nosniff",
    ] {
        assert!(head.contains(wanted), "{wanted}\n{head}");
    }
    assert!(!head.contains("content-encoding"), "{head}");
    let page = String::from_utf8(plain.clone()).unwrap();
    assert!(
        !page.contains("=\"/") && !page.contains("=\"http"),
        "only relative addresses: {page}"
    );

    let (_, head, packed) = server
        .http("/", &[("Accept-Encoding", "gzip, deflate")])
        .await;
    assert!(head.contains("content-encoding: gzip"), "{head}");
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(
        &mut flate2::read::GzDecoder::new(&packed[..]),
        &mut unpacked,
    )
    .unwrap();
    assert_eq!(unpacked, plain);

    let etag = head
        .lines()
        .find_map(|line| line.strip_prefix("etag: "))
        .unwrap();
    let (status, _, body) = server
        .http("/", &[("Accept-Encoding", "gzip"), ("If-None-Match", etag)])
        .await;
    assert_eq!((status, body.len()), (304, 0));
    let (status, _, _) = server.http("/", &[("If-None-Match", etag)]).await;
    assert_eq!(status, 200, "another encoding is another answer");

    // Where the web client was built, its files are packed and stay for good.
    let Some(script) = page.split('"').find(|part| part.ends_with(".js")) else {
        return;
    };
    let path = script.trim_start_matches('.');
    let (_, head, packed) = server
        .http(path, &[("Accept-Encoding", "br;q=1.0, gzip")])
        .await;
    assert!(
        head.contains("content-encoding: br") && head.contains("immutable"),
        "{head}"
    );
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(
        &mut brotli::Decompressor::new(&packed[..], 4096),
        &mut unpacked,
    )
    .unwrap();
    assert_eq!(
        unpacked,
        server.http(path, &[("Accept-Encoding", "br;q=0")]).await.2
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn media_is_served_under_its_id_and_can_run_nothing() {
    let server = Server::start(
        r#"
        let color = st.text_input("Color", value="red")
        st.image(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect fill="${color}"/></svg>`)
        "#,
    )
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    let source = |browser: &Browser| {
        let image = browser
            .page
            .all()
            .into_iter()
            .find(|node| node.kind == "image")
            .unwrap();
        image.props["images"][0]["src"].as_str().unwrap().to_owned()
    };
    let red = source(&browser);
    let (status, head, body) = server.http(&format!("/{red}"), &[]).await;
    assert_eq!(status, 200);
    for wanted in [
        "image/svg+xml",
        "nosniff",
        "content-security-policy: sandbox; default-src 'none'",
    ] {
        assert!(head.contains(wanted), "{wanted}\n{head}");
    }
    assert!(String::from_utf8(body).unwrap().contains("red"));

    for color in ["blue", "green"] {
        browser.set("Color", json!(color)).await;
    }
    assert_ne!(source(&browser), red);
    assert_eq!(
        server.http(&format!("/{red}"), &[]).await.0,
        404,
        "no page names it any more"
    );
    assert_eq!(
        server.http(&format!("/{}", source(&browser)), &[]).await.0,
        200
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

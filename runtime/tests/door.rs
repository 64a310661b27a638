//! The door: what is let in, and what the page and its files are served with.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use common::{Browser, HELLO, Server};
use futures_util::SinkExt;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

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

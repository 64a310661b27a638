//! Files from people: who may send which, what is refused, and what is left in the end. And files
//! that pages offer, in parts and as downloads.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use common::{Browser, PATIENCE, Server};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

const APP: &str = r#"
let file = st.file_uploader("Data", ["csv", "png"], max_upload_size=1)
if file == () { st.text("no file") } else { st.text(`${file.name} has ${file.size} bytes of ${file.type}: ${file.text()}`) }
let several = st.file_uploader("Several", accept_multiple_files=true)
st.text(`${several.len()} files`)
let kept = st.session_state.get("kept", ())
if kept == () && several.len() > 0 { st.session_state.kept = several[0] }
if kept != () { st.text(`kept ${kept.name}: ${kept.text()}`) }
st.slider("N", 0, 10)
st.file_uploader("Off", disabled=true)
"#;

fn token(browser: &Browser) -> &str {
    browser.token.as_deref().unwrap()
}

/// What a request may say; the rest is what our page says.
#[derive(Default)]
struct Sent<'a> {
    method: &'a str,
    name: &'a str,
    origin: Option<&'a str>,
    /// Announced in place of the length of the body.
    length: Option<usize>,
    chunked: bool,
}

/// Sends a file as a page would, and gives the status and the body of the answer.
async fn send(
    server: &Server,
    token: &str,
    path: &str,
    body: &[u8],
    sent: Sent<'_>,
) -> (u16, String) {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let method = if sent.method.is_empty() {
        "POST"
    } else {
        sent.method
    };
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nX-Mirror-Session: {token}\r\nX-Mirror-Name: {}\r\n",
        server.address, sent.name
    );
    if let Some(origin) = sent.origin {
        head += &format!("Origin: {origin}\r\n");
    }
    let mut bytes = Vec::new();
    if sent.chunked {
        head += "Transfer-Encoding: chunked\r\n";
        for piece in body.chunks(1000) {
            bytes.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
            bytes.extend_from_slice(piece);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"0\r\n\r\n");
    } else {
        head += &format!("Content-Length: {}\r\n", sent.length.unwrap_or(body.len()));
        bytes.extend_from_slice(body);
    }
    stream
        .write_all(format!("{head}\r\n").as_bytes())
        .await
        .unwrap();
    // A server that refuses may close before all is sent.
    let _ = stream.write_all(&bytes).await;
    if sent.length.is_some_and(|length| length > body.len()) {
        stream.shutdown().await.unwrap();
    }
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut answer))
        .await
        .unwrap();
    let answer = String::from_utf8_lossy(&answer);
    let status = answer
        .split(' ')
        .nth(1)
        .map_or(0, |status| status.parse().unwrap());
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    (status, body.to_owned())
}

/// Uploads a file that is taken, and gives what the server says of it.
async fn upload(server: &Server, browser: &Browser, label: &str, name: &str, body: &[u8]) -> Value {
    let path = format!("/upload/{}", browser.widget(label).id);
    let sent = Sent {
        name,
        ..Sent::default()
    };
    let (status, answer) = send(server, token(browser), &path, body, sent).await;
    assert_eq!(status, 201, "{answer}");
    serde_json::from_str(&answer).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_reaches_the_script_and_stays_over_reruns_and_reconnects() {
    let server = Server::start(APP).await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.see("no file").await;
    let info = upload(
        &server,
        &browser,
        "Data",
        "../../Gr%C3%B6%C3%9Fe.csv",
        b"a,b\n1,2",
    )
    .await;
    assert_eq!(
        (&info["name"], &info["size"], &info["type"]),
        (&json!("Größe.csv"), &json!(7), &json!("text/csv"))
    );
    browser.set("Data", json!([info])).await;
    browser
        .see("Größe.csv has 7 bytes of text/csv: a,b\n1,2")
        .await;
    browser.set("N", json!(3)).await;
    browser
        .see("Größe.csv has 7 bytes of text/csv: a,b\n1,2")
        .await;
    browser.reconnect(&server).await;
    assert!(browser.resumed);
    browser.set("N", json!(4)).await;
    browser
        .see("Größe.csv has 7 bytes of text/csv: a,b\n1,2")
        .await;
    browser.set("Data", json!([])).await;
    browser.see("no file").await;
    let (status, ..) = server
        .http(&format!("/upload/{}", info["id"].as_str().unwrap()), &[])
        .await;
    assert_eq!(status, 404, "a file that was taken out is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_script_keeps_outlives_the_widget() {
    let server = Server::start(APP).await;
    let mut browser = server.open().await;
    browser.settle().await;
    let first = upload(&server, &browser, "Several", "one.txt", b"first").await;
    let second = upload(&server, &browser, "Several", "two.txt", b"second").await;
    browser.set("Several", json!([first, second])).await;
    browser.see("2 files").await;
    browser.set("Several", json!([])).await;
    browser.see("kept one.txt: first").await;
    let (status, ..) = server
        .http(&format!("/upload/{}", first["id"].as_str().unwrap()), &[])
        .await;
    assert_eq!(status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_session_itself_may_send_and_only_to_what_takes_files() {
    let server = Server::start(APP).await;
    let (mut browser, mut other) = (server.open().await, server.open().await);
    browser.settle().await;
    other.settle().await;
    let id = |label: &str| format!("/upload/{}", browser.widget(label).id);
    let same = format!("http://{}", server.address);
    let cases: [(&str, &str, Option<&str>, u16); 10] = [
        ("", &id("Data"), None, 404),
        ("0123456789abcdef0123456789abcdef", &id("Data"), None, 404),
        (token(&browser), &id("N"), None, 404),
        (token(&browser), &id("Off"), None, 404),
        (token(&browser), "/upload/zzzz", None, 404),
        (token(&browser), "/upload/..%2f..%2fetc", None, 404),
        (
            token(&browser),
            &id("Data"),
            Some("http://evil.example"),
            403,
        ),
        (token(&browser), &id("Data"), Some("null"), 403),
        (token(&browser), &id("Data"), Some(&same), 201),
        (token(&other), &id("Data"), None, 201),
    ];
    for (token, path, origin, expected) in cases {
        let sent = Sent {
            name: "a.csv",
            origin,
            ..Sent::default()
        };
        let (status, _) = send(&server, token, path, b"a,b", sent).await;
        assert_eq!(status, expected, "{path} {origin:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_another_session_is_nobodys_value() {
    let server = Server::start(APP).await;
    let (mut browser, mut other) = (server.open().await, server.open().await);
    browser.settle().await;
    other.settle().await;
    let info = upload(&server, &browser, "Several", "secret.txt", b"secret").await;
    let (id, target) = (
        info["id"].as_str().unwrap(),
        other.widget("Several").id.clone(),
    );
    for forged in [
        json!([info]),
        json!([{ "id": "../../etc/passwd" }]),
        json!([{ "__file": id }]),
    ] {
        other.seq += 1;
        other
            .say(json!({"type": "event", "id": target, "value": forged, "seq": other.seq}))
            .await;
        let rejected = other
            .until("an answer", |message| message["type"] == "rejected")
            .await;
        assert!(!rejected["message"].as_str().unwrap().contains("secret"));
    }
    let path = format!("/upload/{id}");
    let remove = || Sent {
        method: "DELETE",
        ..Sent::default()
    };
    assert_eq!(
        send(&server, token(&other), &path, b"", remove()).await.0,
        404
    );
    assert_eq!(
        send(&server, token(&browser), &path, b"", remove()).await.0,
        204
    );
    assert_eq!(
        send(&server, token(&browser), &path, b"", remove()).await.0,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_refused_with_the_reason() {
    let server = Server::start(APP).await;
    let mut browser = server.open().await;
    browser.settle().await;
    let path = format!("/upload/{}", browser.widget("Data").id);
    let large = vec![b'x'; (1 << 20) + 1];
    let (announced, unannounced) = (false, true);
    for chunked in [announced, unannounced] {
        let sent = Sent {
            name: "a.csv",
            chunked,
            ..Sent::default()
        };
        let (status, why) = send(&server, token(&browser), &path, &large, sent).await;
        assert_eq!(status, 413, "{why}");
        assert!(why.contains("the file is larger than 1 MB"), "{why}");
    }
    for (name, body) in [("a.exe", &b"MZ"[..]), ("a.png", b"<html>"), ("csv", b"a,b")] {
        let sent = Sent {
            name,
            ..Sent::default()
        };
        let (status, why) = send(&server, token(&browser), &path, body, sent).await;
        assert_eq!(
            (status, why.as_str()),
            (415, "this is no .csv or .png file\n"),
            "{name}"
        );
    }
    let sent = Sent {
        name: "a.csv",
        chunked: true,
        ..Sent::default()
    };
    assert_eq!(
        send(&server, token(&browser), &path, &large[1..], sent)
            .await
            .0,
        201
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_breaks_off_and_a_session_that_ends_leave_nothing() {
    let server = Server::with(APP, |config| config.session_upload_bytes = 1 << 20).await;
    let mut browser = server.open().await;
    browser.settle().await;
    let path = format!("/upload/{}", browser.widget("Several").id);
    let half = vec![1; 600_000];
    // The budget takes one such file, but not two: each that breaks off gives its room back.
    for _ in 0..4 {
        let sent = Sent {
            name: "a.bin",
            length: Some(900_000),
            ..Sent::default()
        };
        let (status, _) = send(&server, token(&browser), &path, &half, sent).await;
        assert!(status != 201, "{status}");
    }
    let info = upload(&server, &browser, "Several", "a.bin", &half).await;
    let id = info["id"].as_str().unwrap().to_owned();
    let file = server
        .sessions
        .app()
        .uploads
        .find_by_id(&id)
        .unwrap()
        .path()
        .to_path_buf();
    assert!(file.exists());
    let left: Vec<_> = std::fs::read_dir(file.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 2, "the file and the lock: {left:?}");
    server.stop().await;
    assert!(!file.parent().unwrap().exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_runs_nothing_and_comes_in_parts() {
    let server = Server::start(APP).await;
    let mut browser = server.open().await;
    browser.settle().await;
    let html = b"<script>alert(1)</script>";
    let info = upload(&server, &browser, "Several", "page.html", html).await;
    let path = format!("/upload/{}", info["id"].as_str().unwrap());
    let (status, head, body) = server.http(&path, &[]).await;
    assert_eq!((status, body.as_slice()), (200, &html[..]));
    for line in [
        "content-disposition: attachment; filename=\"page.html\"",
        "x-content-type-options: nosniff",
        "content-security-policy: sandbox",
    ] {
        assert!(head.contains(line), "{line}\n{head}");
    }
    let (status, head, body) = server.http(&path, &[("Range", "bytes=1-6")]).await;
    assert_eq!((status, body.as_slice()), (206, &b"script"[..]));
    assert!(head.contains("content-range: bytes 1-6/25"), "{head}");
}

const SHELF: &str = r#"
st.download_button("Save", "a,b\n1,2", "Größe \"1\".csv")
st.download_button("Big", path="big.bin", key="big")
if st.download_button("Made", || `made ${st.session_state.get("made", 0)}`, "made.txt") { st.text("clicked") }
"#;

#[tokio::test(flavor = "multi_thread")]
async fn downloads_have_safe_names_and_files_come_from_where_they_lie() {
    let server = Server::start("st.text(\"wait\")").await;
    let all: Vec<u8> = (0..300_000_u32).map(|at| (at % 251) as u8).collect();
    std::fs::write(server.file("big.bin"), &all).unwrap();
    server.save("app.rhai", SHELF);
    let sessions = std::sync::Arc::clone(&server.sessions);
    let app = std::sync::Arc::clone(sessions.app());
    std::thread::Builder::new()
        .stack_size(mirror_runtime::run::STACK)
        .spawn(move || app.reload())
        .unwrap()
        .join()
        .unwrap();
    let mut browser = server.open().await;
    browser.settle().await;
    let src = |label: &str| {
        browser.widget(label).props["src"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let (status, head, body) = server.http(&format!("/{}", src("Save")), &[]).await;
    assert_eq!((status, body.as_slice()), (200, &b"a,b\n1,2"[..]));
    assert!(
        head.contains("content-disposition: attachment; filename=\"gr__e _1_.csv\"; filename*=utf-8''gr%c3%b6%c3%9fe%20%221%22.csv"),
        "{head}"
    );
    let big = format!("/{}", src("Big"));
    let (status, head, body) = server.http(&big, &[]).await;
    assert_eq!((status, body.len()), (200, all.len()));
    assert_eq!(body, all);
    let tag = head
        .lines()
        .find_map(|line| line.strip_prefix("etag: "))
        .unwrap()
        .to_owned();
    for (range, held, expected, part) in [
        ("bytes=100000-199999", tag.as_str(), 206, 100_000..200_000),
        ("bytes=-5", &tag, 206, 299_995..300_000),
        ("bytes=5-9", "\"other\"", 200, 0..300_000),
        ("bytes=300000-", &tag, 416, 0..0),
    ] {
        let (status, head, body) = server
            .http(&big, &[("Range", range), ("If-Range", held)])
            .await;
        assert_eq!(
            (status, body.len()),
            (expected, part.len()),
            "{range} {head}"
        );
        assert_eq!(body, all[part], "{range}");
    }
    let (status, head, _) = server.http(&big, &[("Range", "bytes=300000-")]).await;
    assert!(
        status == 416 && head.contains("content-range: bytes */300000"),
        "{head}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_function_makes_is_there_after_the_click() {
    let server = Server::start(
        r#"if st.download_button("Made", || `made in ${1 + 1}`, "made.txt") { st.text("clicked") }"#,
    )
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    assert!(!browser.widget("Made").props.contains_key("made"));
    browser.set("Made", json!(true)).await;
    browser.see("clicked").await;
    let made = browser.widget("Made").props["made"]["src"]
        .as_str()
        .unwrap()
        .to_owned();
    let (status, head, body) = server.http(&format!("/{made}"), &[]).await;
    assert_eq!((status, body.as_slice()), (200, &b"made in 2"[..]));
    assert!(
        head.contains("filename=\"made.txt\"") && head.contains("content-type: text/plain"),
        "{head}"
    );
}

#[test]
fn a_drawing_is_given_to_a_model_as_numbers() {
    let mut app = mirror_runtime::testing::AppTest::from_text(
        r#"
        let digit = st.sketchpad("Digit", 28, 28, background="black", stroke_color="white")
        if digit != () { st.text(`${digit.pixels(2, 2)}`); st.image(digit) }
        "#,
    );
    let dot = mirror_widgets::pixels_to_png(2, 2, 1, &[0, 255, 255, 0]).unwrap();
    app.upload("Digit", &[("drawing.png", &dot)]).unwrap();
    assert!(
        app.text().contains("[[0.0, 1.0], [1.0, 0.0]]"),
        "{}",
        app.text()
    );
    assert!(app.text().contains("image images: "), "{}", app.text());
    let refused = app.upload("Digit", &[("drawing.png", b"<svg/>")]);
    assert_eq!(refused, Err("this is no image/png file".into()));
}

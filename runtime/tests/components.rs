//! The files of components: what browsers may have of them, and what values they may send.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use std::fs;

use common::{Browser, Server};
use serde_json::{Map, Value, json};

const APP: &str = r#"
let n = st.component("stars", data=#{max: 5}, default=#{n: 1}, triggers=["saved"], key="stars")
st.text(`n is ${n.n}, saved ${n.saved}`)
"#;

/// An app with a component, and things that are none of its business.
async fn server(script: &str, trusted: &[&str]) -> Server {
    let trusted = trusted.iter().map(|name| (*name).to_owned()).collect();
    let server = Server::with(script, |config| {
        config.trusted_components = trusted;
        let folder = config.folder.join("components/stars");
        fs::create_dir_all(folder.join("lib")).unwrap();
        for (name, text) in [
            ("index.js", "export default { render() {} }"),
            ("index.css", "b { color: red }"),
            ("lib/more.js", "export const more = 1"),
            (".env", "SECRET=1"),
            ("notes.md", "private"),
        ] {
            fs::write(folder.join(name), text).unwrap();
        }
        fs::write(config.folder.join("secrets.toml"), "key = \"s3cret\"").unwrap();
    });
    server.await
}

async fn open(server: &Server) -> Browser {
    let mut browser = server.open().await;
    browser.settle().await;
    browser
}

/// What the browser knows of the component.
fn stars(browser: &Browser) -> &Map<String, Value> {
    &browser.widget("Stars").props
}

/// `component/ID/VERSION`, as the page names it.
fn address(browser: &Browser) -> String {
    let module = stars(browser)["module"].as_str().unwrap().to_owned();
    module.strip_suffix("/index.js").unwrap().to_owned()
}

#[tokio::test]
async fn the_files_of_a_component_are_served_for_frames_without_an_origin() {
    let server = server(APP, &[]).await;
    let browser = open(&server).await;
    let address = address(&browser);
    assert_eq!(stars(&browser)["style"], format!("{address}/index.css"));
    assert_eq!(stars(&browser)["trusted"], false);
    for (path, mime, text) in [
        (
            "index.js",
            "text/javascript; charset=utf-8",
            "export default { render() {} }",
        ),
        (
            "lib/more.js",
            "text/javascript; charset=utf-8",
            "export const more = 1",
        ),
        ("index.css", "text/css; charset=utf-8", "b { color: red }"),
    ] {
        let (status, headers, body) = server.http(&format!("/{address}/{path}"), &[]).await;
        assert_eq!((status, body.as_slice()), (200, text.as_bytes()), "{path}");
        for header in [
            format!("content-type: {mime}"),
            "access-control-allow-origin: *".into(),
            "x-content-type-options: nosniff".into(),
            "content-security-policy: sandbox; default-src 'none'".into(),
        ] {
            assert!(headers.contains(&header), "{header} is not in {headers}");
        }
        assert!(!headers.contains("allow-credentials"), "{headers}");
    }
}

#[tokio::test]
async fn no_address_leads_out_of_the_folder_or_to_what_is_no_part_of_it() {
    let server = server(APP, &[]).await;
    let browser = open(&server).await;
    let address = address(&browser);
    let id = address.split('/').nth(1).unwrap().to_owned();
    let wrong = [
        format!("/{address}/../../secrets.toml"),
        format!("/{address}/..%2f..%2fsecrets.toml"),
        format!("/{address}/%2e%2e/%2e%2e/app.rhai"),
        format!("/{address}/lib/../index.js"),
        format!("/{address}//index.js"),
        format!("/{address}/lib"),
        format!("/{address}/lib/"),
        format!("/{address}/.env"),
        format!("/{address}/notes.md"),
        format!("/{address}/%2fetc%2fpasswd"),
        format!("/{address}/index.js%00.css"),
        format!("/{address}/\\..\\..\\secrets.toml"),
        format!("/component/{id}/..%2f/index.js"),
        format!("/component/{}/0/index.js", "0".repeat(32)),
        "/component/components/0/index.js".into(),
        "/component/".into(),
    ];
    for path in wrong {
        let (status, _, body) = server.http(&path, &[]).await;
        assert!(status == 404 || status == 400, "{path}: {status}");
        assert!(!String::from_utf8_lossy(&body).contains("s3cret"), "{path}");
    }
}

#[tokio::test]
async fn the_frame_may_load_from_here_only_and_has_no_origin() {
    let server = server(APP, &[]).await;
    let (_, headers, _) = server.http("/component/frame", &[]).await;
    let policy = headers
        .lines()
        .find(|line| line.starts_with("content-security-policy: "))
        .unwrap();
    for part in [
        "sandbox allow-scripts;",
        "default-src 'none'",
        "frame-ancestors 'self'",
        "form-action 'none'",
    ] {
        assert!(policy.contains(part), "{part} is not in {policy}");
    }
    for never in ["allow-same-origin", "http:", "https:", "'unsafe-eval'"] {
        assert!(!policy.contains(never), "{never} is in {policy}");
    }
    assert!(
        !headers.contains("access-control-allow-origin"),
        "{headers}"
    );
    let (_, headers, _) = server.http("/", &[]).await;
    assert!(
        !headers.contains("access-control-allow-origin"),
        "{headers}"
    );
}

#[tokio::test]
async fn what_a_browser_sends_is_checked() {
    let server = server(APP, &[]).await;
    let mut browser = open(&server).await;
    let mut deep = json!(1);
    for _ in 0..40 {
        deep = json!([deep]);
    }
    for (wrong, why) in [
        (json!({ "other": 1 }), "no state `other`"),
        (json!([1]), "a map of its states"),
        (json!({ "n": deep }), "levels deep"),
        (json!({ "n": "x".repeat(600 << 10) }), "larger than 512 KB"),
        (json!({ "$trigger": { "other": 1 } }), "no trigger `other`"),
        (
            json!({ "$trigger": { "saved": 1 }, "n": 2 }),
            "one trigger at a time",
        ),
    ] {
        browser.send("Stars", wrong).await;
        let said = browser
            .until("a rejection", |message| message["type"] == "rejected")
            .await;
        assert!(said["message"].as_str().unwrap().contains(why), "{said}");
    }
    browser.set("Stars", json!({ "n": 4 })).await;
    browser.see("n is 4, saved ").await;
    browser
        .set("Stars", json!({ "$trigger": { "saved": 9 } }))
        .await;
    browser.see("n is 4, saved 9").await;
}

#[tokio::test]
async fn trust_comes_from_the_script_or_the_settings() {
    for named in ["stars", "components/stars", "./components/stars/"] {
        let server = server(APP, &[named]).await;
        let browser = open(&server).await;
        assert_eq!(stars(&browser)["trusted"], true, "{named}");
    }
    let server = server("st.component(\"stars\", trusted=true)", &["other"]).await;
    assert_eq!(stars(&open(&server).await)["trusted"], true);
}

#[tokio::test]
async fn a_saved_file_of_a_component_runs_the_page_again_with_its_value() {
    let server = server(APP, &[]).await;
    server.watch().await;
    let mut browser = open(&server).await;
    let before = address(&browser);
    browser.set("Stars", json!({ "n": 4 })).await;
    browser.see("n is 4, saved ").await;
    // The watcher has seen the run that drew it.
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    server.save(
        "components/stars/index.js",
        "export default { render({ el }) {} }",
    );
    while address(&browser) == before {
        browser.receive().await;
    }
    assert_eq!(stars(&browser)["value"], json!({ "n": 4 }));
}

//! Apps of several pages: addresses, the menu, and what surrounds a script.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use common::{Browser, Server};
use mirror_runtime::run;
use serde_json::{Value, json};

const APP: &str = r#"
let home = st.Page(|| { st.title("Home"); st.text("welcome"); if st.button("Go") { st.switch_page("report.rhai", query_params=#{ id: 7 }) } }, title="Start", icon="🏠", default=true)
let report = st.Page("report.rhai", title="Weekly report")
let page = st.navigation(#{ "Work": [home, report], "Elsewhere": [st.Page("https://example.org", title="Docs")] })
page.run()
st.caption(`at ${page.title}`)
"#;

const REPORT: &str = r#"
fn heading(name) { st.title(name) }
heading("Report")
let words = st.text_input("Note", key="note")
st.text(`note is ${words}, id is ${st.query_params.get("id", "none")}`)
"#;

async fn start() -> Server {
    let server = Server::start(APP).await;
    server.save("report.rhai", REPORT);
    server
}

/// A browser that opened the page at an address.
async fn open(server: &Server, path: &str, more: Value) -> Browser {
    let mut browser = Browser::connect(server, None).await.unwrap();
    let mut hello = json!({"type": "hello", "token": null, "have": 0, "path": path, "visit": 1});
    hello
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    browser.say(hello).await;
    browser.settle().await;
    browser
}

async fn go(browser: &mut Browser, path: &str, visit: u64) {
    let before = browser.run;
    browser
        .say(json!({"type": "query", "query": "", "path": path, "visit": visit}))
        .await;
    while browser.run == before || browser.running {
        browser.receive().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_opens_its_page_with_its_title() {
    let server = start().await;
    let home = open(&server, "", json!({})).await;
    assert!(home.text().contains("welcome"), "{}", home.text());
    assert_eq!(home.page.props["title"], "Start");
    assert_eq!(home.page.props["icon"], "🏠");
    assert_eq!(home.page.props["path"], "");
    let report = open(&server, "report", json!({"query": "id=3"})).await;
    assert!(
        report.text().contains("note is , id is 3"),
        "{}",
        report.text()
    );
    assert_eq!(report.page.props["title"], "Weekly report");
    let sections = &report.page.props["navigation"]["sections"];
    assert_eq!(sections[0]["title"], "Work");
    assert_eq!(
        sections[0]["pages"][1],
        json!({"title": "Weekly report", "path": "report"})
    );
    assert_eq!(sections[1]["pages"][0]["url"], "https://example.org");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_gives_every_page_the_same_html_and_no_file() {
    let server = start().await;
    server.save("secrets.toml", "token = \"hunter2-hunter2\"");
    let (status, head, body) = server.http("/report", &[]).await;
    assert_eq!(status, 200);
    assert!(head.contains("content-security-policy"), "{head}");
    assert_eq!(body, server.http("/", &[]).await.2);
    for path in [
        "/secrets.toml",
        "/report.rhai",
        "/.mirror",
        "/a/b",
        "/%2e%2e",
        "/report%00",
    ] {
        let (status, _, body) = server.http(path, &[]).await;
        assert_eq!((status, &*body), (404, &b"not found\n"[..]), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_there_is_not_lists_those_that_there_are() {
    let server = start().await;
    let browser = open(&server, "reprot", json!({})).await;
    let all = browser.page.all();
    let notice = all
        .iter()
        .find(|node| node.kind == "page_not_found")
        .unwrap();
    assert_eq!(notice.props["asked"], "reprot");
    assert_eq!(notice.props["pages"][1]["path"], "report");
    assert_eq!(browser.page.props["title"], "Page not found");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_without_pages_says_so_once_and_shows_itself() {
    let server = Server::start("st.text(\"all there is\")\nif st.button(\"Again\") { }").await;
    let mut browser = open(&server, "nowhere", json!({})).await;
    let asked = |browser: &Browser| {
        browser
            .page
            .all()
            .iter()
            .any(|node| node.kind == "page_not_found")
    };
    assert!(asked(&browser) && browser.text().contains("all there is"));
    browser.set("Again", json!(true)).await;
    assert!(!asked(&browser));
}

#[tokio::test(flavor = "multi_thread")]
async fn going_back_finds_what_was_left_and_nothing_leaks() {
    let app = APP.replace("[home, report]", "[home, report, \"other.rhai\"]");
    let server = Server::start(&app).await;
    server.save("report.rhai", REPORT);
    server.save(
        "other.rhai",
        "st.title(\"Other\")\nst.text(`other note is ${st.text_input(\"Note\", key=\"note\")}.`)",
    );
    let mut browser = open(&server, "report", json!({})).await;
    browser.set("Note", json!("mine")).await;
    go(&mut browser, "other", 2).await;
    assert!(
        browser.text().contains("other note is ."),
        "{}",
        browser.text()
    );
    assert!(!browser.text().contains("welcome"));
    go(&mut browser, "report", 3).await;
    assert!(
        browser.text().contains("note is mine"),
        "{}",
        browser.text()
    );
    assert_eq!(browser.page.props["visit"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn switch_page_goes_there_and_back_again_is_news() {
    let server = start().await;
    let mut browser = open(&server, "", json!({})).await;
    browser.set("Go", json!(true)).await;
    browser.see("id is 7").await;
    browser.settle().await;
    assert_eq!(
        (&browser.page.props["path"], &browser.page.props["query"]),
        (&json!("report"), &json!("id=7"))
    );
    // The browser says where it is now, as it does after writing the address; then it goes back.
    go(&mut browser, "", 5).await;
    assert!(browser.text().contains("welcome"), "{}", browser.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn scripts_in_the_folder_are_pages_by_themselves() {
    let server = Server::start("st.text(\"main page\")").await;
    std::fs::create_dir(server.file("pages")).unwrap();
    server.save("pages/2_📊_Charts.rhai", "st.text(\"the charts\")");
    server.save("pages/1_first.rhai", "st.text(\"the first\")");
    let browser = open(&server, "Charts", json!({})).await;
    assert_eq!(browser.text(), "the charts");
    let pages = &browser.page.props["navigation"]["sections"][0]["pages"];
    let titles: Vec<&str> = pages
        .as_array()
        .unwrap()
        .iter()
        .map(|page| page["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles[1..], ["First", "Charts"]);
    assert_eq!(pages[2]["icon"], "📊");
    assert_eq!(open(&server, "", json!({})).await.text(), "main page");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_script_in_the_folder_is_a_new_entry_of_the_menu() {
    let server = Server::start("st.text(\"main page\")").await;
    std::fs::create_dir(server.file("pages")).unwrap();
    server.save("pages/first.rhai", "st.text(\"the first\")");
    let mut browser = open(&server, "", json!({})).await;
    server.watch().await;
    server.save("pages/second.rhai", "st.text(\"the second\")");
    let pages = |browser: &Browser| {
        browser.page.props["navigation"]["sections"][0]["pages"]
            .as_array()
            .unwrap()
            .len()
    };
    while pages(&browser) < 3 {
        browser.receive().await;
    }
    go(&mut browser, "second", 2).await;
    assert_eq!(browser.text(), "the second");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_page_reruns_and_a_broken_one_leaves_what_was_shown() {
    let server = start().await;
    let mut browser = open(&server, "report", json!({})).await;
    server.watch().await;
    server.save("report.rhai", "st.text(\"newer\")");
    browser.see("newer").await;
    server.save("report.rhai", "st.text(");
    browser
        .until("the problem", |message| message["type"] == "problem")
        .await;
    assert_eq!(browser.problem.as_ref().unwrap()["file"], "report.rhai");
    assert!(browser.text().contains("newer"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_in_a_page_names_its_file_and_line() {
    let server = start().await;
    server.save("report.rhai", "let x = 1\nst.text(nothing)");
    let browser = open(&server, "report", json!({})).await;
    let all = browser.page.all();
    let panel = all.iter().find(|node| node.kind == "exception").unwrap();
    assert_eq!(
        (&panel.props["file"], &panel.props["line"]),
        (&json!("report.rhai"), &json!(2))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_browser_keeps_comes_and_goes() {
    let script = "let n = st.local_state.get(\"n\", 0)\nif st.button(\"Count\") { st.local_state.n = n + 1 }\nst.text(`n is ${st.local_state.get(\"n\", 0)}`)";
    let server = Server::start(script).await;
    let mut browser = open(&server, "", json!({"local": {"n": 4, "list": [1, "two"]}})).await;
    assert_eq!(browser.text(), "n is 4");
    browser.send("Count", json!(true)).await;
    let told = browser
        .until("the change", |message| message["type"] == "local")
        .await;
    assert_eq!(told["changes"], json!({"n": 5}));
    browser.see("n is 5").await;
    // Another page of this browser changes it.
    browser
        .say(json!({"type": "local", "changes": {"n": 9}}))
        .await;
    browser.see("n is 9").await;
    browser
        .say(json!({"type": "local", "changes": {"n": null}}))
        .await;
    browser.see("n is 0").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_from_the_browser_is_not_kept() {
    let server = Server::start("st.text(`${st.local_state.keys().len()} kept`)").await;
    let much = json!({"local": {"a": "x".repeat(70 << 10)}});
    assert_eq!(open(&server, "", much).await.text(), "0 kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_sees_only_the_headers_it_may() {
    let script = "let c = st.context\nst.text(`${c.locale} ${c.timezone} ${c.timezone_offset} ${c.theme.type} ${c.url} ${c.ip_address} ${c.is_embedded} ${c.headers.contains(\"host\")} ${c.headers.contains(\"sec-websocket-key\")}`)";
    let about = json!({"locale": "de-DE", "timezone": "Europe/Berlin", "timezone_offset": -60, "theme": "dark", "url": "http://localhost/x", "embedded": true});
    let server = Server::start(script).await;
    let mut browser = open(&server, "x", about.clone()).await;
    assert_eq!(
        browser.text(),
        "de-DE Europe/Berlin -60 dark http://localhost/x 127.0.0.1 true true false"
    );
    browser
        .say(json!({"type": "theme", "theme": "light"}))
        .await;
    browser.see("light").await;
    go(&mut browser, "y", 2).await;
    assert!(
        browser.text().contains(" http://localhost/y "),
        "{}",
        browser.text()
    );
    let allowed = Server::with(script, |config| {
        config.context_headers = vec!["Sec-WebSocket-Key".into()]
    })
    .await;
    assert!(
        open(&allowed, "", about)
            .await
            .text()
            .ends_with("true true true")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_in_an_error_does_not_reach_the_wire() {
    const SECRET: &str = "hunter2-hunter2";
    let script = "st.text(`there is ${\"token\" in st.secrets}`)\nst.write(st.secrets)\nst.text(`${st.secrets}`)\ntry { throw `refused: ${st.secrets.token}` } catch (why) { st.error(`${why}`) }\nif st.button(\"Fail\") { throw `no answer with ${st.secrets.token}` }";
    let server = Server::start("st.text(\"soon\")").await;
    server.save(
        "secrets.toml",
        &format!("token = \"{SECRET}\"\n[db]\nuser = \"anna\""),
    );
    server.save("app.rhai", script);
    let app = std::sync::Arc::clone(server.sessions.app());
    let reload = std::thread::Builder::new().stack_size(run::STACK);
    assert_eq!(
        reload
            .spawn(move || app.reload().problem)
            .unwrap()
            .join()
            .unwrap(),
        None
    );
    let mut browser = open(&server, "", json!({})).await;
    browser.see("there is true").await;
    browser.see("secrets: db, token").await;
    browser.set("Fail", json!(true)).await;
    let all = browser.page.all();
    let panel = all.iter().find(|node| node.kind == "exception").unwrap();
    assert_eq!(panel.props["message"], "no answer with ***");
    assert!(
        browser.text().contains("refused: ***"),
        "{}",
        browser.text()
    );
    let sent = serde_json::to_string(&browser.frames).unwrap();
    assert!(!sent.contains(SECRET), "{sent}");
    // A new secret reruns the page.
    server.watch().await;
    server.save("secrets.toml", "other = 1");
    browser.see("there is false").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_secret_says_where_to_put_it() {
    let server = Server::start("st.text(st.secrets.openai_key)").await;
    let browser = open(&server, "", json!({})).await;
    let all = browser.page.all();
    let panel = all.iter().find(|node| node.kind == "exception").unwrap();
    let message = panel.props["message"].as_str().unwrap();
    assert!(
        message.contains("secrets.toml") && message.contains("MIRROR_SECRET_OPENAI_KEY"),
        "{message}"
    );
}

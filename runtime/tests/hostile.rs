//! Everything at once: clicks faster than runs, values that no page of ours sends, stops, pages,
//! reconnects and saves in the middle of fragments, dialogs, tasks and timers. Whatever comes, the
//! frames fit the page, nothing panics, and in the end each click that was taken has counted.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use std::time::Duration;

use common::{Browser, Server};
use mirror_runtime::{app::App, run};
use serde_json::{Value, json};
use tokio::time::sleep;

/// How often all of it is tried, and how long.
const SEEDS: u64 = 3;
const TURNS: u64 = 150;

/// Of all that has a life of its own, one.
const APP: &str = r#"
fn count(name) { st.session_state[name] = st.session_state.get(name, 0) + 1 }
let n = st.slider("n", 0, 3, key="n", bind="query-params")
if st.button("Count") { count("clicks") }
st.button("Called", on_click=|| count("called"))
let work = st.task("work", |job| { for step in range(5) { job.progress(step * 20); sleep(0.002) } if n == 1 { throw "no" } 1 }, restart_on=n)
st.task_view(work)
st.fragment(|| {
  let m = st.slider("m", 0, 3)
  if st.button("Inner") { count("inner") }
  st.fragment(|| {
    if st.checkbox("fail") { throw "as the test wants" }
    if st.button("Deep") { count("deep") }
    rerun_after(0.05)
  }, run_every=0.05)
  for at in range(m) { st.fragment(|| { st.number_input(`p ${at}`); sleep(0.003); if m == 3 { throw "parallel" } }, parallel=true) }
})
with st.form("f", clear_on_submit=true) {
  let text = st.text_input("text", required=true)
  if st.form_submit_button("Send") { count("sent") }
}
if st.button("Open") { st.dialog("D", || { st.text_input("word"); if st.button("Close") { count("closed"); st.rerun() } }) }
let tabs = st.tabs(["a", "b"], on_change="rerun")
if tabs[1].open { tabs[1].fragment(|| { st.multiselect("many", ["p", "q"]) }) }
st.local_state.seen = n
st.selectbox("quiet", ["x", "y", "z"], on_change="ignore")
if n == 2 { sleep(0.03) }
if n == 3 { throw "three" }
st.text(`clicks ${st.session_state.get("clicks", 0)} called ${st.session_state.get("called", 0)}`)
"#;

/// Numbers that follow from the seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn any_value(dice: &mut Dice) -> Value {
    match dice.roll(10) {
        0 => json!(true),
        1 => json!(dice.roll(4)),
        2 => json!(-1),
        3 => json!("text"),
        4 => json!([0, 1]),
        5 => json!({ "__file": "1-1", "id": "1-1" }),
        6 => json!(null),
        7 => json!(1e308),
        8 => json!([{ "id": "1-1" }]),
        _ => json!("x".repeat(1000)),
    }
}

/// One thing that a browser may say.
async fn act(browser: &mut Browser, dice: &mut Dice) {
    let all: Vec<String> = (browser.page.all().iter().map(|node| node.id.clone())).collect();
    let id = all[dice.roll(all.len() as u64) as usize].clone();
    match dice.roll(24) {
        0 => browser.say(json!({ "type": "stop" })).await,
        1 => {
            let path = ["", "x", "../..", "a/b/c"][dice.roll(4) as usize];
            let query = format!("n={}&embed=true", dice.roll(6));
            browser
                .say(
                    json!({ "type": "query", "path": path, "query": query, "visit": dice.roll(9) }),
                )
                .await;
        }
        2 => {
            browser
                .say(json!({ "type": "local", "changes": { "seen": any_value(dice) } }))
                .await
        }
        3 => {
            let theme = ["light", "dark"][dice.roll(2) as usize];
            browser
                .say(json!({ "type": "theme", "theme": theme }))
                .await;
        }
        4 => {
            browser.seq += 1;
            browser
                .say(json!({ "type": "rerun", "seq": browser.seq }))
                .await;
        }
        5 | 6 => {
            browser.seq += 1;
            let values = json!({ id.clone(): any_value(dice) });
            browser
                .say(json!({ "type": "submit", "id": id, "values": values, "seq": browser.seq }))
                .await;
        }
        7..=9 => {
            let button = ["Inner", "Deep", "Open", "Close"][dice.roll(4) as usize];
            if browser
                .page
                .all()
                .iter()
                .any(|node| node.props.get("label").is_some_and(|own| own == button))
            {
                browser.send(button, json!(true)).await;
            }
        }
        _ => {
            browser.seq += 1;
            browser.say(json!({ "type": "event", "id": id, "value": any_value(dice), "seq": browser.seq })).await;
        }
    }
}

/// Takes in what is there already.
async fn listen(browser: &mut Browser) {
    while let Ok(Some(_)) = tokio::time::timeout(Duration::from_millis(2), browser.next()).await {}
}

async fn save(server: &Server, text: &str) {
    server.save("app.rhai", text);
    let sessions = std::sync::Arc::clone(&server.sessions);
    let app = std::sync::Arc::clone(sessions.app());
    let thread = std::thread::Builder::new().stack_size(run::STACK);
    let problem = tokio::task::spawn_blocking(move || {
        let reload = move || App::reload(&app).problem;
        thread.spawn(reload).unwrap().join().unwrap()
    });
    sessions.reloaded(problem.await.unwrap()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_comes_the_frames_fit_the_page_and_clicks_count() {
    for seed in 1..=SEEDS {
        let server = Server::start(APP).await;
        let (mut dice, mut browser) = (Dice(seed * 7919), server.open().await);
        browser.settle().await;
        for turn in 0..TURNS {
            act(&mut browser, &mut dice).await;
            match dice.roll(20) {
                0 => {
                    save(
                        &server,
                        &APP.replace("`clicks", &format!("`{} clicks", turn % 2)),
                    )
                    .await
                }
                1 => save(&server, "let broken = (").await,
                2 => drop(browser.reconnect(&server).await),
                3 => sleep(Duration::from_millis(dice.roll(60))).await,
                _ => {}
            }
            listen(&mut browser).await;
        }
        save(&server, APP).await;
        // Whatever it stands at, from here on it is a page like any other.
        browser
            .say(json!({ "type": "query", "path": "", "query": "n=0", "visit": 99 }))
            .await;
        sleep(Duration::from_millis(300)).await;
        listen(&mut browser).await;
        browser.send("fail", json!(false)).await;
        let clicks = clicks(&mut browser).await;
        for _ in 0..5 {
            browser.send("Count", json!(true)).await;
        }
        browser.see(&format!("clicks {} called", clicks + 5)).await;
        let sent = serde_json::to_string(&browser.frames).unwrap();
        assert!(!sent.contains("bug in"), "seed {seed}: {sent}");
        server.stop().await;
    }
}

/// How much memory this process takes, in bytes.
fn memory() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    let resident: u64 = pages.split(' ').nth(1).unwrap().parse().unwrap();
    resident * 4096
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "it measures, and prints"]
async fn ten_thousand_events_of_each_kind_leave_nothing_behind() {
    let server = Server::start(APP).await;
    let mut browser = server.open().await;
    browser.settle().await;
    let id = |browser: &Browser, label: &str| browser.widget(label).id.clone();
    let kinds: Vec<(&str, Value)> = vec![
        (
            "value",
            json!({ "type": "event", "id": id(&browser, "n"), "value": 1 }),
        ),
        (
            "click",
            json!({ "type": "event", "id": id(&browser, "Count"), "value": true }),
        ),
        (
            "inner",
            json!({ "type": "event", "id": id(&browser, "Inner"), "value": true }),
        ),
        (
            "ignored",
            json!({ "type": "event", "id": id(&browser, "quiet"), "value": 1 }),
        ),
        (
            "forged",
            json!({ "type": "event", "id": "zzzzzzzzzz", "value": "x".repeat(10_000) }),
        ),
        (
            "query",
            json!({ "type": "query", "path": "a/b", "query": "n=1" }),
        ),
        ("local", json!({ "type": "local", "changes": {} })),
        ("theme", json!({ "type": "theme", "theme": "dark" })),
        ("stop", json!({ "type": "stop" })),
        ("rerun", json!({ "type": "rerun" })),
        (
            "open",
            json!({ "type": "event", "id": id(&browser, "Open"), "value": true }),
        ),
    ];
    for (name, message) in kinds {
        let (before, began) = (memory(), std::time::Instant::now());
        let mut most = before;
        for number in 0..10_000_u64 {
            let mut message = message.clone();
            browser.seq += 1;
            if message["type"] != "query"
                && message["type"] != "local"
                && message["type"] != "theme"
                && message["type"] != "stop"
            {
                message["seq"] = json!(browser.seq);
            }
            match name {
                "query" => {
                    (message["visit"], message["query"]) =
                        (json!(number), json!(format!("n={}", number % 4)))
                }
                "local" => {
                    message["changes"] = json!({ format!("k{number}"): "x".repeat(5000), format!("k{}", number.saturating_sub(1)): null })
                }
                "theme" => message["theme"] = json!(["light", "dark"][(number % 2) as usize]),
                "value" => message["value"] = json!(number % 2),
                _ => {}
            }
            browser.say(message).await;
            if number % 100 == 0 {
                while let Ok(Some(_)) =
                    tokio::time::timeout(Duration::from_micros(200), browser.next()).await
                {
                }
                browser.frames.clear();
                most = most.max(memory());
            }
        }
        sleep(Duration::from_millis(700)).await;
        listen(&mut browser).await;
        browser.frames.clear();
        println!(
            "{name}: {:?}, {} KiB at most, {} KiB in the end",
            began.elapsed(),
            (most - before) >> 10,
            memory().saturating_sub(before) >> 10
        );
    }
}

/// How often the page says it was clicked, when all that waits is done.
async fn clicks(browser: &mut Browser) -> u64 {
    sleep(Duration::from_millis(500)).await;
    listen(browser).await;
    browser.see("clicks ").await;
    let text = browser.text();
    let after = text.split("clicks ").nth(1).unwrap();
    after.split_whitespace().next().unwrap().parse().unwrap()
}

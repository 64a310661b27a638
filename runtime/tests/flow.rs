//! Fragments, dialogs and timers: what runs alone, what it may touch, and when it runs by itself.

#![allow(clippy::unwrap_used, reason = "these are tests")]

mod common;

use std::{collections::HashSet, time::Duration};

use common::Server;
use mirror_runtime::{
    diff::{apply, diff},
    testing::AppTest,
};
use mirror_widgets::{Element, Id};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::time::sleep;

/// Everything in it follows from the values of its widgets, and nothing outside a fragment from those inside.
const PARTS: &str = r#"
@st.fragment
fn part(name) {
  let shown = st.multiselect(`shown ${name}`, ["a", "b", "c"], key=`shown ${name}`)
  unpack left, right = st.columns(2)
  for word in shown { left.text(`${name} has ${word}`) }
  right.metric("count", shown.len())
}
let n = st.slider("n", 0, 3, value=1)
st.text(`n is ${n}`)
with st.expander("first") { part("one") }
st.fragment(|| {
  let rows = st.slider("rows", 0, 3, value=1)
  for row in range(rows) {
    st.fragment(|| {
      let on = st.checkbox(`on ${row}`, key=`on ${row}`)
      if on { st.text(`${row} of ${rows} is on`) }
    })
  }
  let slot = st.empty()
  if rows == 2 { slot.text("two") }
  with st.container() { st.text_input("note"); st.text(`rows ${rows}`) }
})
for at in range(n) { part(`more ${at}`) }
st.fragment(|| st.number_input("beside", value=n), parallel=true)
st.text("end")
"#;

/// What a person may do, in and outside of fragments.
fn any_event() -> impl Strategy<Value = (String, Value)> {
    let shown = prop::collection::vec(0..3, 0..3).prop_map(|list| {
        let all: HashSet<i32> = list.into_iter().collect();
        json!(all.into_iter().collect::<Vec<_>>())
    });
    let part = prop_oneof![
        Just("one".to_owned()),
        (0..3).prop_map(|at| format!("more {at}"))
    ];
    prop_oneof![
        (0..4).prop_map(|n| ("n".into(), json!(n))),
        (0..4).prop_map(|n| ("rows".into(), json!(n))),
        (0..3, any::<bool>()).prop_map(|(row, on)| (format!("on {row}"), json!(on))),
        (part, shown).prop_map(|(name, shown)| (format!("shown {name}"), shown)),
        "[a-c]{0,3}".prop_map(|text| ("note".into(), json!(text))),
        (0..9).prop_map(|n| ("beside".into(), json!(n))),
    ]
}

fn ids_of(element: &Element, ids: &mut Vec<Id>) {
    ids.push(element.id);
    element.children.iter().for_each(|child| ids_of(child, ids));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn runs_of_fragments_make_the_page_that_a_full_run_would(events in prop::collection::vec(any_event(), 1..14)) {
        let mut app = AppTest::from_text(PARTS);
        for (widget, value) in events {
            let mut shown = app.page().clone();
            // What is not on the page now takes no value.
            let _ = app.try_set(&widget, value.clone());
            prop_assert!(app.problem().is_none(), "{widget} = {value}: {}", app.problem().unwrap());
            let mut ids = Vec::new();
            ids_of(app.page(), &mut ids);
            prop_assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "an id stands twice");
            let patches = diff(&shown, app.page());
            apply(&mut shown, &patches);
            prop_assert_eq!(&shown, app.page());
            app.rerun();
            prop_assert_eq!(&shown, app.page(), "{} = {}", widget, value);
        }
    }
}

#[test]
fn parallel_fragments_run_at_the_same_time() {
    let app = AppTest::from_text(
        r#"
        // Neither comes to its end unless the other goes on meanwhile.
        @st.fragment(parallel=true)
        fn meet(own, other) {
          st.session_state[own] = true
          while !(other in st.session_state) { sleep(0.002) }
          st.text(`${own} met ${other}`)
        }
        meet("left", "right")
        meet("right", "left")
        "#,
    );
    assert!(app.text().contains("left met right"), "{}", app.text());
    assert!(app.text().contains("right met left"), "{}", app.text());
}

#[test]
fn a_run_of_a_fragment_shares_the_rest_of_the_page() {
    let mut app = AppTest::from_text(
        r#"
        with st.container(key="rest") { for at in range(1000) { st.text(`line ${at}`) } }
        st.fragment(|| { let n = st.slider("n", 0, 9); st.text(`n is ${n}`) })
        "#,
    );
    let rest = |app: &AppTest| {
        let main = &app.page().children[0];
        main.children[0].children.clone()
    };
    let before = rest(&app);
    assert_eq!(before.len(), 1000);
    app.set("n", 7);
    assert!(app.text().contains("n is 7"));
    assert!(before.shares(&rest(&app)), "nothing of it was copied");
    app.rerun();
    assert!(!before.shares(&rest(&app)));
}

const TICKS: &str = r#"
fn count(name) { st.session_state[name] = st.session_state.get(name, 0) + 1; st.session_state[name] }
st.text(`app ${count("app")}`)
st.slider("n", 0, 10)
st.fragment(|| st.text(`ticks ${count("ticks")}`), run_every=0.1)
"#;

fn ticks(text: &str) -> u32 {
    let (_, rest) = text.split_once("ticks ").unwrap();
    rest.lines().next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fragment_runs_by_itself_while_somebody_looks() {
    let server = Server::start(TICKS).await;
    let mut browser = server.open().await;
    browser.see("ticks 4").await;
    assert!(browser.text().contains("app 1"), "{}", browser.text());
    // Only its text was sent for a tick.
    let patches = browser.frames.last().unwrap()["patches"]
        .as_array()
        .unwrap();
    assert_eq!(patches.len(), 1, "{patches:?}");

    let token = browser.token.clone();
    browser.socket.close(None).await.unwrap();
    sleep(Duration::from_millis(300)).await;
    let seen = ticks(&browser.text());
    sleep(Duration::from_millis(1500)).await;
    let mut browser = common::Browser::refreshed(&server, &token).await;
    browser.settle().await;
    let now = ticks(&browser.text());
    assert!(
        now < seen + 9,
        "it went on while nobody looked: {seen}, then {now}"
    );
    browser.see(&format!("ticks {}", now + 2)).await;
    assert!(browser.text().contains("app 1"), "{}", browser.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_runs_every_so_often_and_once_later() {
    let server = Server::start(
        r#"
        st.text(`seen ${st.every(0.05)}`)
        if st.button("Go") { st.text("saved"); rerun_after(0.05) }
        "#,
    )
    .await;
    let mut browser = server.open().await;
    browser.see("seen 3").await;
    browser.set("Go", json!(true)).await;
    while browser.text().contains("saved") {
        browser.receive().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_fragment_leaves_the_page_as_it_was() {
    let server = Server::start(
        r#"
        st.text("outside")
        let n = st.slider("n", 0, 10)
        st.fragment(|| {
          if st.button("Go") { st.text("started"); loop { sleep(0.005) } }
          st.slider("inside", 0, 10)
          st.text(`drawn, n is ${n}`)
        })
        "#,
    )
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.send("Go", json!(true)).await;
    browser.see("started").await;
    browser.say(json!({"type": "stop"})).await;
    browser.settle().await;
    for text in ["outside", "drawn, n is 0"] {
        assert!(browser.text().contains(text), "{}", browser.text());
    }
    browser.set("inside", json!(3)).await;
    assert!(!browser.text().contains("started"), "{}", browser.text());
    browser.set("n", json!(4)).await;
    browser.see("drawn, n is 4").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_outside_covers_the_fragment_that_runs() {
    let server = Server::start(
        r#"
        fn count(name) { st.session_state[name] = st.session_state.get(name, 0) + 1; st.session_state[name] }
        let n = st.slider("n", 0, 10)
        st.text(`app ${count("app")}`)
        st.fragment(|| {
          let m = st.slider("m", 0, 10)
          st.text("begun")
          if m == 1 && n == 0 { loop { sleep(0.005) } }
          if st.button("Save") { count("saved") }
          st.text(`m ${m} n ${n} saved ${st.session_state.get("saved", 0)}`)
        })
        "#,
    )
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.send("m", json!(1)).await;
    // The click comes while the fragment hangs before it reads it; then all runs anew.
    browser.send("Save", json!(true)).await;
    sleep(Duration::from_millis(50)).await;
    browser.send("n", json!(2)).await;
    browser.settle().await;
    browser.see("m 1 n 2 saved 1").await;
    assert!(browser.text().contains("app 2"), "{}", browser.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dialog_is_closed_by_who_reads_it() {
    let server = Server::start(
        r#"
        st.text("below")
        if st.button("Open") { st.dialog("Words", || st.text(`typed ${st.text_input("word")}`)) }
        "#,
    )
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.set("Open", json!(true)).await;
    browser.set("word", json!("mirror")).await;
    browser.see("typed mirror").await;
    let dialog = browser
        .page
        .all()
        .into_iter()
        .find(|node| node.kind == "dialog");
    let id = dialog.unwrap().id.clone();
    browser.seq += 1;
    let event = json!({"type": "event", "id": id, "value": true, "seq": browser.seq});
    browser.say(event).await;
    browser.settle().await;
    assert!(browser.page.all().iter().all(|node| node.kind != "dialog"));
    assert!(browser.text().contains("below"));
}

#[tokio::test(flavor = "multi_thread")]
async fn news_of_a_task_do_not_close_a_dialog() {
    let server = Server::start(
        r#"
        fn work() { st.task("work", |job| { for step in range(40) { sleep(0.02) } "ready" }) }
        st.text(`task ${work().result}`)
        if st.button("Open") { st.dialog("Words", || st.text(`inside ${work().result}`)) }
        "#,
    )
    .await;
    let mut browser = server.open().await;
    browser.settle().await;
    browser.set("Open", json!(true)).await;
    browser.see("inside ready").await;
    let dialog = browser
        .page
        .all()
        .into_iter()
        .find(|node| node.kind == "dialog");
    let id = dialog.expect("it is still open").id.clone();
    browser.seq += 1;
    let event = json!({"type": "event", "id": id, "value": true, "seq": browser.seq});
    browser.say(event).await;
    browser.see("task ready").await;
}

#[test]
fn what_asks_to_run_later_in_each_run_asks_once() {
    let mut app = AppTest::from_text(
        r#"
        st.fragment(|| {
          st.number_input("outer", value=0)
          for at in range(100) { rerun_after(3600) }
          st.fragment(|| { st.number_input("inner", value=0); st.rerun_after(1800) })
        })
        "#,
    );
    for number in 1..50 {
        app.set("outer", number);
        app.set("inner", number);
    }
    assert_eq!(app.timers(), 2);
}

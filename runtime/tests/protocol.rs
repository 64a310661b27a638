//! The difference between two pages, on random pages; and the two files that are generated from
//! the protocol for the web client. `UPDATE_GENERATED=1 cargo test` rewrites them.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc};

use mirror_runtime::{
    diff::{apply, diff},
    error::{Place, Problem},
    protocol::{ClientMessage, Frame, Patch, ServerMessage},
};
use mirror_widgets::{Element, Id, Props, Value};
use proptest::prelude::*;
use serde_json::json;
use ts_rs::TS;

/// Small, steady random numbers: the same cases on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len() as u64) as usize]
    }
}

const KINDS: &[&str] = &["text", "markdown", "slider", "container", "expander"];
const WORDS: &[&str] = &[
    "mirror ",
    "naïve ",
    "鏡よ鏡 ",
    "👩‍👧 ",
    "<b>&amp;\" ",
    "once upon a time ",
    "\u{301}",
    "0 ",
    "\n",
];

fn words(dice: &mut Dice, most: u64) -> String {
    (0..dice.roll(most + 1)).map(|_| dice.one(WORDS)).collect()
}

fn props(dice: &mut Dice) -> Props {
    let mut props = Props::new();
    for name in ["body", "value", "label", "help", "options"] {
        let value = match dice.roll(7) {
            0 => json!(dice.roll(100)),
            1 => json!(dice.roll(2) == 0),
            2 => json!([dice.roll(3), {"deep": dice.roll(3)}]),
            3 | 4 => json!(words(dice, 6)),
            _ => continue,
        };
        props.insert(name.into(), value);
    }
    props
}

/// A page with up to `size` elements under ids from a small stock, so that two pages share many.
fn page(dice: &mut Dice, size: u64) -> Element {
    let mut root = Element::new(Id::ROOT, "page", props(dice));
    let mut used = BTreeSet::from([0]);
    let mut count = dice.roll(size + 1);
    while count > 0 {
        count -= 1;
        let id = 1 + dice.roll(size * 2);
        if used.insert(id) {
            let kind = dice.one(KINDS);
            let element = Element::new(Id(id), kind, props(dice));
            place(dice, &mut root, element);
        }
    }
    root
}

/// Puts an element somewhere into the page.
fn place(dice: &mut Dice, parent: &mut Element, element: Element) {
    let children = parent.children.len() as u64;
    if children > 0 && dice.roll(2) == 0 {
        let inside = dice.roll(children) as usize;
        return place(dice, &mut parent.children[inside], element);
    }
    let index = dice.roll(children + 1) as usize;
    parent.children.insert(index, element);
}

/// The page after a run that changed some of it: what people do, rather than another page.
fn rerun(dice: &mut Dice, page: &Element) -> Element {
    let mut next = page.clone();
    for _ in 0..1 + dice.roll(4) {
        touch(dice, &mut next);
    }
    next
}

fn touch(dice: &mut Dice, element: &mut Element) {
    if !element.children.is_empty() && dice.roll(3) > 0 {
        let inside = dice.roll(element.children.len() as u64) as usize;
        return touch(dice, &mut element.children[inside]);
    }
    match dice.roll(5) {
        0 => element.children.reverse(),
        1 if !element.children.is_empty() => {
            let from = dice.roll(element.children.len() as u64) as usize;
            let child = element.children.remove(from);
            let to = dice.roll(element.children.len() as u64 + 1) as usize;
            element.children.insert(to, child);
        }
        2 if !element.children.is_empty() => {
            let gone = dice.roll(element.children.len() as u64) as usize;
            element.children.remove(gone);
        }
        3 => {
            let more = words(dice, 3);
            let own = Arc::make_mut(&mut element.props);
            match own.get_mut("body") {
                Some(Value::String(body)) => body.push_str(&more),
                _ => drop(own.insert(
                    "body".into(),
                    format!("a text that is long enough to grow {more}").into(),
                )),
            }
        }
        _ => element.props = Arc::new(props(dice)),
    }
}

fn pair(seed: u64, size: u64) -> (Element, Element) {
    let mut dice = Dice(seed);
    let shown = page(&mut dice, size);
    let next = if seed.is_multiple_of(2) {
        rerun(&mut dice, &shown)
    } else {
        page(&mut dice, size)
    };
    (shown, next)
}

fn leads_there(shown: &Element, next: &Element) -> Vec<Patch> {
    let patches = diff(shown, next);
    let mut page = shown.clone();
    apply(&mut page, &patches);
    assert_eq!(page, *next);
    patches
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn a_difference_applied_to_what_is_shown_is_what_is_wanted(seed: u64, size in 1_u64..40) {
        let (shown, next) = pair(seed, size);
        leads_there(&shown, &next);
    }

    #[test]
    fn what_is_the_same_needs_nothing(seed: u64, size in 1_u64..40) {
        let (shown, _) = pair(seed, size);
        prop_assert_eq!(leads_there(&shown, &shown.clone()), []);
    }

    #[test]
    fn a_shuffle_moves_no_more_than_it_must(order in Just((0..24_u64).collect::<Vec<_>>()).prop_shuffle()) {
        let row = |ids: &[u64]| {
            let mut root = Element::new(Id::ROOT, "page", Props::new());
            root.children = ids.iter().map(|id| Element::new(Id(id + 1), "text", Props::new())).collect();
            root
        };
        let patches = leads_there(&row(&(0..24).collect::<Vec<_>>()), &row(&order));
        let only_moves = patches.iter().all(|patch| matches!(patch, Patch::Move { .. }));
        prop_assert!(only_moves);
        prop_assert_eq!(patches.len(), order.len() - longest_increasing(&order));
    }
}

/// The plain quadratic way.
fn longest_increasing(order: &[u64]) -> usize {
    let mut longest = vec![1; order.len()];
    for at in 0..order.len() {
        for before in 0..at {
            if order[before] < order[at] {
                longest[at] = longest[at].max(longest[before] + 1);
            }
        }
    }
    longest.into_iter().max().unwrap_or(0)
}

#[test]
fn a_moved_slider_in_a_page_of_a_thousand_elements_is_a_small_frame() {
    let page = |value: u64| {
        let mut root = Element::new(Id::ROOT, "page", Props::new());
        let mut main = Element::new(Id::MAIN, "main", Props::new());
        for number in 0..1000_u64 {
            let body = if number == 500 {
                format!("x is {value}")
            } else {
                format!("line {number}")
            };
            let Value::Object(props) = json!({ "body": body }) else {
                panic!("it is a map")
            };
            main.children
                .push(Element::new(Id((1 << 51) - number), "text", props));
        }
        let Value::Object(props) = json!({"label": "x", "min": 0, "max": 100, "value": value})
        else {
            panic!("it is a map")
        };
        main.children
            .insert(0, Element::new(Id(1 << 50), "slider", props));
        root.children.push(main);
        root
    };
    let patches = diff(&page(49), &page(50));
    let frame = Frame {
        frame: 1234,
        run: 1234,
        ack: 1234,
        running: false,
        reset: false,
        stale: Vec::new(),
        patches,
    };
    // The runtime's ids have 51 bits.
    let text = serde_json::to_string(&ServerMessage::Frame(frame)).unwrap();
    assert!(text.len() <= 200, "{} bytes: {text}", text.len());
}

/// Holds a generated file against what it should be, or rewrites it.
fn current(file: &str, wanted: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../web-client/src/generated")
        .join(file);
    let there = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    if there == wanted {
        return;
    }
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, wanted).unwrap();
        return;
    }
    panic!(
        "{file} is not what the Rust side says; run `UPDATE_GENERATED=1 cargo test -p mirror-runtime --test protocol`"
    );
}

#[test]
fn the_web_client_replays_the_same_cases() {
    let cases: Vec<Value> = (0..60)
        .map(|seed| {
            let (shown, next) = pair(seed, 3 + seed / 4);
            let patches = leads_there(&shown, &next);
            json!({"shown": shown, "patches": patches, "next": next})
        })
        .collect();
    let lines: Vec<String> = cases.iter().map(Value::to_string).collect();
    current("diff-cases.json", &format!("[\n{}\n]\n", lines.join(",\n")));
}

#[test]
fn the_typescript_of_the_protocol_is_current() {
    let config = ts_rs::Config::default().with_large_int("number");
    let declarations = [
        ClientMessage::decl(&config),
        ServerMessage::decl(&config),
        Frame::decl(&config),
        Patch::decl(&config),
        Problem::decl(&config),
        Place::decl(&config),
    ];
    let mut text = String::from(
        "// Generated from runtime/src/protocol.rs by `cargo test -p mirror-runtime --test protocol`. Do not edit.\n\n\
         export type Props = Record<string, unknown>;\n\n\
         export type Element = { id: string, kind: string, props: Props, children?: Array<Element>, };\n",
    );
    for declaration in declarations {
        text += &format!("\nexport {declaration}\n");
    }
    current("protocol.ts", &text);
}

//! `highlighted_text`: a text with parts of it marked: entities, or how much each word counts.

use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use super::charts::color;
use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{describe, named, place, plain_text},
};

/// A text with parts of it marked.
pub(crate) struct HighlightedText;

/// One part of a text.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub(crate) struct Span {
    /// The words.
    text: String,
    /// The class they belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    class: Option<String>,
    /// How sure that is, or how much they count: from -1 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    score: Option<f64>,
}

/// What the browser draws for a text with marks.
#[derive(Debug, Serialize, TS)]
pub(crate) struct HighlightedTextProps {
    /// What the text is, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    label: Option<String>,
    /// The whole text, in parts.
    #[ts(inline)]
    spans: Vec<Span>,
    /// Each class and its color in CSS, in the order of appearance.
    classes: Vec<(String, String)>,
    /// Whether the classes stand above the text.
    show_legend: bool,
    /// Whether the class stands beside each mark.
    show_inline_category: bool,
}

/// What `value` takes, for errors.
const TAKES: &str = "a list of [text, class] or #{text: ..., entities: [#{start, end, entity}]}";

impl Display for HighlightedText {
    const NAME: &'static str = "highlighted_text";
    const DOC: &'static str =
        "A text with parts of it marked: the entities a model found, or how much each word counts.";
    const PARAMS: &'static [Param] = &[
        place(
            "value",
            "list or map",
            "",
            "Parts as [\"Ada\", \"person\"] or [\"bad\", -0.8] or [\"the\", ()]; or #{text: ..., entities: [#{start: 0, end: 3, entity: \"person\", score: 0.9}]}, counted in characters.",
        ),
        place(
            "color_map",
            "map",
            "#{}",
            "The color of classes: #{person: \"green\"}.",
        ),
        named("label", "text", "()", "What the text is, in Markdown."),
        named(
            "show_legend",
            "true or false",
            "false",
            "Shows the classes above the text.",
        ),
        named(
            "show_inline_category",
            "true or false",
            "true",
            "Shows the class beside each mark.",
        ),
        named(
            "combine_adjacent",
            "true or false",
            "false",
            "Makes one mark of neighbors of the same class.",
        ),
        named(
            "adjacent_separator",
            "text",
            "\"\"",
            "What is put between them then.",
        ),
    ];
    type Props = HighlightedTextProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<HighlightedTextProps, WidgetError> {
        let value = args
            .value("value")?
            .ok_or_else(|| args.missing("value", TAKES))?;
        let mut spans = match value {
            Value::Array(parts) => parts.iter().map(part).collect::<Result<_, _>>(),
            Value::Object(found) => entities(found),
            other => Err(format!("must be {TAKES}, not {}", describe(other))),
        }
        .map_err(|why| args.error(format!("`value` {why}")))?;
        if args.flag("combine_adjacent", false)? {
            spans = combined(spans, &args.text("adjacent_separator")?.unwrap_or_default());
        }
        Ok(HighlightedTextProps {
            label: args.text("label")?,
            classes: classes(args, &spans)?,
            spans,
            show_legend: args.flag("show_legend", false)?,
            show_inline_category: args.flag("show_inline_category", true)?,
        })
    }
}

/// `["Ada", "person"]`, `["bad", -0.8]`, `["the", ()]` or a text alone.
fn part(item: &Value) -> Result<Span, String> {
    let (text, mark) = match item {
        Value::Array(pair) if (1..=2).contains(&pair.len()) => {
            (plain_text(&pair[0]), pair.get(1).unwrap_or(&Value::Null))
        }
        other => (plain_text(other), &Value::Null),
    };
    let text =
        text.ok_or_else(|| format!("must be {TAKES}, not a list with {}", describe(item)))?;
    let (class, score) = match mark {
        Value::Number(number) => (None, Some(number.as_f64().unwrap_or_default())),
        Value::Null => (None, None),
        other => (plain_text(other), None),
    };
    match score {
        Some(score) if score.abs() > 1.0 => Err(format!(
            "must have scores from -1 to 1, but \"{text}\" has {score}"
        )),
        _ => Ok(Span { text, class, score }),
    }
}

/// The parts of `#{text, entities}`, the unmarked ones between the entities included.
fn entities(found: &Map<String, Value>) -> Result<Vec<Span>, String> {
    let text = found.get("text").and_then(plain_text);
    let text: Vec<char> = text
        .ok_or("has no `text`; give #{text: ..., entities: [...]}")?
        .chars()
        .collect();
    let Some(Value::Array(items)) = found.get("entities") else {
        return Err("has no list of `entities`; give #{text: ..., entities: [...]}".into());
    };
    let mut marks = items
        .iter()
        .map(|item| mark(item, text.len()))
        .collect::<Result<Vec<_>, _>>()?;
    marks.sort_by_key(|(start, ..)| *start);
    let (mut spans, mut at) = (Vec::new(), 0);
    let words = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    for (start, end, class, score) in marks {
        if start < at {
            return Err(format!(
                "has entities that overlap at character {start}; keep one of them"
            ));
        }
        if start > at {
            spans.push(plain(words(at, start)));
        }
        spans.push(Span {
            text: words(start, end),
            class: Some(class),
            score,
        });
        at = end;
    }
    if at < text.len() {
        spans.push(plain(words(at, text.len())));
    }
    Ok(spans)
}

type Mark = (usize, usize, String, Option<f64>);

/// One entity: from where to where, its class, and how sure that is.
fn mark(item: &Value, length: usize) -> Result<Mark, String> {
    let place = |name| item.get(name).and_then(Value::as_u64).map(|at| at as usize);
    let class = ["entity", "entity_group", "label"]
        .iter()
        .find_map(|name| item.get(*name).and_then(plain_text));
    match (place("start"), place("end"), class) {
        (Some(start), Some(end), Some(class)) if start < end && end <= length => {
            Ok((start, end, class, item.get("score").and_then(Value::as_f64)))
        }
        (Some(start), Some(end), Some(class)) => Err(format!(
            "has the entity `{class}` from {start} to {end}, but the text has {length} characters"
        )),
        _ => Err(format!(
            "has an entity without `start`, `end` and `entity`: {}",
            describe(item)
        )),
    }
}

fn plain(text: String) -> Span {
    Span {
        text,
        class: None,
        score: None,
    }
}

/// Neighbors of the same class as one.
fn combined(spans: Vec<Span>, separator: &str) -> Vec<Span> {
    let mut whole: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match whole.last_mut() {
            Some(last) if last.class == span.class && last.score == span.score => {
                last.text.push_str(separator);
                last.text.push_str(&span.text);
            }
            _ => whole.push(span),
        }
    }
    whole
}

/// The classes that appear, each with its color.
fn classes(args: &Args, spans: &[Span]) -> Result<Vec<(String, String)>, WidgetError> {
    let map = match args.value("color_map")? {
        None => None,
        Some(Value::Object(map)) => Some(map),
        Some(other) => return Err(args.wrong("color_map", "a map of class to color", other)),
    };
    let mut classes: Vec<(String, String)> = Vec::new();
    for class in spans.iter().filter_map(|span| span.class.as_ref()) {
        if classes.iter().any(|(known, _)| known == class) {
            continue;
        }
        let color = match map.and_then(|map| map.get(class)).and_then(Value::as_str) {
            None => color::of_series(classes.len()),
            Some(name) => color::named(name).ok_or_else(|| {
                args.error(format!(
                    "`color_map` must hold names such as \"green\" or digits such as \"#5f40c9\", not \"{name}\""
                ))
            })?,
        };
        classes.push((class.clone(), color));
    }
    Ok(classes)
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn entities_part_the_text_by_characters() {
        let given = json!({
            "text": "Zoë met Bob.",
            "entities": [
                { "start": 8, "end": 11, "entity": "person" },
                { "start": 0, "end": 3, "entity_group": "person", "score": 0.9 }
            ]
        });
        let props = Stage::default()
            .props("highlighted_text", args![given, show_legend = true])
            .unwrap();
        assert_eq!(
            props["spans"],
            json!([
                { "text": "Zoë", "class": "person", "score": 0.9 }, { "text": " met " },
                { "text": "Bob", "class": "person" }, { "text": "." }
            ])
        );
        assert_eq!(props["classes"], json!([["person", "var(--d1)"]]));
    }

    #[test]
    fn parts_have_a_class_a_score_or_nothing() {
        let given = args![
            json!([["Not", -0.5], " ", ["a", "x"], ["b", "x"], ["c", null]]),
            json!({ "x": "red" }),
            combine_adjacent = true,
            adjacent_separator = "+"
        ];
        let props = Stage::default().props("highlighted_text", given).unwrap();
        assert_eq!(
            props["spans"],
            json!([
                { "text": "Not", "score": -0.5 }, { "text": " " },
                { "text": "a+b", "class": "x" }, { "text": "c" }
            ])
        );
        assert_eq!(props["classes"], json!([["x", "var(--red)"]]));
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        let entity = |start, end| json!({ "text": "abc", "entities": [{ "start": start, "end": end, "entity": "x" }, { "start": 0, "end": 2, "entity": "y" }] });
        for (given, expected) in [
            (json!([["a", 2]]), "scores from -1 to 1, but \"a\" has 2"),
            (
                entity(1, 9),
                "`x` from 1 to 9, but the text has 3 characters",
            ),
            (entity(1, 3), "overlap at character 1"),
            (json!({ "entities": [] }), "has no `text`"),
            (json!(3), "must be a list of [text, class]"),
        ] {
            let error = stage.draw("highlighted_text", args![given]).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }
}

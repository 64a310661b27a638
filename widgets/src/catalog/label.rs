//! `label`: the classes a model thinks of, with how sure it is of each.

use std::cmp::Ordering;

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::charts::color;
use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{describe, named, place, plain_text},
};

/// The classes a model thinks of, with how sure it is of each.
pub(crate) struct Label;

/// What the browser draws for the answer of a classifier.
#[derive(Debug, Serialize, TS)]
pub(crate) struct LabelProps {
    /// What was classified, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    label: Option<String>,
    /// The best class, large.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    heading: Option<String>,
    /// The classes with their confidence from 0 to 1, best first.
    classes: Vec<(String, f64)>,
    /// How many more classes there are.
    more: usize,
    /// The color of the bars, in CSS.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    color: Option<String>,
}

/// What `value` takes, for errors.
const TAKES: &str = "a class, a map of class to confidence, or a list of [class, confidence]";

impl Display for Label {
    const NAME: &'static str = "label";
    const DOC: &'static str =
        "The answer of a classifier: the best class large, and a bar of confidence for each.";
    const PARAMS: &'static [Param] = &[
        place(
            "value",
            "map, list or text",
            "",
            "The confidence of each class, as #{cat: 0.9, dog: 0.1}, [[\"cat\", 0.9], ...] or what a classifier gives; or one class.",
        ),
        place(
            "num_top_classes",
            "whole number",
            "()",
            "How many of the classes are shown, best first; all by default.",
        ),
        named("label", "text", "()", "What was classified, in Markdown."),
        named(
            "show_heading",
            "true or false",
            "true",
            "Whether the best class stands above the bars.",
        ),
        named("color", "a color", "()", "The color of the bars."),
    ];
    type Props = LabelProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<LabelProps, WidgetError> {
        let value = args
            .value("value")?
            .ok_or_else(|| args.missing("value", TAKES))?;
        let color = match args.text("color")? {
            None => None,
            Some(name) => Some(color::named(&name).ok_or_else(|| {
                args.error(format!(
                    "`color` must be a name such as \"green\" or digits such as \"#5f40c9\", not \"{name}\""
                ))
            })?),
        };
        let (best, mut classes) =
            read(value).map_err(|why| args.error(format!("`value` {why}")))?;
        let shown = args.count("num_top_classes")?;
        let shown = shown.map_or(classes.len(), |most| classes.len().min(most as usize));
        let more = classes.len() - shown;
        classes.truncate(shown);
        Ok(LabelProps {
            label: args.text("label")?,
            heading: args.flag("show_heading", true)?.then_some(best).flatten(),
            classes,
            more,
            color,
        })
    }
}

type Classes = Vec<(String, f64)>;

/// The best class, and all that have a confidence, best first.
fn read(value: &Value) -> Result<(Option<String>, Classes), String> {
    let mut classes: Classes = match value {
        Value::Object(map) => match (map.get("label"), map.get("confidences")) {
            (best, Some(Value::Array(items))) => {
                let classes = items.iter().map(pair).collect::<Result<Classes, _>>()?;
                return Ok((best.and_then(plain_text), sorted(classes)));
            }
            _ => map
                .iter()
                .map(|(name, sure)| Ok((name.clone(), confidence(name, sure)?)))
                .collect::<Result<_, String>>()?,
        },
        Value::Array(items) => items.iter().map(pair).collect::<Result<_, _>>()?,
        other => match plain_text(other) {
            Some(class) => return Ok((Some(class), Vec::new())),
            None => return Err(format!("must be {TAKES}, not {}", describe(other))),
        },
    };
    classes = sorted(classes);
    Ok((classes.first().map(|(name, _)| name.clone()), classes))
}

fn sorted(mut classes: Classes) -> Classes {
    // Equal ones stay in the order they were given.
    classes.sort_by(|(_, a), (_, b)| b.partial_cmp(a).unwrap_or(Ordering::Equal));
    classes
}

/// `["cat", 0.9]`, or a map with a `label` and a `score` (or `confidence`).
fn pair(item: &Value) -> Result<(String, f64), String> {
    let (name, sure) = match item {
        Value::Array(pair) if pair.len() == 2 => (plain_text(&pair[0]), &pair[1]),
        Value::Object(map) => {
            let sure = ["score", "confidence", "probability"]
                .iter()
                .find_map(|key| map.get(*key));
            (
                map.get("label").and_then(plain_text),
                sure.unwrap_or(&Value::Null),
            )
        }
        other => {
            return Err(format!(
                "must be {TAKES}, not a list with {}",
                describe(other)
            ));
        }
    };
    let name = name.ok_or_else(|| format!("must be {TAKES}; {} names no class", describe(item)))?;
    let sure = confidence(&name, sure)?;
    Ok((name, sure))
}

fn confidence(name: &str, sure: &Value) -> Result<f64, String> {
    match sure.as_f64() {
        Some(number) if (0.0..=1.000_001).contains(&number) => Ok(number.min(1.0)),
        Some(number) => Err(format!(
            "must have confidences from 0 to 1, but `{name}` has {number}; `softmax` makes them of logits"
        )),
        None => Err(format!(
            "must have a number for each class, but `{name}` has {}",
            describe(sure)
        )),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn every_form_of_an_answer_is_read() {
        let mut stage = Stage::default();
        let expected = json!({
            "heading": "dog", "more": 0, "classes": [["dog", 0.75], ["cat", 0.25]]
        });
        for given in [
            json!({ "cat": 0.25, "dog": 0.75 }),
            json!([["cat", 0.25], ["dog", 0.75]]),
            json!([{ "label": "cat", "score": 0.25 }, { "label": "dog", "score": 0.75 }]),
            json!({ "label": "dog", "confidences": [["cat", 0.25], ["dog", 0.75]] }),
        ] {
            assert_eq!(stage.props("label", args![given]).unwrap(), expected);
        }
        assert_eq!(
            stage.props("label", args!["spam"]).unwrap(),
            json!({ "heading": "spam", "more": 0, "classes": [] })
        );
    }

    #[test]
    fn the_best_are_shown_and_the_others_counted() {
        let given = args![
            json!({ "a": 0.1, "b": 0.7, "c": 0.2 }),
            2,
            show_heading = false,
            color = "green"
        ];
        assert_eq!(
            Stage::default().props("label", given).unwrap(),
            json!({ "classes": [["b", 0.7], ["c", 0.2]], "more": 1, "color": "var(--green)" })
        );
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args![json!({ "a": 3.5 })],
                "label: `value` must have confidences from 0 to 1, but `a` has 3.5; `softmax` makes them of logits",
            ),
            (
                args![json!({ "a": "high" })],
                "label: `value` must have a number for each class, but `a` has the text \"high\"",
            ),
            (
                args![json!([3])],
                "label: `value` must be a class, a map of class to confidence, or a list of [class, confidence], not a list with 3",
            ),
        ] {
            assert_eq!(stage.draw("label", given).unwrap_err(), expected);
        }
        let error = stage.draw("label", args!["a", color = "url(x)"]);
        assert!(error.unwrap_err().contains("such as \"green\""));
    }
}

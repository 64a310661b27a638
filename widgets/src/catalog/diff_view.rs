//! `diff_view`: two versions of a text, and what changed between them.

use std::{borrow::Cow, time::Duration};

use serde::Serialize;
use similar::{Algorithm, ChangeTag, TextDiff};
use ts_rs::TS;

use super::code::height;
use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// Two versions of a text, and what changed between them.
pub(crate) struct DiffView;

/// A piece of a line: whether it changed, and the text.
type Piece = (bool, String);

/// One line of a comparison.
#[derive(Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum DiffLine {
    /// In both.
    Same {
        /// Its number in the old text.
        old: usize,
        /// Its number in the new text.
        new: usize,
        /// The line.
        text: String,
    },
    /// Only in the old text.
    Removed {
        /// Its number in the old text.
        old: usize,
        /// The line, parted into what stayed and what went.
        pieces: Vec<Piece>,
    },
    /// Only in the new text.
    Added {
        /// Its number in the new text.
        new: usize,
        /// The line, parted into what stayed and what came.
        pieces: Vec<Piece>,
    },
    /// Lines that are in both and not shown.
    Skipped {
        /// How many.
        lines: usize,
    },
}

/// What the browser draws for a comparison.
#[derive(Debug, Serialize, TS)]
pub(crate) struct DiffViewProps {
    /// The lines, in order.
    #[ts(inline)]
    lines: Vec<DiffLine>,
    /// How many lines came.
    added: usize,
    /// How many lines went.
    removed: usize,
    /// What the old text is called.
    label_old: String,
    /// What the new text is called.
    label_new: String,
    /// Whether the texts stand side by side where there is room.
    split: bool,
    /// The height in pixels beyond which it scrolls.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    height: Option<u32>,
}

/// After this long the comparison gets rougher rather than slower.
const PATIENCE: Duration = Duration::from_millis(200);

impl Display for DiffView {
    const NAME: &'static str = "diff_view";
    const DOC: &'static str = "Two versions of a text, line by line, with what changed in each line: two answers of a model, say.";
    const PARAMS: &'static [Param] = &[
        place("old", "text", "", "The text before."),
        place("new", "text", "", "The text after."),
        named(
            "mode",
            "\"split\" or \"unified\"",
            "\"split\"",
            "Side by side (where there is room), or one below the other.",
        ),
        named(
            "context",
            "whole number",
            "3",
            "How many unchanged lines are shown around a change; () shows all.",
        ),
        named(
            "label_old",
            "text",
            "\"Before\"",
            "What the old text is called.",
        ),
        named(
            "label_new",
            "text",
            "\"After\"",
            "What the new text is called.",
        ),
        named(
            "height",
            "\"content\" or pixels",
            "\"content\"",
            "How high it is; what is longer scrolls.",
        ),
    ];
    type Props = DiffViewProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<DiffViewProps, WidgetError> {
        let (old, new) = (args.required_text("old")?, args.required_text("new")?);
        let context = match args.integer("context")? {
            None if args.is_none("context") => usize::MAX,
            None => 3,
            Some(lines) => usize::try_from(lines).map_err(|_negative| {
                args.error(format!("`context` must be 0 or more, not {lines}"))
            })?,
        };
        let lines = compare(&old, &new);
        Ok(DiffViewProps {
            added: lines
                .iter()
                .filter(|line| matches!(line, DiffLine::Added { .. }))
                .count(),
            removed: lines
                .iter()
                .filter(|line| matches!(line, DiffLine::Removed { .. }))
                .count(),
            lines: shortened(lines, context),
            label_old: args.text("label_old")?.unwrap_or_else(|| "Before".into()),
            label_new: args.text("label_new")?.unwrap_or_else(|| "After".into()),
            split: args.choice("mode", &["split", "unified"])? == "split",
            height: height(args)?,
        })
    }
}

fn compare(old: &str, new: &str) -> Vec<DiffLine> {
    let mut config = TextDiff::configure();
    config.algorithm(Algorithm::Patience).timeout(PATIENCE);
    // Whether the last line ends with a break is no difference that anybody wants to see.
    let (old, new) = (ended(old), ended(new));
    let diff = config.diff_lines(old.as_ref(), new.as_ref());
    let mut lines = Vec::new();
    for op in diff.ops() {
        for change in diff.iter_inline_changes(op) {
            let number = |index: Option<usize>| index.unwrap_or_default() + 1;
            let (old, new) = (number(change.old_index()), number(change.new_index()));
            lines.push(match change.tag() {
                ChangeTag::Equal => DiffLine::Same {
                    old,
                    new,
                    text: pieces(&change).into_iter().map(|(_, text)| text).collect(),
                },
                ChangeTag::Delete => DiffLine::Removed {
                    old,
                    pieces: pieces(&change),
                },
                ChangeTag::Insert => DiffLine::Added {
                    new,
                    pieces: pieces(&change),
                },
            });
        }
    }
    lines
}

fn ended(text: &str) -> Cow<'_, str> {
    match text.is_empty() || text.ends_with('\n') {
        true => text.into(),
        false => format!("{text}\n").into(),
    }
}

/// A line in pieces, without the break at its end.
fn pieces(change: &similar::InlineChange<'_, str>) -> Vec<Piece> {
    let pieces = change.iter_strings_lossy();
    pieces
        .map(|(changed, text)| (changed, text.trim_end_matches(['\n', '\r']).to_owned()))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// Leaves out what is the same and further than `context` lines from a change.
fn shortened(lines: Vec<DiffLine>, context: usize) -> Vec<DiffLine> {
    let same = |line: &DiffLine| matches!(line, DiffLine::Same { .. });
    let changes: Vec<usize> = (0..lines.len()).filter(|at| !same(&lines[*at])).collect();
    let near = |at: usize| {
        let next = changes.partition_point(|change| *change < at);
        let before = next.checked_sub(1).map(|before| at - changes[before]);
        let after = changes.get(next).map(|after| after - at);
        before.into_iter().chain(after).any(|away| away <= context)
    };
    let mut short: Vec<DiffLine> = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        if context == usize::MAX || near(at) {
            short.push(line);
        } else if let Some(DiffLine::Skipped { lines }) = short.last_mut() {
            *lines += 1;
        } else {
            short.push(DiffLine::Skipped { lines: 1 });
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_changed_word_is_marked_in_its_line() {
        let props = Stage::default()
            .props(
                "diff_view",
                args!["the old king\nlived", "the new king\nlived\nlong"],
            )
            .unwrap();
        assert_eq!(
            props["lines"],
            json!([
                { "kind": "removed", "old": 1, "pieces": [[false, "the "], [true, "old"], [false, " king"]] },
                { "kind": "added", "new": 1, "pieces": [[false, "the "], [true, "new"], [false, " king"]] },
                { "kind": "same", "old": 2, "new": 2, "text": "lived" },
                { "kind": "added", "new": 3, "pieces": [[false, "long"]] }
            ])
        );
    }

    #[test]
    fn far_lines_are_left_out() {
        let old: Vec<String> = (1..=20).map(|line| line.to_string()).collect();
        let mut new = old.clone();
        new[9] = "ten".into();
        let given = args![
            old.join("\n"),
            new.join("\n"),
            context = 1,
            mode = "unified"
        ];
        let props = Stage::default().props("diff_view", given).unwrap();
        let kinds: Vec<&str> = props["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["kind"].as_str().unwrap())
            .collect();
        assert_eq!(
            kinds,
            ["skipped", "same", "removed", "added", "same", "skipped"]
        );
        assert_eq!(props["lines"][0]["lines"], 8);
        assert_eq!(
            (&props["added"], &props["split"]),
            (&json!(1), &json!(false))
        );
    }

    #[test]
    fn equal_texts_have_no_change() {
        let props = Stage::default()
            .props("diff_view", args!["a", "a", context = json!(null)])
            .unwrap();
        assert_eq!(
            props["lines"],
            json!([{ "kind": "same", "old": 1, "new": 1, "text": "a" }])
        );
        let error = Stage::default().draw("diff_view", args!["a"]).unwrap_err();
        assert_eq!(error, "diff_view: `new` is missing: give text");
    }
}

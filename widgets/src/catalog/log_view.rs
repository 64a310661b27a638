//! `log_view`: the lines of a log, which follows its end.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place, plain_text},
};

/// The lines of a log, which follows its end.
pub(crate) struct LogView;

/// What the browser draws for a log.
#[derive(Debug, Serialize, TS)]
pub(crate) struct LogViewProps {
    /// What it is the log of, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    label: Option<String>,
    /// The lines; a growing text is sent by its end alone.
    body: String,
    /// How many lines were left out before them.
    #[serde(skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<usize>")]
    dropped: usize,
    /// The height in pixels.
    height: u32,
    /// Whether it stays at its end while lines come.
    follow: bool,
    /// Whether lines are numbered.
    line_numbers: bool,
    /// Whether long lines break.
    wrap_lines: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Display for LogView {
    const NAME: &'static str = "log_view";
    const DOC: &'static str = "The lines of a log or a terminal, with their colors, a search, and a view that follows the end.";
    const PARAMS: &'static [Param] = &[
        place(
            "lines",
            "text or list",
            "",
            "The lines: a text, or a list of texts. Colors of terminals (ANSI) are understood.",
        ),
        place("label", "text", "()", "What it is the log of, in Markdown."),
        named("height", "pixels", "320", "How high it is."),
        named(
            "follow",
            "true or false",
            "true",
            "Stays at the end while lines come, unless the person scrolled up.",
        ),
        named(
            "max_lines",
            "whole number",
            "10000",
            "How many lines are kept, the newest ones.",
        ),
        named(
            "line_numbers",
            "true or false",
            "false",
            "Numbers the lines.",
        ),
        named(
            "wrap_lines",
            "true or false",
            "true",
            "Breaks long lines rather than scrolling them.",
        ),
    ];
    type Props = LogViewProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<LogViewProps, WidgetError> {
        let most = args.count("max_lines")?.unwrap_or(10_000) as usize;
        let text = match args.value("lines")? {
            None if args.is_none("lines") => String::new(),
            None => return Err(args.missing("lines", "a text or a list of texts")),
            Some(Value::Array(_)) => {
                let mut text = args.texts("lines")?.unwrap_or_default().join("\n");
                text.push('\n');
                text
            }
            Some(other) => plain_text(other)
                .ok_or_else(|| args.wrong("lines", "a text or a list of texts", other))?,
        };
        let (dropped, body) = newest(text, most);
        Ok(LogViewProps {
            label: args.text("label")?,
            body,
            dropped,
            height: args.count("height")?.unwrap_or(320),
            follow: args.flag("follow", true)?,
            line_numbers: args.flag("line_numbers", false)?,
            wrap_lines: args.flag("wrap_lines", true)?,
        })
    }
}

/// The last lines of a text, and how many came before them.
fn newest(text: String, most: usize) -> (usize, String) {
    let whole = text.strip_suffix('\n').unwrap_or(&text);
    let starts = whole.rmatch_indices('\n').nth(most - 1);
    let Some((break_before, _)) = starts else {
        return (0, text);
    };
    let dropped = whole[..=break_before].matches('\n').count();
    (dropped, text[break_before + 1..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::newest;
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn lines_are_a_text_or_a_list() {
        let mut stage = Stage::default();
        let mut body = |given| stage.props("log_view", given).unwrap()["body"].clone();
        assert_eq!(body(args!["a\nb"]), json!("a\nb"));
        // The line ends, so that the next one is an addition to the text.
        assert_eq!(body(args![json!(["a", 2])]), json!("a\n2\n"));
        assert_eq!(body(args![json!(null)]), json!(""));
    }

    #[test]
    fn the_newest_lines_are_kept() {
        assert_eq!(newest("1\n2\n3\n".into(), 2), (1, "2\n3\n".into()));
        assert_eq!(newest("1\n2\n3".into(), 1), (2, "3".into()));
        assert_eq!(newest("1\n2".into(), 2), (0, "1\n2".into()));
        assert_eq!(newest(String::new(), 1), (0, String::new()));
        let props = Stage::default()
            .props("log_view", args![json!(["a", "b", "c"]), max_lines = 1])
            .unwrap();
        assert_eq!(
            (&props["dropped"], &props["body"]),
            (&json!(2), &json!("c\n"))
        );
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            Stage::default()
                .draw("log_view", args![json!({ "a": 1 })])
                .unwrap_err(),
            "log_view: `lines` must be a text or a list of texts, not a map"
        );
    }
}

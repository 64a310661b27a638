//! `thought`: what a model thought, or a tool it used, folded away.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::{named, place},
};

/// What a model thought, or a tool it used.
pub(crate) struct Thought;

/// What the browser draws for a thought.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ThoughtProps {
    /// What it is about, in Markdown; the browser's word for thinking when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    title: Option<String>,
    /// How it goes.
    #[ts(type = "\"pending\" | \"done\" | \"error\"")]
    status: &'static str,
    /// Whether what is inside is seen from the beginning.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    expanded: bool,
    /// How many seconds it took; the browser counts while it is pending.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    duration: Option<f64>,
    /// An emoji or `:material/name:` in place of the usual sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
}

impl Container for Thought {
    const NAME: &'static str = "thought";
    const DOC: &'static str = "What a model thought or which tool it used, folded into one line: pending while its `with` block runs, then done, or an error if the block fails. Thoughts nest.";
    const PARAMS: &'static [Param] = &[
        place(
            "title",
            "text",
            "\"Thinking\"",
            "What it is about, in Markdown.",
        ),
        place(
            "status",
            "\"pending\", \"done\" or \"error\"",
            "\"pending\"",
            "How it goes.",
        ),
        place(
            "expanded",
            "true or false",
            "false",
            "Whether what is inside is seen from the beginning.",
        ),
        place(
            "duration",
            "number",
            "()",
            "How many seconds it took; by default the page counts while it is pending.",
        ),
        named(
            "icon",
            "text",
            "()",
            "An emoji or `:material/name:` in place of the usual sign.",
        ),
    ];
    type Props = ThoughtProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<ThoughtProps, WidgetError> {
        let duration = args.number("duration")?;
        if duration.is_some_and(|seconds| seconds < 0.0) {
            return Err(args.error("`duration` must be 0 or more seconds"));
        }
        Ok(ThoughtProps {
            title: args.text("title")?,
            status: args.choice("status", &["pending", "done", "error"])?,
            expanded: args.flag("expanded", false)?,
            duration,
            icon: args.text("icon")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_is_pending_until_told_otherwise() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("thought", args![]).unwrap(),
            json!({ "status": "pending" })
        );
        let given = args!["Search", "done", true, 2.5, icon = "🔍"];
        assert_eq!(
            stage.props("thought", given).unwrap(),
            json!({ "title": "Search", "status": "done", "expanded": true, "duration": 2.5, "icon": "🔍" })
        );
        assert_eq!(
            stage.draw("thought", args!["Search", "ready"]).unwrap_err(),
            "thought: `status` must be \"pending\", \"done\" or \"error\", not \"ready\""
        );
        assert_eq!(
            stage
                .draw("thought", args!["Search", duration = -1])
                .unwrap_err(),
            "thought: `duration` must be 0 or more seconds"
        );
    }
}

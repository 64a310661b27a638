//! `status`: a container that says how the work inside it goes.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::{named, place},
    widget::LABEL,
};

/// A container that says how the work inside it goes.
pub(crate) struct Status;

/// What the browser draws for a status.
#[derive(Debug, Serialize, TS)]
pub(crate) struct StatusProps {
    /// What is going on, in Markdown.
    label: String,
    /// Whether what is inside is seen.
    expanded: bool,
    /// How it goes.
    #[ts(type = "\"running\" | \"complete\" | \"error\"")]
    state: &'static str,
    /// A box, or a line without a border.
    #[serde(rename = "type")]
    #[ts(type = "\"default\" | \"compact\"")]
    look: &'static str,
}

impl Container for Status {
    const NAME: &'static str = "status";
    const DOC: &'static str = "A container that says how the work inside it goes: running while its `with` block runs, then complete, or an error if the block fails; `.update(label=..., state=..., expanded=...)` says more.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "expanded",
            "true or false",
            "false",
            "Whether what is inside is seen from the beginning.",
        ),
        place(
            "state",
            "\"running\", \"complete\" or \"error\"",
            "\"running\"",
            "How it goes.",
        ),
        named(
            "type",
            "\"default\" or \"compact\"",
            "\"default\"",
            "A box, or a line without a border.",
        ),
    ];
    type Props = StatusProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<StatusProps, WidgetError> {
        Ok(StatusProps {
            label: args.required_text("label")?,
            expanded: args.flag("expanded", false)?,
            state: args.choice("state", &["running", "complete", "error"])?,
            look: args.choice("type", &["default", "compact"])?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_runs_until_told_otherwise() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("status", args!["Training"]).unwrap(),
            json!({ "label": "Training", "expanded": false, "state": "running", "type": "default" })
        );
        assert_eq!(
            stage
                .props(
                    "status",
                    args!["Done", true, state = "complete", type = "compact"]
                )
                .unwrap(),
            json!({ "label": "Done", "expanded": true, "state": "complete", "type": "compact" })
        );
        assert_eq!(
            stage
                .draw("status", args!["Done", state = "done"])
                .unwrap_err(),
            "status: `state` must be \"running\", \"complete\" or \"error\", not \"done\""
        );
    }
}

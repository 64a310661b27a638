//! `spinner`: something is going on, while its block runs.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::{named, place},
};

/// Something is going on, while its block runs.
pub(crate) struct Spinner;

/// What the browser draws for a spinner.
#[derive(Debug, Serialize, TS)]
pub(crate) struct SpinnerProps {
    /// What is going on, in Markdown.
    text: String,
    /// Whether the seconds are counted.
    show_time: bool,
}

impl Container for Spinner {
    const NAME: &'static str = "spinner";
    const DOC: &'static str = "Says that something is going on, while its `with` block runs.";
    const PARAMS: &'static [Param] = &[
        place(
            "text",
            "text",
            "\"In progress...\"",
            "What is going on, in Markdown.",
        ),
        named("show_time", "true or false", "false", "Counts the seconds."),
    ];
    const PASSING: bool = true;
    type Props = SpinnerProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<SpinnerProps, WidgetError> {
        let text = args.text("text")?;
        Ok(SpinnerProps {
            text: text.unwrap_or_else(|| "In progress...".into()),
            show_time: args.flag("show_time", false)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use crate::{Role, entry};
    use serde_json::json;

    #[test]
    fn it_says_what_is_going_on() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("spinner", args![]).unwrap(),
            json!({ "text": "In progress...", "show_time": false })
        );
        assert_eq!(
            stage
                .props("spinner", args!["Baking", show_time = true])
                .unwrap(),
            json!({ "text": "Baking", "show_time": true })
        );
    }

    #[test]
    fn it_is_there_only_while_its_block_runs() {
        assert_eq!(entry("spinner").unwrap().role, Role::Passing);
    }
}

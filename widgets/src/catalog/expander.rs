//! `expander`: a container that opens and closes.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::{named, place},
    widget::LABEL,
};

/// A container that opens and closes.
pub(crate) struct Expander;

/// What the browser draws for an expander.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ExpanderProps {
    /// What stands on it, in Markdown.
    label: String,
    /// Whether it starts open.
    expanded: bool,
    /// An emoji before the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
}

impl Container for Expander {
    const NAME: &'static str = "expander";
    const DOC: &'static str = "A container that opens and closes.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "expanded",
            "true or false",
            "false",
            "Whether it starts open.",
        ),
        named("icon", "text", "()", "An emoji before the label."),
    ];
    type Props = ExpanderProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<ExpanderProps, WidgetError> {
        Ok(ExpanderProps {
            label: args.required_text("label")?,
            expanded: args.flag("expanded", false)?,
            icon: args.text("icon")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::Drawn;
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_starts_closed() {
        let mut stage = Stage::default();
        let drawn = stage.draw("expander", args!["More"]).unwrap();
        assert_eq!(drawn, Drawn::Container(stage.last().id));
        assert_eq!(
            json!(*stage.last().props),
            json!({ "label": "More", "expanded": false })
        );
        assert_eq!(
            stage
                .props("expander", args!["More", true, icon = "🔍"])
                .unwrap(),
            json!({ "label": "More", "expanded": true, "icon": "🔍" })
        );
        assert_eq!(
            stage.draw("expander", args!["More", "open"]).unwrap_err(),
            "expander: `expanded` must be true or false, not the text \"open\""
        );
    }
}

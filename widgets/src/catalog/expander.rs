//! `expander`: a container that opens and closes.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::{named, place},
    opening::{BIND, Following, LAZY, ON_CHANGE, ON_CHANGE_ARGS, accept_open},
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
    /// An emoji or `:material/name:` before the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// How it looks; a box when absent.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"compact\" | \"step\"")]
    look: Option<&'static str>,
    /// What stands inside is there only while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    lazy: Option<bool>,
    #[serde(skip)]
    #[ts(skip)]
    following: Following,
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
        named(
            "icon",
            "text",
            "()",
            "An emoji or `:material/name:` before the label.",
        ),
        named(
            "type",
            "\"default\", \"compact\" or \"step\"",
            "\"default\"",
            "A box, a line without a border, or one of several steps below each other.",
        ),
        LAZY,
        ON_CHANGE,
        ON_CHANGE_ARGS,
        BIND,
    ];
    const VALUE: &'static str = "boolean";
    type Props = ExpanderProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<ExpanderProps, WidgetError> {
        let following = Following::read(args)?;
        let look = args.choice("type", &["default", "compact", "step"])?;
        Ok(ExpanderProps {
            label: args.required_text("label")?,
            expanded: args.flag("expanded", false)?,
            icon: args.text("icon")?,
            look: (look != "default").then_some(look),
            lazy: following.lazy.then_some(true),
            following,
        })
    }

    fn state(props: &ExpanderProps) -> Option<Value> {
        props.following.state.then(|| props.expanded.into())
    }

    fn accept(_props: &ExpanderProps, sent: &Value) -> Result<Value, String> {
        accept_open(sent)
    }

    fn fit(_props: &ExpanderProps, state: Value) -> Result<Value, String> {
        accept_open(&state)
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
                .props(
                    "expander",
                    args!["More", true, icon = "🔍", type = "compact"]
                )
                .unwrap(),
            json!({ "label": "More", "expanded": true, "icon": "🔍", "type": "compact" })
        );
        assert_eq!(
            stage.draw("expander", args!["More", "open"]).unwrap_err(),
            "expander: `expanded` must be true or false, not the text \"open\""
        );
    }

    #[test]
    fn a_lazy_one_remembers_that_it_was_opened() {
        let mut stage = Stage::default();
        let given = || args!["More", lazy = true];
        assert_eq!(
            stage.props("expander", given()).unwrap(),
            json!({ "label": "More", "expanded": false, "lazy": true, "value": false })
        );
        assert_eq!(stage.send(json!(true)), Ok(json!(true)));
        assert_eq!(
            stage.props("expander", given()).unwrap()["value"],
            json!(true)
        );
        assert_eq!(
            stage.send(json!("yes")),
            Err("it is open or not, not the text \"yes\"".into())
        );
    }

    #[test]
    fn it_can_be_followed_without_being_lazy() {
        let mut stage = Stage::default();
        assert_eq!(
            stage
                .props("expander", args!["More", on_change = "rerun", lazy = false])
                .unwrap(),
            json!({ "label": "More", "expanded": false, "value": false })
        );
        assert_eq!(
            stage
                .draw("expander", args!["More", on_change = "always"])
                .unwrap_err(),
            "expander: `on_change` must be \"ignore\" or \"rerun\", not \"always\""
        );
    }
}

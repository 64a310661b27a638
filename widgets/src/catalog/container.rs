//! `container`: holds elements together.

use serde::Serialize;
use ts_rs::TS;

use crate::{Args, Container, Host, Param, WidgetError, call::named};

/// Holds elements together.
pub(crate) struct PlainContainer;

/// What the browser draws for a container.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ContainerProps {
    /// Whether it has a border.
    border: bool,
    /// Pixels; what is more scrolls.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    height: Option<u32>,
    /// Whether its elements stand side by side.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    horizontal: Option<bool>,
    /// The space between its elements; small when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"small\" | \"medium\" | \"large\" | \"none\"")]
    gap: Option<&'static str>,
}

impl Container for PlainContainer {
    const NAME: &'static str = "container";
    const DOC: &'static str =
        "Holds elements together; what is put in later still stands at its place.";
    const PARAMS: &'static [Param] = &[
        named(
            "border",
            "true or false",
            "()",
            "Draws a border around it; by default only where `height` is given.",
        ),
        named(
            "height",
            "pixels",
            "()",
            "How high it is; what is more scrolls.",
        ),
        named(
            "horizontal",
            "true or false",
            "false",
            "Puts its elements side by side.",
        ),
        named(
            "gap",
            "\"small\", \"medium\", \"large\" or \"none\"",
            "\"small\"",
            "The space between its elements.",
        ),
    ];
    type Props = ContainerProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<ContainerProps, WidgetError> {
        let height = args.count("height")?;
        let gap = args.choice("gap", &["small", "medium", "large", "none"])?;
        Ok(ContainerProps {
            border: args.flag("border", height.is_some())?,
            height,
            horizontal: args.flag("horizontal", false)?.then_some(true),
            gap: (gap != "small").then_some(gap),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_container_is_plain_by_default() {
        assert_eq!(
            Stage::default().props("container", args![]).unwrap(),
            json!({ "border": false })
        );
    }

    #[test]
    fn every_option_arrives() {
        let mut stage = Stage::default();
        assert_eq!(
            stage
                .props(
                    "container",
                    args![height = 200, horizontal = true, gap = "large"]
                )
                .unwrap(),
            json!({ "border": true, "height": 200, "horizontal": true, "gap": "large" })
        );
        assert_eq!(
            stage
                .props("container", args![height = 200, border = false])
                .unwrap(),
            json!({ "border": false, "height": 200 })
        );
        assert_eq!(
            stage.draw("container", args![height = 0]).unwrap_err(),
            "container: `height` must be 1 or more, not 0"
        );
    }
}

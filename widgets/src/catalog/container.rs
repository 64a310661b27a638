//! `container`: holds elements together.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::named,
    layout::{GAP, Gap, HEIGHT, Height},
};

/// Holds elements together.
pub(crate) struct PlainContainer;

/// What the browser draws for a container.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ContainerProps {
    /// Whether it has a border.
    border: bool,
    /// How high it is; as its content when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, inline)]
    height: Option<Height>,
    /// Whether its elements stand side by side.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    horizontal: Option<bool>,
    /// False: elements side by side stay in one line, which scrolls.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    wrap: Option<bool>,
    /// Where its elements stand from side to side; left when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"center\" | \"right\" | \"distribute\"")]
    horizontal_alignment: Option<&'static str>,
    /// Where its elements stand from top to bottom; at the top when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"top\" | \"center\" | \"bottom\" | \"distribute\"")]
    vertical_alignment: Option<&'static str>,
    /// The space between its elements; small when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, inline)]
    gap: Option<Gap>,
    /// Whether it follows its end; where absent, it does if it holds a chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    autoscroll: Option<bool>,
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
            "Draws a border around it; by default only where `height` is in pixels.",
        ),
        HEIGHT,
        named(
            "horizontal",
            "true or false",
            "false",
            "Puts its elements side by side.",
        ),
        named(
            "wrap",
            "true or false",
            "true",
            "Begins a new line where elements side by side have no room; else the line scrolls.",
        ),
        named(
            "horizontal_alignment",
            "\"left\", \"center\", \"right\" or \"distribute\"",
            "\"left\"",
            "Where its elements stand from side to side.",
        ),
        named(
            "vertical_alignment",
            "\"top\", \"center\", \"bottom\" or \"distribute\"",
            "\"top\"",
            "Where its elements stand from top to bottom; elements side by side stand on one line.",
        ),
        GAP,
        named(
            "autoscroll",
            "true or false",
            "()",
            "Follows its end as it grows, unless the person has scrolled up; by default where it holds chat messages. Needs a `height` in pixels.",
        ),
    ];
    type Props = ContainerProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<ContainerProps, WidgetError> {
        let height = Height::read(args)?;
        let sideways = args.choice(
            "horizontal_alignment",
            &["left", "center", "right", "distribute"],
        )?;
        let upright = args.choice(
            "vertical_alignment",
            &["top", "center", "bottom", "distribute"],
        )?;
        Ok(ContainerProps {
            border: args.flag("border", height.is_some_and(Height::is_fixed))?,
            height,
            horizontal: args.flag("horizontal", false)?.then_some(true),
            wrap: (!args.flag("wrap", true)?).then_some(false),
            horizontal_alignment: (sideways != "left").then_some(sideways),
            // Elements side by side stand on one line at the bottom unless told otherwise.
            vertical_alignment: args.has("vertical_alignment").then_some(upright),
            gap: Gap::read(args)?,
            autoscroll: match args.has("autoscroll") {
                true => Some(args.flag("autoscroll", false)?),
                false => None,
            },
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
        let given = args![
            height = 200,
            horizontal = true,
            gap = "large",
            wrap = false,
            horizontal_alignment = "distribute",
            vertical_alignment = "top",
            autoscroll = true
        ];
        assert_eq!(
            stage.props("container", given).unwrap(),
            json!({
                "border": true, "height": 200, "horizontal": true, "gap": "large", "wrap": false,
                "horizontal_alignment": "distribute", "vertical_alignment": "top", "autoscroll": true
            })
        );
        assert_eq!(
            stage
                .props("container", args![height = 200, border = false])
                .unwrap(),
            json!({ "border": false, "height": 200 })
        );
        assert_eq!(
            stage
                .draw("container", args![horizontal_alignment = "middle"])
                .unwrap_err(),
            "container: `horizontal_alignment` must be \"left\", \"center\", \"right\" or \"distribute\", not \"middle\""
        );
    }
}

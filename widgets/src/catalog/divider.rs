//! `divider`: a line between what is above and what is below.

use serde::Serialize;
use ts_rs::TS;

use crate::{Args, Display, Host, Param, WidgetError, call::named};

/// The colors a line can have: those of the palette.
const COLORS: &[&str] = &[
    "line", "red", "orange", "yellow", "green", "blue", "violet", "gray", "primary",
];

/// A line between what is above and what is below.
pub(crate) struct Divider;

/// What the browser draws for a divider.
#[derive(Debug, Serialize, TS)]
pub(crate) struct DividerProps {
    /// A color of the palette; hardly seen when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    color: Option<&'static str>,
}

impl Display for Divider {
    const NAME: &'static str = "divider";
    const DOC: &'static str = "A line between what is above and what is below.";
    const PARAMS: &'static [Param] = &[named(
        "color",
        "\"red\", \"orange\", \"yellow\", \"green\", \"blue\", \"violet\", \"gray\" or \"primary\"",
        "()",
        "The color of the line; by default that of all fine lines.",
    )];
    type Props = DividerProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<DividerProps, WidgetError> {
        let color = args.choice("color", COLORS)?;
        Ok(DividerProps {
            color: (color != "line").then_some(color),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_divider_is_a_plain_line() {
        assert_eq!(
            Stage::default().props("divider", args![]).unwrap(),
            json!({})
        );
        assert_eq!(
            Stage::default().draw("divider", args!["x"]).unwrap_err(),
            "divider: takes no argument by place; give them by name"
        );
    }

    #[test]
    fn it_can_have_a_color_and_a_width() {
        let mut stage = Stage::default();
        assert_eq!(
            stage
                .props("divider", args![color = "green", width = 120])
                .unwrap(),
            json!({ "color": "green", "width": 120 })
        );
        assert!(
            stage
                .draw("divider", args![color = "teal"])
                .unwrap_err()
                .contains("\"violet\"")
        );
    }
}

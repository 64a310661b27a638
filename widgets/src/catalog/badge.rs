//! `badge`: a word or two on a colored ground, for a state or a kind.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// A word or two on a colored ground.
pub(crate) struct Badge;

/// What the browser draws for a badge.
#[derive(Debug, Serialize, TS)]
pub(crate) struct BadgeProps {
    /// The words, in inline Markdown.
    label: String,
    /// The color of the ground.
    color: &'static str,
    /// An emoji before the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// A tooltip, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    help: Option<String>,
}

/// The first is the default.
const COLORS: &[&str] = &[
    "blue", "green", "orange", "red", "violet", "gray", "primary",
];

impl Display for Badge {
    const NAME: &'static str = "badge";
    const DOC: &'static str = "A word or two on a colored ground, for a state or a kind.";
    const PARAMS: &'static [Param] = &[
        place("label", "text", "", "The words, in inline Markdown."),
        named("icon", "text", "()", "An emoji before the words."),
        named(
            "color",
            "a color",
            "\"blue\"",
            "The ground: blue, green, orange, red, violet, gray or primary.",
        ),
        named(
            "help",
            "text",
            "()",
            "A tooltip beside the badge, in Markdown.",
        ),
    ];
    type Props = BadgeProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<BadgeProps, WidgetError> {
        Ok(BadgeProps {
            label: args.required_text("label")?,
            color: args.choice("color", COLORS)?,
            icon: args.text("icon")?,
            help: args.text("help")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_badge_is_blue_unless_told() {
        let props = |given| Stage::default().props("badge", given).unwrap();
        assert_eq!(
            props(args!["New"]),
            json!({ "label": "New", "color": "blue" })
        );
        assert_eq!(
            props(args![
                "Ready",
                icon = "✅",
                color = "green",
                help = "It is loaded."
            ]),
            json!({ "label": "Ready", "color": "green", "icon": "✅", "help": "It is loaded." })
        );
    }

    #[test]
    fn a_color_that_is_none_names_those_that_are() {
        let error = Stage::default()
            .draw("badge", args!["x", color = "pink"])
            .unwrap_err();
        assert!(
            error.contains("`color` must be \"blue\", \"green\""),
            "{error}"
        );
    }
}

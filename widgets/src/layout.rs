//! The parameters that containers share: the space between elements, where they stand, how high it is.

use serde::{Serialize, Serializer};
use serde_json::Value;
use ts_rs::TS;

use crate::{Args, Param, WidgetError, call::named};

/// The words for the space between elements, small first.
const GAPS: &[&str] = &[
    "small", "none", "xxsmall", "xsmall", "medium", "large", "xlarge", "xxlarge",
];

/// The space between elements.
pub(crate) const GAP: Param = named(
    "gap",
    "\"none\", \"xxsmall\", \"xsmall\", \"small\", \"medium\", \"large\", \"xlarge\" or \"xxlarge\"",
    "\"small\"",
    "The space between its elements.",
);
/// How high a container is.
pub(crate) const HEIGHT: Param = named(
    "height",
    "\"content\", \"stretch\" or pixels",
    "\"content\"",
    "How high it is: as its content, as its neighbors in a row, or so many pixels; what is more scrolls.",
);
/// Draws a border.
pub(crate) const BORDER: Param = named(
    "border",
    "true or false",
    "false",
    "Draws a border around it.",
);

/// A space between elements; small when absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(
    type = "\"none\" | \"xxsmall\" | \"xsmall\" | \"small\" | \"medium\" | \"large\" | \"xlarge\" | \"xxlarge\""
)]
pub(crate) struct Gap(&'static str);

impl Gap {
    /// Reads `gap`; `None` for the usual one.
    pub(crate) fn read(args: &Args) -> Result<Option<Self>, WidgetError> {
        let word = match args.is_none("gap") {
            // As in Streamlit, `None` means no space at all.
            true => "none",
            false => args.choice("gap", GAPS)?,
        };
        Ok((word != "small").then_some(Self(word)))
    }
}

/// How high a container is; as its content when absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, TS)]
#[ts(type = "\"stretch\" | number")]
pub(crate) enum Height {
    /// So many pixels.
    Pixels(u64),
    /// As its neighbors in the row.
    Stretch,
}

impl Serialize for Height {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Pixels(pixels) => serializer.serialize_u64(*pixels),
            Self::Stretch => serializer.serialize_str("stretch"),
        }
    }
}

impl Height {
    /// Reads `height`; `None` for the height of the content.
    pub(crate) fn read(args: &Args) -> Result<Option<Self>, WidgetError> {
        Self::named(args, "height")
    }

    /// Reads the height that is given under a name.
    pub(crate) fn named(args: &Args, name: &str) -> Result<Option<Self>, WidgetError> {
        match args.value(name)? {
            None => Ok(None),
            Some(Value::String(word)) if word == "content" => Ok(None),
            Some(Value::String(word)) if word == "stretch" => Ok(Some(Self::Stretch)),
            Some(other) => match other.as_u64().filter(|pixels| *pixels >= 1) {
                Some(pixels) => Ok(Some(Self::Pixels(pixels))),
                None => Err(args.wrong(
                    name,
                    "\"content\", \"stretch\" or a number of pixels",
                    other,
                )),
            },
        }
    }

    /// Whether it is so many pixels, so that more than that scrolls.
    pub(crate) fn is_fixed(self) -> bool {
        matches!(self, Self::Pixels(_))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn every_gap_has_its_word_and_none_is_no_gap() {
        let mut stage = Stage::default();
        for gap in [
            "none", "xxsmall", "xsmall", "medium", "large", "xlarge", "xxlarge",
        ] {
            let props = stage.props("container", args![gap = gap]).unwrap();
            assert_eq!(props["gap"], json!(gap));
        }
        let none = stage
            .props("container", args![gap = serde_json::Value::Null])
            .unwrap();
        assert_eq!(none["gap"], json!("none"));
        assert_eq!(
            stage
                .props("container", args![gap = "small"])
                .unwrap()
                .get("gap"),
            None
        );
    }

    #[test]
    fn a_height_is_a_word_or_pixels() {
        let mut stage = Stage::default();
        for (given, shown) in [
            (json!("content"), None),
            (json!("stretch"), Some(json!("stretch"))),
            (json!(80), Some(json!(80))),
        ] {
            let props = stage.props("container", args![height = given]).unwrap();
            assert_eq!(props.get("height").cloned(), shown);
        }
        assert_eq!(
            stage.draw("container", args![height = "tall"]).unwrap_err(),
            "container: `height` must be \"content\", \"stretch\" or a number of pixels, not the text \"tall\""
        );
    }
}

//! `image_compare`: two pictures in one place, with a line between before and after to move.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
    picture::Picture,
};

/// Two pictures in one place.
pub(crate) struct ImageCompare;

/// What the browser draws for a comparison.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ImageCompareProps {
    /// The picture on the left.
    #[ts(inline)]
    before: Picture,
    /// The picture on the right.
    #[ts(inline)]
    after: Picture,
    /// What the left one is called.
    label_before: String,
    /// What the right one is called.
    label_after: String,
    /// Where the line stands at first, in percent.
    position: f64,
}

impl Display for ImageCompare {
    const NAME: &'static str = "image_compare";
    const DOC: &'static str =
        "Two pictures in one place, with a line between before and after to move.";
    const PARAMS: &'static [Param] = &[
        place(
            "before",
            "picture",
            "",
            "The first one, as `image` takes it.",
        ),
        place("after", "picture", "", "The second one."),
        place(
            "label_before",
            "text",
            "\"Before\"",
            "What the first is called.",
        ),
        place(
            "label_after",
            "text",
            "\"After\"",
            "What the second is called.",
        ),
        place(
            "position",
            "number",
            "50",
            "Where the line stands at first, in percent.",
        ),
        named(
            "alt",
            "text",
            "()",
            "What both show, for those who do not see it.",
        ),
    ];
    type Props = ImageCompareProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<ImageCompareProps, WidgetError> {
        let mut before = Picture::required(args, host, "before")?;
        let mut after = Picture::required(args, host, "after")?;
        let label = |name, default: &str| Ok(args.text(name)?.unwrap_or_else(|| default.into()));
        let (label_before, label_after) = (
            label("label_before", "Before")?,
            label("label_after", "After")?,
        );
        // The browser adds which of the two it is, in the words it shows.
        let both = args.text("alt")?.unwrap_or_default();
        before.alt.clone_from(&both);
        after.alt = both;
        let position = args.number("position")?.unwrap_or(50.0);
        if !(0.0..=100.0).contains(&position) {
            return Err(args.error(format!("`position` goes from 0 to 100, not {position}")));
        }
        Ok(ImageCompareProps {
            before,
            after,
            label_before,
            label_after,
            position,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    const SVG: &str = "<svg width='4' height='3'/>";

    #[test]
    fn both_pictures_arrive_with_their_names() {
        let props = Stage::default()
            .props("image_compare", args![SVG, SVG, alt = "A street"])
            .unwrap();
        assert_eq!(
            props,
            json!({
                "before": { "src": "media/1", "alt": "A street", "width": 4, "height": 3 },
                "after": { "src": "media/2", "alt": "A street", "width": 4, "height": 3 },
                "label_before": "Before", "label_after": "After", "position": 50.0
            })
        );
    }

    #[test]
    fn mistakes_are_named() {
        let error = |given| Stage::default().draw("image_compare", given).unwrap_err();
        assert_eq!(
            error(args![SVG]),
            "image_compare: `after` is missing: give a path, an address, bytes or SVG text"
        );
        assert_eq!(
            error(args![SVG, SVG, position = 120]),
            "image_compare: `position` goes from 0 to 100, not 120"
        );
    }
}

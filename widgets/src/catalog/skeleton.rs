//! `skeleton`: the place of something that is still to come.

use serde::Serialize;
use ts_rs::TS;

use crate::{Args, Display, Host, Param, WidgetError, call::place};

/// The place of something that is still to come.
pub(crate) struct Skeleton;

/// About three lines of text.
const USUAL_HEIGHT: u32 = 72;

/// What the browser draws for a skeleton.
#[derive(Debug, Serialize, TS)]
pub(crate) struct SkeletonProps {
    /// In pixels.
    height: u32,
}

impl Display for Skeleton {
    const NAME: &'static str = "skeleton";
    const DOC: &'static str = "The place of something that is still to come; what its handle draws, as in `place.line_chart(data)`, takes that place.";
    const PARAMS: &'static [Param] = &[place(
        "height",
        "pixels",
        "72",
        "How high it is; best as high as what is to come, so that nothing moves.",
    )];
    type Props = SkeletonProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<SkeletonProps, WidgetError> {
        Ok(SkeletonProps {
            height: args.count("height")?.unwrap_or(USUAL_HEIGHT),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::Drawn;
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_is_as_high_as_told_and_can_be_replaced() {
        let mut stage = Stage::default();
        let drawn = stage.draw("skeleton", args![240]).unwrap();
        assert_eq!(drawn, Drawn::Slot(stage.last().id));
        assert_eq!(json!(*stage.last().props), json!({ "height": 240 }));
        assert_eq!(
            stage.draw("skeleton", args![0]).unwrap_err(),
            "skeleton: `height` must be 1 or more, not 0"
        );
    }
}

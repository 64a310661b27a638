//! `space`: room between what is above and what is below.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{describe, place},
};

/// The words for sizes.
const WORDS: &[&str] = &[
    "small", "xxsmall", "xsmall", "medium", "large", "xlarge", "xxlarge", "stretch",
];
/// More than any window is high.
const MOST: u64 = 10_000;

/// Room between what is above and what is below.
pub(crate) struct Space;

/// What the browser draws for a space.
#[derive(Debug, Serialize, TS)]
pub(crate) struct SpaceProps {
    /// A word, or pixels.
    #[ts(
        type = "\"xxsmall\" | \"xsmall\" | \"small\" | \"medium\" | \"large\" | \"xlarge\" | \"xxlarge\" | \"stretch\" | number"
    )]
    size: Value,
}

impl Display for Space {
    const NAME: &'static str = "space";
    const DOC: &'static str = "Room between what is above and what is below; beside, in a row.";
    const PARAMS: &'static [Param] = &[place(
        "size",
        "\"xxsmall\" to \"xxlarge\", \"stretch\" or pixels",
        "\"small\"",
        "How much room; `\"stretch\"` takes all that is left in a row or a container of fixed height.",
    )];
    type Props = SpaceProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<SpaceProps, WidgetError> {
        let size = match args.value("size")? {
            Some(pixels @ Value::Number(number)) => {
                let fits = number.as_u64().is_some_and(|pixels| pixels <= MOST);
                if !fits {
                    return Err(args.error(format!(
                        "`size` must be a word or 0 to {MOST} pixels, not {}",
                        describe(pixels)
                    )));
                }
                pixels.clone()
            }
            _ => args.choice("size", WORDS)?.into(),
        };
        Ok(SpaceProps { size })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_size_is_a_word_or_pixels() {
        let mut stage = Stage::default();
        for (given, size) in [
            (args![], json!("small")),
            (args!["large"], json!("large")),
            (args!["stretch"], json!("stretch")),
            (args![20], json!(20)),
        ] {
            assert_eq!(
                stage.props("space", given).unwrap(),
                json!({ "size": size })
            );
        }
        assert_eq!(
            stage.draw("space", args![-1]).unwrap_err(),
            "space: `size` must be a word or 0 to 10000 pixels, not -1"
        );
        assert!(
            stage
                .draw("space", args!["huge"])
                .unwrap_err()
                .contains("\"xxlarge\"")
        );
    }
}

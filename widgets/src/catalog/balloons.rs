//! `balloons` and `snow`: something to be glad about, once.

use serde::Serialize;
use ts_rs::TS;

use crate::{Args, Display, Host, Param, WidgetError};

/// Balloons rise over the page.
pub(crate) struct Balloons;
/// Snow falls over the page.
pub(crate) struct Snow;

/// What the browser needs to know.
#[derive(Debug, Serialize, TS)]
pub(crate) struct CelebrationProps {
    /// The run it belongs to: another one shows it again.
    run: u64,
}

impl Display for Balloons {
    const NAME: &'static str = "balloons";
    const DOC: &'static str =
        "Balloons rise over the page, once; nothing moves where people asked for less motion.";
    const PARAMS: &'static [Param] = &[];
    type Props = CelebrationProps;

    fn draw(_args: &Args, host: &mut dyn Host) -> Result<CelebrationProps, WidgetError> {
        Ok(CelebrationProps { run: host.run() })
    }
}

impl Display for Snow {
    const NAME: &'static str = "snow";
    const DOC: &'static str =
        "Snow falls over the page, once; nothing moves where people asked for less motion.";
    const PARAMS: &'static [Param] = &[];
    type Props = CelebrationProps;

    fn draw(_args: &Args, host: &mut dyn Host) -> Result<CelebrationProps, WidgetError> {
        Ok(CelebrationProps { run: host.run() })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn both_belong_to_their_run() {
        let mut stage = Stage::default();
        for widget in ["balloons", "snow"] {
            assert_eq!(stage.props(widget, args![]).unwrap(), json!({ "run": 7 }));
        }
    }
}

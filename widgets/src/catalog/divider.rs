//! `divider`: a line between what is above and what is below.

use serde::Serialize;
use ts_rs::TS;

use crate::{Args, Display, Host, Param, WidgetError};

/// A line between what is above and what is below.
pub(crate) struct Divider;

/// A divider has nothing of its own to say.
#[derive(Debug, Serialize, TS)]
pub(crate) struct DividerProps {}

impl Display for Divider {
    const NAME: &'static str = "divider";
    const DOC: &'static str = "A line between what is above and what is below.";
    const PARAMS: &'static [Param] = &[];
    type Props = DividerProps;

    fn draw(_args: &Args, _host: &mut dyn Host) -> Result<DividerProps, WidgetError> {
        Ok(DividerProps {})
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_divider_takes_nothing() {
        assert_eq!(
            Stage::default().props("divider", args![]).unwrap(),
            json!({})
        );
        assert_eq!(
            Stage::default().draw("divider", args!["x"]).unwrap_err(),
            "divider: takes no argument by place; give them by name"
        );
    }
}

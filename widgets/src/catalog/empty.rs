//! `empty`: a place that holds one thing at a time.

use serde::Serialize;
use ts_rs::TS;

use crate::{Args, Container, Host, Param, WidgetError};

/// A place that holds one thing at a time.
pub(crate) struct Empty;

/// A place has nothing of its own to say.
#[derive(Debug, Serialize, TS)]
pub(crate) struct EmptyProps {}

impl Container for Empty {
    const NAME: &'static str = "empty";
    const DOC: &'static str =
        "A place that holds one thing at a time: what is put in replaces what was there.";
    const PARAMS: &'static [Param] = &[];
    const SINGLE: bool = true;
    type Props = EmptyProps;

    fn draw(_args: &Args, _host: &mut dyn Host) -> Result<EmptyProps, WidgetError> {
        Ok(EmptyProps {})
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use crate::{Role, entry};
    use serde_json::json;

    #[test]
    fn it_holds_one_thing_at_a_time() {
        assert_eq!(entry("empty").unwrap().role, Role::Single);
        assert_eq!(Stage::default().props("empty", args![]).unwrap(), json!({}));
    }
}

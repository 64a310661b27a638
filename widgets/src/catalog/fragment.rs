//! `fragment`: a part of the page that runs again by itself.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::{named, place},
};

/// A part of the page that runs again by itself.
pub(crate) struct Fragment;

/// A fragment has no look of its own.
#[derive(Debug, Serialize, TS)]
pub(crate) struct FragmentProps {}

impl Container for Fragment {
    const NAME: &'static str = "fragment";
    const DOC: &'static str = "A part of the page that runs again by itself: what happens in it, or a timer, runs its function alone, and the rest of the page stays as it is. Write `@st.fragment` before a `fn`, or give it a closure.";
    const PARAMS: &'static [Param] = &[
        place(
            "body",
            "function",
            "",
            "Draws what is in it; under a decorator the function below it.",
        ),
        named(
            "run_every",
            "seconds or text such as \"10s\"",
            "()",
            "Runs it again every so often, as long as somebody looks.",
        ),
        named(
            "parallel",
            "true or false",
            "false",
            "When the whole app runs, it is drawn on a thread of its own while the script goes on.",
        ),
    ];
    type Props = FragmentProps;

    fn draw(_args: &Args, _host: &mut dyn Host) -> Result<FragmentProps, WidgetError> {
        Ok(FragmentProps {})
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_has_no_look_of_its_own() {
        let props = Stage::default().props("fragment", args![key = "live"]);
        assert_eq!(props.unwrap(), json!({ "key": "live" }));
    }
}

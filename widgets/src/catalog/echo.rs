//! `echo`: what a block draws, with the block's own source.

use serde::Serialize;
use ts_rs::TS;

use crate::{Args, Container, Host, Param, WidgetError, call::named};

/// What a block draws, with the block's own source.
pub(crate) struct Echo;

/// What the browser draws for an echo.
#[derive(Debug, Serialize, TS)]
pub(crate) struct EchoProps {
    /// The source of the block; the runtime puts it in when the block begins.
    source: String,
    /// Where the source stands.
    #[ts(type = "\"above\" | \"below\"")]
    code_location: &'static str,
}

impl Container for Echo {
    const NAME: &'static str = "echo";
    const DOC: &'static str = "Shows what a `with` block draws, and the block's own source.";
    const PARAMS: &'static [Param] = &[named(
        "code_location",
        "\"above\" or \"below\"",
        "\"above\"",
        "Where the source stands.",
    )];
    type Props = EchoProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<EchoProps, WidgetError> {
        Ok(EchoProps {
            source: String::new(),
            code_location: args.choice("code_location", &["above", "below"])?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn the_source_stands_above_unless_told() {
        let mut stage = Stage::default();
        let props = stage.props("echo", args![]).unwrap();
        assert_eq!(props, json!({ "source": "", "code_location": "above" }));
        let error = stage
            .draw("echo", args![code_location = "left"])
            .unwrap_err();
        assert_eq!(
            error,
            "echo: `code_location` must be \"above\" or \"below\", not \"left\""
        );
    }
}

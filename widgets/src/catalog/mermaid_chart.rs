//! `mermaid_chart`: a diagram from a text.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// A diagram from a text.
pub(crate) struct MermaidChart;

/// What the browser draws for a diagram.
#[derive(Debug, Serialize, TS)]
pub(crate) struct MermaidChartProps {
    /// The diagram, in Mermaid's language.
    body: String,
    /// What it shows, for who cannot see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    alt: Option<String>,
}

impl Display for MermaidChart {
    const NAME: &'static str = "mermaid_chart";
    const DOC: &'static str = "A diagram (flow, sequence, classes, states, time line, ...) written as a text for Mermaid.";
    const PARAMS: &'static [Param] = &[
        place(
            "body",
            "text",
            "",
            "The diagram, such as \"graph LR; data --> model --> answer\".",
        ),
        named(
            "alt",
            "text",
            "()",
            "What it shows, for who cannot see it; by default its text.",
        ),
    ];
    type Props = MermaidChartProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<MermaidChartProps, WidgetError> {
        let body = args.required_text("body")?;
        if body.trim().is_empty() {
            return Err(args.error("`body` is empty; give a diagram such as \"graph LR; a --> b\""));
        }
        Ok(MermaidChartProps {
            body,
            alt: args.text("alt")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_diagram_is_its_text() {
        let mut stage = Stage::default();
        let given = args!["graph LR; a --> b", alt = "a leads to b"];
        assert_eq!(
            stage.props("mermaid_chart", given).unwrap(),
            json!({ "body": "graph LR; a --> b", "alt": "a leads to b" })
        );
        let empty = stage.draw("mermaid_chart", args![" "]).unwrap_err();
        assert!(empty.contains("`body` is empty"), "{empty}");
    }
}

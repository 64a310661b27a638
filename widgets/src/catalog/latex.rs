//! `latex`: a formula on a line of its own.

use serde::Serialize;
use ts_rs::TS;

use super::text::HELP;
use crate::{Args, Display, Host, Param, WidgetError, call::place};

/// A formula on a line of its own.
pub(crate) struct Latex;

/// What the browser draws for a formula.
#[derive(Debug, Serialize, TS)]
pub(crate) struct LatexProps {
    /// The formula, in LaTeX.
    body: String,
    /// A tooltip, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    help: Option<String>,
}

impl Display for Latex {
    const NAME: &'static str = "latex";
    const DOC: &'static str = "A formula on a line of its own, in LaTeX.";
    const PARAMS: &'static [Param] = &[
        place(
            "body",
            "text",
            "",
            "The formula; backquotes around it spare you the doubling of backslashes.",
        ),
        HELP,
    ];
    type Props = LatexProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<LatexProps, WidgetError> {
        let body = args.required_text("body")?;
        // Many write the dollar signs too, as in Markdown.
        let plain = body.trim();
        let plain = plain.strip_prefix("$$").unwrap_or(plain);
        let plain = plain.strip_suffix("$$").unwrap_or(plain);
        Ok(LatexProps {
            body: plain.trim().to_owned(),
            help: args.text("help")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn dollar_signs_around_a_formula_are_not_part_of_it() {
        let mut stage = Stage::default();
        for given in [r"\frac{1}{2}", r" $$\frac{1}{2}$$ "] {
            assert_eq!(
                stage.props("latex", args![given]).unwrap(),
                json!({ "body": r"\frac{1}{2}" })
            );
        }
        assert_eq!(
            stage.draw("latex", args![]).unwrap_err(),
            "latex: `body` is missing: give text"
        );
    }
}

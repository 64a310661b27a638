//! `title`: the page's name, as its largest heading.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// The page's name, as its largest heading.
pub(crate) struct Title;

/// What the browser draws for a title.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TitleProps {
    /// The text, in Markdown.
    body: String,
    /// A tooltip, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    help: Option<String>,
}

impl Display for Title {
    const NAME: &'static str = "title";
    const DOC: &'static str = "The page's name, as its largest heading.";
    const PARAMS: &'static [Param] = &[
        place("body", "text", "", "The text, in Markdown."),
        named(
            "help",
            "text",
            "()",
            "A tooltip beside the title, in Markdown.",
        ),
    ];
    type Props = TitleProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<TitleProps, WidgetError> {
        Ok(TitleProps {
            body: args.required_text("body")?,
            help: args.text("help")?,
        })
    }
}

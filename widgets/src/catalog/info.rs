//! `info`, `success`, `warning` and `error`: messages that stand out.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// A message that is good to know.
pub(crate) struct Info;
/// A message that something went well.
pub(crate) struct Success;
/// A message to take care.
pub(crate) struct Warning;
/// A message that something went wrong.
pub(crate) struct Error;

/// What the browser draws for a message.
#[derive(Debug, Serialize, TS)]
pub(crate) struct InfoProps {
    /// The message, in Markdown.
    body: String,
    /// An emoji in place of the usual sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// A line in bold above the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    title: Option<String>,
}

const PARAMS: &[Param] = &[
    place("body", "text", "", "The message, in Markdown."),
    named("icon", "text", "()", "An emoji in place of the usual sign."),
    named("title", "text", "()", "A line in bold above the message."),
];

fn message(args: &Args) -> Result<InfoProps, WidgetError> {
    Ok(InfoProps {
        body: args.required_text("body")?,
        icon: args.text("icon")?,
        title: args.text("title")?,
    })
}

impl Display for Info {
    const NAME: &'static str = "info";
    const DOC: &'static str = "A message that is good to know.";
    const PARAMS: &'static [Param] = PARAMS;
    type Props = InfoProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<InfoProps, WidgetError> {
        message(args)
    }
}

impl Display for Success {
    const NAME: &'static str = "success";
    const DOC: &'static str = "A message that something went well.";
    const PARAMS: &'static [Param] = PARAMS;
    type Props = InfoProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<InfoProps, WidgetError> {
        message(args)
    }
}

impl Display for Warning {
    const NAME: &'static str = "warning";
    const DOC: &'static str = "A message to take care.";
    const PARAMS: &'static [Param] = PARAMS;
    type Props = InfoProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<InfoProps, WidgetError> {
        message(args)
    }
}

impl Display for Error {
    const NAME: &'static str = "error";
    const DOC: &'static str = "A message that something went wrong.";
    const PARAMS: &'static [Param] = PARAMS;
    type Props = InfoProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<InfoProps, WidgetError> {
        message(args)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn the_four_differ_in_kind_only() {
        let mut stage = Stage::default();
        for widget in ["info", "success", "warning", "error"] {
            assert_eq!(
                stage.props(widget, args!["a"]).unwrap(),
                json!({ "body": "a" })
            );
            assert_eq!(
                stage
                    .props(widget, args!["a", icon = "🔥", title = "T"])
                    .unwrap(),
                json!({ "body": "a", "icon": "🔥", "title": "T" })
            );
            assert_eq!(stage.last().kind, widget);
            assert_eq!(
                stage.draw(widget, args![]).unwrap_err(),
                format!("{widget}: `body` is missing: give text")
            );
        }
    }
}

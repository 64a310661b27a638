//! `notify`: a message of the browser, seen also while another window is in front.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// A message of the browser.
pub(crate) struct Notify;

/// What the browser needs for its message.
#[derive(Debug, Serialize, TS)]
pub(crate) struct NotifyProps {
    /// The first line.
    title: String,
    /// What else there is to say; plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    body: Option<String>,
    /// An emoji before the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// The run it belongs to: another one shows it again.
    run: u64,
}

impl Display for Notify {
    const NAME: &'static str = "notify";
    const DOC: &'static str = "A message of the browser, seen also while another window is in front. Until the person has allowed it, it is a toast, and a small button asks.";
    const PARAMS: &'static [Param] = &[
        place("title", "text", "", "The first line; plain text."),
        place(
            "body",
            "text",
            "()",
            "What else there is to say; plain text.",
        ),
        named("icon", "text", "()", "An emoji before the title."),
    ];
    type Props = NotifyProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<NotifyProps, WidgetError> {
        Ok(NotifyProps {
            title: args.required_text("title")?,
            body: args.text("body")?,
            icon: args.text("icon")?,
            run: host.run(),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_belongs_to_its_run() {
        assert_eq!(
            Stage::default()
                .props("notify", args!["Trained", "97 %", icon = "🎉"])
                .unwrap(),
            json!({ "title": "Trained", "body": "97 %", "icon": "🎉", "run": 7 })
        );
    }
}

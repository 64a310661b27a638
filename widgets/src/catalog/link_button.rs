//! `link_button`: a link that looks like a button.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::button::{ButtonProps, ICON_POSITION, LOOK, SHORTCUT};
use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{named, place},
    links,
    widget::{COMMON_BUTTON, ICON, LABEL},
};

/// A link that looks like a button.
pub(crate) struct LinkButton;

/// What the browser draws for a link that looks like a button.
#[derive(Debug, Serialize, TS)]
pub(crate) struct LinkButtonProps {
    #[serde(flatten)]
    button: ButtonProps,
    /// Where it leads.
    url: String,
    /// Whether the script hears of a click.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    heard: bool,
}

impl Input for LinkButton {
    const NAME: &'static str = "link_button";
    const DOC: &'static str = "A link that looks like a button; another site opens in a new tab.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "url",
            "text",
            "",
            "Where it leads: `https:`, `http:`, `mailto:`, or an address of this app.",
        ),
        LOOK,
        ICON,
        ICON_POSITION,
        SHORTCUT,
        named(
            "on_click",
            "\"ignore\", \"rerun\" or function",
            "\"ignore\"",
            "What else a click does: nothing, runs the script with true here, or calls a function before the script runs.",
        ),
    ];
    const COMMON: &'static [Param] = COMMON_BUTTON;
    const VALUE: &'static str = "true";
    const TRIGGER: bool = true;
    type Props = LinkButtonProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(LinkButtonProps, Value), WidgetError> {
        let url = args.required_text("url")?;
        if !links::leads_somewhere_safe(&url) {
            return Err(args.error(format!(
                "`url` must begin with `https:`, `http:` or `mailto:`, or be an address of this app, not \"{url}\""
            )));
        }
        let heard = args.choice("on_click", &["ignore", "rerun"])? == "rerun";
        if heard && host.inside("form") {
            return Err(
                args.error("a form sends everything at once; leave out `on_click` inside it")
            );
        }
        let props = LinkButtonProps {
            button: ButtonProps::read(args, args.required_text("label")?)?,
            url,
            heard,
        };
        Ok((props, Value::Bool(false)))
    }

    fn accept(props: &LinkButtonProps, sent: &Value) -> Result<Value, String> {
        match sent {
            Value::Bool(true) if props.heard => Ok(Value::Bool(true)),
            _ => Err("a link sends `true`, and only where the script asked for it".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_leads_somewhere_and_says_nothing() {
        let mut stage = Stage::default();
        let given = args!["Docs", "https://example.org", type = "primary", icon = "📖"];
        assert_eq!(
            stage.props("link_button", given).unwrap(),
            json!({ "label": "Docs", "type": "primary", "icon": "📖", "url": "https://example.org" })
        );
        assert!(stage.send(json!(true)).is_err());
    }

    #[test]
    fn a_click_is_heard_where_that_is_wanted() {
        let mut stage = Stage::default();
        let given = || args!["Docs", "/guide", on_click = "rerun"];
        assert_eq!(stage.value("link_button", given()), Ok(json!(false)));
        assert_eq!(stage.send(json!(true)), Ok(json!(true)));
        stage.inside.push("form");
        assert_eq!(
            stage.draw("link_button", given()).unwrap_err(),
            "link_button: a form sends everything at once; leave out `on_click` inside it"
        );
    }

    #[test]
    fn an_unsafe_address_is_refused() {
        assert_eq!(
            Stage::default()
                .draw("link_button", args!["Docs", "javascript:alert(1)"])
                .unwrap_err(),
            "link_button: `url` must begin with `https:`, `http:` or `mailto:`, or be an address of this app, not \"javascript:alert(1)\""
        );
    }
}

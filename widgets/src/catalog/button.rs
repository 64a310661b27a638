//! `button`: true for the one run that its click starts.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{Args, Host, Input, Param, WidgetError, call::named, widget::LABEL};

/// A button: true for the one run that its click starts.
pub(crate) struct Button;

/// What the browser draws for a button.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ButtonProps {
    /// The text on it, in Markdown.
    label: String,
    /// How much it calls for attention: `primary`, `secondary` or `tertiary`.
    #[serde(rename = "type")]
    look: &'static str,
    /// An emoji before the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
}

impl ButtonProps {
    /// Reads the arguments that all buttons share.
    pub(super) fn read(args: &Args, label: String) -> Result<Self, WidgetError> {
        let look = args.choice("type", &["secondary", "primary", "tertiary"])?;
        Ok(Self {
            label,
            look,
            icon: args.text("icon")?,
        })
    }
}

impl Input for Button {
    const NAME: &'static str = "button";
    const DOC: &'static str = "A button: true for the one run that its click starts.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        named(
            "type",
            "\"primary\", \"secondary\" or \"tertiary\"",
            "\"secondary\"",
            "How much it calls for attention.",
        ),
        named("icon", "text", "()", "An emoji before the label."),
    ];
    const TRIGGER: bool = true;
    type Props = ButtonProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(ButtonProps, Value), WidgetError> {
        if host.inside("form") {
            return Err(
                args.error("a form sends everything at once; use `form_submit_button` inside it")
            );
        }
        Ok((
            ButtonProps::read(args, args.required_text("label")?)?,
            Value::Bool(false),
        ))
    }

    fn accept(_props: &ButtonProps, sent: &Value) -> Result<Value, String> {
        match sent {
            Value::Bool(true) => Ok(Value::Bool(true)),
            _ => Err("a button sends `true`".into()),
        }
    }
}

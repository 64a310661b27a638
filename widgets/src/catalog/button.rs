//! `button` and `form_submit_button`: true for the one run that their click starts.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{named, place},
    shortcut,
    widget::{COMMON_BUTTON, ICON, LABEL},
};

/// A button: true for the one run that its click starts.
pub(crate) struct Button;
/// The button that sends a form.
pub(crate) struct FormSubmitButton;

/// What the browser draws for a button.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ButtonProps {
    /// The text on it, in Markdown.
    label: String,
    /// How much it calls for attention.
    #[serde(rename = "type")]
    #[ts(type = "\"primary\" | \"secondary\" | \"tertiary\"")]
    look: &'static str,
    /// What stands beside the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// Present where the icon stands after the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"right\"")]
    icon_position: Option<&'static str>,
    /// The keys that press it, such as `Ctrl+Enter`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    shortcut: Option<String>,
}

pub(crate) const LOOK: Param = named(
    "type",
    "\"primary\", \"secondary\" or \"tertiary\"",
    "\"secondary\"",
    "How much it calls for attention.",
);
pub(crate) const ICON_POSITION: Param = named(
    "icon_position",
    "\"left\" or \"right\"",
    "\"left\"",
    "Whether the icon stands before or after the label.",
);
pub(crate) const SHORTCUT: Param = named(
    "shortcut",
    "text",
    "()",
    "Keys that press it, such as `\"Ctrl+Enter\"` or `\"S\"`; where two buttons have the same, the first on the page gets it.",
);

impl ButtonProps {
    /// Reads what buttons share.
    pub(crate) fn read(args: &Args, label: String) -> Result<Self, WidgetError> {
        let look = args.choice("type", &["secondary", "primary", "tertiary"])?;
        let position = args.choice("icon_position", &["left", "right"])?;
        Ok(Self {
            label,
            look,
            icon: args.text("icon")?,
            icon_position: (position == "right").then_some(position),
            shortcut: shortcut::read(args)?,
        })
    }
}

/// A click is `true`, and nothing else is a click.
fn click(sent: &Value) -> Result<Value, String> {
    match sent {
        Value::Bool(true) => Ok(Value::Bool(true)),
        _ => Err("a button sends `true`".into()),
    }
}

impl Input for Button {
    const NAME: &'static str = "button";
    const DOC: &'static str = "A button: true for the one run that its click starts.";
    const PARAMS: &'static [Param] = &[LABEL, LOOK, ICON, ICON_POSITION, SHORTCUT];
    const COMMON: &'static [Param] = COMMON_BUTTON;
    const VALUE: &'static str = "true";
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
        click(sent)
    }
}

impl Input for FormSubmitButton {
    const NAME: &'static str = "form_submit_button";
    const DOC: &'static str =
        "The button that sends a form: true for the one run that sees the form's new values.";
    const PARAMS: &'static [Param] = &[
        place(
            "label",
            "text",
            "\"Submit\"",
            "What it is called on the page, in Markdown.",
        ),
        LOOK,
        ICON,
        ICON_POSITION,
        SHORTCUT,
    ];
    const COMMON: &'static [Param] = COMMON_BUTTON;
    const VALUE: &'static str = "true";
    const TRIGGER: bool = true;
    type Props = ButtonProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(ButtonProps, Value), WidgetError> {
        if !host.inside("form") {
            return Err(args.error("stands outside of a form; use `button` there"));
        }
        let label = args.text("label")?.unwrap_or_else(|| "Submit".into());
        Ok((ButtonProps::read(args, label)?, Value::Bool(false)))
    }

    fn accept(_props: &ButtonProps, sent: &Value) -> Result<Value, String> {
        click(sent)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_click_lasts_one_run() {
        let mut stage = Stage::default();
        assert_eq!(stage.value("button", args!["Go"]), Ok(json!(false)));
        assert_eq!(
            *stage.last().props,
            *json!({ "label": "Go", "type": "secondary" })
                .as_object()
                .unwrap()
        );
        stage.fire(json!(true));
        assert_eq!(stage.value("button", args!["Go"]), Ok(json!(true)));
        assert_eq!(stage.value("button", args!["Go"]), Ok(json!(false)));
    }

    #[test]
    fn every_option_arrives() {
        let given = args!["Go", type = "primary", icon = "🚀", help = "h", disabled = true, width = "stretch"];
        assert_eq!(
            Stage::default().props("button", given).unwrap(),
            json!({
                "label": "Go", "type": "primary", "icon": "🚀", "help": "h",
                "disabled": true, "width": "stretch"
            })
        );
    }

    #[test]
    fn the_looks_of_today_arrive() {
        let given = args![
            "Go",
            icon = ":material/send:",
            icon_position = "right",
            shortcut = "ctrl+enter",
            wrap = false,
            on_click = "ignore"
        ];
        assert_eq!(
            Stage::default().props("button", given).unwrap(),
            json!({
                "label": "Go", "type": "secondary", "icon": ":material/send:", "icon_position": "right",
                "shortcut": "Ctrl+Enter", "wrap": false, "on_click": "ignore"
            })
        );
    }

    #[test]
    fn only_true_is_a_click() {
        let mut stage = Stage::default();
        stage.draw("button", args!["Go"]).unwrap();
        assert_eq!(stage.send(json!(true)), Ok(json!(true)));
        for sent in [json!(false), json!(1), json!(null), json!("true")] {
            assert_eq!(stage.send(sent), Err("a button sends `true`".into()));
        }
    }

    #[test]
    fn each_button_has_its_place() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.draw("form_submit_button", args![]).unwrap_err(),
            "form_submit_button: stands outside of a form; use `button` there"
        );
        stage.inside.push("form");
        assert_eq!(
            stage.draw("button", args!["Go"]).unwrap_err(),
            "button: a form sends everything at once; use `form_submit_button` inside it"
        );
        let props = stage.props("form_submit_button", args![]).unwrap();
        assert_eq!(props["label"], "Submit");
    }

    #[test]
    fn another_look_is_refused() {
        assert_eq!(
            Stage::default()
                .draw("button", args!["Go", type = "big"])
                .unwrap_err(),
            "button: `type` must be \"secondary\", \"primary\" or \"tertiary\", not \"big\""
        );
    }
}

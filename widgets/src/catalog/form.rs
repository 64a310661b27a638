//! `form`: inputs that are sent together.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::{named, place},
    layout::{HEIGHT, Height},
};

/// Inputs that are sent together.
pub(crate) struct Form;

/// What the browser draws for a form.
#[derive(Debug, Serialize, TS)]
pub(crate) struct FormProps {
    /// Whether its inputs go back to their start when it was sent.
    clear_on_submit: bool,
    /// Whether Enter in one of its inputs sends it.
    enter_to_submit: bool,
    /// Whether it has a border.
    border: bool,
    /// How high it is; as its content when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, inline)]
    height: Option<Height>,
}

impl Container for Form {
    const NAME: &'static str = "form";
    const DOC: &'static str =
        "Inputs that are sent together, when its `form_submit_button` is pressed.";
    const PARAMS: &'static [Param] = &[
        place("key", "text", "", "Names the form: each form has its own."),
        place(
            "clear_on_submit",
            "true or false",
            "false",
            "Sets its inputs back to their start when it was sent.",
        ),
        named(
            "enter_to_submit",
            "true or false",
            "true",
            "Lets Enter in one of its inputs send it.",
        ),
        named(
            "border",
            "true or false",
            "true",
            "Draws a border around it.",
        ),
        HEIGHT,
    ];
    type Props = FormProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<FormProps, WidgetError> {
        args.required_text("key")?;
        if host.inside("form") {
            return Err(args.error("a form cannot hold another form"));
        }
        Ok(FormProps {
            clear_on_submit: args.flag("clear_on_submit", false)?,
            enter_to_submit: args.flag("enter_to_submit", true)?,
            border: args.flag("border", true)?,
            height: Height::read(args)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_form_needs_its_key_only() {
        assert_eq!(
            Stage::default().props("form", args!["ask"]).unwrap(),
            json!({ "clear_on_submit": false, "enter_to_submit": true, "border": true, "key": "ask" })
        );
    }

    #[test]
    fn every_option_arrives() {
        let given = args![
            "ask",
            true,
            enter_to_submit = false,
            border = false,
            height = "stretch"
        ];
        assert_eq!(
            Stage::default().props("form", given).unwrap(),
            json!({ "clear_on_submit": true, "enter_to_submit": false, "border": false, "height": "stretch", "key": "ask" })
        );
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.draw("form", args![]).unwrap_err(),
            "form: `key` is missing: give text"
        );
        stage.inside.push("form");
        assert_eq!(
            stage.draw("form", args!["b"]).unwrap_err(),
            "form: a form cannot hold another form"
        );
    }
}

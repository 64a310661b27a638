//! `checkbox` and `toggle`: true or false.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, place},
    widget::LABEL,
};

/// A box to tick.
pub(crate) struct Checkbox;
/// A switch.
pub(crate) struct Toggle;

/// What the browser draws for a checkbox or a toggle.
#[derive(Debug, Serialize, TS)]
pub(crate) struct CheckboxProps {
    /// The text beside it, in Markdown.
    label: String,
}

const VALUE: Param = place(
    "value",
    "true or false",
    "false",
    "Whether it is on at the start.",
);

fn draw(args: &Args) -> Result<(CheckboxProps, Value), WidgetError> {
    let label = args.required_text("label")?;
    Ok((CheckboxProps { label }, args.flag("value", false)?.into()))
}

fn flag(value: &Value) -> Result<Value, String> {
    match value {
        Value::Bool(_) => Ok(value.clone()),
        other => Err(format!("must be true or false, not {}", describe(other))),
    }
}

impl Input for Checkbox {
    const NAME: &'static str = "checkbox";
    const DOC: &'static str = "A box to tick: true or false.";
    const PARAMS: &'static [Param] = &[LABEL, VALUE];
    const VALUE: &'static str = "boolean";
    type Props = CheckboxProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(CheckboxProps, Value), WidgetError> {
        draw(args)
    }

    fn accept(_props: &CheckboxProps, sent: &Value) -> Result<Value, String> {
        flag(sent)
    }

    fn fit(_props: &CheckboxProps, value: Value) -> Result<Value, String> {
        flag(&value)
    }
}

impl Input for Toggle {
    const NAME: &'static str = "toggle";
    const DOC: &'static str = "A switch: true or false.";
    const PARAMS: &'static [Param] = &[LABEL, VALUE];
    const VALUE: &'static str = "boolean";
    type Props = CheckboxProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(CheckboxProps, Value), WidgetError> {
        draw(args)
    }

    fn accept(_props: &CheckboxProps, sent: &Value) -> Result<Value, String> {
        flag(sent)
    }

    fn fit(_props: &CheckboxProps, value: Value) -> Result<Value, String> {
        flag(&value)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_is_off_until_ticked() {
        for widget in ["checkbox", "toggle"] {
            let mut stage = Stage::default();
            assert_eq!(stage.value(widget, args!["On"]), Ok(json!(false)));
            assert_eq!(stage.send(json!(true)), Ok(json!(true)));
            assert_eq!(
                stage.props(widget, args!["On"]).unwrap(),
                json!({ "label": "On", "value": true })
            );
        }
    }

    #[test]
    fn it_may_start_ticked() {
        let value = Stage::default().value("checkbox", args!["On", true]);
        assert_eq!(value, Ok(json!(true)));
    }

    #[test]
    fn the_shared_options_arrive() {
        let given = args![
            "On",
            help = "h",
            label_visibility = "collapsed",
            disabled = true,
            key = "k"
        ];
        assert_eq!(
            Stage::default().props("toggle", given).unwrap(),
            json!({
                "label": "On", "help": "h", "label_visibility": "collapsed",
                "disabled": true, "key": "k", "value": false
            })
        );
    }

    #[test]
    fn only_true_and_false_fit() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.draw("toggle", args!["On", 1]).unwrap_err(),
            "toggle: `value` must be true or false, not 1"
        );
        stage.draw("toggle", args!["On"]).unwrap();
        assert_eq!(
            stage.send(json!("yes")),
            Err("must be true or false, not the text \"yes\"".into())
        );
        stage.write(json!(1));
        assert_eq!(
            stage.draw("toggle", args!["On"]).unwrap_err(),
            "toggle: the value in `st.session_state` does not fit: must be true or false, not 1"
        );
    }
}

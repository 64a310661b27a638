//! `menu_button`: a button that offers actions.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::button::{ButtonProps, ICON_POSITION, LOOK, SHORTCUT};
use crate::{
    Args, Host, Input, Param, WidgetError,
    options::{FORMAT_FUNC, LABELS, OPTIONS, Options},
    widget::{COMMON_BUTTON, ICON, LABEL},
};

/// A button that offers actions.
pub(crate) struct MenuButton;

/// What the browser draws for a button that offers actions.
#[derive(Debug, Serialize, TS)]
pub(crate) struct MenuButtonProps {
    #[serde(flatten)]
    button: ButtonProps,
    /// The texts of the actions, in Markdown.
    #[ts(type = "string[]")]
    options: Options,
}

impl Input for MenuButton {
    const NAME: &'static str = "menu_button";
    const DOC: &'static str =
        "A button that offers actions: the chosen one for the run that follows, else ().";
    const PARAMS: &'static [Param] = &[
        LABEL,
        OPTIONS,
        FORMAT_FUNC,
        LABELS,
        LOOK,
        ICON,
        ICON_POSITION,
        SHORTCUT,
    ];
    const COMMON: &'static [Param] = COMMON_BUTTON;
    const VALUE: &'static str = "number";
    const TRIGGER: bool = true;
    type Props = MenuButtonProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(MenuButtonProps, Value), WidgetError> {
        if host.inside("form") {
            return Err(args.error("a form sends everything at once; use a `selectbox` inside it"));
        }
        let props = MenuButtonProps {
            button: ButtonProps::read(args, args.required_text("label")?)?,
            options: Options::read(args)?,
        };
        Ok((props, Value::Null))
    }

    fn accept(props: &MenuButtonProps, sent: &Value) -> Result<Value, String> {
        props.options.accept(sent)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn the_chosen_action_is_there_for_one_run() {
        let mut stage = Stage::default();
        let given = || args!["Export", ["CSV", "JSON"], labels = ["As CSV", "As JSON"]];
        assert_eq!(stage.value("menu_button", given()), Ok(json!(null)));
        assert_eq!(
            *stage.last().props,
            *json!({ "label": "Export", "type": "secondary", "options": ["As CSV", "As JSON"] })
                .as_object()
                .unwrap()
        );
        assert_eq!(stage.send(json!(1)), Ok(json!("JSON")));
        stage.fire(json!("JSON"));
        assert_eq!(stage.value("menu_button", given()), Ok(json!("JSON")));
        assert_eq!(stage.value("menu_button", given()), Ok(json!(null)));
    }

    #[test]
    fn what_is_not_offered_cannot_be_chosen() {
        let mut stage = Stage::default();
        stage.draw("menu_button", args!["Export", ["CSV"]]).unwrap();
        assert!(stage.send(json!(1)).is_err());
        assert!(stage.send(json!("CSV")).is_err());
        stage.inside.push("form");
        assert_eq!(
            stage
                .draw("menu_button", args!["Export", ["CSV"]])
                .unwrap_err(),
            "menu_button: a form sends everything at once; use a `selectbox` inside it"
        );
    }
}

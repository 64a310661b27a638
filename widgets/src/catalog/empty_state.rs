//! `empty_state`: what stands where there is nothing yet.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{named, place},
    widget::COMMON_BUTTON,
};

/// What stands where there is nothing yet.
pub(crate) struct EmptyState;

/// What the browser draws where there is nothing yet.
#[derive(Debug, Serialize, TS)]
pub(crate) struct EmptyStateProps {
    /// What is missing.
    title: String,
    /// What to do about it, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    body: Option<String>,
    /// An emoji or a glyph above the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// The text on its button; without it there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    action: Option<String>,
}

impl Input for EmptyState {
    const NAME: &'static str = "empty_state";
    const DOC: &'static str = "What stands where there is nothing yet: a title, what to do about it, and a button if there is an `action`; true for the one run that its click starts.";
    const PARAMS: &'static [Param] = &[
        place("title", "text", "", "What is missing, in Markdown."),
        place("body", "text", "()", "What to do about it, in Markdown."),
        named(
            "icon",
            "text",
            "()",
            "An emoji or `:material/name:` above the title.",
        ),
        named(
            "action",
            "text",
            "()",
            "The text on its button; without it there is none.",
        ),
    ];
    const COMMON: &'static [Param] = COMMON_BUTTON;
    const VALUE: &'static str = "true";
    const TRIGGER: bool = true;
    type Props = EmptyStateProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(EmptyStateProps, Value), WidgetError> {
        let action = args.text("action")?;
        if action.is_some() && host.inside("form") {
            return Err(args
                .error("a form sends everything at once, so there can be no `action` inside it"));
        }
        let props = EmptyStateProps {
            title: args.required_text("title")?,
            body: args.text("body")?,
            icon: args.text("icon")?,
            action,
        };
        Ok((props, Value::Bool(false)))
    }

    fn accept(props: &EmptyStateProps, sent: &Value) -> Result<Value, String> {
        match sent {
            Value::Bool(true) if props.action.is_some() => Ok(Value::Bool(true)),
            Value::Bool(true) => Err("it has no button".into()),
            _ => Err("a button sends `true`".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn its_button_is_true_for_one_run() {
        let mut stage = Stage::default();
        let given = || args!["No runs", "Start one.", icon = "📭", action = "New run"];
        assert_eq!(stage.value("empty_state", given()), Ok(json!(false)));
        assert_eq!(
            json!(*stage.last().props),
            json!({ "title": "No runs", "body": "Start one.", "icon": "📭", "action": "New run" })
        );
        assert_eq!(stage.send(json!(true)), Ok(json!(true)));
        stage.fire(json!(true));
        assert_eq!(stage.value("empty_state", given()), Ok(json!(true)));
    }

    #[test]
    fn without_an_action_there_is_nothing_to_click() {
        let mut stage = Stage::default();
        stage.draw("empty_state", args!["Nothing here"]).unwrap();
        assert_eq!(stage.send(json!(true)), Err("it has no button".into()));
        stage.inside.push("form");
        assert!(
            stage
                .draw("empty_state", args!["Nothing", action = "Go"])
                .unwrap_err()
                .contains("inside it")
        );
    }
}

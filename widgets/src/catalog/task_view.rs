//! `task_view`: a background task on the page.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{hidden, named, place},
    widget::COMMON_DISPLAY,
};

/// A background task on the page.
pub(crate) struct TaskView;

/// What the browser draws for a task.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TaskViewProps {
    /// What it is called, in Markdown.
    label: String,
    /// Where it stands.
    #[ts(type = "\"idle\" | \"queued\" | \"running\" | \"done\" | \"failed\" | \"cancelled\"")]
    state: String,
    /// From 0 to 1; unknown until the task has said it.
    progress: Option<f64>,
    /// What it does just now, in Markdown.
    text: String,
    /// For how many seconds it has been at work when this was sent, or was at its end.
    elapsed: f64,
    /// How many tasks come before it, itself included, while it waits in line.
    place: Option<u64>,
    /// Why it failed.
    error: Option<String>,
    /// Whether there is a button that ends it.
    cancel: bool,
    /// Whether there is a button that begins it anew when it was ended or has failed.
    restart: bool,
}

impl Input for TaskView {
    const NAME: &'static str = "task_view";
    const DOC: &'static str = "A background task on the page: how far it is, how long it still takes, and a button that ends it; `st.write(task)` shows the same.";
    const PARAMS: &'static [Param] = &[
        place("task", "task", "", "What `st.task(...)` gives."),
        named(
            "label",
            "text",
            "()",
            "What it is called on the page, in Markdown; by default its key.",
        ),
        named(
            "cancel",
            "true or false",
            "true",
            "Whether there is a button that ends it.",
        ),
        named(
            "restart",
            "true or false",
            "true",
            "Whether there is a button that begins it anew when it was ended or has failed.",
        ),
        hidden("state"),
        hidden("progress"),
        hidden("text"),
        hidden("elapsed"),
        hidden("place"),
        hidden("error"),
    ];
    const COMMON: &'static [Param] = COMMON_DISPLAY;
    const VALUE: &'static str = "\"cancel\" | \"start\"";
    const TRIGGER: bool = true;
    type Props = TaskViewProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(TaskViewProps, Value), WidgetError> {
        let Some(state) = args.text("state")? else {
            return Err(args.missing("task", "what `st.task(...)` gives"));
        };
        let props = TaskViewProps {
            label: args.required_text("label")?,
            state,
            progress: args.number("progress")?,
            text: args.text("text")?.unwrap_or_default(),
            elapsed: args.number("elapsed")?.unwrap_or_default(),
            place: args
                .integer("place")?
                .and_then(|place| u64::try_from(place).ok()),
            error: args.text("error")?,
            cancel: args.flag("cancel", true)?,
            restart: args.flag("restart", true)?,
        };
        Ok((props, Value::Null))
    }

    fn accept(props: &TaskViewProps, sent: &Value) -> Result<Value, String> {
        match sent.as_str() {
            Some("cancel") if props.cancel => Ok(sent.clone()),
            Some("start") if props.restart || props.state == "idle" => Ok(sent.clone()),
            _ => Err("this view of a task has no such button".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_click_is_one_of_the_buttons_there_are() {
        let mut stage = Stage::default();
        let given = args![
            label = "train",
            state = "running",
            progress = 0.5,
            cancel = false
        ];
        let props = stage.props("task_view", given).unwrap();
        assert_eq!(props["progress"], 0.5);
        assert!(stage.send(json!("cancel")).is_err());
        assert_eq!(stage.send(json!("start")), Ok(json!("start")));
        assert!(stage.send(json!(true)).is_err());
    }

    #[test]
    fn without_a_task_it_says_what_to_give() {
        assert_eq!(
            Stage::default().draw("task_view", args![]).unwrap_err(),
            "task_view: `task` is missing: give what `st.task(...)` gives"
        );
    }
}

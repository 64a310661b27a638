//! `toast`: a message in the corner that goes away.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// A message in the corner that goes away.
pub(crate) struct Toast;

/// What the browser draws for a toast.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ToastProps {
    /// The message, in Markdown.
    body: String,
    /// An emoji before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// How long it stays; 0 until it is closed.
    seconds: f64,
    /// The run it belongs to: another one shows it again.
    run: u64,
}

impl Display for Toast {
    const NAME: &'static str = "toast";
    const DOC: &'static str = "A message in the corner that goes away.";
    const PARAMS: &'static [Param] = &[
        place("body", "text", "", "The message, in Markdown."),
        named("icon", "text", "()", "An emoji before the message."),
        named(
            "duration",
            "\"short\", \"long\", \"infinite\" or seconds",
            "\"short\"",
            "How long it stays: 4 seconds, 10 seconds, until it is closed, or so many seconds.",
        ),
    ];
    type Props = ToastProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<ToastProps, WidgetError> {
        Ok(ToastProps {
            body: args.required_text("body")?,
            icon: args.text("icon")?,
            seconds: seconds(args)?,
            run: host.run(),
        })
    }
}

fn seconds(args: &Args) -> Result<f64, WidgetError> {
    let given = args.value("duration")?;
    let seconds = match given {
        None => Some(4.0),
        Some(Value::String(word)) => match word.as_str() {
            "short" => Some(4.0),
            "long" => Some(10.0),
            "infinite" => Some(0.0),
            _ => None,
        },
        Some(other) => other.as_f64().filter(|seconds| *seconds > 0.0),
    };
    seconds.ok_or_else(|| {
        let takes = "\"short\", \"long\", \"infinite\" or a number of seconds above 0";
        args.wrong("duration", takes, given.unwrap_or(&Value::Null))
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_belongs_to_its_run() {
        assert_eq!(
            Stage::default()
                .props("toast", args!["Saved", icon = "✅"])
                .unwrap(),
            json!({ "body": "Saved", "icon": "✅", "seconds": 4.0, "run": 7 })
        );
    }

    #[test]
    fn it_stays_as_long_as_told() {
        let mut stage = Stage::default();
        for (duration, seconds) in [
            (json!("short"), 4.0),
            (json!("long"), 10.0),
            (json!("infinite"), 0.0),
            (json!(2), 2.0),
            (json!(0.5), 0.5),
        ] {
            let props = stage
                .props("toast", args!["a", duration = duration])
                .unwrap();
            assert_eq!(props["seconds"], seconds);
        }
        assert_eq!(
            stage.draw("toast", args!["a", duration = 0]).unwrap_err(),
            "toast: `duration` must be \"short\", \"long\", \"infinite\" or a number of seconds above 0, not 0"
        );
    }
}

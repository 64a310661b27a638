//! `exception`: an error that the script has caught, as a panel.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{describe, named, place, plain_text},
};

/// An error that the script has caught, as a panel.
pub(crate) struct Exception;

/// What the browser draws for an error; the panel of a script that failed has the same form.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ExceptionProps {
    /// What kind of error it is.
    title: String,
    /// What happened.
    message: String,
    /// The script file; empty when it is the app's own script.
    file: String,
    /// Line, from 1; 0 when there is no place.
    line: u64,
    /// Column, from 1; 0 when only the line is known.
    column: u64,
    /// The source line, where the runtime knows it.
    source: String,
    /// What would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    hint: Option<String>,
}

impl Display for Exception {
    const NAME: &'static str = "exception";
    const DOC: &'static str = "An error that the script has caught, as a panel: `try { ... } catch (e) { st.exception(e) }`.";
    const PARAMS: &'static [Param] = &[
        place(
            "exception",
            "what `catch` gives, or text",
            "",
            "What was caught: a text, or a map with a `message`.",
        ),
        named("title", "text", "\"Error\"", "What kind of error it is."),
        named("hint", "text", "()", "What would work, in Markdown."),
    ];
    type Props = ExceptionProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<ExceptionProps, WidgetError> {
        let caught = args
            .value("exception")?
            .ok_or_else(|| args.missing("exception", "what `catch` gives, or text"))?;
        let part = |name: &str| caught.get(name).and_then(plain_text);
        let number = |name: &str| caught.get(name).and_then(Value::as_u64).unwrap_or_default();
        let message = match caught {
            Value::Object(map) => part("message").unwrap_or_else(|| describe_map(map)),
            other => plain_text(other).unwrap_or_else(|| describe(other)),
        };
        let (line, column) = (number("line"), number("position"));
        Ok(ExceptionProps {
            title: args
                .text("title")?
                .or_else(|| part("title"))
                .unwrap_or_else(|| "Error".into()),
            message: without_place(message, line),
            file: part("source").unwrap_or_default(),
            line,
            column,
            source: String::new(),
            hint: args.text("hint")?.or_else(|| part("hint")),
        })
    }
}

/// The place stands below the message, so it need not end it.
fn without_place(mut message: String, line: u64) -> String {
    if let Some(end) = message.rfind(" (line ")
        && line > 0
    {
        message.truncate(end);
    }
    message
}

/// A map that says nothing by itself: what it holds.
fn describe_map(map: &serde_json::Map<String, Value>) -> String {
    let pairs: Vec<String> = map
        .iter()
        .map(|(name, value)| {
            format!(
                "{name}: {}",
                plain_text(value).unwrap_or_else(|| describe(value))
            )
        })
        .collect();
    pairs.join(", ")
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_text_is_the_message() {
        let props = Stage::default()
            .props("exception", args!["no such file", title = "Not loaded"])
            .unwrap();
        assert_eq!(
            (&props["title"], &props["message"], &props["line"]),
            (&json!("Not loaded"), &json!("no such file"), &json!(0))
        );
    }

    #[test]
    fn what_catch_gives_has_a_place() {
        let caught = json!({
            "error": "ErrorArithmetic", "line": 4, "position": 9, "source": "app.rhai",
            "message": "Division by zero: 1 / 0 (line 4, position 9)",
        });
        let props = Stage::default().props("exception", args![caught]).unwrap();
        assert_eq!(props["message"], "Division by zero: 1 / 0");
        assert_eq!(
            (&props["file"], &props["line"], &props["column"]),
            (&json!("app.rhai"), &json!(4), &json!(9))
        );
        let props = Stage::default()
            .props("exception", args![json!({ "code": 3 })])
            .unwrap();
        assert_eq!(props["message"], "code: 3");
    }
}

//! `dialog`: a window over the page.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::{hidden, named, place},
};

/// A window over the page.
pub(crate) struct Dialog;

/// What the browser draws for a dialog.
#[derive(Debug, Serialize, TS)]
pub(crate) struct DialogProps {
    /// What stands at its top, in Markdown.
    title: String,
    /// How wide it is.
    #[ts(type = "\"small\" | \"medium\" | \"large\" | number")]
    size: Size,
    /// Where it stands.
    #[ts(type = "\"center\" | \"left\" | \"right\"")]
    position: &'static str,
    /// Whether a person may close it by themselves.
    dismissible: bool,
    /// An emoji or icon before the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// Whether the app runs again when it is closed.
    reruns: bool,
    /// The run that opened it: another one opens it anew.
    opened: u64,
}

/// How wide a dialog is.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Size {
    /// In words.
    Word(&'static str),
    /// In pixels.
    Pixels(u32),
}

impl Container for Dialog {
    const NAME: &'static str = "dialog";
    const DOC: &'static str = "A window over the page. What happens in it runs its function alone; it stays open until it is dismissed or the app runs without calling it, so `st.rerun()` closes it. Write `@st.dialog(\"Title\")` before a `fn` and call that.";
    const PARAMS: &'static [Param] = &[
        place("title", "text", "", "What stands at its top, in Markdown."),
        place(
            "body",
            "function",
            "",
            "Draws what is in it; under a decorator the function below it.",
        ),
        named(
            "width",
            "\"small\", \"medium\", \"large\" or pixels",
            "\"small\"",
            "How wide it is; on a phone it fills the screen.",
        ),
        named(
            "position",
            "\"center\", \"left\" or \"right\"",
            "\"center\"",
            "Where it stands.",
        ),
        named(
            "dismissible",
            "true or false",
            "true",
            "Whether Esc, its close button and a click beside it close it.",
        ),
        named(
            "icon",
            "text",
            "()",
            "An emoji or `:material/name:` before the title.",
        ),
        named(
            "on_dismiss",
            "\"ignore\", \"rerun\" or function",
            "\"ignore\"",
            "What closing it does: nothing, running the app, or calling a function before that.",
        ),
        hidden("size"),
        hidden("reruns"),
    ];
    type Props = DialogProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<DialogProps, WidgetError> {
        Ok(DialogProps {
            title: args.required_text("title")?,
            size: size(args)?,
            position: args.choice("position", &["center", "left", "right"])?,
            dismissible: args.flag("dismissible", true)?,
            icon: args.text("icon")?,
            reruns: args.flag("reruns", false)?,
            opened: host.run(),
        })
    }
}

/// The runtime gives `width` as `size`: the width of an element is another thing.
fn size(args: &Args) -> Result<Size, WidgetError> {
    const WORDS: &[&str] = &["small", "medium", "large"];
    let given = args.value("size")?;
    let word = match given {
        None => Some(&WORDS[0]),
        Some(given) => WORDS.iter().find(|word| *given == **word),
    };
    if let Some(word) = word {
        return Ok(Size::Word(word));
    }
    let pixels = given
        .and_then(Value::as_u64)
        .and_then(|pixels| u32::try_from(pixels).ok());
    pixels
        .filter(|pixels| *pixels > 0)
        .map(Size::Pixels)
        .ok_or_else(|| {
            let given = given.unwrap_or(&Value::Null);
            args.wrong(
                "width",
                "\"small\", \"medium\", \"large\" or a number of pixels",
                given,
            )
        })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_knows_the_run_that_opened_it() {
        let props = Stage::default().props("dialog", args!["Edit", size = 640, position = "right"]);
        assert_eq!(
            props.unwrap(),
            json!({
                "title": "Edit", "size": 640, "position": "right", "dismissible": true,
                "reruns": false, "opened": 7
            })
        );
    }

    #[test]
    fn its_width_is_a_word_or_pixels() {
        let mut stage = Stage::default();
        let large = stage
            .props("dialog", args!["Edit", size = "large"])
            .unwrap();
        assert_eq!(large["size"], "large");
        assert_eq!(
            stage
                .draw("dialog", args!["Edit", size = "huge"])
                .unwrap_err(),
            "dialog: `width` must be \"small\", \"medium\", \"large\" or a number of pixels, not the text \"huge\""
        );
    }
}

//! `download_button`: data or a file to save to disk.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::button::{ButtonProps, ICON_POSITION, LOOK, SHORTCUT};
use crate::{
    Arg, Args, Content, Host, Input, Param, WidgetError,
    call::{hidden, named, place},
    mime,
    widget::{COMMON_BUTTON, ICON, LABEL},
};

/// A button that saves something to disk.
pub(crate) struct DownloadButton;

/// What the browser draws for a download.
#[derive(Debug, Serialize, TS)]
pub(crate) struct DownloadButtonProps {
    #[serde(flatten)]
    #[ts(flatten)]
    button: ButtonProps,
    /// The address of what is saved; none where that is made when it is clicked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    src: Option<String>,
    /// The name it is saved under.
    file_name: String,
    /// Its type, where the script says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    mime: Option<String>,
    /// What was made for the last click: its address, and the run that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "{ src: string; run: number }")]
    made: Option<Value>,
}

impl Input for DownloadButton {
    const NAME: &'static str = "download_button";
    const DOC: &'static str =
        "A button that saves data or a file to disk: true for the one run that its click starts.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "data",
            "text, bytes or function",
            "",
            "What is saved; a function makes it when the button is clicked.",
        ),
        place(
            "file_name",
            "text",
            "()",
            "The name it is saved under; by default that of `path`, or \"download\".",
        ),
        place(
            "mime",
            "text",
            "()",
            "Its type, such as \"text/csv\"; by default what the name says.",
        ),
        named(
            "path",
            "path",
            "()",
            "A file of the app's folder, in place of `data`; it is sent from where it lies, however large it is.",
        ),
        LOOK,
        ICON,
        ICON_POSITION,
        SHORTCUT,
        hidden("deferred"),
    ];
    const COMMON: &'static [Param] = COMMON_BUTTON;
    const VALUE: &'static str = "true";
    const TRIGGER: bool = true;
    type Props = DownloadButtonProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(DownloadButtonProps, Value), WidgetError> {
        if host.inside("form") {
            return Err(args.error("does not send the form; put it outside of the form"));
        }
        let path = args.text("path")?;
        let content = content(args, path.clone())?;
        let ending = match args.arg("data") {
            Some(Arg::Value(_)) => "txt",
            _ => "bin",
        };
        let name = match (args.text("file_name")?, path) {
            (Some(name), _) => name,
            (None, Some(path)) => path.rsplit('/').next().unwrap_or(&path).to_owned(),
            (None, None) => format!("download.{ending}"),
        };
        let mime = args.text("mime")?;
        let src = match content {
            None => None,
            Some(content) => {
                let named = mime::by_name(&name).unwrap_or(mime::UNKNOWN);
                let src = host.download(content, mime.as_deref().unwrap_or(named), &name);
                Some(src.map_err(|why| args.error(format!("`path`: {why}")))?)
            }
        };
        let props = DownloadButtonProps {
            button: ButtonProps::read(args, args.required_text("label")?)?,
            src,
            file_name: name,
            mime,
            made: None,
        };
        Ok((props, Value::Bool(false)))
    }

    fn accept(_props: &DownloadButtonProps, sent: &Value) -> Result<Value, String> {
        match sent {
            Value::Bool(true) => Ok(Value::Bool(true)),
            _ => Err("a button sends `true`".into()),
        }
    }
}

/// What is saved; nothing yet, where a function makes it.
fn content(args: &Args, path: Option<String>) -> Result<Option<Content>, WidgetError> {
    let deferred = args.flag("deferred", false)?;
    match (args.arg("data"), path) {
        (None, None) if deferred => Ok(None),
        (None, None) => Err(args.missing("data", "text, bytes or a function, or a `path`")),
        (None, Some(path)) if !deferred => Ok(Some(Content::File(path))),
        (Some(Arg::Bytes(bytes)), None) => Ok(Some(Content::Bytes(bytes.clone()))),
        (Some(Arg::Value(Value::String(text))), None) => {
            Ok(Some(Content::Bytes(text.as_bytes().into())))
        }
        (Some(Arg::Value(other)), None) => {
            Err(args.wrong("data", "text, bytes or a function", other))
        }
        (Some(Arg::List(_)), None) => Err(args.error("`data` must be text, bytes or a function")),
        (_, Some(_)) => Err(args.error("give `data` or `path`, not both")),
    }
}

#[cfg(test)]
mod tests {
    use crate::Arg;
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_text_is_saved_under_its_name_and_type() {
        let mut stage = Stage::default();
        let given = args!["Save", "a,b\n1,2", "rows.csv"];
        assert_eq!(stage.value("download_button", given), Ok(json!(false)));
        assert_eq!(
            *stage.last().props,
            *json!({ "label": "Save", "type": "secondary", "src": "media/1", "file_name": "rows.csv" })
                .as_object()
                .unwrap()
        );
        assert_eq!(stage.media[0].1, "text/csv as rows.csv");
        stage.fire(json!(true));
        let given = args!["Save", "a", mime = "text/x"];
        assert_eq!(stage.value("download_button", given), Ok(json!(true)));
        assert_eq!(stage.media[1].1, "text/x as download.txt");
    }

    #[test]
    fn bytes_and_files_are_saved_too() {
        let mut stage = Stage::default();
        stage
            .files
            .insert("out/model.onnx".into(), b"onnx".to_vec());
        stage
            .draw("download_button", args!["Model", path = "out/model.onnx"])
            .unwrap();
        assert_eq!(stage.media[0].1, "application/octet-stream as model.onnx");
        let mut given = args!["Bytes"];
        given.0.push(Arg::Bytes(b"\0"[..].into()));
        stage.draw("download_button", given).unwrap();
        assert_eq!(stage.media[1].1, "application/octet-stream as download.bin");
    }

    #[test]
    fn what_a_function_makes_is_not_there_before_the_click() {
        let mut stage = Stage::default();
        let given = args!["Report", deferred = true, file_name = "report.html"];
        let props = stage.props("download_button", given).unwrap();
        assert_eq!(
            (props.get("src"), &props["file_name"]),
            (None, &json!("report.html"))
        );
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args!["Save"],
                "download_button: `data` is missing: give text, bytes or a function, or a `path`",
            ),
            (
                args!["Save", [1, 2]],
                "download_button: `data` must be text, bytes or a function, not a list of 2",
            ),
            (
                args!["Save", "a", path = "b"],
                "download_button: give `data` or `path`, not both",
            ),
            (
                args!["Save", path = "no.csv"],
                "download_button: `path`: there is no file `no.csv` in the app's folder",
            ),
        ] {
            assert_eq!(stage.draw("download_button", given).unwrap_err(), expected);
        }
        stage.inside.push("form");
        assert_eq!(
            stage
                .draw("download_button", args!["Save", "a"])
                .unwrap_err(),
            "download_button: does not send the form; put it outside of the form"
        );
    }
}

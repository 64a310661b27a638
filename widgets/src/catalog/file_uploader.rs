//! `file_uploader`: files from the person's device.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, place},
    uploads::{self, MAX_UPLOAD_SIZE, UploadRules, single},
    widget::LABEL,
};

/// Files from the person's device.
pub(crate) struct FileUploader;

/// What the browser draws for an uploader.
#[derive(Debug, Serialize, TS)]
pub(crate) struct FileUploaderProps {
    /// What it is called, in Markdown.
    label: String,
    /// Which files it takes.
    #[ts(inline)]
    upload: UploadRules,
    /// It takes several files.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    multiple: bool,
}

/// How many files a widget takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Many {
    No,
    One,
    Several,
    Folder,
}

impl Many {
    /// Reads `false`, `true`, `"multiple"` and `"directory"`; what `true` means, the widget says.
    pub(super) fn read(args: &Args, name: &str, yes: Self) -> Result<Option<Self>, WidgetError> {
        let takes = match yes {
            Self::Several => "true, false or \"directory\"",
            _ => "true, false, \"multiple\" or \"directory\"",
        };
        match args.value(name)? {
            None => Ok(None),
            Some(Value::Bool(false)) => Ok(Some(Self::No)),
            Some(Value::Bool(true)) => Ok(Some(yes)),
            Some(Value::String(word)) if word == "multiple" => Ok(Some(Self::Several)),
            Some(Value::String(word)) if word == "directory" => Ok(Some(Self::Folder)),
            Some(other) => {
                Err(args.error(format!("`{name}` must be {takes}, not {}", describe(other))))
            }
        }
    }
}

impl Input for FileUploader {
    const NAME: &'static str = "file_uploader";
    const DOC: &'static str = "Takes files from the person's device: a file with `.name`, `.type`, `.size`, `.bytes()`, `.text()`, `.lines()`, `.json()`, `.csv()` and `.image()`, or () as long as there is none.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "type",
            "text or list",
            "()",
            "What it takes: endings such as \"csv\", types such as \"application/pdf\", kinds such as \"image/*\"; by default everything.",
        ),
        place(
            "accept_multiple_files",
            "true, false or \"directory\"",
            "false",
            "Takes several files, or a whole folder; the value is a list then.",
        ),
        MAX_UPLOAD_SIZE,
    ];
    const VALUE: &'static str = "{ id: string; name: string; size: number; type: string }[]";
    type Props = FileUploaderProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(FileUploaderProps, Value), WidgetError> {
        let many = Many::read(args, "accept_multiple_files", Many::Several)?.unwrap_or(Many::No);
        let mut upload = UploadRules::read(args, host, "type")?;
        upload.folder = many == Many::Folder;
        let props = FileUploaderProps {
            label: args.required_text("label")?,
            upload,
            multiple: many != Many::No,
        };
        let default = match props.multiple {
            true => Value::Array(Vec::new()),
            false => Value::Null,
        };
        Ok((props, default))
    }

    fn accept(props: &FileUploaderProps, sent: &Value) -> Result<Value, String> {
        let files = props.upload.accept(sent)?;
        match props.multiple {
            true => Ok(Value::Array(files)),
            false => single(files),
        }
    }

    fn fit(props: &FileUploaderProps, value: Value) -> Result<Value, String> {
        let mut files = props.upload.fit(&value);
        if props.multiple {
            return Ok(Value::Array(files));
        }
        files.truncate(1);
        single(files)
    }

    fn sent(_props: &FileUploaderProps, value: &Value) -> Value {
        uploads::sent(value)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use crate::uploads::FileInfo;
    use serde_json::json;

    fn stage() -> Stage {
        let file = |id: &str, name: &str, size: u64, mime: &str| FileInfo {
            id: id.into(),
            name: name.into(),
            size,
            mime: mime.into(),
        };
        Stage::with_uploads(vec![
            file("1-a", "rows.csv", 12, "text/csv"),
            file("1-b", "cat.png", 3 << 20, "image/png"),
        ])
    }

    #[test]
    fn a_file_that_was_uploaded_is_the_value() {
        let mut stage = stage();
        assert_eq!(stage.value("file_uploader", args!["Data"]), Ok(json!(null)));
        let rows = json!({ "__file": "1-a", "name": "rows.csv", "size": 12, "type": "text/csv" });
        assert_eq!(
            stage.send(json!([{ "id": "1-a", "name": "evil" }])),
            Ok(rows.clone())
        );
        assert_eq!(stage.value("file_uploader", args!["Data"]), Ok(rows));
        assert_eq!(
            stage.last().props["value"],
            json!([{ "id": "1-a", "name": "rows.csv", "size": 12, "type": "text/csv" }])
        );
        assert_eq!(stage.send(json!([])), Ok(json!(null)));
    }

    #[test]
    fn a_file_that_is_gone_is_no_value_any_more() {
        let mut stage = stage();
        let given = || args!["Data", accept_multiple_files = true];
        assert_eq!(stage.value("file_uploader", given()), Ok(json!([])));
        stage
            .send(json!([{ "id": "1-a" }, { "id": "1-b" }]))
            .unwrap();
        stage.uploads.remove(0);
        let value = stage.value("file_uploader", given()).unwrap();
        assert_eq!(
            (value[0]["name"].as_str(), value.as_array().unwrap().len()),
            (Some("cat.png"), 1)
        );
    }

    #[test]
    fn only_what_is_asked_for_is_taken() {
        let mut stage = stage();
        let given = args!["Data", ["CSV", "application/json"], max_upload_size = 2];
        let props = stage.props("file_uploader", given).unwrap();
        assert_eq!(
            props["upload"],
            json!({ "types": [".csv", "application/json"], "max_bytes": 2 << 20 })
        );
        for (sent, why) in [
            (json!([{ "id": "1-b" }]), "cat.png is larger than 2 MB"),
            (
                json!([{ "id": "2-a" }]),
                "the file is not there any more; choose it again",
            ),
            (
                json!([{ "path": "/etc/passwd" }]),
                "must hold files, not a map",
            ),
            (json!(["1-a"]), "must hold files, not the text \"1-a\""),
            (
                json!("1-a"),
                "must be a list of files, not the text \"1-a\"",
            ),
            (
                json!([{ "id": "1-a" }, { "id": "1-a" }]),
                "holds a file twice",
            ),
        ] {
            assert_eq!(stage.send(sent), Err(why.into()));
        }
        stage.draw("file_uploader", args!["Data", "csv"]).unwrap();
        assert_eq!(
            stage.send(json!([{ "id": "1-b" }])),
            Err("cat.png is not .csv".into())
        );
    }

    #[test]
    fn mistakes_are_named() {
        for (given, expected) in [
            (
                args!["Data", "c s v"],
                "file_uploader: `type` must hold endings such as \"csv\" and types such as \"image/*\", not \"c s v\"",
            ),
            (
                args!["Data", accept_multiple_files = 3],
                "file_uploader: `accept_multiple_files` must be true, false or \"directory\", not 3",
            ),
            (
                args!["Data", max_upload_size = 0],
                "file_uploader: `max_upload_size` must be more than 0 megabytes, not 0",
            ),
        ] {
            assert_eq!(
                Stage::default().draw("file_uploader", given).unwrap_err(),
                expected
            );
        }
    }
}

//! `camera_input`: a photo from the person's camera.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::named,
    uploads::{self, UploadRules, single},
    widget::LABEL,
};

/// A photo from the person's camera.
pub(crate) struct CameraInput;

/// What the browser draws for a camera.
#[derive(Debug, Serialize, TS)]
pub(crate) struct CameraInputProps {
    /// What it is called, in Markdown.
    label: String,
    /// Which files it takes: photos.
    #[ts(inline)]
    upload: UploadRules,
    /// How many lines a photo should have, where the camera can do so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    lines: Option<u32>,
}

impl Input for CameraInput {
    const NAME: &'static str = "camera_input";
    const DOC: &'static str =
        "Takes a photo with the person's camera: a JPEG file, or () as long as there is none.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        named(
            "resolution",
            "\"480p\", \"720p\" or \"1080p\"",
            "()",
            "How fine the photo should be; by default what the camera likes best.",
        ),
    ];
    const VALUE: &'static str = "{ id: string; name: string; size: number; type: string }[]";
    type Props = CameraInputProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(CameraInputProps, Value), WidgetError> {
        let lines = match args.has("resolution") {
            false => None,
            true => match args.choice("resolution", &["480p", "720p", "1080p"])? {
                "480p" => Some(480),
                "720p" => Some(720),
                _ => Some(1080),
            },
        };
        let props = CameraInputProps {
            label: args.required_text("label")?,
            upload: UploadRules::of_type(args, host, "image/jpeg")?,
            lines,
        };
        Ok((props, Value::Null))
    }

    fn accept(props: &CameraInputProps, sent: &Value) -> Result<Value, String> {
        single(props.upload.accept(sent)?)
    }

    fn fit(props: &CameraInputProps, value: Value) -> Result<Value, String> {
        single(props.upload.fit(&value))
    }

    fn sent(_props: &CameraInputProps, value: &Value) -> Value {
        uploads::sent(value)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use crate::uploads::FileInfo;
    use serde_json::json;

    #[test]
    fn a_photo_is_the_value_and_nothing_else_is() {
        let file = |id: &str, mime: &str| FileInfo {
            id: id.into(),
            name: "photo.jpg".into(),
            size: 9,
            mime: mime.into(),
        };
        let mut stage =
            Stage::with_uploads(vec![file("1-a", "image/jpeg"), file("1-b", "text/html")]);
        let given = args!["Face", resolution = "720p"];
        assert_eq!(stage.value("camera_input", given), Ok(json!(null)));
        assert_eq!(stage.last().props["lines"], 720);
        assert_eq!(
            stage.send(json!([{ "id": "1-a" }])).unwrap()["__file"],
            "1-a"
        );
        assert!(stage.send(json!([{ "id": "1-b" }])).is_err());
        assert_eq!(stage.send(json!([])), Ok(json!(null)));
    }

    #[test]
    fn another_resolution_is_refused() {
        assert_eq!(
            Stage::default()
                .draw("camera_input", args!["Face", resolution = "4k"])
                .unwrap_err(),
            "camera_input: `resolution` must be \"480p\", \"720p\" or \"1080p\", not \"4k\""
        );
    }
}

//! `sketchpad`: a picture that the person draws.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Arg, Args, Host, Input, Param, WidgetError,
    call::{named, place},
    mime,
    uploads::{self, UploadRules, single},
    widget::LABEL,
};

/// A picture that the person draws.
pub(crate) struct Sketchpad;

/// What the browser draws for a sketchpad.
#[derive(Debug, Serialize, TS)]
pub(crate) struct SketchpadProps {
    /// What it is called, in Markdown.
    label: String,
    /// Which files it takes: drawings.
    #[ts(inline)]
    upload: UploadRules,
    /// How many pixels the drawing is wide.
    across: u32,
    /// How many pixels the drawing is high.
    down: u32,
    /// The color of the paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    paper: Option<String>,
    /// The address of the picture that is drawn on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    picture: Option<String>,
    /// The color of the pen.
    stroke_color: String,
    /// How wide the pen is, in pixels.
    stroke_width: f64,
    /// The tools there are.
    #[ts(type = "(\"pen\" | \"eraser\")[]")]
    tools: Vec<String>,
}

/// The largest drawing, in pixels each way.
const LARGEST: u32 = 4096;

impl Input for Sketchpad {
    const NAME: &'static str = "sketchpad";
    const DOC: &'static str = "Lets the person draw, with mouse, pen, finger or keys: a PNG file of the drawing, or () as long as there is none.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place("width", "pixels", "400", "How wide the drawing is."),
        place("height", "pixels", "300", "How high the drawing is."),
        named(
            "background",
            "color, path or bytes",
            "\"white\"",
            "What is drawn on: a color such as \"black\" or \"#223\", or a picture of the app's folder or in bytes.",
        ),
        named(
            "stroke_color",
            "color",
            "\"black\"",
            "The color of the pen.",
        ),
        named("stroke_width", "pixels", "4", "How wide the pen is."),
        named(
            "tools",
            "list",
            "[\"pen\", \"eraser\"]",
            "What there is to draw with; the first one is in hand.",
        ),
    ];
    const VALUE: &'static str = "{ id: string; name: string; size: number; type: string }[]";
    type Props = SketchpadProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(SketchpadProps, Value), WidgetError> {
        let (paper, picture) = background(args, host)?;
        let stroke_width = args.number("stroke_width")?.unwrap_or(4.0);
        if !(0.5..=500.0).contains(&stroke_width) {
            let why = format!("`stroke_width` must be from 0.5 to 500 pixels, not {stroke_width}");
            return Err(args.error(why));
        }
        let props = SketchpadProps {
            label: args.required_text("label")?,
            upload: UploadRules::of_type(args, host, "image/png")?,
            across: side(args, "width", 400)?,
            down: side(args, "height", 300)?,
            paper,
            picture,
            stroke_color: color(args, "stroke_color")?.unwrap_or_else(|| "black".into()),
            stroke_width,
            tools: tools(args)?,
        };
        Ok((props, Value::Null))
    }

    fn accept(props: &SketchpadProps, sent: &Value) -> Result<Value, String> {
        single(props.upload.accept(sent)?)
    }

    fn fit(props: &SketchpadProps, value: Value) -> Result<Value, String> {
        single(props.upload.fit(&value))
    }

    fn sent(_props: &SketchpadProps, value: &Value) -> Value {
        uploads::sent(value)
    }
}

fn side(args: &Args, name: &str, usual: u32) -> Result<u32, WidgetError> {
    match args.count(name)? {
        None => Ok(usual),
        Some(side) if side <= LARGEST => Ok(side),
        Some(side) => Err(args.error(format!(
            "`{name}` must be at most {LARGEST} pixels, not {side}"
        ))),
    }
}

fn tools(args: &Args) -> Result<Vec<String>, WidgetError> {
    let all = ["pen", "eraser"];
    let Some(tools) = args.texts("tools")? else {
        return Ok(all.map(str::to_owned).to_vec());
    };
    match tools.iter().find(|tool| !all.contains(&tool.as_str())) {
        Some(other) => Err(args.error(format!(
            "`tools` must hold \"pen\" and \"eraser\", not \"{other}\""
        ))),
        None if tools.is_empty() => Err(args.error("`tools` must hold \"pen\" or \"eraser\"")),
        None => Ok(tools),
    }
}

/// The color of the paper, or the address of the picture that is drawn on.
fn background(
    args: &Args,
    host: &mut dyn Host,
) -> Result<(Option<String>, Option<String>), WidgetError> {
    let wrong = |why: String| args.error(format!("`background`: {why}"));
    let address = match args.arg("background") {
        None => return Ok((Some("white".into()), None)),
        Some(Arg::Bytes(bytes)) => {
            let mime = mime::by_content(bytes).filter(|mime| mime.starts_with("image/"));
            let mime = mime.ok_or_else(|| wrong("this is no PNG, JPEG, GIF or WebP".into()))?;
            host.media(bytes.clone(), mime)
        }
        Some(_) => {
            let text = args.required_text("background")?;
            match mime::by_name(&text) {
                Some(mime) if mime.starts_with("image/") => {
                    host.media_file(&text, mime).map_err(wrong)?
                }
                _ => return Ok((color(args, "background")?, None)),
            }
        }
    };
    Ok((None, Some(address)))
}

/// A color as CSS writes it: a name, `#` with digits, or a function such as `rgb(...)`.
fn color(args: &Args, name: &str) -> Result<Option<String>, WidgetError> {
    let Some(text) = args.text(name)? else {
        return Ok(None);
    };
    let fits = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"#(),.% /-".contains(&byte));
    match fits && !text.is_empty() && text.len() <= 64 {
        true => Ok(Some(text)),
        false => Err(args.error(format!(
            "`{name}` must be a color such as \"black\" or \"#223344\", not \"{text}\""
        ))),
    }
}

#[cfg(test)]
mod tests {
    use crate::Arg;
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_pad_for_digits_is_black_with_a_white_pen() {
        let given = args![
            "Digit",
            280,
            280,
            background = "black",
            stroke_color = "#fff",
            stroke_width = 18
        ];
        let props = Stage::default().props("sketchpad", given).unwrap();
        assert_eq!(
            props,
            json!({
                "label": "Digit", "across": 280, "down": 280, "paper": "black",
                "stroke_color": "#fff", "stroke_width": 18.0, "tools": ["pen", "eraser"],
                "upload": { "types": ["image/png"], "max_bytes": 200 << 20 }, "value": [], "width": 280
            })
        );
    }

    #[test]
    fn a_picture_can_be_drawn_on() {
        let mut stage = Stage::default();
        stage
            .files
            .insert("map.png".into(), b"\x89PNG\r\n\x1a\n".to_vec());
        let props = stage
            .props("sketchpad", args!["Map", background = "map.png"])
            .unwrap();
        assert_eq!(
            (&props["picture"], props.get("paper")),
            (&json!("media/1"), None)
        );
        let mut given = args!["Map"];
        given
            .1
            .push(("background".into(), Arg::Bytes(b"GIF89a"[..].into())));
        assert_eq!(
            stage.props("sketchpad", given).unwrap()["picture"],
            "media/2"
        );
    }

    #[test]
    fn mistakes_are_named() {
        for (given, expected) in [
            (
                args!["Pad", 9000],
                "sketchpad: `width` must be at most 4096 pixels, not 9000",
            ),
            (
                args!["Pad", tools = ["brush"]],
                "sketchpad: `tools` must hold \"pen\" and \"eraser\", not \"brush\"",
            ),
            (
                args!["Pad", stroke_color = "red; x"],
                "sketchpad: `stroke_color` must be a color such as \"black\" or \"#223344\", not \"red; x\"",
            ),
            (
                args!["Pad", background = "no.png"],
                "sketchpad: `background`: there is no file `no.png` in the app's folder",
            ),
            (
                args!["Pad", stroke_width = 0],
                "sketchpad: `stroke_width` must be from 0.5 to 500 pixels, not 0",
            ),
        ] {
            assert_eq!(
                Stage::default().draw("sketchpad", given).unwrap_err(),
                expected
            );
        }
    }
}

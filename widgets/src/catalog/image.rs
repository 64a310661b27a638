//! `image`: one picture or several, with boxes and masks on top, and clicks that the script sees.

use serde::Serialize;
use serde_json::{Value, json};
use ts_rs::TS;

pub(super) use crate::picture::Picture;
use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{named, place},
    common::{COMMON_CLICK, answers_to},
    marks::{self, Mark},
    picture::{OUTPUT_FORMAT, PixelFormat, link, one_each},
};

/// One picture or several.
pub(crate) struct Image;

/// What the browser draws for pictures.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ImageProps {
    /// The pictures, in order.
    #[ts(inline)]
    images: Vec<Picture>,
    /// What is drawn on top of the picture.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Mark>>", optional, inline)]
    marks: Vec<Mark>,
    /// A click tells the script where it was.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    clickable: bool,
}

impl Input for Image {
    const NAME: &'static str = "image";
    const DOC: &'static str = "One picture or several: PNG, JPEG, GIF, WebP, SVG or pixels; with boxes and masks on top, and clicks that the script sees.";
    const PARAMS: &'static [Param] = &[
        place(
            "image",
            "path, address, bytes, SVG text, pixels, or a list of them",
            "",
            "The picture: a file of the app's folder, an address with `https://` or `data:`, its bytes, the text of an SVG, or rows of pixels (numbers, or lists of 3 or 4: from 0 to 255, or from 0.0 to 1.0).",
        ),
        place(
            "caption",
            "text or list",
            "()",
            "The text below it, in Markdown; a list where there are several pictures.",
        ),
        place(
            "width",
            "\"stretch\", \"content\" or pixels",
            "\"content\"",
            "How wide each picture is; never wider than the page.",
        ),
        place(
            "clamp",
            "true or false",
            "false",
            "Cuts pixels that are too small or too large, which are an error otherwise.",
        ),
        place(
            "channels",
            "\"RGB\" or \"BGR\"",
            "\"RGB\"",
            "In which order a pixel has its colors.",
        ),
        OUTPUT_FORMAT,
        named(
            "link",
            "text or list",
            "()",
            "The address that a click on the picture opens.",
        ),
        named(
            "alt",
            "text or list",
            "()",
            "What it shows, for those who do not see it; by default the caption.",
        ),
        named(
            "boxes",
            "list of maps",
            "[]",
            "Boxes on top, in pixels of the picture: `#{x, y, width, height}` or `#{xyxy: [x1, y1, x2, y2]}`, with `label`, `score` and `color`.",
        ),
        named(
            "masks",
            "list",
            "[]",
            "Areas on top: rows of 0 and 1, or maps with `mask` (such rows), `rle` (as COCO has it) or `polygon` (points), and `label`, `score` and `color`.",
        ),
    ];
    const COMMON: &'static [Param] = COMMON_CLICK;
    const VALUE: &'static str = "{ index: number; x: number; y: number; nx: number; ny: number; width: number; height: number } | null";
    type Props = ImageProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(ImageProps, Value), WidgetError> {
        let format = PixelFormat::read(args)?;
        let mut images = Picture::read_all(args, host, "image", format)?;
        let captions = one_each(args, "caption", images.len())?;
        let alts = one_each(args, "alt", images.len())?;
        let links = one_each(args, "link", images.len())?;
        for (index, image) in images.iter_mut().enumerate() {
            image.caption = captions.get(index).cloned();
            let alt = alts.get(index).or(captions.get(index));
            image.alt = alt.cloned().unwrap_or_default();
            let to = links.get(index).filter(|to| !to.is_empty());
            image.link = to.map(|to| link(args, "link", to)).transpose()?;
        }
        let marks = marks::read(args, host)?;
        if !marks.is_empty() && images.len() != 1 {
            return Err(args.error(
                "`boxes` and `masks` belong to one picture; draw each in a call of its own",
            ));
        }
        let clickable = answers_to(args, "on_click")?;
        if clickable && !links.is_empty() {
            return Err(
                args.error("a click either opens `link` or is for `on_click`; give one of them")
            );
        }
        let props = ImageProps {
            images,
            marks,
            clickable,
        };
        Ok((props, Value::Null))
    }

    fn answers(props: &ImageProps) -> bool {
        props.clickable
    }

    fn accept(props: &ImageProps, sent: &Value) -> Result<Value, String> {
        if sent.is_null() {
            return Ok(Value::Null);
        }
        let number = |name: &str| sent.get(name).and_then(Value::as_f64);
        let (Some(nx), Some(ny)) = (number("nx"), number("ny")) else {
            return Err("a click has `nx` and `ny`, from 0 to 1".into());
        };
        let inside = 0.0..=1.0;
        if !inside.contains(&nx) || !inside.contains(&ny) {
            return Err("a click lies within the picture".into());
        }
        let index = sent.get("index").and_then(Value::as_u64).unwrap_or(0);
        let image = usize::try_from(index)
            .ok()
            .and_then(|at| props.images.get(at));
        let Some(image) = image else {
            return Err(format!("there is no picture {index}"));
        };
        // Of a picture from elsewhere only the browser knows the size.
        let told = |name: &str| number(name).filter(|side| (1.0..=1e6).contains(side));
        let width = image.width.map(f64::from).or(told("width"));
        let height = image.height.map(f64::from).or(told("height"));
        let (Some(width), Some(height)) = (width, height) else {
            return Err("the size of the picture is not known".into());
        };
        let pixel = |part: f64, side: f64| (part * side).floor().min(side - 1.0);
        Ok(json!({
            "index": index,
            "x": whole(pixel(nx, width)), "y": whole(pixel(ny, height)),
            "nx": nx, "ny": ny,
            "width": whole(width), "height": whole(height),
        }))
    }

    fn fit(props: &ImageProps, value: Value) -> Result<Value, String> {
        if value.is_null() {
            return Ok(value);
        }
        let number = |name: &str| value.get(name).is_some_and(Value::is_number);
        let index = value.get("index").and_then(Value::as_u64);
        let there = index.is_some_and(|index| index < props.images.len() as u64);
        let names = ["x", "y", "nx", "ny", "width", "height"];
        match there && names.iter().all(|name| number(name)) {
            true => Ok(value),
            false => Err("a click is `()` or what a click gave".into()),
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a side of a picture is small"
)]
fn whole(number: f64) -> i64 {
    number as i64
}

#[cfg(test)]
#[path = "image/tests.rs"]
mod tests;

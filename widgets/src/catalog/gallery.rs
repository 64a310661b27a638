//! `gallery`: many pictures to look through and choose from.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    common::{COMMON_SELECT, answers_to},
    picture::{Picture, PixelFormat, one_each},
};

/// Many pictures to look through and choose from.
pub(crate) struct Gallery;

/// What the browser draws for a gallery.
#[derive(Debug, Serialize, TS)]
pub(crate) struct GalleryProps {
    /// The pictures, in order.
    #[ts(inline)]
    images: Vec<Picture>,
    /// How many stand side by side; by default as many as fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    columns: Option<u32>,
    /// How many rows are seen before it scrolls.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    rows: Option<u32>,
    /// How high it is in pixels before it scrolls.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    height: Option<u32>,
    /// How a picture fills its tile.
    #[ts(type = "\"cover\" | \"contain\" | \"fill\" | \"none\" | \"scale-down\"")]
    object_fit: &'static str,
    /// A picture can be chosen.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    selectable: bool,
}

impl Input for Gallery {
    const NAME: &'static str = "gallery";
    const DOC: &'static str = "Many pictures to look through, and to choose from.";
    const PARAMS: &'static [Param] = &[
        place(
            "images",
            "list",
            "",
            "The pictures, each as `image` takes it.",
        ),
        place(
            "columns",
            "number",
            "()",
            "How many stand side by side; by default as many as fit.",
        ),
        place(
            "rows",
            "number",
            "()",
            "How many rows are seen before it scrolls.",
        ),
        place(
            "height",
            "number",
            "()",
            "How high it is in pixels before it scrolls.",
        ),
        named("captions", "list", "[]", "A text below each, in Markdown."),
        named(
            "alt",
            "list",
            "[]",
            "What each shows, for those who do not see it; by default the caption.",
        ),
        named(
            "object_fit",
            "\"cover\", \"contain\", \"fill\", \"none\" or \"scale-down\"",
            "\"cover\"",
            "How a picture fills its tile: cut off, or as a whole.",
        ),
    ];
    const COMMON: &'static [Param] = COMMON_SELECT;
    const VALUE: &'static str = "number | null";
    type Props = GalleryProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(GalleryProps, Value), WidgetError> {
        let mut images = Picture::read_all(args, host, "images", PixelFormat::default())?;
        let captions = one_each(args, "captions", images.len())?;
        let alts = one_each(args, "alt", images.len())?;
        for (index, image) in images.iter_mut().enumerate() {
            image.caption = captions.get(index).cloned();
            let alt = alts.get(index).or(captions.get(index));
            image.alt = alt.cloned().unwrap_or_default();
        }
        let fits = ["cover", "contain", "fill", "none", "scale-down"];
        let props = GalleryProps {
            images,
            columns: args.count("columns")?,
            rows: args.count("rows")?,
            height: args.count("height")?,
            object_fit: args.choice("object_fit", &fits)?,
            selectable: answers_to(args, "on_select")?,
        };
        Ok((props, Value::Null))
    }

    fn answers(props: &GalleryProps) -> bool {
        props.selectable
    }

    fn accept(props: &GalleryProps, sent: &Value) -> Result<Value, String> {
        let there = |index: u64| index < props.images.len() as u64;
        match sent {
            Value::Null => Ok(Value::Null),
            other if other.as_u64().is_some_and(there) => Ok(sent.clone()),
            other => Err(format!(
                "must be `()` or the index of a picture, not {}",
                describe(other)
            )),
        }
    }

    fn fit(props: &GalleryProps, value: Value) -> Result<Value, String> {
        Self::accept(props, &value)
    }
}

#[cfg(test)]
mod tests {
    use crate::Drawn;
    use crate::testing::{Stage, args};
    use serde_json::{Value, json};

    const SVG: &str = "<svg width='4' height='3'/>";

    #[test]
    fn every_option_arrives() {
        let given = args![
            [SVG, SVG],
            3,
            2,
            400,
            captions = ["one", "two"],
            object_fit = "contain"
        ];
        let props = Stage::default().props("gallery", given).unwrap();
        assert_eq!(props["columns"], 3);
        assert_eq!(props["rows"], 2);
        assert_eq!(props["height"], 400);
        assert_eq!(props["object_fit"], "contain");
        assert_eq!(
            props["images"][1],
            json!({ "src": "media/2", "caption": "two", "alt": "two", "width": 4, "height": 3 })
        );
        assert_eq!(props.get("selectable"), None);
    }

    #[test]
    fn the_chosen_picture_is_the_value_while_it_is_there() {
        let mut stage = Stage::default();
        assert!(matches!(
            stage.draw("gallery", args![[SVG]]),
            Ok(Drawn::Slot(_))
        ));
        let given = |images: &[&str]| args![images, key = "g", on_select = "rerun"];
        assert_eq!(stage.value("gallery", given(&[SVG, SVG])), Ok(Value::Null));
        assert_eq!(stage.send(json!(1)), Ok(json!(1)));
        assert_eq!(stage.value("gallery", given(&[SVG, SVG])), Ok(json!(1)));
        assert_eq!(stage.value("gallery", given(&[SVG])), Ok(Value::Null));
        for wrong in [json!(1), json!(-1), json!("a"), json!(0.5)] {
            assert!(stage.send(wrong).is_err());
        }
    }
}

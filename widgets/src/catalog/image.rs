//! `image`: one picture or several.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Arg, Args, Display, Host, Param, WidgetError,
    call::{describe, named, place},
};

/// One picture or several.
pub(crate) struct Image;

/// What the browser draws for pictures.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ImageProps {
    /// The pictures, in order.
    #[ts(inline)]
    images: Vec<Picture>,
}

/// One picture.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Picture {
    /// Its address: relative to the page, or elsewhere where the script says so.
    pub(super) src: String,
    /// The text below it, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    caption: Option<String>,
    /// What it shows, for those who do not see it; empty for an ornament.
    alt: String,
}

impl Display for Image {
    const NAME: &'static str = "image";
    const DOC: &'static str = "One picture or several: PNG, JPEG, GIF, WebP or SVG.";
    const PARAMS: &'static [Param] = &[
        place(
            "image",
            "path, address, bytes, SVG text, or a list of them",
            "",
            "The picture: a file of the app's folder, an address with `https://`, its bytes, or the text of an SVG.",
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
        named(
            "alt",
            "text or list",
            "()",
            "What it shows, for those who do not see it; by default the caption.",
        ),
    ];
    type Props = ImageProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<ImageProps, WidgetError> {
        let mut images = match args.arg("image") {
            None => return Err(args.missing("image", "a path, an address, bytes or SVG text")),
            Some(Arg::List(items)) => pictures(args, host, items)?,
            Some(Arg::Value(Value::Array(items))) => {
                let items: Vec<Arg> = items.iter().cloned().map(Arg::Value).collect();
                pictures(args, host, &items)?
            }
            Some(one) => vec![Picture::read(args, host, "image", one)?],
        };
        let captions = one_each(args, "caption", images.len())?;
        let alts = one_each(args, "alt", images.len())?;
        for (index, image) in images.iter_mut().enumerate() {
            image.caption = captions.get(index).cloned();
            let alt = alts.get(index).or(captions.get(index));
            image.alt = alt.cloned().unwrap_or_default();
        }
        Ok(ImageProps { images })
    }
}

fn pictures(args: &Args, host: &mut dyn Host, items: &[Arg]) -> Result<Vec<Picture>, WidgetError> {
    let items = items.iter();
    items
        .map(|item| Picture::read(args, host, "image", item))
        .collect()
}

/// A text per picture, or none at all.
fn one_each(args: &Args, name: &str, pictures: usize) -> Result<Vec<String>, WidgetError> {
    let texts = match args.value(name)? {
        None => return Ok(Vec::new()),
        Some(Value::Array(_)) => args.texts(name)?.unwrap_or_default(),
        Some(_) => vec![args.required_text(name)?],
    };
    if texts.len() == pictures {
        return Ok(texts);
    }
    Err(args.error(format!(
        "`{name}` has {} texts for {pictures} pictures; give one each",
        texts.len()
    )))
}

impl Picture {
    /// Reads the picture of an argument, and stores it where the browser finds it.
    ///
    /// # Errors
    /// When the file cannot be read or is no picture.
    pub(super) fn read(
        args: &Args,
        host: &mut dyn Host,
        name: &str,
        picture: &Arg,
    ) -> Result<Self, WidgetError> {
        let wrong = |why: String| args.error(format!("`{name}`: {why}"));
        let src = match picture {
            Arg::Bytes(bytes) => stored(host, Arc::clone(bytes)).map_err(wrong)?,
            Arg::Value(Value::String(text)) => source(host, text).map_err(wrong)?,
            Arg::Value(other) => {
                let takes = "a path, an address, bytes or SVG text";
                return Err(
                    args.error(format!("`{name}` must be {takes}, not {}", describe(other)))
                );
            }
            Arg::List(_) => return Err(wrong("a list within a list is no picture".into())),
        };
        Ok(Self {
            src,
            caption: None,
            alt: String::new(),
        })
    }
}

/// The address of what a text names: an address itself, an SVG, or a file.
fn source(host: &mut dyn Host, text: &str) -> Result<String, String> {
    if text.starts_with("http://") || text.starts_with("https://") {
        return Ok(text.into());
    }
    if is_svg(text.as_bytes()) {
        return Ok(host.media(text.as_bytes().into(), "image/svg+xml"));
    }
    let bytes = host.file(text)?;
    stored(host, bytes).map_err(|why| format!("`{text}`: {why}"))
}

fn stored(host: &mut dyn Host, bytes: Arc<[u8]>) -> Result<String, String> {
    match mime(&bytes) {
        Some(mime) => Ok(host.media(bytes, mime)),
        None => Err("this is no PNG, JPEG, GIF, WebP or SVG".into()),
    }
}

/// The type of a picture by its first bytes: a name may lie, and what is no picture is not served.
fn mime(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        text if is_svg(text) => Some("image/svg+xml"),
        _ => None,
    }
}

/// Whether this is an SVG: its element, after what may stand before the first element of XML.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    for (opening, closing) in [
        ("<?xml", "?>"),
        ("<!--", "-->"),
        ("<!DOCTYPE svg", ">"),
        ("<!--", "-->"),
    ] {
        if rest.starts_with(opening) {
            rest = rest
                .split_once(closing)
                .map_or("", |(_, after)| after.trim_start());
        }
    }
    rest.strip_prefix("<svg")
        .is_some_and(|after| after.starts_with([' ', '>', '\n', '\t', '\r', '/']))
}

#[cfg(test)]
mod tests {
    use super::mime;
    use crate::Arg;
    use crate::testing::{Stage, args};
    use serde_json::json;

    const SVG: &str = "<svg viewBox=\"0 0 1 1\"><circle r=\"1\"/></svg>";

    #[test]
    fn the_type_is_known_by_the_first_bytes() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\n..."[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"GIF89a", Some("image/gif")),
            (b"RIFF1234WEBPVP8 ", Some("image/webp")),
            (SVG.as_bytes(), Some("image/svg+xml")),
            (
                b"<?xml version=\"1.0\"?>\n<!-- x -->\n<svg\n/>",
                Some("image/svg+xml"),
            ),
            (b"<svgx>", None),
            (b"<html><svg></svg></html>", None),
            (b"RIFF1234WAVE", None),
            (b"", None),
        ] {
            assert_eq!(mime(bytes), expected);
        }
    }

    #[test]
    fn a_picture_comes_from_a_file_bytes_a_text_or_an_address() {
        let mut stage = Stage::default();
        stage
            .files
            .insert("a.png".into(), b"\x89PNG\r\n\x1a\n".to_vec());
        let src = |stage: &mut Stage, given| {
            stage.props("image", given).unwrap()["images"][0]["src"].clone()
        };
        assert_eq!(src(&mut stage, args!["a.png"]), "media/1");
        assert_eq!(src(&mut stage, args![SVG]), "media/2");
        assert_eq!(
            src(&mut stage, args!["https://example.org/a.png"]),
            "https://example.org/a.png"
        );
        let bytes = Arg::Bytes(b"GIF87a"[..].into());
        assert_eq!(src(&mut stage, (vec![bytes.clone()], vec![])), "media/3");
        let list = Arg::List(vec![bytes, json!(SVG).into()]);
        assert_eq!(src(&mut stage, (vec![list], vec![])), "media/4");
        let types: Vec<&str> = stage.media.iter().map(|(_, mime)| mime.as_str()).collect();
        assert_eq!(
            types,
            [
                "image/png",
                "image/svg+xml",
                "image/gif",
                "image/gif",
                "image/svg+xml"
            ]
        );
    }

    #[test]
    fn every_option_arrives() {
        let mut stage = Stage::default();
        assert_eq!(
            stage
                .props("image", args![SVG, "A dot", 200, alt = "a black dot"])
                .unwrap(),
            json!({
                "images": [{ "src": "media/1", "caption": "A dot", "alt": "a black dot" }],
                "width": 200
            })
        );
        let given = args![[SVG, SVG], ["one", "two"]];
        assert_eq!(
            stage.props("image", given).unwrap()["images"][1],
            json!({ "src": "media/3", "caption": "two", "alt": "two" })
        );
        assert_eq!(
            stage.props("image", args![SVG]).unwrap()["images"][0]["alt"],
            ""
        );
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        stage.files.insert("a.txt".into(), b"hello".to_vec());
        for (given, expected) in [
            (
                args![],
                "image: `image` is missing: give a path, an address, bytes or SVG text",
            ),
            (
                args!["no.png"],
                "image: `image`: there is no file `no.png` in the app's folder",
            ),
            (
                args!["a.txt"],
                "image: `image`: `a.txt`: this is no PNG, JPEG, GIF, WebP or SVG",
            ),
            (
                args![3],
                "image: `image` must be a path, an address, bytes or SVG text, not 3",
            ),
            (
                args![[SVG, SVG], "one"],
                "image: `caption` has 1 texts for 2 pictures; give one each",
            ),
        ] {
            assert_eq!(stage.draw("image", given).unwrap_err(), expected);
        }
    }
}

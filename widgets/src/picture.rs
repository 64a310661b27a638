//! A picture as scripts give it and as the browser gets it.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Arg, Args, Host, Param, WidgetError,
    call::{describe, named},
    headers::{is_svg, mime, size},
    pixels::{Pixels, is_pixels, pixels_to_jpeg, pixels_to_png},
};

/// What a picture can be, for errors.
pub(crate) const TAKES: &str = "a path, an address, bytes or SVG text";

/// One picture.
#[derive(Debug, Default, Clone, Serialize, TS)]
pub(crate) struct Picture {
    /// Its address: relative to the page, or elsewhere where the script says so.
    pub(crate) src: String,
    /// The text below it, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) caption: Option<String>,
    /// What it shows, for those who do not see it; empty for an ornament.
    pub(crate) alt: String,
    /// Its own width in pixels, where the server knows it: the page keeps the room.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) width: Option<u32>,
    /// Its own height in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) height: Option<u32>,
    /// Where a click on it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) link: Option<String>,
}

/// How the pixels of a script are read and sent.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PixelFormat {
    clamp: bool,
    bgr: bool,
    jpeg: bool,
}

/// The parameters of [`PixelFormat`] that are given by name.
pub(crate) const OUTPUT_FORMAT: Param = named(
    "output_format",
    "\"auto\", \"PNG\" or \"JPEG\"",
    "\"auto\"",
    "How pixels are sent: PNG (also \"auto\") keeps each of them, JPEG is smaller for photos.",
);

impl PixelFormat {
    /// Reads `clamp`, `channels` and `output_format`.
    pub(crate) fn read(args: &Args) -> Result<Self, WidgetError> {
        Ok(Self {
            clamp: args.flag("clamp", false)?,
            bgr: args.choice("channels", &["RGB", "BGR"])? == "BGR",
            jpeg: args.choice("output_format", &["auto", "PNG", "JPEG"])? == "JPEG",
        })
    }

    fn encode(self, rows: &[Value]) -> Result<Vec<u8>, String> {
        let mut pixels = Pixels::read(rows, self.clamp)?;
        if self.bgr {
            pixels.swap_red_and_blue();
        }
        let encode = if self.jpeg && pixels.channels != 4 {
            pixels_to_jpeg
        } else {
            pixels_to_png
        };
        encode(pixels.height, pixels.width, pixels.channels, &pixels.bytes)
            .map_err(|error| error.to_string())
    }
}

impl Picture {
    /// Reads the picture of an argument, and stores it where the browser finds it.
    ///
    /// # Errors
    /// When the file cannot be read or is no picture.
    pub(crate) fn read(
        args: &Args,
        host: &mut dyn Host,
        name: &str,
        picture: &Arg,
    ) -> Result<Self, WidgetError> {
        Self::read_as(args, host, name, picture, PixelFormat::default())
    }

    /// [`Picture::read`], with pixels in a format.
    pub(crate) fn read_as(
        args: &Args,
        host: &mut dyn Host,
        name: &str,
        picture: &Arg,
        format: PixelFormat,
    ) -> Result<Self, WidgetError> {
        let wrong = |why: String| args.error(format!("`{name}`: {why}"));
        match picture {
            Arg::Bytes(bytes) => stored(host, Arc::clone(bytes)).map_err(wrong),
            Arg::Value(Value::String(text)) => source(host, text).map_err(wrong),
            Arg::Value(Value::Array(rows)) if is_pixels(rows) => {
                let bytes = format.encode(rows).map_err(wrong)?;
                stored(host, bytes.into()).map_err(wrong)
            }
            Arg::Value(other) => {
                Err(args.error(format!("`{name}` must be {TAKES}, not {}", describe(other))))
            }
            Arg::List(_) => Err(wrong("a list within a list is no picture".into())),
        }
    }

    /// Reads a picture or a list of them.
    pub(crate) fn read_all(
        args: &Args,
        host: &mut dyn Host,
        name: &str,
        format: PixelFormat,
    ) -> Result<Vec<Self>, WidgetError> {
        let mut read = |item: &Arg| Self::read_as(args, host, name, item, format);
        match args.arg(name) {
            None => Err(args.missing(name, TAKES)),
            Some(Arg::List(items)) => items.iter().map(read).collect(),
            Some(Arg::Value(Value::Array(items))) if !is_pixels(items) => items
                .iter()
                .map(|item| read(&Arg::Value(item.clone())))
                .collect(),
            Some(one) => Ok(vec![read(one)?]),
        }
    }

    /// Reads one picture that must be given.
    pub(crate) fn required(
        args: &Args,
        host: &mut dyn Host,
        name: &str,
    ) -> Result<Self, WidgetError> {
        match args.arg(name) {
            None => Err(args.missing(name, TAKES)),
            Some(one) => Self::read(args, host, name, one),
        }
    }
}

/// Where the browser finds a picture that belongs to no widget: an app's logo, its icon.
///
/// # Errors
/// When the file cannot be read or is no picture.
pub fn picture_source(host: &mut dyn Host, picture: &Arg) -> Result<String, String> {
    let picture = match picture {
        Arg::Bytes(bytes) => stored(host, Arc::clone(bytes))?,
        Arg::Value(Value::String(text)) => source(host, text)?,
        _ => return Err(format!("it must be {TAKES}")),
    };
    Ok(picture.src)
}

/// The address of what a text names: an address itself, an SVG, or a file.
fn source(host: &mut dyn Host, text: &str) -> Result<Picture, String> {
    let elsewhere = ["http://", "https://", "data:image/"];
    if elsewhere.iter().any(|start| text.starts_with(start)) {
        return Ok(Picture {
            src: text.into(),
            ..Picture::default()
        });
    }
    if is_svg(text.as_bytes()) {
        return stored(host, text.as_bytes().into());
    }
    let bytes = host.file(text)?;
    stored(host, bytes).map_err(|why| format!("`{text}`: {why}"))
}

fn stored(host: &mut dyn Host, bytes: Arc<[u8]>) -> Result<Picture, String> {
    let mime = mime(&bytes).ok_or("this is no PNG, JPEG, GIF, WebP or SVG")?;
    let size = size(&bytes);
    Ok(Picture {
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        src: host.media(bytes, mime),
        ..Picture::default()
    })
}

/// A text per picture, or none at all.
pub(crate) fn one_each(
    args: &Args,
    name: &str,
    pictures: usize,
) -> Result<Vec<String>, WidgetError> {
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

/// An address that may be followed: on the web, a mail, or within this site.
pub(crate) fn link(args: &Args, name: &str, text: &str) -> Result<String, WidgetError> {
    let known = ["http://", "https://", "mailto:"];
    let start = text.trim().to_ascii_lowercase();
    let relative = !start
        .split(['/', '?', '#'])
        .next()
        .unwrap_or("")
        .contains(':')
        && !start.starts_with("//")
        && !start.contains(['\\', '\n', '\t', '\r', '\0']);
    if !start.is_empty() && (relative || known.iter().any(|known| start.starts_with(known))) {
        return Ok(text.trim().to_owned());
    }
    Err(args.error(format!(
        "`{name}` must be an address with `https://`, `http://` or `mailto:`, or one of this site, not \"{text}\""
    )))
}

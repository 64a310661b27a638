//! `iframe`: another page within the page, or HTML that may run its own scripts, shut away from it.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
    media::{FRAMED_HTML, is_web},
};

/// Another page within the page.
pub(crate) struct Iframe;

/// What the browser draws for a frame.
#[derive(Debug, Serialize, TS)]
pub(crate) struct IframeProps {
    /// The address of the page in it.
    src: String,
    /// The page lies elsewhere.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    elsewhere: bool,
    /// How high it is: pixels, or as its content.
    #[ts(type = "number | \"content\" | \"stretch\"")]
    height: Value,
    /// Whether it scrolls.
    scrolling: bool,
    /// Where the Tab key finds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    tab_index: Option<i64>,
    /// What it is, for those who do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    alt: Option<String>,
}

/// Tells the page how high the content is, so that the frame can be so high too.
const TELLS_HEIGHT: &str = "\n<script>(()=>{const tell=()=>parent.postMessage({mirrorFrame:Math.ceil(document.documentElement.getBoundingClientRect().height)},'*');new ResizeObserver(tell).observe(document.documentElement);addEventListener('load',tell)})()</script>";

impl Display for Iframe {
    const NAME: &'static str = "iframe";
    const DOC: &'static str =
        "Another page within the page, or HTML with scripts of its own, shut away from it.";
    const PARAMS: &'static [Param] = &[
        place(
            "src",
            "address, HTML or path",
            "",
            "An address with `https://`, HTML text, or an HTML file of the app's folder.",
        ),
        place(
            "width",
            "\"stretch\", \"content\" or pixels",
            "\"stretch\"",
            "How wide it is; never wider than the page.",
        ),
        place(
            "height",
            "pixels, \"content\" or \"stretch\"",
            "\"content\"",
            "How high it is; `\"content\"` follows HTML text and is 400 pixels for another site.",
        ),
        place(
            "scrolling",
            "true or false",
            "true",
            "Whether it can scroll.",
        ),
        named(
            "tab_index",
            "number",
            "()",
            "Where the Tab key finds it; -1 leaves it out.",
        ),
        named(
            "alt",
            "text",
            "()",
            "What it is, for those who do not see it.",
        ),
    ];
    type Props = IframeProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<IframeProps, WidgetError> {
        let Some(source) = args.text("src")? else {
            return Err(args.missing("src", "an address, HTML or a path"));
        };
        let elsewhere = is_web(&source);
        let src = match elsewhere {
            true => source,
            false => {
                let html = text_or_file(args, host, "src", source)?;
                let html = match html.trim_start().get(..9) {
                    Some(start) if start.eq_ignore_ascii_case("<!doctype") => html,
                    _ => format!("<!doctype html>\n{html}"),
                };
                host.media((html + TELLS_HEIGHT).into_bytes().into(), FRAMED_HTML)
            }
        };
        Ok(IframeProps {
            src,
            elsewhere,
            height: height(args)?,
            scrolling: args.flag("scrolling", true)?,
            tab_index: args
                .integer("tab_index")?
                .map(|index| index.clamp(-1, 32767)),
            alt: args.text("alt")?,
        })
    }
}

fn height(args: &Args) -> Result<Value, WidgetError> {
    match args.value("height")? {
        None => Ok("content".into()),
        Some(Value::String(word)) if word == "content" || word == "stretch" => {
            Ok(word.as_str().into())
        }
        Some(pixels) if pixels.as_f64().is_some_and(|pixels| pixels >= 1.0) => Ok(pixels.clone()),
        Some(other) => Err(args.wrong("height", "pixels, \"content\" or \"stretch\"", other)),
    }
}

/// HTML itself, or that of a file: a text of one line without tags names one.
pub(super) fn text_or_file(
    args: &Args,
    host: &mut dyn Host,
    name: &str,
    text: String,
) -> Result<String, WidgetError> {
    let short = text.len() < 1000 && !text.contains(['<', '\n']);
    let lower = text.to_ascii_lowercase();
    let ends = [".html", ".htm", ".svg", ".css"];
    if !short || !ends.iter().any(|end| lower.ends_with(end)) {
        return Ok(text);
    }
    let bytes = host.file(&text);
    let bytes = bytes.map_err(|why| args.error(format!("`{name}`: {why}")))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match lower.ends_with(".css") {
        true => Ok(format!("<style>{text}</style>")),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use crate::FRAMED_HTML;
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn an_address_stays_and_html_is_shut_away() {
        let mut stage = Stage::default();
        assert_eq!(
            stage
                .props(
                    "iframe",
                    args![
                        "https://example.org",
                        "stretch",
                        300,
                        false,
                        tab_index = -1,
                        alt = "A map"
                    ]
                )
                .unwrap(),
            json!({
                "src": "https://example.org", "elsewhere": true, "height": 300,
                "scrolling": false, "tab_index": -1, "alt": "A map", "width": "stretch"
            })
        );
        stage
            .files
            .insert("page.html".into(), b"<!DOCTYPE html><p>Hello".to_vec());
        for source in ["<p>Hello", "page.html"] {
            let props = stage.props("iframe", args![source]).unwrap();
            assert_eq!(props["height"], "content");
            assert_eq!(props.get("elsewhere"), None);
            let (bytes, mime) = stage.media.last().unwrap();
            assert_eq!(mime, FRAMED_HTML);
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            assert!(
                text.starts_with("<!doctype html>") && text.contains("<p>hello"),
                "{text}"
            );
            assert_eq!(text.matches("<!doctype").count(), 1);
        }
    }

    #[test]
    fn an_address_that_runs_something_is_only_text() {
        for source in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "file:///x",
        ] {
            let props = Stage::default().props("iframe", args![source]).unwrap();
            assert_eq!(props["src"], "media/1", "{source}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        let error = |given| Stage::default().draw("iframe", given).unwrap_err();
        assert_eq!(
            error(args![]),
            "iframe: `src` is missing: give an address, HTML or a path"
        );
        assert_eq!(
            error(args!["no.html"]),
            "iframe: `src`: there is no file `no.html` in the app's folder"
        );
        assert_eq!(
            error(args!["<p>", height = "big"]),
            "iframe: `height` must be pixels, \"content\" or \"stretch\", not the text \"big\""
        );
    }
}

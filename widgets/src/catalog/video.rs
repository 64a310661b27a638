//! `video`: moving pictures, with subtitles.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
    media::{Kind, span},
    subtitles::to_vtt,
};

/// Moving pictures.
pub(crate) struct Video;

/// What the browser draws for a video.
#[derive(Debug, Serialize, TS)]
pub(crate) struct VideoProps {
    /// Its address.
    src: String,
    /// It is the page of a video service, shown in a frame.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    embedded: bool,
    /// The second it starts at.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    start: Option<f64>,
    /// The second it ends at.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    end: Option<f64>,
    /// The subtitles; the first are on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Track>>", optional, inline)]
    subtitles: Vec<Track>,
    /// Begins again at its end.
    #[serde(rename = "loop")]
    #[ts(rename = "loop")]
    again: bool,
    /// Begins by itself, where the browser lets it.
    autoplay: bool,
    /// Without sound.
    muted: bool,
    /// What is seen, for those who do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    alt: Option<String>,
}

/// Subtitles in one language.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Track {
    /// Their address.
    src: String,
    /// What they are called.
    label: String,
}

const KIND: Kind = Kind {
    param: "data",
    takes: "a path, an address or bytes",
    group: "video/",
    usual: "video/mp4",
};

impl Display for Video {
    const NAME: &'static str = "video";
    const DOC: &'static str =
        "Moving pictures: a file, an address or bytes; with subtitles, from and to a time.";
    const PARAMS: &'static [Param] = &[
        place(
            "data",
            "path, address or bytes",
            "",
            "The video: a file of the app's folder, an address with `https://` (also of YouTube and Vimeo), or its bytes.",
        ),
        place(
            "format",
            "text",
            "\"video/mp4\"",
            "The type, where neither the bytes nor the file's name tell it.",
        ),
        place(
            "start_time",
            "seconds or text",
            "0",
            "Where it starts: seconds, or a text such as `1:30` or `1m 30s`.",
        ),
        named(
            "subtitles",
            "path, text or map",
            "()",
            "WebVTT or SubRip: a file of the app's folder, its text, or a map of such by their names (`#{English: \"en.vtt\"}`).",
        ),
        named("end_time", "seconds or text", "()", "Where it ends."),
        named("loop", "true or false", "false", "Begins again at its end."),
        named(
            "autoplay",
            "true or false",
            "false",
            "Begins by itself, where the browser lets it: most want `muted=true` for that.",
        ),
        named("muted", "true or false", "false", "Without sound."),
        named(
            "alt",
            "text",
            "()",
            "What is seen, for those who do not see it.",
        ),
    ];
    type Props = VideoProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<VideoProps, WidgetError> {
        let (start, end) = span(args)?;
        let (src, embedded) = match embedded(args.text_if_text("data").unwrap_or_default().trim()) {
            Some(address) => (address, true),
            None => (KIND.read(args, host)?, false),
        };
        Ok(VideoProps {
            src,
            embedded,
            start,
            end,
            subtitles: tracks(args, host)?,
            again: args.flag("loop", false)?,
            autoplay: args.flag("autoplay", false)?,
            muted: args.flag("muted", false)?,
            alt: args.text("alt")?,
        })
    }
}

fn tracks(args: &Args, host: &mut dyn Host) -> Result<Vec<Track>, WidgetError> {
    let single = |text: &str| vec![("Subtitles".to_owned(), text.to_owned())];
    let wrong = |other| args.wrong("subtitles", "a path, a text or a map of such", other);
    let given = match args.value("subtitles")? {
        None => Vec::new(),
        Some(Value::String(text)) => single(text),
        Some(whole @ Value::Object(map)) => map
            .iter()
            .map(|(label, text)| Some((label.clone(), text.as_str()?.to_owned())))
            .collect::<Option<_>>()
            .ok_or_else(|| wrong(whole))?,
        Some(other) => return Err(wrong(other)),
    };
    let each = given.into_iter().map(|(label, text)| {
        let said = |why: String| args.error(format!("`subtitles`: {why}"));
        let text = match text.contains('\n') {
            true => text,
            false => {
                let bytes = host.file(&text).map_err(said)?;
                String::from_utf8_lossy(&bytes).into_owned()
            }
        };
        let vtt = to_vtt(&text).map_err(said)?;
        let src = host.media(vtt.into_bytes().into(), "text/vtt");
        Ok(Track { src, label })
    });
    each.collect()
}

/// The address that video services have for frames, if this is the page of a video there.
fn embedded(address: &str) -> Option<String> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    let (site, path) = rest.split_once('/')?;
    let site = site.strip_prefix("www.").unwrap_or(site);
    let first = |text: &str| {
        let end = text.find(['?', '&', '/', '#']).unwrap_or(text.len());
        let id = &text[..end];
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        (!id.is_empty() && id.chars().all(plain)).then(|| id.to_owned())
    };
    let youtube = |id: String| format!("https://www.youtube-nocookie.com/embed/{id}");
    match site {
        "youtu.be" => first(path).map(youtube),
        "youtube.com" | "m.youtube.com" => {
            let id = path
                .strip_prefix("watch?")
                .and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("v=")))
                .or_else(|| path.strip_prefix("embed/"))
                .or_else(|| path.strip_prefix("shorts/"))?;
            first(id).map(youtube)
        }
        "vimeo.com" => {
            let id = first(path)?;
            let number = id.chars().all(|digit| digit.is_ascii_digit());
            number.then(|| format!("https://player.vimeo.com/video/{id}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::embedded;
    use crate::testing::{Stage, args};
    use serde_json::json;

    const VTT: &str = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello";

    #[test]
    fn every_option_arrives() {
        let mut stage = Stage::default();
        stage
            .files
            .insert("clips/a.webm".into(), b"\x1a\x45\xdf\xa3".to_vec());
        stage.files.insert(
            "de.srt".into(),
            b"1\n00:00:00,000 --> 00:00:01,000\nHallo".to_vec(),
        );
        let given = args![
            "clips/a.webm",
            start_time = 1,
            end_time = 2.5,
            subtitles = json!({ "English": VTT, "Deutsch": "de.srt" }),
            loop = true,
            muted = true,
            alt = "a cat"
        ];
        assert_eq!(
            stage.props("video", given).unwrap(),
            json!({
                "src": "media/1", "start": 1.0, "end": 2.5,
                "subtitles": [
                    { "src": "media/2", "label": "English" },
                    { "src": "media/3", "label": "Deutsch" }
                ],
                "loop": true, "autoplay": false, "muted": true, "alt": "a cat"
            })
        );
        assert_eq!(stage.media[0].1, "video/webm");
        assert!(stage.media[2].0.starts_with(b"WEBVTT\n\n00:00:00.000 -->"));
    }

    #[test]
    fn pages_of_video_services_are_shown_in_a_frame() {
        for (address, expected) in [
            (
                "https://www.youtube.com/watch?v=aqz-KE&t=3",
                Some("https://www.youtube-nocookie.com/embed/aqz-KE"),
            ),
            (
                "https://youtu.be/aqz-KE?si=x",
                Some("https://www.youtube-nocookie.com/embed/aqz-KE"),
            ),
            (
                "https://vimeo.com/1234",
                Some("https://player.vimeo.com/video/1234"),
            ),
            ("https://vimeo.com/about", None),
            ("https://youtu.be/\"onload=x", None),
            ("https://example.org/watch?v=1", None),
            ("clip.mp4", None),
        ] {
            assert_eq!(embedded(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (given, expected) in [
            (
                args![7],
                "video: `data` must be a path, an address or bytes, not 7",
            ),
            (
                args!["https://a", subtitles = 3],
                "video: `subtitles` must be a path, a text or a map of such, not 3",
            ),
            (
                args!["https://a", subtitles = "x.vtt"],
                "video: `subtitles`: there is no file `x.vtt` in the app's folder",
            ),
            (
                args!["https://a", subtitles = "a\nb"],
                "video: `subtitles`: these are no subtitles; give WebVTT (`WEBVTT` first) or SubRip",
            ),
        ] {
            assert_eq!(Stage::default().draw("video", given).unwrap_err(), expected);
        }
    }
}

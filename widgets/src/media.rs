//! Sound, video and documents: where they come from, and what several of their widgets share.

use std::sync::Arc;

use serde_json::Value;

use crate::{Arg, Args, Host, WidgetError, call::describe, headers::is_riff, mime};

/// The type under which HTML for frames is stored. The server gives what has this type to nobody
/// without a sandbox: it has an origin of its own and reaches nothing of the page.
pub const FRAMED_HTML: &str = "text/html; charset=utf-8; framed=1";

/// What kinds of media a widget shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    /// The parameter that holds it.
    pub(crate) param: &'static str,
    /// What can be given, for errors.
    pub(crate) takes: &'static str,
    /// The first part of its types, such as `audio/`; empty for any.
    pub(crate) group: &'static str,
    /// The type where nothing tells another.
    pub(crate) usual: &'static str,
}

impl Kind {
    /// Stores what a call gives and tells its address; addresses elsewhere stay as they are.
    ///
    /// # Errors
    /// When it is missing, of another type, or a file that cannot be read.
    pub(crate) fn read(self, args: &Args, host: &mut dyn Host) -> Result<String, WidgetError> {
        let format = self.format(args)?;
        let name = self.param;
        match args.arg(name) {
            None => Err(args.missing(name, self.takes)),
            Some(Arg::Bytes(bytes)) => Ok(self.store(host, bytes, format.as_deref())),
            Some(Arg::Value(Value::String(text))) if self.is_elsewhere(text) => Ok(text.clone()),
            Some(Arg::Value(Value::String(path))) => {
                let named = mime::by_name(path).filter(|named| named.starts_with(self.group));
                let mime = format.as_deref().or(named).unwrap_or(self.usual);
                let stored = host.media_file(path, mime);
                stored.map_err(|why| args.error(format!("`{name}`: {why}")))
            }
            Some(Arg::Value(other)) => Err(args.error(format!(
                "`{name}` must be {}, not {}",
                self.takes,
                describe(other)
            ))),
            Some(Arg::List(_)) => Err(args.error(format!("`{name}` must be {}", self.takes))),
        }
    }

    /// Stores bytes under the type that they show, else the given one.
    pub(crate) fn store(
        self,
        host: &mut dyn Host,
        bytes: &Arc<[u8]>,
        format: Option<&str>,
    ) -> String {
        let sniffed = sniff(bytes).filter(|found| found.starts_with(self.group));
        // A container for both holds whatever the widget is for.
        let found = match (sniffed, sniff(bytes)) {
            (None, Some("video/webm")) if self.group == "audio/" => Some("audio/webm"),
            (None, Some("video/mp4")) if self.group == "audio/" => Some("audio/mp4"),
            (None, Some("audio/ogg")) if self.group == "video/" => Some("video/ogg"),
            (found, _) => found,
        };
        host.media(Arc::clone(bytes), found.or(format).unwrap_or(self.usual))
    }

    fn is_elsewhere(self, text: &str) -> bool {
        let data = !self.group.is_empty() && text.starts_with(&format!("data:{}", self.group));
        data || is_web(text)
    }

    /// The type that the script names; it must be of this kind, since browsers show it in place.
    fn format(self, args: &Args) -> Result<Option<String>, WidgetError> {
        if self.group.is_empty() {
            return Ok(None);
        }
        let Some(text) = args.text("format")? else {
            return Ok(None);
        };
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "/+.-;=\" ,".contains(letter);
        match text.starts_with(self.group) && text.chars().all(plain) {
            true => Ok(Some(text)),
            false => Err(args.error(format!(
                "`format` must be a type such as \"{}\", not \"{text}\"",
                self.usual
            ))),
        }
    }
}

/// Whether a text is an address on the web.
pub(crate) fn is_web(text: &str) -> bool {
    let start = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

/// The type of sound and video by the first bytes.
fn sniff(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        _ if is_riff(bytes, b"WAVE") => Some("audio/wav"),
        [b'O', b'g', b'g', b'S', ..] => Some("audio/ogg"),
        [b'f', b'L', b'a', b'C', ..] => Some("audio/flac"),
        [b'I', b'D', b'3', ..] | [0xff, 0xf2 | 0xf3 | 0xfa | 0xfb, ..] => Some("audio/mpeg"),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Some("video/webm"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'M', b'4', b'A', ..] => Some("audio/mp4"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("video/mp4"),
        _ => None,
    }
}

/// Seconds: a number, or a text such as `1:30`, `90s` or `1m 30s`.
pub(crate) fn seconds(args: &Args, name: &str) -> Result<Option<f64>, WidgetError> {
    let Some(value) = args.value(name)? else {
        return Ok(None);
    };
    let read = match value {
        Value::String(text) => parse(text),
        other => other.as_f64(),
    };
    match read.filter(|seconds| (0.0..1e9).contains(seconds)) {
        Some(seconds) => Ok(Some(seconds)),
        None => Err(args.wrong(
            name,
            "seconds, or a time such as \"1:30\" or \"1m 30s\"",
            value,
        )),
    }
}

fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.contains(':') {
        let mut parts = text.split(':').map(|part| part.trim().parse::<f64>().ok());
        return parts.try_fold(0.0, |sum, part| Some(sum * 60.0 + part?));
    }
    let (mut sum, mut rest) = (0.0, text);
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
        let number: f64 = rest[..digits].parse().ok()?;
        let after = rest[digits..].trim_start();
        let word = after.find(|letter: char| !letter.is_ascii_alphabetic());
        let (unit, next) = after.split_at(word.unwrap_or(after.len()));
        sum += number
            * match unit.trim_end_matches('s') {
                "h" | "hour" => 3600.0,
                "m" | "min" | "minute" => 60.0,
                "" | "sec" | "second" if !unit.is_empty() => 1.0,
                _ => return None,
            };
        rest = next.trim_start();
    }
    (!text.is_empty()).then_some(sum)
}

/// Reads where a medium starts and ends.
pub(crate) fn span(args: &Args) -> Result<(Option<f64>, Option<f64>), WidgetError> {
    let start = seconds(args, "start_time")?.filter(|start| *start > 0.0);
    let end = seconds(args, "end_time")?;
    match (start.unwrap_or(0.0), end) {
        (start, Some(end)) if end <= start => Err(args.error(format!(
            "`end_time` ({end}) must come after `start_time` ({start})"
        ))),
        _ => Ok((start, end)),
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, sniff};

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, expected) in [
            ("90s", Some(90.0)),
            ("1:30", Some(90.0)),
            ("1:00:01.5", Some(3601.5)),
            ("1m 30s", Some(90.0)),
            ("2 minutes", Some(120.0)),
            ("1h", Some(3600.0)),
            ("1.5 seconds", Some(1.5)),
            ("", None),
            ("90", None),
            ("soon", None),
            ("1x", None),
            ("1:x", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn sound_and_video_are_known_by_their_first_bytes() {
        for (bytes, expected) in [
            (&b"RIFF1234WAVEfmt "[..], Some("audio/wav")),
            (b"OggS\0", Some("audio/ogg")),
            (b"ID3\x04", Some("audio/mpeg")),
            (b"\xff\xfb\x90", Some("audio/mpeg")),
            (b"\x1a\x45\xdf\xa3", Some("video/webm")),
            (b"\0\0\0\x20ftypisom", Some("video/mp4")),
            (b"\0\0\0\x20ftypM4A ", Some("audio/mp4")),
            (b"<html>", None),
        ] {
            assert_eq!(sniff(bytes), expected);
        }
    }
}

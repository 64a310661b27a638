//! `audio`: sound to listen to.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Arg, Args, Display, Host, Param, WidgetError,
    call::{named, place},
    media::{Kind, span},
    wav,
};

/// Sound to listen to.
pub(crate) struct Audio;

/// What the browser draws for sound.
#[derive(Debug, Serialize, TS)]
pub(crate) struct AudioProps {
    /// Its address.
    src: String,
    /// The second it starts at.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    start: Option<f64>,
    /// The second it ends at.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    end: Option<f64>,
    /// Begins again at its end.
    #[serde(rename = "loop")]
    #[ts(rename = "loop")]
    again: bool,
    /// Begins by itself, where the browser lets it.
    autoplay: bool,
    /// What is heard, for those who do not hear it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    alt: Option<String>,
}

const KIND: Kind = Kind {
    param: "data",
    takes: "a path, an address, bytes or samples",
    group: "audio/",
    usual: "audio/wav",
};

impl Display for Audio {
    const NAME: &'static str = "audio";
    const DOC: &'static str = "Sound to listen to: a file, an address, bytes or samples.";
    const PARAMS: &'static [Param] = &[
        place(
            "data",
            "path, address, bytes or list",
            "",
            "The sound: a file of the app's folder, an address with `https://`, its bytes, or samples between -1 and 1 (a list, or one for each channel).",
        ),
        place(
            "format",
            "text",
            "\"audio/wav\"",
            "The type, where neither the bytes nor the file's name tell it.",
        ),
        place(
            "start_time",
            "seconds or text",
            "0",
            "Where it starts: seconds, or a text such as `1:30` or `1m 30s`.",
        ),
        named(
            "sample_rate",
            "number",
            "()",
            "How many samples make a second; must be given with samples.",
        ),
        named("end_time", "seconds or text", "()", "Where it ends."),
        named("loop", "true or false", "false", "Begins again at its end."),
        named(
            "autoplay",
            "true or false",
            "false",
            "Begins by itself, where the browser lets it.",
        ),
        named(
            "alt",
            "text",
            "()",
            "What is heard, for those who do not hear it.",
        ),
    ];
    type Props = AudioProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<AudioProps, WidgetError> {
        let (start, end) = span(args)?;
        let src = match args.arg("data") {
            Some(Arg::Value(Value::Array(items))) if wav::is_samples(items) => {
                let Some(rate) = args.count("sample_rate")? else {
                    return Err(args.missing("sample_rate", "how many samples make a second"));
                };
                let wav = wav::encode(items, rate);
                let wav = wav.map_err(|why| args.error(format!("`data`: {why}")))?;
                KIND.store(host, &wav.into(), None)
            }
            _ if args.has("sample_rate") => {
                return Err(args.error("`sample_rate` is for samples; other sound has its own"));
            }
            _ => KIND.read(args, host)?,
        };
        Ok(AudioProps {
            src,
            start,
            end,
            again: args.flag("loop", false)?,
            autoplay: args.flag("autoplay", false)?,
            alt: args.text("alt")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use crate::{Arg, widget::Drawn};
    use serde_json::json;

    #[test]
    fn sound_comes_from_a_file_bytes_an_address_or_samples() {
        let mut stage = Stage::default();
        stage.files.insert("a.mp3".into(), b"ID3".to_vec());
        stage.draw("audio", args!["a.mp3"]).unwrap();
        let bytes = Arg::Bytes(b"\x1a\x45\xdf\xa3"[..].into());
        stage.draw("audio", (vec![bytes], vec![])).unwrap();
        stage
            .draw("audio", args![[0.0, 0.5, 0.0, -0.5], sample_rate = 8000])
            .unwrap();
        let bytes = Arg::Bytes(b"??"[..].into());
        let format = ("format".to_owned(), json!("audio/aac").into());
        stage.draw("audio", (vec![bytes], vec![format])).unwrap();
        let types: Vec<&str> = stage.media.iter().map(|(_, mime)| mime.as_str()).collect();
        assert_eq!(
            types,
            ["audio/mpeg", "audio/webm", "audio/wav", "audio/aac"]
        );
        let props = stage
            .props("audio", args!["https://example.org/a.ogg"])
            .unwrap();
        assert_eq!(props["src"], "https://example.org/a.ogg");
    }

    #[test]
    fn every_option_arrives() {
        let mut stage = Stage::default();
        let given = args![
            "https://a.b/c.mp3",
            start_time = "1:30",
            end_time = 100,
            loop = true,
            autoplay = true,
            alt = "a bell",
            width = 300
        ];
        assert!(matches!(stage.draw("audio", given), Ok(Drawn::Slot(_))));
        assert_eq!(
            json!(*stage.last().props),
            json!({
                "src": "https://a.b/c.mp3", "start": 90.0, "end": 100.0, "loop": true,
                "autoplay": true, "alt": "a bell", "width": 300
            })
        );
    }

    #[test]
    fn mistakes_are_named() {
        for (given, expected) in [
            (
                args![],
                "audio: `data` is missing: give a path, an address, bytes or samples",
            ),
            (
                args![[0.1, 0.2]],
                "audio: `sample_rate` is missing: give how many samples make a second",
            ),
            (
                args!["no.wav"],
                "audio: `data`: there is no file `no.wav` in the app's folder",
            ),
            (
                args!["https://a", sample_rate = 3],
                "audio: `sample_rate` is for samples; other sound has its own",
            ),
            (
                args!["https://a", "text/html"],
                "audio: `format` must be a type such as \"audio/wav\", not \"text/html\"",
            ),
            (
                args!["https://a", start_time = 5, end_time = 4],
                "audio: `end_time` (4) must come after `start_time` (5)",
            ),
            (
                args!["https://a", start_time = "soon"],
                "audio: `start_time` must be seconds, or a time such as \"1:30\" or \"1m 30s\", not the text \"soon\"",
            ),
        ] {
            assert_eq!(Stage::default().draw("audio", given).unwrap_err(), expected);
        }
    }
}

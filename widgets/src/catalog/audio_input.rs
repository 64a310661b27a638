//! `audio_input`: a recording from the person's microphone.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::named,
    uploads::{self, UploadRules, single},
    widget::LABEL,
};

/// A recording from the person's microphone.
pub(crate) struct AudioInput;

/// What the browser draws for a microphone.
#[derive(Debug, Serialize, TS)]
pub(crate) struct AudioInputProps {
    /// What it is called, in Markdown.
    label: String,
    /// Which files it takes: recordings.
    #[ts(inline)]
    upload: UploadRules,
    /// Samples a second; as many as the microphone gives where it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    sample_rate: Option<u32>,
}

/// The sample rates that a recording can have.
const RATES: [u32; 7] = [8000, 11025, 16000, 22050, 24000, 32000, 48000];

/// Reads a sample rate; `()` is the microphone's own.
pub(super) fn sample_rate(args: &Args, name: &str) -> Result<Option<u32>, WidgetError> {
    if args.is_none(name) {
        return Ok(None);
    }
    let Some(rate) = args.count(name)? else {
        return Ok(Some(16_000));
    };
    match RATES.contains(&rate) || rate == 44_100 {
        true => Ok(Some(rate)),
        false => Err(args.error(format!(
            "`{name}` must be 8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000 or (), not {rate}"
        ))),
    }
}

impl Input for AudioInput {
    const NAME: &'static str = "audio_input";
    const DOC: &'static str =
        "Records with the person's microphone: a WAV file, or () as long as there is none.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        named(
            "sample_rate",
            "number",
            "16000",
            "Samples a second, as models of speech want them; () for the microphone's own.",
        ),
    ];
    const VALUE: &'static str = "{ id: string; name: string; size: number; type: string }[]";
    type Props = AudioInputProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<(AudioInputProps, Value), WidgetError> {
        let props = AudioInputProps {
            label: args.required_text("label")?,
            upload: UploadRules::of_type(args, host, "audio/wav")?,
            sample_rate: sample_rate(args, "sample_rate")?,
        };
        Ok((props, Value::Null))
    }

    fn accept(props: &AudioInputProps, sent: &Value) -> Result<Value, String> {
        single(props.upload.accept(sent)?)
    }

    fn fit(props: &AudioInputProps, value: Value) -> Result<Value, String> {
        single(props.upload.fit(&value))
    }

    fn sent(_props: &AudioInputProps, value: &Value) -> Value {
        uploads::sent(value)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn the_sample_rate_is_that_of_speech_models() {
        let mut stage = Stage::default();
        let props = stage.props("audio_input", args!["Say"]).unwrap();
        assert_eq!(props["sample_rate"], 16_000);
        assert_eq!(props["upload"]["types"], json!(["audio/wav"]));
        let props = stage.props("audio_input", args!["Say", sample_rate = json!(null)]);
        assert!(props.unwrap().get("sample_rate").is_none());
        assert!(
            stage
                .draw("audio_input", args!["Say", sample_rate = 5])
                .unwrap_err()
                .starts_with("audio_input: `sample_rate` must be 8000, ")
        );
    }
}

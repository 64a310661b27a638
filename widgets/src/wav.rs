//! Samples that a script computed, as a WAV file.

use serde_json::Value;

/// Whether a list is samples: numbers, or one list of numbers for each channel.
pub(crate) fn is_samples(items: &[Value]) -> bool {
    match items.first() {
        Some(Value::Number(_)) => true,
        Some(Value::Array(channel)) => channel.first().is_some_and(Value::is_number),
        _ => false,
    }
}

/// 16-bit sound of samples between -1 and 1. What is louder is made softer as a whole.
pub(crate) fn encode(items: &[Value], rate: u32) -> Result<Vec<u8>, String> {
    let single = items.first().is_some_and(Value::is_number);
    let channels: Vec<Vec<f64>> = match single {
        true => vec![numbers(items)?],
        false => items
            .iter()
            .map(|channel| numbers(channel.as_array().map(Vec::as_slice).unwrap_or_default()))
            .collect::<Result<_, _>>()?,
    };
    let length = channels.first().map_or(0, Vec::len);
    if channels.iter().any(|channel| channel.len() != length) {
        return Err("all channels must have the same number of samples".into());
    }
    let count = u16::try_from(channels.len())
        .ok()
        .filter(|count| (1..=8).contains(count))
        .ok_or("sound has 1 to 8 channels: one list of samples for each")?;
    let bytes = length * channels.len() * 2;
    let size = u32::try_from(bytes + 36).ok();
    let size = size.ok_or("this is too long for a WAV file")?;
    let peak = channels
        .iter()
        .flatten()
        .fold(1.0_f64, |peak, sample| peak.max(sample.abs()));
    let mut wav = Vec::with_capacity(bytes + 44);
    wav.extend(b"RIFF");
    wav.extend(size.to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    wav.extend(1_u16.to_le_bytes());
    wav.extend(count.to_le_bytes());
    wav.extend(rate.to_le_bytes());
    wav.extend((rate.saturating_mul(u32::from(count) * 2)).to_le_bytes());
    wav.extend((count * 2).to_le_bytes());
    wav.extend(16_u16.to_le_bytes());
    wav.extend(b"data");
    wav.extend((size - 36).to_le_bytes());
    for at in 0..length {
        for channel in &channels {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "the sample lies between -1 and 1"
            )]
            let sample = (channel[at] / peak * f64::from(i16::MAX)).round() as i16;
            wav.extend(sample.to_le_bytes());
        }
    }
    Ok(wav)
}

fn numbers(items: &[Value]) -> Result<Vec<f64>, String> {
    let read = items.iter().map(|item| {
        item.as_f64().ok_or_else(|| {
            format!(
                "samples must be numbers, not {}",
                crate::call::describe(item)
            )
        })
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::encode;
    use serde_json::{Value, json};

    fn wav(samples: &Value) -> Result<Vec<u8>, String> {
        encode(samples.as_array().unwrap(), 8000)
    }

    #[test]
    fn the_header_says_what_follows() {
        let mono = wav(&json!([0.0, 0.5, -1.0])).unwrap();
        assert_eq!(mono.len(), 44 + 6);
        assert_eq!(&mono[..4], b"RIFF");
        assert_eq!(mono[4..8], 42_u32.to_le_bytes());
        assert_eq!(mono[22..24], [1, 0]);
        assert_eq!(mono[24..28], 8000_u32.to_le_bytes());
        assert_eq!(mono[40..44], 6_u32.to_le_bytes());
        assert_eq!(mono[44..46], [0, 0]);
        assert_eq!(mono[46..48], 16384_i16.to_le_bytes());
        assert_eq!(mono[48..50], (-32767_i16).to_le_bytes());
    }

    #[test]
    fn channels_take_turns_and_loud_sound_keeps_its_shape() {
        let stereo = wav(&json!([[2, 1], [-2, 0]])).unwrap();
        let samples: Vec<i16> = stereo[44..]
            .chunks_exact(2)
            .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        assert_eq!(samples, [32767, -32767, 16384, 0]);
    }

    #[test]
    fn what_is_no_sound_is_refused() {
        assert!(
            wav(&json!([[0.0], [0.0, 1.0]]))
                .unwrap_err()
                .contains("same number")
        );
        assert!(
            wav(&json!([0.0, "x"]))
                .unwrap_err()
                .contains("must be numbers")
        );
        assert!(wav(&json!([[0], [0], [0], [0], [0], [0], [0], [0], [0]])).is_err());
    }
}

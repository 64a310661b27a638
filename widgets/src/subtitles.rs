//! Subtitles: WebVTT as browsers read it, also made of SubRip.

use std::fmt::Write as _;

/// WebVTT of a text that is WebVTT or SubRip.
pub(crate) fn to_vtt(text: &str) -> Result<String, String> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = text.trim_start();
    if text.starts_with("WEBVTT") {
        return Ok(text.to_owned());
    }
    let mut vtt = String::from("WEBVTT\n");
    let mut cues = 0;
    for block in text.split("\n\n") {
        let mut lines = block.lines().skip_while(|line| !line.contains("-->"));
        let Some((start, end)) = lines.next().and_then(|line| line.split_once("-->")) else {
            continue;
        };
        let end = end.split_whitespace().next().unwrap_or_default();
        let (Some(start), Some(end)) = (time(start), time(end)) else {
            return Err(format!(
                "`{}` is no time of SubRip",
                block.lines().next().unwrap_or_default()
            ));
        };
        let said: Vec<&str> = lines.collect();
        // An arrow in the words would begin another cue.
        let said = said.join("\n").replace("-->", "→");
        let _ = write!(vtt, "\n{start} --> {end}\n{said}\n");
        cues += 1;
    }
    match cues {
        0 => Err("these are no subtitles; give WebVTT (`WEBVTT` first) or SubRip".into()),
        _ => Ok(vtt),
    }
}

/// `00:01:02,500` as `00:01:02.500`.
fn time(text: &str) -> Option<String> {
    let text = text.trim().replace(',', ".");
    let fine = text.contains(':')
        && text
            .chars()
            .all(|letter| letter.is_ascii_digit() || ":.".contains(letter));
    fine.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::to_vtt;

    #[test]
    fn web_vtt_stays_as_it_is() {
        let vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello";
        assert_eq!(to_vtt(&format!("\u{feff}{vtt}")).as_deref(), Ok(vtt));
    }

    #[test]
    fn subrip_becomes_web_vtt() {
        let srt = "1\r\n00:00:00,500 --> 00:00:02,000\r\nHello\r\nthere\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,250 X1:0\r\na --> b\r\n";
        assert_eq!(
            to_vtt(srt).unwrap(),
            "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nHello\nthere\n\n00:00:02.000 --> 00:00:03.250\na → b\n"
        );
    }

    #[test]
    fn other_texts_are_refused() {
        assert!(to_vtt("hello").is_err());
        assert!(to_vtt("").is_err());
        assert!(to_vtt("1\nsoon --> later\nHello").is_err());
    }
}

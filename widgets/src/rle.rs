//! Masks as runs, as COCO writes them: column by column, beginning with what is outside.

use serde_json::Value;

/// How many pixels a mask may have.
const MOST_PIXELS: usize = 100_000_000;
const WRONG: &str = "runs must be `#{size: [height, width], counts: [...]}`, as COCO writes them";

/// Height, width, and a byte per pixel row by row: 255 inside the mask, 0 outside.
pub(crate) fn decode(runs: &Value) -> Result<(usize, usize, Vec<u8>), String> {
    let side = |at: usize| {
        let side = runs.get("size")?.get(at)?.as_u64()?;
        usize::try_from(side).ok().filter(|side| *side > 0)
    };
    let (Some(height), Some(width)) = (side(0), side(1)) else {
        return Err(WRONG.into());
    };
    let pixels = height.saturating_mul(width);
    if pixels > MOST_PIXELS {
        return Err(format!(
            "a mask of {height} x {width} pixels cannot be shown"
        ));
    }
    let counts = match runs.get("counts") {
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| item.as_u64().and_then(|count| usize::try_from(count).ok()))
            .collect::<Option<Vec<_>>>()
            .ok_or(WRONG)?,
        Some(Value::String(text)) => compressed(text).ok_or(WRONG)?,
        _ => return Err(WRONG.into()),
    };
    let sum = counts
        .iter()
        .fold(0, |sum: usize, count| sum.saturating_add(*count));
    if sum != pixels {
        return Err(format!(
            "the runs have {sum} pixels, and {height} x {width} are {pixels}"
        ));
    }
    let (mut bytes, mut at) = (vec![0; pixels], 0);
    for (run, count) in counts.into_iter().enumerate() {
        if run % 2 == 1 {
            for place in at..at + count {
                bytes[place % height * width + place / height] = 255;
            }
        }
        at += count;
    }
    Ok((height, width, bytes))
}

/// COCO's short form: five bits to a letter, and from the third run on the difference to the run before the last.
fn compressed(text: &str) -> Option<Vec<usize>> {
    let (mut counts, mut letters) = (Vec::<i64>::new(), text.bytes());
    while let Some(first) = letters.next() {
        let (mut count, mut shift, mut letter) = (0_i64, 0_u32, first);
        loop {
            let bits = i64::from(letter.checked_sub(48)?);
            count |= (bits & 0x1f) << shift;
            shift += 5;
            if bits & 0x20 == 0 {
                if bits & 0x10 != 0 {
                    count |= -1 << shift;
                }
                break;
            }
            if shift > 55 {
                return None;
            }
            letter = letters.next()?;
        }
        if counts.len() > 2 {
            count = count.checked_add(counts[counts.len() - 2])?;
        }
        counts.push(count);
    }
    counts
        .into_iter()
        .map(|count| usize::try_from(count).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{compressed, decode};
    use serde_json::json;

    #[test]
    fn runs_go_down_the_columns() {
        let runs = json!({ "size": [2, 3], "counts": [1, 2, 3] });
        assert_eq!(decode(&runs), Ok((2, 3, vec![0, 255, 0, 255, 0, 0])));
    }

    #[test]
    fn the_short_form_is_read() {
        // 1, 2, 3, then 4 as the difference to 2, then 40 as the difference to 3.
        assert_eq!(compressed("12325\u{31}"), Some(vec![1, 2, 3, 4, 8, 5]));
        assert_eq!(compressed("X1"), Some(vec![40]));
        assert_eq!(compressed("!"), None);
        assert_eq!(compressed(&"o".repeat(40)), None);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (runs, expected) in [
            (json!({}), "runs must be"),
            (
                json!({ "size": [2, 2], "counts": [1] }),
                "the runs have 1 pixels, and 2 x 2 are 4",
            ),
            (json!({ "size": [1e9, 2], "counts": [] }), "runs must be"),
            (
                json!({ "size": [1_000_000_000, 1_000_000_000], "counts": [] }),
                "cannot be shown",
            ),
            (
                json!({ "size": [1, 2], "counts": [u64::MAX, 2] }),
                "the runs have",
            ),
        ] {
            let why = decode(&runs).unwrap_err();
            assert!(why.contains(expected), "{why}");
        }
    }
}

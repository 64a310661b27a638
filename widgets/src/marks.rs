//! What is drawn on top of a picture: boxes, masks and outlines, each with a label.

use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{
    Args, Host, WidgetError,
    call::{describe, nearest, plain_text},
    pixels::pixels_to_png,
    rle,
};

/// One thing found on a picture.
#[derive(Debug, Default, Serialize, TS)]
pub(crate) struct Mark {
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) label: Option<String>,
    /// How sure the model is, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    score: Option<f64>,
    /// Its color; by default one per label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub(crate) color: Option<String>,
    /// Left, top, width and height, in pixels of the picture.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    #[ts(rename = "box", optional)]
    frame: Option<[f64; 4]>,
    /// The address of a picture that is opaque where the mask is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    mask: Option<String>,
    /// Outlines: points in pixels of the picture.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Vec<[f64; 2]>>>", optional)]
    polygons: Vec<Vec<[f64; 2]>>,
}

/// The names a mark may have.
const NAMES: &[&str] = &[
    "x", "y", "width", "height", "xyxy", "mask", "rle", "polygon", "polygons", "label", "score",
    "color",
];
const BOX: &str = "a box needs `x`, `y`, `width` and `height`, or `xyxy=[x1, y1, x2, y2]`";

/// Reads `boxes` and `masks`.
pub(crate) fn read(args: &Args, host: &mut dyn Host) -> Result<Vec<Mark>, WidgetError> {
    let mut marks = Vec::new();
    for name in ["boxes", "masks"] {
        for (at, item) in args.list(name)?.unwrap_or_default().iter().enumerate() {
            let wrong = |why: String| args.error(format!("`{name}`, item {at}: {why}"));
            marks.push(Mark::read(host, item, name == "boxes").map_err(wrong)?);
        }
    }
    Ok(marks)
}

impl Mark {
    /// Reads one mark: a map, or a bare box or mask.
    pub(crate) fn read(host: &mut dyn Host, item: &Value, boxed: bool) -> Result<Self, String> {
        let Value::Object(map) = item else {
            return match item {
                Value::Array(four) if four.iter().all(Value::is_number) => {
                    Self::default().with_corners(item)
                }
                Value::Array(_) => Self::default().with_mask(host, item),
                other => Err(format!(
                    "this is neither a box nor a mask: {}",
                    describe(other)
                )),
            };
        };
        for name in map.keys() {
            if !NAMES.contains(&name.as_str()) {
                let near = nearest(name, NAMES.iter().copied());
                let hint =
                    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                return Err(format!("a mark has no `{name}`{hint}"));
            }
        }
        let given = |name: &str| map.get(name).filter(|value| !value.is_null());
        let mut mark = Self {
            label: given("label").and_then(plain_text),
            score: given("score").and_then(Value::as_f64),
            color: given("color").map(color).transpose()?,
            ..Self::default()
        };
        if let Some(mask) = given("mask") {
            mark = mark.with_mask(host, mask)?;
        }
        if let Some(runs) = given("rle") {
            let (height, width, bytes) = rle::decode(runs)?;
            mark.mask = Some(stored(host, height, width, &bytes)?);
        }
        if let Some(polygon) = given("polygon") {
            mark.polygons.push(points(polygon)?);
        }
        if let Some(Value::Array(polygons)) = given("polygons") {
            let read: Result<Vec<_>, String> = polygons.iter().map(points).collect();
            mark.polygons.extend(read?);
        }
        if let Some(corners) = given("xyxy") {
            return mark.with_corners(corners);
        }
        let bare = mark.mask.is_none() && mark.polygons.is_empty();
        if boxed || bare || given("x").is_some() {
            mark.frame = Some(frame(map)?);
        }
        Ok(mark)
    }

    fn with_corners(mut self, corners: &Value) -> Result<Self, String> {
        let numbers: Vec<f64> = corners
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_f64)
            .collect();
        let [x1, y1, x2, y2] = numbers[..] else {
            return Err(BOX.into());
        };
        self.frame = Some(upright(x1, y1, x2 - x1, y2 - y1));
        Ok(self)
    }

    fn with_mask(mut self, host: &mut dyn Host, mask: &Value) -> Result<Self, String> {
        let (height, width, bytes) = alpha(mask)?;
        self.mask = Some(stored(host, height, width, &bytes)?);
        Ok(self)
    }
}

fn frame(map: &Map<String, Value>) -> Result<[f64; 4], String> {
    let number = |name: &str| map.get(name).and_then(Value::as_f64).ok_or(BOX);
    Ok(upright(
        number("x")?,
        number("y")?,
        number("width")?,
        number("height")?,
    ))
}

/// A box drawn from any corner.
fn upright(x: f64, y: f64, width: f64, height: f64) -> [f64; 4] {
    [
        x + width.min(0.0),
        y + height.min(0.0),
        width.abs(),
        height.abs(),
    ]
}

fn points(polygon: &Value) -> Result<Vec<[f64; 2]>, String> {
    let wrong = "a polygon must be a list of at least three points `[x, y]`";
    let items = polygon.as_array().ok_or(wrong)?;
    // COCO writes all numbers in one list.
    let numbers: Option<Vec<f64>> = match items.first() {
        Some(Value::Array(_)) => items
            .iter()
            .map(|point| point.as_array().filter(|pair| pair.len() == 2))
            .collect::<Option<Vec<_>>>()
            .and_then(|pairs| pairs.into_iter().flatten().map(Value::as_f64).collect()),
        _ => items.iter().map(Value::as_f64).collect(),
    };
    let numbers = numbers.filter(|numbers| numbers.len() >= 6 && numbers.len() % 2 == 0);
    let pairs = numbers.ok_or(wrong)?;
    Ok(pairs
        .chunks_exact(2)
        .map(|pair| [pair[0], pair[1]])
        .collect())
}

/// Rows of true and false, of 0 and 1 (or 255), or of fractions between.
fn alpha(mask: &Value) -> Result<(usize, usize, Vec<u8>), String> {
    let wrong = "a mask must be rows of numbers or of true and false, all of one length";
    let rows = mask.as_array().ok_or(wrong)?;
    let width = rows.first().and_then(Value::as_array).ok_or(wrong)?.len();
    // What the first row says of the others is not believed before they are here.
    let mut numbers = Vec::new();
    for row in rows {
        let row = row
            .as_array()
            .filter(|row| row.len() == width)
            .ok_or(wrong)?;
        for value in row {
            let number = value.as_bool().map(f64::from).or(value.as_f64());
            numbers.push(number.ok_or(wrong)?);
        }
    }
    let most = if numbers.iter().any(|number| *number > 1.0) {
        255.0
    } else {
        1.0
    };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number was brought between 0 and 255"
    )]
    let byte = |number: &f64| (number.clamp(0.0, most) / most * 255.0).round() as u8;
    Ok((rows.len(), width, numbers.iter().map(byte).collect()))
}

/// A mask as a picture that is white, and opaque where the mask is: the page colors it.
fn stored(
    host: &mut dyn Host,
    height: usize,
    width: usize,
    alpha: &[u8],
) -> Result<String, String> {
    let bytes: Vec<u8> = alpha.iter().flat_map(|alpha| [255, *alpha]).collect();
    let png = pixels_to_png(height, width, 2, &bytes).map_err(|error| error.to_string())?;
    Ok(host.media(png.into(), "image/png"))
}

/// A color that a style can hold and nothing else: a name, `#rrggbb`, or a function of numbers.
pub(crate) fn color(value: &Value) -> Result<String, String> {
    let text = value.as_str().unwrap_or_default().trim();
    let inside = |text: &str| {
        text.chars()
            .all(|letter| letter.is_ascii_alphanumeric() || " .,%/-".contains(letter))
    };
    let plain = match text.split_once('(') {
        Some((name, rest)) => {
            ["rgb", "rgba", "hsl", "hsla", "oklch", "oklab", "lab", "lch"].contains(&name)
                && rest.strip_suffix(')').is_some_and(inside)
        }
        None => match text.strip_prefix('#') {
            Some(digits) => {
                matches!(digits.len(), 3 | 4 | 6 | 8)
                    && digits.chars().all(|digit| digit.is_ascii_hexdigit())
            }
            None => !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphabetic()),
        },
    };
    match plain {
        true => Ok(text.to_owned()),
        false => Err(format!(
            "{} is no color; give a name, `\"#1f77b4\"` or `\"rgb(31, 119, 180)\"`",
            describe(value)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, color};
    use crate::testing::Stage;
    use serde_json::{Value, json};

    fn mark(item: Value) -> Result<Value, String> {
        Mark::read(&mut Stage::default(), &item, false)
            .map(|mark| serde_json::to_value(mark).unwrap())
    }

    #[test]
    fn a_box_is_written_in_three_ways() {
        let expected = Ok(json!({ "box": [10.0, 20.0, 30.0, 40.0] }));
        for item in [
            json!({ "x": 10, "y": 20, "width": 30, "height": 40 }),
            json!({ "xyxy": [10, 20, 40, 60] }),
            json!({ "xyxy": [40, 60, 10, 20] }),
            json!([10, 20, 40, 60]),
        ] {
            assert_eq!(mark(item.clone()), expected, "{item}");
        }
    }

    #[test]
    fn one_long_row_of_a_mask_promises_no_memory() {
        let mut rows = vec![json!([]); 300_000];
        rows[0] = json!(vec![0; 300_000]);
        let why = super::alpha(&rows.into()).unwrap_err();
        assert!(why.contains("all of one length"), "{why}");
    }

    #[test]
    fn a_mark_has_a_label_a_score_and_a_color() {
        let item = json!({ "xyxy": [0, 0, 1, 1], "label": "cat", "score": 0.9, "color": "#f00" });
        assert_eq!(
            mark(item),
            Ok(
                json!({ "box": [0.0, 0.0, 1.0, 1.0], "label": "cat", "score": 0.9, "color": "#f00" })
            )
        );
    }

    #[test]
    fn outlines_and_masks_are_read() {
        let expected = Ok(json!({ "polygons": [[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]]] }));
        assert_eq!(
            mark(json!({ "polygon": [[0, 0], [4, 0], [4, 4]] })),
            expected
        );
        assert_eq!(mark(json!({ "polygons": [[0, 0, 4, 0, 4, 4]] })), expected);
        for item in [
            json!([[0, 1], [1, 0]]),
            json!({ "mask": [[false, true], [true, false]] }),
            json!({ "mask": [[0, 255], [255, 0]] }),
            json!({ "rle": { "size": [2, 2], "counts": [1, 2, 1] } }),
        ] {
            let mut stage = Stage::default();
            let mark = Mark::read(&mut stage, &item, false).unwrap();
            assert_eq!(mark.mask.as_deref(), Some("media/1"));
            let expected =
                crate::pixels_to_png(2, 2, 2, &[255, 0, 255, 255, 255, 255, 255, 0]).unwrap();
            assert_eq!(&*stage.media[0].0, expected, "{item}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (item, expected) in [
            (json!({ "x": 1 }), "a box needs `x`, `y`"),
            (
                json!({ "lable": "x", "xyxy": [0, 0, 1, 1] }),
                "a mark has no `lable`; did you mean `label`?",
            ),
            (
                json!({ "polygon": [[0, 0], [1, 1]] }),
                "at least three points",
            ),
            (json!({ "mask": [[0], [0, 1]] }), "all of one length"),
            (json!({ "mask": [] }), "a mask must be rows"),
            (json!("cat"), "neither a box nor a mask"),
        ] {
            let why = mark(item).unwrap_err();
            assert!(why.contains(expected), "{why}");
        }
    }

    #[test]
    fn a_color_can_hold_nothing_else() {
        for fine in [
            "red",
            "#1f77b4",
            "#fff",
            "rgb(1, 2, 3)",
            "oklch(62% 0.1 200 / 0.5)",
        ] {
            assert_eq!(color(&json!(fine)).as_deref(), Ok(fine));
        }
        for wrong in [
            "",
            "red;x:y",
            "url(http://x)",
            "#12",
            "var(--x)",
            "rgb(1);a",
            "expression(1)",
        ] {
            assert!(color(&json!(wrong)).is_err(), "{wrong}");
        }
    }
}

//! Pixels that a script computed, as pictures that a browser shows.

use serde_json::Value;

/// How many pixels a picture may have: more would not fit a page, but fill the memory.
const MOST_PIXELS: usize = 100_000_000;

/// Pixels that make no picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PixelError {
    /// Another number of bytes than the size asks for.
    #[error("{bytes} bytes are no picture of {height} x {width} pixels with {channels} channels")]
    Size {
        /// How many bytes there are.
        bytes: usize,
        /// The rows.
        height: usize,
        /// The pixels of a row.
        width: usize,
        /// The numbers of a pixel.
        channels: usize,
    },
    /// Pixels have 1 (gray), 2 (gray, alpha), 3 (RGB) or 4 (RGB, alpha) numbers.
    #[error("a pixel has 1, 2, 3 or 4 numbers, not {channels}")]
    Channels {
        /// The numbers of a pixel.
        channels: usize,
    },
    /// The size is zero, or beyond what can be shown.
    #[error("a picture of {height} x {width} pixels cannot be shown")]
    Extent {
        /// The rows.
        height: usize,
        /// The pixels of a row.
        width: usize,
    },
    /// JPEG has no transparency.
    #[error("JPEG has no transparency; use \"PNG\"")]
    Transparent,
    /// The encoder refused.
    #[error("the picture cannot be encoded: {reason}")]
    Encoding {
        /// What the encoder said.
        reason: String,
    },
}

/// Encodes rows of pixels as PNG: `bytes` holds `height * width * channels` numbers, row by row.
///
/// ```
/// let png = mirror_widgets::pixels_to_png(1, 2, 3, &[255, 0, 0, 0, 0, 255]).unwrap();
/// assert!(png.starts_with(b"\x89PNG"));
/// ```
///
/// # Errors
/// When the bytes do not fit the size, or there is nothing to show.
pub fn pixels_to_png(
    height: usize,
    width: usize,
    channels: usize,
    bytes: &[u8],
) -> Result<Vec<u8>, PixelError> {
    let (rows, columns) = checked(height, width, channels, bytes.len())?;
    let color = match channels {
        1 => png::ColorType::Grayscale,
        2 => png::ColorType::GrayscaleAlpha,
        3 => png::ColorType::Rgb,
        4 => png::ColorType::Rgba,
        _ => return Err(PixelError::Channels { channels }),
    };
    let mut encoded = Vec::new();
    let mut encoder = png::Encoder::new(&mut encoded, columns, rows);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let failed = |error: png::EncodingError| PixelError::Encoding {
        reason: error.to_string(),
    };
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(bytes).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(encoded)
}

/// Encodes rows of gray or RGB pixels as JPEG.
///
/// # Errors
/// As [`pixels_to_png`]; also for pixels with transparency.
pub fn pixels_to_jpeg(
    height: usize,
    width: usize,
    channels: usize,
    bytes: &[u8],
) -> Result<Vec<u8>, PixelError> {
    let extent = PixelError::Extent { height, width };
    checked(height, width, channels, bytes.len())?;
    let (Ok(columns), Ok(rows)) = (u16::try_from(width), u16::try_from(height)) else {
        return Err(extent);
    };
    let color = match channels {
        1 => jpeg_encoder::ColorType::Luma,
        3 => jpeg_encoder::ColorType::Rgb,
        _ => return Err(PixelError::Transparent),
    };
    let mut encoded = Vec::new();
    jpeg_encoder::Encoder::new(&mut encoded, 90)
        .encode(bytes, columns, rows, color)
        .map_err(|error| PixelError::Encoding {
            reason: error.to_string(),
        })?;
    Ok(encoded)
}

fn checked(
    height: usize,
    width: usize,
    channels: usize,
    bytes: usize,
) -> Result<(u32, u32), PixelError> {
    let pixels = height.saturating_mul(width);
    let sides = (u32::try_from(height), u32::try_from(width));
    let (Ok(rows), Ok(columns), true) = (sides.0, sides.1, (1..=MOST_PIXELS).contains(&pixels))
    else {
        return Err(PixelError::Extent { height, width });
    };
    if pixels.checked_mul(channels) != Some(bytes) {
        return Err(PixelError::Size {
            bytes,
            height,
            width,
            channels,
        });
    }
    Ok((rows, columns))
}

/// Pixels as a script writes them, read into bytes.
#[derive(Debug, PartialEq)]
pub(crate) struct Pixels {
    pub(crate) height: usize,
    pub(crate) width: usize,
    pub(crate) channels: usize,
    pub(crate) bytes: Vec<u8>,
}

/// Whether a list is one picture (rows of numbers, or rows of pixels) rather than a list of pictures.
pub(crate) fn is_pixels(items: &[Value]) -> bool {
    let Some(Value::Array(row)) = items.first() else {
        return false;
    };
    match row.first() {
        Some(Value::Number(_)) => true,
        Some(Value::Array(pixel)) => {
            matches!(pixel.len(), 1 | 3 | 4) && pixel.iter().all(Value::is_number)
        }
        _ => false,
    }
}

impl Pixels {
    /// Reads rows of numbers (gray) or of pixels. Whole numbers go from 0 to 255; where one number
    /// is a fraction, all go from 0.0 to 1.0. `clamp` cuts what lies outside.
    pub(crate) fn read(rows: &[Value], clamp: bool) -> Result<Self, String> {
        let channels = match rows.first().and_then(|row| row.get(0)) {
            Some(Value::Array(pixel)) => pixel.len(),
            _ => 1,
        };
        let width = rows
            .first()
            .and_then(Value::as_array)
            .map_or(0, std::vec::Vec::len);
        // What the first row says of the others is not believed before they are here.
        let (mut numbers, mut fractions) = (Vec::new(), false);
        for (at, row) in rows.iter().enumerate() {
            let row = row.as_array().map(Vec::as_slice).unwrap_or_default();
            if row.len() != width {
                let found = row.len();
                return Err(format!(
                    "row {at} has {found} pixels and the first has {width}"
                ));
            }
            for pixel in row {
                let before = numbers.len();
                push(pixel, &mut numbers, &mut fractions)?;
                if numbers.len() - before != channels {
                    return Err(format!(
                        "each pixel must have {channels} numbers, as the first has; row {at} has another kind"
                    ));
                }
            }
        }
        let bytes = to_bytes(&numbers, fractions, clamp)?;
        Ok(Self {
            height: rows.len(),
            width,
            channels,
            bytes,
        })
    }

    /// Swaps red and blue: pixels of OpenCV are in that order.
    pub(crate) fn swap_red_and_blue(&mut self) {
        if self.channels >= 3 {
            for pixel in self.bytes.chunks_exact_mut(self.channels) {
                pixel.swap(0, 2);
            }
        }
    }
}

fn push(pixel: &Value, numbers: &mut Vec<f64>, fractions: &mut bool) -> Result<(), String> {
    match pixel {
        Value::Number(number) => {
            *fractions |= number.is_f64();
            numbers.push(number.as_f64().unwrap_or(f64::NAN));
            Ok(())
        }
        Value::Array(values) if values.iter().all(Value::is_number) => values
            .iter()
            .try_for_each(|value| push(value, numbers, fractions)),
        other => Err(format!(
            "a pixel must be numbers, not {}",
            crate::call::describe(other)
        )),
    }
}

fn to_bytes(numbers: &[f64], fractions: bool, clamp: bool) -> Result<Vec<u8>, String> {
    let most = if fractions { 1.0 } else { 255.0 };
    let outside = numbers
        .iter()
        .find(|number| !(0.0..=most).contains(*number));
    if let (Some(number), false) = (outside, clamp) {
        return Err(match fractions {
            true => format!(
                "pixels with fractions go from 0.0 to 1.0, and one is {number}; give `clamp=true` to cut them, or whole numbers from 0 to 255"
            ),
            false => format!(
                "pixels go from 0 to 255, and one is {number}; give `clamp=true` to cut them"
            ),
        });
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number was brought between 0 and 255"
    )]
    let byte = |number: &f64| (number.clamp(0.0, most) / most * 255.0).round() as u8;
    Ok(numbers.iter().map(byte).collect())
}

#[cfg(test)]
mod tests {
    use super::{PixelError, Pixels, is_pixels, pixels_to_jpeg, pixels_to_png};
    use serde_json::{Value, json};

    fn read(rows: &Value, clamp: bool) -> Result<Pixels, String> {
        Pixels::read(rows.as_array().unwrap(), clamp)
    }

    /// The pixels of a PNG, as its decoder sees them.
    fn decoded(png: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png))
            .read_info()
            .unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        bytes.truncate(info.buffer_size());
        (info.height, info.width, bytes)
    }

    #[test]
    fn pixels_come_out_as_they_went_in() {
        for channels in 1..=4 {
            let bytes: Vec<u8> = (0..5 * 3 * channels)
                .map(|n| (n * 37 % 256) as u8)
                .collect();
            let png = pixels_to_png(5, 3, channels, &bytes).unwrap();
            assert_eq!(decoded(&png), (5, 3, bytes));
        }
    }

    #[test]
    fn a_jpeg_is_one() {
        let jpeg = pixels_to_jpeg(8, 8, 3, &[90; 192]).unwrap();
        assert!(jpeg.starts_with(&[0xff, 0xd8, 0xff]));
        assert_eq!(
            pixels_to_jpeg(1, 1, 4, &[0; 4]),
            Err(PixelError::Transparent)
        );
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert_eq!(
            pixels_to_png(2, 2, 3, &[0; 11]).unwrap_err().to_string(),
            "11 bytes are no picture of 2 x 2 pixels with 3 channels"
        );
        assert!(pixels_to_png(0, 2, 3, &[]).is_err());
        assert!(pixels_to_png(usize::MAX, 2, 3, &[]).is_err());
        assert!(pixels_to_png(1, 1, 5, &[0; 5]).is_err());
    }

    #[test]
    fn whole_numbers_and_fractions_are_read() {
        let gray = read(&json!([[0, 255], [128, 1]]), false).unwrap();
        assert_eq!(
            (gray.height, gray.width, gray.channels, gray.bytes),
            (2, 2, 1, vec![0, 255, 128, 1])
        );
        let color = read(&json!([[[0.0, 0.5, 1.0]]]), false).unwrap();
        assert_eq!((color.channels, color.bytes), (3, vec![0, 128, 255]));
        let mut swapped = read(&json!([[[1, 2, 3, 4]]]), false).unwrap();
        swapped.swap_red_and_blue();
        assert_eq!(swapped.bytes, [3, 2, 1, 4]);
    }

    #[test]
    fn what_lies_outside_is_refused_or_cut() {
        let why = read(&json!([[0.5, 1.02]]), false).unwrap_err();
        assert!(why.contains("one is 1.02; give `clamp=true`"), "{why}");
        assert_eq!(read(&json!([[0.5, 1.02]]), true).unwrap().bytes, [128, 255]);
        assert!(
            read(&json!([[256]]), false)
                .unwrap_err()
                .contains("0 to 255")
        );
        assert_eq!(
            read(&json!([[1, 2], [3]]), false).unwrap_err(),
            "row 1 has 1 pixels and the first has 2"
        );
        assert!(read(&json!([[[1, 2, 3], [1]]]), false).is_err());
        assert!(read(&json!([[1, "x"]]), false).is_err());
    }

    #[test]
    fn one_long_row_promises_no_memory() {
        let mut rows = vec![json!([]); 300_000];
        rows[0] = json!(vec![0; 300_000]);
        let why = read(&rows.into(), false).unwrap_err();
        assert!(why.starts_with("row 1 has 0 pixels"), "{why}");
    }

    #[test]
    fn a_list_of_pictures_is_told_from_one() {
        for (list, one) in [
            (json!([[1, 2]]), true),
            (json!([[[1, 2, 3]]]), true),
            (json!([[[1, 2], [3, 4]]]), false),
            (json!(["a.png"]), false),
            (json!([]), false),
        ] {
            assert_eq!(is_pixels(list.as_array().unwrap()), one, "{list}");
        }
    }
}

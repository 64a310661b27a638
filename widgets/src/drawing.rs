//! Drawings and other PNG pictures as models of digits and shapes want them: few gray pixels.

use std::io::Cursor;

/// The largest picture that is taken apart, in pixels: what a small file unfolds into is bounded.
const MOST_PIXELS: u64 = 4096 * 4096;

/// A PNG picture as rows of brightness from 0 (black) to 1 (white), brought to a size: each number
/// is the mean of the pixels it stands for. What is transparent counts as black.
///
/// ```
/// let png = mirror_widgets::pixels_to_png(2, 2, 1, &[255, 255, 0, 0]).unwrap();
/// assert_eq!(mirror_widgets::drawing::gray(&png, 1, 2), Ok(vec![vec![1.0], vec![0.0]]));
/// ```
///
/// # Errors
/// When the bytes are no PNG, the picture is too large, or the size is none.
pub fn gray(png: &[u8], width: usize, height: usize) -> Result<Vec<Vec<f64>>, String> {
    if !(1..=4096).contains(&width) || !(1..=4096).contains(&height) {
        return Err(format!(
            "a size must be from 1 to 4096 pixels each way, not {width} by {height}"
        ));
    }
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let damaged = |error: png::DecodingError| format!("this is no PNG picture: {error}");
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (across, down) = reader.info().size();
    if u64::from(across) * u64::from(down) > MOST_PIXELS {
        return Err(format!(
            "the picture is too large: {across} by {down} pixels"
        ));
    }
    let mut bytes = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let frame = reader.next_frame(&mut bytes).map_err(damaged)?;
    let channels = frame.color_type.samples();
    let bright: Vec<f64> = bytes[..frame.buffer_size()]
        .chunks_exact(channels)
        .map(brightness)
        .collect();
    let source = (across as usize, down as usize);
    Ok((0..height)
        .map(|row| {
            let rows = span(row, height, source.1);
            let cell = |column| {
                mean(
                    &bright,
                    source.0,
                    span(column, width, source.0),
                    rows.clone(),
                )
            };
            (0..width).map(cell).collect()
        })
        .collect())
}

/// How bright one pixel is: gray as it is, colors as the eye sees them.
fn brightness(pixel: &[u8]) -> f64 {
    let part = |index: usize| f64::from(pixel[index]) / 255.0;
    match pixel.len() {
        1 => part(0),
        2 => part(0) * part(1),
        many => {
            let color = 0.299 * part(0) + 0.587 * part(1) + 0.114 * part(2);
            color * if many == 4 { part(3) } else { 1.0 }
        }
    }
}

/// Which of `of` pixels the cell at `index` of `cells` stands for: one at least.
fn span(index: usize, cells: usize, of: usize) -> std::ops::Range<usize> {
    let start = (index * of / cells).min(of - 1);
    start..((index + 1) * of / cells).max(start + 1)
}

fn mean(
    bright: &[f64],
    across: usize,
    columns: std::ops::Range<usize>,
    rows: std::ops::Range<usize>,
) -> f64 {
    let count = columns.len() * rows.len();
    let line = |row: usize| -> f64 {
        let start = row * across;
        bright[start + columns.start..start + columns.end]
            .iter()
            .sum()
    };
    rows.map(line).sum::<f64>() / count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels_to_png;

    #[test]
    fn each_number_is_the_mean_of_what_it_stands_for() {
        let png = pixels_to_png(2, 4, 1, &[255, 255, 0, 0, 255, 255, 0, 255]).unwrap();
        assert_eq!(gray(&png, 2, 1).unwrap(), [[1.0, 0.25]]);
        assert_eq!(
            gray(&png, 4, 2).unwrap(),
            [[1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 0.0, 1.0]]
        );
        let larger = gray(&png, 8, 4).unwrap();
        assert_eq!((larger.len(), larger[3].len(), larger[3][7]), (4, 8, 1.0));
    }

    #[test]
    fn colors_count_as_the_eye_sees_them_and_nothing_is_black() {
        let png = pixels_to_png(1, 2, 4, &[255, 255, 255, 255, 255, 255, 255, 0]).unwrap();
        let bright = gray(&png, 2, 1).unwrap();
        assert!((bright[0][0] - 1.0).abs() < 1e-9 && bright[0][1] == 0.0);
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(
            gray(b"<svg/>", 2, 2)
                .unwrap_err()
                .starts_with("this is no PNG picture")
        );
        let png = pixels_to_png(1, 1, 1, &[0]).unwrap();
        assert!(gray(&png, 0, 2).unwrap_err().contains("from 1 to 4096"));
        assert!(gray(&png[..20], 1, 1).is_err());
    }
}

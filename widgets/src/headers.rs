//! What the first bytes of a picture tell: its type and its size.

/// The type of a picture by its first bytes: a name may lie, and what is no picture is not served.
pub(crate) fn mime(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        _ if is_riff(bytes, b"WEBP") => Some("image/webp"),
        text if is_svg(text) => Some("image/svg+xml"),
        _ => None,
    }
}

/// Whether this is a RIFF file of a kind (`WEBP`, `WAVE`).
pub(crate) fn is_riff(bytes: &[u8], kind: &[u8; 4]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(kind)
}

/// Whether this is an SVG: its element, after what may stand before the first element of XML.
pub(crate) fn is_svg(bytes: &[u8]) -> bool {
    svg_element(bytes).is_some()
}

/// The text of an SVG from its element on.
fn svg_element(bytes: &[u8]) -> Option<&str> {
    let mut rest = std::str::from_utf8(bytes)
        .ok()?
        .trim_start_matches('\u{feff}')
        .trim_start();
    for (opening, closing) in [
        ("<?xml", "?>"),
        ("<!--", "-->"),
        ("<!DOCTYPE svg", ">"),
        ("<!--", "-->"),
    ] {
        if rest.starts_with(opening) {
            rest = rest
                .split_once(closing)
                .map_or("", |(_, after)| after.trim_start());
        }
    }
    rest.strip_prefix("<svg")?
        .starts_with([' ', '>', '\n', '\t', '\r', '/'])
        .then_some(rest)
}

/// Width and height in pixels, as a browser shows it; `None` where the header does not tell.
pub(crate) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = match mime(bytes)? {
        "image/png" => (big(bytes, 16)?, big(bytes, 20)?),
        "image/gif" => (little(bytes, 6, 2)?, little(bytes, 8, 2)?),
        "image/webp" => webp(bytes)?,
        "image/jpeg" => jpeg(bytes)?,
        _ => svg(bytes)?,
    };
    (size.0 > 0 && size.1 > 0).then_some(size)
}

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(four.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let some = bytes.get(at..at + length)?;
    let each = some.iter().rev();
    Some(each.fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => Some((
            little(bytes, 26, 2)? & 0x3fff,
            little(bytes, 28, 2)? & 0x3fff,
        )),
    }
}

/// Goes from segment to segment until one tells the size; cameras say in another that they were held upright.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let (mut at, mut lying) = (2, false);
    loop {
        let (mark, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if mark != 0xff {
            return None;
        }
        if kind == 0xff {
            at += 1;
            continue;
        }
        let length = usize::from(*bytes.get(at + 2)?) << 8 | usize::from(*bytes.get(at + 3)?);
        let segment = bytes.get(at + 4..)?;
        match kind {
            // Starts of frames; 0xc4, 0xc8 and 0xcc are tables.
            0xc0..=0xcf if !matches!(kind, 0xc4 | 0xc8 | 0xcc) => {
                let side = |at: usize| -> Option<u32> {
                    Some(u32::from(*segment.get(at)?) << 8 | u32::from(*segment.get(at + 1)?))
                };
                let (height, width) = (side(1)?, side(3)?);
                return Some(if lying {
                    (height, width)
                } else {
                    (width, height)
                });
            }
            0xe1 => lying |= on_its_side(segment.get(..length.saturating_sub(2))?),
            0xd9 | 0xda => return None,
            _ => {}
        }
        at += 2 + length.max(2);
    }
}

/// Whether EXIF says that the picture is to be turned by a quarter.
fn on_its_side(segment: &[u8]) -> bool {
    let read = || -> Option<bool> {
        let tiff = segment.strip_prefix(b"Exif\0\0")?;
        let intel = tiff.starts_with(b"II");
        let number = |at: usize, length: usize| -> Option<usize> {
            let some = tiff.get(at..at.checked_add(length)?)?;
            let add = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
            Some(match intel {
                true => some.iter().rev().fold(0, add),
                false => some.iter().fold(0, add),
            })
        };
        let first = number(4, 4)?;
        let entries = number(first, 2)?;
        for entry in 0..entries {
            let at = first + 2 + entry * 12;
            if number(at, 2)? == 0x0112 {
                return Some((5..=8).contains(&number(at + 8, 2)?));
            }
        }
        Some(false)
    };
    read().unwrap_or(false)
}

/// `width` and `height` in pixels, else the `viewBox`.
fn svg(bytes: &[u8]) -> Option<(u32, u32)> {
    let element = svg_element(bytes)?;
    let tag = &element[..element.find('>')?];
    let length = |name| {
        let text = attribute(tag, name)?;
        let number: f64 = text
            .strip_suffix("px")
            .unwrap_or(text)
            .trim()
            .parse()
            .ok()?;
        Some(number)
    };
    let (width, height) = match (length("width"), length("height")) {
        (Some(width), Some(height)) => (width, height),
        (width, height) => {
            let view: Vec<f64> = attribute(tag, "viewBox")?
                .split([' ', ','])
                .filter_map(|part| part.parse().ok())
                .collect();
            let [_, _, wide, high] = view[..] else {
                return None;
            };
            match (width, height) {
                (Some(width), None) => (width, width * high / wide),
                (None, Some(height)) => (height * wide / high, height),
                _ => (wide, high),
            }
        }
    };
    let fits = |side: f64| (0.5..1e6).contains(&side);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both sides lie between 1 and a million"
    )]
    (fits(width) && fits(height)).then(|| (width.round() as u32, height.round() as u32))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let (before, after) = (&rest[..at], &rest[at + name.len()..]);
        rest = after;
        let value = after.trim_start().strip_prefix('=').map(str::trim_start);
        if let (true, Some(value)) = (before.ends_with(char::is_whitespace), value) {
            let quote = value
                .chars()
                .next()
                .filter(|first| matches!(first, '"' | '\''))?;
            return value[1..].split_once(quote).map(|(inner, _)| inner.trim());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{mime, size};

    const SVG: &str = "<svg viewBox=\"0 0 1 1\"><circle r=\"1\"/></svg>";

    #[test]
    fn the_type_is_known_by_the_first_bytes() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\n..."[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"GIF89a", Some("image/gif")),
            (b"RIFF1234WEBPVP8 ", Some("image/webp")),
            (SVG.as_bytes(), Some("image/svg+xml")),
            (
                b"<?xml version=\"1.0\"?>\n<!-- x -->\n<svg\n/>",
                Some("image/svg+xml"),
            ),
            (b"<svgx>", None),
            (b"<html><svg></svg></html>", None),
            (b"RIFF1234WAVE", None),
            (b"", None),
        ] {
            assert_eq!(mime(bytes), expected);
        }
    }

    #[test]
    fn sizes_are_in_the_headers() {
        let png = crate::pixels_to_png(3, 7, 1, &[0; 21]).unwrap();
        assert_eq!(size(&png), Some((7, 3)));
        assert_eq!(size(b"GIF89a\x2c\x01\x02\x00"), Some((300, 2)));
        let jpeg = crate::pixels::pixels_to_jpeg(9, 17, 3, &[0; 9 * 17 * 3]).unwrap();
        assert_eq!(size(&jpeg), Some((17, 9)));
        let mut lossless = b"RIFF0000WEBPVP8L0000\x2f".to_vec();
        lossless.extend((99_u32 | 49 << 14).to_le_bytes());
        assert_eq!(size(&lossless), Some((100, 50)));
        let extended = b"RIFF0000WEBPVP8X00000000\x63\x00\x00\x31\x00\x00";
        assert_eq!(size(extended), Some((100, 50)));
    }

    #[test]
    fn a_photo_taken_upright_stands_upright() {
        let jpeg = crate::pixels::pixels_to_jpeg(9, 17, 3, &[0; 9 * 17 * 3]).unwrap();
        let mut exif =
            b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
                .to_vec();
        exif.extend([0; 4]);
        let turned = [&jpeg[..2], &exif, &jpeg[2..]].concat();
        assert_eq!(size(&turned), Some((9, 17)));
    }

    #[test]
    fn the_size_of_an_svg_is_what_it_says_or_its_box() {
        for (text, expected) in [
            ("<svg width=\"64\" height='32px'/>", Some((64, 32))),
            ("<svg viewBox=\"0 0 48 24\">", Some((48, 24))),
            ("<svg width='96' viewBox='0,0,48,24'>", Some((96, 48))),
            (
                "<svg width='100%' height='100%' viewBox='0 0 5 6'>",
                Some((5, 6)),
            ),
            ("<svg stroke-width='3'>", None),
            ("<svg width='0' height='0'>", None),
        ] {
            assert_eq!(size(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_broken_header_tells_nothing() {
        let jpeg = crate::pixels::pixels_to_jpeg(9, 17, 3, &[0; 9 * 17 * 3]).unwrap();
        for end in 0..jpeg.len().min(200) {
            let _ = size(&jpeg[..end]);
        }
        assert_eq!(size(b"\x89PNG\r\n\x1a\n"), None);
        assert_eq!(size(b"\xff\xd8\xff\xc0\x00"), None);
    }
}

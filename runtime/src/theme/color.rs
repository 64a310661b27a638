//! Colors: read from settings, compared by contrast, mixed.

use std::fmt;

/// A color without transparency, in gamma-encoded sRGB from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Color([f64; 3]);

impl Color {
    /// White.
    pub const WHITE: Self = Self([1.0; 3]);
    /// Nearly black: what stands on a bright accent.
    pub const NIGHT: Self = Self([0.078, 0.07, 0.12]);

    /// Reads `#rgb`, `#rrggbb` or `oklch(L% C H)`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('#') {
            return Self::from_hex(digits);
        }
        let inside = text.strip_prefix("oklch(")?.strip_suffix(')')?;
        let mut parts = inside.split_whitespace();
        let light = parts.next()?.strip_suffix('%')?.parse::<f64>().ok()? / 100.0;
        let (chroma, hue) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        (parts.next().is_none() && (0.0..=1.0).contains(&light))
            .then(|| Self::from_oklch(light, chroma, hue))
    }

    fn from_hex(digits: &str) -> Option<Self> {
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize, length: usize| {
            let value = u8::from_str_radix(&digits[at..at + length], 16).ok()?;
            Some(f64::from(if length == 1 { value * 17 } else { value }) / 255.0)
        };
        match digits.len() {
            3 => Some(Self([part(0, 1)?, part(1, 1)?, part(2, 1)?])),
            6 => Some(Self([part(0, 2)?, part(2, 2)?, part(4, 2)?])),
            _ => None,
        }
    }

    /// Björn Ottosson's Oklab, <https://bottosson.github.io/posts/oklab/>; clipped to sRGB.
    fn from_oklch(light: f64, chroma: f64, hue: f64) -> Self {
        let (a, b) = (
            chroma * hue.to_radians().cos(),
            chroma * hue.to_radians().sin(),
        );
        let long = (light + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let medium = (light - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (light - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        let linear = [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
        ];
        Self(linear.map(|part| encoded(part.clamp(0.0, 1.0))))
    }

    /// How bright it is to the eye, from 0 to 1 (WCAG's relative luminance).
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// WCAG's contrast with another color, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(two) / one.min(two)
    }

    /// This color with a part of another in it.
    #[must_use]
    pub fn mixed(self, other: Self, part: f64) -> Self {
        let mut mixed = self.0;
        for (own, other) in mixed.iter_mut().zip(other.0) {
            *own = *own * (1.0 - part) + other * part;
        }
        Self(mixed)
    }

    /// This color, moved away from the grounds until it contrasts with each of them.
    #[must_use]
    pub fn readable(self, grounds: &[Self], contrast: f64) -> Self {
        let bright = grounds.iter().any(|ground| ground.luminance() > 0.18);
        let away = if bright { Self([0.0; 3]) } else { Self::WHITE };
        (0..=40)
            .map(|step| self.mixed(away, f64::from(step) / 40.0))
            .find(|color| {
                grounds
                    .iter()
                    .all(|ground| color.contrast(*ground) >= contrast)
            })
            .unwrap_or(away)
    }
}

fn linear(part: f64) -> f64 {
    if part <= 0.040_45 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

fn encoded(part: f64) -> f64 {
    if part <= 0.003_130_8 {
        part * 12.92
    } else {
        1.055 * part.powf(1.0 / 2.4) - 0.055
    }
}

/// As `#rrggbb`.
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self
            .0
            .map(|part| (part * 255.0).round().clamp(0.0, 255.0) as u8);
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::Color;

    #[test]
    fn colors_are_read_in_both_forms() {
        for (text, hex) in [
            ("#fff", "#ffffff"),
            ("#5f40C9", "#5f40c9"),
            ("oklch(100% 0 0)", "#ffffff"),
            // https://www.w3.org/TR/css-color-4/ gives these two as the same color.
            (
                "oklch(62.7966% 0.25768330773615683 29.2338851923426)",
                "#ff0000",
            ),
        ] {
            assert_eq!(Color::parse(text).unwrap().to_string(), hex, "{text}");
        }
        for text in [
            "",
            "#12",
            "#ggg",
            "red",
            "oklch(50% 0.1)",
            "oklch(150% 0 0)",
            "url(x)",
            "#é1",
        ] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let (black, white) = (Color::parse("#000").unwrap(), Color::WHITE);
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        let gray = Color::parse("#767676").unwrap();
        assert!((gray.contrast(white) - 4.54).abs() < 0.01);
        let readable = Color::parse("#ffff00").unwrap().readable(&[white], 4.5);
        assert!(readable.contrast(white) >= 4.5);
        assert_eq!(gray.readable(&[white], 4.5), gray);
    }
}

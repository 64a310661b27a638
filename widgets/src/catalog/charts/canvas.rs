//! A drawing by plotters, turned into an SVG that fits into a page: it scales, its colors are CSS,
//! its letters have the page's font. Plotters draws at whole numbers only, so it is given tenths
//! of pixels, and its numbers are divided by ten in the end.

use std::fmt::Write;

use plotters::{
    backend::{DrawingBackend, SVGBackend},
    style::{
        Color, FontTransform, IntoFont, RGBColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

const SCALE: f64 = 10.0;
const FONT_PIXELS: f64 = 11.5;

/// What something is drawn in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ink {
    /// Thin lines of the frame.
    Line,
    /// Letters.
    Text,
    /// The n-th series, and how solid.
    Series(usize, f64),
}

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stand {
    Below,
    Left,
    Middle,
    Turned,
}

/// A point, in pixels from the upper left corner.
pub(super) type Pixel = (f64, f64);

/// A drawing that is being made.
pub(super) struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

/// How wide a text is, about.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().count() as f64 * FONT_PIXELS * 0.6 + 2.0
}

/// Draws, and gives the SVG; `colors` are those of the series.
pub(super) fn drawn(
    width: f64,
    height: f64,
    colors: &[String],
    draw: impl FnOnce(&mut Canvas<'_>),
) -> String {
    let size = ((width * SCALE) as u32, (height * SCALE) as u32);
    let mut raw = String::new();
    let mut canvas = Canvas {
        backend: SVGBackend::with_string(&mut raw, size),
    };
    draw(&mut canvas);
    // Drawing into a text cannot fail.
    let _ = canvas.backend.present();
    drop(canvas);
    let body = raw.split_once('\n').map_or("", |(_, body)| body);
    let head = format!(
        "<svg viewBox=\"0 0 {width} {height}\" width=\"100%\" stroke-linejoin=\"round\" xmlns=\"http://www.w3.org/2000/svg\">",
    );
    head + &of_the_page(body, colors)
}

impl Canvas<'_> {
    pub(super) fn line(&mut self, points: &[Pixel], ink: Ink, width: f64) {
        let style = style(ink, width);
        let _ = self.backend.draw_path(points.iter().map(at), &style);
    }

    pub(super) fn polygon(&mut self, points: &[Pixel], ink: Ink) {
        let style = style(ink, 0.0);
        let _ = self.backend.fill_polygon(points.iter().map(at), &style);
    }

    pub(super) fn rectangle(&mut self, a: Pixel, b: Pixel, ink: Ink) {
        let (low, high) = ((a.0.min(b.0), a.1.min(b.1)), (a.0.max(b.0), a.1.max(b.1)));
        let style = style(ink, 0.0);
        let _ = self.backend.draw_rect(at(&low), at(&high), &style, true);
    }

    pub(super) fn dot(&mut self, center: Pixel, radius: f64, ink: Ink) {
        let radius = (radius * SCALE) as u32;
        let style = style(ink, 0.0);
        let _ = self.backend.draw_circle(at(&center), radius, &style, true);
    }

    pub(super) fn text(&mut self, text: &str, point: Pixel, stand: Stand) {
        // Control characters are no letters, and some may not stand in an SVG.
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        // The backend shrinks fonts by 1.24; that is undone here.
        let font = ("sans-serif", FONT_PIXELS * SCALE * 1.24).into_font();
        let (font, pos) = match stand {
            Stand::Below => (font, Pos::new(HPos::Center, VPos::Top)),
            Stand::Left => (font, Pos::new(HPos::Right, VPos::Center)),
            Stand::Middle => (font, Pos::new(HPos::Center, VPos::Center)),
            Stand::Turned => (
                font.transform(FontTransform::Rotate270),
                Pos::new(HPos::Center, VPos::Center),
            ),
        };
        let color = sentinel(Ink::Text);
        let style = TextStyle::from(font).color(&color).pos(pos);
        let _ = self.backend.draw_text(&text, &style, at(&point));
    }
}

fn at(point: &Pixel) -> (i32, i32) {
    let tenths = |pixels: f64| (pixels * SCALE).round() as i32;
    (tenths(point.0), tenths(point.1))
}

fn style(ink: Ink, width: f64) -> ShapeStyle {
    let alpha = match ink {
        Ink::Series(_, alpha) => alpha,
        Ink::Line | Ink::Text => 1.0,
    };
    ShapeStyle {
        color: sentinel(ink).mix(alpha),
        filled: false,
        stroke_width: (width * SCALE) as u32,
    }
}

/// A color that stands for an ink until [`color`] puts the real one in its place: plotters
/// knows numbers only, but the page's colors are names.
fn sentinel(ink: Ink) -> RGBColor {
    match ink {
        Ink::Line => RGBColor(1, 0, 0),
        Ink::Text => RGBColor(1, 0, 1),
        Ink::Series(index, _) => RGBColor(2, (index >> 8) as u8, index as u8),
    }
}

/// The color that a sentinel stands for.
fn color<'a>(sentinel: &str, colors: &'a [String]) -> &'a str {
    let digits = sentinel.strip_prefix('#').unwrap_or_default();
    match u32::from_str_radix(digits, 16) {
        Ok(0x01_00_00) => "var(--line)",
        Ok(0x01_00_01) => "var(--ink-2)",
        Ok(number) => {
            let series = colors.get((number & 0xffff) as usize);
            series.map_or("currentColor", String::as_str)
        }
        Err(_) => "none",
    }
}

/// Rewrites the attributes of plotters' drawing: pixels, the page's colors, and no font. What is
/// in quotes is an attribute for sure, because plotters escapes the texts of the data.
fn of_the_page(drawing: &str, colors: &[String]) -> String {
    let mut text = String::with_capacity(drawing.len());
    let mut pieces = drawing.split('"');
    while let (Some(before), value) = (pieces.next(), pieces.next()) {
        let (start, name) = before.rsplit_once(' ').unwrap_or((before, ""));
        let Some(value) = value else {
            text.push_str(before);
            break;
        };
        let value = match name {
            "font-family=" => None,
            "opacity=" if value == "1" => None,
            "fill=" | "stroke=" => Some(color(value, colors).to_owned()),
            "opacity=" | "dy=" | "text-anchor=" => Some(value.to_owned()),
            "transform=" => value
                .split_once(',')
                .map(|(turn, center)| format!("{turn},{}", tenths(center))),
            _ => Some(tenths(value)),
        };
        text.push_str(start);
        if let Some(value) = value {
            let _ = write!(text, " {name}\"{value}\"");
        }
    }
    text
}

/// All numbers in a text, divided by ten.
fn tenths(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        let end = number.find(|c: char| !c.is_ascii_digit() && c != '.');
        let (number, after) = number.split_at(end.unwrap_or(number.len()));
        let tenth = number.parse::<f64>().unwrap_or(0.0) / SCALE;
        let _ = write!(result, "{before}{}", (tenth * 100.0).round() / 100.0);
        rest = after;
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::{Ink, Stand, drawn};

    #[test]
    fn an_svg_has_the_colors_and_the_letters_of_the_page() {
        let colors = vec!["var(--d1)".to_owned(), "#00ff00".to_owned()];
        let svg = drawn(100.0, 50.0, &colors, |canvas| {
            canvas.line(&[(0.0, 0.0), (10.55, 5.0)], Ink::Line, 1.0);
            canvas.dot((5.0, 5.0), 2.0, Ink::Series(1, 0.5));
            canvas.rectangle((5.0, 5.0), (1.0, 1.0), Ink::Series(0, 1.0));
            canvas.text("#010000 <&\"'>\u{0}", (1.0, 1.0), Stand::Turned);
        });
        assert!(
            svg.starts_with("<svg viewBox=\"0 0 100 50\" width=\"100%\""),
            "{svg}"
        );
        for part in [
            "stroke=\"var(--line)\" stroke-width=\"1\" points=\"0,0 10.6,5 \"",
            "opacity=\"0.5\" fill=\"#00ff00\"",
            "fill=\"var(--d1)\" stroke=\"none\"",
            "fill=\"var(--ink-2)\"",
            "\n#010000 &lt;&amp;&quot;&apos;&gt;\n",
            "font-size=\"11.5\"",
            "x=\"1\" y=\"1\" width=\"4\" height=\"4\"",
            "transform=\"rotate(270, 1, 1)\"",
        ] {
            assert!(svg.contains(part), "{part} is not in {svg}");
        }
        assert!(!svg.contains("font-family") && !svg.contains("opacity=\"1\""));
        assert!(svg.trim_end().ends_with("</svg>"));
    }
}

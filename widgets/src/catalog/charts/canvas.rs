//! A drawing by plotters, turned into an SVG that fits into a page: it scales, its colors are CSS,
//! its letters have the page's font. Lengths are pixels here, and tenths of them in the SVG,
//! because plotters draws at whole numbers only.

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
        "<svg viewBox=\"0 0 {} {}\" width=\"100%\" stroke-linejoin=\"round\" xmlns=\"http://www.w3.org/2000/svg\">",
        size.0, size.1
    );
    head + &colored(body, colors)
        .replace(" font-family=\"sans-serif\"", "")
        .replace(" opacity=\"1\"", "")
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

/// A color that stands for an ink until [`colored`] puts the real one in its place: plotters
/// knows numbers only, but the page's colors are names.
fn sentinel(ink: Ink) -> RGBColor {
    match ink {
        Ink::Line => RGBColor(1, 0, 0),
        Ink::Text => RGBColor(1, 0, 1),
        Ink::Series(index, _) => RGBColor(2, (index >> 8) as u8, index as u8),
    }
}

/// Puts the colors in the place of their sentinels. Those stand in quotes, which a text of the
/// data cannot hold, because plotters escapes it.
fn colored(svg: &str, colors: &[String]) -> String {
    let mut pieces = svg.split("\"#");
    let mut text = String::with_capacity(svg.len());
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(6).unwrap_or((piece, ""));
        text.push('"');
        text.push_str(match u32::from_str_radix(digits, 16) {
            Ok(0x01_00_00) => "var(--line)",
            Ok(0x01_00_01) => "var(--ink-2)",
            Ok(number) => colors
                .get((number & 0xffff) as usize)
                .map_or("currentColor", String::as_str),
            Err(_) => digits,
        });
        text.push_str(rest);
    }
    text
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
            svg.starts_with("<svg viewBox=\"0 0 1000 500\" width=\"100%\""),
            "{svg}"
        );
        for part in [
            "stroke=\"var(--line)\" stroke-width=\"10\" points=\"0,0 106,50 \"",
            "opacity=\"0.5\" fill=\"#00ff00\"",
            "fill=\"var(--d1)\"",
            "fill=\"var(--ink-2)\"",
            "\n#010000 &lt;&amp;&quot;&apos;&gt;\n",
            "font-size=\"115\"",
        ] {
            assert!(svg.contains(part), "{part} is not in {svg}");
        }
        assert!(!svg.contains("font-family") && !svg.contains("opacity=\"1\""));
        assert!(svg.trim_end().ends_with("</svg>"));
    }
}

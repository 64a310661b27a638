//! The frame of a chart, and what is drawn in it, in the terms of the data.

use super::{
    axis::Axis,
    canvas::{self, Canvas, Ink, Pixel, Stand, text_width},
    data::{Across, Data},
    height,
};
use crate::{Args, Host, WidgetError, locale::Locale};

/// How much of a chart is what, in pixels.
const GAP: f64 = 8.0;
const LETTERS: f64 = 14.0;

/// A chart's size and labels.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) width: f64,
    pub(crate) height: f64,
    x_label: Option<String>,
    y_label: Option<String>,
    locale: Locale,
}

impl Scene {
    pub(crate) fn read(args: &Args, host: &dyn Host) -> Result<Self, WidgetError> {
        // The drawing scales with the page; this is the width at which its letters have their size.
        let width = args.value("width")?.and_then(|width| width.as_f64());
        Ok(Self {
            width: width.unwrap_or(700.0).clamp(120.0, 4000.0).round(),
            height: height(args)?.into(),
            x_label: args.text("x_label")?,
            y_label: args.text("y_label")?,
            locale: host.locale(),
        })
    }

    /// How many marks suit the height.
    pub(crate) fn marks_up(&self) -> usize {
        (self.height / 55.0).clamp(2.0, 10.0) as usize
    }

    /// How many marks suit the width.
    pub(crate) fn marks_across(&self) -> usize {
        (self.width / 110.0).clamp(2.0, 12.0) as usize
    }

    /// The axis that goes across, from the first to the last place.
    pub(crate) fn across(&self, data: &Data) -> Axis {
        let marks = self.marks_across();
        let points = || data.series.iter().flat_map(|series| &series.points);
        let low = points().map(|(x, _)| *x).fold(f64::INFINITY, f64::min);
        let high = points().map(|(x, _)| *x).fold(f64::NEG_INFINITY, f64::max);
        match &data.across {
            _ if low > high => Axis::blank(0),
            Across::Names(names) => Axis::names(names),
            Across::Time => Axis::time(low, high, marks, &self.locale),
            Across::Rows | Across::Numbers => Axis::exact(low, high, marks),
        }
    }

    /// Draws the frame, and in it what `draw` draws.
    pub(crate) fn plot(
        &self,
        data: &Data,
        across: Axis,
        up: Axis,
        draw: impl FnOnce(&mut Plot<'_, '_>),
    ) -> String {
        let colors: Vec<String> = data
            .series
            .iter()
            .map(|series| series.color.clone())
            .collect();
        let (across, up) = match data.is_empty() {
            true => (Axis::blank(0), Axis::blank(self.marks_up())),
            false => (across.written(&self.locale), up.written(&self.locale)),
        };
        canvas::drawn(self.width, self.height, &colors, |canvas| {
            let mut plot = self.frame(canvas, across, up);
            plot.marks();
            plot.labels(self);
            if !data.is_empty() {
                draw(&mut plot);
            }
        })
    }

    fn frame<'a, 'b>(&self, canvas: &'a mut Canvas<'b>, across: Axis, up: Axis) -> Plot<'a, 'b> {
        let widest = |axis: &Axis| {
            let widths = axis.ticks.iter().map(|(_, label)| text_width(label));
            widths.fold(0.0, f64::max)
        };
        let beside = |label: &Option<String>| label.as_ref().map_or(0.0, |_| LETTERS + 4.0);
        let last = across
            .ticks
            .last()
            .map_or(0.0, |(_, label)| text_width(label) / 2.0);
        Plot {
            left: (beside(&self.y_label) + widest(&up) + GAP)
                .min(self.width * 0.5)
                .max(GAP),
            right: self.width - if across.crowded { GAP } else { last.max(GAP) },
            top: GAP,
            bottom: self.height - beside(&self.x_label) - LETTERS - GAP,
            canvas,
            across,
            up,
        }
    }
}

/// A frame with its axes, to draw in.
pub(crate) struct Plot<'a, 'b> {
    canvas: &'a mut Canvas<'b>,
    across: Axis,
    up: Axis,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Plot<'_, '_> {
    /// Thin lines and numbers; names across the page that would not fit are left out.
    fn marks(&mut self) {
        let (across, up) = (self.across.clone(), self.up.clone());
        for (at, label) in every_nth(&up, self.bottom - self.top, |_| LETTERS) {
            let y = self.y(*at);
            if !up.crowded {
                self.canvas
                    .line(&[(self.left, y), (self.right, y)], Ink::Line, 1.0);
            }
            self.canvas.text(label, (self.left - GAP, y), Stand::Left);
        }
        for (at, label) in every_nth(&across, self.right - self.left, |label| {
            text_width(label) + GAP
        }) {
            let x = self.x(*at);
            if up.crowded {
                self.canvas
                    .line(&[(x, self.top), (x, self.bottom)], Ink::Line, 1.0);
            }
            self.canvas
                .text(label, (x, self.bottom + GAP), Stand::Below);
        }
    }

    fn labels(&mut self, scene: &Scene) {
        let (middle_x, middle_y) = (
            (self.left + self.right) / 2.0,
            (self.top + self.bottom) / 2.0,
        );
        if let Some(label) = &scene.x_label {
            let y = scene.height - LETTERS / 2.0 - 2.0;
            self.canvas.text(label, (middle_x, y), Stand::Middle);
        }
        if let Some(label) = &scene.y_label {
            self.canvas
                .text(label, (LETTERS / 2.0, middle_y), Stand::Turned);
        }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + self.across.share(value) * (self.right - self.left)
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - self.up.share(value) * (self.bottom - self.top)
    }

    fn pixel(&self, point: &(f64, f64)) -> Pixel {
        (self.x(point.0), self.y(point.1))
    }

    /// A line; of one point it is a dot.
    pub(crate) fn line(&mut self, points: &[(f64, f64)], series: usize, width: f64) {
        let pixels: Vec<Pixel> = points.iter().map(|point| self.pixel(point)).collect();
        match pixels.as_slice() {
            [] => {}
            [one] => self.canvas.dot(*one, width * 1.5, Ink::Series(series, 1.0)),
            line => self.canvas.line(line, Ink::Series(series, 1.0), width),
        }
    }

    /// What lies between two lines, which have the same places.
    pub(crate) fn area(
        &mut self,
        upper: &[(f64, f64)],
        lower: &[(f64, f64)],
        series: usize,
        solid: f64,
    ) {
        let outline = upper.iter().chain(lower.iter().rev());
        let pixels: Vec<Pixel> = outline.map(|point| self.pixel(point)).collect();
        self.canvas.polygon(&pixels, Ink::Series(series, solid));
    }

    /// A rectangle between two corners.
    pub(crate) fn bar(&mut self, a: (f64, f64), b: (f64, f64), series: usize) {
        let (a, b) = (self.pixel(&a), self.pixel(&b));
        self.canvas.rectangle(a, b, Ink::Series(series, 1.0));
    }

    /// A dot with a radius in pixels.
    pub(crate) fn dot(&mut self, center: (f64, f64), radius: f64, series: usize, solid: f64) {
        let center = self.pixel(&center);
        self.canvas.dot(center, radius, Ink::Series(series, solid));
    }
}

/// The marks that have room: every one, or every second, or every third...
fn every_nth(
    axis: &Axis,
    length: f64,
    room: impl Fn(&str) -> f64,
) -> impl Iterator<Item = &(f64, String)> {
    let largest = axis
        .ticks
        .iter()
        .map(|(_, label)| room(label))
        .fold(1.0, f64::max);
    let fit = (length / largest).max(1.0);
    let nth = (axis.ticks.len() as f64 / fit).ceil().max(1.0) as usize;
    axis.ticks.iter().step_by(nth)
}

//! What the four charts share: their data, their axes, and the drawing itself, as an SVG whose
//! colors are the page's (so that it follows light and dark) and whose letters are the page's.

pub(super) mod axis;
mod canvas;
pub(super) mod color;
pub(super) mod data;
pub(super) mod grid;
pub(super) mod plot;
mod summary;
mod time;

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Param, WidgetError,
    call::{named, place},
};
use data::Data;

/// What the browser draws for a chart.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ChartProps {
    /// The drawing, in pixels. Its colors are the page's, and its letters have no font of their own.
    svg: String,
    /// What it shows, in one sentence, for those who do not see it.
    alt: String,
    /// The names of the data's columns, for "view as table"; first what goes across.
    columns: Vec<String>,
    /// The first 1,000 rows of the data.
    #[ts(type = "unknown[][]")]
    rows: Vec<Vec<Value>>,
    /// How high it is, in pixels.
    height: u32,
    /// The legend, in the order drawn.
    #[ts(inline)]
    series: Vec<SeriesProps>,
}

/// One entry of a legend.
#[derive(Debug, Serialize, TS)]
struct SeriesProps {
    /// Its name.
    name: String,
    /// Its color, in CSS.
    color: String,
}

pub(super) const DATA: Param = place(
    "data",
    "list or map",
    "()",
    "A list of numbers, a map of lists (one per column), or a list of maps (one per row); () in it leaves a gap.",
);
pub(super) const X: Param = named(
    "x",
    "text",
    "()",
    "The column that goes across: numbers, dates like `\"2026-01-31\"` or texts; by default the rows are counted.",
);
pub(super) const Y: Param = named(
    "y",
    "text or list",
    "()",
    "The column or columns that go up; by default all that hold numbers.",
);
pub(super) const X_LABEL: Param = named("x_label", "text", "()", "What stands below the chart.");
pub(super) const Y_LABEL: Param = named("y_label", "text", "()", "What stands beside the chart.");
pub(super) const COLOR: Param = named(
    "color",
    "text or list",
    "()",
    "A column that parts the rows into series, or a color (a name like `\"green\"` or `\"#5f40c9\"`), or a list of a color for each series.",
);
pub(super) const HEIGHT: Param = named("height", "pixels", "300", "How high it is.");
pub(super) const ALT: Param = named(
    "alt",
    "text",
    "()",
    "What it shows, for those who do not see it; by default a summary of the data.",
);
pub(super) const STACK: Param = named(
    "stack",
    "true, false, \"normalize\" or \"center\"",
    "true",
    "Puts series on top of each other: as they are, as shares of the whole, or around the middle.",
);

impl ChartProps {
    pub(super) fn new(
        args: &Args,
        kind: &str,
        data: Data,
        svg: String,
    ) -> Result<Self, WidgetError> {
        let alt = args.text("alt")?;
        let alt = alt.unwrap_or_else(|| summary::sentence(kind, &data));
        let (columns, rows) = as_table(&data);
        let series = data.series.into_iter();
        Ok(Self {
            svg,
            alt,
            columns,
            rows,
            height: height(args)?,
            series: series
                .map(|series| SeriesProps {
                    name: series.name,
                    color: series.color,
                })
                .collect(),
        })
    }
}

/// The first rows for people: what goes across stands first, and is counted where it is no column.
fn as_table(data: &Data) -> (Vec<String>, Vec<Vec<Value>>) {
    const MOST: usize = 1000;
    if data.rows.rows.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let names = &data.rows.columns;
    let across = names
        .iter()
        .position(|name| Some(name) == data.x_name.as_ref());
    let others = || (0..names.len()).filter(|column| Some(*column) != across);
    let mut columns = vec![data.x_name.clone().unwrap_or_else(|| "row".into())];
    columns.extend(others().map(|column| names[column].clone()));
    let row = |(index, row): (usize, &Vec<Value>)| {
        let first = across.map_or_else(|| index.into(), |column| row[column].clone());
        let rest = others().map(|column| row[column].clone());
        std::iter::once(first).chain(rest).collect()
    };
    let rows = data.rows.rows.iter().take(MOST).enumerate().map(row);
    (columns, rows.collect())
}

fn height(args: &Args) -> Result<u32, WidgetError> {
    let height = args.count("height")?.unwrap_or(300);
    if (60..=4000).contains(&height) {
        return Ok(height);
    }
    Err(args.error(format!(
        "`height` must be between 60 and 4000 pixels, not {height}"
    )))
}

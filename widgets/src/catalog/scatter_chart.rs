//! `scatter_chart`: points, to see how two numbers belong together.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    charts::{
        ALT, COLOR, ChartProps, DATA, HEIGHT, X, X_LABEL, Y, Y_LABEL,
        axis::Axis,
        data::{Across, Data},
        plot::Scene,
    },
    line_chart::heights,
};
use crate::{Args, Display, Host, Param, WidgetError, call::named};

/// Points, to see how two numbers belong together.
pub(crate) struct ScatterChart;

impl Display for ScatterChart {
    const NAME: &'static str = "scatter_chart";
    const DOC: &'static str = "Points: how two numbers belong together.";
    const PARAMS: &'static [Param] = &[
        DATA,
        X,
        Y,
        X_LABEL,
        Y_LABEL,
        COLOR,
        named(
            "size",
            "number or text",
            "50",
            "How large the points are, in square pixels, or the column that says it.",
        ),
        HEIGHT,
        ALT,
    ];
    type Props = ChartProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<ChartProps, WidgetError> {
        let (data, scene) = (Data::read(args, &["size"])?, Scene::read(args, host)?);
        let sizes = Sizes::read(args, &data)?;
        let (low, high) = heights(&data);
        let up = Axis::rounded(low, high, scene.marks_up());
        // Points at the very edge would be cut, so that numbers reach out to round ones here.
        let across = match data.across {
            Across::Rows | Across::Numbers => rounded_across(&data, &scene),
            Across::Time | Across::Names(_) => scene.across(&data),
        };
        let svg = scene.plot(&data, across, up, |plot| {
            for (index, series) in data.series.iter().enumerate() {
                let points = series.points.iter().zip(&series.rows);
                let whole = points.filter_map(|((x, y), row)| Some(((*x, (*y)?), *row)));
                for (point, row) in few(whole.collect()) {
                    plot.dot(point, sizes.radius(row), index, 0.75);
                }
            }
        });
        ChartProps::new(args, "Scatter chart", data, svg)
    }
}

fn rounded_across(data: &Data, scene: &Scene) -> Axis {
    let points = || data.series.iter().flat_map(|series| &series.points);
    let low = points().map(|(x, _)| *x).fold(f64::INFINITY, f64::min);
    let high = points().map(|(x, _)| *x).fold(f64::NEG_INFINITY, f64::max);
    match low <= high {
        true => Axis::rounded(low, high, scene.marks_across()),
        false => Axis::blank(0),
    }
}

/// How large points are.
enum Sizes {
    All(f64),
    /// By row, with the least and the greatest of them.
    Each(Vec<Option<f64>>, f64, f64),
}

impl Sizes {
    fn read(args: &Args, data: &Data) -> Result<Self, WidgetError> {
        match args.value("size")? {
            None => Ok(Self::All(50.0)),
            Some(Value::String(_)) if data.rows.rows.is_empty() => Ok(Self::All(50.0)),
            Some(Value::String(name)) => {
                let sizes = data.column(args, "size", name)?;
                let known = || sizes.iter().flatten().copied();
                let low = known().fold(f64::INFINITY, f64::min);
                let high = known().fold(f64::NEG_INFINITY, f64::max);
                Ok(Self::Each(sizes, low, high))
            }
            Some(size) => match size.as_f64() {
                Some(size) if (1.0..=10_000.0).contains(&size) => Ok(Self::All(size)),
                _ => Err(args.wrong("size", "a column or a number from 1 to 10000", size)),
            },
        }
    }

    fn radius(&self, row: usize) -> f64 {
        const SMALLEST: f64 = 20.0;
        const LARGEST: f64 = 400.0;
        let area = match self {
            Self::All(area) => *area,
            Self::Each(sizes, low, high) => match sizes.get(row).copied().flatten() {
                Some(size) if high > low => {
                    SMALLEST + (size - low) / (high - low) * (LARGEST - SMALLEST)
                }
                _ => SMALLEST,
            },
        };
        (area / std::f64::consts::PI).sqrt()
    }
}

/// A point and its row.
type Spot = ((f64, f64), usize);

/// So many points as can be told apart: one for each cell of a grid, which gets coarser until
/// about two thousand remain.
fn few(spots: Vec<Spot>) -> Vec<Spot> {
    const MOST: usize = 2000;
    let side = |pick: fn(&Spot) -> f64| {
        let low = spots.iter().map(pick).fold(f64::INFINITY, f64::min);
        let high = spots.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
        (low, (high - low).max(f64::MIN_POSITIVE))
    };
    let ((left, width), (bottom, height)) = (side(|spot| spot.0.0), side(|spot| spot.0.1));
    let (mut few, mut cells) = (spots.clone(), 512.0);
    while few.len() > MOST {
        let mut seen = HashSet::new();
        few.retain(|((x, y), _)| {
            let column = ((x - left) / width * cells) as u32;
            let row = ((y - bottom) / height * cells) as u32;
            seen.insert((column, row))
        });
        cells /= 2.0;
    }
    few
}

#[cfg(test)]
mod tests {
    use crate::testing::{Given, Stage, args};
    use serde_json::{Value, json};

    fn props(given: Given) -> Value {
        Stage::default().props("scatter_chart", given).unwrap()
    }

    fn dots(props: &Value) -> usize {
        props["svg"].as_str().unwrap().matches("<circle").count()
    }

    #[test]
    fn each_row_is_a_point() {
        let data = json!({ "a": [1, 2, null, 4], "b": [1, 2, 3, null] });
        let props = props(args![data, x = "a", y = "b"]);
        assert_eq!(dots(&props), 2);
        assert_eq!(
            props["alt"],
            "Scatter chart of b over a from 1 to 4; values from 1 to 2."
        );
    }

    #[test]
    fn a_column_may_say_how_large_points_are() {
        let data = json!({ "a": [1, 2, 3], "b": [1, 2, 3], "n": [0, 5, 10] });
        let sized = props(args![data, x = "a", size = "n"]);
        assert_eq!(
            (dots(&sized), sized["series"].as_array().unwrap().len()),
            (3, 1)
        );
        let svg = sized["svg"].as_str().unwrap();
        assert!(
            svg.contains("r=\"2.5\"") && svg.contains("r=\"11.2\""),
            "{svg}"
        );
        let same = props(args![data, x = "a", y = "b", size = 314.16]);
        assert_eq!(same["svg"].as_str().unwrap().matches("r=\"10\"").count(), 3);
    }

    #[test]
    fn points_have_colors_by_column() {
        let data = json!({ "a": [1, 2, 3], "b": [1, 2, 3], "kind": ["x", "y", "x"] });
        let props = props(args![data, x = "a", y = "b", color = "kind"]);
        assert_eq!(props["series"].as_array().unwrap().len(), 2);
        assert_eq!(
            props["svg"]
                .as_str()
                .unwrap()
                .matches("fill=\"var(--d1)\"")
                .count(),
            2
        );
    }

    #[test]
    fn many_points_become_few_enough() {
        let x: Vec<u64> = (0..100_000).map(|index| index * 7919 % 10_007).collect();
        let y: Vec<u64> = (0..100_000).map(|index| index * 104_729 % 9_973).collect();
        let many = props(args![json!({ "x": x, "y": y }), x = "x"]);
        assert!((500..=2000).contains(&dots(&many)), "{}", dots(&many));
        assert_eq!(props(args![])["alt"], "no data");
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args![[1], size = 0],
                "scatter_chart: `size` must be a column or a number from 1 to 10000, not 0",
            ),
            (
                args![json!({ "a": [1] }), size = "b"],
                "scatter_chart: `size`: `data` has no column \"b\"; did you mean \"a\"?",
            ),
        ] {
            assert_eq!(stage.draw("scatter_chart", given).unwrap_err(), expected);
        }
    }
}

//! `area_chart`: how much there is along an axis, and of what.

use super::charts::{
    ALT, COLOR, ChartProps, DATA, HEIGHT, STACK, X, X_LABEL, Y, Y_LABEL,
    axis::Axis,
    data::Data,
    grid::{Grid, Reach, Stack, ends},
    plot::{Plot, Scene},
};
use crate::{Args, Display, Host, Param, WidgetError};

/// How much there is along an axis, and of what.
pub(crate) struct AreaChart;

impl Display for AreaChart {
    const NAME: &'static str = "area_chart";
    const DOC: &'static str = "Areas: how much there is along an axis, and of what.";
    const PARAMS: &'static [Param] = &[DATA, X, Y, X_LABEL, Y_LABEL, COLOR, STACK, HEIGHT, ALT];
    type Props = ChartProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<ChartProps, WidgetError> {
        const COLUMNS: usize = 500;
        let (data, scene) = (Data::read(args, &[])?, Scene::read(args, host)?);
        let stack = Stack::read(args)?;
        let grid = Grid::new(&data).thinned(COLUMNS);
        let reaches = grid.reaches(stack);
        let (low, high) = ends(&reaches);
        let up = match stack {
            Stack::Shares if low == 0.0 => Axis::shares(),
            _ => Axis::rounded(low, high, scene.marks_up()),
        };
        let svg = scene.plot(&data, scene.across(&data), up, |plot| {
            for (index, reaches) in reaches.iter().enumerate() {
                draw_area(plot, index, &grid.places, reaches, stack);
            }
        });
        ChartProps::new(args, "Area chart", data, svg)
    }
}

/// An area and its upper edge, with a gap where values are missing.
fn draw_area(
    plot: &mut Plot<'_, '_>,
    index: usize,
    places: &[f64],
    reaches: &[Reach],
    stack: Stack,
) {
    // Areas that lie over each other must let the ones behind shine through.
    let solid = if stack == Stack::No { 0.25 } else { 0.45 };
    let pairs: Vec<(f64, Reach)> = places
        .iter()
        .copied()
        .zip(reaches.iter().copied())
        .collect();
    for piece in pairs.split(|(_, reach)| reach.is_none()) {
        let whole = || {
            piece
                .iter()
                .filter_map(|(place, reach)| Some((*place, (*reach)?)))
        };
        let lower: Vec<(f64, f64)> = whole().map(|(place, (start, _))| (place, start)).collect();
        let upper: Vec<(f64, f64)> = whole().map(|(place, (_, end))| (place, end)).collect();
        if upper.len() > 1 {
            plot.area(&upper, &lower, index, solid);
        }
        plot.line(&upper, index, 1.6);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Given, Stage, args};
    use serde_json::{Value, json};

    fn props(given: Given) -> Value {
        Stage::default().props("area_chart", given).unwrap()
    }

    #[test]
    fn each_series_is_an_area() {
        let data = json!({ "a": [1, 2, 3], "b": [3, 2, 1] });
        for stack in [
            json!(true),
            json!(false),
            json!("normalize"),
            json!("center"),
        ] {
            let props = props(args![data, stack = stack]);
            let svg = props["svg"].as_str().unwrap();
            assert_eq!(svg.matches("<polygon").count(), 2);
        }
        let shares = props(args![data, stack = "normalize"]);
        assert!(shares["svg"].as_str().unwrap().contains("\n100%\n"));
        assert_eq!(
            shares["alt"],
            "Area chart of a and b over rows from 0 to 2; values from 1 to 3."
        );
    }

    #[test]
    fn missing_values_leave_gaps() {
        let props = props(args![json!([1, 2, null, 3, 4])]);
        assert_eq!(
            props["svg"].as_str().unwrap().matches("<polygon").count(),
            2
        );
    }

    #[test]
    fn many_points_are_thinned_and_none_is_an_empty_frame() {
        let numbers: Vec<i32> = (0..100_000).map(|index| index % 89).collect();
        let many = props(args![numbers]);
        assert!(many["svg"].as_str().unwrap().len() < 90_000);
        assert_eq!(props(args![])["alt"], "no data");
    }

    #[test]
    fn another_stack_is_refused() {
        assert_eq!(
            Stage::default()
                .draw("area_chart", args![[1], stack = "up"])
                .unwrap_err(),
            "area_chart: `stack` must be true, false, \"normalize\" or \"center\""
        );
    }
}

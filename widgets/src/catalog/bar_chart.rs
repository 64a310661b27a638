//! `bar_chart`: numbers beside each other, to compare.

use super::charts::{
    ALT, COLOR, ChartProps, DATA, HEIGHT, STACK, X, X_LABEL, Y, Y_LABEL,
    axis::Axis,
    data::Data,
    grid::{Grid, Reach, Stack, ends},
    plot::{Plot, Scene},
};
use crate::{Args, Display, Host, Param, WidgetError, call::named};

/// Numbers beside each other, to compare.
pub(crate) struct BarChart;

impl Display for BarChart {
    const NAME: &'static str = "bar_chart";
    const DOC: &'static str = "Bars: numbers beside each other, to compare.";
    const PARAMS: &'static [Param] = &[
        DATA,
        X,
        Y,
        X_LABEL,
        Y_LABEL,
        COLOR,
        named(
            "horizontal",
            "true or false",
            "false",
            "Lets the bars go from left to right, which suits long names.",
        ),
        STACK,
        HEIGHT,
        ALT,
    ];
    type Props = ChartProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<ChartProps, WidgetError> {
        const COLUMNS: usize = 250;
        let (data, scene) = (Data::read(args, &[])?, Scene::read(args, host)?);
        let (stack, horizontal) = (Stack::read(args)?, args.flag("horizontal", false)?);
        let grid = Grid::new(&data).thinned(COLUMNS);
        let mut names = grid.names(&data.across);
        let reaches = grid.reaches(stack);
        let (low, high) = ends(&reaches);
        let marks = if horizontal {
            scene.marks_across()
        } else {
            scene.marks_up()
        };
        let sizes = match stack {
            Stack::Shares if low == 0.0 => Axis::shares(),
            _ => Axis::rounded(low, high, marks),
        };
        // The first bar stands at the top, as people read.
        if horizontal {
            names.reverse();
        }
        let (across, up) = match horizontal {
            true => (sizes, Axis::names(&names)),
            false => (Axis::names(&names), sizes),
        };
        let bars = Bars {
            series: data.series.len(),
            side_by_side: stack == Stack::No,
            turned: horizontal.then_some(names.len()),
        };
        let svg = scene.plot(&data, across, up, |plot| {
            for (index, reaches) in reaches.iter().enumerate() {
                bars.draw(plot, index, reaches);
            }
        });
        ChartProps::new(args, "Bar chart", data, svg)
    }
}

/// How bars stand.
struct Bars {
    series: usize,
    side_by_side: bool,
    /// The number of places, where bars go from left to right.
    turned: Option<usize>,
}

impl Bars {
    fn draw(&self, plot: &mut Plot<'_, '_>, index: usize, reaches: &[Reach]) {
        for (place, reach) in reaches.iter().enumerate() {
            let Some((start, end)) = reach else { continue };
            let (from, to) = self.sides(place as f64, index);
            match self.turned {
                None => plot.bar((from, *start), (to, *end), index),
                Some(places) => {
                    let last = places as f64 - 1.0;
                    plot.bar((*start, last - from), (*end, last - to), index);
                }
            }
        }
    }

    /// The two sides of a bar; all bars of a place fill seven tenths of its room.
    fn sides(&self, place: f64, index: usize) -> (f64, f64) {
        const FILLED: f64 = 0.7;
        if !self.side_by_side {
            return (place - FILLED / 2.0, place + FILLED / 2.0);
        }
        let width = FILLED / self.series as f64;
        let from = place - FILLED / 2.0 + index as f64 * width;
        (from, from + width)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Given, Stage, args};
    use serde_json::{Value, json};

    fn props(given: Given) -> Value {
        Stage::default().props("bar_chart", given).unwrap()
    }

    fn bars(props: &Value) -> usize {
        props["svg"].as_str().unwrap().matches("<rect").count()
    }

    #[test]
    fn each_name_has_its_bar() {
        let data = json!([{ "city": "Ulm", "people": 3 }, { "city": "Bonn", "people": -1 }]);
        for horizontal in [false, true] {
            let props = props(args![
                data,
                x = "city",
                y = "people",
                horizontal = horizontal
            ]);
            assert_eq!(bars(&props), 2);
            assert!(props["svg"].as_str().unwrap().contains("\nBonn\n"));
            assert_eq!(
                props["alt"],
                "Bar chart of people over city from Ulm to Bonn; values from -1 to 3."
            );
        }
    }

    #[test]
    fn series_stand_on_top_or_side_by_side() {
        let data = json!({ "a": [1, 2], "b": [3, null] });
        for stack in [
            json!(true),
            json!(false),
            json!("normalize"),
            json!("center"),
        ] {
            assert_eq!(bars(&props(args![data, stack = stack])), 3);
        }
    }

    #[test]
    fn numbers_and_dates_across_are_in_order() {
        let data = json!({ "day": ["2026-01-03", "2026-01-01"], "n": [1, 2] });
        let props = props(args![data, x = "day"]);
        let svg = props["svg"].as_str().unwrap();
        assert!(svg.find("2026-01-01").unwrap() < svg.find("2026-01-03").unwrap());
    }

    #[test]
    fn many_bars_are_thinned_and_none_is_an_empty_frame() {
        let numbers: Vec<i32> = (0..100_000).map(|index| index % 89).collect();
        assert!(bars(&props(args![numbers])) <= 1_001);
        assert_eq!(props(args![json!([])])["alt"], "no data");
    }
}

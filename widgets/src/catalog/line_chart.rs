//! `line_chart`: how numbers change along an axis.

use super::charts::{
    ALT, COLOR, ChartProps, DATA, HEIGHT, X, X_LABEL, Y, Y_LABEL,
    axis::Axis,
    data::{Data, Series},
    plot::{Plot, Scene},
};
use crate::{
    Args, Display, Host, Param, WidgetError,
    thin::{Point, thinned},
};

/// How numbers change along an axis.
pub(crate) struct LineChart;

impl Display for LineChart {
    const NAME: &'static str = "line_chart";
    const DOC: &'static str = "Lines: how numbers change along an axis.";
    const PARAMS: &'static [Param] = &[DATA, X, Y, X_LABEL, Y_LABEL, COLOR, HEIGHT, ALT];
    type Props = ChartProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<ChartProps, WidgetError> {
        let (data, scene) = (Data::read(args, &[])?, Scene::read(args, host)?);
        let (low, high) = heights(&data);
        let up = Axis::rounded(low, high, scene.marks_up());
        let svg = scene.plot(&data, scene.across(&data), up, |plot| {
            for (index, series) in data.series.iter().enumerate() {
                draw_line(plot, index, series);
            }
        });
        ChartProps::new(args, "Line chart", data, svg)
    }
}

/// The lowest and the highest value.
pub(super) fn heights(data: &Data) -> (f64, f64) {
    let points = data.series.iter().flat_map(|series| &series.points);
    let heights = points.filter_map(|(_, y)| *y);
    let ends = heights.fold(None, |ends, y| match ends {
        None => Some((y, y)),
        Some((low, high)) => Some((y.min(low), y.max(high))),
    });
    ends.unwrap_or((0.0, 1.0))
}

/// A line from left to right, with a gap where a value is missing. Many points make it thinner.
fn draw_line(plot: &mut Plot<'_, '_>, index: usize, series: &Series) {
    const COLUMNS: usize = 500;
    let mut points = series.points.clone();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let width = if points.len() > 250 { 1.4 } else { 2.0 };
    let points = thinned(&points, COLUMNS);
    let whole = |point: &Point| point.1.map(|y| (point.0, y));
    for piece in points.split(|(_, y)| y.is_none()) {
        let piece: Vec<(f64, f64)> = piece.iter().filter_map(whole).collect();
        plot.line(&piece, index, width);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Given, Stage, args};
    use serde_json::{Value, json};

    fn props(given: Given) -> Value {
        Stage::default().props("line_chart", given).unwrap()
    }

    fn lines(props: &Value) -> usize {
        let svg = props["svg"].as_str().unwrap();
        svg.matches("<polyline").count() - svg.matches("var(--line)").count()
    }

    #[test]
    fn a_list_of_numbers_is_one_line() {
        let props = props(args![json!([1, 3, 2])]);
        assert_eq!(lines(&props), 1);
        assert_eq!(
            props["series"],
            json!([{ "name": "value", "color": "var(--d1)" }])
        );
        assert_eq!(
            props["alt"],
            "Line chart of value over rows from 0 to 2; values from 1 to 3."
        );
        assert_eq!(
            (&props["columns"], &props["rows"], &props["height"]),
            (
                &json!(["row", "value"]),
                &json!([[0, 1], [1, 3], [2, 2]]),
                &json!(300)
            )
        );
    }

    #[test]
    fn wide_data_has_a_line_for_each_column_of_numbers() {
        let data = json!({ "day": ["2026-01-01", "2026-02-01"], "a": [1, 2], "b": [2.5, 1], "note": ["x", "y"] });
        let props = props(args![data, x = "day"]);
        assert_eq!(lines(&props), 2);
        assert_eq!(
            props["alt"],
            "Line chart of a and b over day from 2026-01-01 to 2026-02-01; values from 1 to 2.5."
        );
    }

    #[test]
    fn the_table_has_what_goes_across_first_and_in_order() {
        let data = json!({ "y": [1, 2, 3], "x": [3, 1, null] });
        let props = props(args![data, x = "x"]);
        assert_eq!(props["columns"], json!(["x", "y"]));
        assert_eq!(props["rows"], json!([[1, 2], [3, 1], [null, 3]]));
    }

    #[test]
    fn long_data_is_parted_by_color() {
        let data = json!([
            { "t": 1, "y": 1, "who": "Ada" }, { "t": 1, "y": 2, "who": "Bob" },
            { "t": 2, "y": 3, "who": "Ada" }, { "t": 2, "y": 4, "who": "Bob" }
        ]);
        let props = props(args![data, x = "t", y = "y", color = "who"]);
        assert_eq!(lines(&props), 2);
        assert_eq!(
            props["series"][1],
            json!({ "name": "Bob", "color": "var(--d2)" })
        );
    }

    #[test]
    fn every_option_arrives() {
        let data = json!({ "a": [1, 2], "b": [2, 1] });
        let props = props(args![
            data,
            y = ["b", "a"],
            x_label = "time",
            y_label = "<load>",
            color = ["green", "#abc"],
            height = 200,
            alt = "two lines",
            width = 400
        ]);
        assert_eq!(
            (&props["alt"], &props["height"]),
            (&json!("two lines"), &json!(200))
        );
        assert_eq!(
            props["series"],
            json!([{ "name": "b", "color": "var(--green)" }, { "name": "a", "color": "#abc" }])
        );
        let svg = props["svg"].as_str().unwrap();
        assert!(svg.contains("viewBox=\"0 0 400 200\""), "{svg}");
        for part in [
            "\ntime\n",
            "\n&lt;load&gt;\n",
            "rotate(270",
            "stroke=\"var(--green)\"",
            "stroke=\"#abc\"",
        ] {
            assert!(svg.contains(part), "{part} is not in {svg}");
        }
    }

    #[test]
    fn missing_values_leave_gaps_and_single_points_are_dots() {
        let gaps = props(args![json!([1, 2, null, 3, null, 4, 5])]);
        assert_eq!(lines(&gaps), 2);
        assert_eq!(gaps["svg"].as_str().unwrap().matches("<circle").count(), 1);
        assert_eq!(
            props(args![json!([5])])["svg"]
                .as_str()
                .unwrap()
                .matches("<circle")
                .count(),
            1
        );
        assert_eq!(lines(&props(args![json!([5, 5, 5])])), 1);
    }

    #[test]
    fn no_data_is_an_empty_frame() {
        for data in [
            json!([]),
            json!({}),
            json!(null),
            json!([null, null]),
            json!({ "a": [] }),
        ] {
            let props = props(args![data]);
            assert_eq!(props["alt"], "no data");
            assert_eq!(lines(&props), 0);
            assert!(props["svg"].as_str().unwrap().contains("var(--line)"));
        }
    }

    #[test]
    fn strange_numbers_do_no_harm() {
        for data in [
            json!([1e308, -1e308, 1.0]),
            json!([1e300, -1e300]),
            json!([1e-320, 2e-320]),
            json!([9007199254740993_i64, 9007199254740992_i64]),
            json!({ "x": [1e308, 1.0], "y": [1, 2] }),
        ] {
            props(args![data.clone()]);
            let _ = Stage::default().draw("line_chart", args![data, x = "x"]);
        }
    }

    #[test]
    fn a_hundred_thousand_points_become_about_two_thousand() {
        let numbers: Vec<f64> = (0..100_000).map(|index| f64::from(index % 97)).collect();
        let props = props(args![numbers]);
        let svg = props["svg"].as_str().unwrap();
        assert!(svg.len() < 40_000, "{}", svg.len());
        assert_eq!(props["rows"].as_array().unwrap().len(), 1000);
    }

    #[test]
    fn texts_of_the_data_cannot_break_out() {
        let data = json!({ "<x&\">": ["<b>", "\"", "&"], "</svg>": [1, 2, 3] });
        let props = props(args![data, x = "<x&\">", x_label = "</text><script>"]);
        let svg = props["svg"].as_str().unwrap();
        assert!(svg.contains("&lt;b&gt;") && svg.contains("&lt;/text&gt;&lt;script&gt;"));
        assert!(!svg.contains("<b>") && !svg.contains("<script"));
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        let data = || json!({ "day": ["a", "b"], "sales": [1, 2], "cost": [1, 2] });
        for (given, expected) in [
            (
                args![3],
                "line_chart: `data` must be a list of maps, a map of lists or a list of lists, not 3",
            ),
            (
                args![data(), y = "sails"],
                "line_chart: `y`: `data` has no column \"sails\"; did you mean \"sales\"?",
            ),
            (
                args![data(), x = "zzzzzz"],
                "line_chart: `x`: `data` has no column \"zzzzzz\"; it has day, sales, cost",
            ),
            (
                args![data(), y = "day"],
                "line_chart: column \"day\" must hold numbers, not the text \"a\"",
            ),
            (
                args![json!(["a", "b"])],
                "line_chart: `data` has no column of numbers to draw",
            ),
            (
                args![data(), color = "day"],
                "line_chart: `color` names a column, which needs one column in `y`; give the one to draw",
            ),
            (
                args![data(), color = ["red"]],
                "line_chart: `color` has 1 colors for 2 series",
            ),
            (
                args![data(), y = "cost", color = "reddish"],
                "line_chart: `color` must be a column, a name (blue, green, orange, red, violet, yellow, teal, gray) or hex digits like \"#5f40c9\", not \"reddish\"",
            ),
            (
                args![[1], height = 10],
                "line_chart: `height` must be between 60 and 4000 pixels, not 10",
            ),
        ] {
            assert_eq!(stage.draw("line_chart", given).unwrap_err(), expected);
        }
    }
}

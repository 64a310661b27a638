//! `grid` and `cell`: containers in rows and columns.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, WidgetError,
    call::{named, place},
    layout::{BORDER, GAP, Gap, HEIGHT, Height},
};

/// More columns than fit on any screen.
const MOST: usize = 64;

/// A container whose elements stand in rows and columns.
pub(crate) struct Grid;

/// What the browser draws for a grid.
#[derive(Debug, Serialize, TS)]
pub(crate) struct GridProps {
    /// The shares of the columns; absent: as many equal ones as have room.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    columns: Option<Vec<f64>>,
    /// Pixels below which there are fewer columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    min_column_width: Option<u32>,
    /// False: as many columns as said where there is no room, and the grid scrolls.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    wrap: Option<bool>,
    /// The space between cells; small when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, inline)]
    gap: Option<Gap>,
    /// Where lower cells stand in their row.
    #[ts(type = "\"top\" | \"center\" | \"bottom\"")]
    vertical_alignment: &'static str,
    /// Whether each cell has a border.
    border: bool,
    /// How high each row is; as its content when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, inline)]
    row_height: Option<Height>,
    /// How high all of it is; as its content when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, inline)]
    height: Option<Height>,
    /// Whether later cells fill the holes that wide ones leave.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    dense: Option<bool>,
}

impl Container for Grid {
    const NAME: &'static str = "grid";
    const DOC: &'static str = "A container whose elements stand in rows and columns; fewer columns where there is no room.";
    const PARAMS: &'static [Param] = &[
        place(
            "columns",
            "\"auto\", number or list",
            "\"auto\"",
            "How many columns, or the share of each: `[2, 1]`; by default as many as have room.",
        ),
        named(
            "min_column_width",
            "\"auto\" or pixels",
            "\"auto\"",
            "How narrow a column may be before there are fewer of them.",
        ),
        named(
            "wrap",
            "true or false",
            "true",
            "Has fewer columns where there is no room; else the grid scrolls.",
        ),
        GAP,
        named(
            "vertical_alignment",
            "\"top\", \"center\" or \"bottom\"",
            "\"top\"",
            "Where lower cells stand in their row.",
        ),
        BORDER,
        named(
            "row_height",
            "\"content\", \"stretch\" or pixels",
            "\"content\"",
            "How high each row is: as its highest cell, as the highest of all rows, or so many pixels.",
        ),
        HEIGHT,
        named(
            "dense",
            "true or false",
            "false",
            "Lets later cells fill the holes that wide ones leave.",
        ),
    ];
    type Props = GridProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<GridProps, WidgetError> {
        Ok(GridProps {
            columns: columns(args)?,
            min_column_width: match args.text_if_text("min_column_width").as_deref() {
                None | Some("auto") => None,
                Some(_) => args.count("min_column_width")?,
            },
            wrap: (!args.flag("wrap", true)?).then_some(false),
            gap: Gap::read(args)?,
            vertical_alignment: args.choice("vertical_alignment", &["top", "center", "bottom"])?,
            border: args.flag("border", false)?,
            row_height: Height::named(args, "row_height")?,
            height: Height::read(args)?,
            dense: args.flag("dense", false)?.then_some(true),
        })
    }
}

fn columns(args: &Args) -> Result<Option<Vec<f64>>, WidgetError> {
    let shares = match args.value("columns")? {
        None => return Ok(None),
        Some(Value::String(word)) if word == "auto" => return Ok(None),
        Some(Value::Array(shares)) => shares
            .iter()
            .map(|share| share.as_f64().filter(|share| *share > 0.0))
            .collect::<Option<Vec<f64>>>(),
        Some(count) => count
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
            .filter(|count| *count <= MOST)
            .map(|count| vec![1.0; count]),
    };
    match shares.filter(|shares| (1..=MOST).contains(&shares.len())) {
        Some(shares) => Ok(Some(shares)),
        None => Err(args.error(format!(
            "`columns` must be \"auto\", 1 to {MOST} columns, or a list of shares above 0"
        ))),
    }
}

/// One place of a grid, which may be wider or higher than others.
pub(crate) struct Cell;

/// What the browser draws for a cell.
#[derive(Debug, Serialize, TS)]
pub(crate) struct CellProps {
    /// How many columns it is wide; one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    column_span: Option<u32>,
    /// How many rows it is high; one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    row_span: Option<u32>,
}

impl Container for Cell {
    const NAME: &'static str = "cell";
    const DOC: &'static str =
        "A place of a grid that holds several elements, or is wider or higher than others.";
    const PARAMS: &'static [Param] = &[
        named("column_span", "number", "1", "How many columns it is wide."),
        named("row_span", "number", "1", "How many rows it is high."),
    ];
    type Props = CellProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<CellProps, WidgetError> {
        if !host.inside("grid") {
            return Err(args.error("a cell stands in a grid: `grid.cell(...)`"));
        }
        Ok(CellProps {
            column_span: span(args, "column_span")?,
            row_span: span(args, "row_span")?,
        })
    }
}

fn span(args: &Args, name: &str) -> Result<Option<u32>, WidgetError> {
    match args.count(name)? {
        Some(span) if span as usize > MOST => {
            Err(args.error(format!("`{name}` must be 1 to {MOST}, not {span}")))
        }
        span => Ok(span.filter(|span| *span > 1)),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_grid_has_as_many_columns_as_have_room() {
        assert_eq!(
            Stage::default().props("grid", args![]).unwrap(),
            json!({ "vertical_alignment": "top", "border": false })
        );
    }

    #[test]
    fn every_option_arrives() {
        let given = args![
            [2, 1],
            min_column_width = 120,
            wrap = false,
            gap = "large",
            vertical_alignment = "center",
            border = true,
            row_height = "stretch",
            height = 300,
            dense = true
        ];
        assert_eq!(
            Stage::default().props("grid", given).unwrap(),
            json!({
                "columns": [2.0, 1.0], "min_column_width": 120, "wrap": false, "gap": "large",
                "vertical_alignment": "center", "border": true, "row_height": "stretch",
                "height": 300, "dense": true
            })
        );
    }

    #[test]
    fn a_cell_stands_in_a_grid() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.draw("cell", args![]).unwrap_err(),
            "cell: a cell stands in a grid: `grid.cell(...)`"
        );
        stage.inside.push("grid");
        assert_eq!(
            stage
                .props("cell", args![column_span = 2, row_span = 1])
                .unwrap(),
            json!({ "column_span": 2 })
        );
        assert_eq!(
            stage.draw("cell", args![row_span = 65]).unwrap_err(),
            "cell: `row_span` must be 1 to 64, not 65"
        );
    }

    #[test]
    fn what_makes_no_grid_is_refused() {
        for spec in [json!(0), json!([]), json!([1, 0]), json!("two"), json!(65)] {
            assert_eq!(
                Stage::default().draw("grid", args![spec]).unwrap_err(),
                "grid: `columns` must be \"auto\", 1 to 64 columns, or a list of shares above 0"
            );
        }
    }
}

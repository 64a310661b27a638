//! `table`: data in rows and columns, all in view.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
    rows::Rows,
};

/// Data in rows and columns, all in view.
pub(crate) struct Table;

/// What the browser draws for a table.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TableProps {
    /// The names of the columns, in Markdown.
    columns: Vec<String>,
    /// The rows, each with a cell per column; null where there is none.
    #[ts(type = "unknown[][]")]
    rows: Vec<Vec<Value>>,
    /// Whether it has lines.
    border: bool,
    /// Of each column, whether it holds numbers only.
    numeric: Vec<bool>,
}

impl Display for Table {
    const NAME: &'static str = "table";
    const DOC: &'static str = "Data in rows and columns, all in view.";
    const PARAMS: &'static [Param] = &[
        place(
            "data",
            "list or map",
            "",
            "A list of maps (one per row), a map of lists (one per column), or a list of lists.",
        ),
        named(
            "border",
            "true or false",
            "true",
            "Draws lines between the rows.",
        ),
        named(
            "column_order",
            "list",
            "()",
            "The columns to show, in this order; by default all, those of maps in the order of the alphabet.",
        ),
    ];
    type Props = TableProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<TableProps, WidgetError> {
        let Some(data) = args.value("data")? else {
            return Err(args.missing("data", "a list of maps, or a map of lists"));
        };
        let table = Rows::read(data).map_err(|why| args.error(format!("`data` {why}")))?;
        let table = match args.texts("column_order")? {
            None => table,
            Some(order) => in_order(args, &table, &order)?,
        };
        let numeric = (0..table.columns.len()).map(|column| table.is_numeric(column));
        Ok(TableProps {
            numeric: numeric.collect(),
            columns: table.columns,
            rows: table.rows,
            border: args.flag("border", true)?,
        })
    }
}

/// The same rows with these columns only.
fn in_order(args: &Args, table: &Rows, order: &[String]) -> Result<Rows, WidgetError> {
    let places = order.iter().map(|name| {
        let place = table.place_of(name);
        place.map_err(|why| args.error(format!("`column_order`: {why}")))
    });
    let places: Vec<usize> = places.collect::<Result<_, _>>()?;
    let row = |row: &Vec<Value>| places.iter().map(|place| row[*place].clone()).collect();
    Ok(Rows {
        columns: order.to_vec(),
        rows: table.rows.iter().map(row).collect(),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn columns_come_in_the_order_they_appear() {
        let data = json!([{ "b": 1, "a": "x" }, { "a": "y", "c": 2.5 }]);
        assert_eq!(
            Stage::default().props("table", args![data]).unwrap(),
            json!({
                "columns": ["b", "a", "c"],
                "rows": [[1, "x", null], [null, "y", 2.5]],
                "border": true,
                "numeric": [true, false, true]
            })
        );
    }

    #[test]
    fn a_map_of_lists_may_have_columns_of_different_length() {
        let data = json!({ "a": [1, 2], "b": ["x"] });
        let props = Stage::default()
            .props("table", args![data, border = false])
            .unwrap();
        assert_eq!(props["rows"], json!([[1, "x"], [2, null]]));
        assert_eq!(props["border"], json!(false));
    }

    #[test]
    fn lists_have_numbered_columns() {
        let mut stage = Stage::default();
        let props = stage.props("table", args![json!([[1, 2], [3]])]).unwrap();
        assert_eq!(props["columns"], json!(["0", "1"]));
        assert_eq!(props["rows"], json!([[1, 2], [3, null]]));
        let props = stage.props("table", args![[1, 2]]).unwrap();
        assert_eq!(
            (&props["columns"], &props["rows"]),
            (&json!(["value"]), &json!([[1], [2]]))
        );
        let props = stage.props("table", args![json!([])]).unwrap();
        assert_eq!(
            (&props["columns"], &props["rows"]),
            (&json!([]), &json!([]))
        );
    }

    #[test]
    fn columns_may_be_chosen_and_put_in_order() {
        let data = json!([{ "b": 1, "a": "x", "c": 2 }]);
        let given = args![data, column_order = ["c", "a"]];
        let props = Stage::default().props("table", given).unwrap();
        assert_eq!(
            (&props["columns"], &props["rows"], &props["numeric"]),
            (
                &json!(["c", "a"]),
                &json!([[2, "x"]]),
                &json!([true, false])
            )
        );
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args![],
                "table: `data` is missing: give a list of maps, or a map of lists",
            ),
            (
                args![3],
                "table: `data` must be a list of maps, a map of lists or a list of lists, not 3",
            ),
            (
                args![json!({ "a": 1 })],
                "table: `data` must have a list in each column, but `a` is 1",
            ),
            (
                args![json!([{ "name": 1 }]), column_order = ["nam"]],
                "table: `column_order`: `data` has no column \"nam\"; did you mean \"name\"?",
            ),
            (
                args![json!([{ "a": 1 }, 2])],
                "table: `data` must have rows of one kind, but row 1 is 2",
            ),
        ] {
            assert_eq!(stage.draw("table", given).unwrap_err(), expected);
        }
    }
}

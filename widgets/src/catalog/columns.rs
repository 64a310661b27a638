//! `columns`: containers side by side.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, Props, WidgetError,
    call::{named, place},
    layout::{GAP, Gap},
    widget::object,
};

/// Containers side by side; on a phone they stand below each other.
pub(crate) struct Columns;

/// What the browser draws for columns; the parts carry their share of the width as `weight`.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ColumnsProps {
    /// The space between them; small when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, inline)]
    gap: Option<Gap>,
    /// Where shorter columns stand.
    #[ts(type = "\"top\" | \"center\" | \"bottom\"")]
    vertical_alignment: &'static str,
    /// Whether each column has a border.
    border: bool,
    /// False: they stay side by side where there is no room, and scroll.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    wrap: Option<bool>,
    #[serde(skip)]
    #[ts(skip)]
    weights: Vec<f64>,
}

/// What the browser draws for one column.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ColumnProps {
    /// Its share of the width, in relation to the others'.
    weight: f64,
}

impl Container for Columns {
    const NAME: &'static str = "columns";
    const DOC: &'static str = "Containers side by side; on a phone they stand below each other.";
    const PARAMS: &'static [Param] = &[
        place(
            "spec",
            "number or list",
            "",
            "How many columns, or the share of each: `[2, 1]`.",
        ),
        GAP,
        named(
            "vertical_alignment",
            "\"top\", \"center\" or \"bottom\"",
            "\"top\"",
            "Where shorter columns stand.",
        ),
        named(
            "border",
            "true or false",
            "false",
            "Whether each column has a border.",
        ),
        named(
            "wrap",
            "true or false",
            "true",
            "Stands them below each other where there is no room; else they stay side by side and scroll.",
        ),
    ];
    type Props = ColumnsProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<ColumnsProps, WidgetError> {
        Ok(ColumnsProps {
            gap: Gap::read(args)?,
            wrap: (!args.flag("wrap", true)?).then_some(false),
            vertical_alignment: args.choice("vertical_alignment", &["top", "center", "bottom"])?,
            border: args.flag("border", false)?,
            weights: weights(args)?,
        })
    }

    fn parts(props: &ColumnsProps) -> Option<Vec<(&'static str, Props)>> {
        let part = |weight: &f64| ("column", object(&ColumnProps { weight: *weight }));
        Some(props.weights.iter().map(part).collect())
    }
}

fn weights(args: &Args) -> Result<Vec<f64>, WidgetError> {
    const MOST: usize = 64;
    let weights = match args.value("spec")? {
        None => return Err(args.missing("spec", "the number of columns")),
        Some(Value::Array(shares)) => shares
            .iter()
            .map(|share| share.as_f64().filter(|share| *share > 0.0))
            .collect::<Option<Vec<f64>>>(),
        Some(count) => count
            .as_u64()
            .filter(|count| *count <= MOST as u64)
            .map(|count| vec![1.0; count as usize]),
    };
    weights
        .filter(|weights| (1..=MOST).contains(&weights.len()))
        .ok_or_else(|| {
            args.error(format!(
                "`spec` must be 1 to {MOST} columns: a number, or a list of shares above 0"
            ))
        })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::{Value, json};

    fn weights(stage: &Stage) -> Vec<Value> {
        let columns = &stage.last().children;
        columns
            .iter()
            .map(|column| column.props["weight"].clone())
            .collect()
    }

    #[test]
    fn a_number_makes_equal_columns() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("columns", args![3]).unwrap(),
            json!({ "vertical_alignment": "top", "border": false })
        );
        assert_eq!(weights(&stage), [1.0, 1.0, 1.0]);
    }

    #[test]
    fn shares_and_every_option_arrive() {
        let mut stage = Stage::default();
        let given = args![
            json!([2, 0.5]),
            gap = "none",
            vertical_alignment = "bottom",
            border = true,
            wrap = false
        ];
        assert_eq!(
            stage.props("columns", given).unwrap(),
            json!({ "gap": "none", "vertical_alignment": "bottom", "border": true, "wrap": false })
        );
        assert_eq!(weights(&stage), [2.0, 0.5]);
        assert_eq!(stage.last().children[0].kind, "column");
    }

    #[test]
    fn what_makes_no_columns_is_refused() {
        let mut stage = Stage::default();
        for spec in [
            json!(0),
            json!(-1),
            json!(65),
            json!([]),
            json!([1, 0]),
            json!("2"),
            json!(1.5),
        ] {
            assert_eq!(
                stage.draw("columns", args![spec]).unwrap_err(),
                "columns: `spec` must be 1 to 64 columns: a number, or a list of shares above 0"
            );
        }
        assert_eq!(
            stage.draw("columns", args![]).unwrap_err(),
            "columns: `spec` is missing: give the number of columns"
        );
    }
}

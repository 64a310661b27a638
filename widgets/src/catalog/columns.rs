//! `columns`: containers side by side.

use serde::Serialize;
use serde_json::{Value, json};
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, Props, WidgetError,
    call::{named, place},
};

/// Containers side by side; on a phone they stand below each other.
pub(crate) struct Columns;

/// What the browser draws for columns; the parts carry their share of the width as `weight`.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ColumnsProps {
    /// The space between: `small`, `medium`, `large` or `none`.
    gap: &'static str,
    /// Where shorter columns stand: `top`, `center` or `bottom`.
    vertical_alignment: &'static str,
    /// Whether each column has a border.
    border: bool,
    #[serde(skip)]
    #[ts(skip)]
    weights: Vec<f64>,
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
        named(
            "gap",
            "\"small\", \"medium\", \"large\" or \"none\"",
            "\"small\"",
            "The space between them.",
        ),
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
    ];
    type Props = ColumnsProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<ColumnsProps, WidgetError> {
        Ok(ColumnsProps {
            gap: args.choice("gap", &["small", "medium", "large", "none"])?,
            vertical_alignment: args.choice("vertical_alignment", &["top", "center", "bottom"])?,
            border: args.flag("border", false)?,
            weights: weights(args)?,
        })
    }

    fn parts(props: &ColumnsProps) -> Option<Vec<(&'static str, Props)>> {
        let part = |weight: &f64| match json!({ "weight": weight }) {
            Value::Object(part) => ("column", part),
            _ => unreachable!("`json!` of braces is an object"),
        };
        Some(props.weights.iter().map(part).collect())
    }
}

fn weights(args: &Args) -> Result<Vec<f64>, WidgetError> {
    const MOST: usize = 64;
    let wrong = |args: &Args| {
        args.error(format!(
            "`spec` must be 1 to {MOST} columns: a number, or a list of shares above 0"
        ))
    };
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
        .ok_or_else(|| wrong(args))
}

//! The data of a chart: what a script gives, as series of points.

use std::collections::HashMap;

use serde_json::Value;

use super::{color, time};
use crate::{
    Args, WidgetError,
    call::{describe, plain_text},
    rows::Rows,
    thin::Point,
};

/// More series than this are a mistake, not a chart.
const MOST_SERIES: usize = 100;

/// Larger numbers are left out: their differences would be infinite.
const LARGEST: f64 = 1e300;

/// What goes across.
#[derive(Debug, PartialEq)]
pub(crate) enum Across {
    /// The rows, counted.
    Rows,
    /// Numbers.
    Numbers,
    /// Days and times, as numbers of days.
    Time,
    /// Names; a point's place is the place of its name.
    Names(Vec<String>),
}

/// Points that belong together.
#[derive(Debug)]
pub(crate) struct Series {
    pub(crate) name: String,
    /// In CSS.
    pub(crate) color: String,
    /// In the order of the rows, which is from left to right along numbers and times.
    pub(crate) points: Vec<Point>,
    /// The row of each point.
    pub(crate) rows: Vec<usize>,
}

/// All that a chart shows.
#[derive(Debug)]
pub(crate) struct Data {
    pub(crate) rows: Rows,
    pub(crate) across: Across,
    /// The name of the column that goes across, where one does.
    pub(crate) x_name: Option<String>,
    pub(crate) series: Vec<Series>,
}

/// Which columns mean what.
struct Columns {
    x: Option<usize>,
    y: Vec<usize>,
    /// The column that parts the rows into series.
    part: Option<usize>,
}

impl Data {
    /// Reads `data`, `x`, `y` and `color`; `others` are arguments that may name columns too,
    /// which are then no series.
    pub(crate) fn read(args: &Args, others: &[&str]) -> Result<Self, WidgetError> {
        let mut rows = match args.value("data")? {
            None => Rows::default(),
            Some(data) => Rows::read(data).map_err(|why| args.error(format!("`data` {why}")))?,
        };
        if rows.rows.is_empty() {
            return Ok(Self {
                rows,
                across: Across::Rows,
                x_name: None,
                series: Vec::new(),
            });
        }
        let columns = Columns::read(args, &rows, others)?;
        let (across, places) = places(&rows, columns.x);
        let places = in_order(&mut rows, &across, places);
        let mut series = match columns.part {
            Some(part) => parted(args, &rows, &places, columns.y[0], part)?,
            None => columns
                .y
                .iter()
                .map(|y| one_series(args, &rows, &places, *y))
                .collect::<Result<_, _>>()?,
        };
        if series.len() > MOST_SERIES {
            return Err(args.error(format!(
                "has {} series, but at most {MOST_SERIES} can be told apart; choose some with `y`",
                series.len()
            )));
        }
        paint(args, &mut series, columns.part.is_some())?;
        Ok(Self {
            x_name: columns.x.map(|x| rows.columns[x].clone()),
            rows,
            across,
            series,
        })
    }

    /// Whether there is nothing to draw.
    pub(crate) fn is_empty(&self) -> bool {
        let mut points = self.series.iter().flat_map(|series| &series.points);
        !points.any(|(_, y)| y.is_some())
    }

    /// The numbers of a column, for what is not drawn up or across (a size).
    ///
    /// # Errors
    /// When there is no such column, or it holds something else.
    pub(crate) fn column(
        &self,
        args: &Args,
        param: &str,
        name: &str,
    ) -> Result<Vec<Option<f64>>, WidgetError> {
        let column = column(args, &self.rows, param, name)?;
        let cells = self.rows.column(column);
        cells.map(|cell| number(args, name, cell)).collect()
    }
}

impl Columns {
    fn read(args: &Args, rows: &Rows, others: &[&str]) -> Result<Self, WidgetError> {
        let x = match args.text("x")? {
            Some(name) => Some(column(args, rows, "x", &name)?),
            None => None,
        };
        let part = match args.value("color")? {
            Some(Value::String(name)) => rows.columns.iter().position(|column| column == name),
            _ => None,
        };
        let y = match args.value("y")? {
            None => Self::all_numbers(args, rows, x, part, others)?,
            Some(Value::Array(_)) => args
                .texts("y")?
                .unwrap_or_default()
                .iter()
                .map(|name| column(args, rows, "y", name))
                .collect::<Result<_, _>>()?,
            Some(_) => vec![column(args, rows, "y", &args.required_text("y")?)?],
        };
        if y.is_empty() {
            return Err(args.error("`data` has no column of numbers to draw"));
        }
        if part.is_some() && y.len() > 1 {
            return Err(args.error(
                "`color` names a column, which needs one column in `y`; give the one to draw",
            ));
        }
        Ok(Self { x, y, part })
    }

    /// All columns that hold numbers (or nothing) and mean nothing else.
    fn all_numbers(
        args: &Args,
        rows: &Rows,
        x: Option<usize>,
        part: Option<usize>,
        others: &[&str],
    ) -> Result<Vec<usize>, WidgetError> {
        let mut taken = vec![x, part];
        for other in others {
            if let Some(Value::String(name)) = args.value(other)? {
                taken.push(rows.columns.iter().position(|column| column == name));
            }
        }
        let plain = |index: &usize| {
            let empty = || rows.column(*index).all(Value::is_null);
            !taken.contains(&Some(*index)) && (rows.is_numeric(*index) || empty())
        };
        Ok((0..rows.columns.len()).filter(plain).collect())
    }
}

fn column(args: &Args, rows: &Rows, param: &str, name: &str) -> Result<usize, WidgetError> {
    let place = rows.place_of(name);
    place.map_err(|why| args.error(format!("`{param}`: {why}")))
}

fn number(args: &Args, column: &str, cell: &Value) -> Result<Option<f64>, WidgetError> {
    match cell {
        Value::Null => Ok(None),
        Value::Number(number) => Ok(number.as_f64().filter(|number| number.abs() <= LARGEST)),
        other => Err(args.error(format!(
            "column \"{column}\" must hold numbers, not {}",
            describe(other)
        ))),
    }
}

/// Where each row lies across; a row without a place is not drawn.
fn places(rows: &Rows, x: Option<usize>) -> (Across, Vec<Option<f64>>) {
    let Some(x) = x else {
        let places = (0..rows.rows.len()).map(|row| Some(row as f64));
        return (Across::Rows, places.collect());
    };
    if rows.is_numeric(x) {
        let place = |cell: &Value| cell.as_f64().filter(|number| number.abs() <= LARGEST);
        return (Across::Numbers, rows.column(x).map(place).collect());
    }
    let moment = |cell: &Value| cell.as_str().and_then(time::parse);
    if rows
        .column(x)
        .all(|cell| cell.is_null() || moment(cell).is_some())
    {
        return (Across::Time, rows.column(x).map(moment).collect());
    }
    let (mut names, mut known) = (Vec::new(), HashMap::new());
    let mut place = |cell: &Value| {
        let name = plain_text(cell)?;
        let next = known.len();
        Some(*known.entry(name.clone()).or_insert_with(|| {
            names.push(name);
            next
        }) as f64)
    };
    let places = rows.column(x).map(&mut place).collect();
    (Across::Names(names), places)
}

/// Sorts the rows along numbers and times; rows without a place go to the end.
fn in_order(rows: &mut Rows, across: &Across, places: Vec<Option<f64>>) -> Vec<Option<f64>> {
    let key = |place: &Option<f64>| place.unwrap_or(f64::INFINITY);
    let sorted = places.is_sorted_by(|a, b| key(a) <= key(b));
    if sorted || !matches!(across, Across::Numbers | Across::Time) {
        return places;
    }
    let mut pairs: Vec<_> = places.into_iter().zip(rows.rows.drain(..)).collect();
    pairs.sort_by(|a, b| key(&a.0).total_cmp(&key(&b.0)));
    let (places, in_order) = pairs.into_iter().unzip();
    rows.rows = in_order;
    places
}

fn one_series(
    args: &Args,
    rows: &Rows,
    places: &[Option<f64>],
    y: usize,
) -> Result<Series, WidgetError> {
    let mut series = Series::named(rows.columns[y].clone());
    for (row, (cell, place)) in rows.column(y).zip(places).enumerate() {
        series.push(row, *place, number(args, &rows.columns[y], cell)?);
    }
    Ok(series)
}

/// A series for each value of the column `part`, in the order of their first appearance.
fn parted(
    args: &Args,
    rows: &Rows,
    places: &[Option<f64>],
    y: usize,
    part: usize,
) -> Result<Vec<Series>, WidgetError> {
    let (mut all, mut known) = (Vec::<Series>::new(), HashMap::new());
    for (row, (cell, place)) in rows.column(y).zip(places).enumerate() {
        let Some(name) = plain_text(&rows.rows[row][part]) else {
            continue;
        };
        let index = *known.entry(name.clone()).or_insert_with(|| {
            all.push(Series::named(name));
            all.len() - 1
        });
        all[index].push(row, *place, number(args, &rows.columns[y], cell)?);
    }
    Ok(all)
}

impl Series {
    fn named(name: String) -> Self {
        Self {
            name,
            color: String::new(),
            points: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn push(&mut self, row: usize, place: Option<f64>, height: Option<f64>) {
        if let Some(place) = place {
            self.points.push((place, height));
            self.rows.push(row);
        }
    }
}

/// Gives each series its color: the next hue, or what `color` says.
fn paint(args: &Args, series: &mut [Series], by_column: bool) -> Result<(), WidgetError> {
    let named = |name: &str| {
        color::named(name).ok_or_else(|| {
            args.error(format!(
                "`color` must be a column, a name (blue, green, orange, red, violet, yellow, teal, gray) or hex digits like \"#5f40c9\", not \"{name}\""
            ))
        })
    };
    let given = match args.value("color")? {
        None => Vec::new(),
        Some(_) if by_column => Vec::new(),
        Some(Value::Array(_)) => args.texts("color")?.unwrap_or_default(),
        Some(_) => vec![args.required_text("color")?],
    };
    if !given.is_empty() && given.len() != series.len() {
        return Err(args.error(format!(
            "`color` has {} colors for {} series",
            given.len(),
            series.len()
        )));
    }
    for (index, series) in series.iter_mut().enumerate() {
        series.color = match given.get(index) {
            Some(name) => named(name)?,
            None => color::of_series(index),
        };
    }
    Ok(())
}

//! Data in rows and columns, from any of the forms a script may give it in.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::call::{describe, nearest};

/// Rows and columns; each row has a cell for each column.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Value>>,
}

impl Rows {
    /// Reads a list of maps, a map of lists, a list of lists or a list of plain values.
    /// Columns come in the order of their first appearance; cells that are missing are null.
    pub(crate) fn read(data: &Value) -> Result<Self, String> {
        match data {
            Value::Object(columns) => Self::from_columns(columns),
            Value::Array(rows) => match rows.first() {
                None => Ok(Self::default()),
                Some(Value::Object(_)) => Self::from_maps(rows),
                Some(Value::Array(_)) => Self::from_lists(rows),
                Some(_) => Self::from_values(rows),
            },
            other => Err(format!(
                "must be a list of maps, a map of lists or a list of lists, not {}",
                describe(other)
            )),
        }
    }

    fn from_columns(map: &Map<String, Value>) -> Result<Self, String> {
        let mut lists = Vec::with_capacity(map.len());
        for (name, column) in map {
            match column {
                Value::Array(cells) => lists.push(cells),
                other => {
                    return Err(format!(
                        "must have a list in each column, but `{name}` is {}",
                        describe(other)
                    ));
                }
            }
        }
        let longest = lists.iter().map(|cells| cells.len()).max().unwrap_or(0);
        let row = |index: usize| {
            let cell = |cells: &&Vec<Value>| cells.get(index).cloned().unwrap_or(Value::Null);
            lists.iter().map(cell).collect()
        };
        Ok(Self {
            columns: map.keys().cloned().collect(),
            rows: (0..longest).map(row).collect(),
        })
    }

    fn from_maps(items: &[Value]) -> Result<Self, String> {
        let (mut columns, mut places) = (Vec::new(), HashMap::new());
        let mut rows = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let map = item.as_object().ok_or_else(|| other_kind(index, item))?;
            let mut row = vec![Value::Null; columns.len()];
            for (name, cell) in map {
                let place = *places.entry(name.as_str()).or_insert_with(|| {
                    columns.push(name.clone());
                    columns.len() - 1
                });
                if place >= row.len() {
                    row.resize(place + 1, Value::Null);
                }
                row[place] = cell.clone();
            }
            rows.push(row);
        }
        for row in &mut rows {
            row.resize(columns.len(), Value::Null);
        }
        Ok(Self { columns, rows })
    }

    fn from_lists(items: &[Value]) -> Result<Self, String> {
        let mut rows = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            rows.push(
                item.as_array()
                    .ok_or_else(|| other_kind(index, item))?
                    .clone(),
            );
        }
        let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.resize(widest, Value::Null);
        }
        let columns = (0..widest).map(|column| column.to_string()).collect();
        Ok(Self { columns, rows })
    }

    fn from_values(items: &[Value]) -> Result<Self, String> {
        let odd = |item: &&Value| item.is_array() || item.is_object();
        if let Some(index) = items.iter().position(|item| odd(&item)) {
            return Err(other_kind(index, &items[index]));
        }
        Ok(Self {
            columns: vec!["value".into()],
            rows: items.iter().map(|item| vec![item.clone()]).collect(),
        })
    }

    /// The place of a column, or which there are.
    pub(crate) fn place_of(&self, name: &str) -> Result<usize, String> {
        let names = || self.columns.iter().map(String::as_str);
        names().position(|column| column == name).ok_or_else(|| {
            let hint = match nearest(name, names()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("it has {}", names().take(20).collect::<Vec<_>>().join(", ")),
            };
            format!("`data` has no column \"{name}\"; {hint}")
        })
    }

    /// The cells of a column, from top to bottom.
    pub(crate) fn column(&self, index: usize) -> impl Iterator<Item = &Value> {
        self.rows.iter().map(move |row| &row[index])
    }

    /// Whether a column holds numbers and nothing else (but gaps).
    pub(crate) fn is_numeric(&self, index: usize) -> bool {
        let mut cells = self.column(index).filter(|cell| !cell.is_null()).peekable();
        cells.peek().is_some() && cells.all(Value::is_number)
    }
}

fn other_kind(index: usize, item: &Value) -> String {
    format!(
        "must have rows of one kind, but row {index} is {}",
        describe(item)
    )
}

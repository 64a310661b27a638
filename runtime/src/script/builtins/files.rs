//! Files beneath the app's folder. Data frames come with a later version; this is what small apps need.

use rhai::{Array, Blob, Dynamic, FuncRegistration, Map, Module};

use super::{Context, Outcome, Run, errors};

/// Registers them.
pub(super) fn register(module: &mut Module) {
    FuncRegistration::new("read_bytes").set_into_module(
        module,
        |context: Context<'_>, path: &str| -> Outcome<Blob> {
            Ok(read(&context, "read_bytes", path)?.to_vec())
        },
    );
    FuncRegistration::new("read_text").set_into_module(
        module,
        |context: Context<'_>, path: &str| -> Outcome<String> { text(&context, "read_text", path) },
    );
    FuncRegistration::new("read_csv").set_into_module(
        module,
        |context: Context<'_>, path: &str| -> Outcome<Array> {
            let text = text(&context, "read_csv", path)?;
            rows(&text).map_err(|why| errors::at(&context, format!("read_csv: {why} in {path}")))
        },
    );
}

fn read(context: &Context<'_>, function: &str, path: &str) -> Outcome<std::sync::Arc<[u8]>> {
    Run::of(context)?
        .0
        .shared
        .file(path)
        .map_err(|why| errors::at(context, format!("{function}: {why}")))
}

fn text(context: &Context<'_>, function: &str, path: &str) -> Outcome<String> {
    let bytes = read(context, function, path)?;
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        errors::at(
            context,
            format!(
                "{function}: byte {} is not UTF-8; save the file as UTF-8: {path}",
                error.utf8_error().valid_up_to()
            ),
        )
    })
}

/// The rows of a CSV text as maps; numbers and true/false are read as such, empty cells as `()`.
pub(in crate::script) fn rows(text: &str) -> Result<Array, String> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let names = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut rows = Array::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let row: Map = names
            .iter()
            .zip(&record)
            .map(|(name, cell)| (name.trim_start_matches('\u{feff}').into(), cell_value(cell)))
            .collect();
        rows.push(row.into());
    }
    Ok(rows)
}

fn cell_value(cell: &str) -> Dynamic {
    match cell {
        "" => Dynamic::UNIT,
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        // A leading zero means a code (a postal code, a number plate), not a number.
        _ if cell.len() > 1
            && cell.starts_with('0')
            && cell.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            cell.into()
        }
        _ => match (cell.parse::<i64>(), cell.parse::<f64>()) {
            (Ok(int), _) => int.into(),
            (_, Ok(float)) if float.is_finite() => float.into(),
            _ => cell.into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_rows_are_maps_with_types() {
        let rows = rows("name,age,zip\nAda,36,01234\n\"Bob, Jr\",,99\n").unwrap();
        let first = rows[0].read_lock::<Map>().unwrap();
        assert_eq!(first["age"].as_int(), Ok(36));
        assert_eq!(first["zip"].to_string(), "01234");
        assert!(rows[1].read_lock::<Map>().unwrap()["age"].is_unit());
    }

    #[test]
    fn a_ragged_csv_says_where() {
        assert!(rows("a,b\n1,2\n3\n").unwrap_err().contains("line: 3"));
    }
}

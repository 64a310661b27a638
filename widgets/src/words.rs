//! Words for errors: what a value is, what may have been meant, what there is to choose from.

use serde_json::Value;

/// The text of a text, a number or true/false; a list, a map or `()` has none.
pub fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// What a value is, for an error: its type and, where short, itself.
pub fn describe(value: &Value) -> String {
    match value {
        Value::Null => "()".into(),
        Value::Bool(flag) => format!("{flag}"),
        Value::Number(number) => format!("{number}"),
        Value::String(text) if text.chars().count() <= 40 => format!("the text \"{text}\""),
        Value::String(_) => "a text".into(),
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(_) => "a map".into(),
    }
}

/// The name most like `name`, if one is near enough to be a slip.
///
/// ```
/// use mirror_widgets::call::nearest;
/// assert_eq!(nearest("silder", ["slider", "title"]), Some("slider"));
/// assert_eq!(nearest("banana", ["slider", "title"]), None);
/// ```
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = 1 + name.chars().count() / 4;
    names
        .into_iter()
        .map(|other| (distance(name, other), other))
        .filter(|(steps, _)| *steps <= most)
        .min()
        .map(|(_, other)| other)
}

/// How many letters must be added, dropped, changed or swapped with their neighbor.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, first) in rows[0].iter_mut().enumerate() {
        *first = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1)
                .min(rows[i][j - 1] + 1)
                .min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

/// Names in a row: `` `a`, `b` ``.
pub(crate) fn list(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Words as alternatives: `"a", "b" or "c"`.
pub(crate) fn list_or(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => format!("\"{one}\""),
        [most @ .., last] => {
            let most: Vec<String> = most.iter().map(|word| format!("\"{word}\"")).collect();
            format!("{} or \"{last}\"", most.join(", "))
        }
    }
}

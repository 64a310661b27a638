//! Values as texts of a page's address, and back.

use serde_json::Value;

use crate::call::plain_text;

/// A value as texts: a list has one for each item, `()` and an empty list one that is empty.
pub(crate) fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Null => Some(vec![String::new()]),
        Value::Array(items) if items.is_empty() => Some(vec![String::new()]),
        Value::Array(items) => items.iter().map(plain_text).collect(),
        one => Some(vec![plain_text(one)?]),
    }
}

/// What texts may mean, the likeliest first; the widget takes the first that it understands.
pub(crate) fn readings(texts: &[String]) -> Vec<Value> {
    let list = |read: fn(&str) -> Value| -> Value { texts.iter().map(|text| read(text)).collect() };
    let mut readings = Vec::with_capacity(5);
    if let [one] = texts {
        readings.extend([word(one), read(one)]);
        if one.is_empty() {
            readings.extend([Value::Null, Value::Array(Vec::new())]);
        }
    }
    readings.extend([list(word), list(read)]);
    readings
}

fn word(text: &str) -> Value {
    text.into()
}

/// The number, or true or false, that a text is.
fn read(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => value,
        _ => word(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_has_text_is_among_the_readings_of_it() {
        for value in [
            json!("a b"),
            json!(""),
            json!("7"),
            json!(7),
            json!(0.5),
            json!(true),
            json!(null),
            json!([]),
            json!(["a", "b"]),
            json!([1, 2.5]),
        ] {
            let texts = texts(&value).unwrap();
            assert!(readings(&texts).contains(&value), "{value}");
        }
    }

    #[test]
    fn a_map_has_no_text() {
        assert_eq!(texts(&json!({ "a": 1 })), None);
        assert_eq!(texts(&json!([{ "a": 1 }])), None);
    }
}

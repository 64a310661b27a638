//! What a chart shows, in one sentence.

use super::{
    data::{Across, Data},
    time,
};
use crate::format;

/// `Line chart of sin and noisy over x from 0 to 10; values from -1 to 1.5.`
pub(super) fn sentence(kind: &str, data: &Data) -> String {
    if data.is_empty() {
        return "no data".into();
    }
    let points = || data.series.iter().flat_map(|series| &series.points);
    let (first, last) = ends(points().map(|(x, _)| *x));
    let (low, high) = ends(points().filter_map(|(_, y)| *y));
    let place = |place: f64| match &data.across {
        Across::Names(names) => names.get(place as usize).cloned().unwrap_or_default(),
        Across::Time => time::text(place),
        Across::Rows | Across::Numbers => number(place),
    };
    let over = data.x_name.as_deref().unwrap_or("rows");
    format!(
        "{kind} of {} over {over} from {} to {}; values from {} to {}.",
        names(data),
        place(first),
        place(last),
        number(low),
        number(high)
    )
}

fn ends(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
        (low.min(number), high.max(number))
    })
}

/// A number with four digits that count, as a person would say it.
fn number(number: f64) -> String {
    let power = number.abs().log10().floor();
    if number == 0.0 || (-4.0..15.0).contains(&power) {
        let decimals = (3.0 - power).clamp(0.0, 7.0) as usize;
        return format::grouped(number, decimals, true);
    }
    format::number(number, "%.4g").unwrap_or_default()
}

/// `a`, `a and b`, `a, b and c`, or the first five and how many more.
fn names(data: &Data) -> String {
    const MOST: usize = 5;
    let names: Vec<&str> = data
        .series
        .iter()
        .map(|series| series.name.as_str())
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).into(),
        [first @ .., last] if names.len() <= MOST => format!("{} and {last}", first.join(", ")),
        many => format!("{} and {} more", many[..MOST].join(", "), many.len() - MOST),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_short_and_plain() {
        for (value, expected) in [
            (0.0, "0"),
            (-1.46321, "-1.463"),
            (9_860_000.0, "9,860,000"),
            (0.000123456, "0.0001235"),
            (1e20, "1e+20"),
            (1e-9, "1e-09"),
        ] {
            assert_eq!(number(value), expected);
        }
    }
}

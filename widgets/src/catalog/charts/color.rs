//! The colors of series: eight hues of the page's theme, or what a script names.

/// The hue of the n-th series.
pub(in crate::catalog) fn of_series(index: usize) -> String {
    format!("var(--d{})", index % 8 + 1)
}

/// A color that a script names, in CSS.
pub(in crate::catalog) fn named(name: &str) -> Option<String> {
    Some(match name.to_ascii_lowercase().as_str() {
        "primary" => "var(--accent)".into(),
        "violet" | "purple" => "var(--violet)".into(),
        "teal" | "cyan" => "var(--teal)".into(),
        "red" | "pink" => "var(--red)".into(),
        "gray" | "grey" => "var(--gray)".into(),
        hue @ ("yellow" | "blue" | "green" | "orange") => format!("var(--{hue})"),
        hex => return is_hex(hex).then(|| hex.to_owned()),
    })
}

fn is_hex(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        [3, 4, 6, 8].contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::{named, of_series};

    #[test]
    fn colors_are_names_or_hex_digits_and_nothing_else() {
        assert_eq!(named("Green").as_deref(), Some("var(--green)"));
        assert_eq!(named("#5f40C9").as_deref(), Some("#5f40c9"));
        for wrong in ["#12", "#ggg", "url(x)", "\"/><script>", "var(--ink)", ""] {
            assert_eq!(named(wrong), None, "{wrong}");
        }
        assert_eq!(of_series(8), "var(--d1)");
    }
}

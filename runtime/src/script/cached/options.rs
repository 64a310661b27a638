//! What a decorator or a call says about caching: `ttl`, `max_entries`, `show_spinner`.

use std::time::Duration;

use rhai::{Dynamic, Map};

use crate::cache::Policy;

/// What a decorator or a call says about caching.
#[derive(Debug, Clone, Default)]
pub(super) struct Options {
    pub(super) policy: Policy,
    /// What the spinner says; `None` for no spinner.
    pub(super) spinner: Option<String>,
}

const OPTIONS: &[&str] = &["ttl", "max_entries", "show_spinner"];

/// Reads them; `name` is the function's, for the spinner.
pub(super) fn options(given: &Map, name: &str) -> Result<Options, String> {
    let mut options = Options {
        spinner: Some(format!("Running `{name}`...")),
        ..Options::default()
    };
    for (option, value) in given {
        match option.as_str() {
            "ttl" => options.policy.ttl = Some(seconds("ttl", value)?),
            "max_entries" => {
                let most = value
                    .as_int()
                    .ok()
                    .filter(|most| *most > 0)
                    .and_then(|most| usize::try_from(most).ok());
                options.policy.max_entries =
                    Some(most.ok_or("`max_entries` must be a whole number above 0")?);
            }
            "show_spinner" => match (value.as_bool(), value.clone().into_string()) {
                (Ok(true), _) => {}
                (Ok(false), _) => options.spinner = None,
                (_, Ok(text)) => options.spinner = Some(text),
                _ => return Err("`show_spinner` must be true, false or a text".into()),
            },
            other => {
                let near = mirror_widgets::call::nearest(other, OPTIONS.iter().copied());
                let hint = near.map_or_else(
                    || "it has `ttl`, `max_entries` and `show_spinner`".into(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(format!("has no option `{other}`; {hint}"));
            }
        }
    }
    Ok(options)
}

/// A time span: seconds, or a text such as "90s", "15m", "2h", "1d".
pub(in crate::script) fn seconds(name: &str, value: &Dynamic) -> Result<Duration, String> {
    let wrong = || {
        format!(
            "`{name}` must be seconds above 0, or a text such as \"90s\", \"15m\", \"2h\" or \"1d\""
        )
    };
    let span = if let Ok(int) = value.as_int() {
        int as f64
    } else if let Ok(float) = value.as_float() {
        float
    } else {
        let text = value.clone().into_string().map_err(|_cause| wrong())?;
        let split = text.trim().len().saturating_sub(1);
        let (number, unit) = text.trim().split_at_checked(split).ok_or_else(wrong)?;
        let factor = match unit {
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            "d" => 86400.0,
            _ => return Err(wrong()),
        };
        number.trim().parse::<f64>().map_err(|_cause| wrong())? * factor
    };
    Duration::try_from_secs_f64(span)
        .ok()
        .filter(|span| !span.is_zero())
        .ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_spans_read_as_people_write_them() {
        assert_eq!(seconds("ttl", &90_i64.into()), Ok(Duration::from_secs(90)));
        assert_eq!(seconds("ttl", &"15m".into()), Ok(Duration::from_secs(900)));
        assert_eq!(
            seconds("ttl", &"0.5h".into()),
            Ok(Duration::from_secs(1800))
        );
        for wrong in ["soon", "", "m", "-1s"] {
            assert!(seconds("ttl", &wrong.into()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_option_names_the_nearest() {
        let mut given = Map::new();
        given.insert("tll".into(), 3_i64.into());
        assert!(
            options(&given, "load")
                .unwrap_err()
                .contains("did you mean `ttl`")
        );
    }
}

//! `metric`: one important number, and how it changed.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{describe, named, place},
    format::{self, FORMAT},
    locale::Locale,
    thin,
    widget::LABEL,
};

/// One important number, and how it changed.
pub(crate) struct Metric;

/// What the browser draws for a metric.
#[derive(Debug, Serialize, TS)]
pub(crate) struct MetricProps {
    /// What the number is, in Markdown.
    label: String,
    /// The number, as text.
    value: String,
    /// The change, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    delta: Option<String>,
    /// Where the change's arrow points.
    #[ts(type = "\"up\" | \"down\" | \"none\"")]
    direction: &'static str,
    /// Whether up is good, bad, or neither.
    #[ts(type = "\"normal\" | \"inverse\" | \"off\"")]
    delta_color: &'static str,
    /// A tooltip, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    help: Option<String>,
    /// What the change is compared with, beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    delta_description: Option<String>,
    /// An emoji or a symbol before the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// Whether it has a border.
    border: bool,
    /// Whether the label is seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"hidden\" | \"collapsed\"")]
    label_visibility: Option<&'static str>,
    /// The numbers of the small chart below.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    chart_data: Option<Vec<f64>>,
    /// The kind of the small chart.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "\"line\" | \"bar\" | \"area\"")]
    chart_type: Option<&'static str>,
}

impl Display for Metric {
    const NAME: &'static str = "metric";
    const DOC: &'static str = "One important number, and how it changed.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place(
            "value",
            "number or text",
            "",
            "The number, or a text in its place; () shows a dash.",
        ),
        place(
            "delta",
            "number or text",
            "()",
            "How it changed; a minus in front makes the arrow point down.",
        ),
        named(
            "delta_color",
            "\"normal\", \"inverse\" or \"off\"",
            "\"normal\"",
            "Whether up is good (green), bad (red), or neither.",
        ),
        named(
            "delta_arrow",
            "\"auto\", \"up\", \"down\" or \"off\"",
            "\"auto\"",
            "Where the arrow points; by default where the change goes.",
        ),
        named(
            "delta_description",
            "text",
            "()",
            "What the change is compared with, such as \"since yesterday\".",
        ),
        named(
            "icon",
            "text",
            "()",
            "An emoji or a symbol such as `:material/speed:` before the label.",
        ),
        named(
            "help",
            "text",
            "()",
            "A tooltip beside the label, in Markdown.",
        ),
        named(
            "border",
            "true or false",
            "false",
            "Draws a border around it.",
        ),
        named(
            "label_visibility",
            "\"visible\", \"hidden\" or \"collapsed\"",
            "\"visible\"",
            "Whether the label is seen; screen readers always get it.",
        ),
        FORMAT,
        named(
            "chart_data",
            "list",
            "()",
            "Numbers for a small chart below.",
        ),
        named(
            "chart_type",
            "\"line\", \"bar\" or \"area\"",
            "\"line\"",
            "The kind of that small chart.",
        ),
    ];
    type Props = MetricProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<MetricProps, WidgetError> {
        let format = format::read(args)?;
        let locale = host.locale();
        let value = match number_or_text(args, "value", format.as_deref(), &locale)? {
            None if args.is_none("value") => "—".into(),
            None => return Err(args.missing("value", "a number or text")),
            Some(text) => text,
        };
        let chart_data = chart_data(args)?;
        let chart_type = args.choice("chart_type", &["line", "bar", "area"])?;
        let visibility = args.choice("label_visibility", &["visible", "hidden", "collapsed"])?;
        Ok(MetricProps {
            label: args.required_text("label")?,
            value,
            delta: number_or_text(args, "delta", format.as_deref(), &locale)?,
            direction: match args.choice("delta_arrow", &["auto", "up", "down", "off"])? {
                "auto" => direction(args.value("delta")?),
                "off" => "none",
                told => told,
            },
            delta_color: args.choice("delta_color", &["normal", "inverse", "off"])?,
            delta_description: args.text("delta_description")?,
            icon: args.text("icon")?,
            help: args.text("help")?,
            border: args.flag("border", false)?,
            label_visibility: (visibility != "visible").then_some(visibility),
            chart_type: chart_data.is_some().then_some(chart_type),
            chart_data,
        })
    }
}

fn number_or_text(
    args: &Args,
    name: &str,
    format: Option<&str>,
    locale: &Locale,
) -> Result<Option<String>, WidgetError> {
    Ok(match (args.value(name)?, format) {
        (Some(Value::Number(value)), Some("localized")) => {
            Some(locale.number(value.as_f64().unwrap_or_default()))
        }
        (Some(Value::Number(value)), Some(format)) => {
            format::number(value.as_f64().unwrap_or_default(), format)
        }
        (Some(value @ Value::Number(_)), None) => Some(format::plain(value)),
        _ => args.text(name)?.filter(|text| !text.is_empty()),
    })
}

fn direction(delta: Option<&Value>) -> &'static str {
    match delta {
        Some(Value::Number(number)) => match number.as_f64().unwrap_or_default() {
            change if change < 0.0 => "down",
            change if change > 0.0 => "up",
            _ => "none",
        },
        // "unchanged" goes nowhere, but "2 since yesterday" goes up.
        Some(Value::String(text)) if !text.contains(|c: char| c.is_numeric()) => "none",
        Some(Value::String(text)) if text.starts_with(['-', '−']) => "down",
        Some(_) => "up",
        None => "none",
    }
}

/// The numbers of the small chart, as many as such a chart can show; `()` among them is left out.
fn chart_data(args: &Args) -> Result<Option<Vec<f64>>, WidgetError> {
    const COLUMNS: usize = 200;
    let Some(items) = args.list("chart_data")? else {
        return Ok(None);
    };
    let numbers = items.iter().filter(|item| !item.is_null()).map(|item| {
        item.as_f64().ok_or_else(|| {
            args.error(format!(
                "`chart_data` must hold numbers, not {}",
                describe(item)
            ))
        })
    });
    let numbers: Vec<f64> = numbers.collect::<Result<_, _>>()?;
    let points = numbers.iter().enumerate();
    let points = points.map(|(index, number)| (index as f64, Some(*number)));
    let kept = thin::thinned(&points.collect::<Vec<_>>(), COLUMNS);
    Ok(Some(
        kept.into_iter().filter_map(|(_, number)| number).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_metric_needs_a_label_and_a_value_only() {
        assert_eq!(
            Stage::default()
                .props("metric", args!["Speed", 1.0])
                .unwrap(),
            json!({
                "label": "Speed", "value": "1", "direction": "none",
                "delta_color": "normal", "border": false
            })
        );
    }

    #[test]
    fn the_arrow_follows_the_sign() {
        let mut stage = Stage::default();
        for (delta, text, direction) in [
            (json!(2), json!("2"), "up"),
            (json!(-0.05), json!("-0.05"), "down"),
            (json!(0), json!("0"), "none"),
            (json!("-3 °C"), json!("-3 °C"), "down"),
            (json!("2 since last run"), json!("2 since last run"), "up"),
            (json!("unchanged"), json!("unchanged"), "none"),
            (json!(""), json!(null), "none"),
            (json!(null), json!(null), "none"),
        ] {
            let props = stage.props("metric", args!["T", 1, delta]).unwrap();
            assert_eq!(
                (&props["delta"], &props["direction"]),
                (&text, &json!(direction))
            );
        }
    }

    #[test]
    fn every_option_arrives() {
        let given = args![
            "T",
            0.25,
            0.5,
            delta_color = "inverse",
            help = "h",
            border = true,
            label_visibility = "hidden",
            format = "percent",
            chart_data = json!([1, null, 2.5]),
            chart_type = "bar",
            delta_arrow = "down",
            delta_description = "since May",
            icon = "🎯"
        ];
        assert_eq!(
            Stage::default().props("metric", given).unwrap(),
            json!({
                "label": "T", "value": "25.00%", "delta": "50.00%", "direction": "down",
                "delta_color": "inverse", "delta_description": "since May", "icon": "🎯",
                "help": "h", "border": true,
                "label_visibility": "hidden", "chart_data": [1.0, 2.5], "chart_type": "bar"
            })
        );
    }

    #[test]
    fn no_value_is_a_dash() {
        let props = Stage::default()
            .props("metric", args!["T", json!(null)])
            .unwrap();
        assert_eq!(props["value"], "—");
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args!["T"],
                "metric: `value` is missing: give a number or text",
            ),
            (
                args!["T", [1]],
                "metric: `value` must be text, not a list of 1",
            ),
            (
                args!["T", 1, delta_color = "red"],
                "metric: `delta_color` must be \"normal\", \"inverse\" or \"off\", not \"red\"",
            ),
            (
                args!["T", 1, format = "%d of %d"],
                "metric: `format` must hold one number like `%d` or `%.2f`, or be plain, localized, percent, dollar, euro, yen, accounting, bytes, compact, scientific, engineering, not \"%d of %d\"",
            ),
            (
                args!["T", 1, chart_data = ["a"]],
                "metric: `chart_data` must hold numbers, not the text \"a\"",
            ),
        ] {
            assert_eq!(stage.draw("metric", given).unwrap_err(), expected);
        }
    }
}

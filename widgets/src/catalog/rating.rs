//! `rating`: a number of stars.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    widget::LABEL,
};

/// A number of stars.
pub(crate) struct Rating;

/// What the browser draws for a rating.
#[derive(Debug, Serialize, TS)]
pub(crate) struct RatingProps {
    /// What is rated, in Markdown.
    label: String,
    /// How many stars there are.
    max: u32,
    /// Whether a star may be half full.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    half: bool,
    /// What stands in the place of stars.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
}

/// More than a person can tell apart, or a phone can show.
const MOST: u32 = 20;

impl Input for Rating {
    const NAME: &'static str = "rating";
    const DOC: &'static str = "A number of stars; () until somebody gave one.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        place("max", "number", "5", "How many stars there are."),
        place("value", "number", "()", "The number at the start."),
        named(
            "half",
            "true or false",
            "false",
            "Takes half stars too; the script gets decimals then.",
        ),
        named(
            "icon",
            "text",
            "a star",
            "What stands in the place of stars: an emoji or `:material/name:`.",
        ),
    ];
    const VALUE: &'static str = "number | null";
    type Props = RatingProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(RatingProps, Value), WidgetError> {
        let props = RatingProps {
            label: args.required_text("label")?,
            max: args.count("max")?.unwrap_or(5),
            half: args.flag("half", false)?,
            icon: args.text("icon")?,
        };
        if props.max > MOST {
            return Err(args.error(format!("`max` must be at most {MOST}, not {}", props.max)));
        }
        let start = args.number("value")?.map_or(Value::Null, Value::from);
        let default =
            Self::fit(&props, start).map_err(|why| args.error(format!("`value` {why}")))?;
        Ok((props, default))
    }

    fn accept(props: &RatingProps, sent: &Value) -> Result<Value, String> {
        Self::fit(props, sent.clone())
    }

    fn fit(props: &RatingProps, value: Value) -> Result<Value, String> {
        if value.is_null() {
            return Ok(value);
        }
        let steps = if props.half { 2.0 } else { 1.0 };
        let fits = |number: &f64| {
            *number > 0.0 && *number <= f64::from(props.max) && (number * steps).fract() == 0.0
        };
        match value.as_f64().filter(fits) {
            Some(number) if props.half => Ok(number.into()),
            Some(number) => Ok((number as i64).into()),
            None => Err(format!(
                "must be above 0 and at most {}, in steps of {}, not {}",
                props.max,
                1.0 / steps,
                describe(&value)
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn it_is_empty_until_somebody_rates() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("rating", args!["Answer"]).unwrap(),
            json!({ "label": "Answer", "max": 5, "value": null })
        );
        assert_eq!(stage.send(json!(4)).unwrap().to_string(), "4");
        for sent in [json!(0), json!(6), json!(2.5), json!("3"), json!([1])] {
            assert!(stage.send(sent).is_err());
        }
        assert_eq!(stage.send(json!(null)), Ok(json!(null)));
    }

    #[test]
    fn halves_are_decimals() {
        let mut stage = Stage::default();
        let given = args!["Answer", 3, 2.5, half = true, icon = "❤️"];
        assert_eq!(
            stage.props("rating", given).unwrap(),
            json!({ "label": "Answer", "max": 3, "half": true, "icon": "❤️", "value": 2.5 })
        );
        assert_eq!(stage.send(json!(3)).unwrap().to_string(), "3.0");
        assert!(stage.send(json!(0.25)).is_err());
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.draw("rating", args!["A", 21]).unwrap_err(),
            "rating: `max` must be at most 20, not 21"
        );
        assert_eq!(
            stage.draw("rating", args!["A", 5, 2.5]).unwrap_err(),
            "rating: `value` must be above 0 and at most 5, in steps of 1, not 2.5"
        );
    }
}

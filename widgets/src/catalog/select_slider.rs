//! `select_slider`: one of some options in their order, or a range of them, by dragging.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, place},
    options::{FORMAT_FUNC, LABELS, OPTIONS, Options},
    widget::LABEL,
};

/// One of some options in their order, or a range of them, by dragging.
pub(crate) struct SelectSlider;

/// What the browser draws for a slider over options.
#[derive(Debug, Serialize, TS)]
pub(crate) struct SelectSliderProps {
    /// What is asked, in Markdown.
    label: String,
    /// The texts of the options, in order.
    #[ts(type = "string[]")]
    options: Options,
    /// Whether it has two thumbs.
    range: bool,
}

impl SelectSliderProps {
    /// A place, or a pair of them in order.
    fn places(&self, value: &Value, place: impl Fn(&Value) -> Option<usize>) -> Option<Vec<usize>> {
        let ends = match value {
            Value::Array(pair) if self.range && pair.len() == 2 => vec![&pair[0], &pair[1]],
            Value::Array(_) => return None,
            _ if self.range => return None,
            one => vec![one],
        };
        let places: Vec<usize> = ends.into_iter().map(place).collect::<Option<_>>()?;
        places.is_sorted().then_some(places)
    }

    fn of_script(&self, value: &Value) -> Option<Vec<usize>> {
        self.places(value, |value| self.options.index_of(value))
    }

    fn value(&self, places: &[usize]) -> Value {
        let option = |place: &usize| self.options.value(*place).cloned().unwrap_or_default();
        match places {
            [one] => option(one),
            pair => pair.iter().map(option).collect(),
        }
    }
}

impl Input for SelectSlider {
    const NAME: &'static str = "select_slider";
    const DOC: &'static str =
        "One of some options in their order, or a range of them, by dragging.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        OPTIONS,
        place(
            "value",
            "option or pair",
            "the first",
            "The option at the start; a pair like `[\"low\", \"high\"]` makes a range with two thumbs.",
        ),
        FORMAT_FUNC,
        LABELS,
    ];
    const VALUE: &'static str = "number | [number, number]";
    type Props = SelectSliderProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(SelectSliderProps, Value), WidgetError> {
        let options = Options::read(args)?;
        if options.len() == 0 {
            return Err(args.error("`options` is empty: give at least one"));
        }
        let given = args.value("value")?;
        // An option that is a list itself is no range.
        let range =
            given.is_some_and(|value| value.is_array() && options.index_of(value).is_none());
        let props = SelectSliderProps {
            label: args.required_text("label")?,
            options,
            range,
        };
        let default = match given {
            None => props.value(&[0]),
            Some(pair @ Value::Array(ends)) if range => {
                if ends.len() != 2 {
                    return Err(args.wrong("value", "an option or a pair of them", pair));
                }
                for end in ends {
                    known(args, &props, end)?;
                }
                let mut places: Vec<usize> = ends
                    .iter()
                    .filter_map(|end| props.options.index_of(end))
                    .collect();
                places.sort_unstable();
                props.value(&places)
            }
            Some(one) => {
                known(args, &props, one)?;
                one.clone()
            }
        };
        Ok((props, default))
    }

    fn accept(props: &SelectSliderProps, sent: &Value) -> Result<Value, String> {
        let place = |sent: &Value| {
            let place = usize::try_from(sent.as_u64()?).ok()?;
            (place < props.options.len()).then_some(place)
        };
        let places = props.places(sent, place).ok_or_else(|| {
            format!(
                "there are {} options, and {} is none of them",
                props.options.len(),
                describe(sent)
            )
        })?;
        Ok(props.value(&places))
    }

    fn fit(props: &SelectSliderProps, value: Value) -> Result<Value, String> {
        match props.of_script(&value) {
            Some(_) => Ok(value),
            None => Err(format!("{} is not among the options", describe(&value))),
        }
    }

    fn sent(props: &SelectSliderProps, value: &Value) -> Value {
        match props.of_script(value).as_deref() {
            Some([one]) => (*one).into(),
            Some(pair) => pair.into(),
            None => Value::Null,
        }
    }

    fn to_address(props: &SelectSliderProps, value: &Value) -> Option<Vec<String>> {
        props.options.to_address(value)
    }

    fn from_address(props: &SelectSliderProps, texts: &[String]) -> Option<Value> {
        let sent = match texts {
            [one] => props.options.named(one),
            pair => pair.iter().map(|text| props.options.named(text)).collect(),
        };
        Self::accept(props, &sent).ok()
    }
}

fn known(args: &Args, props: &SelectSliderProps, value: &Value) -> Result<(), WidgetError> {
    match props.options.index_of(value) {
        Some(_) => Ok(()),
        None => Err(args.error(format!(
            "`value` is {}, which is not among the options",
            describe(value)
        ))),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    const SIZES: [&str; 3] = ["tiny", "base", "large"];

    #[test]
    fn one_option_is_chosen() {
        let mut stage = Stage::default();
        let given = || args!["Model", SIZES, "base", labels = ["Tiny", "Base", "Large"]];
        assert_eq!(stage.value("select_slider", given()), Ok(json!("base")));
        assert_eq!(
            *stage.last().props,
            *json!({ "label": "Model", "options": ["Tiny", "Base", "Large"], "range": false, "value": 1 })
                .as_object()
                .unwrap()
        );
        assert_eq!(stage.send(json!(2)), Ok(json!("large")));
        for sent in [
            json!(3),
            json!(-1),
            json!("tiny"),
            json!([0, 1]),
            json!(null),
        ] {
            assert!(stage.send(sent).is_err());
        }
    }

    #[test]
    fn a_pair_makes_a_range() {
        let mut stage = Stage::default();
        let given = || args!["Models", SIZES, ["large", "tiny"]];
        assert_eq!(
            stage.value("select_slider", given()),
            Ok(json!(["tiny", "large"]))
        );
        assert_eq!(stage.send(json!([1, 1])), Ok(json!(["base", "base"])));
        assert_eq!(
            stage.props("select_slider", given()).unwrap()["value"],
            json!([1, 1])
        );
        assert!(stage.send(json!([2, 1])).is_err());
        assert!(stage.send(json!(1)).is_err());
    }

    #[test]
    fn a_choice_that_is_gone_goes_back_to_the_start() {
        let mut stage = Stage::default();
        stage.draw("select_slider", args!["Model", SIZES]).unwrap();
        stage.send(json!(2)).unwrap();
        let value = stage.value("select_slider", args!["Model", ["tiny", "base"]]);
        assert_eq!(value, Ok(json!("tiny")));
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        let nothing: [&str; 0] = [];
        for (given, expected) in [
            (
                args!["M", nothing],
                "select_slider: `options` is empty: give at least one",
            ),
            (
                args!["M", SIZES, "huge"],
                "select_slider: `value` is the text \"huge\", which is not among the options",
            ),
            (
                args!["M", SIZES, ["tiny"]],
                "select_slider: `value` must be an option or a pair of them, not a list of 1",
            ),
        ] {
            assert_eq!(stage.draw("select_slider", given).unwrap_err(), expected);
        }
    }
}

//! `multiselect`: any number of options, in the order chosen.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::selectbox::{ACCEPT_NEW_OPTIONS, FILTER_MODE, PLACEHOLDER, filter_mode};
use crate::{
    Args, Host, Input, Param, WidgetError,
    options::{FORMAT_FUNC, LABELS, OPTIONS, Options},
    several::{DEFAULT, MAX_SELECTIONS, SELECT_ALL, Several},
    widget::LABEL,
};

/// Any number of options, in the order chosen.
pub(crate) struct Multiselect;

/// What the browser draws for a multiselect.
#[derive(Debug, Serialize, TS)]
pub(crate) struct MultiselectProps {
    /// What is asked, in Markdown.
    label: String,
    /// The texts of the options.
    #[ts(type = "string[]")]
    options: Options,
    /// What stands there while nothing is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    placeholder: Option<String>,
    /// How many may be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max_selections: Option<u32>,
    /// Whether a typed text may become an option.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    accept_new_options: Option<bool>,
    /// How typed text finds options.
    #[ts(type = "\"fuzzy\" | \"contains\" | \"prefix\" | \"none\"")]
    filter_mode: &'static str,
    /// Whether all can be chosen at once.
    select_all: bool,
}

impl MultiselectProps {
    fn several(&self) -> Several {
        Several::new(self.max_selections, self.accept_new_options == Some(true))
    }
}

impl Input for Multiselect {
    const NAME: &'static str = "multiselect";
    const DOC: &'static str = "Any number of options, in the order chosen.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        OPTIONS,
        DEFAULT,
        PLACEHOLDER,
        MAX_SELECTIONS,
        SELECT_ALL,
        FORMAT_FUNC,
        LABELS,
        ACCEPT_NEW_OPTIONS,
        FILTER_MODE,
    ];
    const VALUE: &'static str = "(number | string)[]";
    type Props = MultiselectProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(MultiselectProps, Value), WidgetError> {
        let props = MultiselectProps {
            label: args.required_text("label")?,
            options: Options::read(args)?,
            placeholder: args.text("placeholder")?,
            max_selections: args.count("max_selections")?,
            accept_new_options: args.flag("accept_new_options", false)?.then_some(true),
            filter_mode: filter_mode(args)?,
            select_all: args.flag("select_all", true)?,
        };
        let default = props.several().default(args, &props.options)?;
        Ok((props, default))
    }

    fn accept(props: &MultiselectProps, sent: &Value) -> Result<Value, String> {
        props.several().accept(&props.options, sent)
    }

    fn fit(props: &MultiselectProps, value: Value) -> Result<Value, String> {
        props.several().fit(&props.options, value)
    }

    fn sent(props: &MultiselectProps, value: &Value) -> Value {
        props.several().sent(&props.options, value)
    }

    fn to_address(props: &MultiselectProps, value: &Value) -> Option<Vec<String>> {
        props.options.to_address(value)
    }

    fn from_address(props: &MultiselectProps, texts: &[String]) -> Option<Value> {
        props.several().addressed(&props.options, texts)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::{Value, json};

    #[test]
    fn nothing_is_chosen_at_first() {
        assert_eq!(
            Stage::default()
                .props("multiselect", args!["Tags", ["a", "b"]])
                .unwrap(),
            json!({
                "label": "Tags", "options": ["a", "b"], "filter_mode": "fuzzy", "select_all": true,
                "value": []
            })
        );
    }

    #[test]
    fn every_option_arrives() {
        let given = args![
            "Tags",
            ["a", "b"],
            ["b"],
            placeholder = "Pick",
            max_selections = 2,
            labels = ["A", "B"],
            accept_new_options = true,
            filter_mode = "none",
            select_all = false
        ];
        assert_eq!(
            Stage::default().props("multiselect", given).unwrap(),
            json!({
                "label": "Tags", "options": ["A", "B"], "placeholder": "Pick",
                "max_selections": 2, "accept_new_options": true, "filter_mode": "none",
                "select_all": false, "value": [1]
            })
        );
    }

    #[test]
    fn the_order_chosen_is_kept() {
        let mut stage = Stage::default();
        let given = || args!["Tags", ["a", "b", "c"], "b"];
        assert_eq!(stage.value("multiselect", given()), Ok(json!(["b"])));
        assert_eq!(stage.send(json!([2, 0])), Ok(json!(["c", "a"])));
        assert_eq!(
            stage.props("multiselect", given()).unwrap()["value"],
            json!([2, 0])
        );
    }

    #[test]
    fn what_cannot_have_been_chosen_is_refused() {
        let mut stage = Stage::default();
        stage
            .draw(
                "multiselect",
                args!["Tags", ["a", "b", "c"], max_selections = 2],
            )
            .unwrap();
        for (sent, why) in [
            (json!([0, 0]), "the text \"a\" is chosen twice"),
            (json!([0, 1, 2]), "at most 2 may be chosen"),
            (json!([3]), "there are 3 options, and 3 is none of them"),
            (
                json!(["x"]),
                "there are 3 options, and the text \"x\" is none of them",
            ),
            (json!(0), "must be a list, not 0"),
            (json!(null), "must be a list, not ()"),
        ] {
            assert_eq!(stage.send(sent), Err(why.into()));
        }
    }

    #[test]
    fn what_is_still_among_the_options_stays_chosen() {
        let mut stage = Stage::default();
        stage
            .draw("multiselect", args!["Tags", ["a", "b", "c"]])
            .unwrap();
        stage.send(json!([2, 0])).unwrap();
        let value = stage.value("multiselect", args!["Tags", ["b", "c"]]);
        assert_eq!(value, Ok(json!(["c"])));
        let value = stage.value("multiselect", args!["Tags", ["x", "y"], ["y"]]);
        assert_eq!(value, Ok(json!(["y"])));
    }

    #[test]
    fn new_options_are_taken_where_wanted() {
        let mut stage = Stage::default();
        let given = || args!["Tags", ["a"], accept_new_options = true];
        stage.draw("multiselect", given()).unwrap();
        assert_eq!(stage.send(json!(["new", 0])), Ok(json!(["new", "a"])));
        assert_eq!(
            stage.props("multiselect", given()).unwrap()["value"],
            json!(["new", 0])
        );
        assert_eq!(
            stage.send(json!(["a", 0])),
            Err("the text \"a\" is chosen twice".into())
        );
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args!["T", ["a"], ["b"]],
                "multiselect: `default` holds the text \"b\", which is not among the options",
            ),
            (
                args!["T", ["a"], ["a", "a"]],
                "multiselect: `default` holds the text \"a\" twice",
            ),
            (
                args!["T", ["a", "b"], ["a", "b"], max_selections = 1],
                "multiselect: `default` holds 2, but `max_selections` is 1",
            ),
            (
                args!["T", ["a"], max_selections = 0],
                "multiselect: `max_selections` must be 1 or more, not 0",
            ),
        ] {
            assert_eq!(stage.draw("multiselect", given).unwrap_err(), expected);
        }
    }

    #[test]
    fn a_hundred_thousand_choices_are_cheap() {
        let options: Vec<Value> = (0..100_000).map(Value::from).collect();
        let mut stage = Stage::default();
        stage
            .draw("multiselect", args!["Many", &options, &options])
            .unwrap();
        let all: Value = (0..100_000).rev().collect();
        assert!(stage.send(all.clone()).is_ok());
        assert_eq!(
            stage.props("multiselect", args!["Many", &options]).unwrap()["value"],
            all
        );
    }
}

//! `checkbox_group`: several of a few options, all in view.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::named,
    options::{FORMAT_FUNC, LABELS, OPTIONS, Options},
    several::{DEFAULT, MAX_SELECTIONS, SELECT_ALL, Several},
    widget::LABEL,
};

/// Several of a few options, all in view.
pub(crate) struct CheckboxGroup;

/// What the browser draws for a group of boxes.
#[derive(Debug, Serialize, TS)]
pub(crate) struct CheckboxGroupProps {
    /// What is asked, in Markdown.
    label: String,
    /// The texts of the options, in Markdown.
    #[ts(type = "string[]")]
    options: Options,
    /// Small print below each option.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    captions: Option<Vec<String>>,
    /// Whether the options stand side by side.
    horizontal: bool,
    /// Whether a box over them ticks all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    select_all: bool,
    /// How many may be ticked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max_selections: Option<u32>,
}

impl CheckboxGroupProps {
    fn several(&self) -> Several {
        Several::new(self.max_selections, false)
    }
}

impl Input for CheckboxGroup {
    const NAME: &'static str = "checkbox_group";
    const DOC: &'static str =
        "Several of a few options, all in view: a list, in the order of the options.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        OPTIONS,
        DEFAULT,
        named(
            "horizontal",
            "true or false",
            "false",
            "Puts the options side by side.",
        ),
        named("captions", "list", "()", "Small print below each option."),
        Param {
            default: "false",
            ..SELECT_ALL
        },
        MAX_SELECTIONS,
        FORMAT_FUNC,
        LABELS,
    ];
    const VALUE: &'static str = "number[]";
    type Props = CheckboxGroupProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(CheckboxGroupProps, Value), WidgetError> {
        let props = CheckboxGroupProps {
            label: args.required_text("label")?,
            options: Options::read(args)?,
            captions: args.texts("captions")?,
            horizontal: args.flag("horizontal", false)?,
            select_all: args.flag("select_all", false)?,
            max_selections: args.count("max_selections")?,
        };
        let captions = props.captions.as_ref().map_or(0, Vec::len);
        if captions > props.options.len() {
            return Err(args.error(format!(
                "`captions` has {captions} texts for {} options",
                props.options.len()
            )));
        }
        let default = props.several().default(args, &props.options)?;
        Ok((props, default))
    }

    fn accept(props: &CheckboxGroupProps, sent: &Value) -> Result<Value, String> {
        let chosen = props.several().accept(&props.options, sent)?;
        let mut places: Vec<usize> = match &chosen {
            Value::Array(chosen) => props
                .options
                .indexes_of(chosen)
                .into_iter()
                .flatten()
                .collect(),
            _ => Vec::new(),
        };
        places.sort_unstable();
        let values = places
            .into_iter()
            .filter_map(|place| props.options.value(place));
        Ok(values.cloned().collect())
    }

    fn fit(props: &CheckboxGroupProps, value: Value) -> Result<Value, String> {
        props.several().fit(&props.options, value)
    }

    fn sent(props: &CheckboxGroupProps, value: &Value) -> Value {
        props.several().sent(&props.options, value)
    }

    fn to_address(props: &CheckboxGroupProps, value: &Value) -> Option<Vec<String>> {
        props.options.to_address(value)
    }

    fn from_address(props: &CheckboxGroupProps, texts: &[String]) -> Option<Value> {
        props.several().addressed(&props.options, texts)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn what_is_ticked_comes_in_the_order_of_the_options() {
        let mut stage = Stage::default();
        let given = || args!["Metrics", ["acc", "f1", "auc"], ["f1"]];
        assert_eq!(
            stage.props("checkbox_group", given()).unwrap(),
            json!({ "label": "Metrics", "options": ["acc", "f1", "auc"], "horizontal": false, "value": [1] })
        );
        assert_eq!(stage.send(json!([2, 0])), Ok(json!(["acc", "auc"])));
        assert!(stage.send(json!([0, 0])).is_err());
        assert!(stage.send(json!(0)).is_err());
    }

    #[test]
    fn every_option_arrives() {
        let mut stage = Stage::default();
        let given = args![
            "M",
            [1, 2],
            horizontal = true,
            captions = ["one"],
            select_all = true,
            max_selections = 1,
            labels = ["I", "II"]
        ];
        assert_eq!(
            stage.props("checkbox_group", given).unwrap(),
            json!({
                "label": "M", "options": ["I", "II"], "captions": ["one"], "horizontal": true,
                "select_all": true, "max_selections": 1, "value": []
            })
        );
        assert_eq!(
            stage.send(json!([0, 1])),
            Err("at most 1 may be chosen".into())
        );
    }

    #[test]
    fn too_many_captions_are_refused() {
        assert_eq!(
            Stage::default()
                .draw("checkbox_group", args!["M", [1], captions = ["a", "b"]])
                .unwrap_err(),
            "checkbox_group: `captions` has 2 texts for 1 options"
        );
    }
}

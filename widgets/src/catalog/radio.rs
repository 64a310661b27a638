//! `radio`: one of a few options, all in view.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    options::{FORMAT_FUNC, LABELS, OPTIONS, Options},
    widget::LABEL,
};

/// One of a few options, all in view.
pub(crate) struct Radio;

/// What the browser draws for a radio.
#[derive(Debug, Serialize, TS)]
pub(crate) struct RadioProps {
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
    #[serde(skip)]
    #[ts(skip)]
    starts_empty: bool,
}

impl Input for Radio {
    const NAME: &'static str = "radio";
    const DOC: &'static str = "One of a few options, all in view.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        OPTIONS,
        place(
            "index",
            "number",
            "0",
            "The option chosen at the start, counted from 0; () for none.",
        ),
        named(
            "horizontal",
            "true or false",
            "false",
            "Puts the options side by side.",
        ),
        named("captions", "list", "()", "Small print below each option."),
        FORMAT_FUNC,
        LABELS,
    ];
    const VALUE: &'static str = "number | null";
    type Props = RadioProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(RadioProps, Value), WidgetError> {
        let label = args.required_text("label")?;
        let options = Options::read(args)?;
        let captions = args.texts("captions")?;
        if let Some(captions) = &captions
            && captions.len() > options.len()
        {
            return Err(args.error(format!(
                "`captions` has {} texts for {} options",
                captions.len(),
                options.len()
            )));
        }
        let default = options.chosen_at_start(args)?;
        let props = RadioProps {
            label,
            options,
            captions,
            horizontal: args.flag("horizontal", false)?,
            starts_empty: default.is_null(),
        };
        Ok((props, default))
    }

    fn accept(props: &RadioProps, sent: &Value) -> Result<Value, String> {
        props.options.accept(sent)
    }

    fn fit(props: &RadioProps, value: Value) -> Result<Value, String> {
        let fits = match &value {
            Value::Null => props.starts_empty,
            chosen => props.options.index_of(chosen).is_some(),
        };
        if fits {
            Ok(value)
        } else {
            Err(format!("{} is not among the options", describe(&value)))
        }
    }

    fn sent(props: &RadioProps, value: &Value) -> Value {
        props.options.index_of(value).into()
    }

    fn to_address(props: &RadioProps, value: &Value) -> Option<Vec<String>> {
        props.options.to_address(value)
    }

    fn from_address(props: &RadioProps, texts: &[String]) -> Option<Value> {
        let [text] = texts else { return None };
        let sent = match text.is_empty() {
            true => Value::Null,
            false => props.options.named(text),
        };
        Self::accept(props, &sent).ok()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn the_script_gets_the_option_itself() {
        let mut stage = Stage::default();
        let given = || args!["Size", json!([1, 2.5, "big"])];
        assert_eq!(stage.value("radio", given()), Ok(json!(1)));
        assert_eq!(
            *stage.last().props,
            *json!({ "label": "Size", "options": ["1", "2.5", "big"], "horizontal": false, "value": 0 })
                .as_object()
                .unwrap()
        );
        assert_eq!(stage.send(json!(1)), Ok(json!(2.5)));
        assert_eq!(stage.props("radio", given()).unwrap()["value"], 1);
    }

    #[test]
    fn every_option_arrives() {
        let given = args![
            "Size",
            ["s", "m"],
            1,
            horizontal = true,
            captions = ["small", "medium"],
            labels = ["S", "M"],
            key = "k"
        ];
        assert_eq!(
            Stage::default().props("radio", given).unwrap(),
            json!({
                "label": "Size", "options": ["S", "M"], "captions": ["small", "medium"],
                "horizontal": true, "key": "k", "value": 1
            })
        );
    }

    #[test]
    fn it_may_start_empty() {
        let mut stage = Stage::default();
        let given = || args!["Size", ["s", "m"], json!(null)];
        assert_eq!(stage.value("radio", given()), Ok(json!(null)));
        assert_eq!(stage.send(json!(1)), Ok(json!("m")));
        assert_eq!(stage.value("radio", given()), Ok(json!("m")));
        let nothing: [&str; 0] = [];
        assert_eq!(
            Stage::default().value("radio", args!["Size", nothing]),
            Ok(json!(null))
        );
    }

    #[test]
    fn what_is_not_among_the_options_is_refused() {
        let mut stage = Stage::default();
        stage.draw("radio", args!["Size", ["s", "m"]]).unwrap();
        for sent in [
            json!(2),
            json!(-1),
            json!(0.5),
            json!("s"),
            json!(null),
            json!([0]),
        ] {
            assert!(stage.send(sent).is_err());
        }
        assert_eq!(
            stage.send(json!(2)),
            Err("there are 2 options, and 2 is none of them".into())
        );
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args!["Size"],
                "radio: `options` is missing: give a list to choose from",
            ),
            (args!["Size", 3], "radio: `options` must be a list, not 3"),
            (
                args!["Size", [[1]]],
                "radio: `options` holds a list of 1, which has no text of its own; give a `format_func`",
            ),
            (
                args!["Size", ["s"], 1],
                "radio: `index` must be between 0 and 0, or (), not 1",
            ),
            (
                args!["Size", ["s"], captions = ["a", "b"]],
                "radio: `captions` has 2 texts for 1 options",
            ),
            (
                args!["Size", ["s"], labels = ["a", "b"]],
                "radio: `format_func` must give one text per option",
            ),
        ] {
            assert_eq!(stage.draw("radio", given).unwrap_err(), expected);
        }
    }
}

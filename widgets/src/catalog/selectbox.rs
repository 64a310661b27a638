//! `selectbox`: one of many options, with a search.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    options::{FORMAT_FUNC, LABELS, OPTIONS, Options},
    widget::{ICON, LABEL},
};

/// One of many options, with a search.
pub(crate) struct Selectbox;

/// What the browser draws for a selectbox.
#[derive(Debug, Serialize, TS)]
pub(crate) struct SelectboxProps {
    /// What is asked, in Markdown.
    label: String,
    /// The texts of the options.
    #[ts(type = "string[]")]
    options: Options,
    /// What stands there while nothing is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    placeholder: Option<String>,
    /// Whether a typed text may become an option.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    accept_new_options: Option<bool>,
    /// Whether the choice can be taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    clearable: Option<bool>,
    /// How typed text finds options.
    #[ts(type = "\"fuzzy\" | \"contains\" | \"prefix\" | \"none\"")]
    filter_mode: &'static str,
    /// What stands before the choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
}

impl SelectboxProps {
    fn takes_new(&self) -> bool {
        self.accept_new_options == Some(true)
    }

    fn may_be_empty(&self) -> bool {
        self.clearable == Some(true) || self.options.len() == 0
    }
}

pub(super) const PLACEHOLDER: Param = named(
    "placeholder",
    "text",
    "()",
    "What stands there while nothing is chosen.",
);
pub(super) const ACCEPT_NEW_OPTIONS: Param = named(
    "accept_new_options",
    "true or false",
    "false",
    "Lets people type an option that is not in the list.",
);

pub(super) const FILTER_MODE: Param = named(
    "filter_mode",
    "\"fuzzy\", \"contains\", \"prefix\" or \"none\"",
    "\"fuzzy\"",
    "How typed text finds options: its letters in order, as a part, as the beginning; with none, or (), all stay.",
);

/// How typed text finds options; `()` is Streamlit's way to say "none".
pub(super) fn filter_mode(args: &Args) -> Result<&'static str, WidgetError> {
    match args.is_none("filter_mode") {
        true => Ok("none"),
        false => args.choice("filter_mode", &["fuzzy", "contains", "prefix", "none"]),
    }
}

impl Input for Selectbox {
    const NAME: &'static str = "selectbox";
    const DOC: &'static str = "One of many options, with a search.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        OPTIONS,
        place(
            "index",
            "number",
            "0",
            "The option chosen at the start, counted from 0; () for none.",
        ),
        PLACEHOLDER,
        FORMAT_FUNC,
        LABELS,
        ACCEPT_NEW_OPTIONS,
        FILTER_MODE,
        ICON,
    ];
    const VALUE: &'static str = "number | string | null";
    type Props = SelectboxProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(SelectboxProps, Value), WidgetError> {
        let label = args.required_text("label")?;
        let options = Options::read(args)?;
        let default = options.chosen_at_start(args)?;
        let props = SelectboxProps {
            label,
            options,
            placeholder: args.text("placeholder")?,
            accept_new_options: args.flag("accept_new_options", false)?.then_some(true),
            clearable: args.is_none("index").then_some(true),
            filter_mode: filter_mode(args)?,
            icon: args.text("icon")?,
        };
        Ok((props, default))
    }

    fn accept(props: &SelectboxProps, sent: &Value) -> Result<Value, String> {
        match sent {
            Value::Null if props.may_be_empty() => Ok(Value::Null),
            Value::String(text) if props.takes_new() => props.options.accept_new(text),
            index => props.options.accept(index),
        }
    }

    fn fit(props: &SelectboxProps, value: Value) -> Result<Value, String> {
        let fits = match &value {
            Value::Null => props.may_be_empty(),
            Value::String(_) if props.takes_new() => true,
            chosen => props.options.index_of(chosen).is_some(),
        };
        if fits {
            Ok(value)
        } else {
            Err(format!("{} is not among the options", describe(&value)))
        }
    }

    fn sent(props: &SelectboxProps, value: &Value) -> Value {
        match props.options.index_of(value) {
            Some(index) => index.into(),
            None => value.clone(),
        }
    }

    fn to_address(props: &SelectboxProps, value: &Value) -> Option<Vec<String>> {
        props.options.to_address(value)
    }

    fn from_address(props: &SelectboxProps, texts: &[String]) -> Option<Value> {
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
    use serde_json::{Value, json};

    #[test]
    fn the_first_option_is_chosen_at_first() {
        assert_eq!(
            Stage::default()
                .props("selectbox", args!["City", ["Ulm", "Bonn"]])
                .unwrap(),
            json!({ "label": "City", "options": ["Ulm", "Bonn"], "filter_mode": "fuzzy", "value": 0 })
        );
    }

    #[test]
    fn every_option_arrives() {
        let given = args![
            "City",
            json!([{ "n": 1 }, { "n": 2 }]),
            json!(null),
            placeholder = "Where?",
            labels = ["one", "two"],
            accept_new_options = true,
            filter_mode = "prefix",
            icon = "🏙️"
        ];
        assert_eq!(
            Stage::default().props("selectbox", given).unwrap(),
            json!({
                "label": "City", "options": ["one", "two"], "placeholder": "Where?",
                "accept_new_options": true, "clearable": true, "filter_mode": "prefix",
                "icon": "🏙️", "value": null
            })
        );
    }

    #[test]
    fn a_choice_is_kept_by_value_when_the_options_change() {
        let mut stage = Stage::default();
        stage
            .draw("selectbox", args!["City", ["Ulm", "Bonn", "Trier"]])
            .unwrap();
        assert_eq!(stage.send(json!(1)), Ok(json!("Bonn")));
        let reordered = stage
            .props("selectbox", args!["City", ["Bonn", "Ulm"]])
            .unwrap();
        assert_eq!(reordered["value"], 0);
        assert_eq!(
            stage.value("selectbox", args!["City", ["Ulm", "Trier"]]),
            Ok(json!("Ulm"))
        );
    }

    #[test]
    fn a_new_option_is_taken_only_where_that_is_wanted() {
        let mut stage = Stage::default();
        let open = || args!["City", json!([1, "Bonn"]), accept_new_options = true];
        stage.draw("selectbox", open()).unwrap();
        assert_eq!(stage.send(json!(" Köln ")), Ok(json!("Köln")));
        assert_eq!(stage.props("selectbox", open()).unwrap()["value"], "Köln");
        assert_eq!(stage.send(json!("1")), Ok(json!(1)));
        assert_eq!(
            stage.send(json!("  ")),
            Err("a new option must not be empty".into())
        );
        stage.draw("selectbox", args!["City", ["Bonn"]]).unwrap();
        assert_eq!(
            stage.send(json!("Köln")),
            Err("there are 1 options, and the text \"Köln\" is none of them".into())
        );
    }

    #[test]
    fn only_a_box_that_starts_empty_can_be_emptied() {
        let mut stage = Stage::default();
        stage
            .draw("selectbox", args!["City", ["Bonn"], json!(null)])
            .unwrap();
        assert_eq!(stage.send(json!(0)), Ok(json!("Bonn")));
        assert_eq!(stage.send(json!(null)), Ok(json!(null)));
        stage.draw("selectbox", args!["City", ["Bonn"]]).unwrap();
        assert!(stage.send(json!(null)).is_err());
    }

    #[test]
    fn the_script_may_write_an_option_but_nothing_else() {
        let mut stage = Stage::default();
        let given = || args!["N", [1, 2]];
        stage.draw("selectbox", given()).unwrap();
        stage.write(json!(2.0));
        assert_eq!(stage.props("selectbox", given()).unwrap()["value"], 1);
        stage.write(json!("x"));
        assert_eq!(
            stage.draw("selectbox", given()).unwrap_err(),
            "selectbox: the value in `st.session_state` does not fit: the text \"x\" is not among the options"
        );
    }

    #[test]
    fn a_map_is_chosen_from_by_its_names() {
        let given = args!["City", json!({ "a": 1, "b": 2 })];
        assert_eq!(Stage::default().value("selectbox", given), Ok(json!("a")));
    }

    #[test]
    fn a_hundred_thousand_options_are_cheap() {
        let options: Vec<Value> = (0..100_000)
            .map(|index| json!(format!("option {index}")))
            .collect();
        let mut stage = Stage::default();
        stage.draw("selectbox", args!["Many", &options]).unwrap();
        assert_eq!(stage.send(json!(99_999)), Ok(json!("option 99999")));
        assert_eq!(
            stage.props("selectbox", args!["Many", &options]).unwrap()["value"],
            99_999
        );
    }
}

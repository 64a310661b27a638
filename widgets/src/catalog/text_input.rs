//! `text_input`: a line of text.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    shortcut,
    widget::{ICON, LABEL},
};

/// A line of text.
pub(crate) struct TextInput;

/// What the browser draws for a line of text.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TextInputProps {
    /// What is asked, in Markdown.
    label: String,
    /// How many characters it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    max_chars: Option<u32>,
    /// What kind of text it is: phones show keys that fit, and a password is hidden.
    #[serde(rename = "type")]
    #[ts(type = "\"default\" | \"password\" | \"email\" | \"url\" | \"phone\" | \"search\"")]
    look: &'static str,
    /// What stands there while it is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    placeholder: Option<String>,
    /// What browsers may fill in, by the names of HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    autocomplete: Option<String>,
    /// What stands before the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// What the whole text must match, as a regular expression of JavaScript.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    validate: Option<String>,
    /// Whether the text is sent while it is typed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    live: bool,
    /// The keys that lead into it, such as `Ctrl+K`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    shortcut: Option<String>,
    #[serde(skip)]
    #[ts(skip)]
    text: TextSpec,
}

/// Which texts an input takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextSpec {
    max_chars: Option<u32>,
    /// Empty means `()`, because it started so.
    empty_is_none: bool,
}

impl TextSpec {
    /// Reads what it takes and what it starts with.
    pub(super) fn read(args: &Args) -> Result<(Self, Value), WidgetError> {
        let spec = Self {
            max_chars: args.count("max_chars")?,
            empty_is_none: args.is_none("value"),
        };
        if spec.empty_is_none {
            return Ok((spec, Value::Null));
        }
        let start = args.text("value")?.unwrap_or_default();
        spec.check_length(&start)
            .map_err(|why| args.error(format!("`value` {why}")))?;
        Ok((spec, start.into()))
    }

    pub(super) fn accept(&self, sent: &Value) -> Result<Value, String> {
        match sent {
            Value::Null if self.empty_is_none => Ok(Value::Null),
            Value::String(text) if text.is_empty() && self.empty_is_none => Ok(Value::Null),
            Value::String(text) => {
                self.check_length(text)?;
                Ok(sent.clone())
            }
            other => Err(format!("must be text, not {}", describe(other))),
        }
    }

    /// A text that has become too long loses its end; numbers that a script wrote become text.
    pub(super) fn fit(&self, value: Value) -> Result<Value, String> {
        let text = match value {
            Value::String(text) => text,
            number @ Value::Number(_) => number.to_string(),
            other => return self.accept(&other),
        };
        let most = self.max_chars.map_or(usize::MAX, |most| most as usize);
        match text.char_indices().nth(most) {
            Some((end, _)) => self.accept(&text[..end].into()),
            None => self.accept(&text.into()),
        }
    }

    fn check_length(&self, text: &str) -> Result<(), String> {
        match self.max_chars {
            Some(most) if text.chars().count() > most as usize => Err(format!(
                "has {} characters, but only {most} are allowed",
                text.chars().count()
            )),
            _ => Ok(()),
        }
    }
}

pub(super) const VALUE: Param = place(
    "value",
    "text",
    "\"\"",
    "The text at the start; with () the value is () while it is empty.",
);
pub(super) const MAX_CHARS: Param = named(
    "max_chars",
    "number",
    "()",
    "How many characters it takes at most.",
);
pub(super) const PLACEHOLDER: Param = named(
    "placeholder",
    "text",
    "()",
    "What stands there while it is empty.",
);

impl Input for TextInput {
    const NAME: &'static str = "text_input";
    const DOC: &'static str = "A line of text; Enter or leaving it sends the text.";
    const PARAMS: &'static [Param] = &[
        LABEL,
        VALUE,
        MAX_CHARS,
        named(
            "type",
            "\"default\", \"password\", \"email\", \"url\", \"phone\" or \"search\"",
            "\"default\"",
            "What kind of text it is: a password is hidden, and phones show keys that fit.",
        ),
        PLACEHOLDER,
        named(
            "autocomplete",
            "text",
            "()",
            "What browsers may fill in, like `\"email\"`: a value of HTML's `autocomplete`.",
        ),
        ICON,
        named(
            "validate",
            "text",
            "()",
            "A regular expression that the whole text must match before the browser sends it; not a check against attackers.",
        ),
        named(
            "live",
            "true or false",
            "false",
            "Sends the text while it is typed, at most four times a second.",
        ),
        named(
            "shortcut",
            "text",
            "()",
            "Keys that lead into the field, such as `\"/\"` or `\"Ctrl+K\"`.",
        ),
    ];
    const VALUE: &'static str = "string | null";
    type Props = TextInputProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(TextInputProps, Value), WidgetError> {
        let (text, default) = TextSpec::read(args)?;
        let look = args.choice(
            "type",
            &["default", "password", "email", "url", "phone", "search"],
        )?;
        if look == "password" && args.has("bind") {
            return Err(
                args.error("a password must not stand in the page's address; leave out `bind`")
            );
        }
        let props = TextInputProps {
            label: args.required_text("label")?,
            max_chars: text.max_chars,
            look,
            placeholder: args.text("placeholder")?,
            autocomplete: args.text("autocomplete")?,
            icon: args.text("icon")?,
            validate: args.text("validate")?,
            live: args.flag("live", false)?,
            shortcut: shortcut::read(args)?,
            text,
        };
        Ok((props, default))
    }

    fn accept(props: &TextInputProps, sent: &Value) -> Result<Value, String> {
        props.text.accept(sent)
    }

    fn fit(props: &TextInputProps, value: Value) -> Result<Value, String> {
        props.text.fit(value)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn keys_lead_into_it() {
        let given = args!["Search", shortcut = "ctrl+k"];
        let props = Stage::default().props("text_input", given).unwrap();
        assert_eq!(props["shortcut"], "Ctrl+K");
    }

    #[test]
    fn kinds_of_text_arrive() {
        let given = args!["Mail", type = "email", validate = ".+@.+", live = true];
        assert_eq!(
            Stage::default().props("text_input", given).unwrap(),
            json!({ "label": "Mail", "type": "email", "validate": ".+@.+", "live": true, "value": "" })
        );
    }

    #[test]
    fn a_password_stays_out_of_the_address() {
        let given = args!["Token", type = "password", key = "token", bind = "query-params"];
        assert_eq!(
            Stage::default().draw("text_input", given).unwrap_err(),
            "text_input: a password must not stand in the page's address; leave out `bind`"
        );
    }

    #[test]
    fn it_starts_empty() {
        assert_eq!(
            Stage::default().props("text_input", args!["Name"]).unwrap(),
            json!({ "label": "Name", "type": "default", "value": "" })
        );
    }

    #[test]
    fn every_option_arrives() {
        let given = args![
            "Name", "Ada", max_chars = 5, type = "password", placeholder = "you",
            autocomplete = "name", icon = "👤"
        ];
        assert_eq!(
            Stage::default().props("text_input", given).unwrap(),
            json!({
                "label": "Name", "max_chars": 5, "type": "password", "placeholder": "you",
                "autocomplete": "name", "icon": "👤", "value": "Ada"
            })
        );
    }

    #[test]
    fn too_long_a_text_is_refused() {
        let mut stage = Stage::default();
        stage
            .draw("text_input", args!["Name", max_chars = 3])
            .unwrap();
        assert_eq!(stage.send(json!("äöü")), Ok(json!("äöü")));
        assert_eq!(
            stage.send(json!("äöüß")),
            Err("has 4 characters, but only 3 are allowed".into())
        );
        assert_eq!(stage.send(json!(3)), Err("must be text, not 3".into()));
        assert_eq!(stage.send(json!(null)), Err("must be text, not ()".into()));
    }

    #[test]
    fn a_kept_text_loses_its_end_when_less_is_allowed() {
        let mut stage = Stage::default();
        stage.draw("text_input", args!["Name"]).unwrap();
        stage.send(json!("Grüße")).unwrap();
        let value = stage.value("text_input", args!["Name", max_chars = 3]);
        assert_eq!(value, Ok(json!("Grü")));
    }

    #[test]
    fn without_a_start_empty_is_none() {
        let mut stage = Stage::default();
        let given = || args!["Name", json!(null)];
        assert_eq!(stage.value("text_input", given()), Ok(json!(null)));
        assert_eq!(stage.send(json!("a")), Ok(json!("a")));
        assert_eq!(stage.send(json!("")), Ok(json!(null)));
    }

    #[test]
    fn the_script_may_write_a_number_as_text() {
        let mut stage = Stage::default();
        stage.draw("text_input", args!["Name"]).unwrap();
        stage.write(json!(12));
        assert_eq!(stage.value("text_input", args!["Name"]), Ok(json!("12")));
        stage.write(json!([1]));
        assert_eq!(
            stage.draw("text_input", args!["Name"]).unwrap_err(),
            "text_input: the value in `st.session_state` does not fit: must be text, not a list of 1"
        );
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (args![], "text_input: `label` is missing: give text"),
            (
                args!["N", "abcd", max_chars = 3],
                "text_input: `value` has 4 characters, but only 3 are allowed",
            ),
            (
                args!["N", max_chars = 0],
                "text_input: `max_chars` must be 1 or more, not 0",
            ),
            (
                args!["N", type = "secret"],
                "text_input: `type` must be \"default\", \"password\", \"email\", \"url\", \"phone\" or \"search\", not \"secret\"",
            ),
        ] {
            assert_eq!(stage.draw("text_input", given).unwrap_err(), expected);
        }
    }
}

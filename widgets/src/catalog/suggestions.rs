//! `suggestions`: things one could say, to be sent with one click.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, nearest, place},
    widget::COMMON_MESSAGE,
};

/// Things one could say.
pub(crate) struct Suggestions;

/// What the browser draws for suggestions.
#[derive(Debug, Serialize, TS)]
pub(crate) struct SuggestionsProps {
    /// What can be said.
    #[ts(inline)]
    options: Vec<Suggestion>,
    /// As cards with room for a few words, or as chips in a row.
    #[serde(rename = "type")]
    #[ts(type = "\"cards\" | \"chips\"")]
    look: &'static str,
}

/// One thing to say.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Suggestion {
    /// What is sent.
    text: String,
    /// What stands on it, where that is not the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    title: Option<String>,
    /// A few words below.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    description: Option<String>,
    /// An emoji or `:material/name:`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
}

const NAMES: [&str; 4] = ["text", "title", "description", "icon"];

impl Input for Suggestions {
    const NAME: &'static str = "suggestions";
    const DOC: &'static str =
        "Things one could say, to be sent with one click: the chosen text for one run, else ().";
    const PARAMS: &'static [Param] = &[
        place(
            "options",
            "list",
            "",
            "What can be said: texts, or maps with `text`, and `title`, `description` and `icon` where they help.",
        ),
        named(
            "type",
            "\"cards\" or \"chips\"",
            "\"cards\"",
            "Cards with room for a few words, or chips in a row.",
        ),
    ];
    const COMMON: &'static [Param] = COMMON_MESSAGE;
    const VALUE: &'static str = "string";
    const TRIGGER: bool = true;
    type Props = SuggestionsProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(SuggestionsProps, Value), WidgetError> {
        let Some(list) = args.list("options")? else {
            return Err(args.missing("options", "a list of texts"));
        };
        let options: Result<Vec<_>, _> = list.iter().map(|option| read(args, option)).collect();
        let props = SuggestionsProps {
            options: options?,
            look: args.choice("type", &["cards", "chips"])?,
        };
        Ok((props, Value::Null))
    }

    fn accept(props: &SuggestionsProps, sent: &Value) -> Result<Value, String> {
        let known = |text: &str| props.options.iter().any(|option| option.text == text);
        match sent.as_str() {
            Some(text) if known(text) => Ok(sent.clone()),
            _ => Err(format!("{} is not among the suggestions", describe(sent))),
        }
    }
}

fn read(args: &Args, option: &Value) -> Result<Suggestion, WidgetError> {
    let Value::Object(parts) = option else {
        return match option {
            Value::String(text) => Ok(Suggestion {
                text: text.clone(),
                title: None,
                description: None,
                icon: None,
            }),
            other => Err(args.wrong("options", "a list of texts or maps", other)),
        };
    };
    if let Some(name) = parts.keys().find(|name| !NAMES.contains(&name.as_str())) {
        let hint = match nearest(name, NAMES) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it has `{}`", NAMES.join("`, `")),
        };
        return Err(args.error(format!("a suggestion has no `{name}`; {hint}")));
    }
    let part = |name: &str| match parts.get(name) {
        Some(Value::String(text)) => Ok(Some(text.clone())),
        None | Some(Value::Null) => Ok(None),
        Some(other) => Err(args.error(format!(
            "the `{name}` of a suggestion must be text, not {}",
            describe(other)
        ))),
    };
    let title = part("title")?;
    let Some(text) = part("text")?.or_else(|| title.clone()) else {
        return Err(args.error("a suggestion needs a `text`, which is what is sent"));
    };
    Ok(Suggestion {
        text,
        title,
        description: part("description")?,
        icon: part("icon")?,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_click_gives_its_text_for_one_run() {
        let mut stage = Stage::default();
        let given =
            || args![json!(["Hello", { "text": "Plot it", "title": "Plot", "icon": "📈" }])];
        assert_eq!(
            stage.props("suggestions", given()).unwrap(),
            json!({ "type": "cards", "options": [
                { "text": "Hello" }, { "text": "Plot it", "title": "Plot", "icon": "📈" }
            ] })
        );
        assert_eq!(stage.send(json!("Plot it")), Ok(json!("Plot it")));
        assert_eq!(
            stage.send(json!("Plot")),
            Err("the text \"Plot\" is not among the suggestions".into())
        );
        stage.fire(json!("Hello"));
        assert_eq!(stage.value("suggestions", given()), Ok(json!("Hello")));
        assert_eq!(stage.value("suggestions", given()), Ok(json!(null)));
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, why) in [
            (
                args![],
                "suggestions: `options` is missing: give a list of texts",
            ),
            (
                args![json!([{ "titel": "a" }])],
                "suggestions: a suggestion has no `titel`; did you mean `title`?",
            ),
            (
                args![json!([{ "icon": "📈" }])],
                "suggestions: a suggestion needs a `text`, which is what is sent",
            ),
        ] {
            assert_eq!(stage.draw("suggestions", given).unwrap_err(), why);
        }
    }
}

//! `conversations`: a list of conversations to go back to.

use serde::Serialize;
use serde_json::{Value, json};
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
    widget::COMMON_MESSAGE,
};

/// A list of conversations.
pub(crate) struct Conversations;

/// What the browser draws for a list of conversations.
#[derive(Debug, Serialize, TS)]
pub(crate) struct ConversationsProps {
    /// The conversations, newest first.
    #[ts(inline)]
    options: Vec<Conversation>,
    /// The one that is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    current: Option<String>,
    /// Whether they can be renamed and deleted.
    editable: bool,
}

/// One conversation.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Conversation {
    /// Names it.
    id: String,
    /// What it is called.
    title: String,
}

impl Input for Conversations {
    const NAME: &'static str = "conversations";
    const DOC: &'static str = "A list of conversations to go back to, with a button for a new one. What was done is the value for one run, else (): `#{action: \"open\", \"rename\", \"delete\" or \"new\", id: ..., title: ...}`.";
    const PARAMS: &'static [Param] = &[
        place(
            "options",
            "list of maps",
            "",
            "The conversations, newest first: `#{id: \"1\", title: \"Plans\"}`.",
        ),
        place("current", "text", "()", "The `id` of the one that is open."),
        named(
            "editable",
            "true or false",
            "true",
            "Whether they can be renamed and deleted.",
        ),
    ];
    const COMMON: &'static [Param] = COMMON_MESSAGE;
    const VALUE: &'static str = "{ action: \"open\" | \"delete\"; id: string } | { action: \"rename\"; id: string; title: string } | { action: \"new\" }";
    const TRIGGER: bool = true;
    type Props = ConversationsProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(ConversationsProps, Value), WidgetError> {
        let Some(list) = args.list("options")? else {
            return Err(args.missing("options", "a list of `#{id: \"1\", title: \"Plans\"}`"));
        };
        let text = |option: &Value, name: &str| option.get(name)?.as_str().map(str::to_owned);
        let options: Option<Vec<_>> = list
            .iter()
            .map(|option| {
                Some(Conversation {
                    id: text(option, "id")?,
                    title: text(option, "title")?,
                })
            })
            .collect();
        let options = options.ok_or_else(|| {
            args.error("`options` must be a list of `#{id: \"1\", title: \"Plans\"}`")
        })?;
        let props = ConversationsProps {
            options,
            current: args.text("current")?,
            editable: args.flag("editable", true)?,
        };
        Ok((props, Value::Null))
    }

    fn accept(props: &ConversationsProps, sent: &Value) -> Result<Value, String> {
        let part = |name: &str| sent.get(name).and_then(Value::as_str);
        let known = |id: &str| props.options.iter().any(|option| option.id == id);
        let title = part("title").map(str::trim).unwrap_or_default();
        match (part("action"), part("id")) {
            (Some("new"), _) => Ok(json!({ "action": "new" })),
            (Some("open"), Some(id)) if known(id) => Ok(json!({ "action": "open", "id": id })),
            (Some("delete"), Some(id)) if known(id) && props.editable => {
                Ok(json!({ "action": "delete", "id": id }))
            }
            (Some("rename"), Some(id)) if known(id) && props.editable && !title.is_empty() => {
                Ok(json!({ "action": "rename", "id": id, "title": title }))
            }
            _ => Err(format!("cannot do {}", describe(sent))),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn only_what_is_there_can_be_opened_renamed_and_deleted() {
        let mut stage = Stage::default();
        let given = || args![json!([{ "id": "1", "title": "Plans" }]), "1"];
        assert_eq!(
            stage.props("conversations", given()).unwrap(),
            json!({ "options": [{ "id": "1", "title": "Plans" }], "current": "1", "editable": true })
        );
        for sent in [
            json!({ "action": "new" }),
            json!({ "action": "open", "id": "1" }),
            json!({ "action": "delete", "id": "1" }),
            json!({ "action": "rename", "id": "1", "title": "Better plans" }),
        ] {
            assert_eq!(stage.send(sent.clone()), Ok(sent));
        }
        for sent in [
            json!("new"),
            json!({ "action": "open", "id": "2" }),
            json!({ "action": "rename", "id": "1", "title": " " }),
        ] {
            assert!(stage.send(sent).is_err());
        }
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            Stage::default()
                .draw("conversations", args![json!([{ "id": "1" }])])
                .unwrap_err(),
            "conversations: `options` must be a list of `#{id: \"1\", title: \"Plans\"}`"
        );
    }
}

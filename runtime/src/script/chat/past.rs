//! The conversations that the browser keeps, in `st.local_state`: their texts, newest first. What
//! no longer fits is forgotten from the oldest on.

use mirror_widgets::Value;
use serde_json::json;

use super::{
    conversation::{Conversation, End, Message, Thought},
    options::Options,
};
use crate::script::handle::Call;

/// How much of the browser's room it takes, in bytes of JSON; the rest is the script's.
const MOST: usize = 48 << 10;

/// Opens the conversation again that was open last.
pub(super) fn resume(call: &Call<'_, '_>, options: &Options, talk: &mut Conversation) {
    let kept = kept(call, options);
    let open = kept["open"].as_str().unwrap_or_default();
    match find(&kept, open) {
        Some(found) => talk.replace(open.to_owned(), messages(found)),
        None => talk.replace(new_id(), Vec::new()),
    }
}

/// Keeps the conversation as it is now.
pub(super) fn keep(call: &Call<'_, '_>, options: &Options, talk: &Conversation) {
    let mut kept = kept(call, options);
    let mut list = take_list(&mut kept);
    if !talk.messages.is_empty() {
        let at = list.iter().position(|other| other["id"] == *talk.id);
        let title = at.map_or(Value::Null, |at| list[at]["title"].clone());
        let record = json!({
            "id": talk.id,
            "title": title,
            "begins": talk.title(),
            "messages": talk.messages.iter().map(record).collect::<Vec<_>>(),
        });
        match at {
            Some(at) if list[at]["messages"] == record["messages"] => {}
            at => {
                if let Some(at) = at {
                    list.remove(at);
                }
                list.insert(0, record);
            }
        }
    }
    write(call, options, &talk.id, list);
}

/// What is done with a conversation of the list.
pub(super) fn act(call: &Call<'_, '_>, options: &Options, talk: &mut Conversation, what: &Value) {
    let mut kept = kept(call, options);
    let id = what["id"].as_str().unwrap_or_default();
    match what["action"].as_str() {
        Some("new") => talk.replace(new_id(), Vec::new()),
        Some("open") if id != talk.id => {
            if let Some(found) = find(&kept, id) {
                talk.replace(id.to_owned(), messages(found));
            }
        }
        Some(action @ ("rename" | "delete")) => {
            let mut list = take_list(&mut kept);
            match action {
                "delete" => list.retain(|other| other["id"] != id),
                _ => list
                    .iter_mut()
                    .filter(|other| other["id"] == id)
                    .for_each(|other| other["title"] = what["title"].clone()),
            }
            write(call, options, &talk.id, list);
            if action == "delete" && id == talk.id {
                talk.replace(new_id(), Vec::new());
            }
        }
        _ => {}
    }
}

/// The conversations for the list on the page: their ids and titles.
pub(super) fn titles(call: &Call<'_, '_>, options: &Options) -> Vec<Value> {
    let mut kept = kept(call, options);
    let list = take_list(&mut kept).into_iter();
    list.map(|one| {
        let title = one["title"].as_str().or(one["begins"].as_str());
        json!({ "id": one["id"], "title": title.unwrap_or("…") })
    })
    .collect()
}

fn name(options: &Options) -> String {
    match &options.key {
        Some(key) => format!("chat:{key}"),
        None => "chat".into(),
    }
}

fn kept(call: &Call<'_, '_>, options: &Options) -> Value {
    let inner = call.run.inner();
    let kept = inner.local.values.get(&name(options)).cloned();
    kept.unwrap_or_default()
}

/// People can change what their browser keeps: what is no conversation is not one.
fn take_list(kept: &mut Value) -> Vec<Value> {
    let mut list = match kept.get_mut("list").map(Value::take) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    list.retain(|one| one["id"].is_string() && one["messages"].is_array());
    list
}

fn find<'a>(kept: &'a Value, id: &str) -> Option<&'a Value> {
    let mut list = kept["list"].as_array()?.iter();
    list.find(|one| one["id"] == id && one["messages"].is_array())
}

/// Writes as much as there is room for.
fn write(call: &Call<'_, '_>, options: &Options, open: &str, mut list: Vec<Value>) {
    loop {
        let value = json!({ "open": open, "list": list });
        let fits = value.to_string().len() <= MOST;
        if fits && call.run.inner().local.set(&name(options), value).is_ok() {
            return;
        }
        if list.len() > 1 {
            list.pop();
            continue;
        }
        let Some(one) = list.first_mut() else {
            return;
        };
        match one["messages"].as_array_mut() {
            // Of a very long conversation its end is kept.
            Some(messages) if messages.len() > 1 => {
                messages.drain(..messages.len().div_ceil(2));
            }
            _ => list.clear(),
        }
    }
}

fn record(message: &Message) -> Value {
    let mut record = json!({ "role": "assistant", "content": message.text });
    let thought = |thought: &Thought| json!({ "title": thought.title, "content": thought.content, "duration": thought.duration });
    if message.by_person {
        record["role"] = "user".into();
    }
    if !message.thoughts.is_empty() {
        record["thoughts"] = message.thoughts.iter().map(thought).collect();
    }
    if let Some(feedback) = message.feedback {
        record["feedback"] = feedback.into();
    }
    let files = message.file_infos();
    if !files.is_empty() {
        record["files"] = files.into();
    }
    match &message.end {
        End::Whole => {}
        End::CutShort | End::Stopped => record["stopped"] = true.into(),
        End::Failed(why) => record["failed"] = why.as_str().into(),
    }
    record
}

fn messages(one: &Value) -> Vec<Message> {
    let list = one["messages"].as_array().map(Vec::as_slice);
    list.unwrap_or_default().iter().map(message).collect()
}

fn message(record: &Value) -> Message {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let list = |name: &str| record[name].as_array().cloned().unwrap_or_default();
    let thought = |given: &Value| Thought {
        title: text(&given["title"]),
        content: text(&given["content"]).unwrap_or_default(),
        status: "done",
        duration: given["duration"].as_f64().filter(|seconds| *seconds >= 0.0),
    };
    Message {
        by_person: record["role"] == "user",
        text: text(&record["content"]).unwrap_or_default(),
        names: list("files"),
        thoughts: list("thoughts").iter().map(thought).collect(),
        feedback: match record["feedback"].as_str() {
            Some("like") => Some("like"),
            Some("dislike") => Some("dislike"),
            _ => None,
        },
        end: match &record["failed"] {
            Value::String(why) => End::Failed(why.clone()),
            _ if record["stopped"] == true => End::Stopped,
            _ => End::Whole,
        },
        ..Message::default()
    }
}

fn new_id() -> String {
    let mut bytes = [0_u8; 6];
    // Without randomness it is only less unique.
    let _ = getrandom::fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_the_same_after_it_was_kept() {
        let said = Message {
            text: "It is *so*".into(),
            feedback: Some("like"),
            end: End::Stopped,
            thoughts: vec![Thought {
                title: None,
                content: "hm".into(),
                status: "done",
                duration: Some(1.5),
            }],
            ..Message::default()
        };
        let kept = record(&said);
        assert_eq!(record(&message(&kept)), kept);
        assert_eq!(kept["stopped"], true);
    }

    #[test]
    fn what_somebody_changed_in_the_browser_does_no_harm() {
        for kept in [json!(null), json!(7), json!({ "list": [1, { "id": 2 }] })] {
            assert!(take_list(&mut kept.clone()).is_empty());
            assert!(find(&kept, "1").is_none());
        }
        let odd = message(&json!({ "content": 7, "thoughts": [null], "files": {} }));
        assert_eq!((odd.text.as_str(), odd.thoughts.len()), ("", 1));
    }
}

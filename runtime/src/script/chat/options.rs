//! What a call of `st.chat_app` may say.

use mirror_widgets::Arg;
use rhai::{Dynamic, FnPtr, Map};

use super::{Outcome, reasoning::Tags};
use crate::script::{convert, handle::Call};

/// What a call of `st.chat_app` says.
pub(super) struct Options {
    pub(super) answer: FnPtr,
    pub(super) on_feedback: Option<FnPtr>,
    pub(super) key: Option<String>,
    pub(super) editable: bool,
    pub(super) retry: bool,
    pub(super) undo: bool,
    pub(super) like: bool,
    pub(super) copy: bool,
    pub(super) history: bool,
    pub(super) tags: Option<Tags>,
    pub(super) suggestions: Option<Arg>,
    pub(super) avatar: Option<Arg>,
    pub(super) user_avatar: Option<Arg>,
    /// What the frame takes: its title, its greeting, its height.
    pub(super) frame: Vec<(String, Arg)>,
    /// What the line takes: what stands in it, which files.
    pub(super) line: Vec<(String, Arg)>,
}

const FRAME: [&str; 6] = ["title", "greeting", "description", "height", "key", "width"];
const LINE: [&str; 6] = [
    "placeholder",
    "max_chars",
    "accept_file",
    "file_type",
    "max_upload_size",
    "accept_audio",
];
const OTHERS: [&str; 12] = [
    "answer",
    "on_feedback",
    "editable",
    "retry",
    "undo",
    "like",
    "copy",
    "history",
    "reasoning_tags",
    "suggestions",
    "avatar",
    "user_avatar",
];

impl Options {
    pub(super) fn read(call: &mut Call<'_, '_>) -> Outcome<Self> {
        let known: Vec<&str> = [&FRAME[..], &LINE[..], &OTHERS[..]].concat();
        let mut places = std::mem::take(&mut call.places).into_iter();
        let given = places.next().or_else(|| call.take("answer"));
        // A trailing map stands for keyword arguments.
        if let Some(map) = places.next() {
            match map.try_cast::<Map>() {
                Some(map) if call.names.is_empty() && places.next().is_none() => call.names = map,
                _ => {
                    return Err(
                        call.error("chat_app: takes one function by place; give the rest by name")
                    );
                }
            }
        }
        call.no_more_names("chat_app", &known)?;
        let answer = given.and_then(Dynamic::try_cast::<FnPtr>).ok_or_else(|| {
            call.error(
                "chat_app: give the function that answers: `st.chat_app(|message, history| ...)`",
            )
        })?;
        let key = call.names.get("key").filter(|key| !key.is_unit());
        Ok(Self {
            answer,
            key: key.map(ToString::to_string),
            on_feedback: function(call, "on_feedback")?,
            editable: flag(call, "editable", true)?,
            retry: flag(call, "retry", true)?,
            undo: flag(call, "undo", true)?,
            like: flag(call, "like", true)?,
            copy: flag(call, "copy", true)?,
            history: flag(call, "history", false)?,
            tags: tags(call)?,
            suggestions: arg(call, "suggestions")?,
            avatar: arg(call, "avatar")?,
            user_avatar: arg(call, "user_avatar")?,
            frame: group(call, &FRAME)?,
            line: group(call, &LINE)?,
        })
    }
}

/// Which parts of a streamed text are thoughts.
fn tags(call: &mut Call<'_, '_>) -> Outcome<Option<Tags>> {
    match call.take("reasoning_tags") {
        None => Ok(Some(Tags::default())),
        Some(given) => Tags::read(&given)
            .map_err(|why| call.error(format!("chat_app: `reasoning_tags` {why}"))),
    }
}

fn flag(call: &mut Call<'_, '_>, name: &str, default: bool) -> Outcome<bool> {
    let Some(given) = call.take(name) else {
        return Ok(default);
    };
    given.as_bool().map_err(|kind| {
        call.error(format!(
            "chat_app: `{name}` must be true or false, not a {kind}"
        ))
    })
}

fn function(call: &mut Call<'_, '_>, name: &str) -> Outcome<Option<FnPtr>> {
    let Some(given) = call.take(name) else {
        return Ok(None);
    };
    let function = given.try_cast::<FnPtr>();
    function.map(Some).ok_or_else(|| {
        call.error(format!(
            "chat_app: `{name}` must be a function, such as `|index, value, message| ...`"
        ))
    })
}

fn arg(call: &mut Call<'_, '_>, name: &str) -> Outcome<Option<Arg>> {
    let given = call.take(name);
    given
        .map(|value| convert::to_arg(&value))
        .transpose()
        .map_err(|why| call.error(format!("chat_app: `{name}`: {why}")))
}

/// The options that go to a widget as they are.
fn group(call: &mut Call<'_, '_>, names: &[&str]) -> Outcome<Vec<(String, Arg)>> {
    let mut group = Vec::new();
    for name in names {
        if let Some(arg) = arg(call, name)? {
            group.push(((*name).to_owned(), arg));
        }
    }
    Ok(group)
}

//! `st.dialog`: a fragment that lies over the page until it is dismissed, or until what opened it
//! runs again without opening it.

use mirror_widgets::{Arg, Value};
use rhai::{Array, EvalAltResult, FnPtr};

use super::{Body, Outcome, here, keep, place};
use crate::script::{context::Callback, convert, handle::Call};

const KNOWN: &[&str] = &[
    "title",
    "width",
    "position",
    "dismissible",
    "icon",
    "on_dismiss",
    "key",
];

/// Opens a dialog and draws what is in it.
pub(super) fn open(mut call: Call<'_, '_>, body: Body) -> Outcome {
    let mut places = std::mem::take(&mut call.places).into_iter();
    let title = places.next().or_else(|| call.take("title"));
    if places.next().is_some() {
        return Err(
            call.error("dialog: takes the title and a function by place; give the rest by name")
        );
    }
    let title = title
        .ok_or_else(|| call.error("dialog: give it a title, such as `@st.dialog(\"Edit\")`"))?;
    let dismissed = on_dismiss(&mut call)?;
    alone(&call)?;
    call.no_more_names("dialog", KNOWN)?;
    let mut names = vec![
        ("title".to_owned(), Arg::Value(title.to_string().into())),
        ("reruns".to_owned(), Arg::Value(dismissed.reruns().into())),
    ];
    for (name, value) in std::mem::take(&mut call.names) {
        let arg = convert::to_arg(&value)
            .map_err(|why| call.error(format!("dialog: `{name}`: {why}")))?;
        // The width of an element is another thing than that of a window.
        let name = if name == "width" {
            "size"
        } else {
            name.as_str()
        };
        names.push((name.to_owned(), arg));
    }
    let key = names.iter().find(|(name, _)| name == "key");
    let key = key.and_then(|(_, key)| match key {
        Arg::Value(Value::String(key)) => Some(key.clone()),
        _ => None,
    });
    let id = place(&call, "dialog", names)?;
    let kept = keep(&call, id, &body, |fragment| {
        fragment.dialog = true;
        fragment.key = key;
    });
    if let Dismissed::Calls(function) = dismissed {
        let callback = Callback {
            function,
            arguments: Array::new(),
            context: kept.context,
        };
        call.run.inner().vars.callbacks.insert(id, callback);
    }
    here(&call, id, body)
}

/// What happens when the person closes it.
enum Dismissed {
    Ignored,
    Reruns,
    Calls(FnPtr),
}

impl Dismissed {
    fn reruns(&self) -> bool {
        !matches!(self, Self::Ignored)
    }
}

fn on_dismiss(call: &mut Call<'_, '_>) -> Result<Dismissed, Box<EvalAltResult>> {
    let Some(given) = call.take("on_dismiss") else {
        return Ok(Dismissed::Ignored);
    };
    if let Some(function) = given.clone().try_cast::<FnPtr>() {
        return Ok(Dismissed::Calls(function));
    }
    match given.to_string().as_str() {
        "ignore" => Ok(Dismissed::Ignored),
        "rerun" => Ok(Dismissed::Reruns),
        other => Err(call.error(format!(
            "dialog: `on_dismiss` must be \"ignore\", \"rerun\" or a function, not \"{other}\""
        ))),
    }
}

/// One dialog at a time: a second one would hide the first.
fn alone(call: &Call<'_, '_>) -> Result<(), Box<EvalAltResult>> {
    let mut inner = call.run.inner();
    if inner.page.around("dialog").is_some() {
        return Err(call.error("dialog: a dialog cannot open another one; close this one with `st.rerun()` and open the other in the next run"));
    }
    if std::mem::replace(&mut inner.flow.dialog, true) {
        return Err(call.error("dialog: one is open already in this run; open one at a time"));
    }
    Ok(())
}

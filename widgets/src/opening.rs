//! What opens and closes (tabs, expanders, popovers, steps): the parameters they share, and their
//! state, which a script can follow and which survives reruns.

use serde_json::Value;

use crate::{
    Args, Container, Host, Id, Param, WidgetError, address,
    call::{describe, named},
    common::bound_name,
};

/// Whether the script hears of each opening and closing.
pub(crate) const ON_CHANGE: Param = named(
    "on_change",
    "\"ignore\", \"rerun\" or function",
    "\"ignore\"",
    "Whether opening and closing runs the script again, with a call of this function first; then it is `lazy` too.",
);
/// Arguments of the callback.
pub(crate) const ON_CHANGE_ARGS: Param = named("args", "list", "[]", "Arguments for the callback.");
/// Whether what stands inside is made only while it is seen.
pub(crate) const LAZY: Param = named(
    "lazy",
    "true or false",
    "false",
    "Runs the block of a `with` only while it is open; opening runs the script again. Elsewhere ask `.open`.",
);
/// Keeps the state in the page's address.
pub(crate) const BIND: Param = named(
    "bind",
    "\"query-params\"",
    "()",
    "Keeps what is open in the page's address under its `key`, both ways.",
);

/// How much of its opening and closing the script hears.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Following {
    /// The state is known to the script, as `.open` and by the key.
    pub(crate) state: bool,
    /// A `with` block of what is closed is skipped.
    pub(crate) lazy: bool,
}

impl Following {
    /// Reads `on_change` and `lazy`. Where a function was given, the runtime keeps it and says "rerun".
    pub(crate) fn read(args: &Args) -> Result<Self, WidgetError> {
        let reruns = args.choice("on_change", &["ignore", "rerun"])? == "rerun";
        let lazy = args.flag("lazy", reruns)?;
        Ok(Self {
            state: lazy || reruns || args.has("bind"),
            lazy,
        })
    }
}

/// Whether something is open, as a browser says it.
pub(crate) fn accept_open(sent: &Value) -> Result<Value, String> {
    match sent {
        Value::Bool(_) => Ok(sent.clone()),
        other => Err(format!("it is open or not, not {}", describe(other))),
    }
}

/// The state of a container that has one: what was kept if it still fits, else what it starts with.
pub(crate) fn settle<W: Container>(
    args: &Args,
    host: &mut dyn Host,
    id: Id,
    props: &mut W::Props,
) -> Result<Option<Value>, WidgetError> {
    let Some(start) = W::state(props) else {
        return Ok(None);
    };
    let stored = host.stored(id);
    let by_script = stored.as_ref().is_some_and(|stored| stored.by_script);
    let mut state = match stored.map(|stored| W::fit(props, stored.value)) {
        Some(Ok(state)) => state,
        Some(Err(why)) if by_script => {
            return Err(args.error(format!(
                "the value in `st.session_state` does not fit: {why}"
            )));
        }
        None | Some(Err(_)) => start.clone(),
    };
    if let Some(name) = bound_name(args)? {
        let news = host.address(id, &name).filter(|_| !by_script);
        if let Some(texts) = news {
            let mut said = address::readings(&texts).into_iter();
            let said = said.find_map(|reading| W::fit(props, reading).ok());
            state = said.unwrap_or_else(|| start.clone());
        }
        let texts = (state != start).then(|| address::texts(&state)).flatten();
        host.write_address(&name, texts.unwrap_or_default());
    }
    host.keep(id, args.text("key")?.as_deref(), &state);
    // What it remembers stands beside the state, under an identity that no script can name.
    let memory = Id(id.0 ^ (1 << 60));
    let before = host.stored(memory).map(|stored| stored.value);
    if let Some(kept) = W::remember(props, &state, before) {
        host.keep(memory, None, &kept);
    }
    Ok(Some(state))
}

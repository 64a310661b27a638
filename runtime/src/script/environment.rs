//! What surrounds a script: the browser (`st.context`), what it keeps (`st.local_state`), and secrets
//! (`st.secrets`).

mod browser;
mod local;
mod secrets;

use mirror_widgets::{Param, call::place};
use rhai::{EvalAltResult, Module, NativeCallContext};

pub(super) use self::{
    browser::Surroundings, local::Local, local::LocalState, secrets::SecretsHandle,
};

type Context<'a> = NativeCallContext<'a>;
type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// Registers all three.
pub(super) fn register(module: &mut Module) {
    browser::register(module);
    local::register(module);
    secrets::register(module);
}

/// What there is to know about them, for the gallery.
pub(super) const DESCRIBED: &[(&str, &str, &[Param])] = &[
    (
        "query_params",
        "The query of the page's address, read and written like a map: `st.query_params.city = \"Oslo\"`. All values are texts; a name that stands several times is read with `get_all`.",
        &[
            place(
                "get",
                "name, default",
                "",
                "The last value under a name, or the default.",
            ),
            place("get_all", "name", "", "All values under a name."),
            place(
                "to_dict",
                "",
                "",
                "All names with their last values, as a map.",
            ),
            place("from_dict", "map", "", "Replaces everything."),
            place("update", "map", "", "Puts these in, and leaves the others."),
            place(
                "remove",
                "name",
                "",
                "Takes a name out; so does setting it to `()`.",
            ),
            place("clear", "", "", "Takes everything out."),
        ],
    ),
    (
        "context",
        "What the person's browser tells, to be read only.",
        &[
            place("locale", "text", "", "The language, such as `de-DE`."),
            place("timezone", "text", "", "Such as `Europe/Berlin`."),
            place(
                "timezone_offset",
                "whole number",
                "",
                "How many minutes the clock is behind UTC.",
            ),
            place(
                "theme",
                "map",
                "",
                "`type` is \"light\" or \"dark\"; the script runs again when it changes.",
            ),
            place("url", "text", "", "The page's address, without the query."),
            place(
                "headers",
                "map",
                "",
                "The headers that `context_headers` in mirror.toml allows, besides a few that say nothing private.",
            ),
            place(
                "cookies",
                "map",
                "",
                "The cookies, if `context_headers` allows `cookie`.",
            ),
            place(
                "ip_address",
                "text",
                "",
                "Where the connection comes from; a proxy's own address behind one.",
            ),
            place(
                "is_embedded",
                "true or false",
                "",
                "Whether the page stands in another one, with `?embed=true`.",
            ),
        ],
    ),
    (
        "local_state",
        "What the browser keeps for this app, read and written like a map: it outlives the session, and all pages of the browser share it. Plain data, up to 64 KiB. People can read and change it.",
        &[
            place(
                "get",
                "name, default",
                "",
                "What is kept under a name, or the default.",
            ),
            place(
                "remove",
                "name",
                "",
                "Takes a name out; so does setting it to `()`.",
            ),
            place("clear", "", "", "Takes everything out."),
            place("keys", "", "", "All names."),
            place("to_dict", "", "", "All of it, as a map."),
        ],
    ),
    (
        "secrets",
        "What the script must know and nobody else may see: `secrets.toml` beside the app, or variables `MIRROR_SECRET_NAME`. Shown as a whole it is its names only; errors and the log have `***` in its place.",
        &[
            place("get", "name, default", "", "A secret, or the default."),
            place("keys", "", "", "All names."),
            place("contains", "name", "", "Also as `\"name\" in st.secrets`."),
        ],
    ),
];

//! `st.task`: work that goes on beside the page, on a thread and an engine of its own.
//!
//! ```text
//! all.rs     all tasks of an app, and who is told of news
//! task.rs    one task: what it is to do, and how far it is
//! work.rs    the work itself, on its thread
//! handle.rs  a task as a script holds it, and the job as its function holds it
//! view.rs    `st.task_view`: a task on the page
//! ```

mod all;
mod handle;
mod task;
mod view;
mod work;

use mirror_widgets::{
    Param,
    call::{named, place},
};
use rhai::{Array, Dynamic, EvalAltResult, FnPtr, Map, Module};

pub(super) use self::{
    all::Tasks,
    handle::{Job, TaskHandle},
    view::{Views, follow, show},
};
use self::{task::Wanted, work::Recipe};
use super::{
    cached::script_of,
    convert,
    handle::{Call, method},
};

type Outcome = Result<Dynamic, Box<EvalAltResult>>;

/// What `task` takes, for the gallery.
pub(super) const PARAMS: &[Param] = &[
    place(
        "key",
        "text",
        "",
        "Names the task: another call with this name gives the same task, in every later run.",
    ),
    place(
        "function",
        "function",
        "",
        "What to do: `|job| ...` or the name of a function; it may say `job.progress(0.3, \"loading\")`, and cannot draw.",
    ),
    named(
        "args",
        "list",
        "[]",
        "What the function gets after its `job`.",
    ),
    named(
        "restart_on",
        "any data",
        "()",
        "The task begins anew when this has changed.",
    ),
    named(
        "start",
        "true or false",
        "true",
        "Whether it begins by itself; else `task.start()` does it.",
    ),
    named(
        "scope",
        "\"session\" or \"app\"",
        "\"session\"",
        "Whether each visitor has a task of this name, or all share one.",
    ),
];

/// Registers `st.task`, `st.task_view`, and what tasks and jobs can do.
pub(super) fn register(module: &mut Module) {
    method(module, "task", task);
    method(module, "task_view", view::task_view);
    handle::register(module);
}

/// `st.task("train", |job| ..., restart_on=data)`: the task of this name, begun if it is new.
fn task(mut call: Call<'_, '_>) -> Outcome {
    if call.run.0.job.is_some() {
        return Err(call.error("task: a task cannot begin others; begin them in the script itself"));
    }
    options_by_place(&mut call);
    call.no_more_names("task", &["args", "restart_on", "start", "scope"])?;
    let (key, function) = match call.places.as_slice() {
        [key, function] if key.is_string() && function.is::<FnPtr>() => {
            (key.to_string(), function.clone().cast::<FnPtr>())
        }
        _ => {
            return Err(call.error(
                "task: give a name and a function, such as `st.task(\"train\", |job| ...)`",
            ));
        }
    };
    let arguments = match call.take("args") {
        None => Array::new(),
        Some(args) => args
            .try_cast::<Array>()
            .ok_or_else(|| call.error("task: `args` must be a list of the function's arguments"))?,
    };
    let shared = flag(&mut call, "scope")?;
    let start = match call.take("start") {
        None => true,
        Some(start) => start
            .as_bool()
            .map_err(|_kind| call.error("task: `start` must be true or false"))?,
    };
    let restart_on = match call.take("restart_on") {
        None => None,
        Some(value) => Some(fingerprint(&call, &value)?),
    };
    let wanted = Wanted {
        recipe: recipe(&call, function, arguments)?,
        restart_on,
        start,
    };
    let tasks = call.run.0.shared.tasks();
    let task = tasks
        .ask(call.run.0.owner, shared, key, wanted)
        .map_err(|why| call.error(format!("task: {why}")))?;
    Ok(Dynamic::from(TaskHandle(task)))
}

/// A trailing `#{...}` stands for keyword arguments.
fn options_by_place(call: &mut Call<'_, '_>) {
    if call.places.len() == 3
        && call.names.is_empty()
        && let Some(options) = call.places.pop_if(|last| last.is::<Map>())
    {
        call.names = options.cast::<Map>();
    }
}

/// Whether the task is the whole app's.
fn flag(call: &mut Call<'_, '_>, name: &str) -> Result<bool, Box<EvalAltResult>> {
    match call.take(name).map(|scope| scope.to_string()).as_deref() {
        None | Some("session") => Ok(false),
        Some("app") => Ok(true),
        Some(other) => Err(call.error(format!(
            "task: `{name}` must be \"session\" or \"app\", not \"{other}\""
        ))),
    }
}

fn fingerprint(call: &Call<'_, '_>, value: &Dynamic) -> Result<u128, Box<EvalAltResult>> {
    let mut hasher = blake3::Hasher::new();
    convert::hash(value, &mut hasher)
        .map_err(|_kind| call.error("task: `restart_on` must be plain data"))?;
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    Ok(u128::from_le_bytes(bytes))
}

/// What is to be done, with copies of all that the function has caught.
#[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
fn recipe(
    call: &Call<'_, '_>,
    function: FnPtr,
    arguments: Array,
) -> Result<Recipe, Box<EvalAltResult>> {
    let script = script_of(call.context, &call.run);
    let given = function.curry().len() + arguments.len();
    let takes = |count: usize| {
        let mut functions = script.program.ast.iter_fn_def();
        functions.any(|own| own.name == function.fn_name() && own.params.len() == count)
    };
    let with_job = takes(given + 1);
    if !with_job && !takes(given) {
        let name = match function.is_anonymous() {
            true => "its function".to_owned(),
            false => format!("`{}`", function.fn_name()),
        };
        return Err(call.error(format!(
            "task: {name} must take a `job` and what is in `args`, or only what is in `args`"
        )));
    }
    Ok(Recipe::new(
        call.run.clone(),
        (function, arguments, with_job),
        call.context.store_data(),
    ))
}

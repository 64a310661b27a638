//! `st` and the handles to containers: every widget is a method of them.

use std::any::TypeId;

use mirror_widgets::{Arg, Args, CATALOG, Drawn, Entry, Id, Param};
use rhai::{
    Array, Dynamic, EvalAltResult, FnPtr, FuncRegistration, Map, Module, NativeCallContext,
};

use super::{
    context::{Callback, Run, Target, site},
    convert, download,
    environment::{LocalState, SecretsHandle, Surroundings},
    errors,
    frontend::Kw,
    places,
    query::Query,
    state::SessionState,
    topics::{Topic, topics},
};

/// Rhai tries all combinations of `Dynamic` and exact types for each call, so few are allowed.
const MOST_BY_PLACE: usize = 5;

/// `st`, a container, or an element that can be replaced.
#[derive(Debug, Clone, Copy)]
pub(super) struct Handle(pub(super) Target);

/// A call of a method of a handle.
pub(super) struct Call<'a, 'b> {
    pub(super) context: &'a NativeCallContext<'b>,
    pub(super) run: Run,
    pub(super) target: Target,
    pub(super) places: Vec<Dynamic>,
    pub(super) names: Map,
}

type Outcome = Result<Dynamic, Box<EvalAltResult>>;

/// Registers all widgets and what else `st` offers.
pub(super) fn register(module: &mut Module) {
    // What takes a function to draw with is more than a widget.
    let own = ["chat_app", "fragment", "dialog"];
    for entry in CATALOG.iter().filter(|entry| !own.contains(&entry.name)) {
        method(module, entry.name, move |call| draw(call, entry));
    }
    method(module, "catalog", |call| {
        call.no_more_names("catalog", &[])?;
        Ok(described().into())
    });
    places::register(module);
    FuncRegistration::new_getter("context").set_into_module(module, |_: &mut Handle| Surroundings);
    FuncRegistration::new_getter("secrets")
        .set_into_module(module, |_: &mut Handle| SecretsHandle::default());
    for (name, own) in [
        ("session_state", Dynamic::from(SessionState)),
        ("query_params", Dynamic::from(Query)),
        ("local_state", Dynamic::from(LocalState)),
    ] {
        FuncRegistration::new_getter(name).set_into_module(
            module,
            move |context: NativeCallContext<'_>, _: &mut Handle| -> Outcome {
                if Run::of(&context)?.0.job.is_some() {
                    return Err(errors::at(&context, format!("a task runs beside the page, so it has no `st.{name}`; read it before, into a variable that the function catches")));
                }
                Ok(own.clone())
            },
        );
    }
}

/// What there is to know about all widgets, for the gallery.
fn described() -> Array {
    topics().iter().map(describe).collect()
}

/// What there is to know about one.
fn describe(topic: &Topic) -> Dynamic {
    let param = |param: &Param| {
        let pairs = [
            ("name", param.name),
            ("takes", param.takes),
            ("default", param.default),
            ("doc", param.doc),
        ];
        Dynamic::from(
            pairs
                .map(|(name, text)| (name.into(), text.into()))
                .into_iter()
                .collect::<Map>(),
        )
    };
    let mut map = Map::new();
    map.insert("name".into(), topic.name.into());
    map.insert("doc".into(), topic.doc.into());
    let params: Array = topic.params.iter().copied().map(param).collect();
    map.insert("params".into(), params.into());
    map.insert("category".into(), topic.category.into());
    map.into()
}

/// Registers one method of handles, for any number of arguments by place and any by name.
pub(super) fn method(
    module: &mut Module,
    name: &str,
    body: impl Fn(Call<'_, '_>) -> Outcome + Clone + Send + Sync + 'static,
) {
    for places in 0..=MOST_BY_PLACE {
        for keywords in [false, true] {
            let mut types = vec![TypeId::of::<Handle>()];
            types.extend(std::iter::repeat_n(TypeId::of::<Dynamic>(), places));
            types.extend(keywords.then(TypeId::of::<Kw>));
            let body = body.clone();
            let function = move |context: Option<NativeCallContext<'_>>,
                                 args: &mut [&mut Dynamic]|
                  -> Outcome {
                let context = context
                    .as_ref()
                    .ok_or("a widget needs the context of its call; this is a bug")?;
                let target = args[0]
                    .read_lock::<Handle>()
                    .map_or(Target::Cursor, |handle| handle.0);
                let mut rest: Vec<Dynamic> = args[1..]
                    .iter_mut()
                    .map(|arg| std::mem::take(*arg).flatten())
                    .collect();
                let names = if keywords {
                    rest.pop()
                        .and_then(Dynamic::try_cast::<Kw>)
                        .unwrap_or_default()
                        .0
                } else {
                    Map::new()
                };
                body(Call {
                    context,
                    run: Run::of(context)?,
                    target,
                    places: rest,
                    names,
                })
            };
            FuncRegistration::new(name).set_into_module_raw(
                module,
                types,
                rhai::RhaiFunc::Method {
                    func: std::sync::Arc::new(function),
                    has_context: true,
                    is_pure: true,
                    is_volatile: true,
                },
            );
        }
    }
}

impl Call<'_, '_> {
    /// An error at the place of this call.
    pub(super) fn error(&self, message: impl std::fmt::Display) -> Box<EvalAltResult> {
        errors::at(self.context, message)
    }

    /// Takes a keyword argument away.
    pub(super) fn take(&mut self, name: &str) -> Option<Dynamic> {
        self.names.remove(name).filter(|value| !value.is_unit())
    }

    /// Refuses keyword arguments that nobody took.
    pub(super) fn no_more_names(
        &self,
        function: &str,
        known: &[&str],
    ) -> Result<(), Box<EvalAltResult>> {
        errors::unknown_option(
            self.context,
            function,
            self.names.keys().map(|name| name.as_str()),
            known,
        )
    }
}

/// Draws a widget of the catalog.
pub(super) fn draw(mut call: Call<'_, '_>, entry: &'static Entry) -> Outcome {
    options_as_map(&mut call, entry);
    (call.places.iter_mut()).for_each(convert::spread);
    (call.names.values_mut()).for_each(convert::spread);
    let callback = callback(&mut call, entry)?;
    let labels = labels(&mut call, entry)?;
    let maker = download::maker(&mut call, entry);
    let args = arguments(&mut call, entry, labels)?;
    let drawn = call.run.draw(entry, call.target, &args, site(call.context));
    let (drawn, id) = drawn.map_err(|error| call.error(error))?;
    if let (Some(id), Some(callback)) = (id, callback) {
        call.run.inner().vars.callbacks.insert(id, callback);
    }
    if let (Some(id), Some(maker)) = (id, maker) {
        download::make(&call, id, &drawn, &maker)?;
    }
    call.run.flush_if_due();
    Ok(result(&call.run, drawn))
}

/// Draws a widget with arguments that are data already; for functions that draw through widgets.
pub(super) fn draw_with(
    call: &Call<'_, '_>,
    name: &str,
    places: Vec<Arg>,
    names: Vec<(String, Arg)>,
) -> Result<(Drawn, Option<Id>), Box<EvalAltResult>> {
    let entry = mirror_widgets::entry(name)
        .ok_or_else(|| call.error(format!("there is no `{name}`; this is a bug")))?;
    let args = Args::new(entry.name, entry.params, entry.common, places, names)
        .map_err(|error| call.error(error))?;
    call.run
        .draw(entry, call.target, &args, site(call.context))
        .map_err(|error| call.error(error))
}

fn result(run: &Run, drawn: Drawn) -> Dynamic {
    match drawn {
        Drawn::Slot(id) => Dynamic::from(Handle(Target::Slot(id))),
        Drawn::Value(value) => run.from_widget(&value),
        Drawn::Container(id) => Dynamic::from(Handle(Target::Inside(id))),
        Drawn::Containers(ids) => ids
            .into_iter()
            .map(|id| Dynamic::from(Handle(Target::Inside(id))))
            .collect::<Array>()
            .into(),
    }
}

/// A trailing `#{...}` whose names are all options of the widget stands for keyword arguments.
fn options_as_map(call: &mut Call<'_, '_>, entry: &Entry) {
    if !call.names.is_empty() || call.places.len() < 2 {
        return;
    }
    let option = |name: &str| parameters(entry).any(|param| param.name == name);
    let Some(last) = call.places.pop() else {
        return;
    };
    let is_options = last
        .read_lock::<Map>()
        .is_some_and(|map| !map.is_empty() && map.keys().all(|name| option(name)));
    match is_options {
        true => call.names = last.cast::<Map>(),
        false => call.places.push(last),
    }
}

fn parameters(entry: &Entry) -> impl Iterator<Item = &'static Param> {
    entry.params.iter().chain(entry.common)
}

/// The function to call when the widget changes.
fn callback(
    call: &mut Call<'_, '_>,
    entry: &Entry,
) -> Result<Option<Callback>, Box<EvalAltResult>> {
    let arguments = match call.take("args") {
        None => Array::new(),
        Some(args) => args.try_cast::<Array>().ok_or_else(|| {
            call.error(format!(
                "{}: `args` must be a list of the callback's arguments",
                entry.name
            ))
        })?,
    };
    let mut found = None;
    for name in ["on_click", "on_change", "on_submit", "on_select"] {
        // A name the widget does not have stays, and is refused with the other unknown ones.
        let Some(param) = parameters(entry).find(|param| param.name == name) else {
            continue;
        };
        // Where words are taken too (`"ignore"`, `"rerun"`), the widget reads the word; a function implies `"rerun"`.
        let worded = param.takes.starts_with('"');
        if worded && call.names.get(name).is_some_and(Dynamic::is_string) {
            continue;
        }
        let Some(value) = call.take(name) else {
            continue;
        };
        if worded && value.is_fnptr() {
            call.names.insert(name.into(), "rerun".into());
        }
        let function = value.try_cast::<FnPtr>().ok_or_else(|| {
            call.error(format!(
                "{}: `{name}` must be a function, such as `|| ...` or the name of one",
                entry.name
            ))
        })?;
        found = Some(Callback {
            function,
            arguments: arguments.clone(),
            context: stored(call.context),
        });
    }
    Ok(found)
}

/// Where a function was given, for a call in a later run; it does not hold this one.
#[allow(deprecated)] // Volatile, not deprecated; the version is pinned.
pub(super) fn stored(context: &NativeCallContext<'_>) -> rhai::NativeCallContextStore {
    let mut stored = context.store_data();
    stored.global.tag = Dynamic::UNIT;
    stored
}

/// What `format_func` makes of the options.
fn labels(call: &mut Call<'_, '_>, entry: &Entry) -> Result<Option<Array>, Box<EvalAltResult>> {
    let Some(format) = call.take("format_func") else {
        return Ok(None);
    };
    let function = format.try_cast::<FnPtr>().ok_or_else(|| {
        call.error(format!(
            "{}: `format_func` must be a function, such as `|option| ...`",
            entry.name
        ))
    })?;
    let place = entry
        .params
        .iter()
        .filter(|param| param.positional)
        .position(|param| param.name == "options");
    let options = place
        .and_then(|place| call.places.get(place))
        .or_else(|| call.names.get("options"));
    let Some(options) =
        options.and_then(|options| options.read_lock::<Array>().map(|list| list.clone()))
    else {
        return Ok(None);
    };
    options
        .into_iter()
        .map(|option| {
            function
                .call_within_context::<Dynamic>(call.context, (option,))
                .map(|label| label.to_string().into())
        })
        .collect::<Result<Array, _>>()
        .map(Some)
}

fn arguments(
    call: &mut Call<'_, '_>,
    entry: &'static Entry,
    labels: Option<Array>,
) -> Result<Args, Box<EvalAltResult>> {
    if let Some(labels) = labels {
        call.names.insert("labels".into(), labels.into());
    }
    let said = |name: &str, why: String| call.error(format!("{}: {name}: {why}", entry.name));
    let mut places = Vec::with_capacity(call.places.len());
    for (index, value) in call.places.iter().enumerate() {
        let name = || match entry
            .params
            .iter()
            .filter(|param| param.positional)
            .nth(index)
        {
            Some(param) => format!("`{}`", param.name),
            None => format!("argument {}", index + 1),
        };
        places.push(convert::to_arg(value).map_err(|why| said(&name(), why))?);
    }
    let mut names = Vec::with_capacity(call.names.len());
    for (name, value) in &call.names {
        let arg = convert::to_arg(value).map_err(|why| said(&format!("`{name}`"), why))?;
        names.push((name.to_string(), arg));
    }
    Args::new(entry.name, entry.params, entry.common, places, names)
        .map_err(|error| call.error(error))
}

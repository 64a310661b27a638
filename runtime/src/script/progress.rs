//! Progress: `progress_over` around a loop, and `st.progress` with its estimate.

mod counting;

use std::{
    any::TypeId,
    sync::{Arc, LazyLock},
};

use mirror_widgets::{
    Arg, Id, Param, Value,
    call::{named, place},
};
use rhai::{
    AST, Array, Dynamic, EvalAltResult, FuncRegistration, Map, Module, NativeCallContext, Scope,
};

use self::counting::{Bar, Counting};
use super::{
    context::{Run, Target},
    convert, engine, errors,
    frontend::Kw,
    handle::{self, Call, draw_with, method},
    models::Stream,
};

type Failure = Box<EvalAltResult>;
type Items = Box<dyn Iterator<Item = Result<Dynamic, Failure>>>;

/// What `progress_over` takes, for the gallery.
pub(super) const PARAMS: &[Param] = &[
    place(
        "items",
        "list, range, map, text or stream",
        "",
        "What to go over; of a map the names, of a text the letters.",
    ),
    place(
        "text",
        "text",
        "()",
        "What is being done, in Markdown; it stands above the bar.",
    ),
    named(
        "keep",
        "true or false",
        "false",
        "Whether the bar stays when the loop has come to its end.",
    ),
];

/// What a `for` loop goes over while a bar shows how far it is.
#[derive(Clone)]
struct Over {
    run: Run,
    items: Dynamic,
    bar: Bar,
}

/// Registers both.
pub(super) fn register(module: &mut Module) {
    module.set_custom_type::<Over>("progress");
    method(module, "progress_over", |mut call| {
        let options = std::mem::take(&mut call.names);
        let places = std::mem::take(&mut call.places);
        over(call.context, call.target, places, options)
    });
    method(module, "progress", progress);
    for places in 1..=2_usize {
        for keywords in [false, true] {
            free(module, places, keywords);
        }
    }
    module.set_iter_result(TypeId::of::<Over>(), |over| over.cast::<Over>().begin());
}

/// `progress_over(xs, "Embedding", keep=true)` without `st` before it.
fn free(module: &mut Module, places: usize, keywords: bool) {
    let mut types = vec![TypeId::of::<Dynamic>(); places];
    types.extend(keywords.then(TypeId::of::<Kw>));
    let function = move |context: Option<NativeCallContext<'_>>,
                         args: &mut [&mut Dynamic]|
          -> Result<Dynamic, Failure> {
        let context = context
            .as_ref()
            .ok_or("progress_over needs the context of its call; this is a bug")?;
        let mut given: Vec<Dynamic> = args
            .iter_mut()
            .map(|arg| std::mem::take(*arg).flatten())
            .collect();
        let options = match keywords {
            true => {
                given
                    .pop()
                    .and_then(Dynamic::try_cast::<Kw>)
                    .unwrap_or_default()
                    .0
            }
            false => Map::new(),
        };
        over(context, Target::Cursor, given, options)
    };
    FuncRegistration::new("progress_over").set_into_module_raw(
        module,
        types,
        rhai::RhaiFunc::Pure {
            func: Arc::new(function),
            has_context: true,
            is_pure: true,
            is_volatile: true,
        },
    );
}

fn over(
    context: &NativeCallContext<'_>,
    target: Target,
    places: Vec<Dynamic>,
    mut options: Map,
) -> Result<Dynamic, Failure> {
    let known = ["text", "keep"];
    let given = options.keys().map(|name| name.as_str());
    errors::unknown_option(context, "progress_over", given, &known)?;
    let mut places = places.into_iter();
    let Some(items) = places.next() else {
        return Err(errors::at(
            context,
            "progress_over: give what to go over, such as a list",
        ));
    };
    let text = places.next().or_else(|| options.remove("text"));
    let text = text
        .filter(|text| !text.is_unit())
        .map(|text| text.to_string());
    let keep = options
        .remove("keep")
        .is_some_and(|keep| keep.as_bool() == Ok(true));
    let (items, total) = countable(context, items)?;
    let run = Run::of(context)?;
    let id = match run.0.job.is_some() || run.inner().sealed.is_some() {
        true => None,
        false => draw_bar(context, &run, target, text.as_deref(), total)?,
    };
    let bar = Bar {
        id,
        text,
        total,
        keep,
    };
    Ok(Dynamic::from(Over { run, items, bar }))
}

/// What can be gone over, and how many there are. What only the engine can go over becomes a list.
fn countable(
    context: &NativeCallContext<'_>,
    items: Dynamic,
) -> Result<(Dynamic, Option<usize>), Failure> {
    static ALL: LazyLock<Option<AST>> = LazyLock::new(|| {
        let text = "let all = []; for item in items { all.push(item) } all";
        engine::compiling().compile(text).ok()
    });
    if items.is::<Stream>() {
        return Ok((items, None));
    }
    if let Some(map) = items.read_lock::<Map>() {
        let names: Array = map.keys().map(|name| name.as_str().into()).collect();
        return Ok((names.into(), Some(map.len())));
    }
    if items.is_string() {
        let letters: Array = items.to_string().chars().map(Dynamic::from).collect();
        let count = letters.len();
        return Ok((letters.into(), Some(count)));
    }
    let range = items
        .read_lock::<std::ops::Range<i64>>()
        .map(|range| range.clone());
    let range = range.or_else(|| {
        let range = items.read_lock::<std::ops::RangeInclusive<i64>>()?;
        Some(*range.start()..range.end().saturating_add(1))
    });
    if let Some(range) = range {
        let count = usize::try_from(range.end.saturating_sub(range.start)).unwrap_or_default();
        return Ok((Dynamic::from(range), Some(count)));
    }
    let list = match items.is_array() {
        true => items,
        false => {
            let kind = convert::name_of(&items);
            let mut scope = Scope::new();
            scope.push_dynamic("items", items);
            let all = ALL
                .as_ref()
                .ok_or("the loop does not compile; this is a bug")?;
            let list = context
                .engine()
                .eval_ast_with_scope::<Dynamic>(&mut scope, all);
            list.map_err(|error| match error.unwrap_inner() {
                EvalAltResult::ErrorFor(_) => errors::at(
                    context,
                    format!("progress_over: one cannot go over a {kind}; give a list, a range, a map, a text or a stream"),
                ),
                _ => error,
            })?
        }
    };
    let count = list.read_lock::<Array>().map(|list| list.len());
    Ok((list, count))
}

fn draw_bar(
    context: &NativeCallContext<'_>,
    run: &Run,
    target: Target,
    text: Option<&str>,
    total: Option<usize>,
) -> Result<Option<Id>, Failure> {
    let call = Call {
        context,
        run: run.clone(),
        target,
        places: Vec::new(),
        names: Map::new(),
    };
    let mut places: Vec<Arg> = vec![Value::from(0.0).into()];
    places.extend(text.map(|text| Value::from(text).into()));
    let (_, id) = draw_with(&call, "progress", places, Vec::new())?;
    if let Some(id) = id {
        let mut inner = run.inner();
        inner.open_bars.push(id);
        inner.page.set(id, "count", 0.into());
        if let Some(total) = total {
            inner.page.set(id, "total", total.into());
        }
    }
    run.flush_if_due();
    Ok(id)
}

impl Over {
    fn begin(self) -> Items {
        let mut items = items(self.items);
        let mut counting = Counting::new(self.run, self.bar);
        Box::new(std::iter::from_fn(move || {
            let item = items.next();
            match &item {
                Some(Ok(_)) => counting.step(),
                Some(Err(_)) => {}
                None => counting.end(),
            }
            item
        }))
    }
}

fn items(items: Dynamic) -> Items {
    if let Some(range) = items.clone().try_cast::<std::ops::Range<i64>>() {
        return Box::new(range.map(|item| Ok(item.into())));
    }
    if let Some(stream) = items.clone().try_cast::<Stream>() {
        let pieces = std::iter::from_fn(move || stream.piece().transpose());
        return Box::new(pieces.map(|piece| piece.map(Into::into)));
    }
    let list = items.try_cast::<Array>().unwrap_or_default();
    Box::new(list.into_iter().map(Ok))
}

/// `st.progress`: what a bar was told about its estimate, it keeps when its handle moves it.
fn progress(mut call: Call<'_, '_>) -> Result<Dynamic, Failure> {
    if let Target::Slot(id) = call.target {
        let eta = call.run.inner().page.prop(id, "eta").is_some();
        if eta && !call.names.contains_key("eta") {
            call.names.insert("eta".into(), true.into());
        }
    }
    let entry = mirror_widgets::entry("progress")
        .ok_or_else(|| call.error("there is no `progress`; this is a bug"))?;
    handle::draw(call, entry)
}

//! Models as scripts see them: `text_generator(folder)` and what it gives.

use std::{
    any::TypeId,
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, PoisonError, Weak},
    time::Duration,
};

use mirror_models::{
    Finish, GenerateOptions, GeneratedToken, LoadOptions, OPTION_NAMES, StopFlag, TextGenerator,
    TokenStream,
};
use rhai::{
    Array, Dynamic, EvalAltResult, FuncRegistration, Map, Module, NativeCallContext, Position,
};

use super::{
    context::{Run, Stopped},
    errors,
    frontend::Kw,
};

type Context<'a> = NativeCallContext<'a>;
type Failure = Box<EvalAltResult>;

/// A loaded model, as a script holds it.
#[derive(Clone)]
pub(super) struct Generator(Arc<TextGenerator>);

/// An answer as it comes: an iterator of texts that remembers its tokens.
#[derive(Clone)]
pub(super) struct Stream(Arc<Mutex<Answer>>);

struct Answer {
    stream: TokenStream,
    text: String,
    tokens: Vec<GeneratedToken>,
}

/// The models of this process: one copy of each folder, alive as long as someone holds it.
#[derive(Default)]
pub(super) struct Models {
    loads: Mutex<HashMap<PathBuf, Arc<Loading>>>,
    held: Mutex<HashMap<PathBuf, Weak<TextGenerator>>>,
}

/// One load, which goes on when the run that asked for it is stopped.
#[derive(Default)]
struct Loading {
    done: Mutex<Option<Result<Arc<TextGenerator>, String>>>,
    news: Condvar,
}

/// Registers `text_generator`, models and streams.
pub(super) fn register(module: &mut Module) {
    FuncRegistration::new("text_generator")
        .set_into_module(module, |context: Context<'_>, folder: &str| {
            load(&context, folder, &Map::new())
        });
    FuncRegistration::new("text_generator")
        .set_into_module(module, |context: Context<'_>, folder: &str, options: Kw| {
            load(&context, folder, &options.0)
        });
    FuncRegistration::new("text_generator").set_into_module(
        module,
        |context: Context<'_>, folder: &str, options: Map| load(&context, folder, &options),
    );
    type Answering = fn(&Context<'_>, &Generator, &str, &Map) -> Result<Dynamic, Failure>;
    for (name, answer) in [
        ("generate", generate as Answering),
        ("stream", stream as Answering),
    ] {
        FuncRegistration::new(name).set_into_module(
            module,
            move |context: Context<'_>, model: &mut Generator, prompt: &str| {
                answer(&context, model, prompt, &Map::new())
            },
        );
        FuncRegistration::new(name).set_into_module(
            module,
            move |context: Context<'_>, model: &mut Generator, prompt: &str, options: Kw| {
                answer(&context, model, prompt, &options.0)
            },
        );
        FuncRegistration::new(name).set_into_module(
            module,
            move |context: Context<'_>, model: &mut Generator, prompt: &str, options: Map| {
                answer(&context, model, prompt, &options)
            },
        );
    }
    FuncRegistration::new("tokens").set_into_module(
        module,
        |context: Context<'_>, model: &mut Generator, text: &str| {
            let tokens = model
                .0
                .tokens(text)
                .map_err(|error| errors::at(&context, error))?;
            let token = |token: mirror_models::Token| {
                pairs([
                    ("id", i64::from(token.id).into()),
                    ("text", token.text.into()),
                ])
            };
            Ok::<Array, Failure>(tokens.into_iter().map(token).collect())
        },
    );
    FuncRegistration::new_getter("name")
        .set_into_module(module, |model: &mut Generator| model.0.name().to_owned());
    FuncRegistration::new_getter("context_length")
        .set_into_module(module, |model: &mut Generator| {
            count(model.0.context_length())
        });
    FuncRegistration::new_getter("vocabulary_size")
        .set_into_module(module, |model: &mut Generator| {
            count(model.0.vocabulary_size())
        });
    FuncRegistration::new_getter("text")
        .set_into_module(module, |stream: &mut Stream| stream.answer().text.clone());
    FuncRegistration::new_getter("tokens").set_into_module(module, |stream: &mut Stream| {
        stream.answer().tokens.iter().map(token).collect::<Array>()
    });
    FuncRegistration::new_getter("finish").set_into_module(module, |stream: &mut Stream| {
        finish(stream.answer().stream.finish())
    });
    module.set_iter_result(TypeId::of::<Stream>(), |stream| {
        let stream = stream.cast::<Stream>();
        Box::new(
            std::iter::from_fn(move || stream.piece().transpose())
                .map(|piece| piece.map(Into::into)),
        )
    });
}

impl Stream {
    /// The next piece of text that is not empty.
    pub(super) fn piece(&self) -> Result<Option<String>, Failure> {
        let mut answer = self.answer();
        while let Some(piece) = answer.stream.next() {
            let piece = piece.map_err(|error| {
                Box::new(EvalAltResult::ErrorRuntime(
                    error.to_string().into(),
                    Position::NONE,
                ))
            })?;
            answer.tokens.extend(piece.token);
            answer.text.push_str(&piece.text);
            if !piece.text.is_empty() {
                return Ok(Some(piece.text));
            }
        }
        match answer.stream.finish() {
            Some(Finish::Stopped) => Err(stopped()),
            _ => Ok(None),
        }
    }

    fn answer(&self) -> std::sync::MutexGuard<'_, Answer> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stopped() -> Failure {
    EvalAltResult::ErrorTerminated(Stopped.into(), Position::NONE).into()
}

/// The model in a folder, relative to the app's, loaded once for the whole process.
fn load(context: &Context<'_>, folder: &str, options: &Map) -> Result<Generator, Failure> {
    let run = Run::of(context)?;
    errors::unknown_option(
        context,
        "text_generator",
        options.keys().map(|name| name.as_str()),
        &["device", "threads"],
    )?;
    let load_options = LoadOptions {
        device: options
            .get("device")
            .filter(|device| !device.is_unit())
            .map(ToString::to_string),
        threads: whole(context, "text_generator", options, "threads")?,
        library: run.0.shared.onnxruntime(),
    };
    // The script is trusted, and models often lie outside the app's folder.
    let path = run.0.shared.relative(folder);
    let models = run.0.shared.models();
    if let Some(model) = models.held(&path) {
        return Ok(Generator(model));
    }
    run.flush();
    let loading = models.loading(&path, load_options);
    match loading.wait(&run) {
        Ok(model) => Ok(Generator(model?)),
        Err(why) => Err(errors::at(context, format!("text_generator: {why}"))),
    }
}

impl Models {
    fn held(&self, path: &PathBuf) -> Option<Arc<TextGenerator>> {
        self.held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(path)?
            .upgrade()
    }

    /// The load of a folder that is under way, or a new one on a thread of its own: a moved
    /// slider ends the run that waits, not the load, so the next run finds it further on.
    fn loading(self: &Arc<Self>, path: &PathBuf, options: LoadOptions) -> Arc<Loading> {
        let mut loads = self.loads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loading) = loads.get(path) {
            return Arc::clone(loading);
        }
        let loading = Arc::new(Loading::default());
        loads.insert(path.clone(), Arc::clone(&loading));
        let (models, landed, path) = (Arc::clone(self), Arc::clone(&loading), path.clone());
        let spawned = std::thread::Builder::new()
            .name("model load".into())
            .spawn(move || {
                let load = || TextGenerator::load(&path, &options, &StopFlag::default());
                let loaded = std::panic::catch_unwind(std::panic::AssertUnwindSafe(load));
                let loaded = match loaded {
                    Ok(Ok(model)) => Ok(Arc::new(model)),
                    Ok(Err(error)) => Err(error.to_string()),
                    Err(_) => {
                        Err("loading the model failed inside; this is a bug in mirror".into())
                    }
                };
                if let Ok(model) = &loaded {
                    models
                        .held
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .insert(path.clone(), Arc::downgrade(model));
                }
                models
                    .loads
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .remove(&path);
                landed.land(loaded);
            });
        if let Err(error) = spawned {
            loading.land(Err(format!("no thread for loading the model: {error}")));
        }
        loading
    }
}

impl Loading {
    fn land(&self, loaded: Result<Arc<TextGenerator>, String>) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) = Some(loaded);
        self.news.notify_all();
    }

    /// Waits for the load; the outer error is the model's, the inner one ends the run.
    fn wait(&self, run: &Run) -> Result<Result<Arc<TextGenerator>, Failure>, String> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(loaded) = done.as_ref() {
                return loaded.clone().map(Ok);
            }
            if let Err(ended) = run.check() {
                return Ok(Err(ended));
            }
            run.flush_if_due();
            done = self
                .news
                .wait_timeout(done, Duration::from_millis(5))
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

fn stream(
    context: &Context<'_>,
    model: &Generator,
    prompt: &str,
    options: &Map,
) -> Result<Dynamic, Failure> {
    Ok(Dynamic::from(start(
        context,
        model,
        prompt,
        options,
        "stream",
        &[],
    )?))
}

fn generate(
    context: &Context<'_>,
    model: &Generator,
    prompt: &str,
    options: &Map,
) -> Result<Dynamic, Failure> {
    let run = Run::of(context)?;
    let stream = start(context, model, prompt, options, "generate", &["details"])?;
    run.flush();
    while stream.piece()?.is_some() {
        run.check()?;
        run.flush_if_due();
    }
    let answer = stream.answer();
    let details = options
        .get("details")
        .is_some_and(|details| details.as_bool() == Ok(true));
    if !details {
        return Ok(answer.text.as_str().into());
    }
    let tokens: Array = answer.tokens.iter().map(token).collect();
    Ok(pairs([
        ("text", answer.text.as_str().into()),
        ("tokens", tokens.into()),
        ("finish", finish(answer.stream.finish())),
    ]))
}

fn start(
    context: &Context<'_>,
    model: &Generator,
    prompt: &str,
    options: &Map,
    function: &str,
    more: &[&str],
) -> Result<Stream, Failure> {
    let run = Run::of(context)?;
    let known: Vec<&str> = OPTION_NAMES.iter().chain(more).copied().collect();
    errors::unknown_option(
        context,
        function,
        options.keys().map(|name| name.as_str()),
        &known,
    )?;
    let options = generate_options(context, function, options)?;
    let flag = StopFlag::from_arc(Arc::clone(&run.0.stop));
    let stream = model
        .0
        .stream(prompt, &options, flag)
        .map_err(|error| errors::at(context, error))?;
    Ok(Stream(Arc::new(Mutex::new(Answer {
        stream,
        text: String::new(),
        tokens: Vec::new(),
    }))))
}

fn generate_options(
    context: &Context<'_>,
    function: &str,
    given: &Map,
) -> Result<GenerateOptions, Failure> {
    let whole = |name| whole(context, function, given, name);
    let number = |name: &str| -> Result<Option<f32>, Failure> {
        let Some(value) = given.get(name).filter(|value| !value.is_unit()) else {
            return Ok(None);
        };
        let number = value
            .as_float()
            .or_else(|_| value.as_int().map(|int| int as f64));
        number.map(|number| Some(number as f32)).map_err(|kind| {
            errors::at(
                context,
                format!("{function}: `{name}` must be a number, not a value of type {kind}"),
            )
        })
    };
    let flag = |name: &str| -> Result<Option<bool>, Failure> {
        let Some(value) = given.get(name).filter(|value| !value.is_unit()) else {
            return Ok(None);
        };
        value.as_bool().map(Some).map_err(|_cause| {
            errors::at(
                context,
                format!("{function}: `{name}` must be true or false"),
            )
        })
    };
    Ok(GenerateOptions {
        max_new_tokens: whole("max_new_tokens")?,
        min_new_tokens: whole("min_new_tokens")?,
        do_sample: flag("do_sample")?,
        temperature: number("temperature")?,
        top_k: whole("top_k")?,
        top_p: number("top_p")?,
        min_p: number("min_p")?,
        typical_p: number("typical_p")?,
        repetition_penalty: number("repetition_penalty")?,
        no_repeat_ngram_size: whole("no_repeat_ngram_size")?,
        seed: whole("seed")?.map(|seed| seed as u64),
        stop: texts(context, function, given)?,
        top_n_tokens: whole("top_n_tokens")?.unwrap_or(0),
        use_cache: flag("use_cache")?,
    })
}

fn whole(
    context: &Context<'_>,
    function: &str,
    given: &Map,
    name: &str,
) -> Result<Option<usize>, Failure> {
    let Some(value) = given.get(name).filter(|value| !value.is_unit()) else {
        return Ok(None);
    };
    let number = value
        .as_int()
        .ok()
        .and_then(|int| usize::try_from(int).ok());
    number.map(Some).ok_or_else(|| {
        errors::at(
            context,
            format!("{function}: `{name}` must be a whole number of at least 0, not `{value}`"),
        )
    })
}

fn texts(context: &Context<'_>, function: &str, given: &Map) -> Result<Vec<String>, Failure> {
    let Some(value) = given.get("stop").filter(|value| !value.is_unit()) else {
        return Ok(Vec::new());
    };
    if value.is_string() {
        return Ok(vec![value.to_string()]);
    }
    let list = value
        .read_lock::<Array>()
        .filter(|list| list.iter().all(Dynamic::is_string));
    list.map(|list| list.iter().map(ToString::to_string).collect())
        .ok_or_else(|| {
            errors::at(
                context,
                format!("{function}: `stop` must be a text or a list of texts"),
            )
        })
}

fn token(token: &GeneratedToken) -> Dynamic {
    let alternatives: Array = token
        .alternatives
        .iter()
        .map(|other| {
            pairs([
                ("id", i64::from(other.id).into()),
                ("text", other.text.as_str().into()),
                ("probability", f64::from(other.probability).into()),
                ("kept", other.kept.into()),
            ])
        })
        .collect();
    pairs([
        ("id", i64::from(token.id).into()),
        ("text", token.text.as_str().into()),
        ("probability", f64::from(token.probability).into()),
        ("rank", count(token.rank).into()),
        ("alternatives", alternatives.into()),
    ])
}

fn finish(finish: Option<Finish>) -> Dynamic {
    match finish {
        None => Dynamic::UNIT,
        Some(Finish::Length) => "length".into(),
        Some(Finish::EndOfText) => "eos_token".into(),
        Some(Finish::StopString) => "stop_sequence".into(),
        Some(Finish::Stopped) => "stopped".into(),
        Some(Finish::ContextFull) => "context_full".into(),
    }
}

fn pairs<const N: usize>(pairs: [(&str, Dynamic); N]) -> Dynamic {
    pairs
        .into_iter()
        .map(|(name, value)| (name.into(), value))
        .collect::<Map>()
        .into()
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

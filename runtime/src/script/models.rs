//! Models as scripts see them: `text_generator(folder)` and what it gives.

mod loads;
mod options;

use std::{
    any::TypeId,
    sync::{Arc, Mutex, PoisonError},
};

use mirror_models::{
    ChatMessage, Finish, GenerateOptions, GeneratedToken, LoadOptions, ModelError, OPTION_NAMES,
    StopFlag, TextGenerator, TokenStream,
};
use rhai::{
    Array, Dynamic, EvalAltResult, FuncRegistration, Map, Module, NativeCallContext, Position,
};

use super::{
    context::{Run, Stopped},
    errors,
    frontend::Kw,
};

pub(in crate::script) use self::loads::Models;
use self::options::{generate_options, whole};

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
    FuncRegistration::new("chat").set_into_module(
        module,
        |context: Context<'_>, model: &mut Generator, messages: Array| {
            chat(&context, model, &messages, &Map::new())
        },
    );
    FuncRegistration::new("chat").set_into_module(
        module,
        |context: Context<'_>, model: &mut Generator, messages: Array, options: Kw| {
            chat(&context, model, &messages, &options.0)
        },
    );
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
        &["device", "threads", "concurrency", "max_queue"],
    )?;
    let load_options = LoadOptions {
        device: options
            .get("device")
            .filter(|device| !device.is_unit())
            .map(ToString::to_string),
        threads: whole(context, "text_generator", options, "threads")?,
        concurrency: whole(context, "text_generator", options, "concurrency")?,
        max_queue: whole(context, "text_generator", options, "max_queue")?,
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

/// `model.chat(messages)`: an answer to a conversation, with the model's own chat template.
fn chat(
    context: &Context<'_>,
    model: &Generator,
    messages: &Array,
    options: &Map,
) -> Result<Stream, Failure> {
    let message = |message: &Dynamic| {
        let map = message.read_lock::<Map>()?;
        let text = |name: &str| map.get(name)?.clone().into_string().ok();
        Some(ChatMessage {
            role: text("role")?,
            content: text("content")?,
        })
    };
    let messages: Option<Vec<ChatMessage>> = messages.iter().map(message).collect();
    let messages = messages.ok_or_else(|| {
        let form = "#{role: \"user\", content: \"...\"}";
        errors::at(
            context,
            format!("chat: the messages must be a list of `{form}`"),
        )
    })?;
    ask(context, options, "chat", &[], |options, stop| {
        model.0.chat(&messages, options, stop)
    })
}

fn start(
    context: &Context<'_>,
    model: &Generator,
    prompt: &str,
    options: &Map,
    function: &str,
    more: &[&str],
) -> Result<Stream, Failure> {
    ask(context, options, function, more, |options, stop| {
        model.0.stream(prompt, options, stop)
    })
}

/// Reads the options and begins an answer that ends with the run.
fn ask(
    context: &Context<'_>,
    options: &Map,
    function: &str,
    more: &[&str],
    begin: impl FnOnce(&GenerateOptions, StopFlag) -> Result<TokenStream, ModelError>,
) -> Result<Stream, Failure> {
    let run = Run::of(context)?;
    let known: Vec<&str> = OPTION_NAMES.iter().chain(more).copied().collect();
    let given = options.keys().map(|name| name.as_str());
    errors::unknown_option(context, function, given, &known)?;
    let options = generate_options(context, function, options)?;
    let stop = StopFlag::from_arc(Arc::clone(&run.0.stop));
    let stream = begin(&options, stop).map_err(|error| errors::at(context, error))?;
    let answer = Answer {
        stream,
        text: String::new(),
        tokens: Vec::new(),
    };
    Ok(Stream(Arc::new(Mutex::new(answer))))
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
                ("filtered", f64::from(other.filtered).into()),
                ("kept", other.kept.into()),
            ])
        })
        .collect();
    pairs([
        ("id", i64::from(token.id).into()),
        ("text", token.text.as_str().into()),
        ("probability", f64::from(token.probability).into()),
        ("rank", count(token.rank).into()),
        (
            "raw_probability",
            token
                .raw_probability
                .map_or(Dynamic::UNIT, |raw| f64::from(raw).into()),
        ),
        (
            "entropy",
            token
                .entropy
                .map_or(Dynamic::UNIT, |bits| f64::from(bits).into()),
        ),
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
        Some(Finish::MaxTime) => "max_time".into(),
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

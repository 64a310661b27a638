//! The tasks of models as scripts see them: `text_classifier(folder)` and its like give a model that is called.

mod images;
mod texts;

use std::{any::TypeId, sync::Arc};

use mirror_models::{
    Apply, Embedder, FillMask, ImageClassifier, ObjectDetector, QuestionAnswering, Scored,
    TextClassifier, TokenClassifier, ZeroShot,
};
use rhai::{Array, Dynamic, EvalAltResult, FuncRegistration, Map, Module};

use super::{
    given::{Given, function},
    models::Models,
    onnx::{LOADING, loaded},
};

type Failure = Box<EvalAltResult>;

/// The models of this process for each task.
#[derive(Default)]
pub(in crate::script) struct Pipelines {
    text_classifiers: Arc<Models<TextClassifier>>,
    embedders: Arc<Models<Embedder>>,
    image_classifiers: Arc<Models<ImageClassifier>>,
    token_classifiers: Arc<Models<TokenClassifier>>,
    fill_masks: Arc<Models<FillMask>>,
    zero_shots: Arc<Models<ZeroShot>>,
    question_answerings: Arc<Models<QuestionAnswering>>,
    object_detectors: Arc<Models<ObjectDetector>>,
}

/// A loaded model for a task, as a script holds it.
struct Held<T>(Arc<T>, &'static str);

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0), self.1)
    }
}

/// Registers all tasks.
pub(super) fn register(module: &mut Module) {
    texts::register(module);
    images::register(module);
}

/// Registers a task: the function that loads its models, and how one of them is shown.
macro_rules! task {
    ($module:ident, $name:literal, $kind:ty, $shelf:ident) => {
        $crate::script::pipelines::loading::<$kind>(
            $module,
            $name,
            |pipelines| &pipelines.$shelf,
            <$kind>::load,
        );
    };
}
use task;

type Load<T> = fn(
    &std::path::Path,
    &mirror_models::LoadOptions,
    &mirror_models::StopFlag,
) -> Result<T, mirror_models::ModelError>;

fn loading<T: Send + Sync + 'static>(
    module: &mut Module,
    name: &'static str,
    shelf: fn(&Pipelines) -> &Arc<Models<T>>,
    load: Load<T>,
) {
    module.set_custom_type::<Held<T>>(name);
    function(module, name, None, LOADING, move |call, _| {
        let model = loaded(call, |run| shelf(run.0.shared.pipelines()), load)?;
        Ok(Dynamic::from(Held(model, name)))
    });
    for method in ["to_string", "to_debug"] {
        FuncRegistration::new(method)
            .set_into_module(module, |held: &mut Held<T>| held.1.to_owned());
    }
}

/// Registers what a task's models do, under a name.
fn method<T: Send + Sync + 'static>(
    module: &mut Module,
    name: &'static str,
    params: &'static [&'static str],
    body: impl Fn(&Given<'_, '_>, &T) -> Result<Dynamic, Failure> + Send + Sync + 'static,
) {
    function(
        module,
        name,
        Some(TypeId::of::<Held<T>>()),
        params,
        move |call, own| {
            let held = own.read_lock::<Held<T>>().map(|held| Arc::clone(&held.0));
            let model =
                held.ok_or_else(|| call.error("this is no model of that task; this is a bug"))?;
            body(call, &model)
        },
    );
}

/// `function_to_apply`.
fn apply(call: &Given<'_, '_>) -> Result<Option<Apply>, Failure> {
    let Some(name) = call.text("function_to_apply")? else {
        return Ok(None);
    };
    Apply::named(&name)
        .map(Some)
        .ok_or_else(|| one_of(call, "function_to_apply", &name, &Apply::NAMES))
}

fn one_of(call: &Given<'_, '_>, param: &str, given: &str, names: &[&str]) -> Failure {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    call.error(format!(
        "`{param}` must be one of {}, not \"{given}\"",
        names.join(", ")
    ))
}

/// Which of the answers are given: one as such, several as a list.
enum Top {
    Best,
    First(usize),
}

impl Top {
    /// `top_k`: a number, or `"all"`.
    fn read(call: &Given<'_, '_>) -> Result<Self, Failure> {
        match call.value("top_k") {
            None => Ok(Self::Best),
            Some(all) if all.is_string() && all.to_string() == "all" => Ok(Self::First(usize::MAX)),
            Some(_) => Ok(Self::First(call.count("top_k")?.unwrap_or(1))),
        }
    }

    /// One map, or a list of maps.
    fn of(&self, ranked: &[Scored]) -> Dynamic {
        match self {
            Self::Best => ranked.first().map_or(Dynamic::UNIT, scored),
            Self::First(most) => ranked
                .iter()
                .take(*most)
                .map(scored)
                .collect::<Array>()
                .into(),
        }
    }
}

fn scored(scored: &Scored) -> Dynamic {
    map([
        ("label", scored.label.as_str().into()),
        ("score", scored.score.into()),
    ])
}

fn map<const N: usize>(pairs: [(&str, Dynamic); N]) -> Dynamic {
    let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value));
    pairs.collect::<Map>().into()
}

fn count(count: usize) -> Dynamic {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

/// The answer to a single question, or all answers as a list.
fn each(answers: Vec<Dynamic>, many: bool) -> Dynamic {
    match many {
        true => answers.into(),
        false => answers.into_iter().next().unwrap_or(Dynamic::UNIT),
    }
}

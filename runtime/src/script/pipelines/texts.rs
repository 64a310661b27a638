//! Tasks about texts.

use mirror_models::{
    Aggregation, Answer, AnswerOptions, Embedder, Entity, FillMask, Filled, Pooling,
    QuestionAnswering, TextClassifier, TokenClassifier, ZeroShot, cosine, search,
};
use rhai::{Array, Dynamic, FuncRegistration, Module};

use super::{Failure, Given, Held, Top, apply, count, each, map, method, one_of, task};
use crate::script::{given::function, onnx::asked, tensors};

/// Registers them.
pub(super) fn register(module: &mut Module) {
    task!(module, "text_classifier", TextClassifier, text_classifiers);
    let params = &["text", "top_k", "function_to_apply"];
    method(
        module,
        "classify",
        params,
        |call, model: &TextClassifier| {
            let (texts, many) = texts(call, "text")?;
            let (top, apply) = (Top::read(call)?, apply(call)?);
            let answers = asked(call, |stop| model.classify(&texts, apply, stop))?;
            Ok(each(
                answers.iter().map(|ranked| top.of(ranked)).collect(),
                many,
            ))
        },
    );
    task!(module, "embedder", Embedder, embedders);
    method(
        module,
        "embed",
        &["text", "pooling", "normalize"],
        |call, model: &Embedder| {
            let (texts, many) = texts(call, "text")?;
            let pooling = match call.text("pooling")? {
                None => None,
                Some(name) => Some(
                    Pooling::named(&name)
                        .ok_or_else(|| one_of(call, "pooling", &name, &Pooling::NAMES))?,
                ),
            };
            let normalize = call.flag("normalize", true)?;
            let rows = asked(call, |stop| model.embed(&texts, pooling, normalize, stop))?;
            Ok(Dynamic::from(if many { rows } else { rows.flatten() }))
        },
    );
    neighbors(module);
    entities(module);
    gaps(module);
    answers(module);
    task!(module, "zero_shot", ZeroShot, zero_shots);
    let params = &["text", "labels", "multi_label", "hypothesis_template"];
    method(module, "classify", params, |call, model: &ZeroShot| {
        let ((texts, many), (labels, _)) = (texts(call, "text")?, texts(call, "labels")?);
        let several = call.flag("multi_label", false)?;
        let template = call.text("hypothesis_template")?;
        let template = template.as_deref().unwrap_or(ZeroShot::TEMPLATE);
        let answers = asked(call, |stop| {
            model.classify(&texts, &labels, several, template, stop)
        })?;
        let all = Top::First(usize::MAX);
        Ok(each(
            answers.iter().map(|ranked| all.of(ranked)).collect(),
            many,
        ))
    });
}

/// `token_classifier`: its answer is what `st.highlighted_text` takes.
fn entities(module: &mut Module) {
    task!(
        module,
        "token_classifier",
        TokenClassifier,
        token_classifiers
    );
    let params = &["text", "aggregation_strategy"];
    method(
        module,
        "classify",
        params,
        |call, model: &TokenClassifier| {
            let (texts, many) = texts(call, "text")?;
            let strategy = match call.text("aggregation_strategy")? {
                None => Aggregation::Simple,
                Some(name) => Aggregation::named(&name).ok_or_else(|| {
                    one_of(call, "aggregation_strategy", &name, &Aggregation::NAMES)
                })?,
            };
            let answers = asked(call, |stop| model.classify(&texts, strategy, stop))?;
            let entity = |entity: &Entity| {
                map([
                    ("entity", entity.entity.as_str().into()),
                    ("score", entity.score.into()),
                    ("word", entity.word.as_str().into()),
                    ("start", count(entity.start)),
                    ("end", count(entity.end)),
                ])
            };
            let answer = |(text, entities): (&String, &Vec<Entity>)| {
                let entities: Array = entities.iter().map(entity).collect();
                map([
                    ("text", text.as_str().into()),
                    ("entities", entities.into()),
                ])
            };
            Ok(each(texts.iter().zip(&answers).map(answer).collect(), many))
        },
    );
}

/// `question_answering`.
fn answers(module: &mut Module) {
    task!(
        module,
        "question_answering",
        QuestionAnswering,
        question_answerings
    );
    let params = &[
        "question",
        "context",
        "top_k",
        "max_answer_len",
        "doc_stride",
        "max_seq_len",
    ];
    method(
        module,
        "answer",
        params,
        |call, model: &QuestionAnswering| {
            let need = |name: &str| {
                let text = call.text(name)?;
                text.ok_or_else(|| call.error(format!("give `{name}`: a text")))
            };
            let (question, context) = (need("question")?, need("context")?);
            let usual = AnswerOptions::default();
            let top = call.count("top_k")?;
            let options = AnswerOptions {
                top_k: top.unwrap_or(1),
                max_answer_len: call
                    .count("max_answer_len")?
                    .unwrap_or(usual.max_answer_len),
                max_seq_len: call.count("max_seq_len")?,
                doc_stride: call.count("doc_stride")?,
            };
            let found = asked(call, |stop| {
                model.answer(&question, &context, &options, stop)
            })?;
            let answer = |answer: &Answer| {
                map([
                    ("answer", answer.answer.as_str().into()),
                    ("score", answer.score.into()),
                    ("start", count(answer.start)),
                    ("end", count(answer.end)),
                ])
            };
            Ok(each(found.iter().map(answer).collect(), top.is_some()))
        },
    );
}

/// `fill_mask`.
fn gaps(module: &mut Module) {
    task!(module, "fill_mask", FillMask, fill_masks);
    method(
        module,
        "fill",
        &["text", "top_k", "targets"],
        |call, model: &FillMask| {
            let text = call
                .text("text")?
                .ok_or_else(|| call.error("give `text` with a gap"))?;
            let top = call.count("top_k")?.unwrap_or(5);
            let targets = call
                .texts("targets")?
                .map_or_else(Vec::new, |(targets, _)| targets);
            let gaps = asked(call, |stop| model.fill(&text, top, &targets, stop))?;
            let filled = |filled: &Filled| {
                map([
                    ("score", filled.score.into()),
                    ("token", i64::from(filled.token).into()),
                    ("token_str", filled.token_str.as_str().into()),
                    ("sequence", filled.sequence.as_str().into()),
                ])
            };
            let many = gaps.len() > 1;
            let lists = gaps
                .iter()
                .map(|gap| gap.iter().map(filled).collect::<Array>().into());
            Ok(each(lists.collect(), many))
        },
    );
    FuncRegistration::new_getter("mask")
        .set_into_module(module, |held: &mut Held<FillMask>| held.0.mask());
}

/// `cosine` and `search`, which compare vectors.
fn neighbors(module: &mut Module) {
    let tensor = |call: &Given<'_, '_>, name: &str| {
        let value = call.required(name, "a vector, or a table of them")?;
        tensors::from_script(value).map_err(|why| call.error(why))
    };
    function(module, "cosine", None, &["a", "b"], move |call, _| {
        let alike = cosine(&tensor(call, "a")?, &tensor(call, "b")?);
        alike.map(tensors::plain).map_err(|why| call.error(why))
    });
    function(
        module,
        "search",
        None,
        &["query", "matrix", "k"],
        move |call, _| {
            let most = call.count("k")?.unwrap_or(5);
            let found = search(&tensor(call, "query")?, &tensor(call, "matrix")?, most);
            let found = found.map_err(|why| call.error(why))?;
            let hit = |(place, score): (usize, f64)| {
                map([("index", count(place)), ("score", score.into())])
            };
            Ok(found.into_iter().map(hit).collect::<Array>().into())
        },
    );
}

/// A text or a list of texts that must be given.
pub(super) fn texts(call: &Given<'_, '_>, name: &str) -> Result<(Vec<String>, bool), Failure> {
    call.texts(name)?
        .ok_or_else(|| call.error(format!("give `{name}`: a text or a list of texts")))
}

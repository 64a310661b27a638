//! Tasks about texts.

use mirror_models::{Embedder, Pooling, TextClassifier, cosine, search};
use rhai::{Array, Dynamic, Module};

use super::{Failure, Given, Top, apply, count, each, map, method, one_of, task};
use crate::script::{given::function, onnx::asked, tensors};

/// Registers them.
pub(super) fn register(module: &mut Module) {
    task!(module, "text_classifier", TextClassifier, text_classifiers);
    let params = &["text", "top_k", "function_to_apply"];
    method(module, "classify", params, |call, model: &TextClassifier| {
        let (texts, many) = texts(call, "text")?;
        let (top, apply) = (Top::read(call)?, apply(call)?);
        let answers = asked(call, |stop| model.classify(&texts, apply, stop))?;
        Ok(each(answers.iter().map(|ranked| top.of(ranked)).collect(), many))
    });
    task!(module, "embedder", Embedder, embedders);
    method(module, "embed", &["text", "pooling", "normalize"], |call, model: &Embedder| {
        let (texts, many) = texts(call, "text")?;
        let pooling = match call.text("pooling")? {
            None => None,
            Some(name) => Some(Pooling::named(&name).ok_or_else(|| one_of(call, "pooling", &name, &Pooling::NAMES))?),
        };
        let normalize = call.flag("normalize", true)?;
        let rows = asked(call, |stop| model.embed(&texts, pooling, normalize, stop))?;
        Ok(Dynamic::from(if many { rows } else { rows.flatten() }))
    });
    neighbors(module);
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
    function(module, "search", None, &["query", "matrix", "k"], move |call, _| {
        let most = call.count("k")?.unwrap_or(5);
        let found = search(&tensor(call, "query")?, &tensor(call, "matrix")?, most);
        let found = found.map_err(|why| call.error(why))?;
        let hit = |(place, score): (usize, f64)| map([("index", count(place)), ("score", score.into())]);
        Ok(found.into_iter().map(hit).collect::<Array>().into())
    });
}

/// A text or a list of texts that must be given.
pub(super) fn texts(call: &Given<'_, '_>, name: &str) -> Result<(Vec<String>, bool), Failure> {
    call.texts(name)?.ok_or_else(|| call.error(format!("give `{name}`: a text or a list of texts")))
}

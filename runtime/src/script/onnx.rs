//! `onnx(path)`: any ONNX model, as scripts see it.

use std::{any::TypeId, path::Path, sync::Arc};

use mirror_models::{Class, LoadOptions, ModelError, OnnxModel, OnnxValue, Port, Side, StopFlag};
use rhai::{Array, Dynamic, EvalAltResult, FuncRegistration, Map, Module};

use super::{
    context::Run,
    given::{Given, function},
    models::Models,
    tensors,
};

type Failure = Box<EvalAltResult>;

/// A loaded model, as a script holds it.
#[derive(Clone)]
struct Onnx(Arc<OnnxModel>);

/// The names under which loading takes options, after the path.
pub(super) const LOADING: &[&str] = &["path", "device", "threads", "max_queue"];

/// Registers `onnx`, and what can be done with such a model.
pub(super) fn register(module: &mut Module) {
    module.set_custom_type::<Onnx>("onnx model");
    function(module, "onnx", None, LOADING, |call, _| {
        let model = loaded(call, |run| run.0.shared.onnx(), OnnxModel::load)?;
        Ok(Dynamic::from(Onnx(model)))
    });
    let own = Some(TypeId::of::<Onnx>());
    function(module, "run", own, &["inputs"], |call, own| {
        let inputs = call.required("inputs", "a map with a value for each input")?;
        let map = inputs.read_lock::<Map>();
        let map = map.ok_or_else(|| call.error("give a map: `#{name: value}`"))?;
        let given = map
            .iter()
            .map(|(name, value)| Ok((name.to_string(), input(value)?)));
        let given = given
            .collect::<Result<Vec<_>, String>>()
            .map_err(|why| call.error(why))?;
        run(call, &this(own), given)
    });
    function(module, "predict", own, &["x"], |call, own| {
        let model = this(own);
        let [port] = model.inputs() else {
            let names: Vec<&str> = model
                .inputs()
                .iter()
                .map(|port| port.name.as_str())
                .collect();
            let why = format!(
                "the model has {} inputs; use `run` with a map of {}",
                names.len(),
                names.join(", ")
            );
            return Err(call.error(why));
        };
        let value =
            input(call.required("x", "what the model reads")?).map_err(|why| call.error(why))?;
        let outputs = run(call, &model, vec![(port.name.clone(), value)])?;
        // A single output stands for itself.
        let single = model.outputs().len() == 1;
        let value = outputs
            .read_lock::<Map>()
            .and_then(|map| map.values().next().cloned());
        Ok(if single {
            value.unwrap_or(Dynamic::UNIT)
        } else {
            outputs
        })
    });
    let getter = FuncRegistration::new_getter;
    getter("name").set_into_module(module, |model: &mut Onnx| model.0.name().to_owned());
    getter("inputs").set_into_module(module, |model: &mut Onnx| ports(model.0.inputs()));
    getter("outputs").set_into_module(module, |model: &mut Onnx| ports(model.0.outputs()));
    for name in ["to_string", "to_debug"] {
        FuncRegistration::new(name).set_into_module(module, |model: &mut Onnx| {
            format!("onnx({})", model.0.name())
        });
    }
}

fn this(own: &Dynamic) -> Arc<OnnxModel> {
    own.read_lock::<Onnx>()
        .map(|model| Arc::clone(&model.0))
        .unwrap_or_else(|| unreachable!("the method was registered for models"))
}

/// A model from a path relative to the app's folder, loaded once for the whole process.
pub(super) fn loaded<T: Send + Sync + 'static>(
    call: &Given<'_, '_>,
    shelf: impl Fn(&Run) -> &Arc<Models<T>>,
    load: fn(&Path, &LoadOptions, &StopFlag) -> Result<T, ModelError>,
) -> Result<Arc<T>, Failure> {
    let run = Run::of(call.context)?;
    let path = call.text("path")?;
    let path = path.ok_or_else(|| call.error("give the path of a model"))?;
    let options = LoadOptions {
        device: call.text("device")?,
        threads: call.count("threads")?,
        max_queue: call.count("max_queue")?,
        library: run.0.shared.onnxruntime(),
        ..LoadOptions::default()
    };
    // The script is trusted, and models often lie outside the app's folder.
    let path = run.0.shared.relative(&path);
    if let Some(model) = shelf(&run).held(&path) {
        return Ok(model);
    }
    run.flush();
    let file = path.clone();
    let loading = shelf(&run).load(&path, move |stop| load(&file, &options, stop));
    loading.wait(&run).map_err(|why| call.error(why))?
}

/// Asks a model, and ends when the run is stopped.
pub(super) fn asked<T>(
    call: &Given<'_, '_>,
    ask: impl FnOnce(&StopFlag) -> Result<T, ModelError>,
) -> Result<T, Failure> {
    let run = Run::of(call.context)?;
    run.flush_if_due();
    let stop = StopFlag::from_arc(Arc::clone(&run.0.stop));
    let answer = ask(&stop);
    run.check()?;
    answer.map_err(|why| call.error(why))
}

fn run(
    call: &Given<'_, '_>,
    model: &OnnxModel,
    given: Vec<(String, OnnxValue)>,
) -> Result<Dynamic, Failure> {
    let outputs = asked(call, |stop| model.run(given, stop))?;
    let map = outputs
        .into_iter()
        .map(|(name, value)| (name.into(), output(value)));
    Ok(map.collect::<Map>().into())
}

/// What a script gives a model: numbers of any kind, or texts.
fn input(value: &Dynamic) -> Result<OnnxValue, String> {
    let (mut shape, mut texts) = (Vec::new(), Vec::new());
    if texts_of(value, 0, &mut shape, &mut texts) {
        return Ok(OnnxValue::Texts { shape, texts });
    }
    tensors::from_script(value).map(OnnxValue::Tensor)
}

/// Whether the value is a grid of texts; collects them.
fn texts_of(
    value: &Dynamic,
    level: usize,
    shape: &mut Vec<usize>,
    texts: &mut Vec<String>,
) -> bool {
    if value.is_string() {
        texts.push(value.to_string());
        return level == shape.len();
    }
    let Some(list) = value.read_lock::<Array>() else {
        return false;
    };
    if level == shape.len() && texts.is_empty() {
        shape.push(list.len());
    }
    shape.get(level) == Some(&list.len())
        && !list.is_empty()
        && list
            .iter()
            .all(|item| texts_of(item, level + 1, shape, texts))
}

fn output(value: OnnxValue) -> Dynamic {
    match value {
        OnnxValue::Tensor(tensor) => Dynamic::from(tensor),
        OnnxValue::Texts { shape, texts } => {
            let mut items: Array = texts.into_iter().map(Into::into).collect();
            // Texts lie row by row; each dimension but the first makes lists of them.
            for size in shape.iter().skip(1).rev() {
                let rows = items.chunks((*size).max(1)).map(|row| row.to_vec().into());
                items = rows.collect();
            }
            match (shape.is_empty(), items.pop()) {
                (true, Some(single)) => single,
                (_, last) => {
                    items.extend(last);
                    items.into()
                }
            }
        }
        OnnxValue::Classes(rows) => rows.into_iter().map(scores).collect::<Array>().into(),
    }
}

/// The classes of a row with their scores, as `st.label` takes them.
fn scores(row: Vec<(Class, f64)>) -> Dynamic {
    let name = |class: Class| match class {
        Class::Number(number) => number.to_string(),
        Class::Name(name) => name,
    };
    row.into_iter()
        .map(|(class, score)| (name(class).into(), score.into()))
        .collect::<Map>()
        .into()
}

fn ports(ports: &[Port]) -> Array {
    let side = |side: &Side| match side {
        Side::Fixed(size) => (*size as i64).into(),
        Side::Free(name) => name.as_str().into(),
    };
    let port = |port: &Port| -> Dynamic {
        let shape: Array = port.shape.iter().map(side).collect();
        let map: Map = [
            ("name".into(), port.name.as_str().into()),
            ("dtype".into(), port.kind.to_string().into()),
            ("shape".into(), shape.into()),
        ]
        .into_iter()
        .collect();
        map.into()
    };
    ports.iter().map(port).collect()
}

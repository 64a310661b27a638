//! Any ONNX model: what it wants, what it gives, and what it says when it gets something else. The models are made
//! by `scripts/export/sklearn_models.py`, and the answers by Python's onnxruntime.

// Clippy knows the tests themselves, but not what they share.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use mirror_models::{
    Class, Dtype, LoadOptions, ModelError, OnnxModel, OnnxValue, PortKind, Side, StopFlag, Tensor,
};
use serde_json::Value;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

fn load(path: &Path) -> Result<OnnxModel, ModelError> {
    OnnxModel::load(path, &LoadOptions::default(), &StopFlag::default())
}

fn digits() -> OnnxModel {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/digits/digits.onnx");
    load(&path).unwrap()
}

fn run(
    model: &OnnxModel,
    name: &str,
    value: Tensor,
) -> Result<Vec<(String, OnnxValue)>, ModelError> {
    model.run(vec![(name.into(), value.into())], &StopFlag::default())
}

fn golden(name: &str) -> Value {
    let text = std::fs::read_to_string(data("sklearn.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()[name].take()
}

/// Rows of numbers as a tensor.
fn table(rows: &Value) -> Tensor {
    let rows = rows.as_array().unwrap();
    let width = rows[0].as_array().unwrap().len();
    let numbers = rows.iter().flat_map(|row| row.as_array().unwrap());
    let numbers = numbers.map(|number| number.as_f64().unwrap()).collect();
    Tensor::from_f64(&[rows.len(), width], numbers).unwrap()
}

fn tensor(value: &OnnxValue) -> &Tensor {
    match value {
        OnnxValue::Tensor(tensor) => tensor,
        other => panic!("{other:?} is no tensor"),
    }
}

fn close(found: &Tensor, expected: &Tensor) {
    assert_eq!(found.shape(), expected.shape());
    for (found, expected) in found.numbers().zip(expected.numbers()) {
        assert!(
            (found.float() - expected.float()).abs() < 1e-6,
            "{found:?} {expected:?}"
        );
    }
}

#[test]
fn a_model_says_what_it_wants_and_gives() {
    let model = digits();
    let [input] = model.inputs() else {
        panic!("{:?}", model.inputs())
    };
    assert_eq!(
        (input.name.as_str(), &input.kind),
        ("X", &PortKind::Numbers(Dtype::F32))
    );
    assert_eq!(input.shape, [Side::Free("?".into()), Side::Fixed(64)]);
    assert_eq!(input.to_string(), "float32 of shape [?, 64]");
    let outputs: Vec<&str> = model
        .outputs()
        .iter()
        .map(|port| port.name.as_str())
        .collect();
    assert_eq!(outputs, ["label", "probabilities"]);
    assert_eq!(
        load(&data("iris_zipmap.onnx")).unwrap().outputs()[1].kind,
        PortKind::Classes
    );
}

#[test]
fn digits_are_read_as_by_pythons_onnxruntime() {
    let golden = golden("digits");
    let outputs = run(&digits(), "X", table(&golden["input"])).unwrap();
    let labels: Vec<i64> = serde_json::from_value(golden["outputs"][0].clone()).unwrap();
    assert_eq!(tensor(&outputs[0].1).as_i64().unwrap(), labels);
    close(tensor(&outputs[1].1), &table(&golden["outputs"][1]));
}

#[test]
fn names_of_classes_come_as_texts_and_scores_as_tensor_or_map() {
    let golden = golden("iris");
    let names: Vec<String> = serde_json::from_value(golden["outputs"][0].clone()).unwrap();
    let flowers = table(&golden["input"]);
    let plain = run(&load(&data("iris.onnx")).unwrap(), "X", flowers.clone()).unwrap();
    let texts = OnnxValue::Texts {
        shape: vec![3],
        texts: names,
    };
    assert_eq!(plain[0].1, texts);
    let scores = tensor(&plain[1].1);
    close(scores, &table(&golden["outputs"][1]));
    let zipped = run(&load(&data("iris_zipmap.onnx")).unwrap(), "X", flowers).unwrap();
    assert_eq!(zipped[0].1, texts);
    let OnnxValue::Classes(rows) = &zipped[1].1 else {
        panic!("{zipped:?}")
    };
    let classes: Vec<&Class> = rows[0].iter().map(|(class, _)| class).collect();
    let name = |name: &str| Class::Name(name.into());
    assert_eq!(
        classes,
        [&name("setosa"), &name("versicolor"), &name("virginica")]
    );
    let zipped = rows.iter().flatten().map(|(_, score)| *score).collect();
    close(&Tensor::from_f64(&[3, 3], zipped).unwrap(), scores);
}

#[test]
fn what_does_not_fit_is_said_with_what_would() {
    let model = digits();
    let error = |name, value| run(&model, name, value).unwrap_err().to_string();
    let row = |width| Tensor::from_f64(&[1, width], vec![0.0; width]).unwrap();
    assert_eq!(
        error("x", row(64)),
        "`digits.onnx` has no input `x`; did you mean `X`?"
    );
    assert_eq!(
        error("pixels", row(64)),
        "`digits.onnx` has no input `pixels`; it has `X`"
    );
    assert_eq!(
        error("X", row(63)),
        "`digits.onnx` wants for its input `X` float32 of shape [?, 64], and got float64 of shape [1, 63]"
    );
    assert!(error("X", row(64).flatten()).ends_with("for a single one give it as a list: `[x]`"));
    let nothing = model
        .run(Vec::new(), &StopFlag::default())
        .unwrap_err()
        .to_string();
    assert_eq!(
        nothing,
        "`digits.onnx` also needs its input `X`: float32 of shape [?, 64]"
    );
    let texts = OnnxValue::Texts {
        shape: vec![1, 64],
        texts: vec!["a".into(); 64],
    };
    let error = model
        .run(vec![("X".into(), texts)], &StopFlag::default())
        .unwrap_err();
    assert!(error.to_string().ends_with("and got texts"), "{error}");
}

#[test]
fn a_file_that_is_not_there_or_no_model_is_called_so() {
    let error = load(&data("iriss.onnx")).unwrap_err().to_string();
    assert!(
        error.starts_with("no model at this path; did you mean `iris.onnx`?"),
        "{error}"
    );
    let error = load(&data("sklearn.json")).unwrap_err();
    assert!(matches!(error, ModelError::NotOnnx { .. }), "{error}");
    let folder = tempfile::tempdir().unwrap();
    let error = load(folder.path()).unwrap_err().to_string();
    assert!(error.contains("has no ONNX file"), "{error}");
    let path = folder.path().join("model.onnx");
    std::fs::write(
        &path,
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    )
    .unwrap();
    let error = load(folder.path()).unwrap_err();
    assert!(matches!(error, ModelError::GitLfsPointer { .. }), "{error}");
    let whole = std::fs::read(data("iris.onnx")).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 9]).unwrap();
    let error = load(&path).unwrap_err();
    assert!(matches!(error, ModelError::Truncated { .. }), "{error}");
}

#[test]
fn many_may_ask_at_once() {
    let (model, golden) = (digits(), golden("digits"));
    let rows = table(&golden["input"]);
    let alone = run(&model, "X", rows.clone()).unwrap();
    std::thread::scope(|scope| {
        let asks: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| run(&model, "X", rows.clone()).unwrap()))
            .collect();
        for ask in asks {
            assert_eq!(ask.join().unwrap(), alone);
        }
    });
}

#[test]
fn a_raised_flag_ends_the_call() {
    let stop = StopFlag::default();
    stop.stop();
    let model = digits();
    let rows = Tensor::from_f32(&[100_000, 64], vec![1.0; 6_400_000]).unwrap();
    let ended = model.run(vec![("X".into(), rows.into())], &stop);
    assert_eq!(ended.unwrap_err(), ModelError::Stopped);
    // The call after it is not ended too.
    assert!(run(&model, "X", table(&golden("digits")["input"])).is_ok());
}

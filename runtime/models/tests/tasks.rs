//! Each task gives what transformers' pipeline gives whose model runs in Python's onnxruntime. The tiny models and
//! the answers are made by `scripts/export/transformers_models.py`.

// Clippy knows the tests themselves, but not what they share.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use mirror_models::{
    Aggregation, AnswerOptions, Apply, Embedder, FillMask, Filled, ImageClassifier, LoadOptions,
    ModelError, ObjectDetector, Picture, Pooling, QuestionAnswering, Scored, StopFlag, Tensor,
    TextClassifier, TokenClassifier, ZeroShot, cosine, search,
};
use serde_json::Value;

fn folder(task: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/tasks")
        .join(task)
}

fn golden(task: &str) -> Value {
    let text = std::fs::read_to_string(folder("golden.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()[task].take()
}

type Load<T> = fn(&Path, &LoadOptions, &StopFlag) -> Result<T, ModelError>;

fn load<T>(load: Load<T>, task: &str) -> T {
    load(&folder(task), &LoadOptions::default(), &StopFlag::default())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn go() -> StopFlag {
    StopFlag::default()
}

fn texts(value: &Value) -> Vec<String> {
    serde_json::from_value(value.clone()).unwrap()
}

fn near(found: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() < 2e-5, "{found} is not {expected}");
}

fn same(found: &[Scored], expected: &Value) {
    let expected = expected.as_array().unwrap();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found.label, expected["label"].as_str().unwrap());
        near(found.score, &expected["score"]);
    }
}

#[test]
fn texts_are_classified_in_one_batch_as_one_by_one() {
    let (model, golden) = (
        load(TextClassifier::load, "text_classifier"),
        golden("text_classifier"),
    );
    let texts = texts(&golden["texts"]);
    let all = model.classify(&texts, None, &go()).unwrap();
    for (found, expected) in all.iter().zip(golden["all"].as_array().unwrap()) {
        same(found, expected);
    }
    for (found, expected) in all.iter().zip(golden["top_1"].as_array().unwrap()) {
        assert_eq!(found[0].label, expected["label"]);
    }
    let first = &texts[..1];
    let sigmoid = model.classify(first, Some(Apply::Sigmoid), &go()).unwrap();
    same(&sigmoid[0], &golden["sigmoid"]);
    let raw = model.classify(first, Some(Apply::None), &go()).unwrap();
    same(&raw[0][..2], &golden["none"]);
    assert_eq!(
        model.classify(&[], None, &go()).unwrap(),
        Vec::<Vec<Scored>>::new()
    );
}

#[test]
fn vectors_of_texts_are_pooled_in_each_way() {
    let (model, golden) = (load(Embedder::load, "embedder"), golden("embedder"));
    let texts = texts(&golden["texts"]);
    for (name, pooling, normalize) in [
        ("mean", None, true),
        ("cls", Some(Pooling::Cls), false),
        ("last", Some(Pooling::Last), false),
    ] {
        let vectors = model.embed(&texts, pooling, normalize, &go()).unwrap();
        assert_eq!(vectors.shape(), [texts.len(), 16]);
        let expected = golden[name]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|row| row.as_array().unwrap());
        for (found, expected) in vectors.numbers().zip(expected) {
            near(found.float(), expected);
        }
    }
}

#[test]
fn the_nearest_rows_are_found() {
    let rows = Tensor::from_f64(&[3, 2], vec![1.0, 0.0, 3.0, 4.0, -2.0, 0.0]).unwrap();
    let query = Tensor::from_f64(&[2], vec![2.0, 0.0]).unwrap();
    assert_eq!(
        cosine(&query, &rows).unwrap(),
        Tensor::from_f64(&[3], vec![1.0, 0.6, -1.0]).unwrap()
    );
    assert_eq!(search(&query, &rows, 2).unwrap(), [(0, 1.0), (1, 0.6)]);
    assert!(cosine(&query, &query.reshape(&[2, 1]).unwrap()).is_err());
}

#[test]
fn pictures_are_classified() {
    let (model, golden) = (
        load(ImageClassifier::load, "image_classifier"),
        golden("image_classifier"),
    );
    let picture = Picture::decode(&std::fs::read(folder("picture.png")).unwrap()).unwrap();
    assert_eq!(picture.size(), (40, 60));
    let found = model.classify(&vec![picture; 3], None, &go()).unwrap();
    for found in &found {
        same(&found[..2], &golden["top_2"]);
    }
    assert!(
        Picture::decode(b"GIF89a")
            .unwrap_err()
            .contains("no PNG or JPEG")
    );
}

#[test]
fn a_model_for_something_else_is_refused() {
    let loaded = TextClassifier::load(&folder("embedder"), &LoadOptions::default(), &go());
    let text = loaded.err().unwrap().to_string();
    assert!(text.starts_with("this model is no text classifier: it has no output `logits`; its inputs are `input_ids`"), "{text}");
    let loaded = ImageClassifier::load(&folder("embedder"), &LoadOptions::default(), &go());
    assert!(
        loaded
            .err()
            .unwrap()
            .to_string()
            .contains("no `preprocessor_config.json`")
    );
    let loaded = Embedder::load(&folder("image_classifier"), &LoadOptions::default(), &go());
    assert!(
        loaded
            .err()
            .unwrap()
            .to_string()
            .contains("no `tokenizer.json`")
    );
    let loaded = Embedder::load(&folder("embeder"), &LoadOptions::default(), &go());
    assert!(
        loaded
            .err()
            .unwrap()
            .to_string()
            .contains("did you mean `embedder`?")
    );
}

#[test]
fn a_raised_flag_ends_each_task() {
    let stop = StopFlag::default();
    let model = load(TextClassifier::load, "text_classifier");
    stop.stop();
    assert_eq!(
        model.classify(&["a".into()], None, &stop),
        Err(ModelError::Stopped)
    );
}

#[test]
fn entities_are_found_with_each_strategy() {
    let (model, golden) = (
        load(TokenClassifier::load, "token_classifier"),
        golden("token_classifier"),
    );
    let text = golden["text"].as_str().unwrap().to_owned();
    for name in Aggregation::NAMES {
        let strategy = Aggregation::named(name).unwrap();
        let found = model
            .classify(&["a".into(), text.clone()], strategy, &go())
            .unwrap();
        let expected = golden[name].as_array().unwrap();
        assert_eq!(found[1].len(), expected.len(), "{name}: {found:?}");
        for (found, expected) in found[1].iter().zip(expected) {
            let class = expected
                .get("entity")
                .or(expected.get("entity_group"))
                .unwrap();
            assert_eq!(
                (&found.entity, &found.word),
                (
                    &class.as_str().unwrap().to_owned(),
                    &expected["word"].as_str().unwrap().to_owned()
                ),
                "{name}"
            );
            assert_eq!(
                (found.start as u64, found.end as u64),
                (
                    expected["start"].as_u64().unwrap(),
                    expected["end"].as_u64().unwrap()
                )
            );
            near(found.score, &expected["score"]);
        }
    }
}

#[test]
fn gaps_are_filled() {
    let (model, golden) = (load(FillMask::load, "fill_mask"), golden("fill_mask"));
    let check = |found: &[Filled], expected: &Value| {
        let expected = expected.as_array().unwrap();
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            near(found.score, &expected["score"]);
            assert_eq!(u64::from(found.token), expected["token"].as_u64().unwrap());
            assert_eq!(found.token_str, expected["token_str"].as_str().unwrap());
            assert_eq!(found.sequence, expected["sequence"].as_str().unwrap());
        }
    };
    let text = golden["text"].as_str().unwrap();
    check(
        &model.fill(text, 3, &[], &go()).unwrap()[0],
        &golden["top_3"],
    );
    let targets = ["son".into(), "apple".into()];
    check(
        &model.fill(text, 5, &targets, &go()).unwrap()[0],
        &golden["targets"],
    );
    let two = model
        .fill("the [MASK] of the [MASK]", 2, &[], &go())
        .unwrap();
    check(&two[0], &golden["two"][0]);
    check(&two[1], &golden["two"][1]);
    let text = model.fill("no gap", 5, &[], &go()).unwrap_err().to_string();
    assert!(text.contains("write `[MASK]`"), "{text}");
}

#[test]
fn any_labels_are_judged() {
    let (model, golden) = (load(ZeroShot::load, "zero_shot"), golden("zero_shot"));
    let labels = texts(&golden["labels"]);
    let text = [golden["text"].as_str().unwrap().to_owned()];
    let check = |found: &[Scored], expected: &Value| {
        assert_eq!(
            found
                .iter()
                .map(|scored| scored.label.clone())
                .collect::<Vec<_>>(),
            texts(&expected["labels"])
        );
        for (found, expected) in found.iter().zip(expected["scores"].as_array().unwrap()) {
            near(found.score, expected);
        }
    };
    let usual = ZeroShot::TEMPLATE;
    check(
        &model.classify(&text, &labels, false, usual, &go()).unwrap()[0],
        &golden["single"],
    );
    check(
        &model.classify(&text, &labels, true, usual, &go()).unwrap()[0],
        &golden["multi"],
    );
    check(
        &model
            .classify(&text, &labels, false, "it is about {}", &go())
            .unwrap()[0],
        &golden["template"],
    );
    assert!(
        model
            .classify(&text, &labels, false, "about", &go())
            .unwrap_err()
            .to_string()
            .contains("where the label goes")
    );
}

#[test]
fn things_are_found_in_pictures() {
    let (model, golden) = (
        load(ObjectDetector::load, "object_detector"),
        golden("object_detector"),
    );
    let picture = Picture::decode(&std::fs::read(folder("picture.png")).unwrap()).unwrap();
    for (name, threshold) in [("half", 0.5), ("all", 0.05)] {
        let found = model.detect(&picture, threshold, &go()).unwrap();
        let mut expected = golden[name].as_array().unwrap().clone();
        expected.sort_by(|a, b| {
            b["score"]
                .as_f64()
                .unwrap()
                .total_cmp(&a["score"].as_f64().unwrap())
        });
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found.label, expected["label"].as_str().unwrap());
            near(found.score, &expected["score"]);
            let edges = ["xmin", "ymin", "xmax", "ymax"]
                .map(|edge| expected["box"][edge].as_i64().unwrap());
            assert_eq!(found.corners, edges);
        }
    }
}

#[test]
fn questions_are_answered_out_of_long_texts() {
    let (model, golden) = (
        load(QuestionAnswering::load, "question_answering"),
        golden("question_answering"),
    );
    let (question, context) = (
        golden["question"].as_str().unwrap(),
        golden["context"].as_str().unwrap(),
    );
    let usual = AnswerOptions {
        max_seq_len: Some(64),
        doc_stride: Some(16),
        ..Default::default()
    };
    let three = AnswerOptions {
        top_k: 3,
        ..usual.clone()
    };
    let short = AnswerOptions {
        max_answer_len: 2,
        ..usual.clone()
    };
    for (name, options) in [("best", usual), ("top_3", three), ("short", short)] {
        let found = model.answer(question, context, &options, &go()).unwrap();
        let expected = match &golden[name] {
            Value::Array(list) => list.clone(),
            one => vec![one.clone()],
        };
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(
                found.answer,
                expected["answer"].as_str().unwrap(),
                "{name}: {found:?}"
            );
            assert_eq!(
                (found.start as u64, found.end as u64),
                (
                    expected["start"].as_u64().unwrap(),
                    expected["end"].as_u64().unwrap()
                )
            );
            near(found.score, &expected["score"]);
        }
    }
    let error = model
        .answer(
            &"who ".repeat(80),
            context,
            &AnswerOptions::default(),
            &go(),
        )
        .unwrap_err();
    assert!(
        error.to_string().contains("leaves no room in 64"),
        "{error}"
    );
}

//! Broken, missing and mixed-up files: each gets an error that says what would work.

// A failed expectation is the point of a test, so `unwrap` is as good as any other.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{folder, greedy, load};
use mirror_models::{LoadOptions, ModelError, StopFlag, TextGenerator};
use tempfile::TempDir;

/// A folder with the storyteller's small files, and its weights if they are wanted.
fn copy(with_weights: bool) -> TempDir {
    let copy = tempfile::Builder::new().prefix("model-").tempdir().unwrap();
    let mut names = vec!["config.json", "generation_config.json", "tokenizer.json"];
    names.extend(with_weights.then_some("model.onnx"));
    for name in names {
        fs::copy(folder().join(name), copy.path().join(name)).unwrap();
    }
    copy
}

/// The error of loading a copy whose file `name` holds something else.
fn error_with(name: &str, content: impl AsRef<[u8]>) -> ModelError {
    let copy = copy(name != "model.onnx");
    fs::write(copy.path().join(name), content).unwrap();
    load(copy.path()).err().unwrap()
}

fn weights() -> Vec<u8> {
    fs::read(folder().join("model.onnx")).unwrap()
}

#[test]
fn a_missing_folder_is_named_with_the_nearest_one() {
    let error = load(&folder().with_file_name("storyteler")).unwrap_err();
    assert!(matches!(error, ModelError::MissingFolder { .. }));
    let text = error.to_string();
    assert!(
        text.contains("did you mean `storyteller`?") && text.ends_with("storyteler"),
        "{text}"
    );
    assert!(text.contains("`config.json`"), "{text}");
    let text = load(Path::new("/nowhere/at/all")).unwrap_err().to_string();
    assert!(
        text.contains("its parent `/nowhere/at` does not exist"),
        "{text}"
    );
    let text = load(&folder().join("model.onnx")).unwrap_err().to_string();
    assert!(text.contains("give the folder around it"), "{text}");
}

#[test]
fn a_missing_file_is_named_with_the_names_looked_for() {
    let copy = copy(false);
    let text = load(copy.path()).unwrap_err().to_string();
    assert!(
        text.contains("has no ONNX file; looked for `model.onnx`, `onnx/model.onnx`"),
        "{text}"
    );
    fs::write(copy.path().join("model.onnx"), weights()).unwrap();
    fs::remove_file(copy.path().join("tokenizer.json")).unwrap();
    let text = load(copy.path()).unwrap_err().to_string();
    assert!(text.contains("has no `tokenizer.json`"), "{text}");
}

#[test]
fn a_model_in_the_onnx_folder_is_found() {
    let copy = copy(false);
    fs::create_dir(copy.path().join("onnx")).unwrap();
    fs::write(copy.path().join("onnx/model.onnx"), weights()).unwrap();
    assert!(
        load(copy.path())
            .unwrap()
            .generate("A", &greedy(2), StopFlag::default())
            .is_ok()
    );
}

#[test]
fn a_git_lfs_pointer_is_called_by_its_name() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32\nsize 21697424\n";
    for name in ["model.onnx", "tokenizer.json"] {
        let text = error_with(name, pointer).to_string();
        assert!(
            text.contains(&format!("`{name}` is a Git LFS pointer"))
                && text.contains("`git lfs pull`"),
            "{text}"
        );
    }
}

#[test]
fn a_truncated_file_is_said_to_be_truncated() {
    let whole = weights();
    for length in [whole.len() - 1, whole.len() / 2, 5000] {
        let error = error_with("model.onnx", &whole[..length]);
        let found = length as u64;
        assert!(
            matches!(error, ModelError::Truncated { found: f, expected, .. } if f == found && expected > found),
            "{error}"
        );
    }
}

#[test]
fn a_file_that_is_no_onnx_model_is_refused_before_it_is_loaded() {
    for content in [
        "",
        "<!doctype html><title>Not found</title>",
        "{\"error\": \"not found\"}",
        "PK\u{3}\u{4}zip",
    ] {
        let error = error_with("model.onnx", content);
        assert!(
            matches!(error, ModelError::NotOnnx { .. }),
            "{content}: {error}"
        );
    }
}

#[test]
fn a_corrupt_file_is_an_error_and_not_a_crash() {
    let mut corrupt = weights();
    corrupt[40..2040].fill(0xff);
    let error = error_with("model.onnx", corrupt);
    assert!(
        matches!(
            error,
            ModelError::Refused { .. } | ModelError::NotOnnx { .. }
        ),
        "{error}"
    );
}

#[test]
fn damaged_weights_are_noticed_when_the_scores_are_no_numbers() {
    let mut damaged = weights();
    // The last fifth of the file is one tensor of weights, and all bits set is "not a number".
    let hundredth = damaged.len() / 100;
    damaged[85 * hundredth..86 * hundredth].fill(0xff);
    let copy = copy(false);
    fs::write(copy.path().join("model.onnx"), damaged).unwrap();
    let error = load(copy.path()).and_then(|model| {
        model
            .generate("The king", &greedy(3), StopFlag::default())
            .map(drop)
    });
    assert!(
        matches!(error, Err(ModelError::NotNumbers { .. })),
        "{error:?}"
    );
}

#[test]
fn a_tokenizer_of_another_model_is_noticed() {
    let tokenizer = fs::read_to_string(folder().join("tokenizer.json")).unwrap();
    let larger = tokenizer.replacen("\"!\": 1,", "\"!\": 1, \"stranger\": 50256,", 1);
    let text = error_with("tokenizer.json", larger).to_string();
    assert!(
        text.contains("token ids reach 50256, but the model scores only 4096 tokens"),
        "{text}"
    );
}

#[test]
fn unreadable_small_files_are_named() {
    let text = error_with("config.json", "{\"n_positions\": 512,").to_string();
    assert!(
        text.starts_with("`config.json` cannot be used: it is not JSON"),
        "{text}"
    );
    let text = error_with("generation_config.json", "[]").to_string();
    assert!(
        text.starts_with("`generation_config.json` cannot be used: it holds no JSON object"),
        "{text}"
    );
    let text = error_with("tokenizer.json", "{}").to_string();
    assert!(
        text.starts_with("`tokenizer.json` cannot be used: it is no tokenizer"),
        "{text}"
    );
}

/// One protobuf field of bytes.
fn field(number: u8, content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap();
    assert!(length < 128);
    [&[number << 3 | 2, length][..], content].concat()
}

/// A whole ONNX model that copies its one input to its one output.
fn tiny_model(input: &str, output: &str) -> Vec<u8> {
    // A tensor of 64-bit numbers with one dimension of length 1.
    let dimensions = field(2, &field(1, &[1 << 3, 1]));
    let kind = field(1, &[&[1 << 3, 7][..], &dimensions].concat());
    let value = |name: &str| [field(1, name.as_bytes()), field(2, &kind)].concat();
    let node = [
        field(1, input.as_bytes()),
        field(2, output.as_bytes()),
        field(4, b"Identity"),
    ]
    .concat();
    let graph = [
        field(1, &node),
        field(2, b"tiny"),
        field(11, &value(input)),
        field(12, &value(output)),
    ]
    .concat();
    [vec![1 << 3, 8], field(7, &graph), field(8, &[2 << 3, 17])].concat()
}

#[test]
fn a_model_of_another_kind_is_told_apart_by_its_inputs_and_outputs() {
    let text = error_with("model.onnx", tiny_model("pixels", "label")).to_string();
    assert!(
        text.contains("not a causal language model: it has no input `input_ids`"),
        "{text}"
    );
    assert!(
        text.contains("its inputs are `pixels` and its outputs `label`"),
        "{text}"
    );
    let text = error_with("model.onnx", tiny_model("input_ids", "hidden")).to_string();
    assert!(text.contains("it has no output `logits`"), "{text}");
    let text = error_with("model.onnx", tiny_model("input_ids", "logits")).to_string();
    assert!(
        text.contains("its `logits` are not 32-bit floats"),
        "{text}"
    );
}

#[test]
fn a_device_that_is_not_there_is_refused_with_those_that_are() {
    let options = LoadOptions {
        device: Some("cuda".into()),
        ..Default::default()
    };
    let error = TextGenerator::load(&folder(), &options, &StopFlag::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "device: `cuda` is not available; use `auto` or `cpu`"
    );
}

#[test]
fn a_raised_flag_ends_the_loading() {
    let stop = StopFlag::default();
    stop.stop();
    let error = TextGenerator::load(&folder(), &LoadOptions::default(), &stop).unwrap_err();
    assert_eq!(error, ModelError::Stopped);
}

#[test]
fn a_library_that_cannot_be_used_is_an_error_with_the_command_that_brings_one() {
    const NAME: &str = "a_library_that_cannot_be_used_is_an_error_with_the_command_that_brings_one";
    // A second process does the loading, since in this one another test may have loaded the library already.
    if std::env::var_os("MIRROR_TEST_LIBRARY").is_some() {
        let error = TextGenerator::load(&folder(), &LoadOptions::default(), &StopFlag::default())
            .unwrap_err();
        assert!(matches!(error, ModelError::BrokenLibrary { .. }), "{error}");
        assert!(
            error
                .to_string()
                .contains("`scripts/onnxruntime.sh --user`"),
            "{error}"
        );
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let garbage = folder.path().join("libonnxruntime.so");
    fs::write(&garbage, "not a library").unwrap();
    for library in [Path::new("/nowhere/libonnxruntime.so"), &garbage] {
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME])
            .env("ORT_DYLIB_PATH", library)
            .env("MIRROR_TEST_LIBRARY", "1")
            .status();
        assert!(status.unwrap().success());
    }
}

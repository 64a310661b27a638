//! A model's folder: where its files are, and whether they are what they seem.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::ModelError;
use crate::suggest::nearest;

/// The names under which exporters write a causal language model, the best first.
const ONNX_NAMES: [&str; 6] = [
    "model.onnx",
    "decoder_model_merged.onnx",
    "decoder_model.onnx",
    "model_quantized.onnx",
    "model_int8.onnx",
    "model_q4.onnx",
];

/// The files of one model, all of them present and none a stand-in.
#[derive(Debug)]
pub(crate) struct ModelFiles {
    /// The folder's name, by which messages call the model.
    pub(crate) name: String,
    pub(crate) onnx: PathBuf,
    pub(crate) tokenizer: PathBuf,
    pub(crate) config: PathBuf,
    /// Optional: without it the defaults of transformers hold.
    pub(crate) generation: Option<PathBuf>,
}

impl ModelFiles {
    /// Finds the files in a folder with the Hub's layout.
    pub(crate) fn find(folder: &Path) -> Result<Self, ModelError> {
        if !folder.is_dir() {
            return Err(missing_folder(folder));
        }
        let name = name(folder);
        let find = |what: &str, names: &[&str], under: &[&str]| {
            let candidates = names
                .iter()
                .flat_map(|name| under.iter().map(move |under| format!("{under}{name}")));
            let candidates: Vec<String> = candidates.collect();
            let found = candidates
                .iter()
                .map(|candidate| folder.join(candidate))
                .find(|path| path.is_file());
            found.ok_or_else(|| ModelError::MissingFile {
                model: name.clone(),
                what: what.into(),
                looked_for: list(candidates.iter().map(String::as_str)),
                folder: folder.into(),
            })
        };
        let files = Self {
            config: find("`config.json`", &["config.json"], &[""])?,
            tokenizer: find("`tokenizer.json`", &["tokenizer.json"], &[""])?,
            onnx: find("ONNX file", &ONNX_NAMES, &["", "onnx/"])?,
            generation: find("", &["generation_config.json"], &[""]).ok(),
            name,
        };
        let all = [&files.config, &files.tokenizer, &files.onnx];
        all.into_iter()
            .chain(&files.generation)
            .try_for_each(|path| refuse_pointer(path))?;
        Ok(files)
    }
}

/// Names in backticks with commas between them, as messages show them.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        "none".into()
    } else {
        names.join(", ")
    }
}

/// The last part of a path as text.
pub(crate) fn name(path: &Path) -> String {
    // A path such as `.` has no last part before it is made absolute.
    let absolute = fs::canonicalize(path).unwrap_or_else(|_| path.into());
    absolute
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// The error for a model's folder that is not there.
pub(crate) fn missing_folder(folder: &Path) -> ModelError {
    ModelError::MissingFolder {
        folder: folder.into(),
        hint: hint(folder),
    }
}

/// What to say beside "no such folder".
fn hint(folder: &Path) -> String {
    if folder.is_file() {
        return " (it is a file; give the folder around it)".into();
    }
    let wanted = name(folder);
    let parent = folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(parent) else {
        return format!(" (its parent `{}` does not exist either)", parent.display());
    };
    let mut siblings: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    siblings.sort();
    let near = nearest(&wanted, siblings.iter().map(String::as_str));
    near.map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default()
}

/// The ONNX file in a folder.
pub(crate) fn onnx_in(folder: &Path) -> Result<PathBuf, ModelError> {
    let candidates: Vec<String> = ["", "onnx/"]
        .iter()
        .flat_map(|under| ONNX_NAMES.iter().map(move |name| format!("{under}{name}")))
        .collect();
    let found = candidates
        .iter()
        .map(|candidate| folder.join(candidate))
        .find(|path| path.is_file());
    found.ok_or_else(|| ModelError::MissingFile {
        model: name(folder),
        what: "ONNX file".into(),
        looked_for: list(candidates.iter().map(String::as_str)),
        folder: folder.into(),
    })
}

/// The error for a model's file that is not there, with the nearest one that is.
pub(crate) fn missing(path: &Path) -> ModelError {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut names: Vec<String> = fs::read_dir(parent)
        .map(|entries| {
            let names = entries.flatten().map(|entry| entry.file_name());
            names
                .map(|name| name.to_string_lossy().into_owned())
                .collect()
        })
        .unwrap_or_default();
    names.retain(|name| name.ends_with(".onnx"));
    names.sort();
    let near = nearest(&name(path), names.iter().map(String::as_str));
    ModelError::MissingModel {
        hint: match near {
            Some(near) => format!("; did you mean `{near}`?"),
            None => String::new(),
        },
        path: path.into(),
    }
}

/// Refuses the small text file that Git LFS leaves in place of a large one.
pub(crate) fn refuse_pointer(path: &Path) -> Result<(), ModelError> {
    let mut head = [0; 24];
    let read = fs::File::open(path)
        .and_then(|mut file| file.read(&mut head))
        .unwrap_or(0);
    if head[..read].starts_with(b"version https://git-lfs") {
        return Err(ModelError::GitLfsPointer {
            file: name(path),
            path: path.into(),
        });
    }
    Ok(())
}

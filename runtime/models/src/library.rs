//! ONNX Runtime's shared library: where it is, and its one environment.
//!
//! Nothing is loaded before the first model is, so a program that shows no model stays small.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ort::environment::Environment;
use ort::logging::LogLevel;

use crate::error::ModelError;

/// The command that brings the library.
const COMMAND: &str = "scripts/onnxruntime.sh --user";

/// Finds ONNX Runtime's shared library without loading it.
///
/// It is looked for in this order: the variable `ORT_DYLIB_PATH`; `explicit`, a file or a folder; beside the
/// running program and in `../onnxruntime` from there, where `scripts/onnxruntime.sh` puts it; Mirror's data
/// folder; the system's library path.
///
/// ```no_run
/// println!("{}", mirror_models::find_library(None)?.display());
/// # Ok::<(), mirror_models::ModelError>(())
/// ```
pub fn find_library(explicit: Option<&Path>) -> Result<PathBuf, ModelError> {
    let named = env::var_os("ORT_DYLIB_PATH")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from);
    if let Some(path) = named.as_deref().or(explicit) {
        let how = if named.is_some() {
            "`ORT_DYLIB_PATH` names it, but "
        } else {
            ""
        };
        return library_at(path)
            .ok_or_else(|| broken(path, format!("{how}there is no such library")));
    }
    search(&folders())
}

/// The environment of ONNX Runtime, one per process; the first call loads the library.
///
/// A failure is not remembered: whoever brings the library then need not start the program again.
pub(crate) fn environment(explicit: Option<&Path>) -> Result<Environment, ModelError> {
    static ENVIRONMENT: Mutex<Option<Environment>> = Mutex::new(None);
    let mut environment = ENVIRONMENT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(environment) = &*environment {
        return Ok(environment.clone());
    }
    let path = find_library(explicit)?;
    let created = ort::init_from(&path)
        .map_err(|error| broken(&path, error.to_string()))?
        .with_name("mirror")
        .with_telemetry(false)
        .with_logger(Arc::new(log))
        .build()
        .map_err(|error| broken(&path, error.to_string()))?;
    created.set_log_level(LogLevel::Warning);
    tracing::debug!(path = %path.display(), "loaded ONNX Runtime");
    Ok(environment.insert(created).clone())
}

/// ONNX Runtime's messages go where ours go. Its errors also come back as results, so they are not shown twice.
fn log(level: LogLevel, category: &str, _id: &str, _location: &str, message: &str) {
    match level {
        LogLevel::Fatal => tracing::error!(category, "{message}"),
        _ => tracing::debug!(category, "{message}"),
    }
}

fn broken(path: &Path, reason: String) -> ModelError {
    ModelError::BrokenLibrary {
        reason,
        command: COMMAND.into(),
        path: path.into(),
    }
}

/// The library in the first folder that has one.
fn search(folders: &[PathBuf]) -> Result<PathBuf, ModelError> {
    let looked_in = || {
        folders
            .iter()
            .map(|folder| folder.display().to_string())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let found = folders.iter().find_map(|folder| library_in(folder));
    found.ok_or_else(|| ModelError::MissingLibrary {
        command: COMMAND.into(),
        looked_in: looked_in(),
    })
}

/// The folders to search, nearest first.
fn folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(beside) = env::current_exe().ok().as_deref().and_then(Path::parent) {
        folders.push(beside.into());
        // `target/release/mirror` stands one folder below `target/onnxruntime`, a test or example two.
        let above = beside.ancestors().skip(1).take(2);
        folders.extend(above.map(|folder| folder.join("onnxruntime")));
    }
    folders.extend(data_folder().map(|folder| folder.join("mirror/onnxruntime")));
    for variable in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
        folders.extend(
            env::var_os(variable)
                .iter()
                .flat_map(env::split_paths)
                .filter(|path| path.is_absolute()),
        );
    }
    let machine = format!("/usr/lib/{}-linux-gnu", env::consts::ARCH);
    let system = [
        "/usr/local/lib",
        "/usr/lib64",
        "/usr/lib",
        &machine,
        "/opt/homebrew/lib",
    ];
    folders.extend(system.into_iter().map(PathBuf::from));
    folders
}

fn data_folder() -> Option<PathBuf> {
    let given = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    given.or_else(|| Some(env::home_dir()?.join(".local/share")))
}

fn library_at(path: &Path) -> Option<PathBuf> {
    if path.is_file() {
        Some(path.into())
    } else {
        library_in(path)
    }
}

/// The newest library in a folder.
fn library_in(folder: &Path) -> Option<PathBuf> {
    let names = folder
        .read_dir()
        .ok()?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    let newest = names
        .filter_map(|name| Some((version(&name)?, name)))
        .max()?;
    Some(folder.join(newest.1)).filter(|path| path.is_file())
}

/// The version in a library's file name, empty where it has none; `None` for any other file.
fn version(name: &str) -> Option<Vec<u32>> {
    let rest = name
        .strip_prefix("libonnxruntime")
        .or_else(|| name.strip_prefix("onnxruntime"))?;
    let version = [".so", ".dylib", ".dll"].iter().find_map(|ending| {
        // Linux writes `.so.1.31.1`, macOS `.1.31.1.dylib`.
        rest.strip_prefix(ending)
            .or_else(|| rest.strip_suffix(ending))
    })?;
    version
        .split('.')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_library_itself_is_taken_for_it() {
        assert_eq!(version("libonnxruntime.so"), Some(vec![]));
        assert_eq!(version("libonnxruntime.so.1.31.1"), Some(vec![1, 31, 1]));
        assert_eq!(version("libonnxruntime.1.31.1.dylib"), Some(vec![1, 31, 1]));
        assert_eq!(version("onnxruntime.dll"), Some(vec![]));
        assert_eq!(version("libonnxruntime_providers_shared.so"), None);
        assert_eq!(version("libonnxruntime.so.txt"), None);
        assert_eq!(version("libtorch.so"), None);
    }

    #[test]
    fn the_newest_of_several_versions_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "libonnxruntime.so.1.9.0",
            "libonnxruntime.so.1.31.1",
            "libonnxruntime_providers_shared.so",
        ] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        assert!(
            library_in(folder.path())
                .unwrap()
                .ends_with("libonnxruntime.so.1.31.1")
        );
    }

    #[test]
    fn a_library_may_be_named_by_its_file_or_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("libonnxruntime.so.1.31.1");
        std::fs::write(&file, "").unwrap();
        assert_eq!(library_at(&file), Some(file.clone()));
        assert_eq!(library_at(folder.path()), Some(file));
    }

    #[test]
    fn where_there_is_none_the_error_names_the_command_that_brings_it() {
        let folder = tempfile::tempdir().unwrap();
        let error = search(&[folder.path().into()]).unwrap_err().to_string();
        assert!(error.contains("`scripts/onnxruntime.sh --user`"), "{error}");
        assert!(
            error.contains(&folder.path().display().to_string()),
            "{error}"
        );
    }

    #[test]
    fn a_named_library_that_is_missing_is_an_error_that_says_what_helps() {
        let error = find_library(Some(Path::new("/nowhere/libonnxruntime.so")))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("scripts/onnxruntime.sh") && error.contains("/nowhere"),
            "{error}"
        );
    }
}

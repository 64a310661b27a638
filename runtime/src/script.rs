//! Scripts: reading, compiling and running them. Only this module and what is below it know Rhai.

mod builtins;
mod cached;
mod categories;
mod chat;
pub mod check;
mod clock;
mod component;
mod context;
mod convert;
pub mod definitions;
mod download;
mod echo;
mod engine;
mod environment;
mod errors;
mod fragment;
pub mod frontend;
mod given;
mod handle;
mod imports;
mod look;
mod models;
mod onnx;
mod options;
mod page;
mod page_config;
mod pages;
mod pipelines;
mod places;
mod progress;
mod query;
pub(crate) mod run;
mod stage;
mod state;
mod status;
mod tasks;
mod tensors;
pub mod topics;
mod uploaded;
mod write;

use std::{
    fs::File,
    io::Read,
    path::{Component, Path, PathBuf},
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use mirror_widgets::Element;
use rhai::Dynamic;

use crate::{
    cache::Cache, components::Components, config::Config, error::Problem, media::Content,
    secrets::Secrets,
};

/// The largest script, in bytes.
const LARGEST_SCRIPT: u64 = 4 << 20;
/// The largest file a script may read, in bytes.
const LARGEST_FILE: u64 = 256 << 20;

/// The names a script can call on `st` or freely, for did-you-mean.
static KNOWN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let widgets = mirror_widgets::CATALOG.iter().map(|entry| entry.name);
    let others = [
        "write",
        "write_stream",
        "task",
        "progress_over",
        "page_config",
        "set_page_config",
        "set_theme",
        "logo",
        "navigation",
        "Page",
        "switch_page",
        "context",
        "local_state",
        "secrets",
        "sidebar",
        "session_state",
        "query_params",
        "cache_data",
        "cache_resource",
        "rerun",
        "rerun_after",
        "every",
        "stop",
    ];
    widgets
        .chain(others)
        .chain(builtins::NAMES.iter().copied())
        .map(Into::into)
        .collect()
});

/// A function of a script, as its author describes it.
pub(crate) struct Described {
    /// Its name.
    pub(crate) name: String,
    /// The names of its parameters.
    pub(crate) params: Vec<String>,
    /// Its comments that begin with `///`, without these signs.
    pub(crate) doc: String,
}

/// A script that compiled.
pub struct Script {
    /// Its file.
    pub path: PathBuf,
    /// Its name in messages: the file relative to the app's folder.
    pub name: String,
    /// Its text.
    pub text: String,
    program: frontend::Program,
}

impl Script {
    /// The functions that the script declares.
    pub(crate) fn functions(&self) -> Vec<Described> {
        let plain = |line: &&str| line.trim_start().trim_start_matches('/').trim().to_owned();
        let functions = self.program.ast.iter_functions();
        functions
            .map(|function| Described {
                name: function.name.to_owned(),
                params: function
                    .params
                    .iter()
                    .map(|&name| name.to_owned())
                    .collect(),
                doc: function
                    .comments
                    .iter()
                    .flat_map(|text| text.lines().map(|line| plain(&line)).collect::<Vec<_>>())
                    .collect::<Vec<_>>()
                    .join("\n"),
            })
            .collect()
    }

    /// Reads and compiles a script.
    ///
    /// # Errors
    /// When it cannot be read or does not compile.
    pub fn read(path: &Path, shared: &Shared) -> Result<Self, Problem> {
        let name = path
            .strip_prefix(&shared.0.folder)
            .unwrap_or(path)
            .to_string_lossy()
            .into_owned();
        let text = read_text(path).map_err(|why| unreadable(&name, why))?;
        let mut engine = engine::compiling();
        let compiled = frontend::compile(&mut engine, &name, &text);
        let program = compiled.map_err(|error| errors::compile_problem(&error, &name, &text))?;
        Ok(Self {
            path: path.to_owned(),
            name,
            text,
            program,
        })
    }

    /// The page's title until the script gives one: the name of the script or, for `app`, of its folder.
    fn title(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        let folder = self
            .path
            .parent()
            .and_then(Path::file_name)
            .map(|name| name.to_string_lossy());
        let name = match folder {
            Some(folder) if stem == "app" => folder,
            _ => stem,
        };
        let words = name.replace(['_', '-'], " ");
        let mut letters = words.chars();
        letters.next().map_or(String::new(), |first| {
            first.to_uppercase().chain(letters).collect()
        })
    }
}

/// The file with the secrets is no file like others: what is read may be shown.
fn not_secret(file: &Path) -> Result<(), String> {
    match file
        .file_name()
        .is_some_and(|name| name == crate::secrets::FILE)
    {
        true => Err("the secrets are read with `st.secrets`, so that they are not shown".into()),
        false => Ok(()),
    }
}

fn read_text(path: &Path) -> Result<String, String> {
    let file = File::open(path).map_err(|error| format!("cannot read the script: {error}"))?;
    let mut text = Vec::new();
    file.take(LARGEST_SCRIPT + 1)
        .read_to_end(&mut text)
        .map_err(|error| format!("cannot read the script: {error}"))?;
    if text.len() as u64 > LARGEST_SCRIPT {
        return Err(format!(
            "the script is larger than {} MB",
            LARGEST_SCRIPT >> 20
        ));
    }
    // Some editors begin a file with a mark of its encoding.
    if text.starts_with("\u{feff}".as_bytes()) {
        text.drain(..3);
    }
    String::from_utf8(text).map_err(|error| {
        format!(
            "the script is not UTF-8 from byte {} on",
            error.utf8_error().valid_up_to()
        )
    })
}

fn unreadable(name: &str, message: String) -> Problem {
    Problem {
        title: "The script cannot be read".into(),
        message,
        file: name.to_owned(),
        line: 0,
        column: 0,
        source: String::new(),
        hint: None,
        trace: Vec::new(),
        id: None,
    }
}

/// What all runs of one app share.
#[derive(Clone)]
pub struct Shared(Arc<Common>);

struct Common {
    folder: PathBuf,
    onnxruntime: Option<PathBuf>,
    data: Cache<Dynamic, cached::Failure>,
    resources: Cache<Dynamic, cached::Failure>,
    imports: imports::Imports,
    secrets: RwLock<Arc<Secrets>>,
    components: Components,
    trusted_components: Vec<String>,
    models: Arc<models::Models>,
    onnx: Arc<models::Models<mirror_models::OnnxModel>>,
    pipelines: pipelines::Pipelines,
    tasks: Arc<tasks::Tasks>,
}

impl Shared {
    /// What all runs of an app share, empty.
    pub fn new(config: &Config) -> Self {
        Self(Arc::new(Common {
            folder: config.folder.clone(),
            onnxruntime: config.onnxruntime.clone(),
            data: Cache::new(config.cache_bytes),
            resources: Cache::new(usize::MAX),
            imports: imports::Imports::default(),
            secrets: RwLock::default(),
            components: Components::default(),
            trusted_components: config.trusted_components.clone(),
            models: Arc::default(),
            onnx: Arc::default(),
            pipelines: pipelines::Pipelines::default(),
            tasks: tasks::Tasks::new(config),
        }))
    }

    /// The modules that scripts have imported.
    pub fn imported(&self) -> Vec<PathBuf> {
        self.0.imports.files()
    }

    /// The app's own widgets, by the addresses of their files.
    pub fn components(&self) -> &Components {
        &self.0.components
    }

    /// The scripts in the folder `pages/`.
    pub fn pages(&self) -> Vec<PathBuf> {
        pages::files(&self.0.folder)
    }

    /// Reads the secrets anew.
    ///
    /// # Errors
    /// When a file with secrets cannot be understood; then they stay as they were.
    pub fn renew_secrets(&self) -> Result<(), Problem> {
        let secrets = Secrets::read(&self.0.folder).map_err(|error| {
            let (file, line) = error.place();
            let file = file.strip_prefix(&self.0.folder).unwrap_or(file);
            Problem {
                title: "The secrets cannot be read".into(),
                line,
                ..unreadable(&file.to_string_lossy(), error.to_string())
            }
        })?;
        *self
            .0
            .secrets
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(secrets);
        Ok(())
    }

    fn secrets(&self) -> Arc<Secrets> {
        let secrets = self.0.secrets.read();
        Arc::clone(&secrets.unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes all secrets out of a problem, before anybody sees it.
    pub fn hide_secrets(&self, problem: &mut Problem) {
        let secrets = self.secrets();
        let hide = |text: &mut String| {
            if let Some(hidden) = secrets.hide(text) {
                *text = hidden;
            }
        };
        hide(&mut problem.message);
        hide(&mut problem.source);
        problem.hint.as_mut().map(hide);
        problem
            .trace
            .iter_mut()
            .for_each(|place| hide(&mut place.source));
    }

    /// Takes all secrets out of the texts of an element.
    fn hide_secrets_in(&self, element: &mut Element) {
        let secrets = self.secrets();
        let hidden: Vec<(String, String)> = (element.props.iter())
            .filter_map(|(name, value)| Some((name.clone(), secrets.hide(value.as_str()?)?)))
            .collect();
        for (name, text) in hidden {
            Arc::make_mut(&mut element.props).insert(name, text.into());
        }
    }

    fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// Compiles anew what a script imports: a file has changed.
    ///
    /// # Errors
    /// When one of them does not compile; then all stay as they were.
    pub fn renew_imports(&self, script: &Script) -> Result<(), Problem> {
        self.0.imports.renew(script, self)
    }

    fn cache(&self, kind: cached::Kind) -> &Cache<Dynamic, cached::Failure> {
        match kind {
            cached::Kind::Data => &self.0.data,
            cached::Kind::Resource => &self.0.resources,
        }
    }

    fn imports(&self) -> &imports::Imports {
        &self.0.imports
    }

    fn models(&self) -> &Arc<models::Models> {
        &self.0.models
    }

    fn onnx(&self) -> &Arc<models::Models<mirror_models::OnnxModel>> {
        &self.0.onnx
    }

    fn pipelines(&self) -> &pipelines::Pipelines {
        &self.0.pipelines
    }

    fn onnxruntime(&self) -> Option<PathBuf> {
        self.0.onnxruntime.clone()
    }

    fn module_script(&self, source: Option<&str>) -> Option<Arc<Script>> {
        self.0.imports.named(source?)
    }

    /// A path that a script names, beneath the app's folder.
    fn beneath(&self, path: &str) -> Result<PathBuf, String> {
        let inside = Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if path.is_empty() || !inside {
            return Err(format!(
                "the path must lead beneath the app's folder, without `..`: {path}"
            ));
        }
        Ok(self.0.folder.join(path))
    }

    /// A path that a script names, relative to the app's folder.
    fn relative(&self, path: &str) -> PathBuf {
        let path = self.0.folder.join(path);
        path.canonicalize().unwrap_or(path)
    }

    /// The bytes of a file beneath the app's folder.
    pub(crate) fn file(&self, path: &str) -> Result<Arc<[u8]>, String> {
        let full = self.beneath(path)?;
        not_secret(&full)?;
        let file = File::open(&full).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                format!("there is no file {path}{}", self.sibling(&full))
            }
            _ => format!("{error}: {path}"),
        })?;
        let mut bytes = Vec::new();
        file.take(LARGEST_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("{error}: {path}"))?;
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(format!(
                "the file is larger than {} MB: {path}",
                LARGEST_FILE >> 20
            ));
        }
        Ok(bytes.into())
    }

    /// A file beneath the app's folder as it is served: from where it lies.
    fn media_file(&self, path: &str) -> Result<Content, String> {
        let full = self.beneath(path)?;
        not_secret(&full)?;
        Content::of_file(full.clone()).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                format!("there is no file {path}{}", self.sibling(&full))
            }
            _ => format!("{error}: {path}"),
        })
    }

    /// A hint at a file with nearly the same name.
    fn sibling(&self, missing: &Path) -> String {
        let name = missing.file_name().unwrap_or_default().to_string_lossy();
        let folder = missing
            .parent()
            .and_then(|folder| std::fs::read_dir(folder).ok());
        let names: Vec<String> = folder
            .into_iter()
            .flatten()
            .take(1000)
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        let near = mirror_widgets::call::nearest(&name, names.iter().map(String::as_str));
        near.map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default()
    }
}

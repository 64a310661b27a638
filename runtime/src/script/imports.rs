//! `import "name" as x`: scripts beneath the app's folder, compiled by the same front end.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rhai::{Engine, EvalAltResult, Module, ModuleResolver, Position, Scope};

use super::{Script, Shared, errors};
use crate::error::Problem;

/// Compiled modules by file, shared by all runs.
#[derive(Default)]
pub(super) struct Imports {
    compiled: Mutex<HashMap<PathBuf, Arc<Script>>>,
    /// Those of them that are pages: no script names them by a literal path.
    pages: Mutex<HashSet<PathBuf>>,
}

impl Imports {
    /// The files that were imported.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = self
            .compiled
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .keys()
            .cloned()
            .collect();
        files.sort();
        files
    }

    /// The texts of all modules, in an order that does not change.
    pub(super) fn texts(&self) -> Vec<String> {
        let compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scripts: Vec<&Arc<Script>> = compiled.values().collect();
        scripts.sort_by(|a, b| a.path.cmp(&b.path));
        scripts
            .into_iter()
            .map(|script| script.text.clone())
            .collect()
    }

    /// Compiles anew what a script imports, and what that imports. Where one fails, all stay as they were.
    pub(super) fn renew(&self, script: &Script, shared: &Shared) -> Result<(), Problem> {
        let mut fresh: HashMap<PathBuf, Arc<Script>> = HashMap::new();
        let mut wanted = literal_imports(script, shared);
        wanted.extend(self.pages().iter().cloned());
        while let Some(path) = wanted.pop() {
            // A file that is missing is told when the run comes to it: the path may be made by then.
            if fresh.contains_key(&path) || !path.is_file() {
                continue;
            }
            let script = Script::read(&path, shared)?;
            wanted.extend(literal_imports(&script, shared));
            fresh.insert(path, Arc::new(script));
        }
        *self.compiled.lock().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// The module with this name relative to the app's folder, if it is imported.
    pub(super) fn named(&self, name: &str) -> Option<Arc<Script>> {
        let compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        compiled
            .values()
            .find(|script| script.name == name)
            .cloned()
    }

    /// The script of a page.
    pub(super) fn page(&self, path: &PathBuf, shared: &Shared) -> Result<Arc<Script>, Problem> {
        self.pages().insert(path.clone());
        self.get(path, shared)
    }

    fn pages(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, path: &PathBuf, shared: &Shared) -> Result<Arc<Script>, Problem> {
        if let Some(script) = self
            .compiled
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(path)
        {
            return Ok(Arc::clone(script));
        }
        let script = Arc::new(Script::read(path, shared)?);
        self.compiled
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.clone(), Arc::clone(&script));
        Ok(script)
    }
}

/// A module that does not compile, as an error where it is wanted.
pub(super) fn failure(problem: &Problem, position: Position) -> Box<EvalAltResult> {
    let place = format!("{}:{}:{}", problem.file, problem.line, problem.column);
    let hint = problem.hint.as_ref();
    let hint = hint.map(|hint| format!(" ({hint})")).unwrap_or_default();
    let message = format!("{place}: {}{hint}", problem.message);
    EvalAltResult::ErrorRuntime(message.into(), position).into()
}

/// The files that a script imports by a literal path.
fn literal_imports(script: &Script, shared: &Shared) -> Vec<PathBuf> {
    let paths = script.program.imports();
    paths
        .iter()
        .filter_map(|(path, _)| shared.beneath(&file_name(path)).ok())
        .collect()
}

/// The file of a module: `.rhai` may be left out.
pub(super) fn file_name(path: &str) -> String {
    if path.ends_with(".rhai") {
        path.to_owned()
    } else {
        format!("{path}.rhai")
    }
}

/// Finds the modules of one run; each module's top level runs once in it.
pub(super) struct Resolver {
    shared: Shared,
    modules: Mutex<HashMap<PathBuf, Arc<Module>>>,
    /// The modules that are being imported, to find circles.
    open: Mutex<Vec<PathBuf>>,
}

impl Resolver {
    pub(super) fn new(shared: Shared) -> Self {
        Self {
            shared,
            modules: Mutex::default(),
            open: Mutex::default(),
        }
    }
}

impl ModuleResolver for Resolver {
    fn resolve(
        &self,
        engine: &Engine,
        _source: Option<&str>,
        path: &str,
        position: Position,
    ) -> Result<Arc<Module>, Box<EvalAltResult>> {
        let fail =
            |message: String| Box::new(EvalAltResult::ErrorRuntime(message.into(), position));
        let file = self
            .shared
            .beneath(&file_name(path))
            .map_err(|why| fail(format!("import: {why}")))?;
        if !file.is_file() {
            return Err(fail(format!(
                "import: there is no file {}{}",
                file_name(path),
                self.shared.sibling(&file)
            )));
        }
        if let Some(module) = self
            .modules
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&file)
        {
            return Ok(module.clone());
        }
        {
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            if open.contains(&file) {
                return Err(fail(format!("import: `{path}` imports itself in a circle")));
            }
            open.push(file.clone());
        }
        let made = self.make(engine, &file, position);
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let module = made?;
        self.modules
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(file, module.clone());
        Ok(module)
    }
}

impl Resolver {
    fn make(
        &self,
        engine: &Engine,
        file: &PathBuf,
        position: Position,
    ) -> Result<Arc<Module>, Box<EvalAltResult>> {
        let script = self
            .shared
            .imports()
            .get(file, &self.shared)
            .map_err(|problem| failure(&problem, position))?;
        let module = Module::eval_ast_as_new(Scope::new(), &script.program.ast, engine)
            .map_err(|error| EvalAltResult::ErrorInModule(script.name.clone(), error, position))?;
        Ok(module.into())
    }
}

impl errors::Sources for Shared {
    fn imported(&self, file: &str) -> Option<Arc<Script>> {
        self.imports().named(file)
    }
}

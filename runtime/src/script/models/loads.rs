//! The models of this process: one copy of each folder, loaded on a thread of its own.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, PoisonError, Weak},
    time::Duration,
};

use mirror_models::{LoadOptions, ModelError, StopFlag, TextGenerator};

use super::{Failure, Run};

/// The models of this process of one kind: one copy of each folder, alive as long as someone holds it.
pub(in crate::script) struct Models<T = TextGenerator> {
    loads: Mutex<HashMap<PathBuf, Arc<Loading<T>>>>,
    held: Mutex<HashMap<PathBuf, Weak<T>>>,
}

/// One load, which goes on when the run that asked for it is stopped.
pub(in crate::script) struct Loading<T = TextGenerator> {
    done: Mutex<Option<Result<Arc<T>, String>>>,
    news: Condvar,
}

impl<T> Default for Models<T> {
    fn default() -> Self {
        Self {
            loads: Mutex::default(),
            held: Mutex::default(),
        }
    }
}

impl Models {
    /// The load of a text generator.
    pub(super) fn loading(self: &Arc<Self>, path: &Path, options: LoadOptions) -> Arc<Loading> {
        let folder = path.to_owned();
        self.load(path, move |stop| {
            TextGenerator::load(&folder, &options, stop)
        })
    }
}

impl<T: Send + Sync + 'static> Models<T> {
    pub(in crate::script) fn held(&self, path: &Path) -> Option<Arc<T>> {
        self.held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(path)?
            .upgrade()
    }

    /// The load of a folder that is under way, or a new one on a thread of its own: a moved
    /// slider ends the run that waits, not the load, so the next run finds it further on.
    pub(in crate::script) fn load(
        self: &Arc<Self>,
        path: &Path,
        load: impl FnOnce(&StopFlag) -> Result<T, ModelError> + Send + 'static,
    ) -> Arc<Loading<T>> {
        let mut loads = self.loads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loading) = loads.get(path) {
            return Arc::clone(loading);
        }
        let loading = Arc::new(Loading {
            done: Mutex::default(),
            news: Condvar::new(),
        });
        loads.insert(path.to_owned(), Arc::clone(&loading));
        let (models, landed, path) = (Arc::clone(self), Arc::clone(&loading), path.to_owned());
        let spawned = std::thread::Builder::new()
            .name("model load".into())
            .spawn(move || {
                let load = || load(&StopFlag::default());
                let loaded = std::panic::catch_unwind(std::panic::AssertUnwindSafe(load));
                let loaded = match loaded {
                    Ok(Ok(model)) => Ok(Arc::new(model)),
                    Ok(Err(error)) => Err(error.to_string()),
                    Err(_) => {
                        Err("loading the model failed inside; this is a bug in mirror".into())
                    }
                };
                if let Ok(model) = &loaded {
                    models
                        .held
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .insert(path.clone(), Arc::downgrade(model));
                }
                models
                    .loads
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .remove(&path);
                landed.land(loaded);
            });
        if let Err(error) = spawned {
            loading.land(Err(format!("no thread for loading the model: {error}")));
        }
        loading
    }
}

impl<T> Loading<T> {
    fn land(&self, loaded: Result<Arc<T>, String>) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) = Some(loaded);
        self.news.notify_all();
    }

    /// Waits for the load; the outer error is the model's, the inner one ends the run.
    pub(in crate::script) fn wait(&self, run: &Run) -> Result<Result<Arc<T>, Failure>, String> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(loaded) = done.as_ref() {
                return loaded.clone().map(Ok);
            }
            if let Err(ended) = run.check() {
                return Ok(Err(ended));
            }
            run.flush_if_due();
            done = self
                .news
                .wait_timeout(done, Duration::from_millis(5))
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

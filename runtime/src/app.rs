//! One app: a script file and what all its sessions share.

use std::{
    path::PathBuf,
    sync::{Arc, RwLock},
};

use tokio::sync::Notify;

use crate::{
    config::Config,
    error::Problem,
    media::Media,
    script::{Script, Shared},
};

/// One app: a script file and what all its sessions share.
pub struct App {
    /// The settings, fixed at start.
    pub config: Config,
    /// Bytes that pages show (images, downloads), by unguessable id.
    pub media: Arc<Media>,
    /// What scripts share: caches and compiled modules.
    pub shared: Shared,
    /// Told whenever a run has ended: it may have imported files that were not known before.
    pub ran: Notify,
    script: RwLock<Current>,
}

/// The script as it is on disk, and the last one that compiled.
#[derive(Clone)]
pub struct Current {
    /// The last version that compiled.
    pub script: Option<Arc<Script>>,
    /// Why the newest version does not.
    pub problem: Option<Problem>,
}

impl App {
    /// Reads and compiles the script. A script that does not compile is no error here: its
    /// problem is shown to whoever opens the page, until a save mends it.
    pub fn open(config: Config) -> Self {
        let shared = Shared::new(&config);
        let app = Self {
            media: Arc::new(Media::default()),
            shared,
            ran: Notify::new(),
            script: RwLock::new(Current {
                script: None,
                problem: None,
            }),
            config,
        };
        app.reload();
        app
    }

    /// Compiles the script anew, and what it imports. Where anything fails, all of the
    /// old stays. Needs a deep stack, see [`STACK`](crate::run::STACK).
    pub fn reload(&self) -> Current {
        let compiled = self.compile();
        let mut current = self
            .script
            .write()
            .expect("no thread panics while it holds the script; this is a bug");
        match compiled {
            Ok(script) => {
                *current = Current {
                    script: Some(Arc::new(script)),
                    problem: None,
                }
            }
            Err(problem) => current.problem = Some(problem),
        }
        current.clone()
    }

    fn compile(&self) -> Result<Script, Problem> {
        let script = Script::read(&self.config.script, &self.shared)?;
        self.shared.renew_imports(&script)?;
        Ok(script)
    }

    /// The script as it stands.
    pub fn current(&self) -> Current {
        self.script
            .read()
            .expect("no thread panics while it holds the script; this is a bug")
            .clone()
    }

    /// The files whose change should reload the script: itself and what it imports.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = vec![self.config.script.clone()];
        files.extend(self.shared.imported());
        files
    }
}

//! One app: a script file and what all its sessions share.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
};

use tokio::sync::Notify;

use crate::{
    config::{Config, Settings},
    error::Problem,
    media::Media,
    pool::Pool,
    run,
    script::{Script, Shared},
    theme::{Theme, ThemeSettings},
    uploads::Uploads,
};

/// One app: a script file and what all its sessions share.
pub struct App {
    /// The settings, fixed at start.
    pub config: Config,
    /// The threads that scripts run on.
    pub pool: Arc<Pool>,
    /// Bytes that pages show (images, downloads), by unguessable id.
    pub media: Arc<Media>,
    /// The files that people uploaded.
    pub uploads: Arc<Uploads>,
    /// What scripts share: caches and compiled modules.
    pub shared: Shared,
    /// Told whenever a run has ended: it may have imported files that were not known before.
    pub ran: Notify,
    theme: RwLock<Arc<Theme>>,
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
            pool: Arc::new(Pool::new(config.threads, run::STACK)),
            media: Arc::new(Media::default()),
            uploads: Arc::new(Uploads::new(
                config.upload_bytes,
                config.session_upload_bytes,
            )),
            shared,
            theme: RwLock::new(theme(&config.theme).unwrap_or_default()),
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
        let compiled = self.compile().map_err(|mut problem| {
            self.shared.hide_secrets(&mut problem);
            problem
        });
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
        self.shared.renew_secrets()?;
        let script = Script::read(&self.config.script, &self.shared)?;
        self.shared.renew_imports(&script)?;
        Ok(script)
    }

    /// A session has ended: what it had here is nobody's.
    pub(crate) fn free(&self, session: u64) {
        self.shared.end_session(session);
        self.media.free(session);
        self.uploads.free(session);
    }

    /// The script as it stands.
    pub fn current(&self) -> Current {
        self.script
            .read()
            .expect("no thread panics while it holds the script; this is a bug")
            .clone()
    }

    /// The look of the app as it is now.
    pub fn theme(&self) -> Arc<Theme> {
        let theme = self.theme.read();
        Arc::clone(&theme.expect("no thread panics while it holds the theme; this is a bug"))
    }

    /// Takes the look that `mirror.toml` has now; false where that is the one it has, or none.
    pub fn restyle(&self) -> bool {
        let settings = match Settings::beside(&self.config.folder) {
            Ok(settings) => settings.theme.unwrap_or_default(),
            Err(error) => {
                tracing::warn!("{error}");
                return false;
            }
        };
        let Some(new) = theme(&settings).filter(|new| **new != *self.theme()) else {
            return false;
        };
        let theme = self.theme.write();
        *theme.expect("no thread panics while it holds the theme; this is a bug") = new;
        true
    }

    /// The files whose change should reload the script: itself and what it imports.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = vec![self.config.script.clone()];
        files.extend(self.shared.imported());
        files.extend(self.shared.pages());
        files.extend(self.shared.components().files());
        // A folder that is not there cannot be watched.
        let secrets = crate::secrets::files(&self.config.folder).into_iter();
        files.extend(secrets.filter(|file| file.parent().is_some_and(Path::is_dir)));
        files
    }
}

/// A theme for all; `None`, with a word in the log, where the settings make none.
fn theme(settings: &ThemeSettings) -> Option<Arc<Theme>> {
    match Theme::of(settings) {
        Ok(theme) => {
            for warning in &theme.warnings {
                tracing::warn!("{warning}");
            }
            Some(Arc::new(theme))
        }
        Err(why) => {
            tracing::warn!("the theme in mirror.toml is not used: {why}");
            None
        }
    }
}

//! A file is saved, and all pages follow. Watches the folders of the script and of what it
//! imports, since editors replace files rather than write into them.

use std::{
    collections::{HashMap, HashSet},
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::sleep,
};

use crate::{app::App, sessions::Sessions};

/// Editors write a file in several steps; this is how long they get for it.
const SETTLE: Duration = Duration::from_millis(30);
/// How often, at most, the list of imported files is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// Watches until the server ends.
///
/// # Errors
/// When the system cannot watch files, or has no more watches to give.
pub async fn watch(sessions: Arc<Sessions>) -> notify::Result<()> {
    let mut closing = sessions.closing();
    let app = Arc::clone(sessions.app());
    // One waiting message is enough: it says "look again", whatever happened.
    let (tell, mut touched) = mpsc::channel(1);
    let names = Arc::new(Mutex::new(HashSet::new()));
    let mut files = Files::new(watcher(tell, Arc::clone(&names))?, names);
    files.follow(&app)?;
    loop {
        tokio::select! {
            () = ended(&mut closing) => return Ok(()),
            () = app.ran.notified() => {
                files.follow(&app)?;
                // Runs may end a thousand times a second.
                tokio::select! {
                    () = sleep(LOOK_AGAIN) => continue,
                    _ = touched.recv() => {}
                }
            }
            _ = touched.recv() => {}
        }
        let saved = Instant::now();
        sleep(SETTLE).await;
        let _ = touched.try_recv();
        match files.changed(&app) {
            Changed::Script => reload(&sessions, saved).await,
            Changed::Settings if app.restyle() => {
                tracing::info!("restyled in {} ms", saved.elapsed().as_millis());
                sessions.reloaded(app.current().problem).await;
            }
            Changed::Settings => {
                tracing::warn!("mirror.toml changed: start again to use the new settings");
            }
            Changed::Nothing => {}
        }
    }
}

async fn ended(closing: &mut watch::Receiver<bool>) {
    // Where the sender is gone, so is the server.
    let _ = closing.wait_for(|closing| *closing).await;
}

/// Compiles the script and tells all sessions.
async fn reload(sessions: &Arc<Sessions>, saved: Instant) {
    let (tell, compiled) = oneshot::channel();
    let app = Arc::clone(sessions.app());
    // Like a run, compiling needs a deep stack.
    sessions.pool().submit(move || {
        let _ = tell.send(app.reload());
    });
    let Ok(current) = compiled.await else {
        tracing::error!(
            "the script could not be compiled: the compiler panicked; the page stays as it is"
        );
        return;
    };
    match &current.problem {
        Some(problem) => tracing::warn!("{problem}"),
        None => tracing::info!("reloaded in {} ms", saved.elapsed().as_millis()),
    }
    sessions.reloaded(current.problem).await;
}

fn watcher(
    tell: mpsc::Sender<()>,
    names: Arc<Mutex<HashSet<OsString>>>,
) -> notify::Result<RecommendedWatcher> {
    notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // After an error (events were dropped) a look costs little.
        let matters = event.map_or(true, |event| {
            let names = names
                .lock()
                .expect("nothing panics while it holds the names; this is a bug");
            !matches!(event.kind, EventKind::Access(_))
                && (event.need_rescan()
                    || event.paths.iter().any(|path| {
                        is_page(path) || path.file_name().is_some_and(|name| names.contains(name))
                    }))
        });
        if matters {
            // Full means that a look is due already.
            let _ = tell.try_send(());
        }
    })
}

/// Whether this can be a page in the folder `pages/`: a new one is in no list yet.
fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "rhai")
        && path
            .parent()
            .and_then(Path::file_name)
            .is_some_and(|folder| folder == "pages")
}

/// What was found changed.
enum Changed {
    Nothing,
    Script,
    Settings,
}

/// The files that matter, as they were when last looked at. The list only grows: a file that is
/// no longer imported may be so again with the next save.
struct Files {
    watcher: RecommendedWatcher,
    names: Arc<Mutex<HashSet<OsString>>>,
    folders: HashSet<PathBuf>,
    seen: HashMap<PathBuf, Option<blake3::Hash>>,
    /// The scripts in the folder `pages/`: a new or a missing one changes the menu.
    pages: Vec<PathBuf>,
}

impl Files {
    fn new(watcher: RecommendedWatcher, names: Arc<Mutex<HashSet<OsString>>>) -> Self {
        Self {
            watcher,
            names,
            folders: HashSet::new(),
            seen: HashMap::new(),
            pages: Vec::new(),
        }
    }

    /// Watches what the app is made of now.
    fn follow(&mut self, app: &App) -> notify::Result<()> {
        if self.folders.is_empty() {
            self.pages = app.shared.pages();
        }
        for file in app.files().into_iter().chain([settings(app)]) {
            if self.seen.contains_key(&file) {
                continue;
            }
            let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
                continue;
            };
            if self.folders.insert(folder.to_path_buf()) {
                self.watcher.watch(folder, RecursiveMode::NonRecursive)?;
            }
            let mut names = self
                .names
                .lock()
                .expect("nothing panics while it holds the names; this is a bug");
            names.insert(name.to_owned());
            drop(names);
            self.seen.insert(file.clone(), content(&file));
        }
        Ok(())
    }

    /// Looks at all files, and remembers what they are now.
    fn changed(&mut self, app: &App) -> Changed {
        let settings = settings(app);
        let mut files: Vec<&PathBuf> = self.seen.keys().collect();
        files.sort();
        let news: Vec<(PathBuf, blake3::Hash)> = files
            .into_iter()
            // A file that is gone is being replaced: its new form will be noticed.
            .filter_map(|file| Some((file.clone(), content(file)?)))
            .filter(|(file, now)| self.seen[file] != Some(*now))
            .collect();
        let pages = app.shared.pages();
        let mut changed = match pages == self.pages {
            true => Changed::Nothing,
            false => Changed::Script,
        };
        self.pages = pages;
        for (file, now) in news {
            match file == settings {
                false => changed = Changed::Script,
                true if matches!(changed, Changed::Nothing) => changed = Changed::Settings,
                true => {}
            }
            self.seen.insert(file, Some(now));
        }
        changed
    }
}

fn settings(app: &App) -> PathBuf {
    app.config.folder.join("mirror.toml")
}

fn content(file: &Path) -> Option<blake3::Hash> {
    fs::read(file).ok().map(|bytes| blake3::hash(&bytes))
}

//! The folder that uploaded files lie in: one for each process, which nobody else can read. A lock
//! says that its process lives, so that what a killed one has left can be told and removed.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::random_name;

const PREFIX: &str = "mirror-uploads-";
/// A folder without a lock may be one that is being made.
const YOUNG: Duration = Duration::from_secs(60);

/// The folder of this process; removed when it is dropped.
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    pub(super) fn new() -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("{PREFIX}{}", random_name()));
        private_folder(&path)?;
        let lock = private_file(&path.join("lock"))?;
        lock.lock()?;
        Ok(Self { path, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the folder with all that is in it.
    pub(super) fn remove(&self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            tracing::debug!("the folder of uploaded files stays: {error}");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.path.exists() {
            self.remove();
        }
    }
}

/// Removes the folders of processes that are gone.
pub(super) fn sweep() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else {
        return;
    };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if ours && folder && is_left(&entry.path()) {
            // Another server may sweep at the same time.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether the process whose folder this is has gone.
fn is_left(path: &Path) -> bool {
    match File::open(path.join("lock")) {
        Ok(lock) => lock.try_lock().is_ok() && is_old(path),
        Err(error) => error.kind() == io::ErrorKind::NotFound && is_old(path),
    }
}

fn is_old(path: &Path) -> bool {
    let made = fs::metadata(path).and_then(|about| about.modified());
    let age = made.map(|made| SystemTime::now().duration_since(made).unwrap_or_default());
    age.is_ok_and(|age| age > YOUNG)
}

/// Makes a file that is not there yet, which only this user can read.
pub(super) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn private_folder(path: &Path) -> io::Result<()> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "permissions are Unix'"))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

//! Files that people uploaded: on disk, under names of our own, in a folder that only this process
//! can read. Nothing that a browser says becomes part of a path.
//!
//! Each session has a shelf with its own ids, its own budget, and no way to another's. A file is
//! gone from the disk as soon as nobody holds it: neither the shelf of its session nor a script.

mod folder;
mod names;

use std::{
    collections::HashMap,
    fmt, fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
};

use mirror_widgets::{
    mime,
    uploads::{FileInfo, Files, UploadRules},
};

use self::folder::Folder;
pub use self::names::display_name;
use crate::media::Owner;

/// How many files a session may have.
const MOST_FILES: usize = 1000;
/// How many files a session may be sending at once.
const MOST_AT_ONCE: usize = 32;
/// How much of a file is looked at to find out its type.
const HEAD: usize = 16;

/// All uploaded files of an app, by session.
pub struct Uploads {
    largest: u64,
    most: u64,
    folder: Mutex<Option<Arc<Folder>>>,
    shelves: Mutex<HashMap<Owner, Arc<Shelf>>>,
}

/// The files of one session.
pub struct Shelf {
    largest: u64,
    most: u64,
    account: Arc<Account>,
    files: Mutex<HashMap<String, Arc<Upload>>>,
}

/// What a session has on disk.
#[derive(Debug, Default)]
struct Account {
    bytes: AtomicU64,
    files: AtomicUsize,
    arriving: AtomicUsize,
    ended: AtomicBool,
}

/// A file that is there in full.
#[derive(Debug)]
pub struct Upload {
    /// What widgets know of it.
    pub info: FileInfo,
    /// The hash of its content, so that two files with the same content count as the same.
    pub hash: [u8; 32],
    spool: Spool,
}

/// A file on disk that is removed when nobody holds it.
struct Spool {
    path: PathBuf,
    bytes: u64,
    account: Arc<Account>,
    // The folder is there as long as a file is in it.
    _folder: Arc<Folder>,
}

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// It is larger than the widget takes.
    #[error("the file is larger than {limit}")]
    TooLarge {
        /// How large it may be, for people.
        limit: String,
    },
    /// It is of another type than the widget takes.
    #[error("this is no {wanted} file")]
    WrongType {
        /// What the widget takes, for people.
        wanted: String,
    },
    /// The session has as much as it may have.
    #[error("there is no room for more files in this session; remove some first")]
    NoRoom,
    /// The session sends more files at once than it may.
    #[error("too many files are being sent at once; try again in a moment")]
    TooMany,
    /// The session has ended.
    #[error("the session has ended")]
    Ended,
    /// The disk is full, or does not work.
    #[error("the server cannot keep the file: {source}")]
    Disk {
        /// What the system says.
        source: io::Error,
    },
}

impl From<io::Error> for UploadError {
    fn from(source: io::Error) -> Self {
        Self::Disk { source }
    }
}

impl Uploads {
    /// No files yet. A file may have `largest` bytes where the script does not say, and all files
    /// of a session together `most`.
    pub fn new(largest: u64, most: u64) -> Self {
        Self {
            largest,
            most,
            folder: Mutex::default(),
            shelves: Mutex::default(),
        }
    }

    /// The files of a session.
    pub fn shelf(&self, owner: Owner) -> Arc<Shelf> {
        let mut shelves = locked(&self.shelves);
        let shelf = shelves.entry(owner).or_insert_with(|| {
            Arc::new(Shelf {
                largest: self.largest,
                most: self.most,
                account: Arc::default(),
                files: Mutex::default(),
            })
        });
        Arc::clone(shelf)
    }

    /// A file of a session.
    pub fn find(&self, owner: Owner, id: &str) -> Option<Arc<Upload>> {
        let shelf = locked(&self.shelves).get(&owner).cloned();
        shelf?.upload(id)
    }

    /// A file by its id alone, which nobody can guess.
    pub fn find_by_id(&self, id: &str) -> Option<Arc<Upload>> {
        let (owner, _) = id.split_once('-')?;
        self.find(Owner::from_str_radix(owner, 16).ok()?, id)
    }

    /// Takes a file away from a session; scripts that hold it still can read it.
    pub fn remove(&self, owner: Owner, id: &str) -> bool {
        let shelf = locked(&self.shelves).get(&owner).cloned();
        shelf.is_some_and(|shelf| locked(&shelf.files).remove(id).is_some())
    }

    /// Takes all files away from a session that has ended, and stops those that still arrive.
    pub fn free(&self, owner: Owner) {
        let shelf = locked(&self.shelves).remove(&owner);
        if let Some(shelf) = shelf {
            shelf.account.ended.store(true, Ordering::Relaxed);
            locked(&shelf.files).clear();
        }
    }

    /// A place for a file that begins to arrive.
    ///
    /// # Errors
    /// When the session has ended or has no room for it, or the disk does not take it.
    pub fn begin(
        &self,
        owner: Owner,
        name: &str,
        rules: UploadRules,
    ) -> Result<Arriving, UploadError> {
        // It is there since the widget was drawn. A session that has ended gets no new one: nobody would clear it.
        let shelf = locked(&self.shelves).get(&owner).cloned();
        let shelf = shelf.ok_or(UploadError::Ended)?;
        let account = Arc::clone(&shelf.account);
        if account.files.load(Ordering::Relaxed) >= MOST_FILES {
            return Err(UploadError::NoRoom);
        }
        let turn = Turn::take(&account)?;
        let folder = self.folder()?;
        let number = random_name();
        let path = folder.path().join(&number);
        let file = folder::private_file(&path)?;
        account.files.fetch_add(1, Ordering::Relaxed);
        Ok(Arriving {
            id: format!("{owner:x}-{number}"),
            name: display_name(name, rules.folder),
            most: self.most.max(rules.max_bytes),
            rules,
            hasher: blake3::Hasher::new(),
            head: Vec::with_capacity(HEAD),
            file,
            spool: Spool {
                path,
                bytes: 0,
                account,
                _folder: folder,
            },
            shelf,
            _turn: turn,
        })
    }

    /// The folder, made when the first file comes.
    fn folder(&self) -> Result<Arc<Folder>, UploadError> {
        let mut held = locked(&self.folder);
        if let Some(folder) = &*held
            && folder.path().is_dir()
        {
            return Ok(Arc::clone(folder));
        }
        let folder = Arc::new(Folder::new()?);
        *held = Some(Arc::clone(&folder));
        Ok(folder)
    }

    /// Removes what processes that did not end well have left.
    pub fn sweep() {
        folder::sweep();
    }

    /// Removes all files: the server ends.
    pub fn close(&self) {
        let owners: Vec<Owner> = {
            let shelves = locked(&self.shelves);
            let mut owners: Vec<Owner> = shelves.keys().copied().collect();
            owners.sort_unstable();
            owners
        };
        owners.into_iter().for_each(|owner| self.free(owner));
        if let Some(folder) = locked(&self.folder).take() {
            folder.remove();
        }
    }
}

impl Shelf {
    /// A file of this session, with its content.
    pub fn upload(&self, id: &str) -> Option<Arc<Upload>> {
        locked(&self.files).get(id).cloned()
    }
}

impl Files for Shelf {
    fn find(&self, id: &str) -> Option<FileInfo> {
        self.upload(id).map(|upload| upload.info.clone())
    }

    fn largest(&self) -> u64 {
        self.largest
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shelf of {} files", locked(&self.files).len())
    }
}

/// A file that is being sent. Dropped before its end, it leaves nothing.
pub struct Arriving {
    id: String,
    name: String,
    rules: UploadRules,
    most: u64,
    hasher: blake3::Hasher,
    head: Vec<u8>,
    file: fs::File,
    spool: Spool,
    shelf: Arc<Shelf>,
    _turn: Turn,
}

impl Arriving {
    /// Takes the next piece. Blocks while the disk writes.
    ///
    /// # Errors
    /// When the file becomes too large, is no file of the wanted type, or the disk is full.
    pub fn write(&mut self, piece: &[u8]) -> Result<(), UploadError> {
        let account = &self.spool.account;
        if account.ended.load(Ordering::Relaxed) {
            return Err(UploadError::Ended);
        }
        let len = piece.len() as u64;
        if self.spool.bytes + len > self.rules.max_bytes {
            let limit = self.rules.limit();
            return Err(UploadError::TooLarge { limit });
        }
        self.spool.bytes += len;
        if account.bytes.fetch_add(len, Ordering::Relaxed) + len > self.most.max(self.shelf.most) {
            return Err(UploadError::NoRoom);
        }
        let missing = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend_from_slice(&piece[..missing]);
        if missing > 0 && self.head.len() == HEAD {
            self.check_type()?;
        }
        self.hasher.update(piece);
        self.file.write_all(piece)?;
        Ok(())
    }

    /// The file is there in full: it belongs to the session now.
    ///
    /// # Errors
    /// When it is no file of the wanted type, or the session has ended.
    pub fn finish(mut self) -> Result<FileInfo, UploadError> {
        self.file.flush()?;
        let mime = self.check_type()?;
        let info = FileInfo {
            id: self.id,
            name: self.name,
            size: self.spool.bytes,
            mime: mime.into(),
        };
        let upload = Upload {
            info: info.clone(),
            hash: *self.hasher.finalize().as_bytes(),
            spool: self.spool,
        };
        let mut files = locked(&self.shelf.files);
        // Told under the lock that `free` clears the shelf with.
        if self.shelf.account.ended.load(Ordering::Relaxed) {
            return Err(UploadError::Ended);
        }
        files.insert(info.id.clone(), Arc::new(upload));
        Ok(info)
    }

    /// The type of the file, if the widget takes it.
    fn check_type(&self) -> Result<&'static str, UploadError> {
        let mime = mime::of(&self.name, &self.head);
        let named = mime::by_name(&self.name);
        // The ending of a name counts only where the first bytes do not say otherwise.
        let name = match named {
            Some(named) if named != mime => "",
            _ => &self.name,
        };
        match mime::takes(&self.rules.types, name, mime) {
            true => Ok(mime),
            false => Err(UploadError::WrongType {
                wanted: self.rules.types.join(" or "),
            }),
        }
    }
}

impl Upload {
    /// Where it lies. Only who holds the upload may read there.
    pub fn path(&self) -> &Path {
        &self.spool.path
    }

    /// All of its content, if it has at most so many bytes.
    ///
    /// # Errors
    /// When it is larger, or cannot be read.
    pub fn read(&self, most: u64) -> Result<Vec<u8>, String> {
        if self.info.size > most {
            return Err(format!(
                "`{}` has {} MB, and a script can hold {} MB at once; raise `text_bytes` under `[limits]`",
                self.info.name,
                self.info.size >> 20,
                most >> 20
            ));
        }
        fs::read(self.path()).map_err(|error| format!("`{}`: {error}", self.info.name))
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // Where it is gone already, there is nothing to do.
        let _ = fs::remove_file(&self.path);
        self.account.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
        self.account.files.fetch_sub(1, Ordering::Relaxed);
    }
}

impl fmt::Debug for Spool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes on disk", self.bytes)
    }
}

/// One of the files that a session may send at once.
struct Turn(Arc<Account>);

impl Turn {
    fn take(account: &Arc<Account>) -> Result<Self, UploadError> {
        let turn = Self(Arc::clone(account));
        match account.arriving.fetch_add(1, Ordering::Relaxed) < MOST_AT_ONCE {
            true => Ok(turn),
            false => Err(UploadError::TooMany),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.arriving.fetch_sub(1, Ordering::Relaxed);
    }
}

fn random_name() -> String {
    let mut random = [0; 16];
    getrandom::fill(&mut random).expect("the system has random bytes");
    format!("{:032x}", u128::from_le_bytes(random))
}

fn locked<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock()
        .expect("nothing panics while it holds the uploads; this is a bug")
}

#[cfg(test)]
mod tests;

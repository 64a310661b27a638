//! Bytes and files that pages show or offer (images, sound, downloads), each under an address
//! nobody can guess. A file is served from where it lies, and never read as a whole.
//!
//! An address follows from the bytes (of a file: from its name, size and time), so a rerun that shows the same picture shows the same
//! address and the browser loads nothing anew. It also follows from the session and from a
//! secret of this process, so knowing a picture does not tell where another session has it.
//! What a page no longer names is freed after the run that follows, and all of a session's
//! bytes when it ends.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
    time::UNIX_EPOCH,
};

/// Who put bytes here: the number of a session.
pub type Owner = u64;

/// Bytes that pages show, by unguessable id.
pub struct Media {
    secret: [u8; 32],
    shelves: Mutex<HashMap<Owner, Shelf>>,
}

/// What one session shows, by the second part of the id.
type Shelf = HashMap<String, Stored>;

/// What is served under one address.
#[derive(Debug, Clone)]
pub struct Medium {
    /// Where the bytes are.
    pub content: Content,
    /// Their type, such as `image/png`.
    pub mime: Arc<str>,
    /// The name to save it under, where it is there to be saved.
    pub save_as: Option<Arc<str>>,
}

/// Where the bytes of a medium are.
#[derive(Debug, Clone)]
pub enum Content {
    /// In memory.
    Bytes(Arc<[u8]>),
    /// In a file, from its start.
    File {
        /// The file.
        path: Arc<Path>,
        /// How long it was when it was put here; it is served up to there.
        len: u64,
    },
}

impl Content {
    /// A file as it is now.
    ///
    /// # Errors
    /// When it is not there or is no file.
    pub fn of_file(path: PathBuf) -> std::io::Result<Self> {
        let about = fs::metadata(&path)?;
        if !about.is_file() {
            return Err(std::io::Error::other("it is no file"));
        }
        Ok(Self::File {
            path: path.into(),
            len: about.len(),
        })
    }

    /// How many bytes there are.
    pub fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File { len, .. } => *len,
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn hash(&self, hasher: &mut blake3::Hasher) {
        match self {
            Self::Bytes(bytes) => {
                hasher.update(&[0]).update(bytes);
            }
            Self::File { path, len } => {
                let changed = fs::metadata(path).and_then(|about| about.modified());
                let since = changed.map(|time| time.duration_since(UNIX_EPOCH).unwrap_or_default());
                hasher
                    .update(&[1])
                    .update(&len.to_le_bytes())
                    .update(&since.unwrap_or_default().as_nanos().to_le_bytes())
                    .update(path.as_os_str().as_encoded_bytes());
            }
        }
    }
}

struct Stored {
    medium: Medium,
    /// The last finished page did not name it.
    unnamed: bool,
}

impl Default for Media {
    fn default() -> Self {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).expect("the system has random bytes");
        Self {
            secret,
            shelves: Mutex::default(),
        }
    }
}

impl Media {
    /// Keeps bytes for a session and gives their address, relative to the page: `media/ID`.
    ///
    /// ```
    /// let media = mirror_runtime::media::Media::default();
    /// let address = media.put(7, b"<svg/>".as_slice().into(), "image/svg+xml");
    /// let id = address.strip_prefix("media/").unwrap();
    /// assert_eq!(media.find(id).unwrap().content.len(), 6);
    /// ```
    pub fn put(&self, owner: Owner, bytes: Arc<[u8]>, mime: &str) -> String {
        self.put_medium(
            owner,
            Medium {
                content: Content::Bytes(bytes),
                mime: mime.into(),
                save_as: None,
            },
        )
    }

    /// [`put`](Self::put), for files and for what is there to be saved.
    pub fn put_medium(&self, owner: Owner, medium: Medium) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret);
        hasher.update(&owner.to_le_bytes());
        for text in [&*medium.mime, medium.save_as.as_deref().unwrap_or_default()] {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        medium.content.hash(&mut hasher);
        let hash = hasher.finalize().to_hex()[..32].to_owned();
        let address = format!("media/{owner:x}-{hash}");
        self.shelves()
            .entry(owner)
            .or_default()
            .entry(hash)
            .and_modify(|stored| stored.unnamed = false)
            .or_insert(Stored {
                medium,
                unnamed: false,
            });
        address
    }

    /// The bytes under an id, as a browser asks for it.
    pub fn find(&self, id: &str) -> Option<Medium> {
        let (owner, hash) = id.split_once('-')?;
        let owner = Owner::from_str_radix(owner, 16).ok()?;
        let shelves = self.shelves();
        Some(shelves.get(&owner)?.get(hash)?.medium.clone())
    }

    /// Whether a session has any bytes here.
    pub fn has(&self, owner: Owner) -> bool {
        self.shelves().contains_key(&owner)
    }

    /// Frees what neither this finished page nor the one before it names. One page of grace,
    /// because a browser may still be loading what the last one named.
    pub fn keep(&self, owner: Owner, named: &HashSet<String>) {
        let mut shelves = self.shelves();
        let Some(shelf) = shelves.get_mut(&owner) else {
            return;
        };
        shelf.retain(|hash, stored| {
            let names = named.contains(&format!("media/{owner:x}-{hash}"));
            let keep = names || !stored.unnamed;
            stored.unnamed = !names;
            keep
        });
        if shelf.is_empty() {
            shelves.remove(&owner);
        }
    }

    /// Frees all of a session's bytes.
    pub fn free(&self, owner: Owner) {
        self.shelves().remove(&owner);
    }

    fn shelves(&self) -> MutexGuard<'_, HashMap<Owner, Shelf>> {
        self.shelves
            .lock()
            .expect("nothing panics while it holds the media; this is a bug")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Arc<[u8]> {
        text.as_bytes().into()
    }

    #[test]
    fn the_same_bytes_keep_their_address_and_sessions_do_not_share_it() {
        let media = Media::default();
        let first = media.put(1, bytes("cat"), "image/png");
        assert_eq!(first, media.put(1, bytes("cat"), "image/png"));
        assert_ne!(first, media.put(2, bytes("cat"), "image/png"));
        assert_ne!(first, media.put(1, bytes("cat"), "image/gif"));
        assert_ne!(first, Media::default().put(1, bytes("cat"), "image/png"));
    }

    #[test]
    fn a_file_has_another_address_when_it_was_saved_anew_and_under_another_name() {
        let folder = tempfile::tempdir().unwrap();
        let (path, media) = (folder.path().join("a.csv"), Media::default());
        let put = |save_as: Option<&str>| {
            media.put_medium(
                1,
                Medium {
                    content: Content::of_file(path.clone()).unwrap(),
                    mime: "text/csv".into(),
                    save_as: save_as.map(Into::into),
                },
            )
        };
        fs::write(&path, "a,b").unwrap();
        let first = put(None);
        assert_eq!(first, put(None));
        assert_ne!(first, put(Some("b.csv")));
        fs::write(&path, "a,b,c").unwrap();
        assert_ne!(first, put(None));
        assert!(Content::of_file(folder.path().into()).is_err());
    }

    #[test]
    fn what_no_page_names_is_freed_after_one_page_of_grace() {
        let media = Media::default();
        let address = media.put(1, bytes("cat"), "image/png");
        let id = address.strip_prefix("media/").unwrap();
        media.keep(1, &HashSet::from([address.clone()]));
        media.keep(1, &HashSet::new());
        assert!(media.find(id).is_some());
        media.keep(1, &HashSet::new());
        assert!(media.find(id).is_none());
        assert!(!media.has(1));
    }

    #[test]
    fn a_session_that_ends_leaves_nothing() {
        let media = Media::default();
        let kept = media.put(2, bytes("dog"), "image/png");
        let gone = media.put(1, bytes("cat"), "image/png");
        media.free(1);
        assert!(media.find(gone.strip_prefix("media/").unwrap()).is_none());
        assert!(media.find(kept.strip_prefix("media/").unwrap()).is_some());
        assert!(media.find("../../etc/passwd").is_none());
    }
}

//! Bytes that pages show (images, downloads), each under an address nobody can guess.
//!
//! An address follows from the bytes, so a rerun that shows the same picture shows the same
//! address and the browser loads nothing anew. It also follows from the session and from a
//! secret of this process, so knowing a picture does not tell where another session has it.
//! What a page no longer names is freed after the run that follows, and all of a session's
//! bytes when it ends.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard},
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

/// Bytes and their type.
#[derive(Debug, Clone)]
pub struct Medium {
    /// The bytes.
    pub bytes: Arc<[u8]>,
    /// Their type, such as `image/png`.
    pub mime: Arc<str>,
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
    /// assert_eq!(&*media.find(id).unwrap().bytes, b"<svg/>");
    /// ```
    pub fn put(&self, owner: Owner, bytes: Arc<[u8]>, mime: &str) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.secret);
        hasher.update(&owner.to_le_bytes());
        hasher.update(&(mime.len() as u64).to_le_bytes());
        hasher.update(mime.as_bytes());
        hasher.update(&bytes);
        let hash = hasher.finalize().to_hex()[..32].to_owned();
        let address = format!("media/{owner:x}-{hash}");
        let medium = Medium {
            bytes,
            mime: mime.into(),
        };
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

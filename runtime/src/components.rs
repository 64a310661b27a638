//! The folders of components: which files of them browsers may have, and under which address.
//!
//! A folder is looked through when a script draws its component. What was found there is a table
//! of exact names, and only what is in it is ever served: an address is looked up and never put
//! together to a path. The address holds a version that follows from names, sizes and times, so a
//! saved file has another address and the browser takes it anew.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard},
    time::UNIX_EPOCH,
};

/// The most files a component may have.
const MOST_FILES: usize = 1_000;
/// How deep its folders may nest.
const DEEPEST: usize = 8;

/// What a component is made of: types by the end of the name. Nothing else is served.
const TYPES: &[(&str, &str)] = &[
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("wasm", "application/wasm"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/vnd.microsoft.icon"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("mp3", "audio/mpeg"),
    ("ogg", "audio/ogg"),
    ("wav", "audio/wav"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("csv", "text/csv; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("glb", "model/gltf-binary"),
    ("bin", "application/octet-stream"),
    ("onnx", "application/octet-stream"),
];

/// The components of an app, by the ids in their addresses.
pub struct Components {
    secret: [u8; 32],
    folders: Mutex<HashMap<String, Folder>>,
}

/// The files of one component, by their paths in its folder.
type Folder = BTreeMap<String, PathBuf>;

/// A component as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Where its files are, relative to the page: `component/ID/VERSION`.
    pub address: String,
    /// The paths of its files in its folder.
    pub names: Vec<String>,
}

impl Default for Components {
    fn default() -> Self {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).expect("the system has random bytes");
        Self {
            secret,
            folders: Mutex::default(),
        }
    }
}

impl Components {
    /// Looks through a folder, and serves what is in it from now on.
    ///
    /// # Errors
    /// When it cannot be read, or holds more than a component should.
    pub fn open(&self, folder: &Path) -> io::Result<Opened> {
        let folder = folder.canonicalize()?;
        let mut files = Folder::new();
        collect(&folder, "", DEEPEST, &mut files)?;
        let key = |bytes: &[u8]| {
            let hash = blake3::keyed_hash(&self.secret, bytes);
            hash.to_hex()[..32].to_owned()
        };
        let id = key(folder.as_os_str().as_encoded_bytes());
        let address = format!("component/{id}/{}", version(&files));
        let names = files.keys().cloned().collect();
        self.folders().insert(id, files);
        Ok(Opened { address, names })
    }

    /// The file that a browser asks for, and its type: one that was found, by its exact name.
    pub fn find(&self, id: &str, path: &str) -> Option<(PathBuf, &'static str)> {
        let folders = self.folders();
        let file = folders.get(id)?.get(path)?;
        Some((file.clone(), mime(path)?))
    }

    /// All files of all components, whose change is to be seen.
    pub fn files(&self) -> Vec<PathBuf> {
        let folders = self.folders();
        let mut files: Vec<PathBuf> = (folders.values())
            .flat_map(|folder| folder.values().cloned())
            .collect();
        files.sort();
        files
    }

    fn folders(&self) -> MutexGuard<'_, HashMap<String, Folder>> {
        self.folders
            .lock()
            .expect("nothing panics while it holds the components; this is a bug")
    }
}

/// The type of a file by the end of its name; `None` where it is not served.
fn mime(name: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let known = TYPES.iter().find(|(known, _)| *known == ending);
    known.map(|(_, mime)| *mime)
}

/// Files are known by their names; those that begin with a dot, and packages, are no part of it.
fn collect(folder: &Path, before: &str, deeper: usize, files: &mut Folder) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.starts_with('.') || name == "node_modules" {
            continue;
        }
        let path = format!("{before}{name}");
        // A link could lead anywhere, so none is followed.
        let kind = entry.file_type()?;
        if kind.is_dir() && deeper > 0 {
            collect(&entry.path(), &format!("{path}/"), deeper - 1, files)?;
        } else if kind.is_file() && mime(&name).is_some() {
            files.insert(path, entry.path());
        }
        if files.len() > MOST_FILES {
            return Err(io::Error::other(format!(
                "a component can have {MOST_FILES} files at most"
            )));
        }
    }
    Ok(())
}

/// Follows from what the files are called, how large they are, and when they were saved.
fn version(files: &Folder) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, file) in files {
        let about = fs::metadata(file);
        let len = about.as_ref().map_or(0, fs::Metadata::len);
        let saved = about.and_then(|about| about.modified()).ok();
        let saved = saved.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        hasher
            .update(&(name.len() as u64).to_le_bytes())
            .update(name.as_bytes())
            .update(&len.to_le_bytes())
            .update(&saved.unwrap_or_default().as_nanos().to_le_bytes());
    }
    hasher.finalize().to_hex()[..12].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/lib")).unwrap();
        for (name, text) in [
            ("a/index.js", "1"),
            ("a/lib/b.js", "2"),
            ("a/.env", "secret"),
            ("a/notes.rhai", "no"),
            ("secrets.toml", "no"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn only_files_that_were_found_are_served_and_only_by_their_names() {
        let (folder, components) = (folder(), Components::default());
        let opened = components.open(&folder.path().join("a")).unwrap();
        assert_eq!(opened.names, ["index.js", "lib/b.js"]);
        let id = opened.address.split('/').nth(1).unwrap();
        assert!(components.find(id, "index.js").is_some());
        assert_eq!(components.find(id, "lib/b.js").unwrap().1, TYPES[0].1);
        for wrong in [
            "",
            "../secrets.toml",
            "lib",
            "lib/../index.js",
            "/index.js",
            ".env",
            "notes.rhai",
            "INDEX.JS",
        ] {
            assert!(components.find(id, wrong).is_none(), "{wrong}");
        }
        assert!(components.find("0", "index.js").is_none());
    }

    #[test]
    fn a_saved_file_has_another_address_and_another_server_too() {
        let (folder, components) = (folder(), Components::default());
        let open = || components.open(&folder.path().join("a")).unwrap().address;
        let first = open();
        assert_eq!(first, open());
        fs::write(folder.path().join("a/index.js"), "changed").unwrap();
        let second = open();
        assert_ne!(first, second);
        assert_eq!(first.split('/').nth(1), second.split('/').nth(1));
        let other = Components::default()
            .open(&folder.path().join("a"))
            .unwrap();
        assert_ne!(other.address.split('/').nth(1), first.split('/').nth(1));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_leads_nowhere() {
        let (folder, components) = (folder(), Components::default());
        let link = folder.path().join("a/more.txt");
        std::os::unix::fs::symlink(folder.path().join("secrets.toml"), link).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/up")).unwrap();
        let opened = components.open(&folder.path().join("a")).unwrap();
        assert_eq!(opened.names, ["index.js", "lib/b.js"]);
    }
}

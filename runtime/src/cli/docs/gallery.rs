//! The gallery inside the program: its scripts and what they show, packed by `build.rs`.

use std::{
    collections::BTreeMap,
    env, fs,
    io::Read,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use anyhow::{Context, bail};

/// Paths and bytes, one after the other, each behind its length; all of it compressed.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gallery.bin"));

/// The files of the gallery by their paths.
static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| unpack(PACKED));

/// The folder of the gallery: in a debug build the repository's own, where it is there, else one
/// that this program unpacks into the person's cache.
pub(super) fn folder() -> anyhow::Result<PathBuf> {
    if let Some(source) = source() {
        return Ok(source);
    }
    if !FILES.contains_key("gallery.rhai") {
        bail!("this program was built without the gallery; build it from the repository");
    }
    let name = format!(
        "gallery-{}-{}",
        env!("CARGO_PKG_VERSION"),
        &blake3::hash(PACKED).to_hex()[..12]
    );
    let caches =
        cache().unwrap_or_else(|| env::temp_dir().join(format!("mirror-{}", std::process::id())));
    let folder = caches.join("mirror").join(name);
    if folder.join("gallery.rhai").is_file() {
        return Ok(folder);
    }
    unpack_to(&folder)
        .with_context(|| format!("cannot unpack the gallery to `{}`", folder.display()))?;
    Ok(folder)
}

/// Whether this is the repository's own, which may be edited.
pub(super) fn is_source(folder: &Path) -> bool {
    source().is_some_and(|source| source == folder)
}

/// The example of a widget, without the comments at its head.
pub(super) fn example(name: &str) -> Option<String> {
    let path = format!("widgets/{name}.rhai");
    let text = match source() {
        Some(source) => fs::read_to_string(source.join(path)).ok()?,
        None => String::from_utf8(FILES.get(&path)?.clone()).ok()?,
    };
    let rest: Vec<&str> = text
        .lines()
        .skip_while(|line| line.starts_with("//") || line.is_empty())
        .collect();
    Some(rest.join("\n"))
}

fn source() -> Option<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts");
    let there = cfg!(debug_assertions) && source.join("gallery.rhai").is_file();
    there.then(|| source.canonicalize().unwrap_or(source))
}

/// Where programs of this person keep what they can make again.
fn cache() -> Option<PathBuf> {
    let named = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    if cfg!(windows) {
        return named("LOCALAPPDATA");
    }
    let home = || named("HOME");
    match cfg!(target_os = "macos") {
        true => home().map(|home| home.join("Library/Caches")),
        false => named("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache"))),
    }
}

/// Unpacks beside the place and moves it there as a whole, so that it is never there in parts.
fn unpack_to(folder: &Path) -> std::io::Result<()> {
    let growing = folder.with_extension(format!("{}.part", std::process::id()));
    for (path, bytes) in &*FILES {
        let file = growing.join(path);
        fs::create_dir_all(file.parent().unwrap_or(&growing))?;
        fs::write(file, bytes)?;
    }
    match fs::rename(&growing, folder) {
        // Another process was faster.
        Err(_) if folder.join("gallery.rhai").is_file() => fs::remove_dir_all(&growing),
        moved => moved,
    }
}

fn unpack(packed: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut plain = Vec::new();
    flate2::read::DeflateDecoder::new(packed)
        .read_to_end(&mut plain)
        .expect("the gallery was packed by our own build; this is a bug");
    let (mut files, mut rest) = (BTreeMap::new(), plain.as_slice());
    while let Some((path, after)) = piece(rest) {
        let (bytes, after) = piece(after).expect("each path has its bytes; this is a bug");
        files.insert(String::from_utf8_lossy(path).into_owned(), bytes.to_vec());
        rest = after;
    }
    files
}

/// The next piece, behind its length.
fn piece(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_le_bytes(*len) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_holds_the_gallery() {
        for name in [
            "gallery.rhai",
            "widgets/slider.rhai",
            "widgets/Page.rhai",
            "assets/training.webm",
        ] {
            assert!(
                FILES.get(name).is_some_and(|bytes| !bytes.is_empty()),
                "{name}"
            );
        }
        let outside = FILES
            .keys()
            .filter(|name| name.starts_with('/') || name.contains(".."));
        assert_eq!(outside.count(), 0);
    }

    #[test]
    fn it_is_unpacked_as_a_whole() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("mirror/gallery-1");
        unpack_to(&folder).unwrap();
        let mut app = mirror_runtime::testing::AppTest::open(folder.join("gallery.rhai"));
        app.visit("widget=image");
        assert!(app.problem().is_none(), "{:?}", app.problem());
        for (path, bytes) in &*FILES {
            assert_eq!(&fs::read(folder.join(path)).unwrap(), bytes, "{path}");
        }
        // Whoever comes second finds it there, and leaves nothing.
        unpack_to(&folder).unwrap();
        assert_eq!(
            fs::read_dir(place.path().join("mirror")).unwrap().count(),
            1
        );
    }

    #[test]
    fn an_example_begins_with_its_first_line_of_code() {
        let text = example("slider").unwrap();
        assert!(!text.starts_with("//") && text.contains("st.slider("));
        assert!(example("nothing").is_none());
    }
}

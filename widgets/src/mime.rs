//! Types of files: by their name, by their first bytes, and whether a list of types takes them.

/// What names and lists of types say where nobody knows better.
pub const UNKNOWN: &str = "application/octet-stream";

/// Types by the end of the name, lower case.
const BY_NAME: &[(&str, &str)] = &[
    ("aac", "audio/aac"),
    ("avi", "video/x-msvideo"),
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("flac", "audio/flac"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("ico", "image/vnd.microsoft.icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("m4a", "audio/mp4"),
    ("md", "text/markdown"),
    ("mkv", "video/x-matroska"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("oga", "audio/ogg"),
    ("ogg", "audio/ogg"),
    ("ogv", "video/ogg"),
    ("opus", "audio/ogg"),
    ("parquet", "application/vnd.apache.parquet"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("py", "text/x-python"),
    ("svg", "image/svg+xml"),
    ("tar", "application/x-tar"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("toml", "application/toml"),
    ("tsv", "text/tab-separated-values"),
    ("txt", "text/plain"),
    ("vtt", "text/vtt"),
    ("wav", "audio/wav"),
    ("weba", "audio/webm"),
    ("webm", "video/webm"),
    ("webp", "image/webp"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xml", "application/xml"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
    ("zip", "application/zip"),
];

/// The type of a file by the end of its name.
///
/// ```
/// use mirror_widgets::mime;
/// assert_eq!(mime::by_name("clips/Cat.MP4"), Some("video/mp4"));
/// assert_eq!(mime::by_name("README"), None);
/// ```
pub fn by_name(name: &str) -> Option<&'static str> {
    let ending = ending(name)?;
    let known = BY_NAME.iter().find(|(known, _)| *known == ending);
    known.map(|(_, mime)| *mime)
}

/// The end of a name behind its last dot, lower case.
fn ending(name: &str) -> Option<String> {
    let (before, ending) = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?;
    (!before.is_empty() && !ending.is_empty()).then(|| ending.to_ascii_lowercase())
}

/// The type of a file by its first bytes, for those that have a mark there.
pub fn by_content(head: &[u8]) -> Option<&'static str> {
    let marks: &[(&[u8], &'static str)] = &[
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"%PDF-", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"PK\x05\x06", "application/zip"),
        (b"\x1f\x8b", "application/gzip"),
        (b"fLaC", "audio/flac"),
        (b"OggS", "audio/ogg"),
    ];
    if let Some((_, mime)) = marks.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Some(mime);
    }
    match (head.get(..4), head.get(8..12)) {
        (Some(b"RIFF"), Some(b"WEBP")) => Some("image/webp"),
        (Some(b"RIFF"), Some(b"WAVE")) => Some("audio/wav"),
        _ => None,
    }
}

/// The type of a file as it is served and as scripts see it: its first bytes count more than its
/// name, except that a name says more about what is a ZIP file or an Ogg stream inside.
///
/// ```
/// use mirror_widgets::mime;
/// assert_eq!(mime::of("cat.jpg", b"\x89PNG\r\n\x1a\n"), "image/png");
/// assert_eq!(mime::of("rows.csv", b"a,b"), "text/csv");
/// assert_eq!(mime::of("page", b"<html>"), "application/octet-stream");
/// ```
pub fn of(name: &str, head: &[u8]) -> &'static str {
    let (named, found) = (by_name(name), by_content(head));
    match (named, found) {
        (Some(named), Some(found)) if !contradicts(named, found) => named,
        (_, Some(found)) => found,
        (Some(named), None) if !has_mark(named) => named,
        _ => UNKNOWN,
    }
}

/// Whether what a name says cannot be what the first bytes say.
fn contradicts(named: &str, found: &str) -> bool {
    match found {
        "application/zip" => has_mark(named),
        "audio/ogg" => !named.ends_with("/ogg"),
        _ => named != found,
    }
}

/// Whether files of this type begin with a mark that [`by_content`] knows.
fn has_mark(mime: &str) -> bool {
    matches!(
        mime,
        "image/png"
            | "image/jpeg"
            | "image/gif"
            | "image/webp"
            | "application/pdf"
            | "application/gzip"
            | "audio/flac"
            | "audio/wav"
    )
}

/// Whether a file may come where only these types may: endings (`csv`, `.csv`), types
/// (`image/png`) and kinds (`image/*`). An empty list takes everything.
///
/// ```
/// use mirror_widgets::mime;
/// let types = [".csv".to_owned(), "image/*".to_owned()];
/// assert!(mime::takes(&types, "Rows.CSV", "text/csv"));
/// assert!(mime::takes(&types, "photo", "image/png"));
/// assert!(!mime::takes(&types, "page.html", "text/html"));
/// ```
pub fn takes(types: &[String], name: &str, mime: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    types.is_empty()
        || types.iter().any(|wanted| match wanted.split_once('/') {
            Some((kind, "*")) => mime.split('/').next() == Some(kind),
            Some(_) => mime == wanted,
            None => lower.ends_with(wanted.as_str()),
        })
}

/// A type as scripts give it, in the form that [`takes`] and browsers read: `csv` is `.csv`.
///
/// # Errors
/// For what is neither an ending nor a type.
pub fn wanted(text: &str) -> Result<String, String> {
    let text = text.trim().to_ascii_lowercase();
    let plain = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphanumeric())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".+-_".contains(&byte))
    };
    match text.split_once('/') {
        Some((kind, part)) if plain(kind) && (part == "*" || plain(part)) => Ok(text),
        None if plain(text.trim_start_matches('.')) => {
            Ok(format!(".{}", text.trim_start_matches('.')))
        }
        _ => Err(format!(
            "must hold endings such as \"csv\" and types such as \"image/*\", not \"{text}\""
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_count_more_than_the_name() {
        assert_eq!(of("cat.png", b"\xff\xd8\xff\xe0"), "image/jpeg");
        assert_eq!(of("cat.png", b"<html>"), UNKNOWN);
        assert_eq!(of("book.xlsx", b"PK\x03\x04"), by_name("a.xlsx").unwrap());
        assert_eq!(of("cat.png", b"PK\x03\x04"), "application/zip");
        assert_eq!(of("talk.ogv", b"OggS"), "video/ogg");
        assert_eq!(of("notes.txt", b""), "text/plain");
        assert_eq!(of(".png", b""), UNKNOWN);
    }

    #[test]
    fn types_are_written_in_three_ways() {
        assert_eq!(wanted("CSV"), Ok(".csv".into()));
        assert_eq!(wanted(".tar.gz"), Ok(".tar.gz".into()));
        assert_eq!(wanted("image/*"), Ok("image/*".into()));
        assert!(wanted("a b").is_err() && wanted("").is_err() && wanted("../x").is_err());
        assert!(takes(
            &[".tar.gz".into()],
            "model.TAR.GZ",
            "application/gzip"
        ));
        assert!(!takes(&[".csv".into()], "csv", "text/csv"));
        assert!(takes(&[], "anything", UNKNOWN));
    }
}

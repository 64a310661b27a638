//! What an exported page needs beside it: the web client, and what its elements show.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::Context;
use mirror_runtime::{app::App, media::Content};
use serde_json::Value;

/// Files of the web client that the pages of an export do not use.
const UNUSED: [&str; 3] = ["index.html", "still.html", "component/frame.html"];

/// The web client, and for pages that are opened from disk its modules and styles in one file each.
pub(super) fn assets(
    folder: &Path,
    files: impl Iterator<Item = (&'static str, &'static [u8])>,
) -> anyhow::Result<()> {
    let (mut modules, mut styles) = (String::from("window.mirrorModules = {\n"), String::new());
    for (path, bytes) in files.filter(|(path, _)| !UNUSED.contains(path)) {
        save(&folder.join(path), bytes)?;
        let name = path.rsplit('/').next().unwrap_or(path);
        let text = || String::from_utf8_lossy(bytes);
        if path.ends_with(".js") {
            let _ = writeln!(modules, "{}: {},", Value::from(name), Value::from(text()));
        } else if path.ends_with(".css") && name.starts_with("page-") {
            // What all pages share comes first; the rest belongs to single widgets.
            styles = format!("{}\n{styles}", text());
        } else if path.ends_with(".css") {
            let _ = writeln!(styles, "{}", text());
        }
    }
    modules.push_str("};\n");
    save(&folder.join("assets/modules.js"), modules.as_bytes())?;
    save(&folder.join("assets/all.css"), styles.as_bytes())
}

/// Writes a file, and the folders it stands in.
pub(super) fn save(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    }
    fs::write(file, bytes).with_context(|| format!("cannot write `{}`", file.display()))
}

/// Brings along what the elements of a page show, and names it as it lies there.
pub(super) fn bring(app: &App, folder: &Path, value: &mut Value) -> anyhow::Result<()> {
    match value {
        Value::String(text) => {
            if let Some(id) = text.strip_prefix("media/") {
                if let Some(path) = medium(app, folder, id)? {
                    *text = path;
                }
            } else if text.starts_with("component/") {
                if let Some(whole) = inlined(app, text) {
                    *text = whole;
                }
            } else if text.contains("media/") {
                within(app, folder, text)?;
            }
        }
        Value::Array(items) => {
            for item in items {
                bring(app, folder, item)?;
            }
        }
        Value::Object(map) => {
            // A frame without an origin may load nothing from most web servers; these are our own.
            if map.get("kind").is_some_and(|kind| kind == "component")
                && let Some(trusted) = map
                    .get_mut("props")
                    .and_then(|props| props.get_mut("trusted"))
            {
                *trusted = true.into();
            }
            for item in map.values_mut() {
                bring(app, folder, item)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// The media that a longer text names (a picture in Markdown, say).
fn within(app: &App, folder: &Path, text: &mut String) -> anyhow::Result<()> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("media/") {
        let id: String = text[at + 6..]
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
            .collect();
        if let Some(path) = medium(app, folder, &id)? {
            found.push((format!("media/{id}"), path));
        }
    }
    for (old, new) in found {
        *text = text.replace(&old, &new);
    }
    Ok(())
}

/// Writes a medium under a name that follows from its bytes, and gives that.
fn medium(app: &App, folder: &Path, id: &str) -> anyhow::Result<Option<String>> {
    let Some(medium) = app.media.find(id) else {
        return Ok(None);
    };
    let bytes = match &medium.content {
        Content::Bytes(bytes) => bytes.to_vec(),
        Content::File { path, .. } => {
            fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?
        }
    };
    let named = medium
        .save_as
        .as_deref()
        .and_then(|name| name.rsplit_once('.'));
    let end = named.map_or_else(|| ending(&medium.mime), |(_, end)| end);
    let path = format!("media/{}.{end}", &blake3::hash(&bytes).to_hex()[..16]);
    save(&folder.join(&path), &bytes)?;
    Ok(Some(path))
}

/// How files of a type end; web servers tell the type by it.
fn ending(mime: &str) -> &str {
    match mime.split(';').next().unwrap_or(mime).trim() {
        "image/svg+xml" => "svg",
        "image/jpeg" => "jpg",
        "text/plain" => "txt",
        "text/vtt" => "vtt",
        "model/gltf-binary" => "glb",
        "audio/mpeg" => "mp3",
        "application/octet-stream" => "bin",
        other => other.rsplit('/').next().unwrap_or(other),
    }
}

/// A file of a component as an address that holds all of it: also pages opened from disk load that.
fn inlined(app: &App, address: &str) -> Option<String> {
    let mut parts = address.splitn(4, '/').skip(1);
    let (id, _, path) = (parts.next()?, parts.next()?, parts.next()?);
    let (file, mime) = app.shared.components().find(id, path)?;
    let text = fs::read_to_string(file).ok()?;
    let mime = mime.split(';').next().unwrap_or(mime);
    Some(format!("data:{mime};charset=utf-8,{}", escaped(&text)))
}

/// Percent signs for all that could end an address.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~!*'();:@=+$,/?[]".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_in_an_address_holds_all_its_signs() {
        assert_eq!(
            escaped("a < \"ü\" # 100%\n"),
            "a%20%3C%20%22%C3%BC%22%20%23%20100%25%0A"
        );
    }

    #[test]
    fn files_end_as_web_servers_know_them() {
        assert_eq!(ending("image/svg+xml"), "svg");
        assert_eq!(ending("image/png"), "png");
        assert_eq!(ending("text/plain; charset=utf-8"), "txt");
    }
}

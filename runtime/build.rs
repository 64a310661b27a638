//! Embeds the web client: writes `assets.rs`, the table of its packed files, to `OUT_DIR`.
//!
//! Where the files come from, in this order:
//! 1. `$MIRROR_WEB_DIST`, a folder that `npm run build` made;
//! 2. the sources beside this crate, built with npm in `OUT_DIR` (never in the source tree);
//! 3. `web-client/dist`, where the sources cannot be built;
//! 4. a page that says what is missing. With `$MIRROR_WEB_REQUIRE` set this is an error instead.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

/// What the build of the web client depends on.
const SOURCES: &[&str] = &[
    "src",
    "component",
    "scripts",
    "index.html",
    "still.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
];

fn main() {
    println!("cargo::rerun-if-env-changed=MIRROR_WEB_DIST");
    println!("cargo::rerun-if-env-changed=MIRROR_WEB_REQUIRE");
    let out = PathBuf::from(variable("OUT_DIR"));
    let client = Path::new(&variable("CARGO_MANIFEST_DIR")).join("../web-client");
    let table = match dist(&client, &out) {
        Ok(dist) => table(&dist).unwrap_or_else(|why| {
            panic!("{} is no build of the web client: {why}", dist.display())
        }),
        Err(why) if env::var_os("MIRROR_WEB_REQUIRE").is_some_and(|value| value != "0") => {
            panic!("no web client: {why}")
        }
        Err(why) => {
            println!("cargo::warning=the page will only say that it was not built: {why}");
            fallback()
        }
    };
    fs::write(out.join("assets.rs"), table).expect("OUT_DIR can be written");
    let gallery = gallery().unwrap_or_else(|why| panic!("the gallery cannot be read: {why}"));
    fs::write(out.join("gallery.bin"), gallery).expect("OUT_DIR can be written");
}

/// The gallery's scripts and what they show, for `mirror docs`: paths and bytes, each behind its
/// length, compressed. Nothing where the scripts are not there.
fn gallery() -> io::Result<Vec<u8>> {
    let scripts = Path::new(&variable("CARGO_MANIFEST_DIR")).join("../scripts");
    let mut open = ["gallery.rhai", "widgets", "assets"]
        .map(PathBuf::from)
        .to_vec();
    // A debug build reads the scripts from where they are, so an edited one rebuilds nothing.
    if variable("PROFILE") == "release" {
        for path in &open {
            println!("cargo::rerun-if-changed={}", scripts.join(path).display());
        }
    } else {
        println!("cargo::rerun-if-changed=build.rs");
    }
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        let full = scripts.join(&path);
        // `widgets/assets` is a link to `assets`, for those who run an example alone.
        if full.is_symlink() || !full.exists() {
            continue;
        }
        if full.is_dir() {
            for entry in fs::read_dir(&full)? {
                open.push(path.join(entry?.file_name()));
            }
        } else {
            files.push((path.to_string_lossy().replace('\\', "/"), fs::read(full)?));
        }
    }
    files.sort();
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    for (path, bytes) in files {
        for piece in [path.as_bytes(), &bytes] {
            packed.write_all(&(piece.len() as u32).to_le_bytes())?;
            packed.write_all(piece)?;
        }
    }
    packed.finish()
}

/// The folder with the packed files and their `assets.json`.
fn dist(client: &Path, out: &Path) -> Result<PathBuf, String> {
    if let Some(dist) = env::var_os("MIRROR_WEB_DIST").filter(|dist| !dist.is_empty()) {
        println!("cargo::rerun-if-changed={}", Path::new(&dist).display());
        return fs::canonicalize(&dist).map_err(|error| format!("MIRROR_WEB_DIST: {error}"));
    }
    let built = match client.join("package-lock.json").is_file() {
        true => build(client, out),
        false => Err("there are no sources of it".into()),
    };
    let prebuilt = client.join("dist");
    match built {
        Err(why) if prebuilt.join("assets.json").is_file() => {
            println!("cargo::warning=taking web-client/dist as it is: {why}");
            println!("cargo::rerun-if-changed={}", prebuilt.display());
            fs::canonicalize(prebuilt).map_err(|error| error.to_string())
        }
        built => built,
    }
}

/// Builds the sources in a copy, unless that was done for the same sources before.
fn build(client: &Path, out: &Path) -> Result<PathBuf, String> {
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", client.join(source).display());
    }
    let files = sources(client).map_err(|error| format!("its sources cannot be read: {error}"))?;
    let (copy, dist, stamp) = (
        out.join("web-client"),
        out.join("web-dist"),
        out.join("web-dist.hash"),
    );
    let hash = fingerprint(&files);
    if fs::read_to_string(&stamp).is_ok_and(|made| made == hash)
        && dist.join("assets.json").is_file()
    {
        return Ok(dist);
    }
    let copied = mirror(client, &copy, &files).and_then(|()| node_modules(client, &copy));
    copied.map_err(|error| format!("its sources cannot be copied: {error}"))?;
    if !copy.join("node_modules").exists() {
        npm(
            &copy,
            &dist,
            &[
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ],
        )?;
    }
    npm(&copy, &dist, &["run", "--silent", "build"])?;
    fs::write(stamp, hash).map_err(|error| error.to_string())?;
    Ok(dist)
}

fn npm(folder: &Path, dist: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("MIRROR_WEB_OUT", dist)
        .output()
        .map_err(|error| format!("npm cannot be run ({error}); install Node.js 20.19 or newer"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = said
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(12)
        .collect();
    Err(format!(
        "`npm {}` failed: {}",
        arguments.join(" "),
        last.join(" | ")
    ))
}

/// All source files and their bytes, by path, in order.
fn sources(client: &Path) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut open: Vec<PathBuf> = SOURCES.iter().map(PathBuf::from).collect();
    while let Some(path) = open.pop() {
        let full = client.join(&path);
        if full.is_dir() {
            for entry in fs::read_dir(&full)? {
                open.push(path.join(entry?.file_name()));
            }
        } else if full.is_file() && !is_test(&path) {
            files.push((path, fs::read(full)?));
        }
    }
    files.sort();
    Ok(files)
}

/// Tests are no part of the page, so they do not rebuild it.
fn is_test(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().ends_with(".test.ts"))
}

fn fingerprint(files: &[(PathBuf, Vec<u8>)]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in files {
        hasher.update(path.to_string_lossy().as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    hasher.finalize().to_hex().to_string()
}

/// Makes `copy` hold these files and none from an earlier build, but its installed packages.
fn mirror(client: &Path, copy: &Path, files: &[(PathBuf, Vec<u8>)]) -> io::Result<()> {
    let lock = |folder: &Path| fs::read(folder.join("package-lock.json")).ok();
    let same_packages = lock(copy) == lock(client);
    if copy.is_dir() {
        for entry in fs::read_dir(copy)? {
            let path = entry?.path();
            let packages = path.ends_with("node_modules");
            match (packages, path.is_symlink() || path.is_file()) {
                (true, false) if same_packages => {}
                (_, true) => fs::remove_file(path)?,
                (_, false) => fs::remove_dir_all(path)?,
            }
        }
    }
    for (path, bytes) in files {
        let target = copy.join(path);
        fs::create_dir_all(target.parent().unwrap_or(copy))?;
        fs::write(target, bytes)?;
    }
    Ok(())
}

/// Uses the packages installed in the source tree, where they were installed after the lock file
/// was last written; a developer has them there already.
fn node_modules(client: &Path, copy: &Path) -> io::Result<()> {
    let changed = |path: PathBuf| fs::metadata(path).and_then(|data| data.modified()).ok();
    let installed = changed(client.join("node_modules/.package-lock.json"));
    if copy.join("node_modules").exists()
        || installed.is_none()
        || installed < changed(client.join("package-lock.json"))
    {
        return Ok(());
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        fs::canonicalize(client.join("node_modules"))?,
        copy.join("node_modules"),
    )?;
    Ok(())
}

/// The Rust source of the table.
fn table(dist: &Path) -> Result<String, String> {
    let file = dist.join("assets.json");
    let json = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let json: serde_json::Value = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    let entries = json.as_array().ok_or("assets.json is no list")?;
    let mut rows = Vec::new();
    for entry in entries {
        let field = |name: &str| {
            entry[name]
                .as_str()
                .ok_or(format!("an asset has no `{name}`"))
        };
        let (path, mime, etag) = (field("path")?, field("type")?, field("etag")?);
        let packed = dist.join(field("br")?);
        if !packed.is_file() {
            return Err(format!("{} is missing", packed.display()));
        }
        rows.push((
            path,
            format!(
                "embedded({path:?}, {mime:?}, {etag:?}, Packed::Brotli(include_bytes!({packed:?})))"
            ),
        ));
    }
    if !rows.iter().any(|(path, _)| *path == "index.html") {
        return Err("there is no index.html".into());
    }
    rows.sort();
    Ok(written(rows.into_iter().map(|(_, row)| row)))
}

fn fallback() -> String {
    let page = Path::new(&variable("CARGO_MANIFEST_DIR")).join("src/server/fallback.html");
    println!("cargo::rerun-if-changed={}", page.display());
    let row = format!(
        "embedded(\"index.html\", \"text/html; charset=utf-8\", \"fallback\", Packed::Plain(include_bytes!({page:?})))"
    );
    written([row].into_iter())
}

fn written(rows: impl ExactSizeIterator<Item = String>) -> String {
    let mut source = format!("static ASSETS: [Asset; {}] = [\n", rows.len());
    for row in rows {
        let _ = writeln!(source, "    {row},");
    }
    source.push_str("];\n");
    source
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}

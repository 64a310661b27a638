//! The web client, embedded by `build.rs`: every file as brotli. Gzip (which browsers ask for
//! over plain http) and the plain form are made once, when first asked for.

use std::{
    io::{Read, Write},
    sync::{Arc, OnceLock},
};

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::not_found;
use crate::sessions::Sessions;

/// One file of the web client.
struct Asset {
    path: &'static str,
    mime: &'static str,
    etag: &'static str,
    packed: Packed,
    gzip: OnceLock<Vec<u8>>,
    plain: OnceLock<Vec<u8>>,
}

/// A file as it was embedded.
enum Packed {
    /// From the build of the web client.
    #[allow(dead_code, reason = "not used where the web client could not be built")]
    Brotli(&'static [u8]),
    /// The page that stands in where the web client could not be built.
    #[allow(
        dead_code,
        reason = "used only where the web client could not be built"
    )]
    Plain(&'static [u8]),
}

const fn embedded(
    path: &'static str,
    mime: &'static str,
    etag: &'static str,
    packed: Packed,
) -> Asset {
    Asset {
        path,
        mime,
        etag,
        packed,
        gzip: OnceLock::new(),
        plain: OnceLock::new(),
    }
}

// `static ASSETS: [Asset; N]`, sorted by path.
include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// How a file travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

/// Scripts and everything else come from this server only; the page cannot be framed by others.
/// Styles may be inline, since widgets set sizes and colors; nothing else may. Pictures, sound, video and frames
/// may come from where a script says; what the page itself made (`blob:`) or was given whole (`data:`) may be read.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob: https: http:; font-src 'self'; connect-src 'self' blob: data:; \
    media-src 'self' data: blob: https: http:; frame-src 'self' https: http:; \
    frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

/// `GET /`: the page. It names the assets by their hashes, so it is asked for each time.
pub(super) async fn page(State(sessions): State<Arc<Sessions>>, headers: HeaderMap) -> Response {
    let app = sessions.app();
    let mut response = match super::theme::dressed(
        &app.theme(),
        app.config.language.as_deref(),
        plain("index.html"),
    ) {
        Some(page) => page,
        None => answer("index.html", &headers, "no-cache"),
    };
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    response
}

/// `GET /{page}`: the same page, which asks the script for that one. What has a dot is a file,
/// and there is none; what no page can be called has no answer either.
pub(super) async fn page_at(
    sessions: State<Arc<Sessions>>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Response {
    let fits = |letter: char| {
        letter.is_alphanumeric()
            || "-_ ~+".contains(letter)
            || !(letter.is_ascii() || letter.is_control())
    };
    match !path.is_empty() && path.chars().all(fits) {
        true => page(sessions, headers).await,
        false => not_found(),
    }
}

/// `GET /assets/{*path}`: a file whose name holds its hash, so it never changes.
pub(super) async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let mut response = answer(
        &format!("assets/{path}"),
        &headers,
        "public, max-age=31536000, immutable",
    );
    // These files are the same for everybody; the frames of components, which have no origin, read some of them.
    let anybody = HeaderValue::from_static("*");
    response
        .headers_mut()
        .insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, anybody);
    response
}

/// A file of the web client by its name, for who may be asked for it elsewhere.
pub(super) fn named(path: &str, headers: &HeaderMap) -> Response {
    answer(path, headers, "no-cache")
}

/// All files of the web client.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let plain = |asset: &'static Asset| (asset.path, asset.bytes(Encoding::Plain));
    ASSETS.iter().map(plain)
}

/// The bytes of a file that is embedded.
fn plain(path: &str) -> &'static [u8] {
    match ASSETS.binary_search_by(|asset| asset.path.cmp(path)) {
        Ok(index) => ASSETS[index].bytes(Encoding::Plain),
        Err(_) => b"",
    }
}

fn answer(path: &str, headers: &HeaderMap, caching: &'static str) -> Response {
    let Ok(index) = ASSETS.binary_search_by(|asset| asset.path.cmp(path)) else {
        return not_found();
    };
    let asset = &ASSETS[index];
    let encoding = asset.encoding(accepted(headers));
    let etag = format!("\"{}-{}\"", asset.etag, encoding.name().unwrap_or("plain"));
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| {
            tags.split(',')
                .any(|tag| tag.trim().trim_start_matches("W/") == etag)
        });
    let mut response = match known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => asset.bytes(encoding).into_response(),
    };
    let own = response.headers_mut();
    own.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    own.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        own.insert(header::ETAG, etag);
    }
    if let Some(name) = encoding.name() {
        own.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}

/// The encodings a browser takes, best first.
fn accepted(headers: &HeaderMap) -> Vec<Encoding> {
    let listed: Vec<&str> = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|item| {
            let (name, rest) = item.split_once(';').unwrap_or((item, ""));
            let refused = rest
                .trim()
                .strip_prefix("q=")
                .is_some_and(|q| q.parse() == Ok(0.0));
            (!refused).then_some(name.trim())
        })
        .collect();
    let takes = |name: &str| {
        listed
            .iter()
            .any(|listed| listed.eq_ignore_ascii_case(name))
    };
    let mut encodings = Vec::new();
    if takes("br") {
        encodings.push(Encoding::Brotli);
    }
    if takes("gzip") {
        encodings.push(Encoding::Gzip);
    }
    encodings
}

impl Encoding {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Plain => None,
        }
    }
}

impl Asset {
    /// The best of the accepted encodings that this file has.
    fn encoding(&self, accepted: Vec<Encoding>) -> Encoding {
        let brotli = matches!(self.packed, Packed::Brotli(_));
        let has = |encoding: &Encoding| brotli || *encoding != Encoding::Brotli;
        accepted.into_iter().find(has).unwrap_or(Encoding::Plain)
    }

    fn bytes(&'static self, encoding: Encoding) -> &'static [u8] {
        match (encoding, &self.packed) {
            (Encoding::Brotli, Packed::Brotli(bytes)) => bytes,
            (Encoding::Gzip, _) => self.gzip.get_or_init(|| gzip(self.bytes(Encoding::Plain))),
            (_, Packed::Plain(bytes)) => bytes,
            (Encoding::Plain, Packed::Brotli(bytes)) => self.plain.get_or_init(|| unpack(bytes)),
        }
    }
}

fn unpack(brotli: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    brotli::Decompressor::new(brotli, 1 << 14)
        .read_to_end(&mut plain)
        .expect("embedded files were packed by our own build; this is a bug");
    plain
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder
        .write_all(plain)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail; this is a bug")
}

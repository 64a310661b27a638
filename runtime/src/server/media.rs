//! Bytes and files that pages show, by id. No path and no address ever comes from the browser.

use std::{io, ops::Range, path::Path as FilePath, sync::Arc};

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{Stream, stream};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt},
};

use super::{
    not_found,
    range::{Wanted, wanted},
};
use crate::{media::Content, sessions::Sessions};

/// How much of a file is in memory while it is sent.
const PIECE: u64 = 64 << 10;

/// What HTML of the script may do in its frame, or opened by itself: it runs, but has an origin of
/// its own, so it reaches neither the page nor what this server keeps for it.
const FRAMED: &str = "sandbox allow-scripts allow-forms allow-modals allow-popups \
    allow-popups-to-escape-sandbox allow-downloads allow-pointer-lock; frame-ancestors 'self'";

/// `GET /media/{id}`.
pub(super) async fn medium(
    State(sessions): State<Arc<Sessions>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(medium) = sessions.app().media.find(&id) else {
        return not_found();
    };
    let disposition = match &medium.save_as {
        Some(name) => attachment(name),
        None => HeaderValue::from_static(place(&medium.mime)),
    };
    serve(&headers, &id, medium.content, &medium.mime, disposition).await
}

/// Only images, sound and video may be shown in place; anything else that a user may have brought
/// could be a page, so it is saved to disk. A picture that is opened by itself (SVG) may run nothing.
pub(super) fn place(mime: &str) -> &'static str {
    match mime.split('/').next() {
        _ if mime == mirror_widgets::FRAMED_HTML => "inline",
        Some("image" | "audio" | "video") => "inline",
        _ => "attachment",
    }
}

/// Answers with these bytes, or the part of them that is asked for. `version` names them: other
/// bytes have another one.
pub(super) async fn serve(
    headers: &HeaderMap,
    version: &str,
    content: Content,
    mime: &str,
    disposition: HeaderValue,
) -> Response {
    let (len, tag) = (content.len(), format!("\"{version}\""));
    let (status, range) = match wanted(headers, &tag, len) {
        Wanted::Whole => (StatusCode::OK, 0..len),
        Wanted::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Wanted::Beyond => {
            let there_is = [(header::CONTENT_RANGE, format!("bytes */{len}"))];
            return (StatusCode::RANGE_NOT_SATISFIABLE, there_is).into_response();
        }
    };
    let Ok(body) = body(content, range.clone()).await else {
        return not_found();
    };
    let mut response = (status, about(mime, disposition), body).into_response();
    let mut put = |name: HeaderName, text: String| {
        // An id was found, so it is plain text.
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().insert(name, value);
        }
    };
    put(header::ETAG, tag);
    put(
        header::CONTENT_LENGTH,
        (range.end - range.start).to_string(),
    );
    if status == StatusCode::PARTIAL_CONTENT {
        let last = range.end - 1;
        put(
            header::CONTENT_RANGE,
            format!("bytes {}-{last}/{len}", range.start),
        );
    }
    response
}

fn about(mime: &str, disposition: HeaderValue) -> [(HeaderName, HeaderValue); 5] {
    let unknown = HeaderValue::from_static(mirror_widgets::mime::UNKNOWN);
    [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_str(mime).unwrap_or(unknown),
        ),
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(if mime == mirror_widgets::FRAMED_HTML {
                FRAMED
            } else {
                "sandbox; default-src 'none'; style-src 'unsafe-inline'"
            }),
        ),
        // The address follows from the bytes; nobody but this browser may keep them.
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, max-age=3600, immutable"),
        ),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
    ]
}

async fn body(content: Content, range: Range<u64>) -> io::Result<Body> {
    match content {
        // The body shares the bytes; nothing is copied.
        Content::Bytes(bytes) => {
            let all = Bytes::from_owner(bytes);
            let (start, end) = (range.start as usize, range.end as usize);
            Ok(Body::from(all.slice(start..end)))
        }
        Content::File { path, .. } => Ok(Body::from_stream(pieces(&path, range).await?)),
    }
}

/// A part of a file, piece by piece. A file that became shorter meanwhile breaks the answer off.
async fn pieces(
    path: &FilePath,
    range: Range<u64>,
) -> io::Result<impl Stream<Item = io::Result<Bytes>> + use<>> {
    let mut file = File::open(path).await?;
    file.seek(io::SeekFrom::Start(range.start)).await?;
    let left = range.end - range.start;
    Ok(stream::try_unfold(
        (file, left),
        |(mut file, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let mut piece = vec![0; left.min(PIECE) as usize];
            let read = file.read(&mut piece).await?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            piece.truncate(read);
            Ok(Some((Bytes::from(piece), (file, left - read as u64))))
        },
    ))
}

/// Says that it is to be saved under a name: in plain letters for old programs, in full for all
/// others (RFC 6266, RFC 5987).
pub(super) fn attachment(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            '"' | '\\' | '/' | '%' => '_',
            ' '..='~' => letter,
            _ => '_',
        })
        .collect();
    let mut full = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            full.push(char::from(byte));
        } else {
            full.push_str(&format!("%{byte:02X}"));
        }
    }
    HeaderValue::from_str(&format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"
    ))
    .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_place_in_the_header() {
        assert_eq!(
            attachment("rows.csv"),
            "attachment; filename=\"rows.csv\"; filename*=UTF-8''rows.csv"
        );
        assert_eq!(
            attachment("Größe 1\".csv\r\nSet-Cookie: a=b"),
            "attachment; filename=\"Gr__e 1_.csv__Set-Cookie: a=b\"; \
             filename*=UTF-8''Gr%C3%B6%C3%9Fe%201%22.csv%0D%0ASet-Cookie%3A%20a%3Db"
        );
    }

    #[test]
    fn html_for_a_frame_has_an_origin_of_its_own() {
        let mime = mirror_widgets::FRAMED_HTML;
        assert_eq!(place(mime), "inline");
        let policy = |mime| about(mime, HeaderValue::from_static("inline"))[2].1.clone();
        assert!(
            policy(mime)
                .to_str()
                .unwrap()
                .starts_with("sandbox allow-scripts")
        );
        for more in ["allow-same-origin", "allow-top-navigation"] {
            assert!(!policy(mime).to_str().unwrap().contains(more));
        }
        assert!(!policy("text/html").to_str().unwrap().contains("allow"));
    }

    #[test]
    fn what_could_be_a_page_is_saved_and_not_shown() {
        assert_eq!(place("image/svg+xml"), "inline");
        assert_eq!(place("video/mp4"), "inline");
        for mime in ["text/html", "application/xhtml+xml", "application/pdf", ""] {
            assert_eq!(place(mime), "attachment");
        }
    }
}

//! Bytes that pages show, by id. No path and no address ever comes from the browser.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::not_found;
use crate::sessions::Sessions;

/// `GET /media/{id}`.
pub(super) async fn medium(
    State(sessions): State<Arc<Sessions>>,
    Path(id): Path<String>,
) -> Response {
    let Some(medium) = sessions.app().media.find(&id) else {
        return not_found();
    };
    // Only images may be shown in place; anything else that a user may have brought could be a
    // page, so it is saved to disk. A picture that is opened by itself (SVG) may run nothing.
    let shown = medium.mime.starts_with("image/")
        || medium.mime.starts_with("audio/")
        || medium.mime.starts_with("video/");
    let disposition = if shown { "inline" } else { "attachment" };
    let mime = HeaderValue::from_str(&medium.mime)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, mime),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static(disposition),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'"),
        ),
        // The address follows from the bytes; nobody but this browser may keep them.
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, max-age=3600, immutable"),
        ),
    ];
    // The body shares the bytes; nothing is copied.
    let bytes = axum::body::Bytes::from_owner(medium.bytes);
    (headers, Body::from(bytes)).into_response()
}

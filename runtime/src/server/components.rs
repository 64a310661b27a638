//! The files of components, and the frame that they are shown in.
//!
//! The frame has no origin: what runs in it reaches neither the page nor what this server keeps
//! for it, and its policy lets it load from here only. It asks without an origin too, so these
//! files, which hold nothing of any session, may be read by any page that knows their address.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use super::{assets, media, not_found};
use crate::{media::Content, sessions::Sessions};

/// What the frame of a component may do.
const POLICY: &str = "sandbox allow-scripts; default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; \
    media-src 'self' data: blob:; connect-src 'self' data: blob:; worker-src blob:; \
    frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
/// What a file may do that is opened by itself.
const ALONE: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/// `GET /component/frame`: the document that a component is shown in.
pub(super) async fn frame(headers: HeaderMap) -> Response {
    let mut response = assets::named("component/frame.html", &headers);
    let own = response.headers_mut();
    own.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    response
}

/// `GET /component/{id}/{version}/{*path}`: a file of a component. The version is there so that
/// a saved file has another address; what is served is the file as it is now.
pub(super) async fn file(
    State(sessions): State<Arc<Sessions>>,
    Path((id, version, path)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    let shared = &sessions.app().shared;
    let plain = version.bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some((file, mime)) = shared.components().find(&id, &path).filter(|_| plain) else {
        return not_found();
    };
    let Ok(content) = Content::of_file(file) else {
        return not_found();
    };
    let inline = HeaderValue::from_static("inline");
    let tag = format!("{version}-{:x}", content.len());
    let mut response = media::serve(&headers, &tag, content, mime, inline).await;
    let own = response.headers_mut();
    own.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    own.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(ALONE),
    );
    response
}

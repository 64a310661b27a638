//! Files from people, on their way to disk. A file comes as the body of one request, for one
//! widget that stands on the page of one session; only a few pieces of it are ever in memory.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use mirror_widgets::{
    Id,
    uploads::{FileInfo, UploadRules},
};
use tokio::time::timeout;

use super::{guard, media, not_found};
use crate::{
    media::Content,
    session::Session,
    sessions::Sessions,
    uploads::{Arriving, UploadError},
};

/// Names the session. It cannot be set by a form or a link of another site.
const SESSION: &str = "x-mirror-session";
/// What the person calls the file, percent-encoded.
const NAME: &str = "x-mirror-name";
/// How much is collected before the disk is asked.
const PIECE: usize = 256 << 10;
/// A sender that says nothing for so long is given up.
const SILENCE: Duration = Duration::from_secs(60);
/// How much of a file that is not taken is read on, so that the sender hears the answer.
const POLITE: usize = 8 << 20;
/// And for how long.
const POLITE_TIME: Duration = Duration::from_secs(2);

/// `POST /upload/{widget}`: a file for a widget. The answer names it.
pub(super) async fn take(
    State(sessions): State<Arc<Sessions>>,
    Path(widget): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let mut body = body.into_data_stream();
    let taken = receive(&sessions, &widget, &headers, &mut body).await;
    let refusal = match taken {
        Ok(info) => return (StatusCode::CREATED, json(&info)).into_response(),
        Err(refusal) => refusal,
    };
    // Whoever sends on would not read the answer.
    let mut left = POLITE;
    let _ = timeout(POLITE_TIME, async {
        while let Some(Ok(piece)) = body.next().await {
            match left.checked_sub(piece.len()) {
                Some(rest) => left = rest,
                None => break,
            }
        }
    })
    .await;
    refusal
}

async fn receive(
    sessions: &Sessions,
    widget: &str,
    headers: &HeaderMap,
    body: &mut axum::body::BodyDataStream,
) -> Result<FileInfo, Response> {
    let session = session(sessions, headers)?;
    let rules = rules(&session, widget).ok_or_else(not_found)?;
    let announced = headers.get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|len| len > rules.max_bytes) {
        let limit = rules.limit();
        return Err(refused(&UploadError::TooLarge { limit }));
    }
    let name = headers.get(NAME).and_then(|name| name.to_str().ok());
    let name = decoded(name.unwrap_or_default());
    let arriving = sessions.app().uploads.begin(session.number, &name, rules);
    let arriving = arriving.map_err(|error| refused(&error))?;
    write(arriving, body).await
}

/// Writes what comes. Where it breaks off, what was written is dropped, and with it the file.
async fn write(
    mut arriving: Arriving,
    body: &mut axum::body::BodyDataStream,
) -> Result<FileInfo, Response> {
    let mut piece = Vec::with_capacity(PIECE);
    loop {
        let next = match timeout(SILENCE, body.next()).await {
            Ok(Some(Ok(next))) => Some(next),
            Ok(None) => None,
            Ok(Some(Err(_))) | Err(_) => return Err(broken_off()),
        };
        let end = next.is_none();
        piece.extend_from_slice(&next.unwrap_or_default());
        if piece.len() >= PIECE || end {
            (arriving, piece) = written(arriving, piece).await?;
        }
        if end {
            let finished = tokio::task::spawn_blocking(|| arriving.finish()).await;
            let finished = finished.map_err(|_panic| broken_off())?;
            return finished.map_err(|error| refused(&error));
        }
    }
}

/// Writes one piece where blocking is allowed, and gives its room back.
async fn written(
    mut arriving: Arriving,
    mut piece: Vec<u8>,
) -> Result<(Arriving, Vec<u8>), Response> {
    let job = tokio::task::spawn_blocking(move || {
        let written = arriving.write(&piece);
        piece.clear();
        written.map(|()| (arriving, piece))
    });
    let written = job.await.map_err(|_panic| broken_off())?;
    written.map_err(|error| refused(&error))
}

/// `GET /upload/{id}`: a file as it was uploaded, for previews.
pub(super) async fn show(
    State(sessions): State<Arc<Sessions>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(upload) = sessions.app().uploads.find_by_id(&id) else {
        return not_found();
    };
    let content = Content::File {
        path: upload.path().into(),
        len: upload.info.size,
    };
    let disposition = match media::place(&upload.info.mime) {
        "inline" => HeaderValue::from_static("inline"),
        _ => media::attachment(&upload.info.name),
    };
    media::serve(&headers, &id, content, &upload.info.mime, disposition).await
}

/// `DELETE /upload/{id}`: the person has taken a file back before the script saw it.
pub(super) async fn remove(
    State(sessions): State<Arc<Sessions>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let session = match session(&sessions, &headers) {
        Ok(session) => session,
        Err(refusal) => return refusal,
    };
    match sessions.app().uploads.remove(session.number, &id) {
        true => StatusCode::NO_CONTENT.into_response(),
        false => not_found(),
    }
}

/// The session that a request is for: its token is in a header, and the page is ours.
fn session(sessions: &Sessions, headers: &HeaderMap) -> Result<Arc<Session>, Response> {
    if !guard::same_origin(headers) {
        tracing::debug!("a page of another site tried to upload a file");
        let text = "only pages of this server may send files\n";
        return Err((StatusCode::FORBIDDEN, text).into_response());
    }
    let token = headers.get(SESSION).and_then(|token| token.to_str().ok());
    token
        .and_then(|token| sessions.find(token))
        .ok_or_else(not_found)
}

/// What a widget of the page takes; nothing is taken for any other widget.
fn rules(session: &Session, widget: &str) -> Option<UploadRules> {
    let page = session.board.page();
    let element = page.root.find(Id::parse(widget)?)?;
    element.spec.as_ref()?;
    if element
        .props
        .get("disabled")
        .is_some_and(|flag| flag == true)
    {
        return None;
    }
    serde_json::from_value(element.props.get("upload")?.clone()).ok()
}

fn refused(error: &UploadError) -> Response {
    let status = match error {
        UploadError::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        UploadError::WrongType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        UploadError::TooMany => StatusCode::TOO_MANY_REQUESTS,
        UploadError::Ended => StatusCode::NOT_FOUND,
        UploadError::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
        UploadError::Disk { source } => {
            tracing::warn!("an uploaded file cannot be kept: {source}");
            let text = "the server cannot keep the file\n";
            return (StatusCode::INSUFFICIENT_STORAGE, text).into_response();
        }
    };
    (status, format!("{error}\n")).into_response()
}

fn broken_off() -> Response {
    (StatusCode::BAD_REQUEST, "the file broke off\n").into_response()
}

fn json(info: &FileInfo) -> impl IntoResponse {
    let kind = HeaderValue::from_static("application/json");
    let text = serde_json::to_string(info).unwrap_or_default();
    ([(header::CONTENT_TYPE, kind)], text)
}

/// A percent-encoded text; what is no UTF-8 becomes a mark for it.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::watch;

    use super::{decoded, rules};
    use crate::{
        app::App, config::Config, pool::Pool, protocol::ServerMessage, run, session::Session,
    };

    #[tokio::test]
    async fn an_upload_takes_no_answer_away_from_the_page() {
        let app = Arc::new(App::open(Config::new("/nowhere/app.rhai")));
        let pool = Arc::new(Pool::new(1, run::STACK));
        let (_close, closing) = watch::channel(false);
        let (session, _task) = Session::new(1, app, pool, closing);
        session.board.reply(ServerMessage::Pong);
        assert!(rules(&session, "1").is_none());
        assert_eq!(session.board.read().replies.len(), 1);
    }

    #[test]
    fn names_are_read_as_far_as_they_can_be() {
        assert_eq!(decoded("Gr%C3%B6%C3%9Fe%201.csv"), "Größe 1.csv");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%zz%4"), "%zz%4");
        assert_eq!(decoded("%ff"), "\u{fffd}");
    }
}

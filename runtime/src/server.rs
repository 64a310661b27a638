//! The edge to browsers: the page and its assets, the socket, media.
//!
//! ```text
//! guard.rs    who may ask: Host against rebinding, Origin against other sites
//! assets.rs   the embedded web client, in the encoding a browser takes
//! socket.rs   one WebSocket: messages in, frames out
//! media.rs    bytes that pages show, whole or in ranges (range.rs)
//! uploads.rs  files from people, on their way to disk
//! components.rs  the files of the app's own widgets, and their frame
//! theme.rs    the look of the app in the page itself, and its fonts
//! connections.rs  taking connections in, and letting silent ones go
//! ```
//! There is no route for what is not needed, and no answer repeats what was asked.

mod assets;
mod components;
mod connections;
mod guard;
mod media;
mod range;
mod socket;
mod theme;
mod uploads;

use std::{io, sync::Arc, time::Duration};

use axum::{
    Router,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::{net::TcpListener, time::timeout};

use self::guard::Guard;
use crate::{app::App, sessions::Sessions, uploads::Uploads};

/// How long browsers may take to hear that the server ends.
const FAREWELL: Duration = Duration::from_millis(900);

/// Serves an app until `shutdown` is done, then tells all browsers, stops all runs, and returns.
///
/// ```no_run
/// # async fn example() -> std::io::Result<()> {
/// use mirror_runtime::{app::App, config::Config, server};
/// let app = std::sync::Arc::new(App::open(Config::new("app.rhai")));
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
/// server::serve(app, listener, std::future::pending()).await
/// # }
/// ```
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    serve_sessions(Sessions::new(app), listener, shutdown).await
}

/// [`serve`], for who wants to reach the sessions too (to tell them that the script changed).
///
/// # Errors
/// When the listener fails.
pub async fn serve_sessions(
    sessions: Arc<Sessions>,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = router(
        &sessions,
        Guard::new(&sessions.app().config, listener.local_addr()?),
    );
    // Folders of servers that were killed; nobody waits for that.
    drop(tokio::task::spawn_blocking(Uploads::sweep));
    let mut closing = sessions.closing();
    let mut server = std::pin::pin!(connections::serve(listener, router, async move {
        // The sender lives as long as the sessions do.
        let _ = closing.wait_for(|closing| *closing).await;
    }));
    tokio::select! {
        failed = &mut server => return failed,
        () = shutdown => {}
    }
    // Whoever does not hear it in time is cut off.
    let ended = timeout(FAREWELL, async { tokio::join!(sessions.close(), server) }).await;
    sessions.app().uploads.close();
    ended.map_or(Ok(()), |((), ended)| ended)
}

/// The files of the web client: their names and bytes, as `mirror docs --export` writes them.
pub fn web_client() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    assets::all()
}

fn router(sessions: &Arc<Sessions>, guard: Guard) -> Router {
    Router::new()
        .route("/", get(assets::page))
        .route("/{page}", get(assets::page_at))
        .route("/assets/{*path}", get(assets::asset))
        .route("/ws", get(socket::connect))
        .route("/media/{id}", get(media::medium))
        .route(
            "/upload/{id}",
            get(uploads::show)
                .post(uploads::take)
                .put(uploads::take)
                .delete(uploads::remove),
        )
        .route("/theme/font/{number}", get(theme::font))
        .route("/component/frame", get(components::frame))
        .route("/component/{id}/{version}/{*path}", get(components::file))
        .route("/health", get(|| async { "ok" }))
        .fallback(|| async { not_found() })
        .with_state(Arc::clone(sessions))
        .layer(middleware::from_fn_with_state(
            Arc::new(guard),
            guard::check,
        ))
}

/// A page that there is not; the text does not repeat what was asked for.
fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "not found\n").into_response()
}

/// Headers for every answer.
const EVERYWHERE: [(HeaderName, HeaderValue); 2] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
];

//! One WebSocket: messages in, frames out. Both directions are futures of one task, so a browser
//! that does not read is still heard (it may want to stop the run).

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    extract::{
        Extension, State,
        ws::{CloseFrame, Message as Packet, WebSocket, WebSocketUpgrade, close_code},
    },
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use tokio::time::{sleep, timeout};

use super::{connections::Peer, guard};
use crate::{
    protocol::{ClientMessage, ServerMessage},
    session::{
        Message, Session,
        seat::{Bell, Seat},
    },
    sessions::{Entered, Hello, Sessions},
    state::Browser,
};

/// The longest message a browser may send.
const LONGEST: usize = 1 << 20;
/// Small, because most sessions are idle most of the time.
const READ_BUFFER: usize = 4 << 10;
/// How long a connection may take until it says hello.
const HELLO_WITHIN: Duration = Duration::from_secs(10);
/// A connection that was silent for so long is asked whether it lives, and given up after as
/// long again. Pages in the background may say nothing for a minute by themselves.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the last words may take.
const LAST_WORDS: Duration = Duration::from_millis(500);

type Out = SplitSink<WebSocket, Packet>;
type In = SplitStream<WebSocket>;

/// Why a conversation ended.
enum End {
    /// The browser left, or nothing is heard of it.
    Gone,
    /// It sent what no page of ours sends.
    Protocol(&'static str),
    /// It sent too much at once.
    TooLong,
    /// There is no room for another session.
    Full(String),
    /// Another page took its place.
    Replaced,
    /// The session or the server ends.
    Closing,
}

/// `GET /ws`.
pub(super) async fn connect(
    State(sessions): State<Arc<Sessions>>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    if !guard::same_origin(&headers) {
        tracing::debug!("a page of another site tried to open a socket");
        return (
            StatusCode::FORBIDDEN,
            "only pages of this server may open a socket\n",
        )
            .into_response();
    }
    let mut about = Browser {
        ip_address: peer.to_string(),
        ..Browser::default()
    };
    about.headers = visible(&headers, &sessions.app().config.context_headers);
    upgrade
        .read_buffer_size(READ_BUFFER)
        .max_message_size(LONGEST)
        .max_frame_size(LONGEST)
        .on_upgrade(|socket| Box::pin(serve(sessions, socket, about)))
}

async fn serve(sessions: Arc<Sessions>, socket: WebSocket, about: Browser) {
    let (mut out, mut incoming) = socket.split();
    let end = converse(&sessions, about, &mut out, &mut incoming).await;
    let _ = timeout(LAST_WORDS, farewell(end, &mut out)).await;
}

async fn converse(
    sessions: &Arc<Sessions>,
    about: Browser,
    out: &mut Out,
    incoming: &mut In,
) -> End {
    let mut closing = sessions.closing();
    let mut hello = match timeout(HELLO_WITHIN, hello(incoming)).await {
        Ok(Ok(hello)) => hello,
        Ok(Err(end)) => return end,
        Err(_) => return End::Protocol("no hello came"),
    };
    let browser = &mut hello.visitor.browser;
    (browser.headers, browser.ip_address) = (about.headers, about.ip_address);
    let Entered {
        session,
        mut seat,
        token,
        resumed,
    } = match sessions.enter(hello).await {
        Ok(entered) => entered,
        Err(full) => return End::Full(full.to_string()),
    };
    let welcome = ServerMessage::Welcome {
        token,
        resumed,
        development: !sessions.app().config.production,
        version: env!("CARGO_PKG_VERSION"),
    };
    let bell = Arc::clone(&seat.bell);
    tokio::select! {
        end = listen(&session, incoming, &bell) => end,
        end = tell(&session, &mut seat, welcome, out) => end,
        () = bell.sent_away() => End::Replaced,
        _ = closing.wait_for(|closing| *closing) => End::Closing,
    }
}

/// Headers that say nothing private; the others a script sees where the app allows them.
const HARMLESS: [&str; 4] = ["accept-language", "host", "origin", "user-agent"];

/// The headers that a script may see.
fn visible(headers: &HeaderMap, allowed: &[String]) -> BTreeMap<String, String> {
    let may = |name: &str| {
        HARMLESS.contains(&name)
            || allowed
                .iter()
                .any(|allowed| allowed.eq_ignore_ascii_case(name))
    };
    let seen = headers.keys().filter(|name| may(name.as_str()));
    seen.map(|name| {
        let values = headers.get_all(name).iter();
        let values: Vec<_> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        (name.as_str().to_owned(), values.join(", "))
    })
    .collect()
}

async fn hello(incoming: &mut In) -> Result<Hello, End> {
    loop {
        match incoming.next().await {
            Some(Ok(Packet::Text(text))) => {
                return parse(&text)
                    .and_then(Hello::read)
                    .ok_or(End::Protocol("a connection begins with hello"));
            }
            Some(Ok(Packet::Ping(_) | Packet::Pong(_))) => {}
            Some(Ok(Packet::Binary(_))) => return Err(End::Protocol("messages are text")),
            Some(Err(error)) => return Err(failure(&error)),
            Some(Ok(Packet::Close(_))) | None => return Err(End::Gone),
        }
    }
}

/// Passes on what the browser says.
async fn listen(session: &Session, incoming: &mut In, bell: &Bell) -> End {
    let mut silent = false;
    loop {
        let packet = match timeout(SILENCE, incoming.next()).await {
            Ok(Some(Ok(packet))) => packet,
            Ok(Some(Err(error))) => return failure(&error),
            Ok(None) => return End::Gone,
            Err(_) if silent => return End::Gone,
            Err(_) => {
                silent = true;
                bell.probe();
                continue;
            }
        };
        silent = false;
        match packet {
            Packet::Text(text) => match parse(&text) {
                Some(ClientMessage::Ping) => session.board.reply(ServerMessage::Pong),
                Some(ClientMessage::Hello { .. }) => {
                    return End::Protocol("hello was said already");
                }
                Some(message) => {
                    if !session.tell(Message::Said(Box::new(message))).await {
                        return End::Closing;
                    }
                }
                None => return End::Protocol("the message cannot be understood"),
            },
            Packet::Binary(_) => return End::Protocol("messages are text"),
            Packet::Pong(_) => session.seats.answer(),
            // Answered by the library.
            Packet::Ping(_) => {}
            Packet::Close(_) => return End::Gone,
        }
    }
}

/// Brings the browser to what is shown, whenever its socket has room: a frame is made only when
/// the one before it is out.
async fn tell(session: &Session, seat: &mut Seat, welcome: ServerMessage, out: &mut Out) -> End {
    if say(out, &welcome).await.is_err() {
        return End::Gone;
    }
    let bell = Arc::clone(&seat.bell);
    loop {
        for message in seat.shown().advance(session.board.read()) {
            if say(out, &message).await.is_err() {
                return End::Gone;
            }
        }
        tokio::select! {
            () = session.board.changed() => {}
            () = bell.probed() => {
                if out.send(Packet::Ping(Default::default())).await.is_err() {
                    return End::Gone;
                }
            }
        }
    }
}

async fn say(out: &mut Out, message: &ServerMessage) -> Result<(), axum::Error> {
    let text = serde_json::to_string(message).map_err(axum::Error::new)?;
    out.send(Packet::text(text)).await
}

fn parse(text: &str) -> Option<ClientMessage> {
    serde_json::from_str(text)
        .inspect_err(|error| tracing::debug!("a message was not understood: {error}"))
        .ok()
}

fn failure(error: &axum::Error) -> End {
    // The library's error is behind a box; its text is stable and a test watches it.
    match error.to_string().starts_with("Space limit exceeded") {
        true => End::TooLong,
        false => End::Gone,
    }
}

/// Says why it ends, as far as anybody listens.
async fn farewell(end: End, out: &mut Out) {
    let (refusal, code, reason) = match end {
        End::Gone => (None, close_code::NORMAL, "goodbye"),
        End::Replaced => (
            None,
            close_code::POLICY,
            "another page took this session up",
        ),
        End::Closing => (None, close_code::AWAY, "the server ends"),
        End::Full(message) => (Some(("full", message)), close_code::AGAIN, "full"),
        End::Protocol(why) => {
            let message = format!("{why}; this page may be older than the server: load it again");
            (Some(("protocol", message)), close_code::POLICY, why)
        }
        End::TooLong => {
            let message = format!("a message may have at most {} KiB", LONGEST >> 10);
            (
                Some(("protocol", message)),
                close_code::SIZE,
                "the message is too long",
            )
        }
    };
    let too_long = code == close_code::SIZE;
    if let Some((reason, message)) = refusal {
        let _ = say(out, &ServerMessage::Refused { reason, message }).await;
    }
    let _ = out
        .send(Packet::Close(Some(CloseFrame {
            code,
            reason: reason.into(),
        })))
        .await;
    if too_long {
        // What was not read would reset the connection, and the last words with it.
        sleep(LAST_WORDS / 2).await;
    }
}

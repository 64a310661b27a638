//! The loop that takes connections in. axum's own has no limit on how long a browser may take
//! to ask; here one that stays silent is let go, so that idle connections cannot use up the server.

use std::{io, net::IpAddr, time::Duration};

use axum::{Extension, Router};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};

/// How long a browser may take to send the head of a request, also between two requests.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long the loop rests when the system gives no more connections.
const REST: Duration = Duration::from_millis(100);

/// Where a connection comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// Serves connections until `closing` is done, then waits for those that are answering.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    closing: impl Future<Output = ()>,
) -> io::Result<()> {
    let answering = GracefulShutdown::new();
    let mut closing = std::pin::pin!(closing);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut closing => break,
        };
        match accepted {
            Ok((stream, from)) => {
                let router = router.clone().layer(Extension(Peer(from.ip())));
                answer(stream, router, &answering);
            }
            // One browser that left early is nothing; too many open files may pass.
            Err(error) => {
                tracing::debug!("a connection was not taken: {error}");
                sleep(REST).await;
            }
        }
    }
    drop(listener);
    answering.shutdown().await;
    Ok(())
}

/// Answers one connection, in a task of its own.
fn answer(stream: TcpStream, router: Router, answering: &GracefulShutdown) {
    // A frame must not wait for the next one to fill a packet.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!("a connection keeps its delay: {error}");
    }
    let mut builder = auto::Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE);
    let service = TowerToHyperService::new(router);
    let connection = builder
        .serve_connection_with_upgrades(TokioIo::new(stream), service)
        .into_owned();
    let watched = answering.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            tracing::debug!("a connection ended early: {error}");
        }
    });
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        time::Instant,
    };

    use super::*;

    /// What a server gives that is told this much, and how long it waits for more.
    async fn told(head: &str) -> (String, Duration) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(|| async { "here" });
        tokio::spawn(serve(listener, router, std::future::pending()));
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let (begun, mut answer) = (Instant::now(), String::new());
        stream.read_to_string(&mut answer).await.unwrap();
        (answer, begun.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn a_browser_that_never_ends_its_question_is_let_go() {
        let (answer, waited) = told("GET / HTTP/1.1\r\nHost: x\r\n").await;
        assert!(!answer.contains("here"), "{answer}");
        assert!(waited >= PATIENCE && waited < PATIENCE * 3, "{waited:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_browser_that_asks_no_more_is_let_go() {
        let (answer, waited) = told("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert!(answer.contains("here"), "{answer}");
        assert!(waited < PATIENCE * 3, "{waited:?}");
    }
}

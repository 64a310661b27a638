//! A large file on its way to disk: how much memory the server takes for it.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, tcp::WriteHalf},
    time::{interval, timeout},
};

use crate::{client::Client, figures::Row, process::Server};

/// How large the file is. It is all zeros and never on this side's disk.
const SIZE: u64 = 2 << 30;
/// How often the server's memory is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// How long the server may take to answer when all is sent.
const ANSWER: Duration = Duration::from_secs(10);
/// The most that the server may grow by.
const MOST: u64 = 8 << 20;

/// What the server grows by while a file comes, and how fast it comes.
pub(super) async fn measure() -> anyhow::Result<Vec<Row>> {
    let server = Server::mirror("upload")?;
    let page = Client::open(server.address).await?;
    let (token, widget) = page.upload_target("File")?;
    let mut stream = TcpStream::connect(server.address).await?;
    let head = format!(
        "POST /upload/{widget} HTTP/1.1\r\nHost: {}\r\nX-Mirror-Session: {token}\r\n\
         X-Mirror-Name: zeros.bin\r\nContent-Length: {SIZE}\r\nConnection: close\r\n\r\n",
        server.address
    );
    let (mut read, mut write) = stream.split();
    let before = server.memory()?;
    let mut peak = before;
    let began = Instant::now();
    write.write_all(head.as_bytes()).await?;
    let mut sending = std::pin::pin!(zeros(&mut write));
    let mut look = interval(LOOK);
    loop {
        tokio::select! {
            sent = &mut sending => break sent?,
            _ = look.tick() => peak = peak.max(server.memory()?),
        }
    }
    let mut answer = String::new();
    timeout(ANSWER, read.read_to_string(&mut answer))
        .await
        .context("the server does not answer")??;
    let took = began.elapsed().as_secs_f64();
    if !answer.starts_with("HTTP/1.1 201") {
        bail!("the server refuses the file: {answer}");
    }
    peak = peak.max(server.memory()?);
    let grown = peak - before;
    remove(&server, token, &answer).await?;
    Ok(vec![Row::new(
        "a file of 2 GB is uploaded: the server grows by",
        "bounded (at most 8 MB)",
        format!(
            "{} (from {} to {}; {:.0} MB/s)",
            megabytes(grown),
            megabytes(before),
            megabytes(peak),
            (SIZE >> 20) as f64 / took
        ),
        grown <= MOST,
    )])
}

/// Takes the file back: the server is killed in the end, and its disk is this machine's.
async fn remove(server: &Server, token: &str, answer: &str) -> anyhow::Result<()> {
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let info: serde_json::Value = serde_json::from_str(body)?;
    let id = info["id"].as_str().context("a file has an id")?;
    let request = format!(
        "DELETE /upload/{id} HTTP/1.1\r\nHost: {}\r\nX-Mirror-Session: {token}\r\nConnection: close\r\n\r\n",
        server.address
    );
    let mut stream = TcpStream::connect(server.address).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut gone = String::new();
    stream.read_to_string(&mut gone).await?;
    if !gone.starts_with("HTTP/1.1 204") {
        bail!("the server keeps the file: {gone}");
    }
    Ok(())
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / f64::from(1 << 20))
}

async fn zeros(stream: &mut WriteHalf<'_>) -> anyhow::Result<()> {
    let piece = vec![0; 256 << 10];
    for _ in 0..SIZE / piece.len() as u64 {
        stream.write_all(&piece).await?;
    }
    Ok(())
}

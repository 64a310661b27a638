//! Tokens, and a browser that does not read.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::{
    client::{Answer, Client},
    figures::{Row, median},
    process::Server,
};

use super::ROUNDS;

const TOKENS: f64 = 1000.0;
/// What the script `flood` shows in all, in bytes.
const SHOWN: u64 = 200 * 200_000;
/// How much the server may grow by a browser that reads nothing: a few pages of 200 KB, and what
/// the system's allocator keeps.
const MOST_OWED: u64 = 8 << 20;

/// A stream of 1,000 tokens, as fast as the script can.
pub(super) async fn tokens() -> anyhow::Result<Vec<Row>> {
    // As the script makes them.
    let text: usize = (0..1000).map(|n| format!("token{n} ").len()).sum();
    let server = Server::mirror("tokens")?;
    let mut page = Client::open(server.address).await?;
    let (mut speeds, mut ratios) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS * 4 {
        let answer = page.set("Run", round % 2 * 2).await?;
        // Every second run shows no text, so that the next one starts from nothing.
        if round % 2 == 1 {
            speeds.push(TOKENS / answer.took.as_secs_f64());
            ratios.push(share(answer, text));
        }
    }
    let slow = page.set("Slow", true).await?;
    let (speed, ratio) = (median(&speeds), median(&ratios));
    Ok(vec![
        Row::new(
            "stream of 1,000 tokens as fast as the script can",
            "at least 100,000 tokens/s",
            format!("{:.1} million tokens/s", speed / 1e6),
            speed >= 1e5,
        ),
        Row::new(
            "the same: bytes",
            "at most 2x the text",
            format!("{ratio:.2}x"),
            ratio <= 2.0,
        ),
        Row::new(
            "the same, one token a millisecond: bytes",
            "at most 2x the text",
            format!("{:.2}x in {} frames", share(slow, text), slow.frames),
            share(slow, text) <= 2.0,
        ),
    ])
}

#[allow(clippy::cast_precision_loss)]
fn share(answer: Answer, text: usize) -> f64 {
    answer.bytes as f64 / text as f64
}

/// How much the server grows by a browser that stops to read while its script shows 40 MB.
pub(super) async fn slow_reader() -> anyhow::Result<Vec<Row>> {
    let server = Server::mirror("flood")?;
    let (mut page, mut other) = (
        Client::open(server.address).await?,
        Client::open(server.address).await?,
    );
    other.set("N", 0).await?;
    let before = server.own_memory()?;
    page.send("N", 1).await?;
    let end = Instant::now() + Duration::from_millis(5500);
    let mut most = before;
    while Instant::now() < end {
        sleep(Duration::from_millis(20)).await;
        most = most.max(server.own_memory()?);
    }
    let (grown, shown) = (most.saturating_sub(before), SHOWN >> 20);
    Ok(vec![Row::new(
        "a browser stops to read while its script shows 40 MB: the server grows by",
        "bounded (at most 8 MB)",
        format!("{:.1} MB of {shown} MB", mega(grown)),
        grown <= MOST_OWED,
    )])
}

#[allow(clippy::cast_precision_loss)]
pub(super) fn mega(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

//! A thousand sessions at once, each with one event a second.

use std::{net::SocketAddr, time::Duration};

use futures_util::{StreamExt, stream};
use tokio::time::{Instant, sleep, sleep_until};

use crate::{
    client::Client,
    figures::{Row, median, millis, percentile},
    process::Server,
};

const SESSIONS: u32 = 1000;
/// How many open at the same time.
const DOORS: usize = 32;
/// How many events each session sends in a round, one a second.
const EVENTS: u32 = 3;
const ROUNDS: usize = 3;

/// The latency that each feels, and the memory that each takes.
pub(super) async fn measure() -> anyhow::Result<Vec<Row>> {
    let server = Server::mirror("hello")?;
    // What the first session brings along is no cost of the thousandth.
    let mut first = Client::open(server.address).await?;
    for n in 0..20 {
        first.set("N", n).await?;
    }
    let (memory, own) = (server.memory()?, server.own_memory()?);
    let mut pages = open_all(server.address).await?;
    let (mut p95s, mut p50s, mut cpu) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let before = server.cpu()?;
        let times = all_speak(&mut pages, round).await?;
        cpu.push(millis(server.cpu()? - before) / f64::from(SESSIONS * EVENTS));
        p95s.push(percentile(&times, 0.95));
        p50s.push(median(&times));
    }
    let per_session =
        |after: u64, before: u64| after.saturating_sub(before) / u64::from(SESSIONS) / 1024;
    let (each, each_own) = (
        per_session(server.memory()?, memory),
        per_session(server.own_memory()?, own),
    );
    let p95 = median(&p95s);
    Ok(vec![
        Row::new(
            "1,000 sessions, one event a second each: p95",
            "under 20 ms",
            format!(
                "{p95:.2} ms (p50 {:.2} ms, CPU {:.3} ms an event)",
                median(&p50s),
                median(&cpu)
            ),
            p95 < 20.0,
        ),
        Row::new(
            "the same: memory for each hello session",
            "at most 40 KB",
            format!("{each} KB ({each_own} KB without the program's own pages)"),
            each <= 40,
        ),
    ])
}

async fn open_all(address: SocketAddr) -> anyhow::Result<Vec<Client>> {
    let opening = stream::iter(0..SESSIONS)
        .map(|_| Client::open(address))
        .buffer_unordered(DOORS);
    opening.collect::<Vec<_>>().await.into_iter().collect()
}

/// Each speaks once a second, at its own moment of it.
async fn all_speak(pages: &mut [Client], round: usize) -> anyhow::Result<Vec<f64>> {
    let start = Instant::now() + Duration::from_millis(50);
    let speaking = pages.iter_mut().zip(0..).map(async |(page, place)| {
        let mut times = Vec::new();
        let own = start + Duration::from_secs(1) * place / SESSIONS;
        for event in 0..EVENTS {
            sleep_until(own + Duration::from_secs(1) * event).await;
            let value = (usize::try_from(event)? + round) % 2 + 10;
            times.push(millis(page.set("N", value).await?.took));
        }
        anyhow::Ok(times)
    });
    let all = futures_util::future::try_join_all(speaking).await?;
    sleep(Duration::from_millis(100)).await;
    Ok(all.concat())
}

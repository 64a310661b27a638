//! A script that does not end: what its neighbors feel, and how soon a new event stops it.

use std::time::Duration;

use tokio::time::sleep;

use crate::{
    client::Client,
    figures::{Row, median, millis, percentile},
    process::Server,
};

use super::ROUNDS;

/// The neighbor's events in one round.
const EVENTS: usize = 300;
/// How often the loop is stopped in one round.
const STOPS: usize = 4;

/// The neighbor's p95 beside an endless loop, and the time to stop it.
pub(super) async fn measure() -> anyhow::Result<Vec<Row>> {
    let server = Server::mirror("endless")?;
    let (mut endless, mut other) = (
        Client::open(server.address).await?,
        Client::open(server.address).await?,
    );
    speak(&mut other).await?;
    let (mut alone, mut beside, mut ratios, mut stops) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        alone.push(speak(&mut other).await?);
        endless.send("N", 1).await?;
        endless.until_running().await?;
        beside.push(speak(&mut other).await?);
        stops.push(millis(endless.set("N", 2).await?.took));
        for _ in 1..STOPS {
            endless.send("N", 1).await?;
            endless.until_running().await?;
            stops.push(millis(endless.set("N", 2).await?.took));
        }
        ratios.push(beside[beside.len() - 1] / alone[alone.len() - 1]);
    }
    let (ratio, stop) = (median(&ratios), percentile(&stops, 0.95));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(vec![
        Row::new(
            "endless loop in one session: others' p95",
            "at most 2x while cores remain",
            format!(
                "{ratio:.2}x ({:.2} ms; without {:.2} ms; {cores} cores)",
                median(&beside),
                median(&alone)
            ),
            ratio <= 2.0,
        ),
        Row::new(
            "the same: a new event stops it within",
            "20 ms",
            format!("{stop:.1} ms at p95 (median {:.1} ms)", median(&stops)),
            stop <= 20.0,
        ),
    ])
}

/// The p95 of events that come a few milliseconds apart.
async fn speak(page: &mut Client) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    for event in 0..EVENTS {
        times.push(millis(page.set("N", event % 2 + 10).await?.took));
        sleep(Duration::from_millis(2)).await;
    }
    Ok(percentile(&times, 0.95))
}

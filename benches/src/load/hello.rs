//! The smallest app: one event in, one frame out, against a bare echo.

use std::time::Duration;

use crate::{
    client::Client,
    figures::{Row, median, millis},
    process::Server,
};

use super::ROUNDS;

/// Events in one round.
const EVENTS: usize = 800;
/// As long as an event, so that the echo carries what Mirror receives.
const ECHOED: &str = r#"{"type":"event","id":"a1b2c3d4e5","value":500,"seq":1000}"#;

/// One event in, one frame out.
pub(super) async fn measure() -> anyhow::Result<Vec<Row>> {
    let (echo, mirror) = (Server::echo()?, Server::mirror("hello")?);
    let mut bare = Client::connect(echo.address).await?;
    let mut page = Client::open(mirror.address).await?;
    let (mut ratios, mut echoes, mut frames) = (Vec::new(), Vec::new(), Vec::new());
    let (mut cpu, mut echo_cpu) = (Duration::ZERO, Duration::ZERO);
    // The first round warms both up.
    for round in 0..=ROUNDS {
        let (mut echoed, mut framed) = (Vec::new(), Vec::new());
        let before = (echo.cpu()?, mirror.cpu()?);
        for _ in 0..EVENTS {
            echoed.push(millis(bare.exchange(ECHOED).await?));
        }
        for event in 0..EVENTS {
            framed.push(millis(page.set("N", event % 2 + 10).await?.took));
        }
        if round > 0 {
            let (echoed, framed) = (median(&echoed), median(&framed));
            ratios.push(framed / echoed);
            echoes.push(echoed);
            frames.push(framed);
            echo_cpu += echo.cpu()? - before.0;
            cpu += mirror.cpu()? - before.1;
        }
    }
    // The system counts CPU time in steps of 10 ms, so it is taken over all rounds.
    let (ratio, cpu, echo_cpu) = (median(&ratios), per_event(cpu), per_event(echo_cpu));
    Ok(vec![
        Row::new(
            "hello: event in, frame out, p50",
            "at most 2x the bare echo",
            format!(
                "{ratio:.2}x ({:.0} µs; echo {:.0} µs)",
                median(&frames) * 1e3,
                median(&echoes) * 1e3
            ),
            ratio <= 2.0,
        ),
        Row::new(
            "hello: server CPU per event",
            "at most 0.1 ms",
            format!("{cpu:.3} ms (echo {echo_cpu:.3} ms)"),
            cpu <= 0.1,
        ),
    ])
}

#[allow(clippy::cast_precision_loss)]
fn per_event(used: Duration) -> f64 {
    millis(used) / (ROUNDS * EVENTS) as f64
}

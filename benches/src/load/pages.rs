//! Pages of a thousand elements or inputs.

use std::time::Duration;

use crate::{
    client::Client,
    figures::{Row, median, millis},
    process::Server,
};

use super::ROUNDS;

/// Events in one round.
const EVENTS: u32 = 60;

/// A thousand elements, one of which depends on the slider.
pub(super) async fn elements() -> anyhow::Result<Vec<Row>> {
    let server = Server::mirror("elements")?;
    let mut page = Client::open(server.address).await?;
    let (mut times, mut bytes, mut frames) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let mut took = Vec::new();
        for event in 0..EVENTS {
            let answer = page.set("N", event % 2 + 10).await?;
            took.push(millis(answer.took));
            bytes.push(answer.bytes);
            frames.push(answer.frames);
        }
        if round > 0 {
            times.push(median(&took));
        }
    }
    // A run that was held up for 40 ms shows its page meanwhile, so the largest says nothing.
    let (p50, bytes, frames) = (median(&times), median(&bytes), median(&frames));
    Ok(vec![
        Row::new(
            "1,000 elements, one depends on the slider: size",
            "one frame of at most 200 bytes",
            format!("{frames} frame of {bytes} bytes"),
            frames == 1 && bytes <= 200,
        ),
        Row::new(
            "the same: event in, frame out, p50",
            "at most 2 ms",
            format!("{p50:.2} ms"),
            p50 <= 2.0,
        ),
    ])
}

/// A thousand text inputs with keys, one of which changes.
pub(super) async fn inputs() -> anyhow::Result<Vec<Row>> {
    let server = Server::mirror("inputs")?;
    let mut page = Client::open(server.address).await?;
    let (mut cpu, mut times) = (Duration::ZERO, Vec::new());
    for round in 0..=ROUNDS {
        let mut took = Vec::new();
        let before = server.cpu()?;
        for event in 0..EVENTS {
            took.push(millis(
                page.set("Input 500", format!("text {event}")).await?.took,
            ));
        }
        if round > 0 {
            cpu += server.cpu()? - before;
            times.push(median(&took));
        }
    }
    #[allow(clippy::cast_precision_loss)]
    let cpu = millis(cpu) / ROUNDS as f64 / f64::from(EVENTS);
    Ok(vec![Row::new(
        "1,000 keyed text inputs, one changes: CPU per rerun (Streamlit 1.67: about 1,700 ms)",
        "at most 5 ms",
        format!("{cpu:.2} ms (p50 {:.2} ms)", median(&times)),
        cpu <= 5.0,
    )])
}

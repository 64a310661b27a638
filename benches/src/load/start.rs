//! Start, idle memory, first load.

use std::time::Duration;

use tokio::time::sleep;

use super::{ROUNDS, stream::mega};
use crate::{
    figures::{Row, median, millis},
    process::Server,
    web,
};

/// The most bytes of JavaScript and CSS in a first load.
const MOST_CODE: usize = 60 << 10;
const MOST_REQUESTS: usize = 6;

/// From the start of the process to the first page, and the memory of a server nobody uses.
pub(super) async fn measure() -> anyhow::Result<Vec<Row>> {
    let (mut times, mut memory, mut own) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let server = Server::mirror("hello")?;
        web::fetch(server.address, "/", "br").await?;
        times.push(millis(server.started.elapsed()));
        sleep(Duration::from_millis(300)).await;
        memory.push(mega(server.memory()?));
        own.push(mega(server.own_memory()?));
    }
    let (time, memory) = (median(&times), median(&memory));
    Ok(vec![
        Row::new(
            "idle memory after start, no model",
            "at most 20 MB",
            format!(
                "{memory:.1} MB ({:.1} MB without the program's own pages)",
                median(&own)
            ),
            memory <= 20.0,
        ),
        Row::new(
            "start to first page served",
            "at most 100 ms",
            format!("{time:.0} ms"),
            time <= 100.0,
        ),
    ])
}

/// What a browser fetches for the hello page.
pub(super) async fn first_load() -> anyhow::Result<Vec<Row>> {
    let server = Server::mirror("hello")?;
    let load = web::first_load(server.address).await?;
    let outside = match load.external.len() {
        0 => "nothing external".to_owned(),
        _ => format!("external: {}", load.external.join(", ")),
    };
    let met = load.code <= MOST_CODE && load.requests <= MOST_REQUESTS && load.external.is_empty();
    #[allow(clippy::cast_precision_loss)]
    let kilo = |bytes: usize| bytes as f64 / 1024.0;
    let measured = format!(
        "{:.1} KB in {} requests, {outside} (with page, font and icon {:.1} KB)",
        kilo(load.code),
        load.requests,
        kilo(load.all)
    );
    Ok(vec![Row::new(
        "first load of the hello page: JS + CSS in brotli",
        "at most 60 KB in at most 6 requests, nothing external",
        measured,
        met,
    )])
}

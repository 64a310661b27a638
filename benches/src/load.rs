//! The rows of the table, in the order in which they are printed.
//!
//! ```text
//! hello.rs      one event in, one frame out, against the bare echo
//! pages.rs      pages of a thousand elements or inputs
//! crowd.rs      a thousand sessions at once
//! stream.rs     tokens, and a browser that does not read
//! endless.rs    a script that does not end, and its neighbors
//! upload.rs     a file that is larger than memory should be
//! start.rs      start, idle memory, first load
//! ```

mod crowd;
mod endless;
mod hello;
mod pages;
mod start;
mod stream;
mod upload;

use std::{pin::Pin, time::Duration};

use tokio::time::timeout;

use crate::figures::{Row, Verdict};

/// How often each figure is taken; the median counts, since other programs may be at work.
const ROUNDS: usize = 5;
/// How long one measurement may take. All together take about half a minute.
const PATIENCE: Duration = Duration::from_secs(25);

type Measuring = Pin<Box<dyn Future<Output = anyhow::Result<Vec<Row>>>>>;

/// A measurement, by name.
pub struct Measurement {
    /// What `load NAME` runs alone.
    pub name: &'static str,
    run: fn() -> Measuring,
}

/// All measurements.
pub const ALL: &[Measurement] = &[
    Measurement {
        name: "hello",
        run: || Box::pin(hello::measure()),
    },
    Measurement {
        name: "elements",
        run: || Box::pin(pages::elements()),
    },
    Measurement {
        name: "inputs",
        run: || Box::pin(pages::inputs()),
    },
    Measurement {
        name: "crowd",
        run: || Box::pin(crowd::measure()),
    },
    Measurement {
        name: "stream",
        run: || Box::pin(stream::tokens()),
    },
    Measurement {
        name: "slow-reader",
        run: || Box::pin(stream::slow_reader()),
    },
    Measurement {
        name: "endless",
        run: || Box::pin(endless::measure()),
    },
    Measurement {
        name: "upload",
        run: || Box::pin(upload::measure()),
    },
    Measurement {
        name: "start",
        run: || Box::pin(start::measure()),
    },
    Measurement {
        name: "first-load",
        run: || Box::pin(start::first_load()),
    },
];

impl Measurement {
    /// Takes it. What fails becomes a row that says so.
    pub async fn take(&self) -> Vec<Row> {
        let failure = match timeout(PATIENCE, (self.run)()).await {
            Ok(Ok(rows)) => return rows,
            Ok(Err(error)) => format!("{error:#}"),
            Err(_) => format!("it took longer than {} s", PATIENCE.as_secs()),
        };
        vec![Row {
            measure: self.name,
            target: "",
            measured: failure,
            verdict: Verdict::Unknown,
        }]
    }
}

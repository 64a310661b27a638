//! What the benchmarks and the load generator share.
//!
//! ```text
//! runner.rs    an app and one session on this thread, without a server (benches/*.rs)
//! figures.rs   medians, percentiles, and the table that `load` prints
//! process.rs   a child process: `mirror run` or the bare echo, its memory and its CPU time
//! client.rs    a browser that only speaks the protocol and keeps time
//! web.rs       what a browser fetches before it opens the socket
//! load/        the rows of the table, in the order in which they are printed
//! ```
#![warn(missing_docs)]

pub mod client;
pub mod figures;
pub mod load;
pub mod process;
pub mod runner;
pub mod web;

use std::path::PathBuf;

/// A script of `benches/scripts`.
pub fn script(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("scripts")
        .join(format!("{name}.rhai"))
}

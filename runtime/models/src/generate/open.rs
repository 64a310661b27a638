//! Opening a model's file in ONNX Runtime.

use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use ort::environment::Environment;
use ort::session::Session;
use ort::session::builder::GraphOptimizationLevel;

use crate::stop::StopFlag;

/// How many letters of ONNX Runtime's own words are passed on.
const LONGEST_REASON: usize = 300;

/// Builds the session.
pub(crate) fn open(
    path: &Path,
    environment: &Environment,
    threads: usize,
    stop: &StopFlag,
) -> ort::Result<Session> {
    let mut builder = Session::builder(environment)?
        .with_optimization_level(GraphOptimizationLevel::All)?
        .with_intra_threads(threads)?
        // Waiting threads give their core to whatever else the machine does.
        .with_intra_op_spinning(false)?
        // Shapes differ at each step, so a remembered layout of memory never fits.
        .with_memory_pattern(false)?;
    let canceler = builder.canceler();
    thread::scope(|scope| {
        // Dropped at the end of the loading, however it ends; then the other thread ends too.
        let (_loading, loaded) = channel::<()>();
        scope.spawn(move || {
            while loaded.recv_timeout(Duration::from_millis(5)) == Err(RecvTimeoutError::Timeout) {
                if stop.stopped() {
                    // If it cannot be canceled, the loading runs to its end.
                    let _ = canceler.cancel();
                }
            }
        });
        builder.commit_from_file(path)
    })
}

/// What happened, out of ONNX Runtime's message: its first line, without the path, which we show ourselves.
pub(crate) fn reason(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let told = line
        .strip_prefix("Load model from")
        .and_then(|rest| rest.split_once("failed:"));
    let told = told
        .map_or(line, |(_, told)| told)
        .trim()
        .trim_end_matches('.');
    // Some messages quote the whole graph around the mistake.
    told.chars().take(LONGEST_REASON).collect()
}

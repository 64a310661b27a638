//! Measures a running server and prints one table: `cargo run --release -p mirror-benches --bin load`.
//! Names of measurements (`load hello stream`) take these alone.

use std::{
    env,
    io::{self, Write},
    process::ExitCode,
    time::Instant,
};

use anyhow::bail;
use mirror_benches::{
    figures::Verdict,
    load,
    process::{self, ECHO},
};

fn main() -> anyhow::Result<ExitCode> {
    let names: Vec<String> = env::args().skip(1).collect();
    if names == [ECHO] {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(process::serve_echo())?;
        return Ok(ExitCode::SUCCESS);
    }
    // The load comes from one thread, so that most of the machine is the server's.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(measure(&names))
}

async fn measure(names: &[String]) -> anyhow::Result<ExitCode> {
    let known = |name: &String| {
        load::ALL
            .iter()
            .any(|measurement| measurement.name == name.as_str())
    };
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let all: Vec<&str> = load::ALL
            .iter()
            .map(|measurement| measurement.name)
            .collect();
        bail!(
            "there is no measurement `{unknown}`; there are {}",
            all.join(", ")
        );
    }
    process::build_mirror()?;
    process::mirror_binary()?;
    let (started, busy) = (Instant::now(), others_at_work());
    let mut out = io::stdout();
    writeln!(
        out,
        "| measure | target | measured | verdict |\n|---|---|---|---|"
    )?;
    let mut missed = 0;
    for measurement in load::ALL {
        if !names.is_empty() && !names.iter().any(|name| name == measurement.name) {
            continue;
        }
        for row in measurement.take().await {
            writeln!(out, "{row}")?;
            missed += usize::from(matches!(row.verdict, Verdict::Missed | Verdict::Unknown));
        }
    }
    let build = if cfg!(debug_assertions) {
        "; a DEBUG build, whose figures mean nothing"
    } else {
        ""
    };
    writeln!(
        out,
        "\n{missed} missed; {:.0} s{busy}{build}",
        started.elapsed().as_secs_f64()
    )?;
    Ok(if missed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// How busy the machine was before: then the figures are worse than they need be.
fn others_at_work() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    match load.split(' ').next() {
        Some(load) if !load.is_empty() => format!("; load average before the first row: {load}"),
        _ => String::new(),
    }
}

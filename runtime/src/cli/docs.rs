//! `mirror docs`: the gallery in the browser, one widget in the terminal, or all of it as a site.

mod export;
mod gallery;
mod page;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, TcpListener},
    path::Path,
    process::ExitCode,
};

use anyhow::bail;
use mirror_runtime::{
    config::Settings,
    script::topics::{nearest_topic, topics},
};

use super::{Paint, run, say};

/// Shows what was asked for.
pub(super) fn docs(
    name: Option<&str>,
    export: Option<&Path>,
    settings: Settings,
) -> anyhow::Result<ExitCode> {
    match (name, export) {
        (_, Some(folder)) => export::export(folder),
        (Some(name), None) => print(name),
        (None, None) => open(settings),
    }
}

/// Serves the gallery, on any port that is free where none was wished for.
fn open(mut settings: Settings) -> anyhow::Result<ExitCode> {
    let folder = gallery::folder()?;
    // Nobody edits it, unless it is the repository's own.
    settings.no_watch = settings.no_watch.or(Some(!gallery::is_source(&folder)));
    let host = settings.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let usual = settings.port.is_none() && TcpListener::bind((host, 8501)).is_err();
    if usual {
        settings.port = Some(0);
    }
    run::run(&folder.join("gallery.rhai"), settings)
}

fn print(name: &str) -> anyhow::Result<ExitCode> {
    let wanted = name.trim().trim_start_matches("st.").trim_end_matches("()");
    let paint = Paint::of(&io::stdout());
    match page::page(wanted, paint, width()) {
        Some(text) => {
            say(text);
            Ok(ExitCode::SUCCESS)
        }
        None => match nearest_topic(wanted) {
            Some(near) => bail!("there is no `{wanted}`; did you mean `{near}`?"),
            None => {
                let all: Vec<&str> = topics().iter().map(|topic| topic.name).collect();
                bail!("there is no `{wanted}`; there are {}", all.join(", "))
            }
        },
    }
}

/// How wide a line may be: the terminal's own width is not known without asking the system.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok();
    let columns = columns.and_then(|columns| columns.parse().ok());
    columns.unwrap_or(80_usize).clamp(40, 100)
}

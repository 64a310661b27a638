//! `mirror docs --export`: the gallery as files for any web server, one page per widget. Each page
//! holds its elements as data, and the web client draws them without a server.

use std::{
    fs,
    path::Path,
    process::ExitCode,
    sync::{Arc, atomic::AtomicBool},
};

use anyhow::{Context, bail};
use mirror_runtime::{
    app::App,
    config::Config,
    run::{self, Cause, End, Outlet, Page, execute},
    script::{
        Script,
        topics::{Topic, topics},
    },
    server::web_client,
    state::{Browser, State},
};
use serde_json::Value;

use super::{
    super::{counted, say},
    gallery,
};

mod files;
mod html;

/// How often an example may ask to run again.
const MOST_RERUNS: usize = 20;

/// Writes the site.
pub(super) fn export(folder: &Path) -> anyhow::Result<ExitCode> {
    let script = gallery::folder()?.join("gallery.rhai");
    if folder.is_dir()
        && fs::read_dir(folder)?.next().is_some()
        && !folder.join("index.html").is_file()
    {
        bail!(
            "`{}` holds other files; give a new folder, or one of an earlier export",
            folder.display()
        );
    }
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let place = folder.to_path_buf();
    // Scripts run on threads with a deep stack.
    let written = std::thread::Builder::new()
        .stack_size(run::STACK)
        .spawn(move || site(&script, &place))?
        .join();
    let pages = written
        .ok()
        .context("the export panicked; this is a bug in Mirror")??;
    say(format!(
        "Wrote {} to {}",
        counted(pages, "page"),
        folder.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn site(script: &Path, folder: &Path) -> anyhow::Result<usize> {
    let app = App::open(Config::new(script));
    let current = app.current();
    let Some(script) = current.script else {
        let problem = current.problem.map(|problem| problem.to_string());
        bail!(
            "the gallery does not compile: {}",
            problem.unwrap_or_default()
        );
    };
    let template = html::Template::new(web_client())?;
    files::assets(folder, web_client())?;
    let topics = topics();
    files::save(
        &folder.join("assets/words.js"),
        html::words(&topics).as_bytes(),
    )?;
    files::save(
        &folder.join("assets/boot.js"),
        include_bytes!("site/boot.js"),
    )?;
    for topic in [None].into_iter().chain(topics.iter().map(Some)) {
        let mut page = shown(&app, &script, topic);
        files::bring(&app, folder, &mut page)?;
        html::note(&mut page);
        let name = topic.map_or("index", |topic| topic.name);
        let text = template.page(topic, &topics, &page);
        files::save(&folder.join(format!("{name}.html")), text.as_bytes())?;
    }
    Ok(topics.len() + 1)
}

/// Nobody looks while it runs.
struct Nowhere;

impl Outlet for Nowhere {
    fn show(&self, _page: Page) {}
}

/// The gallery's page of one widget, or the first one.
fn shown(app: &App, script: &Arc<Script>, topic: Option<&Topic>) -> Value {
    let browser = Browser {
        locale: "en-US".into(),
        timezone: "UTC".into(),
        theme: "light".into(),
        ..Browser::default()
    };
    let mut state = State {
        session: 1,
        browser,
        ..State::default()
    };
    let mut cause = Cause {
        query: topic.map(|topic| format!("widget={}", topic.name)),
        ..Cause::default()
    };
    for _ in 0..MOST_RERUNS {
        let stop = Arc::new(AtomicBool::new(false));
        let outcome = execute(app, script, state, cause, Arc::new(Nowhere), stop);
        state = outcome.state;
        match outcome.end {
            End::Again { unread } => cause = unread,
            End::Failed(problem) => {
                tracing::warn!("{problem}");
                return data(&outcome.page);
            }
            End::Done | End::Stopped { .. } => return data(&outcome.page),
        }
    }
    serde_json::to_value(&state.page).unwrap_or_default()
}

fn data(page: &Page) -> Value {
    serde_json::to_value(&page.root).unwrap_or_default()
}

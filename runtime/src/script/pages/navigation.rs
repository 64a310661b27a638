//! `st.navigation(...)`: which page is shown, and the menu.

use std::sync::Arc;

use mirror_widgets::{Id, Value};
use rhai::{Array, Dynamic, EvalAltResult, Map};
use serde_json::json;

use super::{Body, Outcome, Page, PageHandle, make};
use crate::script::{
    context::Run,
    handle::Call,
    options::{choice, flag, options},
};

/// Pages under one heading of the menu.
pub(super) struct Section {
    /// The heading; none for pages without.
    title: String,
    /// Its pages.
    pages: Vec<PageHandle>,
}

/// Takes in which pages there are, and gives the one to run.
pub(super) fn navigation(mut call: Call<'_, '_>) -> Outcome {
    options(&mut call, "navigation", &["pages", "position", "expanded"])?;
    let given = match call.places.len() {
        0 => call.take("pages"),
        1 => call.places.pop(),
        _ => return Err(call.error("navigation: takes the pages by place; give the rest by name")),
    };
    let given = given.ok_or_else(|| call.error("navigation: give a list of pages"))?;
    let position = choice(
        &mut call,
        "navigation",
        "position",
        &["sidebar", "top", "hidden"],
    )?;
    let expanded = flag(&mut call, "navigation", "expanded")?;
    let sections = sections(&call, &given)?;
    let current = settle(&call.run, sections, position, expanded)
        .map_err(|why| call.error(format!("navigation: {why}")))?;
    Ok(Dynamic::from(current))
}

fn sections(call: &Call<'_, '_>, given: &Dynamic) -> Result<Vec<Section>, Box<EvalAltResult>> {
    if given.is_array() {
        return Ok(vec![Section::read(call, String::new(), given)?]);
    }
    let Some(map) = given.read_lock::<Map>() else {
        return Err(call.error("navigation: give a list of pages, or a map of lists by section"));
    };
    let mut sections = Vec::with_capacity(map.len());
    for (title, pages) in map.iter() {
        sections.push(Section::read(call, title.to_string(), pages)?);
    }
    // A map is ordered by its names; what counts is in which order the script made the pages.
    sections.sort_by_key(|section| section.pages.iter().map(|page| page.0.number).min());
    Ok(sections)
}

impl Section {
    /// A section of these pages.
    pub(super) fn of(pages: Vec<PageHandle>) -> Self {
        Self {
            title: String::new(),
            pages,
        }
    }

    fn read(
        call: &Call<'_, '_>,
        title: String,
        pages: &Dynamic,
    ) -> Result<Self, Box<EvalAltResult>> {
        let Some(list) = pages.read_lock::<Array>() else {
            return Err(call.error(format!(
                "navigation: section `{title}` must be a list of pages"
            )));
        };
        let pages = list
            .iter()
            .map(|page| make::named(call, "navigation", page));
        Ok(Self {
            title,
            pages: pages.collect::<Result<_, _>>()?,
        })
    }

    fn listed(&self) -> Value {
        let pages = self.pages.iter().filter(|page| !page.0.hidden);
        json!({ "title": self.title, "pages": pages.map(PageHandle::listed).collect::<Vec<_>>() })
    }
}

/// Shows the menu and finds the page that the address asks for.
pub(super) fn settle(
    run: &Run,
    mut sections: Vec<Section>,
    position: &str,
    expanded: bool,
) -> Result<PageHandle, String> {
    put_first(&mut sections)?;
    let all: Vec<PageHandle> = sections
        .iter()
        .flat_map(|section| section.pages.iter().cloned())
        .collect();
    let inside = || all.iter().filter(|page| !page.is_elsewhere());
    for (at, page) in inside().enumerate() {
        if let Some(twin) = inside().take(at).find(|other| other.0.path == page.0.path) {
            return Err(format!(
                "`{}` and `{}` have the same address `{}`; give one another `url_path`",
                twin.0.title, page.0.title, page.0.path
            ));
        }
    }
    let mut inner = run.inner();
    let asked = inner.pages.path.clone();
    let current = inside()
        .find(|page| page.0.path == asked)
        .or_else(|| inside().find(|page| page.0.default && page.0.name == asked))
        .cloned()
        .unwrap_or_else(|| missing(&asked, &all));
    let listed = all.iter().filter(|page| !page.0.hidden).count();
    if position == "sidebar" && listed > 1 {
        inner.page.open_sidebar();
    }
    let sections: Vec<Value> = sections.iter().map(Section::listed).collect();
    let sections: Vec<Value> = sections
        .into_iter()
        .filter(|section| {
            section["pages"]
                .as_array()
                .is_some_and(|pages| !pages.is_empty())
        })
        .collect();
    if position != "hidden" && listed > 1 {
        let menu = json!({ "position": position, "expanded": expanded, "sections": sections });
        inner.page.set(Id::ROOT, "navigation", menu);
    } else {
        inner.page.unset(Id::ROOT, "navigation");
    }
    let path = match current.0.body {
        Body::Missing(..) => asked,
        _ => current.0.path.clone(),
    };
    if inner.page.was("path").is_some_and(|before| *before != path) {
        inner.page.leave_page();
    }
    inner.page.set(Id::ROOT, "path", path.clone().into());
    if !inner.pages.titled {
        // The tab is called after the page; the bar at the top still says whose page it is.
        inner.page.set(Id::ROOT, "app", run.0.script.title().into());
        inner
            .page
            .set(Id::ROOT, "title", current.0.title.clone().into());
    }
    if let (false, Some(icon)) = (inner.pages.marked, &current.0.icon) {
        inner.page.set(Id::ROOT, "icon", icon.clone().into());
    }
    inner.pages.navigated = true;
    inner.pages.path = path;
    inner.vars.known_pages = all;
    Ok(current)
}

/// One page is shown first: the one that says so, else the first of all.
fn put_first(sections: &mut [Section]) -> Result<(), String> {
    let pages = || sections.iter().flat_map(|section| &section.pages);
    let defaults: Vec<&PageHandle> = pages().filter(|page| page.0.default).collect();
    match defaults.as_slice() {
        [first, second, ..] => Err(format!(
            "`{}` and `{}` both have `default=true`; only one page is shown first",
            first.0.title, second.0.title
        )),
        [_] => Ok(()),
        [] => {
            let mut pages = sections.iter_mut().flat_map(|section| &mut section.pages);
            let first = pages
                .find(|page| !page.is_elsewhere())
                .ok_or("there is no page; give at least one that is not elsewhere")?;
            *first = PageHandle(Arc::new(Page {
                path: String::new(),
                default: true,
                ..(*first.0).clone()
            }));
            Ok(())
        }
    }
}

/// What is shown for a page that there is not.
pub(super) fn missing(asked: &str, all: &[PageHandle]) -> PageHandle {
    PageHandle(Arc::new(Page {
        title: "Page not found".into(),
        icon: None,
        help: None,
        path: asked.to_owned(),
        name: asked.to_owned(),
        default: false,
        hidden: true,
        body: Body::Missing(asked.to_owned(), all.to_vec()),
        number: 0,
    }))
}

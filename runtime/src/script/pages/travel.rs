//! `st.switch_page` and `st.page_link`: ways from one page to another.

use mirror_widgets::{Arg, call::nearest};
use rhai::{Dynamic, EvalAltResult, Map, Position};
use serde_json::json;

use super::{Body, Outcome, PageHandle};
use crate::script::{
    context::{RerunCalled, Run},
    convert,
    handle::{Call, draw_with},
    options::options,
    query::{encode_query, to_pairs},
};

/// Goes to another page at once.
pub(super) fn switch_page(mut call: Call<'_, '_>) -> Outcome {
    options(&mut call, "switch_page", &["page", "query_params"])?;
    let wanted = match call.places.len() {
        0 => call.take("page"),
        1 => call.places.pop(),
        _ => {
            return Err(
                call.error("switch_page: takes the page by place; give `query_params` by name")
            );
        }
    };
    let wanted =
        wanted.ok_or_else(|| call.error("switch_page: give a page, its file or its address"))?;
    let page = find(&call, "switch_page", &wanted)?;
    if page.is_elsewhere() {
        return Err(call.error(
            "switch_page: the page is elsewhere; give people a link with `st.link_button`",
        ));
    }
    let pairs = pairs(&mut call, "switch_page")?;
    let mut inner = call.run.inner();
    inner.pages.path.clone_from(&page.0.path);
    inner.query = pairs;
    inner.show_query();
    drop(inner);
    Err(EvalAltResult::ErrorTerminated(RerunCalled.into(), Position::NONE).into())
}

const LINK: &[&str] = &[
    "page",
    "label",
    "icon",
    "icon_position",
    "help",
    "disabled",
    "width",
    "query_params",
    "key",
];

/// A link to a page of the app, or elsewhere.
pub(super) fn page_link(mut call: Call<'_, '_>) -> Outcome {
    options(&mut call, "page_link", LINK)?;
    if call.places.len() > 3 {
        return Err(
            call.error("page_link: takes page, label and icon by place; give the rest by name")
        );
    }
    let mut places = std::mem::take(&mut call.places).into_iter();
    let wanted = places.next().or_else(|| call.take("page"));
    let wanted = wanted.ok_or_else(|| {
        call.error("page_link: give a page, its file, its address or an address elsewhere")
    })?;
    for (name, value) in ["label", "icon"].into_iter().zip(places) {
        call.names.insert(name.into(), value);
    }
    let target = match wanted.clone().into_string() {
        Ok(url) if url.starts_with("https://") || url.starts_with("http://") => {
            json!({ "url": url, "title": url })
        }
        _ => find(&call, "page_link", &wanted)?.listed(),
    };
    let query = encode_query(&pairs(&mut call, "page_link")?);
    let mut names = vec![("query".to_owned(), Arg::Value(query.into()))];
    for (name, value) in std::mem::take(&mut call.names) {
        let arg = convert::to_arg(&value)
            .map_err(|why| call.error(format!("page_link: `{name}`: {why}")))?;
        names.push((name.to_string(), arg));
    }
    draw_with(&call, "page_link", vec![Arg::Value(target)], names)?;
    call.run.flush_if_due();
    Ok(Dynamic::UNIT)
}

/// The page that a value names: the page itself, its file, its address or its title.
fn find(
    call: &Call<'_, '_>,
    function: &str,
    wanted: &Dynamic,
) -> Result<PageHandle, Box<EvalAltResult>> {
    if let Some(page) = wanted.read_lock::<PageHandle>() {
        // The one in the menu knows whether it is the first.
        let known = known(&call.run);
        let twin = known
            .iter()
            .find(|known| known.0.number == page.0.number && known.0.name == page.0.name);
        return Ok(twin.cloned().unwrap_or_else(|| page.clone()));
    }
    let name = wanted.clone().into_string().map_err(|kind| {
        call.error(format!(
            "{function}: give a page, its file or its address, not a {kind}"
        ))
    })?;
    let known = known(&call.run);
    let plain = name.trim_start_matches("./").trim_start_matches('/');
    let own = &call.run.0.script.name;
    let is = |page: &&PageHandle| match &page.0.body {
        Body::File(file) if file == plain => true,
        Body::App if own == plain => true,
        _ => page.0.path == plain || page.0.name == plain,
    };
    let found = known
        .iter()
        .find(is)
        .or_else(|| known.iter().find(|page| page.0.title == name));
    found.cloned().ok_or_else(|| {
        let names = known
            .iter()
            .filter(|page| !page.is_elsewhere())
            .map(|page| match &page.0.body {
                Body::File(file) => file.as_str(),
                Body::App => own.as_str(),
                _ => page.0.name.as_str(),
            });
        let names: Vec<&str> = names.collect();
        let hint = match nearest(plain, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => {
                "make pages with `st.navigation` or in the folder `pages`".into()
            }
            None => format!("there are `{}`", names.join("`, `")),
        };
        call.error(format!("{function}: there is no page `{name}`; {hint}"))
    })
}

fn known(run: &Run) -> Vec<PageHandle> {
    run.inner().vars.known_pages.clone()
}

fn pairs(
    call: &mut Call<'_, '_>,
    function: &str,
) -> Result<Vec<(String, String)>, Box<EvalAltResult>> {
    let Some(given) = call.take("query_params") else {
        return Ok(Vec::new());
    };
    let map = given.read_lock::<Map>();
    map.map(|map| to_pairs(&map)).ok_or_else(|| {
        call.error(format!(
            "{function}: `query_params` must be a map, such as `#{{ id: 7 }}`"
        ))
    })
}

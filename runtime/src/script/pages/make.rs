//! `st.Page(...)`.

use std::{path::Path, sync::Arc};

use rhai::{Dynamic, EvalAltResult, FnPtr};

use super::{Body, Outcome, Page, PageHandle, folder};
use crate::script::{
    context::Run,
    convert,
    handle::Call,
    options::{choice, flag, options, text},
};

const OPTIONS: &[&str] = &[
    "page",
    "title",
    "icon",
    "url_path",
    "default",
    "visibility",
    "help",
];

/// Addresses that are the server's own.
const TAKEN: &[&str] = &["assets", "health", "media", "upload", "uploads", "ws"];

/// Makes a page.
pub(super) fn page(mut call: Call<'_, '_>) -> Outcome {
    options(&mut call, "Page", OPTIONS)?;
    let page = match call.places.len() {
        0 => call.take("page"),
        1 => call.places.pop(),
        _ => return Err(call.error("Page: takes the page by place; give the rest by name")),
    };
    let page =
        page.ok_or_else(|| call.error("Page: give a `.rhai` file, a function or an address"))?;
    let title = text(&mut call, "Page", "title")?;
    let icon = text(&mut call, "Page", "icon")?;
    let help = text(&mut call, "Page", "help")?;
    let path = text(&mut call, "Page", "url_path")?;
    let default = flag(&mut call, "Page", "default")?;
    let hidden = choice(&mut call, "Page", "visibility", &["visible", "hidden"])? == "hidden";
    let mut made = of(&call.run, page).map_err(|why| call.error(format!("Page: {why}")))?;
    if made.title.is_empty() && title.is_none() {
        return Err(call.error("Page: a function without a name needs a `title`"));
    }
    (made.default, made.hidden) = (default, hidden);
    made.help = help;
    made.icon = icon.or(made.icon);
    if let Some(title) = title {
        made.title = title;
    }
    if made.name.is_empty() {
        made.name = slug(&made.title);
    }
    if let Some(path) = path {
        made.name = path.trim_matches('/').to_owned();
    }
    made.path = if default {
        String::new()
    } else {
        made.name.clone()
    };
    check(&made).map_err(|why| call.error(format!("Page: {why}")))?;
    Ok(Dynamic::from(PageHandle(Arc::new(made))))
}

/// The page that a value stands for, named after it.
fn of(run: &Run, value: Dynamic) -> Result<Page, String> {
    let made = {
        let mut inner = run.inner();
        inner.pages.made += 1;
        inner.pages.made
    };
    let page = |body, title: String, name: String, icon| Page {
        title,
        icon,
        help: None,
        path: String::new(),
        name,
        default: false,
        hidden: false,
        body,
        number: made,
    };
    let value = match value.try_cast_result::<FnPtr>() {
        Ok(function) => {
            let named = !function.is_anonymous();
            let name = if named {
                function.fn_name().to_owned()
            } else {
                String::new()
            };
            return Ok(page(
                Body::Function(function),
                folder::title(&name),
                name,
                None,
            ));
        }
        Err(value) => value,
    };
    let kind = convert::name_of(&value);
    let source = value
        .into_string()
        .map_err(|_kind| format!("give a `.rhai` file, a function or an address, not a {kind}"))?;
    if source.starts_with("https://") || source.starts_with("http://") {
        let host = source.split("//").nth(1).unwrap_or_default();
        let host = host.split('/').next().unwrap_or_default().to_owned();
        return Ok(page(Body::Address(source), host.clone(), host, None));
    }
    file(run, &source)
        .map(|(path, named)| page(Body::File(path), named.title, named.path, named.icon))
}

/// The script of a page, relative to the app's folder.
fn file(run: &Run, source: &str) -> Result<(String, folder::Named), String> {
    let file = crate::script::imports::file_name(source);
    let full = run.0.shared.beneath(&file)?;
    if !full.is_file() {
        return Err(format!(
            "there is no file {file}{}",
            run.0.shared.sibling(&full)
        ));
    }
    let stem = Path::new(&file)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    Ok((
        file.trim_start_matches("./").to_owned(),
        folder::named(&stem),
    ))
}

/// A value in a list of pages: a page, or what one is made of.
pub(super) fn any(run: &Run, value: &Dynamic) -> Result<PageHandle, String> {
    if let Some(page) = value.read_lock::<PageHandle>() {
        return Ok(page.clone());
    }
    let mut made = of(run, value.clone().flatten())?;
    if made.title.is_empty() {
        return Err(
            "a function without a name needs a title: `st.Page(|| ..., title=\"...\")`".into(),
        );
    }
    made.path.clone_from(&made.name);
    check(&made)?;
    Ok(PageHandle(Arc::new(made)))
}

/// The pages of an app whose other pages lie in a folder: its own script first.
pub(super) fn of_folder(run: &Run, title: String) -> Vec<PageHandle> {
    let own = Page {
        title,
        icon: None,
        help: None,
        path: String::new(),
        name: run
            .0
            .script
            .path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        default: true,
        hidden: false,
        body: Body::App,
        number: 0,
    };
    let app = run.0.shared.folder();
    let others = folder::files(app).into_iter().filter_map(|path| {
        let file = path.strip_prefix(app).ok()?.to_str()?.replace('\\', "/");
        let mut page = of(run, file.into()).ok()?;
        page.path.clone_from(&page.name);
        check(&page).ok().map(|()| page)
    });
    std::iter::once(own)
        .chain(others)
        .map(|page| PageHandle(Arc::new(page)))
        .collect()
}

/// Whether a page can stand at its address.
fn check(page: &Page) -> Result<(), String> {
    let name = &page.name;
    if matches!(page.body, Body::Address(_)) {
        return Ok(());
    }
    if name.is_empty() && !page.default {
        return Err("`url_path` is empty; only the page with `default=true` stands at the address of the app".into());
    }
    if name.contains(['/', '.', '?', '#', '%', '\\']) || name.chars().any(char::is_control) {
        return Err(format!(
            "`url_path` is one part of an address, of letters, digits, `-` and `_`, not `{name}`"
        ));
    }
    if TAKEN.contains(&page.path.as_str()) {
        return Err(format!(
            "the address `{name}` is the server's own; give another `url_path`"
        ));
    }
    Ok(())
}

/// A title as part of an address.
fn slug(title: &str) -> String {
    let letters: String = title
        .to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Raises the same kind of error wherever a page is named.
pub(super) fn named(
    call: &Call<'_, '_>,
    function: &str,
    value: &Dynamic,
) -> Result<PageHandle, Box<EvalAltResult>> {
    any(&call.run, value).map_err(|why| call.error(format!("{function}: {why}")))
}

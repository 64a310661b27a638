//! `st.page_config` and `st.logo`: what the page is called, how it is laid out, and whose it is.

use mirror_widgets::{
    Id, Param, Value,
    call::{named, place},
};
use rhai::{Dynamic, EvalAltResult, Map, Module};
use serde_json::json;

use super::{
    context::site,
    convert,
    handle::{Call, method},
    options::{choice, options, text},
    stage::Stage,
};

type Outcome = Result<Dynamic, Box<EvalAltResult>>;

/// What there is to know about them, for the gallery.
pub(super) const DESCRIBED: &[(&str, &str, &[Param])] = &[
    (
        "page_config",
        "What the page is called and how it is laid out. Called several times, each call adds to the ones before. `set_page_config` is the same.",
        &[
            place(
                "page_title",
                "text",
                "()",
                "The title of the browser's tab; also `title`.",
            ),
            place(
                "page_icon",
                "text or picture",
                "()",
                "An emoji, or a picture, for the browser's tab; also `icon`.",
            ),
            place(
                "layout",
                "\"centered\" or \"wide\"",
                "\"centered\"",
                "How wide the page is.",
            ),
            place(
                "initial_sidebar_state",
                "\"auto\", \"expanded\", \"collapsed\" or pixels",
                "\"auto\"",
                "Whether the sidebar is open at first, or how wide it is.",
            ),
            place(
                "menu_items",
                "map",
                "#{}",
                "`\"Get help\"` and `\"Report a bug\"` with an address, `\"About\"` with Markdown; each an entry of the page's menu.",
            ),
        ],
    ),
    (
        "logo",
        "A picture at the top of the page and of the sidebar.",
        &[
            place(
                "image",
                "path, address, bytes or SVG text",
                "",
                "The picture.",
            ),
            named(
                "size",
                "\"small\", \"medium\" or \"large\"",
                "\"medium\"",
                "How high it is: 20, 24 or 32 pixels.",
            ),
            named(
                "link",
                "address",
                "()",
                "Where a click on it leads; by default to the first page.",
            ),
            named(
                "icon_image",
                "picture",
                "()",
                "A smaller one for the top of the page where there is a sidebar.",
            ),
        ],
    ),
];

/// Registers them.
pub(super) fn register(module: &mut Module) {
    for name in ["page_config", "set_page_config"] {
        method(module, name, page_config);
    }
    method(module, "logo", logo);
}

const PLACES: [&str; 5] = [
    "page_title",
    "page_icon",
    "layout",
    "initial_sidebar_state",
    "menu_items",
];

fn page_config(mut call: Call<'_, '_>) -> Outcome {
    let known: Vec<&str> = PLACES.into_iter().chain(["title", "icon"]).collect();
    if let ([only], true) = (call.places.as_slice(), call.names.is_empty())
        && let Some(map) = only.clone().try_cast::<Map>()
    {
        (call.places, call.names) = (Vec::new(), map);
    }
    options(&mut call, "page_config", &known)?;
    for (name, value) in PLACES.into_iter().zip(std::mem::take(&mut call.places)) {
        call.names.insert(name.into(), value);
    }
    let title = call.take("page_title").or_else(|| call.take("title"));
    let icon = call.take("page_icon").or_else(|| call.take("icon"));
    let layout = call.names.contains_key("layout");
    let layout = layout
        .then(|| choice(&mut call, "page_config", "layout", &["centered", "wide"]))
        .transpose()?;
    let menu = menu(&mut call)?;
    let sidebar = sidebar(&mut call)?;
    let icon = icon.map(|icon| icon_of(&call, &icon)).transpose()?;
    let mut inner = call.run.inner();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            inner.page.set(Id::ROOT, name, value);
        }
    };
    let (titled, marked) = (title.is_some(), icon.is_some());
    set("title", title.map(|title| title.to_string().into()));
    set("icon", icon.map(Into::into));
    set("layout", layout.map(Into::into));
    set("menu", menu);
    match sidebar {
        Some(Sidebar::Word(word)) => set("sidebar", Some(word.into())),
        Some(Sidebar::Pixels(pixels)) => {
            set("sidebar", Some("expanded".into()));
            set("sidebar_width", Some(pixels.into()));
        }
        None => {}
    }
    inner.pages.titled |= titled;
    inner.pages.marked |= marked;
    Ok(Dynamic::UNIT)
}

enum Sidebar {
    Word(&'static str),
    Pixels(i64),
}

fn sidebar(call: &mut Call<'_, '_>) -> Result<Option<Sidebar>, Box<EvalAltResult>> {
    let name = "initial_sidebar_state";
    match call.names.get(name).map(Dynamic::as_int) {
        None => Ok(None),
        Some(Ok(pixels)) if (200..=600).contains(&pixels) => {
            call.take(name);
            Ok(Some(Sidebar::Pixels(pixels)))
        }
        Some(Ok(pixels)) => Err(call.error(format!(
            "page_config: `{name}` takes 200 to 600 pixels, not {pixels}"
        ))),
        Some(Err(_)) => choice(
            call,
            "page_config",
            name,
            &["auto", "expanded", "collapsed"],
        )
        .map(|word| Some(Sidebar::Word(word))),
    }
}

/// The entries that the app adds to the page's menu.
fn menu(call: &mut Call<'_, '_>) -> Result<Option<Value>, Box<EvalAltResult>> {
    let Some(given) = call.take("menu_items") else {
        return Ok(None);
    };
    let given = given.try_cast::<Map>().ok_or_else(|| {
        call.error(
            "page_config: `menu_items` must be a map, such as `#{ \"About\": \"# My app\" }`",
        )
    })?;
    let mut menu = serde_json::Map::new();
    for (name, value) in &given {
        let known = match name.to_lowercase().as_str() {
            "get help" => "help",
            "report a bug" => "bug",
            "about" => "about",
            _ => {
                let why = format!(
                    "page_config: `menu_items` has no `{name}`; it has `Get help`, `Report a bug` and `About`"
                );
                return Err(call.error(why));
            }
        };
        if value.is_unit() {
            continue;
        }
        let text = value.to_string();
        let leads = ["https://", "http://", "mailto:"]
            .iter()
            .any(|start| text.starts_with(start));
        if known != "about" && !leads {
            return Err(call.error(format!(
                "page_config: `{name}` must be an address with `https://` or `mailto:`, not \"{text}\""
            )));
        }
        menu.insert(known.into(), text.into());
    }
    Ok(Some(menu.into()))
}

/// An emoji stays as it is; a picture is stored.
fn icon_of(call: &Call<'_, '_>, icon: &Dynamic) -> Result<String, Box<EvalAltResult>> {
    let picture = match icon.clone().into_string() {
        Ok(text) => {
            let ends = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"];
            let lower = text.to_lowercase();
            text.trim_start().starts_with('<') || ends.iter().any(|end| lower.ends_with(end))
        }
        Err(_) => true,
    };
    match picture {
        true => stored(call, "page_config: `page_icon`", icon),
        false => Ok(icon.to_string()),
    }
}

/// Where the browser finds a picture.
fn stored(
    call: &Call<'_, '_>,
    what: &str,
    picture: &Dynamic,
) -> Result<String, Box<EvalAltResult>> {
    let arg = convert::to_arg(picture).map_err(|why| call.error(format!("{what}: {why}")))?;
    let mut inner = call.run.inner();
    let mut stage = Stage {
        run: &call.run,
        inner: &mut inner,
        site: site(call.context),
        last: None,
    };
    let source = mirror_widgets::picture_source(&mut stage, &arg);
    source.map_err(|why| call.error(format!("{what}: {why}")))
}

fn logo(mut call: Call<'_, '_>) -> Outcome {
    options(&mut call, "logo", &["image", "size", "link", "icon_image"])?;
    let image = match call.places.len() {
        0 => call.take("image"),
        1 => call.places.pop(),
        _ => return Err(call.error("logo: takes the image by place; give the rest by name")),
    };
    let image = image
        .ok_or_else(|| call.error("logo: give a picture: a path, an address, bytes or SVG text"))?;
    let size = choice(&mut call, "logo", "size", &["medium", "small", "large"])?;
    let link = text(&mut call, "logo", "link")?;
    if let Some(link) = &link
        && !link.starts_with("https://")
        && !link.starts_with("http://")
    {
        return Err(call.error(format!(
            "logo: `link` must be an address with `https://`, not \"{link}\""
        )));
    }
    let icon = call.take("icon_image");
    let icon = icon
        .map(|icon| stored(&call, "logo: `icon_image`", &icon))
        .transpose()?;
    let image = stored(&call, "logo: `image`", &image)?;
    let mut logo = json!({ "image": image, "size": size });
    for (name, value) in [("link", link), ("icon", icon)] {
        if let Some(value) = value {
            logo[name] = value.into();
        }
    }
    call.run.inner().page.set(Id::ROOT, "logo", logo);
    Ok(Dynamic::UNIT)
}

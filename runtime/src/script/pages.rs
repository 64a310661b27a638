//! Pages: `st.Page`, `st.navigation`, `st.switch_page`, `st.page_link`, and the folder `pages/`.
//!
//! ```text
//! make.rs        st.Page: what a page is called and where it stands
//! navigation.rs  st.navigation: which page is shown, and the menu
//! run.rs         page.run(), and apps whose pages lie in a folder
//! travel.rs      st.switch_page and st.page_link
//! folder.rs      names of files in pages/
//! ```

mod folder;
mod make;
mod navigation;
mod run;
mod travel;

use std::sync::Arc;

use mirror_widgets::{
    Param, Props, Value,
    call::{named, place},
};
use rhai::{Dynamic, EvalAltResult, FnPtr, FuncRegistration, Module};

use super::handle::method;

pub(super) use self::folder::files;
pub(super) use self::run::run_app;

type Outcome = Result<Dynamic, Box<EvalAltResult>>;

/// A page of the app, as a script holds it.
#[derive(Debug, Clone)]
pub(super) struct PageHandle(Arc<Page>);

/// What there is to know about a page.
#[derive(Debug, Clone)]
struct Page {
    title: String,
    icon: Option<String>,
    help: Option<String>,
    /// The last part of its address; empty for the one that is shown first.
    path: String,
    /// What its address could be, were it not the first.
    name: String,
    default: bool,
    hidden: bool,
    body: Body,
    /// Pages are numbered as the script makes them: a map keeps no order of its sections.
    number: usize,
}

/// What a page shows.
#[derive(Debug, Clone)]
enum Body {
    /// The app's own script, where the other pages lie in a folder.
    App,
    /// A script beneath the app's folder.
    File(String),
    /// A function of the script.
    Function(FnPtr),
    /// A place elsewhere.
    Address(String),
    /// There is no such page: what was asked for, and the pages there are.
    Missing(String, Vec<PageHandle>),
}

/// Where the person is among the app's pages, in one run.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The last part of the address, as asked for.
    pub(super) path: String,
    /// It was asked for in this run.
    pub(super) asked: bool,
    /// The script has said which pages there are.
    navigated: bool,
    /// A page is being drawn.
    running: bool,
    /// The script has said what the page is called.
    pub(super) titled: bool,
    /// The script has given the page an icon.
    pub(super) marked: bool,
    /// How many pages it has made.
    made: usize,
}

impl Pages {
    /// The pages of a run that begins at this address.
    pub(super) fn at(path: String, asked: bool) -> Self {
        Self {
            path,
            asked,
            ..Self::default()
        }
    }
}

impl PageHandle {
    /// The page in the list that a page shows where another was not found.
    fn listed(&self) -> Value {
        let mut props = Props::new();
        props.insert("title".into(), self.0.title.as_str().into());
        if let Some(icon) = &self.0.icon {
            props.insert("icon".into(), icon.as_str().into());
        }
        if let Some(help) = &self.0.help {
            props.insert("help".into(), help.as_str().into());
        }
        match &self.0.body {
            Body::Address(url) => props.insert("url".into(), url.as_str().into()),
            _ => props.insert("path".into(), self.0.path.as_str().into()),
        };
        Value::Object(props)
    }

    fn is_elsewhere(&self) -> bool {
        matches!(self.0.body, Body::Address(_))
    }
}

/// What there is to know about these functions, for the gallery.
pub(super) const DESCRIBED: &[(&str, &str, &[Param])] = &[
    (
        "navigation",
        "Makes an app of several pages: shows the menu, and gives the page to `.run()`. Each page is an `st.Page(...)`.",
        &[
            place(
                "pages",
                "list of pages, or map of them",
                "",
                "`[st.Page(...), ...]`, or `#{ \"Section\": [...], ... }` for a menu with sections.",
            ),
            named(
                "position",
                "\"sidebar\", \"top\" or \"hidden\"",
                "\"sidebar\"",
                "Where the menu stands.",
            ),
            named(
                "expanded",
                "true or false",
                "false",
                "Shows all pages of a long menu in the sidebar at once.",
            ),
        ],
    ),
    (
        "Page",
        "A page for `st.navigation`: a `.rhai` file beneath the app's folder, a function, or an address elsewhere. It has `.title`, `.icon`, `.url_path` and `.run()`.",
        &[
            place(
                "page",
                "file, function or address",
                "",
                "`\"reports/weekly.rhai\"`, `|| ...`, the name of a function, or `\"https://...\"`.",
            ),
            named(
                "title",
                "text",
                "()",
                "What it is called; by default after its file or function.",
            ),
            named(
                "icon",
                "text",
                "()",
                "An emoji, or `:material/name:`, before its title.",
            ),
            named(
                "url_path",
                "text",
                "()",
                "The last part of its address; by default after its name.",
            ),
            named(
                "default",
                "true or false",
                "false",
                "Whether it is shown first; else it is the first of all.",
            ),
            named(
                "visibility",
                "\"visible\" or \"hidden\"",
                "\"visible\"",
                "Whether the menu lists it.",
            ),
            named("help", "text", "()", "A tooltip in the menu."),
        ],
    ),
    (
        "switch_page",
        "Goes to another page of the app at once, as if the person had.",
        &[
            place(
                "page",
                "page, file or path",
                "",
                "An `st.Page(...)`, its file, or the last part of its address.",
            ),
            named(
                "query_params",
                "map",
                "#{}",
                "The query of the new address; without it there is none.",
            ),
        ],
    ),
];

/// Registers them.
pub(super) fn register(module: &mut Module) {
    module.set_custom_type::<PageHandle>("page");
    for name in ["Page", "page"] {
        method(module, name, make::page);
    }
    method(module, "navigation", navigation::navigation);
    method(module, "switch_page", travel::switch_page);
    method(module, "page_link", travel::page_link);
    FuncRegistration::new_getter("title")
        .set_into_module(module, |page: &mut PageHandle| page.0.title.clone());
    FuncRegistration::new_getter("icon").set_into_module(module, |page: &mut PageHandle| {
        page.0.icon.clone().unwrap_or_default()
    });
    FuncRegistration::new_getter("url_path")
        .set_into_module(module, |page: &mut PageHandle| page.0.path.clone());
    FuncRegistration::new_getter("visibility").set_into_module(module, |page: &mut PageHandle| {
        if page.0.hidden { "hidden" } else { "visible" }
    });
    FuncRegistration::new("to_string").set_into_module(module, |page: &mut PageHandle| {
        format!("page \"{}\"", page.0.title)
    });
    FuncRegistration::new("run").set_into_module(module, run::run);
}

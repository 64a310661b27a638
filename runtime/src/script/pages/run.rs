//! `page.run()`, and apps whose pages lie in the folder `pages/`.

use mirror_widgets::{Element, Props, Value};
use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext, Position, Scope};
use serde_json::json;

use super::{Body, PageHandle, folder, make, navigation};
use crate::{
    identity,
    script::{Script, context::Run, errors, imports},
};

type Failure = Box<EvalAltResult>;

/// Draws a page.
pub(super) fn run(context: NativeCallContext<'_>, page: &mut PageHandle) -> Result<(), Failure> {
    let run = Run::of(&context)?;
    let outer = enter(&run, page).map_err(|why| errors::at(&context, format!("run: {why}")))?;
    let ended = match &page.0.body {
        Body::Function(function) => function
            .call_within_context::<Dynamic>(&context, ())
            .map(drop),
        Body::File(file) => run_file(context.engine(), &run, file, context.call_position()),
        Body::Missing(asked, pages) => {
            run.inner().page.emit(not_found(asked, listed(pages)));
            Ok(())
        }
        // Neither can be asked to run: one is elsewhere, the other is this script.
        Body::Address(_) | Body::App => Ok(()),
    };
    leave(&run, outer);
    ended
}

/// A page begins; gives what was drawn around it.
fn enter(run: &Run, page: &PageHandle) -> Result<u64, String> {
    let mut inner = run.inner();
    if inner.pages.running {
        return Err("a page is being drawn already; pages do not stand in one another".into());
    }
    inner.pages.running = true;
    let own = identity::of_page(&page.0.path);
    inner.vars.last_page = own;
    Ok(std::mem::replace(&mut inner.identities.page, own))
}

fn leave(run: &Run, outer: u64) {
    let mut inner = run.inner();
    inner.pages.running = false;
    inner.identities.page = outer;
}

fn run_file(engine: &Engine, run: &Run, file: &str, position: Position) -> Result<(), Failure> {
    let shared = &run.0.shared;
    let path = shared
        .beneath(file)
        .map_err(|why| EvalAltResult::ErrorRuntime(why.into(), position))?;
    let script = shared
        .imports()
        .page(&path, shared)
        .map_err(|problem| imports::failure(&problem, position))?;
    engine
        .run_ast_with_scope(&mut Scope::new(), &script.program.ast)
        .map_err(|error| EvalAltResult::ErrorInModule(script.name.clone(), error, position).into())
}

/// Runs an app: its script, or the page of its folder that the address asks for.
pub(in crate::script) fn run_app(
    engine: &Engine,
    run: &Run,
    script: &Script,
) -> Result<(), Failure> {
    let own = |engine: &Engine| engine.run_ast_with_scope(&mut Scope::new(), &script.program.ast);
    {
        let mut inner = run.inner();
        (inner.identities.page, inner.vars.last_page) = (0, 0);
    }
    if navigates(script) || folder::files(run.0.shared.folder()).is_empty() {
        own(engine)?;
        notice(run, script.title());
        return Ok(());
    }
    let pages = make::of_folder(run, script.title());
    let page = navigation::settle(run, vec![navigation::Section::of(pages)], "sidebar", false)
        .map_err(|why| {
            EvalAltResult::ErrorRuntime(format!("pages: {why}").into(), Position::NONE)
        })?;
    let outer = enter(run, &page)?;
    let ended = match &page.0.body {
        Body::File(file) => run_file(engine, run, file, Position::NONE),
        Body::Missing(asked, pages) => {
            run.inner().page.emit(not_found(asked, listed(pages)));
            Ok(())
        }
        _ => own(engine),
    };
    leave(run, outer);
    ended
}

/// Whether a script says itself which pages there are.
fn navigates(script: &Script) -> bool {
    script
        .program
        .calls()
        .iter()
        .any(|call| call.name == "navigation" && call.receiver.is_some())
}

/// An app without pages was asked for one: says so, once.
fn notice(run: &Run, title: String) {
    let mut inner = run.inner();
    if inner.pages.navigated || inner.pages.path.is_empty() {
        return;
    }
    let asked = std::mem::take(&mut inner.pages.path);
    if inner.pages.asked {
        let own = json!({ "title": title, "path": "" });
        inner.page.emit_first(not_found(&asked, vec![own]));
    }
}

fn listed(pages: &[PageHandle]) -> Vec<Value> {
    let shown = pages.iter().filter(|page| !page.0.hidden);
    shown.map(PageHandle::listed).collect()
}

/// What a page shows that there is not: what was asked for, and what there is.
fn not_found(asked: &str, pages: Vec<Value>) -> Element {
    let mut props = Props::new();
    props.insert("asked".into(), asked.into());
    props.insert("pages".into(), pages.into());
    Element::new(identity::NOT_FOUND, "page_not_found", props)
}

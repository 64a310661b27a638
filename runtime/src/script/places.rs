//! Places of the page that are no functions: `st.sidebar`, `st.bottom`, and whether a container is open.

use mirror_widgets::Id;
use rhai::{EvalAltResult, FuncRegistration, Module, NativeCallContext};

use super::{
    context::{Run, Target},
    errors,
    handle::Handle,
    page::Builder,
};

/// Registers what handles have besides methods.
pub(super) fn register(module: &mut Module) {
    place(module, "sidebar", Builder::open_sidebar);
    place(module, "bottom", Builder::open_bottom);
    FuncRegistration::new_getter("open").set_into_module(module, open);
}

fn place(module: &mut Module, name: &'static str, make: fn(&mut Builder) -> Id) {
    FuncRegistration::new_getter(name).set_into_module(
        module,
        move |context: NativeCallContext<'_>,
              _: &mut Handle|
              -> Result<Handle, Box<EvalAltResult>> {
            let run = Run::of(&context)?;
            let mut inner = run.inner();
            if !inner.flow.inside.is_empty() {
                let message = format!("a fragment draws only inside itself; put all of it there: `st.{name}.fragment(...)`");
                return Err(errors::at(&context, message));
            }
            let id = make(&mut inner.page);
            Ok(Handle(Target::Inside(id)))
        },
    );
}

/// Whether a tab, an expander, a popover or a step is open now.
fn open(context: NativeCallContext<'_>, handle: &mut Handle) -> Result<bool, Box<EvalAltResult>> {
    let run = Run::of(&context)?;
    let open = match handle.0 {
        Target::Inside(id) => run.inner().page.is_open(id),
        Target::Cursor | Target::Slot(_) => None,
    };
    open.ok_or_else(|| {
        let message = "`open` is known of tabs, expanders, popovers and steps with `lazy=true` or `on_change=\"rerun\"`";
        errors::at(&context, message)
    })
}

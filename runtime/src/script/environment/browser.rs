//! `st.context`: what the person's browser tells.

use rhai::{Dynamic, FuncRegistration, Map, Module};

use super::{Context, Outcome};
use crate::{script::context::Run, state::Browser};

/// `st.context`.
#[derive(Debug, Clone, Copy)]
pub(in crate::script) struct Surroundings;

/// Registers its properties.
pub(super) fn register(module: &mut Module) {
    module.set_custom_type::<Surroundings>("context");
    property(module, "locale", |browser| browser.locale.as_str().into());
    property(module, "timezone", |browser| {
        browser.timezone.as_str().into()
    });
    property(module, "timezone_offset", |browser| {
        i64::from(browser.timezone_offset).into()
    });
    property(module, "url", |browser| browser.url.as_str().into());
    property(module, "ip_address", |browser| {
        browser.ip_address.as_str().into()
    });
    property(module, "is_embedded", |browser| browser.embedded.into());
    property(module, "headers", |browser| {
        let headers = browser.headers.iter();
        headers
            .map(|(name, value)| (name.as_str().into(), value.as_str().into()))
            .collect::<Map>()
            .into()
    });
    property(module, "cookies", |browser| {
        cookies(browser.headers.get("cookie").map_or("", String::as_str)).into()
    });
    FuncRegistration::new_getter("theme").set_into_module(
        module,
        |context: Context<'_>, _: &mut Surroundings| -> Outcome<Map> {
            let run = Run::of(&context)?;
            // From now on the browser tells when it changes.
            run.inner()
                .page
                .set(mirror_widgets::Id::ROOT, "themed", true.into());
            Ok(Map::from([(
                "type".into(),
                run.0.browser.theme.as_str().into(),
            )]))
        },
    );
}

fn property(
    module: &mut Module,
    name: &str,
    value: impl Fn(&Browser) -> Dynamic + Send + Sync + 'static,
) {
    FuncRegistration::new_getter(name).set_into_module(
        module,
        move |context: Context<'_>, _: &mut Surroundings| -> Outcome<Dynamic> {
            Ok(value(&Run::of(&context)?.0.browser))
        },
    );
}

fn cookies(header: &str) -> Map {
    let pairs = header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .map(|(name, value)| (name.into(), value.trim_matches('"').into()))
        .collect()
}

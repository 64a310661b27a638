//! The three shapes a widget can have, and how each is drawn.
//!
//! - a [`Display`] shows something;
//! - an [`Input`] has a value that the person changes;
//! - a [`Container`] holds other elements.

use std::{fmt, sync::Arc};

use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

pub use crate::common::{COMMON_BUTTON, COMMON_DISPLAY, COMMON_INPUT, COMMON_MESSAGE, ICON, LABEL};
use crate::common::{bound_name, common_props, input_props, lasts_for_page};
use crate::{Args, Element, Host, Id, Param, Props, Spec, address, opening::settle};

/// A call that cannot be drawn: which widget, and what would work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{widget}: {message}")]
pub struct WidgetError {
    /// The widget that was called.
    pub widget: &'static str,
    /// What is wrong and what would work.
    pub message: String,
}

/// What a call gives back to the script.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// A handle to the element, which a later call can replace.
    Slot(Id),
    /// The widget's value.
    Value(Value),
    /// A container to put elements into.
    Container(Id),
    /// Several containers (columns, tabs).
    Containers(Vec<Id>),
}

/// A widget that shows something and has no value.
pub trait Display {
    /// The name in scripts and on the wire.
    const NAME: &'static str;
    /// What it does, in one sentence.
    const DOC: &'static str;
    /// Its parameters, the ones by place in order; [`COMMON_DISPLAY`] come on top.
    const PARAMS: &'static [Param];
    /// What the browser draws.
    type Props: Serialize + TS + 'static;

    /// Checks the arguments and makes the props.
    ///
    /// # Errors
    /// When an argument does not fit.
    fn draw(args: &Args, host: &mut dyn Host) -> Result<Self::Props, WidgetError>;
}

/// A widget with a value that the person changes.
pub trait Input {
    /// The name in scripts and on the wire.
    const NAME: &'static str;
    /// What it does, in one sentence.
    const DOC: &'static str;
    /// Its parameters, the ones by place in order.
    const PARAMS: &'static [Param];
    /// The parameters it shares with others of its kind.
    const COMMON: &'static [Param] = COMMON_INPUT;
    /// The TypeScript type of the value on the wire.
    const VALUE: &'static str;
    /// Its value lasts one run only (a button, a chat message).
    const TRIGGER: bool = false;
    /// What the browser draws; also what its values are checked against.
    type Props: Serialize + TS + Send + Sync + 'static;

    /// Checks the arguments, makes the props and the default value, in the script's terms.
    ///
    /// # Errors
    /// When an argument does not fit.
    fn draw(args: &Args, host: &mut dyn Host) -> Result<(Self::Props, Value), WidgetError>;

    /// Turns a value from the browser into the script's terms, or says why it does not fit.
    ///
    /// # Errors
    /// When the value is not one this widget could have sent.
    fn accept(props: &Self::Props, sent: &Value) -> Result<Value, String>;

    /// Whether this call has a value at all. One that has none (a picture nobody can click) is a
    /// display: the script gets a handle to the element, and the browser can send nothing.
    fn answers(_props: &Self::Props) -> bool {
        true
    }

    /// Fits a value kept from an earlier run (or written by the script) to the props of this run.
    ///
    /// # Errors
    /// When it no longer fits; the default stands then.
    fn fit(_props: &Self::Props, value: Value) -> Result<Value, String> {
        Ok(value)
    }

    /// Whether it may also fire what lasts one run only, beside a value that stays.
    const FIRES: bool = false;

    /// Whether what the browser sends is such a thing, rather than a value that stays.
    fn fires(_sent: &Value) -> bool {
        false
    }

    /// What the script gets: the value that stays, and what fired for this run.
    fn answer(_props: &Self::Props, value: Value, _fired: Option<Value>) -> Value {
        value
    }

    /// The value as the browser needs it.
    fn sent(_props: &Self::Props, value: &Value) -> Value {
        value.clone()
    }

    /// The value as texts of the page's address: one, or one for each item of a list. `None` for
    /// a value that has no text.
    fn to_address(_props: &Self::Props, value: &Value) -> Option<Vec<String>> {
        address::texts(value)
    }

    /// The value that texts of the page's address mean. They come from outside: what the widget
    /// could not have sent is `None`.
    fn from_address(props: &Self::Props, texts: &[String]) -> Option<Value> {
        let mut readings = address::readings(texts).into_iter();
        readings.find_map(|reading| Self::accept(props, &reading).ok())
    }
}

/// A widget that holds others.
pub trait Container {
    /// The name in scripts and on the wire.
    const NAME: &'static str;
    /// What it does, in one sentence.
    const DOC: &'static str;
    /// Its parameters, the ones by place in order; [`COMMON_DISPLAY`] come on top.
    const PARAMS: &'static [Param];
    /// It is there only while its `with` block runs (a spinner).
    const PASSING: bool = false;
    /// It holds one thing at a time: what is put in replaces what was there.
    const SINGLE: bool = false;
    /// The TypeScript type of its state on the wire; empty where it never has one.
    const VALUE: &'static str = "";
    /// What the browser draws; also what its states are checked against.
    type Props: Serialize + TS + Send + Sync + 'static;

    /// Checks the arguments and makes the props.
    ///
    /// # Errors
    /// When an argument does not fit.
    fn draw(args: &Args, host: &mut dyn Host) -> Result<Self::Props, WidgetError>;

    /// The state it starts with (whether it is open, which part is seen), in the script's terms;
    /// `None` where the browser keeps that to itself.
    fn state(_props: &Self::Props) -> Option<Value> {
        None
    }

    /// Turns a state from the browser into the script's terms, or says why it does not fit.
    ///
    /// # Errors
    /// When the state is not one this container could have sent.
    fn accept(_props: &Self::Props, _sent: &Value) -> Result<Value, String> {
        Err(format!("`{}` takes no value", Self::NAME))
    }

    /// Fits a state kept from an earlier run (or written by the script) to the props of this run.
    ///
    /// # Errors
    /// When it no longer fits; the state it starts with stands then.
    fn fit(_props: &Self::Props, state: Value) -> Result<Value, String> {
        Ok(state)
    }

    /// The state as the browser needs it: of a divided container, the index of the open part.
    fn sent(_props: &Self::Props, state: &Value) -> Value {
        state.clone()
    }

    /// What it keeps between runs besides its state (how far somebody has come), from what it kept.
    fn remember(_props: &mut Self::Props, _state: &Value, _before: Option<Value>) -> Option<Value> {
        None
    }

    /// The parts of a divided container (columns, tabs): kind and props of each; the script
    /// gets a list of them. `None` for a container that is one.
    fn parts(_props: &Self::Props) -> Option<Vec<(&'static str, Props)>> {
        None
    }
}

/// Which shape a widget has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Shows something.
    Display,
    /// Has a value that stays.
    Input,
    /// Has a value for one run.
    Trigger,
    /// Holds others.
    Container,
    /// Holds others while its `with` block runs.
    Passing,
    /// Holds one thing at a time.
    Single,
}

/// One widget of the catalog, with its types forgotten.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The name in scripts and on the wire.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub doc: &'static str,
    /// Its own parameters.
    pub params: &'static [Param],
    /// The parameters it shares with others.
    pub common: &'static [Param],
    /// Its shape.
    pub role: Role,
    /// The TypeScript type of its value on the wire; empty where it has none.
    pub value: &'static str,
    /// Draws it.
    pub draw: fn(&Args, &mut dyn Host) -> Result<Drawn, WidgetError>,
    /// Checks a value from the browser against what was drawn.
    pub accept: fn(&Spec, &Value) -> Result<Value, String>,
    /// Whether what the browser sends lasts one run only, though the widget has a value that stays.
    pub fires: fn(&Value) -> bool,
    /// A value in the script's terms as the browser needs it.
    pub sent: fn(&Spec, &Value) -> Value,
    /// The name and the declaration of its props in TypeScript.
    pub typescript: fn() -> (String, String),
}

impl Entry {
    /// Its parameters for people: its own, then the shared ones that it does not describe itself.
    pub fn documented(&self) -> impl Iterator<Item = &'static Param> {
        let own = self.params;
        let shared = self
            .common
            .iter()
            .filter(|shared| own.iter().all(|param| param.name != shared.name));
        own.iter().filter(|param| !param.is_hidden()).chain(shared)
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({:?})", self.name, self.role)
    }
}

/// The catalog entry of a display.
pub const fn display<W: Display>() -> Entry {
    Entry {
        name: W::NAME,
        doc: W::DOC,
        params: W::PARAMS,
        common: COMMON_DISPLAY,
        role: Role::Display,
        value: "",
        draw: draw_display::<W>,
        accept: |_, _| Err(format!("`{}` takes no value", W::NAME)),
        fires: |_| false,
        sent: |_, value| value.clone(),
        typescript: typescript::<W::Props>,
    }
}

/// The catalog entry of an input.
pub const fn input<W: Input>() -> Entry {
    Entry {
        name: W::NAME,
        doc: W::DOC,
        params: W::PARAMS,
        common: W::COMMON,
        role: if W::TRIGGER {
            Role::Trigger
        } else {
            Role::Input
        },
        value: W::VALUE,
        draw: draw_input::<W>,
        accept: accept_input::<W>,
        fires: W::fires,
        sent: sent_input::<W>,
        typescript: typescript::<W::Props>,
    }
}

/// The catalog entry of a container.
pub const fn container<W: Container>() -> Entry {
    Entry {
        name: W::NAME,
        doc: W::DOC,
        params: W::PARAMS,
        common: COMMON_DISPLAY,
        role: if W::PASSING {
            Role::Passing
        } else if W::SINGLE {
            Role::Single
        } else {
            Role::Container
        },
        value: W::VALUE,
        draw: draw_container::<W>,
        accept: accept_container::<W>,
        fires: |_| false,
        sent: |_, value| value.clone(),
        typescript: typescript::<W::Props>,
    }
}

fn draw_display<W: Display>(args: &Args, host: &mut dyn Host) -> Result<Drawn, WidgetError> {
    let id = identify(args, host, W::NAME)?;
    let mut props = object(&W::draw(args, host)?);
    common_props(args, &mut props)?;
    host.emit(Element::new(id, W::NAME, props));
    Ok(Drawn::Slot(id))
}

fn draw_input<W: Input>(args: &Args, host: &mut dyn Host) -> Result<Drawn, WidgetError> {
    let id = identify(args, host, W::NAME)?;
    let (typed, default) = W::draw(args, host)?;
    if !W::answers(&typed) {
        let mut props = object(&typed);
        common_props(args, &mut props)?;
        host.emit(Element::new(id, W::NAME, props));
        return Ok(Drawn::Slot(id));
    }
    let key = args.text("key")?;
    let value = match W::TRIGGER {
        true => host.fired(id).unwrap_or(default.clone()),
        false => kept_value::<W>(args, host, id, (&typed, &default))?,
    };
    host.keep(id, key.as_deref(), &value);
    if lasts_for_page(args)? {
        host.keep_for_page(id);
    }
    let mut props = object(&typed);
    common_props(args, &mut props)?;
    input_props(args, &mut props)?;
    if !W::TRIGGER {
        let shown = if host.clears() { &default } else { &value };
        props.insert("value".into(), W::sent(&typed, shown));
    }
    let mut element = Element::new(id, W::NAME, props);
    let fired = if W::FIRES { host.fired(id) } else { None };
    let answer = W::answer(&typed, value, fired);
    element.spec = Some(Arc::new(typed));
    host.emit(element);
    Ok(Drawn::Value(answer))
}

/// The value of an input that keeps it: what the script wrote, what the page's address says, what
/// was kept from the run before, or the default.
fn kept_value<W: Input>(
    args: &Args,
    host: &mut dyn Host,
    id: Id,
    (typed, default): (&W::Props, &Value),
) -> Result<Value, WidgetError> {
    let name = bound_name(args)?;
    let stored = host.stored(id);
    let by_script = stored.as_ref().is_some_and(|stored| stored.by_script);
    let mut value = match stored.map(|stored| W::fit(typed, stored.value)) {
        Some(Ok(value)) => value,
        Some(Err(why)) if by_script => {
            return Err(args.error(format!(
                "the value in `st.session_state` does not fit: {why}"
            )));
        }
        None | Some(Err(_)) => default.clone(),
    };
    let Some(name) = name else {
        return Ok(value);
    };
    let news = host.address(id, &name);
    if let Some(texts) = news.filter(|_| !by_script) {
        let said = (!texts.is_empty()).then(|| W::from_address(typed, &texts));
        value = said.flatten().unwrap_or_else(|| default.clone());
    }
    // Told at once, and not when a person has changed it.
    if W::to_address(typed, default).is_none() {
        return Err(args.error("`bind` needs a value that can be written as text; this one cannot"));
    }
    let texts = match &value == default || host.clears() {
        true => Vec::new(),
        // A file is no text, and an address leads to none.
        false => W::to_address(typed, &value).unwrap_or_default(),
    };
    host.write_address(&name, texts);
    Ok(value)
}

fn sent_input<W: Input>(spec: &Spec, value: &Value) -> Value {
    match spec.downcast_ref::<W::Props>() {
        Some(props) => W::sent(props, value),
        None => value.clone(),
    }
}

fn accept_input<W: Input>(spec: &Spec, sent: &Value) -> Result<Value, String> {
    let props = spec
        .downcast_ref::<W::Props>()
        .expect("an element keeps the spec of its own widget; this is a bug");
    W::accept(props, sent)
}

fn accept_container<W: Container>(spec: &Spec, sent: &Value) -> Result<Value, String> {
    let props = spec
        .downcast_ref::<W::Props>()
        .expect("an element keeps the spec of its own widget; this is a bug");
    W::accept(props, sent)
}

fn draw_container<W: Container>(args: &Args, host: &mut dyn Host) -> Result<Drawn, WidgetError> {
    let id = identify(args, host, W::NAME)?;
    let mut typed = W::draw(args, host)?;
    let state = settle::<W>(args, host, id, &mut typed)?;
    let mut props = object(&typed);
    common_props(args, &mut props)?;
    let open = state.map(|state| W::sent(&typed, &state));
    if let Some(open) = &open {
        props.insert("value".into(), open.clone());
    }
    let mut element = Element::new(id, W::NAME, props);
    let parts = W::parts(&typed);
    if open.is_some() {
        element.spec = Some(Arc::new(typed));
    }
    let Some(parts) = parts else {
        host.emit(element);
        return Ok(Drawn::Container(id));
    };
    let ids: Vec<Id> = (0..parts.len()).map(|index| part_id(id, index)).collect();
    for (index, (kind, mut props)) in parts.into_iter().enumerate() {
        if let Some(open) = &open {
            props.insert("open".into(), (open.as_u64() == Some(index as u64)).into());
        }
        element.children.push(Element::new(ids[index], kind, props));
    }
    host.emit(element);
    Ok(Drawn::Containers(ids))
}

/// The identity of one part of a divided container: it follows from the whole's.
fn part_id(whole: Id, index: usize) -> Id {
    let mut mixed = whole.0 ^ (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    Id(mixed ^ (mixed >> 31))
}

fn identify(args: &Args, host: &mut dyn Host, kind: &'static str) -> Result<Id, WidgetError> {
    let (label, key) = (args.text_if_text("label"), args.text("key")?);
    host.identify(kind, label.as_deref(), key.as_deref())
        .map_err(|why| args.error(why))
}

/// Typed props as they go to the browser.
pub(crate) fn object(props: &impl Serialize) -> Props {
    match serde_json::to_value(props) {
        Ok(Value::Object(map)) => map,
        Ok(Value::Null) => Map::new(),
        _ => panic!("props are a struct of plain data; this is a bug"),
    }
}

/// The name and the declaration of props in TypeScript.
pub(crate) fn typescript<P: TS>() -> (String, String) {
    let config = ts_rs::Config::default().with_large_int("number");
    (P::name(&config), P::decl(&config))
}

//! What a browser said, checked against the page that is shown: the door where values from
//! outside become values in the script's terms.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mirror_widgets::{Element, Id, Role, Value, entry};

use crate::run::{Cause, Scope};

/// Why a value is not accepted: the widget's id as it was sent, and a sentence for people.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub(crate) id: String,
    pub(crate) message: String,
}

/// A widget on the page, and the form it stands in.
#[derive(Clone, Copy)]
struct Place<'a> {
    widget: &'a Element,
    form: Option<Id>,
    /// The innermost fragment around it, and the one around its form.
    fragment: Option<Id>,
    form_fragment: Option<Id>,
}

/// A widget changed, or a trigger fired.
pub(crate) fn event(page: &Element, id: &str, value: &Value) -> Result<Cause, Rejection> {
    check(page, id, value).map_err(|message| Rejection {
        id: id.to_owned(),
        message,
    })
}

fn check(page: &Element, id: &str, value: &Value) -> Result<Cause, String> {
    let place = find(page, id)?;
    if place.widget.kind == "dialog" {
        return dismissed(place.widget, value);
    }
    // What opens and closes inside a form is no value of the form.
    let opens = entry(place.widget.kind).is_some_and(|entry| entry.role == Role::Container);
    if place.form.is_some() && !opens {
        return Err("it belongs to a form, which sends all its values together".into());
    }
    let fires = entry(place.widget.kind).is_some_and(|entry| (entry.fires)(value));
    let (role, value) = accept(&place, value)?;
    let shown = match waits(place.widget) {
        true => vec![(place.widget.id, as_sent(place.widget, &value))],
        false => Vec::new(),
    };
    let changed = (place.widget.id, value);
    Ok(match role {
        _ if fires || role == Role::Trigger => Cause {
            fired: vec![changed],
            scope: scope(place.fragment),
            ..Cause::default()
        },
        _ => Cause {
            values: vec![changed],
            shown,
            scope: scope(place.fragment),
            ..Cause::default()
        },
    })
}

/// Whether a new value of this widget is no reason to run.
fn waits(widget: &Element) -> bool {
    let on_change = widget.props.get("on_change");
    on_change.and_then(Value::as_str) == Some("ignore")
}

fn as_sent(widget: &Element, value: &Value) -> Value {
    match (entry(widget.kind), &widget.spec) {
        (Some(entry), Some(spec)) => (entry.sent)(spec, value),
        _ => value.clone(),
    }
}

/// A form is sent: its button, and the values of what stands in it.
pub(crate) fn submit<'a>(
    page: &Element,
    button: &str,
    values: impl IntoIterator<Item = (&'a String, &'a Value)>,
) -> Result<Cause, Rejection> {
    let reject = |id: &str, message: String| Rejection {
        id: id.to_owned(),
        message,
    };
    let (place, form) = pressed(page, button).map_err(|why| reject(button, why))?;
    let mut cause = Cause {
        fired: vec![(place.widget.id, Value::Bool(true))],
        scope: scope(place.form_fragment),
        ..Cause::default()
    };
    for (id, value) in values {
        let value = entered(page, form, id, value).map_err(|why| reject(id, why))?;
        cause.values.push(value);
    }
    let missing = page
        .find(form)
        .and_then(|form| missing(form, &cause.values));
    match missing {
        Some(id) => Err(reject(&id.to_string(), "it must be filled in".into())),
        None => Ok(cause),
    }
}

/// What must be filled in inside a form, and is empty in spite of what was sent.
fn missing(element: &Element, sent: &[(Id, Value)]) -> Option<Id> {
    let required = element.props.get("required") == Some(&Value::Bool(true))
        && element.props.get("disabled") != Some(&Value::Bool(true));
    let value = || {
        let sent = sent.iter().find(|(id, _)| *id == element.id);
        let kept = element.props.get("value");
        sent.map(|(_, value)| value).or(kept).is_none_or(is_empty)
    };
    if required && value() {
        return Some(element.id);
    }
    let mut children = element.children.iter();
    children.find_map(|child| missing(child, sent))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// The submit button, and its form.
fn pressed<'a>(page: &'a Element, button: &str) -> Result<(Place<'a>, Id), String> {
    let place = find(page, button)?;
    let (role, _) = accept(&place, &Value::Bool(true))?;
    match place.form {
        Some(form) if role == Role::Trigger => Ok((place, form)),
        _ => Err("it is no button of a form".into()),
    }
}

fn entered(page: &Element, form: Id, id: &str, value: &Value) -> Result<(Id, Value), String> {
    let place = find(page, id)?;
    if place.form != Some(form) {
        return Err("it does not stand in the form that was sent".into());
    }
    let fires = entry(place.widget.kind).is_some_and(|entry| (entry.fires)(value));
    match accept(&place, value)? {
        (Role::Input, value) if !fires => Ok((place.widget.id, value)),
        _ => Err("a form sends one button only".into()),
    }
}

/// The value in the script's terms, if the widget could have sent it as it stands now.
fn accept(place: &Place<'_>, value: &Value) -> Result<(Role, Value), String> {
    let widget = place.widget;
    if widget.props.get("disabled") == Some(&Value::Bool(true)) {
        return Err("it is disabled".into());
    }
    let (Some(entry), Some(spec)) = (entry(widget.kind), &widget.spec) else {
        return Err(format!("`{}` takes no value", widget.kind));
    };
    // A widget that panics on a value harms nobody but the sender of it.
    let accepted = catch_unwind(AssertUnwindSafe(|| (entry.accept)(spec, value)))
        .unwrap_or_else(|_| Err("it cannot be understood".into()))?;
    Ok((entry.role, accepted))
}

fn find<'a>(page: &'a Element, id: &str) -> Result<Place<'a>, String> {
    Id::parse(id)
        .and_then(|id| {
            let around = Place {
                widget: page,
                form: None,
                fragment: None,
                form_fragment: None,
            };
            search(page, id, around)
        })
        .ok_or_else(|| "it is not on the page any more".into())
}

fn search<'a>(element: &'a Element, id: Id, around: Place<'a>) -> Option<Place<'a>> {
    if element.id == id {
        return Some(Place {
            widget: element,
            ..around
        });
    }
    let around = match element.kind {
        "form" => Place {
            form: Some(element.id),
            form_fragment: around.fragment,
            ..around
        },
        "fragment" => Place {
            fragment: Some(element.id),
            ..around
        },
        // It lies over the page, so what it was opened from is not around it.
        "dialog" => Place {
            fragment: Some(element.id),
            form: None,
            ..around
        },
        _ => around,
    };
    element
        .children
        .iter()
        .find_map(|child| search(child, id, around))
}

/// What is to run for something that happened in this fragment.
fn scope(fragment: Option<Id>) -> Scope {
    fragment.map_or(Scope::App, |id| Scope::Fragments(vec![id]))
}

/// The person closes a dialog.
fn dismissed(dialog: &Element, value: &Value) -> Result<Cause, String> {
    let is = |prop: &str| dialog.props.get(prop) == Some(&Value::Bool(true));
    if *value != Value::Bool(true) || !is("dismissible") {
        return Err("this dialog is not closed so".into());
    }
    Ok(Cause {
        fired: vec![(dialog.id, Value::Bool(true))],
        scope: scope((!is("reruns")).then_some(dialog.id)),
        ..Cause::default()
    })
}

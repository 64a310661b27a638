//! What a browser said, checked against the page that is shown: the door where values from
//! outside become values in the script's terms.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mirror_widgets::{Element, Id, Role, Value, entry};

use crate::run::Cause;

/// Why a value is not accepted: the widget's id as it was sent, and a sentence for people.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub(crate) id: String,
    pub(crate) message: String,
}

/// A widget on the page, and the form it stands in.
struct Place<'a> {
    widget: &'a Element,
    form: Option<Id>,
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
    if place.form.is_some() {
        return Err("it belongs to a form, which sends all its values together".into());
    }
    let (role, value) = accept(&place, value)?;
    let changed = (place.widget.id, value);
    Ok(match role {
        Role::Trigger => Cause {
            fired: vec![changed],
            ..Cause::default()
        },
        _ => Cause {
            values: vec![changed],
            ..Cause::default()
        },
    })
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
        fired: vec![(place, Value::Bool(true))],
        ..Cause::default()
    };
    for (id, value) in values {
        let value = entered(page, form, id, value).map_err(|why| reject(id, why))?;
        cause.values.push(value);
    }
    Ok(cause)
}

/// The submit button, and its form.
fn pressed(page: &Element, button: &str) -> Result<(Id, Id), String> {
    let place = find(page, button)?;
    let (role, _) = accept(&place, &Value::Bool(true))?;
    match place.form {
        Some(form) if role == Role::Trigger => Ok((place.widget.id, form)),
        _ => Err("it is no button of a form".into()),
    }
}

fn entered(page: &Element, form: Id, id: &str, value: &Value) -> Result<(Id, Value), String> {
    let place = find(page, id)?;
    if place.form != Some(form) {
        return Err("it does not stand in the form that was sent".into());
    }
    match accept(&place, value)? {
        (Role::Input, value) => Ok((place.widget.id, value)),
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
        .and_then(|id| search(page, id, None))
        .ok_or_else(|| "it is not on the page any more".into())
}

fn search(element: &Element, id: Id, form: Option<Id>) -> Option<Place<'_>> {
    if element.id == id {
        return Some(Place {
            widget: element,
            form,
        });
    }
    let form = if element.kind == "form" {
        Some(element.id)
    } else {
        form
    };
    element
        .children
        .iter()
        .find_map(|child| search(child, id, form))
}

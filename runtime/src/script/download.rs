//! Downloads that are made when their button is clicked: a function in the place of the data.

use std::sync::Arc;

use mirror_widgets::{Drawn, Entry, Id, Value, mime};
use rhai::{Blob, Dynamic, EvalAltResult, FnPtr};
use serde_json::json;

use super::{handle::Call, uploaded::UploadedFile};
use crate::{
    media::{Content, Medium},
    uploads::display_name,
};

/// The function that a download button has in the place of its data. The widget only learns that
/// there is one.
pub(super) fn maker(call: &mut Call<'_, '_>, entry: &Entry) -> Option<FnPtr> {
    if entry.name != "download_button" {
        return None;
    }
    let data = match call.names.get_mut("data") {
        Some(data) => data,
        None => call.places.get_mut(1)?,
    };
    let function = data.clone().try_cast::<FnPtr>()?;
    *data = Dynamic::UNIT;
    call.names.insert("deferred".into(), true.into());
    Some(function)
}

/// Makes what was clicked for, and tells the browser where it is.
pub(super) fn make(
    call: &Call<'_, '_>,
    id: Id,
    drawn: &Drawn,
    maker: &FnPtr,
) -> Result<(), Box<EvalAltResult>> {
    if *drawn != Drawn::Value(Value::Bool(true)) {
        return Ok(());
    }
    call.run.flush();
    let made = maker.call_within_context::<Dynamic>(call.context, ())?;
    let bytes = bytes(&made).map_err(|why| call.error(format!("download_button: {why}")))?;
    let run = &call.run;
    let mut inner = run.inner();
    let prop = |name: &str| {
        let text = inner.page.prop(id, name);
        text.and_then(|value| value.as_str().map(str::to_owned))
    };
    let name = display_name(&prop("file_name").unwrap_or_default(), false);
    let mime = prop("mime").unwrap_or_else(|| mime::of(&name, &bytes).into());
    let medium = Medium {
        content: Content::Bytes(bytes),
        mime: mime.into(),
        save_as: Some(name.into()),
    };
    let src = run.0.media.put_medium(run.0.owner, medium);
    // The same bytes twice are two downloads: the number of the run tells them apart.
    let made = json!({ "src": src, "run": run.0.number });
    inner.page.set(id, "made", made);
    Ok(())
}

fn bytes(made: &Dynamic) -> Result<Arc<[u8]>, String> {
    if let Some(bytes) = made.read_lock::<Blob>() {
        return Ok(bytes.as_slice().into());
    }
    if let Some(file) = made.read_lock::<UploadedFile>() {
        return file.bytes().map(Into::into);
    }
    match made.is_unit() || made.is_map() || made.is_array() {
        true => Err("the function must give a text or bytes".into()),
        false => Ok(made.to_string().into_bytes().into()),
    }
}

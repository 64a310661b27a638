//! Tasks about pictures.

use mirror_models::{Detected, ImageClassifier, ObjectDetector, Picture, Tensor};
use rhai::{Array, Blob, Dynamic, Module};

use super::{Failure, Given, Top, apply, each, map, method, task};
use crate::script::{context::Run, convert, given::function, onnx::asked, uploaded::UploadedFile};

/// Registers them.
pub(super) fn register(module: &mut Module) {
    task!(
        module,
        "image_classifier",
        ImageClassifier,
        image_classifiers
    );
    let params = &["image", "top_k", "function_to_apply"];
    method(
        module,
        "classify",
        params,
        |call, model: &ImageClassifier| {
            let (pictures, many) = pictures(call)?;
            let (top, apply) = (Top::read(call)?, apply(call)?);
            let answers = asked(call, |stop| model.classify(&pictures, apply, stop))?;
            Ok(each(
                answers.iter().map(|ranked| top.of(ranked)).collect(),
                many,
            ))
        },
    );
    task!(module, "object_detector", ObjectDetector, object_detectors);
    method(
        module,
        "detect",
        &["image", "threshold"],
        |call, model: &ObjectDetector| {
            let (pictures, many) = pictures(call)?;
            let threshold = call.number("threshold")?.unwrap_or(0.5);
            let detect =
                |picture: &Picture| asked(call, |stop| model.detect(picture, threshold, stop));
            let found = pictures.iter().map(detect).collect::<Result<Vec<_>, _>>()?;
            let boxes = |found: &Vec<Detected>| found.iter().map(marked).collect::<Array>().into();
            Ok(each(found.iter().map(boxes).collect(), many))
        },
    );
    function(
        module,
        "image_tensor",
        None,
        &["image", "width", "height"],
        |call, _| {
            let mut picture = picture(call, call.required("image", TAKES)?)?;
            let (width, height) = picture.size();
            let wanted = (
                call.count("width")?.unwrap_or(width),
                call.count("height")?.unwrap_or(height),
            );
            if wanted.0.max(wanted.1) > 8192 {
                return Err(call.error("a picture can be at most 8192 pixels wide and high"));
            }
            if wanted != (width, height) {
                picture = picture.resized(wanted.0, wanted.1);
            }
            picture
                .tensor()
                .map(Dynamic::from)
                .map_err(|why| call.error(why))
        },
    );
}

/// A thing in a picture, as `st.image(boxes=...)` takes it.
fn marked(found: &Detected) -> Dynamic {
    let corners: Array = found.corners.map(Dynamic::from).into();
    map([
        ("label", found.label.as_str().into()),
        ("score", found.score.into()),
        ("xyxy", corners.into()),
    ])
}

/// What a picture can be, for errors.
const TAKES: &str =
    "a PNG or JPEG as a path beneath the app's folder, an uploaded file, bytes, or a tensor";

/// The pictures of a call, and whether they came as a list.
pub(super) fn pictures(call: &Given<'_, '_>) -> Result<(Vec<Picture>, bool), Failure> {
    let value = call.required("image", TAKES)?;
    match value.read_lock::<Array>() {
        Some(list) => Ok((
            list.iter()
                .map(|item| picture(call, item))
                .collect::<Result<_, _>>()?,
            true,
        )),
        None => Ok((vec![picture(call, value)?], false)),
    }
}

fn picture(call: &Given<'_, '_>, value: &Dynamic) -> Result<Picture, Failure> {
    let decode = |bytes: &[u8]| Picture::decode(bytes).map_err(|why| call.error(why));
    if let Some(bytes) = value.read_lock::<Blob>() {
        return decode(&bytes);
    }
    if let Some(file) = value.read_lock::<UploadedFile>() {
        return decode(&file.bytes().map_err(|why| call.error(why))?);
    }
    if let Some(tensor) = value.read_lock::<Tensor>() {
        return Picture::of(&tensor).map_err(|why| call.error(why));
    }
    if value.is_string() {
        let path = value.to_string();
        let run = Run::of(call.context)?;
        let path = run.0.shared.beneath(&path).map_err(|why| call.error(why))?;
        let bytes = std::fs::read(&path).map_err(|why| call.error(format!("{why}: {value}")))?;
        return decode(&bytes);
    }
    Err(call.error(format!(
        "`image` must be {TAKES}, not a {}",
        convert::name_of(value)
    )))
}

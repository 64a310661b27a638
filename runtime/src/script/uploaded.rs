//! A file that a person uploaded, as a script sees it: an object with a name, a size, a type, and
//! its content in the form that is asked for. It says nothing about where the file lies.

use std::{fmt, sync::Arc};

use mirror_widgets::{Arg, Value, drawing, uploads::id_of};
use rhai::{Array, Blob, Dynamic, EvalAltResult, FuncRegistration, Module, NativeCallContext};
use serde_json::json;

use super::{LARGEST_FILE, builtins, context::Run, convert, errors};
use crate::uploads::{Upload, Uploads};

/// A file that a person uploaded. It lasts as long as a script holds it.
#[derive(Clone)]
pub(super) struct UploadedFile(pub(super) Arc<Upload>);

type Context<'a> = NativeCallContext<'a>;
type Outcome<T> = Result<T, Box<EvalAltResult>>;

impl UploadedFile {
    /// What a picture or another widget that takes bytes gets of it.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, String> {
        self.0.read(LARGEST_FILE)
    }

    /// Whether it is a picture.
    pub(super) fn is_image(&self) -> bool {
        self.0.info.mime.starts_with("image/")
    }

    /// How it is written on the page: the widget, and what that shows. A picture is seen, and of
    /// anything else what it is.
    pub(super) fn shown(&self) -> Result<(&'static str, Arg), String> {
        if self.is_image() {
            return Ok(("image", Arg::Bytes(self.bytes()?.into())));
        }
        let info = &self.0.info;
        let about = json!({ "name": info.name, "type": info.mime, "size": info.size });
        Ok(("json", about.into()))
    }

    /// It without its content, as data.
    pub(super) fn value(&self) -> Value {
        self.0.info.value()
    }
}

/// What a person reads where a file is written as text.
impl fmt::Display for UploadedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let info = &self.0.info;
        write!(f, "{} ({}, {} bytes)", info.name, info.mime, info.size)
    }
}

/// A widget's value as the script gets it: like [`convert::from_value`], and with the files that
/// it names. A file that is not there any more is `()`.
pub(super) fn from_widget(value: &Value, uploads: &Uploads, owner: u64) -> Dynamic {
    match value {
        Value::Object(map) => match id_of(value) {
            Some(id) => uploads
                .find(owner, id)
                .map_or(Dynamic::UNIT, |upload| Dynamic::from(UploadedFile(upload))),
            None => map
                .iter()
                .map(|(name, item)| (name.as_str().into(), from_widget(item, uploads, owner)))
                .collect::<rhai::Map>()
                .into(),
        },
        Value::Array(items) => items
            .iter()
            .map(|item| from_widget(item, uploads, owner))
            .collect::<Array>()
            .into(),
        plain => convert::from_value(plain),
    }
}

/// Registers what scripts can ask of a file.
pub(super) fn register(module: &mut Module) {
    module.set_custom_type::<UploadedFile>("UploadedFile");
    about(module);
    content(module);
    pixels(module);
    // Two names of the same upload are the same file.
    let same = |a: UploadedFile, b: UploadedFile| a.0.info.id == b.0.info.id;
    FuncRegistration::new("==").set_into_module(module, same);
    FuncRegistration::new("!=").set_into_module(module, move |a, b| !same(a, b));
    for name in ["to_string", "to_debug"] {
        let text = |file: &mut UploadedFile| file.to_string();
        FuncRegistration::new(name).set_into_module(module, text);
    }
}

fn about(module: &mut Module) {
    let getter = FuncRegistration::new_getter;
    getter("name").set_into_module(module, |file: &mut UploadedFile| file.0.info.name.clone());
    getter("type").set_into_module(module, |file: &mut UploadedFile| file.0.info.mime.clone());
    getter("id").set_into_module(module, |file: &mut UploadedFile| file.0.info.id.clone());
    getter("size").set_into_module(module, |file: &mut UploadedFile| -> i64 {
        file.0.info.size.try_into().unwrap_or(i64::MAX)
    });
}

fn content(module: &mut Module) {
    FuncRegistration::new("bytes")
        .set_into_module(module, |context: Context<'_>, file: &mut UploadedFile| {
            read(&context, file, "bytes")
        });
    FuncRegistration::new("text")
        .set_into_module(module, |context: Context<'_>, file: &mut UploadedFile| {
            text(&context, file, "text")
        });
    FuncRegistration::new("lines").set_into_module(
        module,
        |context: Context<'_>, file: &mut UploadedFile| -> Outcome<Array> {
            let text = text(&context, file, "lines")?;
            Ok(text.lines().map(Into::into).collect())
        },
    );
    FuncRegistration::new("json").set_into_module(
        module,
        |context: Context<'_>, file: &mut UploadedFile| -> Outcome<Dynamic> {
            let text = text(&context, file, "json")?;
            serde_json::from_str::<Value>(&text)
                .map(|value| convert::from_value(&value))
                .map_err(|why| errors::at(&context, format!("json: {why} in `{}`", name(file))))
        },
    );
    FuncRegistration::new("csv").set_into_module(
        module,
        |context: Context<'_>, file: &mut UploadedFile| -> Outcome<Array> {
            let text = text(&context, file, "csv")?;
            builtins::files::rows(&text)
                .map_err(|why| errors::at(&context, format!("csv: {why} in `{}`", name(file))))
        },
    );
    FuncRegistration::new("image").set_into_module(
        module,
        |context: Context<'_>, file: &mut UploadedFile| -> Outcome<Blob> {
            if !file.is_image() {
                let (name, mime) = (name(file), &file.0.info.mime);
                let why = format!("image: `{name}` is no picture but {mime}; take only pictures: `type=\"image/*\"`");
                return Err(errors::at(&context, why));
            }
            read(&context, file, "image")
        },
    );
}

fn pixels(module: &mut Module) {
    FuncRegistration::new("pixels").set_into_module(
        module,
        |context: Context<'_>,
         file: &mut UploadedFile,
         width: i64,
         height: i64|
         -> Outcome<Array> {
            let bytes = read(&context, file, "pixels")?;
            let side = |pixels: i64| usize::try_from(pixels).unwrap_or(0);
            let rows = drawing::gray(&bytes, side(width), side(height))
                .map_err(|why| errors::at(&context, format!("pixels: {why}")))?;
            let row = |row: Vec<f64>| row.into_iter().map(Dynamic::from).collect::<Array>();
            Ok(rows.into_iter().map(|each| row(each).into()).collect())
        },
    );
}

fn name(file: &UploadedFile) -> &str {
    &file.0.info.name
}

fn read(context: &Context<'_>, file: &UploadedFile, function: &str) -> Outcome<Blob> {
    let most = Run::of(context)?.0.limits.text_bytes as u64;
    let bytes = file.0.read(most);
    bytes.map_err(|why| errors::at(context, format!("{function}: {why}")))
}

fn text(context: &Context<'_>, file: &UploadedFile, function: &str) -> Outcome<String> {
    let mut bytes = read(context, file, function)?;
    // Spreadsheets begin a CSV file with a mark of its encoding.
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let why = format!(
            "{function}: `{}` is no text in UTF-8 (byte {at}); save it as UTF-8, or use `.bytes()`",
            name(file)
        );
        errors::at(context, why)
    })
}

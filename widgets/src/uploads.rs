//! Files from people: what a widget takes, and what it knows of those that came.
//!
//! A file goes to the server by itself, over its own request, and gets an id there; what a widget
//! sends as its value are ids. In the script's terms a file is a map with the mark [`MARK`], which
//! the runtime turns into an object with the file's content.

use std::{collections::HashSet, fmt, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

use crate::{
    Args, Host, Param, WidgetError,
    call::{describe, named, plain_text},
    mime,
};

/// The name under which a file's value has its id.
pub const MARK: &str = "__file";

/// The parameter that limits the size of a file.
pub(crate) const MAX_UPLOAD_SIZE: Param = named(
    "max_upload_size",
    "megabytes",
    "()",
    "How large a file may be; by default what the setting `max_upload_size` says (200).",
);

/// A file that a person uploaded, as widgets know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileInfo {
    /// Names it in this session; nobody can guess it.
    pub id: String,
    /// What the person calls it, fit to be shown.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// Its type, as the server found it out.
    #[serde(rename = "type")]
    pub mime: String,
}

impl FileInfo {
    /// The file in the script's terms.
    pub fn value(&self) -> Value {
        json!({ MARK: self.id, "name": self.name, "size": self.size, "type": self.mime })
    }
}

/// The id of the file that a value in the script's terms stands for, if it stands for one.
pub fn id_of(value: &Value) -> Option<&str> {
    value.get(MARK)?.as_str()
}

/// All ids of files in a value in the script's terms.
pub fn ids_in(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().flat_map(ids_in).collect(),
        Value::Object(map) => match id_of(value) {
            Some(id) => vec![id],
            None => map.values().flat_map(ids_in).collect(),
        },
        _ => Vec::new(),
    }
}

/// The files that were uploaded in one session.
pub trait Files: fmt::Debug + Send + Sync {
    /// The file of this id, while it is there.
    fn find(&self, id: &str) -> Option<FileInfo>;

    /// How many bytes a file may have where the script does not say.
    fn largest(&self) -> u64;
}

/// Which files a widget takes. It is the prop `upload` of each widget that takes some: the
/// server reads there what it may let in for that widget.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UploadRules {
    /// Endings (`.csv`), types (`image/png`) and kinds (`image/*`); empty for all.
    pub types: Vec<String>,
    /// How many bytes a file may have.
    pub max_bytes: u64,
    /// Whether names keep the folders they came from.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub folder: bool,
    #[serde(skip)]
    #[ts(skip)]
    files: Option<Arc<dyn Files>>,
}

impl UploadRules {
    /// The rules of a call: `types` is the parameter that lists types.
    ///
    /// # Errors
    /// When a type cannot be understood, or `max_upload_size` is no size.
    pub(crate) fn read(
        args: &Args,
        host: &dyn Host,
        types: &'static str,
    ) -> Result<Self, WidgetError> {
        let texts = match args.value(types)? {
            None => Vec::new(),
            Some(Value::Array(_)) => args.texts(types)?.unwrap_or_default(),
            Some(one) => plain_text(one)
                .map(|text| text.split(',').map(str::to_owned).collect())
                .ok_or_else(|| args.wrong(types, "an ending, a type or a list of them", one))?,
        };
        let wanted = texts.iter().map(|text| mime::wanted(text));
        let wanted: Result<_, String> = wanted.collect();
        let mut rules = Self::of(args, host)?;
        rules.types = wanted.map_err(|why| args.error(format!("`{types}` {why}")))?;
        Ok(rules)
    }

    /// The rules of a widget that makes its files itself and knows their type.
    ///
    /// # Errors
    /// When `max_upload_size` is no size.
    pub(crate) fn of_type(
        args: &Args,
        host: &dyn Host,
        mime: &'static str,
    ) -> Result<Self, WidgetError> {
        let mut rules = Self::of(args, host)?;
        rules.types = vec![mime.into()];
        Ok(rules)
    }

    fn of(args: &Args, host: &dyn Host) -> Result<Self, WidgetError> {
        let files = host.files();
        let max_bytes = match args.number("max_upload_size")? {
            None => files.largest(),
            Some(megabytes) if megabytes > 0.0 => (megabytes * f64::from(1 << 20)) as u64,
            Some(other) => {
                let why = format!("`max_upload_size` must be more than 0 megabytes, not {other}");
                return Err(args.error(why));
            }
        };
        Ok(Self {
            types: Vec::new(),
            max_bytes,
            folder: false,
            files: Some(files),
        })
    }

    /// The files that a browser says it has uploaded for this widget, in the script's terms.
    ///
    /// # Errors
    /// When one was not uploaded in this session, or is not what this widget takes.
    pub(crate) fn accept(&self, sent: &Value) -> Result<Vec<Value>, String> {
        let Value::Array(items) = sent else {
            return Err(format!("must be a list of files, not {}", describe(sent)));
        };
        // Else a short message could name one file so often that the value is a long one.
        let mut seen = HashSet::new();
        let file = |item: &Value| -> Result<Value, String> {
            let id = item.get("id").and_then(Value::as_str);
            let id = id.ok_or_else(|| format!("must hold files, not {}", describe(item)))?;
            if !seen.insert(id.to_owned()) {
                return Err("holds a file twice".into());
            }
            let info = self.files.as_ref().and_then(|files| files.find(id));
            let info = info.ok_or("the file is not there any more; choose it again")?;
            self.check(&info)?;
            Ok(info.value())
        };
        items.iter().map(file).collect()
    }

    fn check(&self, info: &FileInfo) -> Result<(), String> {
        if info.size > self.max_bytes {
            return Err(format!("{} is larger than {}", info.name, self.limit()));
        }
        if !mime::takes(&self.types, &info.name, &info.mime) {
            return Err(format!("{} is not {}", info.name, self.types.join(" or ")));
        }
        Ok(())
    }

    /// The size limit, for people.
    pub fn limit(&self) -> String {
        match self.max_bytes {
            bytes if bytes >= 1 << 20 => format!("{} MB", bytes / (1 << 20)),
            bytes => format!("{} KB", bytes.div_ceil(1 << 10)),
        }
    }

    /// What is still there of the files that were kept from an earlier run, and is still taken.
    pub(crate) fn fit(&self, kept: &Value) -> Vec<Value> {
        let infos = ids_in(kept).into_iter().filter_map(|id| {
            let info = self.files.as_ref()?.find(id)?;
            self.check(&info).is_ok().then(|| info.value())
        });
        infos.collect()
    }
}

/// A value in the script's terms as browsers know it: a list of files.
pub(crate) fn sent(value: &Value) -> Value {
    let one = |value: &Value| -> Option<Value> {
        let id = id_of(value)?;
        Some(
            json!({ "id": id, "name": value["name"], "size": value["size"], "type": value["type"] }),
        )
    };
    match value {
        Value::Array(items) => items.iter().filter_map(one).collect(),
        other => one(other).into_iter().collect(),
    }
}

/// One file or `()`, of a widget that has at most one.
pub(crate) fn single(mut files: Vec<Value>) -> Result<Value, String> {
    match files.len() {
        0 => Ok(Value::Null),
        1 => Ok(files.remove(0)),
        many => Err(format!("takes one file, not {many}")),
    }
}

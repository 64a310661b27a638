//! A page for tests of single widgets: what a run would do, in a few lines.
//!
//! ```
//! use mirror_widgets::testing::{Stage, args};
//! use serde_json::json;
//!
//! let mut stage = Stage::default();
//! assert_eq!(stage.value("slider", args!["Size", 0, 10, value = 3]), Ok(json!(3)));
//! assert_eq!(stage.send(json!(7)), Ok(json!(7)));
//! assert_eq!(stage.value("slider", args!["Size", 0, 10, value = 3]), Ok(json!(7)));
//! ```

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use serde_json::Value;

use crate::{
    Arg, Args, ComponentFiles, Content, Drawn, Element, Host, Id, Stored,
    date::Date,
    entry,
    moment::Moment,
    uploads::{FileInfo, Files},
};

/// The arguments of a call: those by place, and those by name.
pub type Given = (Vec<Arg>, Vec<(String, Arg)>);

/// The arguments of a call as a script would write them: `args!["Size", 0, 10, value = 3]`.
#[macro_export]
#[doc(hidden)]
macro_rules! __args {
    (@read $given:ident) => {};
    (@read $given:ident $name:ident = $value:expr $(, $($rest:tt)*)?) => {
        $given.1.push((stringify!($name).to_string(), serde_json::json!($value).into()));
        $($crate::__args!(@read $given $($rest)*);)?
    };
    (@read $given:ident $value:expr $(, $($rest:tt)*)?) => {
        $given.0.push(serde_json::json!($value).into());
        $($crate::__args!(@read $given $($rest)*);)?
    };
    ($($given_args:tt)*) => {{
        #[allow(unused_mut)]
        let mut given: $crate::testing::Given = (Vec::new(), Vec::new());
        $crate::__args!(@read given $($given_args)*);
        given
    }};
}

pub use crate::__args as args;

/// A page that holds what was drawn last, and remembers values as sessions do.
#[derive(Debug, Default)]
pub struct Stage {
    /// What was drawn, in order.
    pub elements: Vec<Element>,
    /// The kinds of container that the cursor stands in.
    pub inside: Vec<&'static str>,
    /// The files of the app's folder.
    pub files: HashMap<String, Vec<u8>>,
    /// The media that were stored: bytes and type.
    pub media: Vec<(Arc<[u8]>, String)>,
    /// The files that were uploaded.
    pub uploads: Vec<FileInfo>,
    /// What the page's address says under every name.
    pub address: Option<Vec<String>>,
    stored: HashMap<Id, Stored>,
    fired: Option<Value>,
}

impl Stage {
    /// A page of a session in which these files were uploaded.
    pub fn with_uploads(uploads: Vec<FileInfo>) -> Self {
        Self {
            uploads,
            ..Self::default()
        }
    }

    /// Draws a widget.
    ///
    /// # Errors
    /// When an argument does not fit; the text is what a person would read.
    pub fn draw(&mut self, widget: &str, given: Given) -> Result<Drawn, String> {
        let entry = entry(widget).ok_or_else(|| format!("no widget `{widget}`"))?;
        Args::new(entry.name, entry.params, entry.common, given.0, given.1)
            .and_then(|args| (entry.draw)(&args, self))
            .map_err(|error| error.to_string())
    }

    /// Draws an input and gives its value.
    ///
    /// # Errors
    /// When an argument does not fit.
    pub fn value(&mut self, widget: &str, given: Given) -> Result<Value, String> {
        match self.draw(widget, given)? {
            Drawn::Value(value) => Ok(value),
            other => Err(format!("`{widget}` is no input: {other:?}")),
        }
    }

    /// Draws a widget and gives what the browser gets of it.
    ///
    /// # Errors
    /// When an argument does not fit.
    pub fn props(&mut self, widget: &str, given: Given) -> Result<Value, String> {
        self.draw(widget, given)?;
        Ok(Value::Object((*self.last().props).clone()))
    }

    /// The element that was drawn last.
    ///
    /// # Panics
    /// When none was.
    pub fn last(&self) -> &Element {
        self.elements.last().expect("something was drawn before")
    }

    /// Sends a value as the browser would for the element drawn last; the next draw sees it.
    ///
    /// # Errors
    /// When the widget does not accept it.
    ///
    /// # Panics
    /// When nothing was drawn, or no input.
    pub fn send(&mut self, sent: Value) -> Result<Value, String> {
        let (id, kind) = (self.last().id, self.last().kind);
        let accept = entry(kind)
            .expect("a drawn widget is in the catalog")
            .accept;
        let spec = self.last().spec.as_ref().expect("an input has a spec");
        let value = accept(spec, &sent)?;
        self.store(id, value.clone(), false);
        Ok(value)
    }

    /// Keeps a value for the element drawn last, as if the script had written it.
    pub fn write(&mut self, value: Value) {
        self.store(self.last().id, value, true);
    }

    /// Lets the next trigger fire with this value.
    pub fn fire(&mut self, value: Value) {
        self.fired = Some(value);
    }

    fn store(&mut self, id: Id, value: Value, by_script: bool) {
        self.stored.insert(id, Stored { value, by_script });
    }
}

/// The uploads of a stage when a widget was drawn on it.
#[derive(Debug)]
struct Uploaded(Vec<FileInfo>);

impl Files for Uploaded {
    fn find(&self, id: &str) -> Option<FileInfo> {
        self.0.iter().find(|info| info.id == id).cloned()
    }

    fn largest(&self) -> u64 {
        200 << 20
    }
}

impl Host for Stage {
    fn identify(
        &mut self,
        kind: &'static str,
        label: Option<&str>,
        key: Option<&str>,
    ) -> Result<Id, String> {
        let mut hasher = DefaultHasher::new();
        (kind, key.or(label)).hash(&mut hasher);
        Ok(Id(hasher.finish()))
    }

    fn stored(&mut self, id: Id) -> Option<Stored> {
        self.stored.get(&id).cloned()
    }

    fn fired(&mut self, _id: Id) -> Option<Value> {
        self.fired.take()
    }

    fn keep(&mut self, id: Id, _key: Option<&str>, value: &Value) {
        self.store(id, value.clone(), false);
    }

    fn address(&mut self, _id: Id, _name: &str) -> Option<Vec<String>> {
        self.address.clone()
    }

    fn clears(&self) -> bool {
        false
    }

    fn emit(&mut self, element: Element) {
        self.elements.push(element);
    }

    fn inside(&self, kind: &str) -> bool {
        self.inside.contains(&kind)
    }

    fn media(&mut self, bytes: Arc<[u8]>, mime: &str) -> String {
        self.media.push((bytes, mime.into()));
        format!("media/{}", self.media.len())
    }

    fn file(&mut self, path: &str) -> Result<Arc<[u8]>, String> {
        match self.files.get(path) {
            Some(bytes) => Ok(bytes.as_slice().into()),
            None => Err(format!("there is no file `{path}` in the app's folder")),
        }
    }

    /// Always the last day of January 2026, 14:37.
    fn now(&self) -> Moment {
        let date = Date {
            year: 2026,
            month: 1,
            day: 31,
        };
        Moment {
            date,
            minute: 14 * 60 + 37,
        }
    }

    fn media_file(&mut self, path: &str, mime: &str) -> Result<String, String> {
        let bytes = self.file(path)?;
        Ok(self.media(bytes, mime))
    }

    fn download(&mut self, content: Content, mime: &str, name: &str) -> Result<String, String> {
        let bytes = match content {
            Content::Bytes(bytes) => bytes,
            Content::File(path) => self.file(&path)?,
        };
        Ok(self.media(bytes, &format!("{mime} as {name}")))
    }

    fn component(&mut self, path: &str) -> Result<ComponentFiles, String> {
        let beside = format!("components/{path}");
        let folder = [path, &beside]
            .into_iter()
            .find(|folder| self.files.contains_key(&format!("{folder}/index.js")));
        let folder = folder.ok_or_else(|| format!("there is no component `{path}`"))?;
        Ok(ComponentFiles {
            module: format!("component/1/1/{folder}/index.js"),
            style: None,
            trusted: false,
        })
    }

    fn files(&self) -> Arc<dyn Files> {
        Arc::new(Uploaded(self.uploads.clone()))
    }

    fn run(&self) -> u64 {
        7
    }
}

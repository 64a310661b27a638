//! One node of the page, as data.

use std::{any::Any, fmt, sync::Arc};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

pub use crate::children::Children;

/// What the browser needs to draw an element: JSON, by name.
pub type Props = Map<String, Value>;

/// The typed props a widget was drawn with; values from the browser are checked against it.
/// It stays on the server.
pub type Spec = Arc<dyn Any + Send + Sync>;

/// The identity of an element, stable over reruns. On the wire it is a short string.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub u64);

impl Id {
    /// The page itself.
    pub const ROOT: Self = Self(0);
    /// The main column of the page.
    pub const MAIN: Self = Self(1);
    /// The sidebar.
    pub const SIDEBAR: Self = Self(2);
    /// What is pinned to the page's end.
    pub const BOTTOM: Self = Self(4);

    /// Reads an id as it stands on the wire.
    ///
    /// ```
    /// use mirror_widgets::Id;
    /// assert_eq!(Id::parse(&Id(35 * 36).to_string()), Some(Id(35 * 36)));
    /// assert_eq!(Id::parse("../etc"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
        (plain && text.len() <= 13)
            .then(|| u64::from_str_radix(text, 36).ok())
            .flatten()
            .map(Self)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
        let mut text = [0_u8; 13];
        let (mut rest, mut start) = (self.0, text.len());
        loop {
            start -= 1;
            text[start] = DIGITS[(rest % 36) as usize];
            rest /= 36;
            if rest == 0 {
                break;
            }
        }
        f.write_str(std::str::from_utf8(&text[start..]).unwrap_or_default())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{self}")
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One node: what it is, what it shows, and what it holds.
#[derive(Clone, Serialize)]
pub struct Element {
    /// Identity, stable over reruns.
    pub id: Id,
    /// The widget's name; the browser draws it with the component of that name.
    pub kind: &'static str,
    /// What the browser draws. Shared, so that a snapshot of a page costs no copy of its texts.
    pub props: Arc<Props>,
    /// What stands inside, in order.
    #[serde(skip_serializing_if = "no_children")]
    pub children: Children,
    /// What a value from the browser is checked against.
    #[serde(skip)]
    pub spec: Option<Spec>,
}

fn no_children(children: &Children) -> bool {
    children.is_empty()
}

impl Element {
    /// An element with nothing inside.
    pub fn new(id: Id, kind: &'static str, props: Props) -> Self {
        Self {
            id,
            kind,
            props: Arc::new(props),
            children: Children::default(),
            spec: None,
        }
    }

    /// The element with this id, in this one or anywhere inside it.
    pub fn find(&self, id: Id) -> Option<&Element> {
        if self.id == id {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(id))
    }

    /// The element with this id, to be changed.
    pub fn find_mut(&mut self, id: Id) -> Option<&mut Element> {
        if self.id == id {
            return Some(self);
        }
        // Only the way to it is copied where lists are shared, so the way is found first.
        let mut children = self.children.iter();
        let index = children.position(|child| child.find(id).is_some())?;
        self.children[index].find_mut(id)
    }
}

/// Two elements are equal when a browser would show the same: the spec is not compared.
impl PartialEq for Element {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
            && self.kind == other.kind
            && (Arc::ptr_eq(&self.props, &other.props) || self.props == other.props)
            && self.children == other.children
    }
}

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{:?} {}",
            self.kind,
            self.id,
            Value::Object((*self.props).clone())
        )?;
        if !self.children.is_empty() {
            write!(f, " {:?}", self.children)?;
        }
        Ok(())
    }
}

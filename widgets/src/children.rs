//! What stands inside an element, in order.

use std::{
    fmt,
    ops::{Deref, DerefMut},
    sync::Arc,
};

use serde::{Serialize, Serializer};

use crate::Element;

/// What stands inside an element, in order. A copy shares the list until one of the two is
/// changed, so that a page costs the same to copy however large it is.
///
/// ```
/// use mirror_widgets::{Children, Element, Id, Props};
/// let mut one = Children::default();
/// one.push(Element::new(Id(20), "divider", Props::new()));
/// let mut two = one.clone();
/// assert!(one.shares(&two));
/// two.remove(0);
/// assert_eq!((one.len(), two.len()), (1, 0));
/// ```
// An element with nothing inside has no list: most have none.
#[derive(Clone, Default)]
pub struct Children(Option<Arc<Vec<Element>>>);

impl Children {
    /// Whether the two are one list, so that nothing in them can differ.
    pub fn shares(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(two)) => Arc::ptr_eq(one, two),
            (one, two) => one.is_none() && two.is_none(),
        }
    }

    /// Puts an element at the end.
    pub fn push(&mut self, element: Element) {
        self.own().push(element);
    }

    /// Puts an element before the one at this index.
    pub fn insert(&mut self, index: usize, element: Element) {
        self.own().insert(index, element);
    }

    /// Takes the element at this index away.
    pub fn remove(&mut self, index: usize) -> Element {
        self.own().remove(index)
    }

    /// Keeps those that are wanted.
    pub fn retain(&mut self, wanted: impl FnMut(&Element) -> bool) {
        self.own().retain(wanted);
    }

    /// The list, copied first where it is shared.
    fn own(&mut self) -> &mut Vec<Element> {
        Arc::make_mut(self.0.get_or_insert_default())
    }
}

impl Deref for Children {
    type Target = [Element];

    fn deref(&self) -> &[Element] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl DerefMut for Children {
    fn deref_mut(&mut self) -> &mut [Element] {
        match &mut self.0 {
            Some(list) => Arc::make_mut(list).as_mut_slice(),
            None => &mut [],
        }
    }
}

impl From<Vec<Element>> for Children {
    fn from(list: Vec<Element>) -> Self {
        Self((!list.is_empty()).then(|| Arc::new(list)))
    }
}

impl FromIterator<Element> for Children {
    fn from_iter<I: IntoIterator<Item = Element>>(elements: I) -> Self {
        elements.into_iter().collect::<Vec<_>>().into()
    }
}

impl IntoIterator for Children {
    type Item = Element;
    type IntoIter = std::vec::IntoIter<Element>;

    fn into_iter(self) -> Self::IntoIter {
        self.0
            .map(Arc::unwrap_or_clone)
            .unwrap_or_default()
            .into_iter()
    }
}

impl<'a> IntoIterator for &'a Children {
    type Item = &'a Element;
    type IntoIter = std::slice::Iter<'a, Element>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Children {
    fn eq(&self, other: &Self) -> bool {
        self.shares(other) || **self == **other
    }
}

impl Serialize for Children {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl fmt::Debug for Children {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

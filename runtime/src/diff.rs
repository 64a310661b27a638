//! What to change in the page a browser shows so that it becomes the page it should show.
//!
//! Elements are matched by id and kind under the same parent; one that changed its parent or
//! its kind is removed and inserted anew. All removals come first, so an id never stands on the
//! page twice while the patches are applied. Siblings that kept their order are not touched:
//! only those outside the longest increasing run move.
//!
//! ```
//! use mirror_runtime::diff::{apply, diff};
//! use mirror_widgets::{Element, Id, Props};
//! let mut shown = Element::new(Id::ROOT, "page", Props::new());
//! let mut next = shown.clone();
//! next.children.push(Element::new(Id(7), "divider", Props::new()));
//! let patches = diff(&shown, &next);
//! apply(&mut shown, &patches);
//! assert_eq!(shown, next);
//! ```

mod order;

use std::{collections::HashMap, sync::Arc};

use mirror_widgets::{Element, Id, Props, Value};

use self::order::{Tally, longest_increasing};
use crate::protocol::Patch;

/// A text that grew is sent as its new end only if what stays is worth the separate patch.
const WORTH_APPENDING: usize = 24;

/// The patches that turn `shown` into `next`. Both are the same root element.
pub fn diff(shown: &Element, next: &Element) -> Vec<Patch> {
    let mut patches = Patches::default();
    patches.element(shown, next);
    patches.removals.append(&mut patches.changes);
    patches.removals
}

#[derive(Default)]
struct Patches {
    removals: Vec<Patch>,
    changes: Vec<Patch>,
}

/// Two elements that are the same one, before and after.
fn same(shown: &Element, next: &Element) -> bool {
    shown.id == next.id && shown.kind == next.kind
}

impl Patches {
    fn element(&mut self, shown: &Element, next: &Element) {
        if !Arc::ptr_eq(&shown.props, &next.props) {
            self.props(next.id, &shown.props, &next.props);
        }
        // What is the same list has not changed: a run of a part leaves the rest as it is.
        if !shown.children.shares(&next.children) {
            self.children(next.id, &shown.children, &next.children);
        }
    }

    fn props(&mut self, id: Id, shown: &Props, next: &Props) {
        // Most are the same in the same order, which takes no look-up by name.
        if shown.len() == next.len() && shown.iter().eq(next) {
            return;
        }
        let mut props = Props::new();
        for (name, value) in next {
            let old = shown.get(name);
            if old == Some(value) {
                continue;
            }
            match grown(old, value) {
                Some(text) => self.changes.push(Patch::Append {
                    id,
                    prop: name.clone(),
                    text: text.to_owned(),
                }),
                None => {
                    props.insert(name.clone(), value.clone());
                }
            }
        }
        let gone: Vec<String> = shown
            .keys()
            .filter(|name| !next.contains_key(*name))
            .cloned()
            .collect();
        if !props.is_empty() || !gone.is_empty() {
            self.changes.push(Patch::Update { id, props, gone });
        }
    }

    fn children(&mut self, parent: Id, shown: &[Element], next: &[Element]) {
        // Most runs change nothing here, so the equal ends are passed over without any table.
        let start = shown
            .iter()
            .zip(next)
            .take_while(|(a, b)| same(a, b))
            .count();
        for (old, new) in shown[..start].iter().zip(&next[..start]) {
            self.element(old, new);
        }
        let (old_rest, new_rest) = (&shown[start..], &next[start..]);
        let end = old_rest
            .iter()
            .rev()
            .zip(new_rest.iter().rev())
            .take_while(|(a, b)| same(a, b))
            .count();
        let (old_middle, old_end) = old_rest.split_at(old_rest.len() - end);
        let (new_middle, new_end) = new_rest.split_at(new_rest.len() - end);
        self.middle(parent, start, old_middle, new_middle);
        for (old, new) in old_end.iter().zip(new_end) {
            self.element(old, new);
        }
    }

    /// The children between the equal ends; `start` of them stand before.
    fn middle(&mut self, parent: Id, start: usize, shown: &[Element], next: &[Element]) {
        let places: HashMap<Id, usize> = next
            .iter()
            .enumerate()
            .map(|(index, element)| (element.id, index))
            .collect();
        // Where each of the next children stood among those that stay.
        let mut stood = vec![None; next.len()];
        let mut staying = 0;
        for old in shown {
            match places
                .get(&old.id)
                .filter(|index| same(old, &next[**index]))
            {
                Some(&index) => {
                    stood[index] = Some((staying, old));
                    staying += 1;
                }
                None => self.removals.push(Patch::Remove { id: old.id }),
            }
        }
        let kept: Vec<(usize, Id)> = stood
            .iter()
            .zip(next)
            .filter_map(|(stood, new)| stood.map(|(place, _)| (place, new.id)))
            .collect();
        self.moves(start, &kept);
        for (index, (new, stood)) in next.iter().zip(stood).enumerate() {
            match stood {
                Some((_, old)) => self.element(old, new),
                None => self.changes.push(Patch::Insert {
                    parent,
                    index: start + index,
                    node: new.clone(),
                }),
            }
        }
    }

    /// Brings the children that stay into their new order; `kept` has, in that order, where each
    /// stood. Insertions come afterwards, so they need not be counted here.
    fn moves(&mut self, start: usize, kept: &[(usize, Id)]) {
        let still = longest_increasing(kept.iter().map(|(place, _)| *place));
        if still.len() == kept.len() {
            return;
        }
        let mut waiting = Tally::new(kept.len());
        let mut resting = still.iter().copied().peekable();
        for (index, (place, _)) in kept.iter().enumerate() {
            if resting.next_if_eq(&index).is_none() {
                waiting.add(*place, 1);
            }
        }
        // An element moves behind its new predecessor: behind all that are already in order, and
        // behind those still waiting that stand before the last one at rest.
        let mut resting = still.iter().copied().peekable();
        let mut last_resting = 0;
        for (index, (place, id)) in kept.iter().enumerate() {
            if resting.next_if_eq(&index).is_some() {
                last_resting = *place;
                continue;
            }
            waiting.add(*place, -1);
            let before = waiting.below(last_resting);
            self.changes.push(Patch::Move {
                id: *id,
                index: start + index + before,
            });
        }
    }
}

/// What a text prop gained at its end, where that is worth a patch of its own.
fn grown<'a>(old: Option<&Value>, new: &'a Value) -> Option<&'a str> {
    let (Some(Value::String(old)), Value::String(new)) = (old, new) else {
        return None;
    };
    (old.len() >= WORTH_APPENDING)
        .then(|| new.strip_prefix(old.as_str()))
        .flatten()
}

/// Applies patches as the browser does. For tests and measurements.
///
/// # Panics
/// When a patch names what is not there: patches only fit the page they were made for.
pub fn apply(page: &mut Element, patches: &[Patch]) {
    for patch in patches {
        match patch {
            Patch::Insert {
                parent,
                index,
                node,
            } => {
                find(page, *parent).children.insert(*index, node.clone());
            }
            Patch::Remove { id } => {
                let (parent, index) = holder(page, *id).expect("only what is there is removed");
                parent.children.remove(index);
            }
            Patch::Move { id, index } => {
                let (parent, from) = holder(page, *id).expect("only what is there is moved");
                let element = parent.children.remove(from);
                parent.children.insert(*index, element);
            }
            Patch::Update { id, props, gone } => {
                let own = Arc::make_mut(&mut find(page, *id).props);
                for name in gone {
                    own.shift_remove(name);
                }
                own.extend(props.clone());
            }
            Patch::Append { id, prop, text } => {
                match Arc::make_mut(&mut find(page, *id).props).get_mut(prop) {
                    Some(Value::String(body)) => body.push_str(text),
                    _ => panic!("only a text is appended to"),
                }
            }
        }
    }
}

fn find(element: &mut Element, id: Id) -> &mut Element {
    if element.id == id {
        return element;
    }
    let (parent, index) = holder(element, id).expect("patches name what is there");
    &mut parent.children[index]
}

/// The parent of an element, and the element's place in it.
fn holder(element: &mut Element, id: Id) -> Option<(&mut Element, usize)> {
    if let Some(index) = element.children.iter().position(|child| child.id == id) {
        return Some((element, index));
    }
    element
        .children
        .iter_mut()
        .find_map(|child| holder(child, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(ids: &[u64]) -> Element {
        let mut root = Element::new(Id::ROOT, "page", Props::new());
        root.children = ids
            .iter()
            .map(|id| Element::new(Id(*id), "text", Props::new()))
            .collect();
        root
    }

    fn text(body: &str) -> Element {
        let mut root = page(&[9]);
        Arc::make_mut(&mut root.children[0].props).insert("body".into(), body.into());
        root
    }

    fn steps(shown: &Element, next: &Element) -> Vec<Patch> {
        let patches = diff(shown, next);
        let mut page = shown.clone();
        apply(&mut page, &patches);
        assert_eq!(page, *next);
        patches
    }

    #[test]
    fn an_element_that_went_to_the_end_is_one_move() {
        assert_eq!(
            steps(&page(&[5, 6, 7, 8]), &page(&[6, 7, 8, 5])),
            [Patch::Move {
                id: Id(5),
                index: 3
            }]
        );
        assert_eq!(
            steps(&page(&[5, 6, 7, 8]), &page(&[8, 5, 6, 7])),
            [Patch::Move {
                id: Id(8),
                index: 0
            }]
        );
    }

    #[test]
    fn moves_and_insertions_do_not_disturb_each_other() {
        let patches = steps(&page(&[3, 4, 5, 6, 7]), &page(&[6, 9, 5, 3, 8, 7]));
        let moves = patches
            .iter()
            .filter(|patch| matches!(patch, Patch::Move { .. }))
            .count();
        assert_eq!((moves, patches.len()), (2, 5), "{patches:?}");
    }

    #[test]
    fn a_text_that_grows_sends_only_its_end() {
        let long = "naïve – the mirror speaks: ";
        assert_eq!(
            steps(&text(long), &text(&format!("{long}é"))),
            [Patch::Append {
                id: Id(9),
                prop: "body".into(),
                text: "é".into()
            }]
        );
        assert!(matches!(
            steps(&text("short"), &text("shorter"))[..],
            [Patch::Update { .. }]
        ));
    }

    #[test]
    fn another_kind_under_the_same_id_is_another_element() {
        let mut next = page(&[5]);
        next.children[0].kind = "title";
        assert!(matches!(
            steps(&page(&[5]), &next)[..],
            [Patch::Remove { .. }, Patch::Insert { .. }]
        ));
    }

    #[test]
    fn what_goes_to_another_parent_leaves_the_old_one_first() {
        let (mut shown, mut next) = (page(&[5, 6]), page(&[5, 6]));
        shown.children[1].children = page(&[7]).children;
        next.children[0].children = page(&[7]).children;
        assert!(matches!(
            steps(&shown, &next)[..],
            [
                Patch::Remove { id: Id(7) },
                Patch::Insert { parent: Id(5), .. }
            ]
        ));
    }
}

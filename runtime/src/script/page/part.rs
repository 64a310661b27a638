//! A part of the page that is made anew, while everything around it stays as it is.

use mirror_widgets::{Children, Element, Id, Props};

use super::Builder;

/// The page that a part is made anew of.
pub(super) struct Around {
    pub(super) page: Element,
    /// The way to the part: the index among the children, from the page on.
    pub(super) path: Vec<usize>,
    /// What the part stands in, from the page on.
    pub(super) above: Vec<(Id, &'static str)>,
}

impl Builder {
    /// Makes one element of a page anew; everything else stays. Gives the page back where
    /// the element is not on it.
    pub(in crate::script) fn part(page: Element, id: Id) -> Result<Self, Element> {
        let mut path = Vec::new();
        if !way_to(&page, id, &mut path) {
            return Err(page);
        }
        let (mut at, mut above) = (&page, Vec::with_capacity(path.len()));
        for index in &path {
            above.push((at.id, at.kind));
            at = &at.children[*index];
        }
        let before = at.clone();
        let hollow = Element {
            children: Children::default(),
            ..before.clone()
        };
        let around = Around { page, path, above };
        let mut builder = Self::empty(before, Some(around), id);
        builder.place(id, hollow);
        Ok(builder)
    }

    /// Makes nothing anew.
    pub(in crate::script) fn nothing(page: Element) -> Self {
        let around = Around {
            page,
            path: Vec::new(),
            above: Vec::new(),
        };
        let nowhere = Element::new(Id::ROOT, "page", Props::new());
        Self::empty(nowhere, Some(around), Id::MAIN)
    }

    /// All who stood in the part that is made anew, itself not counted.
    pub(in crate::script) fn stood_here(&self) -> Vec<Id> {
        fn collect(element: &Element, ids: &mut Vec<Id>) {
            for child in &element.children {
                ids.push(child.id);
                collect(child, ids);
            }
        }
        let mut ids = Vec::new();
        collect(&self.before, &mut ids);
        ids
    }

    /// Whether only a part of the page is made anew, or nothing.
    pub(in crate::script) fn is_part(&self) -> bool {
        self.around.is_some()
    }

    /// Whether the part that is made anew stands in one of these.
    pub(in crate::script) fn stands_in(&self, outer: &[Id]) -> bool {
        let above = self.around.iter().flat_map(|around| &around.above);
        above.into_iter().any(|(id, _)| outer.contains(id))
    }

    /// The page as it was when the run began.
    pub(in crate::script) fn into_before(self) -> Element {
        self.around.map_or(self.before, |around| around.page)
    }

    /// Whether an element stands inside another one of this run.
    pub(in crate::script) fn is_inside(&self, id: Id, outer: Id) -> bool {
        let mut at = id;
        while at != outer {
            match self.nodes.get(&at) {
                Some(node) if node.parent != at => at = node.parent,
                _ => return false,
            }
        }
        true
    }

    /// The page with what this run makes of it.
    pub(super) fn whole(&self, before: Option<&Element>, stale: &mut Vec<Id>) -> Element {
        let Some(Around { page, path, .. }) = &self.around else {
            return self.splice(Id::ROOT, before, stale);
        };
        let mut page = page.clone();
        if self.nodes.contains_key(&self.before.id) {
            let mut at = &mut page;
            for index in path {
                at = &mut at.children[*index];
            }
            *at = self.splice(self.before.id, before, stale);
        }
        page
    }

    /// Takes the element that is made anew off the page.
    pub(in crate::script) fn drop_part(&mut self) {
        let Some(around) = &mut self.around else {
            return;
        };
        let Some((last, way)) = around.path.split_last() else {
            return;
        };
        let mut at = &mut around.page;
        for index in way {
            at = &mut at.children[*index];
        }
        at.children.remove(*last);
        around.path.clear();
        self.nodes.clear();
        self.dirty = true;
    }
}

/// Finds the way to an element: the index among the children, from this one on.
pub(super) fn way_to(element: &Element, id: Id, path: &mut Vec<usize>) -> bool {
    if element.id == id {
        return true;
    }
    element.children.iter().enumerate().any(|(index, child)| {
        path.push(index);
        let found = way_to(child, id, path);
        if !found {
            path.pop();
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Element {
        let text = |id| Element::new(Id(id), "text", Props::new());
        let mut rest = Element::new(Id(20), "container", Props::new());
        rest.children = [21, 22].map(text).into_iter().collect();
        let mut fragment = Element::new(Id(30), "fragment", Props::new());
        fragment.children.push(text(31));
        let mut form = Element::new(Id(40), "form", Props::new());
        form.children.push(fragment);
        let mut main = Element::new(Id::MAIN, "main", Props::new());
        main.children = vec![rest, form].into();
        let mut page = Element::new(Id::ROOT, "page", Props::new());
        page.children.push(main);
        page
    }

    #[test]
    fn everything_else_stays_and_is_not_copied() {
        let before = page();
        let mut part = Builder::part(before.clone(), Id(30)).unwrap();
        assert_eq!(part.stood_here(), [Id(31)]);
        assert_eq!(part.around("form"), Some(Id(40)));
        part.emit(Element::new(Id(32), "text", Props::new()));
        part.set(Id::ROOT, "query", "a=1".into());
        let after = part.finish().root;
        let rest = |page: &Element| page.children[0].children[0].children.clone();
        assert!(rest(&before).shares(&rest(&after)));
        assert_eq!(after.props["query"], "a=1");
        assert!(after.find(Id(31)).is_none() && after.find(Id(32)).is_some());
    }

    #[test]
    fn it_can_be_taken_away_or_be_gone_already() {
        let mut part = Builder::part(page(), Id(30)).unwrap();
        part.drop_part();
        assert!(part.finish().root.find(Id(30)).is_none());
        assert_eq!(Builder::part(page(), Id(99)).err(), Some(page()));
        assert_eq!(Builder::nothing(page()).finish().root, page());
    }
}

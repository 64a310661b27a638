//! The page of a run while it is being built: elements by id, the cursor, and what is shown
//! before the run ends.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use mirror_widgets::{Children, Element, Id, Props, Role, Spec, Value};

use crate::run::Page;

mod part;

use self::part::Around;

/// A run shorter than this is shown once, at its end.
const PATIENCE: Duration = Duration::from_millis(40);
/// How often a longer run shows its page.
const FLUSH: Duration = Duration::from_millis(25);
/// From when on a person notices that a run takes time, and what it has not reached is marked.
const NOTICED: Duration = Duration::from_millis(300);

/// The page of a run while it is being built.
pub(super) struct Builder {
    nodes: HashMap<Id, Node>,
    /// Where the next element goes, innermost last.
    pub(super) cursor: Vec<Id>,
    /// What was shown when the run began: the page, or the part of it that is made anew.
    before: Element,
    /// The page around that part, where it is not all.
    around: Option<Around>,
    started: Instant,
    flushed: Instant,
    /// How long it took to show the page the last time.
    cost: Duration,
    /// Something changed since the last flush.
    pub(super) dirty: bool,
    /// What was taken off the page or emptied, and nobody has heard of yet.
    gone: Vec<Id>,
    /// Where the next element goes instead: it replaces this one.
    pub(super) replaces: Option<Id>,
}

struct Node {
    parent: Id,
    kind: &'static str,
    props: Arc<Props>,
    spec: Option<Spec>,
    children: Vec<Id>,
}

impl Builder {
    pub(super) fn new(before: Element, title: &str) -> Self {
        let mut builder = Self::empty(before, None, Id::MAIN);
        let mut page = Props::new();
        page.insert("title".into(), title.into());
        page.insert("layout".into(), "centered".into());
        page.insert("sidebar".into(), "auto".into());
        builder.place(Id::ROOT, Element::new(Id::ROOT, "page", page));
        builder.place(Id::ROOT, Element::new(Id::MAIN, "main", Props::new()));
        builder
    }

    fn empty(before: Element, around: Option<Around>, cursor: Id) -> Self {
        let now = Instant::now();
        Self {
            nodes: HashMap::with_capacity(64),
            cursor: vec![cursor],
            before,
            around,
            started: now,
            flushed: now,
            cost: Duration::ZERO,
            dirty: false,
            gone: Vec::new(),
            replaces: None,
        }
    }

    /// Another page begins: what stood in the main column of the one before does not linger.
    pub(super) fn leave_page(&mut self) {
        if self.around.is_none()
            && let Some(at) = (self.before.children.iter()).position(|child| child.id == Id::MAIN)
        {
            self.before.children[at].children = Children::default();
        }
    }

    /// Puts an element at the top of the main column.
    pub(super) fn emit_first(&mut self, element: Element) {
        let id = element.id;
        self.place(Id::MAIN, element);
        if let Some(main) = self.nodes.get_mut(&Id::MAIN)
            && let Some(last) = main.children.pop()
        {
            debug_assert_eq!(last, id);
            main.children.insert(0, last);
        }
        self.dirty = true;
    }

    /// What a prop of the page was before this run.
    pub(super) fn was(&self, prop: &str) -> Option<&Value> {
        self.before.props.get(prop)
    }

    /// Where the next element goes.
    pub(super) fn here(&self) -> Id {
        self.cursor.last().copied().unwrap_or(Id::MAIN)
    }

    /// Whether this element is on the page of this run.
    pub(super) fn has(&self, id: Id) -> bool {
        self.nodes.contains_key(&id)
    }

    /// Whether this element is on the page of this run, and others can stand in it.
    pub(super) fn holds(&self, id: Id) -> bool {
        // What is in no catalog is a part: the page's own, a column, a tab.
        self.kind(id).is_some_and(|kind| {
            mirror_widgets::entry(kind).is_none_or(|entry| {
                matches!(entry.role, Role::Container | Role::Passing | Role::Single)
            })
        })
    }

    /// How many elements there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Makes sure that the sidebar is there.
    pub(super) fn open_sidebar(&mut self) -> Id {
        if !self.has(Id::SIDEBAR) {
            self.place(Id::ROOT, Element::new(Id::SIDEBAR, "sidebar", Props::new()));
        }
        Id::SIDEBAR
    }

    /// Makes sure that there is room at the page's end.
    pub(super) fn open_bottom(&mut self) -> Id {
        if !self.has(Id::BOTTOM) {
            self.place(Id::ROOT, Element::new(Id::BOTTOM, "bottom", Props::new()));
        }
        Id::BOTTOM
    }

    /// Whether this container is open; `None` where only the browser knows.
    pub(super) fn is_open(&self, id: Id) -> Option<bool> {
        let props = &self.nodes.get(&id)?.props;
        props.get("open").or(props.get("value"))?.as_bool()
    }

    /// Whether the block of this container's `with` is skipped: it is closed, and lazy.
    pub(super) fn skips(&self, id: Id) -> bool {
        let lazy = |node: &Node| node.props.get("lazy") == Some(&Value::Bool(true));
        self.nodes.get(&id).is_some_and(lazy) && self.is_open(id) == Some(false)
    }

    /// Puts what follows into this container.
    pub(super) fn enter(&mut self, id: Id) {
        if self.kind(id) == Some("empty") {
            self.clear(id);
        }
        self.cursor.push(id);
    }

    /// Puts what follows where it went before [`Builder::enter`].
    pub(super) fn leave(&mut self) {
        self.cursor.pop();
    }

    /// What kind of element this is.
    pub(super) fn kind(&self, id: Id) -> Option<&'static str> {
        self.nodes.get(&id).map(|node| node.kind)
    }

    /// What was taken off the page or emptied since this was asked last.
    pub(super) fn take_gone(&mut self) -> Vec<Id> {
        std::mem::take(&mut self.gone)
    }

    /// The innermost element of this kind that the cursor stands in.
    pub(super) fn around(&self, kind: &str) -> Option<Id> {
        let mut at = self.here();
        while let Some(node) = self.nodes.get(&at) {
            if node.kind == kind {
                return Some(at);
            }
            // What is asked of a window over the page is not asked of the page below.
            if at == Id::ROOT || node.kind == "dialog" {
                return None;
            }
            if at == node.parent {
                break;
            }
            at = node.parent;
        }
        let around = self.around.as_ref()?;
        let above = around.above.iter().rev();
        above
            .take_while(|(_, above)| *above != "dialog" || kind == "dialog")
            .find(|(_, above)| *above == kind)
            .map(|(id, _)| *id)
    }

    /// Puts an element at the cursor, or in the place of another.
    pub(super) fn emit(&mut self, element: Element) {
        self.dirty = true;
        if let Some(id) = self.replaces.take() {
            self.clear(id);
            if let Some(node) = self.nodes.get_mut(&id) {
                (node.kind, node.props, node.spec) = (element.kind, element.props, element.spec);
            }
            for part in element.children {
                self.place(id, part);
            }
            return;
        }
        self.place(self.here(), element);
    }

    /// One prop of an element.
    pub(super) fn prop(&self, id: Id, prop: &str) -> Option<&Value> {
        self.nodes.get(&id)?.props.get(prop)
    }

    /// Changes one prop of an element.
    pub(super) fn set(&mut self, id: Id, prop: &str, value: Value) {
        let props = match self.nodes.get_mut(&id) {
            Some(node) => &mut node.props,
            // The page itself can be changed from any part of it.
            None => match &mut self.around {
                Some(around) if id == Id::ROOT => &mut around.page.props,
                _ => return,
            },
        };
        if props.get(prop) != Some(&value) {
            Arc::make_mut(props).insert(prop.to_owned(), value);
            self.dirty = true;
        }
    }

    /// Takes one prop off an element.
    pub(super) fn unset(&mut self, id: Id, prop: &str) {
        if let Some(node) = self.nodes.get_mut(&id) {
            Arc::make_mut(&mut node.props).shift_remove(prop);
            self.dirty = true;
        }
    }

    /// Lets a text grow at its end.
    pub(super) fn append(&mut self, id: Id, prop: &str, text: &str) {
        let Some(node) = self.nodes.get_mut(&id) else {
            return;
        };
        if let Some(Value::String(held)) = Arc::make_mut(&mut node.props).get_mut(prop) {
            held.push_str(text);
            self.dirty = true;
        }
    }

    /// All in this element is made anew at once: nothing of what stood there before lingers.
    pub(super) fn renew(&mut self, id: Id) {
        let mut path = Vec::new();
        if part::way_to(&self.before, id, &mut path) {
            let mut at = &mut self.before;
            for index in path {
                at = &mut at.children[index];
            }
            at.children = Children::default();
        }
    }

    /// What this run has put into an element.
    pub(super) fn made_in(&self, id: Id) -> Vec<Element> {
        let made = self.nodes.get(&id).map(|node| node.children.as_slice());
        let made = made.unwrap_or_default().iter();
        made.map(|child| self.splice(*child, None, &mut Vec::new()))
            .collect()
    }

    /// Takes an element off the page, with all inside it.
    pub(super) fn remove(&mut self, id: Id) {
        self.clear(id);
        if let Some(node) = self.nodes.remove(&id) {
            if let Some(parent) = self.nodes.get_mut(&node.parent) {
                parent.children.retain(|child| *child != id);
            }
            self.dirty = true;
        }
    }

    /// Whether the page should be shown now, while the run goes on.
    pub(super) fn due(&self) -> bool {
        // A large page takes its time to be shown; most of the run is for the script.
        let pause = FLUSH.max(self.cost * 4);
        self.dirty && self.started.elapsed() > PATIENCE && self.flushed.elapsed() > pause
    }

    /// The page as it is now: what the run has made, and after it what stood there before.
    pub(super) fn snapshot(&mut self) -> Page {
        let began = Instant::now();
        self.dirty = false;
        let mut stale = Vec::new();
        let root = self.whole(Some(&self.before), &mut stale);
        self.flushed = Instant::now();
        self.cost = self.flushed - began;
        if self.started.elapsed() < NOTICED {
            stale.clear();
        }
        Page { root, stale }
    }

    /// The page at the end of the run.
    pub(super) fn finish(&self) -> Page {
        Page {
            root: self.whole(None, &mut Vec::new()),
            stale: Vec::new(),
        }
    }

    fn place(&mut self, parent: Id, element: Element) {
        let Element {
            id,
            kind,
            props,
            children,
            spec,
        } = element;
        if let Some(node) = self.nodes.get_mut(&parent)
            && id != parent
        {
            node.children.push(id);
        }
        self.nodes.insert(
            id,
            Node {
                parent,
                kind,
                props,
                spec,
                children: Vec::new(),
            },
        );
        for child in children {
            self.place(id, child);
        }
    }

    fn clear(&mut self, id: Id) {
        self.gone.push(id);
        let children = self
            .nodes
            .get_mut(&id)
            .map(|node| std::mem::take(&mut node.children));
        for child in children.unwrap_or_default() {
            self.clear(child);
            self.nodes.remove(&child);
        }
    }

    /// The element with what is inside it; after that, what `before` held there and this run
    /// has not made (yet): it stays on the page until the run ends.
    fn splice(&self, id: Id, before: Option<&Element>, stale: &mut Vec<Id>) -> Element {
        let node = &self.nodes[&id];
        let element = |children: Vec<Element>| Element {
            id,
            kind: node.kind,
            props: Arc::clone(&node.props),
            children: children.into(),
            spec: node.spec.clone(),
        };
        let Some(before) = before.filter(|before| before.kind == node.kind && node.kind != "empty")
        else {
            let made = node.children.iter();
            return element(made.map(|child| self.splice(*child, None, stale)).collect());
        };
        let old: HashMap<Id, &Element> = before
            .children
            .iter()
            .map(|child| (child.id, child))
            .collect();
        let mut children = Vec::with_capacity(before.children.len().max(node.children.len()));
        for child in &node.children {
            children.push(self.splice(*child, old.get(child).copied(), stale));
        }
        for left in &before.children {
            if let Some(kept) = self.without_made(left) {
                stale.push(kept.id);
                children.push(kept);
            }
        }
        element(children)
    }

    /// An element of the page before, without what this run has made elsewhere.
    fn without_made(&self, old: &Element) -> Option<Element> {
        if self.has(old.id) || old.kind == "spinner" || old.kind == "exception" {
            return None;
        }
        let children = old.children.iter();
        Some(Element {
            children: children
                .filter_map(|child| self.without_made(child))
                .collect(),
            ..old.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(id: u64, body: &str) -> Element {
        let mut props = Props::new();
        props.insert("body".into(), body.into());
        Element::new(Id(id), "text", props)
    }

    fn page_with(elements: &[Element]) -> Element {
        let mut builder = Builder::new(Element::new(Id::ROOT, "page", Props::new()), "t");
        for element in elements {
            builder.emit(element.clone());
        }
        builder.finish().root
    }

    fn main_ids(page: &Element) -> Vec<u64> {
        page.children[0]
            .children
            .iter()
            .map(|child| child.id.0)
            .collect()
    }

    #[test]
    fn what_lies_after_the_cursor_stays_until_the_run_ends() {
        let before = page_with(&[text(20, "a"), text(21, "b"), text(22, "c")]);
        let mut run = Builder::new(before, "t");
        run.emit(text(20, "new"));
        assert_eq!(main_ids(&run.snapshot().root), [20, 21, 22]);
        assert_eq!(main_ids(&run.finish().root), [20]);
    }

    #[test]
    fn what_was_made_elsewhere_does_not_stand_twice() {
        let mut container = Element::new(Id(30), "container", Props::new());
        container.children.push(text(21, "b"));
        let before = page_with(&[text(20, "a"), container]);
        let mut run = Builder::new(before, "t");
        run.emit(text(21, "b"));
        let page = run.snapshot().root;
        assert_eq!(main_ids(&page), [21, 20, 30]);
        assert!(page.find(Id(30)).unwrap().children.is_empty());
    }

    #[test]
    fn an_empty_holds_one_thing_at_a_time() {
        let mut run = Builder::new(Element::new(Id::ROOT, "page", Props::new()), "t");
        run.emit(Element::new(Id(40), "empty", Props::new()));
        for body in [text(41, "a"), text(42, "b")] {
            run.enter(Id(40));
            run.emit(body);
            run.leave();
        }
        let page = run.finish().root;
        assert_eq!(page.find(Id(40)).unwrap().children.len(), 1);
        assert!(page.find(Id(42)).is_some());
    }

    #[test]
    fn a_growing_text_keeps_what_was_shown_of_it() {
        let mut run = Builder::new(Element::new(Id::ROOT, "page", Props::new()), "t");
        run.emit(text(20, "Once"));
        let shown = run.snapshot();
        run.append(Id(20), "body", " upon");
        assert_eq!(shown.root.find(Id(20)).unwrap().props["body"], "Once");
        assert_eq!(
            run.finish().root.find(Id(20)).unwrap().props["body"],
            "Once upon"
        );
    }
}

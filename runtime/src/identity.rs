//! Who is who from one run to the next.
//!
//! An element's identity is its `key`; else, for what has a label, kind + label + n-th
//! occurrence under the parent; else the place of the call, n-th time under the parent.
//! Parameters are never part of it. A widget whose label changed but whose place is the same
//! adopts the value it had under its old name.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use mirror_widgets::Id;

/// A place in a script: file, line and column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct CallSite {
    /// The file, relative to the app's folder; empty for the app's own script.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
}

/// The identities given out in one run.
#[derive(Debug, Default)]
pub struct Identities {
    /// How many there were of each description, by parent.
    counts: HashMap<Id, HashMap<u64, u32>>,
    /// Where each key was used, by the id it gives.
    keys: HashMap<Id, CallSite>,
    sites: HashMap<u64, Id>,
    earlier: Sites,
    /// Who stood in the part of the page that this run makes anew, where that is not all of it.
    gone: Option<HashSet<Id>>,
    /// Which page of an app with several is drawn now; 0 for what all its pages share. The same
    /// description on another page is somebody else.
    pub page: u64,
}

/// An identity, and the one the same place had in the run before, if another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// Who it is.
    pub id: Id,
    /// Who stood at the same place in the run before, under another name.
    pub adopts: Option<Id>,
}

impl Identities {
    /// Starts a run, with what the run before found at each place.
    pub fn after(earlier: Sites) -> Self {
        Self {
            earlier,
            ..Self::default()
        }
    }

    /// Starts a run of a part of the page, in which those who are `gone` stood; all others stay
    /// who they are, and their keys are taken.
    pub fn within(mut earlier: Sites, gone: Vec<Id>) -> Self {
        let mut keys = std::mem::take(&mut earlier.keys);
        for id in &gone {
            keys.remove(id);
        }
        Self {
            keys,
            earlier,
            gone: Some(gone.into_iter().collect()),
            ..Self::default()
        }
    }

    /// The identity of the next element.
    ///
    /// # Errors
    /// When the key was used before in this run; the first use is given back.
    pub fn identify(
        &mut self,
        parent: Id,
        kind: &str,
        label: Option<&str>,
        key: Option<&str>,
        site: &CallSite,
    ) -> Result<Identity, CallSite> {
        if let Some(key) = key {
            let id = self.of_key(key);
            if let Some(first) = self.keys.get(&id) {
                return Err(first.clone());
            }
            self.keys.insert(id, site.clone());
            return Ok(Identity { id, adopts: None });
        }
        let place = self.nth(parent, ("place", parent, kind, site));
        let id = match label {
            Some(label) => Id(self.nth(parent, ("label", parent, kind, label))),
            None => Id(place),
        };
        let adopts = self
            .earlier
            .places
            .get(&place)
            .copied()
            .filter(|earlier| *earlier != id);
        self.sites.insert(place, id);
        Ok(Identity { id, adopts })
    }

    /// The identity that a key gives on the page that is being drawn, wherever the element stands.
    pub fn of_key(&self, key: &str) -> Id {
        let mut hasher = DefaultHasher::new();
        ("key", key).hash(&mut hasher);
        self.mix(&mut hasher);
        Id(reserved(hasher.finish()))
    }

    fn mix(&self, hasher: &mut DefaultHasher) {
        if self.page != 0 {
            self.page.hash(hasher);
        }
    }

    /// What stood where, for the next run. Where this run was cut short, all that stood before
    /// stands still.
    pub fn finish(self, cut_short: bool) -> Sites {
        let mut sites = match self.gone {
            _ if cut_short => self.earlier,
            None => Sites::default(),
            Some(gone) => {
                let mut earlier = self.earlier;
                if !gone.is_empty() {
                    earlier.places.retain(|_, id| !gone.contains(id));
                }
                earlier
            }
        };
        if sites.places.is_empty() && sites.keys.is_empty() {
            return Sites {
                places: self.sites,
                keys: self.keys,
            };
        }
        sites.places.extend(self.sites);
        match sites.keys.is_empty() {
            true => sites.keys = self.keys,
            false => sites.keys.extend(self.keys),
        }
        sites
    }

    /// An element was emptied, so who comes into it is the first there again. Where the element
    /// itself is not `still_there`, its key may come again too.
    pub fn forget(&mut self, id: Id, still_there: bool) {
        self.counts.remove(&id);
        if !still_there {
            self.keys.remove(&id);
        }
    }

    /// The hash of the n-th thing of this description under a parent.
    fn nth(&mut self, parent: Id, what: impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        self.mix(&mut hasher);
        let count = self
            .counts
            .entry(parent)
            .or_default()
            .entry(hasher.finish())
            .or_default();
        count.hash(&mut hasher);
        *count += 1;
        reserved(hasher.finish())
    }
}

/// What stood at each place of a run, and where each key was used.
#[derive(Debug, Default)]
pub struct Sites {
    places: HashMap<u64, Id>,
    keys: HashMap<Id, CallSite>,
}

/// The panel for an error: the page's own, so that no key of a script can be the same.
pub const PANEL: Id = Id(3);

/// The panel for an error in a fragment.
pub fn panel_in(fragment: Option<Id>) -> Id {
    let Some(fragment) = fragment else {
        return PANEL;
    };
    let mut hasher = DefaultHasher::new();
    ("panel", fragment).hash(&mut hasher);
    Id(reserved(hasher.finish()))
}

/// The notice that there is no such page: the page's own too.
pub const NOT_FOUND: Id = Id(9);

/// The number of a page, from the last part of its address.
pub fn of_page(path: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    ("page", path).hash(&mut hasher);
    hasher.finish().max(1)
}

/// 51 bits are ten letters on the wire, and enough; the first few ids belong to the page's own parts.
fn reserved(hash: u64) -> u64 {
    (hash >> 13) + 16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(line: usize) -> CallSite {
        CallSite {
            file: String::new(),
            line,
            column: 1,
        }
    }

    fn id(run: &mut Identities, label: Option<&str>, line: usize) -> Id {
        run.identify(Id::MAIN, "slider", label, None, &site(line))
            .unwrap()
            .id
    }

    #[test]
    fn a_label_is_an_identity_wherever_it_stands() {
        let (mut one, mut two) = (Identities::default(), Identities::default());
        assert_eq!(id(&mut one, Some("T"), 3), id(&mut two, Some("T"), 9));
    }

    #[test]
    fn the_same_label_twice_is_two_widgets() {
        let mut run = Identities::default();
        assert_ne!(id(&mut run, Some("T"), 3), id(&mut run, Some("T"), 3));
    }

    #[test]
    fn without_a_label_the_place_is_the_identity() {
        let (mut one, mut two) = (Identities::default(), Identities::default());
        assert_eq!(id(&mut one, None, 3), id(&mut two, None, 3));
        assert_ne!(id(&mut one, None, 4), id(&mut two, None, 5));
    }

    #[test]
    fn a_changed_label_at_the_same_place_adopts_the_old_value() {
        let mut one = Identities::default();
        let old = id(&mut one, Some("Temp"), 3);
        let mut two = Identities::after(one.finish(false));
        let new = two
            .identify(Id::MAIN, "slider", Some("Temperature"), None, &site(3))
            .unwrap();
        assert_eq!(new.adopts, Some(old));
    }

    #[test]
    fn the_same_key_or_label_on_another_page_is_somebody_else() {
        let mut run = Identities::default();
        let (shared, key) = (id(&mut run, Some("T"), 3), run.of_key("k"));
        run.page = of_page("report");
        assert_ne!(id(&mut run, Some("T"), 3), shared);
        assert_ne!(run.of_key("k"), key);
        run.page = 0;
        assert_eq!(run.of_key("k"), key);
    }

    #[test]
    fn what_replaces_another_is_the_first_again_and_may_have_its_key() {
        let mut run = Identities::default();
        let first = id(&mut run, None, 3);
        let keyed = run
            .identify(Id::MAIN, "slider", None, Some("k"), &site(3))
            .unwrap()
            .id;
        run.forget(Id::MAIN, true);
        run.forget(keyed, false);
        assert_eq!(id(&mut run, None, 3), first);
        assert_eq!(
            run.identify(Id::MAIN, "slider", None, Some("k"), &site(3))
                .unwrap()
                .id,
            keyed
        );
    }

    #[test]
    fn a_run_of_a_part_leaves_the_others_who_they_are() {
        let mut whole = Identities::default();
        let (outer, inner) = (id(&mut whole, Some("a"), 3), id(&mut whole, Some("b"), 4));
        whole
            .identify(Id::MAIN, "slider", None, Some("k"), &site(5))
            .unwrap();
        let mut part = Identities::within(whole.finish(false), vec![inner]);
        assert_eq!(
            id(&mut part, None, 9),
            id(&mut Identities::default(), None, 9)
        );
        let taken = part.identify(Id::MAIN, "slider", None, Some("k"), &site(8));
        assert_eq!(taken, Err(site(5)));
        let places = part.finish(false).places;
        assert!(places.values().any(|held| *held == outer));
        assert!(!places.values().any(|held| *held == inner));
    }

    #[test]
    fn the_same_key_twice_names_the_first_place() {
        let mut run = Identities::default();
        run.identify(Id::MAIN, "slider", Some("a"), Some("k"), &site(3))
            .unwrap();
        let again = run.identify(Id::SIDEBAR, "slider", Some("b"), Some("k"), &site(8));
        assert_eq!(again, Err(site(3)));
    }
}

//! What a session is asked to do while it cannot: one cause that everything is merged into.

use std::collections::HashSet;

use mirror_widgets::{Element, Value};

use crate::run::Cause;

/// How many bytes of clicks, messages and news of what the browser keeps may wait: none is merged
/// away, so they could go on growing. A hundred thousand clicks, or eight long messages.
const MOST: usize = 8 << 20;

/// What the next run is for.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    cause: Cause,
    /// How much room takes what fired.
    weight: usize,
    ack: u64,
    wanted: bool,
}

impl Waiting {
    /// Whether there is room for what fired, and for what the browser keeps.
    pub(super) fn has_room(&self, cause: &Cause) -> bool {
        (cause.fired.is_empty() && cause.local.is_empty()) || self.weight + weight(cause) <= MOST
    }

    /// Takes a later cause on top, and wants a run unless it can wait for one.
    pub(super) fn add(&mut self, cause: Cause, seq: u64) {
        self.weight += weight(&cause);
        if !cause.can_wait() {
            let later = cause.scope.clone();
            self.cause.scope = match self.wanted {
                true => std::mem::take(&mut self.cause.scope).and(later),
                false => later,
            };
            self.wanted = true;
        }
        self.cause.merge(cause);
        self.ack = self.ack.max(seq);
    }

    /// Shows what waits on a page that was made without it.
    pub(super) fn show_on(&self, page: &mut Element) {
        self.cause.show_on(page);
    }

    /// Takes back what a stopped run did not get to; it came before what waits here.
    pub(super) fn put_back(&mut self, unread: Cause, ack: u64) {
        self.weight += weight(&unread);
        let mut later = std::mem::replace(&mut self.cause, unread);
        if self.wanted {
            let scope = std::mem::take(&mut later.scope);
            self.cause.scope = std::mem::take(&mut self.cause.scope).and(scope);
        }
        self.cause.merge(later);
        self.ack = self.ack.max(ack);
    }

    /// Acknowledges an event that changes nothing; false if nothing waits that could do it.
    pub(super) fn acknowledge(&mut self, seq: u64) -> bool {
        self.ack = self.ack.max(seq);
        self.wanted
    }

    /// The highest event that came in here.
    pub(super) fn ack(&self) -> u64 {
        self.ack
    }

    /// Whether a run is wanted.
    pub(super) fn wanted(&self) -> bool {
        self.wanted
    }

    /// Whether the person went to another page.
    pub(super) fn moves(&self) -> bool {
        self.cause.path.is_some()
    }

    /// Drops what fired and wants no run; changed values stay for the next one.
    pub(super) fn cancel(&mut self) {
        self.cause.fired.clear();
        self.weight = weight(&self.cause);
        self.wanted = false;
    }

    /// What the next run gets. A trigger that fired twice fires once in it, and once more in
    /// the run after, so that no click is lost.
    pub(super) fn take(&mut self) -> (Cause, u64) {
        let mut cause = std::mem::take(&mut self.cause);
        let mut now = HashSet::new();
        (cause.fired, self.cause.fired) = std::mem::take(&mut cause.fired)
            .into_iter()
            .partition(|(id, _)| now.insert(*id));
        self.cause.scope.clone_from(&cause.scope);
        self.wanted = !self.cause.fired.is_empty();
        self.weight = weight(&self.cause);
        (cause, self.ack)
    }
}

fn weight(cause: &Cause) -> usize {
    let fired = cause.fired.iter().map(|(_, value)| 64 + size(value));
    let kept = (cause.local.iter()).map(|(name, value)| 64 + name.len() + size(value));
    fired.chain(kept).sum()
}

/// About how many bytes a value takes: a message may be a map with a long text in it.
fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(|item| 16 + size(item)).sum(),
        Value::Object(map) => map
            .iter()
            .map(|(name, item)| 32 + name.len() + size(item))
            .sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use mirror_widgets::Id;

    use super::*;
    use crate::run::Scope;

    fn fired(id: u64) -> Cause {
        Cause {
            fired: vec![(Id(id), Value::Bool(true))],
            ..Cause::default()
        }
    }

    fn moved(id: u64, value: i64) -> Cause {
        Cause {
            values: vec![(Id(id), value.into())],
            ..Cause::default()
        }
    }

    #[test]
    fn of_many_values_the_latest_runs_and_of_many_clicks_each() {
        let mut waiting = Waiting::default();
        for seq in 1..=3 {
            waiting.add(moved(7, seq), seq as u64);
            waiting.add(fired(8), seq as u64);
        }
        let (cause, ack) = waiting.take();
        assert_eq!(
            (cause.values, cause.fired.len(), ack),
            (vec![(Id(7), 3.into())], 1, 3)
        );
        assert_eq!(waiting.take().0.fired.len(), 1);
        assert!(waiting.wanted());
        assert_eq!(waiting.take().0.fired.len(), 1);
        assert!(!waiting.wanted());
    }

    #[test]
    fn what_a_stopped_run_gives_back_stands_before_what_came_later() {
        let mut waiting = Waiting::default();
        waiting.add(moved(7, 2), 5);
        waiting.put_back(
            Cause {
                values: vec![(Id(7), 1.into())],
                ..fired(8)
            },
            4,
        );
        let (cause, ack) = waiting.take();
        assert_eq!(
            (cause.values, cause.fired.len(), ack),
            (vec![(Id(7), 2.into())], 1, 5)
        );
    }

    fn part(id: u64) -> Cause {
        Cause {
            scope: Scope::Fragments(vec![Id(id)]),
            ..Cause::default()
        }
    }

    #[test]
    fn a_run_of_all_covers_those_of_parts_and_what_came_last_runs_first() {
        let mut waiting = Waiting::default();
        waiting.add(part(7), 1);
        waiting.add(part(8), 2);
        waiting.put_back(part(9), 0);
        let parts = |ids: &[u64]| Scope::Fragments(ids.iter().copied().map(Id).collect());
        assert_eq!(waiting.take().0.scope, parts(&[8, 7, 9]));
        waiting.put_back(part(7), 3);
        waiting.add(part(8), 4);
        assert_eq!(waiting.take().0.scope, parts(&[8]));
        waiting.add(part(7), 5);
        waiting.add(Cause::default(), 6);
        assert_eq!(waiting.take().0.scope, Scope::App);
    }

    #[test]
    fn a_flood_is_refused_before_it_fills_the_memory() {
        let mut waiting = Waiting::default();
        let message = Cause {
            fired: vec![(Id(8), "x".repeat(1 << 20).into())],
            ..Cause::default()
        };
        while waiting.has_room(&message) {
            waiting.add(message.clone(), 1);
        }
        assert_eq!(waiting.cause.fired.len(), 7);
        assert!(waiting.has_room(&fired(8)) && waiting.has_room(&moved(7, 1)));
        waiting.take();
        assert!(waiting.has_room(&message));
    }

    #[test]
    fn names_that_come_and_go_in_the_browser_do_not_fill_the_memory() {
        let mut waiting = Waiting::default();
        let news = |number: usize| Cause {
            local: [(format!("{number}{}", "x".repeat(60_000)), Value::Null)].into(),
            ..Cause::default()
        };
        let taken = (0..1000).filter(|number| {
            let fits = waiting.has_room(&news(*number));
            if fits {
                waiting.add(news(*number), 0);
            }
            fits
        });
        assert_eq!(taken.count(), MOST / 60_066);
        waiting.take();
        assert!(waiting.has_room(&news(0)));
    }

    #[test]
    fn a_value_that_can_wait_goes_with_the_next_run() {
        let mut waiting = Waiting::default();
        let shown = vec![(Id(7), 2.into())];
        waiting.add(
            Cause {
                shown,
                ..moved(7, 2)
            },
            5,
        );
        assert!(!waiting.wanted());
        waiting.add(fired(8), 6);
        assert!(waiting.wanted());
        assert_eq!(waiting.take().0.values, vec![(Id(7), 2.into())]);
    }

    #[test]
    fn stop_cancels_clicks_but_keeps_values() {
        let mut waiting = Waiting::default();
        waiting.add(moved(7, 2), 5);
        waiting.add(fired(8), 6);
        waiting.cancel();
        assert!(!waiting.wanted());
        let (cause, _) = waiting.take();
        assert_eq!((cause.values.len(), cause.fired.len()), (1, 0));
    }
}

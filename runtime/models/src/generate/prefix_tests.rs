//! Which texts are kept, and what of them a prompt may begin with.

use super::*;
use crate::error::ModelError;
use crate::stop::Cancel;

/// Its caches are the number of tokens they hold, a byte each.
struct Counting;

impl Network for Counting {
    type Cache = usize;
    type Batch = ();

    fn cache(&self) -> Result<usize, ModelError> {
        Ok(0)
    }

    fn remembers(&self) -> bool {
        true
    }

    fn batches(&self) -> bool {
        false
    }

    fn read(
        &mut self,
        _ids: &[u32],
        _cache: &mut usize,
        _cancel: &Cancel,
        _logits: &mut Vec<f32>,
    ) -> Result<(), ModelError> {
        Ok(())
    }

    fn copies(&self) -> bool {
        true
    }

    fn first(&self, cache: &usize, length: usize) -> Option<usize> {
        assert!(length <= *cache);
        Some(length)
    }

    fn row(&self, (): &(), _row: usize) -> Option<usize> {
        None
    }

    fn bytes(&self, cache: &usize) -> usize {
        *cache
    }

    fn join(&self, (): &mut (), _cache: usize) {}

    fn leave(&self, (): &mut (), _row: usize) {}

    fn read_each(
        &mut self,
        _ids: &[u32],
        (): &mut (),
        _cancels: &[Cancel],
        _logits: &mut Vec<f32>,
    ) -> Result<(), ModelError> {
        Ok(())
    }
}

fn keep(recent: &mut Recent<Counting>, ids: &[u32]) {
    recent.keep(&Counting, ids, ids.len());
}

fn text(first: u32, length: u32) -> Vec<u32> {
    (first..first + length).collect()
}

#[test]
fn the_longest_shared_beginning_is_given_but_never_the_whole_prompt() {
    let mut recent = Recent::default();
    keep(&mut recent, &text(0, 20));
    keep(&mut recent, &[text(0, 10), text(50, 30)].concat());
    let mut shared = |ids: &[u32]| recent.beginning(&Counting, ids).map(|(_, length)| length);
    assert_eq!(shared(&text(0, 40)), Some(20));
    assert_eq!(shared(&text(0, 20)), Some(19));
    assert_eq!(shared(&[text(0, 10), text(50, 5)].concat()), Some(14));
    assert_eq!(shared(&text(100, 40)), None);
    assert_eq!(shared(&text(0, 8)), None, "seven are not worth a copy");
    assert_eq!(shared(&[]), None);
}

#[test]
fn a_longer_text_takes_the_place_of_its_beginning_and_the_oldest_goes_first() {
    let mut recent = Recent {
        budget: 100,
        ..Recent::default()
    };
    keep(&mut recent, &text(0, 20));
    keep(&mut recent, &text(0, 40));
    assert_eq!((recent.texts.len(), recent.bytes), (1, 40));
    keep(&mut recent, &text(100, 50));
    // Used again, so the other one is now the oldest.
    assert!(recent.beginning(&Counting, &text(0, 30)).is_some());
    keep(&mut recent, &text(200, 30));
    assert_eq!((recent.texts.len(), recent.bytes), (2, 70));
    assert!(recent.beginning(&Counting, &text(100, 30)).is_none());
    keep(&mut recent, &text(300, 101));
    assert_eq!(recent.bytes, 70, "what is too large alone is not kept");
}

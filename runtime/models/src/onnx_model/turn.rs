//! Something that one at a time uses, in the order in which they asked.

use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::stop::StopFlag;

/// How often those who wait look at their stop flags.
const INTERVAL: Duration = Duration::from_millis(5);

/// What is used in turns.
pub(super) struct Turns<T> {
    /// The numbers of those who use it (the first) and wait for it.
    line: Mutex<(VecDeque<u64>, u64)>,
    moved: Condvar,
    value: Mutex<T>,
    most: usize,
}

/// A turn; it ends when this is dropped.
pub(super) struct Turn<'a, T> {
    turns: &'a Turns<T>,
    value: Option<MutexGuard<'a, T>>,
}

impl<T> Turns<T> {
    /// `most` is how many may wait.
    pub(super) fn new(value: T, most: usize) -> Self {
        Self {
            line: Mutex::default(),
            moved: Condvar::new(),
            value: Mutex::new(value),
            most,
        }
    }

    /// Waits for a turn. The error is how many wait already, or none where the flag ended the waiting.
    pub(super) fn take(&self, stop: &StopFlag) -> Result<Turn<'_, T>, Option<usize>> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        if line.0.len() > self.most {
            return Err(Some(line.0.len() - 1));
        }
        let own = line.1;
        line.1 += 1;
        line.0.push_back(own);
        while line.0.front() != Some(&own) {
            line = self
                .moved
                .wait_timeout(line, INTERVAL)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
            if stop.stopped() {
                line.0.retain(|number| *number != own);
                return Err(None);
            }
        }
        drop(line);
        let value = self.value.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Turn {
            turns: self,
            value: Some(value),
        })
    }
}

impl<T> Deref for Turn<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value
            .as_ref()
            .expect("a turn holds its value until it ends")
    }
}

impl<T> DerefMut for Turn<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.value
            .as_mut()
            .expect("a turn holds its value until it ends")
    }
}

impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        // The value first, so that the next one does not wait for it again.
        self.value = None;
        let mut line = self
            .turns
            .line
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        line.0.pop_front();
        self.turns.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_in_order_and_not_too_many() {
        let turns = Turns::new(Vec::new(), 1);
        let stop = StopFlag::default();
        let first = turns.take(&stop).unwrap();
        std::thread::scope(|scope| {
            let second = scope.spawn(|| turns.take(&StopFlag::default()).unwrap().push(2));
            while turns.line.lock().unwrap().0.len() < 2 {
                std::thread::yield_now();
            }
            assert_eq!(turns.take(&stop).err(), Some(Some(1)));
            let mut first = first;
            first.push(1);
            drop(first);
            second.join().unwrap();
        });
        assert_eq!(*turns.take(&stop).unwrap(), [1, 2]);
    }

    #[test]
    fn a_raised_flag_ends_the_waiting() {
        let turns = Turns::new((), 4);
        let _first = turns.take(&StopFlag::default()).unwrap();
        let stop = StopFlag::default();
        stop.stop();
        assert_eq!(turns.take(&stop).err(), Some(None));
        assert_eq!(turns.line.lock().unwrap().0.len(), 1);
    }
}

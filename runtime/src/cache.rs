//! What runs of all sessions share: values that are costly to make.
//!
//! Single flight: while one run makes a value, others that want it wait (and can be stopped
//! while they wait). A failure is told to those who waited and is not kept.

use std::{
    collections::HashMap,
    sync::{
        Arc, Condvar, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, ThreadId},
    time::{Duration, Instant},
};

/// Names a cached value: the function that makes it and its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The function; entries are limited and cleared by it.
    pub group: u128,
    /// Its arguments.
    pub arguments: u128,
}

/// How long and how many.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Policy {
    /// How long a value is good.
    pub ttl: Option<Duration>,
    /// How many values of one function are kept; the least recently used goes first.
    pub max_entries: Option<usize>,
}

/// Why there is no value.
#[derive(Debug, Clone, PartialEq)]
pub enum Miss<E> {
    /// The stop flag was raised.
    Stopped,
    /// Making the value asked for the value itself.
    Cycle,
    /// Making it failed.
    Failed(E),
}

/// A shared cache with a budget in bytes.
pub struct Cache<V, E> {
    inner: Mutex<Inner<V, E>>,
    budget: usize,
}

struct Inner<V, E> {
    entries: HashMap<Key, Entry<V>>,
    flights: HashMap<Key, Arc<Flight<V, E>>>,
    clock: u64,
    bytes: usize,
}

struct Entry<V> {
    value: V,
    made: Instant,
    used: u64,
    bytes: usize,
}

/// One making of a value, which others wait for.
struct Flight<V, E> {
    maker: ThreadId,
    landed: Mutex<Option<Result<V, Miss<E>>>>,
    news: Condvar,
}

impl<V: Clone, E: Clone> Cache<V, E> {
    /// A cache that keeps at most `budget` bytes.
    pub fn new(budget: usize) -> Self {
        let inner = Inner {
            entries: HashMap::new(),
            flights: HashMap::new(),
            clock: 0,
            bytes: 0,
        };
        Self {
            inner: Mutex::new(inner),
            budget,
        }
    }

    /// The value, made by `make` (which also says its size in bytes) if it is not there.
    /// `wait` is called again and again while someone else makes it; false ends the wait.
    ///
    /// # Errors
    /// When the making failed or `stop` was raised.
    pub fn get(
        &self,
        key: Key,
        policy: Policy,
        stop: &AtomicBool,
        mut wait: impl FnMut() -> bool,
        make: impl FnOnce() -> Result<(V, usize), Miss<E>>,
    ) -> Result<V, Miss<E>> {
        loop {
            let flight = {
                let mut inner = self.lock();
                if let Some(value) = inner.fresh(key, policy) {
                    return Ok(value);
                }
                match inner.flights.get(&key) {
                    Some(flight) => Arc::clone(flight),
                    None => {
                        inner.flights.insert(key, Arc::new(Flight::new()));
                        break;
                    }
                }
            };
            if flight.maker == thread::current().id() {
                return Err(Miss::Cycle);
            }
            match flight.wait(|| !stop.load(Ordering::Relaxed) && wait()) {
                None => return Err(Miss::Stopped),
                // Whoever made it was stopped, not the value at fault: try again, perhaps as the maker.
                Some(Err(Miss::Stopped)) => {}
                Some(landed) => return landed,
            }
        }
        let landing = Landing { cache: self, key };
        let made = make();
        landing.land(made, policy)
    }

    /// Forgets what one function made, or everything.
    pub fn clear(&self, group: Option<u128>) {
        let mut inner = self.lock();
        inner
            .entries
            .retain(|key, _| group.is_some_and(|group| key.group != group));
        inner.bytes = inner.entries.values().map(|entry| entry.bytes).sum();
    }

    fn lock(&self) -> MutexGuard<'_, Inner<V, E>> {
        self.inner
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// Ends a flight however the making ends, also by a panic.
struct Landing<'a, V: Clone, E: Clone> {
    cache: &'a Cache<V, E>,
    key: Key,
}

impl<V: Clone, E: Clone> Landing<'_, V, E> {
    fn land(self, made: Result<(V, usize), Miss<E>>, policy: Policy) -> Result<V, Miss<E>> {
        let landed = match made {
            Ok((value, bytes)) => {
                self.cache
                    .lock()
                    .keep(self.key, value.clone(), bytes, policy, self.cache.budget);
                Ok(value)
            }
            Err(miss) => Err(miss),
        };
        self.tell(landed.clone());
        // Told already: another flight for the same key may be under way by now.
        std::mem::forget(self);
        landed
    }

    fn tell(&self, landed: Result<V, Miss<E>>) {
        if let Some(flight) = self.cache.lock().flights.remove(&self.key) {
            *flight
                .landed
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(landed);
            flight.news.notify_all();
        }
    }
}

impl<V: Clone, E: Clone> Drop for Landing<'_, V, E> {
    fn drop(&mut self) {
        // Only a panic leaves the flight open here; those who waited try for themselves.
        self.tell(Err(Miss::Stopped));
    }
}

impl<V: Clone, E: Clone> Flight<V, E> {
    fn new() -> Self {
        Self {
            maker: thread::current().id(),
            landed: Mutex::new(None),
            news: Condvar::new(),
        }
    }

    /// What came of it; nothing where `go_on` says so, which has no bell of its own and is
    /// asked now and then.
    fn wait(&self, mut go_on: impl FnMut() -> bool) -> Option<Result<V, Miss<E>>> {
        let nap = Duration::from_millis(5);
        // Who lands it holds the cache, so nothing else is done while this is locked.
        while go_on() {
            let landed = self
                .landed
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            let (landed, _) = self
                .news
                .wait_timeout_while(landed, nap, |landed| landed.is_none())
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            if landed.is_some() {
                return landed.clone();
            }
        }
        None
    }
}

impl<V: Clone, E> Inner<V, E> {
    fn fresh(&mut self, key: Key, policy: Policy) -> Option<V> {
        self.clock += 1;
        let entry = self.entries.get_mut(&key)?;
        if policy.ttl.is_some_and(|ttl| entry.made.elapsed() > ttl) {
            self.forget(key);
            return None;
        }
        entry.used = self.clock;
        Some(entry.value.clone())
    }

    fn keep(&mut self, key: Key, value: V, bytes: usize, policy: Policy, budget: usize) {
        self.forget(key);
        if bytes > budget {
            return;
        }
        if let Some(most) = policy.max_entries {
            while self
                .entries
                .keys()
                .filter(|held| held.group == key.group)
                .count()
                >= most.max(1)
            {
                self.drop_oldest(|held| held.group == key.group);
            }
        }
        while self.bytes + bytes > budget && !self.entries.is_empty() {
            self.drop_oldest(|_| true);
        }
        self.clock += 1;
        self.bytes += bytes;
        self.entries.insert(
            key,
            Entry {
                value,
                made: Instant::now(),
                used: self.clock,
                bytes,
            },
        );
    }

    fn drop_oldest(&mut self, of: impl Fn(&Key) -> bool) {
        let candidates = self.entries.iter().filter(|(key, _)| of(key));
        if let Some(oldest) = candidates
            .min_by_key(|(_, entry)| entry.used)
            .map(|(key, _)| *key)
        {
            self.forget(oldest);
        }
    }

    fn forget(&mut self, key: Key) {
        if let Some(entry) = self.entries.remove(&key) {
            self.bytes -= entry.bytes;
        }
    }
}

#[cfg(test)]
mod tests;

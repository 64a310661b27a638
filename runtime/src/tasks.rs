//! The line that background jobs wait in: so many at once for the whole process, so many for each
//! owner, and whoever has the fewest at work comes first.
//!
//! It knows nothing of scripts: a job is a function, an owner a number.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard},
};

use crate::pool::Pool;

/// What is to be done.
type Job = Box<dyn FnOnce() + Send>;
/// Told when the line before a job has become shorter.
type Moved = Arc<dyn Fn() + Send + Sync>;

/// How many jobs may wait; more are refused, so that a script that asks without end costs little.
const MOST_WAITING: usize = 10_000;

/// A job's number, in the order they came.
pub type Ticket = u64;

/// The line that background jobs wait in.
pub struct Line {
    pool: Pool,
    most: usize,
    most_of_one: usize,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    waiting: Vec<Waiting>,
    /// How many jobs of each owner are at work.
    at_work: HashMap<u64, usize>,
    all_at_work: usize,
    issued: Ticket,
}

struct Waiting {
    ticket: Ticket,
    owner: Option<u64>,
    job: Job,
    moved: Moved,
}

/// The line is as long as it may be.
#[derive(Debug, thiserror::Error)]
#[error("{most} tasks wait already; try again when some are done")]
pub struct LineFull {
    /// How many may wait.
    pub most: usize,
}

impl Line {
    /// A line for at most `most` jobs at once, `most_of_one` of them of one owner, each on a thread
    /// with `stack` bytes of stack.
    pub fn new(most: usize, most_of_one: usize, stack: usize) -> Arc<Self> {
        Arc::new(Self {
            pool: Pool::new(most, stack),
            most: most.max(1),
            most_of_one: most_of_one.max(1),
            inner: Mutex::default(),
        })
    }

    /// Puts a job into the line; without an owner it counts for nobody. `moved` is told each time the line before it has
    /// become shorter.
    ///
    /// # Errors
    /// When the line is as long as it may be.
    pub fn join(
        self: &Arc<Self>,
        owner: Option<u64>,
        job: impl FnOnce() + Send + 'static,
        moved: impl Fn() + Send + Sync + 'static,
    ) -> Result<Ticket, LineFull> {
        let mut inner = self.inner();
        if inner.waiting.len() >= MOST_WAITING {
            return Err(LineFull { most: MOST_WAITING });
        }
        inner.issued += 1;
        let ticket = inner.issued;
        inner.waiting.push(Waiting {
            ticket,
            owner,
            job: Box::new(job),
            moved: Arc::new(moved),
        });
        drop(inner);
        self.admit();
        Ok(ticket)
    }

    /// Takes jobs that have not begun out of the line, all at once: those who stay are told once.
    pub fn leave(&self, tickets: &[Ticket]) {
        if tickets.is_empty() {
            return;
        }
        let gone: HashSet<Ticket> = tickets.iter().copied().collect();
        self.inner()
            .waiting
            .retain(|waiting| !gone.contains(&waiting.ticket));
        self.tell_moved();
    }

    /// How many jobs come before this one, itself included; nothing where it does not wait.
    pub fn place(&self, ticket: Ticket) -> Option<usize> {
        let inner = self.inner();
        let order = inner.order();
        let own = order.iter().find(|(_, other)| *other == ticket)?;
        Some(order.iter().filter(|other| *other <= own).count())
    }

    /// Lets jobs begin while there is room.
    fn admit(self: &Arc<Self>) {
        let mut began = false;
        while let Some(waiting) = self.next() {
            began = true;
            let seat = Seat {
                line: Arc::clone(self),
                owner: waiting.owner,
            };
            self.pool.submit(move || {
                let _seat = seat;
                (waiting.job)();
            });
        }
        if began {
            self.tell_moved();
        }
    }

    /// The next job that may begin, counted as begun.
    fn next(&self) -> Option<Waiting> {
        let mut inner = self.inner();
        if inner.all_at_work >= self.most {
            return None;
        }
        let may = |waiting: &Waiting| {
            waiting.owner.is_none() || inner.of(waiting.owner) < self.most_of_one
        };
        let next = inner
            .waiting
            .iter()
            .enumerate()
            .filter(|(_, waiting)| may(waiting))
            .min_by_key(|(_, waiting)| (inner.of(waiting.owner), waiting.ticket));
        let (index, owner) = next.map(|(index, waiting)| (index, waiting.owner))?;
        inner.all_at_work += 1;
        if let Some(owner) = owner {
            *inner.at_work.entry(owner).or_default() += 1;
        }
        Some(inner.waiting.remove(index))
    }

    fn tell_moved(&self) {
        // Whoever is told may ask for its place, so the line is not held meanwhile.
        let waiting = &self.inner().waiting;
        let all: Vec<Moved> = waiting.iter().map(|it| Arc::clone(&it.moved)).collect();
        all.iter().for_each(|moved| moved());
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner
            .lock()
            .expect("nothing panics while it holds the line; this is a bug")
    }
}

impl Inner {
    /// How many jobs of an owner are at work.
    fn of(&self, owner: Option<u64>) -> usize {
        owner
            .and_then(|owner| self.at_work.get(&owner))
            .copied()
            .unwrap_or_default()
    }

    /// In which order those who wait come: by how many jobs of the same owner come before, then by age.
    fn order(&self) -> Vec<(usize, Ticket)> {
        let mut before: HashMap<u64, usize> = HashMap::new();
        let waiting = self.waiting.iter();
        waiting
            .map(|waiting| {
                let rank = waiting.owner.map_or(0, |owner| {
                    let count = before.entry(owner).or_insert_with(|| self.of(Some(owner)));
                    *count += 1;
                    *count - 1
                });
                (rank, waiting.ticket)
            })
            .collect()
    }
}

/// The place of a job at work; free again when it is dropped, also where the job panicked.
struct Seat {
    line: Arc<Line>,
    owner: Option<u64>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut inner = self.line.inner();
        inner.all_at_work -= 1;
        if let Some(owner) = self.owner
            && let Some(count) = inner.at_work.get_mut(&owner)
        {
            *count -= 1;
            if *count == 0 {
                inner.at_work.remove(&owner);
            }
        }
        drop(inner);
        self.line.admit();
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            atomic::{AtomicUsize, Ordering},
            mpsc,
        },
        time::Duration,
    };

    use super::*;

    const STACK: usize = 1 << 20;
    const PATIENCE: Duration = Duration::from_secs(10);

    /// Jobs that say that they have begun, and end when they are told to.
    struct Bench {
        line: Arc<Line>,
        began: mpsc::Receiver<(&'static str, mpsc::Sender<()>)>,
        begin: mpsc::Sender<(&'static str, mpsc::Sender<()>)>,
    }

    impl Bench {
        fn new(most: usize, most_of_one: usize) -> Self {
            let (begin, began) = mpsc::channel();
            Self {
                line: Line::new(most, most_of_one, STACK),
                began,
                begin,
            }
        }

        fn join(&self, name: &'static str, owner: u64) -> Ticket {
            let begin = self.begin.clone();
            let job = move || {
                let (end, ended) = mpsc::channel();
                begin.send((name, end)).unwrap();
                let _ = ended.recv();
            };
            self.line.join(Some(owner), job, || {}).unwrap()
        }

        fn next(&self) -> (&'static str, mpsc::Sender<()>) {
            self.began.recv_timeout(PATIENCE).unwrap()
        }

        fn nobody(&self) -> bool {
            self.began.recv_timeout(Duration::from_millis(30)).is_err()
        }
    }

    #[test]
    fn whoever_has_the_fewest_at_work_comes_first() {
        let bench = Bench::new(2, 2);
        bench.join("a1", 1);
        let (_, end) = bench.next();
        bench.join("a2", 1);
        let _second = bench.next();
        let tickets = [
            bench.join("a3", 1),
            bench.join("a4", 1),
            bench.join("b1", 2),
        ];
        let places = tickets.map(|ticket| bench.line.place(ticket));
        assert_eq!(places, [Some(2), Some(3), Some(1)]);
        end.send(()).unwrap();
        assert_eq!(bench.next().0, "b1");
        assert_eq!(bench.line.place(tickets[2]), None);
    }

    #[test]
    fn one_owner_never_takes_all_there_is() {
        let bench = Bench::new(4, 1);
        bench.join("a1", 1);
        let (_, end) = bench.next();
        bench.join("a2", 1);
        assert!(bench.nobody());
        bench.join("b1", 2);
        assert_eq!(bench.next().0, "b1");
        end.send(()).unwrap();
        assert_eq!(bench.next().0, "a2");
    }

    #[test]
    fn where_many_leave_those_who_stay_are_told_once() {
        let (bench, told) = (Bench::new(1, 1), Arc::new(AtomicUsize::new(0)));
        bench.join("a1", 1);
        let _at_work = bench.next();
        let gone = ["a2", "a3", "a4"].map(|name| bench.join(name, 1));
        let heard = Arc::clone(&told);
        let tell = move || {
            heard.fetch_add(1, Ordering::Relaxed);
        };
        let stays = bench.line.join(Some(2), || {}, tell).unwrap();
        bench.line.leave(&gone);
        assert_eq!(told.load(Ordering::Relaxed), 1);
        assert_eq!(bench.line.place(stays), Some(1));
        bench.line.leave(&[]);
        assert_eq!(told.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn who_leaves_the_line_never_begins_and_a_panic_frees_its_place() {
        let bench = Bench::new(1, 1);
        bench.join("a1", 1);
        let (_, end) = bench.next();
        let gone = bench.join("a2", 1);
        let panic = || panic!("a job that panics, as the test wants");
        bench.line.join(Some(1), panic, || {}).unwrap();
        bench.join("a3", 1);
        bench.line.leave(&[gone]);
        end.send(()).unwrap();
        assert_eq!(bench.next().0, "a3");
    }
}

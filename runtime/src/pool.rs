//! The threads that scripts run on: few when little happens, more when scripts wait.
//!
//! A script may block (a model, a sleep), so it must not run on the server's own threads; and it
//! needs a deep stack. The pool grows while all its threads are busy, up to a bound; beyond it,
//! jobs wait in line, first come, first served. Threads that find nothing to do end, all but two.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread,
    time::Duration,
};

/// What a thread is asked to do.
type Job = Box<dyn FnOnce() + Send>;

/// How many threads stay when there is nothing to do.
const RESTING: usize = 2;
/// How long a thread beyond those waits for another job.
const PATIENCE: Duration = Duration::from_secs(10);

/// The threads that scripts run on.
pub struct Pool {
    shared: Arc<Shared>,
}

struct Shared {
    line: Mutex<Line>,
    arrived: Condvar,
    most: usize,
    stack: usize,
}

#[derive(Default)]
struct Line {
    jobs: VecDeque<Job>,
    threads: usize,
    idle: usize,
    started: usize,
    closed: bool,
}

impl Pool {
    /// A pool of at most `most` threads with `stack` bytes of stack each. None is started yet.
    pub fn new(most: usize, stack: usize) -> Self {
        let shared = Shared {
            line: Mutex::default(),
            arrived: Condvar::new(),
            most: most.max(1),
            stack,
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Has a job done by the next free thread. A job that panics ends nothing but itself.
    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        let mut line = self.shared.line();
        line.jobs.push_back(Box::new(job));
        if line.jobs.len() > line.idle && line.threads < self.shared.most {
            self.grow(&mut line);
        }
        drop(line);
        self.shared.arrived.notify_one();
    }

    /// How many threads there are now.
    pub fn threads(&self) -> usize {
        self.shared.line().threads
    }

    fn grow(&self, line: &mut Line) {
        let shared = Arc::clone(&self.shared);
        line.started += 1;
        let spawned = thread::Builder::new()
            .name(format!("script-{}", line.started))
            .stack_size(shared.stack)
            .spawn(move || shared.work());
        match spawned {
            Ok(_) => line.threads += 1,
            // The jobs wait for the threads there are.
            Err(error) if line.threads > 0 => {
                tracing::warn!("cannot start another thread for scripts: {error}");
            }
            Err(error) => panic!("cannot start a thread for scripts: {error}"),
        }
    }
}

/// Threads at work finish their job; nobody waits for them.
impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.line().closed = true;
        self.shared.arrived.notify_all();
    }
}

impl Shared {
    fn work(&self) {
        while let Some(job) = self.next() {
            // The hook has already said where it panicked; whoever waits for the job sees that
            // its answer never comes.
            let _ = catch_unwind(AssertUnwindSafe(job));
        }
    }

    fn next(&self) -> Option<Job> {
        let mut line = self.line();
        loop {
            if let Some(job) = line.jobs.pop_front() {
                return Some(job);
            }
            if line.closed {
                line.threads -= 1;
                return None;
            }
            line.idle += 1;
            let (back, waited) = self
                .arrived
                .wait_timeout(line, PATIENCE)
                .expect("nothing panics while it holds the line; this is a bug");
            line = back;
            line.idle -= 1;
            if waited.timed_out() && line.jobs.is_empty() && line.threads > RESTING {
                line.threads -= 1;
                return None;
            }
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line
            .lock()
            .expect("nothing panics while it holds the line; this is a bug")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const STACK: usize = 1 << 20;

    #[test]
    fn jobs_that_wait_do_not_hold_up_others_until_the_bound() {
        let pool = Pool::new(3, STACK);
        let (done, finished) = mpsc::channel();
        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        for number in 0..3 {
            let (done, gate) = (done.clone(), Arc::clone(&gate));
            pool.submit(move || {
                done.send(number).unwrap();
                drop(
                    gate.1
                        .wait_while(gate.0.lock().unwrap(), |open| !*open)
                        .unwrap(),
                );
            });
        }
        for _ in 0..3 {
            assert!(finished.recv_timeout(Duration::from_secs(10)).unwrap() < 3);
        }
        pool.submit(move || done.send(3).unwrap());
        assert!(finished.recv_timeout(Duration::from_millis(50)).is_err());
        assert_eq!(pool.threads(), 3);
        *gate.0.lock().unwrap() = true;
        gate.1.notify_all();
        assert_eq!(finished.recv_timeout(Duration::from_secs(10)), Ok(3));
    }

    #[test]
    fn a_panic_ends_nothing_but_its_job() {
        let pool = Pool::new(1, STACK);
        pool.submit(|| panic!("a job that panics, as the test wants"));
        let (done, finished) = mpsc::channel();
        pool.submit(move || done.send(()).unwrap());
        assert_eq!(finished.recv_timeout(Duration::from_secs(10)), Ok(()));
    }

    #[test]
    fn one_job_after_another_needs_one_thread() {
        let pool = Pool::new(64, STACK);
        for _ in 0..50 {
            let (done, finished) = mpsc::channel();
            pool.submit(move || done.send(()).unwrap());
            finished.recv_timeout(Duration::from_secs(10)).unwrap();
            // The thread is idle again a moment after it answered.
            thread::sleep(Duration::from_millis(1));
        }
        assert!(pool.threads() <= 3, "{}", pool.threads());
    }
}

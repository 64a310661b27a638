//! The one connection a session has at a time, and who may take its place.
//!
//! A page that is refreshed says hello with its session's token, perhaps before the server saw
//! the old socket close. A page that was duplicated says hello with the same token while the
//! first one lives. To tell them apart the old connection is asked to prove that it lives, by a
//! WebSocket ping, which browsers answer by themselves: if it does within `PATIENCE`, the
//! newcomer gets a session of its own; if it closes or stays silent, its place.

use std::{
    pin::pin,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, sleep, timeout},
};

use crate::session::shown::Shown;

/// How long a connection may take to prove that it lives.
const PATIENCE: Duration = Duration::from_millis(300);
/// How long a newcomer tries, where several want the same place.
const LONGEST: Duration = Duration::from_secs(2);

/// The place of a session's one connection.
pub struct Seats {
    place: Mutex<Place>,
    changed: Notify,
    freed: Notify,
    alive: Notify,
}

enum Place {
    /// Nobody looks; what the last browser has.
    Free(Option<Shown>),
    /// Somebody looks.
    Taken(Arc<Bell>),
}

/// How a connection is reached by others.
#[derive(Default)]
pub struct Bell {
    probe: Notify,
    leave: Notify,
}

impl Bell {
    /// Waits until the connection is to prove that it lives.
    pub async fn probed(&self) {
        self.probe.notified().await;
    }

    /// Asks the connection to prove that it lives.
    pub fn probe(&self) {
        self.probe.notify_one();
    }

    /// Waits until the connection is to make place.
    pub async fn sent_away(&self) {
        self.leave.notified().await;
    }
}

/// A taken place. When it is dropped, the place is free and remembers what the browser has.
pub struct Seat {
    seats: Arc<Seats>,
    shown: Option<Shown>,
    /// How others reach this connection.
    pub bell: Arc<Bell>,
}

impl Seats {
    /// A free place, of a browser that has nothing.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            place: Mutex::new(Place::Free(Some(Shown::default()))),
            changed: Notify::new(),
            freed: Notify::new(),
            alive: Notify::new(),
        })
    }

    /// Takes the place for a browser that shows the result of frame `have`; `None` where
    /// another page lives in it.
    pub async fn take(self: &Arc<Self>, have: u64) -> Option<Seat> {
        let until = Instant::now() + LONGEST;
        while Instant::now() < until {
            // Both are listened to before the look, so that nothing is missed in between.
            let (mut freed, mut alive) = (pin!(self.freed.notified()), pin!(self.alive.notified()));
            freed.as_mut().enable();
            alive.as_mut().enable();
            let holder = match self.try_take(have) {
                Ok(seat) => return Some(seat),
                Err(holder) => holder,
            };
            holder.probe();
            tokio::select! {
                () = &mut freed => continue,
                () = alive => return None,
                () = sleep(PATIENCE) => holder.leave.notify_one(),
            }
            let _ = timeout(PATIENCE, freed).await;
        }
        None
    }

    fn try_take(self: &Arc<Self>, have: u64) -> Result<Seat, Arc<Bell>> {
        let mut place = self.place();
        let shown = match &mut *place {
            Place::Taken(holder) => return Err(Arc::clone(holder)),
            Place::Free(shown) => shown.take(),
        };
        let mut shown = shown.unwrap_or_default();
        shown.resume(have);
        let bell = Arc::new(Bell::default());
        *place = Place::Taken(Arc::clone(&bell));
        drop(place);
        self.changed.notify_one();
        Ok(Seat {
            seats: Arc::clone(self),
            shown: Some(shown),
            bell,
        })
    }

    /// The connection has proved that it lives.
    pub fn answer(&self) {
        self.alive.notify_waiters();
    }

    /// Waits until somebody came or went.
    pub(super) async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Whether somebody looks.
    pub(super) fn taken(&self) -> bool {
        matches!(*self.place(), Place::Taken(_))
    }

    fn place(&self) -> MutexGuard<'_, Place> {
        self.place
            .lock()
            .expect("nothing panics while it holds the place; this is a bug")
    }
}

impl Seat {
    /// What the browser here has.
    pub fn shown(&mut self) -> &mut Shown {
        self.shown.get_or_insert_default()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        *self.seats.place() = Place::Free(self.shown.take());
        self.seats.freed.notify_waiters();
        self.seats.changed.notify_one();
    }
}

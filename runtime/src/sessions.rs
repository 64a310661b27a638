//! All live sessions: who comes back to which, how many there may be, and their end.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use dashmap::DashMap;
use mirror_widgets::Value;
use tokio::sync::watch;

use crate::{
    app::App,
    error::Problem,
    pool::Pool,
    protocol::ClientMessage,
    session::{Message, Session, seat::Seat},
    state::{Address, Browser, Visitor},
};

/// What a token is kept as, so that finding one takes as long for a near miss as for a far one,
/// and memory holds no token.
type Hash = [u8; 32];

/// All live sessions of an app.
pub struct Sessions {
    app: Arc<App>,
    pool: Arc<Pool>,
    live: DashMap<Hash, Arc<Session>>,
    opened: AtomicU64,
    closing: watch::Sender<bool>,
}

/// A browser's place in a session.
pub struct Entered {
    /// The session.
    pub session: Arc<Session>,
    /// The place; drop it to leave.
    pub seat: Seat,
    /// Names the session.
    pub token: String,
    /// Whether the session was there before.
    pub resumed: bool,
}

/// The first message of a connection.
pub struct Hello {
    /// The session to take up again, if any.
    pub token: Option<String>,
    /// The last frame whose result the page shows; 0 after a page load.
    pub have: u64,
    /// Who comes.
    pub visitor: Visitor,
}

/// How much a browser may keep for a script, in bytes of JSON.
pub const LARGEST_LOCAL: usize = 64 << 10;
/// The longest text a browser may tell about itself, in bytes.
const LONGEST_WORD: usize = 2 << 10;

impl Hello {
    /// The hello in a message, if it is one.
    pub fn read(message: ClientMessage) -> Option<Self> {
        let ClientMessage::Hello {
            token,
            have,
            query,
            locale,
            timezone,
            theme,
            timezone_offset,
            url,
            path,
            visit,
            embedded,
            local,
        } = message
        else {
            return None;
        };
        Some(Self {
            token,
            have,
            visitor: Visitor {
                browser: Browser {
                    locale: short(locale),
                    timezone: short(timezone),
                    theme: short(theme),
                    timezone_offset,
                    url: short(url),
                    embedded,
                    ..Browser::default()
                },
                address: Address {
                    path: last_part(path),
                    query,
                    visit,
                },
                // What is too much was not written by a script of ours.
                local: match fits(&local) {
                    true => local,
                    false => BTreeMap::new(),
                },
            },
        })
    }
}

/// What a browser tells about itself, unless it talks too much.
fn short(word: String) -> String {
    match word.len() <= LONGEST_WORD {
        true => word,
        false => String::new(),
    }
}

/// The last part of an address, which is all that names a page: whatever stood before it would
/// make the address of the page longer with each run.
pub(crate) fn last_part(path: String) -> String {
    match path.rfind('/') {
        Some(before) => short(path[before + 1..].to_owned()),
        None => short(path),
    }
}

/// Whether a browser may keep so much.
pub(crate) fn fits(local: &BTreeMap<String, Value>) -> bool {
    let size = |(name, value): (&String, &Value)| name.len() + value.to_string().len();
    local.iter().map(size).sum::<usize>() <= LARGEST_LOCAL
}

/// There are as many sessions as there may be.
#[derive(Debug, thiserror::Error)]
#[error("this app has as many visitors as it takes ({most}); try again in a few minutes")]
pub struct Full {
    /// How many there may be.
    pub most: usize,
}

impl Sessions {
    /// No sessions yet.
    pub fn new(app: Arc<App>) -> Arc<Self> {
        let pool = Arc::clone(&app.pool);
        Arc::new(Self {
            app,
            pool,
            live: DashMap::new(),
            opened: AtomicU64::new(0),
            closing: watch::Sender::new(false),
        })
    }

    /// How many sessions there are.
    pub fn count(&self) -> usize {
        self.live.len()
    }

    /// The app they are of.
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// A browser comes: back into its session where that waits for it, else into a new one.
    ///
    /// # Errors
    /// When there are as many sessions as there may be.
    pub async fn enter(self: &Arc<Self>, hello: Hello) -> Result<Entered, Full> {
        let Hello {
            token,
            have,
            visitor,
        } = hello;
        if let Some(token) = token
            && let Some(session) = self.find(&token)
            && let Some(seat) = session.seats.take(have).await
            && session.attach(visitor.clone(), have == 0).await
        {
            tracing::debug!(session = session.number, "session resumed");
            return Ok(Entered {
                session,
                seat,
                token,
                resumed: true,
            });
        }
        let (token, session) = self.open()?;
        let seat = session.seats.take(have).await;
        let seat = seat.expect("nobody else knows a new session; this is a bug");
        session.attach(visitor, true).await;
        Ok(Entered {
            session,
            seat,
            token,
            resumed: false,
        })
    }

    /// The live session that a token names.
    pub fn find(&self, token: &str) -> Option<Arc<Session>> {
        // The reference into the map must not live on: it locks a part of it.
        self.live
            .get(&hash(token))
            .map(|session| Arc::clone(&session))
    }

    fn open(self: &Arc<Self>) -> Result<(String, Arc<Session>), Full> {
        let most = self.app.config.max_sessions;
        if self.live.len() >= most {
            tracing::warn!("a visitor was turned away: there are {most} sessions (--max-sessions)");
            return Err(Full { most });
        }
        let number = self.opened.fetch_add(1, Ordering::Relaxed) + 1;
        let token = new_token();
        let key = hash(&token);
        let (session, task) = Session::new(
            number,
            Arc::clone(&self.app),
            Arc::clone(&self.pool),
            self.closing.subscribe(),
        );
        let session = Arc::new(session);
        self.live.insert(key, Arc::clone(&session));
        tracing::info!("session {number} opened ({} open)", self.live.len());
        let sessions = Arc::clone(self);
        tokio::spawn(async move {
            task.await;
            sessions.live.remove(&key);
            tracing::info!("session {number} closed ({} open)", sessions.live.len());
        });
        Ok((token, session))
    }

    /// Tells all sessions that the script on disk changed.
    pub async fn reloaded(&self, problem: Option<Problem>) {
        let problem = problem.map(Arc::new);
        let all: Vec<Arc<Session>> = self.live.iter().map(|entry| Arc::clone(&entry)).collect();
        for session in all {
            session.tell(Message::Reloaded(problem.clone())).await;
        }
    }

    /// Where scripts run.
    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    /// Turns true when the server ends; whoever holds one is waited for by [`close`](Self::close).
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// Ends all sessions and connections, and waits until they have ended.
    pub async fn close(&self) {
        self.closing.send_replace(true);
        self.closing.closed().await;
    }
}

fn hash(token: &str) -> Hash {
    *blake3::hash(token.as_bytes()).as_bytes()
}

fn new_token() -> String {
    let mut random = [0; 16];
    getrandom::fill(&mut random).expect("the system has random bytes");
    format!("{:032x}", u128::from_le_bytes(random))
}

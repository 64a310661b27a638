//! The Mirror runtime: how a script becomes a live page.
//!
//! ```text
//! 5  main.rs  cli/  testing.rs                put together
//! 4  server/  watch.rs                        the edges: sockets, files            (async)
//! 3  session.rs  sessions.rs                  when to run                          (async)
//! 2  app.rs  run.rs  script/                  run once                             (sync; Rhai only here)
//! 1  diff  identity  state  cache  media  pool  secrets  tasks  memory, comparison, threads (sync)
//! 0  protocol  config  error                  data
//!    mirror-widgets            mirror-models  (neither knows the other, nor the runtime)
//! ```
//! An arrow between modules points downward only; `tests/architecture.rs` holds the code to it.

pub mod app;
pub mod cache;
pub mod components;
pub mod config;
pub mod diff;
pub mod error;
pub mod identity;
pub mod media;
pub mod pool;
pub mod protocol;
pub mod run;
pub mod script;
pub mod secrets;
pub mod server;
pub mod session;
pub mod sessions;
pub mod state;
pub mod tasks;
pub mod testing;
pub mod theme;
pub mod uploads;
pub mod watch;

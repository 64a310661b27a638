//! A child process that serves: `mirror run`, or the bare echo. Its memory and its CPU time are
//! read from `/proc`, so that they are the server's alone.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use axum::{
    Router,
    extract::ws::{Message, WebSocketUpgrade},
    routing::any,
    serve::ListenerExt,
};

/// What `load` is called with to be the echo.
pub const ECHO: &str = "echo";
/// How many clock ticks of `/proc` make a second; Linux tells programs no other number.
const TICKS: u64 = 100;

/// A child process that serves on a free port of the loopback address. It ends with this.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// When it was started.
    pub started: Instant,
}

impl Server {
    /// Starts `mirror run` with a script of `benches/scripts`.
    ///
    /// # Errors
    /// When it does not start.
    pub fn mirror(script: &str) -> anyhow::Result<Self> {
        let mut command = Command::new(mirror_binary()?);
        command
            .arg("run")
            .arg(crate::script(script))
            .args(["--headless", "--port", "0"]);
        Self::start(command)
    }

    /// Starts a WebSocket echo on bare axum.
    ///
    /// # Errors
    /// When it does not start.
    pub fn echo() -> anyhow::Result<Self> {
        let mut command = Command::new(env::current_exe()?);
        command.arg(ECHO);
        Self::start(command)
    }

    /// Starts a program that prints its address, as `http://HOST:PORT`.
    fn start(mut command: Command) -> anyhow::Result<Self> {
        command
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let started = Instant::now();
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start {command:?}"))?;
        let output = child.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(output).lines();
        let port = loop {
            match lines.next() {
                Some(line) => {
                    if let Some(port) = port(&line?) {
                        break port;
                    }
                }
                None => {
                    // It has closed its output, so it ends by itself.
                    bail!("{command:?} ended without an address: {}", child.wait()?);
                }
            }
        };
        // What it prints later goes nowhere, but is read, so that it never waits.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            started,
        })
    }

    /// How much CPU time it has used.
    ///
    /// # Errors
    /// Where there is no `/proc`.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name in parentheses may hold anything; user and system time are fields 14 and 15.
        let fields = stat
            .rsplit_once(") ")
            .context("`/proc/PID/stat` reads otherwise")?
            .1;
        let ticks = fields
            .split(' ')
            .skip(11)
            .take(2)
            .map(str::parse::<u64>)
            .sum::<Result<u64, _>>()?;
        Ok(Duration::from_millis(ticks * 1000 / TICKS))
    }

    /// How much memory it has, in bytes.
    ///
    /// # Errors
    /// Where there is no `/proc`.
    pub fn memory(&self) -> anyhow::Result<u64> {
        self.status("VmRSS:")
    }

    /// How much of its memory is its own, not pages of the program file, in bytes.
    ///
    /// # Errors
    /// Where there is no `/proc`.
    pub fn own_memory(&self) -> anyhow::Result<u64> {
        self.status("RssAnon:")
    }

    fn status(&self, field: &str) -> anyhow::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(field))
            .context("`/proc/PID/status` reads otherwise")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? << 10)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn port(line: &str) -> Option<u16> {
    let address = line.split_once("http://")?.1.trim();
    address.rsplit_once(':')?.1.parse().ok()
}

/// Builds `mirror` as this program was built, unless it was started without cargo.
///
/// # Errors
/// When it cannot be built.
pub fn build_mirror() -> anyhow::Result<()> {
    let Some(cargo) = env::var_os("CARGO") else {
        return Ok(());
    };
    let mut command = Command::new(cargo);
    command.args([
        "build",
        "--quiet",
        "--package",
        "mirror-runtime",
        "--bin",
        "mirror",
    ]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let status = command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .status()?;
    if !status.success() {
        bail!("`mirror` cannot be built");
    }
    Ok(())
}

/// `mirror` beside this program.
///
/// # Errors
/// When it is not there.
pub fn mirror_binary() -> anyhow::Result<PathBuf> {
    let path = env::current_exe()?.with_file_name(format!("mirror{}", env::consts::EXE_SUFFIX));
    if !path.is_file() {
        bail!(
            "there is no {}; `cargo build --release --package mirror-runtime` makes it",
            path.display()
        );
    }
    Ok(path)
}

/// Is the echo: answers each message with itself, on a free port, until it is killed.
///
/// # Errors
/// When it cannot listen.
pub async fn serve_echo() -> anyhow::Result<()> {
    let connect = any(async |upgrade: WebSocketUpgrade| {
        upgrade.on_upgrade(async |mut socket| {
            while let Some(Ok(message)) = socket.recv().await {
                if matches!(message, Message::Text(_)) && socket.send(message).await.is_err() {
                    break;
                }
            }
        })
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "http://{}", listener.local_addr()?)?;
    let listener = listener.tap_io(|stream| {
        // Without it the echo is slower, and the comparison too kind.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, Router::new().route("/ws", connect)).await?;
    Ok(())
}

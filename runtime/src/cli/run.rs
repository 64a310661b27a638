//! `mirror run`: serves an app until Ctrl-C.

use std::{
    io,
    net::{IpAddr, SocketAddr, UdpSocket},
    path::Path,
    process::{Command, ExitCode, Stdio},
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, bail};
use mirror_runtime::{
    app::App,
    config::{Config, Settings},
    server,
    sessions::Sessions,
    watch,
};
use tokio::net::TcpListener;
use tracing_subscriber::{
    EnvFilter,
    fmt::{format::Writer, time::FormatTime},
};

use super::{Paint, say};

pub(super) fn run(app: &Path, settings: Settings) -> anyhow::Result<ExitCode> {
    let config = Config::load(app, settings)?;
    log(&config.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let served = runtime.block_on(serve(app, config));
    // Whatever still runs has been told to stop; nobody waits for it any longer.
    runtime.shutdown_timeout(Duration::from_millis(50));
    served.map(|()| ExitCode::SUCCESS)
}

async fn serve(app: &Path, config: Config) -> anyhow::Result<()> {
    let listener = listen(app, config.host, config.port).await?;
    let address = listener.local_addr()?;
    let (watched, headless) = (config.watch, config.headless);
    let app = open(config).await?;
    if let Some(problem) = app.current().problem {
        tracing::warn!("{problem}");
    }
    let name = app
        .config
        .script
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let sessions = Sessions::new(app);
    greet(&name, address);
    if !headless {
        open_browser(&local(address));
    }
    if watched {
        let sessions = Arc::clone(&sessions);
        tokio::spawn(async move {
            if let Err(error) = watch::watch(sessions).await {
                tracing::warn!("saved files are not noticed: {error}");
            }
        });
    }
    server::serve_sessions(sessions, listener, ended()).await?;
    tracing::info!("stopped");
    Ok(())
}

/// Compiles the app on a thread with a stack that is deep enough for any script.
async fn open(config: Config) -> anyhow::Result<Arc<App>> {
    let (tell, opened) = tokio::sync::oneshot::channel();
    std::thread::Builder::new()
        .name("compile".into())
        .stack_size(mirror_runtime::run::STACK)
        .spawn(move || tell.send(App::open(config)).ok())?;
    Ok(Arc::new(opened.await.context(
        "the compiler panicked; this is a bug in Mirror",
    )?))
}

async fn listen(app: &Path, host: IpAddr, port: u16) -> anyhow::Result<TcpListener> {
    let error = match TcpListener::bind((host, port)).await {
        Ok(listener) => return Ok(listener),
        Err(error) => error,
    };
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            let app = app.display();
            match free_port(host, port).await {
                Some(free) => bail!("port {port} is taken; try `mirror run {app} --port {free}`"),
                None => bail!("port {port} is taken; try another with `--port`"),
            }
        }
        io::ErrorKind::PermissionDenied => {
            bail!(
                "port {port} needs more rights than this program has; try one above 1023 with `--port`"
            )
        }
        io::ErrorKind::AddrNotAvailable => {
            bail!(
                "this machine has no address {host}; try `--host 127.0.0.1`, or `--host 0.0.0.0` for all"
            )
        }
        _ => Err(error).context(format!("cannot listen on {host} port {port}")),
    }
}

async fn free_port(host: IpAddr, port: u16) -> Option<u16> {
    for port in port.checked_add(1)?..=port.saturating_add(20) {
        if TcpListener::bind((host, port)).await.is_ok() {
            return Some(port);
        }
    }
    None
}

fn greet(name: &str, address: SocketAddr) {
    let paint = Paint::of(&io::stdout());
    let line = |what: &str, url: &str| {
        say(format!(
            "  {}  {} {}",
            paint.green("➜"),
            paint.bold(&format!("{what:<8}")),
            paint.cyan(url)
        ));
    };
    say(format!(
        "\n  {} shows {name}\n",
        paint.bold(&format!("Mirror {}", env!("CARGO_PKG_VERSION")))
    ));
    line("Local:", &local(address));
    if !address.ip().is_loopback() {
        let own = if address.ip().is_unspecified() {
            own_address()
        } else {
            Some(address.ip())
        };
        if let Some(own) = own {
            line(
                "Network:",
                &format!("http://{}", SocketAddr::new(own, address.port())),
            );
        }
    }
    say("");
}

fn local(address: SocketAddr) -> String {
    match address.ip() {
        ip if ip.is_loopback() || ip.is_unspecified() => {
            format!("http://localhost:{}", address.port())
        }
        _ => format!("http://{address}"),
    }
}

/// This machine's address in its network: the one it would send from. Nothing is sent.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let own = socket.local_addr().ok()?.ip();
    (!own.is_loopback() && !own.is_unspecified()).then_some(own)
}

/// Opens the page; where that cannot be done, the address stands in the terminal.
fn open_browser(url: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let quiet = Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match quiet {
        // Somebody must wait for it, or it stays behind as a zombie.
        Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
        Err(error) => tracing::debug!("the browser cannot be opened: {error}"),
    }
}

/// Done when the person, or the system, wants the program to end.
async fn ended() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}

fn log(level: &str) -> anyhow::Result<()> {
    // A bare level is about us; libraries speak only when something is wrong.
    let directives = if level.contains(['=', ',']) {
        level.to_owned()
    } else {
        format!("warn,mirror={level},mirror_runtime={level},mirror_models={level}")
    };
    let filter = EnvFilter::try_new(&directives).map_err(|_unreadable| {
        anyhow::anyhow!("`{level}` is no log level; there are error, warn, info, debug and trace")
    })?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(Paint::of(&io::stderr()).wanted())
        .with_target(false)
        .with_timer(Clock)
        .compact()
        .init();
    Ok(())
}

/// The time of day, in UTC.
struct Clock;

impl FormatTime for Clock {
    fn format_time(&self, writer: &mut Writer<'_>) -> std::fmt::Result {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_secs();
        write!(
            writer,
            "{:02}:{:02}:{:02}Z",
            now / 3600 % 24,
            now / 60 % 60,
            now % 60
        )
    }
}

//! The settings of one app: flags over `MIRROR_*` variables over `mirror.toml` over defaults.
//!
//! A setting has one name in all three places: `--session-expiry`, `MIRROR_SESSION_EXPIRY` and
//! `session_expiry`. The result, [`Config`], does not change while the server runs.

mod settings;

use std::{
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
    time::Duration,
};

use crate::theme::ThemeSettings;

pub use self::settings::{LimitSettings, Settings, Span};

/// The settings of one app, complete and fixed.
#[derive(Debug, Clone)]
pub struct Config {
    /// The script, as an absolute path.
    pub script: PathBuf,
    /// The app's folder (the script's), as an absolute path.
    pub folder: PathBuf,
    /// The address to listen on.
    pub host: IpAddr,
    /// The port to listen on.
    pub port: u16,
    /// Names under which the server may be asked for, besides the ones it knows itself.
    pub allowed_hosts: Vec<String>,
    /// Whether to leave the browser closed.
    pub headless: bool,
    /// Whether a saved file reruns all pages.
    pub watch: bool,
    /// Whether users see neutral messages in place of errors.
    pub production: bool,
    /// What the log shows, such as `info` or `mirror_runtime=debug`.
    pub log: String,
    /// Headers of the browser's connection that scripts may see, besides a few harmless ones.
    pub context_headers: Vec<String>,
    /// The app's own widgets that are part of the page rather than in frames of their own.
    pub trusted_components: Vec<String>,
    /// How many sessions there may be at once.
    pub max_sessions: usize,
    /// How long a session waits for its browser to come back.
    pub session_expiry: Duration,
    /// How many scripts may run at once; more wait in line.
    pub threads: usize,
    /// How many background tasks may run at once; more wait in line.
    pub max_tasks: usize,
    /// How many of them may be of one session.
    pub max_session_tasks: usize,
    /// What one run may use.
    pub limits: Limits,
    /// How much memory the caches may take together.
    pub cache_bytes: usize,
    /// How many bytes an uploaded file may have, where the script does not say.
    pub upload_bytes: u64,
    /// How many bytes the uploaded files of a session may have together.
    pub session_upload_bytes: u64,
    /// ONNX Runtime's shared library, where it is not in a usual place.
    pub onnxruntime: Option<PathBuf>,
    /// The language of the interface, where it is not that of each browser.
    pub language: Option<String>,
    /// The look of the app.
    pub theme: ThemeSettings,
}

/// What one run may use before it is ended with an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Script operations; 0 for no limit.
    pub operations: u64,
    /// Time, where a limit is wanted.
    pub wall_time: Option<Duration>,
    /// How deep functions may call each other.
    pub call_depth: usize,
    /// The longest text, in bytes.
    pub text_bytes: usize,
    /// The most elements on a page.
    pub items: usize,
    /// The most items in a list or a map.
    pub list_items: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // Some 20 to 60 seconds of pure script; whoever computes longer says so.
            operations: 2_000_000_000,
            wall_time: None,
            call_depth: 128,
            text_bytes: 64 << 20,
            items: 100_000,
            list_items: 5_000_000,
        }
    }
}

impl Config {
    /// The defaults for a script.
    pub fn new(script: impl Into<PathBuf>) -> Self {
        let script = script.into();
        let script = std::path::absolute(&script).unwrap_or(script);
        let folder = script.parent().unwrap_or(Path::new("/")).to_path_buf();
        // Tasks often wait, for a model or a file: a few go on at once also where there are fewer cores.
        let max_tasks = std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4));
        Self {
            script,
            folder,
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 8501,
            allowed_hosts: Vec::new(),
            headless: false,
            watch: true,
            production: false,
            log: "info".into(),
            context_headers: Vec::new(),
            trusted_components: Vec::new(),
            max_sessions: 4096,
            session_expiry: Duration::from_secs(10 * 60),
            threads: 128,
            max_tasks,
            // One visitor must not take all there is.
            max_session_tasks: max_tasks - 1,
            limits: Limits::default(),
            cache_bytes: 512 << 20,
            upload_bytes: 200 << 20,
            session_upload_bytes: 2048 << 20,
            onnxruntime: None,
            language: None,
            theme: ThemeSettings::default(),
        }
    }

    /// The settings for an app, given as a script or as a folder that holds `app.rhai`:
    /// `flags`, over `mirror.toml` beside the script, over the defaults.
    ///
    /// # Errors
    /// When there is no such script, or `mirror.toml` cannot be understood.
    pub fn load(app: &Path, flags: Settings) -> Result<Self, ConfigError> {
        let script = if app.is_dir() {
            app.join("app.rhai")
        } else {
            app.to_path_buf()
        };
        if !script.is_file() {
            return Err(ConfigError::NoScript { script });
        }
        let mut config = Self::new(script);
        let beside = Settings::beside(&config.folder)?;
        config.take(beside);
        config.take(flags);
        Ok(config)
    }

    fn take(&mut self, settings: Settings) {
        fn put<T>(place: &mut T, setting: Option<T>) {
            if let Some(value) = setting {
                *place = value;
            }
        }
        put(&mut self.host, settings.host);
        put(&mut self.port, settings.port);
        put(&mut self.allowed_hosts, settings.allowed_hosts);
        put(&mut self.context_headers, settings.context_headers);
        put(&mut self.trusted_components, settings.trusted_components);
        put(&mut self.headless, settings.headless);
        put(&mut self.watch, settings.no_watch.map(|off| !off));
        put(&mut self.production, settings.production);
        put(&mut self.log, settings.log);
        put(&mut self.max_sessions, settings.max_sessions);
        put(
            &mut self.session_expiry,
            settings.session_expiry.map(|span| span.0),
        );
        put(
            &mut self.threads,
            settings.threads.map(|threads| threads.max(1)),
        );
        put(
            &mut self.max_tasks,
            settings.max_tasks.map(|most| most.max(1)),
        );
        put(
            &mut self.max_session_tasks,
            settings.max_session_tasks.map(|most| most.max(1)),
        );
        put(
            &mut self.cache_bytes,
            settings
                .cache_megabytes
                .map(|megabytes| megabytes.saturating_mul(1 << 20)),
        );
        put(
            &mut self.upload_bytes,
            settings
                .max_upload_size
                .map(|megabytes| megabytes.saturating_mul(1 << 20)),
        );
        put(
            &mut self.session_upload_bytes,
            settings
                .max_session_uploads
                .map(|megabytes| megabytes.saturating_mul(1 << 20)),
        );
        if settings.onnxruntime.is_some() {
            self.onnxruntime = settings.onnxruntime;
        }
        if settings.language.is_some() {
            self.language = settings.language;
        }
        if let Some(theme) = settings.theme {
            self.theme = theme;
        }
        if let Some(limits) = settings.limits {
            put(&mut self.limits.operations, limits.operations);
            put(&mut self.limits.call_depth, limits.call_depth);
            put(&mut self.limits.text_bytes, limits.text_bytes);
            put(&mut self.limits.items, limits.items);
            put(&mut self.limits.list_items, limits.list_items);
            if let Some(span) = limits.wall_time {
                self.limits.wall_time = Some(span.0);
            }
        }
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The app is not there.
    #[error("no script at `{}`; give a .rhai file or a folder with `app.rhai`, or make one with `mirror new NAME`", script.display())]
    NoScript {
        /// Where it was looked for.
        script: PathBuf,
    },
    /// The file is there but cannot be read.
    #[error("cannot read `{}`: {error}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        #[source]
        error: std::io::Error,
    },
    /// The file says something that is no setting.
    #[error("{message} (line {line} of {})", file.display())]
    Wrong {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, String> {
        Settings::parse(text, Path::new("mirror.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn an_unknown_setting_names_the_nearest_and_its_line() {
        assert_eq!(
            parse("host = \"localhost\"\nprot = 80\n").unwrap_err(),
            "no setting named `prot`; did you mean `port`? (line 2 of mirror.toml)"
        );
        let limits = parse("[limits]\noperation = 80\n").unwrap_err();
        assert!(
            limits.contains("did you mean `operations`? (line 2"),
            "{limits}"
        );
    }

    #[test]
    fn a_wrong_value_names_its_line() {
        let wrong = parse("\nport = \"many\"\n").unwrap_err();
        assert!(wrong.contains("line 2 of mirror.toml"), "{wrong}");
        let wrong = parse("session_expiry = \"soon\"\n").unwrap_err();
        assert!(wrong.contains("line 1 of mirror.toml"), "{wrong}");
    }

    #[test]
    fn spans_are_written_as_people_write_them() {
        for (text, millis) in [
            ("90s", 90_000),
            ("10m", 600_000),
            ("1.5h", 5_400_000),
            ("7", 7_000),
            ("250ms", 250),
        ] {
            assert_eq!(
                text.parse(),
                Ok(Span(Duration::from_millis(millis))),
                "{text}"
            );
        }
        assert!("10 moons".parse::<Span>().is_err());
        assert!("-3s".parse::<Span>().is_err());
    }

    #[test]
    fn flags_win_over_the_file_and_the_file_over_defaults() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("app.rhai"), "").unwrap();
        std::fs::write(
            folder.path().join("mirror.toml"),
            "port = 9000\nmax_sessions = 5\nsession_expiry = \"30s\"\n[limits]\ncall_depth = 7\n",
        )
        .unwrap();
        let flags = Settings {
            port: Some(9001),
            ..Settings::default()
        };
        let config = Config::load(folder.path(), flags).unwrap();
        assert_eq!(config.port, 9001);
        assert_eq!(config.max_sessions, 5);
        assert_eq!(config.session_expiry, Duration::from_secs(30));
        assert_eq!(config.limits.call_depth, 7);
        assert_eq!(config.threads, 128);
        assert!(config.script.is_absolute());
    }

    #[test]
    fn more_megabytes_than_there_can_be_are_not_none() {
        let mut config = Config::new("app.rhai");
        config.take(parse("max_upload_size = 17592186044416").unwrap());
        assert_eq!(config.upload_bytes, u64::MAX);
    }

    #[test]
    fn a_missing_script_says_what_would_work() {
        let error = Config::load(Path::new("/nowhere/app.rhai"), Settings::default()).unwrap_err();
        assert!(error.to_string().contains("mirror new"), "{error}");
    }
}

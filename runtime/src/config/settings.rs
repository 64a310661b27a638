//! What a person may set, and where: one declaration for the command line, the environment and
//! `mirror.toml`.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use serde::Deserialize;

use super::ConfigError;
use crate::theme::ThemeSettings;

/// What a command line, the environment or `mirror.toml` may say; anything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, clap::Args)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The address to listen on; `0.0.0.0` lets other machines in [default: 127.0.0.1]
    #[arg(long, env = "MIRROR_HOST", hide_env = true, value_name = "ADDRESS", value_parser = parse_host)]
    #[serde(default, deserialize_with = "host")]
    pub host: Option<IpAddr>,
    /// The port to listen on [default: 8501]
    #[arg(long, short, env = "MIRROR_PORT", hide_env = true, value_name = "PORT")]
    pub port: Option<u16>,
    /// Do not open the browser
    #[arg(long, env = "MIRROR_HEADLESS", hide_env = true, num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, value_name = "BOOL")]
    pub headless: Option<bool>,
    /// Do not rerun when a file is saved
    #[arg(long, env = "MIRROR_NO_WATCH", hide_env = true, num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, value_name = "BOOL")]
    pub no_watch: Option<bool>,
    /// Show users a neutral message in place of errors; the log has the rest
    #[arg(long, env = "MIRROR_PRODUCTION", hide_env = true, num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, value_name = "BOOL")]
    pub production: Option<bool>,
    /// What the log shows: error, warn, info, debug, or `mirror_runtime=debug` [default: info]
    #[arg(long, env = "MIRROR_LOG", hide_env = true, value_name = "LEVEL")]
    pub log: Option<String>,
    /// How many sessions there may be at once [default: 4096]
    #[arg(
        long,
        env = "MIRROR_MAX_SESSIONS",
        hide_env = true,
        value_name = "COUNT"
    )]
    pub max_sessions: Option<usize>,
    /// How long a session waits for its browser to come back, such as 90s, 10m or 1h [default: 10m]
    #[arg(
        long,
        env = "MIRROR_SESSION_EXPIRY",
        hide_env = true,
        value_name = "SPAN"
    )]
    pub session_expiry: Option<Span>,
    /// How many scripts may run at once; more wait in line [default: 128]
    #[arg(long, env = "MIRROR_THREADS", hide_env = true, value_name = "COUNT")]
    pub threads: Option<usize>,
    /// How many background tasks may run at once; more wait in line [default: the number of cores, at least 4]
    #[arg(long, env = "MIRROR_MAX_TASKS", hide_env = true, value_name = "COUNT")]
    pub max_tasks: Option<usize>,
    /// How many background tasks of one session may run at once [default: all but one]
    #[arg(
        long,
        env = "MIRROR_MAX_SESSION_TASKS",
        hide_env = true,
        value_name = "COUNT"
    )]
    pub max_session_tasks: Option<usize>,
    /// How many megabytes the caches may take together [default: 512]
    #[arg(
        long,
        env = "MIRROR_CACHE_MEGABYTES",
        hide_env = true,
        value_name = "COUNT"
    )]
    pub cache_megabytes: Option<usize>,
    /// How many megabytes an uploaded file may have, where the script does not say [default: 200]
    #[arg(
        long,
        env = "MIRROR_MAX_UPLOAD_SIZE",
        hide_env = true,
        value_name = "COUNT"
    )]
    pub max_upload_size: Option<u64>,
    /// How many megabytes the uploaded files of a session may have together [default: 2048]
    #[arg(
        long,
        env = "MIRROR_MAX_SESSION_UPLOADS",
        hide_env = true,
        value_name = "COUNT"
    )]
    pub max_session_uploads: Option<u64>,
    /// Names under which browsers may ask for the server, such as the one behind a proxy
    #[arg(
        long,
        env = "MIRROR_ALLOWED_HOSTS",
        hide_env = true,
        value_name = "NAMES",
        value_delimiter = ','
    )]
    pub allowed_hosts: Option<Vec<String>>,
    /// Headers of the browser's connection that scripts may see in `st.context.headers`, such as `x-forwarded-user`
    #[arg(
        long,
        env = "MIRROR_CONTEXT_HEADERS",
        hide_env = true,
        value_name = "NAMES",
        value_delimiter = ','
    )]
    pub context_headers: Option<Vec<String>>,
    /// ONNX Runtime's shared library; `mirror doctor` says where it is looked for
    #[arg(long, env = "MIRROR_ONNXRUNTIME", hide_env = true, value_name = "FILE")]
    pub onnxruntime: Option<PathBuf>,
    /// The language of the interface, of numbers and of dates, such as `de`; by default that of each browser
    #[arg(
        long,
        env = "MIRROR_LANGUAGE",
        hide_env = true,
        value_name = "LANGUAGE"
    )]
    pub language: Option<String>,
    /// Folders of components that are part of the page rather than in frames; in `mirror.toml` only.
    #[arg(skip)]
    pub trusted_components: Option<Vec<String>>,
    /// The limits of a run; in `mirror.toml` only.
    #[arg(skip)]
    pub limits: Option<LimitSettings>,
    /// The look of the app; in `mirror.toml` only.
    #[arg(skip)]
    pub theme: Option<ThemeSettings>,
}

/// The `[limits]` of `mirror.toml`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// Script operations; 0 for no limit.
    pub operations: Option<u64>,
    /// Time a run may take.
    pub wall_time: Option<Span>,
    /// How deep functions may call each other.
    pub call_depth: Option<usize>,
    /// The longest text, in bytes.
    pub text_bytes: Option<usize>,
    /// The most elements on a page.
    pub items: Option<usize>,
    /// The most items in a list or a map.
    pub list_items: Option<usize>,
}

impl Settings {
    /// The settings in the `mirror.toml` of a folder; none where there is no such file.
    ///
    /// # Errors
    /// When the file cannot be read or understood; the text names the line.
    pub fn beside(folder: &Path) -> Result<Self, ConfigError> {
        let file = folder.join("mirror.toml");
        match std::fs::read_to_string(&file) {
            Ok(text) => Self::parse(&text, &file),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(ConfigError::Unreadable { file, error }),
        }
    }

    /// Reads settings from the text of a `mirror.toml`.
    ///
    /// # Errors
    /// When it cannot be understood; the text names the line.
    pub fn parse(text: &str, file: &Path) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| {
            let before = &text[..error.span().map_or(0, |span| span.start.min(text.len()))];
            ConfigError::Wrong {
                line: before.matches('\n').count() + 1,
                message: explain(error.message()),
                file: file.to_path_buf(),
            }
        })
    }
}

/// Turns serde's words for an unknown field into ours, with the nearest name.
fn explain(message: &str) -> String {
    let words: Vec<&str> = message.split('`').collect();
    let ["unknown field ", unknown, _, known @ ..] = words.as_slice() else {
        return message.lines().next().unwrap_or_default().to_owned();
    };
    let known: Vec<&str> = known
        .iter()
        .step_by(2)
        .copied()
        .filter(|name| !name.is_empty())
        .collect();
    match mirror_widgets::call::nearest(unknown, known.iter().copied()) {
        Some(near) => format!("no setting named `{unknown}`; did you mean `{near}`?"),
        None => format!(
            "no setting named `{unknown}`; there are `{}`",
            known.join("`, `")
        ),
    }
}

/// A span of time as people write it: `90s`, `10m`, `1h`; a bare number counts seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Spelled")]
pub struct Span(pub Duration);

#[derive(Deserialize)]
#[serde(untagged)]
enum Spelled {
    Seconds(u64),
    Text(String),
}

impl TryFrom<Spelled> for Span {
    type Error = String;

    fn try_from(spelled: Spelled) -> Result<Self, String> {
        match spelled {
            Spelled::Seconds(seconds) => Ok(Self(Duration::from_secs(seconds))),
            Spelled::Text(text) => text.parse(),
        }
    }
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let digits = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        let count = digits
            .parse::<f64>()
            .ok()
            .filter(|count| (0.0..1e9).contains(count));
        let unit = match text[digits.len()..].trim() {
            "ms" => Some(0.001),
            "" | "s" => Some(1.0),
            "m" | "min" => Some(60.0),
            "h" => Some(3600.0),
            _ => None,
        };
        match (count, unit) {
            (Some(count), Some(unit)) => Ok(Self(Duration::from_secs_f64(count * unit))),
            _ => Err(format!(
                "`{text}` is no span of time; write `90s`, `10m` or `1h`"
            )),
        }
    }
}

fn parse_host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        _ => text
            .trim_matches(['[', ']'])
            .parse()
            .map_err(|_not_an_address| {
                "give an address, such as `127.0.0.1`, or `0.0.0.0` for all".to_owned()
            }),
    }
}

fn host<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<IpAddr>, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_host(&text)
        .map(Some)
        .map_err(serde::de::Error::custom)
}

//! The commands, and how they speak to the terminal: results on stdout, the log on stderr.

mod check;
mod definitions;
mod docs;
mod doctor;
mod new;
mod run;

use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use mirror_runtime::config::Settings;

const EXAMPLES: &str = "\
Examples:
  mirror new hello            Make a small app to start from
  mirror run hello            Show it in the browser; it follows every save
  mirror run app.rhai --port 8600 --headless
  mirror check app.rhai       Look for mistakes without running it

More on a command: mirror run --help";

const RUN_EXAMPLES: &str = "\
Examples:
  mirror run app.rhai                  On this machine, with the browser opened
  mirror run app.rhai --host 0.0.0.0   Other machines may see it too
  mirror run app.rhai --production --headless --no-watch
                                       Behind a proxy, add --allowed-hosts apps.example.com

Every option can also stand in `mirror.toml` beside the script (`session_expiry = \"30m\"`) or in
the environment (`MIRROR_SESSION_EXPIRY=30m`). Options win over the environment, which wins over
the file.";

const DOCS_EXAMPLES: &str = "\
Examples:
  mirror docs                     All widgets, live, in the browser
  mirror docs slider              What `st.slider` takes, in the terminal
  mirror docs --export site       The same gallery as files for any web server";

const DEFINITIONS_EXAMPLES: &str = "\
Examples:
  mirror definitions mirror.d.rhai               One file beside the script
  mirror definitions --out .rhai/definitions     A folder, for Rhai's language server";

/// Turn a script into a live web page around a model.
#[derive(Debug, Parser)]
#[command(name = "mirror", version, about = "Turn a script into a live web page around a model", after_help = EXAMPLES, max_term_width = 100, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show an app in the browser
    #[command(after_help = RUN_EXAMPLES)]
    Run {
        /// The script, or a folder with an `app.rhai`
        app: PathBuf,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Make a small app to start from
    New {
        /// The folder to make; its last part is the app's name
        name: PathBuf,
    },
    /// Look for mistakes in a script without running it; the exit code is 1 if there are errors
    Check {
        /// The script, or a folder with an `app.rhai`
        app: PathBuf,
    },
    /// Show the gallery of all widgets in the browser, or one widget here
    #[command(after_help = DOCS_EXAMPLES)]
    Docs {
        /// What to describe in the terminal, such as `slider`
        name: Option<String>,
        /// Write the gallery as a site of plain files into this folder
        #[arg(long, value_name = "FOLDER", conflicts_with = "name")]
        export: Option<PathBuf>,
        #[command(flatten)]
        settings: Box<Settings>,
    },
    /// Write what editors need to know of our functions: Rhai definition files
    #[command(after_help = DEFINITIONS_EXAMPLES)]
    Definitions {
        /// One file for all of it; without it, all is printed
        file: Option<PathBuf>,
        /// A folder for definition files, Rhai's own among them
        #[arg(long, value_name = "FOLDER", conflicts_with = "file")]
        out: Option<PathBuf>,
    },
    /// Say whether what models need is there
    Doctor {
        /// ONNX Runtime's shared library, if it is not in a usual place
        #[arg(long, env = "MIRROR_ONNXRUNTIME", hide_env = true, value_name = "FILE")]
        onnxruntime: Option<PathBuf>,
    },
}

impl Cli {
    /// Does what was asked for.
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Run { app, settings } => run::run(&app, *settings),
            Command::New { name } => new::new(&name),
            Command::Check { app } => check::check(&app),
            Command::Docs {
                name,
                export,
                settings,
            } => docs::docs(name.as_deref(), export.as_deref(), *settings),
            Command::Definitions { file, out } => {
                definitions::write(file.as_deref(), out.as_deref())
            }
            Command::Doctor { onnxruntime } => doctor::doctor(onnxruntime.as_deref()),
        }
    }
}

/// Prints a result. Whoever reads it may have closed the pipe; that is no error of ours.
fn say(text: impl std::fmt::Display) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// `1 file`, `2 files`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Prints why a command failed.
pub(crate) fn complain(error: &anyhow::Error) {
    let paint = Paint::of(&io::stderr());
    let _ = writeln!(io::stderr(), "{} {error:#}", paint.red("error:"));
}

/// Colors, where the terminal has them and the person wants them.
#[derive(Debug, Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn of(stream: &impl IsTerminal) -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self(stream.is_terminal() && !unwanted)
    }

    fn wanted(self) -> bool {
        self.0
    }

    fn red(self, text: &str) -> String {
        self.with("1;31", text)
    }

    fn yellow(self, text: &str) -> String {
        self.with("1;33", text)
    }

    fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    fn cyan(self, text: &str) -> String {
        self.with("36", text)
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_bare_flag_means_yes_and_a_value_means_itself() {
        let settings = |arguments: &[&str]| {
            let line = ["mirror", "run", "app.rhai"].iter().chain(arguments);
            match Cli::try_parse_from(line).unwrap().command {
                Command::Run { settings, .. } => *settings,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(settings(&["--headless"]).headless, Some(true));
        assert_eq!(settings(&["--headless=false"]).headless, Some(false));
        assert_eq!(
            settings(&["--allowed-hosts", "a.example,b.example"])
                .allowed_hosts
                .unwrap()
                .len(),
            2
        );
        assert_eq!(
            settings(&["--host", "localhost"]).host,
            Some([127, 0, 0, 1].into())
        );
    }
}

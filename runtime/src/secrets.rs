//! Secrets: what a script must know and nobody else may see. They come from `secrets.toml` beside
//! the app, `.mirror/secrets.toml` there or at home, and variables `MIRROR_SECRET_NAME`.
//!
//! This module reads them and takes their texts out of what is shown; it knows no script.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use toml::{Table, Value};

/// What begins the name of a variable that holds a secret.
pub const VARIABLE: &str = "MIRROR_SECRET_";
/// The name of the file.
pub const FILE: &str = "secrets.toml";
/// What stands in the place of a secret.
const HIDDEN: &str = "***";
/// A text shorter than this is no secret: it would be hidden in half of all words.
const SHORTEST: usize = 4;

/// All secrets of an app.
#[derive(Default)]
pub struct Secrets {
    table: Table,
    /// The texts that must not be shown, longest first.
    texts: Vec<String>,
}

/// Never shows a secret.
impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.table.keys()).finish()
    }
}

/// Secrets that cannot be read. The text holds none of them.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The file is there but cannot be read.
    #[error("cannot read the file: {error}")]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        #[source]
        error: std::io::Error,
    },
    /// The file is no TOML.
    #[error("the file is no TOML here; a secret is a line like `name = \"value\"`")]
    Wrong {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
}

impl SecretsError {
    /// The file that is wrong, and the line where that is known.
    pub fn place(&self) -> (&Path, usize) {
        match self {
            Self::Unreadable { file, .. } => (file, 0),
            Self::Wrong { file, line } => (file, *line),
        }
    }
}

/// The files that secrets are read from, those that win first.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"));
    let mut files = vec![folder.join(FILE), folder.join(".mirror").join(FILE)];
    files.extend(home.map(|home| Path::new(&home).join(".mirror").join(FILE)));
    files
}

impl Secrets {
    /// Reads all secrets of the app in a folder.
    ///
    /// # Errors
    /// When a file is there and cannot be understood.
    pub fn read(folder: &Path) -> Result<Self, SecretsError> {
        let variables = env::vars_os().filter_map(|(name, value)| {
            let name = name.to_str()?.strip_prefix(VARIABLE)?.to_ascii_lowercase();
            Some((name, value.to_str()?.to_owned()))
        });
        let mut table = from_variables(variables);
        for file in files(folder) {
            match fs::read_to_string(&file) {
                Ok(text) => fill(&mut table, parse(&text, file)?),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(SecretsError::Unreadable { file, error }),
            }
        }
        Ok(Self::of(table))
    }

    fn of(table: Table) -> Self {
        let mut texts = Vec::new();
        table.values().for_each(|value| collect(value, &mut texts));
        // A longer one may hold a shorter one.
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        texts.dedup();
        Self { table, texts }
    }

    /// What stands at a path of names; nothing where there is no such secret.
    pub fn at(&self, path: &[String]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        rest.iter()
            .try_fold(self.table.get(first)?, |value, name| value.get(name))
    }

    /// The names in the table at a path.
    pub fn names(&self, path: &[String]) -> Vec<String> {
        let table = match path {
            [] => Some(&self.table),
            path => self.at(path).and_then(Value::as_table),
        };
        table
            .map(|table| table.keys().cloned().collect())
            .unwrap_or_default()
    }

    /// The text with each secret in it hidden; `None` where it holds none.
    pub fn hide(&self, text: &str) -> Option<String> {
        if !self
            .texts
            .iter()
            .any(|secret| text.contains(secret.as_str()))
        {
            return None;
        }
        let hidden = self.texts.iter().fold(text.to_owned(), |text, secret| {
            text.replace(secret.as_str(), HIDDEN)
        });
        Some(hidden)
    }
}

/// `db__password` stands for `password` in the table `db`.
fn from_variables(variables: impl Iterator<Item = (String, String)>) -> Table {
    let mut table = Table::new();
    for (name, value) in variables {
        let mut at = &mut table;
        let mut parts = name.split("__").peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                at.insert(part.to_owned(), Value::String(value));
                break;
            }
            let inner = at.entry(part).or_insert_with(|| Table::new().into());
            let Some(inner) = inner.as_table_mut() else {
                break;
            };
            at = inner;
        }
    }
    table
}

fn parse(text: &str, file: PathBuf) -> Result<Table, SecretsError> {
    // The parser's own words may quote the line, and with it the secret.
    toml::from_str(text).map_err(|error| {
        let before = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text[..before].matches('\n').count() + 1;
        SecretsError::Wrong { file, line }
    })
}

/// Puts in what is not there yet.
fn fill(table: &mut Table, others: Table) {
    for (name, value) in others {
        match (table.get_mut(&name), value) {
            (Some(Value::Table(inner)), Value::Table(others)) => fill(inner, others),
            (Some(_), _) => {}
            (None, value) => {
                table.insert(name, value);
            }
        }
    }
}

/// All texts of a value, also as they look inside quotes.
fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if text.trim().len() >= SHORTEST => {
            let quoted = format!("{text:?}");
            let quoted = &quoted[1..quoted.len() - 1];
            if quoted != text {
                texts.push(quoted.to_owned());
            }
            texts.push(text.clone());
            // Of a key in several lines, each line alone says too much.
            let lines = text
                .lines()
                .map(str::trim)
                .filter(|line| line.len() >= 4 * SHORTEST);
            texts.extend(lines.filter(|line| *line != text).map(str::to_owned));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Table(table) => table.values().for_each(|item| collect(item, texts)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn the_file_beside_the_app_wins_over_the_one_in_its_hidden_folder() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".mirror")).unwrap();
        let save = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        save("secrets.toml", "token = \"near\"\n[db]\nuser = \"anna\"\n");
        save(
            ".mirror/secrets.toml",
            "token = \"far\"\n[db]\nuser = \"otto\"\nport = 5432\n",
        );
        let secrets = Secrets::read(folder.path()).unwrap();
        assert_eq!(secrets.at(&path(&["token"])), Some(&Value::from("near")));
        assert_eq!(
            secrets.at(&path(&["db", "user"])),
            Some(&Value::from("anna"))
        );
        assert_eq!(secrets.at(&path(&["db", "port"])), Some(&Value::from(5432)));
        assert_eq!(secrets.names(&path(&["db"])), ["port", "user"]);
    }

    #[test]
    fn two_underscores_in_a_variable_lead_into_a_table() {
        let given = [("key", "k"), ("db__password", "p"), ("db__user", "u")];
        let table = from_variables(
            given
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_string())),
        );
        let secrets = Secrets::of(table);
        assert_eq!(
            secrets.at(&path(&["db", "password"])),
            Some(&Value::from("p"))
        );
        assert_eq!(secrets.at(&path(&["key"])), Some(&Value::from("k")));
    }

    #[test]
    fn a_secret_is_hidden_wherever_it_stands() {
        let secrets = Secrets::of(
            toml::from_str("a = \"sk-123\"\nb = \"sk-123-long\"\nc = \"x\"\nd = 'with \"quotes\"'")
                .unwrap(),
        );
        assert_eq!(
            secrets.hide("no key: sk-123-long/sk-123."),
            Some("no key: ***/***.".into())
        );
        assert_eq!(
            secrets.hide("in quotes: \"with \\\"quotes\\\"\""),
            Some("in quotes: \"***\"".into())
        );
        assert_eq!(secrets.hide("x marks nothing"), None);
        assert_eq!(format!("{secrets:?}"), "{\"a\", \"b\", \"c\", \"d\"}");
    }

    #[test]
    fn a_file_that_is_no_toml_names_its_line_and_nothing_of_it() {
        let error = parse("a = 1\nb = hunter2 oops\n", "secrets.toml".into()).unwrap_err();
        assert_eq!(error.place().1, 2);
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}

//! What went wrong, as a person should read it.

use serde::Serialize;
use ts_rs::TS;

/// An error in a script: what happened, where in the person's own text, what would work.
/// The browser shows it as a panel, the terminal as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Problem {
    /// What kind of error it is: `the script does not compile`, `the script stopped here`.
    pub title: String,
    /// What happened.
    pub message: String,
    /// The script file, relative to the app's folder.
    pub file: String,
    /// Line, from 1; 0 when there is no place.
    pub line: usize,
    /// Column, from 1; 0 when only the line is known.
    pub column: usize,
    /// The source line.
    pub source: String,
    /// What would work.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hint: Option<String>,
    /// The calls that led there, outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Place>>")]
    pub trace: Vec<Place>,
    /// In production the page shows only this; the log has the rest under it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub id: Option<String>,
}

/// One call on the way to an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Place {
    /// The file, relative to the app's folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// The source line.
    pub source: String,
    /// The function it stands in; empty at top level.
    pub function: String,
}

impl Problem {
    /// What users of an app in production see: that it failed, and the id to ask about.
    pub fn neutral(id: String) -> Self {
        Self {
            title: "Something went wrong".into(),
            message: "The app could not finish. Try again; if it stays, tell its owner this id."
                .into(),
            file: String::new(),
            line: 0,
            column: 0,
            source: String::new(),
            hint: None,
            trace: Vec::new(),
            id: Some(id),
        }
    }
}

/// The terminal's rendering: place, source line with a caret, message, hint.
impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.title)?;
        for place in &self.trace {
            write_place(
                f,
                &place.file,
                place.line,
                place.column,
                &place.source,
                &place.function,
            )?;
        }
        write_place(f, &self.file, self.line, self.column, &self.source, "")?;
        write!(f, "\n{}", self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "\nhint: {hint}")?;
        }
        // What users were told, so that their report leads here.
        match &self.id {
            Some(id) => write!(f, "\nid: {id}"),
            None => Ok(()),
        }
    }
}

fn write_place(
    f: &mut std::fmt::Formatter<'_>,
    file: &str,
    line: usize,
    column: usize,
    source: &str,
    function: &str,
) -> std::fmt::Result {
    if line == 0 {
        return Ok(());
    }
    write!(f, "\n  {file}:{line}")?;
    if column > 0 {
        write!(f, ":{column}")?;
    }
    if !function.is_empty() {
        write!(f, " in {function}")?;
    }
    write!(f, "\n    {source}")?;
    if column > 0 {
        write!(f, "\n    {}^", " ".repeat(column - 1))?;
    }
    Ok(())
}

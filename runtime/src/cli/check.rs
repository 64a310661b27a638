//! `mirror check`: mistakes in a script, found without running it.

use std::{io, path::Path, process::ExitCode};

use anyhow::Context;
use mirror_runtime::{
    config::{Config, Settings},
    error::Problem,
    run,
    script::check::{Finding, Severity, check as look},
};

use super::{Paint, counted, say};

pub(super) fn check(app: &Path) -> anyhow::Result<ExitCode> {
    let config = Config::load(app, Settings::default())?;
    let findings = findings(config)?;
    let paint = Paint::of(&io::stdout());
    for finding in &findings {
        say(format!("{}\n", render(finding, paint)));
    }
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    say(match (errors, warnings) {
        (0, 0) => format!("{}: nothing to mend", app.display()),
        _ => format!(
            "{}: {}, {}",
            app.display(),
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
    });
    Ok(if errors == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Compiling needs a deep stack.
fn findings(config: Config) -> anyhow::Result<Vec<Finding>> {
    std::thread::Builder::new()
        .stack_size(run::STACK)
        .spawn(move || look(&config.script, &config))?
        .join()
        .ok()
        .context("the compiler panicked; this is a bug in Mirror")
}

/// A finding as compilers show it: the place, the line, a caret under it, what would work.
fn render(finding: &Finding, paint: Paint) -> String {
    let Problem {
        message,
        file,
        line,
        column,
        source,
        hint,
        ..
    } = &finding.problem;
    let head = match finding.severity {
        Severity::Error => paint.red("error"),
        Severity::Warning => paint.yellow("warning"),
    };
    let mut text = format!("{head}{} {}", paint.bold(":"), paint.bold(message));
    let margin = " ".repeat(line.to_string().len());
    if *line > 0 {
        let place = if *column > 0 {
            format!("{file}:{line}:{column}")
        } else {
            format!("{file}:{line}")
        };
        text += &format!("\n{margin} {} {place}", paint.cyan("-->"));
        let bar = paint.cyan("|");
        text += &format!(
            "\n{margin} {bar}\n{} {bar} {source}",
            paint.cyan(&line.to_string())
        );
        if *column > 0 {
            text += &format!(
                "\n{margin} {bar} {}{}",
                " ".repeat(column - 1),
                paint.red("^")
            );
        }
    } else if !file.is_empty() {
        text += &format!("\n{margin} {} {file}", paint.cyan("-->"));
    }
    if let Some(hint) = hint {
        text += &format!("\n{margin} {} {hint}", paint.cyan("= help:"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_points_at_its_place() {
        let problem = Problem {
            message: "no function `st.sider`".into(),
            file: "app.rhai".into(),
            line: 12,
            column: 4,
            source: "st.sider(1)".into(),
            hint: Some("did you mean `st.slider`?".into()),
            ..Problem::neutral(String::new())
        };
        let finding = Finding {
            severity: Severity::Error,
            problem,
        };
        let expected = "\
error: no function `st.sider`
   --> app.rhai:12:4
   |
12 | st.sider(1)
   |    ^
   = help: did you mean `st.slider`?";
        assert_eq!(render(&finding, Paint(false)), expected);
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(
            (counted(1, "error"), counted(0, "warning")),
            ("1 error".into(), "0 warnings".into())
        );
    }
}

//! `mirror definitions`: what editors need to know of our functions.

use std::{fs, path::Path, process::ExitCode};

use anyhow::Context;
use mirror_runtime::script::definitions::{definition_file, definitions};

use super::{counted, say};

/// Writes the definition files into a folder, or all of it into one file, or to the terminal.
pub(super) fn write(file: Option<&Path>, folder: Option<&Path>) -> anyhow::Result<ExitCode> {
    match (file, folder) {
        (_, Some(folder)) => {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
            let files = definitions();
            for (name, text) in &files {
                save(&folder.join(name), text)?;
            }
            say(format!(
                "Wrote {} to {}",
                counted(files.len(), "file"),
                folder.display()
            ));
        }
        (Some(file), None) => {
            save(file, &definition_file())?;
            say(format!("Wrote {}", file.display()));
        }
        (None, None) => say(definition_file().trim_end()),
    }
    Ok(ExitCode::SUCCESS)
}

fn save(file: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(file, text).with_context(|| format!("cannot write `{}`", file.display()))
}

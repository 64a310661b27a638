//! `mirror new`: a folder with a small app to start from.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context, bail};

use super::say;

/// The files of the new app; `{title}` stands for its name.
const FILES: &[(&str, &str)] = &[
    ("app.rhai", include_str!("starter/app.rhai")),
    ("mirror.toml", include_str!("starter/mirror.toml")),
    ("README.md", include_str!("starter/README.md")),
];

pub(super) fn new(folder: &Path) -> anyhow::Result<ExitCode> {
    let Some(name) = folder.file_name().map(|name| name.to_string_lossy()) else {
        bail!("give the new app a name, such as `mirror new hello`");
    };
    if folder.exists() {
        bail!(
            "there is already something at `{}`; take another name",
            folder.display()
        );
    }
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    for (file, text) in FILES {
        let path = folder.join(file);
        fs::write(&path, text.replace("{title}", &title(&name)))
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    say(format!(
        "Made {0}. Show it with:\n\n  mirror run {0}\n",
        folder.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// The name as a person would write it: `my_first-app` is `My first app`. What would end a text
/// in a script is left out.
fn title(name: &str) -> String {
    let words = name
        .replace(['_', '-'], " ")
        .replace(['"', '\\', '`', '$'], "");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use mirror_runtime::{config::Settings, script::check::check, testing::AppTest};

    use super::*;

    #[test]
    fn a_new_app_has_nothing_to_mend() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("my_\"first\"-app");
        new(&folder).unwrap();
        let script = fs::read_to_string(folder.join("app.rhai")).unwrap();
        assert!(script.contains("\"My first app\""), "{script}");
        let config = mirror_runtime::config::Config::load(&folder, Settings::default()).unwrap();
        assert_eq!(check(&config.script, &config), []);
        let mut app = AppTest::configured(config);
        app.click("Greet");
        assert_eq!(app.problem(), None);
        assert!(app.text().contains("Hello, **you**!"), "{}", app.text());
        assert!(
            new(&folder)
                .unwrap_err()
                .to_string()
                .contains("take another name")
        );
    }
}

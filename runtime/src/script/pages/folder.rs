//! The folder `pages/` beside the app: each script in it is a page, named and ordered by its file.

use std::{fs, path::Path, path::PathBuf};

/// The folder's name.
pub(super) const FOLDER: &str = "pages";

/// What the name of a file says about its page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The number it begins with.
    order: u64,
    /// The emoji after the number.
    pub(super) icon: Option<String>,
    /// The rest, as it stands in an address.
    pub(super) path: String,
    /// The rest, as it stands in a menu.
    pub(super) title: String,
}

/// Reads `2_📊_Weekly_report` as a page with a number, an icon and a title.
pub(super) fn named(stem: &str) -> Named {
    let digits = stem.len()
        - stem
            .trim_start_matches(|letter: char| letter.is_ascii_digit())
            .len();
    let separator = |letter: char| matches!(letter, '_' | '-' | ' ');
    let (number, rest) = stem.split_at(digits);
    let rest = rest.trim_start_matches(separator);
    // A name that is a number alone is the page's title.
    let (number, rest) = if rest.is_empty() {
        ("", stem)
    } else {
        (number, rest)
    };
    let ends = rest
        .find(|letter: char| !is_pictorial(letter))
        .unwrap_or(rest.len());
    let (icon, name) = rest.split_at(ends);
    let name = name.trim_start_matches(separator);
    let (icon, name) = match (icon, name) {
        ("", name) => (None, name),
        (icon, "") => (Some(icon), icon),
        (icon, name) => (Some(icon), name),
    };
    Named {
        order: number.parse().unwrap_or(u64::MAX),
        icon: icon.map(Into::into),
        path: name.replace(' ', "_"),
        title: title(name),
    }
}

/// A name as a title: words with spaces between them, and a capital first.
pub(super) fn title(name: &str) -> String {
    let words = name.split(['_', '-', ' ']).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Whether a character can be part of an emoji: pictures, and what joins and varies them.
fn is_pictorial(letter: char) -> bool {
    matches!(u32::from(letter), 0x1f000..=0x1faff | 0x2190..=0x2bff | 0x3030 | 0xfe0f | 0x200d | 0x20e3)
}

/// The scripts in the folder, in the order of the menu.
pub(in crate::script) fn files(app: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(app.join(FOLDER))
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<(u64, String, PathBuf)> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "rhai") && path.is_file())
        .filter_map(|path| {
            let stem = path.file_stem()?.to_str()?.to_owned();
            let hidden = stem.starts_with(['.', '_']);
            (!hidden).then(|| (named(&stem).order, named(&stem).title.to_lowercase(), path))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, _, path)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_says_number_icon_and_title() {
        for (stem, order, icon, path, title) in [
            ("report", u64::MAX, None, "report", "Report"),
            ("2_Weekly_report", 2, None, "Weekly_report", "Weekly report"),
            ("03-📊_Charts", 3, Some("📊"), "Charts", "Charts"),
            ("🏠_home", u64::MAX, Some("🏠"), "home", "Home"),
            ("1_☀️-sun", 1, Some("☀️"), "sun", "Sun"),
            ("2026", u64::MAX, None, "2026", "2026"),
            ("ünder_wegs", u64::MAX, None, "ünder_wegs", "Ünder wegs"),
        ] {
            let icon = icon.map(str::to_owned);
            let (path, title) = (path.to_owned(), title.to_owned());
            assert_eq!(
                named(stem),
                Named {
                    order,
                    icon,
                    path,
                    title
                },
                "{stem}"
            );
        }
    }

    #[test]
    fn numbers_order_the_menu_and_names_what_has_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("pages")).unwrap();
        for name in [
            "10_last.rhai",
            "2_first.rhai",
            "b.rhai",
            "A.rhai",
            "notes.txt",
            "_draft.rhai",
        ] {
            fs::write(folder.path().join("pages").join(name), "").unwrap();
        }
        let names: Vec<String> = files(folder.path())
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["2_first.rhai", "10_last.rhai", "A.rhai", "b.rhai"]);
    }
}

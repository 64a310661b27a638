//! What a file is called: a text to be shown, and nothing else.

/// The longest name, in bytes.
const LONGEST: usize = 255;

/// A name as a browser gives it, made fit to be shown: without folders (or, where the widget takes
/// folders, without steps out of them), without control characters and marks that turn the
/// direction of writing, and not longer than file names are.
///
/// ```
/// use mirror_runtime::uploads::display_name;
/// assert_eq!(display_name("../../etc/passwd", false), "passwd");
/// assert_eq!(display_name("C:\\photos\\cat.png", false), "cat.png");
/// assert_eq!(display_name("photos/../cat.png", true), "photos/cat.png");
/// assert_eq!(display_name("..", false), "file");
/// ```
pub fn display_name(name: &str, folder: bool) -> String {
    let turns = |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let shown: String = name
        .chars()
        .filter(|letter| !letter.is_control() && !turns(*letter))
        .map(|letter| if letter == '\\' { '/' } else { letter })
        .collect();
    let parts: Vec<&str> = shown
        .split('/')
        .map(str::trim)
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .collect();
    let name = match (folder, parts.as_slice()) {
        (_, []) => "file".to_owned(),
        (true, parts) => parts.join("/"),
        (false, [.., last]) => (*last).to_owned(),
    };
    shortened(name)
}

/// The name without its middle where it is too long: its ending says what it is.
fn shortened(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let ending = match name.rsplit_once('.') {
        Some((_, ending)) if ending.len() <= 16 => format!(".{ending}"),
        _ => String::new(),
    };
    let mut start = LONGEST - ending.len() - '…'.len_utf8();
    while !name.is_char_boundary(start) {
        start -= 1;
    }
    format!("{}…{ending}", &name[..start])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_only_something_to_show() {
        for (name, shown) in [
            ("report.csv", "report.csv"),
            ("/etc/shadow", "shadow"),
            ("..\\..\\windows\\win.ini", "win.ini"),
            ("a\u{202e}gnp.exe", "agnp.exe"),
            ("line\r\nbreak\0.txt", "linebreak.txt"),
            ("   ", "file"),
            ("", "file"),
            ("Übung 3 – Lösung.pdf", "Übung 3 – Lösung.pdf"),
        ] {
            assert_eq!(display_name(name, false), shown, "{name:?}");
        }
        assert_eq!(display_name("/a//../b/./c.txt", true), "a/b/c.txt");
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = display_name(&format!("{}.parquet", "ä".repeat(400)), false);
        assert!(
            name.len() <= LONGEST && name.ends_with("….parquet"),
            "{name}"
        );
    }
}

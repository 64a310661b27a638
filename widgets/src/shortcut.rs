//! Keyboard shortcuts of buttons, checked and written one way.

use crate::{Args, WidgetError};

const MODIFIERS: [(&str, &[&str]); 5] = [
    ("Mod", &["mod", "cmdorctrl"]),
    ("Ctrl", &["ctrl", "control"]),
    ("Cmd", &["cmd", "command", "meta", "super", "win"]),
    ("Alt", &["alt", "option"]),
    ("Shift", &["shift"]),
];
const KEYS: [(&str, &[&str]); 14] = [
    ("Enter", &["enter", "return"]),
    ("Space", &["space"]),
    ("Tab", &["tab"]),
    ("Escape", &["escape", "esc"]),
    ("Backspace", &["backspace"]),
    ("Delete", &["delete", "del"]),
    ("Home", &["home"]),
    ("End", &["end"]),
    ("PageUp", &["pageup"]),
    ("PageDown", &["pagedown"]),
    ("Left", &["left", "arrowleft"]),
    ("Right", &["right", "arrowright"]),
    ("Up", &["up", "arrowup"]),
    ("Down", &["down", "arrowdown"]),
];

/// The `shortcut` of a call, such as `Ctrl+Shift+S`: modifiers in a fixed order, then one key.
pub(crate) fn read(args: &Args) -> Result<Option<String>, WidgetError> {
    let Some(text) = args.text("shortcut")? else {
        return Ok(None);
    };
    let shortcut = parse(&text).ok_or_else(|| {
        args.error(format!(
            "`shortcut` must be one key, with modifiers before it where wanted, such as \"Ctrl+Enter\", \"Alt+S\" or \"F2\", not \"{text}\""
        ))
    })?;
    Ok(Some(shortcut))
}

fn parse(text: &str) -> Option<String> {
    let (before, key) = match text.strip_suffix("++") {
        Some(before) => (Some(before), "+"),
        None => match text.rsplit_once('+') {
            Some((before, key)) if !key.is_empty() => (Some(before), key),
            _ => (None, text),
        },
    };
    let mut held = [false; MODIFIERS.len()];
    for word in before.into_iter().flat_map(|before| before.split('+')) {
        held[place(&MODIFIERS, word)?] = true;
    }
    let names = MODIFIERS.iter().zip(held);
    let mut parts: Vec<String> = names
        .filter(|(_, held)| *held)
        .map(|((name, _), _)| (*name).to_owned())
        .collect();
    parts.push(key_name(key.trim())?);
    Some(parts.join("+"))
}

fn place(names: &[(&str, &[&str])], word: &str) -> Option<usize> {
    let word = word.trim().to_lowercase();
    names
        .iter()
        .position(|(_, spellings)| spellings.contains(&word.as_str()))
}

fn key_name(key: &str) -> Option<String> {
    if let Some(index) = place(&KEYS, key) {
        return Some(KEYS[index].0.to_owned());
    }
    let function = key
        .strip_prefix(['F', 'f'])
        .and_then(|n| n.parse::<u8>().ok());
    if let Some(number) = function.filter(|number| (1..=12).contains(number)) {
        return Some(format!("F{number}"));
    }
    let mut letters = key.chars();
    match (letters.next(), letters.next()) {
        (Some(one), None) if !one.is_whitespace() && !one.is_control() => {
            Some(one.to_uppercase().collect())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_shortcut_is_written_one_way() {
        for (text, written) in [
            ("ctrl+enter", "Ctrl+Enter"),
            ("Shift+Control+s", "Ctrl+Shift+S"),
            ("cmd + K", "Cmd+K"),
            ("f2", "F2"),
            ("s", "S"),
            ("?", "?"),
            ("Ctrl++", "Ctrl++"),
            ("mod+esc", "Mod+Escape"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(written), "{text}");
        }
    }

    #[test]
    fn what_is_no_shortcut_is_refused() {
        for text in ["", "Ctrl", "Ctrl+", "Hyper+K", "a+b", "F13", "Ctrl+ab", " "] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

//! The description of one widget, for the terminal.

use mirror_runtime::script::topics::{FUNCTIONS, Topic, topics};

use super::{super::Paint, gallery};

/// What there is to know about a name; `None` where there is no such thing.
pub(super) fn page(name: &str, paint: Paint, width: usize) -> Option<String> {
    if let Some(topic) = topics().into_iter().find(|topic| topic.name == name) {
        return Some(described(&topic, paint, width));
    }
    let function = FUNCTIONS.iter().find(|function| function.name() == name)?;
    let head = paint.bold(function.signature);
    Some(format!(
        "{head}\n\n{}",
        wrapped(&plain(function.doc), width, 0)
    ))
}

fn described(topic: &Topic, paint: Paint, width: usize) -> String {
    let mut parts = vec![
        paint.bold(&signature(topic)),
        wrapped(&plain(topic.doc), width, 0),
    ];
    if !topic.params.is_empty() {
        parts.push(format!(
            "{}\n{}",
            paint.cyan("Options"),
            table(topic, paint, width)
        ));
    }
    if let Some(example) = gallery::example(topic.name) {
        let lines: Vec<String> = example
            .lines()
            .map(|line| format!("  {line}").trim_end().to_owned())
            .collect();
        parts.push(format!("{}\n{}", paint.cyan("Example"), lines.join("\n")));
    }
    parts.join("\n\n")
}

/// `st.slider(label, [min], [max], …)`: those by place; what may be left out is in brackets.
fn signature(topic: &Topic) -> String {
    let by_place = topic.params.iter().filter(|param| param.positional);
    let mut shown: Vec<String> = by_place
        .map(|param| match param.default {
            "" => param.name.to_owned(),
            _ => format!("[{}]", param.name),
        })
        .collect();
    if topic.params.iter().any(|param| !param.positional) {
        shown.push("…".into());
    }
    format!("st.{}({})", topic.name, shown.join(", "))
}

fn table(topic: &Topic, paint: Paint, width: usize) -> String {
    let longest = topic.params.iter().map(|param| param.name.len()).max();
    let column = longest.unwrap_or_default() + 4;
    let row = |param: &&mirror_widgets::Param| {
        let usual = match param.default {
            "" => "must be given".to_owned(),
            default => format!("by default {default}"),
        };
        let about = format!("{} ({}; {usual})", plain(param.doc), plain(param.takes));
        let text = wrapped(&about, width, column);
        // The name stands in the room before the first line.
        let pad = " ".repeat(column - 2 - param.name.len());
        format!("  {}{pad}{}", paint.green(param.name), text.trim_start())
    };
    topic.params.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// Markdown without its signs, as far as descriptions use them.
fn plain(text: &str) -> String {
    text.replace('`', "").replace("**", "")
}

/// The text in lines of at most `width`, all `indent` deep.
fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let (margin, room) = (" ".repeat(indent), width.saturating_sub(indent).max(20));
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines
            .last_mut()
            .expect("there is a first line; this is a bug");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > room {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    let lines: Vec<String> = lines
        .into_iter()
        .map(|line| format!("{margin}{line}"))
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_widget_is_told_with_its_options_and_an_example() {
        let text = page("slider", Paint(false), 80).unwrap();
        assert!(
            text.starts_with("st.slider(label, [min_value], [max_value], "),
            "{text}"
        );
        for part in [
            "\n\nOptions\n",
            "\n  label ",
            "  min_value ",
            "\n\nExample\n",
            "st.slider(",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        let example = text.find("\n\nExample").unwrap();
        assert!(
            !text.contains('\u{1b}') && !text[..example].contains('`'),
            "{text}"
        );
        assert!(
            text[..example]
                .lines()
                .all(|line| line.chars().count() <= 80),
            "{text}"
        );
        assert!(page("slider", Paint(true), 80).unwrap().contains('\u{1b}'));
    }

    #[test]
    fn all_there_is_can_be_told() {
        for topic in topics() {
            let text = page(topic.name, Paint(false), 80).unwrap();
            assert!(text.contains(&format!("st.{}(", topic.name)));
        }
        assert_eq!(
            page("read_csv", Paint(false), 80).unwrap().lines().next(),
            Some("read_csv(path: String) -> Array")
        );
        assert!(page("nothing", Paint(false), 80).is_none());
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(
            wrapped("one two three four five", 24, 2),
            "  one two three four\n  five"
        );
        assert_eq!(wrapped("", 40, 0), "");
    }
}

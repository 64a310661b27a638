//! `st.echo`: the source of a `with` block, for who reads the page.

use rhai::{Position, Span};

use super::context::Run;

/// The text between the braces of a block, without the indentation that all its lines share.
pub(super) fn source(run: &Run, file: Option<&str>, block: Span) -> String {
    between(&run.script_of(file).text, block.start(), block.end())
}

fn between(text: &str, start: Position, end: Position) -> String {
    let at = |position: Position| Some((position.line()?, position.position()?));
    let (Some((first, from)), Some((last, until))) = (at(start), at(end)) else {
        return String::new();
    };
    let lines: Vec<&str> = text.lines().collect();
    let mut inside = Vec::new();
    for number in first..=last.min(lines.len()) {
        let line: Vec<char> = lines[number - 1].chars().collect();
        let begin = if number == first { from } else { 0 };
        let end = if number == last {
            until - 1
        } else {
            line.len()
        };
        let part = line.get(begin.min(line.len())..end.min(line.len()).max(begin.min(line.len())));
        inside.push(part.unwrap_or_default().iter().collect::<String>());
    }
    dedented(&inside)
}

fn dedented(lines: &[String]) -> String {
    let blank = |line: &&String| line.trim().is_empty();
    let indent = |line: &String| line.len() - line.trim_start().len();
    let least = lines
        .iter()
        .filter(|line| !blank(line))
        .map(indent)
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> = lines
        .iter()
        .map(|line| line.get(least..).unwrap_or("").trim_end())
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use rhai::Position;

    use super::between;

    #[test]
    fn a_block_is_shown_without_its_braces_and_its_indentation() {
        let text = "with st.echo() {\n  let x = 1\n\n  if x > 0 {\n    st.write(x)\n  }\n}\n";
        let source = between(text, Position::new(1, 16), Position::new(7, 1));
        assert_eq!(source, "let x = 1\n\nif x > 0 {\n  st.write(x)\n}");
    }

    #[test]
    fn a_block_on_one_line_is_its_inside() {
        let text = "with st.echo() { st.write(\"é\") }";
        let source = between(text, Position::new(1, 16), Position::new(1, 32));
        assert_eq!(source, "st.write(\"é\")");
    }
}

//! The calls and imports of a script, for whoever wants to check it without running it.

use rhai::{Position, Token};

use super::outline::{Call, Outline, Style};
use super::tokens::Lexeme;

/// A call as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallSite {
    /// What stands before the dot: `Some("st")`, `Some("st.sidebar")`, `Some("")` for anything but names, and
    /// nothing if this is no method call.
    pub receiver: Option<String>,
    /// The path before `::`, if there is one.
    pub module: Option<String>,
    /// The name of the function.
    pub name: String,
    /// Where the name stands.
    pub position: Position,
    /// How many arguments have no keyword.
    pub positional: usize,
    /// The keywords and where they stand.
    pub keywords: Vec<(String, Position)>,
    /// The first argument, if it is a string literal without keyword.
    pub label: Option<String>,
    /// The value of the keyword `key`, if it is a string literal.
    pub key: Option<String>,
}

/// All calls, in the order of the text.
pub(super) fn sites(lexemes: &[Lexeme], outline: &Outline) -> Vec<CallSite> {
    let site = |call: &Call| {
        let name = &lexemes[call.name_at];
        let keywords = call.keywords.iter().map(|at| &lexemes[*at]);
        let key = call
            .keywords
            .iter()
            .find(|at| lexemes[**at].word() == Some("key"));
        CallSite {
            receiver: (call.style == Style::Method).then(|| receiver(lexemes, call.name_at)),
            module: (call.style == Style::Qualified).then(|| {
                let path = &lexemes[call.path_at..call.name_at - 1];
                path.iter().map(|it| it.word().unwrap_or("::")).collect()
            }),
            name: name.word().unwrap_or_default().to_owned(),
            position: name.position,
            positional: call.positional,
            keywords: keywords
                .map(|it| (it.word().unwrap_or_default().to_owned(), it.position))
                .collect(),
            label: (call.positional > 0)
                .then(|| text(lexemes, call.open + 1))
                .flatten(),
            key: key.and_then(|at| text(lexemes, at + 2)),
        }
    };
    let mut sites: Vec<CallSite> = outline.calls.iter().map(site).collect();
    sites.sort_by_key(|site| site.position);
    sites
}

/// The names and dots before the dot before token `at`.
fn receiver(lexemes: &[Lexeme], at: usize) -> String {
    let mut names = Vec::new();
    let mut dot = at.checked_sub(1);
    while let Some(name_at) = dot.and_then(|dot| dot.checked_sub(1)) {
        let Some(name) = lexemes[name_at].word() else {
            return String::new();
        };
        names.push(name);
        dot = name_at
            .checked_sub(1)
            .filter(|before| matches!(lexemes[*before].token, Token::Period | Token::Elvis));
    }
    names.reverse();
    names.join(".")
}

/// The argument at token `at`, if it is one string literal.
fn text(lexemes: &[Lexeme], at: usize) -> Option<String> {
    match (&lexemes.get(at)?.token, &lexemes.get(at + 1)?.token) {
        (Token::StringConstant(text), Token::Comma | Token::RightParen) => Some(text.to_string()),
        _ => None,
    }
}

/// The paths of all imports whose path is a string literal, and where they stand.
pub(super) fn imports(lexemes: &[Lexeme]) -> Vec<(&str, Position)> {
    let import = |pair: &'_ [Lexeme]| pair[0].token == Token::Import;
    let pairs = lexemes.windows(2).filter(|pair| import(pair));
    pairs
        .filter_map(|pair| match &pair[1].token {
            Token::StringConstant(path) => Some((path.as_str(), pair[1].position)),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::reader::outline;
    use super::super::tokens::lex;
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let lexemes = lex(text);
        let found: Vec<String> = sites(&lexemes, &outline(&lexemes))
            .into_iter()
            .map(|site| {
                let receiver = site.receiver.map(|it| it + ".").unwrap_or_default();
                let module = site.module.map(|it| it + "::").unwrap_or_default();
                let keywords: Vec<String> = site.keywords.into_iter().map(|it| it.0).collect();
                format!(
                    "{module}{receiver}{}/{} {} {:?} {:?}",
                    site.name,
                    site.positional,
                    keywords.join(","),
                    site.label.unwrap_or_default(),
                    site.key.unwrap_or_default()
                )
            })
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn calls_are_listed_with_their_arguments() {
        check("f()", &[r#"f/0  "" """#]);
        check(
            r#"st.sidebar.slider("T", 0, g(1, x), key="k", help=h(1))"#,
            &[
                r#"st.sidebar.slider/3 key,help "T" "k""#,
                r#"g/2  "" """#,
                r#"h/1  "" """#,
            ],
        );
        check(r#"a::b::f("x" + 1)"#, &[r#"a::b::f/1  "" """#]);
        check(r#"c[0].m("x",)"#, &[r#".m/1  "x" """#]);
        check("fn f(a) { if (a) { return (a) } }", &[]);
    }

    #[test]
    fn imports_are_listed() {
        let lexemes = lex("import \"a/b\" as c; import x as y;");
        assert_eq!(imports(&lexemes), [("a/b", Position::new(1, 8))]);
    }
}

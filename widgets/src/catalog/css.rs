//! `css`: style rules for the page, from the script.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// Style rules for the page.
pub(crate) struct Css;

/// What the browser needs for style rules.
#[derive(Debug, Serialize, TS)]
pub(crate) struct CssProps {
    /// The rules.
    body: String,
    /// The key of the element that they are for; for the page when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    scope: Option<String>,
}

impl Display for Css {
    const NAME: &'static str = "css";
    const DOC: &'static str =
        "Style rules for the page; each element with a key has the class `st-key-NAME`.";
    const PARAMS: &'static [Param] = &[
        place(
            "body",
            "text",
            "",
            "The rules, in CSS. Nothing in them may come from other servers.",
        ),
        named(
            "scope",
            "text",
            "()",
            "The key of an element: the rules are for what stands in it, and `:scope` is the element itself.",
        ),
    ];
    type Props = CssProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<CssProps, WidgetError> {
        let body = args.required_text("body")?;
        check(&body).map_err(|why| args.error(why))?;
        Ok(CssProps {
            body,
            scope: args.text("scope")?,
        })
    }
}

/// What names an address besides `url(...)`.
const LOADERS: &[&str] = &["image-set(", "image(", "src(", "cross-fade("];
/// Where `url(...)` may lead: into the page, to the app's own files and to data.
const OWN: &[&str] = &["#", "data:", "media/", "assets/"];

/// Refuses what would load something from elsewhere, and what does not end.
fn check(rules: &str) -> Result<(), String> {
    let plain = plain(rules)?;
    if let Some(rule) = ["@import", "@namespace"]
        .iter()
        .find(|rule| plain.contains(**rule))
    {
        return Err(format!(
            "`{rule}` is not allowed: write the rules themselves"
        ));
    }
    if let Some(name) = LOADERS.iter().find(|name| plain.contains(**name)) {
        return Err(format!("`{name}...)` is not allowed: use `url(...)`"));
    }
    for after in plain.split("url(").skip(1) {
        let address = after.trim_start_matches([' ', '\t', '\n', '"', '\'']);
        if !OWN.iter().any(|own| address.starts_with(own)) {
            return Err(
                "`url(...)` must be `#name`, `data:...` or `media/...`: a page loads nothing from other servers".into(),
            );
        }
    }
    let (opened, closed) = (plain.matches('{').count(), plain.matches('}').count());
    let mut depth = 0_i64;
    let early = plain.chars().any(|letter| {
        depth += i64::from(letter == '{') - i64::from(letter == '}');
        depth < 0
    });
    match early || opened != closed {
        true => Err(format!(
            "it has {opened} `{{` and {closed} `}}`: each needs its other"
        )),
        false => Ok(()),
    }
}

/// The rules in small letters, without comments, with escapes as what they stand for; braces in
/// texts are left out.
fn plain(rules: &str) -> Result<String, String> {
    let (mut plain, mut quote) = (String::with_capacity(rules.len()), None);
    // An address without quotes has no comments in it, and ends at its bracket.
    let mut address = false;
    let mut letters = rules.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            ('\\', _) => plain.extend(escaped(&mut letters)),
            ('(', None) => {
                plain.push('(');
                address = plain.ends_with("url(");
            }
            (')', None) => {
                plain.push(')');
                address = false;
            }
            ('/', None) if !address && letters.peek() == Some(&'*') => {
                let mut before = ' ';
                letters.next();
                let ends = letters.by_ref().any(|letter| {
                    let ends = before == '*' && letter == '/';
                    before = letter;
                    ends
                });
                if !ends {
                    return Err("a comment has no end: `*/` is missing".into());
                }
            }
            ('"' | '\'', None) if address && !plain.trim_end().ends_with("url(") => {
                return Err(
                    "a quote stands within `url(...)`: put all of the address into quotes".into(),
                );
            }
            ('"' | '\'', None) => {
                address = false;
                quote = Some(letter);
                plain.push(letter);
            }
            (end, Some(begun)) if end == begun => {
                quote = None;
                plain.push(end);
            }
            ('{' | '}', Some(_)) => {}
            ('\n', Some(_)) => return Err("a text in quotes has no end".into()),
            _ => plain.extend(letter.to_lowercase()),
        }
    }
    match quote {
        Some(_) => Err("a text in quotes has no end".into()),
        None => Ok(plain),
    }
}

/// The letter behind a backslash: up to six hexadecimal digits, or the letter itself. A brace is
/// never one of the rules' own.
fn escaped(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<char> {
    let mut code = String::new();
    while code.len() < 6
        && let Some(digit) = letters.next_if(char::is_ascii_hexdigit)
    {
        code.push(digit);
    }
    let letter = match u32::from_str_radix(&code, 16) {
        Ok(number) => {
            letters.next_if(|letter| letter.is_ascii_whitespace());
            char::from_u32(number).unwrap_or(' ').to_ascii_lowercase()
        }
        Err(_) => letters.next()?.to_ascii_lowercase(),
    };
    (!matches!(letter, '{' | '}')).then_some(letter)
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn rules_arrive_as_they_are() {
        let mut stage = Stage::default();
        for rules in [
            ":root { --accent: teal; }",
            ".st-key-run button::before { content: \"} url \"; /* } */ }",
            ".a { background: url(data:image/png;base64,AA==) } .b { mask: url('#m') }",
            ".sm\\:x { color: red }",
        ] {
            assert_eq!(
                stage.props("css", args![rules, scope = "run"]).unwrap(),
                json!({ "body": rules, "scope": "run" })
            );
        }
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        let mut stage = Stage::default();
        for (rules, expected) in [
            (
                "@IMPORT 'x.css';",
                "css: `@import` is not allowed: write the rules themselves",
            ),
            (
                "@\\69mport 'x.css';",
                "css: `@import` is not allowed: write the rules themselves",
            ),
            (
                "a { background: url( 'https://example.com/x' ) }",
                "css: `url(...)` must be `#name`, `data:...` or `media/...`: a page loads nothing from other servers",
            ),
            (
                "a { background: u\\72 l(//example.com) }",
                "css: `url(...)` must be `#name`, `data:...` or `media/...`: a page loads nothing from other servers",
            ),
            (
                "a { mask: url(#/*) } b { background: url(//example.com) } /* */",
                "css: `url(...)` must be `#name`, `data:...` or `media/...`: a page loads nothing from other servers",
            ),
            (
                "a { mask: url(#') } b { background: url(//example.com) } /* ' */",
                "css: a quote stands within `url(...)`: put all of the address into quotes",
            ),
            (
                "a { background: image-set('//example.com' 1x) }",
                "css: `image-set(...)` is not allowed: use `url(...)`",
            ),
        ] {
            assert_eq!(stage.draw("css", args![rules]).unwrap_err(), expected);
        }
    }

    #[test]
    fn rules_end() {
        let mut stage = Stage::default();
        for (rules, expected) in [
            ("} a {", "css: it has 1 `{` and 1 `}`: each needs its other"),
            ("a {", "css: it has 1 `{` and 0 `}`: each needs its other"),
            ("a { /* }", "css: a comment has no end: `*/` is missing"),
            ("a { content: \" }", "css: a text in quotes has no end"),
        ] {
            assert_eq!(stage.draw("css", args![rules]).unwrap_err(), expected);
        }
    }
}

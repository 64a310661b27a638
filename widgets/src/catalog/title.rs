//! `title`, `header`, `subheader`: the headings of a page.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::text::{ALIGNMENT, Setting, WRAP};
use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
};

/// The page's name, as its largest heading.
pub(crate) struct Title;
/// The heading of a section.
pub(crate) struct Header;
/// The heading of a part of a section.
pub(crate) struct Subheader;

/// What the browser draws for a heading.
#[derive(Debug, Serialize, TS)]
pub(crate) struct TitleProps {
    /// The text, in Markdown.
    body: String,
    /// A tooltip, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    help: Option<String>,
    /// The name in links to it; made of the text when absent, none when false.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | false")]
    anchor: Option<Value>,
    /// An emoji or a symbol before the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    #[serde(flatten)]
    #[ts(flatten)]
    setting: Setting,
}

/// What the browser draws for a heading that may have a line below.
#[derive(Debug, Serialize, TS)]
pub(crate) struct HeaderProps {
    #[serde(flatten)]
    #[ts(flatten)]
    title: TitleProps,
    /// A line below: true for the next color in turn, or a color.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "true | string")]
    divider: Option<Value>,
}

const BODY: Param = place("body", "text", "", "The text, in Markdown.");
const HELP: Param = named(
    "help",
    "text",
    "()",
    "A tooltip beside the heading, in Markdown.",
);
const ANCHOR: Param = place(
    "anchor",
    "text or false",
    "()",
    "The name in links to the heading; made of the text by default, and false for none.",
);
const ICON: Param = named(
    "icon",
    "text",
    "()",
    "An emoji or a symbol such as `:material/home:` before the text.",
);
const DIVIDER: Param = named(
    "divider",
    "true, false or a color",
    "false",
    "Draws a line below; the colors are blue, green, orange, red, violet, gray and rainbow.",
);
const COLORS: [&str; 8] = [
    "blue", "green", "orange", "red", "violet", "gray", "grey", "rainbow",
];

impl TitleProps {
    fn read(args: &Args) -> Result<Self, WidgetError> {
        let anchor = match args.value("anchor")? {
            Some(Value::Bool(true)) => None,
            Some(anchor @ (Value::String(_) | Value::Bool(false))) => Some(anchor.clone()),
            Some(other) => return Err(args.wrong("anchor", "text or false", other)),
            None => None,
        };
        Ok(Self {
            body: args.required_text("body")?,
            help: args.text("help")?,
            anchor,
            icon: args.text("icon")?,
            setting: Setting::read(args)?,
        })
    }
}

impl HeaderProps {
    fn read(args: &Args) -> Result<Self, WidgetError> {
        let divider = match args.value("divider")? {
            None | Some(Value::Bool(false)) => None,
            Some(divider @ Value::Bool(true)) => Some(divider.clone()),
            Some(Value::String(color)) if COLORS.contains(&color.as_str()) => {
                Some(color.replace("grey", "gray").into())
            }
            Some(other) => {
                let takes =
                    "true, false or a color (blue, green, orange, red, violet, gray, rainbow)";
                return Err(args.wrong("divider", takes, other));
            }
        };
        Ok(Self {
            title: TitleProps::read(args)?,
            divider,
        })
    }
}

impl Display for Title {
    const NAME: &'static str = "title";
    const DOC: &'static str = "The page's name, as its largest heading.";
    const PARAMS: &'static [Param] = &[BODY, ANCHOR, HELP, ICON, ALIGNMENT, WRAP];
    type Props = TitleProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<TitleProps, WidgetError> {
        TitleProps::read(args)
    }
}

impl Display for Header {
    const NAME: &'static str = "header";
    const DOC: &'static str = "The heading of a section.";
    const PARAMS: &'static [Param] = &[BODY, ANCHOR, HELP, ICON, DIVIDER, ALIGNMENT, WRAP];
    type Props = HeaderProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<HeaderProps, WidgetError> {
        HeaderProps::read(args)
    }
}

impl Display for Subheader {
    const NAME: &'static str = "subheader";
    const DOC: &'static str = "The heading of a part of a section.";
    const PARAMS: &'static [Param] = &[BODY, ANCHOR, HELP, ICON, DIVIDER, ALIGNMENT, WRAP];
    type Props = HeaderProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<HeaderProps, WidgetError> {
        HeaderProps::read(args)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_heading_is_its_text_alone_by_default() {
        let mut stage = Stage::default();
        for widget in ["title", "header", "subheader"] {
            let props = stage.props(widget, args!["Hello"]).unwrap();
            assert_eq!(props, json!({ "body": "Hello" }));
        }
    }

    #[test]
    fn every_option_arrives() {
        let mut stage = Stage::default();
        let given = args!["A", help = "why", divider = "grey", anchor = "a"];
        assert_eq!(
            stage.props("header", given).unwrap(),
            json!({ "body": "A", "help": "why", "anchor": "a", "divider": "gray" })
        );
        let given = args!["A", divider = true, anchor = false, icon = "📈"];
        assert_eq!(
            stage.props("subheader", given).unwrap(),
            json!({ "body": "A", "anchor": false, "icon": "📈", "divider": true })
        );
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (args![], "header: `body` is missing: give text"),
            (
                args![json!([1])],
                "header: `body` must be text, not a list of 1",
            ),
            (
                args!["A", divider = "pink"],
                "header: `divider` must be true, false or a color (blue, green, orange, red, violet, gray, rainbow), not the text \"pink\"",
            ),
            (
                args!["A", anchor = 3],
                "header: `anchor` must be text or false, not 3",
            ),
            (
                args!["A", helb = "x"],
                "header: has no option `helb`; did you mean `help`?",
            ),
            (
                args!["A", "B", "C"],
                "header: takes at most 2 arguments by place; give the rest by name",
            ),
        ] {
            assert_eq!(stage.draw("header", given).unwrap_err(), expected);
        }
    }
}

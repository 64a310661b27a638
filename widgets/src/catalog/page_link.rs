//! `page_link`: a link to another page of the app, or elsewhere.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{hidden, named, place},
    links,
};

/// A link to another page of the app, or elsewhere.
pub(crate) struct PageLink;

/// What the browser draws for a link to a page.
#[derive(Debug, Serialize, TS)]
pub(crate) struct PageLinkProps {
    /// The words, in inline Markdown.
    label: String,
    /// An emoji or the name of an icon beside the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    icon: Option<String>,
    /// On which side of the words the icon stands.
    #[serde(skip_serializing_if = "is_left")]
    #[ts(optional, as = "Option<String>")]
    icon_position: &'static str,
    /// A tooltip, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    help: Option<String>,
    /// It leads nowhere now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    disabled: bool,
    /// The last part of the page's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    path: Option<String>,
    /// The query of that address, without `?`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    query: Option<String>,
    /// The address elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    url: Option<String>,
}

fn is_left(side: &&str) -> bool {
    *side == "left"
}

impl Display for PageLink {
    const NAME: &'static str = "page_link";
    const DOC: &'static str = "A link to another page of the app, or elsewhere.";
    const PARAMS: &'static [Param] = &[
        place(
            "page",
            "page, file, path or address",
            "",
            "An `st.Page(...)`, its file, the last part of its address, or an address with `https://`.",
        ),
        place(
            "label",
            "text",
            "()",
            "The words, in inline Markdown; by default the page's title.",
        ),
        place(
            "icon",
            "text",
            "()",
            "An emoji, or `:material/name:`; by default the page's.",
        ),
        named(
            "icon_position",
            "\"left\" or \"right\"",
            "\"left\"",
            "On which side of the words the icon stands.",
        ),
        named("help", "text", "()", "A tooltip, in Markdown."),
        named(
            "disabled",
            "true or false",
            "false",
            "Shows the link but leads nowhere.",
        ),
        named(
            "query_params",
            "map",
            "#{}",
            "The query of the page's address.",
        ),
        hidden("query"),
    ];
    type Props = PageLinkProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<PageLinkProps, WidgetError> {
        let page = args.value("page")?.cloned().unwrap_or_default();
        let of_page = |name: &str| page.get(name).and_then(Value::as_str).map(str::to_owned);
        let (path, url) = (of_page("path"), of_page("url"));
        if path.is_none() && url.is_none() {
            return Err(args.missing(
                "page",
                "a page, its file, its address or an address elsewhere",
            ));
        }
        if let Some(url) = url
            .as_deref()
            .filter(|url| !links::leads_somewhere_safe(url))
        {
            return Err(args.error(format!("`page` must lead to the web, not to \"{url}\"")));
        }
        Ok(PageLinkProps {
            label: args
                .text("label")?
                .or_else(|| of_page("title"))
                .unwrap_or_default(),
            icon: args.text("icon")?.or_else(|| of_page("icon")),
            icon_position: args.choice("icon_position", &["left", "right"])?,
            help: args.text("help")?.or_else(|| of_page("help")),
            disabled: args.flag("disabled", false)?,
            query: args.text("query")?.filter(|query| !query.is_empty()),
            path,
            url,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_link_is_called_like_its_page_unless_told() {
        let props = |given| Stage::default().props("page_link", given).unwrap();
        let page = json!({ "title": "Report", "icon": "📊", "path": "report" });
        assert_eq!(
            props(args![page.clone()]),
            json!({ "label": "Report", "icon": "📊", "path": "report" })
        );
        assert_eq!(
            props(args![page, "Weekly", query = "id=7", disabled = true]),
            json!({ "label": "Weekly", "icon": "📊", "path": "report", "query": "id=7", "disabled": true })
        );
    }

    #[test]
    fn a_link_leads_to_the_web_only() {
        let link = |url: &str| {
            Stage::default().draw("page_link", args![json!({ "url": url, "title": url })])
        };
        assert!(link("https://example.org").is_ok());
        assert!(
            link("javascript:alert(1)")
                .unwrap_err()
                .contains("lead to the web")
        );
    }
}

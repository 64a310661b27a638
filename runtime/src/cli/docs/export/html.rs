//! The document of an exported page: what it is about in plain HTML, for who reads without
//! scripts, and its elements as data for the web client.

use std::fmt::Write as _;

use anyhow::Context;
use mirror_runtime::script::topics::Topic;
use serde_json::{Value, json};

use super::gallery;

/// What the web client's own document says that an exported page needs.
pub(super) struct Template {
    icon: String,
    style: String,
    entry: String,
    font: String,
}

impl Template {
    /// Reads it from the document that the web client's build made.
    pub(super) fn new(
        files: impl Iterator<Item = (&'static str, &'static [u8])>,
    ) -> anyhow::Result<Self> {
        let (mut still, mut font) = (None, String::new());
        for (path, bytes) in files {
            match path.strip_prefix("assets/") {
                Some(name) if name.starts_with("inter-latin-wght") && name.ends_with(".woff2") => {
                    name.clone_into(&mut font)
                }
                _ if path == "still.html" => still = Some((path, bytes)),
                _ => {}
            }
        }
        let (_, bytes) = still
            .context("this program was built without the web client, so nothing can be exported")?;
        let text = String::from_utf8_lossy(bytes);
        let named = |before: &str, end: &str| {
            let names = text
                .split("./assets/")
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            let mut fitting = names.filter(|name| name.starts_with(before) && name.ends_with(end));
            fitting.next().map(str::to_owned)
        };
        let part = |before, end| {
            named(before, end)
                .with_context(|| format!("the web client has no file `{before}…{end}`"))
        };
        Ok(Self {
            icon: part("", ".svg")?,
            style: part("", ".css")?,
            entry: part("still-", ".js")?,
            font,
        })
    }

    /// The document of a widget's page, or of the first page.
    pub(super) fn page(&self, topic: Option<&Topic>, topics: &[Topic], page: &Value) -> String {
        let (title, about) = match topic {
            Some(topic) => (format!("st.{} · Mirror", topic.name), plain(topic.doc)),
            None => (
                "Mirror gallery".into(),
                "Everything a Mirror script can show, with its source and its options.".into(),
            ),
        };
        let plain = topic.map_or_else(|| list(topics), article);
        // In a script nothing is read as HTML but what would end it.
        let data = page.to_string().replace('<', "\\u003c");
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
             <meta name=\"description\" content=\"{about}\">\n\
             <link rel=\"icon\" href=\"./assets/{icon}\" type=\"image/svg+xml\">\n\
             <link rel=\"stylesheet\" href=\"./assets/{style}\">\n\
             <script src=\"./assets/words.js\"></script>\n\
             <script src=\"./assets/boot.js\" data-entry=\"{entry}\" data-font=\"{font}\"></script>\n</head>\n<body>\n\
             <div id=\"app\"><main>{plain}</main></div>\n\
             <script type=\"application/json\" id=\"page\">{data}</script>\n</body>\n</html>\n",
            title = escaped(&title),
            about = escaped(&about),
            icon = self.icon,
            style = self.style,
            entry = self.entry,
            font = self.font,
        )
    }
}

/// Says on the page itself that it computes nothing.
pub(super) fn note(page: &mut Value) {
    let main = page["children"]
        .as_array_mut()
        .and_then(|parts| parts.iter_mut().find(|part| part["kind"] == "main"));
    if let Some(children) = main.and_then(|main| main["children"].as_array_mut()) {
        let body = "These examples are drawn but do not compute. `mirror docs` shows them alive.";
        children.insert(
            0,
            json!({ "id": "still", "kind": "caption", "props": { "body": body } }),
        );
    }
}

/// What the search field finds, as a script: words by the names of the widgets.
pub(super) fn words(topics: &[Topic]) -> String {
    let words = topics.iter().map(|topic| {
        let params: Vec<&str> = topic.params.iter().map(|param| param.name).collect();
        let text = format!(
            "{} {} {}",
            topic.category,
            plain(topic.doc),
            params.join(" ")
        );
        (topic.name.to_owned(), Value::from(text))
    });
    format!("window.mirrorWords = {};\n", Value::Object(words.collect()))
}

/// All there is, by headings.
fn list(topics: &[Topic]) -> String {
    let mut html = String::from("<h1>Mirror gallery</h1>");
    let mut heading = "";
    for topic in topics {
        if topic.category != heading {
            let close = if heading.is_empty() { "" } else { "</ul>" };
            heading = topic.category;
            let _ = write!(html, "{close}<h2>{}</h2><ul>", escaped(heading));
        }
        let _ = write!(
            html,
            "<li><a href=\"./{0}.html\">st.{0}</a>: {1}</li>",
            topic.name,
            escaped(&plain(topic.doc))
        );
    }
    html + "</ul>"
}

/// One widget: what it does, its example and its options.
fn article(topic: &Topic) -> String {
    let mut html = format!(
        "<h1>st.{}</h1><p>{}</p>",
        topic.name,
        escaped(&plain(topic.doc))
    );
    if let Some(example) = gallery::example(topic.name) {
        let _ = write!(html, "<pre><code>{}</code></pre>", escaped(&example));
    }
    html += "<table><thead><tr><th>Option</th><th>Takes</th><th>Default</th><th>What it does</th></tr></thead><tbody>";
    for param in &topic.params {
        let cells = [param.name, param.takes, param.default, param.doc]
            .map(|text| format!("<td>{}</td>", escaped(&plain(text))));
        let _ = write!(html, "<tr>{}</tr>", cells.concat());
    }
    html + "</tbody></table><p><a href=\"./index.html\">All widgets</a></p>"
}

/// Markdown without its signs, as far as descriptions use them.
fn plain(text: &str) -> String {
    text.replace('`', "").replace("**", "")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use mirror_runtime::script::topics::topics;

    use super::*;

    const STILL: &[u8] = br#"<link rel="icon" href="./assets/mirror-1.svg"><script type="module" crossorigin src="./assets/still-2.js"></script><link rel="modulepreload" href="./assets/page-3.js"><link rel="stylesheet" crossorigin href="./assets/page-4.css">"#;

    #[test]
    fn a_page_holds_its_data_and_its_words() {
        let template = Template::new([("still.html", STILL)].into_iter()).unwrap();
        let topics = topics();
        let slider = topics.iter().find(|topic| topic.name == "slider");
        let html = template.page(slider, &topics, &json!({ "body": "</script><b>" }));
        for part in [
            "data-entry=\"still-2.js\"",
            "./assets/page-4.css",
            "./assets/mirror-1.svg",
            "<title>st.slider",
            "\\u003c/script>\\u003cb>",
            "<td>label</td>",
        ] {
            assert!(html.contains(part), "{part}");
        }
        assert!(!html.contains("crossorigin") && !html.contains("</script><b>"));
        let index = template.page(None, &topics, &Value::Null);
        assert!(index.contains("<a href=\"./slider.html\">st.slider</a>"));
        assert!(Template::new(std::iter::empty()).is_err());
    }

    #[test]
    fn the_search_knows_options_too() {
        let script = words(&topics());
        let json = script
            .strip_prefix("window.mirrorWords = ")
            .unwrap()
            .trim_end()
            .trim_end_matches(';');
        let words: Value = serde_json::from_str(json).unwrap();
        assert!(
            words["slider"]
                .as_str()
                .unwrap()
                .contains("label min_value max_value")
        );
    }
}

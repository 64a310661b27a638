//! `pdf`: a document to read, search and save.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    Args, Display, Host, Param, WidgetError,
    call::{named, place},
    media::{Kind, is_web},
};

/// A document to read.
pub(crate) struct Pdf;

/// What the browser draws for a document.
#[derive(Debug, Serialize, TS)]
pub(crate) struct PdfProps {
    /// Its address.
    src: String,
    /// What it is saved as.
    name: String,
    /// It lies elsewhere, so the browser shows it by its own means.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    elsewhere: bool,
    /// How high the reader is, in pixels.
    height: u32,
    /// What it is, for those who do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    alt: Option<String>,
}

const KIND: Kind = Kind {
    param: "data",
    takes: "a path, an address or bytes",
    group: "",
    usual: "application/pdf",
};

impl Display for Pdf {
    const NAME: &'static str = "pdf";
    const DOC: &'static str = "A PDF document to read, search and save.";
    const PARAMS: &'static [Param] = &[
        place(
            "data",
            "path, address or bytes",
            "",
            "The document: a file of the app's folder, its bytes, or an address with `https://` (which the browser shows by its own means).",
        ),
        place(
            "height",
            "number",
            "500",
            "How high the reader is, in pixels.",
        ),
        named(
            "alt",
            "text",
            "()",
            "What it is, for those who do not see it.",
        ),
    ];
    type Props = PdfProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<PdfProps, WidgetError> {
        let src = KIND.read(args, host)?;
        let path = args.text_if_text("data").unwrap_or_default();
        let name = path
            .rsplit(['/', '\\'])
            .next()
            .filter(|name| !name.is_empty());
        Ok(PdfProps {
            elsewhere: is_web(&src),
            src,
            name: name.unwrap_or("document.pdf").to_owned(),
            height: args.count("height")?.unwrap_or(500),
            alt: args.text("alt")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::Arg;
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn a_document_comes_from_a_file_bytes_or_an_address() {
        let mut stage = Stage::default();
        stage
            .files
            .insert("docs/paper.pdf".into(), b"%PDF-1.7".to_vec());
        assert_eq!(
            stage
                .props("pdf", args!["docs/paper.pdf", 320, alt = "The paper"])
                .unwrap(),
            json!({ "src": "media/1", "name": "paper.pdf", "height": 320, "alt": "The paper" })
        );
        assert_eq!(stage.media[0].1, "application/pdf");
        let bytes = Arg::Bytes(b"%PDF-1.7"[..].into());
        let props = stage
            .draw("pdf", (vec![bytes], vec![]))
            .map(|_| stage.last().props["name"].clone());
        assert_eq!(props, Ok(json!("document.pdf")));
        let props = stage.props("pdf", args!["https://a.b/c.pdf"]).unwrap();
        assert_eq!(
            props,
            json!({ "src": "https://a.b/c.pdf", "name": "c.pdf", "elsewhere": true, "height": 500 })
        );
    }

    #[test]
    fn mistakes_are_named() {
        let error = |given| Stage::default().draw("pdf", given).unwrap_err();
        assert_eq!(
            error(args![]),
            "pdf: `data` is missing: give a path, an address or bytes"
        );
        assert_eq!(
            error(args!["https://a", 0]),
            "pdf: `height` must be 1 or more, not 0"
        );
    }
}

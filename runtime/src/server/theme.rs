//! The look of the app: in the page itself, so that it is there before the first script has run.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};

use super::not_found;
use crate::{
    sessions::Sessions,
    theme::{Mode, Theme},
};

/// The page with the look and the language of the app in it; `None` where nothing is said of them.
pub(super) fn dressed(theme: &Theme, language: Option<&str>, page: &[u8]) -> Option<Response> {
    let look = theme.props().is_some();
    if !look && language.is_none() {
        return None;
    }
    let mut page = String::from_utf8_lossy(page).into_owned();
    let mode = match theme.mode {
        Some(Mode::Light) => " data-theme=\"light\"",
        Some(Mode::Dark) => " data-theme=\"dark\"",
        Some(Mode::System) | None => "",
    };
    let language = language.map(spoken).unwrap_or_default();
    page = page.replacen("<html", &format!("<html{mode}{language}"), 1);
    // The rules are made of colors and names that were read and written out again: nothing ends them early.
    if look {
        let style = format!("<style id=\"theme\">{}</style></head>", theme.css);
        page = page.replacen("</head>", &style, 1);
    }
    let mut response = Html(page).into_response();
    let caching = HeaderValue::from_static("no-cache");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, caching);
    Some(response)
}

/// The attribute that tells the page its language before it has heard from the server.
fn spoken(language: &str) -> String {
    let plain = |sign: &char| sign.is_ascii_alphanumeric() || *sign == '-';
    let language: String = language.chars().filter(plain).collect();
    format!(" data-language=\"{language}\"")
}

/// `GET /theme/font/{number}`: a font file of the app's look. Only those that the look names.
pub(super) async fn font(
    State(sessions): State<Arc<Sessions>>,
    Path(number): Path<usize>,
) -> Response {
    let app = sessions.app();
    let theme = app.theme();
    let Some(path) = theme.fonts.get(number).and_then(|path| path.to_str()) else {
        return not_found();
    };
    match app.shared.file(path) {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, "font/woff2"),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (headers, bytes.to_vec()).into_response()
        }
        Err(why) => {
            tracing::warn!("a font of the theme cannot be read: {why}");
            not_found()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::ThemeSettings;

    #[tokio::test]
    async fn the_page_carries_the_look_the_mode_and_the_language() {
        let page = b"<!doctype html><html lang=\"en\"><head></head><body></body></html>";
        assert!(dressed(&Theme::default(), None, page).is_none());
        let wanted = ThemeSettings {
            base: Some("moss".into()),
            mode: Some(Mode::Dark),
            ..ThemeSettings::default()
        };
        let theme = Theme::of(&wanted).unwrap();
        let response = dressed(&theme, Some("de\""), page).unwrap();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await;
        let text = String::from_utf8(body.unwrap().to_vec()).unwrap();
        assert!(
            text.starts_with(
                "<!doctype html><html data-theme=\"dark\" data-language=\"de\" lang=\"en\"><head><style id=\"theme\">"
            ),
            "{text}"
        );
        assert!(text.contains("--accent:light-dark("));
    }
}

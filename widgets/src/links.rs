//! Which addresses a script may send people to.

/// Whether an address is one of the web, of mail or of this app; never a script or a file.
pub(crate) fn leads_somewhere_safe(url: &str) -> bool {
    // Browsers drop blanks and control characters in an address before they look at its scheme.
    let plain = url.trim();
    if plain.is_empty() || plain.chars().any(char::is_control) {
        return false;
    }
    match plain.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => {
            let scheme = scheme.to_ascii_lowercase();
            ["https", "http", "mailto", "tel"].contains(&scheme.as_str())
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::leads_somewhere_safe;

    #[test]
    fn the_web_mail_and_this_app_are_safe() {
        for url in [
            "https://example.org/a?b=c:d",
            "HTTP://example.org",
            "mailto:ada@example.org",
            "/models",
            "models?page=2",
            "#top",
            "?q=a:b",
        ] {
            assert!(leads_somewhere_safe(url), "{url}");
        }
    }

    #[test]
    fn nothing_else_is() {
        for url in [
            "",
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
        ] {
            assert!(!leads_somewhere_safe(url), "{url}");
        }
    }
}

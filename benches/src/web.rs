//! What a browser fetches before it opens the socket.

use std::{collections::BTreeSet, net::SocketAddr};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// One answer.
pub struct Answer {
    /// Its headers, in lower case.
    pub headers: String,
    /// Its body, as it traveled.
    pub body: Vec<u8>,
}

/// What the first load of a page takes.
pub struct FirstLoad {
    /// How many requests: the page and all that it names.
    pub requests: usize,
    /// The bytes of JavaScript and CSS, as they traveled.
    pub code: usize,
    /// All bytes, with page, font and icon.
    pub all: usize,
    /// Addresses on other servers.
    pub external: Vec<String>,
}

/// Asks for one path.
///
/// # Errors
/// When the answer is none or is not 200.
pub async fn fetch(address: SocketAddr, path: &str, encoding: &str) -> anyhow::Result<Answer> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {address}\r\naccept-encoding: {encoding}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("the answer has no end of headers")?;
    let body = answer.split_off(end + 4);
    let headers = String::from_utf8(answer)?.to_ascii_lowercase();
    if !headers.starts_with("http/1.1 200") {
        bail!("{path}: {}", headers.lines().next().unwrap_or_default());
    }
    Ok(Answer { headers, body })
}

/// Loads the page and everything it names, in brotli.
///
/// # Errors
/// When something is not there.
pub async fn first_load(address: SocketAddr) -> anyhow::Result<FirstLoad> {
    let html = String::from_utf8(fetch(address, "/", "identity").await?.body)?;
    let mut load = FirstLoad {
        requests: 1,
        code: 0,
        all: 0,
        external: Vec::new(),
    };
    load.all += fetch(address, "/", "br").await?.body.len();
    // Scripts that a script names at its top are fetched too; those it imports later are not.
    let mut waiting: Vec<String> = references(&html).into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(reference) = waiting.pop() {
        if reference.starts_with("http:")
            || reference.starts_with("https:")
            || reference.starts_with("//")
        {
            load.external.push(reference);
            continue;
        }
        let path = format!(
            "/{}",
            reference.trim_start_matches("./").trim_start_matches('/')
        );
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = fetch(address, &path, "br").await?;
        load.requests += 1;
        load.all += answer.body.len();
        let kind = answer
            .headers
            .lines()
            .find_map(|line| line.strip_prefix("content-type: "))
            .unwrap_or_default();
        if kind.contains("javascript") || kind.contains("css") {
            load.code += answer.body.len();
        }
        if kind.contains("javascript") {
            let text = String::from_utf8(fetch(address, &path, "identity").await?.body)?;
            waiting.extend(static_imports(&text));
        }
    }
    Ok(load)
}

/// What the tags of a page name.
fn references(html: &str) -> BTreeSet<String> {
    let named = ["src=\"", "href=\""].into_iter().flat_map(|attribute| {
        html.split(attribute)
            .skip(1)
            .filter_map(|rest| rest.split_once('"'))
            .map(|(value, _)| value.to_owned())
    });
    named
        .filter(|value| !value.starts_with("data:") && !value.starts_with('#'))
        .collect()
}

/// The files that a bundled script imports at its top.
fn static_imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for keyword in ["from\"./", "import\"./"] {
        let named = text
            .split(keyword)
            .skip(1)
            .filter_map(|rest| rest.split_once('"'));
        found.extend(
            named
                .map(|(file, _)| format!("./assets/{file}"))
                .filter(|file| file.ends_with(".js")),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_scripts_styles_and_icons() {
        let html = r##"<link href="./a.css"><script src="./b.js"></script><a href="#top"><img src="data:,">"##;
        assert_eq!(
            references(html).into_iter().collect::<Vec<_>>(),
            ["./a.css", "./b.js"]
        );
        assert_eq!(
            static_imports(r#"import{a}from"./c.js";import("./later.js")"#),
            ["./assets/c.js"]
        );
    }
}

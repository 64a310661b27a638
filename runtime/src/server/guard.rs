//! Who may ask. `Host` must be a name of ours, or another site's name could be pointed at this
//! machine (DNS rebinding) and its pages would count as ours. `Origin` must equal `Host`, or
//! another site's page could open our socket.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::config::Config;

/// Which names the server answers to.
pub(super) struct Guard {
    names: Vec<String>,
    /// Any name will do: the server is open to other machines and no names were set.
    any: bool,
}

impl Guard {
    pub(super) fn new(config: &Config, address: SocketAddr) -> Self {
        let mut names = vec!["localhost".into(), "127.0.0.1".into(), "[::1]".into()];
        names.push(match address.ip() {
            std::net::IpAddr::V6(ip) => format!("[{ip}]"),
            std::net::IpAddr::V4(ip) => ip.to_string(),
        });
        names.extend(
            config
                .allowed_hosts
                .iter()
                .map(|name| name.to_ascii_lowercase()),
        );
        Self {
            names,
            any: !address.ip().is_loopback() && config.allowed_hosts.is_empty(),
        }
    }

    fn allows(&self, headers: &HeaderMap) -> bool {
        let Some(host) = host(headers) else {
            return false;
        };
        let name = host.host().to_ascii_lowercase();
        self.any || self.names.contains(&name) || self.names.iter().any(|own| *own == host.as_str())
    }
}

/// Turns away requests under another name; gives all answers the headers they share.
pub(super) async fn check(
    State(guard): State<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = if guard.allows(request.headers()) {
        next.run(request).await
    } else {
        tracing::debug!("a request under a foreign host name was turned away");
        let text =
            "this server does not answer to that name; start it with `--allowed-hosts NAME`\n";
        (StatusCode::MISDIRECTED_REQUEST, text).into_response()
    };
    for (name, value) in super::EVERYWHERE {
        response.headers_mut().insert(name, value);
    }
    response
}

/// Whether a WebSocket may be opened: by a page of ours, or by a program. Browsers always say
/// where a page is from, and a program could say anything; there are no cookies it might ride on.
pub(super) fn same_origin(headers: &HeaderMap) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let Some(origin) = origins.next() else {
        return true;
    };
    let authority = origin.to_str().ok().and_then(|origin| {
        let rest = origin
            .strip_prefix("http://")
            .or_else(|| origin.strip_prefix("https://"))?;
        rest.parse::<Authority>().ok()
    });
    let (Some(authority), Some(host), None) = (authority, host(headers), origins.next()) else {
        return false;
    };
    authority == host
}

/// The `Host` of a request, if there is exactly one and it can be understood.
fn host(headers: &HeaderMap) -> Option<Authority> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next()?.to_str().ok()?.parse::<Authority>().ok()?;
    (hosts.next().is_none() && !host.as_str().contains('@')).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: &str, origin: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        headers
    }

    fn guard(address: &str, allowed: &[&str]) -> Guard {
        let mut config = Config::new("app.rhai");
        config.allowed_hosts = allowed.iter().map(|name| (*name).to_owned()).collect();
        Guard::new(&config, address.parse().unwrap())
    }

    #[test]
    fn on_loopback_only_local_names_are_answered() {
        let guard = guard("127.0.0.1:8501", &["apps.example"]);
        for host in [
            "localhost:8501",
            "LOCALHOST",
            "127.0.0.1:1",
            "[::1]:8501",
            "Apps.Example",
        ] {
            assert!(guard.allows(&headers(host, None)), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:8501",
            "127.0.0.1.nip.example",
            "a@localhost",
            "",
        ] {
            assert!(!guard.allows(&headers(host, None)), "{host}");
        }
        assert!(!guard.allows(&HeaderMap::new()));
    }

    #[test]
    fn in_the_open_any_name_is_answered_unless_names_are_set() {
        assert!(guard("0.0.0.0:8501", &[]).allows(&headers("my-server:8501", None)));
        let named = guard("0.0.0.0:8501", &["apps.example"]);
        assert!(named.allows(&headers("apps.example", None)));
        assert!(!named.allows(&headers("evil.example", None)));
    }

    #[test]
    fn the_origin_must_be_the_host() {
        let host = "localhost:8501";
        assert!(same_origin(&headers(host, None)));
        assert!(same_origin(&headers(host, Some("http://localhost:8501"))));
        assert!(same_origin(&headers(
            "apps.example",
            Some("https://apps.example")
        )));
        for origin in [
            "null",
            "",
            "http://localhost",
            "http://localhost:8502",
            "http://evil.example",
            "http://localhost:8501.evil.example",
            "http://evil@localhost:8501",
            "file://localhost:8501",
        ] {
            assert!(!same_origin(&headers(host, Some(origin))), "{origin}");
        }
    }
}

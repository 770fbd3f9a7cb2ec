//! Whose pages may call. Browsers do not keep a page of another site from opening a socket, and send
//! cookies along, so the server has to look; a program that is no browser says nothing, and is let in.

use std::net::Ipv4Addr;

use warp::http::header::HeaderMap;

use super::proxy::Seen;
use super::request::text;

/// Whether the page that sent this may call. `allowed`: origins besides the server's own.
///
/// In development a name of the Internet is not the server's own, though it leads here: whoever owns the name may
/// have let it lead here a moment ago (DNS rebinding), and there is mostly no login.
pub(super) fn is_allowed(
    headers: &HeaderMap,
    seen: &Seen,
    allowed: &[String],
    is_dev: bool,
) -> bool {
    if headers.contains_key("origin") {
        let host = seen.host.as_deref().or_else(|| text(headers, "host"));
        return text(headers, "origin").is_some_and(|origin| {
            let is_known = !is_dev || host.is_some_and(is_local_name);
            (is_known && is_own(origin, host, seen.is_https))
                || allowed.iter().any(|it| it == origin)
        });
    }
    // A browser may leave out the origin where it says this.
    !headers.contains_key("sec-fetch-site")
        || matches!(
            text(headers, "sec-fetch-site"),
            Some("same-origin" | "none")
        )
}

/// Where no trusted proxy says how the request came, the scheme is not known.
fn is_own(origin: &str, host: Option<&str>, is_https: Option<bool>) -> bool {
    origin.split_once("://").is_some_and(|(scheme, authority)| {
        is_https.is_none_or(|is_https| is_https == (scheme == "https"))
            && host.is_some_and(|host| host.eq_ignore_ascii_case(authority))
    })
}

/// Whether a host, with its port or without, is an address or a name that nobody can own on the Internet.
fn is_local_name(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_one_word = last.len() == name.len();
    name.starts_with('[')
        || is_one_word
        || name.parse::<Ipv4Addr>().is_ok()
        || ["localhost", "local", "test", "internal"].contains(&&*last.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use warp::http::header::{HeaderMap, HeaderName, HeaderValue};

    use super::super::proxy::Seen;
    use super::is_allowed;

    fn plain() -> Seen {
        Seen {
            client: [127, 0, 0, 1].into(),
            is_https: None,
            host: None,
        }
    }

    #[test]
    fn behind_a_proxy_the_origin_is_the_one_that_browsers_see() {
        let seen = Seen {
            is_https: Some(true),
            host: Some("shop.example".to_owned()),
            ..plain()
        };
        for (origin, expected) in [
            ("https://shop.example", true),
            ("http://shop.example", false),
            ("https://inner:8080", false),
        ] {
            let sent = headers(&[("host", "inner:8080"), ("origin", origin)]);
            assert_eq!(is_allowed(&sent, &seen, &[], false), expected, "{origin}");
        }
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                let value = HeaderValue::from_str(value).unwrap();
                (HeaderName::from_static(name), value)
            })
            .collect()
    }

    #[test]
    fn pages_of_the_same_host_and_those_of_the_list_only() {
        let list = ["https://app.example".to_owned()];
        for (origin, expected) in [
            ("http://localhost:8080", true),
            ("http://LOCALHOST:8080", true),
            ("https://app.example", true),
            ("http://app.example", false),
            ("http://localhost:3000", false),
            ("http://localhost", false),
            ("https://app.example.evil.example", false),
            ("null", false),
            ("", false),
        ] {
            let sent = headers(&[("host", "localhost:8080"), ("origin", origin)]);
            assert_eq!(
                is_allowed(&sent, &plain(), &list, false),
                expected,
                "{origin:?}"
            );
        }
        let without_host = headers(&[("origin", "http://localhost:8080")]);
        assert!(!is_allowed(&without_host, &plain(), &[], false));
    }

    #[test]
    fn what_says_no_origin_is_let_in_unless_the_browser_says_it_is_of_another_site() {
        assert!(is_allowed(&HeaderMap::new(), &plain(), &[], false));
        for (site, expected) in [
            ("same-origin", true),
            ("none", true),
            ("same-site", false),
            ("cross-site", false),
        ] {
            let sent = headers(&[("sec-fetch-site", site)]);
            assert_eq!(is_allowed(&sent, &plain(), &[], false), expected, "{site}");
        }
    }

    #[test]
    fn in_development_a_name_of_the_internet_is_somebody_else() {
        let list = ["https://tunnel.example".to_owned()];
        for (host, expected) in [
            ("localhost:8080", true),
            ("app.localhost:8080", true),
            ("127.0.0.1:8080", true),
            ("[::1]:8080", true),
            ("laptop:8080", true),
            ("laptop.local", true),
            ("evil.example:8080", false),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example:8080", false),
        ] {
            let sent = headers(&[("host", host), ("origin", &format!("http://{host}"))]);
            assert_eq!(is_allowed(&sent, &plain(), &list, true), expected, "{host}");
            assert!(is_allowed(&sent, &plain(), &list, false), "{host}");
        }
        let sent = headers(&[("host", "x.example"), ("origin", "https://tunnel.example")]);
        assert!(is_allowed(&sent, &plain(), &list, true));
    }
}

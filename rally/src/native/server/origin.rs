//! Whose pages may call. Browsers do not keep a page of another site from opening a socket, and send
//! cookies along, so the server has to look; a program that is no browser says nothing, and is let in.

use warp::http::header::HeaderMap;

use super::proxy::Seen;
use super::request::text;

/// Whether the page that sent this may call. `allowed`: origins besides the server's own.
pub(super) fn is_allowed(headers: &HeaderMap, seen: &Seen, allowed: &[String]) -> bool {
    if headers.contains_key("origin") {
        let host = seen.host.as_deref().or_else(|| text(headers, "host"));
        return text(headers, "origin").is_some_and(|origin| {
            is_own(origin, host, seen.is_https) || allowed.iter().any(|it| it == origin)
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
            assert_eq!(is_allowed(&sent, &seen, &[]), expected, "{origin}");
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
            assert_eq!(is_allowed(&sent, &plain(), &list), expected, "{origin:?}");
        }
        let without_host = headers(&[("origin", "http://localhost:8080")]);
        assert!(!is_allowed(&without_host, &plain(), &[]));
    }

    #[test]
    fn what_says_no_origin_is_let_in_unless_the_browser_says_it_is_of_another_site() {
        assert!(is_allowed(&HeaderMap::new(), &plain(), &[]));
        for (site, expected) in [
            ("same-origin", true),
            ("none", true),
            ("same-site", false),
            ("cross-site", false),
        ] {
            let sent = headers(&[("sec-fetch-site", site)]);
            assert_eq!(is_allowed(&sent, &plain(), &[]), expected, "{site}");
        }
    }
}

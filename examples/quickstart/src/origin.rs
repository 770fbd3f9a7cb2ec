//! Which pages may open a socket. Browsers do not keep a page of another site from opening one, so
//! the server must; a program that is no browser sends no `Origin` and is let in.

/// Whether a page from `origin` may connect to the server that calls itself `host`.
pub(crate) fn allowed(origin: Option<&str>, host: Option<&str>) -> bool {
    let Some(origin) = origin else { return true };
    let Some((_scheme, authority)) = origin.split_once("://") else {
        return false;
    };
    host.is_some_and(|host| host.eq_ignore_ascii_case(authority))
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn pages_of_the_same_host_and_port_only() {
        let host = Some("localhost:8080");
        let cases = [
            (None, true),
            (Some("http://localhost:8080"), true),
            (Some("http://LOCALHOST:8080"), true),
            (Some("http://localhost:3000"), false),
            (Some("http://evil.example"), false),
            (Some("null"), false),
        ];
        for (origin, expected) in cases {
            assert_eq!(allowed(origin, host), expected, "{origin:?}");
        }
        assert!(!allowed(Some("http://localhost:8080"), None));
    }
}

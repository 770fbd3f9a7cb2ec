//! Where calls go to, by the address that a person typed.

use crate::contract_source::fetch;
use crate::failure::Failure;

/// The address of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Whether calls go over a `WebSocket`.
    pub(super) is_socket: bool,
    /// Whether it is reached over TLS.
    pub(super) is_secure: bool,
    /// The host, with the port where one was given.
    host: String,
    path: String,
    /// With the question mark.
    query: String,
}

impl Address {
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        let Some((scheme, host, path)) = fetch::parts(text).filter(|(_, host, _)| !host.is_empty())
        else {
            let failure = Failure::unusable(format!("`{text}` is no address of a server"));
            return Err(failure.help(
                "it begins with http://, https://, ws:// or wss://, or is HOST:PORT: \
                 `libero call http://127.0.0.1:8080 load_task '{\"id\": 7}'`",
            ));
        };
        let query = text.split('#').next().unwrap_or_default();
        let query = query.find('?').map_or("", |at| &query[at..]);
        Ok(Self {
            is_socket: text
                .get(..2)
                .is_some_and(|two| two.eq_ignore_ascii_case("ws")),
            is_secure: scheme == "https",
            host: host.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
        })
    }

    /// Where calls over HTTP go to: `/rpc` unless there is a path.
    pub(super) fn of_calls(&self) -> String {
        self.url("http", &self.path_or("rpc"))
    }

    /// Where a `WebSocket` is opened: `/ws` unless there is a path.
    pub(super) fn of_socket(&self) -> String {
        let path = match self.path.strip_suffix("/rpc") {
            Some(path) if !self.is_socket => format!("{path}/ws"),
            _ => self.path_or("ws"),
        };
        self.url("ws", &path)
    }

    /// Where servers usually have it.
    pub(super) fn usual(&self, scheme: &str, name: &str) -> String {
        self.url(scheme, &format!("/{name}"))
    }

    fn url(&self, scheme: &str, path: &str) -> String {
        let secure = if self.is_secure { "s" } else { "" };
        format!("{scheme}{secure}://{}{path}{}", self.host, self.query)
    }

    /// The path as it was given; below a folder, or the folder of a contract, what is usual.
    fn path_or(&self, usual: &str) -> String {
        let folder = match self.path.rsplit_once('/') {
            None => "",
            Some((folder, last)) if last.is_empty() || has_json(last) => folder,
            Some(_) => return self.path.clone(),
        };
        format!("{folder}/{usual}")
    }

    /// Host and port, to connect to.
    pub(super) fn host_and_port(&self) -> (String, u16) {
        let host = self.host.rsplit('@').next().unwrap_or_default();
        let usual = if self.is_secure { 443 } else { 80 };
        let (host, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, port.parse().unwrap_or(usual)),
            _ => (host, usual),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        (host.to_owned(), port)
    }
}

fn has_json(name: &str) -> bool {
    camino::Utf8Path::new(name).extension() == Some("json")
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn calls_and_sockets_go_where_servers_usually_have_them_unless_a_path_says_otherwise() {
        let cases = [
            ("http://a:8080", "http://a:8080/rpc", "ws://a:8080/ws"),
            ("https://a/", "https://a/rpc", "wss://a/ws"),
            ("http://a/api/", "http://a/api/rpc", "ws://a/api/ws"),
            (
                "http://a/api/rpc?v=1#x",
                "http://a/api/rpc?v=1",
                "ws://a/api/ws?v=1",
            ),
            (
                "http://a/api/contract.json",
                "http://a/api/rpc",
                "ws://a/api/ws",
            ),
            ("http://a/calls", "http://a/calls", "ws://a/calls"),
            ("WSS://a/live", "https://a/live", "wss://a/live"),
            ("ws://a", "http://a/rpc", "ws://a/ws"),
        ];
        for (text, calls, socket) in cases {
            let address = Address::parse(text).expect(text);
            assert_eq!(address.of_calls(), calls, "{text}");
            assert_eq!(address.of_socket(), socket, "{text}");
        }
    }

    #[test]
    fn hosts_are_told_from_ports() {
        let cases = [
            ("http://a", ("a", 80)),
            ("wss://a", ("a", 443)),
            ("http://u:p@a:81/x", ("a", 81)),
            ("http://[::1]", ("::1", 80)),
            ("http://[::1]:82", ("::1", 82)),
        ];
        for (text, (host, port)) in cases {
            let address = Address::parse(text).expect(text);
            assert_eq!(address.host_and_port(), (host.to_owned(), port), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_what_is_one() {
        let refused = |text| Address::parse(text).expect_err("no address").help;
        for text in ["load_task", "", "http://", "file:///x", "a:b"] {
            let help = refused(text).expect("help");
            assert!(help.starts_with("it begins with http://"), "{text}: {help}");
        }
    }
}

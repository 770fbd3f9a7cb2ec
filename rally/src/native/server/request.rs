//! Who asks, and what for.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use warp::http::header::{COOKIE, HeaderMap};
use warp::http::{Method, Uri};

use super::proxy::Seen;
use crate::native::session::SessionId;

/// What the context of handlers and pages may be made of: who asks, and what for.
pub struct Request {
    pub(super) id: String,
    pub(super) method: Method,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) peer: SocketAddr,
    pub(super) seen: Seen,
    pub(super) session: SessionId,
}

impl Request {
    /// What the log calls this request; also the trace id of an error page. It may be that of a proxy.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whose browser it is.
    pub fn session(&self) -> &SessionId {
        &self.session
    }

    /// The other end of the connection, which may be a proxy.
    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// Where the request comes from: the peer, or whom the [trusted proxies](super::Proxies) name.
    pub fn client(&self) -> IpAddr {
        self.seen.client
    }

    /// Whether it came to a trusted proxy over HTTPS. `None`: no such proxy says so.
    pub fn is_https(&self) -> Option<bool> {
        self.seen.is_https
    }

    /// `GET`, `POST` and so on.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The path as it was sent, percent-encoded.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// What stands behind the `?`. Empty where there is nothing.
    pub fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// A header, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        text(&self.headers, name)
    }

    /// A cookie, as it was sent.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let headers = self.headers.get_all(COOKIE).iter();
        let pairs = headers
            .filter_map(|header| header.to_str().ok())
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        pairs
            .into_iter()
            .find_map(|(key, value)| (key == name).then_some(value))
    }
}

/// A header as text.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers may hold secrets.
        f.debug_struct("Request")
            .field("id", &self.id)
            .field("method", &self.method)
            .field("path", &self.path())
            .field("peer", &self.peer)
            .finish_non_exhaustive()
    }
}

//! Why nothing came from a server, in words.

use std::error::Error as _;
use std::io;
use std::net::ToSocketAddrs;
use std::time::Duration;

use rustls::CertificateError;
use tungstenite::error::{ProtocolError, TlsError};

use crate::contract_source::fetch::{is_here, parts};

/// What is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Why {
    pub(crate) what: String,
    pub(crate) help: Option<String>,
}

impl Why {
    fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn nobody() -> Self {
        Self::new("nobody listens there (connection refused)").help("is the server running?")
    }

    fn went_away() -> Self {
        Self::new("the server went away")
    }

    pub(crate) fn no_host(host: &str) -> Self {
        Self::new(format!("there is no host {host}")).help("is the name right?")
    }

    fn is_not_http(url: &str) -> Self {
        let why = Self::new("what answers there does not speak HTTP");
        match other_scheme(url) {
            Some(other) => why.help(format!("did you mean {other}?")),
            None => why,
        }
    }

    /// Of a request over HTTP that had so much time.
    pub(crate) fn of_http(error: &ureq::Error, url: &str, patience: Duration) -> Self {
        use ureq::Error;
        match error {
            Error::StatusCode(status) => Self::new(format!("the server answered {status}")),
            Error::Rustls(error) => Self::of_tls(error, url),
            Error::HostNotFound => Self::no_host(host(url)),
            Error::Io(_) if has_no_host(url) => Self::no_host(host(url)),
            Error::Io(error) => Self::of_io(error, url),
            Error::Timeout(_) => {
                Self::new(format!("no whole answer in {} s", patience.as_secs_f64()))
                    .help("is the server running?")
            }
            Error::BodyExceedsLimit(_) => Self::new("the answer is too long"),
            Error::Protocol(_) | Error::Http(_) => Self::is_not_http(url),
            other => Self::new(other.to_string()),
        }
    }

    /// Of a `WebSocket`.
    pub(crate) fn of_socket(error: &tungstenite::Error, url: &str) -> Self {
        use tungstenite::Error;
        match error {
            Error::ConnectionClosed | Error::AlreadyClosed => {
                Self::new("the server closed the connection")
            }
            Error::Protocol(
                ProtocolError::ResetWithoutClosingHandshake | ProtocolError::HandshakeIncomplete,
            ) => Self::went_away(),
            Error::Protocol(ProtocolError::HttparseError(_)) => Self::is_not_http(url),
            Error::Protocol(ProtocolError::SecWebSocketSubProtocolError(_)) => {
                Self::new("the server takes neither codec of libero")
            }
            Error::Protocol(error) => Self::new(format!("this is no WebSocket: {error}")),
            Error::Tls(TlsError::Rustls(error)) => Self::of_tls(error, url),
            Error::Io(error) => Self::of_io(error, url),
            other => Self::new(other.to_string()),
        }
    }

    pub(crate) fn of_io(error: &io::Error, url: &str) -> Self {
        let inner = error.get_ref();
        if let Some(error) = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            return Self::of_tls(error, url);
        }
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Self::nobody(),
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof => Self::went_away(),
            _ => Self::new(error.to_string()),
        }
    }

    fn of_tls(error: &rustls::Error, url: &str) -> Self {
        let host = host(url);
        match error {
            rustls::Error::InvalidMessage(_) => {
                let why = Self::new("what answers there does not speak TLS");
                match other_scheme(url) {
                    Some(other) => why.help(format!("did you mean {other}?")),
                    None => why,
                }
            }
            rustls::Error::InvalidCertificate(error) => of_certificate(error, host),
            rustls::Error::AlertReceived(alert) => {
                Self::new(format!("the server refused TLS: {alert:?}"))
            }
            other => Self::new(format!("TLS: {other}")),
        }
    }
}

fn of_certificate(error: &CertificateError, host: &str) -> Why {
    use CertificateError as Bad;
    let of_authority = |error: &rustls::OtherError| {
        let source = error.source().map(ToString::to_string);
        source.is_some_and(|source| source == "CaUsedAsEndEntity")
    };
    match error {
        // The latter of one that is called as one that is trusted.
        Bad::UnknownIssuer | Bad::BadSignature => Why::new(format!(
            "the certificate of {host} is not trusted: nobody known signed it"
        ))
        .help(
            "if it is your own, name it, or who signed it: SSL_CERT_FILE=certificate.pem libero …",
        ),
        Bad::Other(error) if of_authority(error) => Why::new(format!(
            "the certificate of {host} is that of an authority, which signs others, not of a server"
        ))
        .help(
            "make it with `openssl req -x509 -addext basicConstraints=critical,CA:FALSE …`, \
             or sign one for the server with it",
        ),
        Bad::NotValidForName => Why::new(format!("the certificate is not one for {host}")),
        Bad::NotValidForNameContext { presented, .. } => {
            let why = Why::new(format!("the certificate is not one for {host}"));
            match &presented[..] {
                [] => why.help("it names no host: it needs a subjectAltName"),
                names => {
                    let names: Vec<&str> = names.iter().map(|name| bare(name)).collect();
                    why.help(format!("it is for {}", names.join(", ")))
                }
            }
        }
        Bad::Expired | Bad::ExpiredContext { .. } => {
            Why::new(format!("the certificate of {host} has expired"))
        }
        Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
            Why::new(format!("the certificate of {host} is not valid yet"))
                .help("is the clock of this machine right?")
        }
        other => Why::new(format!(
            "the certificate of {host} is not accepted: {other}"
        )),
    }
}

/// The name of `DnsName("localhost")`, as the library writes it.
fn bare(name: &str) -> &str {
    let inner = name
        .split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    inner.map_or(name, |inner| inner.trim_matches('"'))
}

/// The address with or without TLS, where it is the other way round.
pub(crate) fn other_scheme(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let other = match scheme {
        "http" => "https",
        "https" => "http",
        "ws" => "wss",
        "wss" => "ws",
        _ => return None,
    };
    Some(format!("{other}://{rest}"))
}

/// Without the port.
fn host(url: &str) -> &str {
    let host = parts(url).map_or(url, |(_, host, _)| host);
    let host = host.rsplit('@').next().unwrap_or_default();
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => name,
        _ => host,
    }
}

/// Whether a host that is connected to directly has no address.
fn has_no_host(url: &str) -> bool {
    let is_direct = is_here(url) || ureq::Proxy::try_from_env().is_none();
    let name = host(url).trim_start_matches('[').trim_end_matches(']');
    is_direct && (name, 0).to_socket_addrs().is_err()
}

#[cfg(test)]
mod tests {
    use std::io;

    use rustls::{CertificateError, Error, InvalidMessage};

    use super::Why;

    #[test]
    fn tls_that_fails_is_told_in_words() {
        let of = CertificateError::NotValidForName;
        let cases = [
            (
                Error::InvalidCertificate(CertificateError::Expired),
                "the certificate of a has expired",
            ),
            (
                Error::InvalidCertificate(CertificateError::NotValidYet),
                "the certificate of a is not valid yet",
            ),
            (
                Error::InvalidCertificate(CertificateError::UnknownIssuer),
                "the certificate of a is not trusted: nobody known signed it",
            ),
            (
                Error::InvalidCertificate(CertificateError::BadSignature),
                "the certificate of a is not trusted: nobody known signed it",
            ),
            (
                Error::InvalidCertificate(of),
                "the certificate is not one for a",
            ),
            (
                Error::InvalidMessage(InvalidMessage::InvalidContentType),
                "what answers there does not speak TLS",
            ),
        ];
        for (error, expected) in cases {
            let error = io::Error::other(error);
            assert_eq!(Why::of_io(&error, "https://a:8443/x").what, expected);
        }
    }

    #[test]
    fn the_address_that_was_probably_meant_is_named() {
        for (url, other) in [
            ("wss://a:1/ws", "ws://a:1/ws"),
            ("https://a/rpc", "http://a/rpc"),
        ] {
            let error = Error::InvalidMessage(InvalidMessage::InvalidContentType);
            let help = Why::of_tls(&error, url).help;
            assert_eq!(help, Some(format!("did you mean {other}?")));
        }
    }
}

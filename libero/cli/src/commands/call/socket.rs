//! A `WebSocket` to a server.

use std::io;
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use libero_wire::Codec;
use libero_wire::skew::ServerContract;
use tungstenite::client::IntoClientRequest;
use tungstenite::error::ProtocolError;
use tungstenite::http::{HeaderName, HeaderValue};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Error, HandshakeError, Message, WebSocket};

use super::transport::{Transport, is_timeout};
use crate::contract_source::fetch::NOBODY;
use crate::failure::Failure;

const PROTOCOLS: &str = "sec-websocket-protocol";
/// How long the other end may take to say good-bye.
const FAREWELL: Duration = Duration::from_millis(500);
/// How often a wait looks whether it was interrupted.
const LOOK: Duration = Duration::from_millis(100);
/// No message is as long as this.
const MOST_BYTES: usize = 256 << 20;

/// A `WebSocket` to a server, of one codec.
#[derive(Debug)]
pub(super) struct Socket {
    connection: WebSocket<MaybeTlsStream<TcpStream>>,
    /// The same connection, for its timeouts.
    stream: TcpStream,
    codec: Codec,
    url: String,
}

impl Socket {
    /// Connects. Where the server speaks another contract it has said so.
    pub(super) fn open(
        transport: &Transport<'_>,
    ) -> Result<(Self, Option<ServerContract>), Failure> {
        let url = transport.address.of_socket();
        let fail = |why: String| Failure::unanswered(format!("{url}: {why}"));
        let request = request(&url, transport)?;
        let stream = connect(transport)
            .map_err(|error| fail(unreachable(&error)).help("is the server running?"))?;
        let for_timeouts = stream
            .try_clone()
            .map_err(|error| fail(error.to_string()))?;
        let config = WebSocketConfig::default()
            .max_message_size(Some(MOST_BYTES))
            .max_frame_size(Some(MOST_BYTES));
        let opened = tungstenite::client_tls_with_config(request, stream, Some(config), None);
        let (socket, response) = opened.map_err(|error| match error {
            HandshakeError::Interrupted(_) => fail("the server does not answer".to_owned()),
            HandshakeError::Failure(error) => not_opened(&url, &error),
        })?;
        let chosen = response.headers().get(PROTOCOLS);
        let chosen = chosen.and_then(|chosen| chosen.to_str().ok());
        let mut socket = Self {
            connection: socket,
            stream: for_timeouts,
            codec: transport.codec,
            url,
        };
        let is_other = chosen
            .and_then(|chosen| chosen.split_once('.'))
            .is_some_and(|(_, part)| part == "skew");
        let peer = if is_other {
            let first = socket.receive(Instant::now() + transport.patience)?;
            let peer = first.and_then(|first| ServerContract::parse(&first).ok());
            Some(
                peer.ok_or_else(|| socket.failure("the server does not say what its contract is"))?,
            )
        } else {
            None
        };
        Ok((socket, peer))
    }

    pub(super) fn send(&mut self, frame: &[u8]) -> Result<(), Failure> {
        let message = match self.codec {
            Codec::Etf => Message::binary(frame.to_vec()),
            Codec::Json => Message::text(String::from_utf8_lossy(frame).into_owned()),
        };
        let sent = self.connection.send(message);
        sent.map_err(|error| self.failure(&why(&error)))
    }

    /// The next message with data; nothing once the time is over.
    pub(super) fn receive(&mut self, end: Instant) -> Result<Option<Vec<u8>>, Failure> {
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            let wait = self.stream.set_read_timeout(Some(left.min(LOOK)));
            wait.map_err(|error| self.failure(&error.to_string()))?;
            match self.connection.read() {
                Ok(Message::Text(text)) => return Ok(Some(text.as_bytes().to_vec())),
                Ok(Message::Binary(bytes)) => return Ok(Some(bytes.to_vec())),
                Ok(Message::Close(close)) => {
                    let why = close.map_or_else(String::new, |close| {
                        format!(" ({}: {})", u16::from(close.code), close.reason)
                    });
                    return Err(self.failure(&format!("the server closed the connection{why}")));
                }
                Ok(_) => {}
                Err(Error::Io(error)) if is_timeout(&error) => {}
                Err(error) => return Err(self.failure(&why(&error))),
            }
        }
    }

    /// Says good-bye, and waits a moment for the answer.
    pub(super) fn close(&mut self) {
        // Whatever fails here, the connection has ended.
        let _ = self.connection.close(None);
        let end = Instant::now() + FAREWELL;
        let _ = self.stream.set_read_timeout(Some(LOOK));
        while Instant::now() < end {
            match self.connection.read() {
                Err(Error::Io(error)) if is_timeout(&error) => {}
                Err(_) => break,
                Ok(_) => {}
            }
        }
    }

    fn failure(&self, why: &str) -> Failure {
        Failure::unanswered(format!("{}: {why}", self.url))
    }
}

fn request(
    url: &str,
    transport: &Transport<'_>,
) -> Result<tungstenite::handshake::client::Request, Failure> {
    let unusable = |error: Error| Failure::unusable(format!("{url}: {error}"));
    let mut request = url.into_client_request().map_err(unusable)?;
    let headers = request.headers_mut();
    let name = transport.codec.subprotocol();
    let offer = format!("{name}.{}, {name}.skew, {name}", transport.contract_hash);
    let bad = |what: &str| Failure::unusable(format!("`{what}` cannot stand in a header"));
    let offered = HeaderValue::from_str(&offer).map_err(|_| bad(&offer))?;
    headers.insert(PROTOCOLS, offered);
    for (name, value) in transport.headers {
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad(name))?;
        headers.append(key, HeaderValue::from_str(value).map_err(|_| bad(value))?);
    }
    Ok(request)
}

fn connect(transport: &Transport<'_>) -> io::Result<TcpStream> {
    let (host, port) = transport.address.host_and_port();
    let mut failed = io::Error::new(io::ErrorKind::NotFound, "there is no such host");
    for address in (host.as_str(), port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, transport.patience) {
            Ok(stream) => {
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(transport.patience))?;
                stream.set_write_timeout(Some(transport.patience))?;
                return Ok(stream);
            }
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

fn unreachable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => NOBODY.to_owned(),
        _ => error.to_string(),
    }
}

fn not_opened(url: &str, error: &Error) -> Failure {
    let fail = |why: String| Failure::unanswered(format!("{url}: {why}"));
    match error {
        Error::Http(response) => {
            let body = response.body().as_deref().unwrap_or_default();
            let text = String::from_utf8_lossy(body);
            let line = text.trim().lines().next().unwrap_or_default();
            let colon = if line.is_empty() { "" } else { ": " };
            let status = response.status().as_u16();
            fail(format!(
                "no WebSocket was opened: the server answered {status}{colon}{line}"
            ))
            .help("name the address of its WebSocket: ws://127.0.0.1:8080/ws")
        }
        Error::Protocol(ProtocolError::SecWebSocketSubProtocolError(_)) => {
            fail("the server takes neither codec of libero".to_owned())
        }
        other => fail(why(other)),
    }
}

fn why(error: &Error) -> String {
    match error {
        Error::ConnectionClosed | Error::AlreadyClosed => {
            "the server closed the connection".to_owned()
        }
        other => other.to_string(),
    }
}

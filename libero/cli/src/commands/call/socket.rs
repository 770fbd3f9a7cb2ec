//! A `WebSocket` to a server.

use std::io;
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use libero_wire::Codec;
use libero_wire::skew::ServerContract;
use tungstenite::client::IntoClientRequest;
use tungstenite::http::header::HOST;
use tungstenite::http::{HeaderName, HeaderValue};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Error, HandshakeError, Message, WebSocket};

use super::transport::{Transport, first_line, is_timeout};
use crate::failure::Failure;
use crate::network::Why;
use crate::trust;

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
        let why = |why: Why| Failure {
            help: why.help,
            ..fail(why.what)
        };
        let stream = connect(transport, &url).map_err(why)?;
        let for_timeouts = stream
            .try_clone()
            .map_err(|error| fail(error.to_string()))?;
        let config = WebSocketConfig::default()
            .max_message_size(Some(MOST_BYTES))
            .max_frame_size(Some(MOST_BYTES));
        let trusted = if transport.address.is_secure {
            let trusted = trust::of_sockets();
            trusted.map_err(|error| fail(format!("TLS: {error}")))?
        } else {
            None
        };
        let opened = tungstenite::client_tls_with_config(request, stream, Some(config), trusted);
        let (socket, response) = opened.map_err(|error| match error {
            HandshakeError::Interrupted(_) => {
                let seconds = transport.patience.as_secs_f64();
                fail(format!("no WebSocket was opened in {seconds} s"))
                    .help("`--timeout` allows more")
            }
            HandshakeError::Failure(error) => not_opened(transport, &url, &error),
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
        sent.map_err(|error| self.broken(&error))
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
                Err(error) => return Err(self.broken(&error)),
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

    fn broken(&self, error: &Error) -> Failure {
        let why = Why::of_socket(error, &self.url);
        Failure {
            help: why.help,
            ..self.failure(&why.what)
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
        let value = HeaderValue::from_str(value).map_err(|_| bad(value))?;
        if key == HOST {
            headers.insert(key, value);
        } else {
            headers.append(key, value);
        }
    }
    Ok(request)
}

fn connect(transport: &Transport<'_>, url: &str) -> Result<TcpStream, Why> {
    let (host, port) = transport.address.host_and_port();
    let mut failed = Why::no_host(&host);
    let addresses = (host.as_str(), port).to_socket_addrs();
    for address in addresses.into_iter().flatten() {
        match to_address(address, transport.patience) {
            Ok(stream) => return Ok(stream),
            Err(error) => failed = Why::of_io(&error, url),
        }
    }
    Err(failed)
}

fn to_address(address: SocketAddr, patience: Duration) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, patience)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(patience))?;
    stream.set_write_timeout(Some(patience))?;
    Ok(stream)
}

fn not_opened(transport: &Transport<'_>, url: &str, error: &Error) -> Failure {
    let fail = |why: String| Failure::unanswered(format!("{url}: {why}"));
    let Error::Http(response) = error else {
        let why = Why::of_socket(error, url);
        return Failure {
            help: why.help,
            ..fail(why.what)
        };
    };
    let body = response.body().as_deref().unwrap_or_default();
    let line = first_line(body);
    let colon = if line.is_empty() { "" } else { ": " };
    let status = response.status().as_u16();
    let usual = transport.address.usual("ws", "ws");
    fail(format!(
        "no WebSocket was opened: the server answered {status}{colon}{line}"
    ))
    .help(if usual == url {
        "name the path of its WebSocket: it is not at /ws".to_owned()
    } else {
        format!("name the address of its WebSocket: {usual}?")
    })
}

//! What a connection reads and writes, made by hand: a client that costs more than the server would hide
//! what the servers cost.

use std::io::{Error, ErrorKind, Result};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::contender::{Call, Contender};

/// A connection, and what of its input has not been used.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(4096),
        })
    }

    async fn more(&mut self) -> Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(bad("the server hung up")),
            _ => Ok(()),
        }
    }

    /// The head of a response, with its empty line.
    async fn head(&mut self) -> Result<String> {
        let mut from = 0;
        loop {
            if let Some(place) = find(&self.buffer[from..], b"\r\n\r\n") {
                let head: Vec<u8> = self.buffer.drain(..from + place + 4).collect();
                return String::from_utf8(head).map_err(|_| bad("the head is no text"));
            }
            from = self.buffer.len().saturating_sub(3);
            self.more().await?;
        }
    }

    async fn have(&mut self, count: usize) -> Result<()> {
        while self.buffer.len() < count {
            self.more().await?;
        }
        Ok(())
    }
}

fn bad(text: &str) -> Error {
    Error::new(ErrorKind::InvalidData, text)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// The value of a header, in small letters.
fn header(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_ascii_lowercase())
    })
}

/// Asks for a page, again and again.
pub struct Pages {
    connection: Connection,
    request: Vec<u8>,
}

impl Pages {
    /// Connects.
    pub async fn to(address: &str) -> Result<Self> {
        let request = format!("GET / HTTP/1.1\r\nhost: {address}\r\naccept: text/html\r\n\r\n");
        Ok(Self {
            connection: Connection::open(address).await?,
            request: request.into_bytes(),
        })
    }

    /// Gets the page.
    pub async fn get(&mut self) -> Result<Vec<u8>> {
        let connection = &mut self.connection;
        connection.stream.write_all(&self.request).await?;
        let head = connection.head().await?;
        if !head.starts_with("HTTP/1.1 200 ") {
            return Err(bad(head.lines().next().unwrap_or_default()));
        }
        if header(&head, "transfer-encoding").is_some_and(|it| it == "chunked") {
            return connection.chunks().await;
        }
        let length = header(&head, "content-length").and_then(|it| it.parse().ok());
        let length = length.ok_or_else(|| bad("no length"))?;
        connection.have(length).await?;
        Ok(connection.buffer.drain(..length).collect())
    }
}

impl Connection {
    async fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = vec![];
        loop {
            let line = loop {
                match find(&self.buffer, b"\r\n") {
                    Some(place) => break place,
                    None => self.more().await?,
                }
            };
            let size = std::str::from_utf8(&self.buffer[..line]).unwrap_or_default();
            let size = usize::from_str_radix(size, 16).map_err(|_| bad("no chunk"))?;
            let end = line + 2 + size;
            self.have(end + 2).await?;
            body.extend_from_slice(&self.buffer[line + 2..end]);
            self.buffer.drain(..end + 2);
            if size == 0 {
                return Ok(body);
            }
        }
    }
}

/// Calls over a WebSocket, one after the other.
pub struct Socket {
    connection: Connection,
    frame: Vec<u8>,
    is_text: bool,
}

impl Socket {
    /// Connects and shakes hands.
    pub async fn open(contender: &Contender) -> Result<Self> {
        let call = contender.call.as_ref();
        let call = call.ok_or_else(|| bad("the contender has no call"))?;
        let mut connection = Connection::open(&contender.address).await?;
        let protocol = call.protocol.as_ref();
        let protocol = protocol.map(|name| format!("sec-websocket-protocol: {name}\r\n"));
        let request = format!(
            "GET {} HTTP/1.1\r\nhost: {}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{}\r\n",
            contender.socket,
            contender.address,
            protocol.unwrap_or_default()
        );
        connection.stream.write_all(request.as_bytes()).await?;
        let head = connection.head().await?;
        if !head.starts_with("HTTP/1.1 101 ") {
            return Err(bad(head.lines().next().unwrap_or_default()));
        }
        Ok(Self {
            connection,
            frame: frame(call)?,
            is_text: call.is_text,
        })
    }

    /// Sends the call and gets the reply. Frames of the other kind (news of the protocol, pings) are skipped.
    pub async fn call(&mut self) -> Result<Vec<u8>> {
        self.connection.stream.write_all(&self.frame).await?;
        loop {
            let (opcode, payload) = self.connection.frame().await?;
            match opcode {
                1 if self.is_text => return Ok(payload),
                2 if !self.is_text => return Ok(payload),
                8 => return Err(bad("the server closed the socket")),
                _ => {}
            }
        }
    }
}

impl Connection {
    /// A frame that stands for itself, and its opcode.
    async fn frame(&mut self) -> Result<(u8, Vec<u8>)> {
        self.have(2).await?;
        let [first, second] = [self.buffer[0], self.buffer[1]];
        if first & 0x80 == 0 || second & 0x80 != 0 {
            return Err(bad("a frame in parts, or with a mask"));
        }
        let (start, length) = match second {
            126 => {
                self.have(4).await?;
                let length = u16::from_be_bytes([self.buffer[2], self.buffer[3]]);
                (4, usize::from(length))
            }
            127 => return Err(bad("a frame beyond 64 kB")),
            length => (2, usize::from(length)),
        };
        self.have(start + length).await?;
        let payload = self.buffer[start..start + length].to_vec();
        self.buffer.drain(..start + length);
        Ok((first & 0x0f, payload))
    }
}

/// A client's frame. Its mask is not zero, so that the server has to take it off.
fn frame(call: &Call) -> Result<Vec<u8>> {
    const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
    let length = u8::try_from(call.request.len()).ok().filter(|it| *it < 126);
    let length = length.ok_or_else(|| bad("the call is too long for a short frame"))?;
    let mut frame = vec![0x80 | if call.is_text { 1 } else { 2 }, 0x80 | length];
    frame.extend(MASK);
    frame.extend(
        call.request
            .iter()
            .zip(MASK.iter().cycle())
            .map(|(byte, mask)| byte ^ mask),
    );
    Ok(frame)
}

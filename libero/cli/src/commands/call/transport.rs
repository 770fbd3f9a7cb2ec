//! One call over HTTP or over a `WebSocket`: a frame up, a frame down.

use std::io;
use std::time::{Duration, Instant};

use libero_wire::Codec;
use libero_wire::skew::{self, ServerContract};

use super::address::Address;
use super::socket::Socket;
use crate::contract_source::fetch;
use crate::failure::Failure;
use crate::network::Why;

/// No answer is as long as this.
const MOST_BYTES: u64 = 256 << 20;

/// How servers are talked to.
#[derive(Debug)]
pub(super) struct Transport<'a> {
    pub(super) address: &'a Address,
    pub(super) codec: Codec,
    /// Names and values that a person gave.
    pub(super) headers: &'a [(String, String)],
    pub(super) patience: Duration,
    /// The hash of the contract that is spoken.
    pub(super) contract_hash: &'a str,
}

/// What came back.
#[derive(Debug)]
pub(super) enum Answer {
    Frame(Vec<u8>),
    /// Nothing was run: the server speaks another contract.
    Other(ServerContract),
}

impl Transport<'_> {
    pub(super) fn call(&self, frame: &[u8]) -> Result<Answer, Failure> {
        if self.address.is_socket {
            self.over_socket(frame)
        } else {
            self.over_http(frame)
        }
    }

    fn over_http(&self, frame: &[u8]) -> Result<Answer, Failure> {
        let url = self.address.of_calls();
        let fail = |why: &str| Failure::unanswered(format!("{url}: {why}"));
        let unreachable = |error: ureq::Error| {
            let why = Why::of_http(&error, &url, self.patience);
            let help = match error {
                ureq::Error::Timeout(_) => Some("`--timeout` allows more".to_owned()),
                _ => why.help,
            };
            Failure {
                help,
                ..fail(&why.what)
            }
        };
        let agent = fetch::agent(&url, self.patience)
            .http_status_as_error(false)
            .build()
            .new_agent();
        let mut request = agent
            .post(&url)
            .header("content-type", self.codec.content_type())
            .header(skew::HEADER, self.contract_hash);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let mut response = request.send(frame).map_err(unreachable)?;
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(MOST_BYTES);
        let body = body.read_to_vec().map_err(unreachable)?;
        match status {
            200 => Ok(Answer::Frame(body)),
            skew::STATUS => match ServerContract::parse(&body) {
                Ok(server) => Ok(Answer::Other(server)),
                Err(_) => Err(self.refused(&url, status, &body)),
            },
            _ => Err(self.refused(&url, status, &body)),
        }
    }

    fn over_socket(&self, frame: &[u8]) -> Result<Answer, Failure> {
        let (mut socket, peer) = Socket::open(self)?;
        if let Some(peer) = peer {
            return Ok(Answer::Other(peer));
        }
        self.ask(&mut socket, frame).map(Answer::Frame)
    }

    /// Sends a request, and waits for its answer; pushes that come before are passed over.
    pub(super) fn ask(&self, socket: &mut Socket, frame: &[u8]) -> Result<Vec<u8>, Failure> {
        socket.send(frame)?;
        let end = Instant::now() + self.patience;
        loop {
            let Some(message) = socket.receive(end)? else {
                let url = self.address.of_socket();
                let seconds = self.patience.as_secs_f64();
                let what = format!("{url}: no answer in {seconds} s");
                return Err(Failure::unanswered(what).help("`--timeout` allows more"));
            };
            if !self.is_push(&message) {
                socket.close();
                return Ok(message);
            }
        }
    }

    fn is_push(&self, message: &[u8]) -> bool {
        match self.codec {
            Codec::Etf => message.first() == Some(&1),
            Codec::Json => message.starts_with(br#"{"kind":"push""#),
        }
    }

    /// A call that the server did not take.
    fn refused(&self, url: &str, status: u16, body: &[u8]) -> Failure {
        let line = first_line(body);
        let colon = if line.is_empty() { "" } else { ": " };
        let what = format!("{url}: the server answered {status}{colon}{line}");
        let failure = Failure::unanswered(what);
        match status {
            401 | 403 => failure.help("`--header 'authorization: …'` sends what it asks for"),
            404 | 405 => {
                let usual = self.address.usual("http", "rpc");
                failure.help(if usual == url {
                    "name the path at which it takes calls: they are not at /rpc".to_owned()
                } else {
                    format!("name the address at which it takes calls: {usual}?")
                })
            }
            _ => failure,
        }
    }
}

/// What a server says that takes no call, short enough for a line.
pub(super) fn first_line(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let line = text.trim().lines().next().unwrap_or_default();
    if line.starts_with('<') {
        return "with a page of HTML".to_owned();
    }
    line.chars().take(200).collect()
}

/// Whether a wait has only come to its end.
pub(super) fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        // Interrupted: by Ctrl-C, which is looked for between waits.
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
    )
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn what_a_server_says_is_one_line_and_no_html() {
        for (body, line) in [
            ("", ""),
            ("\nno such path\nat all", "no such path"),
            ("<!DOCTYPE HTML>\n<html>", "with a page of HTML"),
        ] {
            assert_eq!(first_line(body.as_bytes()), line);
        }
        assert_eq!(first_line("ä".repeat(300).as_bytes()).chars().count(), 200);
    }
}

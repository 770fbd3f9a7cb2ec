//! The server's side: a subprotocol for a socket, a verdict on a request over HTTP.

use super::{CLOSE, Contract, HEADER, SKEW};
use crate::Codec;

/// What becomes of peers that do not say which contract they speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unannounced {
    /// They are served, at their own risk: what they cannot read they find out themselves.
    #[default]
    Accept,
    /// They are refused.
    Refuse,
}

/// How to serve a `WebSocket`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The codec of its messages.
    pub codec: Codec,
    /// The subprotocol to answer the handshake with.
    pub subprotocol: String,
    /// What to send before anything else.
    pub first: First,
}

/// What a server sends on a socket before anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum First {
    /// Nothing: both speak one contract, or the peer does not compare.
    Nothing,
    /// A text message, whatever the codec: the document of the contract.
    Contract(String),
    /// A close frame, with this code and reason: peers have to say which contract they speak.
    Close(u16, &'static str),
}

/// Why a request over HTTP is not run: the response is [`STATUS`](super::STATUS) with this body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The content type of the body.
    pub content_type: &'static str,
    /// The document of the contract, or a text for people.
    pub body: String,
}

const ANNOUNCE: &str = "this server wants to know the contract of its peers: generate the client anew, or say the hash";

impl Contract<'_> {
    /// Chooses among the subprotocols that a peer offers, which are the value of its
    /// `sec-websocket-protocol`. The first that names a codec decides which one. Nothing where no
    /// subprotocol is known here: that handshake is to be refused.
    pub fn choose(&self, offered: &str, unannounced: Unannounced) -> Option<Choice> {
        let offered = || offered.split(',').map(str::trim);
        let codec = offered().find_map(|name| Codec::of_subprotocol(part_of(name).0))?;
        let announced = || {
            let parts = offered().map(part_of);
            parts.filter_map(|(name, hash)| hash.filter(|_| name == codec.subprotocol()))
        };
        let choice = |part: &str, first| {
            let subprotocol = match part {
                "" => codec.subprotocol().to_owned(),
                _ => format!("{}.{part}", codec.subprotocol()),
            };
            Some(Choice {
                codec,
                subprotocol,
                first,
            })
        };
        if announced().any(|hash| hash == self.hash) {
            return choice(self.hash, First::Nothing);
        }
        if announced().any(|part| part == SKEW) {
            return choice(SKEW, First::Contract(self.document()));
        }
        offered().find(|name| *name == codec.subprotocol())?;
        match unannounced {
            Unannounced::Accept => choice("", First::Nothing),
            Unannounced::Refuse => choice("", First::Close(CLOSE, ANNOUNCE)),
        }
    }

    /// Whether a request over HTTP is to be run, by the value of its header [`HEADER`]: the hash of the
    /// caller's contract and, once the caller knows that the server's is another one, that of the function
    /// behind a space.
    pub fn check(&self, header: Option<&str>, unannounced: Unannounced) -> Result<(), Refusal> {
        let Some(header) = header else {
            return match unannounced {
                Unannounced::Accept => Ok(()),
                Unannounced::Refuse => Err(Refusal {
                    content_type: "text/plain; charset=utf-8",
                    body: format!("{ANNOUNCE} of its contract in the header {HEADER}\n"),
                }),
            };
        };
        let (contract, endpoint) = header.split_once(' ').unwrap_or((header, ""));
        let is_here = |hash| self.endpoints.iter().any(|(_, here)| *here == hash);
        if contract == self.hash || is_here(endpoint.trim()) {
            return Ok(());
        }
        Err(Refusal {
            content_type: "application/json",
            body: self.document(),
        })
    }
}

/// `libero-etf-v1.…` as the name of a codec and what is behind it.
fn part_of(subprotocol: &str) -> (&str, Option<&str>) {
    match subprotocol.split_once('.') {
        Some((name, part)) => (name, Some(part)),
        None => (subprotocol, None),
    }
}

//! What goes into a connection, and what comes out of it.

use std::sync::Arc;

use libero_wire::skew::ServerContract;

use crate::rpc::{Encoder, Endpoint, Failure};

/// A call to be sent. `T` is what the caller wants to have with the answer.
pub struct Request<T> {
    /// The handler.
    pub endpoint: Endpoint,
    /// The frame, by the number of the request.
    pub encode: Encoder,
    /// For the answer.
    pub token: T,
    pub(super) sends: u32,
}

impl<T> Request<T> {
    /// A call that was not sent yet.
    pub fn new(
        endpoint: Endpoint,
        encode: impl Fn(u32) -> Result<Vec<u8>, Failure> + 'static,
        token: T,
    ) -> Self {
        Self {
            endpoint,
            encode: Box::new(encode),
            token,
            sends: 0,
        }
    }
}

/// What happens.
pub enum Event<T> {
    /// The application begins, or the tab is visible again, or the network is back.
    Wake,
    /// Time passes: to be told no later than [`wake_at`](super::Connection::wake_at) says.
    Tick,
    /// The socket is open, and the server chose this subprotocol.
    Opened {
        /// As in the handshake; empty where the server chose none.
        subprotocol: String,
    },
    /// A text message.
    Text(String),
    /// A binary message.
    Binary(Vec<u8>),
    /// The socket is closed, or could not be opened.
    Closed,
    /// The application calls.
    Call(Request<T>),
    /// The answer to a [`Command::Post`].
    Posted {
        /// The number of the request.
        id: u32,
        /// What came back.
        outcome: Posted,
    },
}

/// What came back over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posted {
    /// The frame of a response.
    Response(Vec<u8>),
    /// The request was not run: the server speaks another contract, which this describes.
    OtherContract(Vec<u8>),
    /// Nothing: the network failed, or the answer was none of ours.
    Failed,
}

/// What is to be done, in this order.
#[derive(Debug, PartialEq, Eq)]
pub enum Command<T> {
    /// Open a socket, offering these subprotocols.
    Open(Vec<String>),
    /// Send a binary message.
    Send(Vec<u8>),
    /// Send a text message.
    SendText(&'static str),
    /// Close the socket; nothing more of it is to be told.
    Close,
    /// Send a request over HTTP, and tell what comes back.
    Post {
        /// The number of the request.
        id: u32,
        /// The frame.
        frame: Vec<u8>,
        /// The header [`HEADER`](libero_wire::skew::HEADER).
        contract: String,
    },
    /// A call has ended.
    Answer {
        /// The caller's.
        token: T,
        /// The frame of the response.
        result: Result<Vec<u8>, Failure>,
    },
    /// The server sent something unasked: the frame of a push.
    Push(Vec<u8>),
    /// The state that a person may want to see has changed.
    Status(Status),
    /// The server has another version of the application. Told once a version.
    NewVersion(Arc<ServerContract>),
    /// Something for the console.
    Log(String),
}

/// Whether there is a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not yet, or not any more; it is being opened.
    Connecting,
    /// There is.
    Online,
    /// It could not be opened, and will be tried again.
    Offline,
}

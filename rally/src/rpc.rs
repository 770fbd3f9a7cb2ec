//! Calls of handlers, typed by their requests.

use std::fmt;

use libero_wire::error::{DecodeError, EncodeError};

/// A request that a handler takes. Generated for each handler; `C` is the contract's marker.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no request of a handler",
    label = "no handler takes this",
    note = "a request is what a `server_*` handler of a page takes: `ServerSave` of `pub async fn server_save(msg: ServerSave, cx: &ServerContext)`",
    note = "what joins them is written by `rally gen`"
)]
pub trait Call<C>: 'static {
    /// What the handler answers.
    type Ok: 'static;
    /// What it refuses with.
    type Err: 'static;
    /// The handler.
    const ENDPOINT: Endpoint;

    /// The whole frame of the request.
    fn encode(&self, request_id: u32) -> Result<Vec<u8>, EncodeError>;

    /// What the frame of a response holds.
    fn decode(response: &[u8]) -> Result<Answer<Self::Ok, Self::Err>, DecodeError>;
}

/// What a response says: the handler's own result, or why it gave none.
pub type Answer<V, E> = Result<Result<V, E>, libero_wire::frame::RpcError>;

/// What the client knows of a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name in the contract: `public/pages/home.load_data`.
    pub name: &'static str,
    /// Its own hash, by which clients and servers of different versions agree.
    pub hash: &'static str,
    /// Whether it only reads, so that a call may be sent again.
    pub read_only: bool,
}

/// Why a call gave no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallError<E> {
    /// The handler refused.
    Refused(E),
    /// There is no answer of the handler.
    Failed(Failure),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There is no connection, and the request was not sent.
    Offline,
    /// The connection broke after the request was sent: it may have been carried out, or not.
    Lost,
    /// No answer came in time: it may have been carried out, or not.
    TimedOut,
    /// The request was not sent, since the server takes none as large.
    TooLarge {
        /// Its size, in bytes.
        bytes: usize,
        /// What the server takes, in bytes.
        limit: usize,
    },
    /// The server has another version of the function. The page should be loaded anew.
    Stale,
    /// The server failed.
    Internal {
        /// What to look for in its log.
        trace_id: String,
    },
    /// The request could not be written, and was not sent.
    Unwritable(String),
    /// The answer could not be read.
    Unreadable(String),
}

impl<E> CallError<E> {
    /// What the handler refused with.
    pub fn refused(self) -> Option<E> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Failed(_) => None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Offline => f.write_str("There is no connection to the server."),
            Self::Lost => f.write_str("The connection was lost before the answer came."),
            Self::TimedOut => f.write_str("The server did not answer in time."),
            Self::TooLarge { bytes, limit } => {
                write!(
                    f,
                    "This is too large to be sent: {bytes} bytes, of at most {limit}."
                )
            }
            Self::Stale => f.write_str("There is a new version: load the page again."),
            Self::Internal { trace_id } => write!(f, "The server failed (trace {trace_id})."),
            Self::Unwritable(error) => write!(f, "The message could not be written: {error}"),
            Self::Unreadable(error) => write!(f, "The answer could not be read: {error}"),
        }
    }
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::Failed(failure) => failure.fmt(f),
        }
    }
}

/// Makes a message of the frame of a response.
pub type Respond<Msg> = Box<dyn FnOnce(Result<&[u8], Failure>) -> Msg>;

/// Writes the frame of a request, by its number.
pub type Encoder = Box<dyn Fn(u32) -> Result<Vec<u8>, Failure>>;

/// The writer of a request's frame.
pub(crate) fn encoder<C, T: Call<C>>(request: T) -> Encoder {
    let unwritable = |error: EncodeError| Failure::Unwritable(error.to_string());
    Box::new(move |id| request.encode(id).map_err(unwritable))
}

/// A call that was asked for and not yet sent.
pub struct Pending<Msg> {
    /// The handler.
    pub endpoint: Endpoint,
    /// Writes the frame of the request, by its number.
    pub encode: Encoder,
    /// What becomes of the answer.
    pub respond: Respond<Msg>,
}

impl<Msg: 'static> Pending<Msg> {
    pub(crate) fn new<C: 'static, T: Call<C>>(
        request: T,
        respond: impl FnOnce(Result<T::Ok, CallError<T::Err>>) -> Msg + 'static,
    ) -> Self {
        Self {
            endpoint: T::ENDPOINT,
            encode: encoder::<C, T>(request),
            respond: Box::new(move |response| respond(answer::<C, T>(response))),
        }
    }
}

fn answer<C, T: Call<C>>(response: Result<&[u8], Failure>) -> Result<T::Ok, CallError<T::Err>> {
    use libero_wire::frame::RpcError;

    let decoded = T::decode(response.map_err(CallError::Failed)?)
        .map_err(|error| CallError::Failed(Failure::Unreadable(error.to_string())))?;
    match decoded {
        Ok(result) => result.map_err(CallError::Refused),
        Err(RpcError::InternalError { trace_id, .. }) => {
            Err(CallError::Failed(Failure::Internal { trace_id }))
        }
        Err(RpcError::UnknownFunction { .. }) => Err(CallError::Failed(Failure::Stale)),
        Err(error @ RpcError::MalformedRequest { .. }) => {
            Err(CallError::Failed(Failure::Unreadable(error.to_string())))
        }
    }
}

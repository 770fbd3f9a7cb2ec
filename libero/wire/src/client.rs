//! What generated caller stubs need: a transport and the errors of a call.

use std::fmt;
use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Codec;
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::frame::{self, Decode, Encode, FieldError, RpcError};
use crate::limits::Limits;

/// A way to a server.
pub trait Transport {
    /// The codec of the frames.
    fn codec(&self) -> Codec {
        Codec::Etf
    }

    /// What is accepted of a response.
    fn limits(&self) -> Limits {
        Limits::DEFAULT
    }

    /// Sends the frame of a request and gives the frame of its response.
    fn call(&self, frame: Vec<u8>) -> impl Future<Output = Result<Vec<u8>, TransportError>> + Send;
}

/// A request that got no response: refused, timed out, cut off.
#[derive(Debug)]
pub struct TransportError(Box<dyn std::error::Error + Send + Sync>);

impl TransportError {
    /// Wraps the error of a transport, or a text.
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// Why a call gave no value.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<E> {
    /// The error of the handler itself.
    Domain(E),
    /// The server has no such function.
    UnknownFunction {
        /// `module.constructor`, as the server received it.
        name: String,
    },
    /// The server could not read the request.
    Malformed {
        /// What is wrong with it: in JSON only.
        errors: Vec<FieldError>,
    },
    /// The handler panicked, or its answer could not be written.
    Internal {
        /// What to look for in the server's log.
        trace_id: String,
        /// For people.
        message: String,
    },
    /// There was no response.
    Transport(TransportError),
    /// The response could not be read.
    Decode(DecodeError),
    /// The request could not be written.
    Encode(EncodeError),
}

impl<E> From<RpcError> for CallError<E> {
    fn from(error: RpcError) -> Self {
        match error {
            RpcError::MalformedRequest { errors } => Self::Malformed { errors },
            RpcError::UnknownFunction { name } => Self::UnknownFunction { name },
            RpcError::InternalError { trace_id, message } => Self::Internal { trace_id, message },
        }
    }
}

impl<E: fmt::Debug> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain(error) => write!(f, "the call failed: {error:?}"),
            Self::UnknownFunction { name } => write!(f, "unknown function {name}"),
            Self::Malformed { errors } => {
                let errors = errors.clone();
                RpcError::MalformedRequest { errors }.fmt(f)
            }
            Self::Internal { trace_id, message } => write!(f, "{message} (trace {trace_id})"),
            Self::Transport(error) => write!(f, "no response: {error}"),
            Self::Decode(error) => write!(f, "unreadable response: {error}"),
            Self::Encode(error) => write!(f, "the request cannot be written: {error}"),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for CallError<E> {}

/// A number for a request: counted from 1 in this process. 0 stands for unreadable requests.
pub fn next_request_id() -> u32 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    loop {
        let id = COUNT.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        if id != 0 {
            return id;
        }
    }
}

/// Calls a function of the server: the body of a generated stub.
pub async fn call<C, T, V, E>(
    transport: &impl Transport,
    contract_hash: &str,
    module: &str,
    request: &T,
) -> Result<V, CallError<E>>
where
    T: Encode<C>,
    V: Decode<C>,
    E: Decode<C>,
{
    let id = next_request_id();
    let codec = transport.codec();
    let frame =
        frame::request(codec, contract_hash, module, id, request).map_err(CallError::Encode)?;
    let response = transport.call(frame).await.map_err(CallError::Transport)?;
    let (answered, reply) = frame::read_response::<C, V, E>(codec, &response, &transport.limits())
        .map_err(CallError::Decode)?;
    // An envelope that the server could not read is answered with 0.
    if answered != id && !(answered == 0 && reply.is_err()) {
        return Err(CallError::Decode(DecodeError::new(
            DecodeErrorKind::Custom,
            0,
            format!("the response answers request {answered}, not {id}"),
        )));
    }
    reply?.map_err(CallError::Domain)
}

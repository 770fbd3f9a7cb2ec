//! What generated caller stubs need: a transport and the errors of a call.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Codec;
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::frame::{self, Decode, Encode, FieldError, RpcError};
use crate::limits::Limits;
use crate::skew::{Known, ServerContract};

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

    /// What is known of the server's contract, for transports that compare it with the client's.
    fn known(&self) -> Option<&Known> {
        None
    }

    /// As [`call`](Self::call), for transports that say with each request which contract the client
    /// speaks, as over HTTP. What the server answers in place of a response because its contract is
    /// another one is [`TransportError::other_contract`].
    fn exchange(
        &self,
        request: Outgoing,
    ) -> impl Future<Output = Result<Vec<u8>, TransportError>> + Send {
        self.call(request.frame)
    }
}

/// A request on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The frame.
    pub frame: Vec<u8>,
    /// The value of the header [`HEADER`](crate::skew::HEADER).
    pub contract: String,
}

/// A function of the server, as generated stubs name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint<'a> {
    /// The module that requests name.
    pub module: &'a str,
    /// `module/path.name`.
    pub name: &'a str,
    /// The first 16 digits of the hash over all that a call can reach.
    pub hash: &'a str,
}

/// A request that got no response: refused, timed out, cut off.
#[derive(Debug)]
pub struct TransportError(Cause);

#[derive(Debug)]
enum Cause {
    Other(Box<dyn std::error::Error + Send + Sync>),
    /// The server's answer to a call that it did not run, because its contract is another one.
    Contract(Vec<u8>),
}

impl TransportError {
    /// Wraps the error of a transport, or a text.
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(Cause::Other(cause.into()))
    }

    /// A request that was not run, because the server speaks another contract: over HTTP an answer with
    /// [`STATUS`](crate::skew::STATUS), of which `body` is the body.
    pub fn other_contract(body: impl Into<Vec<u8>>) -> Self {
        Self(Cause::Contract(body.into()))
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Other(error) => error.fmt(f),
            Cause::Contract(_) => f.write_str("the server speaks another version of the contract"),
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Cause::Other(error) => error.source(),
            Cause::Contract(_) => None,
        }
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
    /// The server has another version of the function, or has it no more. It was not called.
    Stale {
        /// Of the function: `module/path.name`.
        name: String,
        /// The server's contract, where it was told.
        server: Option<Arc<ServerContract>>,
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
            Self::Stale { name, .. } => write!(f, "the server has another version of {name}"),
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

/// Calls a function of the server, whose version is not compared.
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
    answer::<C, V, E>(codec, id, &response, &transport.limits())
}

/// Calls a function of the server, unless that is known to have another one: the body of a generated
/// stub.
pub async fn call_endpoint<C, T, V, E>(
    transport: &impl Transport,
    contract_hash: &str,
    endpoint: &Endpoint<'_>,
    request: &T,
) -> Result<V, CallError<E>>
where
    T: Encode<C>,
    V: Decode<C>,
    E: Decode<C>,
{
    let id = next_request_id();
    let codec = transport.codec();
    let known = transport.known();
    let stale = |server| CallError::Stale {
        name: endpoint.name.to_owned(),
        server,
    };
    let mut is_again = false;
    loop {
        let server = known.and_then(Known::server);
        if known.is_some_and(|known| !known.has_endpoint(endpoint)) {
            return Err(stale(server));
        }
        // With the function's hash the answer is final; without, the server may only want to say which
        // contract it has.
        let (contract, is_final) = match known {
            Some(known) if !is_again && known.server().is_none() => {
                (contract_hash.to_owned(), false)
            }
            _ => (format!("{contract_hash} {}", endpoint.hash), true),
        };
        let frame = frame::request(codec, contract_hash, endpoint.module, id, request)
            .map_err(CallError::Encode)?;
        match transport.exchange(Outgoing { frame, contract }).await {
            Ok(response) => {
                return answer::<C, V, E>(codec, id, &response, &transport.limits());
            }
            Err(TransportError(Cause::Contract(document))) => {
                let server = match known {
                    Some(known) => known.learn(&document).ok(),
                    None => ServerContract::parse(&document).ok().map(Arc::new),
                };
                if is_final || server.is_none() {
                    return Err(stale(server));
                }
                is_again = true;
            }
            Err(error) => return Err(CallError::Transport(error)),
        }
    }
}

fn answer<C, V, E>(
    codec: Codec,
    id: u32,
    response: &[u8],
    limits: &Limits,
) -> Result<V, CallError<E>>
where
    V: Decode<C>,
    E: Decode<C>,
{
    let (answered, reply) =
        frame::read_response::<C, V, E>(codec, response, limits).map_err(CallError::Decode)?;
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

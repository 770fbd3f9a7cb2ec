//! Requests, responses and pushes, in both codecs, for servers and for clients.
//!
//! A request over `HTTP` is the same bytes as a message over a `WebSocket`.

pub mod etf;
mod json;
mod rpc_error;
mod seed;

use std::borrow::Cow;

pub use json::ContractHash;
pub(crate) use json::write_errors;
pub use rpc_error::{FieldError, RpcError};
pub use seed::{Seed, read_push_with, read_response_with};

use crate::error::{DecodeError, EncodeError};
use crate::limits::Limits;
use crate::{Codec, etf as etf_codec, json as json_codec};

/// A type that can be read and written in both codecs is most often asked for as one.
pub trait Encode<C>: etf_codec::Encode<C> + json_codec::Encode<C> {}

impl<C, T: ?Sized + etf_codec::Encode<C> + json_codec::Encode<C>> Encode<C> for T {}

/// A type that can be read in both codecs.
pub trait Decode<C>: etf_codec::Decode<C> + json_codec::Decode<C> {}

impl<C, T: etf_codec::Decode<C> + json_codec::Decode<C>> Decode<C> for T {}

/// A type whose values a server may send unasked.
pub trait Push<C>: Encode<C> {
    /// The module that the frame names.
    const MODULE: &'static str;
    /// The type, `module/path.Type`: by it and [`HASH`](Self::HASH) peers compare their contracts.
    const NAME: &'static str = "";
    /// The first 16 digits of the hash over all that a value can hold.
    const HASH: &'static str = "";
}

/// What a handler gave, or why there was no handler that gave anything.
pub type Reply<V, E> = Result<Result<V, E>, RpcError>;

/// A request whose envelope was read and whose message was not.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The number that the reply repeats.
    pub request_id: u32,
    /// The module that the caller named.
    pub module: Cow<'a, str>,
    /// The constructor of the message: its wire hash in ETF, `module/path.Type` in JSON.
    pub constructor: Cow<'a, str>,
    message: Message<'a>,
}

#[derive(Clone, Debug)]
enum Message<'a> {
    Etf(etf_codec::Reader<'a>),
    Json(json_codec::Reader<'a>),
    /// The whole input, where [`Json`](Self::Json) is a part of an envelope.
    Bare(json_codec::Reader<'a>),
}

/// A request that cannot be answered by any handler.
#[derive(Clone, Debug)]
pub struct BadRequest {
    /// The number of the request; 0 where it could not be read.
    pub request_id: u32,
    /// What is wrong.
    pub error: DecodeError,
}

impl<'a> Request<'a> {
    /// Reads the envelope of a request; the codec is seen from its first byte.
    pub fn read(input: &'a [u8], limits: &Limits) -> Result<Self, BadRequest> {
        match Codec::of_request(input) {
            Codec::Etf => etf::read_request(input, limits),
            Codec::Json => json::read_request(input, limits),
        }
    }

    /// A request whose function is named outside of its body, which is the message alone, as typed
    /// JSON.
    pub fn bare(
        module: &'a str,
        constructor: &'a str,
        body: &'a [u8],
        limits: &Limits,
    ) -> Result<Self, DecodeError> {
        let reader = json_codec::Reader::new(body, limits).map_err(|e| e.rooted("message"))?;
        let reader = reader.with_whole_floats();
        Ok(Self {
            request_id: 0,
            module: Cow::Borrowed(module),
            constructor: Cow::Borrowed(constructor),
            message: Message::Bare(reader),
        })
    }

    /// The codec of the request, which is that of the reply.
    pub fn codec(&self) -> Codec {
        match self.message {
            Message::Etf(_) => Codec::Etf,
            Message::Json(_) | Message::Bare(_) => Codec::Json,
        }
    }

    /// Reads the message. Errors have the root `message`.
    pub fn message<C, T: Decode<C>>(self) -> Result<T, DecodeError> {
        let message = match self.message {
            Message::Etf(mut r) => {
                r.restart_stack();
                etf_codec::Decode::decode(&mut r).and_then(|message| {
                    r.finish()?;
                    Ok(message)
                })
            }
            // That nothing follows was seen when the envelope was read.
            Message::Json(mut r) => {
                r.restart_stack();
                json_codec::Decode::decode(&mut r)
            }
            Message::Bare(mut r) => {
                r.restart_stack();
                json_codec::Decode::decode(&mut r).and_then(|message| {
                    r.finish()?;
                    Ok(message)
                })
            }
        };
        message.map_err(|e| e.rooted("message"))
    }
}

/// Writes a request.
pub fn request<C, T: Encode<C>>(
    codec: Codec,
    contract_hash: ContractHash<'_>,
    module: &str,
    request_id: u32,
    message: &T,
) -> Result<Vec<u8>, EncodeError> {
    let frame = match codec {
        Codec::Etf => etf::request(module, request_id, message),
        Codec::Json => json::request(contract_hash, module, request_id, message),
    };
    frame.map_err(|e| e.rooted("message"))
}

/// Writes the response to a call that a handler answered.
pub fn response<C, V: Encode<C>, E: Encode<C>>(
    codec: Codec,
    request_id: u32,
    result: &Result<V, E>,
    limits: &Limits,
) -> Result<Vec<u8>, EncodeError> {
    let reply: Result<_, RpcError> = Ok(result);
    match codec {
        Codec::Etf => etf::response(request_id, &reply, limits),
        Codec::Json => json::response(request_id, &reply, limits),
    }
}

/// Writes the response to a call that no handler answered.
pub fn failure(codec: Codec, request_id: u32, error: RpcError) -> Vec<u8> {
    match codec {
        Codec::Etf => etf::failure(request_id, error),
        Codec::Json => json::failure(request_id, error),
    }
}

/// Reads a response: the number of the request that it answers, and the answer.
pub fn read_response<C, V: Decode<C>, E: Decode<C>>(
    codec: Codec,
    input: &[u8],
    limits: &Limits,
) -> Result<(u32, Reply<V, E>), DecodeError> {
    match codec {
        Codec::Etf => etf::read_response(input, limits),
        Codec::Json => json::read_response(input, limits),
    }
}

/// Writes a push.
pub fn push<C, T: Push<C>>(codec: Codec, value: &T) -> Result<Vec<u8>, EncodeError> {
    push_of(codec, T::MODULE, value)
}

/// Writes a push of a module.
pub fn push_of<C, T: Encode<C>>(
    codec: Codec,
    module: &str,
    value: &T,
) -> Result<Vec<u8>, EncodeError> {
    match codec {
        Codec::Etf => etf::push(module, value),
        Codec::Json => json::push(module, value),
    }
}

/// Reads a push: the module that it names, and the value.
pub fn read_push<C, T: Decode<C>>(
    codec: Codec,
    input: &[u8],
    limits: &Limits,
) -> Result<(String, T), DecodeError> {
    match codec {
        Codec::Etf => etf::read_push(input, limits),
        Codec::Json => json::read_push(input, limits),
    }
}

/// What a frame from a server is, before its value is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// The answer to a request.
    Response {
        /// The number of that request.
        request_id: u32,
    },
    /// A value that was not asked for.
    Push {
        /// The module that the frame names.
        module: String,
    },
}

/// Reads the head of a frame from a server, for clients that have several calls under way.
pub fn head(codec: Codec, input: &[u8], limits: &Limits) -> Result<Head, DecodeError> {
    match codec {
        Codec::Etf => etf::head(input, limits),
        Codec::Json => json::head(input, limits),
    }
}

//! Frames of values whose types are known at run time alone.

use super::{Message, Request, RpcError, etf, json};
use crate::error::DecodeError;
use crate::limits::Limits;
use crate::{Codec, etf as etf_codec, json as json_codec};

/// What knows how to read a value, where a type cannot: the counterpart of [`Decode`](super::Decode).
pub trait Seed: Sized {
    /// What is read.
    type Value;

    /// Reads one term.
    fn etf(self, r: &mut etf_codec::Reader<'_>) -> Result<Self::Value, DecodeError>;

    /// Reads one value of JSON.
    fn json(self, r: &mut json_codec::Reader<'_>) -> Result<Self::Value, DecodeError>;
}

impl Request<'_> {
    /// Reads the message. Errors have the root `message`.
    pub fn message_with<S: Seed>(self, seed: S) -> Result<S::Value, DecodeError> {
        let message = match self.message {
            Message::Etf(mut r) => {
                r.restart_stack();
                seed.etf(&mut r).and_then(|message| {
                    r.finish()?;
                    Ok(message)
                })
            }
            Message::Json(mut r) => {
                r.restart_stack();
                seed.json(&mut r)
            }
            Message::Bare(mut r) => {
                r.restart_stack();
                seed.json(&mut r).and_then(|message| {
                    r.finish()?;
                    Ok(message)
                })
            }
        };
        message.map_err(|e| e.rooted("message"))
    }
}

/// Reads a response: the number of the request that it answers, and the answer. `seed` reads the
/// result of the handler, which is a `Result` itself.
pub fn read_response_with<S: Seed>(
    codec: Codec,
    input: &[u8],
    limits: &Limits,
    seed: S,
) -> Result<(u32, Result<S::Value, RpcError>), DecodeError> {
    match codec {
        Codec::Etf => etf::read_response_with(input, limits, seed),
        Codec::Json => json::read_response_with(input, limits, seed),
    }
}

/// Reads a push: the module that it names, and the value. `pick` gives what reads the values of a
/// module.
pub fn read_push_with<S: Seed>(
    codec: Codec,
    input: &[u8],
    limits: &Limits,
    pick: impl FnOnce(&str) -> Result<S, DecodeError>,
) -> Result<(String, S::Value), DecodeError> {
    match codec {
        Codec::Etf => etf::read_push_with(input, limits, pick),
        Codec::Json => json::read_push_with(input, limits, pick),
    }
}

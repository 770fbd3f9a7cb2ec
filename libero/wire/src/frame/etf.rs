//! Frames of ETF: a request is a term; a response and a push have a byte before it.
//!
//! Who speaks nothing but ETF, as a client in WebAssembly does, names these, and has no JSON in its
//! program.

use std::borrow::Cow;

use super::{BadRequest, Head, Message, Reply, Request, RpcError, Seed};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError, Segment};
use crate::etf::{Decode, Encode, Reader, Writer, decode_field};
use crate::limits::Limits;

const VERSION: u8 = 131;
const RESPONSE: u8 = 0;
const PUSH: u8 = 1;

/// The frame of a request.
pub fn request<C, T: Encode<C>>(
    module: &str,
    request_id: u32,
    message: &T,
) -> Result<Vec<u8>, EncodeError> {
    let mut w = Writer::new(&Limits::DEFAULT);
    w.raw(&[VERSION]);
    w.tuple_header(3)?;
    w.binary(module.as_bytes())?;
    w.int(i64::from(request_id));
    message.encode(&mut w)?;
    Ok(w.into_vec())
}

pub(super) fn read_request<'a>(
    input: &'a [u8],
    limits: &Limits,
) -> Result<Request<'a>, BadRequest> {
    let mut request_id = 0;
    envelope(input, limits, &mut request_id).map_err(|error| BadRequest { request_id, error })
}

fn envelope<'a>(
    input: &'a [u8],
    limits: &Limits,
    request_id: &mut u32,
) -> Result<Request<'a>, DecodeError> {
    let part = |e: DecodeError, name| e.rooted("").within(Segment::Member(name));
    let mut r = Reader::new(input, limits).map_err(|e| e.rooted(""))?;
    r.version().map_err(|e| e.rooted(""))?;
    r.tuple(3).map_err(|e| e.rooted(""))?;
    let module = r.str().map_err(|e| part(e, "module"))?;
    *request_id = <u32 as Decode<()>>::decode(&mut r).map_err(|e| part(e, "request_id"))?;
    let constructor = r
        .clone()
        .variant("a request")
        .map_err(|e| e.rooted("message"))?;
    let constructor = std::str::from_utf8(constructor.0)
        .map_err(|_| r.expected("a request").rooted("message"))?;
    Ok(Request {
        request_id: *request_id,
        module: Cow::Borrowed(module),
        constructor: Cow::Borrowed(constructor),
        message: Message::Etf(r),
    })
}

pub(super) fn response<C, T: Encode<C>>(
    request_id: u32,
    reply: &Result<T, RpcError>,
    limits: &Limits,
) -> Result<Vec<u8>, EncodeError> {
    let mut w = Writer::new(limits);
    w.raw(&[RESPONSE]);
    w.raw(&request_id.to_be_bytes());
    w.raw(&[VERSION]);
    reply.encode(&mut w)?;
    Ok(w.into_vec())
}

pub(super) fn failure(request_id: u32, error: RpcError) -> Vec<u8> {
    let reply: Result<(), RpcError> = Err(error);
    // Text of more than 4 GiB alone could fail, and a request is smaller than that.
    response::<(), ()>(request_id, &reply, &Limits::DEFAULT).unwrap_or_default()
}

/// The number of the request that a response answers, and the answer.
pub fn read_response<C, V: Decode<C>, E: Decode<C>>(
    input: &[u8],
    limits: &Limits,
) -> Result<(u32, Reply<V, E>), DecodeError> {
    let mut r = Reader::new(input, limits)?;
    let request_id = response_head(&mut r)?;
    r.version()?;
    let reply = <Reply<V, E> as Decode<C>>::decode(&mut r)?;
    r.finish()?;
    Ok((request_id, reply))
}

pub(super) fn read_response_with<S: Seed>(
    input: &[u8],
    limits: &Limits,
    seed: S,
) -> Result<(u32, Result<S::Value, RpcError>), DecodeError> {
    let mut r = Reader::new(input, limits)?;
    let request_id = response_head(&mut r)?;
    r.version()?;
    let reply = if r.result()? {
        Ok(seed.etf(&mut r).map_err(|e| e.within(0))?)
    } else {
        Err(decode_field::<(), RpcError>(&mut r, 0)?)
    };
    r.finish()?;
    Ok((request_id, reply))
}

fn response_head(r: &mut Reader<'_>) -> Result<u32, DecodeError> {
    match r.byte()? {
        RESPONSE => Ok(u32::from_be_bytes(r.array()?)),
        other => Err(wrong_frame(RESPONSE, other)),
    }
}

#[cold]
fn wrong_frame(expected: u8, got: u8) -> DecodeError {
    DecodeError::new(
        Kind::Syntax,
        0,
        format!("expected a frame that begins with {expected}, got {got}"),
    )
    .rooted("")
}

pub(super) fn push<C, T: Encode<C>>(module: &str, value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut w = Writer::new(&Limits::DEFAULT);
    w.raw(&[PUSH, VERSION]);
    w.tuple_header(2)?;
    w.binary(module.as_bytes())?;
    value.encode(&mut w)?;
    Ok(w.into_vec())
}

/// The module and the value of a push.
pub fn read_push<C, T: Decode<C>>(
    input: &[u8],
    limits: &Limits,
) -> Result<(String, T), DecodeError> {
    let mut r = Reader::new(input, limits)?;
    let module = push_head(&mut r)?;
    let value = T::decode(&mut r)?;
    r.finish()?;
    Ok((module, value))
}

pub(super) fn read_push_with<S: Seed>(
    input: &[u8],
    limits: &Limits,
    pick: impl FnOnce(&str) -> Result<S, DecodeError>,
) -> Result<(String, S::Value), DecodeError> {
    let mut r = Reader::new(input, limits)?;
    let module = push_head(&mut r)?;
    let value = pick(&module)?.etf(&mut r)?;
    r.finish()?;
    Ok((module, value))
}

fn push_head(r: &mut Reader<'_>) -> Result<String, DecodeError> {
    match r.byte()? {
        PUSH => {}
        other => return Err(wrong_frame(PUSH, other)),
    }
    r.version()?;
    r.tuple(2).map_err(|e| e.rooted(""))?;
    let module = r.str();
    module
        .map(str::to_owned)
        .map_err(|e| e.rooted("").within(Segment::Member("module")))
}

/// What a frame of a server is, by its first bytes.
pub fn head(input: &[u8], limits: &Limits) -> Result<Head, DecodeError> {
    let mut r = Reader::new(input, limits)?;
    if input.first() == Some(&PUSH) {
        push_head(&mut r).map(|module| Head::Push { module })
    } else {
        response_head(&mut r).map(|request_id| Head::Response { request_id })
    }
}

//! Envelopes of JSON. Readers take their keys in any order.

use std::borrow::Cow;

use super::{BadRequest, FieldError, Head, Message, Reply, Request, RpcError, Seed};
use crate::error::{DecodeError, DecodeErrorKind as Kind, EncodeError, Segment};
use crate::json::{Decode, Encode, Reader, Writer};
use crate::limits::Limits;

const VERSION: &str = "libero-json-v1";

/// The hash of the contract that a caller was generated from.
pub type ContractHash<'a> = &'a str;

pub(super) fn request<C, T: Encode<C>>(
    contract_hash: ContractHash<'_>,
    module: &str,
    request_id: u32,
    message: &T,
) -> Result<Vec<u8>, EncodeError> {
    let mut w = Writer::new(&Limits::DEFAULT);
    w.raw(r#"{"kind":"request","protocol_version":"libero-json-v1","contract_hash":"#);
    w.str(contract_hash);
    w.raw(r#","module":"#);
    w.str(module);
    w.raw(r#","request_id":"#);
    w.int(i64::from(request_id));
    w.raw(r#","message":"#);
    w.nested(1, |w| message.encode(w))?;
    w.raw("}");
    Ok(w.into_vec())
}

pub(super) fn response<C, T: Encode<C>>(
    request_id: u32,
    reply: &Result<T, RpcError>,
    limits: &Limits,
) -> Result<Vec<u8>, EncodeError> {
    let mut w = Writer::new(limits);
    w.raw(r#"{"kind":"response","protocol_version":"libero-json-v1","request_id":"#);
    w.int(i64::from(request_id));
    w.raw(r#","value":"#);
    w.nested(1, |w| reply.encode(w))?;
    w.raw("}");
    Ok(w.into_vec())
}

pub(super) fn failure(request_id: u32, error: RpcError) -> Vec<u8> {
    let RpcError::MalformedRequest { errors } = error else {
        let reply: Result<(), RpcError> = Err(error);
        // Depth alone could fail, and the default depth is enough.
        return response::<(), ()>(request_id, &reply, &Limits::DEFAULT).unwrap_or_default();
    };
    let mut w = Writer::new(&Limits::DEFAULT);
    w.raw(r#"{"kind":"error","protocol_version":"libero-json-v1","request_id":"#);
    w.int(i64::from(request_id));
    w.raw(r#","errors":"#);
    write_errors(&mut w, &errors);
    w.raw("}");
    w.into_vec()
}

/// Writes what is wrong with a request.
pub(crate) fn write_errors(w: &mut Writer, errors: &[FieldError]) {
    w.raw("[");
    for (index, FieldError { path, message }) in errors.iter().enumerate() {
        w.raw(if index == 0 {
            r#"{"path":"#
        } else {
            r#",{"path":"#
        });
        w.str(path);
        w.raw(r#","message":"#);
        w.str(message);
        w.raw("}");
    }
    w.raw("]");
}

pub(super) fn push<C, T: Encode<C>>(module: &str, value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut w = Writer::new(&Limits::DEFAULT);
    w.raw(r#"{"kind":"push","protocol_version":"libero-json-v1","module":"#);
    w.str(module);
    w.raw(r#","value":"#);
    w.nested(1, |w| value.encode(w))?;
    w.raw("}");
    Ok(w.into_vec())
}

/// The keys of any envelope; parts that hold values are kept as readers that stand before them.
#[derive(Default)]
struct Envelope<'a> {
    kind: Option<Cow<'a, str>>,
    protocol_version: Option<Cow<'a, str>>,
    contract_hash: Option<Cow<'a, str>>,
    module: Option<Cow<'a, str>>,
    request_id: Option<u32>,
    message: Option<Reader<'a>>,
    value: Option<Reader<'a>>,
    errors: Option<Reader<'a>>,
}

impl<'a> Envelope<'a> {
    fn read(input: &'a [u8], limits: &Limits, request_id: &mut u32) -> Result<Self, DecodeError> {
        let mut r = Reader::new(input, limits)?;
        r.open_object("an envelope")?;
        let mut envelope = Self::default();
        while let Some(key) = r.key()? {
            let result = envelope.part(&key, &mut r);
            *request_id = envelope.request_id.unwrap_or_default();
            result?;
        }
        r.finish()?;
        Ok(envelope)
    }

    fn part(&mut self, key: &str, r: &mut Reader<'a>) -> Result<(), DecodeError> {
        let fresh = match key {
            "kind" => fill(&mut self.kind, "kind", r, Reader::str)?,
            "protocol_version" => fill(
                &mut self.protocol_version,
                "protocol_version",
                r,
                Reader::str,
            )?,
            "contract_hash" => fill(&mut self.contract_hash, "contract_hash", r, Reader::str)?,
            "module" => fill(&mut self.module, "module", r, Reader::str)?,
            "request_id" => fill(&mut self.request_id, "request_id", r, |r| {
                Decode::<()>::decode(r)
            })?,
            "message" => fill(&mut self.message, "message", r, later)?,
            "value" => fill(&mut self.value, "value", r, later)?,
            "errors" => fill(&mut self.errors, "errors", r, later)?,
            _ => {
                let shown: String = key.chars().take(40).collect();
                return Err(r.error(Kind::UnknownField, format!("unknown key {shown:?}")));
            }
        };
        if fresh {
            return Ok(());
        }
        Err(r.error(Kind::Duplicate, format!("the key {key:?} is there twice")))
    }

    /// Checks the kind, the version, and that there are no other parts than those of the kind.
    fn check(&self, kinds: &[&'static str]) -> Result<&'static str, DecodeError> {
        let found = self.kind.as_deref().ok_or_else(|| missing("kind"))?;
        let version = self
            .protocol_version
            .as_deref()
            .ok_or_else(|| missing("protocol_version"))?;
        if version != VERSION {
            let shown: String = version.chars().take(40).collect();
            return Err(bad(
                "protocol_version",
                format!("expected {VERSION}, got {shown}"),
            ));
        }
        let Some(kind) = kinds.iter().find(|kind| **kind == found) else {
            let shown: String = found.chars().take(40).collect();
            return Err(bad(
                "kind",
                format!("expected {}, got {shown}", kinds.join(" or ")),
            ));
        };
        let allowed: &[&str] = match *kind {
            "request" => &["contract_hash", "module", "request_id", "message"],
            "response" => &["request_id", "value"],
            "push" => &["module", "value"],
            _ => &["request_id", "errors"],
        };
        let present = [
            ("contract_hash", self.contract_hash.is_some()),
            ("module", self.module.is_some()),
            ("request_id", self.request_id.is_some()),
            ("message", self.message.is_some()),
            ("value", self.value.is_some()),
            ("errors", self.errors.is_some()),
        ];
        for (name, present) in present {
            match (allowed.contains(&name), present) {
                (true, false) => return Err(missing(name)),
                (false, true) => return Err(bad(name, format!("a {kind} has no such key"))),
                _ => {}
            }
        }
        Ok(kind)
    }
}

/// Reads a part into its slot; false where the slot is full.
fn fill<'a, T>(
    slot: &mut Option<T>,
    name: &'static str,
    r: &mut Reader<'a>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, DecodeError>,
) -> Result<bool, DecodeError> {
    if slot.is_some() {
        return Ok(false);
    }
    *slot = Some(read(r).map_err(|e| e.within(Segment::Member(name)))?);
    Ok(true)
}

/// Goes behind a value and gives a reader that stands before it.
fn later<'a>(r: &mut Reader<'a>) -> Result<Reader<'a>, DecodeError> {
    let before = r.clone();
    r.skip_value()?;
    Ok(before)
}

#[cold]
fn missing(name: &'static str) -> DecodeError {
    DecodeError::new(Kind::MissingField, 0, "the key is missing")
        .within(Segment::Member(name))
        .rooted("")
}

#[cold]
fn bad(name: &'static str, message: String) -> DecodeError {
    DecodeError::new(Kind::Type, 0, message)
        .within(Segment::Member(name))
        .rooted("")
}

pub(super) fn read_request<'a>(
    input: &'a [u8],
    limits: &Limits,
) -> Result<Request<'a>, BadRequest> {
    let mut request_id = 0;
    let request = (|| {
        let envelope = Envelope::read(input, limits, &mut request_id).map_err(|e| e.rooted(""))?;
        envelope.check(&["request"])?;
        let (Some(module), Some(message)) = (envelope.module, envelope.message) else {
            return Err(missing("message"));
        };
        let constructor = message
            .clone()
            .peek_type()
            .map_err(|e| e.rooted("message"))?;
        Ok(Request {
            request_id,
            module,
            constructor,
            message: Message::Json(message),
        })
    })();
    request.map_err(|error| BadRequest { request_id, error })
}

pub(super) fn read_response<C, V: Decode<C>, E: Decode<C>>(
    input: &[u8],
    limits: &Limits,
) -> Result<(u32, Reply<V, E>), DecodeError> {
    answer(input, limits, |r| <Reply<V, E> as Decode<C>>::decode(r))
}

pub(super) fn read_response_with<S: Seed>(
    input: &[u8],
    limits: &Limits,
    seed: S,
) -> Result<(u32, Result<S::Value, RpcError>), DecodeError> {
    const NAME: &str = "gleam/result.Result";
    const HEAD: &str = r#"{"type":"gleam/result.Result","variant":""#;
    answer(input, limits, |r| {
        let constructor = r.constructor(HEAD, NAME)?;
        let reply = match constructor.variant() {
            "Ok" => {
                r.open_items()?;
                if !r.item()? {
                    return Err(r
                        .error(Kind::MissingField, "the field is missing")
                        .within(0));
                }
                Ok(seed.json(r).map_err(|e| e.within(0))?)
            }
            "Error" => {
                r.open_items()?;
                Err(r.item_at::<(), RpcError>(0)?)
            }
            _ => return Err(r.unknown_variant(NAME, &constructor)),
        };
        r.close_items(1)?;
        r.finish_constructor(constructor)?;
        Ok(reply)
    })
}

/// Reads the envelope of an answer; `read` reads its value, where it has one.
fn answer<T>(
    input: &[u8],
    limits: &Limits,
    read: impl FnOnce(&mut Reader<'_>) -> Result<Result<T, RpcError>, DecodeError>,
) -> Result<(u32, Result<T, RpcError>), DecodeError> {
    let mut request_id = 0;
    let envelope = Envelope::read(input, limits, &mut request_id).map_err(|e| e.rooted(""))?;
    envelope.check(&["response", "error"])?;
    if let Some(mut value) = envelope.value {
        return Ok((request_id, read(&mut value)?));
    }
    let Some(mut errors) = envelope.errors else {
        return Err(missing("errors"));
    };
    let errors = errors
        .list::<(), FieldError>()
        .map_err(|e| e.rooted("errors"))?;
    Ok((request_id, Err(RpcError::MalformedRequest { errors })))
}

pub(super) fn read_push<C, T: Decode<C>>(
    input: &[u8],
    limits: &Limits,
) -> Result<(String, T), DecodeError> {
    let envelope = Envelope::read(input, limits, &mut 0).map_err(|e| e.rooted(""))?;
    envelope.check(&["push"])?;
    let (Some(module), Some(mut value)) = (envelope.module, envelope.value) else {
        return Err(missing("value"));
    };
    Ok((module.into_owned(), T::decode(&mut value)?))
}

pub(super) fn read_push_with<S: Seed>(
    input: &[u8],
    limits: &Limits,
    pick: impl FnOnce(&str) -> Result<S, DecodeError>,
) -> Result<(String, S::Value), DecodeError> {
    let envelope = Envelope::read(input, limits, &mut 0).map_err(|e| e.rooted(""))?;
    envelope.check(&["push"])?;
    let (Some(module), Some(mut value)) = (envelope.module, envelope.value) else {
        return Err(missing("value"));
    };
    let value = pick(&module)?.json(&mut value)?;
    Ok((module.into_owned(), value))
}

pub(super) fn head(input: &[u8], limits: &Limits) -> Result<Head, DecodeError> {
    let mut request_id = 0;
    let envelope = Envelope::read(input, limits, &mut request_id).map_err(|e| e.rooted(""))?;
    match envelope.check(&["response", "push", "error"])? {
        "push" => Ok(Head::Push {
            module: envelope.module.unwrap_or_default().into_owned(),
        }),
        _ => Ok(Head::Response { request_id }),
    }
}

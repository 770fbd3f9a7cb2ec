//! Requests, responses and pushes, by endpoint.

use contract_schema::{Endpoint, FieldType, PushType};
use libero_wire::dispatch;
use libero_wire::error::DecodeErrorKind;
use libero_wire::frame::{self, RpcError, Seed};
use libero_wire::{Codec, DecodeError, EncodeError, Limits, etf as wire_etf, json as wire_json};

use crate::codec::{Read, Typed, custom};
use crate::etf::closed;
use crate::model::{Model, Ty};
use crate::value::Value;

/// What a handler gave, or why there was no handler that gave anything.
pub type Reply = Result<Result<Value, Value>, RpcError>;

impl Seed for Read<'_> {
    type Value = Value;

    fn etf(self, r: &mut wire_etf::Reader<'_>) -> Result<Value, DecodeError> {
        crate::etf::value(r, self.0)
    }

    fn json(self, r: &mut wire_json::Reader<'_>) -> Result<Value, DecodeError> {
        crate::typed_json::value(r, self.0)
    }
}

/// A request that was read.
#[derive(Clone, Debug)]
pub struct Request<'m> {
    /// The number that the reply repeats.
    pub request_id: u32,
    /// Its codec, which is that of the reply.
    pub codec: Codec,
    /// What is called.
    pub endpoint: &'m Endpoint,
    /// The message.
    pub message: Value,
}

/// Why a request has no message, and how it is answered.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The number of the request; 0 where it could not be read.
    pub request_id: u32,
    /// The codec of the request.
    pub codec: Codec,
    /// What is answered.
    pub error: RpcError,
    /// What could not be read, and where.
    pub cause: Option<DecodeError>,
}

impl Refused {
    /// The frame of the answer.
    pub fn reply(&self) -> Vec<u8> {
        frame::failure(self.codec, self.request_id, self.error.clone())
    }
}

/// Writes a request.
pub fn request(
    model: &Model,
    endpoint: &Endpoint,
    codec: Codec,
    request_id: u32,
    message: &Value,
) -> Result<Vec<u8>, EncodeError> {
    let message = Typed {
        ty: closed(model, &endpoint.request).map_err(custom)?,
        value: message,
    };
    let hash = &model.contract().contract_hash;
    frame::request::<(), _>(codec, hash, &endpoint.module, request_id, &message)
}

/// Reads a request, of either codec.
pub fn read_request<'m>(
    model: &'m Model,
    input: &[u8],
    limits: &Limits,
) -> Result<Request<'m>, Refused> {
    let codec = Codec::of_request(input);
    let malformed = |request_id, error: DecodeError| Refused {
        request_id,
        codec,
        error: RpcError::MalformedRequest {
            errors: vec![(&error).into()],
        },
        cause: Some(error),
    };
    let request =
        frame::Request::read(input, limits).map_err(|bad| malformed(bad.request_id, bad.error))?;
    let request_id = request.request_id;
    let mut endpoints = model.contract().endpoints.iter();
    let called = endpoints.find(|endpoint| {
        *endpoint.module == *request.module && is_message(model, endpoint, &request)
    });
    let Some(endpoint) = called else {
        let name = format!("{}.{}", request.module, request.constructor);
        return Err(Refused {
            request_id,
            codec,
            error: RpcError::UnknownFunction { name },
            cause: None,
        });
    };
    let ty = Ty::closed(model, &endpoint.request);
    let message = request.message_with(Read(ty));
    Ok(Request {
        request_id,
        codec,
        endpoint,
        message: message.map_err(|error| malformed(request_id, error))?,
    })
}

/// The endpoint that a path names, as `board/tasks/load_task` does.
pub fn endpoint_at<'m>(model: &'m Model, path: &str) -> Option<&'m Endpoint> {
    let mut endpoints = model.contract().endpoints.iter();
    endpoints.find(|endpoint| endpoint.path() == path)
}

/// Reads the message of a call whose path names the function: typed JSON without an envelope.
pub fn read_by_path<'m>(
    model: &'m Model,
    endpoint: &'m Endpoint,
    body: &[u8],
    limits: &Limits,
) -> Result<Request<'m>, Refused> {
    let ty = Ty::closed(model, &endpoint.request);
    let constructor = ty.declared().map_or("", |(_, info, _)| &*info.name);
    let message = frame::Request::bare(&endpoint.module, constructor, body, limits)
        .and_then(|request| request.message_with(Read(ty)));
    match message {
        Ok(message) => Ok(Request {
            request_id: 0,
            codec: Codec::Json,
            endpoint,
            message,
        }),
        Err(error) => Err(Refused {
            request_id: 0,
            codec: Codec::Json,
            error: RpcError::MalformedRequest {
                errors: vec![(&error).into()],
            },
            cause: Some(error),
        }),
    }
}

/// Writes the answer to a call whose path names the function.
pub fn reply_by_path(
    model: &Model,
    endpoint: &Endpoint,
    reply: &Reply,
) -> Result<dispatch::Reply, EncodeError> {
    let json = |ty, value| crate::typed_json::write(model, ty, value);
    Ok(dispatch::Reply::by_path(match reply {
        Ok(Ok(value)) => Ok(Ok(json(&endpoint.ok, value)?)),
        Ok(Err(error)) => Ok(Err(json(&endpoint.err, error)?)),
        Err(error) => Err(error.clone()),
    }))
}

/// Whether a request names the message of an endpoint: by a wire hash in ETF, by the type in JSON.
fn is_message(model: &Model, endpoint: &Endpoint, request: &frame::Request<'_>) -> bool {
    let Some((_, info, _)) = Ty::closed(model, &endpoint.request).declared() else {
        return false;
    };
    match request.codec() {
        Codec::Json => *info.name == *request.constructor,
        Codec::Etf => {
            let mut variants = info.variants.iter();
            variants.any(|variant| variant.hash == *request.constructor.as_bytes())
        }
    }
}

/// Writes the response to a request.
pub fn response(
    model: &Model,
    endpoint: &Endpoint,
    codec: Codec,
    request_id: u32,
    reply: &Reply,
) -> Result<Vec<u8>, EncodeError> {
    let result = match reply {
        Err(error) => return Ok(frame::failure(codec, request_id, error.clone())),
        Ok(result) => result.as_ref(),
    };
    let ok = closed(model, &endpoint.ok).map_err(custom)?;
    let err = closed(model, &endpoint.err).map_err(custom)?;
    let result = result
        .map(|value| Typed { ty: ok, value })
        .map_err(|value| Typed { ty: err, value });
    frame::response::<(), _, _>(codec, request_id, &result, &Limits::DEFAULT)
}

/// Reads a response: the number of the request that it answers, and the answer.
pub fn read_response(
    model: &Model,
    endpoint: &Endpoint,
    codec: Codec,
    input: &[u8],
    limits: &Limits,
) -> Result<(u32, Reply), DecodeError> {
    let ty = FieldType::result(endpoint.ok.clone(), endpoint.err.clone());
    let ty = closed(model, &ty).map_err(unsound)?;
    let (request_id, reply) = frame::read_response_with(codec, input, limits, Read(ty))?;
    let reply = match reply {
        Err(error) => Err(error),
        Ok(Value::Result(result)) => Ok(result.map(|value| *value).map_err(|value| *value)),
        Ok(_) => return Err(unsound("the answer is no result".to_owned())),
    };
    Ok((request_id, reply))
}

#[cold]
fn unsound(message: String) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Custom, 0, message)
}

/// Writes a push.
pub fn push(
    model: &Model,
    push: &PushType,
    codec: Codec,
    value: &Value,
) -> Result<Vec<u8>, EncodeError> {
    let ty = push_type(push);
    let ty = closed(model, &ty).map_err(custom)?;
    frame::push_of::<(), _>(codec, &push.module, &Typed { ty, value })
}

/// The type of the values of a push.
pub fn push_type(push: &PushType) -> FieldType {
    FieldType::user(push.type_module.as_str(), push.type_name.as_str())
}

/// Reads one of the pushes of a module.
struct Pushes<'m> {
    model: &'m Model,
    types: Vec<(&'m PushType, FieldType)>,
}

impl Pushes<'_> {
    /// The value of the only type of the module; of several the first that takes it.
    fn first<R: Clone>(
        &self,
        r: &mut R,
        read: impl Fn(&mut R, Ty<'_>) -> Result<Value, DecodeError>,
    ) -> Result<(usize, Value), DecodeError> {
        let mut refused = None;
        for (index, (_, ty)) in self.types.iter().enumerate() {
            let mut copy = r.clone();
            match read(&mut copy, Ty::closed(self.model, ty)) {
                Ok(value) => {
                    *r = copy;
                    return Ok((index, value));
                }
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.unwrap_or_else(|| unsound("the module pushes nothing".to_owned())))
    }
}

impl<'m> Seed for Pushes<'m> {
    type Value = (&'m PushType, Value);

    fn etf(self, r: &mut wire_etf::Reader<'_>) -> Result<Self::Value, DecodeError> {
        let (index, value) = self.first(r, crate::etf::value)?;
        Ok((self.types[index].0, value))
    }

    fn json(self, r: &mut wire_json::Reader<'_>) -> Result<Self::Value, DecodeError> {
        let (index, value) = self.first(r, crate::typed_json::value)?;
        Ok((self.types[index].0, value))
    }
}

/// Reads a push: which of the contract's it is, and the value.
pub fn read_push<'m>(
    model: &'m Model,
    codec: Codec,
    input: &[u8],
    limits: &Limits,
) -> Result<(&'m PushType, Value), DecodeError> {
    let pick = |module: &str| {
        let pushes = model.contract().push_types.iter();
        let types: Vec<(&PushType, FieldType)> = pushes
            .filter(|push| push.module == module)
            .map(|push| (push, push_type(push)))
            .collect();
        if types.is_empty() {
            let shown: String = module.chars().take(100).collect();
            let message = format!("the contract has no push of the module {shown}");
            return Err(DecodeError::new(
                DecodeErrorKind::UnknownConstructor,
                0,
                message,
            ));
        }
        Ok(Pushes { model, types })
    };
    let (_, read) = frame::read_push_with(codec, input, limits, pick)?;
    Ok(read)
}

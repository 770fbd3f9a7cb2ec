//! Why a call was not answered by a handler.

use std::fmt;

use crate::error::{DecodeError, EncodeError, Segment};
use crate::{etf, json};

/// Why a call was not answered by a handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RpcError {
    /// The request could not be read.
    MalformedRequest {
        /// What is wrong with it: in JSON only.
        errors: Vec<FieldError>,
    },
    /// There is no such function.
    UnknownFunction {
        /// `module.constructor`, as received.
        name: String,
    },
    /// The handler panicked, or its answer could not be written.
    InternalError {
        /// What to look for in the server's log.
        trace_id: String,
        /// For people.
        message: String,
    },
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Where, as `message.fields.title`.
    pub path: String,
    /// What.
    pub message: String,
}

impl From<&DecodeError> for FieldError {
    fn from(error: &DecodeError) -> Self {
        Self {
            path: error.path(),
            message: error.message().to_owned(),
        }
    }
}

impl fmt::Display for RpcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MalformedRequest { errors } => {
                f.write_str("malformed request")?;
                errors
                    .iter()
                    .try_for_each(|FieldError { path, message }| write!(f, "; {path}: {message}"))
            }
            Self::UnknownFunction { name } => write!(f, "unknown function {name}"),
            Self::InternalError { trace_id, message } => write!(f, "{message} (trace {trace_id})"),
        }
    }
}

impl std::error::Error for RpcError {}

impl<C> etf::Encode<C> for RpcError {
    fn encode(&self, w: &mut etf::Writer) -> Result<(), EncodeError> {
        match self {
            Self::MalformedRequest { .. } => {
                w.atom("malformed_request");
                Ok(())
            }
            Self::UnknownFunction { name } => {
                w.tuple_header(2)?;
                w.atom("unknown_function");
                w.binary(name.as_bytes())
            }
            Self::InternalError { trace_id, message } => {
                w.tuple_header(3)?;
                w.atom("internal_error");
                w.binary(trace_id.as_bytes())?;
                w.binary(message.as_bytes())
            }
        }
    }
}

impl<C> etf::Decode<C> for RpcError {
    const MIN_LEN: usize = 19;

    fn decode(r: &mut etf::Reader<'_>) -> Result<Self, DecodeError> {
        let start = r.clone();
        let arity = r.tuple_arity()?;
        Ok(match (arity, r.atom("RpcError")?) {
            (None, b"malformed_request") => Self::MalformedRequest { errors: Vec::new() },
            (Some(2), b"unknown_function") => Self::UnknownFunction {
                name: etf::decode_field::<C, _>(r, "name")?,
            },
            (Some(3), b"internal_error") => Self::InternalError {
                trace_id: etf::decode_field::<C, _>(r, "trace_id")?,
                message: etf::decode_field::<C, _>(r, "message")?,
            },
            _ => return Err(start.expected("RpcError")),
        })
    }
}

impl<C> json::Encode<C> for RpcError {
    fn encode(&self, w: &mut json::Writer) -> Result<(), EncodeError> {
        match self {
            Self::MalformedRequest { .. } => w.unit(
                r#"{"type":"libero/error.RpcError","variant":"MalformedRequest","fields":{}}"#,
            ),
            Self::UnknownFunction { name } => {
                w.raw(
                    r#"{"type":"libero/error.RpcError","variant":"UnknownFunction","fields":{"name":"#,
                );
                w.str(name);
                w.raw("}}");
                Ok(())
            }
            Self::InternalError { trace_id, message } => {
                w.raw(
                    r#"{"type":"libero/error.RpcError","variant":"InternalError","fields":{"trace_id":"#,
                );
                w.str(trace_id);
                w.raw(r#","message":"#);
                w.str(message);
                w.raw("}}");
                Ok(())
            }
        }
    }
}

impl<C> json::Decode<C> for RpcError {
    fn decode(r: &mut json::Reader<'_>) -> Result<Self, DecodeError> {
        const NAME: &str = "libero/error.RpcError";
        const HEAD: &str = r#"{"type":"libero/error.RpcError","variant":""#;
        let constructor = r.constructor(HEAD, NAME)?;
        let (mut name, mut trace_id, mut message) = (None, None, None);
        let error = match constructor.variant() {
            "MalformedRequest" => {
                r.no_fields()?;
                Self::MalformedRequest { errors: Vec::new() }
            }
            "UnknownFunction" => {
                r.open_fields()?;
                while let Some(label) = r.label()? {
                    match &*label {
                        "name" => name = Some(r.other::<C, _>("name", name.is_some())?),
                        _ => return Err(r.unknown_field(&label)),
                    }
                }
                Self::UnknownFunction {
                    name: r.required(name, "name")?,
                }
            }
            "InternalError" => {
                r.open_fields()?;
                while let Some(label) = r.label()? {
                    match &*label {
                        "trace_id" => {
                            trace_id = Some(r.other::<C, _>("trace_id", trace_id.is_some())?);
                        }
                        "message" => message = Some(r.other::<C, _>("message", message.is_some())?),
                        _ => return Err(r.unknown_field(&label)),
                    }
                }
                Self::InternalError {
                    trace_id: r.required(trace_id, "trace_id")?,
                    message: r.required(message, "message")?,
                }
            }
            _ => return Err(r.unknown_variant(NAME, &constructor)),
        };
        r.finish_constructor(constructor)?;
        Ok(error)
    }
}

/// Of the `errors` of an error envelope: `{"path":…,"message":…}`, which is no constructor.
impl<C> json::Decode<C> for FieldError {
    fn decode(r: &mut json::Reader<'_>) -> Result<Self, DecodeError> {
        r.open_object("Object")?;
        let (mut path, mut message) = (None, None);
        while let Some(key) = r.key()? {
            let slot = match &*key {
                "path" => &mut path,
                "message" => &mut message,
                _ => {
                    r.skip_value()?;
                    continue;
                }
            };
            let text = r.str();
            *slot = Some(text.map_err(|e| e.within(Segment::Field(key.into_owned().into())))?);
        }
        Ok(Self {
            path: path.unwrap_or_default().into_owned(),
            message: message.unwrap_or_default().into_owned(),
        })
    }
}

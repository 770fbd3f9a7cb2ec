//! What a call is answered with, with an envelope and without.

use crate::Codec;
use crate::error::{DecodeError, EncodeError};
use crate::frame::{self, Encode, FieldError, RpcError};
use crate::json::{self, Writer};
use crate::limits::Limits;

/// The answer to a call. A frame holds all that is to be known, and its status is 200 always; the
/// reply to a call without an envelope is told by its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status over HTTP.
    pub status: u16,
    /// The content type of the body.
    pub content_type: &'static str,
    /// What to send.
    pub body: Vec<u8>,
}

/// The form of a call, which is that of its reply.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// In an envelope, with a number.
    Frame(Codec, u32),
    /// The typed JSON of the value alone.
    Bare,
}

impl Reply {
    /// The content type of replies that say why there is no answer (RFC 9457).
    pub const PROBLEM: &'static str = "application/problem+json";

    fn frame(codec: Codec, body: Vec<u8>) -> Self {
        Self {
            status: 200,
            content_type: codec.content_type(),
            body,
        }
    }

    pub(super) fn of_handler<C, V: Encode<C>, E: Encode<C>>(
        form: Form,
        result: &Result<V, E>,
        limits: &Limits,
    ) -> Result<Self, EncodeError> {
        if let Form::Frame(codec, request_id) = form {
            let body = frame::response::<C, V, E>(codec, request_id, result, limits)?;
            return Ok(Self::frame(codec, body));
        }
        Ok(Self::by_path(match result {
            Ok(value) => Ok(Ok(json::to_vec_with::<C, V>(value, limits)?)),
            Err(error) => Ok(Err(json::to_vec_with::<C, E>(error, limits)?)),
        }))
    }

    /// The reply to a call whose path names the function: the typed JSON of the value or error that the
    /// function gave, or why it gave nothing.
    pub fn by_path(result: Result<Result<Vec<u8>, Vec<u8>>, RpcError>) -> Self {
        let (status, body) = match result {
            Ok(Ok(value)) => (200, value),
            Ok(Err(error)) => (422, error),
            Err(error) => return Self::failure(Form::Bare, error),
        };
        Self {
            status,
            content_type: Codec::Json.content_type(),
            body,
        }
    }

    #[cold]
    pub(super) fn malformed(form: Form, error: &DecodeError) -> Self {
        let errors = vec![FieldError::from(error)];
        Self::failure(form, RpcError::MalformedRequest { errors })
    }

    #[cold]
    pub(super) fn failure(form: Form, error: RpcError) -> Self {
        if let Form::Frame(codec, request_id) = form {
            return Self::frame(codec, frame::failure(codec, request_id, error));
        }
        match &error {
            RpcError::MalformedRequest { errors } => {
                problem(400, "malformed request", |w| field_errors(w, errors))
            }
            RpcError::UnknownFunction { name } => problem(404, "unknown function", |w| {
                member(w, "detail", name);
            }),
            RpcError::InternalError { trace_id, message } => problem(500, message, |w| {
                member(w, "trace_id", trace_id);
            }),
        }
    }

    /// The reply to a call whose path names no function.
    #[cold]
    pub fn unknown_path(path: &str) -> Self {
        let name = path.chars().take(200).collect();
        Self::failure(Form::Bare, RpcError::UnknownFunction { name })
    }

    /// A reply that says why there is no answer, for what a server refuses before a call is read.
    #[cold]
    pub fn problem(status: u16, title: &str) -> Self {
        problem(status, title, |_| {})
    }
}

#[cold]
fn problem(status: u16, title: &str, more: impl FnOnce(&mut Writer)) -> Reply {
    let mut w = Writer::new(&Limits::DEFAULT);
    w.raw(r#"{"title":"#);
    w.str(title);
    w.raw(r#","status":"#);
    w.int(i64::from(status));
    more(&mut w);
    w.raw("}");
    Reply {
        status,
        content_type: Reply::PROBLEM,
        body: w.into_vec(),
    }
}

fn member(w: &mut Writer, name: &str, text: &str) {
    w.raw(",");
    w.str(name);
    w.raw(":");
    w.str(text);
}

fn field_errors(w: &mut Writer, errors: &[FieldError]) {
    w.raw(r#","errors":"#);
    frame::write_errors(w, errors);
}

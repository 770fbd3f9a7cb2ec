//! What a generated dispatcher needs: it opens a call, picks the handler, and runs it.
//!
//! Whatever happens, there is a reply: a panic becomes an internal error with a trace id, which the
//! caller gets and the [reporter](set_reporter) logs, while the text of the panic stays here.

mod guard;
mod report;

use std::future::Future;

pub use report::{InternalError, set_reporter};

use crate::Codec;
use crate::error::{DecodeError, EncodeError};
use crate::frame::{self, BadRequest, Decode, Encode, FieldError, Request, RpcError};
use crate::limits::Limits;

/// A server context that can hand out a `T` to handlers that ask for one.
pub trait Provide<T> {
    /// The value for one call.
    fn provide(&self) -> T;
}

/// A call whose envelope was read.
#[derive(Debug)]
pub struct Call<'a> {
    request: Request<'a>,
    limits: Limits,
}

/// How to answer a call once its message is taken.
#[derive(Clone, Copy)]
struct Answer {
    codec: Codec,
    request_id: u32,
    limits: Limits,
    function: &'static str,
}

impl<'a> Call<'a> {
    /// Reads the envelope of a request. The error is the reply to send.
    pub fn open(request: &'a [u8]) -> Result<Self, Vec<u8>> {
        Self::open_with(request, &Limits::DEFAULT)
    }

    /// Reads the envelope of a request within limits of your own. The error is the reply to send.
    pub fn open_with(request: &'a [u8], limits: &Limits) -> Result<Self, Vec<u8>> {
        match Request::read(request, limits) {
            Ok(request) => Ok(Self {
                request,
                limits: *limits,
            }),
            Err(BadRequest { request_id, error }) => {
                Err(malformed(Codec::of_request(request), request_id, &error))
            }
        }
    }

    /// The module and the constructor by which the handler is chosen. The constructor is a wire hash
    /// in ETF and `module/path.Type` in JSON, which are never the same text.
    pub fn target(&self) -> (&str, &str) {
        (&self.request.module, &self.request.constructor)
    }

    /// The reply where there is no such function.
    pub fn unknown_function(&self) -> Vec<u8> {
        let (module, constructor) = self.target();
        frame::failure(
            self.request.codec(),
            self.request.request_id,
            RpcError::UnknownFunction {
                name: format!("{module}.{constructor}"),
            },
        )
    }

    /// Reads the message, runs a handler, and gives the reply. `function` is for the log.
    pub fn run<C, T, V, E, F>(self, function: &'static str, handler: F) -> Vec<u8>
    where
        T: Decode<C>,
        V: Encode<C>,
        E: Encode<C>,
        F: FnOnce(T) -> Result<V, E>,
    {
        let answer = self.answer(function);
        let reply = guard::catch(|| match self.request.message::<C, T>() {
            Ok(message) => answer.encode::<C, V, E>(&handler(message)),
            Err(error) => answer.malformed(&error),
        });
        reply.unwrap_or_else(|panic| answer.internal(&panic))
    }

    /// The same for a handler that gives a future.
    pub async fn run_async<C, T, V, E, F, Fut>(self, function: &'static str, handler: F) -> Vec<u8>
    where
        T: Decode<C>,
        V: Encode<C>,
        E: Encode<C>,
        F: FnOnce(T) -> Fut,
        Fut: Future<Output = Result<V, E>>,
    {
        let answer = self.answer(function);
        let started = guard::catch(|| {
            let message = self.request.message::<C, T>()?;
            Ok(Box::pin(handler(message)))
        });
        let future = match started {
            Ok(Ok(future)) => future,
            Ok(Err(error)) => return answer.malformed(&error),
            Err(panic) => return answer.internal(&panic),
        };
        let reply = match guard::catch_future(future).await {
            Ok(result) => guard::catch(|| answer.encode::<C, V, E>(&result)),
            Err(panic) => Err(panic),
        };
        reply.unwrap_or_else(|panic| answer.internal(&panic))
    }

    fn answer(&self, function: &'static str) -> Answer {
        Answer {
            codec: self.request.codec(),
            request_id: self.request.request_id,
            limits: self.limits,
            function,
        }
    }
}

impl Answer {
    fn encode<C, V: Encode<C>, E: Encode<C>>(self, result: &Result<V, E>) -> Vec<u8> {
        frame::response::<C, V, E>(self.codec, self.request_id, result, &self.limits)
            .unwrap_or_else(|error: EncodeError| self.internal(&error.to_string()))
    }

    #[cold]
    fn malformed(self, error: &DecodeError) -> Vec<u8> {
        malformed(self.codec, self.request_id, error)
    }

    #[cold]
    fn internal(self, cause: &str) -> Vec<u8> {
        let trace_id = report::trace_id();
        report::report(&InternalError {
            function: self.function,
            trace_id: &trace_id,
            cause,
        });
        frame::failure(
            self.codec,
            self.request_id,
            RpcError::InternalError {
                trace_id,
                message: "internal error".to_owned(),
            },
        )
    }
}

#[cold]
fn malformed(codec: Codec, request_id: u32, error: &DecodeError) -> Vec<u8> {
    let errors = vec![FieldError::from(error)];
    frame::failure(codec, request_id, RpcError::MalformedRequest { errors })
}

//! What a generated dispatcher needs: it opens a call, picks the handler, and runs it.
//!
//! Whatever happens, there is a reply: a panic becomes an internal error with a trace id, which the
//! caller gets and the [reporter](set_reporter) logs, while the text of the panic stays here.

mod guard;
mod reply;
mod report;

use std::future::Future;

pub use reply::Reply;
pub use report::{InternalError, set_reporter};

use crate::Codec;
use crate::error::{DecodeError, EncodeError};
use crate::frame::{BadRequest, Decode, Encode, Request, RpcError};
use crate::limits::Limits;
use reply::Form;

/// A server context that can hand out a `T` to handlers that ask for one.
pub trait Provide<T> {
    /// The value for one call.
    fn provide(&self) -> T;
}

/// A call whose envelope was read, or that came without one.
#[derive(Debug)]
pub struct Call<'a> {
    request: Request<'a>,
    form: Form,
    limits: Limits,
}

/// How to answer a call once its message is taken.
#[derive(Clone, Copy)]
struct Answer {
    form: Form,
    limits: Limits,
    function: &'static str,
}

impl<'a> Call<'a> {
    /// Reads the envelope of a request. The error is the reply to send.
    pub fn open(request: &'a [u8]) -> Result<Self, Reply> {
        Self::open_with(request, &Limits::DEFAULT)
    }

    /// Reads the envelope of a request within limits of your own. The error is the reply to send.
    pub fn open_with(request: &'a [u8], limits: &Limits) -> Result<Self, Reply> {
        match Request::read(request, limits) {
            Ok(request) => Ok(Self {
                form: Form::Frame(request.codec(), request.request_id),
                request,
                limits: *limits,
            }),
            Err(BadRequest { request_id, error }) => {
                let form = Form::Frame(Codec::of_request(request), request_id);
                Err(Reply::malformed(form, &error))
            }
        }
    }

    /// A call whose function is named outside of its body, as in the path of a URL: the body is the
    /// message alone, as typed JSON, and so is that of the reply, whose status says what it holds.
    /// `constructor` is the name of the message's type. The error is the reply to send.
    pub fn bare(
        module: &'static str,
        constructor: &'static str,
        body: &'a [u8],
        limits: &Limits,
    ) -> Result<Self, Reply> {
        match Request::bare(module, constructor, body, limits) {
            Ok(request) => Ok(Self {
                request,
                form: Form::Bare,
                limits: *limits,
            }),
            Err(error) => Err(Reply::malformed(Form::Bare, &error)),
        }
    }

    /// The module and the constructor by which the handler is chosen. The constructor is a wire hash
    /// in ETF and `module/path.Type` in JSON, which are never the same text.
    pub fn target(&self) -> (&str, &str) {
        (&self.request.module, &self.request.constructor)
    }

    /// The reply where there is no such function.
    pub fn unknown_function(&self) -> Reply {
        let (module, constructor) = self.target();
        let name = format!("{module}.{constructor}");
        Reply::failure(self.form, RpcError::UnknownFunction { name })
    }

    /// Reads the message, runs a handler, and gives the reply. `function` is for the log.
    pub fn run<C, T, V, E, F>(self, function: &'static str, handler: F) -> Reply
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
    pub async fn run_async<C, T, V, E, F, Fut>(self, function: &'static str, handler: F) -> Reply
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
            form: self.form,
            limits: self.limits,
            function,
        }
    }
}

impl Answer {
    fn encode<C, V: Encode<C>, E: Encode<C>>(self, result: &Result<V, E>) -> Reply {
        Reply::of_handler::<C, V, E>(self.form, result, &self.limits)
            .unwrap_or_else(|error: EncodeError| self.internal(&error.to_string()))
    }

    #[cold]
    fn malformed(self, error: &DecodeError) -> Reply {
        Reply::malformed(self.form, error)
    }

    #[cold]
    fn internal(self, cause: &str) -> Reply {
        let trace_id = report::trace_id();
        report::report(&InternalError {
            function: self.function,
            trace_id: &trace_id,
            cause,
        });
        let message = "internal error".to_owned();
        Reply::failure(self.form, RpcError::InternalError { trace_id, message })
    }
}

//! The Rust ends of a side: what a client and a server that were generated from it do.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use libero_wire::v1::frame::{self, Decode, Encode, Request};
use libero_wire::v1::{Codec, DecodeError, Limits, Push, json};

type Read = Result<Vec<u8>, String>;

/// A call or a push, by one side's generated code. Samples are typed JSON.
pub struct End {
    /// The module that frames name.
    pub module: &'static str,
    /// The function or the type.
    pub name: &'static str,
    /// The name of the request's type; empty for a push.
    pub request_type: &'static str,
    /// A sample of a request as its frame.
    pub request: fn(&End, Codec, &[u8]) -> Read,
    /// The frame of a request as typed JSON of its message.
    pub take: fn(&[u8]) -> Read,
    /// A sample of an answer, or of a pushed value, as its frame.
    pub send: fn(Codec, &[u8]) -> Read,
    /// The frame of an answer, or of a push, as typed JSON of its value.
    pub read: fn(Codec, &[u8]) -> Read,
}

/// The ends of an endpoint.
pub fn endpoint<C, T, V, E>(
    module: &'static str,
    name: &'static str,
    request_type: &'static str,
) -> End
where
    T: Encode<C> + Decode<C>,
    V: Encode<C> + Decode<C>,
    E: Encode<C> + Decode<C>,
{
    End {
        module,
        name,
        request_type,
        request: |end, codec, sample| {
            let message: T = json::from_slice::<C, T>(sample).map_err(text)?;
            frame::request::<C, T>(codec, "", end.module, 7, &message).map_err(|e| e.to_string())
        },
        take: |frame| {
            let request = Request::read(frame, &Limits::default());
            let message: T = request
                .map_err(|bad| text(bad.error))?
                .message::<C, T>()
                .map_err(text)?;
            json::to_vec::<C, T>(&message).map_err(|e| e.to_string())
        },
        send: |codec, sample| {
            let result = json::from_slice::<C, Result<V, E>>(sample).map_err(text)?;
            frame::response::<C, V, E>(codec, 7, &result, &Limits::default())
                .map_err(|e| e.to_string())
        },
        read: |codec, bytes| {
            let read = frame::read_response::<C, V, E>(codec, bytes, &Limits::default());
            let result = read.map_err(text)?.1.map_err(|error| error.to_string())?;
            json::to_vec::<C, Result<V, E>>(&result).map_err(|e| e.to_string())
        },
    }
}

/// The ends of a push.
pub fn push<C, T: Push<C> + Decode<C>>(module: &'static str, name: &'static str) -> End {
    End {
        module,
        name,
        request_type: "",
        request: |_, _, _| Err("a push is no request".into()),
        take: |_| Err("a push is no request".into()),
        send: |codec, sample| {
            let value = json::from_slice::<C, T>(sample).map_err(text)?;
            frame::push::<C, T>(codec, &value).map_err(|e| e.to_string())
        },
        read: |codec, bytes| {
            let (module, value) =
                frame::read_push::<C, T>(codec, bytes, &Limits::default()).map_err(text)?;
            if module != T::MODULE {
                return Err(format!("a push of {module}"));
            }
            json::to_vec::<C, T>(&value).map_err(|e| e.to_string())
        },
    }
}

/// What a server answers: an error where it does not run the handler. A handler that is run panics here.
pub fn refusal(codec: Codec, reply: &[u8]) -> Result<(), String> {
    let read = frame::read_response::<(), (), ()>(codec, reply, &Limits::default());
    match read.map_err(text)?.1 {
        Err(frame::RpcError::InternalError { .. }) => Ok(()),
        Err(other) => Err(other.to_string()),
        Ok(_) => Err("the handler answered".into()),
    }
}

/// Runs a future that waits for nothing.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

#[allow(clippy::needless_pass_by_value)] // for `map_err`
fn text(error: DecodeError) -> String {
    error.to_string()
}

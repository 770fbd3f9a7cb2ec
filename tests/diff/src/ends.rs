//! The Rust ends of a side: what a client and a server that were generated from it do.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use libero_wire::client::{self, CallError, Endpoint, Outgoing, Transport, TransportError};
use libero_wire::skew::Known;
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
    /// A sample of an answer to the request of that number, or of a pushed value, as its frame.
    pub send: fn(Codec, u32, &[u8]) -> Read,
    /// The frame of an answer, or of a push, as typed JSON of its value.
    pub read: fn(Codec, &[u8]) -> Read,
    /// Calls with a sample of a request: typed JSON of the answer. `stale` where it is.
    pub call: fn(&Line<'_>, &Endpoint<'_>, &str, &[u8]) -> Read,
    /// Whether a push is on the server what it is here, as far as a client knows.
    pub is_known: fn(&Known) -> bool,
}

/// A way to a server that waits for each answer.
pub struct Line<'a> {
    pub codec: Codec,
    pub known: &'a Known,
    #[allow(clippy::type_complexity)]
    pub exchange: &'a (dyn Fn(Outgoing) -> Result<Vec<u8>, TransportError> + Sync),
}

impl Transport for Line<'_> {
    fn codec(&self) -> Codec {
        self.codec
    }

    async fn call(&self, _: Vec<u8>) -> Result<Vec<u8>, TransportError> {
        Err(TransportError::new("calls say which contract they are of"))
    }

    fn known(&self) -> Option<&Known> {
        Some(self.known)
    }

    async fn exchange(&self, request: Outgoing) -> Result<Vec<u8>, TransportError> {
        (self.exchange)(request)
    }
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
        send: |codec, id, sample| {
            let result = json::from_slice::<C, Result<V, E>>(sample).map_err(text)?;
            frame::response::<C, V, E>(codec, id, &result, &Limits::default())
                .map_err(|e| e.to_string())
        },
        read: |codec, bytes| {
            let read = frame::read_response::<C, V, E>(codec, bytes, &Limits::default());
            let result = read.map_err(text)?.1.map_err(|error| error.to_string())?;
            json::to_vec::<C, Result<V, E>>(&result).map_err(|e| e.to_string())
        },
        call: |line, endpoint, contract_hash, sample| {
            let message: T = json::from_slice::<C, T>(sample).map_err(text)?;
            let call = client::call_endpoint::<C, T, V, E>(line, contract_hash, endpoint, &message);
            let result = match block_on(call) {
                Ok(value) => Ok(value),
                Err(CallError::Domain(error)) => Err(error),
                Err(CallError::Stale { .. }) => return Err("stale".into()),
                Err(CallError::Transport(error)) => return Err(error.to_string()),
                Err(CallError::Decode(error)) => return Err(error.to_string()),
                Err(_) => return Err("refused by the server".into()),
            };
            json::to_vec::<C, Result<V, E>>(&result).map_err(|e| e.to_string())
        },
        is_known: |_| false,
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
        send: |codec, _, sample| {
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
        call: |_, _, _, _| Err("a push is no request".into()),
        is_known: Known::has_push::<C, T>,
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

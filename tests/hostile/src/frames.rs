//! Frames: what a server reads and answers, and what a client reads.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, Waker};

use corpus::ServerContext;
use corpus::enums::Shape;
use corpus::generated::libero::{self as generated, Wire, dispatch};
use corpus::pages::home::{Item, LoadError, ServerLoadTitle};
use corpus::pushes::{Notice, Tick};
use corpus_shared::Page;
use corpus_shared::article::Article;
use libero_wire::frame::{self, Decode, Encode, Head, Push, RpcError};
use libero_wire::v1::Call;
use libero_wire::{Codec, Limits};
use parity::files;

/// Handlers that panic: the fuzzer ends at a panic, also at one that the dispatcher catches.
const PANICKING: &[&str] = &["ServerPanic", "ServerPanicLater"];

static PANICKING_NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    // What the handlers do wrong on purpose needs no line for each time.
    libero_wire::v1::dispatch::set_reporter(|_| {});
    let contract = files::contract();
    let types = contract.types.iter();
    let panicking = types.filter(|def| PANICKING.contains(&def.type_name.as_str()));
    let names = panicking.flat_map(|def| {
        let hashes = def.variants.iter().filter_map(|one| one.wire_hash.as_ref());
        let hashes = hashes.map(|hash| hash.as_str().to_owned());
        hashes.chain([def.full_name()])
    });
    names.collect()
});

/// Checks one input as each kind of frame.
pub fn check(data: &[u8]) {
    request(data);
    for codec in [Codec::Etf, Codec::Json] {
        let _ = frame::head(codec, data, &Limits::DEFAULT);
        push::<Notice>(codec, data);
        push::<Tick>(codec, data);
        response::<String, LoadError>(codec, data);
        response::<Item, String>(codec, data);
        response::<Shape, ()>(codec, data);
        response::<Page<Article>, ()>(codec, data);
        response::<(Option<Option<i64>>, HashMap<String, Vec<u8>>), ()>(codec, data);
    }
}

/// There is a reply to whatever is sent, in the codec of the request, with its number.
fn request(data: &[u8]) {
    let request_id = match frame::Request::read(data, &Limits::DEFAULT) {
        Ok(request) => request.request_id,
        Err(bad) => bad.request_id,
    };
    if let Ok(call) = Call::open(data)
        && PANICKING_NAMES.iter().any(|name| name == call.target().1)
    {
        return;
    }
    let context = Arc::new(ServerContext::new("ada"));
    let reply = ready(dispatch(&context, data));
    let codec = Codec::of_request(data);
    match frame::head(codec, &reply, &Limits::DEFAULT) {
        Ok(head) => assert_eq!(head, Head::Response { request_id }),
        // The name of an unknown function is repeated, and writing may make it longer.
        Err(error) => assert!(
            reply.len() > Limits::DEFAULT.input_bytes,
            "the reply cannot be read: {error:?}\n  to {}\n  {}",
            data.escape_ascii(),
            reply.escape_ascii()
        ),
    }
    if let Ok(request) = frame::Request::read(data, &Limits::DEFAULT)
        && let Ok(message) = request.message::<Wire, ServerLoadTitle>()
    {
        let write = |codec, message| {
            let hash = generated::CONTRACT_HASH;
            frame::request::<Wire, _>(codec, hash, "pages/home", request_id, message)
        };
        for codec in [Codec::Etf, Codec::Json] {
            let written = write(codec, &message).expect("a request is written");
            let again = frame::Request::read(&written, &Limits::DEFAULT).expect("and read");
            let again = again.message::<Wire, ServerLoadTitle>();
            assert_eq!(again.as_ref(), Ok(&message));
        }
    }
}

/// The corpus waits for nothing.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..100 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("a handler waits");
}

/// A push that is read is written, read again, and written the same.
fn push<T: Push<Wire> + Decode<Wire>>(codec: Codec, data: &[u8]) {
    let Ok((_, value)) = frame::read_push::<Wire, T>(codec, data, &Limits::DEFAULT) else {
        return;
    };
    let Ok(written) = generated::push(codec, &value) else {
        return;
    };
    let again = frame::read_push::<Wire, T>(codec, &written, &Limits::DEFAULT);
    let (module, value) = again.expect("a push that was written is read");
    assert_eq!(module, T::MODULE);
    assert_eq!(generated::push(codec, &value), Ok(written));
}

/// The same of a response.
fn response<V, E>(codec: Codec, data: &[u8])
where
    V: Encode<Wire> + Decode<Wire>,
    E: Encode<Wire> + Decode<Wire>,
{
    let limits = &Limits::DEFAULT;
    let Ok((id, reply)) = frame::read_response::<Wire, V, E>(codec, data, limits) else {
        return;
    };
    let write = |reply: Result<Result<V, E>, RpcError>| match reply {
        Ok(result) => frame::response::<Wire, V, E>(codec, id, &result, limits).ok(),
        Err(error) => Some(frame::failure(codec, id, error)),
    };
    let Some(written) = write(reply) else {
        return;
    };
    let again = frame::read_response::<Wire, V, E>(codec, &written, limits);
    match again {
        Ok((again_id, reply)) => {
            assert_eq!(again_id, id);
            assert_eq!(write(reply), Some(written));
        }
        Err(error) => assert!(
            written.len() > limits.input_bytes,
            "a response that was written is not read: {error:?}\n  {}",
            written.escape_ascii()
        ),
    }
}

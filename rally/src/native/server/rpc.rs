//! Calls over HTTP: for other clients, and for browsers that get no socket.

use std::sync::Arc;

use bytes::Bytes;
use libero_wire::Codec;
use libero_wire::dispatch::Reply;
use libero_wire::skew::{self, Refusal};
use warp::http::header::{CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderMap, HeaderValue};
use warp::http::{Method, StatusCode};
use warp::reply::Response;

use super::body::{self, Body, BodyError};
use super::request::text;
use super::shared::{Incoming, Shared, Visitor};
use super::site::{Caller, Mounted};
use super::{origin, respond};

/// Answers a call. `path` is what stands behind `/rpc`: nothing, or `/` and the name of a function.
pub(super) async fn answer(
    shared: &Arc<Shared>,
    site: &Arc<dyn Mounted>,
    incoming: &Incoming,
    path: &str,
    body: Body,
) -> Response {
    let function = path.strip_prefix('/').filter(|name| !name.is_empty());
    if incoming.method != Method::POST {
        return respond::wrong_method("POST");
    }
    let headers = &incoming.headers;
    if !origin::is_allowed(
        headers,
        &incoming.seen,
        &shared.config.origins,
        shared.config.is_dev(),
    ) {
        return respond::plain(StatusCode::FORBIDDEN, "a page of another site may not call");
    }
    let Some(codec) = codec_of(headers, function.is_some()) else {
        return respond::plain(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            wanted(function.is_some()),
        );
    };
    let contract = site.contract();
    // Before the body is read: a caller of another contract is told which one this is.
    let announced = headers.get(skew::HEADER);
    let announced = announced.map(|value| value.to_str().unwrap_or_default());
    if let Err(refusal) = contract.check(announced, shared.config.unannounced) {
        return announce(other_contract(refusal), contract.hash);
    }
    let limits = (shared.config.limits.call_bytes, shared.config.timeouts.body);
    let body = match body::read(headers, body, limits.0, limits.1).await {
        Ok(body) => body,
        Err(error) => return unread(error, limits.0),
    };
    if function.is_none() && Codec::of_request(&body) != codec {
        let text = format!("the body is not {}", codec.content_type());
        return respond::plain(StatusCode::BAD_REQUEST, &text);
    }
    let visitor = match Visitor::new(shared, incoming) {
        Ok(visitor) => visitor,
        Err(error) => {
            tracing::error!(request_id = incoming.id, %error, "no session");
            return respond::internal(&incoming.id);
        }
    };
    let caller = site.caller(&visitor.request);
    let function = function.map(str::to_owned);
    // A task of its own: who hangs up does not leave a change half done.
    let call = shared.tasks.spawn(run(caller, function, codec, body));
    let response = match call.await {
        Ok(response) => response,
        Err(_) => respond::internal(&incoming.id),
    };
    visitor.mark(announce(response, contract.hash))
}

async fn run(
    caller: Arc<dyn Caller>,
    function: Option<String>,
    codec: Codec,
    body: Bytes,
) -> Response {
    let reply = match function {
        Some(function) => caller.call_path(function, body).await,
        None => Reply {
            status: 200,
            content_type: codec.content_type(),
            body: caller.call(body).await,
        },
    };
    let mut response = Response::new(reply.body.into());
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let content_type = HeaderValue::from_static(reply.content_type);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

/// The codec of a body, by its content type without parameters. A call by the name of its function is
/// always JSON. A form of another site cannot send either type.
fn codec_of(headers: &HeaderMap, by_name: bool) -> Option<Codec> {
    let essence = text(headers, "content-type")?.split(';').next()?.trim();
    let codecs: &[Codec] = if by_name {
        &[Codec::Json]
    } else {
        &[Codec::Etf, Codec::Json]
    };
    let is_named = |codec: &Codec| essence.eq_ignore_ascii_case(codec.content_type());
    codecs.iter().copied().find(is_named)
}

fn wanted(by_name: bool) -> &'static str {
    if by_name {
        "send application/json"
    } else {
        "send application/vnd.libero.etf or application/json"
    }
}

fn unread(error: BodyError, max_bytes: usize) -> Response {
    let (status, text) = match error {
        BodyError::TooLarge => (
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("a call has {max_bytes} bytes at most"),
        ),
        BodyError::TooSlow => (
            StatusCode::REQUEST_TIMEOUT,
            "the body did not come in time".to_owned(),
        ),
        BodyError::BrokeOff => (StatusCode::BAD_REQUEST, "the body broke off".to_owned()),
    };
    let mut response = respond::plain(status, &text);
    // What is left of the body is not read.
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(CONNECTION, close);
    response
}

/// The answer to a call that is not run, because its caller speaks another contract.
fn other_contract(refusal: Refusal) -> Response {
    let mut response = Response::new(refusal.body.into());
    *response.status_mut() = StatusCode::CONFLICT;
    let content_type = HeaderValue::from_static(refusal.content_type);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

/// Says which contract this server speaks; nobody keeps the answer to a call.
fn announce(mut response: Response, hash: &'static str) -> Response {
    let headers = response.headers_mut();
    headers.insert(skew::HEADER, HeaderValue::from_static(hash));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

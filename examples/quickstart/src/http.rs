//! The routes. Every one answers with a response, so that no rejection's debug text gets out.

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

use bytes::{Buf, Bytes};
use futures_util::{Stream, StreamExt};
use libero_wire::dispatch::Reply as Answer;
use libero_wire::{Codec, skew};
use warp::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue,
};
use warp::http::{HeaderMap, Method, StatusCode};
use warp::path::{FullPath, Tail};
use warp::reply::Response;
use warp::{Filter, Rejection, Reply};

use crate::context::ServerContext;
use crate::generated::libero;
use crate::server::Sockets;
use crate::{docs, origin, socket};

/// Bytes in a request, and in a message on a socket.
pub(crate) const MAX_REQUEST: usize = 1024 * 1024;

/// Everything that is served. `root` is the folder that holds `static` and `generated`.
pub(crate) fn routes(
    context: &Arc<ServerContext>,
    sockets: Sockets,
    root: &Path,
) -> impl Filter<Extract = (impl Reply,), Error = Infallible> + Clone + Send + Sync + 'static {
    let for_rpc = Arc::clone(context);
    let for_paths = Arc::clone(context);
    let for_sockets = Arc::clone(context);
    let generated = root.join("generated");

    let rpc = warp::path!("rpc")
        .and(warp::post())
        .and(warp::header::headers_cloned())
        .and(warp::body::stream())
        .then(move |headers: HeaderMap, body| {
            let context = Arc::clone(&for_rpc);
            async move { call(&context, &headers, body).await }
        });
    let by_path = warp::path("rpc")
        .and(warp::path::tail())
        .and(warp::method())
        .and(warp::header::headers_cloned())
        .and(warp::body::stream())
        .then(
            move |path: Tail, method: Method, headers: HeaderMap, body| {
                let context = Arc::clone(&for_paths);
                async move { call_by_path(&context, &path, &method, &headers, body).await }
            },
        );
    let socket = warp::path!("ws")
        .and(warp::header::headers_cloned())
        .and(warp::ws())
        .map(move |headers: HeaderMap, ws| upgrade(&for_sockets, &sockets, &headers, ws));
    let health = warp::path!("healthz").and(warp::get()).map(|| "ok\n");
    let docs = warp::path::full()
        .and_then(async |path: FullPath| {
            docs::get(path.as_str()).ok_or_else(warp::reject::not_found)
        })
        .and(warp::get().or(warp::head()).unify());
    let files = warp::path!("contract.schema.json")
        .and(warp::fs::file(generated.join("contract.schema.json")))
        .or(warp::path("sdk").and(warp::fs::dir(generated.join("sdk"))))
        .unify()
        .or(warp::fs::dir(root.join("static")))
        .unify()
        .map(Reply::into_response);

    rpc.or(by_path)
        .unify()
        .or(socket)
        .unify()
        .or(docs)
        .unify()
        .or(health.map(Reply::into_response))
        .unify()
        .or(files)
        .unify()
        .recover(refuse)
        .unify()
        .map(with_headers)
}

/// One call: the body is what a socket would carry in one message, and so is the answer.
async fn call(
    context: &Arc<ServerContext>,
    headers: &HeaderMap,
    body: impl Stream<Item = Result<impl Buf, warp::Error>>,
) -> Response {
    let Some(codec) = codec_of(headers) else {
        let [etf, json] = [Codec::Etf, Codec::Json].map(Codec::content_type);
        return plain(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!("send {etf} or {json}"),
        );
    };
    // Before the body is read: a caller of another contract is told which one this is.
    if let Err(refusal) = libero::CONTRACT.check(announced(headers), context.unannounced) {
        return other_contract(refusal);
    }
    let content_type = codec.content_type();
    let request = match read_body(body).await {
        Ok(request) => request,
        Err((status, text)) => return plain(status, text),
    };
    // The first byte decides how dispatch reads; it must be what the header says.
    if Codec::of_request(&request) != codec {
        let text = format!("the body is not {content_type}");
        return plain(StatusCode::BAD_REQUEST, text);
    }
    // A task of its own: a caller that hangs up does not leave a change unannounced.
    let context = Arc::clone(context);
    let answer = tokio::spawn(async move { libero::dispatch(&context, &request).await }).await;
    let Ok(answer) = answer else {
        let text = "the call broke off".to_owned();
        return plain(StatusCode::INTERNAL_SERVER_ERROR, text);
    };
    let mut response = Response::new(answer.into());
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    announce(&mut response);
    response
}

/// What a caller says of its contract.
fn announced(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(skew::HEADER)
        .map(|value| value.to_str().unwrap_or_default())
}

/// The answer to a call that is not run, because its caller speaks another contract.
fn other_contract(refusal: skew::Refusal) -> Response {
    let mut response = Response::new(refusal.body.into());
    *response.status_mut() = StatusCode::CONFLICT;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(refusal.content_type));
    announce(&mut response);
    response
}

/// Says which contract this server speaks; nobody keeps the answer to a call.
fn announce(response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(
        skew::HEADER,
        HeaderValue::from_static(libero::CONTRACT_HASH),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// One call without an envelope: the path names the function, the body is the message alone. This is
/// what `openapi.json` describes.
async fn call_by_path(
    context: &Arc<ServerContext>,
    path: &Tail,
    method: &Method,
    headers: &HeaderMap,
    body: impl Stream<Item = Result<impl Buf, warp::Error>>,
) -> Response {
    if method != Method::POST {
        let mut refused = answered(Answer::problem(405, "functions are called by POST"));
        let post = HeaderValue::from_static("POST");
        refused.headers_mut().insert(ALLOW, post);
        return refused;
    }
    if codec_of(headers) != Some(Codec::Json) {
        return answered(Answer::problem(415, "send application/json"));
    }
    if let Err(refusal) = libero::CONTRACT.check(announced(headers), context.unannounced) {
        return other_contract(refusal);
    }
    let body = match read_body(body).await {
        Ok(body) => body,
        Err((status, text)) => return answered(Answer::problem(status.as_u16(), &text)),
    };
    let context = Arc::clone(context);
    let path = path.as_str().to_owned();
    // A task of its own, as above.
    let answer =
        tokio::spawn(async move { libero::dispatch_path(&context, &path, &body).await }).await;
    answered(answer.unwrap_or_else(|_| Answer::problem(500, "the call broke off")))
}

fn answered(answer: Answer) -> Response {
    let mut response = Response::new(answer.body.into());
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    announce(&mut response);
    response
}

/// The codec of a body, by its content type without parameters. A page of another site cannot send
/// either type unless the server allows it, which it does not: that keeps forged calls out.
fn codec_of(headers: &HeaderMap) -> Option<Codec> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next()?.trim();
    [Codec::Etf, Codec::Json]
        .into_iter()
        .find(|codec| essence.eq_ignore_ascii_case(codec.content_type()))
}

/// Reads up to [`MAX_REQUEST`] bytes, counted as they come: a length need not be announced.
async fn read_body(
    body: impl Stream<Item = Result<impl Buf, warp::Error>>,
) -> Result<Bytes, (StatusCode, String)> {
    let mut read = Vec::new();
    let mut body = std::pin::pin!(body);
    while let Some(part) = body.next().await {
        let Ok(mut part) = part else {
            let text = "the body broke off".to_owned();
            return Err((StatusCode::BAD_REQUEST, text));
        };
        if part.remaining() > MAX_REQUEST - read.len() {
            let text = format!("a request has {MAX_REQUEST} bytes at most");
            return Err((StatusCode::PAYLOAD_TOO_LARGE, text));
        }
        read.extend_from_slice(&part.copy_to_bytes(part.remaining()));
    }
    Ok(read.into())
}

fn upgrade(
    context: &Arc<ServerContext>,
    sockets: &Sockets,
    headers: &HeaderMap,
    ws: warp::ws::Ws,
) -> Response {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    if !origin::allowed(text("origin"), text("host")) {
        let refusal = "a page of another site may not connect".to_owned();
        return plain(StatusCode::FORBIDDEN, refusal);
    }
    let offered = text("sec-websocket-protocol").unwrap_or_default();
    let Some(choice) = libero::CONTRACT.choose(offered, context.unannounced) else {
        let protocols = "offer the subprotocol libero-etf-v1 or libero-json-v1".to_owned();
        return plain(StatusCode::BAD_REQUEST, protocols);
    };
    let Some(session) = sockets.enter() else {
        let text = "the server is going down".to_owned();
        return plain(StatusCode::SERVICE_UNAVAILABLE, text);
    };
    let context = Arc::clone(context);
    let subprotocol = choice.subprotocol.clone();
    let upgraded = ws
        .max_message_size(MAX_REQUEST)
        .max_frame_size(MAX_REQUEST)
        .on_upgrade(move |socket| socket::run(socket, choice, context, session));
    warp::reply::with_header(upgraded, "sec-websocket-protocol", subprotocol).into_response()
}

async fn refuse(rejection: Rejection) -> Result<Response, Infallible> {
    let (status, text) = if rejection.is_not_found() {
        (StatusCode::NOT_FOUND, "there is nothing here")
    } else if rejection.find::<warp::reject::MethodNotAllowed>().is_some() {
        (StatusCode::METHOD_NOT_ALLOWED, "not by this method")
    } else {
        (StatusCode::BAD_REQUEST, "this request makes no sense here")
    };
    Ok(plain(status, text.to_owned()))
}

fn plain(status: StatusCode, mut text: String) -> Response {
    text.push('\n');
    warp::reply::with_status(text, status).into_response()
}

fn with_headers(mut response: Response) -> Response {
    let policy = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; \
                  base-uri 'none'; form-action 'none'";
    let headers = response.headers_mut();
    // The page of the contract comes with one of its own.
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(policy));
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    headers.insert("referrer-policy", HeaderValue::from_static("no-referrer"));
    // Files are generated anew while one works on them; a 304 is cheap.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-cache"));
    response
}

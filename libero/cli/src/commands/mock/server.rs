//! The routes. Pages of any origin are let in: a client that is being built is served elsewhere.

use std::sync::Arc;

use futures_util::{Stream, StreamExt};
use libero_wire::Codec;
use libero_wire::dispatch::Reply as Answer;
use libero_wire::skew::{self, Refusal, Unannounced};
use tokio::net::TcpListener;
use warp::http::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue};
use warp::http::{HeaderMap, Method, StatusCode};
use warp::hyper::body::{Buf, Bytes};
use warp::path::FullPath;
use warp::reply::Response;
use warp::{Filter, Reply};

use super::answer::Server;
use super::served::Documents;
use super::socket;

/// Bytes in a request, and in a message on a socket.
pub(super) const MAX_REQUEST: usize = 1 << 20;

/// Serves for ever.
pub(super) async fn serve(listener: TcpListener, server: Arc<Server>, documents: Documents) {
    let documents = Arc::new(documents);
    let for_sockets = Arc::clone(&server);
    let socket = warp::path!("ws")
        .and(warp::header::optional::<String>("sec-websocket-protocol"))
        .and(warp::ws())
        .map(move |offered: Option<String>, ws| {
            upgrade(&for_sockets, offered.as_deref().unwrap_or_default(), ws)
        });
    let rest = warp::path::full()
        .and(warp::method())
        .and(warp::header::headers_cloned())
        .and(warp::body::stream())
        .then(
            move |path: FullPath, method: Method, headers: HeaderMap, body| {
                let (server, documents) = (Arc::clone(&server), Arc::clone(&documents));
                async move {
                    match path.as_str().strip_prefix("/rpc") {
                        Some("") => call(&server, &method, &headers, body).await,
                        Some(rest) if rest.starts_with('/') => {
                            call_by_path(&server, &rest[1..], &method, &headers, body).await
                        }
                        _ => document(&documents, path.as_str(), &method),
                    }
                }
            },
        );
    let cors = warp::cors()
        .allow_any_origin()
        .allow_methods(["GET", "POST"])
        .allow_headers(["content-type", skew::HEADER])
        .expose_headers([skew::HEADER]);
    let routes = socket.or(rest).unify().with(cors);
    warp::serve(routes).incoming(listener).run().await;
}

/// One call: the body is what a socket would carry in one message, and so is the answer.
async fn call(
    server: &Server,
    method: &Method,
    headers: &HeaderMap,
    body: impl Stream<Item = Result<impl Buf, warp::Error>>,
) -> Response {
    let request = match checked(server, method, headers, body).await {
        Ok(request) => request,
        Err(refused) => return refused,
    };
    let (reply, delay) = server.answer(&request);
    tokio::time::sleep(delay).await;
    let content_type = Codec::of_request(&request).content_type();
    let reply = warp::reply::with_header(reply, CONTENT_TYPE, content_type);
    announced(server, reply.into_response())
}

/// One call without an envelope: the path names the function, the body is the message alone.
async fn call_by_path(
    server: &Server,
    path: &str,
    method: &Method,
    headers: &HeaderMap,
    body: impl Stream<Item = Result<impl Buf, warp::Error>>,
) -> Response {
    let sent = text(headers, CONTENT_TYPE.as_str()).unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim();
    let json = Codec::Json.content_type();
    if method == Method::POST && !essence.eq_ignore_ascii_case(json) {
        return answered(Answer::problem(415, "send application/json"));
    }
    let body = match checked(server, method, headers, body).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    let (reply, delay) = server.answer_by_path(path, &body);
    tokio::time::sleep(delay).await;
    announced(server, answered(reply))
}

/// The body of a call that is to be answered.
async fn checked(
    server: &Server,
    method: &Method,
    headers: &HeaderMap,
    body: impl Stream<Item = Result<impl Buf, warp::Error>>,
) -> Result<Bytes, Response> {
    if method != Method::POST {
        let mut refused = answered(Answer::problem(405, "functions are called by POST"));
        let post = HeaderValue::from_static("POST");
        refused.headers_mut().insert(ALLOW, post);
        return Err(refused);
    }
    let hash = text(headers, skew::HEADER);
    // The client is of another contract: it is told which one this is.
    server
        .compared(|contract| contract.check(hash, Unannounced::Accept))
        .map_err(|Refusal { content_type, body }| {
            server.say("refused: the client is of another contract");
            let reply = warp::reply::with_header(body, CONTENT_TYPE, content_type);
            let status = StatusCode::from_u16(skew::STATUS).unwrap_or(StatusCode::CONFLICT);
            announced(
                server,
                warp::reply::with_status(reply, status).into_response(),
            )
        })?;
    let mut read = Vec::new();
    let mut body = std::pin::pin!(body);
    while let Some(part) = body.next().await {
        let Ok(mut part) = part else {
            return Err(answered(Answer::problem(400, "the body broke off")));
        };
        if part.remaining() > MAX_REQUEST - read.len() {
            let text = format!("a request has {MAX_REQUEST} bytes at most");
            return Err(answered(Answer::problem(413, &text)));
        }
        read.extend_from_slice(&part.copy_to_bytes(part.remaining()));
    }
    Ok(read.into())
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let value = headers.get(name)?;
    Some(value.to_str().unwrap_or_default())
}

fn answered(answer: Answer) -> Response {
    let reply = warp::reply::with_header(answer.body, CONTENT_TYPE, answer.content_type);
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    warp::reply::with_status(reply, status).into_response()
}

/// Says which contract is served.
fn announced(server: &Server, mut response: Response) -> Response {
    if let Ok(hash) = HeaderValue::from_str(&server.model().contract().contract_hash) {
        response.headers_mut().insert(skew::HEADER, hash);
    }
    response
}

/// What is served beside calls.
fn document(documents: &Documents, path: &str, method: &Method) -> Response {
    let plain = |status, text| warp::reply::with_status(text, status).into_response();
    if path == "/ws" {
        let text = "connect with a WebSocket, and offer libero-etf-v1 or libero-json-v1\n";
        return plain(StatusCode::UPGRADE_REQUIRED, text.to_owned());
    }
    let Some(file) = documents.get(path) else {
        return plain(StatusCode::NOT_FOUND, documents.nothing_at(path));
    };
    if method != Method::GET && method != Method::HEAD {
        let text = format!("{path} is read by GET\n");
        return plain(StatusCode::METHOD_NOT_ALLOWED, text);
    }
    let mut response = file.body.to_owned().into_response();
    for (name, value) in file.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            let name = HeaderName::from_static(name);
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn upgrade(server: &Arc<Server>, offered: &str, ws: warp::ws::Ws) -> Response {
    let chosen = server.compared(|contract| contract.choose(offered, Unannounced::Accept));
    let Some(choice) = chosen else {
        let text = "offer the subprotocol libero-etf-v1 or libero-json-v1\n";
        return warp::reply::with_status(text, StatusCode::BAD_REQUEST).into_response();
    };
    let server = Arc::clone(server);
    let subprotocol = choice.subprotocol.clone();
    let upgraded = ws
        .max_message_size(MAX_REQUEST)
        .max_frame_size(MAX_REQUEST)
        .on_upgrade(move |socket| socket::run(socket, choice, server));
    warp::reply::with_header(upgraded, "sec-websocket-protocol", subprotocol).into_response()
}

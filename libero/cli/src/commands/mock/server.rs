//! The routes. Pages of any origin are let in: a client that is being built is served elsewhere.

use std::sync::Arc;

use libero_wire::Codec;
use libero_wire::skew::{self, Unannounced};
use tokio::net::TcpListener;
use warp::http::StatusCode;
use warp::http::header::{CONTENT_TYPE, HeaderValue};
use warp::hyper::body::Bytes;
use warp::reply::Response;
use warp::{Filter, Reply};

use super::answer::Server;
use super::socket;

/// Bytes in a request, and in a message on a socket.
pub(super) const MAX_REQUEST: u64 = 1 << 20;

/// Serves for ever.
pub(super) async fn serve(listener: TcpListener, server: Arc<Server>, contract: String) {
    let for_rpc = Arc::clone(&server);
    let rpc = warp::path!("rpc")
        .and(warp::post())
        .and(warp::header::optional::<String>(skew::HEADER))
        .and(warp::body::content_length_limit(MAX_REQUEST))
        .and(warp::body::bytes())
        .then(move |announced: Option<String>, request: Bytes| {
            let server = Arc::clone(&for_rpc);
            async move { call(&server, announced.as_deref(), &request).await }
        });
    let socket = warp::path!("ws")
        .and(warp::header::optional::<String>("sec-websocket-protocol"))
        .and(warp::ws())
        .map(move |offered: Option<String>, ws| {
            upgrade(&server, offered.as_deref().unwrap_or_default(), ws)
        });
    let contract = warp::path!("contract.json").and(warp::get()).map(move || {
        let contract = contract.clone();
        warp::reply::with_header(contract, CONTENT_TYPE, "application/json").into_response()
    });
    let cors = warp::cors()
        .allow_any_origin()
        .allow_methods(["GET", "POST"])
        .allow_headers(["content-type", skew::HEADER])
        .expose_headers([skew::HEADER]);
    let routes = rpc.or(socket).unify().or(contract).unify().with(cors);
    warp::serve(routes).incoming(listener).run().await;
}

/// One call: the body is what a socket would carry in one message, and so is the answer.
async fn call(server: &Server, announced: Option<&str>, request: &[u8]) -> Response {
    let checked = server.compared(|contract| contract.check(announced, Unannounced::Accept));
    let mut response = match checked {
        Ok(()) => {
            let (reply, delay) = server.answer(request);
            tokio::time::sleep(delay).await;
            let content_type = Codec::of_request(request).content_type();
            warp::reply::with_header(reply, CONTENT_TYPE, content_type).into_response()
        }
        // The client is of another contract: it is told which one this is.
        Err(refusal) => {
            server.say("refused: the client is of another contract");
            let reply = warp::reply::with_header(refusal.body, CONTENT_TYPE, refusal.content_type);
            let status = StatusCode::from_u16(skew::STATUS).unwrap_or(StatusCode::CONFLICT);
            warp::reply::with_status(reply, status).into_response()
        }
    };
    if let Ok(hash) = HeaderValue::from_str(&server.model().contract().contract_hash) {
        response.headers_mut().insert(skew::HEADER, hash);
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
    let size = usize::try_from(MAX_REQUEST).unwrap_or(usize::MAX);
    let subprotocol = choice.subprotocol.clone();
    let upgraded = ws
        .max_message_size(size)
        .max_frame_size(size)
        .on_upgrade(move |socket| socket::run(socket, choice, server));
    warp::reply::with_header(upgraded, "sec-websocket-protocol", subprotocol).into_response()
}

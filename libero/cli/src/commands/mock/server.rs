//! The routes. Pages of any origin are let in: a client that is being built is served elsewhere.

use std::sync::Arc;

use libero_wire::Codec;
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
        .and(warp::body::content_length_limit(MAX_REQUEST))
        .and(warp::body::bytes())
        .then(move |request: Bytes| {
            let server = Arc::clone(&for_rpc);
            async move { call(&server, &request).await }
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
        .allow_headers(["content-type", "libero-contract"]);
    let routes = rpc.or(socket).unify().or(contract).unify().with(cors);
    warp::serve(routes).incoming(listener).run().await;
}

/// One call: the body is what a socket would carry in one message, and so is the answer.
async fn call(server: &Server, request: &[u8]) -> Response {
    let (reply, delay) = server.answer(request);
    tokio::time::sleep(delay).await;
    let mut response = Response::new(reply.into());
    let content_type = Codec::of_request(request).content_type();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn upgrade(server: &Arc<Server>, offered: &str, ws: warp::ws::Ws) -> Response {
    let mut names = offered.split(',').map(str::trim);
    let Some(codec) = names.find_map(Codec::of_subprotocol) else {
        let text = "offer the subprotocol libero-etf-v1 or libero-json-v1\n";
        return warp::reply::with_status(text, StatusCode::BAD_REQUEST).into_response();
    };
    let server = Arc::clone(server);
    let size = usize::try_from(MAX_REQUEST).unwrap_or(usize::MAX);
    let upgraded = ws
        .max_message_size(size)
        .max_frame_size(size)
        .on_upgrade(move |socket| socket::run(socket, codec, server));
    warp::reply::with_header(upgraded, "sec-websocket-protocol", codec.subprotocol())
        .into_response()
}

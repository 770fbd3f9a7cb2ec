//! Servers of all sides of all rows on one port, each at a path of its own.

use std::sync::{Arc, Mutex};

use contract_schema::FieldType;
use diff_proof::ends::{self, End};
use diff_proof::sample::Samples;
use diff_proof::{Case, Side};
use futures_util::{SinkExt as _, StreamExt as _};
use libero_wire::skew::{self, First, Unannounced};
use libero_wire::v1::Codec;
use libero_wire::v1::frame::Request;
use libero_wire::v1::{Limits, frame};
use warp::http::{HeaderMap, StatusCode};
use warp::reply::Response;
use warp::ws::{Message, WebSocket};
use warp::{Filter, Reply};

const CODECS: [Codec; 2] = [Codec::Etf, Codec::Json];

/// A side that is served. Requests are read by its generated dispatch; as its handlers are not written,
/// samples answer in their place.
pub(crate) struct Served {
    pub(crate) side: Side,
    /// For each end what it answers or pushes, as typed JSON.
    pub(crate) samples: Vec<Vec<String>>,
}

/// What came from one client.
#[derive(Default)]
pub(crate) struct Heard {
    /// The functions that were run, as `module.name`.
    pub(crate) ran: Vec<String>,
    /// Calls over HTTP that were not run.
    pub(crate) conflicts: usize,
}

pub(crate) struct Server {
    /// Old and new of each row in turn.
    pub(crate) sides: Vec<Served>,
    /// By the number of the client.
    heard: Vec<Mutex<Heard>>,
}

impl Served {
    fn new(side: Side) -> Self {
        let contract = side.contract();
        let all = Samples(&contract);
        let samples = |end: &End| {
            let values = if end.request_type.is_empty() {
                let mut pushes = contract.push_types.iter();
                let push = pushes.find(|push| push.type_name == end.name);
                let push = push.expect("a push");
                all.of(&FieldType::user(&*push.type_module, &*push.type_name))
            } else {
                let mut endpoints = contract.endpoints.iter();
                let endpoint =
                    endpoints.find(|one| one.name == end.name && one.module == end.module);
                let endpoint = endpoint.expect("an endpoint");
                all.results(&endpoint.ok, &endpoint.err)
            };
            let texts = values.iter().map(ToString::to_string);
            // A server in Rust does not write what it skips.
            let is_written = |text: &String| {
                let written = |codec| (end.send)(codec, 1, text.as_bytes()).is_ok();
                CODECS.into_iter().all(written)
            };
            texts.filter(is_written).collect()
        };
        let samples = side.ends.iter().map(samples).collect();
        Self { side, samples }
    }

    /// The frames of all that is pushed to a client.
    pub(crate) fn pushes(&self, codec: Codec) -> Vec<Vec<u8>> {
        let ends = self.side.ends.iter().zip(&self.samples);
        ends.filter(|(end, _)| end.request_type.is_empty())
            .flat_map(|(end, samples)| samples.iter().map(move |text| (end, text)))
            .map(|(end, text)| (end.send)(codec, 0, text.as_bytes()).expect("was tried"))
            .collect()
    }

    /// The answer to a request, and what was asked for: the first time one value, then another.
    fn answer(&self, input: &[u8], ran: &[String]) -> (Vec<u8>, String) {
        let codec = Codec::of_request(input);
        let unknown = |id, why: String| {
            let error = frame::RpcError::UnknownFunction { name: why.clone() };
            (frame::failure(codec, id, error), why)
        };
        let request = match Request::read(input, &Limits::default()) {
            Ok(request) => request,
            Err(bad) => return unknown(0, bad.error.to_string()),
        };
        // Its handler was reached: that panics.
        if let Err(why) = ends::refusal(codec, &(self.side.serve)(input)) {
            return unknown(request.request_id, why);
        }
        let is_asked = |end: &End| {
            !end.request_type.is_empty()
                && end.module == request.module
                && (end.take)(input).is_ok()
        };
        let Some(at) = self.side.ends.iter().position(is_asked) else {
            return unknown(request.request_id, "a function of nobody".to_owned());
        };
        let (end, samples) = (&self.side.ends[at], &self.samples[at]);
        let name = format!("{}.{}", end.module, end.name);
        let sample = if ran.contains(&name) {
            samples.last()
        } else {
            samples.first()
        };
        let sample = sample.expect("a sample").as_bytes();
        let reply = (end.send)(codec, request.request_id, sample).expect("was tried");
        (reply, name)
    }
}

impl Server {
    pub(crate) fn new(cases: Vec<Case>, clients: usize) -> Self {
        let sides = cases.into_iter().flat_map(|case| [case.old, case.new]);
        Self {
            sides: sides.map(Served::new).collect(),
            heard: (0..clients).map(|_| Mutex::default()).collect(),
        }
    }

    pub(crate) fn heard<T>(&self, client: usize, look: impl FnOnce(&mut Heard) -> T) -> T {
        look(&mut self.heard[client].lock().expect("no panic"))
    }

    fn answer(&self, side: usize, client: usize, input: &[u8]) -> Vec<u8> {
        self.heard(client, |heard| {
            let (reply, asked) = self.sides[side].answer(input, &heard.ran);
            heard.ran.push(asked);
            reply
        })
    }

    /// Serves on a port of its own, which it gives.
    pub(crate) async fn start(self: Arc<Self>) -> u16 {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let for_rpc = Arc::clone(&self);
        let rpc = warp::path!(usize / usize / "rpc")
            .and(warp::post())
            .and(warp::header::headers_cloned())
            .and(warp::body::bytes())
            .map(
                move |side, client, headers: HeaderMap, body: warp::hyper::body::Bytes| {
                    for_rpc.call(side, client, &headers, &body)
                },
            );
        let socket = warp::path!(usize / usize / "ws")
            .and(warp::header::header("sec-websocket-protocol"))
            .and(warp::ws())
            .map(move |side, client, offered: String, ws| {
                upgrade(&self, (side, client), &offered, ws)
            });
        let routes = rpc.or(socket).unify();
        tokio::spawn(warp::serve(routes).incoming(listener).run());
        port
    }

    fn call(&self, side: usize, client: usize, headers: &HeaderMap, body: &[u8]) -> Response {
        let hashes = self.sides[side].side.hashes;
        let header = headers.get(skew::HEADER).and_then(|it| it.to_str().ok());
        let (status, content_type, body) = match hashes.check(header, Unannounced::Refuse) {
            Ok(()) => {
                let content_type = Codec::of_request(body).content_type();
                (200, content_type, self.answer(side, client, body))
            }
            Err(refusal) => {
                self.heard(client, |heard| heard.conflicts += 1);
                let body = refusal.body.into_bytes();
                (skew::STATUS, refusal.content_type, body)
            }
        };
        let status = StatusCode::from_u16(status).expect("a status");
        let reply = warp::reply::with_header(body, "content-type", content_type);
        let reply = warp::reply::with_header(reply, skew::HEADER, hashes.hash);
        warp::reply::with_status(reply, status).into_response()
    }
}

fn upgrade(
    server: &Arc<Server>,
    (side, client): (usize, usize),
    offered: &str,
    ws: warp::ws::Ws,
) -> Response {
    let hashes = server.sides[side].side.hashes;
    let Some(choice) = hashes.choose(offered, Unannounced::Refuse) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let (server, codec, first) = (Arc::clone(server), choice.codec, choice.first);
    let upgraded = ws.on_upgrade(move |socket| run(server, (side, client), socket, codec, first));
    warp::reply::with_header(upgraded, "sec-websocket-protocol", choice.subprotocol).into_response()
}

/// Says first what there is to say, pushes all that there is to push, and answers.
async fn run(
    server: Arc<Server>,
    (side, client): (usize, usize),
    mut socket: WebSocket,
    codec: Codec,
    first: First,
) {
    let message = |bytes: Vec<u8>| match codec {
        Codec::Etf => Message::binary(bytes),
        Codec::Json => Message::text(String::from_utf8(bytes).expect("JSON")),
    };
    let mut waiting = match first {
        First::Nothing => vec![],
        First::Contract(text) => vec![Message::text(text)],
        First::Close(..) => return,
    };
    waiting.extend(server.sides[side].pushes(codec).into_iter().map(message));
    for one in waiting {
        // A client that is gone asks for nothing.
        if socket.send(one).await.is_err() {
            return;
        }
    }
    while let Some(Ok(request)) = socket.next().await {
        if request.is_binary() || request.is_text() {
            let reply = server.answer(side, client, request.as_bytes());
            if socket.send(message(reply)).await.is_err() {
                return;
            }
        }
    }
}

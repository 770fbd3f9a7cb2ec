//! A client in Rust: `skew::Known` over a real socket, or over HTTP.

use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use diff_proof::ends::Line;
use libero_wire::client::{Endpoint, Outgoing, TransportError};
use libero_wire::skew::{self, Known, ServerContract};
use libero_wire::v1::frame::{self, Head};
use libero_wire::v1::{Codec, Limits};
use tungstenite::client::IntoClientRequest as _;
use tungstenite::{Message, WebSocket};

use super::server::Server;
use super::{Pair, Plan, Saw};

const PATIENCE: Duration = Duration::from_secs(20);

type Sent = Result<Vec<u8>, String>;

pub(crate) fn run(
    pair: &Pair,
    server: &Server,
    plans: &[Plan],
    port: u16,
    number: usize,
) -> Result<Saw, String> {
    let side = &server.sides[pair.client].side;
    let told: Arc<Mutex<Vec<ServerContract>>> = Arc::default();
    let teller = Arc::clone(&told);
    let known = Known::new(&side.hashes)
        .on_stale(move |contract| teller.lock().expect("no panic").push(contract.clone()));
    let place = format!("127.0.0.1:{port}/{}/{number}", pair.server);
    let plan = &plans[pair.client];
    let mut saw = Saw {
        calls: vec![<[String; 2]>::default(); plan.calls.len()],
        pushes: vec![vec![]; plan.pushes.len()],
        told: vec![],
    };
    let socket = if pair.is_socket {
        Some(Mutex::new(connect(&known, pair.codec(), &place)?))
    } else {
        None
    };
    let pushed = Mutex::new(vec![]);
    let exchange = |request: Outgoing| match &socket {
        Some(socket) => ask(
            &mut socket.lock().expect("no panic"),
            pair.codec(),
            request.frame,
            &mut pushed.lock().expect("no panic"),
        )
        .map_err(TransportError::new),
        None => post(&known, pair.codec(), &place, &request),
    };
    let line = Line {
        codec: pair.codec(),
        known: &known,
        exchange: &exchange,
    };
    for round in 0..2 {
        for (at, (end, message, hash)) in plan.calls.iter().enumerate() {
            let end = &side.ends[*end];
            let mut hashes = side.hashes.endpoints.iter();
            let (name, digits) = hashes.find(|(name, _)| *name == hash.0).ok_or("no hash")?;
            let endpoint = Endpoint {
                module: end.module,
                name,
                hash: digits,
            };
            let called = (end.call)(&line, &endpoint, side.hashes.hash, message.as_bytes());
            saw.calls[at][round] =
                called.map_or_else(|why| why, |value| format!("ok {}", text(value)));
        }
    }
    let mut pushed = pushed.into_inner().expect("no panic");
    if let Some(socket) = socket {
        let mut socket = socket.into_inner().expect("no panic");
        // What is pushed before anything is asked comes first; where nothing was asked, it is still to come.
        let count = server.sides[pair.server].pushes(pair.codec()).len();
        while pushed.len() < count {
            pushed.push(next(&mut socket)?);
        }
    }
    for (at, (end, _)) in plan.pushes.iter().enumerate() {
        let end = &side.ends[*end];
        // Where the type is known to agree; of another push's frames it can be told by reading them.
        if (end.is_known)(&known) {
            let read = pushed.iter().map(|frame| (end.read)(pair.codec(), frame));
            let read = read.map(|value| value.map_or_else(|why| format!("refused: {why}"), text));
            saw.pushes[at] = match plan.pushes.len() {
                1 => read.collect(),
                _ => read.filter(|text| !text.starts_with("refused")).collect(),
            };
        }
    }
    let told = told.lock().expect("no panic");
    let stale = |contract: &ServerContract| {
        let names = contract.stale(&side.hashes);
        names.map(str::to_owned).collect()
    };
    saw.told = told.iter().map(stale).collect();
    Ok(saw)
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("JSON")
}

fn connect(known: &Known, codec: Codec, place: &str) -> Result<WebSocket<TcpStream>, String> {
    let url = format!("ws://{place}/ws");
    let mut request = url.into_client_request().map_err(|e| e.to_string())?;
    let offer = known.offer(codec).parse().map_err(|_| "no header")?;
    request
        .headers_mut()
        .insert("sec-websocket-protocol", offer);
    let (address, _) = place.split_once('/').ok_or("no path")?;
    let stream = TcpStream::connect(address).map_err(|e| e.to_string())?;
    stream
        .set_read_timeout(Some(PATIENCE))
        .map_err(|e| e.to_string())?;
    let (mut socket, response) =
        tungstenite::client(request, stream).map_err(|error| error.to_string())?;
    let chosen = response.headers().get("sec-websocket-protocol");
    let chosen = chosen
        .and_then(|it| it.to_str().ok())
        .ok_or("no subprotocol")?;
    if known.connected(chosen) {
        let document = next(&mut socket)?;
        known.learn(&document).map_err(|error| error.to_string())?;
    }
    Ok(socket)
}

fn next(socket: &mut WebSocket<TcpStream>) -> Sent {
    match socket.read().map_err(|error| error.to_string())? {
        Message::Text(text) => Ok(text.as_bytes().to_vec()),
        Message::Binary(bytes) => Ok(bytes.to_vec()),
        other => Err(format!("a message that is {other:?}")),
    }
}

fn ask(
    socket: &mut WebSocket<TcpStream>,
    codec: Codec,
    request: Vec<u8>,
    pushed: &mut Vec<Vec<u8>>,
) -> Sent {
    let message = match codec {
        Codec::Etf => Message::binary(request),
        Codec::Json => Message::text(text(request)),
    };
    socket.send(message).map_err(|error| error.to_string())?;
    loop {
        let bytes = next(socket)?;
        match frame::head(codec, &bytes, &Limits::default()) {
            Ok(Head::Push { .. }) => pushed.push(bytes),
            Ok(Head::Response { .. }) => return Ok(bytes),
            Err(error) => return Err(error.to_string()),
        }
    }
}

fn post(
    known: &Known,
    codec: Codec,
    place: &str,
    request: &Outgoing,
) -> Result<Vec<u8>, TransportError> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE));
    let agent = ureq::Agent::from(config.build());
    let response = agent
        .post(format!("http://{place}/rpc"))
        .header("content-type", codec.content_type())
        .header(skew::HEADER, &request.contract)
        .send(&request.frame[..]);
    let mut response = response.map_err(TransportError::new)?;
    let body = response.body_mut().read_to_vec();
    let body = body.map_err(TransportError::new)?;
    if response.status() == skew::STATUS {
        return Err(TransportError::other_contract(body));
    }
    let theirs = response.headers().get(skew::HEADER);
    known.heard(theirs.and_then(|it| it.to_str().ok()));
    Ok(body)
}

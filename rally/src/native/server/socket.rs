//! One open socket: calls in, replies out.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::{FutureExt, SinkExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use libero_wire::Codec;
use libero_wire::skew::{Choice, First};
use tokio::io::AsyncReadExt;
use tokio::task::{JoinError, JoinSet};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::Error;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Message, Role, WebSocketConfig};
use warp::http::header::{HeaderValue, SEC_WEBSOCKET_PROTOCOL, UPGRADE};
use warp::http::{Request, StatusCode};
use warp::reply::Response;

use super::render::panic_text;
use super::shared::{Incoming, Shared, Visitor};
use super::site::{Caller, Mounted};
use super::{origin, respond};
use crate::protocol::{PING, PONG};

/// Bytes that are read at once. The library has 128 kB, which it fills with zeros before each read and keeps
/// for each socket; this is why warp's own sockets are not used, which cannot be told otherwise.
const READ_BUFFER: usize = 4096;

/// How long a peer may take to answer a close.
const FAREWELL: Duration = Duration::from_secs(1);

/// Makes a socket of a request.
pub(super) fn upgrade(
    shared: &Arc<Shared>,
    site: &Arc<dyn Mounted>,
    incoming: &Incoming,
) -> Response {
    if !incoming.is_get() {
        return respond::wrong_method("GET");
    }
    let headers = &incoming.headers;
    let mut handshake = Request::new(());
    *handshake.headers_mut() = headers.clone();
    let Ok(mut response) = create_response_with_body(&handshake, || "".into()) else {
        let mut response = respond::plain(StatusCode::UPGRADE_REQUIRED, "here is a WebSocket");
        let websocket = HeaderValue::from_static("websocket");
        response.headers_mut().insert(UPGRADE, websocket);
        return response;
    };
    if !origin::is_allowed(
        headers,
        &incoming.seen,
        &shared.config.origins,
        shared.config.is_dev(),
    ) {
        let text = "a page of another site may not connect";
        return respond::plain(StatusCode::FORBIDDEN, text);
    }
    let offered = headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter();
    let offered: Vec<_> = offered.filter_map(|it| it.to_str().ok()).collect();
    let choice = site
        .contract()
        .choose(&offered.join(","), shared.config.unannounced);
    let Some(choice) = choice else {
        let text = "offer the subprotocol libero-etf-v1 or libero-json-v1";
        return respond::plain(StatusCode::BAD_REQUEST, text);
    };
    let (Some(upgrade), Ok(subprotocol)) = (
        incoming.take_upgrade(),
        HeaderValue::from_str(&choice.subprotocol),
    ) else {
        return respond::plain(
            StatusCode::BAD_REQUEST,
            "this connection cannot be a socket",
        );
    };
    if shared.stopping.is_cancelled() {
        let text = "the server is going down";
        return respond::plain(StatusCode::SERVICE_UNAVAILABLE, text);
    }
    let visitor = match Visitor::new(shared, incoming) {
        Ok(visitor) => visitor,
        Err(error) => {
            tracing::error!(request_id = incoming.id, %error, "no session");
            return respond::internal(&incoming.id);
        }
    };
    let caller = site.caller(&visitor.request);
    let place = Arc::clone(&incoming.place);
    let for_task = Arc::clone(shared);
    shared.tasks.spawn(async move {
        if let Ok(upgraded) = upgrade.await {
            run(for_task, upgraded, choice, caller).await;
        }
        drop(place);
    });
    let headers = response.headers_mut();
    headers.insert(SEC_WEBSOCKET_PROTOCOL, subprotocol);
    visitor.mark(response)
}

async fn run(shared: Arc<Shared>, upgraded: Upgraded, choice: Choice, caller: Arc<dyn Caller>) {
    let max_bytes = shared.config.limits.call_bytes;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .max_message_size(Some(max_bytes))
        .max_frame_size(Some(max_bytes));
    let io = TokioIo::new(upgraded);
    let stream = WebSocketStream::from_raw_socket(io, Role::Server, Some(config)).await;
    let mut socket = Socket {
        stream,
        codec: choice.codec,
        caller,
        held: VecDeque::new(),
        calls: JoinSet::new(),
        heard: Instant::now(),
        shared,
    };
    let end = match choice.first {
        First::Nothing => socket.serve().await,
        First::Contract(text) => match socket.feed(Message::text(text)).await {
            Ok(()) => socket.serve().await,
            Err(end) => end,
        },
        // What it has sent already is not run.
        First::Close(code, reason) => End::Say(code.into(), reason),
    };
    socket.end(end).await;
}

struct Socket {
    stream: Stream,
    codec: Codec,
    caller: Arc<dyn Caller>,
    /// Calls that wait for a place among those under way, so that what is said between them is still heard.
    held: VecDeque<Bytes>,
    calls: JoinSet<Vec<u8>>,
    heard: Instant,
    shared: Arc<Shared>,
}

/// Why a socket ends.
enum End {
    /// There is nobody to say it to.
    Gone,
    /// The server is stopped.
    Stop,
    /// The peer has done what it must not do, or something is wrong here.
    Say(CloseCode, &'static str),
}

impl Socket {
    async fn serve(&mut self) -> End {
        // What was to be said first.
        if let Err(end) = self.flush().await {
            return end;
        }
        let mut ping = tokio::time::interval(self.shared.config.timeouts.ping);
        let stopping = self.shared.stopping.clone();
        loop {
            let done = tokio::select! {
                biased;
                () = stopping.cancelled() => return End::Stop,
                Some(reply) = self.calls.join_next() => self.reply(reply).await,
                message = self.stream.next(), if self.listens() => self.hear(message).await,
                _ = ping.tick() => self.ask().await,
            };
            if let Err(end) = done {
                return end;
            }
            if let Err(end) = self.take_what_is_ready().await {
                return end;
            }
        }
    }

    /// All replies and messages that are there already, before what is to be sent is sent at once.
    async fn take_what_is_ready(&mut self) -> Result<(), End> {
        for _ in 0..self.places() {
            if let Some(reply) = self.calls.try_join_next() {
                self.reply(reply).await?;
            } else if self.listens()
                && let Some(message) = self.stream.next().now_or_never()
            {
                self.hear(message).await?;
            } else {
                break;
            }
        }
        self.flush().await
    }

    /// Calls that may be under way at once, and as many that may wait.
    fn places(&self) -> usize {
        self.shared.config.limits.calls_per_socket.max(1)
    }

    /// Whether there is room for what comes next. The peer has to wait where there is none.
    fn listens(&self) -> bool {
        let held: usize = self.held.iter().map(Bytes::len).sum();
        self.held.len() < self.places() && held < self.shared.config.limits.call_bytes
    }

    async fn hear(&mut self, message: Option<Result<Message, Error>>) -> Result<(), End> {
        self.heard = Instant::now();
        let frame = match message {
            None => return Err(End::Gone),
            Some(Err(error)) => return Err(misbehaviour(&error)),
            Some(Ok(Message::Text(text))) if text == PING => {
                return self.feed(Message::text(PONG)).await;
            }
            Some(Ok(Message::Text(text))) if self.codec == Codec::Json => text.into(),
            Some(Ok(Message::Binary(bytes))) if self.codec == Codec::Etf => bytes,
            Some(Ok(Message::Text(_) | Message::Binary(_))) => {
                let reason = "not in the subprotocol that was agreed on";
                return Err(End::Say(CloseCode::Unsupported, reason));
            }
            // The library answers pings, and a close, which ends the stream.
            Some(Ok(_)) => return Ok(()),
        };
        self.held.push_back(frame);
        self.begin().await
    }

    /// Begins the calls for which there is a place.
    async fn begin(&mut self) -> Result<(), End> {
        while self.calls.len() < self.places()
            && let Some(frame) = self.held.pop_front()
        {
            let mut call = self.caller.call(frame);
            // Many calls are answered at once, and need no task.
            let begun = catch_unwind(AssertUnwindSafe(|| (&mut call).now_or_never()));
            match begun {
                // A task of its own, since a peer that leaves does not leave a change half done.
                Ok(None) => drop(self.calls.spawn(self.shared.tasks.track_future(call))),
                Ok(Some(reply)) => self.feed(self.message(reply)).await?,
                Err(panic) => return Err(broke_off(&panic_text(&*panic))),
            }
        }
        Ok(())
    }

    async fn reply(&mut self, reply: Result<Vec<u8>, JoinError>) -> Result<(), End> {
        match reply {
            Ok(reply) => self.feed(self.message(reply)).await?,
            Err(error) => return Err(broke_off(&error.to_string())),
        }
        self.begin().await
    }

    fn message(&self, reply: Vec<u8>) -> Message {
        match self.codec {
            Codec::Etf => Message::binary(reply),
            Codec::Json => match String::from_utf8(reply) {
                Ok(text) => Message::text(text),
                Err(error) => Message::text(String::from_utf8_lossy(error.as_bytes()).into_owned()),
            },
        }
    }

    /// Asks a silent peer whether it is there.
    async fn ask(&mut self) -> Result<(), End> {
        let timeouts = &self.shared.config.timeouts;
        if !self.listens() {
            // It may talk all the time.
            self.heard = Instant::now();
        }
        let silence = self.heard.elapsed();
        if silence > timeouts.silence {
            Err(End::Say(CloseCode::Away, "nothing was heard for too long"))
        } else if silence >= timeouts.ping {
            self.feed(Message::Ping(Bytes::new())).await
        } else {
            Ok(())
        }
    }

    async fn feed(&mut self, message: Message) -> Result<(), End> {
        self.stream.feed(message).await.map_err(|_| End::Gone)
    }

    async fn flush(&mut self) -> Result<(), End> {
        self.stream.flush().await.map_err(|_| End::Gone)
    }

    async fn end(mut self, end: End) {
        let (code, reason) = match end {
            // What was begun is done, though nobody hears of it.
            End::Gone => return self.calls.detach_all(),
            End::Say(code, reason) => {
                self.calls.detach_all();
                (code, reason)
            }
            End::Stop => {
                // Not to the last moment: there is still a farewell to send.
                let time = self.shared.config.timeouts.stop * 3 / 4;
                let _ = tokio::time::timeout(time, self.finish()).await;
                (CloseCode::Away, "the server is going down")
            }
        };
        let reason = reason.into();
        let close = Message::Close(Some(CloseFrame { code, reason }));
        if self.feed(close).await.is_ok() && self.flush().await.is_ok() {
            // Whoever is cut off while sending may not get to read what was sent.
            let mut io = self.stream.into_inner();
            let mut rest = [0; 1024];
            let reading = async { while io.read(&mut rest).await.is_ok_and(|count| count > 0) {} };
            let _ = tokio::time::timeout(FAREWELL, reading).await;
        }
    }

    /// Answers the calls that were taken in.
    async fn finish(&mut self) -> Result<(), End> {
        while let Some(reply) = self.calls.join_next().await {
            self.reply(reply).await?;
        }
        Ok(())
    }
}

type Stream = WebSocketStream<TokioIo<Upgraded>>;

/// A call without an answer. Handlers cannot cause it: their panics are answers.
fn broke_off(cause: &str) -> End {
    tracing::error!(cause, "a call broke off");
    End::Say(CloseCode::Error, "the server failed")
}

fn misbehaviour(error: &Error) -> End {
    match error {
        Error::Capacity(_) => End::Say(CloseCode::Size, "the message is too large"),
        Error::Utf8(_) => End::Say(CloseCode::Invalid, "the text is not UTF-8"),
        Error::Protocol(_) => End::Say(CloseCode::Protocol, "this is no WebSocket frame"),
        _ => End::Gone,
    }
}

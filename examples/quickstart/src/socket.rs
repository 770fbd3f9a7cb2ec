//! One open socket: requests in, replies and events out.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use libero_wire::Codec;
use libero_wire::skew::{Choice, First};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Semaphore, mpsc};
use warp::ws::{Message, WebSocket};

use crate::board::events::BoardEvent;
use crate::context::ServerContext;
use crate::generated::libero;
use crate::server::Session;

/// Calls of one socket that run at the same time; more wait unread.
const CALLS: usize = 16;
/// How often a silent peer is asked whether it is there.
const PING: Duration = Duration::from_secs(20);
/// How long a peer may be silent, or leave what it is sent unread.
const PATIENCE: Duration = Duration::from_mins(1);

const GOING_AWAY: u16 = 1001;
const UNSUPPORTED: u16 = 1003;

/// Serves a socket until its peer leaves or the server goes down.
pub(crate) async fn run(
    socket: WebSocket,
    choice: Choice,
    context: Arc<ServerContext>,
    mut session: Session,
) {
    let codec = choice.codec;
    // Subscribed before it is counted, so that it hears of itself.
    let mut events = context.events();
    context.socket_opened();
    let (mut out, mut incoming) = socket.split();
    let is_served = match choice.first {
        First::Nothing => true,
        First::Contract(text) => send(&mut out, Message::text(text)).await,
        // What it has sent already is not run.
        First::Close(code, reason) => {
            leave(&mut out, &mut incoming, code, reason).await;
            false
        }
    };
    if !is_served {
        return context.socket_closed();
    }
    let (reply, mut replies) = mpsc::channel::<Vec<u8>>(CALLS);
    let calls = Arc::new(Semaphore::new(CALLS));
    let mut ping = tokio::time::interval(PING);
    let mut heard = Instant::now();

    let farewell = loop {
        let outgoing = tokio::select! {
            () = session.ending() => break Some((GOING_AWAY, "the server is going down")),
            _ = ping.tick() => {
                if heard.elapsed() > PATIENCE {
                    break None;
                }
                Message::ping(Bytes::new())
            }
            Some(answer) = replies.recv() => frame(codec, answer),
            event = events.recv() => match event_frame(codec, event) {
                Some(message) => message,
                None => continue,
            },
            // As many calls as may run are under way: read on when one is done.
            message = incoming.next(), if calls.available_permits() > 0 => {
                heard = Instant::now();
                match message {
                    None | Some(Err(_)) => break None,
                    Some(Ok(message)) if message.is_close() => break None,
                    Some(Ok(message)) if message.is_ping() || message.is_pong() => continue,
                    Some(Ok(message)) if message.is_text() != matches!(codec, Codec::Json) => {
                        break Some((UNSUPPORTED, "not in the subprotocol that was agreed on"));
                    }
                    Some(Ok(message)) => {
                        start_call(&context, &calls, &reply, message.into_bytes());
                        continue;
                    }
                }
            }
        };
        if !send(&mut out, outgoing).await {
            break None;
        }
    };
    if let Some((code, reason)) = farewell {
        leave(&mut out, &mut incoming, code, reason).await;
    }
    context.socket_closed();
}

/// Closes. The peer answers with a close of its own; waits for it, though not forever.
async fn leave(
    out: &mut SplitSink<WebSocket, Message>,
    incoming: &mut SplitStream<WebSocket>,
    code: u16,
    reason: &'static str,
) {
    if send(out, Message::close_with(code, reason)).await {
        let rest = async { while let Some(Ok(_)) = incoming.next().await {} };
        let _ = tokio::time::timeout(Duration::from_secs(1), rest).await;
    }
}

fn start_call(
    context: &Arc<ServerContext>,
    calls: &Arc<Semaphore>,
    reply: &mpsc::Sender<Vec<u8>>,
    request: Bytes,
) {
    let Ok(permit) = Arc::clone(calls).try_acquire_owned() else {
        return; // not reached: the socket is read only while a permit is free
    };
    let context = Arc::clone(context);
    let reply = reply.clone();
    tokio::spawn(async move {
        let answer = libero::dispatch(&context, &request).await;
        // The only error is that the socket is gone.
        let _ = reply.send(answer).await;
        drop(permit);
    });
}

/// The message for an event, or nothing where there is none to send.
fn event_frame(codec: Codec, event: Result<BoardEvent, RecvError>) -> Option<Message> {
    let event = match event {
        Ok(event) => event,
        Err(RecvError::Lagged(events)) => BoardEvent::Missed { events },
        Err(RecvError::Closed) => return None,
    };
    match libero::push(codec, &event) {
        Ok(bytes) => Some(frame(codec, bytes)),
        Err(error) => {
            eprintln!("an event could not be encoded: {error}");
            None
        }
    }
}

fn frame(codec: Codec, bytes: Vec<u8>) -> Message {
    match codec {
        Codec::Etf => Message::binary(bytes),
        Codec::Json => Message::text(String::from_utf8_lossy(&bytes)),
    }
}

/// Whether the message was taken in time.
async fn send(out: &mut SplitSink<WebSocket, Message>, message: Message) -> bool {
    let sent = tokio::time::timeout(PATIENCE, out.send(message)).await;
    matches!(sent, Ok(Ok(())))
}

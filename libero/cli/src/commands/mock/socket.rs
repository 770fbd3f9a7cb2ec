//! One open socket: requests in, replies and pushes out.

use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use libero_wire::Codec;
use libero_wire::skew::{Choice, First};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use warp::ws::{Message, WebSocket};

use super::answer::Server;
use super::rules::PushRule;

/// Calls and pushes of one socket that may wait to be sent.
const WAITING: usize = 64;

/// Serves a socket until its peer leaves.
pub(super) async fn run(socket: WebSocket, choice: Choice, server: Arc<Server>) {
    let codec = choice.codec;
    let (mut out, mut incoming) = socket.split();
    if let First::Contract(text) = choice.first {
        server.say("a client of another contract is told of this one");
        if out.send(Message::text(text)).await.is_err() {
            return;
        }
    }
    let (frames, mut waiting) = mpsc::channel::<Vec<u8>>(WAITING);
    let mut rules = server.rules();
    let mut calls = JoinSet::new();
    let mut pushes = start_pushes(&server, codec, &frames);
    loop {
        let frame = tokio::select! {
            Some(frame) = waiting.recv() => frame,
            Some(_) = calls.join_next() => continue,
            Ok(()) = rules.changed() => {
                pushes = start_pushes(&server, codec, &frames);
                continue;
            }
            message = incoming.next(), if calls.len() < WAITING => match message {
                Some(Ok(message)) if message.is_text() || message.is_binary() => {
                    let (server, frames) = (Arc::clone(&server), frames.clone());
                    calls.spawn(async move {
                        let (reply, delay) = server.answer(message.as_bytes());
                        tokio::time::sleep(delay).await;
                        // The only error is that the socket is gone.
                        let _ = frames.send(reply).await;
                    });
                    continue;
                }
                Some(Ok(message)) if !message.is_close() => continue,
                _ => break,
            },
        };
        let message = match codec {
            Codec::Etf => Message::binary(frame),
            Codec::Json => Message::text(String::from_utf8_lossy(&frame)),
        };
        if out.send(message).await.is_err() {
            break;
        }
    }
    pushes.abort_all();
}

/// A task for each push; they end when what is returned is dropped.
fn start_pushes(server: &Arc<Server>, codec: Codec, frames: &mpsc::Sender<Vec<u8>>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    for rule in server.pushes() {
        tasks.spawn(push(Arc::clone(server), rule, codec, frames.clone()));
    }
    tasks
}

async fn push(server: Arc<Server>, rule: PushRule, codec: Codec, frames: mpsc::Sender<Vec<u8>>) {
    tokio::time::sleep(rule.first).await;
    for count in 0.. {
        let Some(frame) = server.push(&rule, codec, count) else {
            return;
        };
        if frames.send(frame).await.is_err() {
            return;
        }
        let Some(every) = rule.every else {
            return;
        };
        tokio::time::sleep(every).await;
    }
}

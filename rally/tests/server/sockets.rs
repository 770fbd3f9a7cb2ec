//! Sockets.

use std::collections::HashSet;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use libero_wire::Codec;
use rally::env::AppEnv;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::Message;

use crate::site::{PUBLIC, frame};
use crate::support::{Fixture, LONG, Socket};

const PROTOCOL: &str = "sec-websocket-protocol";

async fn next(socket: &mut Socket) -> Message {
    let next = tokio::time::timeout(LONG, socket.next()).await;
    next.expect("nothing comes").expect("it is closed").unwrap()
}

/// The code with which the server closes.
async fn closed(socket: &mut Socket) -> u16 {
    loop {
        if let Message::Close(frame) = next(socket).await {
            return frame.unwrap().code.into();
        }
    }
}

#[tokio::test]
async fn calls_are_answered_in_the_codec_that_was_agreed_on() {
    let server = Fixture::start().await;
    let mut etf = server.etf_socket().await;
    let call = Message::binary(frame(Codec::Etf, "echo:a"));
    etf.send(call.clone()).await.unwrap();
    assert_eq!(next(&mut etf).await, call);

    let mut json = server
        .socket(&[(PROTOCOL, "libero-json-v1")])
        .await
        .unwrap();
    let call = Message::text(String::from_utf8(frame(Codec::Json, "echo:b")).unwrap());
    json.send(call.clone()).await.unwrap();
    assert_eq!(next(&mut json).await, call);
}

#[tokio::test]
async fn who_has_as_many_calls_under_way_as_may_be_is_still_heard() {
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.limits.calls_per_socket = 2;
        config.timeouts.ping = Duration::from_millis(20);
        config.timeouts.silence = Duration::from_millis(60);
    })
    .await;
    let mut socket = server.etf_socket().await;
    let calls = ["sleep:1000", "sleep:1001", "echo:a", "echo:b", "echo:c"];
    for (count, call) in calls.iter().enumerate() {
        let call = Message::binary(frame(Codec::Etf, call));
        socket.send(call).await.unwrap();
        if count == 2 {
            socket.send(Message::text("ping")).await.unwrap();
        }
    }
    let mut answers = vec![];
    while answers.len() < 6 {
        match next(&mut socket).await {
            Message::Ping(_) => {}
            Message::Text(text) => answers.push(text.as_bytes().to_vec()),
            message => answers.push(message.into_data().to_vec()),
        }
    }
    assert_eq!(
        answers[0], b"pong",
        "two calls are under way, and one waits"
    );
    let expected: HashSet<_> = calls.iter().map(|call| frame(Codec::Etf, call)).collect();
    assert_eq!(
        answers.split_off(1).into_iter().collect::<HashSet<_>>(),
        expected
    );
}

#[tokio::test]
async fn many_calls_at_once_are_all_answered() {
    let server = Fixture::start().await;
    let mut socket = server.etf_socket().await;
    let calls: HashSet<Vec<u8>> = (0..300)
        .map(|id| match id % 3 {
            0 => frame(Codec::Etf, &format!("sleep:{}", id % 20)),
            _ => frame(Codec::Etf, &format!("echo:{id}")),
        })
        .collect();
    for call in &calls {
        socket.feed(Message::binary(call.clone())).await.unwrap();
    }
    socket.flush().await.unwrap();
    let mut answers = HashSet::new();
    for _ in 0..calls.len() {
        answers.insert(next(&mut socket).await.into_data().to_vec());
    }
    assert_eq!(answers, calls);
}

#[tokio::test]
async fn a_slow_call_does_not_keep_others_waiting() {
    let server = Fixture::start().await;
    let mut socket = server.etf_socket().await;
    for command in ["sleep:300", "echo:quick"] {
        socket
            .send(Message::binary(frame(Codec::Etf, command)))
            .await
            .unwrap();
    }
    for command in ["echo:quick", "sleep:300"] {
        assert_eq!(
            next(&mut socket).await,
            Message::binary(frame(Codec::Etf, command))
        );
    }
}

#[tokio::test]
async fn a_client_may_ask_whether_the_server_is_there() {
    let server = Fixture::start().await;
    for protocol in ["libero-etf-v1", "libero-json-v1"] {
        let mut socket = server.socket(&[(PROTOCOL, protocol)]).await.unwrap();
        socket.send(Message::text("ping")).await.unwrap();
        assert_eq!(next(&mut socket).await, Message::text("pong"));
        socket.send(Message::Ping("x".into())).await.unwrap();
        assert_eq!(next(&mut socket).await, Message::Pong("x".into()));
    }
}

#[tokio::test]
async fn peers_of_other_versions_are_met_as_the_protocol_says() {
    let server = Fixture::start().await;
    let own = format!("libero-etf-v1.{}, libero-etf-v1", PUBLIC.hash);
    let mut socket = server.socket(&[(PROTOCOL, &own)]).await.unwrap();
    let call = Message::binary(frame(Codec::Etf, "echo"));
    socket.send(call.clone()).await.unwrap();
    assert_eq!(next(&mut socket).await, call);

    let other = "libero-etf-v1.ffff, libero-etf-v1.skew, libero-etf-v1";
    let mut socket = server.socket(&[(PROTOCOL, other)]).await.unwrap();
    let first = next(&mut socket).await;
    assert!(first.to_text().unwrap().contains(PUBLIC.hash), "{first:?}");
    socket.send(call.clone()).await.unwrap();
    assert_eq!(next(&mut socket).await, call);
}

#[tokio::test]
async fn peers_that_do_not_say_their_contract_can_be_refused() {
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.unannounced = rally::server::Unannounced::Refuse;
    })
    .await;
    let mut socket = server.etf_socket().await;
    let call = Message::binary(frame(Codec::Etf, "echo"));
    socket.send(call.clone()).await.unwrap();
    assert_eq!(closed(&mut socket).await, libero_wire::skew::CLOSE);

    let own = format!("libero-etf-v1.{}", PUBLIC.hash);
    let mut socket = server.socket(&[(PROTOCOL, &own)]).await.unwrap();
    socket.send(call.clone()).await.unwrap();
    assert_eq!(next(&mut socket).await, call);
}

#[tokio::test]
async fn a_handshake_is_refused_where_it_makes_no_sense_or_comes_from_elsewhere() {
    let server = Fixture::start().await;
    let etf = (PROTOCOL, "libero-etf-v1");
    for (headers, status) in [
        (&[][..], 400),
        (&[(PROTOCOL, "graphql-ws")][..], 400),
        (&[etf, ("origin", "http://evil.example")][..], 403),
        (&[etf, ("origin", "null")][..], 403),
        (&[etf, ("sec-fetch-site", "cross-site")][..], 403),
        (&[etf, ("sec-websocket-version", "8")][..], 426),
    ] {
        let refused = server.socket(headers).await;
        assert_eq!(refused.err(), Some(status), "{headers:?}");
    }
    let own = format!("http://{}", server.address());
    assert!(server.socket(&[etf, ("origin", &own)]).await.is_ok());
    assert_eq!(server.get("/ws").await.status, 426);
    assert_eq!(server.send("POST /ws", &[], b"").await.status, 405);
}

#[tokio::test]
async fn what_breaks_the_rules_closes_the_socket_with_the_reason() {
    let server = Fixture::start().await;
    for (message, code) in [
        (Message::text("{}"), 1003),
        (Message::binary(vec![131; (1 << 20) + 1]), 1009),
        (Message::binary(frame(Codec::Etf, "panic")), 1011),
        (Message::binary(frame(Codec::Etf, "panic-later")), 1011),
    ] {
        let mut socket = server.etf_socket().await;
        let _ = socket.send(message).await;
        assert_eq!(closed(&mut socket).await, code);
    }
    // No mask, a reserved opcode, a text that is not UTF-8, a control frame that is too long.
    for (bytes, code) in [
        (&[0x82, 0x01, 0x00][..], 1002),
        (&[0x8f, 0x80, 0, 0, 0, 0][..], 1002),
        (&[0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe][..], 1007),
        (
            &[&[0x89, 0xfe, 0x00, 0x80][..], &[0; 4 + 128]].concat(),
            1002,
        ),
        (
            &[
                0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0,
            ][..],
            1009,
        ),
    ] {
        let mut socket = server.etf_socket().await;
        socket.get_mut().write_all(bytes).await.unwrap();
        assert_eq!(closed(&mut socket).await, code, "{bytes:?}");
    }
    assert!(server.is_there().await);
}

#[tokio::test]
async fn a_malformed_frame_is_answered_and_the_socket_goes_on() {
    let server = Fixture::start().await;
    let mut socket = server.etf_socket().await;
    for bytes in [
        &b""[..],
        b"\x83",
        b"\x83\xff",
        b"\x00\x01",
        b"nothing",
        b"\x83\x68\x04\x77\x02ok",
    ] {
        socket.send(Message::binary(bytes.to_vec())).await.unwrap();
        assert!(next(&mut socket).await.is_binary(), "{bytes:?}");
    }
    let call = Message::binary(frame(Codec::Etf, "echo"));
    socket.send(call.clone()).await.unwrap();
    assert_eq!(next(&mut socket).await, call);
}

#[tokio::test]
async fn two_hundred_sockets_are_served_side_by_side() {
    let server = Fixture::start().await;
    let sockets = (0..200).map(|number| {
        let server = &server;
        async move {
            let mut socket = server.etf_socket().await;
            for turn in 0..10 {
                let call = Message::binary(frame(Codec::Etf, &format!("echo:{number}-{turn}")));
                socket.send(call.clone()).await.unwrap();
                assert_eq!(next(&mut socket).await, call);
            }
            socket
        }
    });
    let sockets = futures_util::future::join_all(sockets).await;
    assert_eq!(sockets.len(), 200);
    assert_eq!(server.counts.done.load(Ordering::SeqCst), 2000);
}

#[tokio::test]
async fn a_call_is_carried_out_though_its_peer_leaves() {
    let server = Fixture::start().await;
    let mut socket = server.etf_socket().await;
    socket
        .send(Message::binary(frame(Codec::Etf, "sleep:100")))
        .await
        .unwrap();
    server.until_begun().await;
    drop(socket);
    let counts = std::sync::Arc::clone(&server.counts);
    server.running.stop().await;
    assert_eq!(counts.done.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_silent_peer_is_asked_and_then_left() {
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.timeouts.ping = Duration::from_millis(50);
        config.timeouts.silence = Duration::from_millis(700);
    })
    .await;
    // One that answers pings, as the library does for who reads.
    let mut lively = server.etf_socket().await;
    let listening = async { while next(&mut lively).await.is_ping() {} };
    assert!(
        tokio::time::timeout(Duration::from_secs(2), listening)
            .await
            .is_err()
    );
    // One that does not.
    let mut socket = server.etf_socket().await;
    let mut bytes = vec![];
    let reading = socket.get_mut().read_to_end(&mut bytes);
    tokio::time::timeout(LONG, reading)
        .await
        .expect("it is not left")
        .unwrap();
    assert!(bytes.starts_with(&[0x89, 0]), "a ping: {bytes:?}");
    let close = bytes.iter().position(|byte| *byte == 0x88).unwrap();
    assert_eq!(bytes[close + 2..close + 4], 1001_u16.to_be_bytes());
}

#[tokio::test]
async fn a_peer_that_does_not_read_is_dropped() {
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.limits.connections = 1;
        config.timeouts.send = Duration::from_millis(100);
    })
    .await;
    let mut socket = server.etf_socket().await;
    // More than fits between the two.
    for _ in 0..64 {
        let call = Message::binary(frame(Codec::Etf, "large:900000"));
        if socket.send(call).await.is_err() {
            break;
        }
    }
    // It has the one place that there is.
    assert!(server.is_there().await);
    drop(socket);
}

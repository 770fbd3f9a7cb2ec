//! Starting and stopping.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use libero_wire::Codec;
use rally::env::{AppEnv, Vars};
use rally::server::{Config, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;

use crate::site::{Public, frame};
use crate::support::{Answer, Fixture, LONG, config, server};

#[tokio::test]
async fn sockets_are_closed_when_the_calls_under_way_are_answered() {
    let server = Fixture::start().await;
    let mut idle = server.etf_socket().await;
    let mut busy = server.etf_socket().await;
    let call = Message::binary(frame(Codec::Etf, "sleep:300"));
    busy.send(call.clone()).await.unwrap();
    server.until_begun().await;
    let address = server.address();
    let stopping = tokio::spawn(server.running.stop());
    for (socket, answer) in [(&mut idle, None), (&mut busy, Some(call))] {
        let mut messages = vec![];
        while let Ok(Some(Ok(message))) = tokio::time::timeout(LONG, socket.next()).await {
            messages.push(message);
        }
        let close = messages.pop().unwrap();
        assert!(
            matches!(&close, Message::Close(Some(frame)) if u16::from(frame.code) == 1001),
            "{close:?}"
        );
        assert_eq!(messages.pop(), answer);
    }
    tokio::time::timeout(LONG, stopping).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_page_under_way_is_answered_and_idle_connections_are_let_go() {
    let server = Fixture::start().await;
    let mut idle = server.connect().await;
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let mut bytes = [0; 1000];
    assert!(idle.read(&mut bytes).await.unwrap() > 0);
    let mut busy = server.connect().await;
    busy.write_all(b"GET /rather-slow HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    server.until_begun().await;
    let stopping = tokio::spawn(server.running.stop());
    assert_eq!(idle.read(&mut bytes).await.unwrap(), 0);
    let answer = Answer::read(&mut busy).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("patience"));
    tokio::time::timeout(LONG, stopping).await.unwrap().unwrap();
}

#[tokio::test]
async fn what_does_not_end_is_not_waited_for_longer_than_it_may_take() {
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.timeouts.stop = Duration::from_millis(400);
    })
    .await;
    let mut socket = server.etf_socket().await;
    socket
        .send(Message::binary(frame(Codec::Etf, "sleep:600000")))
        .await
        .unwrap();
    server.until_begun().await;
    let stopping = tokio::spawn(server.running.stop());
    let last = tokio::time::timeout(LONG, socket.next()).await.unwrap();
    let last = last.unwrap().unwrap();
    assert!(
        matches!(&last, Message::Close(Some(frame)) if u16::from(frame.code) == 1001),
        "{last:?}"
    );
    tokio::time::timeout(LONG, stopping).await.unwrap().unwrap();
    assert_eq!(server.counts.done.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_server_that_is_dropped_stops() {
    let server = Fixture::start().await;
    let address = server.address();
    drop(server);
    let begun = Instant::now();
    while TcpStream::connect(address).await.is_ok() {
        assert!(begun.elapsed() < LONG);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn what_cannot_be_started_says_so_in_one_line() {
    let running = Fixture::start().await;
    let folder = running.folder.path();
    let counts = Arc::default();
    let port = running.address().port();

    let taken = server(config(AppEnv::Test, folder), &counts)
        .start(port)
        .await;
    let none = Server::new(config(AppEnv::Test, folder)).start(0).await;
    let twice = server(config(AppEnv::Test, folder), &counts)
        .site::<Public>(|_| unreachable!())
        .start(0)
        .await;
    let mut strange = config(AppEnv::Test, folder);
    strange.policy = strange.policy.allow("img-src", "a; script-src *");
    let strange = server(strange, &counts).start(0).await;
    let mut far = config(AppEnv::Test, folder);
    far.host = [192, 0, 2, 1].into();
    let far = server(far, &counts).start(0).await;
    for (started, expected) in [
        (
            taken,
            format!("port {port} is taken: stop the program that listens there, or set PORT"),
        ),
        (
            none,
            "the server has no site: add one with Server::site".to_owned(),
        ),
        (
            twice,
            "two sites begin at /: give each a path of its own".to_owned(),
        ),
        (
            strange,
            "a source of the content security policy holds a ; or a , or a control character"
                .to_owned(),
        ),
        (far, "cannot listen on 192.0.2.1:0".to_owned()),
    ] {
        let said = started.unwrap_err().to_string();
        assert!(said.starts_with(&expected), "{said}");
        assert!(!said.contains('\n'), "{said}");
    }
}

#[test]
fn settings_are_read_and_wrong_ones_are_named() {
    let vars = [
        ("APP_ENV", "prod"),
        ("HOST", "::1"),
        ("LOG", "text"),
        ("RALLY_ASSETS", "dist"),
    ];
    let config = Config::load(&Vars::of(vars)).unwrap();
    assert_eq!(config.host.to_string(), "::1");
    assert_eq!(config.assets.to_str(), Some("dist"));
    for (name, value, said) in [
        ("HOST", "nowhere", "HOST is \"nowhere\"; "),
        (
            "LOG",
            "xml",
            "LOG is \"xml\"; it must be text, json or none",
        ),
        ("APP_ENV", "live", "APP_ENV is \"live\"; "),
    ] {
        let error = Config::load(&Vars::of([(name, value)])).unwrap_err();
        assert!(error.to_string().starts_with(said), "{error}");
    }
}

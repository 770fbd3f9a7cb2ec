//! Heads of requests, and connections.

use std::time::Duration;

use rally::env::AppEnv;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::Message;

use futures_util::{SinkExt, StreamExt};
use libero_wire::Codec;

use crate::site::frame;
use crate::support::{Answer, Fixture, LONG};

#[tokio::test]
async fn a_head_that_comes_slowly_is_not_waited_for() {
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.timeouts.head = Duration::from_millis(200);
    })
    .await;
    for begun in ["", "GET / HT", "GET / HTTP/1.1\r\nhost: te"] {
        let mut stream = server.connect().await;
        stream.write_all(begun.as_bytes()).await.unwrap();
        let mut rest = vec![];
        let reading = stream.read_to_end(&mut rest);
        let read = tokio::time::timeout(LONG, reading).await;
        assert!(read.is_ok(), "{begun:?} keeps its connection");
        assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
    }
    // Letter by letter: it is the whole head that has its time.
    let mut stream = server.connect().await;
    let dripping = async {
        loop {
            if stream.write_all(b"a").await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(LONG, dripping).await.is_ok());
    assert!(server.is_there().await);
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = Fixture::start().await;
    let large = "x".repeat(100_000);
    let answer = server.send("GET /", &[("cookie", &large)], b"").await;
    assert_eq!(answer.status, 431);
    let many: Vec<_> = (0..500).map(|_| ("x-many", "x")).collect();
    assert_eq!(server.send("GET /", &many, b"").await.status, 431);
    let long = server.get(&format!("/{}", "a".repeat(100_000))).await;
    assert!((400..500).contains(&long.status), "{}", long.status);
    assert!(server.is_there().await);
}

#[tokio::test]
async fn what_is_no_http_gets_a_short_answer() {
    let server = Fixture::start().await;
    for text in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01"[..],
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
        b"POST /rpc HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello",
        b"POST /rpc HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"POST /rpc HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let mut stream = server.connect().await;
        stream.write_all(text).await.unwrap();
        let _ = stream.shutdown().await;
        let mut bytes = vec![];
        let reading = stream.read_to_end(&mut bytes);
        let _ = tokio::time::timeout(LONG, reading)
            .await
            .expect("the server does not close");
        if !bytes.is_empty() {
            let status = Answer::parse(&bytes).status;
            assert!(
                (400..500).contains(&status),
                "{status} to {}",
                text.escape_ascii()
            );
        }
    }
    assert!(server.is_there().await);
}

#[tokio::test]
async fn odd_targets_are_nothing_that_is_here() {
    let server = Fixture::start().await;
    for (line, status) in [
        ("OPTIONS *", 405),
        ("GET *", 400),
        ("GET http://other.example/about", 200),
        ("CONNECT other.example:443", 405),
    ] {
        let answer = server.send(line, &[], b"").await;
        let is_fine = answer.status == status || answer.status == 404;
        assert!(is_fine, "{line}: {}", answer.status);
    }
    assert!(server.is_there().await);
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_for_others_to_end() {
    let server = Fixture::start_with(AppEnv::Test, |config| config.limits.connections = 2).await;
    let mut first = server.etf_socket().await;
    let second = server.etf_socket().await;
    let mut third = server.connect().await;
    third
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut bytes = vec![];
    let waiting = tokio::time::timeout(Duration::from_millis(200), third.read_to_end(&mut bytes));
    assert!(waiting.await.is_err(), "{bytes:?}");
    // Those who are in are served meanwhile.
    first
        .send(Message::binary(frame(Codec::Etf, "echo")))
        .await
        .unwrap();
    assert!(first.next().await.unwrap().unwrap().is_binary());
    drop(second);
    tokio::time::timeout(LONG, third.read_to_end(&mut bytes))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(Answer::parse(&bytes).status, 200);
}

#[tokio::test]
async fn its_health_can_be_asked_for() {
    let server = Fixture::start().await;
    let answer = server.get("/healthz").await;
    assert_eq!((answer.status, &*answer.text()), (200, "ok\n"));
    assert_eq!(answer.cookie(), None);
    assert_eq!(server.send("POST /healthz", &[], b"").await.status, 405);
}

#[tokio::test]
async fn who_takes_nothing_of_what_it_is_sent_is_let_go() {
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.limits.connections = 1;
        config.timeouts.send = Duration::from_millis(100);
    })
    .await;
    // More than fits between the two.
    server.write("static/large.bin", vec![0; 64 << 20]);
    let mut stream = server.connect().await;
    let request = "GET /large.bin HTTP/1.1\r\nhost: x\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    // It has the one place that there is.
    assert!(server.is_there().await);
    drop(stream);
}

//! Calls over HTTP.

use std::time::Duration;

use libero_wire::Codec;
use rally::env::AppEnv;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::site::{PUBLIC, SECRET, frame};
use crate::support::{Answer, Fixture};

const ETF: (&str, &str) = ("content-type", "application/vnd.libero.etf");
const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn a_call_is_answered_in_its_codec() {
    let server = Fixture::start().await;
    for (header, codec) in [(ETF, Codec::Etf), (JSON, Codec::Json)] {
        for path in ["/rpc", "/admin/rpc"] {
            let body = frame(codec, "echo:hello");
            let answer = server.send(&format!("POST {path}"), &[header], &body).await;
            assert_eq!((answer.status, &answer.body), (200, &body), "{path}");
            assert_eq!(answer.header("content-type"), Some(header.1));
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            assert_eq!(answer.header("libero-contract"), Some(PUBLIC.hash));
        }
    }
}

#[tokio::test]
async fn a_call_can_be_named_by_its_path() {
    let server = Fixture::start().await;
    let answer = server
        .send("POST /rpc/home/echo", &[JSON], b"{\"a\":1}")
        .await;
    assert_eq!((answer.status, &*answer.text()), (200, "{\"a\":1}"));
    let answer = server.send("POST /rpc/home/nothing", &[JSON], b"{}").await;
    assert_eq!(answer.status, 404);
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    let answer = server.send("POST /rpc/home/echo", &[ETF], b"\x83j").await;
    assert_eq!(answer.status, 415);
}

#[tokio::test]
async fn what_is_no_call_is_refused_with_what_to_do() {
    let server = Fixture::start().await;
    let text = ("content-type", "text/plain");
    for (line, headers, body, status) in [
        ("GET /rpc", &[ETF][..], &b""[..], 405),
        ("POST /rpc", &[][..], b"\x83j", 415),
        ("POST /rpc", &[text][..], b"\x83j", 415),
        ("POST /rpc", &[ETF][..], b"{}", 400),
        ("POST /rpc", &[JSON][..], b"\x83j", 400),
        ("POST /rpcs", &[ETF][..], b"\x83j", 405),
    ] {
        let answer = server.send(line, headers, body).await;
        assert_eq!(answer.status, status, "{line} {headers:?}");
    }
    let answer = server.send("POST /rpc", &[text], b"x").await;
    assert!(
        answer
            .text()
            .contains("send application/vnd.libero.etf or application/json")
    );
}

#[tokio::test]
async fn a_malformed_frame_is_answered_as_one() {
    let server = Fixture::start().await;
    for (header, body) in [
        (ETF, &b"\x83"[..]),
        (ETF, b"\x83\x68"),
        (ETF, b"\x83\xff\xff\xff\xff"),
        (ETF, b"\x83\x68\x03\x6d\xff\xff\xff\xff"),
        (JSON, b"{"),
        (JSON, b"null"),
        (JSON, b"\xff\xfe"),
    ] {
        let answer = server.send("POST /rpc", &[header], body).await;
        assert_eq!(answer.status, 200, "{body:?}");
        assert_eq!(answer.header("content-type"), Some(header.1), "{body:?}");
        assert!(!answer.body.is_empty(), "{body:?}");
    }
    assert!(server.is_there().await);
}

#[tokio::test]
async fn pages_of_other_sites_may_not_call() {
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.origins = vec!["https://friend.example".to_owned()];
    })
    .await;
    for (header, status) in [
        (("origin", "http://test"), 200),
        (("origin", "https://friend.example"), 200),
        (("origin", "http://evil.example"), 403),
        (("origin", "null"), 403),
        (("sec-fetch-site", "same-origin"), 200),
        (("sec-fetch-site", "cross-site"), 403),
        (("sec-fetch-site", "same-site"), 403),
    ] {
        let body = frame(Codec::Etf, "echo");
        let answer = server.send("POST /rpc", &[ETF, header], &body).await;
        assert_eq!(answer.status, status, "{header:?}");
    }
    let done = server.counts.done.load(std::sync::atomic::Ordering::SeqCst);
    assert_eq!(done, 3, "what was refused was not run");
}

#[tokio::test]
async fn a_caller_of_another_contract_is_told_which_one_this_is() {
    let server = Fixture::start().await;
    let body = frame(Codec::Etf, "echo");
    let known = format!("{} {}", "f".repeat(64), "1111111111111111");
    for (contract, status) in [(PUBLIC.hash, 200), ("ffff", 409), (&known, 200)] {
        let header = ("libero-contract", contract);
        let answer = server.send("POST /rpc", &[ETF, header], &body).await;
        assert_eq!(answer.status, status, "{contract}");
        if status == 409 {
            assert!(
                answer.text().contains("\"kind\":\"contract\""),
                "{}",
                answer.text()
            );
        }
    }
}

#[tokio::test]
async fn callers_that_do_not_say_their_contract_can_be_refused() {
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.unannounced = rally::server::Unannounced::Refuse;
    })
    .await;
    let own = ("libero-contract", PUBLIC.hash);
    for (path, content_type, body) in [
        ("/rpc", ETF, frame(Codec::Etf, "echo")),
        ("/rpc/site/echo", JSON, b"\"x\"".to_vec()),
    ] {
        let line = format!("POST {path}");
        let refused = server.send(&line, &[content_type], &body).await;
        assert_eq!(refused.status, 409, "{path}");
        assert!(refused.text().contains("libero-contract"), "{path}");
        let answer = server.send(&line, &[content_type, own], &body).await;
        assert_ne!(answer.status, 409, "{path}");
    }
    assert!(server.is_there().await);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_whether_it_says_so_or_not() {
    let server = Fixture::start().await;
    let huge = 100 << 20;
    // It says so, and is sent nevertheless.
    for is_announced in [true, false] {
        let (mut read, mut write) = server.connect().await.into_split();
        let framing = if is_announced {
            format!("content-length: {huge}")
        } else {
            "transfer-encoding: chunked".to_owned()
        };
        let head = format!(
            "POST /rpc HTTP/1.1\r\nhost: test\r\ncontent-type: application/vnd.libero.etf\r\n{framing}\r\n\r\n"
        );
        let sending = tokio::spawn(async move {
            write.write_all(head.as_bytes()).await?;
            let part = vec![b'x'; 1 << 16];
            for _ in 0..huge / part.len() {
                if !is_announced {
                    write.write_all(b"10000\r\n").await?;
                }
                write.write_all(&part).await?;
                if !is_announced {
                    write.write_all(b"\r\n").await?;
                }
            }
            std::io::Result::Ok(write)
        });
        let mut bytes = vec![0; 4096];
        let count = read.read(&mut bytes).await.unwrap();
        let answer = Answer::parse(&bytes[..count]);
        assert_eq!(answer.status, 413, "announced: {is_announced}");
        assert_eq!(answer.header("connection"), Some("close"));
        assert!(answer.text().contains("1048576 bytes at most"));
        sending.abort();
    }
    assert!(server.is_there().await);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.timeouts.body = Duration::from_millis(100);
    })
    .await;
    let mut stream = server.connect().await;
    let head = "POST /rpc HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    assert_eq!(Answer::read(&mut stream).await.status, 408);
    assert!(server.is_there().await);
}

#[tokio::test]
async fn a_call_that_panics_costs_nobody_else_anything() {
    let server = Fixture::start().await;
    for command in ["panic", "panic-later"] {
        let body = frame(Codec::Json, command);
        let answer = server.send("POST /rpc", &[JSON], &body).await;
        assert_eq!(answer.status, 500, "{command}");
        assert!(!format!("{answer:?}").contains(SECRET), "{answer:?}");
    }
    assert!(server.is_there().await);
}

#[tokio::test]
async fn a_call_is_carried_out_though_its_caller_leaves() {
    let server = Fixture::start().await;
    let mut stream = server.connect().await;
    let body = "\"sleep:100\"";
    let text = format!(
        "POST /rpc HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(text.as_bytes()).await.unwrap();
    server.until_begun().await;
    drop(stream);
    let counts = std::sync::Arc::clone(&server.counts);
    server.running.stop().await;
    assert_eq!(counts.done.load(std::sync::atomic::Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_caller_keeps_its_session() {
    let server = Fixture::start().await;
    let body = frame(Codec::Json, "session");
    let first = server.send("POST /rpc", &[JSON], &body).await;
    let cookie = first.cookie().unwrap();
    let again = server
        .send("POST /rpc", &[JSON, ("cookie", cookie)], &body)
        .await;
    assert_eq!(again.text(), first.text());
    assert_eq!(
        format!("session={}", first.text().trim_matches('"')),
        cookie
    );
}

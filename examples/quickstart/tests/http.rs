//! What the server lets in and what it does not, and how it ends.

mod support;

use std::time::Duration;

use libero_wire::skew::{CLOSE, ServerContract};
use quickstart::generated::libero::CONTRACT;
use support::{Server, split};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn post(headers: &str, body: &str) -> Vec<u8> {
    format!("POST /rpc HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n{body}")
        .into_bytes()
}

#[tokio::test]
async fn requests_that_are_no_calls_are_refused() {
    let server = Server::start().await;
    let json = "content-type: application/json\r\n";
    let cases = [
        (post("content-length: 2\r\n", "{}"), "415 "),
        (
            post("content-type: text/plain\r\ncontent-length: 2\r\n", "{}"),
            "415 ",
        ),
        (
            post(
                "content-type: application/vnd.libero.etf\r\ncontent-length: 2\r\n",
                "{}",
            ),
            "400 ",
        ),
        // Readable enough to be answered in its own codec.
        (post(&format!("{json}content-length: 2\r\n"), "{}"), "200 "),
        (
            b"GET /rpc HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_vec(),
            "405 ",
        ),
        (
            b"GET /../Cargo.toml HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_vec(),
            "404 ",
        ),
        (
            b"GET /%2e%2e/Cargo.toml HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_vec(),
            "40",
        ),
        (
            b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_vec(),
            "200 ",
        ),
        (
            b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_vec(),
            "200 ",
        ),
    ];
    for (request, status) in cases {
        let answer = server.exchange(&request).await;
        let (head, _) = split(&answer);
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status}")),
            "{}\n-> {head}",
            String::from_utf8_lossy(&request)
        );
        assert!(head.contains("x-content-type-options: nosniff"), "{head}");
    }
    server.stop().await;
}

#[tokio::test]
async fn what_explains_the_contract_is_served_the_page_in_development() {
    let server = Server::start().await;
    let page = if cfg!(debug_assertions) {
        "200 "
    } else {
        "404 "
    };
    for (path, status, kind) in [
        ("/contract", page, "text/html"),
        ("/contract.json", "200 ", "application/json"),
        ("/openapi.json", "200 ", "application/json"),
        ("/llms.txt", "200 ", "text/plain"),
    ] {
        for method in ["GET", "HEAD"] {
            let request =
                format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
            let answer = server.exchange(request.as_bytes()).await;
            let (head, body) = split(&answer);
            assert!(
                head.starts_with(&format!("HTTP/1.1 {status}")),
                "{path} -> {head}"
            );
            assert_eq!(body.is_empty(), method == "HEAD", "{path}");
            if status == "200 " {
                assert!(head.contains(&format!("content-type: {kind}")), "{head}");
            }
            // The policy of the page itself, and not that of the board.
            let is_own =
                head.contains("content-security-policy: default-src 'none'; style-src 'sha256-");
            assert_eq!(is_own, path == "/contract" && status == "200 ", "{head}");
        }
    }
    let posted = b"POST /contract.json HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let answer = server.exchange(posted).await;
    assert!(split(&answer).0.starts_with("HTTP/1.1 405 "));
    server.stop().await;
}

#[tokio::test]
async fn a_body_of_unannounced_length_is_counted_as_it_comes() {
    let server = Server::start().await;
    let mut stream = server.connect().await;
    let head = post(
        "content-type: application/json\r\ntransfer-encoding: chunked\r\n",
        "",
    );
    stream.write_all(&head).await.unwrap();
    let chunk = [b"10000\r\n".as_slice(), &vec![b' '; 0x10000], b"\r\n"].concat();
    let mut answer = vec![];
    let (mut read, mut write) = stream.split();
    let sending = async {
        // Sixteen chunks are the limit; the server may hang up while there are more.
        for _ in 0..18 {
            if write.write_all(&chunk).await.is_err() {
                break;
            }
        }
        std::future::pending::<()>().await;
    };
    let reading = async {
        let mut part = [0; 1024];
        let count = read.read(&mut part).await.unwrap();
        answer.extend_from_slice(&part[..count]);
    };
    tokio::select! {
        () = sending => {}
        () = reading => {}
    }
    let (head, _) = split(&answer);
    assert!(head.starts_with("HTTP/1.1 413 "), "{head}");
    drop(stream);
    server.stop().await;
}

/// Asks for a socket; the head of the answer, and the connection.
async fn upgrade(server: &Server, headers: &str) -> (String, TcpStream) {
    let mut stream = server.connect().await;
    let request = format!(
        "GET /ws HTTP/1.1\r\nhost: board.example\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = vec![];
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    (String::from_utf8(head).unwrap(), stream)
}

#[tokio::test]
async fn only_pages_of_the_same_host_get_a_socket_and_only_with_a_known_subprotocol() {
    let server = Server::start().await;
    let etf = "sec-websocket-protocol: libero-etf-v1\r\n";
    let cases = [
        (etf.to_owned(), "101 "),
        (format!("{etf}origin: http://board.example\r\n"), "101 "),
        (format!("{etf}origin: http://evil.example\r\n"), "403 "),
        (format!("{etf}origin: null\r\n"), "403 "),
        (String::new(), "400 "),
        ("sec-websocket-protocol: chat\r\n".to_owned(), "400 "),
    ];
    for (headers, status) in cases {
        let (head, _) = upgrade(&server, &headers).await;
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status}")),
            "{headers} -> {head}"
        );
    }
    let (head, _) = upgrade(&server, "sec-websocket-protocol: chat, libero-json-v1\r\n").await;
    assert!(
        head.contains("sec-websocket-protocol: libero-json-v1"),
        "{head}"
    );
    server.stop().await;
}

#[tokio::test]
async fn open_sockets_are_closed_with_1001_when_the_server_ends() {
    let server = Server::start().await;
    let (_, mut stream) = upgrade(&server, "sec-websocket-protocol: libero-json-v1\r\n").await;
    let (opcode, text) = frame(&mut stream).await;
    let text = String::from_utf8(text).unwrap();
    assert_eq!(opcode, 1);
    assert!(
        text.contains("\"variant\":\"Online\",\"fields\":[1]"),
        "{text}"
    );

    let stopped = tokio::spawn(server.stop());
    loop {
        let (opcode, payload) = frame(&mut stream).await;
        if opcode == 8 {
            assert_eq!(payload[..2], 1001_u16.to_be_bytes());
            break;
        }
    }
    drop(stream);
    tokio::time::timeout(Duration::from_secs(3), stopped)
        .await
        .expect("the server ends soon")
        .unwrap();
}

/// One unmasked frame: its opcode, and what it carries. Pings are passed over.
async fn frame(stream: &mut TcpStream) -> (u8, Vec<u8>) {
    loop {
        let opcode = stream.read_u8().await.unwrap() & 0x0f;
        let length = match stream.read_u8().await.unwrap() {
            126 => u64::from(stream.read_u16().await.unwrap()),
            127 => stream.read_u64().await.unwrap(),
            short => u64::from(short),
        };
        let mut payload = vec![0; usize::try_from(length).unwrap()];
        stream.read_exact(&mut payload).await.unwrap();
        if opcode != 9 {
            return (opcode, payload);
        }
    }
}

#[tokio::test]
async fn a_caller_of_another_contract_is_told_which_one_this_is() {
    let server = Server::start().await;
    let own = CONTRACT.hash;
    let (name, endpoint) = CONTRACT.endpoints[0];
    let cases = [
        (String::new(), "200 "),
        (format!("libero-contract: {own}\r\n"), "200 "),
        (format!("libero-contract: other {endpoint}\r\n"), "200 "),
        ("libero-contract: other\r\n".to_owned(), "409 "),
        (
            "libero-contract: other 0123456789abcdef\r\n".to_owned(),
            "409 ",
        ),
    ];
    for (header, status) in cases {
        let head = format!("content-type: application/json\r\ncontent-length: 2\r\n{header}");
        let answer = server.exchange(&post(&head, "{}")).await;
        let (head, body) = split(&answer);
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status}")),
            "{header}-> {head}"
        );
        assert!(head.contains(&format!("libero-contract: {own}")), "{head}");
        if status == "409 " {
            let here = ServerContract::parse(body).unwrap();
            assert_eq!(here.endpoints[name], endpoint);
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_strict_server_closes_a_socket_that_does_not_say_its_contract_and_runs_nothing() {
    let server = Server::start_strict().await;
    let message = |type_name: &str, fields: &str| {
        format!(
            r#"{{"kind":"request","protocol_version":"libero-json-v1","contract_hash":"","module":"account","request_id":1,"message":{{"type":"{type_name}","variant":"{}","fields":{fields}}}}}"#,
            type_name.rsplit('.').next().unwrap()
        )
    };
    let join = |name: &str| {
        message(
            "account.ServerAddPerson",
            &format!(
                r#"{{"name":"{name}","role":{{"type":"account.Role","variant":"Owner","fields":{{}}}}}}"#
            ),
        )
    };
    let own = CONTRACT.hash;
    let offers = [
        ("libero-json-v1".to_owned(), "Ada", true),
        (
            format!("libero-json-v1.{own}, libero-json-v1.skew, libero-json-v1"),
            "Grace",
            false,
        ),
    ];
    for (offered, name, is_refused) in offers {
        let (head, mut stream) =
            upgrade(&server, &format!("sec-websocket-protocol: {offered}\r\n")).await;
        assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
        // Sent before the server can have said anything, with a mask that changes nothing.
        let text = join(name);
        let length = u16::try_from(text.len()).unwrap().to_be_bytes();
        let head = [0x81, 0xfe, length[0], length[1], 0, 0, 0, 0];
        stream
            .write_all(&[&head, text.as_bytes()].concat())
            .await
            .unwrap();
        let (opcode, payload) = loop {
            // Pushes come too.
            let (opcode, payload) = frame(&mut stream).await;
            if opcode == 8 || payload.starts_with(br#"{"kind":"response""#) {
                break (opcode, payload);
            }
        };
        assert_eq!(opcode == 8, is_refused, "{name}");
        if is_refused {
            assert_eq!(payload[..2], CLOSE.to_be_bytes());
        }
    }
    let list = message("account.ServerListPeople", "{}");
    let head = format!(
        "content-type: application/json\r\ncontent-length: {}\r\n",
        list.len()
    );
    let answer = server.exchange(&post(&head, &list)).await;
    let (refusal, body) = split(&answer);
    assert!(refusal.starts_with("HTTP/1.1 409 "), "{refusal}");
    assert!(String::from_utf8_lossy(body).contains("libero-contract"));
    let head = format!("{head}libero-contract: {own}\r\n");
    let answer = server.exchange(&post(&head, &list)).await;
    let people = String::from_utf8_lossy(split(&answer).1).into_owned();
    assert!(
        people.contains("Grace") && !people.contains("Ada"),
        "{people}"
    );
    server.stop().await;
}

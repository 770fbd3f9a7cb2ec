//! `libero call`, where something is wrong between it and the server.

#[path = "support/quickstart.rs"]
mod quickstart_server;
mod support;
#[path = "support/tls.rs"]
mod tls;

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use quickstart_server::Server;
use support::{command, ended, libero, package};
use tls::Proxy;
use tungstenite::handshake::server::{Request, Response};

const CONTRACT: &str = include_str!("../../../examples/quickstart/generated/contract.json");

/// Runs a program that trusts a certificate.
fn trusting(server: &Server, certificate: &str, args: &[&str]) -> (i32, String, String) {
    let mut command = command(server.folder(), args);
    command.env("SSL_CERT_FILE", tls::path(certificate));
    ended(&command.output().expect("the program runs"))
}

#[test]
fn calls_and_pushes_over_tls_work_with_a_certificate_that_is_trusted() {
    let server = Server::start();
    let proxy = Proxy::start("server", server.port);
    for scheme in ["https", "wss"] {
        let url = format!("{scheme}://localhost:{}", proxy.port);
        for codec in ["--compact", "--etf"] {
            let args = ["call", &url, "list_people", codec];
            let shown = trusting(&server, "server", &args);
            assert_eq!(shown, (0, "[]\n".to_owned(), String::new()), "{args:?}");
        }
        let args = ["call", &url, "--watch", "BoardEvent", "--count", "1"];
        let (code, out, err) = trusting(&server, "server", &args);
        let online = "{\"type\":\"Online\",\"value\":1}\n";
        assert_eq!((code, out.as_str()), (0, online), "{err}");
    }
}

#[test]
fn a_certificate_that_is_not_trusted_is_told_with_what_to_do() {
    let server = Server::start();
    let dir = package(&[("contract.json", CONTRACT)]);
    let cases = [
        (
            "server",
            "stranger",
            "the certificate of localhost is not trusted: nobody known signed it\n  help: if it is your own",
        ),
        (
            "elsewhere",
            "elsewhere",
            "the certificate is not one for localhost\n  help: it is for example.org\n",
        ),
        (
            "authority",
            "authority",
            "the certificate of localhost is that of an authority, which signs others, not of a server\n  help: make it",
        ),
    ];
    for (certificate, trusted, expected) in cases {
        let proxy = Proxy::start(certificate, server.port);
        for scheme in ["https", "wss"] {
            let url = format!("{scheme}://localhost:{}", proxy.port);
            let contract = dir.path().join("contract.json");
            let contract = contract.to_str().expect("UTF-8");
            let call = ["call", &url, "list_people"];
            let offline = [&call[..], &["--contract", contract]].concat();
            let watch = ["call", &url, "--watch", "*", "--contract", contract];
            for args in [&call[..], &offline, &watch] {
                let (code, out, err) = trusting(&server, trusted, args);
                assert_eq!((code, out.as_str()), (3, ""), "{args:?}: {err}");
                assert!(err.contains(&format!(": {expected}")), "{args:?}: {err}");
            }
        }
    }
}

#[test]
fn tls_where_there_is_none_and_none_where_there_is_tls_are_told_apart() {
    let server = Server::start();
    let proxy = Proxy::start("server", server.port);
    let dir = package(&[("contract.json", CONTRACT)]);
    let (plain, secure) = (server.port, proxy.port);
    for (address, what, meant) in [
        (
            format!("https://127.0.0.1:{plain}"),
            "what answers there does not speak TLS",
            format!("http://127.0.0.1:{plain}/rpc"),
        ),
        (
            format!("wss://127.0.0.1:{plain}"),
            "what answers there does not speak TLS",
            format!("ws://127.0.0.1:{plain}/ws"),
        ),
        (
            format!("http://127.0.0.1:{secure}"),
            "what answers there does not speak HTTP",
            format!("https://127.0.0.1:{secure}/rpc"),
        ),
        (
            format!("ws://127.0.0.1:{secure}"),
            "what answers there does not speak HTTP",
            format!("wss://127.0.0.1:{secure}/ws"),
        ),
    ] {
        let args = [
            "call",
            &address,
            "list_people",
            "--contract",
            "contract.json",
        ];
        let (code, _, err) = libero(dir.path(), &args);
        let expected = format!(": {what}\n  help: did you mean {meant}?\n");
        assert!(code == 3 && err.ends_with(&expected), "{address}: {err}");
    }
}

#[test]
fn the_address_that_was_meant_is_written_as_it_was_typed() {
    let server = Server::start();
    for (typed, meant) in [("wss", "ws"), ("https", "http")] {
        let url = format!("{typed}://127.0.0.1:{}", server.port);
        let (code, _, err) = libero(server.folder(), &["call", &url, "list_people"]);
        let expected = format!(
            "\n  help: did you mean {meant}://127.0.0.1:{}?\n",
            server.port
        );
        assert!(code == 3 && err.ends_with(&expected), "{err}");
    }
}

#[test]
fn a_file_without_a_certificate_is_told() {
    let server = Server::start();
    let proxy = Proxy::start("server", server.port);
    let url = format!("https://localhost:{}", proxy.port);
    let (code, _, err) = trusting(&server, "key", &["call", &url, "list_people"]);
    let warning = format!(
        "warning: SSL_CERT_FILE: there is no certificate in {}\n",
        tls::path("key")
    );
    assert!(code == 3 && err.starts_with(&warning), "{err}");
}

#[test]
fn a_host_that_there_is_not_is_named() {
    let dir = package(&[("contract.json", CONTRACT)]);
    for (url, at) in [
        (
            "http://no-such-host.invalid",
            "http://no-such-host.invalid/rpc",
        ),
        (
            "ws://no-such-host.invalid:81",
            "ws://no-such-host.invalid:81/ws",
        ),
    ] {
        let mut command = command(
            dir.path(),
            &["call", url, "list_people", "--contract", "contract.json"],
        );
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env_remove(name);
        }
        let (code, _, err) = ended(&command.output().expect("the program runs"));
        let expected = format!(
            "error: {at}: there is no host no-such-host.invalid\n  help: is the name right?\n"
        );
        assert_eq!((code, err), (3, expected));
    }
}

/// A listener on a free port, and what it does with each connection.
fn listener(each: fn(TcpStream)) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.expect("a connection");
            std::thread::spawn(move || each(stream));
        }
    });
    port
}

#[test]
fn the_timeout_holds_for_the_contract_for_a_call_and_for_opening_a_socket() {
    // It reads until the client goes away, and says nothing.
    let port = listener(|mut stream| drop(stream.read_to_end(&mut vec![])));
    let dir = package(&[("contract.json", CONTRACT)]);
    let (http, ws) = (
        format!("http://127.0.0.1:{port}"),
        format!("ws://127.0.0.1:{port}"),
    );
    let offline = ["--contract", "contract.json"];
    for (args, expected) in [
        (
            &[&http, "--list"][..],
            "/contract.json: no whole answer in 0.2 s",
        ),
        (
            &[&http, "list_people"],
            "/contract.json: no whole answer in 0.2 s",
        ),
        (
            &[&http, "list_people", offline[0], offline[1]],
            "/rpc: no whole answer in 0.2 s",
        ),
        (
            &[&ws, "list_people", offline[0], offline[1]],
            "/ws: no WebSocket was opened in 0.2 s",
        ),
        (
            &[&ws, "--watch", "*", offline[0], offline[1]],
            "/ws: no WebSocket was opened in 0.2 s",
        ),
    ] {
        let args = [&["call"], args, &["--timeout", "0.2"]].concat();
        let (code, _, err) = libero(dir.path(), &args);
        assert!(code == 3 && err.contains(expected), "{args:?}: {err}");
        assert!(err.contains("\n  help: "), "{err}");
    }
}

#[test]
#[allow(clippy::result_large_err)] // tungstenite's own
fn a_server_that_goes_away_is_told_in_words() {
    // It opens a socket of the protocol that is asked for, and says no good-bye.
    let port = listener(|stream| {
        let socket =
            tungstenite::accept_hdr(stream, |request: &Request, mut response: Response| {
                let offered = request.headers()["sec-websocket-protocol"].to_str();
                let first = offered.expect("text").split(',').next().expect("one");
                let chosen = first.parse().expect("a value of a header");
                response
                    .headers_mut()
                    .insert("sec-websocket-protocol", chosen);
                Ok(response)
            });
        drop(socket);
    });
    let dir = package(&[("contract.json", CONTRACT)]);
    let url = format!("ws://127.0.0.1:{port}");
    for args in [
        &["call", &url, "--watch", "*"][..],
        &["call", &url, "list_people"],
    ] {
        let args = [args, &["--contract", "contract.json"]].concat();
        let (code, out, err) = libero(dir.path(), &args);
        assert_eq!((code, out.as_str()), (3, ""), "{err}");
        let expected = format!("error: {url}/ws: the server went away\n");
        assert!(err.ends_with(&expected), "{err}");
    }
}

#[test]
fn what_is_no_contract_is_exit_code_3_and_says_where_it_came_from() {
    let port = listener(|mut stream| {
        let page = "<!doctype html>";
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{page}",
            page.len()
        );
        let mut request = [0; 4096];
        // A request is one packet here, and nothing is asked of it.
        drop(stream.read(&mut request));
        drop(stream.write_all(head.as_bytes()));
    });
    let dir = package(&[]);
    let url = format!("http://127.0.0.1:{port}");
    for args in [&["call", &url, "--list"][..], &["call", &url, "load_task"]] {
        let (code, out, err) = libero(dir.path(), args);
        assert_eq!((code, out.as_str()), (3, ""), "{err}");
        assert!(
            err.starts_with(&format!("error: {url}/contract.json: ")),
            "{err}"
        );
        assert!(err.contains("\n  help: "), "{err}");
    }
}

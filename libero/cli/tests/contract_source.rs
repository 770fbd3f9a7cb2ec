//! Contracts from a server.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

mod support;

use support::GLEAM_CONTRACT;

/// Answers requests for these paths, and 404 to others; gives the address.
fn serve(answers: Vec<(&'static str, String)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut request = vec![];
            while !request.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                if stream.read(&mut byte).expect("a request") == 0 {
                    break;
                }
                request.push(byte[0]);
            }
            let request = String::from_utf8(request).expect("ASCII");
            let path = request.split(' ').nth(1).unwrap_or_default();
            let found = answers.iter().find(|(known, _)| *known == path);
            let (status, body) =
                found.map_or(("404 Not Found", ""), |(_, body)| ("200 OK", body.as_str()));
            let length = body.len();
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n");
            let answer = format!("{head}connection: close\r\n\r\n{body}");
            stream.write_all(answer.as_bytes()).expect("an answer");
        }
    });
    format!("http://{address}")
}

fn contract(place: &str) -> (i32, String, String) {
    let folder = support::package(&[]);
    let mut command = support::command(folder.path(), &["contract", place]);
    // A proxy that is not there: this machine is reached without it.
    command.env("http_proxy", "http://127.0.0.1:9");
    support::ended(&command.output().expect("the program runs"))
}

#[test]
fn a_contract_is_read_from_a_server() {
    let at = serve(vec![("/contract.json", GLEAM_CONTRACT.to_owned())]);
    let socket = at.replace("http://", "ws://");
    for place in [
        at.clone(),
        format!("{at}/"),
        format!("{at}/rpc"),
        format!("{at}/contract.json"),
        format!("{socket}/ws"),
    ] {
        let (code, out, err) = contract(&place);
        assert_eq!(
            (code, out),
            (0, format!("{GLEAM_CONTRACT}\n")),
            "{place}: {err}"
        );
    }
}

#[test]
fn a_server_that_gives_no_contract_is_told_apart_from_none() {
    let page = "<!doctype html>".to_owned();
    let changed = GLEAM_CONTRACT.replace("7.0.0", "7.0.1");
    let at = serve(vec![("/page/contract.json", page), ("/x.json", changed)]);
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port");
    let nobody_at = format!("http://{}", nobody.local_addr().expect("an address"));
    drop(nobody);
    let cases = [
        (at.clone(), 2, "the server has no contract there (404)"),
        (
            format!("{at}/page"),
            1,
            "/page/contract.json: not a contract: ",
        ),
        (
            format!("{at}/x.json"),
            1,
            "the contract's hash does not match",
        ),
        (nobody_at, 2, "nobody listens there (connection refused)"),
        ("http://".to_owned(), 2, "error: http:///contract.json: "),
    ];
    for (place, expected, part) in cases {
        let (code, out, err) = contract(&place);
        assert_eq!((code, out.as_str()), (expected, ""), "{place}: {err}");
        assert!(
            err.starts_with("error: ") && err.contains(part),
            "{place}: {err}"
        );
    }
}

#[test]
fn a_server_without_a_contract_is_no_answer_to_a_call() {
    let page = "<!doctype html>".to_owned();
    let at = serve(vec![("/contract.json", page)]);
    let folder = support::package(&[("page.json", "<!doctype html>")]);
    let (code, out, err) = support::libero(folder.path(), &["call", &at, "load"]);
    assert_eq!((code, out.as_str()), (3, ""), "{err}");
    // A file is not the server's.
    let arguments = ["call", &at, "load", "--contract", "page.json"];
    let (code, out, err) = support::libero(folder.path(), &arguments);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    // Nor is a server asked to do anything but give it.
    let (code, out, err) = support::libero(folder.path(), &["dts", &at]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
}

#[test]
fn a_contract_that_is_not_written_yet_is_to_be_generated() {
    let dir = support::package(&[("Cargo.toml", support::SETTINGS), ("src/lib.rs", "")]);
    let (code, out, err) = support::libero(dir.path(), &["contract"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("help: `libero gen` writes it"), "{err}");
}

//! `libero inspect`, on what the server of the quickstart sends.

#[path = "support/quickstart.rs"]
mod quickstart_server;
mod support;

use std::fs;

use quickstart_server::Server;
use support::{command, ended, libero, package};

const CONTRACT: &str = include_str!("../../../examples/quickstart/generated/contract.json");

/// The answer to `load_task` of 7, which there is not.
const NOT_FOUND: &str = "00 00000001 83 6802 77026f6b 6802 77056572726f72 \
    6802 770a61363563646563626465 6107";

#[test]
fn a_frame_is_shown_with_names_for_its_hashes() {
    let dir = package(&[("contract.json", CONTRACT)]);
    let args = [
        "inspect",
        NOT_FOUND,
        "--contract",
        "contract.json",
        "--endpoint",
        "load_task",
    ];
    let expected = "\
response 1, ETF, 37 bytes: to load_task of board/tasks
      0  00                         frame     a response
      1  00 00 00 01                id        request_id: 1
      5  83                         version   a term
      6  68 02                      tuple
      8  77 02 6f 6b                atom        ok
     12  68 02                      tuple
     14  77 05 65 72 72 6f 72       atom          error
     21  68 02                      tuple         TaskError, 1 field
     23  77 0a 61 36 35 63 64 65 …  atom            board/errors.TaskError.NotFound
     35  61 07                      small int       id: Int (u64) = 7
value  {\"error\":{\"type\":\"NotFound\",\"id\":7}}
";
    assert_eq!(
        libero(dir.path(), &args),
        (0, expected.to_owned(), String::new())
    );
}

#[test]
fn without_a_contract_terms_are_shown_as_they_are() {
    let dir = package(&[]);
    let (code, out, err) = libero(dir.path(), &["inspect", NOT_FOUND]);
    assert_eq!(code, 0, "{err}");
    assert!(
        err.starts_with("libero: no contract is known here"),
        "{err}"
    );
    assert!(
        out.contains("     23  77 0a 61 36 35 63 64 65 …  atom            .0: a65cdecbde\n"),
        "{out}"
    );
    assert!(
        out.ends_with("term  {'ok',{'error',{'a65cdecbde',7}}}\n"),
        "{out}"
    );
}

#[test]
fn errors_point_at_their_bytes() {
    let dir = package(&[("contract.json", CONTRACT)]);
    let run = |input: &str| {
        let args = [
            "inspect",
            input,
            "--contract",
            "contract.json",
            "--endpoint",
            "load_task",
        ];
        libero(dir.path(), &args)
    };
    let (code, out, _) = run(&NOT_FOUND.replace("6107", "7702 6f6b"));
    assert_eq!(code, 1);
    let expected = "     35  77 02 6f 6b                atom            id: Int (u64) = ok
         ^^ value.fields[0].fields[0].fields.id: expected Int, got the atom ok
wrong at byte 35: value.fields[0].fields[0].fields.id: expected Int, got the atom ok
";
    assert!(out.ends_with(expected), "{out}");

    let (code, out, _) = run("00 00000001 83 6802 7702");
    assert_eq!(code, 1);
    let expected = "      6  68 02                      tuple     2 parts
      8  77 02
wrong at byte 10: expected 2 bytes of an atom, 0 are left (it begins at byte 8)
";
    assert!(out.ends_with(expected), "{out}");

    let (code, out, _) = run(
        "{\"kind\":\"response\",\"protocol_version\":\"libero-json-v1\",\"request_id\":1,\"value\":7}",
    );
    assert_eq!(code, 1);
    let expected = "     70    value: 7
         ^^ value: expected gleam/result.Result, got Int
wrong at byte 78: value: expected gleam/result.Result, got Int
";
    assert!(out.ends_with(expected), "{out}");
}

#[test]
fn a_capture_of_a_socket_is_read_as_a_whole() {
    let request = r#"{\"kind\":\"request\",\"protocol_version\":\"libero-json-v1\",\"contract_hash\":\"x\",\"module\":\"board/tasks\",\"request_id\":1,\"message\":{\"type\":\"board/tasks.ServerLoadTask\",\"variant\":\"ServerLoadTask\",\"fields\":{\"id\":7}}}"#;
    let response = NOT_FOUND.replace(' ', "");
    let capture = format!(
        "{{\"dir\":\"out\",\"text\":\"{request}\"}}\n{{\"dir\":\"in\",\"hex\":\"{response}\"}}\n"
    );
    let dir = package(&[("contract.json", CONTRACT), ("capture.jsonl", &capture)]);
    let args = ["inspect", "capture.jsonl", "--contract", "contract.json"];
    let (code, out, err) = libero(dir.path(), &args);
    assert_eq!((code, err.as_str()), (0, ""));
    let titles: Vec<&str> = out.lines().filter(|line| line.starts_with('#')).collect();
    let expected = [
        "#1 out, request 1, JSON, 205 bytes: load_task of board/tasks",
        "#2 in, response 1, ETF, 37 bytes: to load_task of board/tasks",
    ];
    assert_eq!(titles, expected);
    assert!(
        out.contains("made by another contract than the one at hand: x\n"),
        "{out}"
    );

    let (code, out, _) = libero(dir.path(), &[&args[..], &["--format", "json"]].concat());
    assert_eq!(code, 0);
    let lines: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let [first, second] = &lines[..] else {
        panic!("{out}");
    };
    assert_eq!(first["value"], serde_json::json!({ "id": 7 }));
    assert_eq!(first["made_by_contract"], "x");
    assert_eq!(second["name"], "board/tasks.load_task");
    assert_eq!(
        second["parts"][0],
        serde_json::json!({ "offset": 0, "length": 1, "depth": 0, "tag": "frame", "meaning": "a response" })
    );
}

#[test]
fn what_a_server_sends_is_shown_from_a_pipe() {
    let server = Server::start();
    let url = server.http();
    let ada = r#"{"name": "Ada", "role": "Owner"}"#;
    for codec in ["--etf", "--timeout=9"] {
        let args = ["call", &url, "add_person", ada, "--raw", codec];
        let raw = command(server.folder(), &args)
            .output()
            .expect("the program runs");
        fs::write(server.folder().join("frame"), &raw.stdout).expect("a file");
        let args = ["inspect", "frame", "--contract", &url];
        let (code, out, err) = libero(server.folder(), &args);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert!(
            out.lines()
                .last()
                .is_some_and(|line| line.starts_with("value  {")),
            "{out}"
        );
    }
    // A capture of pushes, as `--watch --raw` writes it.
    let args = [
        "call", &url, "--watch", "*", "--count", "1", "--raw", "--etf",
    ];
    let (code, capture, err) = ended(
        &command(server.folder(), &args)
            .output()
            .expect("the program runs"),
    );
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = libero(server.folder(), &["inspect", &capture, "--contract", &url]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.starts_with("in, push, ETF, 37 bytes: of board/events.BoardEvent\n"),
        "{out}"
    );
}

#[test]
fn input_that_is_nothing_is_told() {
    let dir = package(&[]);
    for (input, expected) in [
        ("zzz", "error: this is neither hex nor base64\n"),
        (
            "a/b.bin",
            "error: this is neither hex nor base64\n  help: is `a/b.bin` a file? There is none\n",
        ),
        ("", "error: there is nothing to look at\n"),
    ] {
        let (code, out, err) = libero(dir.path(), &["inspect", input]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.starts_with(expected), "{err}");
    }
}

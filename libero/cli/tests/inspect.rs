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
     35  61 07                      small int       id: integer (u64) = 7
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
    let expected = "     35  77 02 6f 6b                atom            id: integer (u64) = ok
         ^^ value.fields[0].fields[0].fields.id: expected Int, got the atom ok
wrong at byte 35: value.fields[0].fields[0].fields.id: expected Int, got the atom ok
";
    assert!(out.ends_with(expected), "{out}");

    let (code, out, _) = run("00 00000001 83 6802 7702");
    assert_eq!(code, 1);
    let expected = "      6  68 02                      tuple     2 parts
      8  77 02                      atom        .0: cut off
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
fn a_bad_line_of_a_capture_costs_no_other() {
    let response = NOT_FOUND.replace(' ', "");
    let good = format!("{{\"dir\":\"in\",\"hex\":\"{response}\"}}");
    let capture = format!(
        "{good}\n{{\"dir\":\"in\",\"data\":7}}\n{good}\n{}",
        &good[..40]
    );
    let dir = package(&[("contract.json", CONTRACT), ("capture.jsonl", &capture)]);
    let args = ["inspect", "capture.jsonl", "--contract", "contract.json"];
    let args = [&args[..], &["--endpoint", "load_task"]].concat();
    let (code, out, err) = libero(dir.path(), &args);
    assert_eq!(code, 1);
    let titles: Vec<&str> = out.lines().filter(|line| line.starts_with('#')).collect();
    let expected = [
        "#1 in, response 1, ETF, 37 bytes: to load_task of board/tasks",
        "#2 line 2 is no message: `data` is not a text",
        "#3 in, response 1, ETF, 37 bytes: to load_task of board/tasks",
        "#4 line 4 is no JSON: it is cut off",
    ];
    assert_eq!(titles, expected);
    assert!(
        err.starts_with("warning: 2 of 4 messages cannot be read: a line is {\"dir\""),
        "{err}"
    );

    let (code, out, _) = libero(dir.path(), &[&args[..], &["--format", "json"]].concat());
    assert_eq!(code, 1);
    let lines = out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let lines: Vec<serde_json::Value> = lines.collect();
    assert_eq!(lines[2]["number"], 3);
    let error = serde_json::json!({ "message": "no JSON: it is cut off" });
    let expected = serde_json::json!({ "number": 4, "error": error, "line": 4 });
    assert_eq!(lines[3], expected);
}

#[test]
fn a_request_that_nothing_takes_is_wrong_where_it_says_what_it_calls() {
    let dir = package(&[("contract.json", CONTRACT)]);
    let request = |module: &str, atom: &str| {
        let hex = |text: &str| {
            let digits = text.bytes().map(|byte| format!("{byte:02x}"));
            digits.collect::<Vec<_>>().concat()
        };
        format!(
            "83 6803 6d 000000{:02x} {} 6101 6802 77{:02x}{} 6107",
            module.len(),
            hex(module),
            atom.len(),
            hex(atom)
        )
    };
    let json = |module: &str| {
        format!(
            "{{\"kind\":\"request\",\"protocol_version\":\"libero-json-v1\",\"contract_hash\":\"x\",\
             \"module\":{module:?},\"request_id\":1,\"message\":{{\"type\":\"board/tasks.ServerLodTask\",\
             \"variant\":\"ServerLodTask\",\"fields\":{{\"id\":7}}}}}}"
        )
    };
    let cases = [
        (
            request("board/tasks", "0123456789"),
            "wrong at byte 23: message: the contract has no endpoint in board/tasks that takes 0123456789\n",
        ),
        (
            request("board/tasks", "a65cdecbde"),
            "wrong at byte 23: message: the contract has no endpoint in board/tasks that takes \
             board/errors.TaskError.NotFound\n",
        ),
        (
            request("board/taks", "0123456789"),
            "wrong at byte 3: module: the contract has no endpoints in the module board/taks \
             (did you mean board/tasks?)\n",
        ),
        (
            json("board/tasks"),
            "wrong at byte 123: message: the contract has no endpoint in board/tasks that takes \
             board/tasks.ServerLodTask (did you mean board/tasks.ServerLoadTask?)\n",
        ),
        (
            json("bored"),
            "wrong at byte 74: module: the contract has no endpoints in the module bored\n",
        ),
    ];
    for (input, expected) in cases {
        let (code, out, _) = libero(
            dir.path(),
            &["inspect", &input, "--contract", "contract.json"],
        );
        assert_eq!(code, 1);
        assert!(out.ends_with(expected), "{out}");
        let what = expected.split_once(": ").expect("a place").1;
        assert!(out.contains(&format!("^^ {what}")), "{out}");
    }
}

#[test]
fn a_field_that_is_cut_off_is_shown_by_its_name() {
    let dir = package(&[("contract.json", CONTRACT)]);
    let args = ["call", "http://127.0.0.1:1", "--describe", "create_task"];
    let args = [&args[..], &["--contract", "contract.json"]].concat();
    let (code, _, err) = libero(dir.path(), &args);
    assert_eq!(code, 0, "{err}");
    let message = serde_json::json!({ "title": "Buy milk", "priority": "Low", "tags": [] });
    let contract = contract_schema::document::from_json(CONTRACT).expect("a contract");
    let model = libero_values::Model::new(&contract).expect("a model");
    let endpoint = model.endpoint("create_task").expect("an endpoint");
    let message = libero_values::plain::read(&model, &endpoint.request, &message).expect("sound");
    let codec = libero_wire::Codec::Etf;
    let frame = libero_values::frames::request(&model, endpoint, codec, 1, &message);
    let frame = frame.expect("a frame");
    let text = b"Buy milk";
    let end = frame.windows(text.len()).position(|part| part == text);
    let end = end.expect("the title") + 3;
    fs::write(dir.path().join("frame"), &frame[..end]).expect("a file");
    let (code, out, _) = libero(
        dir.path(),
        &["inspect", "frame", "--contract", "contract.json"],
    );
    assert_eq!(code, 1);
    let row = "binary        title: text = \"Buy\", cut off\n";
    assert!(out.contains(row), "{out}");
    let last = format!(
        "wrong at byte {end}: message.title: expected 8 bytes of a binary, 3 are left (it begins at byte {})\n",
        end - 8
    );
    assert!(out.ends_with(&last), "{out}");
}

#[test]
fn bytes_that_are_no_text_are_no_json() {
    let dir = package(&[]);
    for (bytes, first) in [
        (&b"-\xff\xfe1"[..], "no frame, ETF, 4 bytes"),
        (b"{\"kind\":\"push\",\"\xff", "push, JSON, 17 bytes"),
        (" {\"kind\":\"push\",\"é".as_bytes(), "push, JSON, 19 bytes"),
        (b" {\"kind\":\"push\",\"\xc3", "push, JSON, 18 bytes"),
    ] {
        fs::write(dir.path().join("frame"), bytes).expect("a file");
        let (code, out, _) = libero(dir.path(), &["inspect", "frame"]);
        assert_eq!((code, out.lines().next()), (1, Some(first)), "{out}");
    }
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

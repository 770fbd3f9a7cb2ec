//! `libero call`, against the server of the quickstart.

#[path = "support/quickstart.rs"]
mod quickstart_server;
mod support;

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::process::{Child, ChildStdout, Command, Stdio};

use quickstart_server::Server;
use support::{command, ended, libero, package};

const CONTRACT: &str = include_str!("../../../examples/quickstart/generated/contract.json");
const ADA: &str = r#"{"name": "Ada", "role": "Owner"}"#;

#[test]
fn a_call_prints_its_result_over_both_transports_in_both_codecs() {
    let server = Server::start();
    let (http, ws) = (server.http(), server.ws());
    let run = |args: &[&str]| libero(server.folder(), args);

    let (code, out, err) = run(&["call", &http, "add_person", ADA]);
    let expected = "{\n  \"id\": 1,\n  \"name\": \"Ada\",\n  \"role\": \"Owner\"\n}\n";
    assert_eq!((code, out.as_str(), err.as_str()), (0, expected, ""));

    let line = "[{\"id\":1,\"name\":\"Ada\",\"role\":\"Owner\"}]\n";
    let bare = http.trim_start_matches("http://").to_owned();
    for url in [
        &http,
        &ws,
        &format!("{http}/rpc"),
        &format!("{ws}/ws"),
        &bare,
    ] {
        for codec in [&["--compact"][..], &["--compact", "--etf"]] {
            for name in ["list_people", "account.list_people", "listPeople"] {
                let args = [&["call", url, name][..], codec].concat();
                let (code, out, err) = run(&args);
                let shown = (code, out.as_str(), err.as_str());
                assert_eq!(shown, (0, line, ""), "{args:?}");
            }
        }
    }
    let args = ["call", &http, "list_people", "--typed-json", "--compact"];
    let expected = r#"[{"type":"account.Person","variant":"Person","fields":{"id":1,"name":"Ada","role":{"type":"account.Role","variant":"Owner","fields":{}}}}]"#;
    assert_eq!(run(&args), (0, format!("{expected}\n"), String::new()));
}

#[test]
fn an_error_of_the_domain_is_data_and_exit_code_1() {
    let server = Server::start();
    let run = |args: &[&str]| libero(server.folder(), args);
    for (url, codec) in [(server.http(), "--timeout=9"), (server.ws(), "--etf")] {
        let args = [
            "call",
            &url,
            "load_task",
            r#"{"id": 7}"#,
            "--compact",
            codec,
        ];
        let expected = "{\"error\":{\"type\":\"NotFound\",\"id\":7}}\n";
        assert_eq!(run(&args), (1, expected.to_owned(), String::new()));
    }
}

#[test]
fn arguments_that_are_wrong_are_told_by_field_before_anything_is_sent() {
    let dir = package(&[("contract.json", CONTRACT)]);
    // Nobody listens there.
    let url = "http://127.0.0.1:1";
    let cases = [
        (
            "load_task",
            r#"{"idd": 7}"#,
            "error: idd: ServerLoadTask has no such field (did you mean id?); it has id\n",
        ),
        (
            "load_task",
            "{}",
            "error: id: the field is missing: integer (u64)\n",
        ),
        (
            "load_task",
            r#"{"id": -1}"#,
            "error: id: expected an integer of u64, got -1\n",
        ),
        (
            "load_task",
            "7",
            "error: the arguments of load_task: expected ServerLoadTask, got an integer\n",
        ),
        (
            "load_task",
            "{id: 7}",
            "error: the arguments are no JSON: key must be a string at line 1 column 2\n",
        ),
        (
            "add_person",
            r#"{"name": "Ada", "role": "Onwer"}"#,
            "error: role: Role has no variant Onwer (did you mean Owner?); it is one of Guest, Member, Owner\n",
        ),
        (
            "load_task",
            r#"{"id": 7, "id": 8}"#,
            "error: id: the key is there twice\n",
        ),
        (
            "lod_task",
            "{}",
            "error: there is no endpoint lod_task; did you mean load_task?\n",
        ),
        (
            "tasks.load_task",
            "{}",
            "error: there is no endpoint tasks.load_task; did you mean board/tasks.load_task?\n",
        ),
        (
            "chores.load_task",
            "{}",
            "error: there is no endpoint chores.load_task; did you mean board/tasks.load_task?\n",
        ),
    ];
    for (name, arguments, expected) in cases {
        let args = ["call", url, name, arguments, "--contract", "contract.json"];
        let (code, out, err) = libero(dir.path(), &args);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments}: {err}");
        let first = err.split_inclusive('\n').next().unwrap_or_default();
        assert_eq!(first, expected);
        assert!(err.contains("\n  help: "), "{err}");
    }
}

#[test]
fn servers_that_do_not_answer_are_exit_code_3() {
    let server = Server::start();
    let dir = package(&[("contract.json", CONTRACT)]);
    let cases = [
        (
            "http://127.0.0.1:1".to_owned(),
            "http://127.0.0.1:1/rpc: nobody listens there (connection refused)",
        ),
        (
            "ws://127.0.0.1:1".to_owned(),
            "ws://127.0.0.1:1/ws: nobody listens there (connection refused)",
        ),
        (
            format!("{}/healthz", server.http()),
            "the server answered 405",
        ),
        (
            format!("{}/healthz", server.http()),
            &format!(
                "help: name the address at which it takes calls: {}/rpc?",
                server.http()
            ),
        ),
        (format!("{}/rpc", server.ws()), "no WebSocket was opened"),
        (
            format!("{}/rpc", server.ws()),
            &format!(
                "help: name the address of its WebSocket: {}/ws?",
                server.ws()
            ),
        ),
    ];
    for (url, expected) in cases {
        let args = ["call", &url, "list_people", "--contract", "contract.json"];
        let (code, out, err) = libero(dir.path(), &args);
        assert_eq!((code, out.as_str()), (3, ""), "{err}");
        assert!(err.contains(expected) && err.contains("  help: "), "{err}");
    }
    let (code, _, err) = libero(dir.path(), &["call", "http://127.0.0.1:1", "--list"]);
    assert_eq!(code, 3, "the contract cannot be had: {err}");
}

#[test]
fn usage_that_is_wrong_is_told_with_every_right_one() {
    let dir = package(&[("contract.json", CONTRACT)]);
    for args in [
        &["call", "http://a", "--list", "load_task"][..],
        &["call", "http://a", "load_task", "--watch", "*"],
        &["call", "http://a"],
    ] {
        let (code, out, err) = libero(dir.path(), args);
        assert_eq!((code, out.as_str()), (2, ""));
        let usage = "\nUsage: libero call [OPTIONS] <URL> <NAME> [ARGS|-]\n";
        assert!(err.contains(usage), "{args:?}: {err}");
        let list = "\n       libero call [OPTIONS] [URL] --list\n";
        assert!(err.contains(list), "{args:?}: {err}");
    }
}

#[test]
fn arguments_come_from_standard_input() {
    let server = Server::start();
    let mut command = command(
        server.folder(),
        &["call", &server.http(), "add_person", "-"],
    );
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(ADA.as_bytes()).expect("written");
    drop(input);
    let (code, out, _) = ended(&child.wait_with_output().expect("it ends"));
    assert_eq!(code, 0);
    assert!(out.contains("\"name\": \"Ada\""), "{out}");
}

/// A program that watches, and the lines that it prints.
struct Watch {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Watch {
    fn start(server: &Server, args: &[&str]) -> Self {
        let args = [&["call"][..], args].concat();
        let mut command = command(server.folder(), &args);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        Self { child, lines }
    }

    fn next(&mut self) -> Option<String> {
        self.lines.next().map(|line| line.expect("text"))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // Errors mean that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn pushes_are_a_line_each() {
    let server = Server::start();
    let online = r#"{"type":"Online","value":1}"#;
    let cases = [
        (server.http(), "BoardEvent", "--compact", online.to_owned()),
        (
            server.ws(),
            "board/events.BoardEvent",
            "--etf",
            online.to_owned(),
        ),
        (
            server.http(),
            "*",
            "--etf",
            format!(r#"{{"push":"board/events.BoardEvent","value":{online}}}"#),
        ),
    ];
    for (url, topic, option, first) in cases {
        let args = [&url, "--watch", topic, "--count", "2", option];
        let mut watch = Watch::start(&server, &args);
        assert_eq!(watch.next(), Some(first));
        // A change that all are told of.
        let added = r#"{"title": "T", "priority": "Low", "tags": []}"#;
        let args = ["call", &server.http(), "create_task", added];
        let (code, _, err) = libero(server.folder(), &args);
        assert_eq!(code, 0, "{err}");
        let line = watch.next().expect("a push");
        assert!(line.contains(r#""type":"TaskAdded""#), "{line}");
        assert_eq!(watch.next(), None, "as many as asked for");
        assert_eq!(watch.child.wait().expect("it ends").code(), Some(0));
    }
}

#[cfg(unix)]
#[test]
fn watching_ends_well_on_ctrl_c() {
    let server = Server::start();
    let mut watch = Watch::start(&server, &[&server.ws(), "--watch", "BoardEvent"]);
    watch.next().expect("a push");
    let id = watch.child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status();
    assert!(sent.expect("kill").success());
    assert_eq!(watch.child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn what_there_is_is_listed_and_described() {
    let dir = package(&[("contract.json", CONTRACT)]);
    let (code, list, err) = libero(
        dir.path(),
        &["call", "--list", "--contract", "contract.json"],
    );
    assert_eq!((code, err.as_str()), (0, ""));
    let expected = "\
account
  add_person(name: text, role: Role) -> Person, or AccountError
      Adds a person. A name that is taken is an error that says by whom.
";
    assert!(list.starts_with(expected), "{list}");
    assert!(
        list.ends_with("\npushes, for --watch\n  board/events.BoardEvent\n"),
        "{list}"
    );

    let args = [
        "call",
        "--describe",
        "add_person",
        "--contract",
        "contract.json",
    ];
    let (code, described, err) = libero(dir.path(), &args);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(described, include_str!("call/describe.txt"));
}

#[test]
fn the_example_of_each_endpoint_is_one_that_can_be_sent() {
    let server = Server::start();
    let contract: serde_json::Value = serde_json::from_str(CONTRACT).expect("JSON");
    for endpoint in contract["endpoints"].as_array().expect("a list") {
        let name = endpoint["name"].as_str().expect("a name");
        let (_, described, _) = libero(
            server.folder(),
            &["call", &server.http(), "--describe", name],
        );
        let line = described
            .lines()
            .find(|line| line.starts_with("  libero call "));
        let line = line.expect("an example");
        let arguments = line
            .split_once(" '")
            .map(|(_, rest)| rest.trim_end_matches('\''));
        let arguments = arguments.unwrap_or("{}").replace(r"'\''", "'");
        let (code, _, err) = libero(server.folder(), &["call", &server.http(), name, &arguments]);
        assert!(code < 2, "{line}: {err}");
    }
}

/// The quickstart's contract as it may have been before: `remove_task` took a narrower number.
fn older_contract() -> String {
    let mut contract = contract_schema::document::from_json(CONTRACT).expect("a contract");
    let mut types = contract.types.iter_mut();
    let request = types.find(|def| def.type_name == "ServerRemoveTask");
    let request = &mut request.expect("a type").variants[0];
    request.field_types = vec![contract_schema::FieldType::Bool];
    request.wire_hash = None;
    contract_schema::hash::seal(&mut contract);
    contract_schema::document::to_json(&contract)
}

#[test]
fn with_a_contract_from_before_what_agrees_is_called_and_the_rest_is_not() {
    let server = Server::start();
    let dir = package(&[("old.json", &older_contract())]);
    for (url, codec) in [(server.http(), "--timeout=9"), (server.ws(), "--etf")] {
        let run = |name, arguments| {
            let args = [
                "call",
                &url,
                name,
                arguments,
                "--contract",
                "old.json",
                codec,
                "--compact",
            ];
            libero(dir.path(), &args)
        };
        let (code, out, err) = run("list_people", "{}");
        assert_eq!((code, out.as_str(), err.as_str()), (0, "[]\n", ""));
        let (code, out, err) = run("remove_task", r#"{"id": true}"#);
        assert_eq!((code, out.as_str()), (3, ""));
        let expected = "\
error: the server speaks another contract, and remove_task is another one there
  help: without `--contract` its own is read
";
        assert_eq!(err, expected);
    }
}

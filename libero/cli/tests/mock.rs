//! `libero mock`, called by the JavaScript SDK that libero generated for the quickstart.

mod support;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use support::{libero, package};
use ureq::http::{Method, Request, Response};

const CONTRACT: &str = include_str!("../../../examples/quickstart/generated/contract.json");

/// A server that ends with the test.
struct Mock {
    child: Child,
    base: String,
}

impl Mock {
    fn start(dir: &Path, args: &[&str]) -> Self {
        let all = [&["mock", "contract.json", "--port", "0"][..], args].concat();
        let mut command = support::command(dir, &all);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the program");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let first = lines.next().expect("a line").expect("text");
        let start = first.find("http://").expect("an address");
        let end = first.find("/rpc").expect("a path");
        let base = first[start..end].to_owned();
        // What it says of calls must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, base }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // Errors mean that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn made_up(seed: &str) -> String {
    let dir = package(&[("contract.json", CONTRACT), ("answers.json", "{}")]);
    let args = ["--answers", "answers.json", "--seed", seed];
    let mock = Mock::start(dir.path(), &args);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("node")
        .arg(here.join("tests/mock/client.mjs"))
        .arg(here.join("../../examples/quickstart/generated/sdk"))
        .arg(&mock.base)
        .arg(dir.path().join("answers.json"))
        .output()
        .expect("Node, which `cargo xtask setup` installs");
    let (code, out, err) = support::ended(&output);
    assert_eq!(code, 0, "{err}");
    out
}

#[test]
fn a_client_can_be_built_against_it_over_both_transports_in_both_codecs() {
    let one = made_up("1");
    assert_eq!(one, made_up("1"), "the same in every run");
    assert_ne!(one, made_up("2"), "another seed");
}

#[test]
fn answers_that_are_wrong_are_told_with_their_places_and_nothing_is_served() {
    let answers = r#"{"load_task": {"ok": {"tsak": {}}}, "count_tasks": [{"ok": 1}, {"ok": "x"}]}"#;
    let dir = package(&[("contract.json", CONTRACT), ("answers.json", answers)]);
    let args = [
        "mock",
        "contract.json",
        "--port",
        "0",
        "--answers",
        "answers.json",
    ];
    let (code, out, err) = libero(dir.path(), &args);
    assert_eq!((code, out.as_str()), (1, ""));
    let expected = "\
error: answers.json: load_task.ok.tsak: TaskDetails has no such field (did you mean task?); it has task, comments, attachments
error: answers.json: count_tasks[1].ok: expected integer, got text that is no integer of 128 bits
  help: answers are written as `libero mock --help` shows; docs/values.md has the form of values
";
    assert_eq!(err, expected);
    let (code, _, err) = libero(
        dir.path(),
        &["mock", "contract.json", "--answers", "gone.json"],
    );
    assert_eq!(code, 2, "{err}");
}

#[test]
fn a_client_of_another_contract_goes_on_with_what_is_the_same() {
    let dir = package(&[("contract.json", CONTRACT)]);
    let mock = Mock::start(dir.path(), &[]);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sdk = here.join("../../examples/quickstart/generated/sdk");
    // Of the whole and of one function: the text before it, and how many digits follow.
    let changes = [
        ("sdk.js", "contractHash = \"", 64),
        ("index.js", "name: \"load_task\",\n  hash: \"", 16),
        ("stale.js", "\"board/tasks.load_task\", \"", 16),
    ];
    for folder in ["", "runtime", "codecs", "calls"] {
        let to = dir.path().join("sdk").join(folder);
        std::fs::create_dir_all(&to).expect("a folder");
        for file in std::fs::read_dir(sdk.join(folder)).expect("the SDK") {
            let path = file.expect("a file").path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            if path.is_file() {
                let mut text = std::fs::read_to_string(&path).expect("text");
                for (file, before, digits) in changes {
                    if file == name && folder.is_empty() {
                        let at = text.find(before).expect("a hash") + before.len();
                        text.replace_range(at..at + digits, &"0".repeat(digits));
                    }
                }
                std::fs::write(to.join(name), text).expect("a file");
            }
        }
    }
    let output = Command::new("node")
        .arg(here.join("tests/mock/older.mjs"))
        .arg(dir.path().join("sdk"))
        .arg(&mock.base)
        .output()
        .expect("Node, which `cargo xtask setup` installs");
    let (code, out, err) = support::ended(&output);
    assert_eq!(code, 0, "{err}");
    assert_eq!(out, "true stale loadTask\n".repeat(4));
}

/// What is answered, whatever its status: the body as text.
fn ask(
    mock: &Mock,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Response<String> {
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent = config.allow_non_standard_methods(true).build().new_agent();
    let mut request = Request::builder()
        .method(method)
        .uri(format!("{}{path}", mock.base));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body.to_owned()).expect("a request");
    let mut answer = agent.run(request).expect("an answer");
    let text = answer.body_mut().read_to_string().expect("text");
    answer.map(|_| text)
}

fn header<'a>(answer: &'a Response<String>, name: &str) -> &'a str {
    let value = answer.headers().get(name);
    value.map_or("", |value| value.to_str().expect("text"))
}

const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn functions_are_called_by_path() {
    let answers = r#"{
        "load_task": [{"error": {"type": "NotFound", "id": 7}}],
        "count_tasks": {"failure": "the disk is full"}
    }"#;
    let dir = package(&[("contract.json", CONTRACT), ("answers.json", answers)]);
    let mock = Mock::start(dir.path(), &["--answers", "answers.json"]);
    let message = |name: &str, fields: Value| {
        json!({"type": format!("board/tasks.{name}"), "variant": name, "fields": fields})
            .to_string()
    };
    let load = |fields| message("ServerLoadTask", fields);
    let call = |path: &str, headers: &[(&str, &str)], body: &str| {
        let answer = ask(&mock, Method::POST, &format!("/rpc/{path}"), headers, body);
        let kind = header(&answer, "content-type").to_owned();
        let json: Value = serde_json::from_str(answer.body()).expect("JSON");
        (answer.status().as_u16(), kind, json)
    };
    let (json_type, problem) = ("application/json", "application/problem+json");

    // What is made up is the value alone.
    let list =
        json!({"type": "account.ServerListPeople", "variant": "ServerListPeople", "fields": {}});
    let (status, kind, people) = call("account/list_people", &[JSON], &list.to_string());
    assert_eq!((status, kind.as_str()), (200, json_type), "{people}");
    assert_eq!(people[0]["type"], "account.Person");

    let path = "board/tasks/load_task";
    let (status, kind, error) = call(path, &[JSON], &load(json!({"id": 7})));
    assert_eq!((status, kind.as_str()), (422, json_type));
    assert_eq!(
        (&error["variant"], &error["fields"]["id"]),
        (&json!("NotFound"), &json!(7))
    );

    let count = message("ServerCountTasks", json!({}));
    let (status, kind, failed) = call("board/tasks/count_tasks", &[JSON], &count);
    assert_eq!((status, kind.as_str()), (500, problem), "{failed}");
    assert_eq!(failed["title"], "the disk is full");

    let (status, kind, wrong) = call(path, &[JSON], &load(json!({"id": "x"})));
    assert_eq!((status, kind.as_str()), (400, problem));
    assert_eq!(wrong["errors"][0]["path"], "message.fields.id");

    let other = ("libero-contract", "0123456789abcdef");
    let large = " ".repeat((1 << 20) + 1);
    for (path, headers, body, expected) in [
        ("board/tasks/no_such", &[JSON][..], "{}", 404),
        ("board", &[JSON], "{}", 404),
        (path, &[("content-type", "text/plain")], "{}", 415),
        (path, &[JSON, other], "{}", 409),
        (path, &[JSON], &large, 413),
    ] {
        let (status, _, said) = call(path, headers, body);
        assert_eq!(status, expected, "{path}: {said}");
    }
    let answer = ask(&mock, Method::GET, "/rpc/board/tasks/load_task", &[], "");
    assert_eq!(
        (answer.status().as_u16(), header(&answer, "allow")),
        (405, "POST")
    );
}

#[test]
fn what_explains_the_contract_is_served_and_the_rest_is_told() {
    let dir = package(&[("contract.json", CONTRACT)]);
    let mock = Mock::start(dir.path(), &[]);
    let get = |path: &str| ask(&mock, Method::GET, path, &[], "");
    for (path, kind, begin) in [
        (
            "/",
            "text/plain; charset=utf-8",
            "libero mock: 15 endpoints with made-up answers.",
        ),
        ("/contract", "text/html; charset=utf-8", "<!DOCTYPE html>"),
        ("/contract.json", "application/json", "{"),
        ("/openapi.json", "application/json", "{"),
        ("/llms.txt", "text/plain; charset=utf-8", "# API\n"),
    ] {
        let answer = get(path);
        assert_eq!(
            (answer.status().as_u16(), header(&answer, "content-type")),
            (200, kind),
            "{path}"
        );
        assert!(
            answer.body().starts_with(begin),
            "{path}: {}",
            answer.body()
        );
        if path != "/" {
            assert!(get("/").body().contains(path), "{path}");
        }
    }
    assert_eq!(get("/contract.json").body(), CONTRACT);
    let policy = get("/contract");
    let policy = header(&policy, "content-security-policy");
    assert!(
        policy.contains("script-src 'sha256-") && policy.ends_with("; frame-ancestors 'none'"),
        "{policy}"
    );
    let openapi: Value = serde_json::from_str(get("/openapi.json").body()).expect("JSON");
    assert_eq!(openapi["servers"][0]["url"], "/rpc");

    let nothing = get("/nope");
    assert_eq!(nothing.status().as_u16(), 404);
    assert!(
        nothing.body().starts_with("There is nothing at /nope.\n"),
        "{}",
        nothing.body()
    );
    assert!(nothing.body().contains("POST /rpc "), "{}", nothing.body());
    assert_eq!(get("/ws").status().as_u16(), 426);
    assert_eq!(get("/rpc").status().as_u16(), 405);
    let posted = ask(&mock, Method::POST, "/contract", &[], "");
    assert_eq!(posted.status().as_u16(), 405);
}

//! `libero call --watch --contract`: pushes of a server that speaks another contract.

mod support;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use contract_schema::{Contract, FieldType, PushType, Variant, document, hash};
use support::{command, libero, package};

const CONTRACT: &str = include_str!("../../../examples/quickstart/generated/contract.json");

/// The quickstart's contract with a second push, changed, as its hashes have it then.
fn contract(change: impl FnOnce(&mut Contract)) -> String {
    let mut contract = document::from_json(CONTRACT).expect("a contract");
    contract.push_types.push(PushType {
        module: "account".to_owned(),
        type_module: "account".to_owned(),
        type_name: "Person".to_owned(),
        hash: None,
    });
    change(&mut contract);
    hash::seal(&mut contract);
    document::to_json(&contract)
}

fn fields<'c>(contract: &'c mut Contract, name: &str) -> &'c mut Variant {
    let mut types = contract.types.iter_mut();
    let def = types.find(|def| def.type_name == name).expect("a type");
    def.variants[0].wire_hash = None;
    &mut def.variants[0]
}

/// Two numbers of a task have each the place of the other: in ETF the bytes are read without a complaint.
fn swapped(contract: &mut Contract) {
    let labels = &mut fields(contract, "Task").field_labels;
    let at = |name: &str| {
        let mut all = labels.iter();
        let place = all.position(|label| label.as_deref() == Some(name));
        place.expect("a field")
    };
    let (one, other) = (at("comments"), at("version"));
    labels.swap(one, other);
}

/// What is pushed in a module has another field.
fn changed(contract: &mut Contract) {
    let person = fields(contract, "Person");
    let role = person.field_types.last_mut().expect("a field");
    *role = FieldType::Bool;
}

fn gone(contract: &mut Contract) {
    let push = &mut contract.push_types[0];
    "Role".clone_into(&mut push.type_name);
    "account".clone_into(&mut push.type_module);
}

/// A server of the contract without changes that pushes both kinds.
struct Mock(Child, String);

impl Mock {
    fn start(dir: &Path) -> Self {
        let args = ["mock", "served.json", "--port", "0", "--push-every", "20"];
        let mut child = command(dir, &args)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let first = lines.next().expect("a line").expect("text");
        let start = first.find("http://").expect("an address");
        let end = first.find("/rpc").expect("a path");
        let base = first[start..end].to_owned();
        // What it says must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self(child, base)
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // Errors mean that it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_push_that_is_another_one_at_the_server_is_refused_at_once_and_never_read() {
    let dir = package(&[
        ("served.json", &contract(|_| {})),
        ("swapped.json", &contract(swapped)),
        ("changed.json", &contract(changed)),
        ("gone.json", &contract(gone)),
        (
            "both.json",
            &contract(|contract| {
                swapped(contract);
                changed(contract);
            }),
        ),
    ]);
    let mock = Mock::start(dir.path());
    let help = "  help: without `--contract` its own is read\n";
    for (file, topic, why) in [
        (
            "swapped.json",
            "BoardEvent",
            "BoardEvent is another one there",
        ),
        (
            "changed.json",
            "account.Person",
            "Person is another one there",
        ),
        ("gone.json", "Role", "Role is not there"),
        (
            "both.json",
            "*",
            "none of its pushes can be read: board/events.BoardEvent is another one there, \
             account.Person is another one there",
        ),
    ] {
        for codec in ["--compact", "--etf"] {
            let args = [
                "call",
                &mock.1,
                "--watch",
                topic,
                "--count",
                "1",
                "--contract",
                file,
                codec,
            ];
            let (code, out, err) = libero(dir.path(), &args);
            assert_eq!((code, out.as_str()), (3, ""), "{args:?}: {err}");
            let expected = format!("error: the server speaks another contract, and {why}\n{help}");
            assert!(err.ends_with(&expected), "{args:?}: {err}");
        }
    }
}

#[test]
fn pushes_that_are_the_same_at_the_server_are_read_and_the_others_passed_over() {
    let dir = package(&[
        ("served.json", &contract(|_| {})),
        ("swapped.json", &contract(swapped)),
        ("gone.json", &contract(gone)),
    ]);
    let mock = Mock::start(dir.path());
    for (file, stale) in [
        (
            "swapped.json",
            "board/events.BoardEvent is another one there",
        ),
        ("gone.json", "account.Role is not there"),
    ] {
        for (topic, codec, warning) in [
            ("Person", "--compact", String::new()),
            ("Person", "--etf", String::new()),
            ("*", "--compact", format!("; passed over: {stale}")),
            ("*", "--etf", format!("; passed over: {stale}")),
        ] {
            let args = [
                "call",
                &mock.1,
                "--watch",
                topic,
                "--count",
                "3",
                "--contract",
                file,
                codec,
            ];
            let (code, out, err) = libero(dir.path(), &args);
            assert_eq!(code, 0, "{args:?}: {err}");
            let expected = format!("warning: the server speaks another contract{warning}\n");
            assert!(err.starts_with(&expected), "{args:?}: {err}");
            assert_eq!(err.lines().count(), 2, "{args:?}: {err}");
            assert_eq!(out.lines().count(), 3, "{args:?}: {out}");
            for line in out.lines() {
                let is_person = line.contains(r#""role":"#) && !line.contains("BoardEvent");
                assert!(is_person, "{args:?}: {line}");
            }
        }
    }
    // A capture has everything, as it came.
    let args = [
        "call",
        &mock.1,
        "--watch",
        "*",
        "--count",
        "2",
        "--contract",
        "swapped.json",
        "--raw",
    ];
    let (code, out, err) = libero(dir.path(), &args);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("BoardEvent") && out.contains("Person"),
        "{out}"
    );
}

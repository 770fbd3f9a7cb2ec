//! `libero mock`, called by the JavaScript SDK that libero generated for the quickstart.

mod support;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use support::{libero, package};

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
error: answers.json: count_tasks[1].ok: expected Int, got String that is no integer of 128 bits
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

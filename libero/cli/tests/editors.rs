//! Diagnostics as editors read them: through the types with which rust-analyzer reads cargo and rustc.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use cargo_metadata::{CompilerMessage, Message, MetadataCommand, PackageId, Target};
use serde_json::Value;

mod support;

use support::{libero, package, write};

const SOURCE: &str = "pub struct ServerContext;\npub struct Größe(pub Missing);\n\
    pub fn server_load(cx: &ServerContext) -> Result<Größe, ()> { todo!() }\n";
const SETTINGS: &str = "[package.metadata.libero]\ncontract = \"out/contract.json\"\n";

#[test]
fn json_is_what_rustc_writes() {
    let manifest = format!("[package]\nname = \"app\"\n{SETTINGS}");
    let dir = package(&[("Cargo.toml", &manifest), ("src/lib.rs", SOURCE)]);
    let (code, out, _) = libero(dir.path(), &["gen", "--message-format", "json"]);
    assert_eq!(code, 1);
    let read: Vec<Diagnostic> = out
        .lines()
        .map(|line| serde_json::from_str(line).expect("a diagnostic of rustc"))
        .collect();
    assert_eq!(read.len(), 1, "{out}");
    assert_eq!(read[0].level, DiagnosticLevel::Error);
    let span = &read[0].spans[0];
    assert!(span.is_primary);
    assert_eq!(span.file_name, "src/lib.rs");
    assert_eq!((span.line_start, span.column_start), (2, 22));
    let marked = &SOURCE[span.byte_start as usize..span.byte_end as usize];
    assert_eq!(marked, "Missing");
    let rendered = read[0].rendered.as_deref().unwrap_or_default();
    assert!(rendered.starts_with("error[L"), "{rendered}");
}

/// The messages of a run.
fn messages(out: &str) -> (Vec<CompilerMessage>, bool) {
    let mut messages = vec![];
    let mut finished = None;
    for line in out.lines() {
        // What is none of cargo's messages would be plain text to this reader; to editors, too.
        match serde_json::from_str(line).expect("a message of cargo") {
            Message::CompilerMessage(message) => messages.push(message),
            Message::BuildFinished(end) => finished = Some(end.success),
            other => panic!("{other:?}"),
        }
    }
    (messages, finished.expect("the end is told"))
}

/// What cargo itself calls the package in a folder, and its first target.
fn known_to_cargo(manifest: &std::path::Path) -> (PackageId, Target) {
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo reads the package");
    let mut found = metadata.packages.into_iter();
    let package = found
        .find(|package| package.manifest_path == manifest)
        .expect("the package");
    (package.id, package.targets[0].clone())
}

#[test]
fn cargo_json_is_what_cargo_writes_for_the_same_package() {
    let member = format!(
        "[package]\nname = \"app\"\nversion.workspace = true\nedition.workspace = true\n{SETTINGS}"
    );
    let root = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n\
        [workspace.package]\nversion = \"1.2.3\"\nedition = \"2024\"\n";
    let plain = format!("[package]\nname = \"big-app\"\n{SETTINGS}");
    let cases = [
        ("app", member.as_str(), "lib.rs"),
        ("my server", &member, "lib.rs"),
        ("program", &member, "main.rs"),
        ("plain", &plain, "lib.rs"),
    ];
    for (folder, manifest, file) in cases {
        let dir = package(&[
            ("Cargo.toml", root),
            (&format!("{folder}/Cargo.toml"), manifest),
            (&format!("{folder}/src/{file}"), SOURCE),
        ]);
        let here = dir.path().canonicalize().expect("a path").join(folder);
        let (code, out, err) = libero(&here, &["gen", "--message-format", "cargo-json"]);
        assert_eq!(code, 1, "{out}{err}");
        let (messages, success) = messages(&out);
        assert!(!success);
        let [message] = &messages[..] else {
            panic!("{out}");
        };
        let (id, target) = known_to_cargo(&here.join("Cargo.toml"));
        assert_eq!(message.package_id, id, "{folder}");
        assert_eq!(message.target, target, "{folder}");
        // Relative to the workspace, as editors take it.
        let place = &message.message.spans[0].file_name;
        assert_eq!(*place, format!("{folder}/src/{file}"));
    }
}

#[test]
fn an_editor_hears_the_end_of_a_run_that_found_nothing() {
    let manifest = format!("[package]\nname = \"app\"\n{SETTINGS}");
    let source = SOURCE.replace("Missing", "u8");
    let dir = package(&[("Cargo.toml", &manifest), ("src/lib.rs", &source)]);
    let run = |args: &[&str]| {
        let args = [&["gen", "--message-format", "cargo-json"], args].concat();
        let (code, out, _) = libero(dir.path(), &args);
        (code, messages(&out))
    };
    assert_eq!(run(&[]), (0, (vec![], true)));
    write(dir.path(), "src/lib.rs", &source.replace("u8", "u16"));
    assert_eq!(run(&["--check"]), (1, (vec![], false)));
}

#[test]
fn a_manifest_that_cannot_be_read_is_a_message_too() {
    let dir = package(&[("Cargo.toml", "[package"), ("src/lib.rs", "")]);
    let (code, out, _) = libero(dir.path(), &["gen", "--message-format", "cargo-json"]);
    assert_eq!(code, 1);
    let (messages, success) = messages(&out);
    assert!(!success);
    assert_eq!(messages[0].message.spans[0].file_name, "Cargo.toml");
    // Cargo is of the same opinion.
    let cargo = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(dir.path())
        .output()
        .expect("cargo runs");
    assert!(!cargo.status.success());
}

/// The names of the fields of each kind of object.
type Fields = BTreeMap<&'static str, BTreeSet<String>>;

fn add(found: &mut Fields, kind: &'static str, value: &Value) {
    let fields = value.as_object().into_iter().flat_map(|one| one.keys());
    found.entry(kind).or_default().extend(fields.cloned());
}

/// Those of a message, its code, its spans and their lines, and of what belongs to it.
fn shape(message: &Value, found: &mut Fields) {
    add(found, "code", &message["code"]);
    for span in message["spans"].as_array().into_iter().flatten() {
        add(found, "span", span);
        for line in span["text"].as_array().into_iter().flatten() {
            add(found, "line", line);
        }
    }
    for child in message["children"].as_array().into_iter().flatten() {
        add(found, "child", child);
        shape(child, found);
    }
}

/// That of all lines, and every edit that they suggest.
fn shapes(lines: &str) -> (Fields, Vec<(String, String)>) {
    let mut found = BTreeMap::new();
    let mut edits = vec![];
    for line in lines.lines() {
        let message: Value = serde_json::from_str(line).expect("JSON");
        add(&mut found, "message", &message);
        shape(&message, &mut found);
        for child in message["children"].as_array().into_iter().flatten() {
            for span in child["spans"].as_array().into_iter().flatten() {
                let text = |key: &str| span[key].as_str().map(str::to_owned);
                edits.extend(text("suggested_replacement").zip(text("suggestion_applicability")));
            }
        }
    }
    (found, edits)
}

#[test]
fn messages_have_the_fields_that_rustc_writes_itself() {
    let source = "pub struct ServerContext;\npub struct Author;\n\
        pub fn server_load(_cx: &ServerContext) -> Result<Auhtor, ()> { todo!() }\n";
    let manifest = format!("[package]\nname = \"app\"\n{SETTINGS}");
    let dir = package(&[("Cargo.toml", &manifest), ("src/lib.rs", source)]);
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let theirs = Command::new(rustc)
        .args([
            "--error-format",
            "json",
            "--crate-type",
            "lib",
            "src/lib.rs",
        ])
        .current_dir(dir.path())
        .output()
        .expect("rustc runs");
    let (_, ours, _) = libero(dir.path(), &["gen", "--message-format", "json"]);
    let (theirs, their_edits) = shapes(&String::from_utf8_lossy(&theirs.stderr));
    let (ours, edits) = shapes(&ours);
    assert_eq!(ours, theirs);
    let expected = ("Author".to_owned(), "MaybeIncorrect".to_owned());
    assert!(their_edits.contains(&expected), "{their_edits:?}");
    assert_eq!(edits, [expected]);
}

//! `libero diff` as a person runs it: files, revisions of git, the baseline, the forms of output, exit codes.

use std::path::Path;
use std::process::Command;

mod support;

use support::{SETTINGS, libero, package, write};

const OLD: &str = "\
pub struct ServerContext;
pub struct Item {
    pub id: i64,
}
pub enum Problem {
    Missing,
}
pub fn server_save(item: Item, _cx: &ServerContext) -> Result<Item, Problem> {
    todo!()
}
";

/// Adds a variant and the docs of a field.
fn new() -> String {
    OLD.replace("    Missing,\n", "    Missing,\n    Locked,\n")
        .replace("    pub id", "    /// Assigned by the server.\n    pub id")
}

fn git(dir: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(dir)
        .args(["-c", "user.name=a", "-c", "user.email=a@b"]);
    command.args([
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    ]);
    let output = command.args(arguments).output().expect("git runs");
    assert!(output.status.success(), "{output:?}");
}

fn commit(dir: &Path) {
    git(dir, &["add", "."]);
    git(dir, &["commit", "-q", "-m", "a"]);
}

fn generate(dir: &Path) {
    let (code, _, err) = libero(dir, &["gen"]);
    assert_eq!(code, 0, "{err}");
}

/// A repository with the old contract in its only commit. The source is the new one, of which nothing is
/// generated.
fn repository() -> tempfile::TempDir {
    let dir = package(&[("Cargo.toml", SETTINGS), ("src/lib.rs", OLD)]);
    git(dir.path(), &["init", "-q"]);
    generate(dir.path());
    commit(dir.path());
    write(dir.path(), "src/lib.rs", &new());
    dir
}

#[test]
fn people_read_what_fails_where() {
    let dir = repository();
    let (code, out, err) = libero(dir.path(), &["diff", "main"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    let expected = "\
app.save
  wire-breaking: responses [variant-added]
    `Problem.Locked` is a new variant
    - `save` may now answer `Locked`, which clients made before this cannot decode
    at src/lib.rs:8:5 (was src/lib.rs:5:10)
  safe [docs-changed]
    the docs of `Item.id` are others
    at src/lib.rs:4:9 (was src/lib.rs:3:9)

2 changes from main:out/contract.json to the source: 1 wire-breaking, 1 safe
";
    assert_eq!(out, expected);
}

#[test]
fn the_baseline_is_the_lock_else_the_last_commit() {
    let dir = repository();
    let (code, out, _) = libero(dir.path(), &["diff"]);
    assert_eq!(code, 1);
    assert!(out.contains("from HEAD:out/contract.json"), "{out}");

    let (code, out, err) = libero(dir.path(), &["diff", "--save"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(
        err.starts_with("wrote ") && err.ends_with("libero.lock: 1 endpoint\n"),
        "{err}"
    );
    let (code, out, _) = libero(dir.path(), &["diff"]);
    assert_eq!(code, 0);
    assert!(
        out.starts_with("nothing changed from ") && out.contains("libero.lock"),
        "{out}"
    );
}

#[test]
fn the_source_is_compared_rather_than_what_was_generated_of_it() {
    let dir = repository();
    let stale = std::fs::read(dir.path().join("out/contract.json")).expect("a contract");
    let (code, out, _) = libero(dir.path(), &["diff", "main"]);
    assert_eq!(code, 1, "{out}");
    assert!(
        out.contains("\n    at src/lib.rs:8:5 (was src/lib.rs:5:10)\n"),
        "{out}"
    );
    let after = std::fs::read(dir.path().join("out/contract.json")).expect("a contract");
    assert!(stale == after, "nothing is written");
    // A file that is named is taken as it is.
    let (code, out, _) = libero(dir.path(), &["diff", "main", "out/contract.json"]);
    assert_eq!(code, 0);
    assert_eq!(
        out,
        "nothing changed from main:out/contract.json to out/contract.json\n"
    );
    // So it is with the baseline: a later change is one since then.
    let (code, _, err) = libero(dir.path(), &["diff", "--save"]);
    assert_eq!(code, 0, "{err}");
    write(dir.path(), "src/lib.rs", OLD);
    let (code, out, _) = libero(dir.path(), &["diff"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("servers made before this may answer `Locked` to `save`"),
        "{out}"
    );
}

#[test]
fn source_with_errors_has_no_contract() {
    let dir = repository();
    write(
        dir.path(),
        "src/lib.rs",
        &OLD.replace("id: i64", "id: Nowhere"),
    );
    let (code, _, expected) = libero(dir.path(), &["gen"]);
    assert_eq!(code, 1);
    let (expected, _) = expected
        .split_once("\nerror: 1 error; nothing")
        .expect("a count");
    for arguments in [&["diff", "main"][..], &["diff", "--save"]] {
        let (code, out, err) = libero(dir.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        let (told, closing) = err.split_once("\nerror: 1 error: ").expect("a count");
        assert_eq!(told.trim_end(), expected.trim_end());
        assert_eq!(
            closing,
            "the source has no contract as it is\n  help: `libero explain L0030` says more\n"
        );
    }
    assert!(!dir.path().join("libero.lock").exists());
    // What was generated before can be compared all the same.
    let (code, _, err) = libero(dir.path(), &["diff", "main", "out/contract.json"]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn the_exit_code_is_by_severity() {
    let dir = repository();
    let lib = |text: &str| write(dir.path(), "src/lib.rs", text);
    let code = |least: &str| libero(dir.path(), &["diff", "--fail-on", least]).0;
    assert_eq!(code("wire"), 1);
    lib(&OLD.replace(
        "Missing,\n",
        "Missing,\n    #[serde(skip_serializing)]\n    Old,\n",
    ));
    assert_eq!([code("wire"), code("source"), code("safe")], [0, 1, 1]);
    lib(&OLD.replace("    pub id", "    /// What it is.\n    pub id"));
    assert_eq!([code("wire"), code("source"), code("safe")], [0, 0, 1]);
    lib(OLD);
    assert_eq!([code("wire"), code("source"), code("safe")], [0, 0, 0]);
}

#[test]
fn programs_read_json() {
    let dir = repository();
    let (code, out, _) = libero(dir.path(), &["diff", "HEAD", "--format", "json"]);
    assert_eq!(code, 1);
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(document["verdict"], "wire-breaking");
    assert_eq!(document["old"]["from"], "HEAD:out/contract.json");
    let manifest = document["new"]["from"].as_str().expect("a path");
    assert!(manifest.ends_with("Cargo.toml"), "{manifest}");
    let change = &document["changes"][0];
    assert_eq!(change["category"], "variant-added");
    assert_eq!(change["breaks"], serde_json::json!(["responses"]));
    assert_eq!(change["new"]["line"], 8);
    let reach = &change["reaches"][0];
    assert_eq!(reach["name"], "save");
    assert_eq!(reach["etf"]["new_to_old"], serde_json::json!(["refused"]));
    assert_eq!(reach["etf"]["old_to_new"], serde_json::json!([]));
}

#[test]
fn github_shows_it_at_the_line() {
    let dir = repository();
    let (code, out, _) = libero(dir.path(), &["diff", "main", "--format", "github"]);
    assert_eq!(code, 1);
    let expected = "\
::error file=src/lib.rs,line=8,col=5,title=wire-breaking%3A variant-added::`Problem.Locked` is a new variant\
%0A- `save` may now answer `Locked`, which clients made before this cannot decode
::notice file=src/lib.rs,line=4,col=9,title=safe%3A docs-changed::the docs of `Item.id` are others
";
    assert_eq!(out, expected);
}

#[test]
fn github_is_told_paths_from_the_folder_of_the_repository() {
    let files = [("server/Cargo.toml", SETTINGS), ("server/src/lib.rs", OLD)];
    let dir = package(&files);
    let server = dir.path().join("server");
    git(dir.path(), &["init", "-q"]);
    generate(&server);
    commit(dir.path());
    write(&server, "src/lib.rs", &new());
    let (code, out, err) = libero(&server, &["diff", "--format", "github"]);
    assert_eq!((code, err.as_str()), (1, ""));
    let files = out.matches("file=server/src/lib.rs,").count();
    assert_eq!(files, 2, "{out}");
}

#[test]
fn files_are_compared_without_git() {
    let dir = package(&[("Cargo.toml", SETTINGS), ("src/lib.rs", OLD)]);
    generate(dir.path());
    std::fs::rename(
        dir.path().join("out/contract.json"),
        dir.path().join("old.json"),
    )
    .expect("moved");
    write(dir.path(), "src/lib.rs", &new());
    generate(dir.path());
    let (code, out, _) = libero(dir.path(), &["diff", "old.json", "out/contract.json"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("2 changes from old.json to out/contract.json: "),
        "{out}"
    );
    let (code, out, _) = libero(dir.path(), &["diff", "out/contract.json", "old.json"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("servers made before this may answer `Locked` to `save`"),
        "{out}"
    );
}

#[test]
fn a_contract_that_was_elsewhere_is_found_there() {
    let dir = repository();
    write(
        dir.path(),
        "Cargo.toml",
        &SETTINGS.replace("out/contract.json", "made/api.json"),
    );
    let (code, out, err) = libero(dir.path(), &["diff", "main"]);
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("from main:out/contract.json to "), "{out}");
}

#[test]
fn what_is_no_contract_is_no_verdict() {
    let dir = repository();
    let path = dir.path().join("out/contract.json");
    let text = std::fs::read_to_string(&path).expect("a contract");
    write(dir.path(), "changed.json", &text.replace("Item", "Thing"));
    commit(dir.path());
    let cases = [
        ("Cargo.toml", "error: Cargo.toml: not a contract: "),
        ("changed.json", "error: changed.json: the contract's hash "),
    ];
    for (name, expected) in cases {
        let (code, out, err) = libero(dir.path(), &["diff", name]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.starts_with(expected), "{err}");
        // That is a judgement elsewhere.
        let (code, out, err) = libero(dir.path(), &["contract", name]);
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        // Unusable for what needs one to work with.
        let (code, out, _) = libero(dir.path(), &["vectors", name]);
        assert_eq!((code, out.as_str()), (2, ""));
    }

    let settings = SETTINGS.replace("out/contract.json", "Cargo.toml");
    write(dir.path(), "Cargo.toml", &settings);
    commit(dir.path());
    let (code, out, err) = libero(dir.path(), &["diff", "HEAD", "out/contract.json"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");

    write(
        dir.path(),
        "Cargo.toml",
        &SETTINGS.replace("contract =", "contrakt ="),
    );
    let (code, out, err) = libero(dir.path(), &["diff"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("did you mean"), "{err}");
}

#[test]
fn what_cannot_be_read_is_said_with_what_to_do() {
    let dir = repository();
    let cases = [
        ("gone.json", "there is no file `gone.json`"),
        (
            "nowhere",
            "`nowhere` is neither a file nor a revision of git",
        ),
        (
            "--output=x",
            "`--output=x` is neither a file nor a revision of git",
        ),
    ];
    for (old, expected) in cases {
        let (code, out, err) = libero(dir.path(), &["diff", "--", old]);
        assert_eq!((code, out.as_str()), (2, ""), "{old}");
        assert!(err.starts_with(&format!("error: {expected}")), "{err}");
        assert!(err.contains("\n  help: "), "{err}");
    }

    let bare = package(&[("Cargo.toml", SETTINGS), ("src/lib.rs", OLD)]);
    generate(bare.path());
    let (code, _, err) = libero(bare.path(), &["diff"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("is in no repository of git") && err.contains("`libero diff --save`"),
        "{err}"
    );

    git(bare.path(), &["init", "-q"]);
    write(bare.path(), ".gitignore", "out\n");
    commit(bare.path());
    let (code, _, err) = libero(bare.path(), &["diff", "HEAD"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("error: there is no `out/contract.json` in HEAD"),
        "{err}"
    );
}

//! `libero gen` where nothing changed, and where something did.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What `libero gen` wrote to standard output and error.
fn generate(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_libero"))
        .arg("gen")
        .args(args)
        .current_dir(folder)
        .env_remove("CARGO_TARGET_DIR")
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code().expect("an exit code"),
        text(output.stdout),
        text(output.stderr),
    )
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("written");
}

const MANIFEST: &str = "[package]\nname = \"app\"\n[dependencies]\nlibero-wire = \"0.1\"\nshared = { path = \"shared\" }\n\
    [package.metadata.libero]\nrust = \"src/generated/libero\"\ncontract = \"generated/contract.json\"\n";

fn package() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    write(at, "Cargo.toml", MANIFEST);
    write(
        at,
        "src/lib.rs",
        "mod generated { pub mod libero; }\npub mod pages;\npub struct ServerContext;\n",
    );
    write(
        at,
        "src/pages.rs",
        "pub struct Task { pub id: u32, pub note: shared::Note }\n\
         pub fn server_load(id: u32, cx: &crate::ServerContext) -> Result<Task, String> { todo!() }\n",
    );
    write(at, "shared/Cargo.toml", "[package]\nname = \"shared\"\n");
    write(at, "shared/src/lib.rs", "pub struct Note(pub String);\n");
    fs::create_dir(at.join("target")).expect("a folder");
    folder
}

fn stamp(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder.join("target/libero")).ok()?;
    entries.map(|entry| entry.expect("an entry").path()).next()
}

/// Generates until a stamp is left, and marks it: what is told from it is no new run's.
fn stamped(folder: &Path) {
    let left = (0..100).any(|_| {
        let (code, _, err) = generate(folder, &[]);
        assert_eq!(code, 0, "{err}");
        std::thread::sleep(Duration::from_millis(50));
        stamp(folder).is_some()
    });
    assert!(left, "a stamp");
    let path = stamp(folder).expect("a stamp");
    let text = fs::read_to_string(&path).expect("readable");
    let marked = text.replace("\"endpoints\":1", "\"endpoints\":77");
    assert_ne!(text, marked);
    fs::write(path, marked).expect("written");
}

fn is_told_again(folder: &Path, args: &[&str]) -> bool {
    let (code, out, err) = generate(folder, args);
    assert_eq!(code, 0, "{out}{err}");
    out.contains("77 endpoints")
}

#[test]
fn nothing_is_read_twice_where_nothing_changed() {
    let folder = package();
    stamped(folder.path());
    for args in [&[][..], &["--check"], &[]] {
        assert!(is_told_again(folder.path(), args), "{args:?}");
    }
}

#[test]
fn every_kind_of_change_is_seen() {
    type Change = fn(&Path);
    let changes: [(&str, Change); 14] = [
        ("a source file", |at| {
            write(
                at,
                "src/pages.rs",
                &fs::read_to_string(at.join("src/pages.rs"))
                    .expect("text")
                    .replace("Task", "Work"),
            );
        }),
        ("as long as before", |at| {
            let text = fs::read_to_string(at.join("src/pages.rs")).expect("text");
            fs::write(at.join("src/pages.rs"), text.replace("note:", "nota:")).expect("written");
        }),
        ("as long and as old as before", |at| {
            let path = at.join("src/pages.rs");
            let time = fs::metadata(&path)
                .and_then(|data| data.modified())
                .expect("a time");
            let text = fs::read_to_string(&path).expect("text");
            fs::write(&path, text.replace("note:", "nota:")).expect("written");
            let file = fs::File::options().write(true).open(&path).expect("a file");
            file.set_modified(time).expect("set");
        }),
        ("a file of another crate", |at| {
            write(at, "shared/src/lib.rs", "pub struct Note(pub u8);\n");
        }),
        ("a manifest", |at| {
            write(
                at,
                "Cargo.toml",
                &MANIFEST.replace("src/generated", "src/made"),
            );
        }),
        ("the manifest of another crate", |at| {
            write(
                at,
                "shared/Cargo.toml",
                "[package]\nname = \"shared\"\nversion = \"1.0.0\"\n",
            );
        }),
        ("a workspace around it", |at| {
            write(
                at,
                "shared/../Cargo.toml",
                &format!("{MANIFEST}[workspace]\n"),
            );
        }),
        ("an output that was edited", |at| {
            write(
                at,
                "src/generated/libero/mod.rs",
                "// generated by libero, do not edit\n",
            );
        }),
        ("an output that was edited in place", |at| {
            let path = at.join("generated/contract.json");
            let text = fs::read_to_string(&path).expect("text");
            fs::write(path, text.replace("\"Task\"", "\"Tusk\"")).expect("written");
        }),
        ("an output that is gone", |at| {
            fs::remove_file(at.join("src/generated/libero/etf.rs")).expect("removed");
        }),
        ("another generated file", |at| {
            write(
                at,
                "src/generated/libero/old.rs",
                "// generated by libero, do not edit\n",
            );
        }),
        ("a stamp of another form", |at| {
            let path = stamp(at).expect("a stamp");
            let text = fs::read_to_string(&path).expect("text");
            fs::write(path, text.replace("{\"form\":1,", "{\"form\":0,")).expect("written");
        }),
        ("a stamp that was cut", |at| {
            let path = stamp(at).expect("a stamp");
            let text = fs::read_to_string(&path).expect("text");
            fs::write(path, &text[..text.len() / 2]).expect("written");
        }),
        ("a stamp of zeros", |at| {
            let path = stamp(at).expect("a stamp");
            let len = fs::read(&path).expect("text").len();
            fs::write(path, vec![0; len]).expect("written");
        }),
    ];
    for (what, change) in changes {
        let folder = package();
        stamped(folder.path());
        change(folder.path());
        assert!(!is_told_again(folder.path(), &[]), "{what}");
        let (code, out, err) = generate(folder.path(), &["--check"]);
        assert_eq!(code, 0, "{what}: {out}{err}");
    }
}

#[test]
fn a_second_file_for_a_module_is_seen() {
    let folder = package();
    stamped(folder.path());
    write(folder.path(), "src/pages/mod.rs", "");
    let (code, _, err) = generate(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(err.contains("two files for module `pages`"), "{err}");
}

#[test]
fn check_finds_what_was_edited() {
    let folder = package();
    stamped(folder.path());
    fs::remove_file(folder.path().join("generated/contract.json")).expect("removed");
    let (code, out, _) = generate(folder.path(), &["--check"]);
    assert_eq!(code, 1);
    assert!(out.contains("would be created"), "{out}");
}

#[test]
fn warnings_are_told_again() {
    let folder = package();
    let manifest = MANIFEST.replace("libero-wire = \"0.1\"\n", "");
    write(folder.path(), "Cargo.toml", &manifest);
    stamped(folder.path());
    let (_, _, first) = generate(folder.path(), &[]);
    assert!(
        first.contains("the crate has no such dependency"),
        "{first}"
    );
    fs::remove_file(stamp(folder.path()).expect("a stamp")).expect("removed");
    let (_, _, second) = generate(folder.path(), &[]);
    assert_eq!(first, second);
    let (_, json, _) = generate(folder.path(), &["--message-format", "json"]);
    assert!(json.contains("the crate has no such dependency"), "{json}");
}

#[test]
fn where_cargo_has_not_built_nothing_is_left() {
    let folder = package();
    fs::remove_dir(folder.path().join("target")).expect("removed");
    std::thread::sleep(Duration::from_millis(60));
    assert_eq!(generate(folder.path(), &[]).0, 0);
    assert!(!folder.path().join("target").exists());
}

//! The `libero` program as a person runs it: output and exit codes.

use std::fs;
use std::path::Path;

mod support;

use support::{GLEAM_CONTRACT, MANIFEST, SETTINGS, libero, package};

#[test]
fn init_adds_a_section_once() {
    let dir = package(&[("Cargo.toml", MANIFEST)]);
    let (code, out, _) = libero(dir.path(), &["init"]);
    assert_eq!(code, 0);
    assert!(
        out.starts_with("added [package.metadata.libero] to "),
        "{out}"
    );
    assert!(out.contains("libero gen"));
    let first = fs::read_to_string(dir.path().join("Cargo.toml")).expect("readable");

    let (code, out, _) = libero(dir.path(), &["init"]);
    assert_eq!(code, 0);
    assert!(out.contains("nothing was changed"), "{out}");
    let second = fs::read_to_string(dir.path().join("Cargo.toml")).expect("readable");
    assert_eq!(first, second);
}

#[test]
fn errors_go_to_standard_error_and_exit_with_one() {
    let dir = package(&[
        ("Cargo.toml", SETTINGS),
        ("src/lib.rs", "mod gone;\nstruct A { x u8 }\n"),
    ]);
    let (code, out, err) = libero(dir.path(), &["gen"]);
    assert_eq!((code, out.as_str()), (1, ""));
    let expected = "\
error[L0011]: there is no file for module `gone`
 --> src/lib.rs:1:5
  |
1 | mod gone;
  |     ^^^^ declared here
  |
  = note: looked for `src/gone.rs` and `src/gone/mod.rs`
  = help: create one of them, or remove `mod gone;` (if a build script writes the file, build the crate once first)

error[L0020]: syntax error: expected `:`
 --> src/lib.rs:2:14
  |
2 | struct A { x u8 }
  |              ^^

error: 2 errors; nothing was written
for more: libero explain L0011 L0020
";
    assert_eq!(err, expected);
}

#[test]
fn json_is_one_object_a_line_on_standard_output() {
    let dir = package(&[("Cargo.toml", SETTINGS), ("src/lib.rs", "mod a;\nmod b;\n")]);
    let (code, out, err) = libero(dir.path(), &["gen", "--message-format", "json"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(out.lines().count(), 2);
    for line in out.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(value["code"]["code"], "L0011");
    }
}

#[test]
fn wrong_usage_and_missing_files_exit_with_two() {
    let dir = package(&[("Cargo.toml", SETTINGS), ("src/lib.rs", "")]);
    let cases: [&[&str]; 6] = [
        &["bogus"],
        &["gen", "--bogus"],
        &["gen", "--manifest-path", "nowhere/Cargo.toml"],
        &["gen", "--manifest-path", "src"],
        &["contract", "nowhere.json"],
        &["contract"],
    ];
    for args in cases {
        let (code, out, err) = libero(dir.path(), args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.starts_with("error"), "{args:?}: {err}");
    }
}

/// What `libero --help` lists.
fn commands() -> Vec<String> {
    let dir = package(&[]);
    let (code, out, _) = libero(dir.path(), &["--help"]);
    assert_eq!(code, 0);
    let list = out.split("Commands:\n").nth(1).expect("a list");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.split_whitespace().next());
    let names: Vec<String> = names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect();
    assert!(names.contains(&"gen".to_owned()), "{out}");
    names
}

#[test]
fn every_command_has_help_with_an_example() {
    let dir = package(&[]);
    for command in commands() {
        let (code, out, _) = libero(dir.path(), &[&command, "--help"]);
        assert_eq!(code, 0);
        assert!(out.contains("Example"), "{out}");
    }
}

#[test]
fn every_command_is_in_the_docs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    let docs = fs::read_to_string(path).expect("docs/cli.md");
    for command in commands() {
        let heading = format!("\n## `libero {command}");
        assert!(docs.contains(&heading), "{heading}");
    }
}

#[test]
fn contract_prints_what_it_verified() {
    let dir = package(&[
        ("Cargo.toml", SETTINGS),
        ("out/contract.json", GLEAM_CONTRACT),
    ]);
    let (code, out, err) = libero(dir.path(), &["contract"]);
    assert_eq!((code, out), (0, format!("{GLEAM_CONTRACT}\n")));
    assert!(
        err.starts_with("verified: 0 types, 0 endpoints, hash "),
        "{err}"
    );

    let (code, out, _) = libero(dir.path(), &["contract", "out/contract.json", "--pretty"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("{\n  \"contract_hash\": "), "{out}");
}

#[test]
fn a_contract_that_was_changed_is_refused() {
    let text = GLEAM_CONTRACT.replace("7.0.0", "7.0.1");
    let dir = package(&[("c.json", &text), ("d.json", "{}")]);
    let (code, out, err) = libero(dir.path(), &["contract", "c.json"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.starts_with("error: c.json: the contract's hash does not match"),
        "{err}"
    );
    let (code, _, err) = libero(dir.path(), &["contract", "d.json"]);
    assert_eq!(code, 1);
    assert!(err.starts_with("error: d.json: not a contract: "), "{err}");
}

#[test]
fn a_file_of_ones_own_is_not_replaced_by_the_contract() {
    let source = "pub struct Mine;\n";
    let settings = SETTINGS.replace("out/contract.json", "src/lib.rs");
    let dir = package(&[("Cargo.toml", &settings), ("src/lib.rs", source)]);
    let (code, _, err) = libero(dir.path(), &["gen"]);
    assert_eq!(code, 2);
    assert!(err.contains("was not written by libero"), "{err}");
    let kept = fs::read_to_string(dir.path().join("src/lib.rs")).expect("readable");
    assert_eq!(kept, source);
}

#[test]
fn a_handler_with_a_name_of_the_sdk_is_to_be_renamed() {
    let settings = SETTINGS.replace("contract = \"out/contract.json\"", "js = \"sdk\"");
    let source = "pub struct ServerContext;\n\
                  pub fn server_connect(cx: &ServerContext) -> Result<u8, ()> { Ok(1) }\n";
    let dir = package(&[("Cargo.toml", &settings), ("src/lib.rs", source)]);
    let (code, _, err) = libero(dir.path(), &["gen"]);
    assert_eq!(code, 1);
    assert!(
        err.contains("every SDK exports something of this name itself"),
        "{err}"
    );
    assert!(
        err.contains("\"crate::server_connect\" = \"appConnect\""),
        "{err}"
    );
}

const CLASH: &str = "
pub struct ServerContext;
pub mod a { pub struct Item { pub id: u8 } }
pub mod b { pub struct Item { pub name: String } }
pub fn server_load_task(x: a::Item, _cx: &ServerContext) -> Result<b::Item, ()> { todo!() }
pub mod c {
    pub fn server_load_task(_cx: &super::ServerContext) -> Result<(), ()> { Ok(()) }
}
";

const CLASH_REFUSED: &str = r#"error[L0100]: two things would be named `Item` in the JavaScript SDK
 --> src/lib.rs:4:24
  |
3 | pub mod a { pub struct Item { pub id: u8 } }
  |                        ---- this would be the other
4 | pub mod b { pub struct Item { pub name: String } }
  |                        ^^^^ this would be one
  |
  = help: rename one, or say in Cargo.toml how it is to be called there:
          [package.metadata.libero.names]
          "crate::b::Item" = "BItem"

error[L0100]: two things would be named `loadTask` in the JavaScript SDK
 --> src/lib.rs:7:12
  |
5 | pub fn server_load_task(x: a::Item, _cx: &ServerContext) -> Result<b::Item, ()> { todo!() }
  |        ---------------- this would be the other
6 | pub mod c {
7 |     pub fn server_load_task(_cx: &super::ServerContext) -> Result<(), ()> { Ok(()) }
  |            ^^^^^^^^^^^^^^^^ this would be one
  |
  = help: rename one, or say in Cargo.toml how it is to be called there:
          [package.metadata.libero.names]
          "crate::c::server_load_task" = "cLoadTask"

error: 2 errors; nothing was written
for more: libero explain L0100
"#;

#[test]
fn two_names_that_are_one_in_javascript_are_refused_and_the_help_settles_it() {
    let manifest = "[package]\nname = \"app\"\n[package.metadata.libero]\njs = \"sdk\"\n";
    let dir = package(&[("Cargo.toml", manifest), ("src/lib.rs", CLASH)]);
    let (code, _, err) = libero(dir.path(), &["gen"]);
    assert_eq!((code, err.as_str()), (1, CLASH_REFUSED));
    assert!(!dir.path().join("sdk").exists());

    let helped = format!(
        "{manifest}[package.metadata.libero.names]\n\"crate::b::Item\" = \"BItem\"\n\
         \"crate::c::server_load_task\" = \"cLoadTask\"\n"
    );
    fs::write(dir.path().join("Cargo.toml"), helped).expect("a file");
    let (code, _, err) = libero(dir.path(), &["gen"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let declared = fs::read_to_string(dir.path().join("sdk/index.d.ts")).expect("declarations");
    for name in [
        "interface BItem ",
        "interface ServerCLoadTask ",
        "function cLoadTask(",
    ] {
        assert!(declared.contains(name), "{name}: {declared}");
    }
}

#[test]
fn names_that_are_one_in_javascript_do_not_matter_where_it_is_not_written() {
    let dir = package(&[("Cargo.toml", SETTINGS), ("src/lib.rs", CLASH)]);
    let (code, _, err) = libero(dir.path(), &["gen"]);
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn a_crate_with_nothing_to_carry_is_warned_about() {
    let dir = package(&[
        ("Cargo.toml", SETTINGS),
        ("src/lib.rs", "pub fn server() {}\n"),
    ]);
    let (code, _, err) = libero(dir.path(), &["gen"]);
    assert_eq!(code, 0);
    assert!(
        err.starts_with("warning[L0104]: there is nothing to carry"),
        "{err}"
    );
}

#[test]
fn explain_prints_what_a_code_means() {
    let dir = package(&[]);
    let run = |args: &[&str]| libero(dir.path(), &[&["explain"], args].concat());
    let (code, text, err) = run(&["L0030"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        text.starts_with("# L0030: a name that leads nowhere\n\n"),
        "{text}"
    );
    assert!(
        text.contains("\n```rust\n") && !text.contains("wrong\n") && !text.contains('\x1b'),
        "{text}"
    );
    for spelling in ["l30", "30", "l0030"] {
        assert_eq!(run(&[spelling]).1, text, "{spelling}");
    }
    let (code, both, _) = run(&["30", "54"]);
    assert_eq!(code, 0);
    assert!(
        both.starts_with(&text) && both.contains("\n\n# L0054: "),
        "{both}"
    );
}

#[test]
fn explain_lists_every_code() {
    let dir = package(&[]);
    let (code, list, _) = libero(dir.path(), &["explain", "--list"]);
    assert_eq!(code, 0);
    assert_eq!(list.lines().count(), libero::diagnostic::explain::ALL.len());
    assert!(
        list.starts_with("L0001  there is no Cargo.toml\n"),
        "{list}"
    );
}

#[test]
fn explain_knows_the_nearest_of_a_code_that_does_not_exist() {
    let dir = package(&[]);
    for (args, expected, said) in [
        (
            &["L0037"][..],
            1,
            "error: there is no code L0037\n  help: the nearest is L0036, a type that is too large; \
             `libero explain --list` lists all\n",
        ),
        (
            &["L9999"],
            1,
            "error: there is no code L9999\n  help: `libero explain --list` lists all\n",
        ),
        (
            &["30", "E0308"],
            1,
            "error: `E0308` is no code of libero\n  help: codes look like L0030; \
             `libero explain --list` lists them\n",
        ),
    ] {
        let (code, out, err) = libero(dir.path(), &[&["explain"], args].concat());
        assert_eq!((code, err.as_str()), (expected, said));
        // What there is of the codes is explained all the same.
        assert_eq!(out.starts_with("# L0030: "), args.contains(&"30"), "{out}");
    }
    assert_eq!(libero(dir.path(), &["explain"]).0, 2);
    assert_eq!(libero(dir.path(), &["explain", "--list", "30"]).0, 2);
}

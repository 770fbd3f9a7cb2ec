//! The generated Erlang, compiled by `erlc` and run by `erl`. Both are needed: `cargo xtask setup`.

use std::fs;
use std::path::Path;
use std::process::Command;

use contract_schema::Contract;
use libero::targets::erlang::{Options, generate};

/// Runs a program of Erlang/OTP; fails with its output unless it succeeds.
#[track_caller]
fn run(program: &str, folder: &Path, arguments: &[&str]) {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| {
            panic!("`{program}` is needed, from Erlang/OTP ({error}): run `cargo xtask setup`")
        });
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}\n{text}");
}

/// Writes the modules and compiles them; a warning is a failure.
#[track_caller]
fn compile(contract: &Contract, folder: &Path) {
    for artifact in generate(contract, &Options::default()) {
        fs::write(folder.join(&artifact.path), artifact.text).expect("the folder is ours");
        run(
            "erlc",
            folder,
            &["-Wall", "-Werror", artifact.path.as_str()],
        );
    }
}

fn fixture() -> Contract {
    serde_json::from_str(include_str!("erlang/contract.json")).expect("the fixture is a contract")
}

#[test]
fn generated_modules_write_the_bytes_of_the_wire_and_refuse_others() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    compile(&fixture(), folder.path());
    for module in ["values", "refusals", "frames", "hostile"] {
        let source =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/erlang/{module}.erl"));
        let source = source.to_str().expect("a UTF-8 path");
        run("erlc", folder.path(), &["-Wall", "-Werror", source]);
        run("erl", folder.path(), &["-noshell", "-s", module, "main"]);
    }
}

#[test]
fn an_empty_contract_compiles_without_warnings() {
    let mut empty = fixture();
    empty.types.clear();
    empty.endpoints.clear();
    empty.push_types.clear();
    let folder = tempfile::tempdir().expect("a temporary folder");
    compile(&empty, folder.path());
}

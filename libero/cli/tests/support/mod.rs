//! The program, run as a person runs it, on packages that are made up.

#![allow(dead_code)] // each test file uses its own part

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

pub(crate) const MANIFEST: &str = "[package]\nname = \"app\"\n";
pub(crate) const SETTINGS: &str =
    "[package]\nname = \"app\"\n[package.metadata.libero]\ncontract = \"out/contract.json\"\n";

/// A contract as the Gleam libero 7 writes it: its hash covers the rest of the document.
pub(crate) const GLEAM_CONTRACT: &str = "{\"contract_hash\":\
    \"8c4672fe893ef743952d1a53b7baaca480ff588ff74655f0f61a146aec40d54b\",\
    \"protocol_version\":\"libero-json-v1\",\"typed_value_contract\":\"typed-json-v1\",\
    \"libero_version\":\"7.0.0\",\"push_types\":[],\"ssr_models\":[],\"types\":[]}";

/// Runs the program in a folder: exit code, standard output, standard error.
pub(crate) fn libero(dir: &Path, args: &[&str]) -> (i32, String, String) {
    ended(&command(dir, args).output().expect("the program runs"))
}

/// The program, to be run in a folder.
pub(crate) fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_libero"));
    command
        .args(args)
        .current_dir(dir)
        .env_remove("CARGO_TARGET_DIR");
    command
}

/// Exit code, standard output, standard error.
pub(crate) fn ended(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let code = output.status.code().expect("an exit code");
    (code, text(&output.stdout), text(&output.stderr))
}

/// A folder with these files.
pub(crate) fn package(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        write(dir.path(), path, text);
    }
    dir
}

/// Writes a file, with the folders above it.
pub(crate) fn write(dir: &Path, path: &str, text: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

//! The same input gives the same bytes.

use std::fs;
use std::path::Path;

use libero::compile::compile;
use libero::diagnostic::Diagnostics;
use libero::load::SourceSet;
use libero::write::{Mode, Output, write};
use parity::files;

fn outputs(manifest: &Path) -> Vec<Output> {
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let path = manifest.to_str().expect("a path of Unicode text").into();
    let compiled = compile(path, &mut sources, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    compiled.expect("a compiled crate").outputs
}

/// Paths inside the outputs, and texts.
fn texts(outputs: &[Output]) -> Vec<(String, String)> {
    let files = outputs.iter().flat_map(|output| &output.files);
    files
        .map(|file| (file.path.to_string(), file.text.clone()))
        .collect()
}

#[test]
fn what_is_generated_for_the_corpus_is_what_is_checked_in() {
    let report = write(&outputs(&files::manifest()), Mode::Check).expect("files that can be read");
    assert!(
        report.is_clean(),
        "run `cargo run -p libero-cli -- gen --manifest-path tests/corpus/Cargo.toml`\n{report:#?}"
    );
}

#[test]
fn two_runs_give_the_same_bytes() {
    let [first, second] = [(); 2].map(|()| texts(&outputs(&files::manifest())));
    assert!(first.len() > 10);
    assert_eq!(first, second);
}

#[test]
fn the_order_and_the_place_of_the_files_do_not_matter() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let root = files::workspace();
    let members = ["tests/corpus-shared", "libero/wire", "tests/corpus"];
    for member in members {
        copy(&root.join(member), &place.path().join(member));
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
    let start = manifest.find("members = [").expect("members");
    let end = start + manifest[start..].find(']').expect("an end of the members") + 1;
    let manifest = format!(
        "{}members = {members:?}{}",
        &manifest[..start],
        &manifest[end..]
    );
    fs::write(place.path().join("Cargo.toml"), manifest).expect("a manifest");

    let library = place.path().join("tests/corpus/src/lib.rs");
    let text = fs::read_to_string(&library).expect("the library");
    let is_module = |line: &&str| line.starts_with("pub mod ") && line.ends_with(';');
    let mut modules: Vec<&str> = text.lines().filter(is_module).collect();
    let sorted = modules.clone();
    modules.reverse();
    assert_ne!(modules, sorted);
    let mut modules = modules.into_iter();
    let shuffled: Vec<&str> = text
        .lines()
        .map(|line| {
            if is_module(&line) {
                modules.next().expect("as many modules")
            } else {
                line
            }
        })
        .collect();
    fs::write(&library, shuffled.join("\n")).expect("the library");

    let moved = outputs(&place.path().join("tests/corpus/Cargo.toml"));
    assert_eq!(texts(&moved), texts(&outputs(&files::manifest())));
}

/// Copies a folder, its files in reverse order.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    let entries = fs::read_dir(from).expect("a folder");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths.iter().rev() {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(path, &target);
        } else {
            fs::copy(path, target).expect("a copy");
        }
    }
}

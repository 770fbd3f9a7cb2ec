//! A crate of a thousand types.

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use libero::compile::compile;
use libero::diagnostic::Diagnostics;
use libero::load::SourceSet;
use libero::write::{Mode, write};

const MODULES: usize = 20;
const TYPES: usize = 50;

/// A module of structs and enums, each of which holds the one before it and one of another module.
fn module(number: usize) -> String {
    let mut text = format!("//! Module {number}.\nuse std::collections::BTreeMap;\n");
    for index in 0..TYPES {
        let other = (number + 1) % MODULES;
        let before = index.saturating_sub(1);
        let link = format!("Option<Box<super::m{other}::Type{other}X{index}>>");
        let own = format!("Vec<Type{number}X{before}>");
        let name = format!("Type{number}X{index}");
        let _ = if index % 2 == 0 {
            writeln!(
                text,
                "/// Number {index}.\npub struct {name} {{ pub id: u64, pub text: String, \
                 pub map: BTreeMap<String, i64>, pub own: {own}, pub link: {link} }}"
            )
        } else {
            writeln!(
                text,
                "/// Number {index}.\npub enum {name} {{ None, Some({own}), \
                 Linked {{ link: {link}, flag: bool }} }}"
            )
        };
    }
    text
}

#[test]
fn a_crate_of_a_thousand_types_is_compiled() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let source = place.path().join("src");
    fs::create_dir(&source).expect("a folder");
    let mut library = String::from("pub mod generated { pub mod libero; }\n");
    let mut seeds = vec![];
    for number in 0..MODULES {
        let _ = writeln!(library, "pub mod m{number};");
        seeds.push(format!("m{number}::Type{number}X{}", TYPES - 1));
        fs::write(source.join(format!("m{number}.rs")), module(number)).expect("a module");
    }
    fs::write(source.join("lib.rs"), library).expect("a library");
    let manifest = place.path().join("Cargo.toml");
    let text = format!(
        "[package]\nname = \"large\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n\
         [package.metadata.libero]\nseeds = {seeds:?}\ncontract = \"out/contract.json\"\n\
         rust = \"src/generated/libero\"\njs = \"out/sdk\"\nerlang = \"out/erlang\"\n"
    );
    fs::write(&manifest, text).expect("a manifest");

    let start = Instant::now();
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let path = manifest.to_str().expect("a path of Unicode text").into();
    let compiled = compile(path, &mut sources, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    let compiled = compiled.expect("a compiled crate");
    let report = write(&compiled.outputs, Mode::Write).expect("files that can be written");
    println!(
        "{} types in {} ms",
        compiled.contract.types.len(),
        start.elapsed().as_millis()
    );
    assert_eq!(compiled.contract.types.len(), MODULES * TYPES);
    assert!(report.created.len() > 10);
}

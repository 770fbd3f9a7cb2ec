//! What a build script does, on a package on disk.

#![allow(missing_docs)]

use camino::Utf8Path;

const MANIFEST: &str = r#"
[package]
name = "app"
edition = "2024"

[dependencies]
libero-wire = "0.1"

[package.metadata.libero]
contract = "generated/contract.json"
rust = "src/generated/libero"
"#;

const SOURCE: &str = "
mod generated { pub mod libero; }
pub struct ServerContext;
pub fn server_greet(name: String, _cx: &ServerContext) -> Result<String, ()> { Ok(name) }
";

#[test]
fn outputs_are_written_and_cargo_is_told_what_was_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = Utf8Path::from_path(folder.path()).expect("a UTF-8 path");
    std::fs::create_dir(folder.join("src")).expect("a new folder");
    std::fs::write(folder.join("Cargo.toml"), MANIFEST).expect("a new file");
    std::fs::write(folder.join("src/lib.rs"), SOURCE).expect("a new file");

    let lines = libero::build::generate_in(folder).expect("nothing to refuse");

    assert!(lines.contains("cargo::rerun-if-changed="), "{lines}");
    assert!(lines.contains("src/lib.rs\n"), "{lines}");
    assert!(folder.join("generated/contract.json").exists());
    assert!(folder.join("src/generated/libero/dispatch.rs").exists());
}

#[test]
fn a_refusal_is_the_text_that_a_person_reads() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = Utf8Path::from_path(folder.path()).expect("a UTF-8 path");
    std::fs::create_dir(folder.join("src")).expect("a new folder");
    std::fs::write(folder.join("Cargo.toml"), MANIFEST).expect("a new file");
    std::fs::write(
        folder.join("src/lib.rs"),
        SOURCE.replace("name: String", "name: Strin"),
    )
    .expect("a new file");

    let refusal = libero::build::generate_in(folder).expect_err("`Strin` is no type");

    assert!(refusal.contains("Strin"), "{refusal}");
    assert!(refusal.contains("nothing was written"), "{refusal}");
    assert!(!folder.join("generated").exists());
}

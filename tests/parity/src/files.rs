//! Where the corpus and its outputs are.

use std::fs;
use std::path::{Path, PathBuf};

use contract_schema::{Contract, document};

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2).expect("a package two folders down");
    root.to_path_buf()
}

/// The package of the corpus.
pub fn corpus() -> PathBuf {
    workspace().join("tests/corpus")
}

/// The manifest of the corpus.
pub fn manifest() -> PathBuf {
    corpus().join("Cargo.toml")
}

/// The text of the corpus's `contract.json`.
pub fn contract_text() -> String {
    let path = corpus().join("generated/contract.json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The contract of the corpus, its hash verified.
pub fn contract() -> Contract {
    document::from_json(&contract_text()).expect("the contract of the corpus")
}

//! `contract.json` and the JSON Schema that validates it.

use camino::Utf8Path;
use contract_schema::{Contract, document};

use super::Artifact;

/// The contract and, beside it, its schema (`contract.json` → `contract.schema.json`). `file_name`
/// is the name of the contract's file.
pub fn generate(contract: &Contract, file_name: &str) -> Vec<Artifact> {
    let stem = Utf8Path::new(file_name).file_stem().unwrap_or("contract");
    vec![
        Artifact {
            path: file_name.into(),
            text: document::to_json(contract),
        },
        Artifact {
            path: format!("{stem}.schema.json").into(),
            text: document::json_schema(),
        },
    ]
}

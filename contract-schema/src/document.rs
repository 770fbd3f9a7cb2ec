//! Reading, writing and verifying `contract.json`; its JSON Schema.

use std::fmt;

use serde_json::Value;

use crate::contract::{Contract, HashRule};
use crate::hash;
use crate::identity::sha256_hex;

/// The `protocol_version` of a contract and of every JSON envelope.
pub const PROTOCOL_VERSION: &str = "libero-json-v1";
/// The `typed_value_contract`: how a typed value looks in JSON.
pub const TYPED_VALUE_CONTRACT: &str = "typed-json-v1";

/// Why a contract cannot be used.
#[derive(Debug)]
pub enum DocumentError {
    /// The text is not JSON, or not a contract.
    Malformed(serde_json::Error),
    /// The contract was changed after it was written, or cut.
    HashMismatch {
        /// What the document says.
        stated: String,
        /// What its content gives.
        computed: String,
    },
}

impl fmt::Display for DocumentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(error) => write!(formatter, "not a contract: {error}"),
            Self::HashMismatch { stated, computed } => write!(
                formatter,
                "the contract's hash does not match its content\n  stated:   {stated}\n  computed: {computed}"
            ),
        }
    }
}

impl std::error::Error for DocumentError {}

/// Writes a contract as compact JSON, one line, no newline at its end.
pub fn to_json(contract: &Contract) -> String {
    /// About what a type takes; what is asked for and not needed costs nothing.
    const OF_A_TYPE: usize = 2048;
    let mut text = Vec::with_capacity((contract.types.len() + 1) * OF_A_TYPE);
    serde_json::to_writer(&mut text, contract)
        .expect("a contract has string keys and finite numbers only");
    String::from_utf8(text).expect("JSON is text")
}

/// Reads a contract, ours or one of the Gleam libero 7, and verifies its hash by its own rule.
pub fn from_json(text: &str) -> Result<Contract, DocumentError> {
    let contract: Contract = serde_json::from_str(text).map_err(DocumentError::Malformed)?;
    let computed = match contract.hash_rule {
        HashRule::Wire => hash::contract_hash(&contract),
        HashRule::Document => document_hash(text).map_err(DocumentError::Malformed)?,
    };
    if computed == contract.contract_hash {
        Ok(contract)
    } else {
        Err(DocumentError::HashMismatch {
            stated: contract.contract_hash,
            computed,
        })
    }
}

/// The hash of a contract of the Gleam libero 7: its compact JSON without `contract_hash`.
fn document_hash(text: &str) -> Result<String, serde_json::Error> {
    let mut document: Value = serde_json::from_str(text)?;
    if let Some(object) = document.as_object_mut() {
        object.shift_remove("contract_hash");
    }
    Ok(sha256_hex(document.to_string().as_bytes()))
}

/// The JSON Schema (2020-12) of `contract.json`, indented, with a newline at its end.
pub fn json_schema() -> String {
    let schema = schemars::schema_for!(Contract);
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    text.push('\n');
    text
}

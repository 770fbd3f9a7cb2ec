//! `contract.json`, ours or of the Gleam libero 7.

use contract_schema::{Contract, HashRule, document, hash};

/// Checks one text, as it is and with the hash that its content gives: a fuzzer cannot guess that.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let read = document::from_json(text);
    let Ok(mut contract) = serde_json::from_str::<Contract>(text) else {
        assert!(read.is_err(), "what serde refuses is taken");
        return;
    };
    crate::values::contract(&contract);
    if contract.hash_rule == HashRule::Document {
        // Its hash covers the very text, which writing it anew may change.
        let again = serde_json::from_str(&document::to_json(&contract));
        assert_eq!(again.ok(), Some(contract));
        return;
    }
    if let Ok(read) = &read {
        assert_eq!(*read, contract);
    }
    contract.contract_hash = hash::contract_hash(&contract);
    let endpoints = hash::endpoint_hashes(&contract).len();
    assert_eq!(endpoints, contract.endpoints.len());
    let written = document::to_json(&contract);
    match document::from_json(&written) {
        Ok(again) => {
            assert_eq!(again, contract);
            assert_eq!(document::to_json(&again), written);
        }
        Err(error) => panic!("a contract that was written is refused: {error}\n  {written}"),
    }
}

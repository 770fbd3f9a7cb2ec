//! The contract of the corpus as a document.

use contract_schema::document;
use parity::files;
use serde_json::Value;

#[test]
fn the_contract_fits_its_schema() {
    let schema: Value = serde_json::from_str(&document::json_schema()).expect("JSON");
    let contract: Value = serde_json::from_str(&files::contract_text()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(&contract)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn a_changed_contract_is_noticed() {
    let text = files::contract_text();
    assert!(document::from_json(&text).is_ok());
    let changed = text.replacen("\"Bool\"", "\"Nil\"", 1);
    assert_ne!(changed, text);
    assert!(document::from_json(&changed).is_err());
}

#[test]
fn what_people_read_does_not_change_the_hash() {
    let contract = files::contract();
    let mut other = contract.clone();
    other.libero_version = "99.0.0".into();
    for def in &mut other.types {
        def.docs = Some("other words".into());
        def.source = None;
    }
    for endpoint in &mut other.endpoints {
        endpoint.docs = None;
        endpoint.source = None;
    }
    let text = document::to_json(&other);
    assert!(document::from_json(&text).is_ok());
}

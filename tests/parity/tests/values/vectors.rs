//! What `libero vectors` writes holds for the generated codecs of Rust and for the JavaScript SDK.

use contract_schema::{Contract, document};
use libero_values::vectors::{SCHEMA, Vectors, unhex};
use libero_values::{Model, vectors};
use libero_wire::Codec;
use parity::cases::{CASES, ONLY_RUST_CHECKS};
use parity::end::{End, Sent};
use parity::ends::node_with;
use parity::files;
use serde_json::Value;

fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    value[key].as_array().expect("an array").iter()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().expect("text")
}

fn bytes(value: &Value) -> Vec<u8> {
    unhex(text(value, "etf")).expect("hexadecimal digits")
}

/// The codec and the bytes of what must be refused.
fn refused(entry: &Value) -> (Codec, Vec<u8>) {
    match entry.get("json") {
        Some(_) => (Codec::Json, text(entry, "json").as_bytes().to_vec()),
        None => (Codec::Etf, bytes(entry)),
    }
}

#[track_caller]
fn none(failures: &[String]) {
    let shown = failures[..failures.len().min(10)].join("\n");
    assert!(failures.is_empty(), "{} of them\n{shown}", failures.len());
}

#[test]
fn the_vectors_of_the_corpus_hold_in_rust() {
    let contract = files::contract();
    let model = Model::new(&contract).expect("sound");
    let whole = Vectors::new(&model).whole();
    let mut failures = vec![];
    let (mut values, mut refusals) = (0, 0);
    for part in items(&whole, "types") {
        let name = format!("{}.{}", text(part, "module_path"), text(part, "type_name"));
        let Some(case) = CASES.iter().find(|case| case.name == name) else {
            continue;
        };
        let strict = !ONLY_RUST_CHECKS.contains(&case.name);
        for vector in items(part, "values").filter(|_| strict) {
            values += 1;
            for (codec, input) in [
                (Codec::Etf, bytes(vector)),
                (Codec::Json, text(vector, "json").as_bytes().to_vec()),
            ] {
                let written = (case.read)(codec, &input).expect("a value");
                let same = written.etf.as_deref().ok() == Some(&*bytes(vector))
                    && written.json.as_deref().ok() == Some(text(vector, "json").as_bytes());
                if !same {
                    failures.push(format!("{name}, {}: other bytes", vector["note"]));
                }
            }
        }
        for entry in items(part, "refused") {
            refusals += 1;
            let (codec, input) = refused(entry);
            match (case.read)(codec, &input) {
                Ok(_) => failures.push(format!("{name}: {entry} is taken")),
                Err(error) if strict => {
                    let same = error.path() == text(entry, "path")
                        && error.message() == text(entry, "message");
                    if !same {
                        failures.push(format!("{name}: {entry}, not {error}"));
                    }
                }
                Err(_) => {}
            }
        }
    }
    none(&failures);
    assert!(values > 500 && refusals > 500, "{values} and {refusals}");
}

/// Rust takes such input by a default that may be an expression, which the contract does not hold.
#[test]
fn no_vector_says_that_a_field_must_be_there_which_json_may_leave_out() {
    let contract = files::contract();
    let model = Model::new(&contract).expect("sound");
    let vectors = Vectors::new(&model);
    let (mut optional, mut required) = (0, 0);
    for def in vectors.types() {
        let part = vectors.of_type(def);
        for variant in &def.variants {
            for (label, info) in variant.field_labels.iter().zip(&variant.fields) {
                let Some(label) = label else { continue };
                let note = format!("{}.{label}: missing", variant.variant_name);
                let is_claimed = items(&part, "refused").any(|entry| entry["note"] == *note);
                if info.optional {
                    optional += 1;
                    assert!(!is_claimed, "{}: {note}", def.full_name());
                } else {
                    required += u32::from(is_claimed);
                }
            }
        }
    }
    assert!(optional >= 5 && required > 50, "{optional} and {required}");
}

#[test]
fn vectors_are_as_their_schema_says() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for contract in [files::contract(), quickstart()] {
        let model = Model::new(&contract).expect("sound");
        let whole = Vectors::new(&model).whole();
        let errors: Vec<String> = validator
            .iter_errors(&whole)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        none(&errors);
        for endpoint in items(&whole, "endpoints") {
            assert!(items(endpoint, "requests").next().is_some(), "{endpoint}");
            assert!(items(endpoint, "responses").count() > 3, "{endpoint}");
            assert!(
                items(endpoint, "refused_responses").count() > 5,
                "{endpoint}"
            );
        }
    }
}

#[test]
fn hexadecimal_digits_are_read_as_they_are_written() {
    let all: Vec<u8> = (0..=255).collect();
    assert_eq!(unhex(&vectors::hex(&all)), Some(all));
    assert_eq!(unhex("0"), None);
    assert_eq!(unhex("0g"), None);
}

fn quickstart_folder() -> std::path::PathBuf {
    files::workspace().join("examples/quickstart/generated")
}

fn quickstart() -> Contract {
    let path = quickstart_folder().join("contract.json");
    let text = std::fs::read_to_string(path).expect("the contract of the quickstart");
    document::from_json(&text).expect("a contract")
}

/// What JavaScript does not do with the vectors of a type.
fn in_javascript(node: &mut End, name: &str, part: &Value, failures: &mut Vec<String>) {
    for vector in items(part, "values") {
        let (etf, json) = (bytes(vector), text(vector, "json").as_bytes());
        for (sent, input) in [(Sent::Etf, &*etf), (Sent::Json, json)] {
            match node.exchange(sent, name, input) {
                Ok(parts) if parts[0] == etf && parts[1] == json => {}
                Ok(_) => failures.push(format!("{name}, {}: other bytes", vector["note"])),
                Err(refused) => failures.push(format!("{name}, {}: {refused}", vector["note"])),
            }
        }
    }
    for entry in items(part, "refused") {
        let (codec, input) = refused(entry);
        let sent = match codec {
            Codec::Etf => Sent::Term,
            Codec::Json => Sent::Json,
        };
        if node.exchange(sent, name, &input).is_ok() {
            failures.push(format!("{name}: {entry} is taken"));
        }
    }
}

#[test]
fn the_vectors_of_corpus_and_quickstart_hold_in_javascript() {
    let corpus = (files::contract(), files::corpus().join("generated"));
    let mut failures = vec![];
    for (contract, generated) in [corpus, (quickstart(), quickstart_folder())] {
        let is_corpus = generated.starts_with(files::corpus());
        let model = Model::new(&contract).expect("sound");
        let vectors = Vectors::new(&model);
        let mut node = node_with(&generated);
        let mut count = 0;
        for def in vectors.types() {
            let name = def.full_name();
            // In the corpus other types share their names with one another.
            if is_corpus && !CASES.iter().any(|case| case.name == name) {
                continue;
            }
            count += 1;
            in_javascript(&mut node, &name, &vectors.of_type(def), &mut failures);
        }
        assert!(count > 5);
    }
    none(&failures);
}

//! What a hostile contract makes of stack and time.

use contract_schema::{Contract, FieldType};
use libero_values::{Model, Value, etf, plain, sample, typed_json};
use serde_json::json;

/// A contract whose types lead to one another, each to the next by two fields.
fn chain(length: usize) -> Contract {
    let name = |index: usize| format!("T{index}");
    let types: Vec<serde_json::Value> = (0..length)
        .map(|index| {
            let next = if index + 1 == length {
                json!("Int")
            } else {
                json!({"kind": "UserType", "module_path": "m", "type_name": name(index + 1), "args": []})
            };
            json!({
                "module_path": "m", "type_name": name(index), "type_params": [], "kind": "struct",
                "variants": [{
                    "variant_name": name(index), "field_labels": ["a", "b"],
                    "field_types": [next, next],
                }],
            })
        })
        .collect();
    serde_json::from_value(json!({
        "contract_hash": "", "protocol_version": "libero-json-v1",
        "typed_value_contract": "typed-json-v1", "libero_version": "0", "push_types": [],
        "ssr_models": [], "types": types, "hash_rule": "wire", "identity": "rust",
    }))
    .expect("a contract")
}

#[test]
fn a_hostile_contract_spends_neither_stack_nor_time() {
    let contract = chain(20_000);
    let model = Model::new(&contract).expect("sound");
    let first = FieldType::user("m", "T0");
    for error in [
        sample::plausible(&model, &first, "", 0).map(drop),
        sample::edges(&model, &first).map(drop),
    ] {
        assert!(error.is_err());
    }
    // Heads of one type in the other, as deep as the contract goes.
    let mut input = vec![131];
    for def in &contract.types {
        let hash = contract_schema::WireHash::of(&contract_schema::identity::signature(
            "m",
            &def.type_name,
            &def.variants[0].field_types,
            &[],
        ));
        input.extend([104, 3, 119, 10]);
        input.extend(hash.as_str().as_bytes());
    }
    let error = etf::read(&model, &first, &input).expect_err("too deep");
    assert!(error.message().contains("stack"), "{error}");
    let value = (0..20_000).rev().fold(Value::from(0), |value, index| {
        let name = format!("T{index}");
        let fields = vec![value, Value::from(0)];
        Value::constructor(format!("m.{name}"), name, fields)
    });
    assert!(etf::write(&model, &first, &value).is_err());
    assert!(typed_json::write(&model, &first, &value).is_err());
    assert!(plain::write(&model, &first, &value).is_err());
    // Such a value takes more stack to let go of than a test has.
    std::mem::forget(value);
}

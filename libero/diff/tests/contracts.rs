//! Contracts that no Rust source alone brings about: of frameworks, of the Gleam libero, with clashing names.

use contract_schema::{Contract, FieldType, SourcePlace, SsrModel, TypeDef};
use libero_diff::{Category, Change, Flow, Root, Verdict, diff};
use serde_json::json;

fn user(name: &str) -> FieldType {
    FieldType::user("m", name)
}

/// A struct of one field.
fn record(module: &str, name: &str, label: &str, ty: &FieldType) -> TypeDef {
    serde_json::from_value(json!({
        "module_path": module, "type_name": name, "type_params": [], "kind": "struct",
        "variants": [{"variant_name": name, "field_labels": [label], "field_types": [ty]}]
    }))
    .expect("a type")
}

/// A contract as the Gleam libero writes it: without wire hashes or places.
fn contract(types: Vec<TypeDef>, endpoints: &[(&str, FieldType)]) -> Contract {
    let endpoints: Vec<_> = endpoints
        .iter()
        .map(|(name, ok)| {
            json!({
                "module": "m", "name": name, "request": user("Ask"), "ok": ok, "err": "Nil",
                "read_only": false, "hash": ""
            })
        })
        .collect();
    let mut contract: Contract = serde_json::from_value(json!({
        "contract_hash": "", "protocol_version": "libero-json-v1",
        "typed_value_contract": "typed-json-v1", "libero_version": "7.0.0", "push_types": [],
        "ssr_models": [], "types": [], "endpoints": endpoints
    }))
    .expect("a contract");
    contract.types = types;
    contract
        .types
        .push(record("m", "Ask", "id", &FieldType::INT));
    contract
}

fn only(changes: &[Change]) -> &Change {
    assert_eq!(changes.len(), 1, "{changes:#?}");
    &changes[0]
}

#[test]
fn another_protocol_breaks_all_json() {
    let old = contract(vec![], &[]);
    let mut new = old.clone();
    new.protocol_version = "libero-json-v2".into();
    let changes = diff(&old, &new);
    let change = only(&changes);
    assert_eq!(change.category, Category::ProtocolChanged);
    assert_eq!(
        change.broken_flows(),
        [Flow::Requests, Flow::Responses, Flow::Pushes]
    );
    assert!(
        change
            .reaches
            .iter()
            .all(|reach| reach.effect.etf.is_fine())
    );
}

#[test]
fn pages_come_go_and_change() {
    let model = SsrModel {
        route_module: "pages/home".into(),
        type_module: "m".into(),
        type_name: "Item".into(),
    };
    let without = contract(vec![record("m", "Item", "x", &FieldType::INT)], &[]);
    let mut with = without.clone();
    with.ssr_models.push(model);
    let changes = diff(&without, &with);
    let change = only(&changes);
    assert_eq!(
        (change.category, change.verdict()),
        (Category::PageAdded, Verdict::Safe)
    );
    let changes = diff(&with, &without);
    let change = only(&changes);
    assert_eq!(
        (change.category, change.verdict()),
        (Category::PageRemoved, Verdict::SourceBreaking)
    );

    let mut other = with.clone();
    other.types[0] = record("m", "Item", "x", &FieldType::STRING);
    let changes = diff(&with, &other);
    let change = only(&changes);
    assert_eq!(change.category, Category::TypeReplaced);
    assert_eq!(change.broken_flows(), [Flow::Pages]);
}

#[test]
fn types_of_one_name_in_two_modules_are_two_changes() {
    let types = |ty: &FieldType| vec![record("a", "Item", "x", ty), record("b", "Item", "x", ty)];
    let endpoints = [
        ("of_a", FieldType::user("a", "Item")),
        ("of_b", FieldType::user("b", "Item")),
    ];
    let old = contract(types(&FieldType::INT), &endpoints);
    let new = contract(types(&FieldType::STRING), &endpoints);
    let changes = diff(&old, &new);
    let roots: Vec<Vec<String>> = changes
        .iter()
        .map(|change| {
            change
                .reaches
                .iter()
                .map(|reach| reach.root.title())
                .collect()
        })
        .collect();
    assert_eq!(roots, [["m.of_a"], ["m.of_b"]]);
}

#[test]
fn a_change_says_which_calls_it_reaches_and_no_other() {
    let item = |ty: &FieldType| record("m", "Item", "x", ty);
    let endpoints = [
        ("list", FieldType::list(user("Item"))),
        ("load", FieldType::option(user("Item"))),
        ("ping", FieldType::Nil),
    ];
    let old = contract(vec![item(&FieldType::INT)], &endpoints);
    let new = contract(vec![item(&FieldType::STRING)], &endpoints);
    let changes = diff(&old, &new);
    let reaches = &only(&changes).reaches;
    let names: Vec<&Root> = reaches.iter().map(|reach| &reach.root).collect();
    let endpoint = |name: &str| Root::Endpoint {
        module: "m".into(),
        name: name.into(),
    };
    assert_eq!(names, [&endpoint("list"), &endpoint("load")]);
    assert!(reaches.iter().all(|reach| reach.flow == Flow::Responses));
}

#[test]
fn places_and_versions_are_no_changes() {
    let old = contract(vec![record("m", "Item", "x", &FieldType::INT)], &[]);
    let mut new = old.clone();
    new.libero_version = "9.0.0".into();
    new.types[0].source = Some(SourcePlace {
        file: "src/elsewhere.rs".into(),
        line: 7,
        column: 1,
    });
    assert_eq!(diff(&old, &new), []);
}

#[test]
fn reasons_name_who_fails() {
    let endpoints = |ok: FieldType| contract(vec![], &[("count", ok)]);
    let cases = [
        (
            FieldType::INT,
            FieldType::int(contract_schema::IntRepr::U8),
            "new clients cannot decode what servers made before this answer to `count`, \
             where the number is out of the range of u8",
        ),
        (
            FieldType::STRING,
            FieldType::text("uuid"),
            "new Rust clients cannot decode what servers made before this answer to `count`, \
             where the text is not in the format `uuid`",
        ),
    ];
    for (old, new, expected) in cases {
        let changes = diff(&endpoints(old), &endpoints(new));
        assert_eq!(only(&changes).reaches[0].reasons, [expected]);
    }
}

#[test]
fn a_function_that_is_gone_is_said_by_its_old_name() {
    let old = contract(vec![], &[("count", FieldType::INT)]);
    let mut new = old.clone();
    new.endpoints[0].module = "n".into();
    let changes = diff(&old, &new);
    assert_eq!(
        only(&changes).reaches[0].reasons,
        [
            "clients made before this that call `m.count` are answered that there is no such function",
            "servers made before this answer that they know no function to calls of `n.count`",
        ]
    );
}

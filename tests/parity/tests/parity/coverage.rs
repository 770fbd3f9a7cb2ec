//! Whether the cases reach every type of the contract.

use std::collections::BTreeSet;

use contract_schema::{Contract, FieldType, TypeDef};
use parity::cases::CASES;
use parity::files;

#[test]
fn every_type_of_the_contract_is_part_of_a_case() {
    let contract = files::contract();
    let mut reached = BTreeSet::new();
    for case in CASES {
        reach(&contract, &case.field_type(), &mut reached);
    }
    let all: BTreeSet<String> = contract.types.iter().map(TypeDef::full_name).collect();
    let missed: Vec<&String> = all.difference(&reached).collect();
    assert!(missed.is_empty(), "no case holds {missed:?}");
}

fn reach(contract: &Contract, ty: &FieldType, reached: &mut BTreeSet<String>) {
    for child in ty.children() {
        reach(contract, child, reached);
    }
    let FieldType::UserType {
        module_path,
        type_name,
        ..
    } = ty
    else {
        return;
    };
    let name = format!("{module_path}.{type_name}");
    if !reached.insert(name.clone()) {
        return;
    }
    let def = contract.types.iter().find(|def| def.full_name() == name);
    let def = def.unwrap_or_else(|| panic!("`{name}` is not in the contract"));
    for field in def.variants.iter().flat_map(|variant| &variant.field_types) {
        reach(contract, field, reached);
    }
}

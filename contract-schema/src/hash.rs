//! The hash of a contract and of each endpoint.
//!
//! Both are SHA-256 over a compact JSON text that holds what the wire depends on and nothing else:
//! not docs, not source places, not Rust names, not the compiler's version.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::contract::{Contract, Endpoint, TypeDef};
use crate::field_type::FieldType;
use crate::identity::sha256_hex;

type TypeKey<'a> = (&'a str, &'a str);

/// The hash of a whole contract by [`HashRule::Wire`](crate::HashRule::Wire), in hex.
pub fn contract_hash(contract: &Contract) -> String {
    let view = json!({
        "protocol_version": contract.protocol_version,
        "typed_value_contract": contract.typed_value_contract,
        "types": contract.types.iter().map(type_view).collect::<Vec<_>>(),
        "endpoints": contract.endpoints.iter().map(endpoint_view).collect::<Vec<_>>(),
        "push_types": contract.push_types,
        "ssr_models": contract.ssr_models,
    });
    sha256_hex(view.to_string().as_bytes())
}

/// The hash of each endpoint over all that its call can reach, in the order of
/// `contract.endpoints`.
pub fn endpoint_hashes(contract: &Contract) -> Vec<String> {
    let types: BTreeMap<TypeKey<'_>, &TypeDef> = contract
        .types
        .iter()
        .map(|def| ((def.module_path.as_str(), def.type_name.as_str()), def))
        .collect();
    let views: BTreeMap<TypeKey<'_>, Value> = types
        .iter()
        .map(|(key, def)| (*key, type_view(def)))
        .collect();
    contract
        .endpoints
        .iter()
        .map(|endpoint| {
            let reached = reach(&types, [&endpoint.request, &endpoint.ok, &endpoint.err]);
            let view = json!({
                "protocol_version": contract.protocol_version,
                "typed_value_contract": contract.typed_value_contract,
                "endpoint": endpoint_view(endpoint),
                "types": reached.iter().filter_map(|key| views.get(key)).collect::<Vec<_>>(),
            });
            sha256_hex(view.to_string().as_bytes())
        })
        .collect()
}

/// Sets every hash of a contract that is otherwise complete.
pub fn seal(contract: &mut Contract) {
    let hashes = endpoint_hashes(contract);
    for (endpoint, hash) in contract.endpoints.iter_mut().zip(hashes) {
        endpoint.hash = hash;
    }
    contract.contract_hash = contract_hash(contract);
}

fn reach<'a>(
    types: &BTreeMap<TypeKey<'a>, &'a TypeDef>,
    from: impl IntoIterator<Item = &'a FieldType>,
) -> BTreeSet<TypeKey<'a>> {
    let mut reached = BTreeSet::new();
    let mut pending: Vec<&FieldType> = from.into_iter().collect();
    while let Some(field) = pending.pop() {
        pending.extend(field.children());
        if let FieldType::UserType {
            module_path,
            type_name,
            ..
        } = field
        {
            let key = (module_path.as_str(), type_name.as_str());
            if let Some(def) = types.get(&key).filter(|_| reached.insert(key)) {
                pending.extend(def.variants.iter().flat_map(|variant| &variant.field_types));
            }
        }
    }
    reached
}

fn type_view(def: &TypeDef) -> Value {
    let variants: Vec<Value> = def
        .variants
        .iter()
        .map(|variant| {
            json!({
                "name": variant.variant_name,
                "wire_hash": variant.wire_hash,
                "labels": variant.field_labels,
                "types": variant.field_types,
                "optional": variant.fields.iter().map(|field| field.optional).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "module_path": def.module_path,
        "type_name": def.type_name,
        "type_params": def.type_params,
        "variants": variants,
    })
}

fn endpoint_view(endpoint: &Endpoint) -> Value {
    json!({
        "module": endpoint.module,
        "name": endpoint.name,
        "request": endpoint.request,
        "ok": endpoint.ok,
        "err": endpoint.err,
    })
}

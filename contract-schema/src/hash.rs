//! The hash of a contract, of each endpoint and of each push.
//!
//! All are SHA-256 over a compact JSON text that holds what the wire depends on and nothing else:
//! not docs, not source places, not Rust names, not the compiler's version. A type enters by its own
//! digest, so that an endpoint which reaches thousands of types costs no more than their digests.

use std::collections::HashMap;

use serde::Serialize;

use crate::contract::{Contract, Endpoint, PushType, SsrModel, TypeDef};
use crate::field_type::FieldType;
use crate::identity::{WireHash, sha256_hex};

type TypeKey<'a> = (&'a str, &'a str);

#[derive(Serialize)]
struct ContractView<'a> {
    protocol_version: &'a str,
    typed_value_contract: &'a str,
    types: Vec<&'a str>,
    endpoints: Vec<EndpointView<'a>>,
    push_types: Vec<PushView<'a>>,
    ssr_models: &'a [SsrModel],
}

#[derive(Serialize)]
struct PushView<'a> {
    module: &'a str,
    type_module: &'a str,
    type_name: &'a str,
}

#[derive(Serialize)]
struct PushReachView<'a> {
    protocol_version: &'a str,
    typed_value_contract: &'a str,
    /// All modules that push the type, so that a type has one hash.
    modules: Vec<&'a str>,
    type_module: &'a str,
    type_name: &'a str,
    types: Vec<&'a str>,
}

#[derive(Serialize)]
struct ReachView<'a> {
    protocol_version: &'a str,
    typed_value_contract: &'a str,
    endpoint: EndpointView<'a>,
    types: Vec<&'a str>,
}

#[derive(Serialize)]
struct EndpointView<'a> {
    module: &'a str,
    name: &'a str,
    request: &'a FieldType,
    ok: &'a FieldType,
    err: &'a FieldType,
}

#[derive(Serialize)]
struct TypeView<'a> {
    module_path: &'a str,
    type_name: &'a str,
    type_params: &'a [String],
    variants: Vec<VariantView<'a>>,
}

#[derive(Serialize)]
struct VariantView<'a> {
    name: &'a str,
    wire_hash: Option<&'a WireHash>,
    labels: &'a [Option<String>],
    types: &'a [FieldType],
    optional: Vec<bool>,
}

/// The hash of a whole contract by [`HashRule::Wire`](crate::HashRule::Wire), in hex.
pub fn contract_hash(contract: &Contract) -> String {
    whole(contract, &digests(contract))
}

/// The hash of each endpoint over all that its call can reach, in the order of
/// `contract.endpoints`.
pub fn endpoint_hashes(contract: &Contract) -> Vec<String> {
    reached(contract, &digests(contract))
}

/// Sets every hash of a contract that is otherwise complete.
pub fn seal(contract: &mut Contract) {
    let digests = digests(contract);
    let reach = Reach::new(contract, &digests);
    let endpoints = contract.endpoints.iter().map(|one| reach.hash(one));
    let pushes = contract.push_types.iter().map(|one| reach.push_hash(one));
    let (endpoints, pushes) = (endpoints.collect(), pushes.collect());
    seal_with(contract, &digests, endpoints, pushes);
}

/// As [`seal`], with the [`type_digest`] of each of `contract.types`, and the hash of each of
/// `contract.endpoints` and of `contract.push_types`, which [`Reach`] gives.
pub fn seal_with(
    contract: &mut Contract,
    digests: &[String],
    endpoints: Vec<String>,
    pushes: Vec<String>,
) {
    contract.contract_hash = whole(contract, digests);
    for (endpoint, hash) in contract.endpoints.iter_mut().zip(endpoints) {
        endpoint.hash = hash;
    }
    for (push, hash) in contract.push_types.iter_mut().zip(pushes) {
        push.hash = Some(hash);
    }
}

fn whole(contract: &Contract, digests: &[String]) -> String {
    hash(&ContractView {
        protocol_version: &contract.protocol_version,
        typed_value_contract: &contract.typed_value_contract,
        types: digests.iter().map(String::as_str).collect(),
        endpoints: contract.endpoints.iter().map(endpoint_view).collect(),
        push_types: contract.push_types.iter().map(push_view).collect(),
        ssr_models: &contract.ssr_models,
    })
}

fn reached(contract: &Contract, digests: &[String]) -> Vec<String> {
    let reach = Reach::new(contract, digests);
    let endpoints = contract.endpoints.iter();
    endpoints.map(|endpoint| reach.hash(endpoint)).collect()
}

/// What each endpoint can reach: which types each type names, by their index in the contract.
pub struct Reach<'a> {
    contract: &'a Contract,
    digests: &'a [String],
    indices: HashMap<TypeKey<'a>, usize>,
    of_types: Vec<Vec<usize>>,
}

impl<'a> Reach<'a> {
    /// `digests` holds the [`type_digest`] of each of `contract.types`.
    pub fn new(contract: &'a Contract, digests: &'a [String]) -> Self {
        let types = contract.types.iter().enumerate();
        let indices = types
            .map(|(index, def)| ((def.module_path.as_str(), def.type_name.as_str()), index))
            .collect();
        let mut reach = Self {
            contract,
            digests,
            indices,
            of_types: Vec::with_capacity(contract.types.len()),
        };
        for def in &contract.types {
            let mut named = vec![];
            for variant in &def.variants {
                reach.add(variant.field_types.iter(), &mut named);
            }
            named.sort_unstable();
            named.dedup();
            reach.of_types.push(named);
        }
        reach
    }

    /// The hash of an endpoint over all that its call can reach.
    pub fn hash(&self, endpoint: &Endpoint) -> String {
        let types = self.types([&endpoint.request, &endpoint.ok, &endpoint.err]);
        hash(&ReachView {
            protocol_version: &self.contract.protocol_version,
            typed_value_contract: &self.contract.typed_value_contract,
            endpoint: endpoint_view(endpoint),
            types,
        })
    }

    /// The hash of a pushed type over all that its values can hold.
    pub fn push_hash(&self, push: &PushType) -> String {
        let same = |other: &&PushType| {
            (&other.type_module, &other.type_name) == (&push.type_module, &push.type_name)
        };
        let all = self.contract.push_types.iter();
        let mut modules: Vec<&str> = all.filter(same).map(|one| one.module.as_str()).collect();
        modules.sort_unstable();
        hash(&PushReachView {
            protocol_version: &self.contract.protocol_version,
            typed_value_contract: &self.contract.typed_value_contract,
            modules,
            type_module: &push.type_module,
            type_name: &push.type_name,
            types: self.types([&FieldType::user(&push.type_module, &push.type_name)]),
        })
    }

    /// Adds the types that fields name, at any depth.
    fn add<'f>(&self, fields: impl IntoIterator<Item = &'f FieldType>, named: &mut Vec<usize>) {
        let mut pending: Vec<&FieldType> = fields.into_iter().collect();
        while let Some(field) = pending.pop() {
            pending.extend(field.children());
            if let FieldType::UserType {
                module_path,
                type_name,
                ..
            } = field
            {
                let key = (module_path.as_str(), type_name.as_str());
                named.extend(self.indices.get(&key));
            }
        }
    }

    /// The digests of the types that values of `from` can hold; types are sorted by name, so these indices are too.
    fn types<'f>(&self, from: impl IntoIterator<Item = &'f FieldType>) -> Vec<&'a str> {
        let mut pending = vec![];
        self.add(from, &mut pending);
        let mut met = vec![false; self.of_types.len()];
        let mut reached = vec![];
        while let Some(index) = pending.pop() {
            if !std::mem::replace(&mut met[index], true) {
                reached.push(index);
                pending.extend(&self.of_types[index]);
            }
        }
        reached.sort_unstable();
        let digests = reached.into_iter();
        digests.map(|index| self.digests[index].as_str()).collect()
    }
}

/// The digest of each type, in the order of `contract.types`.
fn digests(contract: &Contract) -> Vec<String> {
    contract.types.iter().map(type_digest).collect()
}

/// By what a type enters into the hashes.
pub fn type_digest(def: &TypeDef) -> String {
    hash(&type_view(def))
}

fn type_view(def: &TypeDef) -> TypeView<'_> {
    let variants = def.variants.iter().map(|variant| VariantView {
        name: &variant.variant_name,
        wire_hash: variant.wire_hash.as_ref(),
        labels: &variant.field_labels,
        types: &variant.field_types,
        optional: variant.fields.iter().map(|field| field.optional).collect(),
    });
    TypeView {
        module_path: &def.module_path,
        type_name: &def.type_name,
        type_params: &def.type_params,
        variants: variants.collect(),
    }
}

fn push_view(push: &PushType) -> PushView<'_> {
    PushView {
        module: &push.module,
        type_module: &push.type_module,
        type_name: &push.type_name,
    }
}

fn endpoint_view(endpoint: &Endpoint) -> EndpointView<'_> {
    EndpointView {
        module: &endpoint.module,
        name: &endpoint.name,
        request: &endpoint.request,
        ok: &endpoint.ok,
        err: &endpoint.err,
    }
}

fn hash(view: &impl Serialize) -> String {
    sha256_hex(&serde_json::to_vec(view).expect("views hold strings, bools and numbers only"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Deprecation, Variant};
    use crate::document;

    fn endpoint(name: &str, ok: &FieldType) -> serde_json::Value {
        serde_json::json!({
            "module": "m", "name": name, "request": FieldType::user("m", "Request"), "ok": ok,
            "err": "Nil", "read_only": false, "hash": ""
        })
    }

    /// Two endpoints: `a` reaches `Item`, `b` does not.
    fn contract() -> Contract {
        let def = |name: &str| {
            serde_json::json!({
                "module_path": "m", "type_name": name, "type_params": [],
                "variants": [{"variant_name": name, "field_labels": ["x"], "field_types": ["Int"]}]
            })
        };
        let mut contract: Contract = serde_json::from_value(serde_json::json!({
            "contract_hash": "", "protocol_version": document::PROTOCOL_VERSION,
            "typed_value_contract": document::TYPED_VALUE_CONTRACT, "libero_version": "0.1.0",
            "push_types": [], "ssr_models": [], "types": [def("Item"), def("Request")],
            "hash_rule": "wire",
            "endpoints": [
                endpoint("a", &FieldType::list(FieldType::user("m", "Item"))),
                endpoint("b", &FieldType::INT),
            ],
        }))
        .expect("a contract");
        seal(&mut contract);
        contract
    }

    fn item(contract: &mut Contract) -> &mut Variant {
        &mut contract.types[0].variants[0]
    }

    #[test]
    fn docs_and_versions_are_not_hashed() {
        let old = contract();
        let mut new = old.clone();
        new.libero_version = "9.9.9".into();
        new.types[0].docs = Some("What it is.".into());
        new.endpoints[0].deprecated = Some(Deprecation::default());
        seal(&mut new);
        assert_eq!(new.contract_hash, old.contract_hash);
        assert_eq!(endpoint_hashes(&new), endpoint_hashes(&old));
    }

    #[test]
    fn a_field_changes_the_hash_of_the_endpoints_that_reach_it_and_of_no_other() {
        let old = contract();
        for change in [
            |variant: &mut Variant| variant.field_types[0] = FieldType::STRING,
            |variant: &mut Variant| variant.field_labels[0] = Some("y".into()),
            |variant: &mut Variant| {
                variant.field_types[0] = FieldType::int(crate::IntRepr::U8);
            },
        ] {
            let mut new = old.clone();
            change(item(&mut new));
            seal(&mut new);
            assert_ne!(new.contract_hash, old.contract_hash);
            assert_ne!(new.endpoints[0].hash, old.endpoints[0].hash);
            assert_eq!(new.endpoints[1].hash, old.endpoints[1].hash);
        }
    }

    #[test]
    fn a_contract_that_was_changed_by_hand_is_refused() {
        let text = document::to_json(&contract());
        assert!(document::from_json(&text).is_ok());
        let changed = text.replace("\"Int\"", "\"Bool\"");
        let error = document::from_json(&changed)
            .expect_err("another hash")
            .to_string();
        assert!(error.contains("does not match its content"), "{error}");
    }

    #[test]
    fn a_contract_of_the_gleam_libero_is_verified_over_its_whole_text() {
        let body = r#""protocol_version":"libero-json-v1","typed_value_contract":"typed-json-v1","libero_version":"7.0.0","push_types":[],"ssr_models":[],"types":[{"module_path":"a","type_name":"T","type_params":[],"variants":[{"variant_name":"T","field_labels":[null],"field_types":["Int"]}]}]}"#;
        let hash = sha256_hex(format!("{{{body}").as_bytes());
        let text = format!("{{\"contract_hash\":\"{hash}\",{body}");
        let contract = document::from_json(&text).expect("verified");
        assert_eq!(contract.types[0].full_name(), "a.T");
        assert!(document::from_json(&text.replace("7.0.0", "7.0.1")).is_err());
        assert!(!document::to_json(&contract).contains("hash_rule"));
    }
}

//! From a checked graph to the contract: identities, Rust names, hashes.
//!
//! | module | makes |
//! |---|---|
//! | `types` | a type and its constructors |
//! | `generics` | the parameters of a Rust type, with their bounds |
//! | `endpoints` | an endpoint, and the request that libero makes for it |
//! | `places` | places in the source |

use std::collections::HashMap;

use contract_schema::document::{PROTOCOL_VERSION, TYPED_VALUE_CONTRACT};
use contract_schema::hash::{self, Reach};
use contract_schema::rust::{AdapterKind, RustAdapter, RustMirror, RustSection};
use contract_schema::{Contract, HashRule, PushType, SsrModel, TypeDef};
use rayon::prelude::*;

use crate::diagnostic::Span;
use crate::load::SourceSet;
use crate::resolve::graph::{Mapping, RootKind, Target, TypeGraph};
use crate::resolve::ty::TyKind;
use crate::rules::CheckedGraph;
use crate::seal::places::Places;

mod endpoints;
mod generics;
mod places;
mod types;

/// A contract, and where its parts were written.
#[derive(Debug)]
pub struct Sealed {
    /// The contract, hashes included.
    pub contract: Contract,
    /// The place of each type, by module path and name.
    pub type_spans: HashMap<(String, String), Span>,
    /// The place of each handler, by module and name.
    pub endpoint_spans: HashMap<(String, String), Span>,
}

/// Makes the contract of a checked graph.
pub fn seal(checked: &CheckedGraph<'_>, sources: &SourceSet) -> Sealed {
    let graph = checked.graph();
    let sealer = Sealer {
        checked,
        graph,
        places: Places::new(sources),
    };
    let most = graph.carried.len() + graph.handlers.len();
    let mut type_spans = HashMap::with_capacity(most);
    let mut types: Vec<TypeDef> = Vec::with_capacity(most);
    for node in graph.carried_nodes() {
        if let Some(def) = sealer.type_def(node) {
            let key = (def.module_path.clone(), def.type_name.clone());
            type_spans.insert(key, node.item.name.span);
            types.push(def);
        }
    }
    let mut endpoint_spans = HashMap::new();
    let mut endpoints = vec![];
    for (index, handler) in graph.handlers.iter().enumerate() {
        let span = handler.function.name.span;
        if let Some(request) = sealer.generated_request(handler, index) {
            let key = (request.module_path.clone(), request.type_name.clone());
            type_spans.insert(key, span);
            types.push(request);
        }
        endpoint_spans.insert((handler.wire_module.clone(), handler.name.clone()), span);
        endpoints.extend(sealer.endpoint(handler));
    }
    types.sort_by_cached_key(TypeDef::full_name);
    endpoints.sort_by(|a, b| (&a.module, &a.name).cmp(&(&b.module, &b.name)));
    let mut contract = Contract {
        contract_hash: String::new(),
        protocol_version: PROTOCOL_VERSION.to_owned(),
        typed_value_contract: TYPED_VALUE_CONTRACT.to_owned(),
        libero_version: env!("CARGO_PKG_VERSION").to_owned(),
        push_types: push_types(graph),
        ssr_models: ssr_models(graph),
        types,
        hash_rule: HashRule::Wire,
        identity: graph.input.identity,
        endpoints,
        rust: Some(RustSection {
            context: sealer.context(),
            adapters: sealer.adapters(),
        }),
    };
    let digests: Vec<String> = contract.types.par_iter().map(hash::type_digest).collect();
    let reach = Reach::new(&contract, &digests);
    let endpoints = contract.endpoints.par_iter();
    let endpoints = endpoints.map(|endpoint| reach.hash(endpoint)).collect();
    let pushes = contract.push_types.par_iter();
    let pushes = pushes.map(|push| reach.push_hash(push)).collect();
    hash::seal_with(&mut contract, &digests, endpoints, pushes);
    Sealed {
        contract,
        type_spans,
        endpoint_spans,
    }
}

struct Sealer<'g, 'p> {
    checked: &'g CheckedGraph<'p>,
    graph: &'g TypeGraph<'p>,
    places: Places<'g>,
}

fn push_types(graph: &TypeGraph<'_>) -> Vec<PushType> {
    let mut found: Vec<PushType> = vec![];
    for root in &graph.roots {
        if let RootKind::Push { module } = &root.kind
            && let Some((type_module, type_name)) = root_name(graph, &root.ty.kind)
        {
            let module = module.clone().unwrap_or_else(|| type_module.clone());
            found.push(PushType {
                module,
                type_module,
                type_name,
                hash: None,
            });
        }
    }
    found.sort();
    found.dedup();
    found
}

fn ssr_models(graph: &TypeGraph<'_>) -> Vec<SsrModel> {
    let mut found: Vec<SsrModel> = vec![];
    for root in &graph.roots {
        if let RootKind::SsrModel { route_module } = &root.kind
            && let Some((type_module, type_name)) = root_name(graph, &root.ty.kind)
        {
            found.push(SsrModel {
                route_module: route_module.clone(),
                type_module,
                type_name,
            });
        }
    }
    found.sort();
    found.dedup();
    found
}

fn root_name(graph: &TypeGraph<'_>, kind: &TyKind) -> Option<(String, String)> {
    match kind {
        TyKind::Def(def, _) => graph.node(*def).map(|node| graph.wire_name(node)),
        _ => None,
    }
}

impl Sealer<'_, '_> {
    /// Whether a mapped type stands in mirrors: one of another crate is taken to, where there are any.
    fn mapped_mirror(&self, target: Target) -> Option<RustMirror> {
        match target {
            Target::Def(def) => self.mirror(def),
            Target::Foreign(_) => (!self.graph.input.borrowed.is_empty()).then(RustMirror::default),
        }
    }

    /// Rust types without a constructor of their own, sorted by path.
    fn adapters(&self) -> Vec<RustAdapter> {
        let mut adapters: Vec<RustAdapter> = vec![];
        for target in &self.graph.mapped {
            let Some(mapping) = self.graph.mappings.get(target) else {
                continue;
            };
            let path = match target {
                Target::Def(def) => self.graph.rust_path(*def),
                Target::Foreign(path) => self.graph.foreign_path(*path),
            };
            let (wire_type, via) = match mapping {
                Mapping::Text => (contract_schema::FieldType::STRING, AdapterKind::Text),
                Mapping::Proxy(proxy) => {
                    let ty = self.graph.rust_type(proxy, &[]);
                    (self.graph.wire_type(proxy, None), AdapterKind::Proxy { ty })
                }
            };
            adapters.push(RustAdapter {
                path,
                generics: contract_schema::rust::RustGenerics::default(),
                wire_type,
                via,
                mirror: self.mapped_mirror(*target),
            });
        }
        adapters.extend(
            self.graph
                .carried_nodes()
                .filter_map(|node| self.transparent(node)),
        );
        adapters.sort_by(|a, b| a.path.cmp(&b.path));
        adapters
    }
}

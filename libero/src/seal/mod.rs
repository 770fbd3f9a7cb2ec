//! From a checked graph to the contract: identities, Rust names, hashes.
//!
//! | module | makes |
//! |---|---|
//! | `types` | a type and its constructors |
//! | `generics` | the parameters of a Rust type, with their bounds |
//! | `endpoints` | an endpoint, and the request that libero makes for it |
//! | `places` | places in the source |

use contract_schema::document::{PROTOCOL_VERSION, TYPED_VALUE_CONTRACT};
use contract_schema::hash::{self, Reach};
use contract_schema::rust::{AdapterKind, RustAdapter, RustMirror, RustSection};
use contract_schema::{Contract, Endpoint, HashRule, PushType, SsrModel, TypeDef};
use rayon::prelude::*;

use crate::diagnostic::Span;
use crate::load::SourceSet;
use crate::resolve::graph::{Mapping, RootKind, Target, TypeGraph};
use crate::resolve::ty::TyKind;
use crate::rules::CheckedGraph;
use crate::rules::identity::{WireConstructor, WireConstructors};
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
    /// The place of each of its types.
    pub type_spans: Vec<Span>,
    /// The place of each of its endpoints.
    pub endpoint_spans: Vec<Span>,
}

impl Sealed {
    /// The place of a type.
    pub fn type_span(&self, module: &str, name: &str) -> Option<Span> {
        let mut types = self.contract.types.iter().zip(&self.type_spans);
        let found = types.find(|(def, _)| def.module_path == module && def.type_name == name);
        found.map(|(_, span)| *span)
    }

    /// The place of the handler of an endpoint.
    pub fn endpoint_span(&self, module: &str, name: &str) -> Option<Span> {
        let mut endpoints = self.contract.endpoints.iter().zip(&self.endpoint_spans);
        let found = endpoints.find(|(one, _)| one.module == module && one.name == name);
        found.map(|(_, span)| *span)
    }
}

/// How many types are made by one thread at least.
const AT_A_TIME: usize = 64;

/// Makes the contract of a checked graph.
pub fn seal(checked: CheckedGraph<'_>, sources: &SourceSet) -> Sealed {
    let (graph, identities) = checked.into_parts();
    let sealer = Sealer {
        graph: &graph,
        places: Places::new(sources),
    };
    let (mut types, endpoints) = rayon::join(
        || sealer.types(identities.types),
        || sealer.endpoints(identities.requests),
    );
    types.extend(endpoints.requests);
    types.par_sort_by_cached_key(|(def, _)| def.full_name());
    let (types, type_spans) = types.into_iter().unzip();
    let (endpoints, endpoint_spans) = endpoints.endpoints.into_iter().unzip();
    let mut contract = Contract {
        contract_hash: String::new(),
        protocol_version: PROTOCOL_VERSION.to_owned(),
        typed_value_contract: TYPED_VALUE_CONTRACT.to_owned(),
        libero_version: env!("CARGO_PKG_VERSION").to_owned(),
        push_types: push_types(&graph),
        ssr_models: ssr_models(&graph),
        types,
        hash_rule: HashRule::Wire,
        identity: graph.input.identity,
        endpoints,
        rust: Some(RustSection {
            context: sealer.context(),
            adapters: sealer.adapters(),
        }),
    };
    // What is free is freed while the other threads are busy.
    let ((), ()) = rayon::join(|| drop(graph), || set_hashes(&mut contract));
    Sealed {
        contract,
        type_spans,
        endpoint_spans,
    }
}

fn set_hashes(contract: &mut Contract) {
    let digests: Vec<String> = contract.types.par_iter().map(hash::type_digest).collect();
    let reach = Reach::new(contract, &digests);
    let endpoints = contract.endpoints.par_iter();
    let endpoints = endpoints.map(|endpoint| reach.hash(endpoint)).collect();
    let pushes = contract.push_types.par_iter();
    let pushes = pushes.map(|push| reach.push_hash(push)).collect();
    hash::seal_with(contract, &digests, endpoints, pushes);
}

struct Sealer<'g, 'p> {
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

/// The endpoints, and the requests that libero makes for them.
#[derive(Default)]
struct Endpoints {
    endpoints: Vec<(Endpoint, Span)>,
    requests: Vec<(TypeDef, Span)>,
}

impl Sealer<'_, '_> {
    /// The carried types; `identities` holds one for each of them.
    fn types(&self, identities: Vec<Option<WireConstructors>>) -> Vec<(TypeDef, Span)> {
        let nodes = self.graph.carried.par_iter().zip(identities);
        let types = nodes.with_min_len(AT_A_TIME).filter_map(|(def, wire)| {
            let node = self.graph.node(*def)?;
            Some((self.type_def(node, wire?), node.item.name.span))
        });
        types.collect()
    }

    fn endpoints(&self, identities: Vec<Option<WireConstructor>>) -> Endpoints {
        let mut all = Endpoints::default();
        for (handler, wire) in self.graph.handlers.iter().zip(identities) {
            let span = handler.function.name.span;
            let request = wire.map(|wire| self.generated_request(handler, wire));
            all.requests.extend(request.map(|request| (request, span)));
            let endpoint = self.endpoint(handler);
            all.endpoints.extend(endpoint.map(|one| (one, span)));
        }
        let order = |(one, _): &(Endpoint, Span)| (one.module.clone(), one.name.clone());
        all.endpoints.sort_by_cached_key(order);
        all
    }

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

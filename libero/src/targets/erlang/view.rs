//! What the templates print: names and shapes as Erlang source text.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use contract_schema::{
    Contract, FieldType, IdentityRule, TypeDef, TypeKind, Variant, WireHash, identity,
};

use crate::targets::erlang::{doc, layout, names, types};

/// The parts of the wire module that no contract changes.
const CALLS: &str = include_str!("../../../templates/erlang/calls.erl");
const VALUES: &str = include_str!("../../../templates/erlang/values.erl");

/// Atoms of the protocol itself.
const PROTOCOL_ATOMS: &[&str] = &[
    "true",
    "false",
    "nil",
    "none",
    "some",
    "ok",
    "error",
    "malformed_request",
    "unknown_function",
    "internal_error",
];

#[derive(Template)]
#[template(path = "erlang/atoms.erl", escape = "none")]
pub(super) struct Atoms {
    pub(super) module: String,
    atoms: Vec<String>,
}

#[derive(Template)]
#[template(path = "erlang/wire.erl", escape = "none")]
pub(super) struct Wire {
    pub(super) module: String,
    atoms_module: String,
    exports: Vec<String>,
    types: Vec<TypeView>,
    constructors: Vec<ConstructorView>,
    endpoints: Vec<EndpointView>,
    requests: Vec<Route>,
    pushes: Vec<Route>,
    push_modules: Vec<Route>,
    calls: &'static str,
    values: &'static str,
}

struct TypeView {
    /// `'m.Page'(T0)`
    head: String,
    alternatives: Vec<String>,
    docs: Vec<String>,
}

struct ConstructorView {
    type_atom: String,
    hash_atom: String,
    tag: String,
    /// `{<<"hash">>, [{<<"label">>, type}, …]}`
    shape: String,
}

struct EndpointView {
    name: String,
    /// `{<<"module">>, Request, Ok, Err}`
    shape: String,
}

/// From a module and a wire hash to what they stand for.
struct Route {
    module: String,
    hash: String,
    target: String,
}

pub(super) fn atoms(contract: &Contract, prefix: &str) -> Atoms {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let protocol = PROTOCOL_ATOMS.iter().map(|name| names::atom(name));
    let hashes = contract.types.iter().flat_map(|def| {
        def.variants
            .iter()
            .map(|variant| names::atom(wire_hash(contract, def, variant).as_str()))
    });
    let tags = contract.types.iter().flat_map(names::tags);
    Atoms {
        module: format!("{prefix}_atoms"),
        atoms: protocol
            .chain(hashes)
            .chain(tags)
            .filter(|atom| seen.insert(atom.clone()))
            .collect(),
    }
}

pub(super) fn wire(contract: &Contract, prefix: &str) -> Wire {
    let mut types = vec![];
    let mut exports = vec![];
    let mut constructors = vec![];
    for def in &contract.types {
        let name = names::type_atom(&def.module_path, &def.type_name);
        exports.push(format!("{name}/{}", def.type_params.len()));
        types.push(type_view(def, &name));
        for (variant, tag) in def.variants.iter().zip(names::tags(def)) {
            let hash = wire_hash(contract, def, variant);
            constructors.push(ConstructorView {
                type_atom: name.clone(),
                hash_atom: names::atom(hash.as_str()),
                tag,
                shape: constructor_shape(variant, &hash, &def.type_params),
            });
        }
    }
    for endpoint in &contract.endpoints {
        let name = names::endpoint_atom(&endpoint.module, &endpoint.name);
        exports.push(format!("{name}/0"));
        types.push(TypeView {
            head: format!("{name}()"),
            alternatives: vec![
                format!("{{ok, {}}}", types::spec(&endpoint.ok, &[])),
                format!("{{error, {}}}", types::spec(&endpoint.err, &[])),
            ],
            docs: doc::lines(endpoint.docs.as_deref(), endpoint.deprecated.as_ref()),
        });
    }
    Wire {
        module: format!("{prefix}_wire"),
        atoms_module: format!("{prefix}_atoms"),
        exports,
        types,
        constructors,
        endpoints: contract
            .endpoints
            .iter()
            .map(|endpoint| EndpointView {
                name: names::endpoint_atom(&endpoint.module, &endpoint.name),
                shape: format!(
                    "{{{}, {}, {}, {}}}",
                    names::binary(&endpoint.module),
                    types::term(&endpoint.request, &[]),
                    types::term(&endpoint.ok, &[]),
                    types::term(&endpoint.err, &[])
                ),
            })
            .collect(),
        requests: requests(contract),
        pushes: pushes(contract),
        push_modules: push_modules(contract),
        calls: CALLS,
        values: VALUES,
    }
}

fn type_view(def: &TypeDef, name: &str) -> TypeView {
    let params: Vec<String> = def
        .type_params
        .iter()
        .enumerate()
        .map(|(index, param)| {
            let mut fields = def.variants.iter().flat_map(|variant| &variant.field_types);
            // The compiler wants a parameter that nothing uses to say so.
            let used = fields.any(|field| types::mentions(field, param));
            format!("{}T{index}", if used { "" } else { "_" })
        })
        .collect();
    let tags = names::tags(def);
    let mut alternatives: Vec<(u32, String)> = def
        .variants
        .iter()
        .zip(&tags)
        .map(|(variant, tag)| (variant.index, alternative(variant, tag, &def.type_params)))
        .collect();
    alternatives.sort_by_key(|(index, _)| *index);
    if alternatives.is_empty() {
        alternatives.push((0, "none()".to_owned()));
    }
    TypeView {
        head: format!("{name}({})", params.join(", ")),
        alternatives: alternatives.into_iter().map(|(_, text)| text).collect(),
        docs: type_docs(def, &tags),
    }
}

/// What is said of the type, then of its constructors and their fields, each under its name.
fn type_docs(def: &TypeDef, tags: &[String]) -> Vec<String> {
    let mut docs = doc::lines(def.docs.as_deref(), def.deprecated.as_ref());
    let mut variants: Vec<(&Variant, &String)> = def.variants.iter().zip(tags).collect();
    variants.sort_by_key(|(variant, _)| variant.index);
    for (variant, tag) in variants {
        let lines = doc::lines(variant.docs.as_deref(), variant.deprecated.as_ref());
        // The constructor of a struct says what the struct says.
        if def.kind == TypeKind::Enum {
            docs.extend(doc::under(tag, lines));
        }
        for (index, field) in variant.fields.iter().enumerate() {
            let name = match variant.field_labels.get(index) {
                Some(Some(label)) => format!("{tag}, {label}"),
                _ => format!("{tag}, field {}", index + 1),
            };
            let lines = doc::lines(field.docs.as_deref(), field.deprecated.as_ref());
            docs.extend(doc::under(&name, lines));
        }
    }
    docs
}

fn alternative(variant: &Variant, tag: &str, params: &[String]) -> String {
    if variant.field_types.is_empty() {
        return tag.to_owned();
    }
    let fields = variant
        .field_types
        .iter()
        .zip(&variant.field_labels)
        .map(|(field, label)| {
            let spec = types::spec(field, params);
            match label.as_deref().and_then(annotation) {
                // An annotation binds tighter than `|`.
                Some(name) if spec.contains(" | ") => format!("{name} :: ({spec})"),
                Some(name) => format!("{name} :: {spec}"),
                None => spec,
            }
        });
    let parts: Vec<String> = std::iter::once(tag.to_owned()).chain(fields).collect();
    layout::bracketed("{", &parts, "}", 4)
}

/// The variable that annotates a field: its label in `CamelCase`, where that can be a variable.
fn annotation(label: &str) -> Option<String> {
    use heck::ToUpperCamelCase;
    let name = label.to_upper_camel_case();
    let plain = name.len() <= names::LONGEST
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    // `T0` and its like are type parameters.
    let is_param = name
        .strip_prefix('T')
        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
    (plain && !is_param).then_some(name)
}

fn constructor_shape(variant: &Variant, hash: &WireHash, params: &[String]) -> String {
    let fields: Vec<String> = variant
        .field_types
        .iter()
        .enumerate()
        .map(|(index, field)| {
            let label = match variant.field_labels.get(index) {
                Some(Some(label)) => names::binary(label),
                _ => index.to_string(),
            };
            format!("{{{label}, {}}}", types::term(field, params))
        })
        .collect();
    let open = format!("{{{}, [", names::binary(hash.as_str()));
    layout::bracketed(&open, &fields, "]}", 4)
}

/// The wire hash that the contract states, or for a contract of the Gleam libero the one that its
/// rule gives.
pub(in crate::targets) fn wire_hash(
    contract: &Contract,
    def: &TypeDef,
    variant: &Variant,
) -> WireHash {
    if let Some(hash) = &variant.wire_hash {
        return hash.clone();
    }
    let constructor = match (contract.identity, def.kind) {
        (IdentityRule::Gleam, _) => variant.variant_name.clone(),
        (IdentityRule::Rust, TypeKind::Struct) => def.type_name.clone(),
        (IdentityRule::Rust, TypeKind::Enum) => {
            format!("{}.{}", def.type_name, variant.variant_name)
        }
    };
    WireHash::of(&identity::signature(
        &def.module_path,
        &constructor,
        &variant.field_types,
        &def.type_params,
    ))
}

fn by_name(contract: &Contract) -> BTreeMap<(&str, &str), &TypeDef> {
    contract
        .types
        .iter()
        .map(|def| ((def.module_path.as_str(), def.type_name.as_str()), def))
        .collect()
}

/// From the module and each wire hash of a type to a target; of two that claim one, the first.
fn routes<'a>(
    contract: &Contract,
    claims: impl Iterator<Item = (&'a str, &'a TypeDef, String)>,
    hash_text: fn(&str) -> String,
) -> Vec<Route> {
    let mut found: BTreeMap<(String, String), String> = BTreeMap::new();
    for (module, def, target) in claims {
        for variant in &def.variants {
            let hash = wire_hash(contract, def, variant);
            found
                .entry((names::binary(module), hash_text(hash.as_str())))
                .or_insert_with(|| target.clone());
        }
    }
    found
        .into_iter()
        .map(|((module, hash), target)| Route {
            module,
            hash,
            target,
        })
        .collect()
}

fn requests(contract: &Contract) -> Vec<Route> {
    let types = by_name(contract);
    let claims = contract.endpoints.iter().filter_map(|endpoint| {
        let FieldType::UserType {
            module_path,
            type_name,
            ..
        } = &endpoint.request
        else {
            return None;
        };
        let def = types.get(&(module_path.as_str(), type_name.as_str()))?;
        let target = names::endpoint_atom(&endpoint.module, &endpoint.name);
        Some((endpoint.module.as_str(), *def, target))
    });
    routes(contract, claims, names::binary)
}

fn pushes(contract: &Contract) -> Vec<Route> {
    let types = by_name(contract);
    let claims = contract.push_types.iter().filter_map(|push| {
        let def = types.get(&(push.type_module.as_str(), push.type_name.as_str()))?;
        let target = names::type_atom(&push.type_module, &push.type_name);
        Some((push.module.as_str(), *def, target))
    });
    routes(contract, claims, names::atom)
}

fn push_modules(contract: &Contract) -> Vec<Route> {
    let mut seen = BTreeSet::new();
    contract
        .push_types
        .iter()
        .filter(|push| seen.insert((&push.type_module, &push.type_name)))
        .map(|push| Route {
            module: names::binary(&push.module),
            hash: String::new(),
            target: names::type_atom(&push.type_module, &push.type_name),
        })
        .collect()
}

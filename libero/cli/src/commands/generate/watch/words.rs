//! What a change of the source did to the contract, in a few words.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use contract_schema::{Contract, Endpoint, FieldType, TypeDef};

use super::known::{Change, Changes};

/// How many names are said before the rest is only counted.
const NAMES: usize = 3;

/// `src/pages.rs, src/gone.rs deleted`
pub(super) fn files(changes: &Changes, base: &str) -> String {
    let word = |(path, change): (&Utf8PathBuf, &Change)| {
        let path = path.as_str();
        let shown = path.strip_prefix(base).unwrap_or(path);
        let shown = shown.trim_start_matches('/');
        match change {
            Change::Saved => shown.to_owned(),
            Change::Created => format!("{shown} created"),
            Change::Deleted => format!("{shown} deleted"),
        }
    };
    some(changes.iter().map(word).collect(), "files")
}

/// `type Task changed, endpoint load_done added`; `no change to the contract`.
pub(super) fn contracts(old: &Contract, new: &Contract) -> String {
    let mut words = vec![];
    let (before, after) = (endpoints(old), endpoints(new));
    // The message of a request is the endpoint's own: it is not named a second time.
    let requests: Vec<String> = before
        .values()
        .chain(after.values())
        .filter_map(|endpoint| request(endpoint))
        .collect();
    let (before_types, after_types) = (types(old), types(new));
    let is_same_request = |endpoint: &Endpoint| {
        request(endpoint).is_none_or(|name| {
            match (before_types.get(&name), after_types.get(&name)) {
                (Some(before), Some(after)) => is_same_type(before, after),
                (before, after) => before.is_none() && after.is_none(),
            }
        })
    };
    for (what, name) in differences(&before_types, &after_types, is_same_type) {
        if !requests.contains(&name) {
            words.push(format!("type {} {what}", short(&name)));
        }
    }
    let is_same =
        |old: &Endpoint, new: &Endpoint| is_same_endpoint(old, new) && is_same_request(new);
    for (what, name) in differences(&before, &after, is_same) {
        words.push(format!("endpoint {} {what}", short(&name)));
    }
    if old.push_types != new.push_types {
        words.push("what is pushed changed".to_owned());
    }
    let hashes = |contract: &Contract| -> BTreeMap<String, String> {
        let endpoints = contract.endpoints.iter();
        endpoints
            .map(|one| (one.full_name(), one.hash.clone()))
            .collect()
    };
    let old_hashes = hashes(old);
    let moved = hashes(new)
        .iter()
        .filter(|(name, hash)| old_hashes.get(*name).is_some_and(|old| old != *hash))
        .count();
    if words.is_empty() {
        return "no change to the contract".to_owned();
    }
    let text = some(words, "changes");
    match moved {
        0 => text,
        1 => format!("{text}, 1 endpoint has another hash"),
        _ => format!("{text}, {moved} endpoints have other hashes"),
    }
}

/// The first few, and how many there are beside them.
fn some(mut words: Vec<String>, what: &str) -> String {
    if words.len() > NAMES + 1 {
        let rest = words.len() - NAMES;
        words.truncate(NAMES);
        return format!("{} and {rest} more {what}", words.join(", "));
    }
    words.join(", ")
}

fn differences<T>(
    old: &BTreeMap<String, &T>,
    new: &BTreeMap<String, &T>,
    is_same: impl Fn(&T, &T) -> bool,
) -> Vec<(&'static str, String)> {
    let mut found = vec![];
    for (name, one) in new {
        match old.get(name) {
            None => found.push(("added", name.clone())),
            Some(before) if !is_same(before, one) => found.push(("changed", name.clone())),
            Some(_) => {}
        }
    }
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    found.extend(gone.map(|name| ("removed", name.clone())));
    found
}

fn types(contract: &Contract) -> BTreeMap<String, &TypeDef> {
    let types = contract.types.iter();
    types.map(|ty| (ty.full_name(), ty)).collect()
}

fn endpoints(contract: &Contract) -> BTreeMap<String, &Endpoint> {
    let endpoints = contract.endpoints.iter();
    endpoints.map(|one| (one.full_name(), one)).collect()
}

/// Whether all is the same but what moves with each line: places.
fn is_same_type(old: &TypeDef, new: &TypeDef) -> bool {
    let placeless = |ty: &TypeDef| {
        let mut ty = ty.clone();
        ty.source = None;
        for variant in &mut ty.variants {
            variant.source = None;
            for field in &mut variant.fields {
                field.source = None;
            }
        }
        ty
    };
    // Most are where they were.
    old == new || placeless(old) == placeless(new)
}

/// Whether all is the same but places and hashes.
fn is_same_endpoint(old: &Endpoint, new: &Endpoint) -> bool {
    let placeless = |endpoint: &Endpoint| Endpoint {
        source: None,
        hash: String::new(),
        ..endpoint.clone()
    };
    old == new || placeless(old) == placeless(new)
}

/// The name of the type that a request is.
fn request(endpoint: &Endpoint) -> Option<String> {
    match &endpoint.request {
        FieldType::UserType {
            module_path,
            type_name,
            ..
        } => Some(format!("{module_path}.{type_name}")),
        _ => None,
    }
}

/// The name without its module.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

//! What stands in the generated module for each type.
//!
//! A few types at a time go from the contract to text, so that all cores are busy and what is made on
//! the way is small and soon free again.

use std::collections::HashSet;

use askama::Template;
use contract_schema::recursion::{self, TypeKey};
use contract_schema::{Contract, TypeDef};
use rayon::prelude::*;

use super::super::room::Room;
use super::view::TypeView;

/// How many types are printed at a time.
const AT_A_TIME: usize = 64;

/// The texts of all types, a few types each.
#[derive(Default)]
pub(super) struct TypesText {
    pub(super) etf: Vec<String>,
    pub(super) json: Vec<String>,
    /// How those that may be keys of dicts are ordered.
    pub(super) keys: Vec<String>,
}

#[derive(Template)]
#[template(path = "rust/etf.rs.j2", escape = "none")]
struct Etf<'a> {
    types: &'a [TypeView],
}

#[derive(Template)]
#[template(path = "rust/json.rs.j2", escape = "none")]
struct Json<'a> {
    types: &'a [TypeView],
}

#[derive(Template)]
#[template(path = "rust/keys.rs.j2", escape = "none")]
struct Keys<'a> {
    types: &'a [TypeView],
}

/// Those of every type that the Rust end knows.
pub(super) fn of(contract: &Contract) -> TypesText {
    let recursive = recursion::recursive_types(contract);
    let [etf, json, keys] = [Room::default(), Room::default(), Room::default()];
    let parts = contract.types.par_chunks(AT_A_TIME);
    let parts: Vec<[String; 3]> = parts
        .map(|defs| {
            let types: Vec<TypeView> = defs
                .iter()
                .filter_map(|def| view(def, &recursive))
                .collect();
            let types = &types;
            [
                etf.print(&Etf { types }),
                json.print(&Json { types }),
                keys.print(&Keys { types }),
            ]
        })
        .collect();
    let mut all = TypesText::default();
    for [etf, json, keys] in parts {
        all.etf.push(etf);
        all.json.push(json);
        all.keys.push(keys);
    }
    all
}

/// Every type that the Rust end knows.
pub(super) fn views(contract: &Contract) -> Vec<TypeView> {
    let recursive = recursion::recursive_types(contract);
    let defs = contract.types.par_iter();
    defs.filter_map(|def| view(def, &recursive)).collect()
}

fn view(def: &TypeDef, recursive: &HashSet<TypeKey<'_>>) -> Option<TypeView> {
    TypeView::new(def, recursive.contains(&recursion::key(def)))
}

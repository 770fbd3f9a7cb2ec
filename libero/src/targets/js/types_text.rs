//! What stands in the package for each type: its declaration, and its functions in both codecs.
//!
//! A few types at a time go from the contract to text, so that all cores are busy and what is made on
//! the way is small and soon free again.

use std::collections::BTreeMap;

use askama::Template;
use contract_schema::TypeDef;
use rayon::prelude::*;

use super::super::room::Room;
use super::containers::{self, DictView, ListView};
use super::view::Model;
use super::view_type::{TypeView, type_view};

/// How many types are printed at a time.
const AT_A_TIME: usize = 64;

/// The texts of all types, a few types each.
#[derive(Default)]
pub(super) struct TypesText {
    pub(super) declarations: Vec<String>,
    pub(super) etf: Vec<String>,
    pub(super) json: Vec<String>,
    /// The functions of the ETF codec that types share, by name.
    pub(super) lists: BTreeMap<String, ListView>,
    pub(super) dicts: BTreeMap<String, DictView>,
}

#[derive(Template)]
#[template(path = "js/types.d.ts", escape = "none")]
struct Declarations<'a> {
    types: &'a [TypeView],
}

#[derive(Template)]
#[template(path = "js/types_etf.js", escape = "none")]
struct Etf<'a> {
    types: &'a [TypeView],
}

#[derive(Template)]
#[template(path = "js/types_json.js", escape = "none")]
struct Json<'a> {
    types: &'a [TypeView],
}

pub(super) fn of(model: &Model<'_>) -> TypesText {
    let parts = model.contract.types.par_chunks(AT_A_TIME);
    let rooms = Rooms::default();
    let parts: Vec<TypesText> = parts.map(|defs| part(model, defs, &rooms)).collect();
    let mut all = TypesText::default();
    for mut part in parts {
        all.declarations.append(&mut part.declarations);
        all.etf.append(&mut part.etf);
        all.json.append(&mut part.json);
        all.lists.append(&mut part.lists);
        all.dicts.append(&mut part.dicts);
    }
    all
}

/// The declarations alone.
pub(super) fn declarations(model: &Model<'_>) -> Vec<String> {
    let room = Room::default();
    let parts = model.contract.types.par_chunks(AT_A_TIME);
    parts
        .map(|defs| {
            let types: Vec<TypeView> = defs.iter().map(|def| type_view(model, def)).collect();
            room.print(&Declarations { types: &types })
        })
        .collect()
}

/// For each template.
#[derive(Default)]
struct Rooms {
    declarations: Room,
    etf: Room,
    json: Room,
}

fn part(model: &Model<'_>, defs: &[TypeDef], rooms: &Rooms) -> TypesText {
    let types: Vec<TypeView> = defs.iter().map(|def| type_view(model, def)).collect();
    let types = &types;
    TypesText {
        declarations: vec![rooms.declarations.print(&Declarations { types })],
        etf: vec![rooms.etf.print(&Etf { types })],
        json: vec![rooms.json.print(&Json { types })],
        lists: containers::lists(model, defs),
        dicts: containers::dicts(model, defs),
    }
}

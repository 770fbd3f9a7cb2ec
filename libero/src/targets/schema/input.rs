//! Which types are read in another form than they are written: a field may be left out of what is
//! read, and some variants go one way only.

use std::collections::{HashMap, HashSet};

use contract_schema::{Contract, FieldType, TypeDef};

use super::Side;
use super::constructor::{is_carried, is_optional};

type TypeKey<'a> = (&'a str, &'a str);

/// The types of a contract whose two forms differ.
pub(super) struct Inputs<'a>(HashSet<TypeKey<'a>>);

impl<'a> Inputs<'a> {
    pub(super) fn of(contract: &'a Contract) -> Self {
        let key = |def: &'a TypeDef| (def.module_path.as_str(), def.type_name.as_str());
        // From each type to those that hold it.
        let mut holders: HashMap<TypeKey<'a>, Vec<TypeKey<'a>>> = HashMap::new();
        let mut pending = vec![];
        for def in &contract.types {
            if differs_itself(def) {
                pending.push(key(def));
            }
            let fields = def.variants.iter().flat_map(|variant| &variant.field_types);
            for held in fields.flat_map(named) {
                holders.entry(held).or_default().push(key(def));
            }
        }
        let mut differing = HashSet::new();
        while let Some(next) = pending.pop() {
            if differing.insert(next) {
                pending.extend(holders.get(&next).into_iter().flatten());
            }
        }
        Self(differing)
    }

    /// Whether the two forms of a type differ, its arguments included.
    pub(super) fn differs(&self, ty: &FieldType) -> bool {
        named(ty).iter().any(|key| self.0.contains(key))
    }
}

fn differs_itself(def: &TypeDef) -> bool {
    def.variants.iter().any(|variant| {
        is_carried(variant, Side::Input) != is_carried(variant, Side::Output)
            || (0..variant.field_types.len())
                .any(|index| is_optional(variant, index) || is_replaced(variant, index))
    })
}

/// Whether a field's note differs: it is replaced by its default one way.
fn is_replaced(variant: &contract_schema::Variant, index: usize) -> bool {
    let fields = variant.rust.iter().flat_map(|rust| &rust.fields);
    fields
        .filter(|field| field.wire.is_some_and(|wire| wire as usize == index))
        .any(|field| field.skip_encode || field.skip_decode)
}

/// The types of the contract that a type names, at any depth.
fn named(ty: &FieldType) -> Vec<TypeKey<'_>> {
    let mut found = vec![];
    let mut pending = vec![ty];
    while let Some(ty) = pending.pop() {
        pending.extend(ty.children());
        if let FieldType::UserType {
            module_path,
            type_name,
            ..
        } = ty
        {
            found.push((module_path.as_str(), type_name.as_str()));
        }
    }
    found
}

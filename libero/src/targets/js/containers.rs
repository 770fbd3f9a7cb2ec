//! Functions of the ETF codec for lists and dicts, one for each of what they hold: a loop that calls
//! one known function is faster than one that is handed functions.

use std::collections::BTreeMap;

use contract_schema::{FieldType, TypeDef};

use super::codec::{self, Way};
use super::types::Place;
use super::view::{self, Model};

/// A function that reads a list.
pub(super) struct ListView {
    pub(super) name: String,
    /// The function that reads an item, and a call of it.
    pub(super) item: String,
    pub(super) read: String,
}

/// A function that writes a dict whose keys have an order that does not depend on their bytes.
pub(super) struct DictView {
    pub(super) name: String,
    /// The run-time's function that compares two keys.
    pub(super) is_next: &'static str,
    /// The functions that write keys and values, and calls of them.
    pub(super) key: String,
    pub(super) value: String,
    pub(super) write_key: String,
    pub(super) write_value: String,
}

/// Whether there is a function for a list or dict of this type alone.
pub(super) fn has_own_function(way: Way, place: Place<'_>, ty: &FieldType) -> bool {
    let has_one = match (way, ty) {
        (
            Way::ReadEtf,
            FieldType::List {
                unique: false,
                len: None,
                ..
            },
        ) => true,
        (Way::WriteEtf, FieldType::Dict { key, .. }) => is_next(key).is_some(),
        _ => false,
    };
    has_one && !place.is_outside && !has_variable(ty)
}

/// Appends the name of that function.
pub(super) fn push_name(
    model: &Model<'_>,
    way: Way,
    place: Place<'_>,
    ty: &FieldType,
    out: &mut String,
) {
    out.push('$');
    push_words(model, way, place, ty, out);
}

/// How keys are compared, where no bytes are needed for it.
fn is_next(key: &FieldType) -> Option<&'static str> {
    match key {
        FieldType::String { .. } => Some("isNextText"),
        FieldType::Int { .. } | FieldType::Bool => Some("isNext"),
        _ => None,
    }
}

fn has_variable(ty: &FieldType) -> bool {
    matches!(ty, FieldType::TypeVar(_)) || ty.children().any(has_variable)
}

/// A name for a type that no other has: each word tells how many more it is followed by.
fn push_words(model: &Model<'_>, way: Way, place: Place<'_>, ty: &FieldType, out: &mut String) {
    let numbered = |word: &str, number: &dyn ToString| [word, &number.to_string()].concat();
    match ty {
        FieldType::List {
            unique: false,
            len: None,
            ..
        } => out.push_str("list"),
        FieldType::List { len: Some(len), .. } => out.push_str(&numbered("list", len)),
        FieldType::List { .. } => out.push_str("set"),
        FieldType::BitArray { len: Some(len) } => out.push_str(&numbered("bits", len)),
        FieldType::Option(some) if model.nullable.may_be_null(place.owner, some) => {
            out.push_str("some");
        }
        FieldType::Option(_) => out.push_str("option"),
        FieldType::Result { .. } => out.push_str("result"),
        FieldType::Dict { .. } => out.push_str("dict"),
        FieldType::Tuple(items) => out.push_str(&numbered("tuple", &items.len())),
        FieldType::UserType { .. } => codec::push_name(model, way, place, ty, out),
        _ => {
            let mut function = String::new();
            codec::push_name(model, way, place, ty, &mut function);
            out.push_str(function.rsplit('.').next().unwrap_or_default());
        }
    }
    for inner in ty.children() {
        out.push('$');
        push_words(model, way, place, inner, out);
    }
}

/// The functions that read the lists of some types, by name.
pub(super) fn lists(model: &Model<'_>, defs: &[TypeDef]) -> BTreeMap<String, ListView> {
    let mut found = BTreeMap::new();
    each(model, defs, &mut |place, ty| {
        let FieldType::List { element, .. } = ty else {
            return;
        };
        let way = Way::ReadEtf;
        if has_own_function(way, place, ty) {
            let name = codec::function(model, way, place, ty);
            found.entry(name.clone()).or_insert_with(|| ListView {
                name,
                item: codec::function(model, way, place, element),
                read: codec::call(model, way, place, element, ""),
            });
        }
    });
    found
}

/// The functions that write the dicts of some types, by name.
pub(super) fn dicts(model: &Model<'_>, defs: &[TypeDef]) -> BTreeMap<String, DictView> {
    let mut found = BTreeMap::new();
    each(model, defs, &mut |place, ty| {
        let FieldType::Dict { key, value } = ty else {
            return;
        };
        let way = Way::WriteEtf;
        if let Some(is_next) = is_next(key).filter(|_| has_own_function(way, place, ty)) {
            let name = codec::function(model, way, place, ty);
            found.entry(name.clone()).or_insert_with(|| DictView {
                name,
                is_next,
                key: codec::function(model, way, place, key),
                value: codec::function(model, way, place, value),
                write_key: codec::call(model, way, place, key, "key"),
                write_value: codec::call(model, way, place, value, "it"),
            });
        }
    });
    found
}

/// Calls `found` with the types of all fields, and with those inside of them.
fn each(model: &Model<'_>, defs: &[TypeDef], found: &mut dyn FnMut(Place<'_>, &FieldType)) {
    for def in defs {
        for variant in &def.variants {
            for (index, ty) in variant.field_types.iter().enumerate() {
                let place = view::place(model, def, variant, index);
                let mut pending = vec![ty];
                while let Some(ty) = pending.pop() {
                    found(place, ty);
                    pending.extend(ty.children());
                }
            }
        }
    }
}

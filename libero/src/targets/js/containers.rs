//! Functions of the ETF codec for lists and dicts, one for each of what they hold: a loop that calls
//! one known function is faster than one that is handed functions.

use std::collections::BTreeMap;

use contract_schema::FieldType;

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

/// The name of the function for a list or dict of this type, if it has one.
pub(super) fn own_function(
    model: &Model<'_>,
    way: Way,
    place: Place<'_>,
    ty: &FieldType,
) -> Option<String> {
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
    if !has_one || place.is_outside || has_variable(ty) {
        return None;
    }
    Some(format!("${}", name(model, way, place, ty)))
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
    matches!(ty, FieldType::TypeVar(_)) || ty.children().into_iter().any(has_variable)
}

/// A name for a type that no other has: each word tells how many more it is followed by.
fn name(model: &Model<'_>, way: Way, place: Place<'_>, ty: &FieldType) -> String {
    let word = match ty {
        FieldType::List {
            unique: false,
            len: None,
            ..
        } => "list".to_owned(),
        FieldType::List { len: Some(len), .. } => format!("list{len}"),
        FieldType::List { .. } => "set".to_owned(),
        FieldType::BitArray { len: Some(len) } => format!("bits{len}"),
        FieldType::Option(some) if model.nullable.may_be_null(place.owner, some) => {
            "some".to_owned()
        }
        FieldType::Option(_) => "option".to_owned(),
        FieldType::Result { .. } => "result".to_owned(),
        FieldType::Dict { .. } => "dict".to_owned(),
        FieldType::Tuple(items) => format!("tuple{}", items.len()),
        FieldType::UserType {
            module_path,
            type_name,
            ..
        } => codec::type_function(way, &model.type_name((module_path, type_name))),
        _ => codec::function(model, way, place, ty)
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_owned(),
    };
    let inner = ty.children().into_iter();
    std::iter::once(word)
        .chain(inner.map(|ty| name(model, way, place, ty)))
        .collect::<Vec<_>>()
        .join("$")
}

/// The functions that read lists, by name.
pub(super) fn lists(model: &Model<'_>) -> Vec<ListView> {
    let mut found = BTreeMap::new();
    each(model, &mut |place, ty| {
        let FieldType::List { element, .. } = ty else {
            return;
        };
        let way = Way::ReadEtf;
        if let Some(name) = own_function(model, way, place, ty) {
            found.entry(name.clone()).or_insert_with(|| ListView {
                name,
                item: codec::function(model, way, place, element),
                read: codec::call(model, way, place, element, ""),
            });
        }
    });
    found.into_values().collect()
}

/// The functions that write dicts, by name.
pub(super) fn dicts(model: &Model<'_>) -> Vec<DictView> {
    let mut found = BTreeMap::new();
    each(model, &mut |place, ty| {
        let FieldType::Dict { key, value } = ty else {
            return;
        };
        let way = Way::WriteEtf;
        let name = own_function(model, way, place, ty);
        if let Some((name, is_next)) = name.zip(is_next(key)) {
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
    found.into_values().collect()
}

/// Calls `found` with the types of all fields, and with those inside of them.
fn each(model: &Model<'_>, found: &mut dyn FnMut(Place<'_>, &FieldType)) {
    for def in &model.contract.types {
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

//! Rust types that travel as another: they have no constructor of their own.

use contract_schema::rust::{AdapterKind, RustAdapter, RustVariant};
use contract_schema::{Contract, FieldType};

use super::constructor::{Slot, delimiters, slots};
use super::names;
use super::view::Headers;

/// A Rust type that travels as another.
pub(super) struct AdapterView {
    /// The type's path as a string literal, for errors.
    pub(super) name: String,
    pub(super) headers: Headers,
    /// Whether it may be the key of a dict.
    pub(super) is_key: bool,
    /// Whether a dict with such keys is an object in JSON.
    pub(super) is_text: bool,
    pub(super) via: Via,
}

/// How it is converted.
pub(super) enum Via {
    /// The one field that is carried.
    Transparent {
        field: String,
        open: String,
        close: &'static str,
        slots: Vec<Slot>,
    },
    /// `Display` and `FromStr`.
    Text,
    /// `From` and `TryFrom`, by another type.
    Proxy { ty: String },
}

/// Every adapter.
pub(super) fn adapters(contract: &Contract) -> Vec<AdapterView> {
    contract
        .rust
        .iter()
        .flat_map(|rust| &rust.adapters)
        .map(|adapter| AdapterView {
            name: names::string(&adapter.path),
            headers: Headers::new(&adapter.path, &adapter.generics),
            is_key: is_key(&adapter.wire_type, contract),
            is_text: is_text(&adapter.wire_type),
            via: via(adapter),
        })
        .collect()
}

fn via(adapter: &RustAdapter) -> Via {
    match &adapter.via {
        AdapterKind::Text => Via::Text,
        AdapterKind::Proxy { ty } => Via::Proxy { ty: ty.clone() },
        AdapterKind::Transparent { form, fields } => {
            let side = RustVariant {
                form: *form,
                fields: fields.clone(),
                ..RustVariant::default()
            };
            let carried = fields.iter().find(|field| field.wire.is_some());
            let (open, close) = delimiters(side.form, "Self");
            Via::Transparent {
                field: carried.map(|field| field.name.clone()).unwrap_or_default(),
                open,
                close,
                slots: slots(&side),
            }
        }
    }
}

/// Whether a dict with such keys is an object in JSON.
pub(super) fn is_text(wire_type: &FieldType) -> bool {
    matches!(wire_type, FieldType::String { .. })
}

/// Whether it may be the key of a dict.
pub(super) fn is_key(wire_type: &FieldType, contract: &Contract) -> bool {
    match wire_type {
        FieldType::Int { .. } | FieldType::String { .. } | FieldType::Bool => true,
        FieldType::UserType {
            module_path,
            type_name,
            ..
        } => contract.types.iter().any(|def| {
            def.module_path == *module_path && def.type_name == *type_name && def.is_unit_enum()
        }),
        _ => false,
    }
}

//! Whether a contract is sound: a document may come from anywhere, its hash proves only that it was
//! not changed.

use std::collections::HashSet;

use contract_schema::{FieldType, TypeDef, TypeKind};

use super::{Model, ModelError};

/// How deep types may stand in one another where they are written.
const DEEPEST: usize = 64;
/// The widest tuple of terms that is small.
const WIDEST: usize = 255;
/// The longest array: no input may be longer than its bytes.
const LONGEST: u64 = 1 << 32;

pub(super) fn error_in(def: &TypeDef, message: impl Into<String>) -> ModelError {
    ModelError {
        place: format!("type {}", def.full_name()),
        message: message.into(),
    }
}

/// Whether a type is whole in itself.
pub(super) fn shape(def: &TypeDef) -> Result<(), ModelError> {
    if def.kind == TypeKind::Struct && def.variants.len() != 1 {
        let count = def.variants.len();
        return Err(error_in(def, format!("a struct with {count} constructors")));
    }
    let mut names = HashSet::new();
    for variant in &def.variants {
        let name = &variant.variant_name;
        if !names.insert(name) {
            return Err(error_in(def, format!("the variant {name} is there twice")));
        }
        let labels = &variant.field_labels;
        if labels.len() != variant.field_types.len() {
            let message = format!(
                "the variant {name} has {} fields and {} labels",
                variant.field_types.len(),
                labels.len()
            );
            return Err(error_in(def, message));
        }
        let labelled = labels.iter().flatten().count();
        if labelled != 0 && labelled != labels.len() {
            let message = format!("of the variant {name} some fields have labels and some none");
            return Err(error_in(def, message));
        }
        if labels.iter().flatten().collect::<HashSet<_>>().len() != labelled {
            let message = format!("of the variant {name} two fields have one label");
            return Err(error_in(def, message));
        }
    }
    Ok(())
}

/// Whether all that types, endpoints and pushes refer to is there.
pub(super) fn references(model: &Model) -> Result<(), ModelError> {
    for (index, def) in model.contract.types.iter().enumerate() {
        let mut heads = HashSet::new();
        for variant in &model.types[index].variants {
            if !heads.insert(variant.hash) {
                return Err(error_in(def, "two variants have one wire hash"));
            }
        }
        for ty in def.variants.iter().flat_map(|variant| &variant.field_types) {
            field(model, ty, &def.type_params).map_err(|message| error_in(def, message))?;
        }
    }
    for endpoint in &model.contract.endpoints {
        for ty in [&endpoint.request, &endpoint.ok, &endpoint.err] {
            field(model, ty, &[]).map_err(|message| ModelError {
                place: format!("endpoint {}", super::endpoint_name(endpoint)),
                message,
            })?;
        }
    }
    for push in &model.contract.push_types {
        let ty = FieldType::user(push.type_module.as_str(), push.type_name.as_str());
        field(model, &ty, &[]).map_err(|message| ModelError {
            place: format!("push of {}", push.module),
            message,
        })?;
    }
    Ok(())
}

/// Whether all that a type refers to is there; `params` are the parameters of the type around.
pub(super) fn field(model: &Model, ty: &FieldType, params: &[String]) -> Result<(), String> {
    let mut pending = vec![(ty, 0)];
    while let Some((ty, depth)) = pending.pop() {
        if depth > DEEPEST {
            return Err(format!("types in types, deeper than {DEEPEST}"));
        }
        pending.extend(ty.children().map(|child| (child, depth + 1)));
        match ty {
            FieldType::TypeVar(name) if !params.contains(name) => {
                return Err(format!("there is no type parameter {name}"));
            }
            FieldType::Tuple(items) if items.is_empty() || items.len() > WIDEST => {
                return Err(format!("a tuple of {} parts", items.len()));
            }
            FieldType::List { len: Some(len), .. } | FieldType::BitArray { len: Some(len) }
                if *len > LONGEST =>
            {
                return Err(format!("an array of {len} items"));
            }
            FieldType::Dict { key, .. } if !may_be_key(model, key) => {
                return Err(
                    "the key of a dict is no text, integer, bool or enum of bare variants".into(),
                );
            }
            FieldType::UserType {
                module_path,
                type_name,
                args,
            } => {
                let Some(def) = model.type_def(module_path, type_name) else {
                    return Err(format!("there is no type {module_path}.{type_name}"));
                };
                if def.type_params.len() != args.len() {
                    return Err(format!(
                        "{module_path}.{type_name} has {} parameters, and {} are given",
                        def.type_params.len(),
                        args.len()
                    ));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn may_be_key(model: &Model, key: &FieldType) -> bool {
    match key {
        FieldType::Int { .. }
        | FieldType::String { .. }
        | FieldType::Bool
        // What it stands for is seen where it is replaced.
        | FieldType::TypeVar(_) => true,
        FieldType::UserType {
            module_path,
            type_name,
            ..
        } => model
            .type_def(module_path, type_name)
            .is_some_and(TypeDef::is_unit_enum),
        _ => false,
    }
}

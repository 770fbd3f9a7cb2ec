//! How each type looks in JavaScript.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use contract_schema::recursion::recursive_types;
use contract_schema::{Contract, FieldType, TypeDef, TypeKind};

use super::nullable::{Nullable, TypeKey};

/// How a type looks in JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The names of variants, none of which has fields.
    Names,
    /// A union of objects with a `type`.
    Union,
    /// An object by labels; empty for a struct without fields.
    Object,
    /// The value of the only field.
    Inner,
    /// `{ value }`, where the value of the only field could be null or leads back to the type.
    Boxed,
    /// An array of the fields.
    Array,
}

impl Shape {
    /// Whether TypeScript sees through the type where it is named, so that it cannot lead straight
    /// back to itself.
    fn is_alias(self) -> bool {
        !matches!(self, Self::Object | Self::Boxed)
    }
}

/// The shapes of all types, and which of them are recursive.
pub(super) struct Shapes<'a> {
    shapes: BTreeMap<TypeKey<'a>, Shape>,
    recursive: HashSet<TypeKey<'a>>,
}

impl<'a> Shapes<'a> {
    pub(super) fn of(contract: &'a Contract, nullable: &Nullable<'_>) -> Self {
        let types: BTreeMap<TypeKey<'a>, &'a TypeDef> = contract
            .types
            .iter()
            .map(|def| ((def.module_path.as_str(), def.type_name.as_str()), def))
            .collect();
        let mut shapes: BTreeMap<TypeKey<'a>, Shape> = types
            .iter()
            .map(|(key, def)| (*key, first_shape(*key, def, nullable)))
            .collect();
        // a box cuts every circle through it, so the types are taken one after another
        for (key, def) in &types {
            if shapes[key] == Shape::Inner && leads_back(*key, def, &types, &shapes) {
                shapes.insert(*key, Shape::Boxed);
            }
        }
        let recursive = recursive_types(contract);
        Self { shapes, recursive }
    }

    pub(super) fn shape(&self, key: TypeKey<'_>) -> Shape {
        self.shapes.get(&key).copied().unwrap_or(Shape::Union)
    }

    pub(super) fn is_recursive(&self, key: TypeKey<'_>) -> bool {
        self.recursive.contains(&key)
    }
}

fn first_shape(key: TypeKey<'_>, def: &TypeDef, nullable: &Nullable<'_>) -> Shape {
    if def.kind == TypeKind::Enum {
        return if def.is_unit_enum() {
            Shape::Names
        } else {
            Shape::Union
        };
    }
    let Some(variant) = def.variants.first() else {
        return Shape::Object;
    };
    let is_labelled = variant.field_labels.iter().any(Option::is_some);
    match variant.field_types.as_slice() {
        [] => Shape::Object,
        _ if is_labelled => Shape::Object,
        [only] if nullable.may_be_null(key, only) => Shape::Boxed,
        [_] => Shape::Inner,
        _ => Shape::Array,
    }
}

/// Whether an alias for the only field of `start` would be circular for TypeScript, which puts off
/// the members of objects and the elements of arrays, but not the arguments of other aliases.
fn leads_back(
    start: TypeKey<'_>,
    def: &TypeDef,
    types: &BTreeMap<TypeKey<'_>, &TypeDef>,
    shapes: &BTreeMap<TypeKey<'_>, Shape>,
) -> bool {
    let mut seen = BTreeSet::new();
    let mut pending: Vec<&FieldType> = def
        .variants
        .iter()
        .flat_map(|variant| &variant.field_types)
        .collect();
    while let Some(ty) = pending.pop() {
        match ty {
            FieldType::Option(_) | FieldType::Result { .. } => pending.extend(ty.children()),
            FieldType::UserType {
                module_path,
                type_name,
                args,
            } => {
                let key = (module_path.as_str(), type_name.as_str());
                if key == start {
                    return true;
                }
                let Some((def, shape)) = types.get(&key).zip(shapes.get(&key)) else {
                    continue;
                };
                if !shape.is_alias() {
                    continue;
                }
                pending.extend(args);
                if *shape == Shape::Inner && seen.insert(key) {
                    pending.extend(def.variants.iter().flat_map(|v| &v.field_types));
                }
            }
            _ => {}
        }
    }
    false
}

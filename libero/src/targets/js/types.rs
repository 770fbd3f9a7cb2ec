//! Field types as TypeScript.

use contract_schema::FieldType;

use super::nullable::TypeKey;
use super::view::Model;

/// What a type looks like from where it stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The type that holds it; two empty texts for a function.
    pub(super) owner: TypeKey<'a>,
    /// Whether wide integers are `number` here.
    pub(super) is_number: bool,
    /// Whether it is outside of the files of the codecs.
    pub(super) is_outside: bool,
}

/// The TypeScript type of a field.
pub(super) fn typescript(model: &Model<'_>, place: Place<'_>, ty: &FieldType) -> String {
    let inner = |ty: &FieldType| typescript(model, place, ty);
    match ty {
        FieldType::Int { repr, .. } if repr.bits() >= 64 && !place.is_number => "bigint".into(),
        FieldType::Int { .. } | FieldType::Float(_) => "number".into(),
        FieldType::String { .. } => "string".into(),
        FieldType::Bool => "boolean".into(),
        FieldType::BitArray { .. } => model.global("Uint8Array"),
        FieldType::Nil => "null".into(),
        FieldType::List { element, .. } => {
            let element = inner(element);
            if element.contains(" | ") && !element.ends_with('}') || element.ends_with("| null") {
                format!("({element})[]")
            } else {
                element + "[]"
            }
        }
        FieldType::Option(some) if model.nullable.may_be_null(place.owner, some) => {
            format!("{{ some: {} }} | null", inner(some))
        }
        FieldType::Option(some) => inner(some) + " | null",
        FieldType::Result { ok, err } => format!("libero.Result<{}, {}>", inner(ok), inner(err)),
        FieldType::Dict { key, value } => {
            format!("{}<{}, {}>", model.global("Map"), inner(key), inner(value))
        }
        FieldType::Tuple(items) => {
            let items: Vec<String> = items.iter().map(inner).collect();
            format!("[{}]", items.join(", "))
        }
        FieldType::TypeVar(name) => super::names::identifier(name),
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => {
            let name = model.type_name((module_path, type_name));
            if args.is_empty() {
                return name.into_owned();
            }
            let args: Vec<String> = args.iter().map(inner).collect();
            format!("{name}<{}>", args.join(", "))
        }
    }
}

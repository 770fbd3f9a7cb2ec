//! Field types as Erlang source: as a type for people and Dialyzer, and as a term for the run-time.

use contract_schema::{FieldType, FloatRepr};

use crate::targets::erlang::names;

/// The Erlang type of a value. `params` are the parameters of the type around it.
pub(super) fn spec(field: &FieldType, params: &[String]) -> String {
    let inner = |field: &FieldType| spec(field, params);
    let all = |fields: &[FieldType]| fields.iter().map(inner).collect::<Vec<_>>().join(", ");
    match field {
        FieldType::Int { repr, .. } => format!("{}()", repr.as_str()),
        FieldType::Float(_) => "float()".into(),
        FieldType::String { .. } => "unicode:unicode_binary()".into(),
        FieldType::Bool => "boolean()".into(),
        FieldType::BitArray { .. } => "binary()".into(),
        FieldType::Nil => "nil".into(),
        FieldType::List { element, .. } => format!("[{}]", inner(element)),
        FieldType::Option(some) => format!("none | {{some, {}}}", inner(some)),
        FieldType::Result { ok, err } => {
            format!("{{ok, {}}} | {{error, {}}}", inner(ok), inner(err))
        }
        FieldType::Dict { key, value } => format!("#{{{} => {}}}", inner(key), inner(value)),
        FieldType::Tuple(items) => format!("{{{}}}", all(items)),
        FieldType::TypeVar(name) => match position(name, params) {
            Some(index) => format!("T{index}"),
            None => "term()".into(),
        },
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => format!(
            "{}({})",
            names::type_atom(module_path, type_name),
            all(args)
        ),
    }
}

/// The term by which the run-time knows a type.
pub(super) fn term(field: &FieldType, params: &[String]) -> String {
    let inner = |field: &FieldType| term(field, params);
    let all = |fields: &[FieldType]| fields.iter().map(inner).collect::<Vec<_>>().join(", ");
    match field {
        FieldType::Int { repr, .. } => repr.as_str().into(),
        FieldType::Float(FloatRepr::F32) => "f32".into(),
        FieldType::Float(FloatRepr::F64) => "float".into(),
        FieldType::String { format } if format.as_deref() == Some("char") => "char".into(),
        FieldType::String { .. } => "string".into(),
        FieldType::Bool => "bool".into(),
        FieldType::BitArray { len: None } => "bytes".into(),
        FieldType::BitArray { len: Some(len) } => format!("{{bytes, {len}}}"),
        FieldType::Nil => "nil".into(),
        FieldType::List {
            element,
            unique: true,
            ..
        } => format!("{{set, {}}}", inner(element)),
        FieldType::List {
            element,
            len: Some(len),
            ..
        } => format!("{{array, {}, {len}}}", inner(element)),
        FieldType::List { element, .. } => format!("{{list, {}}}", inner(element)),
        FieldType::Option(some) => format!("{{option, {}}}", inner(some)),
        FieldType::Result { ok, err } => format!("{{result, {}, {}}}", inner(ok), inner(err)),
        FieldType::Dict { key, value } => format!("{{dict, {}, {}}}", inner(key), inner(value)),
        FieldType::Tuple(items) => format!("{{tuple, [{}]}}", all(items)),
        // A parameter that the type does not declare has a number that no argument answers to.
        FieldType::TypeVar(name) => format!(
            "{{var, {}}}",
            position(name, params).unwrap_or(params.len())
        ),
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } if args.is_empty() => names::type_atom(module_path, type_name),
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => format!(
            "{{{}, [{}]}}",
            names::type_atom(module_path, type_name),
            all(args)
        ),
    }
}

fn position(name: &str, params: &[String]) -> Option<usize> {
    params.iter().position(|param| param == name)
}

/// Whether a value of the field holds a value of the parameter.
pub(super) fn mentions(field: &FieldType, param: &str) -> bool {
    match field {
        FieldType::TypeVar(name) => name == param,
        other => other.children().any(|child| mentions(child, param)),
    }
}

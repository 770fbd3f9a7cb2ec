//! Field types as `@type`, and as the terms that the run-time reads.

use contract_schema::{FieldType, FloatRepr};

use super::names::{Names, atom};

/// The type of a value. `params` are the parameters of the type around it.
pub(super) fn spec(field: &FieldType, params: &[String], names: &Names) -> String {
    let inner = |field: &FieldType| spec(field, params, names);
    let all = |fields: &[FieldType]| fields.iter().map(inner).collect::<Vec<_>>().join(", ");
    match field {
        FieldType::Int { repr, .. } if repr.as_str().starts_with('u') => "non_neg_integer()".into(),
        FieldType::Int { .. } => "integer()".into(),
        FieldType::Float(_) => "float()".into(),
        FieldType::String { .. } => "String.t()".into(),
        FieldType::Bool => "boolean()".into(),
        FieldType::BitArray { .. } => "binary()".into(),
        FieldType::Nil => "nil".into(),
        FieldType::List { element, .. } => format!("[{}]", inner(element)),
        FieldType::Option(some) if names.may_be_nil(some) => {
            format!("{{:some, {}}} | nil", inner(some))
        }
        FieldType::Option(some) => format!("{} | nil", inner(some)),
        FieldType::Result { ok, err } => {
            format!("{{:ok, {}}} | {{:error, {}}}", inner(ok), inner(err))
        }
        FieldType::Dict { key, value } => {
            format!("%{{optional({}) => {}}}", inner(key), inner(value))
        }
        FieldType::Tuple(items) => format!("{{{}}}", all(items)),
        FieldType::TypeVar(name) => match params.iter().position(|param| param == name) {
            Some(index) => format!("t{index}"),
            None => "term()".into(),
        },
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => format!("{}.t({})", names.module(module_path, type_name), all(args)),
    }
}

/// The term by which the run-time knows a type; but for `:wrapped`, an option whose values are in
/// `:some`, it is that of the Erlang codec.
pub(super) fn term(field: &FieldType, params: &[String], names: &Names) -> String {
    let inner = |field: &FieldType| term(field, params, names);
    let all = |fields: &[FieldType]| fields.iter().map(inner).collect::<Vec<_>>().join(", ");
    match field {
        FieldType::Int { repr, .. } => format!(":{}", repr.as_str()),
        FieldType::Float(FloatRepr::F32) => ":f32".into(),
        FieldType::Float(FloatRepr::F64) => ":float".into(),
        FieldType::String { format } if format.as_deref() == Some("char") => ":char".into(),
        FieldType::String { .. } => ":string".into(),
        FieldType::Bool => ":bool".into(),
        FieldType::BitArray { len: None } => ":bytes".into(),
        FieldType::BitArray { len: Some(len) } => format!("{{:bytes, {len}}}"),
        FieldType::Nil => ":nil".into(),
        FieldType::List {
            element,
            unique: true,
            ..
        } => format!("{{:set, {}}}", inner(element)),
        FieldType::List {
            element,
            len: Some(len),
            ..
        } => format!("{{:array, {}, {len}}}", inner(element)),
        FieldType::List { element, .. } => format!("{{:list, {}}}", inner(element)),
        FieldType::Option(some) if names.may_be_nil(some) => {
            format!("{{:wrapped, {}}}", inner(some))
        }
        FieldType::Option(some) => format!("{{:option, {}}}", inner(some)),
        FieldType::Result { ok, err } => format!("{{:result, {}, {}}}", inner(ok), inner(err)),
        FieldType::Dict { key, value } => format!("{{:dict, {}, {}}}", inner(key), inner(value)),
        FieldType::Tuple(items) => format!("{{:tuple, [{}]}}", all(items)),
        FieldType::TypeVar(name) => format!(
            "{{:var, {}}}",
            params
                .iter()
                .position(|param| param == name)
                .unwrap_or(params.len())
        ),
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => {
            let name = atom(&format!("{module_path}.{type_name}"));
            if args.is_empty() {
                name
            } else {
                format!("{{{name}, [{}]}}", all(args))
            }
        }
    }
}

/// Whether a value of the field holds a value of the parameter.
pub(super) fn mentions(field: &FieldType, param: &str) -> bool {
    match field {
        FieldType::TypeVar(name) => name == param,
        other => {
            let mut children = other.children();
            children.any(|child| mentions(child, param))
        }
    }
}

//! Types in words.

use contract_schema::{FieldType, FloatRepr, SourcePlace};

/// A field type as a person would write it: `List<Item>`, `i32`, `text (uuid)`.
pub(crate) fn words(ty: &FieldType) -> String {
    let all = |types: &[FieldType]| types.iter().map(words).collect::<Vec<_>>().join(", ");
    match ty {
        FieldType::Int { repr, format: None } => repr.as_str().into(),
        FieldType::Int {
            repr,
            format: Some(format),
        } => format!("{} ({format})", repr.as_str()),
        FieldType::Float(FloatRepr::F32) => "f32".into(),
        FieldType::Float(FloatRepr::F64) => "f64".into(),
        FieldType::String { format: None } => "text".into(),
        FieldType::String {
            format: Some(format),
        } => format!("text ({format})"),
        FieldType::Bool => "bool".into(),
        FieldType::BitArray { len: None } => "bytes".into(),
        FieldType::BitArray { len: Some(len) } => format!("{len} bytes"),
        FieldType::Nil => "()".into(),
        FieldType::List {
            element,
            len,
            unique,
        } => {
            let name = if *unique { "Set" } else { "List" };
            match len {
                Some(len) => format!("{name}<{}; {len}>", words(element)),
                None => format!("{name}<{}>", words(element)),
            }
        }
        FieldType::Option(inner) => format!("Option<{}>", words(inner)),
        FieldType::Result { ok, err } => format!("Result<{}, {}>", words(ok), words(err)),
        FieldType::Dict { key, value } => format!("Dict<{}, {}>", words(key), words(value)),
        FieldType::Tuple(items) => format!("({})", all(items)),
        FieldType::TypeVar(name) => name.clone(),
        FieldType::UserType {
            type_name, args, ..
        } if args.is_empty() => type_name.clone(),
        FieldType::UserType {
            type_name, args, ..
        } => format!("{type_name}<{}>", all(args)),
    }
}

/// Something that has a name and a place in the source.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    pub(crate) old: Option<SourcePlace>,
    pub(crate) new: Option<SourcePlace>,
}

impl Place {
    pub(crate) fn of(old: Option<&SourcePlace>, new: Option<&SourcePlace>) -> Self {
        Self {
            old: old.cloned(),
            new: new.cloned(),
        }
    }
}

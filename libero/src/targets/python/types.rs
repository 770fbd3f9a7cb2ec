//! Field types as annotations and as codecs.

use contract_schema::{FieldType, FloatRepr};

use super::names::Names;

/// The annotation of a value. `prefix` stands before classes of the contract.
pub(super) fn annotation(
    field: &FieldType,
    params: &[String],
    names: &Names,
    prefix: &str,
) -> String {
    let inner = |field: &FieldType| annotation(field, params, names, prefix);
    match field {
        FieldType::Int { .. } => "int".to_owned(),
        FieldType::Float(_) => "float".to_owned(),
        FieldType::String { .. } => "str".to_owned(),
        FieldType::Bool => "bool".to_owned(),
        FieldType::BitArray { .. } => "bytes".to_owned(),
        FieldType::Nil => "None".to_owned(),
        FieldType::List { element, .. } => format!("list[{}]", inner(element)),
        FieldType::Option(some) if may_be_none(some) => format!("Some[{}] | None", inner(some)),
        FieldType::Option(some) => format!("{} | None", inner(some)),
        FieldType::Result { ok, err } => format!("Ok[{}] | Err[{}]", inner(ok), inner(err)),
        FieldType::Dict { key, value } => format!("dict[{}, {}]", inner(key), inner(value)),
        FieldType::Tuple(items) if items.is_empty() => "tuple[()]".to_owned(),
        FieldType::Tuple(items) => {
            let items: Vec<String> = items.iter().map(inner).collect();
            format!("tuple[{}]", items.join(", "))
        }
        FieldType::TypeVar(name) => match params.iter().position(|param| param == name) {
            Some(index) => format!("T{index}"),
            None => "object".to_owned(),
        },
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => {
            let class = names.class(module_path, type_name);
            if args.is_empty() {
                return format!("{prefix}{class}");
            }
            let args: Vec<String> = args.iter().map(inner).collect();
            format!("{prefix}{class}[{}]", args.join(", "))
        }
    }
}

/// Whether a value of the type could be `None` itself, so that an option of it needs `Some`.
fn may_be_none(field: &FieldType) -> bool {
    matches!(
        field,
        FieldType::Nil | FieldType::Option(_) | FieldType::TypeVar(_)
    )
}

/// The expression that makes the codec of a value. `c` is the run-time's module, `prefix` stands
/// before codecs of the contract.
pub(super) fn codec(field: &FieldType, params: &[String], names: &Names, prefix: &str) -> String {
    let inner = |field: &FieldType| codec(field, params, names, prefix);
    let all = |fields: &[FieldType]| fields.iter().map(inner).collect::<Vec<_>>().join(", ");
    match field {
        FieldType::Int { repr, .. } => format!("_c.{}", repr.as_str().to_uppercase()),
        FieldType::Float(FloatRepr::F32) => "_c.F32".to_owned(),
        FieldType::Float(FloatRepr::F64) => "_c.F64".to_owned(),
        FieldType::String { format } if format.as_deref() == Some("char") => "_c.CHAR".to_owned(),
        FieldType::String { .. } => "_c.TEXT".to_owned(),
        FieldType::Bool => "_c.BOOL".to_owned(),
        FieldType::BitArray { len: None } => "_c.BYTES".to_owned(),
        FieldType::BitArray { len: Some(len) } => format!("_c.Bytes({len})"),
        FieldType::Nil => "_c.NIL".to_owned(),
        FieldType::List {
            element,
            unique: true,
            ..
        } => format!("_c.Set({})", inner(element)),
        FieldType::List {
            element,
            len: Some(len),
            ..
        } => format!("_c.List({}, {len})", inner(element)),
        FieldType::List { element, .. } => format!("_c.List({})", inner(element)),
        FieldType::Option(some) if may_be_none(some) => format!("_c.SomeOption({})", inner(some)),
        FieldType::Option(some) => format!("_c.Option({})", inner(some)),
        FieldType::Result { ok, err } => format!("_c.Result({}, {})", inner(ok), inner(err)),
        FieldType::Dict { key, value } => format!("_c.Dict({}, {})", inner(key), inner(value)),
        FieldType::Tuple(items) => format!("_c.Tuple({})", all(items)),
        FieldType::TypeVar(name) => match params.iter().position(|param| param == name) {
            Some(index) => format!("t{index}"),
            None => "_c.NOTHING".to_owned(),
        },
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => format!(
            "{prefix}{}({})",
            names.class(module_path, type_name),
            all(args)
        ),
    }
}

//! Field types as calls of the run-time's and the package's readers and writers.

use contract_schema::{FieldType, FloatRepr};

use super::containers;
use super::names::identifier;
use super::types::Place;
use super::view::Model;

/// Which of the four kinds of functions is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// `(value) => void`
    WriteEtf,
    /// `() => value`
    ReadEtf,
    /// `(value) => text`
    WriteJson,
    /// `(json) => value`
    ReadJson,
}

impl Way {
    fn is_write(self) -> bool {
        matches!(self, Self::WriteEtf | Self::WriteJson)
    }

    /// What stands before the name of a function of the run-time.
    fn runtime(self, is_outside: bool) -> &'static str {
        match (is_outside, self) {
            (false, Self::WriteEtf | Self::WriteJson) => "w.",
            (false, Self::ReadEtf | Self::ReadJson) => "r.",
            (true, Self::WriteEtf) => "$etfWrite.",
            (true, Self::ReadEtf) => "$etfRead.",
            (true, Self::WriteJson) => "$jsonWrite.",
            (true, Self::ReadJson) => "$jsonRead.",
        }
    }

    /// What stands before the name of a type's function.
    fn own(self, is_outside: bool) -> &'static str {
        match (is_outside, self) {
            (false, _) => "",
            (true, Self::WriteEtf | Self::ReadEtf) => "$etf.",
            (true, Self::WriteJson | Self::ReadJson) => "$json.",
        }
    }
}

/// The name of a type's own function.
pub(super) fn type_function(way: Way, name: &str) -> String {
    format!("{}{name}", if way.is_write() { "encode" } else { "decode" })
}

/// The name of the parameter that handles a type variable.
pub(super) fn variable(way: Way, name: &str) -> String {
    let verb = if way.is_write() { "write" } else { "read" };
    identifier(&format!("{verb}{name}"))
}

/// An expression whose value is the function that handles a type.
pub(super) fn function(model: &Model<'_>, way: Way, place: Place<'_>, ty: &FieldType) -> String {
    if let Some(name) = containers::own_function(model, way, place, ty) {
        return name;
    }
    if let Some(value) = in_place(model, way, place, ty) {
        return format!("() => {value}");
    }
    let (name, args) = parts(model, way, place, ty);
    if args.is_empty() {
        return name;
    }
    if way == Way::ReadEtf {
        format!("() => {name}({})", args.join(", "))
    } else {
        format!("(it) => {name}(it, {})", args.join(", "))
    }
}

/// A call that handles a type; `value` is what is written or read, and unused in reading ETF.
pub(super) fn call(
    model: &Model<'_>,
    way: Way,
    place: Place<'_>,
    ty: &FieldType,
    value: &str,
) -> String {
    let own = containers::own_function(model, way, place, ty);
    if own.is_none()
        && let Some(value) = in_place(model, way, place, ty)
    {
        return value;
    }
    let (name, mut args) = own.map_or_else(|| parts(model, way, place, ty), |name| (name, vec![]));
    if way != Way::ReadEtf {
        args.insert(0, value.to_owned());
    }
    format!("{name}({})", args.join(", "))
}

/// What is read of ETF where it stands, with no function that is handed others: V8 would not know
/// which it is handed.
fn in_place(model: &Model<'_>, way: Way, place: Place<'_>, ty: &FieldType) -> Option<String> {
    if way != Way::ReadEtf {
        return None;
    }
    let r = way.runtime(place.is_outside);
    let read = |ty: &FieldType| call(model, way, place, ty, "");
    match ty {
        FieldType::Option(some) if model.nullable.may_be_null(place.owner, some) => {
            Some(format!("{r}isSome() ? {{ some: {} }} : null", read(some)))
        }
        FieldType::Option(some) => Some(format!("{r}isSome() ? {} : null", read(some))),
        FieldType::Result { ok, err } => Some(format!(
            "{r}isOk() ? {{ ok: true, value: {} }} : {{ ok: false, error: {} }}",
            read(ok),
            read(err)
        )),
        FieldType::Tuple(items) => {
            let values: Vec<String> = items.iter().map(read).collect();
            Some(format!(
                "({r}tuple({}), [{}])",
                items.len(),
                values.join(", ")
            ))
        }
        _ => None,
    }
}

/// The function that handles a type, and its arguments after the value.
fn parts(model: &Model<'_>, way: Way, place: Place<'_>, ty: &FieldType) -> (String, Vec<String>) {
    let inner = |ty: &FieldType| function(model, way, place, ty);
    let (name, args) = match ty {
        FieldType::TypeVar(name) => return (variable(way, name), vec![]),
        FieldType::UserType {
            module_path,
            type_name,
            args,
        } => {
            let name = model.type_name((module_path, type_name));
            let args = args.iter().map(inner).collect();
            let own = way.own(place.is_outside);
            return (format!("{own}{}", type_function(way, &name)), args);
        }
        FieldType::Int { repr, .. } if repr.bits() >= 64 && place.is_number => {
            (format!("{}Number", repr.as_str()), vec![])
        }
        FieldType::Int { repr, .. } => (repr.as_str().to_owned(), vec![]),
        FieldType::Float(FloatRepr::F32) => ("f32".into(), vec![]),
        FieldType::Float(FloatRepr::F64) => ("f64".into(), vec![]),
        FieldType::String { format } if format.as_deref() == Some("char") => {
            ("char".into(), vec![])
        }
        FieldType::String { .. } => ("string".into(), vec![]),
        FieldType::Bool => ("bool".into(), vec![]),
        FieldType::BitArray { len: None } => ("bitArray".into(), vec![]),
        FieldType::BitArray { len: Some(len) } => ("bitArrayOf".into(), vec![len.to_string()]),
        FieldType::Nil => ("nil".into(), vec![]),
        FieldType::List {
            element,
            unique: true,
            ..
        } => ("set".into(), vec![inner(element)]),
        FieldType::List {
            element, len: None, ..
        } => ("list".into(), vec![inner(element)]),
        FieldType::List {
            element,
            len: Some(len),
            ..
        } => ("listOf".into(), vec![len.to_string(), inner(element)]),
        FieldType::Option(some) if model.nullable.may_be_null(place.owner, some) => {
            ("some".into(), vec![inner(some)])
        }
        FieldType::Option(some) => ("option".into(), vec![inner(some)]),
        FieldType::Result { ok, err } => ("result".into(), vec![inner(ok), inner(err)]),
        FieldType::Dict { key, value } => ("dict".into(), vec![inner(key), inner(value)]),
        FieldType::Tuple(items) => ("tupleOf".into(), items.iter().map(inner).collect()),
    };
    (format!("{}{name}", way.runtime(place.is_outside)), args)
}

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
    [verb(way), name].concat()
}

fn verb(way: Way) -> &'static str {
    if way.is_write() { "encode" } else { "decode" }
}

/// The name of the parameter that handles a type variable.
pub(super) fn variable(way: Way, name: &str) -> String {
    let verb = if way.is_write() { "write" } else { "read" };
    identifier(&[verb, name].concat())
}

/// An expression whose value is the function that handles a type.
pub(super) fn function(model: &Model<'_>, way: Way, place: Place<'_>, ty: &FieldType) -> String {
    let mut out = String::new();
    push_function(model, way, place, ty, &mut out);
    out
}

/// A call that handles a type; `value` is what is written or read, and unused in reading ETF.
pub(super) fn call(
    model: &Model<'_>,
    way: Way,
    place: Place<'_>,
    ty: &FieldType,
    value: &str,
) -> String {
    let mut out = String::new();
    push_call(model, way, place, ty, value, &mut out);
    out
}

/// As [`function`], at the end of a text.
pub(super) fn push_function(
    model: &Model<'_>,
    way: Way,
    place: Place<'_>,
    ty: &FieldType,
    out: &mut String,
) {
    if containers::has_own_function(way, place, ty) {
        containers::push_name(model, way, place, ty, out);
    } else if is_in_place(way, ty) {
        out.push_str("() => ");
        push_in_place(model, way, place, ty, out);
    } else if !takes_arguments(ty) {
        push_name(model, way, place, ty, out);
    } else {
        out.push_str(if way == Way::ReadEtf {
            "() => "
        } else {
            "(it) => "
        });
        push_applied(model, way, place, ty, "it", out);
    }
}

/// As [`call`], at the end of a text.
pub(super) fn push_call(
    model: &Model<'_>,
    way: Way,
    place: Place<'_>,
    ty: &FieldType,
    value: &str,
    out: &mut String,
) {
    if containers::has_own_function(way, place, ty) {
        containers::push_name(model, way, place, ty, out);
        let value = if way == Way::ReadEtf { "" } else { value };
        out.extend(["(", value, ")"]);
    } else if is_in_place(way, ty) {
        push_in_place(model, way, place, ty, out);
    } else {
        push_applied(model, way, place, ty, value, out);
    }
}

/// The function of a type that is read or written by no function of its own, called.
fn push_applied(
    model: &Model<'_>,
    way: Way,
    place: Place<'_>,
    ty: &FieldType,
    value: &str,
    out: &mut String,
) {
    push_name(model, way, place, ty, out);
    out.push('(');
    let mut comma = "";
    if way != Way::ReadEtf {
        out.push_str(value);
        comma = ", ";
    }
    if let FieldType::BitArray { len: Some(len) }
    | FieldType::List {
        len: Some(len),
        unique: false,
        ..
    } = ty
    {
        out.push_str(comma);
        out.push_str(&len.to_string());
        comma = ", ";
    }
    for inner in ty.children() {
        out.push_str(comma);
        push_function(model, way, place, inner, out);
        comma = ", ";
    }
    out.push(')');
}

/// Whether the function of a type is told more than the value.
fn takes_arguments(ty: &FieldType) -> bool {
    matches!(ty, FieldType::BitArray { len: Some(_) }) || !ty.children().is_empty()
}

/// Whether a type is read of ETF where it stands, with no function that is handed others: V8 would
/// not know which it is handed.
fn is_in_place(way: Way, ty: &FieldType) -> bool {
    way == Way::ReadEtf
        && matches!(
            ty,
            FieldType::Option(_) | FieldType::Result { .. } | FieldType::Tuple(_)
        )
}

fn push_in_place(model: &Model<'_>, way: Way, place: Place<'_>, ty: &FieldType, out: &mut String) {
    let r = way.runtime(place.is_outside);
    let read = |ty: &FieldType, out: &mut String| push_call(model, way, place, ty, "", out);
    match ty {
        FieldType::Option(some) => {
            let (open, close) = if model.nullable.may_be_null(place.owner, some) {
                ("{ some: ", " }")
            } else {
                ("", "")
            };
            out.extend([r, "isSome() ? ", open]);
            read(some, out);
            out.extend([close, " : null"]);
        }
        FieldType::Result { ok, err } => {
            out.extend([r, "isOk() ? { ok: true, value: "]);
            read(ok, out);
            out.push_str(" } : { ok: false, error: ");
            read(err, out);
            out.push_str(" }");
        }
        FieldType::Tuple(items) => {
            out.extend(["(", r, "tuple(", &items.len().to_string(), "), ["]);
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                read(item, out);
            }
            out.push_str("])");
        }
        _ => {}
    }
}

/// The name of the function of the run-time, or of the package, that handles a type.
pub(super) fn push_name(
    model: &Model<'_>,
    way: Way,
    place: Place<'_>,
    ty: &FieldType,
    out: &mut String,
) {
    match ty {
        FieldType::TypeVar(name) => return out.push_str(&variable(way, name)),
        FieldType::UserType {
            module_path,
            type_name,
            ..
        } => {
            let name = model.type_name((module_path, type_name));
            return out.extend([way.own(place.is_outside), verb(way), &*name]);
        }
        _ => {}
    }
    out.push_str(way.runtime(place.is_outside));
    out.push_str(match ty {
        FieldType::Int { repr, .. } => repr.as_str(),
        FieldType::Float(FloatRepr::F32) => "f32",
        FieldType::Float(FloatRepr::F64) => "f64",
        FieldType::String { format } if format.as_deref() == Some("char") => "char",
        FieldType::String { .. } => "string",
        FieldType::Bool => "bool",
        FieldType::BitArray { len: None } => "bitArray",
        FieldType::BitArray { len: Some(_) } => "bitArrayOf",
        FieldType::Nil => "nil",
        FieldType::List { unique: true, .. } => "set",
        FieldType::List { len: None, .. } => "list",
        FieldType::List { len: Some(_), .. } => "listOf",
        FieldType::Option(some) if model.nullable.may_be_null(place.owner, some) => "some",
        FieldType::Option(_) => "option",
        FieldType::Result { .. } => "result",
        FieldType::Dict { .. } => "dict",
        FieldType::Tuple(_) => "tupleOf",
        FieldType::TypeVar(_) | FieldType::UserType { .. } => "",
    });
    if matches!(ty, FieldType::Int { repr, .. } if repr.bits() >= 64 && place.is_number) {
        out.push_str("Number");
    }
}

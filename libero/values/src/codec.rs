//! What both codecs share: a value with its type, and the ranges of scalars.

use contract_schema::{FieldType, FloatRepr, IntRepr, TypeDef, Variant};
use libero_wire::EncodeError;
use libero_wire::error::{EncodeErrorKind, Segment};

use crate::format;
use crate::model::{Scope, Ty, TypeInfo, VariantInfo};
use crate::value::{Constructor, Int, Value};

/// A value with the type by which it is written.
pub(crate) struct Typed<'t> {
    pub(crate) ty: Ty<'t>,
    pub(crate) value: &'t Value,
}

/// What reads a value of a type.
pub(crate) struct Read<'t>(pub(crate) Ty<'t>);

#[cold]
pub(crate) fn mismatch(ty: Ty<'_>, value: &Value) -> EncodeError {
    let expected = crate::describe::kind(ty.field);
    custom(format!("expected {expected}, got {}", value.kind()))
}

#[cold]
pub(crate) fn custom(message: impl Into<std::borrow::Cow<'static, str>>) -> EncodeError {
    EncodeError::new(EncodeErrorKind::Custom, message)
}

/// How errors name a field.
pub(crate) fn step(variant: &Variant, index: usize) -> Segment {
    match variant.field_labels.get(index) {
        Some(Some(label)) => Segment::Field(label.clone().into()),
        _ => Segment::FieldIndex(index),
    }
}

/// What an integer of a width is called, with its range where that is short.
pub(crate) fn range(repr: IntRepr) -> &'static str {
    match repr {
        IntRepr::I8 => "an integer of i8 (-128 to 127)",
        IntRepr::I16 => "an integer of i16 (-32768 to 32767)",
        IntRepr::I32 => "an integer of i32",
        IntRepr::I64 => "an integer of i64",
        IntRepr::I128 => "an integer of i128",
        IntRepr::U8 => "an integer of u8 (0 to 255)",
        IntRepr::U16 => "an integer of u16 (0 to 65535)",
        IntRepr::U32 => "an integer of u32",
        IntRepr::U64 => "an integer of u64",
        IntRepr::U128 => "an integer of u128",
    }
}

/// The least and the greatest integer of a width.
pub(crate) fn bounds(repr: IntRepr) -> (Int, Int) {
    let last = u128::MAX >> (128 - repr.bits());
    if repr.is_signed() {
        let last = (last >> 1).cast_signed();
        (Int::from(-last - 1), Int::from(last))
    } else {
        (Int::ZERO, Int::from(last))
    }
}

pub(crate) fn check_int(repr: IntRepr, int: Int) -> Result<(), String> {
    let (first, last) = bounds(repr);
    if (first..=last).contains(&int) {
        return Ok(());
    }
    Err(format!("expected {}, got {int}", range(repr)))
}

/// The float as the width holds it.
pub(crate) fn check_float(repr: FloatRepr, float: f64) -> Result<f64, String> {
    #[allow(clippy::cast_possible_truncation)]
    let held = match repr {
        FloatRepr::F64 => float,
        FloatRepr::F32 => f64::from(float as f32),
    };
    if !float.is_finite() {
        return Err(format!("{float} cannot be encoded"));
    }
    if !held.is_finite() {
        return Err(format!("expected a float of f32, got {float:e}"));
    }
    Ok(held)
}

pub(crate) fn check_text(format: Option<&str>, text: &str) -> Result<(), String> {
    match format {
        Some(format) if !format::holds(format, text) => {
            let shown: String = text.chars().take(40).collect();
            let dots = if shown.len() < text.len() { "…" } else { "" };
            Err(format!(
                "expected text of format {format}, got {shown:?}{dots}"
            ))
        }
        _ => Ok(()),
    }
}

pub(crate) fn check_length(expected: Option<u64>, found: usize) -> Result<(), String> {
    match expected {
        Some(expected) if expected != found as u64 => {
            Err(format!("expected {expected} items, got {found}"))
        }
        _ => Ok(()),
    }
}

/// A constructor of a type: what was found out about a value that claims to be one.
pub(crate) struct Found<'t> {
    pub(crate) variant: &'t Variant,
    pub(crate) variant_info: &'t VariantInfo,
    pub(crate) info: &'t TypeInfo,
    pub(crate) scope: Scope<'t>,
}

/// Finds the constructor of a value in its type.
pub(crate) fn constructor<'t>(ty: Ty<'t>, value: &Constructor) -> Result<Found<'t>, EncodeError> {
    let Some((def, info, scope)) = ty.declared() else {
        return Err(custom("the type is not in the contract"));
    };
    if *info.name != *value.ty {
        return Err(custom(format!("expected {}, got {}", info.name, value.ty)));
    }
    let Some(index) = variant_index(def, &value.variant) else {
        return Err(custom(format!(
            "{} has no variant {}",
            info.name, value.variant
        )));
    };
    let variant = &def.variants[index];
    let (expected, found) = (variant.field_types.len(), value.fields.len());
    if expected != found {
        return Err(custom(format!(
            "expected {} with {expected} fields, got {found}",
            info.name
        )));
    }
    Ok(Found {
        variant,
        variant_info: &info.variants[index],
        info,
        scope,
    })
}

/// The place of a variant among those of its type.
pub(crate) fn variant_index(def: &TypeDef, name: &str) -> Option<usize> {
    let mut variants = def.variants.iter();
    variants.position(|variant| variant.variant_name == name)
}

/// The value of a field that JSON may leave out, where it is known: the default of its Rust type.
pub(crate) fn left_out(variant: &Variant, index: usize, ty: Ty<'_>) -> Option<Value> {
    const DEFAULT: &str = "::core::default::Default::default()";
    if !variant.fields.get(index)?.optional {
        return None;
    }
    let mut fields = variant.rust.as_ref()?.fields.iter();
    let field = fields.find(|field| field.wire.is_some_and(|wire| wire as usize == index))?;
    match field.default.as_deref() {
        None | Some(DEFAULT) => zero(ty),
        Some(_) => None,
    }
}

/// Whether Rust puts the default of a field in place of what is written or read.
pub(crate) fn is_left_out(variant: &Variant, index: usize) -> bool {
    let mut fields = variant.rust.iter().flat_map(|rust| &rust.fields);
    fields.any(|field| {
        field.wire.is_some_and(|wire| wire as usize == index)
            && (field.skip_encode || field.skip_decode)
    })
}

/// `Default::default()` of the types of Rust that are no type of the contract.
pub(crate) fn zero(ty: Ty<'_>) -> Option<Value> {
    Some(match ty.field {
        FieldType::Int { format: None, .. } => Value::Int(Int::ZERO),
        FieldType::Float(_) => Value::Float(0.0),
        FieldType::String { format: None } => Value::Text(String::new()),
        FieldType::Bool => Value::Bool(false),
        FieldType::BitArray { len: None } => Value::Bytes(vec![]),
        FieldType::Nil => Value::Nil,
        FieldType::List { len: None, .. } => Value::List(vec![]),
        FieldType::Option(_) => Value::NONE,
        FieldType::Dict { .. } => Value::Dict(vec![]),
        FieldType::Tuple(items) => {
            let items = items.iter().map(|item| zero(ty.inner(item)));
            Value::Tuple(items.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

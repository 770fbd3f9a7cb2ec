//! Which of its forms a value takes.

use std::borrow::Cow;

use contract_schema::{FieldType, TypeDef, TypeKind, Variant};

use crate::model::Ty;
use crate::value::Value;

/// How deep plain values may nest: JSON that is read as text goes no deeper.
pub(super) const DEEPEST: u32 = 128;

/// How the fields of a constructor stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// None.
    Empty,
    /// By label.
    Labelled,
    /// The only one.
    One,
    /// In an array.
    Several,
}

pub(super) fn form(variant: &Variant) -> Form {
    match variant.field_types.len() {
        0 => Form::Empty,
        _ if variant.field_labels.iter().any(Option::is_some) => Form::Labelled,
        1 => Form::One,
        _ => Form::Several,
    }
}

/// Whether the plain form of a value may be `null`. (A struct is none: one whose only field may be
/// `null` has it in a box.)
pub(super) fn may_be_null(ty: Ty<'_>) -> bool {
    matches!(ty.field, FieldType::Option(_) | FieldType::Nil)
}

/// A struct of one field without a label.
pub(super) fn is_inner(def: &TypeDef) -> bool {
    def.kind == TypeKind::Struct && def.variants.first().is_some_and(|v| form(v) == Form::One)
}

/// The label as it is written: `type` is what tells the variants of an enum apart.
pub(super) fn label<'l>(def: &TypeDef, variant: &Variant, label: &'l str) -> Cow<'l, str> {
    if def.kind != TypeKind::Enum || label != "type" {
        return Cow::Borrowed(label);
    }
    let mut free = "type_".to_owned();
    while variant
        .field_labels
        .iter()
        .flatten()
        .any(|other| *other == free)
    {
        free.push('_');
    }
    Cow::Owned(free)
}

/// The text of a key, which is text, an integer, a bool or a bare variant.
pub(super) fn key_text(key: &Value) -> Option<String> {
    Some(match key {
        Value::Text(text) => text.clone(),
        Value::Int(int) => int.to_string(),
        Value::Bool(bool) => bool.to_string(),
        Value::Constructor(constructor) => constructor.variant.to_string(),
        _ => return None,
    })
}

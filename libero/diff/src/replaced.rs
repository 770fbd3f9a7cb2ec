//! Values that are of another kind now. Inside of a constructor that is another wire hash; the value of
//! an endpoint itself has none, and some kinds look like others.

use contract_schema::{FieldType, FloatRepr};

use crate::effect::{Effect, Fate, Impact, Ways};

/// What becomes of values where one type took the place of another, outside of any constructor.
pub(crate) fn impact(old: &FieldType, new: &FieldType) -> Impact {
    Impact::of(Effect {
        etf: Ways {
            old_to_new: etf(old, new),
            new_to_old: etf(new, old),
        },
        json: Ways {
            old_to_new: json(old, new),
            new_to_old: json(new, old),
        },
    })
}

fn etf(writer: &FieldType, reader: &FieldType) -> Fate {
    match (writer, reader) {
        (FieldType::Int { repr, .. }, FieldType::Float(float)) => whole(repr.bits(), *float),
        // Both are binaries.
        (FieldType::String { .. }, FieldType::BitArray { len: None }) => Fate::FINE,
        _ => Fate::REFUSED,
    }
}

/// Integers are taken for floats where they are exact.
fn whole(bits: u32, float: FloatRepr) -> Fate {
    match (bits, float) {
        (..=32, FloatRepr::F64) | (..=16, FloatRepr::F32) => Fate::FINE,
        (32, FloatRepr::F32) => Fate::MISREAD,
        _ => Fate::REFUSED,
    }
}

fn json(writer: &FieldType, reader: &FieldType) -> Fate {
    match (writer, reader) {
        // Beyond 2^53 an integer is text.
        (FieldType::Int { repr, .. }, FieldType::Float(float)) => whole(repr.bits(), *float),
        // Lists, tuples and dicts without text as keys are arrays.
        (
            FieldType::Tuple(items),
            FieldType::List {
                element,
                len,
                unique: false,
            },
        ) if len.is_none_or(|len| len == items.len() as u64)
            && items.iter().all(|i| plain(i, element)) =>
        {
            Fate::FINE
        }
        (
            FieldType::List {
                element,
                len: Some(len),
                ..
            },
            FieldType::Tuple(items),
        ) if *len == items.len() as u64 && items.iter().all(|item| plain(element, item)) => {
            Fate::FINE
        }
        (
            FieldType::Dict { key, value },
            FieldType::List {
                element, len: None, ..
            },
        ) if !matches!(**key, FieldType::String { .. }) => match &**element {
            FieldType::Tuple(pair) if matches!(&pair[..], [k, v] if plain(key, k) && plain(value, v)) => {
                Fate::FINE
            }
            _ => Fate::REFUSED,
        },
        _ => Fate::REFUSED,
    }
}

/// Whether two types are the same scalar.
fn plain(writer: &FieldType, reader: &FieldType) -> bool {
    writer == reader && is_scalar(writer)
}

fn is_scalar(ty: &FieldType) -> bool {
    !matches!(ty, FieldType::UserType { .. } | FieldType::TypeVar(_))
        && ty.children().all(is_scalar)
}

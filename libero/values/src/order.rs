//! The order of values: of keys as the wire has it, of anything so that what is there twice is found.

use std::cmp::Ordering;

use contract_schema::FieldType;

use crate::model::Ty;
use crate::value::Value;

/// The order of two keys of a dict: numbers by value, text by UTF-8 bytes, `false` before `true`, bare
/// variants by the text of their wire hashes.
pub(crate) fn keys(ty: Ty<'_>, one: &Value, other: &Value) -> Ordering {
    if let (FieldType::UserType { .. }, Value::Constructor(a), Value::Constructor(b)) =
        (ty.field, one, other)
        && let Some((_, info, _)) = ty.declared()
    {
        let hash = |name: &str| {
            let mut variants = info.variants.iter();
            variants
                .find(|variant| *variant.name == *name)
                .map(|variant| variant.hash)
        };
        return hash(&a.variant).cmp(&hash(&b.variant));
    }
    any(one, other)
}

/// A total order of all values, in which values of one type are equal where they are the same.
pub(crate) fn any(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => a.total_cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Bytes(a), Value::Bytes(b)) => a.cmp(b),
        (Value::List(a), Value::List(b)) | (Value::Tuple(a), Value::Tuple(b)) => all(a, b),
        (Value::Option(a), Value::Option(b)) => match (a, b) {
            (Some(a), Some(b)) => any(a, b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        },
        (Value::Result(a), Value::Result(b)) => match (a, b) {
            (Ok(a), Ok(b)) | (Err(a), Err(b)) => any(a, b),
            (a, b) => a.is_ok().cmp(&b.is_ok()),
        },
        (Value::Dict(a), Value::Dict(b)) => {
            let entries = a.iter().zip(b);
            let first = entries
                .map(|(a, b)| any(&a.0, &b.0).then_with(|| any(&a.1, &b.1)))
                .find(|order| order.is_ne());
            first.unwrap_or_else(|| a.len().cmp(&b.len()))
        }
        (Value::Constructor(a), Value::Constructor(b)) => a
            .variant
            .cmp(&b.variant)
            .then_with(|| a.ty.cmp(&b.ty))
            .then_with(|| all(&a.fields, &b.fields)),
        (a, b) => a.kind().cmp(b.kind()),
    }
}

fn all(one: &[Value], other: &[Value]) -> Ordering {
    let pairs = one.iter().zip(other);
    let first = pairs.map(|(a, b)| any(a, b)).find(|order| order.is_ne());
    first.unwrap_or_else(|| one.len().cmp(&other.len()))
}

/// Puts items into an order. Of items that are there twice, the index of the first second one.
pub(crate) fn sort<T>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) -> Result<(), usize> {
    if items.is_sorted_by(|a, b| order(a, b).is_lt()) {
        return Ok(());
    }
    let mut indices: Vec<usize> = (0..items.len()).collect();
    // Stable, so that of equal items the one that came first is first.
    indices.sort_by(|a, b| order(&items[*a], &items[*b]));
    let twice = indices
        .windows(2)
        .filter(|pair| order(&items[pair[0]], &items[pair[1]]).is_eq())
        .map(|pair| pair[1])
        .min();
    if let Some(index) = twice {
        return Err(index);
    }
    items.sort_by(order);
    Ok(())
}

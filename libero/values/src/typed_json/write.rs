//! JSON of values.

use contract_schema::FieldType;
use libero_wire::EncodeError;
use libero_wire::error::Segment;
use libero_wire::json::{Encode, Writer};

use crate::codec::{
    Found, Typed, check_float, check_int, check_length, check_text, constructor, custom, mismatch,
    step,
};
use crate::model::Ty;
use crate::order;
use crate::value::{Constructor, Value};

impl Encode<()> for Typed<'_> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        write(self.ty, self.value, w)
    }
}

fn write(ty: Ty<'_>, value: &Value, w: &mut Writer) -> Result<(), EncodeError> {
    match (ty.field, value) {
        (FieldType::Int { repr, .. }, Value::Int(int)) => {
            check_int(*repr, *int).map_err(custom)?;
            match int.to_i128() {
                Some(int) => Encode::<()>::encode(&int, w),
                None => Encode::<()>::encode(&int.magnitude(), w),
            }
        }
        (FieldType::Float(repr), Value::Float(float)) => {
            let float = check_float(*repr, *float).map_err(custom)?;
            Encode::<()>::encode(&float, w)
        }
        (FieldType::String { format }, Value::Text(text)) => {
            check_text(format.as_deref(), text).map_err(custom)?;
            w.str(text);
            Ok(())
        }
        (FieldType::Bool, Value::Bool(bool)) => Encode::<()>::encode(bool, w),
        (FieldType::BitArray { len }, Value::Bytes(bytes)) => {
            check_length(*len, bytes.len()).map_err(custom)?;
            w.bytes(bytes)
        }
        (FieldType::Nil, Value::Nil) => Encode::<()>::encode(&(), w),
        (
            FieldType::List {
                element,
                len,
                unique,
            },
            Value::List(items),
        ) => {
            check_length(*len, items.len()).map_err(custom)?;
            let ty = ty.inner(element);
            let typed: Vec<Typed<'_>> = items.iter().map(|value| Typed { ty, value }).collect();
            if *unique {
                w.set::<(), _>(&typed)
            } else {
                w.list::<(), _>(&typed)
            }
        }
        (FieldType::Option(_), Value::Option(None)) => {
            w.unit(r#"{"type":"gleam/option.Option","variant":"None","fields":{}}"#)
        }
        (FieldType::Option(inner), Value::Option(Some(value))) => one(
            r#"{"type":"gleam/option.Option","variant":"Some","fields":["#,
            ty.inner(inner),
            value,
            w,
        ),
        (FieldType::Result { ok, .. }, Value::Result(Ok(value))) => one(
            r#"{"type":"gleam/result.Result","variant":"Ok","fields":["#,
            ty.inner(ok),
            value,
            w,
        ),
        (FieldType::Result { err, .. }, Value::Result(Err(value))) => one(
            r#"{"type":"gleam/result.Result","variant":"Error","fields":["#,
            ty.inner(err),
            value,
            w,
        ),
        (FieldType::Dict { key, value }, Value::Dict(entries)) => {
            write_dict(ty.inner(key), ty.inner(value), entries, w)
        }
        (FieldType::Tuple(types), Value::Tuple(items)) if types.len() == items.len() => {
            w.nested(1, |w| {
                for (index, (part, item)) in types.iter().zip(items).enumerate() {
                    w.raw(if index == 0 { "[" } else { "," });
                    write(ty.inner(part), item, w).map_err(|e| e.within(Segment::Index(index)))?;
                }
                w.raw("]");
                Ok(())
            })
        }
        (FieldType::UserType { .. }, Value::Constructor(value)) => write_constructor(ty, value, w),
        _ => Err(mismatch(ty, value)),
    }
}

/// A constructor of one unlabelled field.
fn one(head: &str, ty: Ty<'_>, value: &Value, w: &mut Writer) -> Result<(), EncodeError> {
    w.open(head, 0)?;
    write(ty, value, w).map_err(|e| e.within(0))?;
    w.close("]}");
    Ok(())
}

fn write_dict(
    key: Ty<'_>,
    held: Ty<'_>,
    entries: &[(Value, Value)],
    w: &mut Writer,
) -> Result<(), EncodeError> {
    let mut entries: Vec<&(Value, Value)> = entries.iter().collect();
    order::sort(&mut entries, |a, b| order::keys(key, &a.0, &b.0))
        .map_err(|index| custom("the key is there twice").within(Segment::Index(index)))?;
    let is_text = key.is_text();
    let [open, before, between, behind, close] = if is_text {
        ["{", "", ":", "", "}"]
    } else {
        ["[", "[", ",", "]", "]"]
    };
    w.nested(1, |w| {
        w.raw(open);
        for (index, entry) in entries.into_iter().enumerate() {
            if index > 0 {
                w.raw(",");
            }
            let place =
                |e: EncodeError, part| e.within(Segment::Index(part)).within(Segment::Index(index));
            w.nested(u32::from(!is_text), |w| {
                w.raw(before);
                write(key, &entry.0, w).map_err(|e| place(e, 0))?;
                w.raw(between);
                write(held, &entry.1, w).map_err(|e| place(e, 1))?;
                w.raw(behind);
                Ok(())
            })?;
        }
        w.raw(close);
        Ok(())
    })
}

fn write_constructor(ty: Ty<'_>, value: &Constructor, w: &mut Writer) -> Result<(), EncodeError> {
    let Found {
        variant,
        variant_info,
        scope,
        ..
    } = constructor(ty, value)?;
    if value.fields.is_empty() {
        return w.unit(&variant_info.json_prefix);
    }
    w.open(&variant_info.json_prefix, step(variant, 0))?;
    for (index, (part, field)) in variant.field_types.iter().zip(&value.fields).enumerate() {
        if index > 0 {
            w.raw(",");
        }
        if let Some(Some(label)) = variant.field_labels.get(index) {
            w.str(label);
            w.raw(":");
        }
        write(ty.in_scope(part, &scope), field, w).map_err(|e| e.within(step(variant, index)))?;
    }
    w.close(if variant_info.is_labelled { "}}" } else { "]}" });
    Ok(())
}

//! Terms of values.

use contract_schema::FieldType;
use libero_wire::EncodeError;
use libero_wire::error::Segment;
use libero_wire::etf::{Encode, Writer};

use crate::codec::{
    Found, Typed, check_float, check_int, check_length, check_text, constructor, custom, mismatch,
    step,
};
use crate::model::Ty;
use crate::order;
use crate::value::{Constructor, Int, Value};

impl Encode<()> for Typed<'_> {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        write(self.ty, self.value, w)
    }
}

fn write(ty: Ty<'_>, value: &Value, w: &mut Writer) -> Result<(), EncodeError> {
    w.check_stack()?;
    match (ty.field, value) {
        (FieldType::Int { repr, .. }, Value::Int(int)) => {
            check_int(*repr, *int).map_err(custom)?;
            write_int(*int, w)
        }
        (FieldType::Float(repr), Value::Float(float)) => {
            let float = check_float(*repr, *float).map_err(custom)?;
            Encode::<()>::encode(&float, w)
        }
        (FieldType::String { format }, Value::Text(text)) => {
            check_text(format.as_deref(), text).map_err(custom)?;
            w.binary(text.as_bytes())
        }
        (FieldType::Bool, Value::Bool(bool)) => Encode::<()>::encode(bool, w),
        (FieldType::BitArray { len }, Value::Bytes(bytes)) => {
            check_length(*len, bytes.len()).map_err(custom)?;
            w.binary(bytes)
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
                w.set::<(), _>(typed.len(), &typed)
            } else {
                w.list::<(), _>(typed.len(), &typed)
            }
        }
        (FieldType::Option(_), Value::Option(None)) => {
            w.raw(b"w\x04none");
            Ok(())
        }
        (FieldType::Option(inner), Value::Option(Some(value))) => {
            w.raw(b"h\x02w\x04some");
            write(ty.inner(inner), value, w).map_err(|e| e.within(0))
        }
        (FieldType::Result { ok, .. }, Value::Result(Ok(value))) => {
            w.raw(b"h\x02w\x02ok");
            write(ty.inner(ok), value, w).map_err(|e| e.within(0))
        }
        (FieldType::Result { err, .. }, Value::Result(Err(value))) => {
            w.raw(b"h\x02w\x05error");
            write(ty.inner(err), value, w).map_err(|e| e.within(0))
        }
        (FieldType::Dict { key, value }, Value::Dict(entries)) => {
            write_dict(ty.inner(key), ty.inner(value), entries, w)
        }
        (FieldType::Tuple(types), Value::Tuple(items)) if types.len() == items.len() => {
            w.tuple_header(items.len())?;
            for (index, (part, item)) in types.iter().zip(items).enumerate() {
                write(ty.inner(part), item, w).map_err(|e| e.within(Segment::Index(index)))?;
            }
            Ok(())
        }
        (FieldType::UserType { .. }, Value::Constructor(value)) => write_constructor(ty, value, w),
        _ => Err(mismatch(ty, value)),
    }
}

fn write_int(int: Int, w: &mut Writer) -> Result<(), EncodeError> {
    match int.to_i128() {
        Some(int) => Encode::<()>::encode(&int, w),
        None => Encode::<()>::encode(&int.magnitude(), w),
    }
}

fn write_dict(
    key: Ty<'_>,
    value: Ty<'_>,
    entries: &[(Value, Value)],
    w: &mut Writer,
) -> Result<(), EncodeError> {
    let mut entries: Vec<&(Value, Value)> = entries.iter().collect();
    order::sort(&mut entries, |a, b| order::keys(key, &a.0, &b.0))
        .map_err(|index| custom("the key is there twice").within(Segment::Index(index)))?;
    w.map_header(entries.len())?;
    for (index, entry) in entries.into_iter().enumerate() {
        let place =
            |e: EncodeError, part| e.within(Segment::Index(part)).within(Segment::Index(index));
        write(key, &entry.0, w).map_err(|e| place(e, 0))?;
        write(value, &entry.1, w).map_err(|e| place(e, 1))?;
    }
    Ok(())
}

fn write_constructor(ty: Ty<'_>, value: &Constructor, w: &mut Writer) -> Result<(), EncodeError> {
    let Found {
        variant,
        variant_info,
        info,
        scope,
    } = constructor(ty, value)?;
    if !value.fields.is_empty() {
        w.tuple_header(value.fields.len() + 1)?;
    }
    w.raw(b"w\x0a");
    w.raw(&variant_info.hash);
    let fields = |w: &mut Writer| {
        for (index, (part, field)) in variant.field_types.iter().zip(&value.fields).enumerate() {
            write(ty.in_scope(part, &scope), field, w)
                .map_err(|e| e.within(step(variant, index)))?;
        }
        Ok(())
    };
    if info.is_recursive && !value.fields.is_empty() {
        w.nested(fields)
    } else {
        fields(w)
    }
}

//! Values of terms.

use contract_schema::{FieldType, FloatRepr, IntRepr, TypeKind};
use libero_wire::DecodeError;
use libero_wire::error::{DecodeErrorKind as Kind, Segment};
use libero_wire::etf::{Decode, Reader};

use crate::codec::{check_length, step};
use crate::format;
use crate::model::Ty;
use crate::order;
use crate::value::{Int, Value};

/// Reads one term.
pub(crate) fn value(r: &mut Reader<'_>, ty: Ty<'_>) -> Result<Value, DecodeError> {
    r.check_stack()?;
    Ok(match ty.field {
        FieldType::Int { repr, .. } => Value::Int(int(r, *repr)?),
        FieldType::Float(FloatRepr::F64) => Value::Float(Decode::<()>::decode(r)?),
        FieldType::Float(FloatRepr::F32) => {
            let float: f32 = Decode::<()>::decode(r)?;
            Value::Float(float.into())
        }
        FieldType::String { format: None } => Value::Text(r.str()?.to_owned()),
        FieldType::String {
            format: Some(format),
        } => Value::Text(r.text(format, |text| {
            format::holds(format, text).then(|| text.to_owned())
        })?),
        FieldType::Bool => Value::Bool(Decode::<()>::decode(r)?),
        FieldType::BitArray { len } => {
            let at = r.offset();
            let bytes = r.bytes()?;
            sized(*len, bytes.len(), at)?;
            Value::Bytes(bytes.to_vec())
        }
        FieldType::Nil => {
            let (): () = Decode::<()>::decode(r)?;
            Value::Nil
        }
        FieldType::List {
            element,
            len,
            unique,
        } => {
            let at = r.offset();
            let items = list(r, ty.inner(element), *unique)?;
            sized(*len, items.len(), at)?;
            Value::List(items)
        }
        FieldType::Option(inner) => {
            if r.option()? {
                Value::some(value(r, ty.inner(inner)).map_err(|e| e.within(0))?)
            } else {
                Value::NONE
            }
        }
        FieldType::Result { ok, err } => {
            let is_ok = r.result()?;
            let inner = ty.inner(if is_ok { ok } else { err });
            let inner = Box::new(value(r, inner).map_err(|e| e.within(0))?);
            Value::Result(if is_ok { Ok(inner) } else { Err(inner) })
        }
        FieldType::Dict { key, value } => dict(r, ty.inner(key), ty.inner(value))?,
        FieldType::Tuple(types) => {
            // A contract with more is refused when it is looked through.
            r.tuple(u8::try_from(types.len()).unwrap_or(u8::MAX))?;
            let mut items = Vec::with_capacity(types.len());
            for (index, part) in types.iter().enumerate() {
                let item = value(r, ty.inner(part));
                items.push(item.map_err(|e| e.within(Segment::Index(index)))?);
            }
            Value::Tuple(items)
        }
        FieldType::UserType { .. } => constructor(r, ty)?,
        FieldType::TypeVar(name) => {
            let message = format!("there is no type parameter {name}");
            return Err(DecodeError::new(Kind::Custom, r.offset(), message));
        }
    })
}

fn sized(expected: Option<u64>, found: usize, at: usize) -> Result<(), DecodeError> {
    check_length(expected, found).map_err(|message| DecodeError::new(Kind::Length, at, message))
}

fn int(r: &mut Reader<'_>, repr: IntRepr) -> Result<Int, DecodeError> {
    fn read<T: Decode<()> + Into<Int>>(r: &mut Reader<'_>) -> Result<Int, DecodeError> {
        T::decode(r).map(Into::into)
    }
    match repr {
        IntRepr::I8 => read::<i8>(r),
        IntRepr::I16 => read::<i16>(r),
        IntRepr::I32 => read::<i32>(r),
        IntRepr::I64 => read::<i64>(r),
        IntRepr::I128 => read::<i128>(r),
        IntRepr::U8 => read::<u8>(r),
        IntRepr::U16 => read::<u16>(r),
        IntRepr::U32 => read::<u32>(r),
        IntRepr::U64 => read::<u64>(r),
        IntRepr::U128 => read::<u128>(r),
    }
}

fn list(r: &mut Reader<'_>, ty: Ty<'_>, unique: bool) -> Result<Vec<Value>, DecodeError> {
    let mut items = vec![];
    let mut places = vec![];
    let read = r.each(ty.min_len(), |r| {
        if unique {
            places.push(r.offset());
        }
        items.push(value(r, ty)?);
        Ok(())
    });
    // An item that is there twice comes before whatever is wrong behind it.
    if unique {
        order::sort(&mut items, order::any).map_err(|index| {
            DecodeError::new(Kind::Duplicate, places[index], "the item is there twice")
                .within(Segment::Index(index))
        })?;
    }
    read?;
    Ok(items)
}

fn dict(r: &mut Reader<'_>, key: Ty<'_>, held: Ty<'_>) -> Result<Value, DecodeError> {
    let count = r.dict(key.min_len() + held.min_len())?;
    let mut entries = vec![];
    let mut places = vec![];
    let read = (0..count).try_for_each(|index| {
        let place =
            |e: DecodeError, part| e.within(Segment::Index(part)).within(Segment::Index(index));
        places.push(r.offset());
        let key = value(r, key).map_err(|e| place(e, 0))?;
        let held = value(r, held).map_err(|e| place(e, 1))?;
        entries.push((key, held));
        Ok(())
    });
    order::sort(&mut entries, |a, b| order::keys(key, &a.0, &b.0)).map_err(|index| {
        DecodeError::new(Kind::Duplicate, places[index], "the key is there twice")
            .within(Segment::Index(0))
            .within(Segment::Index(index))
    })?;
    read?;
    Ok(Value::Dict(entries))
}

fn constructor(r: &mut Reader<'_>, ty: Ty<'_>) -> Result<Value, DecodeError> {
    let Some((def, info, scope)) = ty.declared() else {
        return Err(r.expected("a type of the contract"));
    };
    let index = match (def.kind, &info.variants[..]) {
        (TypeKind::Struct, [only]) => {
            r.record(&only.hash, def.variants[0].field_types.len(), &info.name)?;
            0
        }
        (_, variants) => {
            let head = r.head(&info.name)?;
            match variants.iter().position(|variant| variant.head == head) {
                Some(index) => index,
                None => return Err(r.unknown_variant(&info.name, head)),
            }
        }
    };
    let variant = &def.variants[index];
    let fields = |r: &mut Reader<'_>| {
        let mut fields = Vec::with_capacity(variant.field_types.len());
        for (index, part) in variant.field_types.iter().enumerate() {
            let field = value(r, ty.in_scope(part, &scope));
            fields.push(field.map_err(|e| e.within(step(variant, index)))?);
        }
        Ok(fields)
    };
    let fields = if info.is_recursive && !variant.field_types.is_empty() {
        r.nested(fields)?
    } else {
        fields(r)?
    };
    Ok(Value::constructor(
        info.name.clone(),
        info.variants[index].name.clone(),
        fields,
    ))
}
